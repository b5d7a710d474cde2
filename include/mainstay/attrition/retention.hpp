// Who stayed: stability, retention over a period, survival of entry cohorts, the turnovers of new hires, regretted leavers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/attrition/employment.hpp"

namespace mainstay::inline v1::attrition {

enum class RetentionMeasure : std::int32_t {
  stability_index = 0,
  retention = 1,
  retention_in_unit = 2,
  new_hires_left_within = 3,
  new_hires_followed_left_within = 4,
  new_hires_leaving_probability = 5,
  new_hires_left_in_period = 6,
  first_year_share = 7,
  first_year_rate = 8,
  regretted_rate = 9,
  regretted_share = 10,
  half_life = 11
};
constexpr auto choices(RetentionMeasure) {
  using M = RetentionMeasure;
  return std::array{choice(M::stability_index, "stability_index", "People at close with a year of service or more, over people employed a year before."),
                    choice(M::retention, "retention", "Of the people employed at opening, those still employed at close without a break."),
                    choice(M::retention_in_unit, "retention_in_unit", "Of the people in the unit at opening, those who were there throughout."),
                    choice(M::new_hires_left_within, "new_hires_left_within", "Hires of the period who left within so many days, over its hires; too low until all have been followed so long."),
                    choice(M::new_hires_followed_left_within, "new_hires_followed_left_within", "The same among hires who have been followed so long."),
                    choice(M::new_hires_leaving_probability, "new_hires_leaving_probability", "1 - Kaplan-Meier at so many days: uses those who are still being followed."),
                    choice(M::new_hires_left_in_period, "new_hires_left_in_period", "People hired and gone within the period, over its hires."),
                    choice(M::first_year_share, "first_year_share", "Leavers with less than a year of tenure, over all leavers: a share of a mix, not a risk."),
                    choice(M::first_year_rate, "first_year_rate", "Leavers with less than a year of tenure, over the mean headcount with less than a year."),
                    choice(M::regretted_rate, "regretted_rate", "Regretted leavers over mean headcount."),
                    choice(M::regretted_share, "regretted_share", "Regretted voluntary leavers over voluntary leavers."),
                    choice(M::half_life, "half_life", "Tenure by which half of the period's hires have left, from Kaplan-Meier; missing until that happened.")};
}

struct RetentionOptions : EmploymentOptions {
  static constexpr const char* record = "RetentionOptions";
  std::int64_t within_days = 90;
  std::vector<double> times{30, 90, 180, 365};
  std::vector<std::string> voluntary{"voluntary"};
  double confidence_level = 0.95;
  bool sentences = true;

  void describe(Fields& f) {
    f("within_days", within_days, "Tenure within which a new hire's leaving counts as early.").in("days").at_least(1).at_most(36525);
    f("times", times, "Tenures at which the survival of each entry cohort is reported.").in("days").at_least(0);
    f("voluntary", voluntary, "Kinds of leaving that are voluntary.");
    f("confidence_level", confidence_level, "Coverage of the intervals.").above(0).below(1);
    f("sentences", sentences, "Whether each row says its definition in words.");
    describe_employment(f);
  }
};

/// A figure for each period, group and measure.
struct RetentionTable {
  static constexpr const char* record = "RetentionTable";
  std::vector<std::int64_t> start{}, stop{};
  Categories column{}, value{}, measure{}, unit{}, interval{};
  std::vector<double> numerator{}, denominator{}, figure{}, lower{}, upper{};
  std::vector<std::string> definition_en{}, definition_zh{};

  void describe(Fields& f) {
    f("start", start, "First day of the period.").per("r").in(day_unit);
    f("stop", stop, "First day after it.").per("r").in(day_unit);
    f("column", column, "'total', or a column of by.").per("r");
    f("value", value, "'all', or a value of the column.").per("r");
    f("measure", measure, "What is measured; regretted leavers when regretted is given, their share of voluntary leavers with kind.").per("r");
    f("numerator", numerator, "People above the line.").per("r");
    f("denominator", denominator, "People, or mean headcount, below it.").per("r");
    f("figure", figure, "The figure; missing where the denominator is 0, and where half have not left.").per("r").may_be_missing();
    f("lower", lower, "Lower limit; missing without a figure and where the method has none (nobody has left; not reached).").per("r").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("r").may_be_missing();
    f("unit", unit, "share, per_head (leavers for each person of the mean headcount), days.").per("r");
    f("interval", interval, "Method: wilson, exact_poisson, kaplan_meier (log-log).").per("r");
    f("definition_en", definition_en, "The figure in words and numbers, in English; empty without sentences.").per("r");
    f("definition_zh", definition_zh, "The same in Chinese.").per("r");
  }
};

/// Share of those hired in a period into a group who are still employed in the company at a tenure (Kaplan-Meier).
struct CohortSurvival {
  static constexpr const char* record = "CohortSurvival";
  std::vector<std::int64_t> start{}, stop{}, hires{};
  Categories column{}, value{};
  std::vector<double> time{}, at_risk{}, left{}, survival{}, lower{}, upper{};

  void describe(Fields& f) {
    f("start", start, "First day of the period of hire.").per("i").in(day_unit);
    f("stop", stop, "First day after it.").per("i").in(day_unit);
    f("column", column, "'total', or a column of by.").per("i");
    f("value", value, "'all', or the value into which they were hired.").per("i");
    f("hires", hires, "People hired.").per("i");
    f("time", time, "Tenure.").per("i").in("days");
    f("at_risk", at_risk, "People seen employed up to the tenure.").per("i");
    f("left", left, "People who had left by it.").per("i");
    f("survival", survival, "Share still employed.").per("i");
    f("lower", lower, "Lower limit (log-log); missing where nobody or everybody has left.").per("i").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("i").may_be_missing();
  }
};

struct RetentionResult {
  static constexpr const char* record = "RetentionResult";
  RetentionTable measures{};
  CohortSurvival survival{};
  EmploymentNotices notices{};
  std::string definition_en{}, definition_zh{};

  void describe(Fields& f) {
    f("measures", measures, "The measures by period and group.");
    f("survival", survival, "Survival of the cohorts hired in each period.");
    f("notices", notices, "What was noticed in the rows.");
    f("definition_en", definition_en, "How it was counted, in English.");
    f("definition_zh", definition_zh, "How it was counted, in Chinese.");
  }
};

/// People are counted as attrition.headcount counts them; people on leave are employed. Leavers of a unit are those who leave the
/// company from it. Retention is not 1 - turnover as soon as somebody hired within the period leaves within it.
///   stability_index: #{at close, hired more than a year before} / #{employed a year before close}; in a unit, people with a year of
///     service may have come from elsewhere.
///   retention: of #{at opening}, those whose employment runs on to the close (rehired people are not retained).
///   Tenure is below a year before the same day a year after hire (28 February after a leap day).
/// Kaplan-Meier and its log-log limits come from survival.curve; a spell that is interrupted is censored there.
/// Intervals: Wilson where the numerator is a part of the denominator, exact Poisson otherwise. Cost: as headcount, and a curve for
/// each group and period in which somebody was hired.
RetentionResult retention(const EmploymentInput& input, const RetentionOptions& options, const RunContext& context = {});

extern const Function retention_analysis;

}  // namespace mainstay::inline v1::attrition
