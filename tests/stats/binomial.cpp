#include "stats/binomial.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/poisson_binomial.hpp"

using namespace mainstay::stats;
using doctest::Approx;

TEST_CASE("stats/binomial: three coins, and the ends") {
  CHECK(binomial_mass(1, 3, 0.5) == Approx(3.0 / 8).epsilon(1e-14));
  CHECK(binomial_at_most(1, 3, 0.5) == Approx(0.5).epsilon(1e-14));
  CHECK(binomial_at_least(1, 3, 0.5) == Approx(7.0 / 8).epsilon(1e-14));
  CHECK(binomial_mass(4, 3, 0.5) == 0.0);
  CHECK(binomial_at_most(-1, 3, 0.5) == 0.0);
  CHECK(binomial_at_most(3, 3, 0.5) == 1.0);
  CHECK(binomial_at_least(0, 3, 0.5) == 1.0);
  CHECK(binomial_at_least(4, 3, 0.5) == 0.0);
  CHECK(binomial_mass(0, 3, 0.0) == 1.0);
  CHECK(binomial_mass(3, 3, 1.0) == 1.0);
  CHECK(binomial_at_least(1, 3, 0.0) == 0.0);
  CHECK(binomial_at_most(2, 3, 1.0) == 0.0);
  // R: pbinom(20, 1000, 0.1); small tails keep their digits.
  CHECK(std::fabs(binomial_at_most(20, 1000, 0.1) / 5.96248787659694e-24 - 1.0) < 1e-10);
}

TEST_CASE("stats/binomial: masses add up to the tails, and the distribution of a count is theirs") {
  for (const double p : {0.003, 0.2, 0.5, 0.97}) {
    for (const std::int64_t n : {1, 7, 60, 900}) {
      const CountDistribution count = CountDistribution::binomial(n, p);
      double below = 0.0;
      for (std::int64_t k = 0; k <= n; ++k) {
        const double mass = binomial_mass(k, n, p);
        below += mass;
        CHECK(binomial_at_most(k, n, p) == Approx(below).epsilon(1e-11));
        CHECK(std::fabs(binomial_at_least(k, n, p) - (1.0 - below + mass)) < 1e-12);
        CHECK(std::fabs(count.at_most(k) - below) < 1e-12);
      }
      CHECK(count.mean() == Approx(static_cast<double>(n) * p).epsilon(1e-12));
      CHECK(count.variance() == Approx(static_cast<double>(n) * p * (1.0 - p)).epsilon(1e-9));
    }
  }
  CHECK(CountDistribution::binomial(5, 1.0).first() == 5);
  CHECK(CountDistribution::binomial(5, 0.0).at_most(0) == 1.0);
}
