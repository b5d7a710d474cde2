// The quadratic of a proximal Newton step with a penalty on groups of terms, which enter together or not at all.
#pragma once

#include <cstdint>
#include <vector>

#include "survival/path_quadratic.hpp"

namespace mainstay::inline v1::survival {

/// Terms [first, first + count): their penalty is lasso · |c| + ridge · |c|² / 2 with c = root · b.
struct PathGroup {
  std::int64_t first = 0, count = 1;
  double lasso = 0.0, ridge = 0.0;
  const double* root = nullptr;     ///< (count, count) row-major; null: the identity
  const double* inverse = nullptr;  ///< of root
};

/// |root · b| of a group's coefficients.
double norm_of(const PathGroup& group, const double* b);

/// The minimum of slope'(b - from) + (b - from)' H (b - from) / 2 + penalties, the groups in turn, each exactly (the norm is the root of a
/// secular equation); where that is slow, by Newton's method on the groups that are not 0. The groups cover all terms in order. Converged
/// when the step of a group, in the norm of H, is at most `tolerance`. False when there is no minimum or it is not found.
bool minimise_by_groups(const PathQuadratic& quadratic, const std::vector<PathGroup>& groups, const std::vector<double>& slope, const std::vector<double>& from,
                        double tolerance, std::vector<double>& b);

}  // namespace mainstay::inline v1::survival
