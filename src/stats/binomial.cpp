#include "stats/binomial.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "stats/quiet.hpp"

namespace mainstay::inline v1::stats {

double binomial_mass(std::int64_t count, std::int64_t trials, double probability) noexcept {
  if (count < 0 || count > trials) return 0.0;
  if (probability <= 0.0) return count == 0 ? 1.0 : 0.0;
  if (probability >= 1.0) return count == trials ? 1.0 : 0.0;
  const auto k = static_cast<double>(count), n = static_cast<double>(trials);
  return boost::math::ibeta_derivative(k + 1.0, n - k + 1.0, probability, Quiet()) / (n + 1.0);
}

double binomial_at_most(std::int64_t count, std::int64_t trials, double probability) noexcept {
  if (count < 0) return 0.0;
  if (count >= trials || probability <= 0.0) return 1.0;
  if (probability >= 1.0) return 0.0;
  return boost::math::ibetac(static_cast<double>(count + 1), static_cast<double>(trials - count), probability, Quiet());
}

double binomial_at_least(std::int64_t count, std::int64_t trials, double probability) noexcept {
  if (count <= 0) return 1.0;
  if (count > trials || probability <= 0.0) return 0.0;
  if (probability >= 1.0) return 1.0;
  return boost::math::ibeta(static_cast<double>(count), static_cast<double>(trials - count + 1), probability, Quiet());
}

}  // namespace mainstay::inline v1::stats
