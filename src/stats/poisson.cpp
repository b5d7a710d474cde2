#include "stats/poisson.hpp"

#include "stats/distributions.hpp"

namespace mainstay::inline v1::stats {

Interval poisson_interval(double count, double confidence_level) noexcept {
  const double tail = (1.0 - confidence_level) / 2.0;
  return {count > 0.0 ? chi_squared_quantile(tail, 2.0 * count) / 2.0 : 0.0, chi_squared_quantile(1.0 - tail, 2.0 * count + 2.0) / 2.0};
}

}  // namespace mainstay::inline v1::stats
