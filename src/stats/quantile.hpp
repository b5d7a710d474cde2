// Quantiles of a sample.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace mainstay::inline v1::stats {

/// The quantile with straight lines between ordered values (type 7 of Hyndman & Fan 1996). `sorted` is ascending and not empty;
/// probability in [0, 1].
inline double sorted_quantile(std::span<const double> sorted, double probability) noexcept {
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

}  // namespace mainstay::inline v1::stats
