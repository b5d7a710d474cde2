// Columns of days, read in blocks, and the sentence for a day that does not fit another one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

/// One pass over a column of days; rows are asked for in rising order. A column that is not given is missing everywhere.
class Days {
 public:
  static constexpr std::int64_t missing = INT64_MIN;

  explicit Days(const Column& column) : column_(column) {}
  std::int64_t at(std::int64_t row) {
    if (!column_.given()) return missing;
    if (row >= end_) {
      const std::int64_t count = std::min<std::int64_t>(block, column_.size - row);
      values_ = read_integers(column_, row, count, scratch_, missing);
      first_ = row;
      end_ = row + count;
    }
    return values_[row - first_];
  }

 private:
  static constexpr std::int64_t block = 2048;
  const Column& column_;
  const std::int64_t* values_ = nullptr;
  std::int64_t first_ = 0, end_ = 0;
  std::int64_t scratch_[block];
};

/// "data.spells: stop[3] is 2023-01-01, but must be on or after start, 2023-02-01"
[[noreturn]] void refuse_day(std::string_view analysis, std::string_view argument, std::int64_t row, std::int64_t day, std::string_view rule,
                             std::int64_t other);

}  // namespace mainstay::inline v1::data
