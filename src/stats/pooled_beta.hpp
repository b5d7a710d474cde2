// What groups say of each other when neither the mean nor the spread of their true probabilities is known for sure.
//
// A group's probability is beta(m M, (1 - m) M). Intervals at one fitted (m, M) forget that few groups tell little of M: where they happen to
// differ by less than chance the fitted M is infinite, and every group would be as sure as all together. Here (m, M) have priors, Jeffreys'
// on m and uniform on 1 / (1 + M), the correlation within a group, and the beta posteriors are mixed by the marginal likelihood of what all
// groups saw (Carlin & Gelfand 1990; Christiansen & Morris 1997, whose prior this is with a group of one; Gelman et al. 2013, 5.3).
// The grid follows from the data: log M evenly where the likelihood is within e^-14 of its highest, asin(sqrt(m)), on which Jeffreys' prior
// is flat, evenly within 5.5 standard errors of the mean at that M.
#pragma once

#include <vector>

#include "stats/beta_binomial.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::stats {

/// Beta priors and how probable each is after what was seen; the weights add up to 1.
struct PooledPriors {
  std::vector<double> a, b, weight;
};
PooledPriors pooled_priors(const Trials& trials);

/// Limits that leave `tail` on either side of the posterior of a group with so many returned (of none: the prior), given that its probability is at least `least`.
Interval pooled_limits(const PooledPriors& priors, double returned, double people, double tail, double least);

}  // namespace mainstay::inline v1::stats
