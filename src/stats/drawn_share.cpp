#include "stats/drawn_share.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), same = 1e-9;

}  // namespace

DrawnInterval drawn_share_interval(std::vector<double> draws, double share, double trials, double confidence_level) {
  if (std::isnan(share)) return {{nothing, nothing}, false};
  if (share > same && share < 1.0 - same) {
    const auto known = static_cast<std::size_t>(std::count_if(draws.begin(), draws.end(), [](double draw) { return !std::isnan(draw); }));
    if (2 * known < draws.size()) return {{nothing, nothing}, false};
    const Interval drawn = percentile_interval(std::move(draws), confidence_level);
    if (std::isnan(drawn.lower) || has_width(drawn)) return {drawn, false};
  }
  const double inside = share <= same ? 0.0 : share >= 1.0 - same ? 1.0 : share;
  return {wilson_interval(inside, trials, normal_interval_factor(confidence_level)), true};
}

Interval difference_of(double before, const Interval& of_before, double after, const Interval& of_after) noexcept {
  const double difference = after - before;
  return {difference - std::hypot(after - of_after.lower, of_before.upper - before), difference + std::hypot(of_after.upper - after, before - of_before.lower)};
}

}  // namespace mainstay::inline v1::stats
