// What did each person do in the last seven days, thirty days, this month, as of every day? Windows over daily rows whose sums
// are exact, with a state that takes new days as they come and says what a late row moved.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

/// What the length of a window counts.
enum class RollingUnit : std::int32_t { undeclared, days, weeks, months, working_days, calendar_weeks, calendar_months, calendar_quarters, calendar_years };
constexpr auto choices(RollingUnit) {
  return std::array{choice(RollingUnit::undeclared, "undeclared", "Not said; refused."),
                    choice(RollingUnit::days, "days", "The last so many days, the day itself included."),
                    choice(RollingUnit::weeks, "weeks", "The last so many times seven days."),
                    choice(RollingUnit::months, "months", "The days after the same day so many months ago; a day that the month lacks is its last one."),
                    choice(RollingUnit::working_days, "working_days", "From the so-manieth last of working_days on; rows of days off in between count too."),
                    choice(RollingUnit::calendar_weeks, "calendar_weeks", "This week from Monday to the day, and so many less one whole weeks before."),
                    choice(RollingUnit::calendar_months, "calendar_months", "This month up to the day, and so many less one whole months before."),
                    choice(RollingUnit::calendar_quarters, "calendar_quarters", "The same with quarters."),
                    choice(RollingUnit::calendar_years, "calendar_years", "The same with years.")};
}

/// As of which days windows are told.
enum class RollingAt : std::int32_t { rows, week_ends, month_ends, listed };
constexpr auto choices(RollingAt) {
  return std::array{choice(RollingAt::rows, "rows", "Every day on which the person has a row."),
                    choice(RollingAt::week_ends, "week_ends", "Sundays, up to the last day of all rows."),
                    choice(RollingAt::month_ends, "month_ends", "Last days of months, up to the last day of all rows."),
                    choice(RollingAt::listed, "listed", "The days of days, up to the last day of all rows.")};
}

/// What several rows of one person and day mean.
enum class RollingDuplicates : std::int32_t { refuse, add, latest };
constexpr auto choices(RollingDuplicates) {
  return std::array{choice(RollingDuplicates::refuse, "refuse", "An error names the row."),
                    choice(RollingDuplicates::add, "add", "They are parts of the day: their values are added, and the day's value is the sum of those that are given. Sums over windows are rounded once all the same."),
                    choice(RollingDuplicates::latest, "latest", "The one recorded last holds, by recorded_at.")};
}

struct RollingWindow {
  static constexpr const char* record = "RollingWindow";
  RollingUnit unit = RollingUnit::undeclared;
  std::int64_t length = 1;
  std::string name{};

  void describe(Fields& f) {
    f("unit", unit, "What the length counts.");
    f("length", length, "How many of them.").between(1, 100000);
    f("name", name, "Name of the window, unique; left out: length and unit, \"7 days\".");
  }
};

/// A share or rate over a window: the sum of one indicator over the sum of another, never a mean of daily ratios.
struct RollingRatio {
  static constexpr const char* record = "RollingRatio";
  std::string name{}, numerator{}, denominator{};

  void describe(Fields& f) {
    f("name", name, "Name of the ratio, unique.").required();
    f("numerator", numerator, "Column of x that is added above.").required();
    f("denominator", denominator, "Column of x that is added below; its values must not be negative.").required();
  }
};

struct RollingInput {
  static constexpr const char* record = "RollingInput";
  Column person{}, day{}, recorded_at{};
  Table x{};

  void describe(Fields& f) {
    f("person", person, "Whose row it is.").per("n").category();
    f("day", day, "The day that the values are of.").per("n").day();
    f("recorded_at", recorded_at, "When the row was recorded; needed for duplicates = latest.").per("n").whole().optional();
    f("x", x, "The indicators: amounts of that day. A missing value is counted and adds nothing.").per("n").may_be_missing();
  }
};

struct RollingOptions {
  static constexpr const char* record = "RollingOptions";
  std::vector<RollingWindow> windows{};
  std::vector<RollingRatio> ratios{};
  RollingAt at = RollingAt::rows;
  std::vector<std::int64_t> days{}, working_days{};
  RollingDuplicates duplicates = RollingDuplicates::refuse;
  bool counts = true, means = false, extremes = false, coverage = true;
  std::vector<double> quantiles{};
  std::optional<double> half_life{};
  std::optional<std::int64_t> late_days{};

  void describe(Fields& f) {
    f("windows", windows, "The windows, each of which ends with the day that it is told as of.").required();
    f("ratios", ratios, "Ratios of sums.");
    f("at", at, "As of which days.");
    f("days", days, "The days of at = listed, ascending.").day();
    f("working_days", working_days, "Days that are worked, ascending: the calendar of windows of working days. It is known from its first day to its last.").day();
    f("duplicates", duplicates, "What several rows of one person and day mean.");
    f("counts", counts, "Also tell how many days have a value.");
    f("means", means, "Also tell the mean of a day that has a value.");
    f("extremes", extremes, "Also tell the smallest and the largest value of a day.");
    f("quantiles", quantiles, "Also tell these quantiles of the days that have a value: 0.5 is the median.").between(0, 1);
    f("half_life", half_life, "Also tell the fading mean of each window: a day so many days before the last one counts half, one twice as old a quarter.").in("days").above(0);
    f("coverage", coverage, "Also tell of each window how many of its days have a row, lie before the person's first one, or have none.");
    f("late_days", late_days, "In a state: how many days before the last day of the rounds before a row may still come. What no such row can reach any more is dropped; left out: nothing is.")
        .in("days")
        .at_least(0);
  }
};

/// Whom and which day the places of every list of letter r are of: people in rising order of their labels, then days.
struct RollingRows {
  static constexpr const char* record = "RollingRows";
  Categories person{};
  std::vector<std::int64_t> day{};

  void describe(Fields& f) {
    f("person", person, "The person.").per("r");
    f("day", day, "Last day of the windows.").per("r").in(day_unit);
  }
};

/// One indicator in one window; place i is of row i of `rows`.
struct RollingSums {
  static constexpr const char* record = "RollingSums";
  std::string window{}, indicator{};
  std::vector<double> sum{}, mean{}, smallest{}, largest{}, quantiles{}, fading_mean{};
  std::vector<std::int64_t> count{};

  void describe(Fields& f) {
    f("window", window, "The window.");
    f("indicator", indicator, "The indicator.");
    f("sum", sum, "Exact sum of the values in the window, rounded once; 0 where there are none.").per("r");
    f("count", count, "Days with a value; empty unless counts.").per("r").optional();
    f("mean", mean, "sum / count; NaN where there are none. Empty unless means.").per("r").optional().may_be_missing();
    f("smallest", smallest, "Smallest value of a day; NaN where there are none. Empty unless extremes.").per("r").optional().may_be_missing();
    f("largest", largest, "Largest value of a day; NaN where there are none. Empty unless extremes.").per("r").optional().may_be_missing();
    f("quantiles", quantiles, "Quantiles of the days that have a value, straight lines between neighbours (type 7); NaN where there are none. Empty unless quantiles.").per("r", "q").optional().may_be_missing();
    f("fading_mean", fading_mean, "Mean of the days that have a value, weighted by 2^(-age / half_life), age in calendar days to the last day of the window; days without one weigh nothing. NaN where there are none. Empty unless half_life.")
        .per("r")
        .optional()
        .may_be_missing();
  }
};

struct RollingRatios {
  static constexpr const char* record = "RollingRatios";
  std::string window{}, ratio{};
  std::vector<double> value{}, numerator{}, denominator{};

  void describe(Fields& f) {
    f("window", window, "The window.");
    f("ratio", ratio, "The ratio.");
    f("value", value, "numerator / denominator; NaN where the denominator is 0.").per("r").may_be_missing();
    f("numerator", numerator, "Exact sum over the days on which both are given.").per("r");
    f("denominator", denominator, "The same of the denominator.").per("r");
  }
};

struct RollingCoverage {
  static constexpr const char* record = "RollingCoverage";
  std::string window{};
  std::vector<std::int64_t> first_day{}, with_row{}, before_first{}, without_row{};

  void describe(Fields& f) {
    f("window", window, "The window.");
    f("first_day", first_day, "First day of the window.").per("r").in(day_unit);
    f("with_row", with_row, "Days with a row of the person; in windows of working days, working days.").per("r");
    f("before_first", before_first, "Days before the person's first row.").per("r");
    f("without_row", without_row, "Days from the person's first row on that have none.").per("r");
  }
};

/// What the rows of the last round of a state changed in what had been told before.
struct RollingMoved {
  static constexpr const char* record = "RollingMoved";
  Categories person{}, window{}, measure{};
  std::vector<std::int64_t> day{}, count_before{}, count_after{};
  std::vector<double> before{}, after{};

  void describe(Fields& f) {
    f("person", person, "The person.").per("moved");
    f("day", day, "Last day of the window.").per("moved").in(day_unit);
    f("window", window, "The window.").per("moved");
    f("measure", measure, "The indicator, or the ratio.").per("moved");
    f("before", before, "The sum or ratio that was told before; NaN where there was none.").per("moved").may_be_missing();
    f("after", after, "What it is now.").per("moved").may_be_missing();
    f("count_before", count_before, "Days with a value before; of a ratio 0.").per("moved");
    f("count_after", count_after, "Days with a value now; of a ratio 0.").per("moved");
  }
};

struct RollingIndicators {
  static constexpr const char* record = "RollingIndicators";
  std::vector<std::string> indicator{};
  std::vector<std::int64_t> values{}, missing{};

  void describe(Fields& f) {
    f("indicator", indicator, "The indicator.").per("l");
    f("values", values, "Rows with a value.").per("l");
    f("missing", missing, "Rows without one.").per("l");
  }
};

struct RollingResult {
  static constexpr const char* record = "RollingResult";
  std::int64_t people = 0, input_rows = 0, replaced_rows = 0;
  RollingIndicators indicators{};
  RollingRows rows{};
  std::vector<RollingSums> sums{};
  std::vector<RollingRatios> ratios{};
  std::vector<RollingCoverage> coverage{};
  RollingMoved moved{};

  void describe(Fields& f) {
    f("people", people, "People with a row.");
    f("input_rows", input_rows, "Rows of the input; in a state, of all rounds.");
    f("replaced_rows", replaced_rows, "Rows for which a later one of the same person and day holds (duplicates = latest); in a state, of those that the last round looked at.");
    f("indicators", indicators, "What was met of each indicator.");
    f("rows", rows, "Person and day of every place below. A day is left out where no window has a row.");
    f("sums", sums, "Window by window, in each indicator by indicator.");
    f("ratios", ratios, "Window by window, in each ratio by ratio.");
    f("coverage", coverage, "Window by window which days the windows cover; empty unless coverage.");
    f("moved", moved, "Of a state: what its last round changed; else empty.");
  }
};

/// Sums, counts, means, extremes and ratios of each person's days in windows, as of every day with a row or the ends of periods.
///
/// Sums are exact: the mathematical sum of the given values rounded once to the nearest double, whatever left the window before.
/// Zeros stay zero, and no order of rows, number of threads or cut into rounds changes a bit. Rows come in any order; those in order
/// of person and day are not sorted again. Errors: two rows of a person and day unless duplicates says what they mean, whole numbers
/// beyond 2^53 (they could not be added exactly), negative denominators, a calendar that does not reach, sums beyond the doubles.
/// Quantiles and fading means depend on the values in the window alone, so that they too are the same bit for bit in any order, cut and number of threads; fading means are added oldest first.
/// Cost: O(rows · windows · indicators) however long the windows are; quantiles times log days, fading means times the days in a window; 4 bytes a row and window beside the result.
RollingResult rolling(const RollingInput& input, const RollingOptions& options, const RunContext& context = {});

/// Rows of a state as they came, by person and day; places name people of RollingState::people.
struct RollingKept {
  static constexpr const char* record = "RollingKept";
  std::vector<std::int64_t> person{}, day{}, recorded{};
  std::vector<double> values{};

  void describe(Fields& f) {
    f("person", person, "Place of the person.").per("kept").at_least(0);
    f("day", day, "The day.").per("kept").day();
    f("recorded", recorded, "When it was recorded; 0 where that is not given.").per("kept");
    f("values", values, "The indicators, row by row.").per("kept", "c").may_be_missing();
  }
};

/// Rolling windows over days that arrive one batch after the other.
///
/// A round is update…, merge, advance, finish; the next update begins the next round. finish() tells the windows that the rows of the
/// last round reach: those as of new days, and those told before that a late or corrected row changes (listed in `moved`). Putting
/// these rows over the ones told before gives the answer of all rows at once, bit for bit. A round costs its own rows and those that
/// their windows hold; with at = rows people without new rows cost nothing. Parts may be cut in any way: a new round of a state takes the
/// rows of states that have seen no round yet, and those of copies of itself, whose common history counts once.
struct RollingState {
  static constexpr const char* record = "RollingState";
  RollingOptions options{};
  bool advanced = false, started = false, whole_labels = false;
  std::int64_t round = 0, input_rows = 0;
  std::optional<std::int64_t> last_day{}, told_until{};
  std::vector<std::string> columns{}, people{};
  std::vector<std::int64_t> first_days{}, told_first_days{}, values_given{};
  std::vector<RollingKept> settled{};
  RollingKept fresh{};

  void describe(Fields& f) {
    f("options", options, "The definition; merged states must have the same.");
    f("advanced", advanced, "True once the round is over.");
    f("started", started, "True once rows were added.");
    f("whole_labels", whole_labels, "Whether people are named by whole numbers.");
    f("round", round, "Rounds that are over.").at_least(0);
    f("input_rows", input_rows, "Rows of all rounds.").at_least(0);
    f("last_day", last_day, "Last day of all rows.").day();
    f("told_until", told_until, "Last day of all rows of the rounds before this one.").day();
    f("columns", columns, "The indicators.").per("c");
    f("people", people, "The people, in the order in which they came.").per("g");
    f("first_days", first_days, "Each one's first day with a row.").per("g").day();
    f("told_first_days", told_first_days, "The same without this round; 9999-12-31 where there was none.").per("g").day();
    f("values_given", values_given, "Rows with a value of each indicator.").per("c").at_least(0);
    f("settled", settled, "Rows of the rounds before this one, in lists whose lengths fall.");
    f("fresh", fresh, "Rows of this round.");
  }

  void update(const RollingInput& input, const RunContext& context = {});
  void merge(const RollingState& other);
  void advance(const RunContext& context = {});
  bool done() const { return advanced; }
  RollingResult finish(const RunContext& context = {}) const;
};

extern const Function rolling_analysis;

}  // namespace mainstay::inline v1::performance
