#include "mainstay/data/spells.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
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

// A table of spells: days, `none` where missing; reasons, "" where missing.
struct Sheet {
  Frame frame;
  Sheet(const std::vector<std::int64_t>& start, const std::vector<std::int64_t>& stop, const std::vector<std::string>& reason = {},
        const std::vector<std::int64_t>& person = {}, const std::vector<std::int64_t>& from = {}) {
    add("start", start);
    add("stop", stop);
    if (!reason.empty()) {
      std::vector<std::string_view> views;
      for (const std::string& text : reason) views.push_back(text.empty() ? std::string_view() : std::string_view(text));
      frame.add_texts("reason", views);
    }
    if (!person.empty()) add("person", person);
    if (!from.empty()) add("from", from);
  }
  void add(const char* name, std::vector<std::int64_t> days) {
    add_days(frame, name, std::move(days));
  }
  SpellsInput input() const {
    SpellsInput input;
    input.start = frame["start"];
    input.stop = frame["stop"];
    if (frame.find("reason") >= 0) input.reason = frame["reason"];
    if (frame.find("person") >= 0) input.person = frame["person"];
    if (frame.find("from") >= 0) input.observed_from = frame["from"];
    return input;
  }
};

SpellsOptions options_until(const char* end, Interval interval = Interval::half_open) {
  SpellsOptions options;
  options.observation_end = d(end);
  options.interval = interval;
  return options;
}

std::string sentence(const Sheet& table, const SpellsOptions& options) { return ::sentence([&] { spells(table.input(), options); }); }

}  // namespace

TEST_CASE("spells: worked by hand") {
  // Observed until 2024-07-01. A leaver, one still here, an open end of SAP, one who will leave, one not yet hired, a leap day.
  const Sheet table({d("2024-01-01"), d("2024-06-01"), d("2023-07-01"), d("2024-05-01"), d("2024-07-01"), d("2024-02-29")},
                    {d("2024-01-31"), none, open_end_9999, d("2024-08-01"), none, d("2024-03-01")}, {"pay", "", "", "pay", "", "boss"});
  SpellsOptions options = options_until("2024-07-01");
  options.open_ends = {open_end_9999};
  const SpellsResult half_open = spells(table.input(), options);
  CHECK(half_open.spells.row == std::vector<std::int64_t>{0, 1, 2, 3, 5});
  CHECK(half_open.spells.duration == std::vector<double>{30, 30, 366, 61, 1});
  CHECK(half_open.spells.event == std::vector<std::int64_t>{1, 0, 0, 0, 1});
  CHECK(half_open.spells.cause == std::vector<std::int64_t>{2, 0, 0, 0, 1});
  CHECK(half_open.spells.entry == std::vector<double>{0, 0, 0, 0, 0});
  CHECK(half_open.causes == std::vector<std::string>{"boss", "pay"});
  CHECK(findings(half_open) == "future_start:1@4- open_end:1@2 future_stop:1@3 reason_of_present:1@3");
  options.interval = Interval::closed;
  CHECK(spells(table.input(), options).spells.duration == std::vector<double>{31, 30, 366, 61, 2});
  // The end of observation itself: leaving on it is known, leaving after it is not.
  const Sheet edge({d("2024-06-01"), d("2024-06-01")}, {d("2024-07-01"), d("2024-07-02")});
  const SpellsResult at_edge = spells(edge.input(), options_until("2024-07-01"));
  CHECK(at_edge.spells.event == std::vector<std::int64_t>{1, 0});
  CHECK(at_edge.spells.duration == std::vector<double>{30, 30});
  CHECK(at_edge.causes == std::vector<std::string>{"left"});
}

TEST_CASE("spells: delayed entry") {
  SpellsOptions options = options_until("2024-07-01");
  options.observation_start = d("2024-01-01");
  const Sheet table({d("2020-01-01"), d("2023-12-31"), d("2024-01-01"), d("2024-02-01"), d("2023-01-01"), d("2023-01-01")},
                    {none, d("2024-03-01"), none, none, d("2024-01-01"), d("2024-01-02")}, {}, {},
                    {none, d("2023-01-01"), d("2024-06-30"), d("2024-02-01"), none, none});
  const SpellsResult result = spells(table.input(), options);
  CHECK(result.spells.row == std::vector<std::int64_t>{0, 1, 2, 3, 5});
  CHECK(result.spells.entry == std::vector<double>{1461, 1, 181, 0, 365});
  CHECK(result.spells.duration == std::vector<double>{1643, 61, 182, 151, 366});
  CHECK(findings(result) == "ended_before_observation:1@4- observed_late:4@0");
  for (std::size_t i = 0; i < result.spells.row.size(); ++i) CHECK(result.spells.entry[i] < result.spells.duration[i]);
  const Sheet late({d("2024-02-01")}, {d("2024-03-01")}, {}, {}, {d("2024-03-01")});
  CHECK(sentence(late, options) ==
        "data.spells: observed_from[0] is 2024-03-01, but must be before the spell or its observation ends, 2024-03-01");
  options.conflicts = Conflicts::leave_out;
  CHECK(findings(spells(late.input(), options)) == "observed_after_stop:1@0-");
  options.observation_start = d("2024-07-01");
  CHECK(sentence(late, options) == "data.spells: observation_start is 2024-07-01, but must be before observation_end, 2024-07-01");
}

TEST_CASE("spells: several of a person, in any order, and overlaps") {
  const Sheet rehired({10, 100, 50, 200}, {20, none, 60, 210}, {}, {7, 7, 7, 8});
  SpellsOptions options = options_until("1971-01-01");
  const SpellsResult result = spells(rehired.input(), options);
  CHECK(result.spells.spell == std::vector<std::int64_t>{1, 3, 2, 1});
  CHECK(findings(result) == "several_spells:2@1");
  // Half-open spells may touch; closed ones that share a day overlap.
  const Sheet touching({10, 20}, {20, 30}, {}, {7, 7});
  CHECK(sentence(touching, options) == "accepted");
  options.interval = Interval::closed;
  CHECK(sentence(touching, options) ==
        "data.spells: start[1] is 1970-01-21, but must be on or after the stop of the same person's spell in row 0, 1970-01-22");
  // An open spell before another one, and three that overlap in a chain: the ones that are kept do not.
  const Sheet chain({10, 15, 18, 40, 300}, {20, 30, 25, none, 310}, {"a", "b", "a", "", "a"}, {1, 1, 1, 2, 2});
  options.conflicts = Conflicts::leave_out;
  const SpellsResult kept = spells(chain.input(), options);
  CHECK(kept.spells.row == std::vector<std::int64_t>{0, 3});
  CHECK(kept.causes == std::vector<std::string>{"a"});
  CHECK(kept.spells.cause == std::vector<std::int64_t>{1, 0});
  CHECK(findings(kept) == "overlap:3@1-");
}

TEST_CASE("spells: contradictions and zero lengths") {
  SpellsOptions options = options_until("1971-01-01");
  const Sheet reversed({10, 50}, {20, 40});
  CHECK(sentence(reversed, options) == "data.spells: stop[1] is 1970-02-10, but must be on or after start, 1970-02-20");
  CHECK(sentence(Sheet({10, none}, {20, 40}), options) == "data.spells: start[1] is missing, but must be a day");
  const Sheet zero({10, 50}, {10, none});
  CHECK(sentence(zero, options) == "data.spells: stop[0] is 1970-01-11, but must be after start, 1970-01-11, or zero_length say otherwise");
  options.zero_length = SpellZero::leave_out;
  CHECK(findings(spells(zero.input(), options)) == "zero_length:1@0-");
  options.zero_length = SpellZero::keep;
  CHECK(spells(zero.input(), options).spells.duration == std::vector<double>{0, 315});
  options.zero_length = SpellZero::half_day;
  CHECK(spells(zero.input(), options).spells.duration == std::vector<double>{0.5, 315});
  options.interval = Interval::closed;
  CHECK(spells(zero.input(), options).spells.duration == std::vector<double>{1, 315});
  options.conflicts = Conflicts::leave_out;
  CHECK(findings(spells(Sheet({10, none, 50, 9}, {20, 40, 48, 7}).input(), options)) == "no_start:1@1- stop_before_start:2@2-");
  CHECK(spells(Sheet({none}, {none}).input(), options).spells.row.empty());
}

TEST_CASE("spells: leavers without a reason have a cause of their own") {
  SpellsOptions options = options_until("1971-01-01");
  const Sheet table({1, 2, 3}, {10, 10, none}, {"pay", "", ""});
  const SpellsResult result = spells(table.input(), options);
  CHECK(result.causes == std::vector<std::string>{"pay", "unstated"});
  CHECK(result.spells.cause == std::vector<std::int64_t>{1, 2, 0});
  CHECK(findings(result) == "no_reason:1@1");
  options.unstated_reason = "pay";
  CHECK(sentence(table, options) == "data.spells: unstated_reason is \"pay\", but must be no label of reason");
  // Whole numbers are reasons too.
  SpellsInput input = table.input();
  const std::vector<std::int8_t> numbers = {30, 10, 20};
  input.reason = Column(numbers);
  CHECK(spells(input, options_until("1971-01-01")).causes == std::vector<std::string>{"10", "30"});
}

TEST_CASE("spells: what is not declared is asked for") {
  const Sheet table({1}, {2});
  SpellsOptions options;
  CHECK(sentence(table, options) == "data.spells: observation_end is missing, but must be the day up to which leaving is known");
  options.observation_end = 100;
  CHECK(sentence(table, options) == "data.spells: interval is undeclared, but must be closed or half_open");
  SpellsInput input = table.input();
  const std::vector<double> halves = {0.5};
  input.start = Column(halves);
  options.interval = Interval::closed;
  CHECK_THROWS_AS(spells(input, options), Error);
  const std::vector<std::int64_t> two = {1, 2}, far = {3'000'000};
  input.start = Column(two);
  CHECK_THROWS_AS(spells(input, options), Error);
  input.start = Column(far);
  CHECK_THROWS_AS(spells(input, options), Error);
}

TEST_CASE("spells: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/spells")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto days = [&](const char* name) {
      std::vector<std::int64_t> out;
      for (const auto& value : document["data"][name]) out.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return out;
    };
    std::vector<std::string> reason;
    for (const auto& value : document["data"]["reason"]) reason.push_back(value.is_null() ? "" : value.get<std::string>());
    const Sheet table(days("start"), days("stop"), reason, days("person"), days("observed_from"));
    const auto& given = document["options"];
    SpellsOptions options;
    options.observation_end = given["observation_end"].get<std::int64_t>();
    if (!given["observation_start"].is_null()) options.observation_start = given["observation_start"].get<std::int64_t>();
    options.interval = given["interval"] == "closed" ? Interval::closed : Interval::half_open;
    options.open_ends = given["open_ends"].get<std::vector<std::int64_t>>();
    options.conflicts = Conflicts::leave_out;
    options.zero_length = given["zero_length"] == "half_day" ? SpellZero::half_day : SpellZero::leave_out;
    const SpellsResult result = spells(table.input(), options);
    const auto& expected = document["expected"];
    CHECK(result.spells.row == expected["row"].get<std::vector<std::int64_t>>());
    CHECK(result.spells.spell == expected["spell"].get<std::vector<std::int64_t>>());
    CHECK(result.spells.duration == expected["duration"].get<std::vector<double>>());
    CHECK(result.spells.entry == expected["entry"].get<std::vector<double>>());
    CHECK(result.spells.event == expected["event"].get<std::vector<std::int64_t>>());
    CHECK(result.spells.cause == expected["cause"].get<std::vector<std::int64_t>>());
    CHECK(result.causes == expected["causes"].get<std::vector<std::string>>());
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == expected["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("spells: the result survives its bytes") {
  const Sheet table({1, 2, 3}, {10, 10, none}, {"pay", "", ""});
  const Object result = Object::of(spells(table.input(), options_until("1971-01-01")));
  const std::string bytes = save_document("data.spells", result);
  const Object again = load_document(bytes, "data.spells", type_of<SpellsResult>);
  CHECK(save_document("data.spells", again) == bytes);
  REQUIRE(again.as<SpellsResult>() != nullptr);
  CHECK(again.as<SpellsResult>()->causes == std::vector<std::string>{"pay", "unstated"});
  CHECK(again.as<SpellsResult>()->spells.duration == std::vector<double>{9, 8, 362});
}

TEST_CASE("reasons become kinds by rules that may change with the last day employed") {
  const Sheet table({d("2020-01-01"), d("2020-01-01"), d("2020-01-01"), d("2020-01-01"), d("2020-01-01")},
                    {d("2023-12-31"), d("2024-01-01"), d("2024-01-01"), d("2024-01-01"), none}, {"R3", "R3", "R9", "", ""});
  SpellsOptions options = options_until("2024-06-01", Interval::closed);
  options.reasons = {{"R3", Leaving::other, {}, d("2024-01-01")}, {"R3", Leaving::involuntary, d("2024-01-01"), {}}, {"R1", Leaving::voluntary, {}, {}}};
  CHECK(sentence(table, options) == "data.spells: reason[2] is \"R9\", but must be a reason that reasons declares on 2024-01-01");
  options.conflicts = Conflicts::leave_out;
  const SpellsResult result = spells(table.input(), options);
  CHECK(result.spells.kind.levels == std::vector<std::string>{"voluntary", "involuntary", "other", "unclassified"});
  CHECK(result.spells.kind.codes == std::vector<std::int32_t>{2, 1, 3, 3, -1});
  CHECK(findings(result) == "no_reason:1@3 unknown_reason:1@2");
  CHECK(sentence(Sheet({d("2020-01-01")}, {none}), options) == "data.spells: reason is missing, but must be a column with reasons");
  options.reasons[1].valid_from = d("2023-06-01");
  CHECK(sentence(table, options) ==
        "data.spells: reasons[1].reason is \"R3\", but must be given once for each day; reasons[0] holds on some of these days too");
  options.reasons[1].valid_from = d("2024-01-01");
  options.reasons[1].valid_until = d("2023-01-01");
  CHECK(sentence(table, options) == "data.spells: reasons[1].valid_until is 2023-01-01, but must be after valid_from, 2024-01-01");
}

TEST_CASE("a finding shows its first rows, as many as asked for") {
  const std::vector<std::int64_t> stop(8, d("2020-12-31"));
  const Sheet table({none, none, d("2020-01-01"), none, d("2021-01-01"), none, none, none}, stop);
  SpellsOptions options = options_until("2024-06-01");
  options.conflicts = Conflicts::leave_out;
  options.examples = 3;
  const SpellsResult result = spells(table.input(), options);
  CHECK(findings(result) == "no_start:6@0- stop_before_start:1@4-");
  CHECK(result.finding_rows.row == std::vector<std::int64_t>{0, 1, 3, 4});
  CHECK(result.finding_rows.finding.codes == std::vector<std::int32_t>{0, 0, 0, 1});
  options.examples = 0;
  CHECK(spells(table.input(), options).finding_rows.row.empty());
}
