#include "mainstay/performance/rolling.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "sentence.hpp"
#include "stats/exact_sum.hpp"

using namespace mainstay;
using namespace mainstay::performance;
using data::day_of;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Rows {
  std::vector<std::int64_t> person, day, recorded;
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;

  RollingInput input() const {
    RollingInput input;
    input.person = person;
    input.day = day;
    if (!recorded.empty() || person.empty()) input.recorded_at = recorded;
    for (std::size_t j = 0; j < names.size(); ++j) input.x.add(names[j], Column(values[j]));
    return input;
  }
  void add(const Rows& from, std::size_t i) {
    names = from.names;
    values.resize(from.values.size());
    person.push_back(from.person[i]);
    day.push_back(from.day[i]);
    if (!from.recorded.empty()) recorded.push_back(from.recorded[i]);
    for (std::size_t j = 0; j < values.size(); ++j) values[j].push_back(from.values[j][i]);
  }
};

RollingOptions windows(std::vector<RollingWindow> list) {
  RollingOptions options;
  options.windows = std::move(list);
  return options;
}

std::string saved(const RollingResult& result) { return to_json(Object::of(result)); }

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// First day of a window by walking back from its last one.
std::int64_t start_by_walking(const RollingWindow& window, std::int64_t day, const std::vector<std::int64_t>& worked) {
  const auto is_worked = [&](std::int64_t d) { return std::find(worked.begin(), worked.end(), d) != worked.end(); };
  std::int64_t at = day;
  switch (window.unit) {
    case RollingUnit::weeks: return day - 7 * window.length + 1;
    case RollingUnit::months:
      while (at > data::add_months(day, -window.length)) --at;
      return at + 1;
    case RollingUnit::working_days:
      for (std::int64_t left = window.length; (left -= is_worked(at)) > 0;) --at;
      return at;
    case RollingUnit::calendar_weeks:
      for (std::int64_t left = window.length; data::weekday_of(at) != 0 || --left > 0;) --at;
      return at;
    case RollingUnit::calendar_months:
      for (std::int64_t left = window.length; data::date_of(at).day != 1 || --left > 0;) --at;
      return at;
    case RollingUnit::calendar_quarters:
      for (std::int64_t left = window.length; data::date_of(at).day != 1 || data::date_of(at).month % 3 != 1 || --left > 0;) --at;
      return at;
    case RollingUnit::calendar_years:
      for (std::int64_t left = window.length; data::date_of(at).day != 1 || data::date_of(at).month != 1 || --left > 0;) --at;
      return at;
    default: return day - window.length + 1;
  }
}

// The definition as plain loops: every window looked up day by day.
RollingResult by_loops(const Rows& rows, const RollingOptions& options) {
  std::map<std::int64_t, std::map<std::int64_t, std::vector<double>>> people;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> held;
  RollingResult result;
  const std::size_t width = rows.names.size();
  for (std::size_t i = 0; i < rows.day.size(); ++i) {
    std::vector<double>& values = people[rows.person[i]][rows.day[i]];
    const auto key = std::pair(rows.person[i], rows.day[i]);
    const bool first = values.empty();
    if (!first && options.duplicates == RollingDuplicates::latest) {
      ++result.replaced_rows;
      if (rows.recorded[i] < held[key]) continue;
    }
    if (first || options.duplicates == RollingDuplicates::latest) values.assign(width, nothing);
    if (!rows.recorded.empty()) held[key] = rows.recorded[i];
    for (std::size_t j = 0; j < width; ++j)
      if (!std::isnan(rows.values[j][i])) values[j] = std::isnan(values[j]) ? rows.values[j][i] : values[j] + rows.values[j][i];  // whole numbers in this test
  }
  const auto place = [&](const std::string& name) { return static_cast<std::size_t>(std::find(rows.names.begin(), rows.names.end(), name) - rows.names.begin()); };
  std::int64_t last = -1;
  for (const auto& [person, days] : people) last = std::max(last, days.rbegin()->first);
  result.sums.resize(options.windows.size() * width);
  result.ratios.resize(options.windows.size() * options.ratios.size());
  result.coverage.resize(options.coverage ? options.windows.size() : 0);
  for (const auto& [person, days] : people) {
    for (std::int64_t day = days.begin()->first; day <= last; ++day) {
      bool told = days.count(day) > 0;
      if (options.at == RollingAt::week_ends) told = data::weekday_of(day) == 6;
      if (options.at == RollingAt::month_ends) told = data::date_of(day + 1).day == 1;
      if (options.at == RollingAt::listed) told = std::find(options.days.begin(), options.days.end(), day) != options.days.end();
      bool any = false;
      for (const RollingWindow& window : options.windows)
        for (std::int64_t d = start_by_walking(window, day, options.working_days); d <= day; ++d) any = any || days.count(d) > 0;
      if (!told || !any) continue;
      result.rows.person.codes.push_back(static_cast<std::int32_t>(person));
      result.rows.day.push_back(day);
      for (std::size_t w = 0; w < options.windows.size(); ++w) {
        const RollingWindow& window = options.windows[w];
        const std::int64_t start = start_by_walking(window, day, options.working_days);
        std::int64_t with = 0, before = 0, without = 0;
        std::vector<stats::ExactSum> sums(width), tops(options.ratios.size()), bottoms(options.ratios.size());
        std::vector<std::int64_t> counts(width, 0);
        std::vector<double> low(width, nothing), high(width, nothing);
        for (std::int64_t d = start; d <= day; ++d) {
          const bool counted = window.unit != RollingUnit::working_days || std::find(options.working_days.begin(), options.working_days.end(), d) != options.working_days.end();
          const auto at = days.find(d);
          if (counted) ++(at != days.end() ? with : d < days.begin()->first ? before : without);
          if (at == days.end()) continue;
          for (std::size_t j = 0; j < width; ++j) {
            const double value = at->second[j];
            if (std::isnan(value)) continue;
            sums[j].add(value);
            ++counts[j];
            low[j] = std::isnan(low[j]) ? value : std::min(low[j], value);
            high[j] = std::isnan(high[j]) ? value : std::max(high[j], value);
          }
          for (std::size_t r = 0; r < options.ratios.size(); ++r) {
            const double top = at->second[place(options.ratios[r].numerator)], bottom = at->second[place(options.ratios[r].denominator)];
            if (std::isnan(top) || std::isnan(bottom)) continue;
            tops[r].add(top);
            bottoms[r].add(bottom);
          }
        }
        for (std::size_t j = 0; j < width; ++j) {
          RollingSums& out = result.sums[w * width + j];
          out.sum.push_back(sums[j].value());
          if (options.counts) out.count.push_back(counts[j]);
          if (options.means) out.mean.push_back(counts[j] == 0 ? nothing : sums[j].value() / static_cast<double>(counts[j]));
          if (options.extremes) out.smallest.push_back(low[j]), out.largest.push_back(high[j]);
        }
        for (std::size_t r = 0; r < options.ratios.size(); ++r) {
          RollingRatios& out = result.ratios[w * options.ratios.size() + r];
          out.numerator.push_back(tops[r].value());
          out.denominator.push_back(bottoms[r].value());
          out.value.push_back(bottoms[r].value() == 0 ? nothing : tops[r].value() / bottoms[r].value());
        }
        if (!options.coverage) continue;
        RollingCoverage& out = result.coverage[w];
        out.first_day.push_back(start);
        out.with_row.push_back(with);
        out.before_first.push_back(before);
        out.without_row.push_back(without);
      }
    }
  }
  return result;
}

void check_same(const RollingResult& ours, const RollingResult& loops) {
  REQUIRE(ours.rows.day == loops.rows.day);
  REQUIRE(ours.rows.person.codes.size() == loops.rows.person.codes.size());
  for (std::size_t i = 0; i < ours.rows.day.size(); ++i)
    REQUIRE(ours.rows.person.levels[static_cast<std::size_t>(ours.rows.person.codes[i])] == std::to_string(loops.rows.person.codes[i]));
  const auto equal = [](const std::vector<double>& a, const std::vector<double>& b) { return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same); };
  REQUIRE(ours.sums.size() == loops.sums.size());
  for (std::size_t s = 0; s < ours.sums.size(); ++s) {
    CAPTURE(ours.sums[s].window);
    CAPTURE(ours.sums[s].indicator);
    CHECK(equal(ours.sums[s].sum, loops.sums[s].sum));
    CHECK(ours.sums[s].count == loops.sums[s].count);
    CHECK(equal(ours.sums[s].mean, loops.sums[s].mean));
    CHECK(equal(ours.sums[s].smallest, loops.sums[s].smallest));
    CHECK(equal(ours.sums[s].largest, loops.sums[s].largest));
  }
  REQUIRE(ours.ratios.size() == loops.ratios.size());
  for (std::size_t r = 0; r < ours.ratios.size(); ++r) {
    CHECK(equal(ours.ratios[r].numerator, loops.ratios[r].numerator));
    CHECK(equal(ours.ratios[r].denominator, loops.ratios[r].denominator));
    CHECK(equal(ours.ratios[r].value, loops.ratios[r].value));
  }
  REQUIRE(ours.coverage.size() == loops.coverage.size());
  for (std::size_t w = 0; w < ours.coverage.size(); ++w) {
    CHECK(ours.coverage[w].first_day == loops.coverage[w].first_day);
    CHECK(ours.coverage[w].with_row == loops.coverage[w].with_row);
    CHECK(ours.coverage[w].before_first == loops.coverage[w].before_first);
    CHECK(ours.coverage[w].without_row == loops.coverage[w].without_row);
  }
}

RollingOptions random_options(std::mt19937_64& random) {
  RollingOptions options;
  const RollingUnit units[] = {RollingUnit::days, RollingUnit::weeks, RollingUnit::months, RollingUnit::working_days, RollingUnit::calendar_weeks, RollingUnit::calendar_months,
                               RollingUnit::calendar_quarters, RollingUnit::calendar_years};
  for (int i = 0; i < 3; ++i) options.windows.push_back({units[random() % 8], 1 + static_cast<std::int64_t>(random() % 4) * (i + 1), "w" + std::to_string(i)});
  options.ratios = {{"rate", "b", "calls"}};
  options.at = static_cast<RollingAt>(random() % 4);
  if (options.at == RollingAt::listed)
    for (std::int64_t day = 19700; day < 19900; day += 1 + static_cast<std::int64_t>(random() % 20)) options.days.push_back(day);
  for (std::int64_t day = 19600; day < 19990; ++day)
    if (random() % 3 != 0 || day == 19989) options.working_days.push_back(day);
  if (std::none_of(options.windows.begin(), options.windows.end(), [](const RollingWindow& window) { return window.unit == RollingUnit::working_days; })) options.working_days = {};
  options.duplicates = random() % 2 ? RollingDuplicates::latest : RollingDuplicates::add;
  options.counts = random() % 4 != 0;
  options.means = random() % 2;
  options.extremes = random() % 2;
  if (random() % 2) options.quantiles = {0.5, 0.9};
  if (random() % 2) options.half_life = 3.5;
  options.coverage = random() % 3 != 0;
  return options;
}

// Whole numbers, decimals, and values from 1e-300 to 1e300 in one column; dupes only whole where they are added.
Rows random_rows(std::mt19937_64& random, bool added) {
  Rows rows;
  rows.names = {"calls", "b", "wild"};
  rows.values.resize(3);
  const int n = 1 + static_cast<int>(random() % 150), people = 1 + static_cast<int>(random() % 5), days = 5 + static_cast<int>(random() % 120);
  for (int i = 0; i < n; ++i) {
    rows.person.push_back(static_cast<std::int64_t>(random() % static_cast<unsigned>(people)));
    rows.day.push_back(19720 + static_cast<std::int64_t>(random() % static_cast<unsigned>(days)));
    rows.recorded.push_back(i * 7919 % 1009);
    const auto maybe = [&](double value) { return random() % 8 == 0 ? nothing : value; };
    rows.values[0].push_back(maybe(static_cast<double>(random() % 4)));
    rows.values[1].push_back(maybe(added ? static_cast<double>(random() % 9) - 4 : static_cast<double>(random() % 100000) / 100 - 300));
    rows.values[2].push_back(maybe(added ? 2.0 : std::ldexp(static_cast<double>(random() % 1000) - 500, static_cast<int>(random() % 1800) - 900)));
  }
  return rows;
}

}  // namespace

TEST_CASE("rolling windows, by hand") {
  // Ann: three days with a gap and a missing value; Bo (person 2): one day.
  Rows rows;
  rows.names = {"sales", "leads"};
  rows.person = {1, 1, 1, 2};
  rows.day = {day_of(2024, 2, 28), day_of(2024, 2, 29), day_of(2024, 3, 3), day_of(2024, 3, 1)};
  rows.values = {{0.1, 0.2, nothing, 5}, {2, 4, 4, 0}};
  RollingOptions options = windows({{RollingUnit::days, 2, ""}, {RollingUnit::calendar_months, 1, "this month"}, {RollingUnit::months, 1, ""}});
  options.ratios = {{"per lead", "sales", "leads"}};
  options.means = options.extremes = true;
  const RollingResult result = rolling(rows.input(), options);
  CHECK(result.people == 2);
  CHECK(result.rows.day == std::vector<std::int64_t>{rows.day[0], rows.day[1], rows.day[2], rows.day[3]});
  CHECK(result.rows.person.levels == std::vector<std::string>{"1", "2"});
  REQUIRE(result.sums.size() == 6);
  CHECK(result.sums[0].window == "2 days");
  CHECK(result.sums[4].window == "1 month");
  CHECK(result.sums[0].sum == std::vector<double>{0.1, 0.1 + 0.2, 0, 5});
  CHECK(result.sums[0].count == std::vector<std::int64_t>{1, 2, 0, 1});
  CHECK(std::isnan(result.sums[0].mean[2]));
  CHECK(result.sums[0].mean[1] == (0.1 + 0.2) / 2);
  CHECK(std::isnan(result.sums[0].smallest[2]));
  CHECK(result.sums[0].largest[1] == 0.2);
  CHECK(result.sums[2].sum == std::vector<double>{0.1, 0.1 + 0.2, 0, 5});  // March begins anew
  CHECK(result.sums[4].sum == std::vector<double>{0.1, 0.1 + 0.2, 0.1 + 0.2, 5});
  CHECK(result.sums[5].sum == std::vector<double>{2, 6, 10, 0});
  CHECK(result.ratios[2].value[2] == (0.1 + 0.2) / 6);  // the day without sales has no leads either
  CHECK(std::isnan(result.ratios[0].value[3]));
  CHECK(result.coverage[2].first_day[2] == day_of(2024, 2, 4));
  CHECK(result.coverage[2].with_row == std::vector<std::int64_t>{1, 2, 3, 1});
  CHECK(result.coverage[2].before_first == std::vector<std::int64_t>{30, 29, 24, 28});
  CHECK(result.coverage[2].without_row == std::vector<std::int64_t>{0, 0, 2, 0});
  CHECK(result.indicators.missing == std::vector<std::int64_t>{1, 0});
}

TEST_CASE("zeros stay zero, and a large value leaves no trace once its window has passed") {
  Rows rows;
  rows.names = {"x"};
  for (int i = 0; i < 40; ++i) rows.person.push_back(1), rows.day.push_back(i);
  std::vector<double> x(40, 0.0);
  x[0] = 0.1, x[1] = 0.2, x[2] = 0.7, x[8] = 1e90, x[9] = 1.0, x[20] = 1e-90;  // polars 24738, 21358
  rows.values = {x};
  const RollingResult result = rolling(rows.input(), windows({{RollingUnit::days, 3, ""}}));
  for (int i : {5, 6, 7, 12, 15, 19, 23, 39}) CHECK(result.sums[0].sum[static_cast<std::size_t>(i)] == 0.0);
  CHECK(result.sums[0].sum[11] == 1.0);
  CHECK(result.sums[0].sum[9] == 1e90);
  CHECK(result.sums[0].sum[22] == 1e-90);
  CHECK_FALSE(std::signbit(result.sums[0].sum[39]));
}

TEST_CASE("rolling: every window is what looking it up day by day gives, sums to the last bit") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const RollingOptions options = random_options(random);
    const Rows rows = random_rows(random, options.duplicates == RollingDuplicates::add);
    RollingResult result;
    try {
      result = rolling(rows.input(), options);
    } catch (const Error& error) {
      CAPTURE(error.what());
      CHECK(std::string(error.what()).find("recorded_at") != std::string::npos);
      continue;
    }
    const RollingResult loops = by_loops(rows, options);
    CHECK(result.replaced_rows == loops.replaced_rows);
    check_same(result, loops);
  }
}

TEST_CASE("rolling: order of rows, threads and kinds of columns do not change a bit") {
  std::mt19937_64 random(5);
  Rows rows;
  rows.names = {"a", "b"};
  rows.values.resize(2);
  for (int p = 0; p < 60; ++p)
    for (int d = 0; d < 2000; ++d)
      if (random() % 5 != 0) {
        rows.person.push_back(p);
        rows.day.push_back(15000 + d);
        rows.values[0].push_back(static_cast<double>(random() % 100000) / 100);
        rows.values[1].push_back(static_cast<double>(random() % 50));
      }
  RollingOptions options = windows({{RollingUnit::days, 7, ""}, {RollingUnit::days, 365, ""}});
  RunContext one;
  one.threads = 1;
  const std::string whole = saved(rolling(rows.input(), options, one));
  RunContext three;
  three.threads = 3;
  CHECK(saved(rolling(rows.input(), options, three)) == whole);
  std::vector<std::size_t> order(rows.day.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  Rows shuffled;
  for (const std::size_t i : order) shuffled.add(rows, i);
  CHECK(saved(rolling(shuffled.input(), options, three)) == whole);
  const std::vector<std::int32_t> narrow_person(rows.person.begin(), rows.person.end()), narrow_day(rows.day.begin(), rows.day.end());
  const std::vector<std::int16_t> narrow(rows.values[1].begin(), rows.values[1].end());
  RollingInput input = rows.input();
  input.person = narrow_person;
  input.day = narrow_day;
  input.x.columns[1] = Column(narrow);
  CHECK(saved(rolling(input, options, three)) == whole);
}

TEST_CASE("a state that takes days as they come tells what one evaluation of all rows tells, and what late rows moved") {
  std::mt19937_64 random(19);
  int moves = 0;
  for (int round = 0; round < 120; ++round) {
    CAPTURE(round);
    const RollingOptions options = random_options(random);
    const bool added = options.duplicates == RollingDuplicates::add;
    const Rows rows = random_rows(random, added);
    const int batches = 1 + static_cast<int>(random() % 6);
    std::vector<std::size_t> order(rows.day.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows.day[a] < rows.day[b]; });
    for (std::size_t i = 0; i + 3 < order.size(); i += 3) std::swap(order[i], order[random() % order.size()]);  // some come late
    // Everything that was told, by (person, day): sums, counts, ratios, coverage as one text.
    std::map<std::pair<std::string, std::int64_t>, std::vector<double>> told;
    RollingState state;
    state.options = options;
    Rows so_far;
    std::string trouble;
    try {
      for (int b = 0; b < batches; ++b) {
        Rows first, second;
        first.names = second.names = rows.names;
        first.values.resize(3), second.values.resize(3);
        const std::size_t from = order.size() * static_cast<std::size_t>(b) / static_cast<std::size_t>(batches), to = order.size() * static_cast<std::size_t>(b + 1) / static_cast<std::size_t>(batches);
        for (std::size_t i = from; i < to; ++i) {
          (random() % 2 ? first : second).add(rows, order[i]);
          so_far.add(rows, order[i]);
        }
        if (so_far.day.empty()) continue;
        RollingInput one = first.input(), two = second.input();
        one.recorded_at = first.recorded, two.recorded_at = second.recorded;
        state.update(one);
        state.update(two);
        state.advance();
        state = *load_document(save_document("performance.rolling.state", Object::of(state)), "performance.rolling.state", type_of<RollingState>).as<RollingState>();
        const RollingResult part = state.finish();
        std::map<std::tuple<std::string, std::int64_t, std::string, std::string>, std::pair<double, double>> moved;
        for (std::size_t i = 0; i < part.moved.day.size(); ++i)
          moved[{part.moved.person.levels[static_cast<std::size_t>(part.moved.person.codes[i])], part.moved.day[i], part.moved.window.levels[static_cast<std::size_t>(part.moved.window.codes[i])],
                 part.moved.measure.levels[static_cast<std::size_t>(part.moved.measure.codes[i])]}] = {part.moved.before[i], part.moved.after[i]};
        moves += static_cast<int>(moved.size());
        for (std::size_t i = 0; i < part.rows.day.size(); ++i) {
          const std::string& person = part.rows.person.levels[static_cast<std::size_t>(part.rows.person.codes[i])];
          std::vector<double> all;
          for (const RollingSums& sums : part.sums) {
            all.push_back(sums.sum[i]);
            all.push_back(options.counts ? static_cast<double>(sums.count[i]) : 0);
          }
          for (const RollingRatios& ratio : part.ratios) all.push_back(ratio.value[i]);
          const std::vector<double> shown = all;
          for (const RollingCoverage& cover : part.coverage)
            for (const auto* list : {&cover.first_day, &cover.with_row, &cover.before_first, &cover.without_row}) all.push_back(static_cast<double>((*list)[i]));
          auto& was = told[{person, part.rows.day[i]}];
          for (std::size_t s = 0; s < part.sums.size(); ++s) {
            const auto at = moved.find({person, part.rows.day[i], part.sums[s].window, part.sums[s].indicator});
            const bool differs = !was.empty() && (!same(was[2 * s], all[2 * s]) || was[2 * s + 1] != all[2 * s + 1]);
            REQUIRE((at != moved.end()) == differs);
            if (differs) REQUIRE((same(at->second.first, was[2 * s]) && same(at->second.second, all[2 * s])));
          }
          was = all;
        }
      }
    } catch (const Error& error) {
      trouble = error.what();
    }
    if (!trouble.empty()) {
      CAPTURE(trouble);
      CHECK((trouble.find("recorded at another time") != std::string::npos));
      continue;
    }
    const RollingResult whole = rolling(rows.input(), options);
    REQUIRE(told.size() == whole.rows.day.size());
    for (std::size_t i = 0; i < whole.rows.day.size(); ++i) {
      const auto at = told.find({whole.rows.person.levels[static_cast<std::size_t>(whole.rows.person.codes[i])], whole.rows.day[i]});
      REQUIRE(at != told.end());
      std::vector<double> all;
      for (const RollingSums& sums : whole.sums) {
        all.push_back(sums.sum[i]);
        all.push_back(options.counts ? static_cast<double>(sums.count[i]) : 0);
      }
      for (const RollingRatios& ratio : whole.ratios) all.push_back(ratio.value[i]);
      for (const RollingCoverage& cover : whole.coverage)
        for (const auto* list : {&cover.first_day, &cover.with_row, &cover.before_first, &cover.without_row}) all.push_back(static_cast<double>((*list)[i]));
      REQUIRE(std::equal(all.begin(), all.end(), at->second.begin(), at->second.end(), same));
    }
  }
  CHECK(moves > 1000);
}

TEST_CASE("a state with late_days drops what no row can reach, and refuses rows that come later") {
  RollingOptions options = windows({{RollingUnit::days, 7, ""}});
  options.late_days = 3;
  RollingState state;
  state.options = options;
  Rows all;
  all.names = {"x"};
  all.values.resize(1);
  std::map<std::int64_t, double> told;
  for (std::int64_t day = 0; day < 100; ++day) {
    Rows rows;
    rows.names = {"x"};
    rows.person = {5};
    const std::int64_t late = day >= 2 && day % 5 == 2 ? day - 2 : day;
    if (day % 5 == 0) continue;  // comes late
    rows.day = {day};
    rows.values = {{static_cast<double>(day) / 10}};
    if (late != day) rows.person.push_back(5), rows.day.push_back(late), rows.values[0].push_back(static_cast<double>(late) / 10);
    for (std::size_t i = 0; i < rows.day.size(); ++i) all.add(rows, i);
    state.update(rows.input());
    state.advance();
    const RollingResult part = state.finish();
    for (std::size_t i = 0; i < part.rows.day.size(); ++i) told[part.rows.day[i]] = part.sums[0].sum[i];
    std::size_t kept = 0;
    for (const RollingKept& list : state.settled) kept += list.day.size();
    CHECK(kept < 30);
  }
  const RollingResult whole = rolling(all.input(), options);
  REQUIRE(told.size() == whole.rows.day.size());
  for (std::size_t i = 0; i < whole.rows.day.size(); ++i) CHECK(told[whole.rows.day[i]] == whole.sums[0].sum[i]);
  Rows rows;
  rows.names = {"x"};
  rows.person = {5};
  rows.day = {95};
  rows.values = {{1}};
  CHECK(sentence([&] { state.update(rows.input()); }) == "performance.rolling: day[0] is 1970-04-06, but must be on or after 1970-04-07, because late_days is 3");
}

TEST_CASE("rolling: parts merged in any cut give the whole") {
  std::mt19937_64 random(3);
  RollingOptions options = windows({{RollingUnit::days, 7, ""}, {RollingUnit::calendar_months, 1, ""}});
  options.duplicates = RollingDuplicates::add;
  const Rows rows = random_rows(random, true);
  std::vector<RollingState> parts(7);
  for (RollingState& part : parts) {
    part.options = options;
    Rows own;
    own.names = rows.names;
    own.values.resize(3);
    for (std::size_t i = 0; i < rows.day.size(); ++i)
      if (random() % 7 == 0) own.add(rows, i);
    part.update(own.input());
  }
  Rows all;
  RollingState merged = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) merged.merge(parts[i]);
  merged.advance();
  for (const RollingState& part : parts)
    for (std::size_t i = 0; i < part.fresh.day.size(); ++i) {
      Rows one;
      one.names = rows.names;
      one.person = {std::stoll(part.people[static_cast<std::size_t>(part.fresh.person[i])])};
      one.day = {part.fresh.day[i]};
      for (std::size_t j = 0; j < 3; ++j) one.values.push_back({part.fresh.values[i * 3 + j]});
      all.add(one, 0);
    }
  CHECK(saved(merged.finish()) == saved(rolling(all.input(), options)));
}

TEST_CASE("rolling: a round in parts, each a copy of the state or a new one") {
  std::mt19937_64 random(29);
  for (const RollingDuplicates duplicates : {RollingDuplicates::add, RollingDuplicates::latest})
    for (int cut = 0; cut < 30; ++cut) {
      CAPTURE(cut);
      RollingOptions options = windows({{RollingUnit::days, 7, ""}, {RollingUnit::calendar_months, 1, ""}});
      options.duplicates = duplicates;
      const Rows rows = random_rows(random, duplicates == RollingDuplicates::add);
      RollingState whole, merged;
      whole.options = merged.options = options;
      for (int round = 0; round < 4; ++round) {
        std::vector<Rows> part(4);
        for (Rows& each : part) each.names = rows.names, each.values.resize(3);
        Rows all = part[0];
        for (std::size_t i = 0; i < rows.day.size(); ++i)
          if (static_cast<int>(i % 4) == round) {
            const std::size_t to = random() % (round == 2 ? 3 : 4);
            part[to].add(rows, i);
          }
        for (const Rows& each : part)
          for (std::size_t i = 0; i < each.day.size(); ++i) all.add(each, i);
        whole.update(all.input());
        const RollingState sent = merged;
        std::vector<RollingState> parts(4, sent);
        parts[1] = RollingState{};
        parts[1].options = options;
        for (std::size_t p = 0; p < 4; ++p)
          if (p != 3 || !part[3].day.empty()) parts[p].update(part[p].input());  // one is given nothing at all in one round
        const std::size_t first = random() % 4;
        merged = parts[first];
        for (std::size_t p = 0; p < 4; ++p)
          if (p != first) merged.merge(parts[p]);
        whole.advance();
        merged.advance();
        CHECK(saved(merged.finish()) == saved(whole.finish()));
      }
    }
}

TEST_CASE("rolling: parts of a day do not cost a second rounding") {
  Rows rows;
  rows.names = {"x", "y"};
  rows.person = {1, 1, 1, 1};
  rows.day = {10, 10, 11, 11};
  rows.values = {{9007199254740992, 1, 1, 0}, {1, 1, 1, 1}};  // 2^53 + 1 is no double; the two days together are
  RollingOptions options = windows({{RollingUnit::days, 7, ""}});
  options.duplicates = RollingDuplicates::add;
  options.ratios = {{"rate", "x", "y"}};
  const RollingResult result = rolling(rows.input(), options);
  CHECK(result.sums[0].sum == std::vector<double>{9007199254740992, 9007199254740994});
  CHECK(result.sums[0].count == std::vector<std::int64_t>{1, 2});
  CHECK(result.ratios[0].numerator == std::vector<double>{9007199254740992, 9007199254740994});
  CHECK(result.ratios[0].denominator == std::vector<double>{2, 4});
}

TEST_CASE("rolling: what it refuses") {
  Rows rows;
  rows.names = {"sales", "leads"};
  rows.person = {1, 1, 2};
  rows.day = {10, 10, 11};
  rows.values = {{1, 2, 3}, {1, -1, 1}};
  RollingOptions options = windows({{RollingUnit::days, 7, ""}});
  const auto said = [&] { return sentence([&] { rolling(rows.input(), options); }); };
  CHECK(said() == "performance.rolling: day[1] is 1970-01-11, but must be another than that of row 0, of the same person, or duplicates say what several rows mean");
  rows.day = {10, 9, 11};
  options.ratios = {{"rate", "sales", "leads"}};
  CHECK(said() == "performance.rolling: x.leads[1] is -1, but must be >= 0, as the denominator of \"rate\"");
  options.ratios = {{"rate", "sales", "visits"}};
  CHECK(said() == "performance.rolling: ratios[0].denominator is \"visits\", but must be one of the columns of x, sales, leads");
  options.ratios = {};
  options.windows.push_back({RollingUnit::days, 7, ""});
  CHECK(said() == "performance.rolling: windows[1].name is \"7 days\", but must be unique");
  options.windows[1] = {RollingUnit::working_days, 5, ""};
  CHECK(said() == "performance.rolling: working_days is missing, but must be given, because windows[1].unit is working_days");
  options.working_days = {5, 6, 7, 10, 11};
  CHECK(said() == "performance.rolling: working_days is 1970-01-06 to 1970-01-12, but must be a calendar with 5 working days up to 1970-01-10");
  options.windows.pop_back();
  CHECK(said() == "performance.rolling: working_days is given, but must be left out unless the unit of a window is working_days");
  options.working_days = {};
  options.duplicates = RollingDuplicates::latest;
  CHECK(said() == "performance.rolling: recorded_at is missing, but must be given with duplicates = latest");
  options.duplicates = RollingDuplicates::refuse;
  options.windows[0].unit = RollingUnit::undeclared;
  CHECK(said() == "performance.rolling: windows[0].unit is undeclared, but must be days, weeks, months, working_days, or a calendar period");
  options.windows[0].unit = RollingUnit::days;
  const std::vector<std::int64_t> large{1, (std::int64_t{1} << 53) + 1, 2};
  RollingInput input = rows.input();
  input.x.columns[0] = Column(large);
  CHECK(sentence([&] { rolling(input, options); }) == "performance.rolling: x.sales[1] is 9007199254740993, but must be at most 2^53 in size, to be added exactly");
  rows.person = {1, 1, 1};
  rows.values[0] = {1.7e308, 1.7e308, 0};
  CHECK(said() == "performance.rolling: x.sales is too large to be added, but must be small enough for sums below 1.8e308");
}

TEST_CASE("rolling windows equal polars', decimals the exact sums") {
  for (const std::string& file : golden::golden_files("performance/rolling", "days")) {
    const golden::json document = golden::load_golden(file);
    Rows rows;
    rows.person = golden::integers(document["data"]["person"]);
    rows.day = golden::integers(document["data"]["day"]);
    rows.names = {"calls", "amount"};
    rows.values = {golden::numbers(document["data"]["x"]["calls"]), golden::numbers(document["data"]["x"]["amount"])};
    RollingOptions options = windows({{RollingUnit::days, 1, "1"}, {RollingUnit::days, 7, "7"}, {RollingUnit::weeks, 1, "week"}, {RollingUnit::days, 30, "30"}, {RollingUnit::calendar_months, 1, "month"}});
    options.means = options.extremes = true;
    const RollingResult result = rolling(rows.input(), options);
    for (const RollingSums& sums : result.sums) {
      CAPTURE(sums.window);
      CAPTURE(sums.indicator);
      if (sums.window == "month") {
        if (sums.indicator == "calls") CHECK(sums.sum == golden::numbers(document["calls_this_month"]));
        continue;
      }
      const golden::json& expected = document["windows"][sums.window == "week" ? "7" : sums.window];
      CHECK(result.rows.day == golden::integers(expected["day"]));
      CHECK(sums.sum == golden::numbers(expected[sums.indicator + "_sum"]));
      CHECK(sums.count == golden::integers(expected[sums.indicator + "_count"]));
      CHECK(golden::distance(sums.mean, golden::numbers(expected[sums.indicator + "_mean"]), 1e-12) < 1e-12);
      CHECK(golden::distance(sums.smallest, golden::numbers(expected[sums.indicator + "_smallest"])) == 0);
      CHECK(golden::distance(sums.largest, golden::numbers(expected[sums.indicator + "_largest"])) == 0);
    }
  }
}
