#include "stats/poisson_binomial.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "stats/distributions.hpp"

using namespace mainstay;
using doctest::Approx;

TEST_CASE("poisson binomial: by hand") {
  stats::CountDistribution count;
  CHECK(count.quantile(0.5) == 0);
  count.add(0.5);
  count.add(0.2);
  count.add(1.0);
  count.add(0.0);
  // 1 + {0: 0.4, 1: 0.5, 2: 0.1}
  CHECK(count.first() == 1);
  REQUIRE(count.mass().size() == 3);
  CHECK(count.mass()[0] == Approx(0.4).epsilon(1e-15));
  CHECK(count.mass()[1] == Approx(0.5).epsilon(1e-15));
  CHECK(count.mass()[2] == Approx(0.1).epsilon(1e-15));
  CHECK(count.mean() == Approx(1.7).epsilon(1e-15));
  CHECK(count.variance() == Approx(0.25 + 0.16).epsilon(1e-14));
  CHECK(count.quantile(0.4) == 1);
  CHECK(count.quantile(0.41) == 2);
  CHECK(count.quantile(0.9) == 2);
  CHECK(count.quantile(0.95) == 3);
  CHECK(count.at_most(0) == 0.0);
  CHECK(count.at_most(2) == Approx(0.9).epsilon(1e-15));
}

TEST_CASE("poisson binomial: equal probabilities are binomial, many trials too") {
  for (const auto& [n, p] : {std::pair{30, 0.3}, {2000, 0.02}, {20000, 0.5}}) {
    stats::CountDistribution count;
    for (int i = 0; i < n; ++i) count.add(p);
    const std::vector<double> all(static_cast<std::size_t>(n), p);
    const stats::CountDistribution halves = stats::CountDistribution::of(all.data(), n);
    for (std::int64_t k = count.first(); k < count.first() + static_cast<std::int64_t>(count.mass().size()); ++k) CHECK(std::fabs(halves.at_most(k) - count.at_most(k)) < 1e-12);
    CHECK(count.mean() == Approx(n * p).epsilon(1e-11));
    CHECK(count.variance() == Approx(n * p * (1 - p)).epsilon(1e-10));
    for (std::size_t k = 0; k < count.mass().size(); ++k) {
      const double successes = static_cast<double>(count.first()) + static_cast<double>(k);
      const double expected = std::exp(stats::log_gamma(n + 1.0) - stats::log_gamma(successes + 1.0) - stats::log_gamma(n - successes + 1.0) + successes * std::log(p) + (n - successes) * std::log1p(-p));
      if (expected > 1e-12) CHECK(count.mass()[k] == Approx(expected).epsilon(1e-8));
    }
    CHECK(static_cast<double>(count.mass().size()) < 25.0 * std::sqrt(n * p * (1 - p)) + 30.0);
  }
}

TEST_CASE("poisson binomial: every outcome counted one by one") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<double> p;
    stats::CountDistribution count, other;
    for (int i = 0; i < 10; ++i) {
      p.push_back(static_cast<double>(random() % 1001) / 1000.0);
      count.add(p.back());
      other.add(p.back() / 2.0);
    }
    std::vector<double> mass(11, 0.0);
    for (unsigned outcome = 0; outcome < 1024; ++outcome) {
      double chance = 1.0;
      std::size_t successes = 0;
      for (unsigned i = 0; i < 10; ++i) {
        const bool hit = (outcome >> i) & 1;
        chance *= hit ? p[i] : 1.0 - p[i];
        successes += hit;
      }
      mass[successes] += chance;
    }
    double sum = 0.0;
    for (std::int64_t k = 0; k <= 10; ++k) {
      sum += mass[static_cast<std::size_t>(k)];
      CHECK(count.at_most(k) == Approx(sum).epsilon(1e-12));
      CHECK(stats::CountDistribution::mixture({count, other}).at_most(k) == Approx((count.at_most(k) + other.at_most(k)) / 2.0).epsilon(1e-12));
    }
  }
}
