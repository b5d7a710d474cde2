// Headcount, FTE and person-time at dates and over periods, with what came in and went out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/attrition/employment.hpp"

namespace mainstay::inline v1::attrition {

struct HeadcountOptions : EmploymentOptions {
  static constexpr const char* record = "HeadcountOptions";
  std::vector<std::int64_t> dates;

  void describe(Fields& f) {
    f("dates", dates, "Days on which to count, in any order; before observation_end.").day();
    describe_employment(f);
  }
};

/// Who was there on a day: employed from start up to the day before stop, the last day employed included.
struct HeadcountDates {
  static constexpr const char* record = "HeadcountDates";
  std::vector<std::int64_t> date{}, heads{}, on_leave{};
  Categories column{}, value{};
  std::vector<double> fte{};

  void describe(Fields& f) {
    f("date", date, "Day.").per("d").in(day_unit);
    f("column", column, "'total', or a column of by.").per("d");
    f("value", value, "'all', or a value of the column.").per("d");
    f("heads", heads, "People employed that day, each once; without those on leave where on_leave is apart.").per("d");
    f("on_leave", on_leave, "People of whom every job here is on leave.").per("d");
    f("fte", fte, "Full-time equivalents of those counted; missing without fte.").per("d").may_be_missing();
  }
};

/// A period: opening + hires + transfers_in - leavers - transfers_out = closing, people on leave counted in, under the two rules
/// that balance. At company level (column 'total') transfers are interruptions of a spell only.
struct HeadcountPeriods {
  static constexpr const char* record = "HeadcountPeriods";
  std::vector<std::int64_t> start{}, stop{}, opening{}, closing{}, opening_on_leave{}, closing_on_leave{};
  Categories column{}, value{};
  std::vector<std::int64_t> hires{}, leavers{}, transfers_in{}, transfers_out{}, person_days{}, on_leave_days{};
  std::vector<double> mean_headcount{}, opening_fte{}, closing_fte{}, mean_fte{};

  void describe(Fields& f) {
    f("start", start, "First day.").per("r").in(day_unit);
    f("stop", stop, "First day after it.").per("r").in(day_unit);
    f("column", column, "'total', or a column of by.").per("r");
    f("value", value, "'all', or a value of the column.").per("r");
    f("opening", opening, "People when the period opens: at the close of the day before it.").per("r");
    f("closing", closing, "People at the close of its last day.").per("r");
    f("opening_on_leave", opening_on_leave, "People on leave when it opens.").per("r");
    f("closing_on_leave", closing_on_leave, "People on leave at its close.").per("r");
    f("hires", hires, "People whose employment began here within it, whatever their state.").per("r");
    f("leavers", leavers, "People whose employment ended here within it, whatever their state.").per("r");
    f("transfers_in", transfers_in, "People who came from elsewhere in the company, or back from an interruption.").per("r");
    f("transfers_out", transfers_out, "People who went elsewhere in the company, or into an interruption.").per("r");
    f("person_days", person_days, "Days of the people counted.").per("r").in("person-days");
    f("on_leave_days", on_leave_days, "Days on leave.").per("r").in("person-days");
    f("mean_headcount", mean_headcount, "person_days over the days of the period.").per("r");
    f("opening_fte", opening_fte, "Full-time equivalents when it opens; missing without fte.").per("r").may_be_missing();
    f("closing_fte", closing_fte, "Full-time equivalents at its close; missing without fte.").per("r").may_be_missing();
    f("mean_fte", mean_fte, "Full-time equivalents on an average day; missing without fte.").per("r").may_be_missing();
  }
};

/// Leavers by kind; they add up to those of the period. Filled when kind is given.
struct HeadcountLeavers {
  static constexpr const char* record = "HeadcountLeavers";
  std::vector<std::int64_t> start{}, stop{}, leavers{};
  Categories column{}, value{}, kind{};

  void describe(Fields& f) {
    f("start", start, "First day.").per("i").in(day_unit);
    f("stop", stop, "First day after it.").per("i").in(day_unit);
    f("column", column, "'total', or a column of by.").per("i");
    f("value", value, "'all', or a value of the column.").per("i");
    f("kind", kind, "Kind of leaving.").per("i");
    f("leavers", leavers, "People who left so.").per("i");
  }
};

struct HeadcountResult {
  static constexpr const char* record = "HeadcountResult";
  HeadcountDates dates{};
  HeadcountPeriods periods{};
  HeadcountLeavers leavers{};
  EmploymentNotices notices{};
  std::string definition_en{}, definition_zh{};

  void describe(Fields& f) {
    f("dates", dates, "Who was there on the days asked for.");
    f("periods", periods, "Openings, movements, closings and person-time of each period.");
    f("leavers", leavers, "Leavers by kind.");
    f("notices", notices, "What was noticed in the rows.");
    f("definition_en", definition_en, "How it was counted, in English.");
    f("definition_zh", definition_zh, "How it was counted, in Chinese.");
  }
};

/// Counts people, not rows. A person's intervals are first united: those that overlap, and those that touch within one spell. The
/// union's start is a hire, its end a leaving, unless the spell resumes later (an interruption). In a unit the same is done with the
/// person's intervals there: an end that is not the person's leaving of the company is a transfer out, a start that is not the hire
/// a transfer in. Somebody hired and gone on one day is a hire and a leaver with no days.
/// For a day d: heads = #{start <= d < stop}. For a period [b, e) and a leaver's day u (stop under first_day_away, the day before it
/// otherwise): leavers = #{b <= u < e}; closing = #{start < e <= stop}, under gone_at_close #{start < e <= u};
/// person_days = sum over days d in [b, e) of heads(d).
/// Refuses what is not declared: observation_end, with periods last_day_rule, with state on_leave. O(n) for rows in which each
/// person's stand together, in time and with memory for groups x days; otherwise a counting sort before it. Equal for any order of
/// rows and number of threads, bit for bit.
HeadcountResult headcount(const EmploymentInput& input, const HeadcountOptions& options, const RunContext& context = {});

struct HeadcountState : EmploymentState<HeadcountOptions> {
  static constexpr const char* record = "HeadcountState";
  void update(const EmploymentInput& input, const RunContext& context);
  void merge(const HeadcountState& other);
  HeadcountResult finish(const RunContext& context) const;
};

extern const Function headcount_analysis;

}  // namespace mainstay::inline v1::attrition
