#include "stats/distributions.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>

#include "stats/quiet.hpp"

namespace mainstay::inline v1::stats {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double root_two = 1.41421356237309504880;
}  // namespace

double normal_cdf(double z) noexcept { return normal_upper_tail(-z); }

double normal_upper_tail(double z) noexcept {
  if (std::isnan(z)) return undefined;
  return 0.5 * std::erfc(z / root_two);
}

double normal_quantile(double probability) noexcept {
  if (!(probability >= 0.0 && probability <= 1.0)) return undefined;
  if (probability == 0.0) return -infinity;
  if (probability == 1.0) return infinity;
  return -root_two * boost::math::erfc_inv(2.0 * probability, Quiet());
}

double normal_two_sided(double z) noexcept {
  if (std::isnan(z)) return undefined;
  return std::erfc(std::fabs(z) / root_two);
}

double normal_interval_factor(double confidence_level) noexcept {
  if (!(confidence_level >= 0.0 && confidence_level <= 1.0)) return undefined;
  if (confidence_level == 1.0) return infinity;
  return root_two * boost::math::erf_inv(confidence_level, Quiet());
}

double chi_squared_cdf(double x, double degrees_of_freedom) noexcept {
  if (std::isnan(x) || !(degrees_of_freedom >= 0.0)) return undefined;
  if (x < 0.0) return 0.0;
  if (degrees_of_freedom == 0.0 || x == infinity) return 1.0;
  return boost::math::gamma_p(0.5 * degrees_of_freedom, 0.5 * x, Quiet());
}

double chi_squared_upper_tail(double x, double degrees_of_freedom) noexcept {
  if (std::isnan(x) || !(degrees_of_freedom >= 0.0)) return undefined;
  if (degrees_of_freedom == 0.0) return x > 0.0 ? 0.0 : 1.0;
  if (x <= 0.0) return 1.0;
  if (x == infinity) return 0.0;
  return boost::math::gamma_q(0.5 * degrees_of_freedom, 0.5 * x, Quiet());
}

double chi_squared_quantile(double probability, double degrees_of_freedom) noexcept {
  if (!(probability >= 0.0 && probability <= 1.0) || !(degrees_of_freedom >= 0.0)) return undefined;
  if (probability == 0.0 || degrees_of_freedom == 0.0) return 0.0;
  if (probability == 1.0) return infinity;
  return 2.0 * boost::math::gamma_p_inv(0.5 * degrees_of_freedom, probability, Quiet());
}

double student_quantile(double probability, double degrees_of_freedom) noexcept {
  if (!(probability >= 0.0 && probability <= 1.0) || !(degrees_of_freedom > 0.0)) return undefined;
  if (probability == 0.0 || probability == 1.0) return probability == 0.0 ? -infinity : infinity;
  return boost::math::quantile(boost::math::students_t_distribution<double, Quiet>(degrees_of_freedom), probability);
}

double fisher_quantile(double probability, double degrees_of_freedom, double of_the_divisor) noexcept {
  if (!(probability >= 0.0 && probability <= 1.0) || !(degrees_of_freedom > 0.0) || !(of_the_divisor > 0.0)) return undefined;
  if (probability == 0.0 || probability == 1.0) return probability == 0.0 ? 0.0 : infinity;
  return boost::math::quantile(boost::math::fisher_f_distribution<double, Quiet>(degrees_of_freedom, of_the_divisor), probability);
}

double log_gamma(double x) noexcept { return boost::math::lgamma(x, Quiet()); }
double digamma(double x) noexcept { return boost::math::digamma(x, Quiet()); }
double trigamma(double x) noexcept { return boost::math::trigamma(x, Quiet()); }

}  // namespace mainstay::inline v1::stats
