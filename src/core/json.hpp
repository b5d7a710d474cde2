// JSON text as values that hold their memory safely: nlohmann-json reads the text, but its own values may need memory while they
// are destroyed, and a library must not end its host for lack of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mainstay::inline v1::json {

struct Value;
using List = std::vector<Value>;
struct Members {
  std::vector<std::string> names;  ///< in the order of the text
  std::vector<Value> values;
};

struct Value {
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::unique_ptr<std::string>, std::unique_ptr<List>,
               std::unique_ptr<Members>>
      held{};

  template <class T>
  const T* as() const noexcept { return std::get_if<T>(&held); }
  const std::string* text() const noexcept { return pointed<std::string>(); }
  const List* list() const noexcept { return pointed<List>(); }
  const Members* members() const noexcept { return pointed<Members>(); }
  bool is_null() const noexcept { return std::holds_alternative<std::monostate>(held); }
  /// The member of that name, or null.
  const Value* find(std::string_view name) const noexcept;

 private:
  template <class T>
  const T* pointed() const noexcept {
    const auto* pointer = std::get_if<std::unique_ptr<T>>(&held);
    return pointer == nullptr ? nullptr : pointer->get();
  }
};

/// Why a text is no value: `byte` counts from 1; 0 when it is nested deeper than `depth` levels.
struct Failure {
  std::size_t byte = 0;
  bool too_deep = false;
  bool number_too_large = false;
};

/// Parses `text` into `value`. False, with the reason, when it is not JSON, names a member twice or is nested too deeply.
bool parse(std::string_view text, int depth, Value& value, Failure& failure);

/// `value` as it is quoted in a sentence: scalars as written, "a list", "an object"; long texts cut.
std::string quoted(const Value& value);

/// Appends JSON. Numbers keep every bit; infinities and NaN are written as words.
void append(std::string& out, bool value);
void append(std::string& out, std::int64_t value);
void append(std::string& out, double value);
/// Throws Error{invalid_argument} when the text is not UTF-8.
void append(std::string& out, std::string_view text);

}  // namespace mainstay::inline v1::json
