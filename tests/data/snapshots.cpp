#include "mainstay/data/snapshots.hpp"

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
#include "mainstay/data/spells.hpp"
#include "sentence.hpp"
#include "sheet.hpp"

using namespace mainstay;
using namespace mainstay::data;
using namespace sheet;

namespace {

struct Line {
  std::int64_t person, snapshot;
  std::int64_t start = none, stop = none;
  std::string status = "", reason = "";
  std::int64_t recorded_at = none;
};

struct Roster {
  Frame frame;
  bool status;
  Roster(const std::vector<Line>& lines, bool with_status = false, bool with_dates = true) : status(with_status) {
    const auto days = [&](const char* name, auto member) {
      std::vector<std::int64_t> values;
      Presence presence;
      for (const Line& line : lines) {
        presence.push(line.*member != none);
        values.push_back(line.*member == none ? 0 : line.*member);
      }
      frame.add(name, std::move(values), std::move(presence).take());
    };
    const auto texts = [&](const char* name, auto member) {
      std::vector<std::string_view> views;
      for (const Line& line : lines) views.push_back((line.*member).empty() ? std::string_view() : std::string_view(line.*member));
      frame.add_texts(name, views);
    };
    days("person", &Line::person);
    days("snapshot", &Line::snapshot);
    if (with_dates) {
      days("start", &Line::start);
      days("stop", &Line::stop);
      texts("reason", &Line::reason);
      days("recorded_at", &Line::recorded_at);
    }
    if (with_status) texts("status", &Line::status);
  }
  SnapshotsInput input() const {
    SnapshotsInput input;
    input.person = frame["person"];
    input.snapshot = frame["snapshot"];
    if (frame.find("start") >= 0) {
      input.start = frame["start"];
      input.stop = frame["stop"];
      input.reason = frame["reason"];
      input.recorded_at = frame["recorded_at"];
    }
    if (status) input.status = frame["status"];
    return input;
  }
};

SnapshotsOptions all_declared() {
  SnapshotsOptions options;
  options.interval = Interval::half_open;
  options.start_rule = SnapshotStart::first_seen;
  options.stop_rule = SnapshotStop::first_missing;
  options.contradictions = SnapshotContradictions::stated;
  options.rehire = Rehire::new_spell;
  options.conflicts = Conflicts::leave_out;
  return options;
}

std::string sentence(const Roster& table, const SnapshotsOptions& options) { return ::sentence([&] { snapshots(table.input(), options); }); }

using Whole = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

// Equal, NaN to NaN.
}  // namespace

TEST_CASE("snapshots: three month ends, nothing stated") {
  // 1 is in all, 2 leaves after the first, 3 comes with the second, 4 comes with the second and is gone in the third.
  const std::int64_t jan = d("2024-01-31"), feb = d("2024-02-29"), mar = d("2024-03-31");
  const Roster table({{1, jan}, {2, jan}, {1, feb}, {3, feb}, {4, feb}, {1, mar}, {3, mar}}, false, false);
  SnapshotsOptions options;
  CHECK(sentence(table, options) ==
        "data.snapshots: stop_rule is undeclared, but must be last_seen, first_missing or midpoint, because no stop that holds is stated after row 1");
  options.stop_rule = SnapshotStop::first_missing;
  CHECK(sentence(table, options) ==
        "data.snapshots: start_rule is undeclared, but must be first_seen, after_previous or midpoint, because row 3 states no start that holds");
  options.start_rule = SnapshotStart::after_previous;
  const SnapshotsResult result = snapshots(table.input(), options);
  CHECK(result.spells.row == Whole{0, 1, 3, 4});
  CHECK(result.spells.last_row == Whole{5, 1, 6, 4});
  CHECK(same(result.spells.entered_after, {not_there, not_there, double(jan), double(jan)}));
  CHECK(same(result.spells.first_seen, {double(jan), double(jan), double(feb), double(feb)}));
  CHECK(same(result.spells.last_seen, {double(mar), double(jan), double(mar), double(feb)}));
  CHECK(same(result.spells.first_missing, {not_there, double(feb), not_there, double(mar)}));
  CHECK(result.spells.start == Whole{jan, jan, d("2024-02-01"), d("2024-02-01")});
  CHECK(result.spells.stop == Whole{d("2024-04-01"), feb, d("2024-04-01"), mar});
  CHECK(result.spells.start_from.codes == std::vector<std::int32_t>{2, 2, 1, 1});
  CHECK(result.spells.stop_from.codes == std::vector<std::int32_t>{2, 1, 2, 1});
  CHECK(result.spells.event == Whole{0, 1, 0, 1});
  CHECK(result.spells.cause == Whole{0, 1, 0, 1});
  CHECK(result.causes == std::vector<std::string>{"left"});
  CHECK(result.spells.duration == Numbers{61, 29, 60, 59});
  CHECK(result.spells.entry == Numbers{0, 0, 28, 28});  // whoever came and went between two rosters is in none
  CHECK(findings(result) == "unknown_start:4@0 unknown_stop:2@1 seen_once:2@1");
  CHECK(result.rosters.day == Whole{jan, feb, mar});
  CHECK(result.rosters.people == Whole{2, 3, 2});
  CHECK(result.rosters.entered == Whole{2, 2, 0});
  CHECK(result.rosters.left == Whole{0, 1, 1});
  CHECK(result.intervals.row == Whole{0, 2, 5, 1, 3, 6, 4});
  CHECK(result.intervals.start == Whole{jan, feb, mar, jan, d("2024-02-01"), mar, d("2024-02-01")});
  CHECK(result.intervals.stop == Whole{feb, mar, d("2024-04-01"), feb, mar, d("2024-04-01"), mar});
  CHECK(result.intervals.event == Whole{0, 0, 0, 1, 0, 0, 1});
  CHECK(result.intervals.entry == Numbers{0, 29, 60, 0, 28, 59, 28});
  CHECK(result.intervals.person_row == Whole{0, 0, 0, 1, 3, 3, 4});
  options.stop_rule = SnapshotStop::last_seen;
  CHECK(snapshots(table.input(), options).spells.stop == Whole{d("2024-04-01"), d("2024-02-01"), d("2024-04-01"), d("2024-03-01")});
  options.stop_rule = SnapshotStop::midpoint;  // the middle of 1 … 29 February, and of 1 … 31 March
  CHECK(snapshots(table.input(), options).spells.stop == Whole{d("2024-04-01"), d("2024-02-15"), d("2024-04-01"), d("2024-03-16")});
}

TEST_CASE("snapshots: a file that is missing is no leaving, one that is not expected no proof of absence") {
  const std::int64_t jan = d("2024-01-31"), feb = d("2024-02-29"), mar = d("2024-03-31");
  const Roster gap({{1, jan, d("2020-01-01")}, {1, mar, d("2020-01-01")}, {2, jan, d("2021-01-01")}, {2, d("2024-03-10"), d("2021-01-01")}, {1, d("2024-03-10"), d("2020-01-01")},
                    {3, jan, d("2023-01-01")}});
  SnapshotsOptions options = all_declared();
  options.expected = {jan, feb, mar};
  const SnapshotsResult result = snapshots(gap.input(), options);
  CHECK(findings(result) == "missing_roster:1@-1 unexpected_roster:2@3 unknown_stop:2@3 seen_once:1@5 no_reason:2@3");
  CHECK(result.spells.event == Whole{0, 1, 1});
  CHECK(same(result.spells.last_seen, {double(mar), double(d("2024-03-10")), double(jan)}));
  CHECK(same(result.spells.first_missing, {not_there, double(mar), double(mar)}));
  CHECK(result.rosters.roster.codes == std::vector<std::int32_t>{0, 1, 2, 0});
  CHECK(result.rosters.rows == Whole{3, 0, 2, 1});
  CHECK(result.spells.entry == Numbers{double(jan - d("2020-01-01")), double(jan - d("2021-01-01")), double(jan - d("2023-01-01"))});
  options.expected = {jan, mar, feb};
  CHECK(sentence(gap, options) == "data.snapshots: expected[2] is 2024-02-29, but must be after the day before it in the list, 2024-03-31");
}

TEST_CASE("snapshots: stated dates are exact, and contradictions are named") {
  const std::int64_t jan = d("2024-01-31"), feb = d("2024-02-29"), mar = d("2024-03-31");
  // A list of leavers beside the staff: 1 left on 15 February (closed), 2 came and went within March, 3 is still there.
  const Roster table({{1, jan, d("2023-05-01")}, {3, jan, d("2022-01-01")}, {1, feb, d("2023-05-01"), d("2024-02-15"), "", "pay"}, {3, feb, d("2022-01-01")},
                      {2, mar, d("2024-03-04"), d("2024-03-08"), "", "boss"}, {3, mar, d("2022-01-01"), d("2024-04-30"), "", "pay"}});
  SnapshotsOptions options = all_declared();
  options.interval = Interval::closed;
  options.leavers_listed = true;
  options.contradictions = SnapshotContradictions::refuse;
  options.conflicts = Conflicts::refuse;
  options.reasons = {{"pay", Leaving::voluntary, {}, {}}, {"boss", Leaving::involuntary, {}, {}}};
  const SnapshotsResult result = snapshots(table.input(), options);
  CHECK(result.spells.start == Whole{d("2023-05-01"), d("2024-03-04"), d("2022-01-01")});
  CHECK(result.spells.stop == Whole{d("2024-02-16"), d("2024-03-09"), d("2024-04-01")});
  CHECK(same(result.spells.first_missing, {double(feb), double(mar), not_there}));
  CHECK(result.spells.entry == Numbers{275, 0, 760});
  CHECK(result.causes == std::vector<std::string>{"boss", "pay"});
  CHECK(result.spells.cause == Whole{2, 1, 0});
  CHECK(result.spells.kind.codes == std::vector<std::int32_t>{0, 1, -1});
  CHECK(findings(result) == "future_stop:1@5 never_seen:1@4 reason_of_present:1@5");
  CHECK(result.intervals.row == Whole{0, 4, 1, 3, 5});
  CHECK(result.intervals.start == Whole{jan, d("2024-03-04"), jan, feb, mar});
  CHECK(result.intervals.kind.codes == std::vector<std::int32_t>{0, 1, -1, -1, -1});
  CHECK(result.intervals.entry == Numbers{275, 0, 760, 789, 820});

  // Hired on 28 January, listed first in March; left on 20 January, still listed at its end.
  const Roster late({{1, jan, d("2020-01-01")}, {1, feb, d("2020-01-01")}, {1, mar, d("2020-01-01")}, {5, mar, d("2024-01-28")}, {6, jan, d("2020-01-01")},
                     {6, feb, d("2020-01-01"), d("2024-01-20")}});
  CHECK(sentence(late, options) ==
        "data.snapshots: start[3] is 2024-01-28, but must be after the last roster without the person, 2024-02-29, or contradictions say which holds");
  options.contradictions = SnapshotContradictions::stated;
  const SnapshotsResult stated = snapshots(late.input(), options);
  CHECK(findings(stated) == "listed_late:1@3 seen_after_stop:1@5 ended_before_observation:1@4-");  // gone on the first day of observation
  CHECK(stated.spells.start == Whole{d("2020-01-01"), d("2024-01-28")});
  options.contradictions = SnapshotContradictions::seen;
  const SnapshotsResult seen = snapshots(late.input(), options);
  CHECK(seen.spells.start == Whole{d("2020-01-01"), mar, d("2020-01-01")});
  CHECK(seen.spells.stop == Whole{d("2024-04-01"), d("2024-04-01"), feb});
  CHECK(findings(seen) == "listed_late:1@3 seen_after_stop:1@5 unknown_start:1@3 unknown_stop:1@4 no_reason:1@4");
}

TEST_CASE("snapshots: coming back") {
  const std::int64_t jan = d("2024-01-31"), feb = d("2024-02-29"), mar = d("2024-03-31");
  // 1 is missing in February; 2 left and came back between two rosters, as the new start says; 9 is always there.
  const Roster table({{1, jan, d("2023-01-01")}, {1, mar, d("2024-03-20")}, {2, jan, d("2023-01-01")}, {2, feb, d("2024-02-20")}, {2, mar, d("2024-02-20")}, {9, feb, d("2000-01-01")}, {9, jan, d("2000-01-01")}, {9, mar, d("2000-01-01")}});
  SnapshotsOptions options = all_declared();
  options.rehire = Rehire::undeclared;
  CHECK(sentence(table, options) == "data.snapshots: rehire is undeclared, but must be new_spell, continued or after, because row 1 comes back");
  options.rehire = Rehire::new_spell;
  const SnapshotsResult apart = snapshots(table.input(), options);
  CHECK(apart.spells.spell == Whole{1, 2, 1, 2, 1});
  CHECK(apart.spells.stop == Whole{feb, d("2024-04-01"), d("2024-02-20"), d("2024-04-01"), d("2024-04-01")});
  CHECK(same(apart.spells.entered_after, {not_there, double(feb), not_there, double(jan), not_there}));
  CHECK(findings(apart) == "gap_and_return:1@1 back_between:1@3 unknown_stop:2@0 several_spells:2@1 no_reason:2@0");
  options.rehire = Rehire::continued;
  const SnapshotsResult joined = snapshots(table.input(), options);
  CHECK(joined.spells.row == Whole{0, 2, 6});
  CHECK(joined.spells.days_away == Whole{20, 0, 0});
  CHECK(joined.spells.duration == Numbers{456, 456, 8857});
  CHECK(joined.intervals.row == Whole{0, 1, 2, 3, 4, 6, 5, 7});
  options.rehire = Rehire::after;
  CHECK(sentence(table, options) == "data.snapshots: rehire_gap_days is missing, but must be the days away up to which a return continues the spell");
  options.rehire_gap_days = 19;
  CHECK(snapshots(table.input(), options).spells.spell == Whole{1, 2, 1, 1});
  options.rehire_gap_days = 20;
  CHECK(snapshots(table.input(), options).spells.spell == Whole{1, 1, 1});
  options.rehire = Rehire::continued;
  CHECK(sentence(table, options) == "data.snapshots: rehire_gap_days is 20, but must be left out unless rehire = after");
  options.rehire = Rehire::after;
  options.reasons = {{"pay", Leaving::voluntary, {}, {}}};
  SnapshotsInput bare = table.input();
  bare.reason = {}, bare.status = {};
  CHECK(::sentence([&] { snapshots(bare, options); }) == "data.snapshots: reason is missing, but must be a column with reasons");
  options.statuses = {{"A", StatusState::active}};
  CHECK(::sentence([&] { snapshots(bare, options); }) == "data.snapshots: status is missing, but must be a column with statuses");
}

TEST_CASE("snapshots: statuses, contradictions in one roster, corrections and what was known") {
  const std::int64_t jan = d("2024-01-31"), feb = d("2024-02-29");
  const Roster table({{1, jan, none, none, "A"}, {1, feb, none, none, "leave"}, {2, jan, none, none, "temp"}, {2, feb, none, none, "A"}, {3, jan, none, none, "A"}, {3, feb, none, none, "?"},
                      {4, jan, none, none, "A"}, {4, feb, none, none, "out"}}, true);
  SnapshotsOptions options = all_declared();
  CHECK(sentence(table, options) == "data.snapshots: statuses is missing, but must be what each status means");
  options.statuses = {{"A", StatusState::active}, {"leave", StatusState::on_leave}, {"temp", StatusState::excluded}, {"out", StatusState::ended}};
  const SnapshotsResult result = snapshots(table.input(), options);
  CHECK(findings(result) == "unknown_status:1@5- excluded:1@2- unknown_start:4@0 unknown_stop:1@6 no_reason:1@6");
  CHECK(result.spells.event == Whole{0, 0, 0, 1});
  CHECK(result.spells.stop == Whole{d("2024-03-01"), d("2024-03-01"), d("2024-02-01"), feb});  // 3 is censored where the status is not known
  CHECK(result.intervals.state.codes == std::vector<std::int32_t>{0, 1, 0, 0, 0});
  options.conflicts = Conflicts::refuse;
  CHECK(sentence(table, options) == "data.snapshots: status[5] is \"?\", but must be a status that statuses declares");
  options.statuses.push_back({"A", StatusState::ended});
  CHECK(sentence(table, options) == "data.snapshots: statuses[4].status is \"A\", but must be given once; statuses[0] has it too");

  const Roster twice({{1, jan, d("2020-01-01")}, {1, jan, d("2020-01-01")}, {1, jan, d("2020-06-01")}, {1, feb, d("2020-01-01")}, {1, feb, d("2020-02-01"), none, "", "", d("2024-03-09")}});
  options = all_declared();
  options.conflicts = Conflicts::refuse;
  CHECK(sentence(twice, options) == "data.snapshots: person[2] is in the roster of 2024-01-31 twice, but must be there once; row 0 says otherwise than this one");
  options.conflicts = Conflicts::leave_out;
  const SnapshotsResult now = snapshots(twice.input(), options);
  CHECK(findings(now) == "corrected:1@3- duplicate:1@1- two_rows:1@2- start_changed:1@4");
  CHECK(now.spells.start == Whole{d("2020-02-01")});
  options.known_at = d("2024-03-08");
  const SnapshotsResult then = snapshots(twice.input(), options);
  CHECK(findings(then) == "recorded_later:1@4- duplicate:1@1- two_rows:1@2-");
  CHECK(then.spells.start == Whole{d("2020-01-01")});
}

TEST_CASE("snapshots: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/snapshots")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto& data = document["data"];
    const auto& given = document["options"];
    std::vector<Line> lines(data["person"].size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto day = [&](const char* name) { return data[name][i].is_null() ? none : data[name][i].get<std::int64_t>(); };
      const auto text = [&](const char* name) { return data[name][i].is_null() ? std::string() : data[name][i].get<std::string>(); };
      lines[i] = {day("person"), day("snapshot"), day("start"), day("stop"), text("status"), text("reason"), day("recorded_at")};
    }
    SnapshotsOptions options;
    const auto word = [&](const char* name, std::initializer_list<const char*> words) {
      std::int32_t place = 0;
      for (const char* each : words) {
        if (given[name] == each) return place;
        ++place;
      }
      REQUIRE(false);
      return 0;
    };
    const auto day = [&](const char* name) { return given[name].is_null() ? std::optional<std::int64_t>() : given[name].get<std::int64_t>(); };
    options.expected = given["expected"].get<Whole>();
    options.observation_start = day("observation_start");
    options.observation_end = day("observation_end");
    options.known_at = day("known_at");
    options.interval = static_cast<Interval>(word("interval", {"undeclared", "closed", "half_open"}));
    options.open_ends = given["open_ends"].get<Whole>();
    options.start_rule = static_cast<SnapshotStart>(word("start_rule", {"undeclared", "first_seen", "after_previous", "midpoint"}));
    options.stop_rule = static_cast<SnapshotStop>(word("stop_rule", {"undeclared", "last_seen", "first_missing", "midpoint"}));
    options.contradictions = static_cast<SnapshotContradictions>(word("contradictions", {"refuse", "stated", "seen"}));
    options.rehire = static_cast<Rehire>(word("rehire", {"undeclared", "new_spell", "continued", "after"}));
    if (options.rehire == Rehire::after) options.rehire_gap_days = day("rehire_gap_days");
    options.leavers_listed = given["leavers_listed"].get<bool>();
    options.conflicts = Conflicts::leave_out;
    if (given["statuses"].get<bool>())
      options.statuses = {{"A", StatusState::active}, {"L", StatusState::on_leave}, {"X", StatusState::excluded}, {"T", StatusState::ended}};
    const Roster table(lines, given["statuses"].get<bool>());
    const SnapshotsResult result = snapshots(table.input(), options);
    const auto& spells = document["expected"]["spells"];
    REQUIRE(result.spells.row.size() == spells.size());
    for (std::size_t i = 0; i < spells.size(); ++i) {
      CAPTURE(i);
      const auto& expected = spells[i];
      const SnapshotSpells& got = result.spells;
      const auto check_day = [&](const char* name, double value) {
        if (expected[name].is_null()) CHECK_MESSAGE(std::isnan(value), name);
        else CHECK_MESSAGE(expected[name].get<double>() == value, name);
      };
      check_day("row", got.row[i]);
      check_day("last_row", got.last_row[i]);
      check_day("person_row", got.person_row[i]);
      check_day("spell", got.spell[i]);
      check_day("entered_after", got.entered_after[i]);
      check_day("first_seen", got.first_seen[i]);
      check_day("last_seen", got.last_seen[i]);
      check_day("first_missing", got.first_missing[i]);
      check_day("start", got.start[i]);
      check_day("stop", got.stop[i]);
      check_day("duration", got.duration[i]);
      check_day("entry", got.entry[i]);
      check_day("event", got.event[i]);
      check_day("days_away", got.days_away[i]);
      CHECK(expected["start_from"] == got.start_from.levels[got.start_from.codes[i]]);
      CHECK(expected["stop_from"] == got.stop_from.levels[got.stop_from.codes[i]]);
      const std::string cause = got.cause[i] == 0 ? "" : result.causes[got.cause[i] - 1];
      CHECK(cause == (got.event[i] == 0 ? "" : expected["reason"].is_null() ? "unstated" : expected["reason"].get<std::string>()));
      CHECK(got.entry[i] < got.duration[i]);
    }
    const auto& pieces = document["expected"]["intervals"];
    REQUIRE(result.intervals.row.size() == pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      CAPTURE(i);
      CHECK(pieces[i]["row"] == result.intervals.row[i]);
      CHECK(pieces[i]["last_row"] == result.intervals.last_row[i]);
      CHECK(pieces[i]["spell"] == result.intervals.spell[i]);
      CHECK(pieces[i]["start"] == result.intervals.start[i]);
      CHECK(pieces[i]["stop"] == result.intervals.stop[i]);
      CHECK(pieces[i]["event"] == result.intervals.event[i]);
      CHECK(pieces[i]["state"] == result.intervals.state.levels[result.intervals.state.codes[i]]);
      CHECK(result.intervals.entry[i] < result.intervals.duration[i]);
    }
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == document["expected"]["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("snapshots: known careers, seen through rosters, come back") {
  std::mt19937 random(5);
  const auto below = [&](int n) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(n)); };
  for (int trial = 0; trial < 60; ++trial) {
    struct Career {
      std::int64_t person, start, stop;
    };
    std::vector<Career> careers;
    for (std::int64_t person = 0; person < 30; ++person) {
      std::int64_t day = below(300);
      for (std::int64_t spell = 0, spells = 1 + below(3); spell < spells; ++spell) {
        const std::int64_t stop = day + 1 + below(200);
        careers.push_back({person, day, stop});
        day = stop + 40 + below(60);  // away for longer than the rosters are apart
      }
    }
    std::vector<std::int64_t> days;
    for (std::int64_t day = 10 + below(30); day < 500; day += 20 + below(20)) days.push_back(day);
    const bool dates = trial % 2 == 0;
    std::vector<Line> lines;
    lines.push_back({999, days.front(), 0});
    for (const std::int64_t day : days) {
      lines.push_back({999, day, 0});
      for (const Career& career : careers) {
        if (career.start <= day && day < career.stop) lines.push_back({career.person, day, dates ? career.start : none});
        else if (dates && career.stop <= day) lines.push_back({career.person, day, career.start, career.stop});
      }
    }
    std::shuffle(lines.begin(), lines.end(), random);
    SnapshotsOptions options = all_declared();
    options.contradictions = SnapshotContradictions::refuse;
    options.leavers_listed = dates;
    options.start_rule = static_cast<SnapshotStart>(1 + trial % 3);
    options.stop_rule = static_cast<SnapshotStop>(1 + trial / 3 % 3);
    const Roster table(lines);
    const SnapshotsResult result = snapshots(table.input(), options);
    std::size_t at = 0, met = 0;
    const std::int64_t first = days.front(), end = days.back() + 1;
    for (const Career& career : careers) {
      const bool in_a_roster = std::any_of(days.begin(), days.end(), [&](std::int64_t day) { return career.start <= day && day < career.stop; });
      if (career.stop <= first || career.start >= end || (!dates && !in_a_roster) || (dates && !in_a_roster && career.stop > days.back())) continue;
      REQUIRE(at < result.spells.row.size());
      const bool left = career.stop <= days.back();
      CHECK(result.spells.event[at] == (left ? 1 : 0));
      if (dates) {
        CHECK(result.spells.start[at] == career.start);
        CHECK(result.spells.stop[at] == (left ? career.stop : end));
        CHECK(result.spells.entry[at] == std::max<std::int64_t>(0, first - career.start));
      } else {
        if (!std::isnan(result.spells.entered_after[at])) CHECK(career.start > result.spells.entered_after[at]);
        CHECK(career.start <= result.spells.first_seen[at]);
        CHECK(career.stop > result.spells.last_seen[at]);
        if (left) CHECK(career.stop <= result.spells.first_missing[at]);
        CHECK(result.spells.start[at] <= result.spells.first_seen[at]);
        CHECK(result.spells.stop[at] > result.spells.last_seen[at]);
      }
      ++met;
      ++at;
    }
    CHECK(at + 1 == result.spells.row.size());  // and the one who is always there
    CHECK(met > 20);
  }
}

TEST_CASE("snapshots: the order of rows and the number of threads change nothing") {
  std::mt19937 random(9);
  std::vector<Line> lines;
  for (std::int64_t person = 0; person < 9000; ++person)
    for (std::int64_t month = 0; month < 12; ++month)
      if (random() % 8 != 0) lines.push_back({person, 30 * month, person % 2 ? none : 1 - person % 400, random() % 40 == 0 ? 30 * month + 50 : none, "", random() % 30 == 0 ? "pay" : ""});
  SnapshotsOptions options = all_declared();
  const Roster in_order(lines);
  RunContext context;
  context.threads = 1;
  const SnapshotsResult one = snapshots(in_order.input(), options, context);
  context.threads = 3;
  const std::string bytes = save_document("data.snapshots", Object::of(one));
  CHECK(save_document("data.snapshots", Object::of(snapshots(in_order.input(), options, context))) == bytes);
  const Object again = load_document(bytes, "data.snapshots", type_of<SnapshotsResult>);
  CHECK(save_document("data.snapshots", again) == bytes);
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Line> shuffled;
  for (const std::size_t row : order) shuffled.push_back(lines[row]);
  const Roster any_order(shuffled);
  const SnapshotsResult other = snapshots(any_order.input(), options);
  CHECK(other.spells.start == one.spells.start);
  CHECK(other.spells.stop == one.spells.stop);
  CHECK(other.spells.cause == one.spells.cause);
  CHECK(other.intervals.stop == one.intervals.stop);
  CHECK(other.findings.count == one.findings.count);
  REQUIRE(other.intervals.row.size() == one.intervals.row.size());
  bool rows = true;
  for (std::size_t i = 0; i < one.intervals.row.size(); ++i) rows = rows && order[other.intervals.row[i]] == static_cast<std::size_t>(one.intervals.row[i]);
  CHECK(rows);
}

TEST_CASE("snapshots: nothing, or nothing that counts") {
  const Roster empty(std::vector<Line>{});
  CHECK(snapshots(empty.input(), all_declared()).spells.row.empty());
  const Roster one({{1, 100}});
  SnapshotsOptions options = all_declared();
  options.observation_start = 200;
  const SnapshotsResult result = snapshots(one.input(), options);
  CHECK(result.spells.row.empty());
  CHECK(findings(result) == "before_observation:1@0-");
  options.observation_end = 200;
  CHECK(sentence(one, options) == "data.snapshots: observation_start is 1970-07-20, but must be before observation_end, 1970-07-20");
  // The day before 1970 is a day like any other.
  const Roster early({{1, -1}, {1, 0}, {2, -1}});
  CHECK(snapshots(early.input(), all_declared()).spells.stop == Whole{1, 0});
}

TEST_CASE("snapshots: one id for everybody, and a reason for each") {
  std::vector<Line> lines;
  for (std::int64_t i = 0; i < 200000; ++i) lines.push_back({1, 100, i % 3 == 0 ? 50 : none, none, "", ""});
  CHECK(findings(snapshots(Roster(lines).input(), all_declared())) == "duplicate:66666@3- two_rows:133333@1-");
  lines.clear();
  for (std::int64_t i = 0; i < 50000; ++i) lines.push_back({1, 60000, i, i + 1, "", "r" + std::to_string(i % 40000)});  // as many spells, each of a day
  lines.push_back({2, 0});
  const SnapshotsResult result = snapshots(Roster(lines).input(), all_declared());
  CHECK(result.spells.row.size() == 50001);
  CHECK(result.causes.size() == 40001);  // 2 gives none
}
