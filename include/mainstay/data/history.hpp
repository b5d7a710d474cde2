// Effective-dated job history, as HR systems keep it, into spells of employment and (start, stop] rows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"
#include "mainstay/data/spells.hpp"

namespace mainstay::inline v1::data {

/// Until when a row of a history holds. There is no default.
enum class HistoryInterval : std::int32_t { undeclared = 0, closed = 1, half_open = 2, start_only = 3 };
constexpr auto choices(HistoryInterval) {
  return std::array{choice(HistoryInterval::undeclared, "undeclared", "Not said; refused."),
                    choice(HistoryInterval::closed, "closed", "Through the day stop (Oracle, SAP)."),
                    choice(HistoryInterval::half_open, "half_open", "Until the day before stop (Feishu)."),
                    choice(HistoryInterval::start_only, "start_only", "Until the next row of the same job record; there is no stop (PeopleSoft, BambooHR, lists of events).")};
}

/// What the effective day of a row with an ended status is.
enum class EndingDay : std::int32_t { undeclared = 0, first_day_away = 1, last_day = 2 };
constexpr auto choices(EndingDay) {
  return std::array{choice(EndingDay::undeclared, "undeclared", "Not said; refused once statuses has an ended one."),
                    choice(EndingDay::first_day_away, "first_day_away", "The first day no longer employed (PeopleSoft, SAP, Oracle)."),
                    choice(EndingDay::last_day, "last_day", "The last day employed (most lists of leavers).")};
}

/// Which row of a person with several jobs the intervals show. Leaving is leaving the last of them either way.
enum class JobRecords : std::int32_t { undeclared = 0, all = 1, primary = 2 };
constexpr auto choices(JobRecords) {
  return std::array{choice(JobRecords::undeclared, "undeclared", "Not said; refused once job_record is given."),
                    choice(JobRecords::all, "all", "Each job record: the intervals of a person with two jobs at a time overlap."),
                    choice(JobRecords::primary, "primary", "The primary one of each day, so that a person's intervals never overlap; where none is marked, the one begun first.")};
}

/// What happens to rows of one person, job record, day and sequence that no day of recording tells apart.
enum class HistoryTies : std::int32_t { conflict = 0, row_order = 1 };
constexpr auto choices(HistoryTies) {
  return std::array{choice(HistoryTies::conflict, "conflict", "They contradict each other; under leave_out the last of them in the input holds."),
                    choice(HistoryTies::row_order, "row_order", "They follow each other in the order of the input.")};
}

/// One row a change, in any order. Days are whole numbers since 1970-01-01 (data/calendar).
struct HistoryInput {
  static constexpr const char* record = "HistoryInput";
  Column person{}, effective{}, stop{}, sequence{}, job_record{}, primary{}, status{}, reason{}, hired{}, recorded_at{}, revoked_at{};

  void describe(Fields& f) {
    f("person", person, "Who it is.").per("n").category().may_be_missing();
    f("effective", effective, "First day on which the row holds.").per("n").day().may_be_missing();
    f("stop", stop, "Until when the row holds (see interval); missing, or one of open_ends, where no end is known. Not with start_only.")
        .per("n").day().may_be_missing().optional();
    f("sequence", sequence, "Order of the rows of one person, job record and day (EFFSEQ, EFFECTIVE_SEQUENCE, seqNumber, version).").per("n").whole().optional();
    f("job_record", job_record, "Which of the person's jobs it is (EMPL_RCD, ASSIGNMENT_ID). Without it everybody has one.").per("n").category().optional();
    f("primary", primary, "1 where the job is the person's primary one. Needed for job_records = primary.").per("n").whole().between(0, 1).optional();
    f("status", status, "Status of employment, or the event, by the codes of statuses. Without it every row is one of employment.")
        .per("n").category().may_be_missing().optional();
    f("reason", reason, "Why the spell ended: on rows with an ended status; where statuses declares none, on the last row of the spell.")
        .per("n").category().may_be_missing().optional();
    f("hired", hired, "First day of the employment as the system states it on the row: tenure counts from there where the history begins later.")
        .per("n").day().may_be_missing().optional();
    f("recorded_at", recorded_at, "Day on which the row was entered. A later entry for the same person, job record, day and sequence corrects the earlier one.")
        .per("n").day().may_be_missing().optional();
    f("revoked_at", revoked_at, "Day on which the row was taken back; missing where it stands.")
        .per("n").day().may_be_missing().optional();
  }
};

struct HistoryOptions {
  static constexpr const char* record = "HistoryOptions";
  std::optional<std::int64_t> observation_end, observation_start, known_at;
  HistoryInterval interval = HistoryInterval::undeclared;
  std::vector<std::int64_t> open_ends;
  std::vector<StatusRule> statuses;
  EndingDay ending_day = EndingDay::undeclared;
  std::vector<ReasonRule> reasons;
  Rehire rehire = Rehire::undeclared;
  std::optional<std::int64_t> rehire_gap_days, reuse_after_days;
  JobRecords job_records = JobRecords::undeclared;
  HistoryTies ties = HistoryTies::conflict;
  SpellZero zero_length = SpellZero::refuse;
  Conflicts conflicts = Conflicts::refuse;
  std::string unstated_reason = "unstated";
  std::int64_t most_causes = 1000;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("observation_end", observation_end, "Day up to which leaving is known; who is still here then is censored there, and rows of later days are not in effect yet. To be given.")
        .day();
    f("observation_start", observation_start, "Day from which everybody was observed: intervals are cut there, longer spells enter late.")
        .day();
    f("known_at", known_at, "The table as it was known at the end of this day: rows recorded later are left out, revocations that came later did not happen yet.")
        .day();
    f("interval", interval, "Until when a row holds. To be given.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("statuses", statuses, "What each status means. To be given with status; a status that is not among them is a conflict.");
    f("ending_day", ending_day, "What the effective day of a row with an ended status is.");
    f("reasons", reasons, "Which kind of leaving each reason is. Once some are declared, a leaver's reason that is not among them is a conflict.");
    f("rehire", rehire, "What somebody's coming back means.");
    f("rehire_gap_days", rehire_gap_days, "For rehire = after: days away up to which a return continues the spell; 0 is a return without a day away.").at_least(0);
    f("reuse_after_days", reuse_after_days, "Nobody returns after more days away than this: such a row belongs to somebody else who was given an old id, and is a conflict.").at_least(0);
    f("job_records", job_records, "Which row of a person with several jobs the intervals show.");
    f("ties", ties, "What happens to rows of one day whose order nothing tells.");
    f("zero_length", zero_length, "What happens to a stay that ends on the day on which it starts.");
    f("conflicts", conflicts, "What happens to rows that contradict themselves or each other.");
    f("unstated_reason", unstated_reason, "Name of the cause of leavers without a reason.");
    f("most_causes", most_causes, "More different reasons of leaving than this are a finding: they are texts, not codes.").at_least(1);
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// Spells, ordered by the person's label, then by start.
struct HistorySpells {
  static constexpr const char* record = "HistorySpells";
  std::vector<std::int64_t> row, last_row, end_row, person_row, spell, start, stop, event, cause, days_on_leave, days_away, rows;
  std::vector<double> duration, entry;
  Categories kind;

  void describe(Fields& f) {
    f("row", row, "Row of the input with which the spell begins, from 0.").per("r");
    f("last_row", last_row, "Row of the input that held last in it.").per("r");
    f("end_row", end_row, "Row of the input that says how it ended; -1 while still here.").per("r");
    f("person_row", person_row, "The person's first row in the input: equal for the spells and intervals of one person.").per("r");
    f("spell", spell, "1 for a person's first known spell, 2 for the next.").per("r");
    f("start", start, "First day employed; the one that hired states, where the history begins later.").per("r").in(day_unit);
    f("stop", stop, "First day no longer employed, or the day on which observation ended.").per("r").in(day_unit);
    f("duration", duration, "Tenure when the spell or its observation ended.").per("r").in("days");
    f("entry", entry, "Tenure from which the spell was observed (delayed entry); 0 from the start.").per("r").in("days");
    f("event", event, "1 left, 0 still here, or no longer among those who are counted (censored).").per("r");
    f("cause", cause, "0 while still here, 1, 2, … the cause by its place in causes.").per("r");
    f("kind", kind, "Kind of leaving by reasons: voluntary, involuntary, other, or unclassified; missing while still here.").per("r").may_be_missing();
    f("days_on_leave", days_on_leave, "Days of the spell on leave in every job held.").per("r").in("days");
    f("days_away", days_away, "Days of the spell not employed: the gaps over which rehire continues it.").per("r").in("days");
    f("rows", rows, "Rows of the table of intervals that belong to it.").per("r");
  }
};

struct HistoryResult {
  static constexpr const char* record = "HistoryResult";
  HistorySpells spells;
  JobIntervals intervals;
  std::vector<std::string> causes;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("spells", spells, "The spells that are kept.");
    f("intervals", intervals, "Their intervals within the observation.");
    f("causes", causes, "Causes of leaving among them, in the order of the reason's labels, the unstated one last.").per("a");
    f("findings", findings, "What was left out, cut or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// A row holds from its effective day to its stop, or to the next row of the same person and job record when that comes first.
/// Rows with an active or on_leave status are employment; an ended status ends it by leaving, an excluded one by censoring, and a stop
/// that no row follows by leaving. A person is employed while any job record is; a return after that is a new spell or not by `rehire`.
/// Within a spell, entry and duration count calendar days since its start. Inside, all intervals are half-open days.
/// Finding codes and what happens to their rows: docs/data/history.md. Errors: what is undeclared, and under `refuse` the first row that
/// contradicts itself or another ("data.history: effective[3] is 2023-01-01, but must be …"). The answer does not depend on the order
/// of the rows (but for ties = row_order and for the last of tied rows) nor on the threads. Cost: O(n), and n log n within one person's rows; memory beside the columns and
/// the result 24 to 32 bytes a row and 24 an interval.
HistoryResult history(const HistoryInput& input, const HistoryOptions& options, const RunContext& context = {});

extern const Function history_analysis;

}  // namespace mainstay::inline v1::data
