#include "mainstay/competency/match.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "competency/lender.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct People {
  std::vector<std::vector<double>> columns;
  Table table;
  People(const Profile& profile, std::vector<std::vector<double>> values) : columns(std::move(values)) {
    for (std::size_t j = 0; j < columns.size(); ++j) table.add(profile.dimensions[j].name, Column(columns[j]));
  }
};

MatchResult run(const Profile& profile, const std::vector<std::vector<double>>& columns, MatchOptions options = {}, const std::vector<std::vector<double>>& errors = {}) {
  const People people(profile, columns), error(profile, errors);
  options.profile = profile;
  return match({people.table, error.table}, options);
}

std::string sentence(const Profile& profile, const std::vector<std::vector<double>>& columns, const MatchOptions& options = {}) {
  return ::sentence([&] { run(profile, columns, options); });
}

std::string status(const MatchResult& result, std::size_t row) { return result.people.status.levels[static_cast<std::size_t>(result.people.status.codes[row])]; }
std::string reach(const MatchResult& result, std::size_t row) { return result.people.reach.levels[static_cast<std::size_t>(result.people.reach.codes[row])]; }

Profile profile_of(const golden::json& json) {
  Profile profile;
  Fields fields = fields_of(profile);
  for (const auto& [name, value] : json.items()) set_from_json("competency.match", *fields.find(name), value.dump());
  return profile;
}

std::vector<std::vector<double>> columns_of(const golden::json& json) { return json.get<std::vector<std::vector<double>>>(); }

}  // namespace

TEST_CASE("match: the lender's two candidates are 82 % and 60 %, and the sentence says why") {
  // By hand. A: u = 1, .8, .9, .65, .7, .7, so .25 + .12 + .18 + .13 + .07 + .07 = .82. B: u = .625, 1, .9375, .9375, 1, 1: .88125, but stress 5 < 6: 60 %.
  const MatchResult result = run(lender_profile(), lender_candidates());
  CHECK(result.people.score[0] == Approx(0.82).epsilon(1e-14));
  CHECK(result.people.score[1] == 0.6);
  CHECK(result.people.core[1] == Approx(0.88125).epsilon(1e-14));
  CHECK(result.people.ceiling == std::vector<double>{1.0, 0.6});
  CHECK(result.people.lower == result.people.score);
  CHECK(result.people.coverage == std::vector<double>{1.0, 1.0});
  CHECK(status(result, 0) == "scored");
  CHECK(status(result, 1) == "must_have_failed");
  REQUIRE(result.failures.row.size() == 1);
  CHECK(result.failures.lack[0] == 1.0);
  CHECK(result.failures.score_at_floor[0] == Approx(0.9125).epsilon(1e-14));
  const double contributions[] = {0.25, 0.12, 0.18, 0.13, 0.07, 0.07, 0.15625, 0.15, 0.1875, 0.1875, 0.1, 0.1};
  for (std::size_t i = 0; i < 12; ++i) CHECK(result.contribution[i] == Approx(contributions[i]).epsilon(1e-14));
  CHECK(result.sentence[0] == "Match 82.0 %. Every must-have is met. Most is to be gained by goal (5.2, target 8: 7.0 points), need (6, target 7.5: 3.0 points) and affinity (4.9, target 7: 3.0 points).");
  CHECK(result.sentence[1] ==
        "Match 60.0 %. 1 must-have fails: stress 5 is below 6 (by 1). The score is capped at 60.0 %. Without this it would be 88.1 %. With stress at 6 it would be 91.3 %. "
        "Most is to be gained by stress (5, target 8: 37.5 points).");
  CHECK(result.sentence_zh[1] == "匹配度 60.0%。1 项必备项未达标：stress 5，低于底线 6（差 1）。得分封顶 60.0%。若无此限制为 88.1%。stress 达到 6 时为 91.3%。提升空间最大：stress（5，目标 8：37.5 个百分点）。");
  CHECK(result.sentence_zh[0] == "匹配度 82.0%。必备项全部达标。提升空间最大：goal（5.2，目标 8：7.0 个百分点）、need（6，目标 7.5：3.0 个百分点）、affinity（4.9，目标 7：3.0 个百分点）。");
}

TEST_CASE("match: the same pair under other rules") {
  Profile profile = lender_profile();
  profile.dimensions[0].floor_rule = FloorRule::soft;
  profile.dimensions[0].veto = 3.0;
  CHECK(run(profile, lender_candidates()).people.score[1] == Approx(0.5875).epsilon(1e-12));
  profile = lender_profile();
  profile.dimensions[0].floor_rule = FloorRule::veto;
  CHECK(run(profile, lender_candidates()).people.score[1] == 0.0);
  profile.dimensions[0].floor.reset();
  const struct {
    double power, a, b;
  } rows[] = {{0, 0.8089, 0.8665}, {-1, 0.7980, 0.8499}, {-4, 0.7680, 0.7948}, {-INFINITY, 0.65, 0.625}};
  for (const auto& row : rows) {
    CAPTURE(row.power);
    profile.power = row.power;
    const MatchResult result = run(profile, lender_candidates());
    CHECK(std::abs(result.people.score[0] - row.a) < 6e-5);
    CHECK(std::abs(result.people.score[1] - row.b) < 6e-5);
    for (std::size_t i = 0; i < 2; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < 6; ++j) sum += result.contribution[6 * i + j];
      CHECK(sum == Approx(result.people.core[i]).epsilon(1e-12));
    }
  }
  // The power mean is continuous in its power: at 1e-9 it is the geometric mean but for some 1e-10.
  profile.power = 0;
  const double geometric = run(profile, lender_candidates()).people.core[0];
  profile.power = 1e-9;
  CHECK(std::abs(run(profile, lender_candidates()).people.core[0] - geometric) < 1e-10);
  profile.power = -1e-9;
  CHECK(std::abs(run(profile, lender_candidates()).people.core[0] - geometric) < 1e-10);
  profile.power = -1e6;
  CHECK(std::abs(run(profile, lender_candidates()).people.core[0] - 0.65) < 1e-5);
  // Cronbach and Gleser with equal weights: 19.80 = 12.907 + 4.696 + 2.197, correlation .694; 13.75 = .375 + 3.195 + 10.180, -.604.
  profile = lender_profile();
  profile.weights = WeightRule::relative;
  for (ProfileDimension& d : profile.dimensions) d.weight = 1;
  const MatchIndices indices = run(profile, lender_candidates()).indices;
  CHECK(std::abs(indices.distance_squared[0] - 19.80) < 1e-9);
  CHECK(std::abs(indices.level[0] - 12.907) < 6e-4);
  CHECK(std::abs(indices.scatter[0] - 4.696) < 6e-4);
  CHECK(std::abs(indices.shape[0] - 2.197) < 6e-4);
  CHECK(std::abs(indices.correlation[0] - 0.694) < 6e-4);
  CHECK(std::abs(indices.distance_squared[1] - 13.75) < 1e-9);
  CHECK(std::abs(indices.level[1] - 0.375) < 6e-4);
  CHECK(std::abs(indices.scatter[1] - 3.195) < 6e-4);
  CHECK(std::abs(indices.shape[1] - 10.180) < 6e-4);
  CHECK(std::abs(indices.correlation[1] + 0.604) < 6e-4);
  // ELECTRE III: a discordance of 1/3 below the concordance leaves the credibility as it is.
  profile = lender_profile();
  profile.aggregation = Aggregation::electre;
  profile.dimensions[0].floor.reset();
  for (ProfileDimension& d : profile.dimensions) d.preference = d.target;
  profile.dimensions[0].preference = 2.0;
  profile.dimensions[0].veto = 5.0;
  const MatchResult electre = run(profile, lender_candidates());
  const double concordance = 0.15 + 0.2 * 0.9375 * 2 + 0.2;  // stress lacks 3 and counts for nothing
  CHECK(electre.people.score[1] == Approx(concordance).epsilon(1e-12));
}

TEST_CASE("match: what is not known is an interval") {
  // Knowing only the two printed scores of each: A lies in [43.0, 98.0] %, B in [25.6, 60.0] %.
  std::vector<std::vector<double>> x{{8.5, 5.0}, {missing, missing}, {7.2, missing}, {missing, missing}, {missing, 9.0}, {missing, missing}};
  MatchOptions options;
  options.bar = 0.8;
  MatchResult result = run(lender_profile(), x, options);
  CHECK(std::isnan(result.people.score[0]));
  CHECK(result.people.lower[0] == Approx(0.43).epsilon(1e-14));
  CHECK(result.people.upper[0] == Approx(0.98).epsilon(1e-14));
  CHECK(result.people.lower[1] == Approx(0.25625).epsilon(1e-14));
  CHECK(result.people.upper[1] == Approx(0.60).epsilon(1e-14));
  CHECK(result.people.coverage[0] == Approx(0.45));
  CHECK(status(result, 0) == "incomplete");
  CHECK(reach(result, 0) == "not_sought");
  CHECK(result.sentence[0] == "No single score. Not known: need, goal, affinity and sixth (55.0 % of the weight); the score lies between 43.0 % and 98.0 %.");
  options.missing = MissingRule::known_only;
  result = run(lender_profile(), x, options);
  CHECK(result.people.score[0] == Approx(0.43 / 0.45).epsilon(1e-14));
  CHECK(result.people.lower[0] == Approx(0.43).epsilon(1e-14));
  options.missing = MissingRule::worst;
  CHECK(run(lender_profile(), x, options).people.score[0] == Approx(0.43).epsilon(1e-14));
  options.missing = MissingRule::refuse;
  CHECK(sentence(lender_profile(), x, options) == "competency.match: x.need[0] is missing, but must be given: missing = refuse");
  options.missing = MissingRule::known_only;
  options.least_coverage = 0.4;
  result = run(lender_profile(), x, options);
  CHECK(status(result, 0) == "scored");
  CHECK(status(result, 1) == "too_little_known");
  CHECK(std::isnan(result.people.score[1]));
  // all scores missing
  for (const MissingRule rule : {MissingRule::interval, MissingRule::known_only, MissingRule::worst}) {
    options.missing = rule;
    options.least_coverage = 0;
    result = run(lender_profile(), {{missing}, {missing}, {missing}, {missing}, {missing}, {missing}}, options);
    CHECK(status(result, 0) == "nothing_known");
    CHECK(std::isnan(result.people.score[0]));
    CHECK(result.people.lower[0] == 0.0);
    CHECK(result.people.upper[0] == 1.0);
    CHECK(result.people.coverage[0] == 0.0);
    CHECK(result.people.unknown[0] == 1);
  }
}

TEST_CASE("match: measured with error") {
  MatchOptions options;
  options.bar = 0.7;
  options.draws = 20000;
  const std::vector<std::vector<double>> errors{{0.8, 0.8}};
  Profile profile = lender_profile();
  MatchResult result = run(profile, lender_candidates(), options, errors);
  CHECK(result.floor_probability[6] == Approx(0.10564977366685525).epsilon(1e-12));  // P(Z < -1.25)
  CHECK(result.people.must_have_probability[1] == Approx(0.10564977366685525).epsilon(1e-12));
  // Only stress is uncertain. Reaching 70 % is clearing the floor: one dimension of a Latin hypercube is exact to one draw.
  CHECK(std::abs(result.people.bar_probability[1] - 0.10564977) < 1.0 / 20000);
  // B's interval at 90 %: stress at its 5 % quantile, 5 - 0.8 z, gives .725 + .25 u capped at 60 %; at 95 % of stress the floor is cleared.
  const double z = 1.6448536269514722;
  CHECK(result.people.lower[1] == Approx(0.6).epsilon(1e-12));
  CHECK(std::abs(result.people.upper[1] - (0.725 + 0.25 * (5 + 0.8 * z) / 8)) < 1e-4);
  CHECK(std::abs(result.people.lower[0] - (0.57 + 0.25 * (8.5 - 0.8 * z) / 8)) < 1e-4);
  CHECK(result.people.upper[0] == Approx(0.82).epsilon(1e-12));
  CHECK(result.sentence[1].find("The true stress clears the floor with a probability of 10.6 %.") != std::string::npos);
  CHECK(result.sentence[1].find("90 % interval: 60.0 % to 92.2 %.") != std::string::npos);
  // The requirement's own error counts like that of the score.
  profile.dimensions[0].std_error = 0.6;
  result = run(profile, lender_candidates(), options, errors);
  CHECK(result.floor_probability[6] == Approx(0.15865525393145707).epsilon(1e-12));  // P(Z < -1), sqrt(.64 + .36) = 1
  CHECK(std::abs(result.people.bar_probability[1] - 0.15865525) < 0.01);
  // Draws do not depend on the order of people or dimensions.
  Profile turned = profile;
  std::reverse(turned.dimensions.begin(), turned.dimensions.end());
  std::vector<std::vector<double>> columns = lender_candidates(), error_columns(6, {0.8, 0.8});
  const MatchResult all = run(profile, columns, options, error_columns);
  for (auto& column : columns) std::reverse(column.begin(), column.end());
  std::reverse(columns.begin(), columns.end());
  const MatchResult other = run(turned, columns, options, error_columns);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(all.people.lower[i] == Approx(other.people.lower[1 - i]).epsilon(1e-12));
    CHECK(all.people.upper[i] == Approx(other.people.upper[1 - i]).epsilon(1e-12));
    CHECK(all.people.bar_probability[i] == other.people.bar_probability[1 - i]);
  }
}

TEST_CASE("match: scores of every aggregation, by a restatement") {
  const golden::json document = golden::load_golden("competency/match/scores.json");
  for (const golden::json& test : document["cases"]) {
    const Profile profile = profile_of(test["profile"]);
    CAPTURE(test["profile"].dump());
    const MatchResult result = run(profile, columns_of(test["x"]));
    const std::size_t k = profile.dimensions.size();
    for (std::size_t i = 0; i < result.people.score.size(); ++i) {
      CAPTURE(i);
      CHECK(std::abs(result.people.core[i] - test["core"][i].get<double>()) < 1e-12);
      CHECK(std::abs(result.people.score[i] - test["score"][i].get<double>()) < 1e-12);
      double sum = 0;
      for (std::size_t j = 0; j < k; ++j) sum += result.contribution[k * i + j];
      CHECK(std::abs(sum - result.people.core[i]) < 1e-12);
      if (result.people.ceiling[i] == profile.ceiling) CHECK(result.people.score[i] <= profile.ceiling);
    }
  }
}

TEST_CASE("match: the smallest change, by linear programming and by descent from many starts") {
  int reachable = 0, unreachable = 0;
  const golden::json document = golden::load_golden("competency/match/changes.json");
  for (const golden::json& test : document["cases"]) {
    const Profile profile = profile_of(test["profile"]);
    MatchOptions options;
    options.bar = test["bar"].get<double>();
    for (std::size_t j = 0; j < profile.dimensions.size(); ++j) options.costs.push_back({profile.dimensions[j].name, test["cost"][j].get<double>(), test["most"][j].get<double>()});
    const MatchResult result = run(profile, columns_of(test["x"]), options);
    CAPTURE(test["profile"].dump());
    for (std::size_t i = 0; i < result.people.score.size(); ++i) {
      CAPTURE(i);
      const golden::json& least = test["least"][i];
      if (least.is_null()) {
        CHECK(reach(result, i) == "unreachable");
        ++unreachable;
      } else if (least.get<double>() < 0) {
        CHECK(reach(result, i) == "reached");
      } else {
        REQUIRE(reach(result, i) == "reachable");
        CHECK(std::abs(result.people.change_cost[i] - least.get<double>()) < 2e-6 * (1 + least.get<double>()));
        CHECK(std::abs(result.people.changed_score[i] - std::max(*options.bar, result.people.changed_score[i])) < 1e-9);
        ++reachable;
      }
    }
  }
  CHECK(reachable > 40);
  CHECK(unreachable > 10);
}

TEST_CASE("match: the smallest change by hand") {
  // A lacks 2 points to 84 %: goal gives .025 a point, need .02, objection .025, affinity and sixth 1/70: goal (first of equals), .8 points.
  MatchOptions options;
  options.bar = 0.84;
  MatchResult result = run(lender_profile(), lender_candidates(), options);
  REQUIRE(result.changes.row.size() == 2);
  CHECK(result.changes.dimension.levels[static_cast<std::size_t>(result.changes.dimension.codes[0])] == "objection");
  CHECK(result.changes.after[0] == Approx(8.0));
  CHECK(result.people.changed_score[0] == Approx(0.84));
  // B needs its floor and nothing else.
  CHECK(result.changes.row[1] == 1);
  CHECK(result.changes.after[1] == 6.0);
  CHECK(result.people.change_cost[1] == 1.0);
  CHECK(result.people.changed_score[1] == Approx(0.9125));
  CHECK(result.sentence[1].find("To reach 84.0 % at the least cost: stress from 5 to 6.") != std::string::npos);
  // Under the ceiling the floor need not be cleared; a must-have that cannot be raised makes the rest pointless.
  options.bar = 0.6;
  CHECK(reach(run(lender_profile(), lender_candidates(), options), 1) == "reached");
  options.bar = 0.7;
  options.costs = {{"stress", 1.0, 0.5}};
  result = run(lender_profile(), lender_candidates(), options);
  CHECK(reach(result, 1) == "unreachable");
  CHECK(result.sentence[1].find("70.0 % is out of reach of the changes allowed.") != std::string::npos);
  // Below its zero a score is worth nothing until it passes it: the way there is paid for, or avoided.
  Profile profile;
  profile.dimensions.resize(2);
  profile.dimensions[0].name = "a", profile.dimensions[1].name = "b";
  for (ProfileDimension& d : profile.dimensions) d.target = 8, d.zero = 4.0, d.weight = 0.5;
  options = {};
  options.bar = 0.5;
  options.costs = {{"a", 1.0, {}}, {"b", 1.5, {}}};
  result = run(profile, {{2}, {4}}, options);  // a: 2 + 4 points at 1; b: 4 points at 1.5
  CHECK(result.people.change_cost[0] == Approx(6.0));
  options.costs = {{"a", 1.0, {}}, {"b", 1.4, {}}};
  result = run(profile, {{2}, {4}}, options);
  CHECK(result.people.change_cost[0] == Approx(5.6));
  CHECK(result.changes.after[0] == 8.0);
}

TEST_CASE("match: the smallest change of a conjunctive profile") {
  // Weights .4 .3 .3, majority .7. Met: the first (.4). Cheapest of the others: 2 points at 1 against 1 point at 3. With all three wanted both.
  Profile profile;
  profile.aggregation = Aggregation::conjunctive;
  profile.majority = 0.7;
  for (const double weight : {0.4, 0.3, 0.3}) {
    ProfileDimension d;
    d.name = "d" + std::to_string(profile.dimensions.size());
    d.target = 7;
    d.weight = weight;
    profile.dimensions.push_back(d);
  }
  MatchOptions options;
  options.bar = 1.0;
  options.costs = {{"d2", 3.0, {}}};
  MatchResult result = run(profile, {{8}, {5}, {6}}, options);
  CHECK(result.people.score[0] == 0.0);
  CHECK(result.people.core[0] == doctest::Approx(0.4));
  CHECK(result.people.change_cost[0] == 2.0);
  CHECK(result.people.changed_score[0] == 1.0);
  CHECK(result.changes.after == std::vector<double>{7});
  profile.majority = 1.0;
  CHECK(run(profile, {{8}, {5}, {6}}, options).people.change_cost[0] == 5.0);
  // A must-have is cleared besides, though its target need not be met.
  profile.majority = 0.7;
  profile.dimensions[2].floor = 6.5;
  result = run(profile, {{8}, {5}, {6}}, options);
  CHECK(result.people.change_cost[0] == 3.0);  // the target, which clears the floor, at 3 rather than 2 + 1.5
  CHECK(result.changes.after == std::vector<double>{7});
  options.costs = {{"d1", 1.0, {}}, {"d2", 3.0, 0.6}};
  CHECK(run(profile, {{8}, {5}, {6}}, options).people.change_cost[0] == 3.5);
  options.costs = {{"d2", 3.0, 0.2}};
  CHECK(reach(run(profile, {{8}, {5}, {6}}, options), 0) == "unreachable");
  CHECK(reach(run(profile, {{8}, {8}, {8}}, options), 0) == "reached");
  profile.aggregation = Aggregation::distance;
  CHECK(reach(run(profile, {{8}, {5}, {6}}, options), 0) == "not_sought");
}

TEST_CASE("match: grades as MR-Sort gives them") {
  // R's MCDA, tests/MRSort.R: price and time low, comfort high; Good, Medium, Bad, Bad, Bad; without the comfort veto METRO2 is Medium.
  Profile profile;
  profile.dimensions.resize(3);
  profile.weights = WeightRule::relative;
  const char* names[] = {"price", "time", "comfort"};
  const double weights[] = {1, 3, 2}, upper[] = {40, 50, 4}, good[] = {3, 11, 3}, medium[] = {7, 25, 2};
  for (std::size_t j = 0; j < 3; ++j) {
    ProfileDimension& d = profile.dimensions[j];
    d.name = names[j], d.weight = weights[j], d.upper = upper[j], d.target = good[j];
    if (j < 2) d.zero = upper[j];
  }
  profile.majority = 0.5;
  profile.grades = {{"Good", {{"price", 3, 9.0}, {"time", 11, {}}, {"comfort", 3, {}}}}, {"Medium", {{"price", 7, {}}, {"time", 25, {}}, {"comfort", 2, 0.0}}}, {"Bad", {}}};
  (void)medium;
  const std::vector<std::vector<double>> rows{{1, 4, 2, 6, 30}, {10, 20, 20, 40, 30}, {1, 2, 0, 0, 3}};
  const auto grades = [&] {
    const MatchResult result = run(profile, rows);
    std::vector<std::string> list;
    for (const std::int32_t code : result.people.grade.codes) list.push_back(result.people.grade.levels[static_cast<std::size_t>(code)]);
    return list;
  };
  CHECK(grades() == std::vector<std::string>{"Good", "Medium", "Bad", "Bad", "Bad"});
  profile.grades[1].limits[2].veto.reset();
  CHECK(grades()[2] == "Medium");
}

TEST_CASE("match: what holds for every profile and everybody") {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int round = 0; round < 200; ++round) {
    Profile profile;
    profile.weights = WeightRule::relative;
    const std::size_t k = 1 + static_cast<std::size_t>(round % 7);
    for (std::size_t j = 0; j < k; ++j) {
      ProfileDimension d;
      d.name = "d" + std::to_string(j);
      d.target = 4 + 5 * uniform(random);
      d.weight = 0.1 + uniform(random);
      if (uniform(random) < 0.4) {
        d.floor = d.target * uniform(random);
        d.floor_rule = static_cast<FloorRule>(static_cast<int>(3 * uniform(random)));
        d.veto = *d.floor - 0.1 - 2 * uniform(random);
      } else if (uniform(random) < 0.3) {
        d.surplus = SurplusRule::bonus;
        d.surplus_change = std::min(1.0, (10 - d.target) / d.target) * uniform(random);
      }
      profile.dimensions.push_back(d);
    }
    const double powers[] = {1, 0.3, 0, -2, -INFINITY};
    profile.power = powers[round % 5];
    std::vector<std::vector<double>> x(k);
    for (auto& column : x)
      for (int i = 0; i < 9; ++i) column.push_back(10 * uniform(random));
    MatchOptions options;
    options.explain = false;
    const MatchResult all = run(profile, x, options);
    for (std::size_t i = 0; i < 9; ++i) {
      CHECK(all.people.score[i] >= 0);
      CHECK(all.people.score[i] <= 1);
      if (all.people.failed[i] > 0 && all.people.factor[i] == 1) CHECK(all.people.score[i] <= profile.ceiling);
    }
    // nobody else changes a score
    std::vector<std::vector<double>> alone(k);
    for (std::size_t j = 0; j < k; ++j) alone[j] = {x[j][4]};
    CHECK(run(profile, alone, options).people.score[0] == all.people.score[4]);
    // more of anything is never worse
    for (std::size_t j = 0; j < k; ++j) {
      auto more = x;
      for (double& value : more[j]) value = std::min(10.0, value + 2 * uniform(random));
      const MatchResult raised = run(profile, more, options);
      for (std::size_t i = 0; i < 9; ++i) CHECK(raised.people.score[i] >= all.people.score[i] - 1e-14);
    }
    // the unit of a scale and the order of dimensions do not matter
    Profile other = profile;
    std::vector<std::vector<double>> scaled = x;
    for (std::size_t j = 0; j < k; ++j) {
      ProfileDimension& d = other.dimensions[j];
      d.lower = 8 * d.lower + 16, d.upper = 8 * d.upper + 16, d.target = 8 * d.target + 16;
      if (d.floor) d.floor = 8 * *d.floor + 16;
      if (d.veto) d.veto = 8 * *d.veto + 16;
      for (double& value : scaled[j]) value = 8 * value + 16;
    }
    std::reverse(other.dimensions.begin(), other.dimensions.end());
    std::reverse(scaled.begin(), scaled.end());
    const MatchResult same = run(other, scaled, options);
    for (std::size_t i = 0; i < 9; ++i) CHECK(std::abs(same.people.score[i] - all.people.score[i]) < 1e-12);
    // a missing score: every value that it could have lies within the bounds
    auto unknown = x;
    for (double& value : unknown[0]) value = missing;
    const MatchResult bounds = run(profile, unknown, options);
    for (int value = 0; value <= 20; ++value) {
      auto known = x;
      for (double& v : known[0]) v = value / 2.0;
      const MatchResult one = run(profile, known, options);
      for (std::size_t i = 0; i < 9; ++i) {
        CHECK(one.people.score[i] >= bounds.people.lower[i] - 1e-14);
        CHECK(one.people.score[i] <= bounds.people.upper[i] + 1e-14);
      }
    }
  }
}

TEST_CASE("match: threads change nothing") {
  std::mt19937 random(8);
  std::uniform_real_distribution<double> uniform(0, 10);
  std::vector<std::vector<double>> x(6), errors(6, std::vector<double>(1500, 0.5));
  for (auto& column : x)
    for (int i = 0; i < 1500; ++i) column.push_back(uniform(random));
  x[2][77] = missing;
  const Profile profile = lender_profile();
  const People people(profile, x), error(profile, errors);
  MatchOptions options;
  options.profile = profile;
  options.bar = 0.8;
  options.draws = 40;
  std::string first;
  for (const std::int32_t threads : {1, 2, 5}) {
    RunContext context;
    context.threads = threads;
    const std::string text = to_json(Object::of(match({people.table, error.table}, options, context)));
    if (first.empty()) first = text;
    CHECK(text == first);
  }
}

TEST_CASE("match: what it refuses") {
  const Profile lender = lender_profile();
  auto x = lender_candidates();
  x[0][1] = 85;
  CHECK(sentence(lender, x) == "competency.match: x.stress[1] is 85, but must be between 0 and 10, the scale of the profile");
  x[0][1] = INFINITY;
  CHECK(sentence(lender, x) == "competency.match: x.stress[1] is inf, but must be finite");
  x.pop_back();
  x[0][1] = 5;
  CHECK(sentence(lender, x) == "competency.match: x.sixth is missing, but must be a column: the profile asks for it");
  x = lender_candidates();
  MatchOptions options;
  options.costs = {{"stress", INFINITY, {}}};
  CHECK(sentence(lender, x, options) == "competency.match: costs[0].cost is inf, but must be finite");
  options.costs = {{"strength", 1, {}}};
  CHECK(sentence(lender, x, options) == "competency.match: costs[0].dimension is \"strength\", but must be a dimension of the profile");
  Profile scaled = lender;
  scaled.dimensions[0].scale = "panel 0-10";
  CHECK(sentence(scaled, x) == "competency.match: scales is missing for stress, but must be given: the profile asks for the scale \"panel 0-10\"");
  Profile broken = lender;
  broken.dimensions[0].floor = 9.0;
  CHECK(sentence(broken, x) == "competency.match: profile.dimensions[0].floor is 9, but must be at most the target (8)");
  broken = lender;
  broken.dimensions[0].weight = 0.5;
  CHECK(sentence(broken, x) == "competency.match: profile.dimensions is a list whose weights add up to 1.25, but must be a list whose weights add up to 1, or weights = relative");
}
