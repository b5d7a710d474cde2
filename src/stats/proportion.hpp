// Intervals of proportions. A cell of an HR table has sixty people in it, not sixty thousand: the normal approximation is
// not good enough there, and 0 of 12 is not "0 % for certain".
#pragma once

namespace mainstay::inline v1::stats {

struct Interval {
  double lower, upper;
};

/// Score interval of a proportion of `trials` (Wilson 1927), `critical` from normal_interval_factor(). `trials` need not be whole:
/// with an effective number of trials it is the interval of Rothman (1978) for an estimate from censored data.
/// Without trials nothing is known: [0, 1].
Interval wilson_interval(double proportion, double trials, double critical) noexcept;

/// Interval of p1 - p2 for independent proportions: the hybrid score interval (Newcombe 1998, method 10), built from the two
/// Wilson intervals. It stays within [-1, 1] and does not collapse at 0 or 1.
Interval newcombe_difference(double proportion1, double trials1, double proportion2, double trials2,
                             double critical) noexcept;

}  // namespace mainstay::inline v1::stats
