// Tables of two by two counts: a of the first group with, b without; c of the second with, d without.
#pragma once

#include <cstdint>

#include "stats/proportion.hpp"

namespace mainstay::inline v1::stats {

struct TwoByTwo {
  std::int64_t a = 0, b = 0, c = 0, d = 0;
};

/// Fisher's exact test, two-sided: the probability of all tables with these margins that are no likelier than this one (within a relative 1e-7, as R does).
/// O(smallest margin).
double fisher_exact(const TwoByTwo& table);

/// Exact interval of the odds ratio (Cornfield 1956): the odds ratios at which tails of the noncentral hypergeometric distribution hold (1 - confidence_level) / 2.
/// 0 and infinite where the count is at its end. O(60 · smallest margin).
Interval exact_odds_interval(const TwoByTwo& table, double confidence_level);

/// Mantel & Haenszel's odds ratio over strata. Of one stratum it is a d / (b c), and the variance of its logarithm Woolf's.
class StratifiedOdds {
 public:
  void add(double a, double b, double c, double d) noexcept;
  /// Infinite or 0 where one sum is 0; NaN where both are.
  double odds_ratio() const noexcept;
  /// Variance of its logarithm (Robins, Breslow & Greenland 1986); NaN where the odds ratio is 0, infinite or NaN.
  double log_variance() const noexcept;

 private:
  double with_ = 0.0, against_ = 0.0, pr_ = 0.0, both_ = 0.0, qs_ = 0.0;
};

}  // namespace mainstay::inline v1::stats
