// y = mean + effects of up to three crossed factors + residual, with variances by restricted maximum likelihood, for tens of millions of rows.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::performance {

/// A factor: which level each row has, 0 … levels - 1, each of them in some row.
struct CrossedFactor {
  std::vector<std::int32_t> level;
  std::int64_t levels = 0;
};

struct CrossedFit {
  bool converged = false, boundary = false, exact = true;
  std::int64_t steps = 0;
  double mean = 0.0, log_likelihood = 0.0;
  std::vector<double> variance, variance_error;        ///< factors in their order, then the residual
  std::vector<double> error_ratio;                     ///< by factor: root of the mean square of std_error over that by probes; 1 when errors are exact, NaN at a variance of 0
  std::vector<std::vector<double>> effect, std_error;  ///< by factor and level: best linear predictions and the roots of their error variances
  std::vector<double> level_error;                     ///< of the first factor: roots of the error variances of mean and effect together
};

/// Rows y with their factors (two or three, each with fewer levels than rows); y differs. `exact_up_to`: levels of all but the largest factor up to which the reduced equations are factored.
CrossedFit crossed_effects(const std::vector<double>& y, const std::vector<CrossedFactor>& factors, std::int64_t exact_up_to, std::uint64_t seed, Team& team);

}  // namespace mainstay::inline v1::performance
