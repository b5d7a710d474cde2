// Cubic B-splines on evenly spaced knots, and the penalty of P-splines.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::stats {

/// Knots spread evenly over [low, high], a thousandth of the range more at both ends, so that `size` cubic B-splines cover it; as
/// R's mgcv places them for bs = "ps". Beyond the ends every spline goes on as a line.
class CubicSplines {
 public:
  CubicSplines() = default;
  CubicSplines(double low, double high, std::int64_t size);
  std::int64_t size() const noexcept { return size_; }

  /// The four splines that are not 0 at x: their values, and the first of them. They add up to 1.
  std::int64_t at(double x, double* four) const noexcept;

 private:
  double low_ = 0.0, high_ = 1.0, step_ = 1.0;  // between the inner knots
  std::int64_t size_ = 4;
};

/// D'D for second differences of `size` coefficients, (size, size) row-major. Rank size - 2: lines are free.
std::vector<double> second_difference_penalty(std::int64_t size);

/// Columns (size, size - 1) row-major, orthonormal and orthogonal to `constraint`: coefficients Z g satisfy constraint'Z g = 0.
std::vector<double> orthogonal_to(const std::vector<double>& constraint);

}  // namespace mainstay::inline v1::stats
