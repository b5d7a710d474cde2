// A call by name: what the bindings are made of. Inputs and options share one namespace of names.
//
//   Call call(find_function("survival.cox"));
//   call.input("duration", duration);
//   call.set("ridge", 0.1);
//   Object fit = call.run({});
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::surface {

class Call {
 public:
  explicit Call(const Function& function);
  /// A method of a fitted object; throws when `self` is not what the method belongs to.
  Call(const Function& method, Object self);

  const Function& function() const noexcept { return *function_; }

  /// Hands in a column or a table. `keep` stays alive as long as the call. A column given for a table becomes its only
  /// column, "x0"; naming an argument again replaces it.
  void input(std::string_view name, const Column& column, std::shared_ptr<const void> keep = {});
  void input(std::string_view name, const Table& table, std::shared_ptr<const void> keep = {});

  /// Says when the values of a column of a table became known (an empty `column`: of every column), and by which day they have
  /// to be; see Table. After the table itself: naming that again forgets both.
  void known_at(std::string_view name, std::string_view column, const When& when, std::shared_ptr<const void> keep = {});
  void cut(std::string_view name, const When& when, std::shared_ptr<const void> keep = {});

  /// Sets an option; whole numbers are accepted where numbers are meant, words and texts as text.
  void set(std::string_view name, bool value);
  void set(std::string_view name, std::int64_t value);
  void set(std::string_view name, double value);
  void set(std::string_view name, std::string_view value);
  void set(std::string_view name, const char* value) { set(name, std::string_view(value)); }
  /// Lists and nested definitions, as JSON text.
  void set_json(std::string_view name, std::string_view json);

  Object run(const RunContext& context) const;

  /// The mergeable state of this analysis with the options set so far. Throws when the analysis has none.
  Object begin_state() const;
  /// Adds this call's rows to a state.
  void update_state(Object& state, const RunContext& context) const;

 private:
  Row find(std::string_view name);
  Table& dated_table(std::string_view name);
  [[noreturn]] void wrong_type(const Row& row, std::string_view value, std::string_view rule) const;

  const Function* function_;
  Object self_, input_, options_;
  std::vector<std::shared_ptr<const void>> kept_;
};

}  // namespace mainstay::inline v1::surface
