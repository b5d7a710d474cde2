#include "mainstay/surface/call.hpp"

#include <fmt/format.h>

#include "core/words.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::surface {

Call::Call(const Function& function) : function_(&function), input_(*function.input), options_(*function.options) {
  if (function.self != nullptr)
    throw Error(ErrorCode::invalid_argument, function.key, "is a method and needs a fitted object to be called on");
}

Call::Call(const Function& method, Object self)
    : function_(&method), self_(std::move(self)), input_(*method.input), options_(*method.options) {
  if (self_.empty() || method.self != &self_.type())
    throw Error(ErrorCode::wrong_type, method.key,
                fmt::format("needs a {} to be called on", method.self == nullptr ? "different function" : method.self->record));
}

Row Call::find(std::string_view name) {
  const Fields input = input_.fields(), options = options_.fields();
  std::string names;
  for (const Fields* fields : {&input, &options})
    for (const Row& row : fields->rows()) {
      if (name == row.name) return row;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", row.name);
    }
  throw Error(ErrorCode::unknown_name, function_->key, name, -1, "unknown",
              names.empty() ? "left out: there are no arguments" : "one of " + names);
}

void Call::wrong_type(const Row& row, std::string_view value, std::string_view rule) const {
  throw Error(ErrorCode::wrong_type, function_->key, row.name, -1, value, rule);
}

namespace {
std::string expected(const Row& row) {
  switch (row.type->kind) {
    case Kind::flag: return "true or false";
    case Kind::integer:
    case Kind::maybe_integer: return "a whole number";
    case Kind::number:
    case Kind::maybe_number: return "a number";
    case Kind::text: return "text";
    case Kind::word: return "one of " + names_of(*row.type);
    case Kind::integers:
    case Kind::numbers:
    case Kind::texts:
    case Kind::records: return "a list";
    case Kind::record:
    case Kind::categories: return "an object {…}";
    case Kind::column: return "a column";
    case Kind::table: return "a table";
  }
  return {};
}
}  // namespace

void Call::input(std::string_view name, const Column& column, std::shared_ptr<const void> keep) {
  const Row row = find(name);
  if (row.type->kind == Kind::table) {
    Table table;
    table.add("x0", column);
    return input(name, table, std::move(keep));
  }
  if (row.type->kind != Kind::column) wrong_type(row, "a column", expected(row));
  *static_cast<Column*>(row.address) = column;
  if (keep) kept_.push_back(std::move(keep));
}

void Call::input(std::string_view name, const Table& table, std::shared_ptr<const void> keep) {
  const Row row = find(name);
  if (row.type->kind != Kind::table) wrong_type(row, "a table", expected(row));
  *static_cast<Table*>(row.address) = table;
  if (keep) kept_.push_back(std::move(keep));
}

Table& Call::dated_table(std::string_view name) {
  const Row row = find(name);
  if (row.type->kind != Kind::table) wrong_type(row, "dated", "undated, because only tables are dated");
  Table& table = *static_cast<Table*>(row.address);
  if (!table.given()) throw Error(ErrorCode::invalid_argument, function_->key, name, -1, "dated before it is given", "given first");
  return table;
}

void Call::known_at(std::string_view name, std::string_view column, const When& when, std::shared_ptr<const void> keep) {
  Table& table = dated_table(name);
  try {
    table.set_known_at(column, when);
  } catch (const Error& error) {
    throw Error(error.code(), function_->key, fmt::format("{}.{}", name, column), -1, error.value(), error.rule());
  }
  if (keep) kept_.push_back(std::move(keep));
}

void Call::cut(std::string_view name, const When& when, std::shared_ptr<const void> keep) {
  dated_table(name).cut = when;
  if (keep) kept_.push_back(std::move(keep));
}

void Call::set(std::string_view name, bool value) {
  const Row row = find(name);
  if (row.type->kind != Kind::flag) wrong_type(row, value ? "true" : "false", expected(row));
  *static_cast<bool*>(row.address) = value;
}

void Call::set(std::string_view name, std::int64_t value) {
  const Row row = find(name);
  switch (row.type->kind) {
    case Kind::integer: *static_cast<std::int64_t*>(row.address) = value; return;
    case Kind::maybe_integer: *static_cast<std::optional<std::int64_t>*>(row.address) = value; return;
    case Kind::number: *static_cast<double*>(row.address) = static_cast<double>(value); return;
    case Kind::maybe_number: *static_cast<std::optional<double>*>(row.address) = static_cast<double>(value); return;
    default: wrong_type(row, fmt::format("{}", value), expected(row));
  }
}

void Call::set(std::string_view name, double value) {
  const Row row = find(name);
  switch (row.type->kind) {
    case Kind::number: *static_cast<double*>(row.address) = value; return;
    case Kind::maybe_number: *static_cast<std::optional<double>*>(row.address) = value; return;
    default: wrong_type(row, fmt::format("{}", value), expected(row));
  }
}

void Call::set(std::string_view name, std::string_view value) {
  const Row row = find(name);
  if (row.type->kind == Kind::text) {
    *static_cast<std::string*>(row.address) = value;
    return;
  }
  if (row.type->kind == Kind::word)
    for (std::size_t i = 0; i < row.type->choice_count; ++i)
      if (value == row.type->choices[i].name) {
        *static_cast<std::int32_t*>(row.address) = row.type->choices[i].value;
        return;
      }
  wrong_type(row, fmt::format("\"{}\"", value), expected(row));
}

void Call::set_json(std::string_view name, std::string_view json) {
  const Row row = find(name);
  if (row.type->kind == Kind::column || row.type->kind == Kind::table) wrong_type(row, "JSON text", expected(row));
  set_from_json(function_->key, row, json);
}

Object Call::run(const RunContext& context) const {
  Object result(*function_->result);
  function_->run(self_.data(), input_.data(), options_.data(), context, result.data());
  return result;
}

Object Call::begin_state() const {
  if (function_->state == nullptr) throw Error(ErrorCode::unsupported, function_->key, "has no mergeable state");
  Object state(*function_->state->state);
  function_->state->begin(state.data(), options_.data());
  return state;
}

void Call::update_state(Object& state, const RunContext& context) const {
  if (function_->state == nullptr || state.empty() || &state.type() != function_->state->state)
    throw Error(ErrorCode::wrong_type, function_->key, "the state belongs to another analysis");
  function_->state->update(state.data(), input_.data(), context);
}

}  // namespace mainstay::inline v1::surface
