// Rows of time away as every question about returns reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"
#include "mainstay/returns/ends.hpp"

namespace mainstay::inline v1::returns {

struct AwayColumns {
  Column duration, end, entry, person, exit, weights;
};

/// The rows that take part, with what was known of them by the day of freezing. Lists of one length; entry and weights are empty where not given.
struct Away {
  std::vector<std::int64_t> row;  ///< of the input
  std::vector<double> duration, entry, weights;
  std::vector<std::int64_t> end;  ///< 0 open, 1 returned, 2 settled, 3 unreachable
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(row.size()); }
};

/// Reads columns that check() has passed. Left out: weight 0, exits on the day of freezing or later, rows that begin later, rows without time.
/// Refuses what cannot be: see returns.probability.
Away read_away(std::string_view analysis, const AwayColumns& columns, const ReturnEnds& ends, std::optional<std::int64_t> frozen_at);

/// What the ends of a column mean, 0 to 3; an unknown text or number is an error that lists those known.
std::vector<std::int64_t> ends_of(std::string_view analysis, std::string_view argument, const Column& end, const ReturnEnds& ends);

}  // namespace mainstay::inline v1::returns
