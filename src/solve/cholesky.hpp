// Cholesky factors of a symmetric matrix that need not have full rank, as Newton's method on regressions meets them.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

/// Pivots below this share of the largest diagonal entry are taken as zero (machine epsilon to the power 3/4).
inline constexpr double rank_tolerance = 1.8189894035458565e-12;

/// A = L D L' in the given order of columns, where a column that depends on the columns before it gets a zero pivot: it is
/// left out, its solution is 0 and its row and column of the inverse are 0. So of two equal columns the first one stays.
/// The decision is made on diag(1/scale) A diag(1/scale); a scale of 0 leaves its column out at once.
class RankRevealingCholesky {
 public:
  /// matrix: (p, p) row-major, upper triangle read; scale: p numbers, or null for ones. O(p³/3).
  RankRevealingCholesky(const double* matrix, std::int64_t p, const double* scale = nullptr,
                        double tolerance = rank_tolerance);

  std::int64_t rank() const noexcept { return rank_; }
  /// Whether column j was left out.
  bool left_out(std::int64_t j) const noexcept { return pivot_[j] == 0.0; }
  /// Whether no pivot was clearly negative: false when the matrix is not positive semi-definite.
  bool semi_definite() const noexcept { return semi_definite_; }
  /// Logarithm of the determinant on the columns that stay.
  double log_determinant() const;
  /// Solves A x = b in place, x = 0 where left out.
  void solve(double* b) const;
  /// The (p, p) inverse on the columns that stay, 0 elsewhere.
  std::vector<double> inverse() const;

 private:
  std::int64_t p_ = 0, rank_ = 0;
  bool semi_definite_ = true;
  std::vector<double> lower_;  // unit lower triangle, row-major, of the scaled matrix
  std::vector<double> pivot_, inverse_scale_;
};

}  // namespace mainstay::inline v1::solve
