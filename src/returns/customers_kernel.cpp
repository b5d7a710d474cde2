#include "returns/customers_kernel.hpp"

#include <algorithm>
#include <limits>

#include "stats/proportion.hpp"

namespace mainstay::inline v1::returns {

Renewal renewal_within(const RenewalCurve& curve, std::int64_t age, std::int64_t horizon, std::int64_t least_renewals, double critical) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  if (curve.renewals < static_cast<double>(least_renewals)) return {nothing, nothing, nothing, RenewalBasis::too_few};
  const auto after = [&](double day) { return static_cast<std::size_t>(std::upper_bound(curve.time.begin(), curve.time.end(), day) - curve.time.begin()); };
  const double end = static_cast<double>(age) + static_cast<double>(horizon);
  const std::size_t first = after(static_cast<double>(age)), last = after(end);
  if (first == curve.time.size()) return {nothing, nothing, nothing, RenewalBasis::beyond};
  // From a on, as a product of its own: S(a + h) / S(a) without dividing.
  double stay = 1.0, greenwood = 0.0;
  for (std::size_t k = first; k < last; ++k) {
    const double left = curve.at_risk[k] - curve.events[k];
    stay *= left / curve.at_risk[k];
    if (left > 0.0) greenwood += curve.events[k] / (curve.at_risk[k] * left);
  }
  const double p = 1.0 - stay, variance = stay * stay * greenwood;
  const double trials = variance > 0.0 && p < 1.0 ? p * stay / variance : curve.at_risk[first];
  const stats::Interval interval = stats::wilson_interval(p, trials, critical);
  if (end > curve.time.back() && stay > 0.0) return {p, interval.lower, 1.0, RenewalBasis::at_least};
  return {p, interval.lower, interval.upper, RenewalBasis::estimated};
}

}  // namespace mainstay::inline v1::returns
