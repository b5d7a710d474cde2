// Quantiles and fading means of windows over one person's days. What comes out depends on the values in the window alone.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::performance {

/// Quantiles of the given values in windows whose bounds rise: a tree that counts ranks. O(log days) for each day that comes or goes and for each quantile.
class WindowQuantiles {
 public:
  void prepare(const double* values, std::int64_t days);
  /// out[i * probabilities + k]: type 7 of Hyndman & Fan over days [from[i], to[i]); NaN without a value.
  void quantiles(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, const std::vector<double>& probabilities, double* out);

 private:
  void count(std::int32_t day, std::int32_t change);
  double value_at(std::int64_t place) const;  // place in order among those counted, from 0

  std::vector<double> sorted_;
  std::vector<std::int32_t> rank_, tree_;  // rank of each day's value, -1 without one
  std::int64_t counted_ = 0;
  std::int32_t top_ = 1;
};

/// sum of 2^(-(as_of - day) / half_life) value over the sum of these weights, oldest first; NaN without a value. O(days in the window).
void window_fading_means(const double* values, const std::int64_t* days, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double half_life, double* out);

}  // namespace mainstay::inline v1::performance
