// Regressions of an outcome on a few columns, with a ridge, and what they predict of others.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/competency/portrait.hpp"

namespace mainstay::inline v1::competency {

/// Outcomes of people: y (number, or 0 and 1), or duration and event. Rows are places in these.
struct PortraitOutcomes {
  PortraitOutcome kind = PortraitOutcome::number;
  std::vector<double> y, duration;
  std::vector<std::int64_t> event;
};

/// coefficient: positive where more is better, 0 where left out. number: of the standardised outcome.
struct PortraitFit {
  std::vector<double> coefficient;
  double intercept = 0.0, centre = 0.0, scale = 1.0;
};

/// design: (rows.size(), columns) row-major. Minimises the mean loss (squared error of the standardised outcome / 2, negative log-likelihood,
/// negative log partial likelihood by leaver, Efron) + penalty / 2 · sum of squared coefficients. `not_below_0`: columns with a negative coefficient
/// are taken out one after another, the most negative first.
PortraitFit fit_portrait(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, double penalty, bool not_below_0);

/// Loss of held-out rows: squared error, negative log-likelihood; of durations what leaving these rows out takes from the log partial
/// likelihood of all (Verweij & van Houwelingen 1993), with its sign turned. The first `learnt` rows are those of the fit.
double held_out_loss(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, std::int64_t learnt, const PortraitFit& fit);

}  // namespace mainstay::inline v1::competency
