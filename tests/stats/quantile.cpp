#include "stats/quantile.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace mainstay;

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("stats/quantile: quantiles lie on straight lines between ordered values") {
  const std::vector<double> four = {1, 2, 4, 8};  // R: quantile(c(1, 2, 4, 8), c(0, 0.1, 0.5, 0.9, 1))
  CHECK(stats::sorted_quantile(four, 0.0) == 1);
  CHECK(stats::sorted_quantile(four, 0.1) == doctest::Approx(1.3));
  CHECK(stats::sorted_quantile(four, 0.5) == 3);
  CHECK(stats::sorted_quantile(four, 0.9) == doctest::Approx(6.8));
  CHECK(stats::sorted_quantile(four, 1.0) == 8);
  CHECK(stats::sorted_quantile(std::vector<double>{5}, 0.3) == 5);
}

TEST_CASE("stats/quantile: the percentile interval takes draws in any order and leaves out those without a value") {
  const stats::Interval interval = stats::percentile_interval({8, missing, 1, 4, 2, missing}, 0.8);
  CHECK(interval.lower == doctest::Approx(1.3));
  CHECK(interval.upper == doctest::Approx(6.8));
  const stats::Interval one = stats::percentile_interval({3}, 0.95);
  CHECK(one.lower == 3);
  CHECK(one.upper == 3);
}

TEST_CASE("stats/quantile: no draw, no interval") {
  for (const std::vector<double>& draws : {std::vector<double>{}, std::vector<double>{missing, missing}}) {
    const stats::Interval interval = stats::percentile_interval(draws, 0.95);
    CHECK(std::isnan(interval.lower));
    CHECK(std::isnan(interval.upper));
  }
}
