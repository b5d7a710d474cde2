#include "mainstay/performance/ranking.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "stats/distributions.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Sellers {
  std::vector<double> score, std_error;
  std::vector<std::int64_t> person, group;
  RankingInput input() const {
    RankingInput input;
    input.score = score;
    if (!std_error.empty()) input.std_error = std_error;
    if (!person.empty()) input.person = person;
    if (!group.empty()) input.group = group;
    return input;
  }
};

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

// The definition as plain loops over pairs.
RankingResult by_pairs(const Sellers& sellers, const RankingOptions& options) {
  const std::size_t n = sellers.score.size();
  RankingResult result;
  for (auto* list : {&result.rank, &result.rank_lower, &result.rank_upper}) list->assign(n, nothing);
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(sellers.score[i])) continue;
    double better = 0, equal = 0, count = 0, steps = 0, earlier = 0;
    const double sign = options.direction == RankingDirection::higher ? 1 : -1;
    std::vector<double> seen;
    const auto with = [&](std::size_t k) { return sellers.group[k] == sellers.group[i] && !std::isnan(sellers.score[k]); };
    for (std::size_t k = 0; k < n; ++k) count += with(k);
    const double pairs = options.comparison == RankingComparison::unadjusted ? 1 : options.coverage == RankingCoverage::marginal ? count - 1 : count * (count - 1) / 2;
    const double critical = count < 2 ? 0 : -stats::normal_quantile((1 - options.confidence_level) / (2 * pairs));
    double told_better = 0, told_worse = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (!with(k)) continue;
      const double ahead = sign * (sellers.score[k] - sellers.score[i]);
      if (ahead > 0) {
        ++better;
        if (std::find(seen.begin(), seen.end(), sellers.score[k]) == seen.end()) seen.push_back(sellers.score[k]), ++steps;
      }
      equal += ahead == 0;
      earlier += ahead == 0 && sellers.person[k] < sellers.person[i];
      const double scale = std::sqrt(sellers.std_error[i] * sellers.std_error[i] + sellers.std_error[k] * sellers.std_error[k]);
      if (k != i && ahead > critical * scale) ++told_better;
      if (k != i && -ahead > critical * scale) ++told_worse;
    }
    switch (options.ties) {
      case RankingTies::max: result.rank[i] = better + equal; break;
      case RankingTies::mid: result.rank[i] = better + (1 + equal) / 2; break;
      case RankingTies::dense: result.rank[i] = steps + 1; break;
      case RankingTies::ordinal: result.rank[i] = better + earlier + 1; break;
      default: result.rank[i] = better + 1;
    }
    result.rank_lower[i] = 1 + told_better;
    result.rank_upper[i] = count - told_worse;
  }
  return result;
}

}  // namespace

TEST_CASE("ranks, percentiles and sets, by hand") {
  Sellers sellers;
  sellers.score = {90, 70, 90, nothing, 50, 71};
  sellers.person = {5, 4, 3, 2, 1, 0};
  RankingOptions options;
  const auto rank = [&](RankingTies ties) {
    options.ties = ties;
    return ranking(sellers.input(), options).rank;
  };
  CHECK(same(rank(RankingTies::min), {1, 4, 1, nothing, 5, 3}));
  CHECK(same(rank(RankingTies::max), {2, 4, 2, nothing, 5, 3}));
  CHECK(same(rank(RankingTies::mid), {1.5, 4, 1.5, nothing, 5, 3}));
  CHECK(same(rank(RankingTies::dense), {1, 3, 1, nothing, 4, 2}));
  CHECK(same(rank(RankingTies::ordinal), {2, 4, 1, nothing, 5, 3}));
  options.missing = RankingMissing::last;
  CHECK(same(rank(RankingTies::dense), {1, 3, 1, 5, 4, 2}));
  CHECK(same(rank(RankingTies::min), {1, 4, 1, 6, 5, 3}));
  RankingResult result = ranking(sellers.input(), options);
  CHECK(same(result.percentile, {0.8, 0.3, 0.8, nothing, 0.1, 0.5}));
  CHECK(result.groups.ranked == std::vector<std::int64_t>{5});
  CHECK(result.groups.missing == std::vector<std::int64_t>{1});
  CHECK(result.groups.tied == std::vector<std::int64_t>{2});
  options.percentile = PercentileRule::worse;
  CHECK(same(ranking(sellers.input(), options).percentile, {0.6, 0.2, 0.6, nothing, 0, 0.4}));
  options.percentile = PercentileRule::weibull;
  CHECK(ranking(sellers.input(), options).percentile[4] == 1.0 / 6);

  // The top 20 % among all staff is not the top 20 % among those who left.
  const std::vector<double> staff{60, 65, 72, 95, 96, 97, 98, 99, 100, 101};
  RankingInput input = sellers.input();
  input.reference = staff;
  options.population = RankingPopulation::reference;
  options.percentile = PercentileRule::at_most;
  CHECK(same(ranking(input, options).percentile, {0.3, 0.2, 0.3, nothing, 0, 0.2}));

  // Unadjusted, 95 %: 1.96 · sqrt(2) · 10 = 27.7 apart.
  sellers.std_error = {10, 10, 10, nothing, 10, 10};
  options = RankingOptions{};
  options.comparison = RankingComparison::unadjusted;
  result = ranking(sellers.input(), options);
  CHECK(same(result.rank_lower, {1, 1, 1, nothing, 3, 1}));
  CHECK(same(result.rank_upper, {4, 5, 4, nothing, 5, 5}));
  CHECK(result.set == std::vector<std::int64_t>{1, 1, 1, 0, 2, 1});  // 70 cannot be told from 90; 50 can
  CHECK(result.sets.people == std::vector<std::int64_t>{4, 1});
  options.sets = RankingSets::connected;
  CHECK(ranking(sellers.input(), options).sets.people == std::vector<std::int64_t>{5});
  options.sets = RankingSets::cliques;
  result = ranking(sellers.input(), options);
  CHECK(result.sets.first_place == std::vector<std::int64_t>{1, 3});
  CHECK(result.sets.last_place == std::vector<std::int64_t>{4, 5});
}

TEST_CASE("ranks and intervals are those of comparing every pair") {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200; ++round) {
    Sellers sellers;
    const int n = 1 + static_cast<int>(random() % 60);
    for (int i = 0; i < n; ++i) {
      sellers.score.push_back(random() % 10 == 0 ? nothing : static_cast<double>(random() % 40));
      sellers.std_error.push_back(random() % 8 == 0 ? 0.0 : static_cast<double>(random() % 9) / 2);
      sellers.person.push_back(i * 31 % 101);
      sellers.group.push_back(static_cast<std::int64_t>(random() % 3));
    }
    RankingOptions options;
    options.ties = static_cast<RankingTies>(random() % 5);
    options.direction = static_cast<RankingDirection>(random() % 2);
    options.comparison = random() % 2 ? RankingComparison::bonferroni : RankingComparison::unadjusted;
    options.coverage = static_cast<RankingCoverage>(random() % 2);
    options.sets = static_cast<RankingSets>(random() % 3);
    options.confidence_level = random() % 2 ? 0.95 : 0.5;
    const RankingResult result = ranking(sellers.input(), options), pairs = by_pairs(sellers, options);
    CHECK(same(result.rank, pairs.rank));
    CHECK(same(result.rank_lower, pairs.rank_lower));
    CHECK(same(result.rank_upper, pairs.rank_upper));
    for (std::size_t i = 0; i < sellers.score.size(); ++i) {
      if (std::isnan(sellers.score[i])) continue;
      CHECK(result.rank_lower[i] <= static_cast<double>(result.place[i]));
      CHECK(static_cast<double>(result.place[i]) <= result.rank_upper[i]);
      CHECK(result.set[i] > 0);
    }
  }
}

TEST_CASE("ranks, percentiles and intervals equal scipy's and numpy's") {
  const golden::json document = golden::load_golden("performance/ranking/salespeople.json");
  Sellers sellers;
  sellers.score = golden::numbers(document["score"]);
  sellers.std_error = golden::numbers(document["std_error"]);
  sellers.group = golden::integers(document["group"]);
  const golden::json& expected = document["expected"];
  RankingOptions options;
  options.confidence_level = document["confidence_level"];
  options.population = RankingPopulation::everybody;
  for (const Choice& ties : choices(RankingTies{})) {
    if (std::string(ties.name) == "ordinal") continue;
    options.ties = static_cast<RankingTies>(ties.value);
    CHECK(same(ranking(sellers.input(), options).rank, golden::numbers(expected[ties.name])));
  }
  for (const Choice& rule : choices(PercentileRule{})) {
    if (std::string(rule.name) == "weibull") continue;
    options.percentile = static_cast<PercentileRule>(rule.value);
    check_all(ranking(sellers.input(), options).percentile, golden::numbers(expected["percentile_" + std::string(rule.name)]), 1e-13, 1e-15, rule.name);
  }
  for (const Choice& coverage : choices(RankingCoverage{})) {
    options.coverage = static_cast<RankingCoverage>(coverage.value);
    const RankingResult result = ranking(sellers.input(), options);
    CHECK(same(result.rank_lower, golden::numbers(expected["lower_" + std::string(coverage.name)])));
    CHECK(same(result.rank_upper, golden::numbers(expected["upper_" + std::string(coverage.name)])));
  }
  Sellers few;
  few.std_error = golden::numbers(document["drawn"]["std_error"]);
  for (std::size_t i = 0; i < few.std_error.size(); ++i) few.score.push_back(static_cast<double>(i));
  options = RankingOptions{};
  options.comparison = RankingComparison::simulation;
  options.draws = 20000;
  const double critical = document["drawn"]["critical"];
  CHECK(std::fabs(ranking(few.input(), options).groups.critical[0] - critical) < 0.04);
}

TEST_CASE("intervals cover the true ranks as often as they say, simulation with shorter ones, bits whatever the threads") {
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal;
  int covered_all = 0, covered_one = 0, ones = 0;
  double width_drawn = 0, width_shared = 0;
  const int rounds = 200, n = 12;
  for (int round = 0; round < rounds; ++round) {
    Sellers sellers;
    for (int i = 0; i < n; ++i) {
      sellers.std_error.push_back(0.5 + (i % 3));
      sellers.score.push_back(-0.5 * i + sellers.std_error.back() * normal(random));
    }
    RankingOptions options;
    options.confidence_level = 0.9;
    options.comparison = RankingComparison::simulation;
    options.draws = 400;
    RunContext context;
    context.seed = static_cast<std::uint64_t>(round) + 1;
    context.threads = 1;
    const RankingResult all = ranking(sellers.input(), options, context);
    context.threads = 3;
    CHECK(to_json(Object::of(ranking(sellers.input(), options, context))) == to_json(Object::of(all)));
    options.coverage = RankingCoverage::marginal;
    const RankingResult one = ranking(sellers.input(), options, context);
    options.coverage = RankingCoverage::simultaneous;
    options.comparison = RankingComparison::bonferroni;
    options.draws = RankingOptions{}.draws;
    const RankingResult shared = ranking(sellers.input(), options, context);
    bool every = true;
    for (std::size_t i = 0; i < n; ++i) {
      const auto truth = static_cast<double>(i + 1);
      every = every && all.rank_lower[i] <= truth && truth <= all.rank_upper[i];
      covered_one += one.rank_lower[i] <= truth && truth <= one.rank_upper[i];
      ++ones;
      width_drawn += all.rank_upper[i] - all.rank_lower[i];
      width_shared += shared.rank_upper[i] - shared.rank_lower[i];
    }
    covered_all += every;
  }
  CHECK(covered_all >= 0.87 * rounds);
  CHECK(covered_one >= 0.9 * ones);
  CHECK(width_drawn < width_shared);
}

TEST_CASE("ranking: what it refuses") {
  Sellers sellers;
  sellers.score = {1, 2, 3};
  sellers.person = {7, 8, 7};
  RankingOptions options;
  const auto said = [&] { return sentence([&] { ranking(sellers.input(), options); }); };
  CHECK(said() == "performance.ranking: person[2] is \"7\", but must be there once");
  sellers.group = {0, 0, 1};
  CHECK(said() == "accepted");
  sellers.group[2] = 0;
  CHECK(said() == "performance.ranking: person[2] is \"7\", but must be once in group \"0\"");
  sellers.person = {};
  options.ties = RankingTies::ordinal;
  CHECK(said() == "performance.ranking: person is missing, but must be given with ties = ordinal");
  options.ties = RankingTies::min;
  options.population = RankingPopulation::reference;
  CHECK(said() == "performance.ranking: reference is missing, but must be given with population = reference");
  options.population = RankingPopulation::group;
  sellers.std_error = {1, nothing, 1};
  CHECK(said() == "performance.ranking: std_error[1] is nan, but must be given where there is a score");
}
