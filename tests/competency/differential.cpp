#include "mainstay/competency/differential.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "label_column.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Test {
  std::vector<std::string> names;
  std::vector<std::vector<double>> answers;
  LabelColumn group;
  std::vector<double> match, weights;
  DifferentialOptions options;
  DifferentialInput input() const {
    DifferentialInput input;
    for (std::size_t j = 0; j < answers.size(); ++j) input.answers.add(j < names.size() ? names[j] : "q" + std::to_string(j), Column(answers[j]));
    input.group = group.column();
    if (!match.empty()) input.match = Column(match);
    if (!weights.empty()) input.weights = Column(weights);
    return input;
  }
  DifferentialResult run(const RunContext& context = {}) const { return differential(input(), options, context); }
};

Test random_test(std::mt19937_64& random, int people, int items, int top, int groups, double missing = 0.0) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Test test;
  test.answers.resize(static_cast<std::size_t>(items));
  std::vector<double> location;
  for (int j = 0; j < items; ++j) location.push_back(0.7 * normal(random));
  for (int i = 0; i < people; ++i) {
    const int g = static_cast<int>(random() % groups);
    const double ability = normal(random) - 0.3 * g;
    test.group.add(std::string(1, static_cast<char>('a' + g)));
    for (int j = 0; j < items; ++j) {
      int answer = 0;
      const double drawn = uniform(random);
      for (int k = 1; k <= top; ++k) answer += drawn < 1.0 / (1.0 + std::exp(-(ability - location[j] - 0.9 * (k - 0.5 * (top + 1)) - (j == 1 && g == 1 ? 1.0 : 0.0))));
      test.answers[j].push_back(uniform(random) < missing ? none : answer);
    }
    test.weights.push_back(static_cast<double>(random() % 3));
  }
  return test;
}

// Mantel's statistic and the standardised mean difference of one item, person by person.
void check_by_definition(const Test& test, const DifferentialResult& result, std::size_t row) {
  const auto& m = result.matched;
  const auto item = static_cast<std::size_t>(m.item.codes[row]);
  const std::string group = m.group.levels[static_cast<std::size_t>(m.group.codes[row])];
  std::map<double, std::vector<std::size_t>> classes;
  for (std::size_t i = 0; i < test.group.size(); ++i) {
    if (!(test.weights[i] > 0.0) || (test.group[i] != group && test.group[i] != result.reference)) continue;
    double score = 0.0;
    for (std::size_t j = 0; j < test.answers.size(); ++j) score += test.answers[j][i];
    if (score == score) classes[score].push_back(i);
  }
  double off = 0.0, variance = 0.0, people = 0.0, difference = 0.0, ad = 0.0, bc = 0.0;
  for (const auto& [score, rows] : classes) {
    double n[2] = {}, sum[2] = {}, square = 0.0, right[2] = {};
    for (const std::size_t i : rows) {
      const int g = test.group[i] == group;
      n[g] += test.weights[i], sum[g] += test.weights[i] * test.answers[item][i], square += test.weights[i] * test.answers[item][i] * test.answers[item][i];
      right[g] += test.answers[item][i] > 0.0 ? test.weights[i] : 0.0;
    }
    if (!(n[0] > 0 && n[1] > 0)) continue;
    const double total = n[0] + n[1], all = sum[0] + sum[1];
    off += sum[1] - n[1] * all / total;
    variance += n[0] * n[1] * (total * square - all * all) / (total * total * (total - 1.0));
    people += n[1], difference += n[1] * (sum[1] / n[1] - sum[0] / n[0]);
    ad += right[0] * (n[1] - right[1]) / total, bc += (n[0] - right[0]) * right[1] / total;
  }
  if (!(variance > 0.0)) {
    CHECK(std::isnan(m.statistic[row]));
    return;
  }
  near(m.statistic[row], off * off / variance, 1e-10, "statistic");
  near(m.difference[row], difference / people, 1e-10, "difference");
  near(m.people_group[row], people, 1e-12, "people");
  if (!std::isnan(m.odds_ratio[row]) && bc > 0.0) near(m.odds_ratio[row], ad / bc, 1e-10, "odds ratio");
}

}  // namespace

TEST_CASE("differential: one class by hand") {
  // Right and wrong: reference 3 and 1, group 1 and 3. Odds ratio 9, delta -2.35 log 9; expected 2, variance 4·4·4·4 / (8² · 7) = 4/7, (1 - 1/2)² / (4/7) = 7/16;
  // logit of the group -2 log 3 with variance 2 (1/3 + 1); all eight of one score, so that nothing is to be had from it.
  Test test;
  test.answers = {{1, 1, 1, 0, 1, 0, 0, 0}};
  test.group = LabelColumn(std::vector<std::string>{"a", "a", "a", "a", "b", "b", "b", "b"});
  test.match = std::vector<double>(8, 5.0);
  test.options.logistic = false;
  DifferentialResult result = test.run();
  CHECK(result.reference == "a");
  near(result.matched.odds_ratio[0], 9.0, 1e-14, "odds ratio");
  near(result.matched.delta[0], -2.35 * std::log(9.0), 1e-14, "delta");
  near(result.matched.statistic[0], 7.0 / 16.0, 1e-14, "statistic");
  near(result.matched.delta_std_error[0], 2.35 * std::sqrt(2.0 / 3.0 + 2.0), 1e-14, "error of delta: four cells 1/3 + 1 + 1 + 1/3");
  near(result.matched.difference[0], -0.5, 1e-14, "difference");
  near(result.matched.standardised_difference[0], -1.0, 1e-14, "in deviations of 1/2");
  CHECK(result.matched.status.codes[0] == 1);  // few people
  CHECK(result.matched.size.codes[0] == 0);    // not significant
  test.options.continuity = false;
  near(test.run().matched.statistic[0], 7.0 / 4.0, 1e-14, "without correction");
  test.match = {1, 2, 3, 4, 1, 2, 3, 4};
  test.options.reference = "b";
  near(test.run().matched.odds_ratio[0], 0.0, 1e-14, "reversed, each class with one or none of ours");
}

TEST_CASE("differential: equal to difR and MASS") {
  for (const std::string& file : golden::golden_files("competency/differential")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Test test;
    for (const auto& [name, values] : document["data"]["answers"].items()) {
      test.names.push_back(name);
      test.answers.push_back(golden::numbers(values));
    }
    for (const double g : golden::numbers(document["data"]["group"])) test.group.add(g > 0.5 ? "group" : "reference");
    test.options.reference = "reference";
    if (document.contains("options")) test.options.anchors = golden::texts(document["options"]["anchors"]);
    const DifferentialResult result = test.run();
    const auto& expect = document["expect"];
    const auto column = [&](const char* name) { return golden::numbers(expect[name]); };
    const auto &m = result.matched;
    const auto &l = result.logistic;
    near(m.statistic, column("statistic"), 1e-9, "statistic");
    near(l.uniform_statistic, column("uniform"), 1e-6, "uniform");
    near(l.nonuniform_statistic, column("nonuniform"), 1e-6, "not uniform");
    near(l.r_squared_change, column("r_squared_change"), 1e-7, "R²");
    near(l.coefficient, column("coefficient"), 1e-5, "coefficient");
    if (expect.contains("odds_ratio")) {
      near(m.odds_ratio, column("odds_ratio"), 1e-10, "odds ratio");
      near(m.lower, column("lower"), 1e-9, "lower");
      near(m.upper, column("upper"), 1e-9, "upper");
      near(m.corrected_p_value, column("corrected"), 1e-9, "Benjamini and Hochberg");
      near(l.statistic, column("both"), 1e-8, "both");
      near(l.std_error, column("std_error"), 1e-4, "error");  // where glm stops
      for (std::size_t j = 0; j < m.delta.size(); ++j) near(m.delta_std_error[j], 2.35 * std::sqrt(column("log_variance")[j]), 1e-10, "error of delta");
      test.options.continuity = false;
      test.options.correction = DifferentialCorrection::holm;
      near(test.run().matched.statistic, column("plain_statistic"), 1e-9, "without continuity");
      test.options.continuity = true;
      near(test.run().matched.corrected_p_value, column("holm"), 1e-9, "Holm");
    } else {
      near(m.difference, column("difference"), 1e-10, "difference");
      near(m.difference_std_error, column("difference_std_error"), 1e-10, "its error");
      near(m.standardised_difference, column("standardised_difference"), 1e-10, "in deviations");
      near(l.product, column("product"), 1e-5, "product");
    }
  }
}

TEST_CASE("differential: by definition, on random tests with weights and gaps") {
  std::mt19937_64 random(44);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    Test test = random_test(random, 30 + static_cast<int>(random() % 200), 2 + static_cast<int>(random() % 5), 1 + static_cast<int>(random() % 4), 2 + static_cast<int>(random() % 2), round % 3 == 0 ? 0.05 : 0.0);
    test.options.continuity = false;
    const DifferentialResult result = test.run();
    for (std::size_t row = 0; row < result.matched.statistic.size(); ++row) check_by_definition(test, result, row);
    // weights are copied rows; the names of groups and the order of rows do not matter
    Test copied;
    copied.answers.resize(test.answers.size());
    copied.options = test.options;
    copied.options.reference = result.reference;
    for (std::size_t i = test.group.size(); i-- > 0;)
      for (int k = 0; k < test.weights[i]; ++k) {
        copied.group.add(test.group[i]);
        for (std::size_t j = 0; j < test.answers.size(); ++j) copied.answers[j].push_back(test.answers[j][i]);
      }
    const DifferentialResult same = copied.run();
    near(same.people, result.people, 1e-12, "people");
    CHECK(golden::distance(same.matched.statistic, result.matched.statistic, 1e-9) < 1e-9);
    CHECK(golden::distance(same.logistic.statistic, result.logistic.statistic, 1e-6) < 1e-6);
    CHECK(to_json(Object::of(test.run({.threads = 3}))) == to_json(Object::of(result)));
  }
}

TEST_CASE("differential: a planted difference is found, purified anchors leave it out, and false alarms are few") {
  std::mt19937_64 random(9);
  int found = 0, alarms = 0, comparisons = 0;
  for (int round = 0; round < 20; ++round) {
    Test test = random_test(random, 2000, 10, 1 + round % 3, 2);
    test.weights.clear();
    test.options.purify = round % 2 == 0 ? DifferentialPurify::mantel_haenszel : DifferentialPurify::logistic;
    test.options.reference = "a";
    const DifferentialResult result = test.run();
    const std::vector<std::int64_t>& flagged = round % 2 == 0 ? result.matched.flagged : result.logistic.flagged;
    found += flagged[1] == 1;
    CHECK(std::find(result.anchors.begin(), result.anchors.end(), "q1") == result.anchors.end());
    CHECK(result.rounds >= 1);
    CHECK(result.matched.difference[1] < 0.0);
    CHECK(result.logistic.coefficient[1] < -0.5);
    for (std::size_t j = 0; j < flagged.size(); ++j)
      if (j != 1) alarms += flagged[j] == 1, ++comparisons;
  }
  CHECK(found == 20);
  CHECK(alarms < comparisons / 10);
}

TEST_CASE("differential: strata, small groups, what says nothing") {
  std::mt19937_64 random(2);
  Test test = random_test(random, 400, 5, 1, 2);
  test.options.strata = 3;
  const DifferentialResult cut = test.run();
  test.match.clear();
  for (std::size_t i = 0; i < test.group.size(); ++i) {  // the three classes by hand: those below, at and above where a third and two thirds lie
    double score = 0.0;
    for (const auto& item : test.answers) score += item[i];
    test.match.push_back(score);
  }
  test.options.strata = 3;
  CHECK(golden::distance(test.run().matched.statistic, cut.matched.statistic, 1e-12) < 1e-12);
  CHECK(test.run().anchors.empty());
  CHECK(cut.groups.people[0] + cut.groups.people[1] == cut.people);

  Test few = random_test(random, 60, 4, 1, 2);
  few.weights.clear();
  CHECK(few.run().matched.status.codes[0] == static_cast<std::int32_t>(DifferentialItemStatus::few_people));
  few.answers[2].assign(60, 1.0);
  DifferentialResult result = few.run();
  CHECK(result.matched.status.codes[2] == static_cast<std::int32_t>(DifferentialItemStatus::no_variation));
  CHECK(std::isnan(result.matched.p_value[2]));
  CHECK(result.matched.size.codes[2] == -1);
  CHECK(result.logistic.status.codes[2] == static_cast<std::int32_t>(DifferentialItemStatus::no_variation));
  for (std::size_t i = 0; i < 60; ++i) few.answers[3][i] = few.group[i] == "a" ? 1.0 : 0.0;
  result = few.run();
  CHECK(result.logistic.status.codes[3] == static_cast<std::int32_t>(DifferentialItemStatus::separated));
  CHECK(std::isnan(result.logistic.coefficient[3]));
  CHECK(result.logistic.p_value[3] < 1e-6);
  few.group = LabelColumn(std::vector<std::string>(60, "a"));
  CHECK(few.run().status == DifferentialStatus::one_group);
  few.options.reference = "x";
  CHECK(sentence([&] { few.run(); }) == "competency.differential: reference is \"x\", but must be one of the groups a");
}
