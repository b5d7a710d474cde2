#include "stats/poisson.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

using namespace mainstay::stats;

TEST_CASE("poisson: Garwood's limits") {
  // R 4.2.2: poisson.test(k)$conf.int
  CHECK(poisson_interval(0, 0.95).lower == 0.0);
  CHECK(poisson_interval(0, 0.95).upper == doctest::Approx(3.688879454113936).epsilon(1e-12));
  CHECK(poisson_interval(1, 0.95).lower == doctest::Approx(0.02531780798428988).epsilon(1e-12));
  CHECK(poisson_interval(1, 0.95).upper == doctest::Approx(5.571643390938898).epsilon(1e-12));
  CHECK(poisson_interval(12, 0.95).lower == doctest::Approx(6.200575).epsilon(1e-6));
  CHECK(poisson_interval(12, 0.95).upper == doctest::Approx(20.96159).epsilon(1e-6));
}

TEST_CASE("poisson: the tails hold what they promise") {
  for (const double count : {1.0, 5.0, 40.0}) {
    const Interval interval = poisson_interval(count, 0.9);
    double below = 0.0, above = 1.0;  // P(X <= count | upper), P(X >= count | lower)
    for (int k = 0; k <= static_cast<int>(count); ++k) below += std::exp(k * std::log(interval.upper) - interval.upper - std::lgamma(k + 1.0));
    for (int k = 0; k < static_cast<int>(count); ++k) above -= std::exp(k * std::log(interval.lower) - interval.lower - std::lgamma(k + 1.0));
    CHECK(below == doctest::Approx(0.05).epsilon(1e-9));
    CHECK(above == doctest::Approx(0.05).epsilon(1e-9));
  }
}
