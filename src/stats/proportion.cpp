#include "stats/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::stats {

Interval wilson_interval(double proportion, double trials, double critical) noexcept {
  if (!(trials > 0.0)) return {0.0, 1.0};
  const double z2 = critical * critical / trials;
  const double centre = (proportion + z2 / 2.0) / (1.0 + z2);
  const double half = std::sqrt(z2 * (proportion * (1.0 - proportion) + z2 / 4.0)) / (1.0 + z2);
  // At 0 and 1 the bound on that side is exact; rounding must not move it.
  return {proportion <= 0.0 ? 0.0 : std::max(0.0, centre - half), proportion >= 1.0 ? 1.0 : std::min(1.0, centre + half)};
}

Interval newcombe_difference(double proportion1, double trials1, double proportion2, double trials2,
                             double critical) noexcept {
  const Interval one = wilson_interval(proportion1, trials1, critical);
  const Interval two = wilson_interval(proportion2, trials2, critical);
  const double difference = proportion1 - proportion2;
  return {difference - std::hypot(proportion1 - one.lower, two.upper - proportion2),
          difference + std::hypot(one.upper - proportion1, proportion2 - two.lower)};
}

}  // namespace mainstay::inline v1::stats
