// Questions to a calendar of working days: is it one, how many lie between two days, which comes so many later.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::data {

/// Rows are questions; `worked` is the calendar itself where it does not follow from weekdays. Days are days since 1970-01-01.
struct WorkingDaysInput {
  static constexpr const char* record = "WorkingDaysInput";
  Column day{}, until{}, add{}, worked{};

  void describe(Fields& f) {
    f("day", day, "The day asked about.").per("n").day().may_be_missing();
    f("until", until, "Count the working days from day to the one before this.").per("n").day()
        .may_be_missing().optional();
    f("add", add, "Find the working day that comes so many after day; before it when negative.").per("n").in("working days").whole().may_be_missing().optional();
    f("worked", worked, "Every day of the calendar that is worked, in any order. Without it Monday to Friday, by holidays and make_up_days.")
        .per("a").day().optional();
  }
};

struct WorkingDaysOptions {
  static constexpr const char* record = "WorkingDaysOptions";
  std::optional<std::int64_t> first_day, last_day;
  std::vector<std::int64_t> holidays, make_up_days;

  void describe(Fields& f) {
    f("first_day", first_day, "First day that the calendar knows. To be given.").day();
    f("last_day", last_day, "Last day that it knows. To be given; nothing is guessed beyond it.").day();
    f("holidays", holidays, "Days that are not worked though they are Mondays to Fridays. Not with worked.").in(day_unit);
    f("make_up_days", make_up_days, "Saturdays and Sundays that are worked (调休). Not with worked.").in(day_unit);
  }
};

struct WorkingDaysTable {
  static constexpr const char* record = "WorkingDaysTable";
  std::vector<double> is_working, between, shifted;

  void describe(Fields& f) {
    f("is_working", is_working, "1 where day is worked, 0 where not; NaN where day is missing.").per("n").may_be_missing();
    f("between", between, "Working days in [day, until); negative where until comes first; NaN where one is missing or not given.").per("n").may_be_missing();
    f("shifted", shifted, "The working day found; with add = 0 day itself when it is worked, otherwise the next one; NaN where one is missing or not given.")
        .per("n").in(day_unit).may_be_missing();
  }
};

struct WorkingDaysResult {
  static constexpr const char* record = "WorkingDaysResult";
  WorkingDaysTable days;
  std::int64_t known = 0, worked = 0;

  void describe(Fields& f) {
    f("days", days, "The answers, row by row.");
    f("known", known, "Days in the calendar.").in("days");
    f("worked", worked, "Those of them that are worked.").in("days");
  }
};

/// A calendar is data: it knows the days from first_day to last_day and no other. `until` may be the day after last_day.
/// Errors: a bound that is not given, a question or a listed day beyond the bounds, a day that is listed twice. O(days known + rows).
WorkingDaysResult working_days(const WorkingDaysInput& input, const WorkingDaysOptions& options, const RunContext& context = {});

extern const Function working_days_analysis;

}  // namespace mainstay::inline v1::data
