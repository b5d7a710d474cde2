#include "data/columns.hpp"

#include <algorithm>
#include <string>

#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::data {

const Column* numbers_if_there(std::string_view analysis, std::string_view argument, const Table& table, std::string_view name) {
  const std::int64_t place = column_of(table, name);
  if (place < 0) return nullptr;
  const Column& column = table.columns[static_cast<std::size_t>(place)];
  if (column.categorical) throw Error(ErrorCode::wrong_type, analysis, std::string(argument) + "." + std::string(name), -1, "text", "numbers");
  return &column;
}

const Column& number_column(std::string_view analysis, std::string_view argument, const Table& table, std::string_view name, std::string_view rule) {
  const Column* column = numbers_if_there(analysis, argument, table, name);
  if (column == nullptr) throw Error(ErrorCode::unknown_name, analysis, std::string(argument) + "." + std::string(name), -1, "missing", rule);
  return *column;
}

std::vector<double> numbers_of(const Column& column) {
  std::vector<double> values(static_cast<std::size_t>(column.size));
  const double* read = read_numbers(column, 0, column.size, values.data());
  if (read != values.data()) std::copy(read, read + column.size, values.begin());
  return values;
}

std::vector<std::int64_t> whole_numbers_of(const Column& column) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(column.size));
  const std::int64_t* read = read_integers(column, 0, column.size, values.data());
  if (read != values.data()) std::copy(read, read + column.size, values.begin());
  return values;
}

}  // namespace mainstay::inline v1::data
