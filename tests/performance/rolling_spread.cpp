// Quantiles and fading means of windows, against plain loops, polars and pandas.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/performance/rolling.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Given {
  std::vector<std::int64_t> person, day;
  std::vector<double> value;
  RollingInput input() const {
    RollingInput input;
    input.person = person;
    input.day = day;
    input.x.add("amount", Column(value));
    return input;
  }
};

RollingOptions spread_of(RollingUnit unit, std::int64_t length) {
  RollingOptions options;
  options.windows = {{unit, length, ""}};
  options.quantiles = {0.25, 0.5, 0.9};
  options.half_life = 5;
  return options;
}

}  // namespace

TEST_CASE("rolling: a median and a fading mean by hand") {
  Given given;
  given.person = {1, 1, 1, 1, 1};
  given.day = {10, 12, 13, 15, 30};
  given.value = {8, 2, nothing, 4, nothing};
  RollingOptions options = spread_of(RollingUnit::days, 6);
  options.quantiles = {0.5};
  options.half_life = 1;
  const RollingResult result = rolling(given.input(), options);
  CHECK(result.sums[0].quantiles[0] == 8);
  CHECK(result.sums[0].quantiles[1] == 5);
  CHECK(result.sums[0].quantiles[3] == 4);
  CHECK(std::isnan(result.sums[0].quantiles[4]));
  CHECK(result.sums[0].fading_mean[1] == (8 * 0.25 + 2) / 1.25);
  CHECK(result.sums[0].fading_mean[2] == result.sums[0].fading_mean[1]);  // a day without a value ages the others alike
  CHECK(result.sums[0].fading_mean[3] == (8.0 / 32 + 2.0 / 8 + 4) / (1.0 / 32 + 1.0 / 8 + 1));
  CHECK(std::isnan(result.sums[0].fading_mean[4]));
  options.half_life = 0;
  CHECK(sentence([&] { rolling(given.input(), options); }) == "performance.rolling: half_life is 0, but must be > 0");
  options.half_life = 1;
  options.quantiles = {50};
  CHECK(sentence([&] { rolling(given.input(), options); }) == "performance.rolling: quantiles[0] is 50, but must be between 0 and 1");
}

TEST_CASE("rolling: quantiles and fading means, window by window in plain loops") {
  std::mt19937_64 random(17);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    Given given;
    for (int person = 0; person < 3; ++person)
      for (int day = 0; day < 90; ++day)
        if (random() % 3) given.person.push_back(person), given.day.push_back(19700 + day), given.value.push_back(random() % 6 ? static_cast<double>(random() % (round % 2 ? 9 : 100000)) / 8 : nothing);
    const std::int64_t length = 1 + static_cast<std::int64_t>(random() % 40);
    const RollingOptions options = spread_of(RollingUnit::days, length);
    const RollingResult result = rolling(given.input(), options);
    REQUIRE(result.rows.day == given.day);
    for (std::size_t i = 0; i < given.day.size(); ++i) {
      std::vector<double> in;
      double sum = 0, weights = 0;
      for (std::size_t k = 0; k <= i; ++k) {
        if (given.person[k] != given.person[i] || given.day[k] <= given.day[i] - length || std::isnan(given.value[k])) continue;
        in.push_back(given.value[k]);
        const double weight = std::pow(0.5, static_cast<double>(given.day[i] - given.day[k]) / 5);
        sum += weight * given.value[k], weights += weight;
      }
      std::sort(in.begin(), in.end());
      for (std::size_t q = 0; q < 3; ++q) {
        const double ours = result.sums[0].quantiles[i * 3 + q];
        if (in.empty()) {
          CHECK(std::isnan(ours));
          continue;
        }
        const double place = options.quantiles[q] * static_cast<double>(in.size() - 1);
        const auto low = static_cast<std::size_t>(place);
        near(ours, in[low] + (place - static_cast<double>(low)) * (in[std::min(low + 1, in.size() - 1)] - in[low]), 1e-15, "quantile");
      }
      if (in.empty()) CHECK(std::isnan(result.sums[0].fading_mean[i]));
      else near(result.sums[0].fading_mean[i], sum / weights, 1e-13, "fading mean");
    }
  }
}

TEST_CASE("rolling: quantiles are polars', fading means pandas'") {
  for (const std::string& file : golden::golden_files("performance/rolling", "spread")) {
    const golden::json document = golden::load_golden(file);
    Given given;
    given.person = golden::integers(document["data"]["person"]);
    given.day = golden::integers(document["data"]["day"]);
    given.value = golden::numbers(document["data"]["x"]["amount"]);
    const RollingResult week = rolling(given.input(), spread_of(RollingUnit::days, 7)), all = rolling(given.input(), spread_of(RollingUnit::days, 1000));
    CHECK(golden::distance(week.sums[0].quantiles, golden::numbers(document["quantiles"]), 1e-12) < 1e-12);
    CHECK(golden::distance(all.sums[0].fading_mean, golden::numbers(document["fading_mean"]), 1e-12) < 1e-12);
  }
}
