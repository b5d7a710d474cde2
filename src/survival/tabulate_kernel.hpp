// Counts people by (time, lane, cause) straight from the memory of the columns, checking the values on the way.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::survival {

/// A table over time × lane × cause that grows with the times it meets: place ((time · lanes) + lane) · causes + cause.
struct TimeTable {
  std::int64_t lanes = 1, causes = 4, times = 0;
  bool fractional = false;  ///< a weight is not a whole number
  std::vector<std::uint32_t> rows;
  std::vector<double> weight, squared_weight;  ///< only with weights
};

/// Most places of a table: 16 MB of counts.
inline constexpr std::int64_t most_places = std::int64_t{1} << 22;

/// Adds rows [first, last). `lane` (null: all in lane 0) and `weights` (null: none) have one value a row. False when a row does
/// not belong into the table, wherever it is: a time that is not a whole number from 0 to most_places, a cause that is not one from
/// 0 to 255, a missing value, or a table that would outgrow `places`. The table is then useless.
bool tabulate_rows(const Column& duration, const Column& event, const std::int32_t* lane, const Column* weights, std::int64_t first,
                   std::int64_t last, std::int64_t places, TimeTable& table);

}  // namespace mainstay::inline v1::survival
