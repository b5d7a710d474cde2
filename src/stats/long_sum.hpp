// A sum in twice the digits.
#pragma once

namespace mainstay::inline v1::stats {

/// Knuth's two-sum: what each addition rounds away is kept and added up beside.
struct LongSum {
  double high = 0.0, low = 0.0;
  void add(double value) noexcept {
    const double sum = high + value, back = sum - high;
    low += (high - (sum - back)) + (value - back);
    high = sum;
  }
  double value() const noexcept { return high + low; }
  double minus(const LongSum& other) const noexcept { return (high - other.high) + (low - other.low); }
};

}  // namespace mainstay::inline v1::stats
