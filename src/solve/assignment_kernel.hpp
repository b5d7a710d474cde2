// What a row of an assignment gains at each column at given prices: the inner loop of src/solve/assignment.cpp.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::solve {

inline constexpr std::int64_t assignment_block = 16;

/// net[j] = round(value[j] * scale) - price[j], and the greatest of each block of 16; -infinity where value[j] is NaN. |value * scale| must be
/// below 2^50 and prices whole: then every number is whole and exact, on every processor. `most` has room for ceil(count / 16) numbers.
void assignment_net(const double* value, const double* price, double scale, std::int64_t count, double* net, double* most) noexcept;

/// round(value * scale), halves to even.
inline double assignment_whole(double value, double scale) noexcept {
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves no place for a fraction
  return (value * scale + shift) - shift;
}

}  // namespace mainstay::inline v1::solve
