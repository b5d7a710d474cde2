#include "mainstay/performance/forced_distribution.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

ForcedDistributionOptions three_grades() {
  ForcedDistributionOptions options;
  options.grades = {{"A", 0.2}, {"B", 0.7}, {"C", 0.1}};
  return options;
}

CutTies ties_of(const std::string& name) { return name == "better" ? CutTies::better : name == "worse" ? CutTies::worse : CutTies::nearest; }

}  // namespace

TEST_CASE("forced distribution, by hand") {
  // Ten people, 20/70/10: two A, seven B, one C; the second and third best are tied.
  std::vector<double> score{99, 90, 90, 80, 70, 60, 50, 40, 30, 20};
  ForcedDistributionInput input;
  input.score = score;
  ForcedDistributionOptions options = three_grades();
  ForcedDistributionResult result = forced_distribution(input, options);
  CHECK(result.position == std::vector<std::int64_t>{1, 1, 1, 2, 2, 2, 2, 2, 2, 3});
  CHECK(result.moved_by_ties == 1);
  CHECK(result.grades.target == std::vector<std::int64_t>{2, 7, 1});
  CHECK(result.grades.count == std::vector<std::int64_t>{3, 6, 1});
  CHECK(result.grades.worst[0] == 90);
  CHECK(result.guidelines.holds == std::vector<std::int64_t>{0, 0, 1});
  options.ties = CutTies::worse;
  CHECK(forced_distribution(input, options).position == std::vector<std::int64_t>{1, 2, 2, 2, 2, 2, 2, 2, 2, 3});
  options.ties = CutTies::nearest;
  CHECK(forced_distribution(input, options).position[1] == 1);  // one away on both sides: the better grade
  options.direction = RankingDirection::lower;
  CHECK(forced_distribution(input, options).position[9] == 1);

  // Guidelines on groups of grades: A at most 20 %; B and C together 80 to 90 %.
  options = three_grades();
  options.guidelines = {{{"A"}, GuidelineRule::at_most, 0.2, {}}, {{"B", "C"}, GuidelineRule::between, 0.8, 0.9}, {{"C"}, GuidelineRule::below, 0.1, {}}, {{"C"}, GuidelineRule::at_least, 0.05, {}}};
  result = forced_distribution(input, options);
  CHECK(result.guidelines.least == std::vector<std::int64_t>{0, 8, 0, 1});
  CHECK(result.guidelines.most == std::vector<std::int64_t>{2, 9, 0, 10});
  CHECK(result.guidelines.holds == std::vector<std::int64_t>{0, 0, 0, 1});
  options.force = GuidelineForce::enforce;
  CHECK(sentence([&] { forced_distribution(input, options); }) == "performance.forced_distribution: guidelines[0] is 3 of 10 in \"total\", but must be from 0 to 2");

  // Given grades held against the shares.
  std::vector<std::string_view> levels{"A", "B", "C"};
  const std::vector<std::int32_t> codes{0, 0, 0, 1, 1, 1, 1, 1, 1, 2};
  Column grade(codes);
  grade.levels = levels;
  grade.categorical = true;
  ForcedDistributionInput given;
  given.grade = grade;
  options = three_grades();
  result = forced_distribution(given, options);
  CHECK(result.guidelines.count == std::vector<std::int64_t>{3, 6, 1});
  CHECK(result.guidelines.holds == std::vector<std::int64_t>{0, 0, 1});
}

TEST_CASE("forced distribution: small groups, missing scores") {
  const std::vector<double> score{1, 2, 3, 4, 5, 6, 7, 8, nothing, 10};
  const std::vector<std::int64_t> group{1, 1, 1, 1, 1, 1, 2, 2, 2, 3};
  ForcedDistributionInput input;
  input.score = score;
  input.group = group;
  ForcedDistributionOptions options = three_grades();
  options.min_people = 5;
  ForcedDistributionResult result = forced_distribution(input, options);
  CHECK(result.position == std::vector<std::int64_t>{3, 2, 2, 2, 2, 1, 0, 0, 0, 0});
  CHECK(result.not_graded == 4);
  options.small_groups = SmallGroups::together;
  CHECK(forced_distribution(input, options).not_graded == 4);  // three of them are still too few
  options.min_people = 3;
  CHECK(forced_distribution(input, options).not_graded == 1);
  result = forced_distribution(input, options);
  CHECK(result.grades.group.levels.back() == "small groups");
  CHECK(result.position[9] == 1);
}

TEST_CASE("forced distribution: counts add up, equal scores get equal grades, better ones no worse") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> score;
    std::vector<std::int64_t> group;
    for (int i = 0, n = 1 + static_cast<int>(random() % 80); i < n; ++i) {
      score.push_back(static_cast<double>(random() % (round % 2 ? 6 : 1000)));
      group.push_back(static_cast<std::int64_t>(random() % 3));
    }
    ForcedDistributionInput input;
    input.score = score;
    input.group = group;
    ForcedDistributionOptions options;
    double left = 1;
    for (int k = 0; k < 4; ++k) {
      const double share = k == 3 ? left : left * static_cast<double>(random() % 100) / 100;
      options.grades.push_back({std::string(1, static_cast<char>('A' + k)), share});
      left -= share;
    }
    options.ties = static_cast<CutTies>(random() % 3);
    options.min_people = 1;
    const ForcedDistributionResult result = forced_distribution(input, options);
    CHECK(result.not_graded == 0);
    std::map<std::int64_t, std::int64_t> people;
    for (std::size_t i = 0; i < score.size(); ++i) {
      ++people[group[i]];
      for (std::size_t k = 0; k < i; ++k) {
        if (group[i] != group[k]) continue;
        if (score[i] == score[k]) CHECK(result.position[i] == result.position[k]);
        if (score[i] > score[k]) CHECK(result.position[i] <= result.position[k]);
      }
    }
    CHECK(std::accumulate(result.grades.target.begin(), result.grades.target.end(), std::int64_t{0}) == static_cast<std::int64_t>(score.size()));
    for (std::size_t r = 0; r < result.grades.target.size(); ++r) {
      const double exact = options.grades[r % 4].share * static_cast<double>(std::next(people.begin(), static_cast<std::ptrdiff_t>(r / 4))->second);
      CHECK(std::fabs(static_cast<double>(result.grades.target[r]) - exact) < 1 + 1e-9);
    }
  }
}

TEST_CASE("forced distribution is that restated with fractions") {
  const golden::json document = golden::load_golden("performance/forced_distribution/shares.json");
  for (const golden::json& one : document["cases"]) {
    const std::vector<double> score = golden::numbers(one["score"]), shares = golden::numbers(one["shares"]);
    ForcedDistributionInput input;
    input.score = score;
    ForcedDistributionOptions options;
    for (std::size_t k = 0; k < shares.size(); ++k) options.grades.push_back({std::to_string(k), shares[k]});
    for (const auto& [name, grades] : one["expected"].items()) {
      options.ties = ties_of(name);
      const ForcedDistributionResult result = forced_distribution(input, options);
      CHECK(result.grades.target == golden::integers(one["targets"]));
      std::vector<std::int64_t> expected = golden::integers(grades);
      for (std::int64_t& grade : expected) ++grade;
      CHECK(result.position == expected);
    }
  }
}

TEST_CASE("forced distribution: what it refuses") {
  const std::vector<double> score{1, 2, 3};
  ForcedDistributionInput input;
  input.score = score;
  ForcedDistributionOptions options = three_grades();
  const auto said = [&] { return sentence([&] { forced_distribution(input, options); }); };
  options.grades[2].share = 0.2;
  CHECK(said() == "performance.forced_distribution: grades is 1.0999999999999999, but must be shares that add up to 1");
  options = three_grades();
  options.grades[1].name = "A";
  CHECK(said() == "performance.forced_distribution: grades[1].name is \"A\", but must be unique");
  options = three_grades();
  options.guidelines = {{{"D"}, GuidelineRule::at_most, 0.2, {}}};
  CHECK(said() == "performance.forced_distribution: guidelines[0].grades[0] is \"D\", but must be one of the grades, A, B, C");
  options.guidelines = {{{"A"}, GuidelineRule::between, 0.2, 0.1}};
  CHECK(said() == "performance.forced_distribution: guidelines[0].upper_share is 0.1, but must be share or more");
  input.score = Column{};
  CHECK(said() == "performance.forced_distribution: score is missing, but must be given, or else grade");
}
