#include "stats/quantile.hpp"

#include <cmath>
#include <limits>

namespace mainstay::inline v1::stats {

Interval percentile_interval(std::vector<double> draws, double confidence_level) {
  std::erase_if(draws, [](double draw) { return std::isnan(draw); });
  if (draws.empty()) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  std::sort(draws.begin(), draws.end());
  const double tail = (1.0 - confidence_level) / 2.0;
  return {sorted_quantile(draws, tail), sorted_quantile(draws, 1.0 - tail)};
}

}  // namespace mainstay::inline v1::stats
