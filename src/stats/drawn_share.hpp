// Intervals of shares that were drawn anew many times: where the draws can tell, their percentiles; where they cannot, Wilson's.
#pragma once

#include <vector>

#include "stats/proportion.hpp"

namespace mainstay::inline v1::stats {

struct DrawnInterval {
  Interval interval{0.0, 1.0};
  bool by_score = false;  ///< Wilson's, because the draws say nothing
};

/// Interval of a share from its draws. Every draw of 0 of 5 is 0 of some: where the share is 0 or 1, or the draws do not vary, it is Wilson's for
/// `trials` people. NaN where the share is, or where it is inside (0, 1) and more than half of the draws had nothing to estimate.
DrawnInterval drawn_share_interval(std::vector<double> draws, double share, double trials, double confidence_level);

/// Whether an interval says more than rounding does.
constexpr bool has_width(const Interval& interval) noexcept { return interval.upper - interval.lower > 1e-9; }

/// Interval of after - before from the intervals of both (Zou & Donner 2008; with Wilson's it is Newcombe's method 10).
Interval difference_of(double before, const Interval& of_before, double after, const Interval& of_after) noexcept;

}  // namespace mainstay::inline v1::stats
