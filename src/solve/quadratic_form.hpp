// u' V⁻ u for a covariance matrix that may be singular.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

struct QuadraticForm {
  double value = 0.0;
  std::int64_t rank = 0;
};

/// Cholesky with diagonal pivoting; directions whose variance is below 1e-10 of the largest are left out. `variance` is size × size,
/// symmetric; u has size values. O(size³).
QuadraticForm quadratic_form(const std::vector<double>& variance, const std::vector<double>& u);

}  // namespace mainstay::inline v1::solve
