#include "mainstay/performance/distribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

template <class T>
std::vector<T> part(const std::vector<T>& list, std::size_t which, std::size_t size) {
  return {list.begin() + static_cast<std::ptrdiff_t>(which * size), list.begin() + static_cast<std::ptrdiff_t>((which + 1) * size)};
}

}  // namespace

TEST_CASE("spread of scores and pay-outs, by hand") {
  const std::vector<double> score{1, 2, 3, 4, nothing}, payout{0, 0, 0, 100, 300};
  const std::vector<std::int32_t> codes{1, 1, 1, 0, 0};
  const std::vector<std::string_view> levels{"gold", "silver"};
  Column tier(codes);
  tier.levels = levels;
  tier.categorical = true;
  DistributionInput input;
  input.score = score;
  input.payout = payout;
  input.tier = tier;
  DistributionOptions options;
  options.edges = {2, 4};
  options.points = 5;
  options.top_shares = {0.2, 0.21, 1};
  const DistributionResult result = distribution(input, options);
  CHECK(result.groups.people[0] == 5);
  CHECK(result.groups.scored[0] == 4);
  CHECK(result.groups.mean_score[0] == 2.5);
  near(result.groups.std_score[0], std::sqrt(5.0 / 3), 1e-15, "std_score");
  CHECK(result.groups.skewness[0] == 0);
  CHECK(result.groups.total_payout[0] == 400);
  near(result.groups.gini[0], 2.0 * (4 * 100 + 5 * 300) / (5 * 400) - 6.0 / 5, 1e-15, "gini");  // 0.7
  CHECK(result.quantiles.score[2] == 2.5);
  CHECK(result.classes.count == std::vector<std::int64_t>{1, 2, 1});  // below 2, from 2, from 4
  CHECK(result.curve.money == std::vector<double>{0, 0, 0, 0, 0.25, 1});
  CHECK(result.tops.people == std::vector<std::int64_t>{1, 2, 5});
  CHECK(result.tops.money == std::vector<double>{0.75, 1, 1});
  CHECK(result.tiers.people == std::vector<std::int64_t>{2, 3});
  CHECK(result.tiers.mean_score == std::vector<double>{4, 2});
  CHECK(result.tiers.share_of_money == std::vector<double>{1, 0});
  const std::vector<double> none(5, 0.0);
  input.payout = none;
  CHECK(std::isnan(distribution(input, options).groups.gini[0]));
  CHECK(std::isnan(distribution(input, options).tops.money[0]));
}

TEST_CASE("the Gini coefficient is half the relative mean difference of all pairs, and the curve lies below the diagonal") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 40; ++round) {
    std::vector<double> payout;
    for (int i = 0, n = 2 + static_cast<int>(random() % 40); i < n; ++i) payout.push_back(static_cast<double>(random() % (round % 2 ? 5 : 100000)));
    payout[0] = 3;
    DistributionInput input;
    input.payout = payout;
    const DistributionResult result = distribution(input, {});
    double difference = 0, sum = 0;
    for (const double a : payout) {
      sum += a;
      for (const double b : payout) difference += std::fabs(a - b);
    }
    const auto n = static_cast<double>(payout.size());
    near(result.groups.gini[0], difference / (n * n) / (2 * sum / n), 1e-12, "gini");
    for (std::size_t i = 0; i < result.curve.money.size(); ++i) CHECK(result.curve.money[i] <= result.curve.people[i] + 1e-15);
    CHECK(result.curve.money.back() == 1);
  }
}

TEST_CASE("distributions equal numpy's and scipy's") {
  const golden::json document = golden::load_golden("performance/distribution/salespeople.json");
  const std::vector<double> score = golden::numbers(document["score"]), payout = golden::numbers(document["payout"]);
  const std::vector<std::int64_t> group = golden::integers(document["group"]);
  DistributionInput input;
  input.score = score;
  input.payout = payout;
  input.group = group;
  const DistributionResult result = distribution(input, {});
  for (std::size_t g = 0; g < 4; ++g) {
    const golden::json& expected = document["expected"][g];
    CHECK(result.groups.scored[g] == expected["scored"].get<std::int64_t>());
    near(result.groups.mean_score[g], expected["mean_score"], 1e-14, "mean_score");
    near(result.groups.std_score[g], expected["std_score"], 1e-13, "std_score");
    near(result.groups.skewness[g], expected["skewness"], 1e-12, "skewness");
    near(result.groups.total_payout[g], expected["total_payout"], 1e-15, "total_payout");
    near(result.groups.mean_payout[g], expected["mean_payout"], 1e-14, "mean_payout");
    near(result.groups.gini[g], expected["gini"], 1e-12, "gini");
    near(part(result.quantiles.score, g, 5), golden::numbers(expected["score_quantiles"]), 1e-13, "score quantiles");
    near(part(result.quantiles.payout, g, 5), golden::numbers(expected["payout_quantiles"]), 1e-13, "payout quantiles");
    near(part(result.curve.money, g, 21), golden::numbers(expected["curve"]), 1e-12, "curve");
    near(part(result.tops.money, g, 3), golden::numbers(expected["tops"]), 1e-13, "tops");
    CHECK(part(result.classes.count, g, 20) == golden::integers(expected["classes"]));
  }
}

TEST_CASE("distribution: what it refuses") {
  const std::vector<double> payout{1e15, 2e15, 2e15, 2e15, 2e15, 1e15};
  DistributionInput input;
  const auto said = [&](const DistributionOptions& options = {}) { return sentence([&] { distribution(input, options); }); };
  CHECK(said() == "performance.distribution: score is missing, but must be given, or else payout");
  input.payout = payout;
  CHECK(said() == "performance.distribution: payout[5] is 1000000000000000, but must be small enough for a sum of at most 2^53");
  const std::vector<double> score{1, 2, 3, 4, 5, 6};
  input.payout = Column{};
  input.score = score;
  DistributionOptions options;
  options.edges = {3, 2};
  CHECK(said(options) == "performance.distribution: edges[1] is 2, but must be above the edge before it");
  options = {};
  options.tiers = {"gold"};
  CHECK(said(options) == "performance.distribution: tiers is given, but must be left out without tier");
}
