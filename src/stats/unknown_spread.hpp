// What is known of a person's true value when the spread of people is itself only estimated.
#pragma once

#include <vector>

#include "stats/shrinkage.hpp"

namespace mainstay::inline v1::stats {

/// A spread that may be the true one: its strength, the mean that goes with it and that mean's variance, and how likely it is.
struct LikelySpread {
  double mean = 0.0, strength = 0.0, mean_variance = 0.0, weight = 0.0;
};

/// Spreads on a grid, weights adding up to 1. The variance of true values (of rates in proportion to 1 / strength) is flat beforehand, as in Morris (1983), for which four people are enough; the mean is flat too and
/// integrated by Laplace's method. The grid runs over the share by which a person of usual volume is drawn to the mean. Empty where nobody or everybody succeeded: then no mean can be told from its neighbours. Some fifty passes over what was observed.
std::vector<LikelySpread> likely_spreads(SpreadModel model, const Observed& observed);

/// Interval and error of a person's true value over the likely spreads: the mean and the variance of the mixture, as quantiles of one beta, gamma or normal distribution that has both; the error is about `estimate`.
Posterior posterior_over(SpreadModel model, const std::vector<LikelySpread>& spreads, const Posterior& estimate, double value, double volume, double tail);

}  // namespace mainstay::inline v1::stats
