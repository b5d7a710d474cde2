// Splitting a whole amount among siblings with floors and caps. Pure arithmetic.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::performance {

inline constexpr std::int64_t no_cap = INT64_C(1) << 60;

struct Split {
  std::vector<double> exact;
  std::vector<std::int64_t> whole;
};

/// Parts clamp(l * weight, lower, upper) that add up to `amount`, which lies between the sums of lower and upper; where those with a weight are all at their upper ends, the others share what is left equally.
/// Then whole steps, and what is left by largest remainder, of equals to the first. Weights at least 0. O(k log k).
Split split_amount(const std::vector<double>& weight, const std::vector<std::int64_t>& lower, const std::vector<std::int64_t>& upper, std::int64_t amount, std::int64_t step);

}  // namespace mainstay::inline v1::performance
