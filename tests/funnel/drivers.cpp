// What goes with converting: a published example, R's tests on random people, the definitions as plain loops.
#include "mainstay/funnel/drivers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "funnel/drivers_kernel.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "stats/two_by_two.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

struct People {
  std::vector<std::string> outcome, stage, stratum;
  std::vector<std::int64_t> duration, followed;
  std::vector<std::pair<std::string, std::vector<std::string>>> words;
  std::vector<std::pair<std::string, std::vector<double>>> numbers;
  void add(const std::string& level, const std::string& ended, int times = 1) {
    if (words.empty()) words.push_back({"plan", {}});
    for (int i = 0; i < times; ++i) words[0].second.push_back(level), outcome.push_back(ended);
  }
  DriversResult test(const DriversOptions& options = {}) const {
    Labels labels;
    DriversInput input;
    for (const auto& [name, values] : numbers) input.x.add(name, values);
    for (const auto& [name, values] : words) input.x.add(name, labels.column(values));
    input.outcome = labels.column(outcome);
    if (!stage.empty()) input.stage = labels.column(stage);
    if (!stratum.empty()) input.stratum = labels.column(stratum);
    if (!duration.empty()) input.duration = duration;
    if (!followed.empty()) input.followed = followed;
    return drivers(input, options);
  }
};

}  // namespace

TEST_CASE("drivers: five of six beside two of twelve") {
  // PostHog's example of an odds ratio, before its prior: (5 / 1) / (2 / 10) = 25.
  People people;
  people.add("watched", "completed", 5), people.add("watched", "left", 1), people.add("not", "completed", 2), people.add("not", "left", 10), people.add("not", "still_inside", 7);
  const DriversResult result = people.test();
  REQUIRE(result.levels.people.size() == 1);  // of two levels the last
  CHECK(word(result.levels.level, 0) == "watched");
  CHECK(result.levels.odds_ratio[0] == 25.0);
  near(result.levels.conversion[0], 5.0 / 6.0, 1e-15, "conversion");
  near(result.levels.other_conversion[0], 2.0 / 12.0, 1e-15, "others: the seven inside are no failures");
  CHECK(result.not_judged == 7);
  // Fisher by hand: tables with margins 6, 12, 7, 11: (C(6,5) C(12,2) + C(6,6) C(12,1)) / C(18,7), and none on the other side is as unlikely but 0: C(12,7) / C(18,7) = 792 / 31824.
  near(result.levels.p_value[0], (6 * 66 + 12) / 31824.0, 1e-12, "p");
  CHECK(word(result.levels.test, 0) == "fisher");
  CHECK(result.status == DriversStatus::tested);
  CHECK(result.sentence == "7 of 18 judged people converted. Of 1 columns tested, 1 goes with it beyond chance: plan. Levels: plan = watched (83.3 %, others 16.7 %). Going together is not yet a cause.");
}

TEST_CASE("drivers: Mantel and Haenszel's odds ratio by hand, and an association that strata explain away") {
  stats::StratifiedOdds odds;
  odds.add(2, 3, 4, 5), odds.add(1, 6, 2, 7);
  near(odds.odds_ratio(), (10.0 / 14 + 7.0 / 16) / (12.0 / 14 + 12.0 / 16), 1e-15, "odds ratio");
  People people;  // within both sites 1/2 and 1/4 whatever the plan
  const auto site = [&](const std::string& label, const std::string& level, int with, int without) {
    people.add(level, "completed", with), people.add(level, "left", without);
    people.stratum.resize(people.outcome.size(), label);
  };
  site("s", "a", 40, 40), site("s", "b", 10, 10), site("n", "a", 5, 15), site("n", "b", 20, 60);
  const DriversResult within = people.test();
  near(within.levels.odds_ratio[0], 1.0, 1e-12, "odds ratio");
  near(within.levels.p_value[0], 1.0, 1e-9, "p");
  CHECK(within.named_columns == 0);
  people.stratum.clear();
  CHECK(people.test().named_columns == 1);
}

TEST_CASE("drivers: equal R's tests") {
  for (const std::string& file : golden::golden_files("funnel/drivers")) {
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    People people;
    people.numbers = {{"age", golden::numbers(data["age"])}};
    people.words = {{"channel", golden::texts(data["channel"])}, {"certified", golden::texts(data["certified"])}};
    people.outcome = golden::texts(data["outcome"]);
    DriversOptions options;
    options.min_people = 1;
    options.correction = Multiplicity::holm;
    const DriversResult plain = people.test(options);
    options.correction = Multiplicity::benjamini_yekutieli;
    near(plain.columns.p_value, golden::numbers(expect["columns"]), 1e-9, file + " columns");
    near(people.test(options).columns.adjusted_p, golden::numbers(expect["columns_yekutieli"]), 1e-9, file + " corrected");
    near(plain.levels.adjusted_p, golden::numbers(expect["levels_holm"]), 1e-8, file + " levels corrected");
    const std::vector<double> superiority = golden::numbers(expect["superiority"]);
    near(plain.columns.superiority[0], superiority[0], 1e-12, file + " superiority");
    near(plain.columns.superiority_lower[0], superiority[1], 1e-9, file + " its lower bound");
    near(plain.columns.superiority_upper[0], superiority[2], 1e-9, file + " its upper bound");
    people.stratum = golden::texts(data["site"]);
    const DriversResult within = people.test(options);
    near(within.columns.p_value, golden::numbers(expect["columns_within"]), 1e-9, file + " columns within strata");
    options.censoring = DriversCensoring::log_rank;
    people.duration = golden::integers(data["duration"]);
    const DriversResult timed_within = people.test(options);
    people.stratum.clear();
    const DriversResult timed = people.test(options);
    near(timed.columns.p_value, golden::numbers(expect["columns_timed"]), 1e-8, file + " columns over time");
    for (std::size_t l = 0; l < expect["level"].size(); ++l) {
      const std::string at = file + " " + expect["level"][l].get<std::string>();
      CHECK(word(plain.levels.level, l) == expect["level"][l].get<std::string>());
      const std::vector<double> p = golden::numbers(expect["plain"][l]), w = golden::numbers(expect["within"][l]), t = golden::numbers(expect["timed"][l]);
      near(plain.levels.p_value[l], p[0], 1e-8, at + " fisher");
      check_close(plain.levels.odds_ratio_lower[l], p[1], 1e-3, 1e-6, at + " exact lower");  // R stops its search at 1e-4
      check_close(plain.levels.odds_ratio_upper[l], p[2], 1e-3, 1e-6, at + " exact upper");
      check_close(plain.levels.odds_ratio[l], p[3], 1e-12, 0, at + " odds ratio");
      near(plain.levels.difference_lower[l], p[4], 1e-10, at + " Newcombe lower"), near(plain.levels.difference_upper[l], p[5], 1e-10, at + " Newcombe upper");
      near(plain.levels.conversion_lower[l], p[6], 1e-10, at + " Wilson lower"), near(plain.levels.conversion_upper[l], p[7], 1e-10, at + " Wilson upper");
      near(within.levels.p_value[l], w[0], 1e-9, at + " Mantel-Haenszel");
      near(within.levels.odds_ratio[l], w[1], 1e-10, at + " odds ratio within strata");
      near(within.levels.odds_ratio_lower[l], w[2], 1e-9, at + " its lower bound"), near(within.levels.odds_ratio_upper[l], w[3], 1e-9, at + " its upper bound");
      near(timed.levels.p_value[l], t[0], 1e-9, at + " log-rank");
      near(timed.levels.hazard_ratio[l], t[1], 1e-9, at + " hazard ratio");
      near(timed.levels.hazard_ratio_lower[l], t[2], 1e-9, at + " its lower bound"), near(timed.levels.hazard_ratio_upper[l], t[3], 1e-9, at + " its upper bound");
      near(timed.levels.conversion[l], t[4], 1e-10, at + " conversion"), near(timed.levels.other_conversion[l], t[5], 1e-10, at + " others'");
      near(timed_within.levels.p_value[l], t[6], 1e-9, at + " log-rank within strata");
    }
  }
}

TEST_CASE("drivers: exact intervals hold their tails, large tables fall back to chi-squared") {
  // P(count >= a) at the lower bound and P(count <= a) at the upper one are 2.5 % each, summed over all tables.
  std::mt19937_64 random(2);
  for (int round = 0; round < 60; ++round) {
    const auto cell = [&] { return static_cast<std::int64_t>(random() % 12); };
    const stats::TwoByTwo t{cell(), cell(), cell(), cell()};
    const stats::Interval interval = stats::exact_odds_interval(t, 0.95);
    const auto choose = [](double n, double k) { return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1)); };
    const auto tail = [&](double odds, bool at_least) {
      double sum = 0, part = 0;
      for (std::int64_t k = std::max<std::int64_t>(0, t.a + t.c - (t.c + t.d)); k <= std::min(t.a + t.b, t.a + t.c); ++k) {
        const double mass = choose(static_cast<double>(t.a + t.b), static_cast<double>(k)) * choose(static_cast<double>(t.c + t.d), static_cast<double>(t.a + t.c - k)) * std::pow(odds, static_cast<double>(k));
        sum += mass;
        if (at_least ? k >= t.a : k <= t.a) part += mass;
      }
      return part / sum;
    };
    if (interval.lower > 0) near(tail(interval.lower, true), 0.025, 1e-9, "lower");
    if (std::isfinite(interval.upper)) near(tail(interval.upper, false), 0.025, 1e-9, "upper");
  }
  People people;
  people.add("a", "completed", 1500), people.add("a", "left", 1400), people.add("b", "completed", 1450), people.add("b", "left", 1600);
  const DriversResult result = people.test();
  CHECK(word(result.levels.test, 0) == "chi_squared");
  near(result.levels.p_value[0], result.columns.p_value[0], 1e-12, "two levels: one test");
  const double log_odds = std::log(1450.0 * 1400 / (1500.0 * 1600)), reach = 1.959963984540054 * std::sqrt(1 / 1450.0 + 1 / 1600.0 + 1 / 1500.0 + 1 / 1400.0);
  near(result.levels.odds_ratio_lower[0], std::exp(log_odds - reach), 1e-10, "Woolf");
}

TEST_CASE("drivers: who is judged") {
  People people;
  people.words = {{"plan", {"a", "a", "a", "b", "b", "b", "b"}}};
  people.outcome = {"completed", "completed", "still_inside", "left", "still_inside", "completed", "left"};
  people.duration = {5, 30, 40, 3, 8, 12, 25};
  people.followed = {50, 50, 40, 50, 8, 15, 25};
  DriversOptions options;
  options.min_people = 1;
  DriversResult result = people.test(options);
  CHECK(result.people == 5);
  CHECK(result.not_judged == 2);
  options.censoring = DriversCensoring::mature;
  options.horizon = 20;
  result = people.test(options);  // the fifth and sixth were followed for less; the second converted too late
  CHECK(result.people == 5);
  CHECK(result.converted == 1);
  CHECK(result.not_judged == 2);
  options.censoring = DriversCensoring::log_rank;
  result = people.test(options);
  CHECK(result.people == 7);
  CHECK(result.still_inside == 2);
  // At day 20: a: 1 of 3. b: 1 of 4 lost on day 3, one looked at last on day 8, of the two left one converts on day 12: 3/4 · 1/2.
  near(result.levels.conversion[0], 0.375, 1e-12, "b");
  near(result.levels.other_conversion[0], 1.0 / 3.0, 1e-12, "a");

  People staged;
  staged.words = {{"plan", {"a", "a", "b", "b", "b", "a"}}};
  staged.outcome = {"left", "completed", "left", "still_inside", "left", "left"};
  staged.stage = {"met", "hired", "hired", "met", "asked", "asked"};
  DriversOptions of;
  of.min_people = 1;
  of.stages = {"asked", "met", "hired"};
  of.of_stage = "met";
  result = staged.test(of);
  CHECK(result.not_reached == 2);
  CHECK(result.not_judged == 1);
  CHECK(result.converted == 2);
  CHECK(result.people == 3);
}

TEST_CASE("drivers: noise is not named, and rows may stand in any order") {
  std::mt19937_64 random(4);
  People people;
  constexpr std::size_t n = 400;
  for (std::size_t i = 0; i < n; ++i) people.outcome.push_back(random() % 2 ? "completed" : "left");
  for (int c = 0; c < 20; ++c) {
    std::vector<double> noise(n);
    for (double& one : noise) one = static_cast<double>(random() % 50);
    people.numbers.push_back({"noise" + std::to_string(c), noise});
  }
  std::vector<double> real(n);
  for (std::size_t i = 0; i < n; ++i) real[i] = static_cast<double>(random() % 50) + (people.outcome[i] == "left" ? 0 : 12);
  people.numbers.push_back({"real", real});
  const DriversResult result = people.test();
  CHECK(result.tested_columns == 21);
  CHECK(result.named_columns == 1);
  CHECK(result.columns.named[20] == 1);
  People reversed = people;
  std::reverse(reversed.outcome.begin(), reversed.outcome.end());
  for (auto& [name, values] : reversed.numbers) std::reverse(values.begin(), values.end());
  near(reversed.test().columns.p_value, result.columns.p_value, 1e-12, "order");
}

TEST_CASE("drivers: columns of very many levels") {
  People people;
  for (int i = 0; i < 12000; ++i) people.add("person " + std::to_string(i / 4), i % 3 ? "completed" : "left");
  DriversOptions options;
  options.min_people = 4;
  DriversResult result = people.test(options);
  CHECK(result.columns.degrees_of_freedom[0] == 2999);
  double pearson = 0;  // of four people two or three converted: 1/3 and 2/3 of the levels
  for (int level = 0; level < 3000; ++level) {
    int converted = 0;
    for (int i = 4 * level; i < 4 * level + 4; ++i) converted += i % 3 != 0;
    pearson += std::pow(converted - 4 * 2.0 / 3, 2) / (4 * 2.0 / 9);
  }
  near(result.columns.statistic[0], pearson, 1e-10, "Pearson");
  people.stratum.assign(12000, "one");
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: x.plan is 3000 levels of min_people people, but must be at most 2000 with stratum or log_rank");
}

TEST_CASE("drivers: what cannot be tested") {
  People people;
  people.add("a", "left", 6), people.add("b", "left", 6);
  CHECK(people.test().status == DriversStatus::nothing_varies);
  people.outcome[0] = people.outcome[7] = "completed";
  CHECK(people.test().status == DriversStatus::tested);
  DriversOptions options;
  options.min_people = 7;
  CHECK(people.test(options).status == DriversStatus::nothing_to_test);
  CHECK(std::isnan(people.test(options).levels.p_value[0]));
  options = {};
  options.inside = {"left", "completed"};
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: inside[1] is \"completed\", but must be no word of completed");
  options = {};
  options.of_stage = "met";
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: stage is missing, but must be given with of_stage");
  people.stage.assign(12, "seen");
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: of_stage is \"met\", but must be one of stages, which is empty");
  options.stages = {"met"};
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: of_stage is \"met\", but must be a stage with another one after it");
  options.stages = {"met", "hired"};
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: stage[0] is \"seen\", but must be one of stages: met, hired");
  options.censoring = DriversCensoring::log_rank;
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: of_stage is \"met\", but must be left out unless censoring is known_fate: durations count from entry");
  options.of_stage = "";
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: duration is missing, but must be given with censoring = log_rank");
  options.censoring = DriversCensoring::mature;
  people.duration.assign(12, 3), people.followed.assign(12, 9);
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: horizon is missing, but must be given with censoring = mature");
  options.horizon = 5, people.duration[4] = 10;
  CHECK(sentence([&] { people.test(options); }) == "funnel.drivers: duration[4] is 10, but must be at most followed");
}

TEST_CASE("drivers: Completed is not lost, and a word that nobody has is told") {
  People people;
  people.add("watched", "Completed", 5), people.add("not", "left", 10);
  CHECK(sentence([&] { people.test(); }) == "funnel.drivers: outcome[0] is \"Completed\", but must be written as it is declared, \"completed\"");
  DriversOptions options;
  options.completed = {"Completed"};
  CHECK(people.test(options).words_not_met == std::vector<std::string>{"inside: still_inside"});
  options.completed = {"done"};
  CHECK(people.test(options).words_not_met == std::vector<std::string>{"completed: done", "inside: still_inside"});
}

TEST_CASE("drivers: numbers that tell everybody apart have an interval too") {
  People people;
  people.numbers.push_back({"score", {}});
  for (int i = 0; i < 6; ++i) people.outcome.push_back("left"), people.numbers[0].second.push_back(i);
  for (int i = 0; i < 9; ++i) people.outcome.push_back("completed"), people.numbers[0].second.push_back(10 + i);
  const DriversResult result = people.test();
  const double z2 = 1.959963984540054 * 1.959963984540054;
  CHECK(result.columns.superiority[0] == 1.0);
  near(result.columns.superiority_lower[0], 6.0 / (6.0 + z2), 1e-12, "six on the smaller side");
  CHECK(result.columns.superiority_upper[0] == 1.0);
}
