// A sum that does not depend on the order of its terms.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::signals {

/// Largest absolute value that may be added, so that 8 million of them fit.
inline constexpr double largest_term = 1e12;

/// Whole part and rest, the rest in units of 2^-48: every term is cut to that and then added in whole numbers, so that parts can be added, taken away and put
/// together in any order with the same bits. Terms of 32 or more and fractions of up to 48 binary digits are kept exactly.
struct ExactSum {
  std::int64_t high = 0, low = 0;

  void add(double term) noexcept {
    const auto whole = static_cast<std::int64_t>(term);
    high += whole;
    low += static_cast<std::int64_t>((term - static_cast<double>(whole)) * unit);
    settle();
  }
  void add(const ExactSum& other) noexcept {
    high += other.high;
    low += other.low;
    settle();
  }
  void subtract(double term) noexcept { add(-term); }
  double value() const noexcept { return static_cast<double>(high) + static_cast<double>(low) / unit; }
  static constexpr std::int64_t lows = std::int64_t{1} << 48;  ///< low stays in [0, lows)

 private:
  static constexpr double unit = 281474976710656.0;
  void settle() noexcept {
    high += low >> 48;
    low &= lows - 1;
  }
};

}  // namespace mainstay::inline v1::signals
