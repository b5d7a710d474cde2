// Who was employed when: the rows that headcount, turnover rates and retention share, and what must be declared about them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::attrition {

/// Which period a leaver belongs to, and whether the headcount at the close of the last day still holds them. Off by one day,
/// it moves everybody who leaves at the end of a month into another month; therefore there is no default.
enum class LastDay : std::int32_t { undeclared = 0, employed = 1, gone_at_close = 2, first_day_away = 3 };
constexpr auto choices(LastDay) {
  return std::array{choice(LastDay::undeclared, "undeclared", "Not said; refused."),
                    choice(LastDay::employed, "employed",
                           "A leaver belongs to the period of the last day employed and is in the headcount of that day; opening + hires - leavers is then not closing."),
                    choice(LastDay::gone_at_close, "gone_at_close",
                           "A leaver belongs to the period of the last day employed; opening and closing are taken after those of the day have left. Balances."),
                    choice(LastDay::first_day_away, "first_day_away",
                           "A leaver belongs to the period of the first day no longer employed. Balances.")};
}

/// Whether people on leave are among those who are counted.
enum class OnLeave : std::int32_t { undeclared = 0, counted = 1, apart = 2 };
constexpr auto choices(OnLeave) {
  return std::array{choice(OnLeave::undeclared, "undeclared", "Not said; refused where state is given."),
                    choice(OnLeave::counted, "counted", "Heads, FTE and person-days include people on leave; they are shown a second time by themselves."),
                    choice(OnLeave::apart, "apart", "Heads, FTE and person-days leave them out; they are shown by themselves. Leavers count whatever their state.")};
}

/// Under which organisation the rows are broken down.
enum class Organisation : std::int32_t { as_was = 0, as_is = 1, mapped = 2 };
constexpr auto choices(Organisation) {
  return std::array{choice(Organisation::as_was, "as_was", "The value of the row that holds on the day."),
                    choice(Organisation::as_is, "as_is", "The value of the person's last row, for all of the person's days."),
                    choice(Organisation::mapped, "mapped", "The value of the day, renamed as mapping declares.")};
}

enum class PeriodWord : std::int32_t { none = 0, month = 1, quarter = 2, year = 3 };
constexpr auto choices(PeriodWord) {
  return std::array{choice(PeriodWord::none, "none", "Periods are the boundaries, if any."),
                    choice(PeriodWord::month, "month", "One month after the other from first_day."),
                    choice(PeriodWord::quarter, "quarter", "Three months after three months from first_day."),
                    choice(PeriodWord::year, "year", "Year after year from first_day, whatever month it begins in.")};
}

/// One unit under another name, for comparing across a reorganisation.
struct MappingRule {
  static constexpr const char* record = "MappingRule";
  std::string column{}, label{}, to{};
  std::optional<std::int64_t> since{};

  void describe(Fields& f) {
    f("column", column, "Column of by.").required();
    f("label", label, "Its value in the rows.").required();
    f("to", to, "The value under which it is counted. Rules are not chained.").required();
    f("since", since, "First day on which this holds; left out: on all days. A later rule of the same value takes over on its day.")
        .day();
  }
};

/// One row a job interval [start, stop) of whole days, several rows a person: as data.history delivers them, or data.spells with
/// one interval a spell. Intervals of one person may overlap (two jobs): a person counts once in total and once in each unit.
struct EmploymentInput {
  static constexpr const char* record = "EmploymentInput";
  Column person{}, start{}, stop{}, event{}, entry{}, spell{}, fte{}, state{}, kind{}, regretted{};
  Table by{};
  Column unit{}, ancestor{};

  void describe(Fields& f) {
    f("person", person, "Who it is.").per("n").category();
    f("start", start, "First day of the interval.").per("n").day();
    f("stop", stop, "First day after it; missing, or after observation_end, while it still runs.")
        .per("n").day().may_be_missing();
    f("event", event, "1 where the person left at stop, 0 where only the interval ended (a change, or the end of observation). Without it "
                      "the end of a spell is a leaving.").per("n").whole().between(0, 1).optional();
    f("entry", entry, "Tenure at start, as data.history gives it, missing where nobody knows it; read where the interval begins on observation_start, "
                      "to tell those who were there before from those hired that day.").per("n").in("days").whole().between(0, 100000).may_be_missing().optional();
    f("spell", spell, "Which spell of the person it belongs to: touching intervals of one spell continue it, those of another are a rehire. "
                      "Without it all touching intervals of a person are one spell.").per("n").category().optional();
    f("fte", fte, "Full-time equivalent, kept to a millionth.").per("n").between(0, 1000).optional();
    f("state", state, "active or on_leave.").per("n").category().optional();
    f("kind", kind, "Why the spell ended, in the row in which it ended: voluntary, involuntary, other, or any labels.")
        .per("n").category().may_be_missing().optional();
    f("regretted", regretted, "1 where the company would have kept the leaver, 0 where not, missing where nobody said.")
        .per("n").whole().between(0, 1).may_be_missing().optional();
    f("by", by, "Columns to break down by: department, grade, site.").per("n").category().may_be_missing().optional();
    f("unit", unit, "A value of the column that rollup names, beside each ancestor of it (the closure of data.organisation).")
        .per("u").category().optional();
    f("ancestor", ancestor, "A unit above it; the unit itself need not be listed.").per("u").category().optional();
  }
};

/// What headcount, rates and retention are told about the rows.
struct EmploymentOptions {
  std::optional<std::int64_t> observation_end, observation_start;
  std::vector<std::int64_t> boundaries;
  PeriodWord period = PeriodWord::none;
  std::optional<std::int64_t> first_day, last_day;
  LastDay last_day_rule = LastDay::undeclared;
  OnLeave on_leave = OnLeave::undeclared;
  Organisation organisation = Organisation::as_was;
  std::vector<MappingRule> mapping;
  std::string rollup;
  std::string unstated_kind = "unclassified";
  std::string missing_label = "missing";

  void describe_employment(Fields& f) {
    f("observation_end", observation_end, "First day about which nothing is known: who left by then is known to have left. To be given; no date or period may go beyond it.")
        .day();
    f("observation_start", observation_start, "Day at which the records were cut: intervals that begin on it go on from before, by their entry. No date or period may go behind it.")
        .day();
    f("boundaries", boundaries, "Periods by their first days, ascending; the last one is the first day after the last period.")
        .day();
    f("period", period, "Periods by a word, from first_day to last_day.");
    f("first_day", first_day, "First day of the first period.").day();
    f("last_day", last_day, "Last day of the last period.").day();
    f("last_day_rule", last_day_rule, "Which period a leaver belongs to. To be given with periods.");
    f("on_leave", on_leave, "Whether people on leave are among those counted. To be given with state.");
    f("organisation", organisation, "Under which organisation the rows are broken down.");
    f("mapping", mapping, "What is counted under another name, with organisation mapped.");
    f("rollup", rollup, "Column of by whose values unit and ancestor speak of: each unit then counts all below it.");
    f("unstated_kind", unstated_kind, "Name of the kind of leavers without one.");
    f("missing_label", missing_label, "Name of the value of rows that lack one.");
  }
};

/// What was noticed in the rows: a code and how many people or rows it concerns. docs/attrition/headcount.md explains each.
struct EmploymentNotices {
  static constexpr const char* record = "EmploymentNotices";
  std::vector<std::string> notice{};
  std::vector<std::int64_t> count{};

  void describe(Fields& f) {
    f("notice", notice, "What was noticed, as a code.").per("f");
    f("count", count, "People or rows concerned.").per("f");
  }
};

/// Starts and ends by stretch of days, from which headcounts and rates follow by sums: what merges exactly. A cell is a group
/// (column and value) within a stretch: stretch b holds the days from cut b - 1 to the day before cut b. Cells of a group stand
/// together, by stretch. Day sums count from the first cut; FTE is in millionths.
struct EmploymentCounts {
  static constexpr const char* record = "EmploymentCounts";
  bool with_fte = false, with_state = false, with_kind = false;
  std::vector<std::string> columns{}, group_value{}, kinds{};
  std::vector<std::int64_t> cuts{}, group_column{};
  std::vector<std::int64_t> hires{}, moves_in{}, moves_out{}, leavings{}, days{}, leave{}, leave_days{}, leave_close{};
  std::vector<std::int64_t> fte{}, fte_days{}, fte_close{};
  std::vector<std::int64_t> leaver_cell{}, leaver_kind{}, leavers{};
  std::vector<std::string> notices{};
  std::vector<std::int64_t> notice_count{};

  void describe(Fields& f) {
    f("with_fte", with_fte, "Rows came with FTE.");
    f("with_state", with_state, "Rows came with a state.");
    f("with_kind", with_kind, "Rows came with kinds of leaving.");
    f("columns", columns, "Columns of by.").per("p");
    f("cuts", cuts, "Days that separate the stretches, ascending.").per("t");
    f("group_column", group_column, "Column of each group; -1 for everybody.").per("g").at_least(-1);
    f("group_value", group_value, "Its value.").per("g");
    f("kinds", kinds, "Kinds of leaving, ascending.").per("l");
    f("hires", hires, "Hires by first day.").per("k");
    f("moves_in", moves_in, "Moves into the group by first day.").per("k");
    f("moves_out", moves_out, "Moves out of it by first day elsewhere.").per("k");
    f("leavings", leavings, "Leavings by first day away.").per("k");
    f("days", days, "Sum of first days less sum of days away.").per("k");
    f("leave", leave, "Leaves begun less leaves ended.").per("k");
    f("leave_days", leave_days, "Sum of their first days less sum of the days after them.").per("k");
    f("leave_close", leave_close, "As leave, with an end by leaving dated as last_day_rule says.").per("k");
    f("fte", fte, "FTE begun less FTE ended; none without FTE.");
    f("fte_days", fte_days, "FTE times first day less FTE times day after.");
    f("fte_close", fte_close, "As fte, with an end by leaving dated as last_day_rule says.");
    f("leaver_cell", leaver_cell, "Cell of leavers, dated as last_day_rule says.").per("x").at_least(0);
    f("leaver_kind", leaver_kind, "Their kind; -1 where none was stated.").per("x").at_least(-1);
    f("leavers", leavers, "How many they are.").per("x").at_least(1);
    f("notices", notices, "What was noticed, as codes.").per("f");
    f("notice_count", notice_count, "People or rows concerned.").per("f");
  }
};

/// What headcount and rates keep of rows that lie in several places; done after one round. Partition by person (all rows of a
/// person in one part).
template <class Options>
struct EmploymentState {
  Options options;
  bool begun = false, complete = false;
  EmploymentCounts counts;

  void describe(Fields& f) {
    f("options", options, "Options of the analysis.");
    f("begun", begun, "Rows have been counted.");
    f("complete", complete, "All rows have been counted.");
    f("counts", counts, "What was counted.");
  }
  void advance(const RunContext&) { complete = true; }
  bool done() const { return complete; }
};

}  // namespace mainstay::inline v1::attrition
