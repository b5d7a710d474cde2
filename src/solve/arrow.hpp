// Symmetric systems with a large diagonal block: many parameters that touch each other only through a few dense ones, as the periods of
// a baseline or the random intercepts of groups do.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/cholesky.hpp"

namespace mainstay::inline v1::solve {

/// [diag(d)  B ]
/// [  B'     A ]   with d of m numbers, B (m, p) row-major, A (p, p) row-major, symmetric.
struct Arrow {
  std::int64_t m = 0, p = 0;
  std::vector<double> diagonal, border, dense;
  Arrow() = default;
  Arrow(std::int64_t many, std::int64_t few)
      : m(many), p(few), diagonal(static_cast<std::size_t>(many), 0.0), border(static_cast<std::size_t>(many * few), 0.0), dense(static_cast<std::size_t>(few * few), 0.0) {}
};

/// Its factors by elimination of the diagonal block: A - B' diag(1/d) B by Cholesky, m·p² + p³/3 multiply-adds. Entries of d that are not
/// positive leave their parameter out; so do columns of A whose `scale` is 0, or that depend on what stands before them.
class ArrowFactor {
 public:
  ArrowFactor(const Arrow& matrix, const double* scale);
  const RankRevealingCholesky& dense() const noexcept { return schur_; }
  bool left_out(std::int64_t j) const noexcept { return schur_.left_out(j); }  ///< of the dense parameters
  bool definite() const noexcept { return diagonal_positive_ && schur_.semi_definite(); }
  /// In place: the slope by the many and by the few becomes the solution.
  void solve(std::vector<double>& many, std::vector<double>& few) const;
  /// Logarithm of the determinant, without what is left out.
  double log_determinant() const;

  /// The inverse: block of the few (p, p), the many by the few (m, p), and the diagonal of the many.
  struct Inverse {
    std::vector<double> few, cross, many;
  };
  Inverse inverse() const;
  /// Border over diagonal, (m, p): minus the derivative of the many by the few.
  const std::vector<double>& drift() const noexcept { return drift_; }
  const std::vector<double>& inverse_diagonal() const noexcept { return inverse_diagonal_; }

 private:
  std::int64_t m_, p_;
  std::vector<double> inverse_diagonal_, drift_, scale_;
  bool diagonal_positive_ = true;
  RankRevealingCholesky schur_;
};

/// Trace of inverse · matrix.
double trace_of_product(const ArrowFactor::Inverse& inverse, const Arrow& matrix);

}  // namespace mainstay::inline v1::solve
