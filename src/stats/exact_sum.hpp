// The sum of doubles without any rounding but the last.
#pragma once

#include <array>
#include <cstdint>

namespace mainstay::inline v1::stats {

/// A fixed-point number wide enough for every finite double (Kulisch 1971): digits of 32 bits in signed 64-bit places, so that carries are
/// settled once in 2^30 additions. What was added can be taken away again and leaves no trace.
class ExactSum {
 public:
  void add(double value) noexcept { put(value, 1); }
  void subtract(double value) noexcept { put(value, -1); }
  /// The sum rounded to the nearest double, ties to even; infinite beyond the largest one. 0 is never negative.
  double value() const noexcept;

 private:
  static constexpr int digits = 70;  // 2098 bits of doubles, and room above for 2^63 of them
  void put(double value, std::int64_t sign) noexcept;
  void settle() noexcept;
  std::array<std::int64_t, digits> digit_{};  // digit k counts 2^(32 k - 1074)
  std::int64_t puts_ = 0;
};

}  // namespace mainstay::inline v1::stats
