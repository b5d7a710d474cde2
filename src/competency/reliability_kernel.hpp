// Reliability from a covariance matrix.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// k / (k - 1) (1 - sum of variances / variance of the sum); covariance (k, k).
double coefficient_alpha(const std::vector<double>& covariance, std::int64_t k);

/// The one-factor model S = l l' + diag(e), by maximum likelihood for `people` normal people (S with divisor people).
struct OneFactor {
  bool converged = false, singular = false;
  std::vector<double> loading, error;
  double omega = 0.0, omega_std_error = 0.0;  ///< (sum l)² / ((sum l)² + sum e), and its error by the delta method from the expected information
};
OneFactor one_factor(const std::vector<double>& covariance, std::int64_t k, double people);

}  // namespace mainstay::inline v1::competency
