// Figures of one column that bound each other: a minimum is no larger than the maximum, seven days hold no more than seven values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mainstay/signals/rule.hpp"

namespace mainstay::inline v1::signals {

/// What is said of a figure that is known: where it lies, and which conditions say so (`nobody`: no bound).
struct Figure {
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);
  ConditionKind kind = ConditionKind::value;
  std::string of;           ///< column and clock, or events and clock: only figures with the same are compared
  std::int64_t window = 0;  ///< of a value the window in which it surely lies; 0: in any
  double probability = 0.0;
  bool at_most_window = false;  ///< a step of the clock has one value at most
  double low = 0.0, high = 0.0;
  bool low_open = false, high_open = false;
  std::size_t low_leaf = nobody, high_leaf = nobody;
};

/// Two conditions (equal: one alone) whose figures cannot be true at once; nothing when it is not proven that they cannot. A window is part of every longer one that ends on the same day; in it
/// minimum <= quantiles, in their order, <= maximum, minimum <= mean <= maximum, sum = count * mean, and the last value lies between minimum and maximum. Bounds through means, sums and
/// quantiles, which are rounded, must miss each other by more than 1e-9 of themselves.
std::optional<std::pair<std::size_t, std::size_t>> contradiction(const std::vector<Figure>& figures);

}  // namespace mainstay::inline v1::signals
