// Quantiles of a sample, and the interval that they give what was drawn anew many times.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "stats/proportion.hpp"

namespace mainstay::inline v1::stats {

/// The quantile with straight lines between ordered values (type 7 of Hyndman & Fan 1996). `sorted` is ascending and not empty;
/// probability in [0, 1].
inline double sorted_quantile(std::span<const double> sorted, double probability) noexcept {
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

/// Percentile interval of a bootstrap (Efron 1979): the quantiles at (1 - confidence_level) / 2 and at 1 minus that. Draws that are
/// NaN, in which there was nothing to estimate, are left out; both bounds are NaN when none is left.
Interval percentile_interval(std::vector<double> draws, double confidence_level);

}  // namespace mainstay::inline v1::stats
