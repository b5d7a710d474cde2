// The choice of smoothing parameters: a maximum over a few logarithms, each step of which costs a whole fit.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace mainstay::inline v1::solve {

/// A criterion at some point: its value, its slope, and a positive definite stand-in for minus its curvature, (m, m).
struct Criterion {
  double value = 0.0;
  std::vector<double> slope, curvature;
};

/// How many directions a penalty (size, size) has, and the logarithm of its determinant in those.
struct PenaltySize {
  std::int64_t rank = 0;
  double log_determinant = 0.0;
};
PenaltySize size_of_penalty(const std::vector<double>& matrix, std::int64_t size);

struct SmoothingChoice {
  std::vector<double> at;
  std::vector<bool> at_edge;  ///< the criterion still rises there, but the parameter is at its bound
  bool converged = false;
  std::int64_t steps = 0;
};

/// Maximises by quasi-Newton steps (Broyden, Fletcher, Goldfarb, Shanno) that begin with the given curvature, within [lower, upper].
/// Ends when a step would gain less than `gain`.
SmoothingChoice choose_smoothing(const std::function<Criterion(const std::vector<double>&)>& criterion, std::vector<double> start, const std::vector<double>& lower,
                                 const std::vector<double>& upper, double gain, std::int64_t most_steps);

}  // namespace mainstay::inline v1::solve
