#include "stats/proportion.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

#include "stats/distributions.hpp"

using namespace mainstay::stats;
using doctest::Approx;

TEST_CASE("stats/proportion: a training class of sixty") {
  // 33 of 60 and 15 of 60; R: prop.test(33, 60, correct = FALSE)$conf.int gives 0.4249, 0.6692.
  const double z = normal_interval_factor(0.95);
  const Interval half = wilson_interval(33.0 / 60, 60, z), quarter = wilson_interval(15.0 / 60, 60, z);
  CHECK(std::round(half.lower * 1000) == 425);
  CHECK(std::round(half.upper * 1000) == 669);
  CHECK(std::round(quarter.lower * 1000) == 158);
  CHECK(std::round(quarter.upper * 1000) == 372);
  const Interval drop = newcombe_difference(33.0 / 60, 60, 15.0 / 60, 60, z);
  CHECK(std::round(drop.lower * 1000) == 125);
  CHECK(std::round(drop.upper * 1000) == 451);
}

TEST_CASE("stats/proportion: Newcombe 1998, table II, method 10") {
  const double z = normal_interval_factor(0.95);
  const struct {
    double a, m, b, n, lower, upper;
  } rows[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {6, 7, 2, 7, 0.0582, 0.8062},
              {5, 56, 0, 29, -0.0381, 0.1926},  {0, 10, 0, 20, -0.1611, 0.2775}, {0, 10, 0, 10, -0.2775, 0.2775},
              {10, 10, 0, 20, 0.6791, 1.0},     {10, 10, 0, 10, 0.6075, 1.0}};
  for (const auto& row : rows) {
    const Interval interval = newcombe_difference(row.a / row.m, row.m, row.b / row.n, row.n, z);
    CHECK(std::abs(interval.lower - row.lower) < 5.1e-5);
    CHECK(std::abs(interval.upper - row.upper) < 5.1e-5);
  }
}

TEST_CASE("stats/proportion: the bounds solve the score equation") {
  const double z = normal_interval_factor(0.95);
  for (const double trials : {3.0, 17.5, 240.0})
    for (const double proportion : {0.1, 0.5, 0.93}) {
      const Interval interval = wilson_interval(proportion, trials, z);
      for (const double bound : {interval.lower, interval.upper})
        CHECK(std::abs(proportion - bound) / std::sqrt(bound * (1 - bound) / trials) == Approx(z).epsilon(1e-12));
    }
}

TEST_CASE("stats/proportion: nothing, none and all") {
  const double z = normal_interval_factor(0.95);
  CHECK(wilson_interval(0, 0, z).lower == 0.0);
  CHECK(wilson_interval(0, 0, z).upper == 1.0);
  CHECK(wilson_interval(0, 12, z).lower == 0.0);
  CHECK(wilson_interval(0, 12, z).upper == Approx(z * z / (12 + z * z)).epsilon(1e-12));
  CHECK(wilson_interval(1, 12, z).upper == 1.0);
  CHECK(wilson_interval(1, 12, z).lower == Approx(12 / (12 + z * z)).epsilon(1e-12));
}
