#include "stats/beta_binomial.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace mainstay;
using doctest::Approx;

TEST_CASE("beta binomial: a uniform rate makes every count as likely") {
  const stats::BetaSpread uniform{0.5, 2.0, true};
  for (int k = 0; k <= 9; ++k) {
    CHECK(std::exp(stats::beta_binomial_log_mass(k, 9, uniform)) == Approx(0.1).epsilon(1e-13));
    const stats::CountTails tails = stats::beta_binomial_tails(k, 9, uniform);
    CHECK(tails.at_most == Approx(0.1 * (k + 1)).epsilon(1e-13));
    CHECK(tails.at_least == Approx(0.1 * (10 - k)).epsilon(1e-13));
  }
  CHECK(stats::beta_quantile(0.3, 1, 1) == Approx(0.3).epsilon(1e-14));
  CHECK(stats::beta_cdf(0.3, 2, 1) == Approx(0.09).epsilon(1e-14));
  CHECK(stats::beta_quantile(0.3, 0, 1) == 0.0);
  CHECK(stats::beta_quantile(0.3, 1, 0) == 1.0);
}

TEST_CASE("beta binomial: infinite strength is the binomial distribution") {
  const stats::BetaSpread fixed{0.25, INFINITY, false};
  CHECK(std::exp(stats::beta_binomial_log_mass(1, 3, fixed)) == Approx(3 * 0.25 * 0.75 * 0.75).epsilon(1e-14));
  CHECK(stats::beta_binomial_tails(0, 3, fixed).at_most == Approx(0.75 * 0.75 * 0.75).epsilon(1e-14));
  CHECK(stats::beta_binomial_tails(3, 3, fixed).at_least == Approx(1.0 / 64).epsilon(1e-14));
}

TEST_CASE("beta binomial: fits find the spread, and say where there is none") {
  std::mt19937_64 random(5);
  std::vector<double> successes, trials, times;
  for (int i = 0; i < 4000; ++i) {
    std::gamma_distribution<double> a(3, 1), b(9, 1);
    const double u = a(random), v = b(random);
    std::binomial_distribution<int> count(40, u / (u + v));
    successes.push_back(count(random));
    trials.push_back(40);
    times.push_back(1);
  }
  const stats::Trials data{successes, trials, times};
  const stats::BetaSpread likely = stats::beta_by_likelihood(data), moments = stats::beta_by_moments(data);
  CHECK(likely.mean == Approx(0.25).epsilon(0.02));
  CHECK(likely.strength == Approx(12.0).epsilon(0.1));
  CHECK(moments.strength == Approx(12.0).epsilon(0.1));
  // no other place is more likely
  const auto height = [&](double mean, double strength) {
    double sum = 0;
    for (std::size_t i = 0; i < trials.size(); ++i) sum += stats::beta_binomial_log_mass(successes[i], trials[i], {mean, strength, true});
    return sum;
  };
  const double top = height(likely.mean, likely.strength);
  for (const double factor : {0.99, 1.01}) {
    CHECK(height(likely.mean * factor, likely.strength) < top);
    CHECK(height(likely.mean, likely.strength * factor) < top);
  }
  const std::vector<double> same(50, 10.0), each(50, 40.0), one(50, 1.0), none(50, 0.0);
  CHECK_FALSE(stats::beta_by_likelihood({same, each, one}).varies);
  CHECK(stats::beta_by_likelihood({same, each, one}).mean == Approx(0.25));
  CHECK_FALSE(stats::beta_by_likelihood({none, each, one}).varies);
  CHECK_FALSE(stats::beta_by_moments({none, each, one}).varies);
}
