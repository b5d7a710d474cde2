#include "mainstay/data/exposure.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/frame.hpp"
#include "sentence.hpp"
#include "sheet.hpp"

using namespace mainstay;
using namespace mainstay::data;
using namespace sheet;

namespace {

using Whole = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

struct Sheet {
  Frame frame;
  Sheet& days(const char* name, Whole values) {
    add_days(frame, name, std::move(values));
    return *this;
  }
  Sheet& texts(const char* name, const std::vector<std::string>& values) {
    frame.add_texts(name, std::span<const std::string>(values));
    return *this;
  }
  ExposureInput input() const {
    ExposureInput input;
    const auto take = [&](const char* name, Column& column) {
      if (frame.find(name) >= 0) column = frame[name];
    };
    take("start", input.start);
    take("stop", input.stop);
    take("event", input.event);
    take("origin", input.origin);
    take("observed_from", input.observed_from);
    take("person", input.person);
    take("group", input.group);
    return input;
  }
};

ExposureOptions half_open() {
  ExposureOptions options;
  options.interval = Interval::half_open;
  return options;
}

std::string sentence(const Sheet& sheet, const ExposureOptions& options) { return ::sentence([&] { exposure(sheet.input(), options); }); }

}  // namespace

TEST_CASE("exposure: a Lexis diagram by hand") {
  // Hired on 11 January 2024, left with 10 March as the first day away: 21 days of January, 29 of February, 9 of March; tenure 30 is
  // reached on 10 February. The other one, hired on 1 December, is there throughout.
  Sheet sheet;
  sheet.days("start", {d("2024-01-11"), d("2023-12-01")}).days("stop", {d("2024-03-10"), none}).days("event", {2, 0});
  ExposureOptions options = half_open();
  options.period = ExposurePeriod::month;
  options.first_day = d("2024-01-01");
  options.last_day = d("2024-03-31");
  options.bands = {30};
  CHECK(sentence(sheet, options) ==
        "data.exposure: observation_end is missing, but must be the day up to which leaving is known, because the stop of row 1 is open");
  options.observation_end = d("2024-04-01");
  const ExposureResult result = exposure(sheet.input(), options);
  CHECK(result.pieces.row == Whole{0, 0, 0, 0, 1, 1, 1});
  CHECK(result.pieces.period == Whole{0, 1, 1, 2, 0, 1, 2});
  CHECK(result.pieces.band == Whole{0, 0, 1, 1, 1, 1, 1});
  CHECK(result.pieces.days == Whole{21, 9, 20, 9, 31, 29, 31});
  CHECK(result.pieces.event == Whole{0, 0, 0, 2, 0, 0, 0});
  CHECK(result.pieces.entry == Numbers{0, 21, 30, 50, 31, 62, 91});
  CHECK(result.pieces.duration == Numbers{21, 30, 50, 59, 62, 91, 122});
  CHECK(result.totals.days == Whole{21, 31, 9, 49, 0, 40});
  CHECK(result.totals.events == Whole{0, 0, 0, 0, 0, 1});
  CHECK(result.totals.person_years[5] == doctest::Approx(40 / 365.25).epsilon(1e-15));
  CHECK(result.totals.rate[5] == doctest::Approx(365.25 / 40).epsilon(1e-15));
  CHECK(std::isnan(result.totals.rate[4]));
  CHECK(result.totals.period_start[2] == d("2024-02-01"));
  CHECK(result.totals.period_stop[5] == d("2024-04-01"));
  CHECK(result.totals.tenure_until[0] == 30);
  CHECK(std::isinf(result.totals.tenure_until[1]));
  CHECK(result.causes.cell == Whole{5});
  CHECK(result.causes.cause == Whole{2});
  CHECK(result.days == 150);
  CHECK(result.days_outside == 31);  // December
  CHECK(findings(result) == "outside_periods:1@1");
  options.list_pieces = false;
  CHECK(exposure(sheet.input(), options).pieces.row.empty());
  CHECK(exposure(sheet.input(), options).totals.days == result.totals.days);
}

TEST_CASE("exposure: whose last day lies in which period") {
  // The first day away is 1 February: the last day employed, 31 January, is January's, and so is the leaving.
  Sheet sheet;
  sheet.days("start", {d("2024-01-01"), d("2024-01-01")}).days("stop", {d("2024-02-01"), d("2024-02-02")});
  ExposureOptions options = half_open();
  options.boundaries = {d("2024-01-01"), d("2024-02-01"), d("2024-03-01")};
  CHECK(exposure(sheet.input(), options).totals.events == Whole{1, 1});
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  const ExposureResult cut = exposure(sheet.input(), options);
  CHECK(cut.totals.events == Whole{1});  // the other one left on a day outside
  CHECK(cut.days_outside == 1);
  options.interval = Interval::closed;
  CHECK(exposure(sheet.input(), options).totals.events == Whole{0});
}

TEST_CASE("exposure: periods by word begin on calendar days") {
  Sheet sheet;
  sheet.days("start", {d("2023-11-15")}).days("stop", {d("2025-02-10")});
  ExposureOptions options = half_open();
  options.period = ExposurePeriod::quarter;
  options.first_day = d("2023-11-20");
  options.last_day = d("2024-08-09");
  const ExposureResult result = exposure(sheet.input(), options);
  CHECK(result.totals.period_start == Whole{d("2023-11-20"), d("2024-01-01"), d("2024-04-01"), d("2024-07-01")});
  CHECK(result.totals.period_stop.back() == d("2024-08-10"));
  CHECK(result.totals.days == Whole{42, 91, 91, 40});
  options.period = ExposurePeriod::year;
  CHECK(exposure(sheet.input(), options).totals.days == Whole{42, 222});
  options.first_day = d("1969-11-30");  // before day 0
  options.last_day = d("1970-01-01");
  options.period = ExposurePeriod::month;
  CHECK(exposure(sheet.input(), options).totals.period_start == Whole{-32, -31, 0});
}

TEST_CASE("exposure: contradictions, and what is not declared") {
  ExposureOptions options;
  Sheet sheet;
  sheet.days("start", {10, 50, 60, 70, 80, 85}).days("stop", {20, 40, 60, 75, 95, 90}).days("origin", {10, 0, 60, 71, 0, 0}).days("person", {1, 2, 3, 4, 5, 5});
  CHECK(sentence(sheet, options) == "data.exposure: interval is undeclared, but must be closed or half_open");
  options = half_open();
  CHECK(sentence(sheet, options) == "data.exposure: stop[1] is 1970-02-10, but must be on or after start, 1970-02-20");
  options.conflicts = Conflicts::leave_out;
  const ExposureResult result = exposure(sheet.input(), options);
  CHECK(findings(result) == "stop_before_start:1@1- zero_length:1@2- start_before_origin:1@3- overlap:1@5-");
  CHECK(result.pieces.row == Whole{0, 4});
  Sheet two;
  two.days("start", {80, 70}).days("stop", {95, 81}).days("person", {5, 5});
  options.conflicts = Conflicts::refuse;
  CHECK(sentence(two, options) == "data.exposure: start[0] is 1970-03-22, but must be on or after the stop of the same person's row 1, 1970-03-23");
  options.bands = {30, 30};
  CHECK(sentence(two, options) == "data.exposure: bands[1] is 30, but must be more than the one before it, 30");
  options.bands = {};
  options.boundaries = {30};
  CHECK(sentence(two, options) == "data.exposure: boundaries is one day, but must be two days or more: where each period begins and where the last one ends");
  options.period = ExposurePeriod::month;
  CHECK(sentence(two, options) == "data.exposure: boundaries is one day, but must be two days or more: where each period begins and where the last one ends");
  options.boundaries = {};
  CHECK(sentence(two, options) == "data.exposure: first_day is missing, but must be the first day that counts");
  options.first_day = 30;
  options.last_day = 20;
  CHECK(sentence(two, options) == "data.exposure: last_day is 1970-01-21, but must be on or after first_day, 1970-01-31");
  options.period = ExposurePeriod::none;
  CHECK(sentence(two, options) == "data.exposure: first_day is 1970-01-31, but must be given with period only");
}

TEST_CASE("exposure: golden values of a walk through every day") {
  for (const std::string& file : golden::golden_files("data/exposure")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto& given = document["options"];
    Sheet sheet;
    for (const char* name : {"start", "stop", "event", "origin", "observed_from", "person"}) {
      Whole values;
      for (const auto& value : document["data"][name]) values.push_back(value.is_null() ? none : value.get<std::int64_t>());
      sheet.days(name, values);
    }
    sheet.texts("group", document["data"]["group"].get<std::vector<std::string>>());
    ExposureOptions options;
    options.boundaries = given["boundaries"].get<Whole>();
    options.bands = given["bands"].get<Whole>();
    options.observation_end = given["observation_end"].get<std::int64_t>();
    options.interval = given["interval"] == "closed" ? Interval::closed : Interval::half_open;
    options.conflicts = Conflicts::leave_out;
    const ExposureResult result = exposure(sheet.input(), options);
    const auto& pieces = document["expected"]["pieces"];
    REQUIRE(result.pieces.row.size() == pieces.size());
    std::int64_t days = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      CAPTURE(i);
      const std::pair<const char*, const Whole*> columns[] = {{"row", &result.pieces.row},     {"period", &result.pieces.period}, {"band", &result.pieces.band},
                                                              {"start", &result.pieces.start}, {"stop", &result.pieces.stop},     {"event", &result.pieces.event}};
      for (const auto& column : columns) CHECK_MESSAGE(pieces[i][column.first] == (*column.second)[i], column.first);
      CHECK(pieces[i]["entry"].get<double>() == result.pieces.entry[i]);
      CHECK(result.pieces.duration[i] - result.pieces.entry[i] == result.pieces.days[i]);
      days += result.pieces.days[i];
    }
    CHECK(days == result.days);
    CHECK(result.days_outside == document["expected"]["days_outside"]);
    std::map<std::string, std::vector<std::int64_t>> cells;
    for (std::size_t i = 0; i < result.totals.days.size(); ++i)
      if (result.totals.days[i] > 0)
        cells[result.totals.group.levels[result.totals.group.codes[i]] + " " + std::to_string(result.totals.period[i]) + " " + std::to_string(result.totals.band[i])] = {
            result.totals.days[i], result.totals.events[i]};
      else CHECK(result.totals.events[i] == 0);
    CHECK(cells == document["expected"]["cells"].get<std::map<std::string, std::vector<std::int64_t>>>());
    CHECK(std::accumulate(result.causes.events.begin(), result.causes.events.end(), std::int64_t{0}) ==
          std::accumulate(result.totals.events.begin(), result.totals.events.end(), std::int64_t{0}));
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == document["expected"]["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("exposure: the order of rows and the number of threads change nothing") {
  std::mt19937 random(3);
  const std::size_t n = 40000;
  Whole start(n), stop(n), event(n);
  for (std::size_t i = 0; i < n; ++i) {
    start[i] = static_cast<std::int64_t>(random() % 2000);
    stop[i] = start[i] + 1 + static_cast<std::int64_t>(random() % 900);
    event[i] = static_cast<std::int64_t>(random() % 3);
  }
  Sheet sheet;
  sheet.days("start", start).days("stop", stop).days("event", event);
  ExposureOptions options = half_open();
  options.period = ExposurePeriod::month;
  options.first_day = 100;
  options.last_day = 2500;
  options.bands = {90, 365, 730};
  RunContext context;
  context.threads = 1;
  const ExposureResult one = exposure(sheet.input(), options, context);
  context.threads = 3;
  const std::string bytes = save_document("data.exposure", Object::of(one));
  CHECK(save_document("data.exposure", Object::of(exposure(sheet.input(), options, context))) == bytes);
  CHECK(save_document("data.exposure", load_document(bytes, "data.exposure", type_of<ExposureResult>)) == bytes);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  Whole a, b, c;
  for (const std::size_t row : order) {
    a.push_back(start[row]);
    b.push_back(stop[row]);
    c.push_back(event[row]);
  }
  Sheet shuffled;
  shuffled.days("start", a).days("stop", b).days("event", c);
  const ExposureResult other = exposure(shuffled.input(), options);
  CHECK(other.totals.days == one.totals.days);
  CHECK(other.totals.events == one.totals.events);
  CHECK(other.causes.events == one.causes.events);
  CHECK(other.pieces.row.size() == one.pieces.row.size());
  CHECK(exposure(Sheet().days("start", {}).days("stop", {}).input(), options).days == 0);
}
