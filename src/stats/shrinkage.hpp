// The spread of true rates and values of people or units behind what was observed of them, and what each one's then is (empirical Bayes).
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::stats {

/// How values come about: successes of cases, events in an exposure, or estimates with known errors.
enum class SpreadModel { beta_binomial, gamma_poisson, normal };

/// What was observed, each distinct pair once. `volume` is cases, exposure, or the standard error of a normal value.
struct Observed {
  std::vector<double> value, volume, times;
  double people = 0;
  void add(double value, double volume);  // pairs in any order
  void compress();                        // equal ones together, ascending
};

/// mean and strength: cases, exposure, or for normal values the variance of the true ones. Infinite strength (variance 0): no variation.
struct Spread {
  double mean = 0.0, strength = 0.0;
  bool varies = true;
};

/// By moments; strength infinite where people vary no more than by chance.
Spread spread_by_moments(SpreadModel model, const Observed& observed);
/// By marginal likelihood. The score test of no variation (Tarone 1979, Dean 1992) tells first whether there is a maximum inside.
Spread spread_by_likelihood(SpreadModel model, const Observed& observed);
/// Normal values with one error (Efron & Morris 1975): strength is the variance s^2 c / (1 - c), c the share that is kept.
Spread spread_by_efron_morris(const Observed& observed);

/// Log-likelihood of what was observed, every constant included.
double log_likelihood(SpreadModel model, const Observed& observed, const Spread& spread);

struct Posterior {
  double mean, lower, upper, std_error, weight;
};
/// The true value of a person with this value and volume (volume 0, or for normal values an infinite error: nothing known). `tail`: half of what the level leaves.
Posterior posterior_of(SpreadModel model, const Spread& spread, double value, double volume, double tail);
/// The common value of people who do not differ.
Posterior common_value(SpreadModel model, const Observed& observed, double tail);

}  // namespace mainstay::inline v1::stats
