// Events into milestones: when a person first or last did something, or how often, as it was known on a day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

enum class MilestoneWhich : std::int32_t { first = 0, last = 1, count = 2 };
constexpr auto choices(MilestoneWhich) {
  return std::array{choice(MilestoneWhich::first, "first", "The day of the first such event."),
                    choice(MilestoneWhich::last, "last", "The day of the last such event."),
                    choice(MilestoneWhich::count, "count", "How many such events; 0 where none.")};
}

struct MilestoneRule {
  static constexpr const char* record = "MilestoneRule";
  std::string name{};
  std::vector<std::string> events{};
  MilestoneWhich which = MilestoneWhich::first;
  std::optional<std::int64_t> after_days{}, within_days{};

  void describe(Fields& f) {
    f("name", name, "Name of the milestone, unique.").required();
    f("events", events, "Event words that count; left out: the name itself. A word may count for several milestones.");
    f("which", which, "What of these events is told.");
    f("after_days", after_days, "Only events on this day after the person's origin or later; left out: from the origin on.").in("days").at_least(0);
    f("within_days", within_days, "Only events up to this day after the person's origin, that day included; left out: no limit.").in("days").at_least(0);
  }
};

/// Events of letter n, and what is known of the people themselves, of letter m.
struct MilestonesInput {
  static constexpr const char* record = "MilestonesInput";
  Column person{}, time{}, event{}, sequence{}, recorded_at{};
  Column person_id{}, origin{}, exit_time{};

  void describe(Fields& f) {
    f("person", person, "Whom the event belongs to.").per("n").category();
    f("time", time, "Day of the event.").per("n").day();
    f("event", event, "The event word.").per("n").category();
    f("sequence", sequence, "Tells events of one person, day and word apart, and orders those of one day. Without it equal rows are one event.").per("n").whole().optional();
    f("recorded_at", recorded_at, "Day from which the event was known; missing: its own day.")
        .per("n").day().may_be_missing().optional();
    f("person_id", person_id, "The people, each once, those without events too. Without it those who have events, in the order of their labels.").per("m").category().optional();
    f("origin", origin, "Day from which the person's time counts (hire). Needs person_id.")
        .per("m").day().optional();
    f("exit_time", exit_time, "First day no longer employed; missing: still here. Needs person_id.")
        .per("m").day().may_be_missing().optional();
  }
};

struct MilestonesOptions {
  static constexpr const char* record = "MilestonesOptions";
  std::vector<MilestoneRule> milestones{};
  std::optional<std::int64_t> known_at{};
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("milestones", milestones, "What is looked for.").required();
    f("known_at", known_at, "Events recorded after this day, or that lie after it, are left out: what was known then.")
        .day();
    f("conflicts", conflicts, "What happens to events before the person's origin or from exit_time on.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// Each milestone that a person has, with its event; ordered by person and milestone.
struct MilestoneHits {
  static constexpr const char* record = "MilestoneHits";
  std::vector<std::int64_t> person, milestone, row, day, count;

  void describe(Fields& f) {
    f("person", person, "Place of the person, from 0.").per("r");
    f("milestone", milestone, "Place of the milestone, from 0.").per("r");
    f("row", row, "Row of the event, from 0: the first, or the last for which = last.").per("r");
    f("day", day, "Its day.").per("r").in(day_unit);
    f("count", count, "How many such events.").per("r");
  }
};

struct MilestonesResult {
  static constexpr const char* record = "MilestonesResult";
  std::vector<std::string> milestones;
  std::vector<std::int64_t> person_row;
  std::vector<double> value, tenure;
  MilestoneHits hits;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("milestones", milestones, "Names of the milestones.").per("s");
    f("person_row", person_row, "The person's row: in person_id, or without it the first one among the events.").per("m");
    f("value", value, "Day (since 1970-01-01) of each person's milestone, NaN where there is none; for which = count how many.").per("m", "s").may_be_missing();
    f("tenure", tenure, "Days from the person's origin to it; NaN where there is none, without origin, and for which = count.").per("m", "s").in("days").may_be_missing();
    f("hits", hits, "The events behind it.");
    f("findings", findings, "What was left out or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// For each person the first or last day of events of some words, or their number, among those that count: known at known_at, on or
/// after origin (+ after_days), up to origin + within_days, before exit_time, of a person in person_id, each event once.
/// Finding codes, in this order: recorded_later, future_event, unknown_person, other_event, absent_word, before_origin, after_exit,
/// duplicate, tie. Errors: no milestones, a name twice, a word list that repeats a word, a person twice, day limits without origin, and
/// under `refuse` the first event outside origin and exit. Cost: O(n), and sorting each person's events.
MilestonesResult milestones(const MilestonesInput& input, const MilestonesOptions& options, const RunContext& context = {});

extern const Function milestones_analysis;

}  // namespace mainstay::inline v1::data
