// Logits into probabilities, and what likelihoods need of them.
#pragma once

#include <cmath>

namespace mainstay::inline v1::stats {

/// 1 / (1 + exp(-z)). Neither tail overflows or loses its digits: below zero it is exp(z) / (1 + exp(z)).
inline double logistic(double z) noexcept {
  if (z >= 0.0) return 1.0 / (1.0 + std::exp(-z));
  const double e = std::exp(z);
  return e / (1.0 + e);
}

/// log(1 + exp(z)) without overflow: minus the logarithm of the probability of the other outcome.
inline double log_one_plus_exp(double z) noexcept { return z > 0.0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z)); }

}  // namespace mainstay::inline v1::stats
