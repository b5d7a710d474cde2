// Tail probabilities and quantiles against values with a source, and against each other.
#include "stats/distributions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

using namespace mainstay::stats;

namespace {
bool near(double a, double b, double relative) { return std::fabs(a - b) <= relative * std::fmax(std::fabs(a), std::fabs(b)); }
}  // namespace

TEST_CASE("distributions: values of R's pnorm, qnorm, pchisq, qchisq") {
  CHECK(near(normal_cdf(1.0), 0.84134474606854293, 1e-15));
  CHECK(near(normal_upper_tail(10.0), 7.6198530241605269e-24, 1e-13));
  CHECK(near(normal_quantile(0.975), 1.959963984540054, 1e-15));
  CHECK(near(normal_interval_factor(0.95), 1.959963984540054, 1e-15));
  CHECK(near(normal_two_sided(-1.959963984540054), 0.05, 1e-14));
  CHECK(near(chi_squared_upper_tail(3.8414588206941236, 1.0), 0.05, 1e-13));
  CHECK(near(chi_squared_upper_tail(100.0, 5.0), 5.2852e-20, 1e-3));
  CHECK(near(chi_squared_cdf(2.0, 2.0), 1.0 - std::exp(-1.0), 1e-15));  // with 2 degrees it is exponential
  CHECK(near(chi_squared_quantile(0.95, 1.0), 3.8414588206941236, 1e-14));
}

TEST_CASE("distributions: quantile and probability undo each other; tails add up to 1") {
  for (const double p : {1e-300, 1e-12, 0.01, 0.3, 0.5, 0.9, 0.999999}) {
    CHECK(near(normal_cdf(normal_quantile(p)), p, 1e-11));
    for (const double d : {0.5, 1.0, 3.0, 40.0, 1e5})
      if (p > 1e-13) CHECK(near(chi_squared_cdf(chi_squared_quantile(p, d), d), p, 1e-10));
  }
  for (const double z : {-40.0, -3.0, 0.0, 0.7, 8.0}) CHECK(near(normal_cdf(z) + normal_upper_tail(z), 1.0, 1e-15));
  for (const double x : {0.0, 0.1, 5.0, 900.0}) CHECK(near(chi_squared_cdf(x, 7.0) + chi_squared_upper_tail(x, 7.0), 1.0, 1e-15));
}

TEST_CASE("distributions: ends and what lies outside") {
  CHECK(normal_quantile(0.0) == -INFINITY);
  CHECK(normal_quantile(1.0) == INFINITY);
  CHECK(std::isnan(normal_quantile(-0.1)));
  CHECK(std::isnan(normal_quantile(NAN)));
  CHECK(std::isnan(normal_cdf(NAN)));
  CHECK(normal_two_sided(INFINITY) == 0.0);
  CHECK(chi_squared_upper_tail(-1.0, 3.0) == 1.0);
  CHECK(chi_squared_upper_tail(INFINITY, 3.0) == 0.0);
  CHECK(chi_squared_upper_tail(0.0, 0.0) == 1.0);
  CHECK(std::isnan(chi_squared_cdf(1.0, -1.0)));
  CHECK(std::isnan(chi_squared_cdf(NAN, 1.0)));
}
