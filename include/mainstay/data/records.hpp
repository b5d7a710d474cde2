// What every loader of records is told by declaration, and how it tells what it met. Inside, all intervals are half-open whole
// days [start, stop); what an export means by its dates and codes is said here, never guessed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::data {

/// What the last day of a row means. There is no default, because a wrong one moves every tenure by a day.
enum class Interval : std::int32_t { undeclared = 0, closed = 1, half_open = 2 };
constexpr auto choices(Interval) {
  return std::array{choice(Interval::undeclared, "undeclared", "Not said; refused."),
                    choice(Interval::closed, "closed", "stop is the last day employed."),
                    choice(Interval::half_open, "half_open", "stop is the first day no longer employed.")};
}

/// Strict or lenient: what happens to a row that contradicts itself or another one.
enum class Conflicts : std::int32_t { refuse = 0, leave_out = 1 };
constexpr auto choices(Conflicts) {
  return std::array{choice(Conflicts::refuse, "refuse", "An error names the row."),
                    choice(Conflicts::leave_out, "leave_out", "The row is left out and counted in the findings.")};
}

/// Whose decision a leaving was.
enum class Leaving : std::int32_t { voluntary = 0, involuntary = 1, other = 2 };
constexpr auto choices(Leaving) {
  return std::array{choice(Leaving::voluntary, "voluntary", "The person's decision: a resignation."),
                    choice(Leaving::involuntary, "involuntary", "The employer's decision: a dismissal, a redundancy."),
                    choice(Leaving::other, "other", "Neither's: retirement, death, the end of a fixed term, a transfer out of the group.")};
}

/// Which kind of leaving a reason code is, and on which last days of employment it is so.
struct ReasonRule {
  static constexpr const char* record = "ReasonRule";
  std::string reason{};
  Leaving kind = Leaving::other;
  std::optional<std::int64_t> valid_from{}, valid_until{};

  void describe(Fields& f) {
    f("reason", reason, "The code or text as the export writes it.").required();
    f("kind", kind, "Whose decision such a leaving is.").required();
    f("valid_from", valid_from, "First last day employed for which this holds; left out: from always. A code that changed its meaning has a rule for each version.")
        .in(day_unit);
    f("valid_until", valid_until, "First last day employed for which it no longer holds; left out: for ever.").in(day_unit);
  }
};

/// What a status of employment means for counting.
enum class StatusState : std::int32_t { active = 0, on_leave = 1, excluded = 2, ended = 3 };
constexpr auto choices(StatusState) {
  return std::array{choice(StatusState::active, "active", "Employed and counted."),
                    choice(StatusState::on_leave, "on_leave", "Employed and counted apart: leave of absence, suspension."),
                    choice(StatusState::excluded, "excluded", "Not among those who are counted: contingent workers, interns, pre-hires."),
                    choice(StatusState::ended, "ended", "No longer employed.")};
}

struct StatusRule {
  static constexpr const char* record = "StatusRule";
  std::string status{};
  StatusState state = StatusState::active;

  void describe(Fields& f) {
    f("status", status, "The code or text as the export writes it.").required();
    f("state", state, "What it means for counting.").required();
  }
};

/// What somebody's coming back means. There is no default where somebody does.
enum class Rehire : std::int32_t { undeclared = 0, new_spell = 1, continued = 2, after = 3 };
constexpr auto choices(Rehire) {
  return std::array{choice(Rehire::undeclared, "undeclared", "Not said; refused once somebody comes back."),
                    choice(Rehire::new_spell, "new_spell", "Every return begins a new spell."),
                    choice(Rehire::continued, "continued", "Every return continues the spell, as if the person had not been away."),
                    choice(Rehire::after, "after", "A return begins a new spell after more than rehire_gap_days away, and continues the old one before.")};
}

/// Spells as (start, stop] rows, ordered by the person's label, spell, start; what counting-process models and headcounts take.
/// Rows whose attributes are equal are not merged.
struct JobIntervals {
  static constexpr const char* record = "JobIntervals";
  std::vector<std::int64_t> row{}, last_row{}, person_row{}, spell{}, start{}, stop{}, event{}, cause{};
  std::vector<double> entry{}, duration{};
  Categories state{}, kind{};

  void describe(Fields& f) {
    f("row", row, "Row of the input whose attributes hold, from 0: the organisation as it was.").per("i");
    f("last_row", last_row, "Row that holds last for the person (with job_records = all, for this job record): the organisation as it is.").per("i");
    f("person_row", person_row, "The person's first row in the input: equal for the spells and intervals of one person.").per("i");
    f("spell", spell, "Number of the person's spell.").per("i");
    f("start", start, "First day on which it holds.").per("i").in(day_unit);
    f("stop", stop, "First day on which it no longer holds.").per("i").in(day_unit);
    f("entry", entry, "Tenure at start, or at the day from which the spell was observed where that is later.").per("i").in("days");
    f("duration", duration, "Tenure at stop.").per("i").in("days");
    f("event", event, "1 where the spell ends at stop by leaving; 0 at every other row.").per("i");
    f("cause", cause, "The cause of leaving by its place in causes, from 1; 0 where event is 0.").per("i");
    f("state", state, "active or on_leave.").per("i");
    f("kind", kind, "Kind of leaving where event is 1, missing elsewhere.").per("i").may_be_missing();
  }
};

/// What was met on the way: a code, how often, and what was done. The page of each loader lists its codes.
struct Findings {
  static constexpr const char* record = "Findings";
  std::vector<std::string> finding{};
  std::vector<std::int64_t> count{}, first_row{}, left_out{};

  void describe(Fields& f) {
    f("finding", finding, "What was found, as a code.").per("f");
    f("count", count, "Rows concerned.").per("f");
    f("first_row", first_row, "The first of them, from 0; -1 where what was found is in no row, as a file that is missing.").per("f");
    f("left_out", left_out, "1 when these rows are left out, 0 when they are kept.").per("f");
  }
};

/// The first rows of each finding.
struct FindingRows {
  static constexpr const char* record = "FindingRows";
  Categories finding{};
  std::vector<std::int64_t> row{};

  void describe(Fields& f) {
    f("finding", finding, "What was found, as a code.").per("e");
    f("row", row, "Row of the input, from 0, ascending within a finding.").per("e");
  }
};

}  // namespace mainstay::inline v1::data
