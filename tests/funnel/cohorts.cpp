// Retention triangles against hand-counted ones, R's curves, and the definition day by day.
#include "mainstay/funnel/cohorts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "labels.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct People {
  std::vector<std::int64_t> id, entry, person, time;
  std::vector<double> exit, until;  // NaN: missing
  std::vector<std::string> cohort;

  void add(const std::string& label, std::int64_t from, double gone = missing, double seen = missing) {
    id.push_back(static_cast<std::int64_t>(id.size())), entry.push_back(from), exit.push_back(gone), until.push_back(seen), cohort.push_back(label);
  }
  void active(std::int64_t who, std::int64_t day) { person.push_back(who), time.push_back(day); }
  CohortsResult count(const CohortsOptions& options, bool named = true) const {
    Labels labels;
    CohortsInput input;
    input.person_id = id;
    input.entry = entry;
    input.exit_time = exit;
    input.observed_until = until;
    if (named) input.cohort = labels.column(cohort);
    if (!person.empty()) input.person = person, input.time = time;
    return cohorts(input, options);
  }
};

struct Cell {
  std::int64_t entered, observed, retained;
  double rate, estimate;
};
std::map<std::pair<std::string, std::int64_t>, Cell> table(const CohortsResult& result) {
  std::map<std::pair<std::string, std::int64_t>, Cell> cells;
  const CohortCells& of = result.cells;
  for (std::size_t i = 0; i < of.age.size(); ++i) cells[{of.cohort.levels[of.cohort.codes[i]], of.age[i]}] = {of.entered[i], of.observed[i], of.retained[i], of.rate[i], of.estimate[i]};
  return cells;
}

}  // namespace

TEST_CASE("cohorts: two weeks of joiners, by hand") {
  People people;  // the records end on day 21
  people.add("a", 0, 5), people.add("a", 0, 14), people.add("a", 1), people.add("b", 14, 20), people.add("b", 15);
  CohortsOptions options;
  options.follow_up_end = 21;
  const auto cells = table(people.count(options));
  CHECK(cells.at({"a", 0}).retained == 3);
  CHECK(cells.at({"a", 1}).retained == 2);
  CHECK(cells.at({"a", 2}).retained == 1);  // who leaves on the first day of a period is not there
  CHECK(cells.at({"a", 2}).observed == 3);
  CHECK(cells.at({"a", 3}).observed == 2);  // the third person's week 3 begins on day 22
  CHECK(cells.at({"b", 1}).observed == 1);
  CHECK(cells.at({"b", 1}).retained == 0);
  CHECK(cells.at({"total", 1}).observed == 4);
  CHECK(cells.at({"total", 1}).rate == 0.5);
  CHECK(cells.at({"total", 1}).estimate == 0.5);
  near(cells.at({"total", 2}).estimate, 0.25, 1e-15, "of the two still there, one leaves");
}

TEST_CASE("cohorts: V15, the total is a sum over sums, not a mean of rates") {
  // 2 of 10 and 0 of 100: 1.8 %, not 10 %.
  People people;
  for (int i = 0; i < 10; ++i) people.add("small", 0, i < 8 ? 3.0 : missing);
  for (int i = 0; i < 100; ++i) people.add("large", 0, 3.0);
  CohortsOptions options;
  options.follow_up_end = 8;
  const auto cells = table(people.count(options));
  near(cells.at({"total", 1}).rate, 2.0 / 110.0, 1e-15, "total");
  CHECK(cells.at({"small", 1}).rate == 0.2);
}

TEST_CASE("cohorts: on and on_or_after, rolling and calendar") {
  People people;  // Monday is day 4; weeks 4–10, 11–17, 18–24, 25–31
  people.add("", 10), people.add("", 4);
  people.active(0, 10), people.active(0, 12), people.active(0, 26), people.active(1, 5), people.active(1, 5), people.active(1, 18);
  CohortsOptions options;
  options.follow_up_end = 31;
  options.measure = CohortMeasure::on;
  options.clock = CohortClock::calendar;
  auto cells = table(people.count(options, false));
  const std::string week = "1970-01-05";
  CHECK(cells.at({week, 0}).retained == 2);
  CHECK(cells.at({week, 1}).retained == 1);
  CHECK(cells.at({week, 2}).retained == 1);
  CHECK(cells.at({week, 3}).retained == 1);
  CHECK(cells.size() == 8);
  CHECK(std::isnan(cells.at({week, 3}).estimate));
  options.measure = CohortMeasure::on_or_after;
  cells = table(people.count(options, false));
  CHECK(cells.at({week, 1}).retained == 2);
  CHECK(cells.at({week, 2}).retained == 2);
  CHECK(cells.at({week, 3}).retained == 1);
  options.measure = CohortMeasure::on;
  options.clock = CohortClock::rolling;
  cells = table(people.count(options, false));  // person 0: weeks from day 10: 10–16, 17–23, 24–30; person 1 from 4: …, 25–31
  CHECK(cells.at({week, 0}).retained == 2);
  CHECK(cells.at({week, 1}).retained == 0);
  CHECK(cells.at({week, 2}).retained == 2);
  CHECK(cells.at({week, 3}).observed == 1);
}

TEST_CASE("cohorts: calendar months by their boundaries") {
  People people;
  people.add("", 20, 45), people.add("", 31), people.add("", 58);
  CohortsOptions options;
  options.clock = CohortClock::calendar;
  options.boundaries = {0, 31, 59, 90};
  options.follow_up_end = 89;
  const auto cells = table(people.count(options, false));
  CHECK(cells.at({"1970-01-01", 1}).retained == 1);
  CHECK(cells.at({"1970-01-01", 2}).retained == 0);
  CHECK(cells.at({"1970-02-01", 1}).observed == 2);
  CHECK(cells.count({"1970-02-01", 2}) == 0);  // no month beyond the last boundary
}

TEST_CASE("cohorts: counts and curves equal R's") {
  for (const std::string& file : golden::golden_files("funnel/cohorts")) {
    const golden::json document = golden::load_golden(file), &data = document["data"];
    People people;
    const std::vector<double> exit = golden::numbers(data["exit_time"]), until = golden::numbers(data["observed_until"]);
    const std::vector<std::int64_t> entry = golden::integers(data["entry"]);
    const std::vector<std::string> cohort = golden::texts(data["cohort"]);
    for (std::size_t i = 0; i < entry.size(); ++i) people.add(cohort[i], entry[i], exit[i], until[i]);
    CohortsOptions options;
    options.width_days = document["options"]["width_days"].get<std::int64_t>();
    options.follow_up_end = document["options"]["follow_up_end"].get<std::int64_t>();
    const auto cells = table(people.count(options));
    std::size_t compared = 0;
    for (const golden::json& group : document["expect"]["cells"])
      for (std::size_t i = 0; i < group["age"].size(); ++i, ++compared) {
        const Cell& cell = cells.at({group["cohort"].get<std::string>(), group["age"][i].get<std::int64_t>()});
        CHECK(cell.observed == group["observed"][i].get<std::int64_t>());
        CHECK(cell.retained == group["retained"][i].get<std::int64_t>());
        check_close(cell.estimate, golden::number(group["estimate"][i]), 1e-12, 1e-15, file);
      }
    CHECK(compared == cells.size());
  }
}

TEST_CASE("cohorts: the definition, day by day") {
  std::mt19937 random(11);
  const auto draw = [&](std::int64_t below) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below)); };
  for (int turn = 0; turn < 150; ++turn) {
    People people;
    const std::int64_t end = 60;
    for (std::int64_t i = 0; i < 12; ++i) {
      const std::int64_t entry = draw(40);
      people.add(draw(2) != 0 ? "x" : "y", entry, draw(3) == 0 ? missing : static_cast<double>(entry + draw(30)), draw(4) == 0 ? static_cast<double>(entry + draw(30)) : missing);
    }
    for (int e = 0; e < 60; ++e) people.active(draw(13), draw(70));  // 12 is nobody
    CohortsOptions options;
    options.follow_up_end = end;
    options.measure = static_cast<CohortMeasure>(turn % 3);
    options.clock = static_cast<CohortClock>(turn / 3 % 2);
    options.width_days = 1 + draw(9);
    options.anchor = draw(9);
    options.list_people = true;
    const CohortsResult result = people.count(options);
    std::map<std::pair<std::string, std::int64_t>, std::pair<std::int64_t, std::int64_t>> expected, listed;
    const auto period = [&](std::int64_t day) { return static_cast<std::int64_t>(std::floor(static_cast<double>(day - *options.anchor) / static_cast<double>(options.width_days))); };
    for (std::size_t i = 0; i < people.id.size(); ++i) {
      const std::int64_t seen = std::isnan(people.until[i]) ? end : std::min<std::int64_t>(end, static_cast<std::int64_t>(people.until[i])), entry = people.entry[i];
      const bool gone = !std::isnan(people.exit[i]) && people.exit[i] <= static_cast<double>(seen);
      const std::int64_t exit = gone ? static_cast<std::int64_t>(people.exit[i]) : 1000, watched = gone ? end : seen;
      const auto age = [&](std::int64_t day) { return options.clock == CohortClock::rolling ? (day - entry) / options.width_days : period(day) - period(entry); };
      for (std::int64_t k = 0; k < 80; ++k) {
        std::vector<std::int64_t> days;  // of this age
        for (std::int64_t day = entry; day < 300; ++day)
          if (age(day) == k) days.push_back(day);
        bool there = false;
        if (days.empty()) break;
        if (options.measure == CohortMeasure::stayed ? days.front() > watched : days.back() > watched) break;
        if (options.measure == CohortMeasure::stayed) there = days.front() < exit;
        for (std::size_t e = 0; options.measure != CohortMeasure::stayed && e < people.time.size(); ++e)
          if (people.person[e] == people.id[i] && people.time[e] >= entry && people.time[e] < exit && people.time[e] <= watched)
            there = there || (options.measure == CohortMeasure::on ? age(people.time[e]) == k : age(people.time[e]) >= k);
        for (const std::string& label : {std::string("total"), people.cohort[i]}) {
          auto& cell = expected[{label, k}];
          ++cell.first;
          cell.second += there;
        }
      }
    }
    const auto cells = table(result);
    REQUIRE(cells.size() == expected.size());
    for (const auto& [key, cell] : expected) {
      CHECK(cells.at(key).observed == cell.first);
      CHECK(cells.at(key).retained == cell.second);
    }
    for (std::size_t i = 0; i < result.listed.row.size(); ++i) {
      auto& cell = listed[{result.listed.cohort.levels[result.listed.cohort.codes[i]], result.listed.age[i]}];
      ++cell.first;
      cell.second += result.listed.retained[i];
    }
    for (const auto& [key, cell] : listed) CHECK(expected.at(key) == cell);
  }
}

TEST_CASE("cohorts: what is met and what is refused") {
  People people;
  people.add("a", 0, 5, 3), people.add("a", 9, 4), people.add("a", 90), people.add("a", 2, 30);
  people.active(0, -1), people.active(3, 30), people.active(7, 3), people.active(0, 9), people.active(3, 8);
  CohortsOptions options;
  options.measure = CohortMeasure::on;
  options.follow_up_end = 40;
  const CohortsResult result = people.count(options);
  CHECK(result.people == 2);
  const std::vector<std::string> codes{"people_after_follow_up", "exit_before_entry", "exit_after_observed", "events_of_unknown_people", "events_before_entry", "events_after_exit", "events_after_observed"};
  CHECK(result.findings.finding == codes);
  CHECK(result.findings.count == std::vector<std::int64_t>(7, 1));
  CHECK(result.findings.first_row == std::vector<std::int64_t>{2, 1, 0, 2, 0, 1, 3});
  people.id[1] = 0;
  CHECK(sentence([&] { people.count(options); }) == "funnel.cohorts: person_id[1] is \"0\", but must be there once; row 0 has it too");
  people.id[1] = 1;
  options.boundaries = {0, 31, 31};
  CHECK(sentence([&] { people.count(options, false); }) == "funnel.cohorts: boundaries[2] is 1970-02-01, but must be after the one before, 1970-02-01");
  options.boundaries = {0, 2};
  CHECK(sentence([&] { people.count(options, false); }) == "funnel.cohorts: entry[3] is 1970-01-03, but must be within boundaries");
  options.boundaries = {};
  people.person.clear(), people.time.clear();
  CHECK(sentence([&] { people.count(options); }) == "funnel.cohorts: person is missing, but must be given, with time, for measure = on and on_or_after");
  options.measure = CohortMeasure::stayed;
  options.width_days = 1;
  options.follow_up_end = 1000000;
  CHECK(sentence([&] { people.count(options); }) == "funnel.cohorts: width_days is 1, but must be so wide that people are seen for at most 10000 periods, or ages given");
  options.ages = 2;
  CHECK(people.count(options).cells.age == std::vector<std::int64_t>{0, 1, 2, 0, 1, 2});
}

TEST_CASE("cohorts: events outside the boundaries, twice on a day, and people seen before they came are counted") {
  const std::vector<std::int64_t> id{1, 2}, entry{10, 20}, until{40, 15}, person{1, 1, 1}, time{12, 12, 35};
  CohortsInput input;
  input.person_id = id, input.entry = entry, input.observed_until = until, input.person = person, input.time = time;
  CohortsOptions options;
  options.measure = CohortMeasure::on, options.clock = CohortClock::calendar, options.boundaries = {10, 17, 24, 31}, options.follow_up_end = 40;
  const CohortsResult result = cohorts(input, options);
  std::map<std::string, std::int64_t> found;
  for (std::size_t i = 0; i < result.findings.finding.size(); ++i) found[result.findings.finding[i]] = result.findings.count[i];
  CHECK(found["events_outside_boundaries"] == 1);
  CHECK(found["repeated_events"] == 1);
  CHECK(found["observed_before_entry"] == 1);
}
