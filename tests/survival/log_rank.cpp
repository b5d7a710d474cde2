#include "mainstay/survival/log_rank.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using survival::log_rank;
using survival::LogRankInput;
using survival::LogRankOptions;
using survival::LogRankResult;
using survival::LogRankState;
using survival::LogRankStatus;

namespace {

struct Rows {
  std::vector<double> duration, entry, weights;
  std::vector<std::int64_t> event, group, strata;
  std::vector<std::string> group_names, strata_names;
  std::vector<std::string_view> group_levels, strata_levels;

  LogRankInput input() const {
    LogRankInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    if (!entry.empty()) input.entry = Column(entry);
    if (!weights.empty()) input.weights = Column(weights);
    input.group = Column(group);
    input.group.levels = group_levels;
    input.group.categorical = !group_levels.empty();
    if (!strata.empty()) {
      input.strata = Column(strata);
      input.strata.levels = strata_levels;
      input.strata.categorical = !strata_levels.empty();
    }
    return input;
  }
  Rows only(const std::vector<std::size_t>& rows) const {
    Rows part;
    for (const std::size_t i : rows) {
      part.duration.push_back(duration[i]);
      part.event.push_back(event[i]);
      part.group.push_back(group[i]);
      if (!entry.empty()) part.entry.push_back(entry[i]);
      if (!weights.empty()) part.weights.push_back(weights[i]);
      if (!strata.empty()) part.strata.push_back(strata[i]);
    }
    return part;
  }
};

void set_labels(const golden::json& values, std::vector<std::int64_t>& codes, std::vector<std::string>& names, std::vector<std::string_view>& levels) {
  if (values[0].is_number()) {
    codes = golden::integers(values);
    return;
  }
  const std::vector<std::string> texts = golden::texts(values);
  names = texts;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& text : texts) codes.push_back(std::lower_bound(names.begin(), names.end(), text) - names.begin());
  for (const std::string& text : names) levels.push_back(text);
}

Rows random_rows(std::mt19937_64& random, int n, bool ties, bool entry, bool weights, int groups, int strata) {
  std::exponential_distribution<double> exponential(0.2);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Rows rows;
  for (int i = 0; i < n; ++i) {
    const double begin = entry ? std::floor(uniform(random) * 4) : 0.0, length = exponential(random);
    rows.duration.push_back(begin + (ties ? std::ceil(length) : length));
    if (entry) rows.entry.push_back(begin);
    rows.event.push_back(uniform(random) < 0.3 ? 0 : 1 + (i % 2));
    if (weights) rows.weights.push_back(std::floor(uniform(random) * 4));
    rows.group.push_back(static_cast<std::int64_t>(uniform(random) * groups));
    if (strata > 1) rows.strata.push_back(static_cast<std::int64_t>(uniform(random) * strata));
  }
  return rows;
}

}  // namespace

TEST_CASE("survival.log_rank: by hand") {
  // a: 1 3 5+, b: 2 4 4. Times 1 (6 at risk, 3 a), 2 (5, 2 a), 3 (4, 2 a), 4 (3, 1 a, two leave).
  Rows rows;
  rows.duration = {1, 3, 5, 2, 4, 4};
  rows.event = {1, 1, 0, 1, 1, 1};
  rows.group = {1, 1, 1, 2, 2, 2};
  const LogRankResult result = log_rank(rows.input(), {});
  const double expected = 3. / 6 + 2. / 5 + 2. / 4 + 2 * 1. / 3;
  const double variance = .25 + .24 + .25 + 2. * (1. / 3) * (2. / 3) * (1. / 2);
  CHECK(result.status == LogRankStatus::tested);
  CHECK(result.groups.observed == std::vector<double>{2, 3});
  CHECK(result.groups.expected[0] == doctest::Approx(expected).epsilon(1e-15));
  CHECK(result.variance[0] == doctest::Approx(variance).epsilon(1e-15));
  CHECK(result.variance[1] == doctest::Approx(-variance).epsilon(1e-15));
  CHECK(result.statistic == doctest::Approx((2 - expected) * (2 - expected) / variance).epsilon(1e-14));
  CHECK(result.degrees_of_freedom == 1);
  CHECK(result.p_value == doctest::Approx(std::erfc(std::sqrt(result.statistic / 2))).epsilon(1e-12));
}

TEST_CASE("survival.log_rank: equal to R's survdiff") {
  for (const std::string& file : golden::golden_files("survival/log_rank")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const golden::json &data = document["data"], &expect = document["expect"];
    Rows rows;
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::integers(data["event"]);
    if (data.contains("entry")) rows.entry = golden::numbers(data["entry"]);
    set_labels(data["group"], rows.group, rows.group_names, rows.group_levels);
    if (data.contains("strata")) set_labels(data["strata"], rows.strata, rows.strata_names, rows.strata_levels);
    LogRankOptions options;
    options.rho = golden::number(document["options"]["rho"]);
    const LogRankResult result = log_rank(rows.input(), options);
    for (std::size_t g = 0; g < expect["groups"].size(); ++g)
      CHECK(result.groups.group.levels[g] == (expect["groups"][g].is_string() ? expect["groups"][g].get<std::string>() : std::to_string(expect["groups"][g].get<int>())));
    CHECK(golden::distance(result.groups.weight, golden::numbers(expect["n"])) == 0);
    CHECK(golden::distance(result.groups.observed, golden::numbers(expect["observed"])) < 1e-8);
    CHECK(golden::distance(result.groups.expected, golden::numbers(expect["expected"])) < 1e-8);
    CHECK(golden::distance(result.variance, golden::numbers(expect["variance"])) < 1e-8);
    CHECK(golden::close(result.statistic, golden::number(expect["chi_square"]), 1e-8));
    CHECK(result.degrees_of_freedom == expect["degrees_of_freedom"].get<std::int64_t>());
    CHECK(golden::close(result.p_value, golden::number(expect["p_value"]), 1e-8));
  }
}

TEST_CASE("survival.log_rank: equal to the definition, weights are copies, order and threads do not matter") {
  std::mt19937_64 random(30);
  for (int trial = 0; trial < 60; ++trial) {
    CAPTURE(trial);
    const int groups = 2 + trial % 4, strata = 1 + trial % 3;
    const Rows rows = random_rows(random, 20 + trial, trial % 2, trial / 2 % 2, trial / 4 % 2, groups, strata);
    LogRankOptions options;
    options.rho = trial % 3 * 0.5;
    const LogRankResult result = log_rank(rows.input(), options);
    // one person after another
    std::vector<std::size_t> people;
    for (std::size_t i = 0; i < rows.duration.size(); ++i)
      people.insert(people.end(), rows.weights.empty() ? 1u : static_cast<std::size_t>(rows.weights[i]), i);
    std::map<std::int64_t, double> observed, expected;
    std::map<std::pair<std::int64_t, std::int64_t>, double> variance;
    for (int stratum = 0; stratum < strata; ++stratum) {
      double survival = 1;
      std::set<double> times;
      for (const std::size_t i : people)
        if (rows.event[i] > 0) times.insert(rows.duration[i]);
      for (const double t : times) {
        std::map<std::int64_t, double> y, d;
        double all = 0, leave = 0;
        for (const std::size_t i : people) {
          if (strata > 1 && rows.strata[i] != stratum) continue;
          if (rows.duration[i] < t || (!rows.entry.empty() && rows.entry[i] >= t)) continue;
          y[rows.group[i]] += 1;
          all += 1;
          if (rows.duration[i] == t && rows.event[i] > 0) d[rows.group[i]] += 1, leave += 1;
        }
        if (leave == 0) continue;
        const double w = std::pow(survival, options.rho);
        for (int g = 0; g < groups; ++g) {
          observed[g] += w * d[g];
          expected[g] += w * leave * y[g] / all;
          for (int h = 0; h < groups && all > 1; ++h)
            variance[{g, h}] += w * w * leave * (all - leave) / (all - 1) * ((g == h) * y[g] / all - y[g] / all * y[h] / all);
        }
        survival *= 1 - leave / all;
      }
    }
    const std::size_t count = result.groups.group.levels.size();
    for (std::size_t g = 0; g < count; ++g) {
      const auto label = std::stoll(result.groups.group.levels[g]);
      CHECK(golden::close(result.groups.observed[g], observed[label], 1e-12, 1e-12));
      CHECK(golden::close(result.groups.expected[g], expected[label], 1e-12, 1e-12));
      for (std::size_t h = 0; h < count; ++h)
        CHECK(golden::close(result.variance[g * count + h], (variance[{label, std::stoll(result.groups.group.levels[h])}]), 1e-12, 1e-12));
    }
    std::vector<std::size_t> order(rows.duration.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    const std::string same = to_json(Object::of(result));
    CHECK(to_json(Object::of(log_rank(rows.only(order).input(), options))) == same);
    if (!rows.weights.empty()) {
      Rows copies = rows.only(people);
      copies.weights.clear();
      const LogRankResult copied = log_rank(copies.input(), options);
      CHECK(golden::close(copied.statistic, result.statistic, 1e-12));
    }
  }
  const Rows large = random_rows(random, 200000, false, false, false, 3, 2);
  RunContext context;
  context.threads = 1;
  const std::string one = to_json(Object::of(log_rank(large.input(), {}, context)));
  for (const int threads : {2, 3, 4}) {
    context.threads = threads;
    CHECK(to_json(Object::of(log_rank(large.input(), {}, context))) == one);
  }
}

TEST_CASE("survival.log_rank: seven parts, merged in any order, give the test of all rows") {
  std::mt19937_64 random(31);
  for (int trial = 0; trial < 8; ++trial) {
    const Rows rows = random_rows(random, 700, trial % 2, trial / 2 % 2, trial / 4 % 2, 12, 15);
    std::vector<std::vector<std::size_t>> parts(7);
    for (std::size_t i = 0; i < rows.duration.size(); ++i) parts[random() % 7].push_back(i);
    LogRankState all;
    for (const auto& part : parts) {
      LogRankState state;
      const Rows own = rows.only(part);
      state.update(own.input(), {});
      const std::string bytes = save_document("survival.log_rank.state", Object::of(state));
      all.merge(*load_document(bytes, "survival.log_rank.state", type_of<LogRankState>).as<LogRankState>());
    }
    all.advance({});
    CHECK(all.done());
    CHECK(to_json(Object::of(all.finish({}))) == to_json(Object::of(log_rank(rows.input(), {}))));
  }
}

TEST_CASE("survival.log_rank: nothing to compare ends in a named status") {
  Rows rows;
  rows.duration = {1, 2, 3};
  rows.event = {1, 1, 0};
  rows.group = {4, 4, 4};
  LogRankResult result = log_rank(rows.input(), {});
  CHECK(result.status == LogRankStatus::one_group);
  CHECK(std::isnan(result.p_value));
  rows.group = {1, 2, 2};
  rows.event = {0, 0, 0};
  CHECK(log_rank(rows.input(), {}).status == LogRankStatus::no_events);
  // the groups are never observed together
  rows.duration = {1, 2, 7};
  rows.entry = {0, 0, 5};
  rows.event = {1, 1, 1};
  rows.group = {1, 1, 2};
  result = log_rank(rows.input(), {});
  CHECK(result.status == LogRankStatus::no_comparison);
  CHECK(std::isnan(result.statistic));
  CHECK(result.groups.observed == std::vector<double>{2, 1});
}

TEST_CASE("survival.log_rank: refusals name the row") {
  Rows rows;
  rows.duration = {1, 2, 3};
  rows.event = {1, 1, 0};
  rows.group = {1, 2, 2};
  const auto error = [&](const Rows& of) -> std::string {
    try {
      log_rank(of.input(), {});
    } catch (const Error& caught) {
      return caught.what();
    }
    return "";
  };
  rows.weights = {1, 0.5, 1};
  CHECK(error(rows) == "survival.log_rank: weights[1] is 0.5, but must be a whole number");
  rows.weights.clear();
  rows.entry = {0, 0, 4};
  CHECK(error(rows) == "survival.log_rank: entry[2] is 4, but must be < duration[2] = 3");
  Rows many;
  for (int i = 0; i < 2001; ++i) {
    many.duration.push_back(1);
    many.event.push_back(1);
    many.group.push_back(i);
  }
  CHECK(error(many) == "survival.log_rank: group is 2001 groups, but must be at most 2000 groups");
}
