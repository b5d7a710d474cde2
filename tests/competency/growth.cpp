#include "mainstay/competency/growth.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "stats/distributions.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Assessments {
  std::vector<std::string> person{}, post{}, group{};
  std::vector<std::int64_t> day{};
  std::vector<std::pair<std::string, std::vector<double>>> scores{}, errors{};
  Labels labels[3]{};
  GrowthResult run(const GrowthOptions& options, const RunContext& context = {}) {
    GrowthInput input;
    input.person = labels[0].column(person);
    input.day = Column(day);
    if (!post.empty()) input.post = labels[1].column(post);
    if (!group.empty()) input.group = labels[2].column(group);
    for (const auto& [name, values] : scores) input.scores.add(name, Column(values));
    for (const auto& [name, values] : errors) input.std_errors.add(name, Column(values));
    return growth(input, options, context);
  }
  Assessments in_order(const std::vector<std::size_t>& order) const {
    Assessments out;
    const auto take = [&](const auto& from, auto& to) {
      if (!from.empty())
        for (const std::size_t i : order) to.push_back(from[i]);
    };
    take(person, out.person), take(post, out.post), take(group, out.group), take(day, out.day);
    for (const auto& [name, values] : scores) out.scores.push_back({name, {}}), take(values, out.scores.back().second);
    for (const auto& [name, values] : errors) out.errors.push_back({name, {}}), take(values, out.errors.back().second);
    return out;
  }
};

GrowthRequirement at_least(const std::string& name, double value, const std::string& post = "") {
  GrowthRequirement requirement;
  requirement.name = name;
  requirement.post = post;
  requirement.at_least = value;
  return requirement;
}

// Li sells more and more; Wu's overdue share rises, and Wu was never seen to mentor.
Assessments two() {
  Assessments made;
  made.person = {"Li", "Li", "Li", "Wu", "Wu"};
  made.post = {"seller", "", "", "seller", "seller"};
  made.day = {100, 200, 300, 150, 300};
  made.scores = {{"sales", {100, 120, 160, 200, 200}}, {"mentored", {0, missing, 1, missing, missing}}, {"overdue", {0.02, 0.02, 0.02, 0.01, 0.05}}};
  return made;
}

GrowthOptions two_options() {
  GrowthOptions options;
  options.dimensions.resize(3);
  options.dimensions[0].name = "sales";
  options.dimensions[0].std_error = 10;
  options.dimensions[1].name = "mentored";
  options.dimensions[2].name = "overdue";
  options.dimensions[2].direction = GrowthDirection::lower;
  options.dimensions[2].std_error = 0.01;
  options.requirements = {at_least("sales", 200), at_least("mentored", 1, "seller")};
  options.requirements.emplace_back();
  options.requirements.back().name = "overdue";
  options.requirements.back().at_most = 0.03;
  return options;
}

std::string read(const GrowthResult& result) { return to_json(Object::of(result)); }

}  // namespace

TEST_CASE("growth: two sellers by hand") {
  const GrowthResult result = two().run(two_options());
  CHECK(result.as_of == 300);
  CHECK(result.later_rows == 0);
  const GrowthChanges& changes = result.changes;
  REQUIRE(changes.last.size() == 5);  // Wu was never assessed on mentoring
  CHECK(word(changes.dimension, 0) == "sales");
  CHECK(changes.change_previous[0] == 40);
  CHECK(changes.change_first[0] == 60);
  CHECK(changes.std_error_first[0] == Approx(10 * std::sqrt(2.0)));  // Jacobson & Truax: 60 / 14.14 = 4.24
  CHECK(changes.reliable_change_first[0] == Approx(60 / (10 * std::sqrt(2.0))));
  CHECK(word(changes.verdict_first, 0) == "better");
  CHECK(changes.trend[0] == Approx(0.3 * 30.436875));  // from 100 to 160 in 200 days, the middle 120 pulls the level only
  CHECK(changes.trend_std_error[0] == Approx(10 / std::sqrt(2.0) / 100 * 30.436875));  // days -100, 0, 100 from the mean
  CHECK(changes.share_first[0] == Approx(0.5));
  CHECK(changes.share[0] == Approx(0.8));
  CHECK(changes.lack[0] == 40);
  CHECK(changes.months_to_go[0] == Approx(40 / 0.3 / 30.436875));
  CHECK(word(changes.pace, 0) == "rising");
  CHECK(word(changes.verdict_first, 1) == "no_error");
  CHECK(changes.assessments[1] == 2);
  CHECK(changes.previous[1] == 0);
  CHECK(word(changes.pace, 1) == "reached");
  CHECK(word(changes.verdict_first, 2) == "not_told_apart");
  CHECK(changes.change_first[3] == 0);
  CHECK(word(changes.pace, 3) == "reached");
  CHECK(word(changes.verdict_first, 4) == "worse");  // 0.04 more overdue, error 0.0141
  CHECK(changes.lack[4] == Approx(0.02));
  CHECK(word(changes.pace, 4) == "falling");
  CHECK(std::isnan(changes.months_to_go[4]));
  const GrowthPeople& people = result.people;
  CHECK(people.asked == std::vector<std::int64_t>{3, 3});
  CHECK(people.met == std::vector<std::int64_t>{2, 1});
  CHECK(people.unknown == std::vector<std::int64_t>{0, 1});
  CHECK(people.completion_first[0] == Approx((0.5 + 0 + 1) / 3));
  CHECK(people.completion[0] == Approx((0.8 + 1 + 1) / 3));
  CHECK(people.completion[1] == Approx(1.0 / 3));
  CHECK(word(people.post, 0) == "seller");
  CHECK(people.months_to_go[0] == Approx(40 / 0.3 / 30.436875));
  CHECK(std::isnan(people.months_to_go[1]));
  CHECK(people.stalled[1] == 1);
  CHECK(result.sentence[0] == "93 % of what is asked (50 % at first), 2 of 3 met. Better than at first: sales.");
  CHECK(result.sentence[1] == "33 % of what is asked (67 % at first), 1 of 3 met. Worse than at first: overdue. No gain in 90 days: overdue. Never assessed: mentored.");
  CHECK(result.sentence_zh[0] == "已完成要求的93 %（最初50 %），3项中2项达标。较最初提升：sales。");
  // Completion of the two: 0.5 to 0.933, 0.667 to 0.333.
  const std::size_t last = result.groups.change.size() - 1;
  CHECK(word(result.groups.dimension, last) == "completion");
  CHECK(result.groups.change[last] == Approx((0.8 + 2) / 6 - 0.25 + (1.0 / 3 - 2.0 / 3) / 2));
  CHECK(result.groups.better[last] == 1);
}

TEST_CASE("growth: the day of the record, stalling, what is too new and what is stale") {
  GrowthOptions options = two_options();
  options.as_of = 250;
  GrowthResult result = two().run(options);
  CHECK(result.later_rows == 2);
  CHECK(result.changes.last[0] == 120);
  CHECK(result.changes.assessments[0] == 2);
  options = two_options();
  options.as_of = 600;
  result = two().run(options);
  CHECK(word(result.changes.pace, 0) == "stale");
  options = two_options();
  options.stall_gain = 60;
  options.stall_days = 100;
  CHECK(word(two().run(options).changes.pace, 0) == "stalled");  // 40 more than 100 days before
  options.stall_days = 150;
  options.stall_gain = 59;
  CHECK(word(two().run(options).changes.pace, 0) == "rising");  // 60 more than 200 days before
  options.stall_days = 201;
  CHECK(word(two().run(options).changes.pace, 0) == "too_new");
  options = two_options();
  options.stall_rule = GrowthStallRule::reliable;
  options.stall_gain = 13;  // 40 is 27 above it, within 1.96 * 14.14 = 27.7
  CHECK(word(two().run(options).changes.pace, 0) == "stalled");
  options.stall_gain = 12;
  CHECK(word(two().run(options).changes.pace, 0) == "rising");
  options.requirements.clear();
  CHECK(word(two().run(options).changes.pace, 0) == "not_asked");
  CHECK(std::isnan(two().run(options).people.completion[0]));
}

TEST_CASE("growth: what R says") {
  for (const std::string& file : golden::golden_files("competency/growth")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Assessments made;
    made.person = golden::texts(data["person"]);
    made.group = golden::texts(data["group"]);
    made.day = golden::integers(data["day"]);
    made.scores = {{"score", golden::numbers(data["score"])}};
    const bool errors = data.contains("error");
    if (errors) made.errors = {{"score", golden::numbers(data["error"])}};
    GrowthOptions options;
    options.confidence_level = 0.9;
    const GrowthResult result = made.run(options);
    check_all(result.changes.trend, golden::numbers(expect["slope"]), 1e-9, 1e-10, "slope");
    check_all(result.changes.trend_std_error, golden::numbers(expect["std_error"]), 1e-9, 1e-10, "std_error");
    check_all(result.changes.trend_lower, golden::numbers(expect["lower"]), 1e-8, 1e-9, "lower");
    check_all(result.changes.trend_upper, golden::numbers(expect["upper"]), 1e-8, 1e-9, "upper");
    check_all(result.changes.change_first, golden::numbers(expect["change"]), 1e-12, 1e-12, "change");
    if (errors) check_all(result.changes.reliable_change_first, golden::numbers(expect["index"]), 1e-12, 1e-12, "index");
    std::size_t row = 0;
    for (const auto& [name, group] : expect["groups"].items()) {
      CHECK(word(result.groups.group, row) == name);
      CHECK(result.groups.compared[row] == group["compared"].get<std::int64_t>());
      near(result.groups.change[row], group["change"], 1e-12, "change");
      near(result.groups.std_error[row], group["std_error"], 1e-12, "std_error");
      near(result.groups.lower[row], group["lower"], 1e-9, "lower");
      near(result.groups.upper[row], group["upper"], 1e-9, "upper");
      ++row;  // nothing is asked, so that completion has no row
    }
    CHECK(row == result.groups.change.size());
  }
}

TEST_CASE("growth: the definition as plain loops; any order of rows, any number of threads") {
  std::mt19937_64 draw(5);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    Assessments made;
    made.scores = {{"x", {}}, {"y", {}}};
    made.errors = {{"x", {}}};
    const std::size_t people = 1 + draw() % 5;
    for (std::size_t i = 0; i < people; ++i)
      for (std::int64_t day = static_cast<std::int64_t>(draw() % 50); day < 400; day += 1 + static_cast<std::int64_t>(draw() % 150)) {
        made.person.push_back("p" + std::to_string(i));
        made.day.push_back(day);
        made.group.push_back(draw() % 2 == 0 ? "a" : "b");
        made.post.push_back(draw() % 3 == 0 ? "" : draw() % 2 == 0 ? "seller" : "lead");
        made.scores[0].second.push_back(draw() % 5 == 0 ? missing : static_cast<double>(draw() % 11));
        made.scores[1].second.push_back(draw() % 5 == 0 ? missing : static_cast<double>(draw() % 11));
        made.errors[0].second.push_back(draw() % 4 == 0 ? missing : 0.5 + static_cast<double>(draw() % 3));
      }
    GrowthOptions options;
    options.dimensions.resize(2);
    options.dimensions[0].name = "y";
    options.dimensions[0].direction = GrowthDirection::lower;
    options.dimensions[1].name = "x";
    options.dimensions[1].std_error = 0.8;
    options.requirements = {at_least("x", 6), at_least("x", 9, "lead")};
    options.requirements.emplace_back();
    options.requirements.back().name = "y";
    options.requirements.back().post = "seller";
    options.requirements.back().at_most = 4;
    options.as_of = 300;
    options.stall_gain = static_cast<double>(draw() % 2);
    options.stall_days = 60;
    options.stale_days = 120;
    if (std::none_of(made.day.begin(), made.day.end(), [](std::int64_t day) { return day <= 300; })) continue;
    const GrowthResult result = made.run(options);
    const double z = stats::normal_interval_factor(0.95);
    std::size_t row = 0;
    for (std::size_t i = 0; i < people; ++i) {
      std::string post;
      std::int64_t post_day = -1;
      for (std::size_t k = 0; k < made.day.size(); ++k)
        if (made.person[k] == "p" + std::to_string(i) && made.day[k] <= 300 && !made.post[k].empty() && made.day[k] > post_day) post = made.post[k], post_day = made.day[k];
      for (int d = 0; d < 2; ++d) {
        const auto& values = made.scores[d == 0 ? 1 : 0].second;
        std::vector<std::size_t> mine;
        for (std::size_t k = 0; k < made.day.size(); ++k)
          if (made.person[k] == "p" + std::to_string(i) && made.day[k] <= 300 && !std::isnan(values[k])) mine.push_back(k);
        if (mine.empty()) continue;
        const auto error = [&](std::size_t k) { return d == 0 ? missing : std::isnan(made.errors[0].second[k]) ? 0.8 : made.errors[0].second[k]; };
        const std::size_t last = mine.back(), first = mine.front(), previous = mine.size() > 1 ? mine[mine.size() - 2] : last;
        REQUIRE(row < result.changes.last.size());
        CHECK(word(result.changes.person, row) == "p" + std::to_string(i));
        CHECK(result.changes.last[row] == values[last]);
        CHECK(result.changes.previous[row] == values[previous]);
        CHECK(result.changes.first_day[row] == made.day[first]);
        std::string verdict = "single";
        if (mine.size() > 1) {
          const double gain = (d == 0 ? -1 : 1) * (values[last] - values[first]), spread = std::sqrt(error(last) * error(last) + error(first) * error(first));
          verdict = std::isnan(spread) ? "no_error" : gain > z * spread ? "better" : gain < -z * spread ? "worse" : "not_told_apart";
        }
        CHECK(word(result.changes.verdict_first, row) == verdict);
        const double bound = d == 0 ? (post == "seller" ? 4.0 : missing) : post == "lead" ? 9.0 : 6.0;
        std::string pace = "not_asked";
        if (!std::isnan(bound)) {
          const double lack = std::max(0.0, d == 0 ? values[last] - bound : bound - values[last]);
          CHECK(result.changes.lack[row] == lack);
          if (lack == 0) pace = "reached";
          else if (300 - made.day[last] > 120) pace = "stale";
          else {
            pace = "too_new";
            for (const std::size_t k : mine) {
              if (made.day[last] - made.day[k] < 60) continue;
              const double gain = (d == 0 ? -1 : 1) * (values[last] - values[k]), spread = std::sqrt(error(last) * error(last) + error(k) * error(k));
              pace = gain < -z * spread ? "falling" : gain > options.stall_gain ? "rising" : "stalled";
            }
          }
        }
        CHECK(word(result.changes.pace, row) == pace);
        ++row;
      }
    }
    CHECK(row == result.changes.last.size());
    std::vector<std::size_t> order(made.day.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), draw);
    Assessments shuffled = made.in_order(order);
    CHECK(read(result) == read(shuffled.run(options)));
    CHECK(read(result) == read(made.run(options, {.threads = 3})));
  }
}

TEST_CASE("growth: refusals name what is wrong") {
  const auto said = [](const auto& change) {
    return sentence([&] {
      Assessments made = two();
      GrowthOptions options = two_options();
      change(made, options);
      made.run(options);
    });
  };
  CHECK(said([](Assessments&, GrowthOptions&) {}) == "accepted");
  CHECK(said([](Assessments& made, GrowthOptions&) { made.day[1] = 100; }) == "competency.growth: scores.sales[1] is 120, but must be the only value of Li on 1970-04-11: row 0 has one too");
  CHECK(said([](Assessments& made, GrowthOptions&) { made.day[1] = 100, made.post[1] = "lead"; }) == "competency.growth: post[1] is \"lead\", but must be \"seller\", as in another row of Li on 1970-04-11");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.dimensions[1].name = "patience"; }) == "competency.growth: dimensions[1].name is \"patience\", but must be a column of scores: sales, mentored, overdue");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.dimensions[1].name = "sales"; }) == "competency.growth: dimensions[1].name is \"sales\", but must be a dimension that is there once");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.requirements[0].name = "patience"; }) == "competency.growth: requirements[0].name is \"patience\", but must be one of the dimensions");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.requirements[0].at_least.reset(); }) == "competency.growth: requirements[0] is without a bound, but must be given at_least, at_most or both");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.requirements[0].at_most = 100; }) == "competency.growth: requirements[0].at_least is 200, but must be at most at_most, 100");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.requirements.push_back(options.requirements[1]); }) == "competency.growth: requirements[3].name is \"mentored\", but must be a requirement that is there once for a post");
  CHECK(said([](Assessments& made, GrowthOptions&) { made.post.clear(); }) == "competency.growth: post is missing, but must be given, because requirements[1] asks something of one post");
  CHECK(said([](Assessments&, GrowthOptions& options) { options.as_of = 50; }) == "competency.growth: day is 5 rows, none by as_of, but must be one row at least by 1970-02-20");
  CHECK(said([](Assessments& made, GrowthOptions&) { made.errors = {{"patience", {1, 1, 1, 1, 1}}}; }) == "competency.growth: std_errors.patience is there, but must be a column for one of the dimensions");
}
