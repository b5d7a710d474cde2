#include "stats/chi_squared_mixture.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::stats {

double chi_squared_mixture_upper_tail(double x, std::int64_t degrees, double a, double b) {
  if (std::isnan(x)) return x;
  if (!(x > 0.0)) return 1.0;
  if (std::isinf(x)) return 0.0;
  using Rule = boost::math::quadrature::gauss_kronrod<double, 31>;
  constexpr double half_pi = 1.57079632679489661923, tolerance = 1e-11;
  constexpr unsigned deepest = 12;
  // Z and Z' as length and angle: the squared length is exponential, the angle uniform.
  const auto of_two = [&](double y) {
    const auto at_angle = [&](double angle) {
      const double c = std::cos(angle), s = std::sin(angle);
      return std::exp(-0.5 * y / (a * c * c + b * s * s));
    };
    return Rule::integrate(at_angle, 0.0, half_pi, deepest, tolerance) / half_pi;
  };
  if (degrees <= 0) return of_two(x);
  const double half = 0.5 * static_cast<double>(degrees);
  const double constant = std::log(2.0) + half * std::log(0.5 * x) - log_gamma(half);
  const auto at_share = [&](double angle) {  // the chi-squared variable at x sin²
    const double s = std::sin(angle), c = std::cos(angle);
    if (s == 0.0 || c <= 0.0) return 0.0;
    return std::exp(constant + (2.0 * half - 1.0) * std::log(s) - 0.5 * x * s * s) * c * of_two(x * c * c);
  };
  return std::min(1.0, chi_squared_upper_tail(x, static_cast<double>(degrees)) + Rule::integrate(at_share, 0.0, half_pi, deepest, tolerance));
}

}  // namespace mainstay::inline v1::stats
