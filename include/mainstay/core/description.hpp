// One description of every struct, from which checks, names, bindings, documents and reference pages derive.
//
//   struct CoxOptions {
//     static constexpr const char* record = "CoxOptions";
//     double ridge = 0.0;
//     void describe(Fields& f) { f("ridge", ridge, "Penalty on the squared coefficients.").at_least(0); }
//   };
//
// A row is type-erased where it is made, so that every consumer is one ordinary loop, compiled once.
// Rows hold addresses: make the list, use it, drop it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "mainstay/core/run_context.hpp"
#include "mainstay/core/view.hpp"

namespace mainstay::inline v1 {

/// The closed list of what a field can be.
enum class Kind : std::int32_t {
  flag,           ///< bool
  integer,        ///< std::int64_t
  number,         ///< double
  text,           ///< std::string
  word,           ///< an enum with choices()
  maybe_integer,  ///< std::optional<std::int64_t>
  maybe_number,   ///< std::optional<double>
  integers,       ///< std::vector<std::int64_t>
  numbers,        ///< std::vector<double>, one- or two-dimensional (row-major)
  texts,          ///< std::vector<std::string>
  categories,     ///< Categories
  record,         ///< a described struct; in a result, a table when its rows share a shape letter
  records,        ///< std::vector of a described struct
  column,         ///< Column (inputs only)
  table           ///< Table (inputs only)
};

/// One word of an enum; `choices(E)` beside the enum returns an array of them, found by argument-dependent lookup.
struct Choice {
  std::int32_t value;
  const char* name;
  const char* sentence;
};
template <class E>
constexpr Choice choice(E value, const char* name, const char* sentence) {
  static_assert(std::is_same_v<std::underlying_type_t<E>, std::int32_t>, "enums of a description are int32_t");
  return {static_cast<std::int32_t>(value), name, sentence};
}

/// The unit of days as whole numbers.
inline constexpr const char* day_unit = "days since 1970-01-01";

class Fields;

/// What a consumer needs to know about a C++ type; one constant object for each.
struct Type {
  Kind kind;
  const char* record = nullptr;  ///< name of the struct (record, records)
  const Choice* choices = nullptr;
  std::size_t choice_count = 0;
  void (*describe)(void* object, Fields& fields) = nullptr;  ///< record; for records, of one element
  void* (*create)() = nullptr;                               ///< record: a default-constructed object
  void (*destroy)(void* object) = nullptr;
  void (*validate)(const void* object) = nullptr;  ///< record: its validate() const, when it has one
  std::size_t (*size)(const void* list) = nullptr;  ///< records
  void (*resize)(void* list, std::size_t size) = nullptr;
  void* (*at)(void* list, std::size_t index) = nullptr;
  const Type* element = nullptr;
};

namespace detail {
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
inline constexpr auto choices_of = choices(T{});

template <class T>
struct TypeOf;
}  // namespace detail

template <class T>
inline constexpr const Type& type_of = detail::TypeOf<T>::value;

/// One described field.
struct Row {
  const char* name;
  const char* sentence;
  const Type* type;
  void* address;
  const char* shape[2] = {nullptr, nullptr};  ///< letters: n rows, p terms, m new rows, t times, …; see docs/adding-an-analysis.md
  const char* unit = nullptr;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool lower_open = false, upper_open = false;
  bool is_optional = false;    ///< an input that may be left out
  bool is_required = false;    ///< an option without a default
  bool infinite_allowed = false;
  bool missing_allowed = false;
  bool is_category = false;    ///< a column of group labels: text, categories or whole numbers
  bool is_whole = false;       ///< a column of whole numbers
  bool values_later = false;   ///< check() looks at type and length only: the analysis checks the values in its own pass

  Row& at_least(double bound) { lower = bound; lower_open = false; return *this; }
  Row& above(double bound) { lower = bound; lower_open = true; return *this; }
  Row& at_most(double bound) { upper = bound; upper_open = false; return *this; }
  Row& below(double bound) { upper = bound; upper_open = true; return *this; }
  Row& between(double low, double high) { return at_least(low).at_most(high); }
  Row& per(const char* letter, const char* second = nullptr) { shape[0] = letter; shape[1] = second; return *this; }
  Row& in(const char* unit_name) { unit = unit_name; return *this; }
  Row& optional() { is_optional = true; return *this; }
  Row& required() { is_required = true; return *this; }
  Row& may_be_infinite() { infinite_allowed = true; return *this; }
  Row& may_be_missing() { missing_allowed = true; return *this; }
  /// A day of the calendar: whole, in day_unit, from -9999-01-01 to 9999-12-31.
  Row& day();
  Row& category() { is_category = true; return *this; }
  Row& whole() { is_whole = true; return *this; }
};

/// The rows of one object, in the order in which its describe() lists them.
class Fields {
 public:
  template <class T>
  Row& operator()(const char* name, T& member, const char* sentence) {
    rows_.push_back(Row{name, sentence, &type_of<T>, &member});
    return rows_.back();
  }
  const std::vector<Row>& rows() const& noexcept { return rows_; }
  std::vector<Row>& rows() & noexcept { return rows_; }
  const std::vector<Row>& rows() && = delete;
  /// Null when there is no such row.
  Row* find(std::string_view name) & noexcept {
    for (Row& row : rows_)
      if (name == row.name) return &row;
    return nullptr;
  }
  Row* find(std::string_view) && = delete;

 private:
  std::vector<Row> rows_;
};

template <class T>
Fields fields_of(const T& object) {
  Fields fields;
  const_cast<T&>(object).describe(fields);  // consumers of a const object only read
  return fields;
}

namespace detail {
template <class T>
void describe_erased(void* object, Fields& fields) { static_cast<T*>(object)->describe(fields); }
template <class T>
void* create_erased() { return new T{}; }
template <class T>
void destroy_erased(void* object) { delete static_cast<T*>(object); }

template <class T>
constexpr Type record_type() {
  Type type{Kind::record};
  type.record = T::record;
  type.describe = &describe_erased<T>;
  type.create = &create_erased<T>;
  type.destroy = &destroy_erased<T>;
  if constexpr (requires(const T& object) { object.validate(); })
    type.validate = [](const void* object) { static_cast<const T*>(object)->validate(); };
  return type;
}
template <class T>
constexpr Type word_type() {
  Type type{Kind::word};
  type.choices = choices_of<T>.data();
  type.choice_count = choices_of<T>.size();
  return type;
}
template <class V>
constexpr Type records_type();

template <class T>
constexpr Type make_type() {
  if constexpr (std::is_same_v<T, bool>) return Type{Kind::flag};
  else if constexpr (std::is_same_v<T, std::int64_t>) return Type{Kind::integer};
  else if constexpr (std::is_same_v<T, double>) return Type{Kind::number};
  else if constexpr (std::is_same_v<T, std::string>) return Type{Kind::text};
  else if constexpr (std::is_enum_v<T>) return word_type<T>();
  else if constexpr (std::is_same_v<T, std::optional<std::int64_t>>) return Type{Kind::maybe_integer};
  else if constexpr (std::is_same_v<T, std::optional<double>>) return Type{Kind::maybe_number};
  else if constexpr (std::is_same_v<T, std::vector<std::int64_t>>) return Type{Kind::integers};
  else if constexpr (std::is_same_v<T, std::vector<double>>) return Type{Kind::numbers};
  else if constexpr (std::is_same_v<T, std::vector<std::string>>) return Type{Kind::texts};
  else if constexpr (std::is_same_v<T, Categories>) return Type{Kind::categories};
  else if constexpr (std::is_same_v<T, Column>) return Type{Kind::column};
  else if constexpr (std::is_same_v<T, Table>) return Type{Kind::table};
  else if constexpr (IsVector<T>::value) return records_type<T>();
  else return record_type<T>();
}
template <class T>
struct TypeOf {
  static constexpr Type value = make_type<T>();
};
template <class V>
constexpr Type records_type() {
  using T = typename V::value_type;
  Type type{Kind::records};
  type.record = T::record;
  type.describe = &describe_erased<T>;
  type.size = [](const void* list) { return static_cast<const V*>(list)->size(); };
  type.resize = [](void* list, std::size_t size) { static_cast<V*>(list)->resize(size); };
  type.at = [](void* list, std::size_t index) -> void* { return &(*static_cast<V*>(list))[index]; };
  type.element = &type_of<T>;
  return type;
}
}  // namespace detail

/// A type-erased, owned, described object: a result, a fit, a state.
class Object {
 public:
  Object() = default;
  explicit Object(const Type& type) : type_(&type), data_(type.create(), type.destroy) {}
  template <class T>
  static Object of(T value) {
    Object object(type_of<T>);
    *static_cast<T*>(object.data()) = std::move(value);
    return object;
  }
  bool empty() const noexcept { return data_ == nullptr; }
  const Type& type() const noexcept { return *type_; }
  void* data() noexcept { return data_.get(); }
  const void* data() const noexcept { return data_.get(); }
  /// The object as T; null when it is something else.
  template <class T>
  const T* as() const noexcept { return type_ == &type_of<T> ? static_cast<const T*>(data()) : nullptr; }
  Fields fields() const {
    Fields fields;
    type_->describe(data_.get(), fields);
    return fields;
  }

 private:
  const Type* type_ = nullptr;
  std::shared_ptr<void> data_;
};

/// Options of a function that has none.
struct NoOptions {
  static constexpr const char* record = "NoOptions";
  void describe(Fields&) {}
};

/// Refuses what the descriptions of an input and its options forbid, naming argument and row: shapes (letters are bound in row
/// order), types, finiteness, bounds, words. Every analysis and every method calls it first; cost is one pass over the columns,
/// of a large table by as many threads as given (the refusal is the same for any number).
void check(std::string_view analysis, const Fields& input, const Fields& options, std::int32_t threads = 1);

template <class Input, class Options>
void check(std::string_view analysis, const Input& input, const Options& options, std::int32_t threads = 1) {
  check(analysis, fields_of(input), fields_of(options), threads);
}

/// The guard against leaks, a part of check(): refuses a dated table (Table::dated) with a value that was known after its cut,
///   survival.cox: x.exit_interview[17] is known at 2024-05-01, but must be known by the cut, 2024-04-01
/// and one that leaves open when a column became known or by which day it has to be. Where the day of a row is missing, its value
/// must be missing too. One pass over the days.
void check_known(std::string_view analysis, std::string_view argument, const Table& table);

/// Refuses an object whose lists do not have the lengths that their shape letters promise, or with a number that is not finite where
/// its row does not allow that. A loaded document passes this and the object's own validate() of what its methods rely on (indices, order).
void check_shapes(std::string_view analysis, const Fields& fields);

}  // namespace mainstay::inline v1
