#include "stats/exact_sum.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using mainstay::stats::ExactSum;

namespace {

// Wide enough for every sum of doubles; its conversion rounds to nearest, ties to even.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<2400, boost::multiprecision::digit_base_2>, boost::multiprecision::et_off>;

double sum(const std::vector<double>& values) {
  ExactSum exact;
  for (const double value : values) exact.add(value);
  return exact.value();
}

}  // namespace

TEST_CASE("exact sums, by hand") {
  CHECK(sum({}) == 0.0);
  CHECK(sum({1e16, 1.0, -1e16}) == 1.0);
  CHECK(sum({1e300, 1.0, -1e300, 1e-300}) == 1.0);
  CHECK(sum({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}) == 1.0);
  CHECK(sum({9007199254740992.0, 1.0}) == 9007199254740992.0);         // half-way: to even
  CHECK(sum({9007199254740992.0, 1.0, 5e-324}) == 9007199254740994.0);  // a bit more than half-way
  CHECK(sum({5e-324, 5e-324}) == 1e-323);
  CHECK(sum({-5e-324}) == -5e-324);
  CHECK(std::isinf(sum({std::numeric_limits<double>::max(), std::numeric_limits<double>::max()})));
  CHECK(sum({std::numeric_limits<double>::max(), std::numeric_limits<double>::max(), -std::numeric_limits<double>::max()}) == std::numeric_limits<double>::max());
  CHECK_FALSE(std::signbit(sum({-0.0, 1.0, -1.0})));
}

TEST_CASE("exact sums of random doubles are those of a wide float, and what is taken away leaves no trace") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    const int spread = round % 3 == 0 ? 2040 : round % 3 == 1 ? 120 : 4;
    ExactSum exact;
    Wide wide = 0;
    std::vector<double> held;
    for (int i = 0; i < 60; ++i) {
      const int exponent = std::clamp(static_cast<int>(random() % static_cast<unsigned>(spread)) - spread / 2, -1074, 1010);
      double value = std::ldexp(1.0 + static_cast<double>(random() >> 12) * 0x1p-52, exponent);
      if (random() % 2) value = -value;
      if (random() % 9 == 0) value = 0.0;
      exact.add(value);
      wide += Wide(value);
      held.push_back(value);
      if (random() % 3 == 0) {
        exact.subtract(held.front());
        wide -= Wide(held.front());
        held.erase(held.begin());
      }
      REQUIRE(exact.value() == wide.convert_to<double>());
    }
    for (const double value : held) exact.subtract(value);
    CHECK(exact.value() == 0.0);
  }
}
