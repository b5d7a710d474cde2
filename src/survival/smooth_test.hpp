// Is a curve needed at all? Wood's test of a penalised spline.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

struct SmoothTest {
  double statistic = 0.0, rank = 0.0, p_value = 1.0;
};

/// That coefficients b (m) of a curve are 0: b' R' (R V R')⁻ R b, where R'R is their information without the penalty (m, m), V their covariance
/// with it (m, m), and the inverse is of rank `rank`, a fraction shared between two directions (Wood 2013, Biometrika 100, sections 2 and 3).
/// The sign of the product of those two is arbitrary: statistic and p-value are the mean over both.
SmoothTest smooth_test(const std::vector<double>& coefficients, const std::vector<double>& information, const std::vector<double>& covariance, double rank);

}  // namespace mainstay::inline v1::survival
