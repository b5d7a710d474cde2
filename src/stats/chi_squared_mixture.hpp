// Sums of squared normal variables with unequal weights.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::stats {

/// P(X > x) of a chi-squared variable with `degrees` degrees of freedom plus a Z² + b Z'², all independent; a, b > 0. A double integral over
/// positive terms, so that small probabilities keep their digits: relative error below 1e-8.
double chi_squared_mixture_upper_tail(double x, std::int64_t degrees, double a, double b);

}  // namespace mainstay::inline v1::stats
