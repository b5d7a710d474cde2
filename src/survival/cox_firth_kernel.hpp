// What Firth's correction adds to the slope of a Cox likelihood.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Half the logarithm of the information's determinant has the slope ½ Σ over leavers of E[q (x - μ)], where in the risk set of a leaver
/// (Efron: in that of the l-th of the tied ones) μ is the mean of x, V the inverse information and q = (x - μ)'V(x - μ); Firth (1993),
/// Heinze & Schemper (2001). With s = x'Vx, v = Vμ and m = μ'Vμ it is q = s - 2 x'v + m and E[q] = E[s] - m, so that per slot sums of
/// 1/D, v/D and m/D over its leavers are all that rows need of it.
struct FirthSlots {
  /// width numbers a slot: v (terms), 1, m, each over D and summed over the leavers; then times l/d, for leavers themselves.
  std::vector<double> all, tied;
  std::vector<double> means;  ///< (terms): sum over leavers of (E[s] - m) μ
  std::int64_t terms, width;

  FirthSlots(std::int64_t slots, std::int64_t terms);
  /// One slot with d leavers of weight W. sums, leaver_sums: of x (terms) and at `at` of the hazards; s_sum, s_leavers: of s; V: (terms, terms).
  void fill(std::int64_t slot, double d, double leaver_weight, Ties ties, const double* sums, const double* leaver_sums, std::int64_t at, double s_sum,
            double s_leavers, const double* covariance);
};

/// x'Vx for V (terms, terms).
double quadratic_of(const double* x, const double* covariance, std::int64_t terms);

/// slope += hazard (s - 2 x'v + m) x for sums v (terms), then 1, then m; over 1.
void add_firth_row(const double* x, double hazard, double s, const double* sums, std::int64_t terms, double* slope);

}  // namespace mainstay::inline v1::survival
