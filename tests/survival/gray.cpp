#include "mainstay/survival/gray.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"

using namespace mainstay;
using survival::gray;
using survival::GrayInput;
using survival::GrayOptions;
using survival::GrayResult;
using survival::GrayState;
using survival::GrayStatus;

namespace {

struct Rows {
  std::vector<double> duration, weights;
  std::vector<std::int64_t> event, group, strata;
  std::vector<std::string> names[2];
  std::vector<std::string_view> levels[2];

  GrayInput input() const {
    GrayInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    if (!weights.empty()) input.weights = Column(weights);
    input.group = Column(group);
    input.group.levels = levels[0];
    input.group.categorical = !levels[0].empty();
    if (!strata.empty()) {
      input.strata = Column(strata);
      input.strata.levels = levels[1];
      input.strata.categorical = !levels[1].empty();
    }
    return input;
  }
  Rows only(const std::vector<std::size_t>& rows) const {
    Rows part;
    for (const std::size_t i : rows) {
      part.duration.push_back(duration[i]);
      part.event.push_back(event[i]);
      part.group.push_back(group[i]);
      if (!weights.empty()) part.weights.push_back(weights[i]);
      if (!strata.empty()) part.strata.push_back(strata[i]);
    }
    return part;
  }
};

std::vector<std::int64_t> labels(const golden::json& values, std::vector<std::string>& names, std::vector<std::string_view>& levels) {
  if (values[0].is_number()) return golden::integers(values);
  std::vector<std::int64_t> codes;
  const std::vector<std::string> texts = golden::texts(values);
  names = texts;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& text : texts) codes.push_back(std::lower_bound(names.begin(), names.end(), text) - names.begin());
  for (const std::string& text : names) levels.push_back(text);
  return codes;
}

Rows random_rows(std::mt19937_64& random, int n, bool weights, int groups, int strata) {
  std::exponential_distribution<double> exponential(0.2);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Rows rows;
  for (int i = 0; i < n; ++i) {
    rows.duration.push_back(std::ceil(exponential(random)));
    rows.event.push_back(static_cast<std::int64_t>(uniform(random) * 3));
    if (weights) rows.weights.push_back(std::floor(uniform(random) * 4));
    rows.group.push_back(static_cast<std::int64_t>(uniform(random) * groups));
    if (strata > 1) rows.strata.push_back(static_cast<std::int64_t>(uniform(random) * strata));
  }
  return rows;
}

}  // namespace

TEST_CASE("survival.gray: equal to cmprsk::cuminc") {
  for (const std::string& file : golden::golden_files("survival/gray")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Rows rows;
    rows.duration = golden::numbers(document["data"]["duration"]);
    rows.event = golden::integers(document["data"]["cause"]);
    rows.group = labels(document["data"]["group"], rows.names[0], rows.levels[0]);
    if (document["data"].contains("strata")) rows.strata = labels(document["data"]["strata"], rows.names[1], rows.levels[1]);
    GrayOptions options;
    options.rho = golden::number(document["options"]["rho"]);
    const GrayResult result = gray(rows.input(), options);
    const auto& tests = document["expect"]["tests"];
    REQUIRE(result.tests.statistic.size() == tests.size());
    for (std::size_t j = 0; j < tests.size(); ++j) {
      CHECK(golden::close(result.tests.statistic[j], golden::number(tests[j]["chi_square"]), 1e-8));
      CHECK(result.tests.degrees_of_freedom[j] == tests[j]["degrees_of_freedom"].get<std::int64_t>());
      CHECK(golden::close(result.tests.p_value[j], golden::number(tests[j]["p_value"]), 1e-8));
    }
    // cmprsk's incidences are those of survival.curve
    survival::CurveInput input;
    input.duration = Column(rows.duration);
    input.event = Column(rows.event);
    input.group = rows.input().group;
    const survival::IncidenceTable table = survival::curve(input, {}).incidence;
    for (const auto& estimate : document["expect"]["estimates"]) {
      const std::string group = estimate["group"].get<std::string>(), cause = std::to_string(estimate["cause"].get<int>());
      const std::vector<double> times = golden::numbers(estimate["time"]), incidence = golden::numbers(estimate["incidence"]);
      for (std::size_t k = 0; k < times.size(); ++k)
        for (std::size_t i = 0; i < table.time.size(); ++i)
          if (table.time[i] == times[k] && table.group.levels[table.group.codes[i]] == group && table.cause.levels[table.cause.codes[i]] == cause)
            CHECK(golden::close(table.incidence[i], incidence[k], 1e-10));
    }
  }
}

TEST_CASE("survival.gray: weights are copies, order and threads do not matter, scores balance") {
  std::mt19937_64 random(40);
  for (int trial = 0; trial < 20; ++trial) {
    CAPTURE(trial);
    const Rows rows = random_rows(random, 120, true, 2 + trial % 4, 1 + trial % 3);
    GrayOptions options;
    options.rho = trial % 2;
    const GrayResult result = gray(rows.input(), options);
    std::vector<std::size_t> copies, order;
    for (std::size_t i = 0; i < rows.duration.size(); ++i) {
      copies.insert(copies.end(), static_cast<std::size_t>(rows.weights[i]), i);
      order.push_back(i);
    }
    Rows copied = rows.only(copies);
    copied.weights.clear();
    CHECK(golden::distance(gray(copied.input(), options).tests.statistic, result.tests.statistic) < 1e-12);
    std::shuffle(order.begin(), order.end(), random);
    CHECK(golden::distance(gray(rows.only(order).input(), options).tests.statistic, result.tests.statistic) < 1e-12);
    double sum[2] = {0, 0};
    for (std::size_t i = 0; i < result.scores.score.size(); ++i) sum[result.scores.cause.codes[i]] += result.scores.score[i];
    CHECK(std::abs(sum[0]) < 1e-10);
    CHECK(std::abs(sum[1]) < 1e-10);
  }
  const Rows large = random_rows(random, 200000, false, 3, 2);
  RunContext context;
  context.threads = 1;
  const std::string one = to_json(Object::of(gray(large.input(), {}, context)));
  for (const int threads : {2, 4}) {
    context.threads = threads;
    CHECK(to_json(Object::of(gray(large.input(), {}, context))) == one);
  }
}

TEST_CASE("survival.gray: equal groups give a uniform p-value, a planted difference is found") {
  std::mt19937_64 random(41);
  int below = 0;
  const int trials = 400;
  for (int trial = 0; trial < trials; ++trial) below += gray(random_rows(random, 150, false, 3, 1).input(), {}).tests.p_value[0] < 0.2;
  CHECK(below > trials * 0.2 - 4 * std::sqrt(trials * 0.16));
  CHECK(below < trials * 0.2 + 4 * std::sqrt(trials * 0.16));
  Rows rows = random_rows(random, 400, false, 2, 1);
  for (std::size_t i = 0; i < rows.event.size(); ++i)
    if (rows.group[i] == 1 && rows.event[i] == 2) rows.event[i] = 1;
  const GrayResult result = gray(rows.input(), {});
  CHECK(result.tests.p_value[0] < 1e-4);
  CHECK(result.tests.p_value[1] < 1e-4);
}

TEST_CASE("survival.gray: seven parts, merged in any order, give the test of all rows") {
  std::mt19937_64 random(42);
  const Rows rows = random_rows(random, 700, true, 12, 3);
  GrayOptions options;
  options.causes = {"resigned", "dismissed"};
  std::vector<std::vector<std::size_t>> parts(7);
  for (std::size_t i = 0; i < rows.duration.size(); ++i) parts[random() % 7].push_back(i);
  GrayState all;
  all.options = options;
  for (const auto& part : parts) {
    GrayState state;
    state.options = options;
    const Rows own = rows.only(part);
    state.update(own.input(), {});
    const std::string bytes = save_document("survival.gray.state", Object::of(state));
    all.merge(*load_document(bytes, "survival.gray.state", type_of<GrayState>).as<GrayState>());
  }
  all.advance({});
  CHECK(all.done());
  CHECK(to_json(Object::of(all.finish({}))) == to_json(Object::of(gray(rows.input(), options))));
}

TEST_CASE("survival.gray: nothing to compare ends in a named status; refusals name the row") {
  Rows rows;
  rows.duration = {1, 2, 3, 4};
  rows.event = {1, 0, 1, 3};
  rows.group = {1, 1, 1, 1};
  const GrayResult one = gray(rows.input(), {});
  CHECK(one.status == GrayStatus::one_group);
  CHECK(std::isnan(one.tests.p_value[0]));
  rows.group = {1, 2, 1, 2};
  const GrayResult gap = gray(rows.input(), {});
  CHECK(gap.status == GrayStatus::tested);
  CHECK(gap.tests.events == std::vector<double>{2, 0, 1});
  CHECK(std::isnan(gap.tests.statistic[1]));  // nobody left for cause 2
  rows.event = {0, 0, 0, 0};
  CHECK(gray(rows.input(), {}).status == GrayStatus::no_events);
  rows.event = {1, 0, 1, 3};
  GrayOptions options;
  options.causes = {"a", "b"};
  CHECK_THROWS_WITH_AS(gray(rows.input(), options), "survival.gray: event[3] is 3, but must be <= 2, the number of causes", Error);
  rows.duration[2] = INFINITY;
  CHECK_THROWS_WITH_AS(gray(rows.input(), {}), "survival.gray: duration[2] is inf, but must be finite", Error);
}
