// Sums and extremes of windows over one person's days.
#pragma once

#include <cstdint>
#include <vector>

#include "stats/exact_sum.hpp"

namespace mainstay::inline v1::performance {

/// Running sums of one column of one person, from which the sum of any stretch of days comes out exactly, rounded once.
///
/// Values are split into whole multiples of two units, x = h + l, h of 2^q and l of 2^e, and both are added up as 64-bit whole
/// numbers. The difference of two running sums is then the exact sum of a window, even where they themselves have wrapped around; q is chosen
/// so that no window's part takes more than 53 bits, and adding the two parts is the one rounding. Whole numbers need one part. Where
/// the values spread too far for that (the largest beside the smallest, about 2^(106 - 2 log2 days)), windows are added digit by digit.
class RunningSums {
 public:
  /// values[0…days), NaN where missing; no window holds more than `longest` of them. O(days).
  void prepare(const double* values, std::int64_t days, std::int64_t longest);
  /// out[i] = sum over days [from[i], to[i]); bounds rise with i. O(windows + days).
  void sums(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) const;
  /// out[i] = sum over the last `length` days up to day i, as many as there are; false where values spread too far for running sums.
  bool sums_of_last(std::int64_t length, std::int64_t windows, double* out) const;
  /// How many of them are given.
  void counts(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, std::int64_t* out) const;

  std::int64_t missing() const { return missing_; }
  /// Whether a sum may lie beyond the doubles.
  bool may_be_infinite() const { return parts_ == Parts::all; }

 private:
  enum class Parts { one, two, all };
  void digit_by_digit(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) const;
  Parts parts_ = Parts::one;
  double high_unit_ = 1.0, low_unit_ = 1.0;
  std::int64_t missing_ = 0;
  const double* values_ = nullptr;
  std::vector<std::int64_t> high_, low_, given_;
};

/// Smallest (sign = 1) or largest (sign = -1) given value of days [from[i], to[i]), NaN without one; bounds rise with i. `queue` is scratch.
void window_extremes(const double* values, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double sign, std::vector<std::int32_t>& queue, double* out);

}  // namespace mainstay::inline v1::performance
