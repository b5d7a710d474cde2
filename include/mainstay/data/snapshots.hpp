// Periodic rosters into spells: what was seen in one file and not in the next, with the bounds that this leaves.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// On which day of (entered_after, first_seen] a spell begins that states no start.
enum class SnapshotStart : std::int32_t { undeclared = 0, first_seen = 1, after_previous = 2, midpoint = 3 };
constexpr auto choices(SnapshotStart) {
  return std::array{choice(SnapshotStart::undeclared, "undeclared", "Not said; refused once it is needed."),
                    choice(SnapshotStart::first_seen, "first_seen", "The day of the first roster with the person: the latest possible."),
                    choice(SnapshotStart::after_previous, "after_previous", "The day after the last roster without the person: the earliest possible."),
                    choice(SnapshotStart::midpoint, "midpoint", "The middle of the possible days, the earlier of two.")};
}

/// Which day of (last_seen, first_missing] is the first one away when no stop is stated.
enum class SnapshotStop : std::int32_t { undeclared = 0, last_seen = 1, first_missing = 2, midpoint = 3 };
constexpr auto choices(SnapshotStop) {
  return std::array{choice(SnapshotStop::undeclared, "undeclared", "Not said; refused once it is needed."),
                    choice(SnapshotStop::last_seen, "last_seen", "The day after the last roster with the person: the earliest possible."),
                    choice(SnapshotStop::first_missing, "first_missing", "The day of the first roster without the person: the latest possible."),
                    choice(SnapshotStop::midpoint, "midpoint", "The middle of the possible days, the earlier of two.")};
}

/// What holds where a stated date contradicts being or not being in a roster.
enum class SnapshotContradictions : std::int32_t { refuse = 0, stated = 1, seen = 2 };
constexpr auto choices(SnapshotContradictions) {
  return std::array{choice(SnapshotContradictions::refuse, "refuse", "An error names the row."),
                    choice(SnapshotContradictions::stated, "stated", "The stated date: the rosters list late and drop late. Counted in the findings."),
                    choice(SnapshotContradictions::seen, "seen", "The roster: the stated date is not used. Counted in the findings.")};
}

/// One row a person and roster, the rosters one below the other in any order.
struct SnapshotsInput {
  static constexpr const char* record = "SnapshotsInput";
  Column person{}, snapshot{}, status{}, start{}, stop{}, reason{}, recorded_at{};

  void describe(Fields& f) {
    f("person", person, "Who it is.").per("n").category();
    f("snapshot", snapshot, "Day that the roster shows.").per("n").day();
    f("status", status, "Status of employment on that day; statuses say what it means. Without it everybody listed is employed, leavers by stop excepted.")
        .per("n").category().may_be_missing().optional();
    f("start", start, "First day employed, as this roster states it.").per("n").day()
        .may_be_missing().optional();
    f("stop", stop, "Last day employed, or the day after it (see interval), as this roster states it: of leavers it lists, or of people who will leave.")
        .per("n").day().may_be_missing().optional();
    f("reason", reason, "Why the person leaves or left. Without it every leaver has the one cause 'left'.").per("n").category().may_be_missing().optional();
    f("recorded_at", recorded_at, "Day from which the row was known; missing: the day of its roster. Of one person's rows in one roster those recorded last hold.")
        .per("n").day().may_be_missing().optional();
  }
};

struct SnapshotsOptions {
  static constexpr const char* record = "SnapshotsOptions";
  std::vector<std::int64_t> expected;
  std::optional<std::int64_t> observation_start, observation_end, known_at;
  Interval interval = Interval::undeclared;
  std::vector<std::int64_t> open_ends;
  std::vector<StatusRule> statuses;
  std::vector<ReasonRule> reasons;
  std::string unstated_reason = "unstated";
  SnapshotStart start_rule = SnapshotStart::undeclared;
  SnapshotStop stop_rule = SnapshotStop::undeclared;
  SnapshotContradictions contradictions = SnapshotContradictions::refuse;
  bool leavers_listed = false;
  Rehire rehire = Rehire::undeclared;
  std::optional<std::int64_t> rehire_gap_days;
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("expected", expected, "Days of the rosters that should be there. One of them without rows is a missing file, in which nobody leaves; absence from a "
                            "roster that is not among them says nothing. Left out: every roster is whole.")
        .day();
    f("observation_start", observation_start, "Rosters before this day are set aside.").day();
    f("observation_end", observation_end, "First day not observed: rosters from it on are set aside, and who is still here is censored by then. "
                                          "Left out: the day after the last roster.").day();
    f("known_at", known_at, "Rows recorded after this day are set aside: what was known then.").day();
    f("interval", interval, "What stop means. To be given where stop is.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("statuses", statuses, "What each status means. To be given where status is; a status that is not among them is a conflict.");
    f("reasons", reasons, "Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is a conflict.");
    f("unstated_reason", unstated_reason, "Name of the cause of leavers without a reason.");
    f("start_rule", start_rule, "First day of a spell that states no start and came after the first roster.");
    f("stop_rule", stop_rule, "First day away of a leaver for whom no stop is stated.");
    f("contradictions", contradictions, "What holds where a stated date contradicts being or not being in a roster.");
    f("leavers_listed", leavers_listed, "The rosters list leavers with their last day, so that nobody comes and goes unseen between two of them: observation "
                                        "begins with the first roster, not with the first one that shows the person.");
    f("rehire", rehire, "What coming back means. To be given where somebody does.");
    f("rehire_gap_days", rehire_gap_days, "For rehire = after: days away up to which a return continues the spell; 0 is a return without a day away.").at_least(0);
    f("conflicts", conflicts, "What happens to rows that contradict themselves or another row of the same roster.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// Spells, ordered by the person's label, then by start. The first day away lies in (last_seen, first_missing].
struct SnapshotSpells {
  static constexpr const char* record = "SnapshotSpells";
  std::vector<std::int64_t> row, last_row, person_row, spell;
  std::vector<double> entered_after, first_seen, last_seen, first_missing;
  std::vector<std::int64_t> start, stop;
  Categories start_from, stop_from;
  std::vector<double> duration, entry;
  std::vector<std::int64_t> event, cause, days_away;
  Categories kind;

  void describe(Fields& f) {
    f("row", row, "Row of the input that shows the person first in this spell, from 0; of a spell that no roster shows, the leaver's row.").per("r");
    f("last_row", last_row, "Row that shows the person last.").per("r");
    f("person_row", person_row, "The person's first row in the input: equal for the spells and intervals of one person.").per("r");
    f("spell", spell, "1 for a person's first kept spell by start, 2 for the next.").per("r");
    f("entered_after", entered_after, "Last whole roster before the spell, without the person; NaN where there is none.").per("r").in(day_unit).may_be_missing();
    f("first_seen", first_seen, "First roster with the person; NaN where only a list of leavers names the spell.").per("r").in(day_unit).may_be_missing();
    f("last_seen", last_seen, "Last roster with the person; NaN as first_seen.").per("r").in(day_unit).may_be_missing();
    f("first_missing", first_missing, "First roster after it that shows the person gone; NaN while still here.").per("r").in(day_unit).may_be_missing();
    f("start", start, "First day employed.").per("r").in(day_unit);
    f("stop", stop, "First day no longer employed, or no longer observed.").per("r").in(day_unit);
    f("start_from", start_from, "stated; start_rule; or before_first_roster: not known, start is the day of the first roster and the duration too short.").per("r");
    f("stop_from", stop_from, "stated; stop_rule; or still_here.").per("r");
    f("duration", duration, "Tenure when the spell or its observation ended.").per("r").in("days");
    f("entry", entry, "Tenure from which the spell was observed (delayed entry).").per("r").in("days");
    f("event", event, "1 left, 0 still here (censored).").per("r");
    f("cause", cause, "0 still here, 1, 2, … the cause by its place in causes.").per("r");
    f("days_away", days_away, "Days of the spell not employed: the gaps over which rehire continues it.").per("r").in("days");
    f("kind", kind, "Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here.").per("r").may_be_missing();
  }
};

/// The rosters, expected or met, by day.
struct SnapshotRosters {
  static constexpr const char* record = "SnapshotRosters";
  std::vector<std::int64_t> day, rows, people, entered, left;
  Categories roster;

  void describe(Fields& f) {
    f("day", day, "Day of the roster, ascending.").per("t").in(day_unit);
    f("roster", roster, "whole; missing: expected, but without rows; unexpected: its absences say nothing.").per("t");
    f("rows", rows, "Rows that are not set aside by observation or known_at.").per("t");
    f("people", people, "People employed in it.").per("t");
    f("entered", entered, "Spells that it shows first.").per("t");
    f("left", left, "Spells that it is the first to lack.").per("t");
  }
};

struct SnapshotsResult {
  static constexpr const char* record = "SnapshotsResult";
  SnapshotSpells spells;
  std::vector<std::string> causes;
  JobIntervals intervals;
  SnapshotRosters rosters;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("spells", spells, "The spells.");
    f("causes", causes, "Causes of leaving among them, in the order of the reason's labels, the unstated one last.").per("a");
    f("intervals", intervals, "Their pieces, by the row that holds.");
    f("rosters", rosters, "The rosters.");
    f("findings", findings, "What was set aside, contradicted or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// Spells from periodic rosters. A person is employed on the day of a roster that lists them (by status and stated stop), and not
/// employed on the day of a whole roster that does not. So the start lies in (entered_after, first_seen] and the first day away in
/// (last_seen, first_missing]; stated dates make both exact. Where nothing is stated, start_rule and stop_rule choose the day; they
/// have no default. entry is the tenure at the first roster with the person, because somebody who came and went between two
/// rosters is in none (with leavers_listed: at the first roster of all).
/// The last statement of a spell's start, stop and reason holds. Finding codes, in this order: recorded_later, before_observation,
/// after_observation, missing_roster, unexpected_roster, corrected, unknown_status, excluded, duplicate, two_rows, stop_before_start,
/// zero_length, not_yet_started, ended_before_stop, unseen_leaver, gap_and_return, back_between, listed_late, seen_before_start, missed_in_between,
/// seen_after_stop, missed_before_stop, start_changed, stop_changed, unknown_start, unknown_stop, future_stop, never_seen,
/// ended_before_observation, overlap, several_spells, seen_once, no_reason, unknown_reason, reason_of_present; docs/data/snapshots.md.
/// Errors: what is undeclared and needed; under `refuse` the first row of a conflict or a contradiction. Cost: O(n), and sorting each
/// person's rows where they are not in the order of the rosters; 24 bytes a row.
SnapshotsResult snapshots(const SnapshotsInput& input, const SnapshotsOptions& options, const RunContext& context = {});

extern const Function snapshots_analysis;

}  // namespace mainstay::inline v1::data
