// Measures of people over time (pay, sales, ratings): checked, put in order, and told as of a day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// How often an indicator is measured.
enum class MeasureFrequency : std::int32_t { any = 0, day = 1, week = 2, month = 3, quarter = 4, year = 5, calendar = 6 };
constexpr auto choices(MeasureFrequency) {
  return std::array{choice(MeasureFrequency::any, "any", "Now and then: no period is missing."),
                    choice(MeasureFrequency::day, "day", "Every day."),
                    choice(MeasureFrequency::week, "week", "Every week, Monday to Sunday."),
                    choice(MeasureFrequency::month, "month", "Every calendar month."),
                    choice(MeasureFrequency::quarter, "quarter", "Every calendar quarter."),
                    choice(MeasureFrequency::year, "year", "Every calendar year."),
                    choice(MeasureFrequency::calendar, "calendar", "Every period of the option periods.")};
}

struct MeasureRule {
  static constexpr const char* record = "MeasureRule";
  std::string indicator{}, unit{};
  MeasureFrequency every = MeasureFrequency::any;
  std::optional<double> lowest{}, highest{};

  void describe(Fields& f) {
    f("indicator", indicator, "The indicator as the table names it.").required();
    f("unit", unit, "Its unit; left out: whichever most of its rows have.");
    f("every", every, "How often it is measured: between a person's first and last value no such period may be missing.");
    f("lowest", lowest, "Smallest value that is possible.");
    f("highest", highest, "Largest value that is possible.");
  }
};

struct CurrencyRate {
  static constexpr const char* record = "CurrencyRate";
  std::string currency{};
  std::optional<std::int64_t> valid_from{}, valid_until{};
  double rate = 1.0;

  void describe(Fields& f) {
    f("currency", currency, "The currency that is exchanged.").required();
    f("valid_from", valid_from, "First day of the rate; left out: from always.").day();
    f("valid_until", valid_until, "First day on which it no longer holds; left out: for ever.").day();
    f("rate", rate, "How much of the currency exchange_to one unit of it is.").above(0).required();
  }
};

/// Measures of letter n; questions of letter m: what was known of whom on which day.
struct MeasuresInput {
  static constexpr const char* record = "MeasuresInput";
  Column person{}, date{}, indicator{}, value{}, weight{}, unit{}, currency{}, recorded_at{};
  Column query_person{}, query_day{};

  void describe(Fields& f) {
    f("person", person, "Whose value it is.").per("n").category();
    f("date", date, "Day of the value, or the last day of the period it is of.").per("n").day();
    f("indicator", indicator, "What is measured.").per("n").category();
    f("value", value, "The value. One that is missing or not finite is a conflict.").per("n").may_be_missing().may_be_infinite();
    f("weight", weight, "How much the value counts in means: hours, cases.").per("n").at_least(0).optional();
    f("unit", unit, "Its unit: one for each indicator.").per("n").category().may_be_missing().optional();
    f("currency", currency, "Of amounts of money: one for each indicator, unless rates are given.").per("n").category().may_be_missing().optional();
    f("recorded_at", recorded_at, "Day from which the value was known; missing: its own day. Of the values of one person, indicator and day the one recorded last holds.")
        .per("n").day().may_be_missing().optional();
    f("query_person", query_person, "Of whom values are asked for.").per("m").category().optional();
    f("query_day", query_day, "As of which day; needed with query_person.").per("m").day().optional();
  }
};

struct MeasuresOptions {
  static constexpr const char* record = "MeasuresOptions";
  std::vector<MeasureRule> indicators;
  std::int64_t window_days = 365;
  std::string exchange_to;
  std::vector<CurrencyRate> rates;
  std::vector<std::int64_t> periods;
  std::optional<std::int64_t> known_at;
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("indicators", indicators, "The indicators, in the order of the result; another one is a conflict. Left out: all, in the order of their labels.");
    f("window_days", window_days, "Length of the window: of a query for day d the days in (d - window_days, d].").in("days").at_least(1);
    f("exchange_to", exchange_to, "Currency to which amounts are exchanged by rates.");
    f("rates", rates, "Rates of exchange. Money of unlike currencies is never added up without them.");
    f("periods", periods, "Days at which the periods of every = calendar begin, ascending, and last the day on which the last one is over.")
        .day();
    f("known_at", known_at, "Values recorded after this day, or that lie after it, are left out: what was known then.")
        .day();
    f("conflicts", conflicts, "What happens to rows that contradict another one or what is declared.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// The values that are kept, by person, indicator and day.
struct MeasureValues {
  static constexpr const char* record = "MeasureValues";
  std::vector<std::int64_t> row, indicator, date;
  std::vector<double> value;

  void describe(Fields& f) {
    f("row", row, "Row of the input, from 0; people in the order of their labels.").per("r");
    f("indicator", indicator, "Place among the indicators, from 0.").per("r");
    f("date", date, "Its day.").per("r").in(day_unit);
    f("value", value, "The value, exchanged where rates say so.").per("r");
  }
};

/// Values that should lie between two others of a person and do not.
struct MeasureGaps {
  static constexpr const char* record = "MeasureGaps";
  std::vector<std::int64_t> row, indicator, first_day, periods;

  void describe(Fields& f) {
    f("row", row, "Row of the last value before the gap.").per("b");
    f("indicator", indicator, "Place of the indicator, from 0.").per("b");
    f("first_day", first_day, "First day of the first period without a value.").per("b").in(day_unit);
    f("periods", periods, "How many periods in a row have none.").per("b");
  }
};

struct MeasureIndicators {
  static constexpr const char* record = "MeasureIndicators";
  std::vector<std::string> indicator, unit, currency;
  std::vector<std::int64_t> values, people, missing_periods;

  void describe(Fields& f) {
    f("indicator", indicator, "The indicator.").per("l");
    f("unit", unit, "Its unit; empty where none is given.").per("l");
    f("currency", currency, "Its currency, after exchange; empty where none is given.").per("l");
    f("values", values, "Values kept.").per("l");
    f("people", people, "People with a value.").per("l");
    f("missing_periods", missing_periods, "Periods without a value between a person's first and last one.").per("l");
  }
};

struct MeasuresResult {
  static constexpr const char* record = "MeasuresResult";
  MeasureValues values;
  MeasureIndicators indicators;
  MeasureGaps gaps;
  std::vector<double> last, age, last_row, window_count, window_sum, window_mean;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("values", values, "The values that are kept, in order.");
    f("indicators", indicators, "What was met of each indicator.");
    f("gaps", gaps, "Missing periods.");
    f("last", last, "Of each query and indicator the last value on or before the day; NaN where there is none.").per("m", "l").may_be_missing();
    f("age", age, "Days since that value; NaN where there is none.").per("m", "l").in("days").may_be_missing();
    f("last_row", last_row, "Its row of the input; NaN where there is none.").per("m", "l").may_be_missing();
    f("window_count", window_count, "Values in the window.").per("m", "l");
    f("window_sum", window_sum, "Their sum; 0 where there are none.").per("m", "l");
    f("window_mean", window_mean, "Their mean by weight; NaN without weight or values.").per("m", "l").may_be_missing();
    f("findings", findings, "What was left out or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// One value for each person, indicator and day, in order; and for queries (person, day) the last value, its age, and count, sum and
/// mean of the last window_days days, the day itself included. A value counts for every query from its own day on; for values as they
/// were known on the day of each query see data.features.
/// Units and currencies are one for each indicator; where they are mixed, `leave_out` keeps those of most rows (of equally many the
/// first label). Amounts are exchanged row by row at the rate of their day.
/// Finding codes, in this order: recorded_later, future, unknown_indicator, not_finite, out_of_range, mixed_unit, mixed_currency, no_rate,
/// corrected, duplicate, two_values (all rows of that person, indicator and day are left out), missing_period, unknown_query_person.
/// Errors: queries by half, rates without exchange_to or that overlap, and under `refuse` the first row of a conflict.
/// Cost: O(n), sorting each person's values where they are not in order, and O(log + window) a query and indicator; 48 bytes a row.
MeasuresResult measures(const MeasuresInput& input, const MeasuresOptions& options, const RunContext& context = {});

extern const Function measures_analysis;

}  // namespace mainstay::inline v1::data
