// Columns of a table by the names that a definition asks for, and their values as lists of their own.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

/// The column of that name, or null; text is refused, "x.pay is text, but must be numbers". `argument` names the table in errors.
const Column* numbers_if_there(std::string_view analysis, std::string_view argument, const Table& table, std::string_view name);

/// The same of a column that has to be there: "x.pay is missing, but must be " + rule.
const Column& number_column(std::string_view analysis, std::string_view argument, const Table& table, std::string_view name, std::string_view rule);

/// The values, NaN where one is missing.
std::vector<double> numbers_of(const Column& column);

/// The same of whole numbers; INT64_MIN where one is missing.
std::vector<std::int64_t> whole_numbers_of(const Column& column);

}  // namespace mainstay::inline v1::data
