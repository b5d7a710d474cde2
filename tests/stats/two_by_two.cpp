#include "stats/two_by_two.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace mainstay::stats;
using doctest::Approx;

TEST_CASE("stats/two_by_two: Fisher's lady tasting tea") {
  // Three of four cups of each kind told (Fisher 1935): 16 / 70 on each side, with 1 / 70 beyond; R's fisher.test: 0.4857, 0.2117329 to 621.9, where its search for the upper bound stops early.
  const TwoByTwo tea{3, 1, 1, 3};
  CHECK(fisher_exact(tea) == Approx(34.0 / 70).epsilon(1e-12));
  const Interval interval = exact_odds_interval(tea, 0.95);
  CHECK(interval.lower == Approx(0.2117329).epsilon(1e-5));
  const double u = interval.upper, fewer = 1 + 16 * u + 36 * u * u + 16 * u * u * u;
  CHECK(fewer / (fewer + u * u * u * u) == Approx(0.025).epsilon(1e-11));
  CHECK(fisher_exact({4, 0, 0, 4}) == Approx(2.0 / 70).epsilon(1e-12));
  CHECK(exact_odds_interval({4, 0, 0, 4}, 0.95).upper == INFINITY);
  CHECK(exact_odds_interval({0, 4, 4, 0}, 0.95).lower == 0.0);
  CHECK(fisher_exact({0, 5, 0, 7}) == 1.0);
  CHECK(fisher_exact({0, 0, 3, 7}) == 1.0);
}

TEST_CASE("stats/two_by_two: the mirror image has the reciprocal interval") {
  const Interval one = exact_odds_interval({7, 12, 3, 25}, 0.9), other = exact_odds_interval({3, 25, 7, 12}, 0.9);
  CHECK(one.lower * other.upper == Approx(1.0).epsilon(1e-10));
  CHECK(one.upper * other.lower == Approx(1.0).epsilon(1e-10));
  CHECK(fisher_exact({7, 12, 3, 25}) == Approx(fisher_exact({3, 25, 7, 12})).epsilon(1e-12));
}

TEST_CASE("stats/two_by_two: one stratum is Woolf's, an empty one says nothing") {
  StratifiedOdds odds;
  CHECK(std::isnan(odds.odds_ratio()));
  odds.add(10, 20, 5, 40);
  CHECK(odds.odds_ratio() == Approx(4.0).epsilon(1e-14));
  CHECK(odds.log_variance() == Approx(1.0 / 10 + 1.0 / 20 + 1.0 / 5 + 1.0 / 40).epsilon(1e-13));
  odds.add(0, 0, 0, 0);
  CHECK(odds.odds_ratio() == Approx(4.0).epsilon(1e-14));
  StratifiedOdds empty;
  empty.add(3, 0, 2, 5);
  CHECK(std::isinf(empty.odds_ratio()));
  CHECK(std::isnan(empty.log_variance()));
}
