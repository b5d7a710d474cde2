#include "mainstay/competency/portrait.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "golden.hpp"
#include "mainstay/competency/match.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

struct Sheet {
  std::vector<std::vector<double>> x;
  std::vector<double> outcome, duration;
  std::vector<std::int64_t> event;

  PortraitInput input() const {
    PortraitInput made;
    for (std::size_t j = 0; j < x.size(); ++j) made.x.add("d" + std::to_string(j), Column(x[j]));
    if (!outcome.empty()) made.outcome = Column(outcome);
    if (!duration.empty()) made.duration = Column(duration), made.event = Column(event);
    return made;
  }
};

PortraitOptions options_for(std::size_t k) {
  PortraitOptions options;
  for (std::size_t j = 0; j < k; ++j) {
    PortraitDimension d;
    d.name = "d" + std::to_string(j);
    options.dimensions.push_back(d);
  }
  options.resamples = 100;
  return options;
}

bool found(const PortraitResult& result, const std::string& code, const std::string& dimension = "") {
  for (std::size_t i = 0; i < result.findings.dimension.size(); ++i)
    if (result.findings.code.levels[static_cast<std::size_t>(result.findings.code.codes[i])] == code && result.findings.dimension[i] == dimension) return true;
  return false;
}

std::string sentence(const PortraitInput& input, const PortraitOptions& options) { return ::sentence([&] { portrait(input, options); }); }

void close(const std::vector<double>& ours, const golden::json& theirs, double tolerance) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) CHECK(std::abs(ours[i] - theirs[i].get<double>()) < tolerance * (1 + std::abs(ours[i])));
}

// Whoever is good in d0 (much) and d1 (less) does well; d2 is noise; nobody differs much in d3.
Sheet planted(std::int64_t n, unsigned seed, double strength = 1.0) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Sheet sheet;
  sheet.x.resize(4);
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < 4; ++j) sheet.x[j].push_back(std::clamp(6 + (j == 3 ? 0.2 : 1.5) * normal(random), 0.0, 10.0));
    sheet.outcome.push_back(strength * (sheet.x[0].back() + 0.3 * sheet.x[1].back()) + normal(random));
  }
  return sheet;
}

}  // namespace

TEST_CASE("portrait: targets, floors, weights and differences by golden files") {
  for (const char* name : {"number", "yes_or_no", "staying"}) {
    CAPTURE(name);
    const golden::json document = golden::load_golden(std::string("competency/portrait/") + name + ".json"), &data = document["data"], &expected = document["result"];
    Sheet sheet;
    sheet.x = data["x"].get<std::vector<std::vector<double>>>();
    PortraitOptions options = options_for(4);
    options.dimensions[3].lower_is_better = true;
    options.penalties = {document["penalty"].get<double>()};
    options.resamples = 20;
    if (data.contains("outcome")) {
      sheet.outcome = data["outcome"].get<std::vector<double>>();
    } else {
      sheet.duration = data["duration"].get<std::vector<double>>();
      sheet.event = data["event"].get<std::vector<std::int64_t>>();
      options.horizon = data["horizon"].get<double>();
    }
    const PortraitResult result = portrait(sheet.input(), options);
    CHECK(result.top == expected["top"].get<std::int64_t>());
    CHECK(result.rest == expected["rest"].get<std::int64_t>());
    CHECK(result.top + result.rest + result.undecided == result.people);
    close(result.dimensions.target, expected["target"], 1e-12);
    close(result.dimensions.floor, expected["floor"], 1e-12);
    close(result.dimensions.weight, expected["weight"], 1e-6);
    close(result.dimensions.difference, expected["difference"], 1e-12);
    close(result.dimensions.difference_lower, expected["lower"], 1e-9);
    close(result.dimensions.difference_upper, expected["upper"], 1e-9);
    close(result.profile.covariance, expected["covariance"], 1e-10);
    options.weights = PortraitWeights::surface;
    const PortraitResult surface = portrait(sheet.input(), options);
    close(surface.dimensions.slope, expected["slope"], 2e-5);
    close(surface.dimensions.curvature, expected["curvature"], 2e-5);
    close(surface.dimensions.weight, expected["surface_weight"], 2e-5);
  }
}

TEST_CASE("portrait: what was planted is found, and the match predicts") {
  const Sheet sheet = planted(900, 5);
  PortraitOptions options = options_for(4);
  options.name = "broker";
  options.dimensions[0].must_have = true;
  const PortraitResult result = portrait(sheet.input(), options);
  CHECK(result.outcome == PortraitOutcome::number);
  CHECK(result.dimensions.weight[0] > result.dimensions.weight[1]);
  CHECK(result.dimensions.weight[0] > 0.55);
  CHECK(result.dimensions.weight[2] < 0.15);
  CHECK(result.validation.match > 0.75);
  CHECK(result.validation.gain_lower > 0);
  CHECK(found(result, "does_not_separate", "d2"));
  CHECK_FALSE(found(result, "does_not_separate", "d0"));
  CHECK(found(result, "restricted_range", "d3"));
  CHECK_FALSE(found(result, "no_gain"));
  CHECK_FALSE(found(result, "small_top_group"));
  CHECK(result.profile.dimensions[0].floor.has_value());
  CHECK_FALSE(result.profile.dimensions[1].floor.has_value());
  CHECK(result.top_below_floors == doctest::Approx(0.1).epsilon(0.2));
  // Standard error of a median of n normal values: 1.2533 sd / root n, here of a top group that is close to normal.
  const double sd = std::sqrt(result.profile.covariance[5]);
  CHECK(result.dimensions.target_std_error[1] == doctest::Approx(1.2533 * sd / std::sqrt(static_cast<double>(result.top))).epsilon(0.35));
  // The profile is one that competency.match takes.
  MatchOptions match_options;
  match_options.profile = result.profile;
  match_options.explain = false;
  const MatchResult match_result = match({sheet.input().x, {}}, match_options);
  CHECK(match_result.people.score.size() == 900);
  CHECK(match_result.people.lower[0] <= match_result.people.score[0] + 1e-9);
}

TEST_CASE("portrait: where there is nothing to learn it says so") {
  const Sheet sheet = planted(300, 6, 0.0);
  const PortraitResult result = portrait(sheet.input(), options_for(4));
  CHECK(found(result, "no_gain"));
  CHECK(std::abs(result.validation.match - 0.5) < 0.08);
  const PortraitResult small = portrait(planted(40, 7).input(), options_for(4));
  CHECK(found(small, "small_top_group"));
  // Everything is worse on top: no weight at all.
  Sheet reversed = planted(200, 8);
  for (double& y : reversed.outcome) y = -y;
  PortraitOptions one = options_for(1);
  const PortraitResult result_reversed = portrait(reversed.input(), one);
  CHECK(found(result_reversed, "reversed", "d0"));
  CHECK(found(result_reversed, "no_weight"));
  CHECK(result_reversed.dimensions.weight == std::vector<double>{1.0});
}

TEST_CASE("portrait: a peak is seen by the surface, a restricted range by the reference") {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> uniform(0, 10);
  std::normal_distribution<double> normal;
  Sheet sheet;
  sheet.x.resize(2);
  std::vector<double> reference[2];
  for (int i = 0; i < 800; ++i) {
    sheet.x[0].push_back(uniform(random));
    sheet.x[1].push_back(5 + uniform(random) / 4);
    sheet.outcome.push_back(-(sheet.x[0].back() - 6) * (sheet.x[0].back() - 6) + sheet.x[1].back() + 2 * normal(random));
    reference[0].push_back(uniform(random)), reference[1].push_back(uniform(random));
  }
  PortraitOptions options = options_for(2);
  options.weights = PortraitWeights::surface;
  PortraitInput input = sheet.input();
  input.reference.add("d0", Column(reference[0])), input.reference.add("d1", Column(reference[1]));
  const PortraitResult result = portrait(input, options);
  CHECK(result.dimensions.shape.levels[static_cast<std::size_t>(result.dimensions.shape.codes[0])] == "peak");
  CHECK(result.dimensions.optimum[0] == doctest::Approx(6).epsilon(0.05));
  CHECK(found(result, "restricted_range", "d1"));
  CHECK_FALSE(found(result, "restricted_range", "d0"));
}

TEST_CASE("portrait: who stays") {
  std::mt19937 random(10);
  std::uniform_real_distribution<double> uniform(0, 10);
  Sheet sheet;
  sheet.x.resize(2);
  for (int i = 0; i < 600; ++i) {
    sheet.x[0].push_back(uniform(random)), sheet.x[1].push_back(uniform(random));
    const double left = std::exponential_distribution<double>(std::exp(-0.35 * sheet.x[0].back()) / 3)(random), seen = 2 + uniform(random) * 4;
    sheet.duration.push_back(std::ceil(30 * std::min(left, seen)) / 30 + 0.01), sheet.event.push_back(left <= seen);
  }
  PortraitOptions options = options_for(2);
  options.horizon = 6;
  const PortraitResult result = portrait(sheet.input(), options);
  CHECK(result.outcome == PortraitOutcome::staying);
  CHECK(result.dimensions.weight[0] > 0.8);
  CHECK(result.undecided > 0);
  CHECK(result.validation.gain_lower > 0);
  CHECK(found(result, "does_not_separate", "d1"));
  std::string first;
  for (const std::int32_t threads : {1, 2, 3}) {
    RunContext context;
    context.threads = threads;
    PortraitOptions few = options;
    few.resamples = 20;
    const std::string text = to_json(Object::of(portrait(sheet.input(), few, context)));
    if (first.empty()) first = text;
    CHECK(text == first);
  }
}

TEST_CASE("portrait: what it refuses") {
  Sheet sheet = planted(50, 11);
  PortraitOptions options = options_for(4);
  options.resamples = 20;
  PortraitInput input = sheet.input();
  input.outcome = {};
  CHECK(sentence(input, options) == "competency.portrait: outcome is missing, but must be given, or duration and event");
  input = sheet.input();
  std::vector<double> same(50, 3.0);
  input.outcome = Column(same);
  CHECK(sentence(input, options) == "competency.portrait: outcome is 3 for everybody, but must be of two values or more");
  same[0] = 4;
  CHECK(sentence(input, options) == "competency.portrait: the top group has 1 people and the others are 49, but both must be 2 or more");
  sheet.x[1][7] = NAN;
  CHECK(sentence(sheet.input(), options) == "competency.portrait: x.d1[7] is missing, but must be given, or missing = leave_out");
  options.missing = PortraitMissing::leave_out;
  CHECK(portrait(sheet.input(), options).left_out == 1);
  sheet.x[1][7] = 70;
  CHECK(sentence(sheet.input(), options) == "competency.portrait: x.d1[7] is 70, but must be between 0 and 10, its scale");
  sheet.x[1][7] = 7;
  options.floor_quantile = 0.8;
  CHECK(sentence(sheet.input(), options) == "competency.portrait: floor_quantile is 0.8, but must be at most target_quantile (0.5)");
  options = options_for(5);
  CHECK(sentence(sheet.input(), options) == "competency.portrait: x.d4 is missing, but must be a column: dimensions asks for it");
  options = options_for(0);
  CHECK(sentence(sheet.input(), options) == "competency.portrait: dimensions is missing, but must be given");
  options = options_for(4);
  options.horizon = 3;
  CHECK(sentence(sheet.input(), options) == "competency.portrait: horizon is 3, but must be left out unless it is learnt who stays");
}
