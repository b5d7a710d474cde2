// Hazards of several causes as incidences and survival of one person, with their variances. Pure arithmetic.
//
// At a time k let h_j be the person's hazards, h their sum, S the survival just before. exponential: the part q = 1 - exp(-h) of S leaves, h_j / h of it for j;
// product limit: the part h leaves (at most all), h_j of it for j. With e_jl = ∂(gain of F_j at k)/∂h_l and f = 1 (product limit: 1/(1 - h)),
//   ∂F_j(t)/∂h_l = e_jl - f (F_j(t) - F_j(k)),   ∂S(t)/∂h_l = -f S(t),
// so that sums of f², f (e + f F_j(k)) and (e + f F_j(k))² over the times so far, weighted by the variance of h_l, and of f v and (e + f F_j(k)) v, v = ∂h_l/∂beta_l,
// give the variances at any t.
#pragma once

#include <cstdint>
#include <vector>

#include "stats/long_sum.hpp"

namespace mainstay::inline v1::survival {

/// Times of leaving of all causes of one stratum together.
struct CauseTimes {
  std::int64_t causes = 0;
  std::vector<double> time;                 ///< ascending
  std::vector<double> hazard, variance;     ///< (times, causes): jumps of the baselines, 0 where nobody left for the cause
  std::vector<std::vector<double>> drift;   ///< by cause (times, terms): jumps of cumulative_drift; empty without errors
};

/// Follows one person through the times.
class CauseWalk {
 public:
  /// errors: variances are wanted. Covariances of the coefficients by cause, (terms, terms), alive as long as this.
  CauseWalk(const CauseTimes& times, bool product_limit, bool errors, std::int64_t terms, std::vector<const double*> covariance);

  /// ratio: exp(linear predictor) by cause; x: terms less their means, by cause (the means may differ). From the first time after `since` on.
  void begin(const std::vector<double>& ratio, const std::vector<const double*>& x, double since);
  /// Goes on to the last time that is at most `until`.
  void go(double until);

  double survival() const noexcept { return survival_; }
  double incidence(std::int64_t cause) const noexcept { return incidence_[cause].value(); }
  double survival_variance() const;
  double incidence_variance(std::int64_t cause) const;

 private:
  void step(std::int64_t k);

  const CauseTimes& times_;
  bool product_limit_, errors_;
  std::int64_t causes_, terms_, at_ = 0;
  std::vector<const double*> covariance_, x_;
  std::vector<double> ratio_, hazard_;
  std::vector<stats::LongSum> incidence_;
  stats::LongSum cumulative_, gone_;
  double survival_ = 1.0;
  std::vector<double> plain_, mixed_, squared_;     // by l; by (j, l)
  std::vector<double> plain_slope_, mixed_slope_;   // (l, terms); (j, l, terms)
  std::vector<double> slope_;
};

}  // namespace mainstay::inline v1::survival
