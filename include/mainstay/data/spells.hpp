// Spells of employment, as HR systems export them, into tenures that an estimator takes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// What happens to a spell that ends on the day on which it starts.
enum class SpellZero : std::int32_t { refuse = 0, leave_out = 1, keep = 2, half_day = 3 };
constexpr std::array<Choice, 4> choices(SpellZero) {
  return {choice(SpellZero::refuse, "refuse", "An error names the row."),
          choice(SpellZero::leave_out, "leave_out", "The row is left out and counted in the findings."),
          choice(SpellZero::keep, "keep", "A tenure of 0 days: a leaver who was at risk at no time."),
          choice(SpellZero::half_day, "half_day", "A tenure of half a day, as epidemiologists do.")};
}

/// One row a spell, several rows a person. Days are whole numbers since 1970-01-01 (data/calendar).
struct SpellsInput {
  static constexpr const char* record = "SpellsInput";
  Column start{}, stop{}, reason{}, person{}, observed_from{};

  void describe(Fields& f) {
    f("start", start, "First day employed.").per("n").day().may_be_missing();
    f("stop", stop, "Last day employed, or the day after it (see interval); missing, or one of open_ends, while still here.")
        .per("n").day().may_be_missing();
    f("reason", reason, "Why the spell ended. Without it every leaver has the one cause 'left'.").per("n").category().may_be_missing().optional();
    f("person", person, "Who it is: spells of one person are numbered and must not overlap. Without it every row is a person.")
        .per("n").category().optional();
    f("observed_from", observed_from, "Day from which this row was observed, where that is later than its start (an acquired site, a new system).")
        .per("n").day().may_be_missing().optional();
  }
};

struct SpellsOptions {
  static constexpr const char* record = "SpellsOptions";
  std::optional<std::int64_t> observation_end;
  std::optional<std::int64_t> observation_start;
  Interval interval = Interval::undeclared;
  std::vector<std::int64_t> open_ends;
  Conflicts conflicts = Conflicts::refuse;
  SpellZero zero_length = SpellZero::refuse;
  std::string unstated_reason = "unstated";
  std::vector<ReasonRule> reasons;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("observation_end", observation_end, "Day up to which leaving is known; who is still here then is censored there. To be given.")
        .day();
    f("observation_start", observation_start, "Day from which everybody was observed: longer spells enter late, those that ended before are left out.")
        .day();
    f("interval", interval, "What stop means. To be given.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("conflicts", conflicts, "What happens to spells that end before they start, overlap, or lack a start.");
    f("zero_length", zero_length, "What happens to spells that end on the day on which they start.");
    f("unstated_reason", unstated_reason, "Name of the cause of leavers without a reason.");
    f("reasons", reasons, "Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is a conflict.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// The spells that are kept, in the order of the input.
struct SpellTable {
  static constexpr const char* record = "SpellTable";
  std::vector<std::int64_t> row, spell, start, stop, event, cause;
  std::vector<double> duration, entry;
  Categories kind;

  void describe(Fields& f) {
    f("row", row, "Row of the input, from 0.").per("r");
    f("spell", spell, "1 for a person's first kept spell by start, 2 for the next.").per("r");
    f("start", start, "First day employed.").per("r").in(day_unit);
    f("stop", stop, "First day no longer employed, or observation_end.").per("r").in(day_unit);
    f("duration", duration, "Tenure when the spell or its observation ended.").per("r").in("days");
    f("entry", entry, "Tenure from which the spell was observed (delayed entry); 0 from the start.").per("r").in("days");
    f("event", event, "1 left, 0 still here (censored).").per("r");
    f("cause", cause, "0 still here, 1, 2, … the cause by its place in causes.").per("r");
    f("kind", kind, "Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here.").per("r").may_be_missing();
  }
};

struct SpellsResult {
  static constexpr const char* record = "SpellsResult";
  SpellTable spells;
  std::vector<std::string> causes;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("spells", spells, "The spells that are kept.");
    f("causes", causes, "Causes of leaving among them, in the order of the reason's labels, the unstated one last.").per("a");
    f("findings", findings, "What was left out, cut off or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// Half-open spells [start, stop) of whole days, cut at the end of observation. For each kept row
///   stop     = the day of leaving when that is known by observation_end, otherwise observation_end (event 0),
///   duration = stop - start,
///   entry    = max(0, observation_start - start, observed_from - start),
/// which is what survival.curve (event = cause), survival.cox (event = event) and their delayed entry take. Future hires are
/// left out; a leaving that lies ahead is not yet one. Finding codes, in this order: no_start, future_start, open_end, future_stop,
/// stop_before_start, zero_length, ended_before_observation, observed_after_stop, overlap, observed_late, several_spells, no_reason,
/// unknown_reason, reason_of_present. Nothing is repaired silently: each departure is a finding or an error.
/// Errors: an undeclared interval or observation_end, and under `refuse` the first row that contradicts itself
/// ("data.spells: stop[3] is 2023-01-01, but must be on or after start, 2023-02-01"). Cost: O(n), and sorting each person's spells.
SpellsResult spells(const SpellsInput& input, const SpellsOptions& options, const RunContext& context = {});

extern const Function spells_analysis;

}  // namespace mainstay::inline v1::data
