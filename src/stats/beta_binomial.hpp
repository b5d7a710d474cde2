// Rates behind counts: each case of somebody succeeds with a rate of their own, and the rates of all are spread as a beta distribution.
#pragma once

#include <span>

namespace mainstay::inline v1::stats {

/// Successes of trials, and how often the pair was seen; lists of one length. Neither need be whole (effective numbers of censored data).
struct Trials {
  std::span<const double> successes, trials, times;
};

/// Sums over everybody.
struct TrialTotals {
  double successes = 0, trials = 0, squared_trials = 0, people = 0;
};
TrialTotals totals_of(const Trials& trials) noexcept;

/// A beta distribution by its mean and its strength a + b, which is how many trials it is worth. Infinite strength: everybody has the mean.
struct BetaSpread {
  double mean = 0.0, strength = 0.0;
  bool varies = true;
};

/// By moments (Kleinman 1973, weights the trials). Strength is infinite where the shares vary no more than by chance.
BetaSpread beta_by_moments(const Trials& trials);
/// By marginal likelihood. The score test of no variation (Tarone 1979) tells first whether there is a maximum inside.
BetaSpread beta_by_likelihood(const Trials& trials);

/// Logarithm of the probability of so many successes, the binomial coefficient included.
double beta_binomial_log_mass(double successes, double trials, const BetaSpread& spread) noexcept;

/// P(successes <= so many) and P(successes >= so many) of whole numbers. O(trials).
struct CountTails {
  double at_most, at_least;
};
CountTails beta_binomial_tails(double successes, double trials, const BetaSpread& spread) noexcept;

/// The x with P(X <= x) = probability. All mass is at 0 where a is 0, at 1 where b is.
double beta_quantile(double probability, double a, double b) noexcept;
/// P(X <= x).
double beta_cdf(double x, double a, double b) noexcept;

/// Mean, standard error and the limits that leave `tail` on either side.
struct BetaSummary {
  double mean, lower, upper, std_error;
};
BetaSummary beta_summary(double a, double b, double tail) noexcept;

}  // namespace mainstay::inline v1::stats
