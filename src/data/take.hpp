// Some rows of a table, in any order, in memory of their own.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::data {

/// The rows by their numbers. Values keep their meaning (whole numbers, numbers, categories with the levels of the column, which the
/// caller keeps alive), missing ones stay missing; days (Table::known_at) do not come along: check the table before.
Frame take(const Table& table, const std::vector<std::int64_t>& rows);

/// One column likewise, under a name; none when it is not given.
void take(Frame& frame, const char* name, const Column& column, const std::vector<std::int64_t>& rows);

}  // namespace mainstay::inline v1::data
