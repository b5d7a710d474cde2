// Intervals of counts: leavers in a period are a count, not a share of a fixed number of people.
#pragma once

#include "stats/proportion.hpp"

namespace mainstay::inline v1::stats {

/// Exact interval of the mean of a Poisson count (Garwood 1936): each tail holds at most (1 - confidence_level) / 2. From 0, the
/// lower limit is 0; `count` need not be whole. Divide by the exposure for the interval of a rate.
Interval poisson_interval(double count, double confidence_level) noexcept;

}  // namespace mainstay::inline v1::stats
