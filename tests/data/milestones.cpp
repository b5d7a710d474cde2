#include "mainstay/data/milestones.hpp"

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
  Frame events, people;
  Sheet& event(const char* name, const Whole& values) {
    add_days(events, name, values);
    return *this;
  }
  Sheet& words(const std::vector<std::string>& values) {
    events.add_texts("event", std::span<const std::string>(values));
    return *this;
  }
  Sheet& person(const char* name, const Whole& values) {
    add_days(people, name, values);
    return *this;
  }
  MilestonesInput input() const {
    MilestonesInput input;
    take(events, "person", input.person);
    take(events, "time", input.time);
    take(events, "event", input.event);
    take(events, "sequence", input.sequence);
    take(events, "recorded_at", input.recorded_at);
    take(people, "person_id", input.person_id);
    take(people, "origin", input.origin);
    take(people, "exit_time", input.exit_time);
    return input;
  }
};

std::string sentence(const Sheet& sheet, const MilestonesOptions& options) { return ::sentence([&] { milestones(sheet.input(), options); }); }

}  // namespace

TEST_CASE("milestones: worked by hand") {
  // 7 is certified on the second try, 8 too late, 9 never did anything. 7's second certificate was only recorded in May.
  Sheet sheet;
  sheet.event("person", {7, 7, 8, 7, 8, 7, 7})
      .event("time", {d("2024-02-01"), d("2024-01-10"), d("2024-04-10"), d("2024-03-01"), d("2024-01-03"), d("2024-01-20"), d("2024-03-05")})
      .words({"certified", "call", "certified", "certified", "call", "call", "party"})
      .event("recorded_at", {none, none, none, d("2024-05-02"), none, none, none});
  sheet.person("person_id", {9, 7, 8}).person("origin", {d("2024-01-01"), d("2024-01-01"), d("2024-01-03")});
  MilestonesOptions options;
  CHECK(sentence(sheet, options).starts_with("data.milestones: milestones is missing"));
  options.milestones = {{"certified", {}, MilestoneWhich::first, {}, 90},
                        {"last_seen", {"call", "certified"}, MilestoneWhich::last, {}, {}},
                        {"calls", {"call"}, MilestoneWhich::count, {}, {}},
                        {"calls_later", {"call"}, MilestoneWhich::count, 15, {}}};
  const MilestonesResult result = milestones(sheet.input(), options);
  CHECK(result.milestones == std::vector<std::string>{"certified", "last_seen", "calls", "calls_later"});
  CHECK(result.person_row == Whole{0, 1, 2});
  CHECK(same(result.value, {nothing, nothing, 0, 0,                                          //
                            double(d("2024-02-01")), double(d("2024-03-01")), 2, 1,          //
                            nothing, double(d("2024-04-10")), 1, 0}));
  CHECK(same(result.tenure, {nothing, nothing, nothing, nothing, 31, 60, nothing, nothing, nothing, 98, nothing, nothing}));
  CHECK(result.hits.person == Whole{1, 1, 1, 1, 2, 2});
  CHECK(result.hits.milestone == Whole{0, 1, 2, 3, 1, 2});
  CHECK(result.hits.row == Whole{0, 3, 1, 5, 2, 4});
  CHECK(result.hits.count == Whole{2, 4, 2, 1, 2, 1});
  CHECK(findings(result) == "other_event:1@6-");
  options.known_at = d("2024-04-09");
  const MilestonesResult then = milestones(sheet.input(), options);
  CHECK(then.value[5] == d("2024-02-01"));
  CHECK(then.value[9] == d("2024-01-03"));
  CHECK(findings(then) == "recorded_later:1@3- future_event:1@2- other_event:1@6-");
}

TEST_CASE("milestones: people as they come, duplicates, ties") {
  Sheet sheet;
  sheet.event("person", {5, 3, 3, 3, 3}).event("time", {10, 20, 20, 20, 30}).words({"a", "b", "a", "a", "a"});
  MilestonesOptions options;
  options.milestones = {{"any", {"a", "b"}, MilestoneWhich::first, {}, {}}, {"count", {"a"}, MilestoneWhich::count, {}, {}}};
  const MilestonesResult result = milestones(sheet.input(), options);
  CHECK(result.person_row == Whole{1, 0});
  CHECK(same(result.value, {20, 2, 10, 1}));
  CHECK(findings(result) == "duplicate:1@3- tie:1@1");
  sheet.event("sequence", {0, 3, 1, 2, 0});
  const MilestonesResult told = milestones(sheet.input(), options);
  CHECK(told.hits.row == Whole{2, 2, 0, 0});
  CHECK(same(told.value, {20, 3, 10, 1}));
  CHECK(findings(told) == "");
}

TEST_CASE("milestones: what is refused") {
  Sheet sheet;
  sheet.event("person", {1, 2, 9}).event("time", {5, 40, 7}).words({"a", "a", "a"}).person("person_id", {1, 2}).person("origin", {6, 6}).person("exit_time", {none, 40});
  MilestonesOptions options;
  options.milestones = {{"a", {}, MilestoneWhich::first, {}, {}}};
  CHECK(sentence(sheet, options) == "data.milestones: time[0] is 1970-01-06, but must be on or after the person's origin, 1970-01-07");
  options.conflicts = Conflicts::leave_out;
  CHECK(findings(milestones(sheet.input(), options)) == "unknown_person:1@2- before_origin:1@0- after_exit:1@1-");
  options.milestones = {{"a", {}, MilestoneWhich::first, {}, {}}, {"a", {"b"}, MilestoneWhich::first, {}, {}}};
  CHECK(sentence(sheet, options) == "data.milestones: milestones[1].name is \"a\", but must be unique");
  options.milestones = {{"a", {"b", "b"}, MilestoneWhich::first, {}, {}}};
  CHECK(sentence(sheet, options) == "data.milestones: milestones[0].events[1] is \"b\", but must be listed once");
  options.milestones = {{"a", {}, MilestoneWhich::first, 20, 10}};
  CHECK(sentence(sheet, options) == "data.milestones: milestones[0].within_days is 10, but must be at least after_days, 20");
  Sheet alone;
  alone.event("person", {1}).event("time", {5}).words({"a"});
  CHECK(sentence(alone, options) == "data.milestones: milestones[0].after_days is 20, but must be left out without origin");
  Sheet twice;
  twice.event("person", {1}).event("time", {5}).words({"a"}).person("person_id", {4, 1, 4});
  options.milestones = {{"a", {}, MilestoneWhich::first, {}, {}}};
  CHECK(sentence(twice, options) == "data.milestones: person_id[2] is 4, but must be listed once; row 0 has it too");
}

TEST_CASE("milestones: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/milestones")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto list = [&](const char* name) {
      Whole values;
      for (const auto& value : document["data"][name]) values.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return values;
    };
    Sheet sheet;
    for (const char* name : {"person", "time", "sequence", "recorded_at"}) sheet.event(name, list(name));
    sheet.words(document["data"]["event"].get<std::vector<std::string>>());
    for (const char* name : {"person_id", "origin", "exit_time"}) sheet.person(name, list(name));
    MilestonesOptions options;
    options.known_at = document["options"]["known_at"].get<std::int64_t>();
    options.conflicts = Conflicts::leave_out;
    for (const auto& rule : document["options"]["milestones"]) {
      const auto days = [&](const char* name) { return rule[name].is_null() ? std::optional<std::int64_t>() : rule[name].get<std::int64_t>(); };
      options.milestones.push_back({rule["name"].get<std::string>(), rule["events"].get<std::vector<std::string>>(),
                                    rule["which"] == "first"  ? MilestoneWhich::first
                                    : rule["which"] == "last" ? MilestoneWhich::last
                                                              : MilestoneWhich::count,
                                    days("after_days"), days("within_days")});
    }
    const MilestonesResult result = milestones(sheet.input(), options);
    const auto& expected = document["expected"];
    const auto matrix = [&](const char* name) {
      Numbers values;
      for (const auto& row : expected[name])
        for (const auto& value : row) values.push_back(value.is_null() ? nothing : value.get<double>());
      return values;
    };
    CHECK(same(result.value, matrix("value")));
    CHECK(same(result.tenure, matrix("tenure")));
    REQUIRE(result.hits.row.size() == expected["hits"].size());
    for (std::size_t i = 0; i < result.hits.row.size(); ++i)
      CHECK(expected["hits"][i].get<Whole>() == Whole{result.hits.person[i], result.hits.milestone[i], result.hits.row[i], result.hits.day[i], result.hits.count[i]});
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == expected["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("milestones: the order of rows changes nothing, and the result survives its bytes") {
  std::mt19937 random(2);
  const std::size_t n = 5000;
  Whole person(n), time(n), sequence(n);
  std::vector<std::string> word(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(random() % 300);
    time[i] = static_cast<std::int64_t>(random() % 900);
    sequence[i] = static_cast<std::int64_t>(i);
    word[i] = std::string(1, static_cast<char>('a' + random() % 4));
  }
  MilestonesOptions options;
  options.milestones = {{"a", {}, MilestoneWhich::first, {}, {}}, {"bc", {"b", "c"}, MilestoneWhich::last, {}, {}}, {"n", {"a", "d"}, MilestoneWhich::count, {}, {}}};
  Sheet sheet;
  sheet.event("person", person).event("time", time).event("sequence", sequence).words(word);
  const MilestonesResult one = milestones(sheet.input(), options);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  Whole a, b, c;
  std::vector<std::string> e;
  for (const std::size_t row : order) {
    a.push_back(person[row]);
    b.push_back(time[row]);
    c.push_back(sequence[row]);
    e.push_back(word[row]);
  }
  Sheet shuffled;
  shuffled.event("person", a).event("time", b).event("sequence", c).words(e);
  const MilestonesResult other = milestones(shuffled.input(), options);
  CHECK(same(other.value, one.value));
  CHECK(other.hits.count == one.hits.count);
  bool rows = true;
  for (std::size_t i = 0; i < one.hits.row.size(); ++i) rows = rows && static_cast<std::int64_t>(order[other.hits.row[i]]) == one.hits.row[i];
  CHECK(rows);
  const std::string bytes = save_document("data.milestones", Object::of(one));
  CHECK(save_document("data.milestones", load_document(bytes, "data.milestones", type_of<MilestonesResult>)) == bytes);
  CHECK(milestones(Sheet().event("person", {}).event("time", {}).words({}).input(), options).value.empty());
}
