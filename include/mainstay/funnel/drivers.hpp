// Which attributes go with coming through? Each column and each level tested beside the others, people still inside not counted as failures, and
// the number of tests paid for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"
#include "mainstay/funnel/multiplicity.hpp"

namespace mainstay::inline v1::funnel {

enum class DriversStatus : std::int32_t { tested, nothing_varies, nothing_to_test };
constexpr auto choices(DriversStatus) {
  return std::array{choice(DriversStatus::tested, "tested", "At least one column or level was tested."), choice(DriversStatus::nothing_varies, "nothing_varies", "Everybody who is judged converted, or nobody."),
                    choice(DriversStatus::nothing_to_test, "nothing_to_test", "No column has two sides of min_people judged people.")};
}

/// Who is judged, while some are still inside.
enum class DriversCensoring : std::int32_t { known_fate, mature, log_rank };
constexpr auto choices(DriversCensoring) {
  return std::array{choice(DriversCensoring::known_fate, "known_fate", "Those who converted or were lost; those still inside are left out and counted. Fast ways weigh more while many are inside."),
                    choice(DriversCensoring::mature, "mature", "Those whom the records followed for `horizon` days: converted within them, or not. Needs duration, followed and horizon."),
                    choice(DriversCensoring::log_rank, "log_rank", "Everybody for as long as they were seen: tests of the cause-specific hazard of converting, conversion by Aalen-Johansen. Needs duration.")};
}

struct DriversInput {
  static constexpr const char* record = "DriversInput";
  Table x{};
  Column outcome{}, stage{}, duration{}, followed{}, stratum{};

  void describe(Fields& f) {
    f("x", x, "Attributes known at entry, a row a person: numbers or categories. Missing: the person takes no part in that column's tests.").per("n", "c").may_be_missing();
    f("outcome", outcome, "How the attempt ended: a word of `completed`, of `inside`, or else lost; as funnel.window lists them.").per("n").category();
    f("stage", stage, "The last stage reached; needed with of_stage.").per("n").category().optional();
    f("duration", duration, "Time from entry to the end of the attempt, or to the last look.").per("n").in("days").whole().at_least(0).optional();
    f("followed", followed, "Time from entry to the end of the records, whatever became of the person.").per("n").in("days").whole().at_least(0).optional();
    f("stratum", stratum, "Within which people are compared, such as class or province; missing is a stratum of its own.").per("n").category().optional().may_be_missing();
  }
};

struct DriversOptions {
  static constexpr const char* record = "DriversOptions";
  std::vector<std::string> completed{"completed"}, inside{"still_inside"}, stages{};
  std::string of_stage{};
  DriversCensoring censoring = DriversCensoring::known_fate;
  std::optional<std::int64_t> horizon{};
  Multiplicity correction = Multiplicity::benjamini_hochberg;
  double error_rate = 0.05, confidence_level = 0.95;
  std::int64_t min_people = 5;

  void describe(Fields& f) {
    f("completed", completed, "Outcomes that mean that the way was completed.");
    f("inside", inside, "Outcomes that mean that the person was still on the way when last seen.");
    f("stages", stages, "The stages in order; needed with of_stage.");
    f("of_stage", of_stage, "Conversion from this stage to the next one, among those who reached it; left out: of the whole way.");
    f("censoring", censoring, "Who is judged.");
    f("horizon", horizon, "Of mature: time within which people had to convert. Of log_rank: time at which conversion is told; left out: the longest at which both sides are still watched, of each level.").in("days").at_least(0);
    f("correction", correction, "What is done about many tests: over all columns, and over all levels.");
    f("error_rate", error_rate, "A column or level is named where its adjusted p-value is at most this.").above(0).below(1);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("min_people", min_people, "Levels with fewer judged people, or with fewer others, are told but not tested.").at_least(1);
  }
};

/// One row a column of x.
struct DriversColumns {
  static constexpr const char* record = "DriversColumns";
  Categories column{}, test{};
  std::vector<std::int64_t> people{}, missing{}, degrees_of_freedom{};
  std::vector<double> statistic{}, p_value{}, adjusted_p{};
  std::vector<std::int64_t> named{};
  std::vector<double> superiority{}, superiority_lower{}, superiority_upper{}, median_converted{}, median_others{};

  void describe(Fields& f) {
    f("column", column, "The column.").per("columns");
    f("test", test, "chi_squared, mantel_haenszel (categories, within strata), rank_sum, van_elteren (numbers, within strata), log_rank, or none.").per("columns");
    f("people", people, "Judged people with a value.").per("columns");
    f("missing", missing, "Judged people without one.").per("columns");
    f("statistic", statistic, "Chi-squared statistic; NaN without a test.").per("columns").may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Its degrees of freedom.").per("columns");
    f("p_value", p_value, "Probability of as large a statistic by chance; NaN without a test.").per("columns").may_be_missing();
    f("adjusted_p", adjusted_p, "The same after the correction for all columns tested.").per("columns").may_be_missing();
    f("named", named, "1 where adjusted_p is at most error_rate.").per("columns").between(0, 1);
    f("superiority", superiority, "Of numbers: probability that somebody who converted has the larger value than somebody who did not, ties half; NaN otherwise and with log_rank.").per("columns").may_be_missing();
    f("superiority_lower", superiority_lower, "Lower bound (DeLong, on the logit scale; where that has no width, as at 0 and 1, Wilson's for as many people as the smaller side has).").per("columns").may_be_missing();
    f("superiority_upper", superiority_upper, "Upper bound.").per("columns").may_be_missing();
    f("median_converted", median_converted, "Of numbers: median of those who converted; NaN otherwise.").per("columns").may_be_missing();
    f("median_others", median_others, "Median of those who did not (with log_rank: not yet).").per("columns").may_be_missing();
  }
};

/// One row a level of a column of categories, beside all other levels; of a column with two levels only the last.
struct DriversLevels {
  static constexpr const char* record = "DriversLevels";
  Categories column{}, level{}, test{};
  std::vector<std::int64_t> people{}, converted{}, other_people{}, other_converted{};
  std::vector<double> conversion{}, conversion_lower{}, conversion_upper{}, other_conversion{}, other_conversion_lower{}, other_conversion_upper{};
  std::vector<double> difference{}, difference_lower{}, difference_upper{}, odds_ratio{}, odds_ratio_lower{}, odds_ratio_upper{}, hazard_ratio{}, hazard_ratio_lower{}, hazard_ratio_upper{};
  std::vector<double> p_value{}, adjusted_p{};
  std::vector<std::int64_t> named{};

  void describe(Fields& f) {
    f("column", column, "The column.").per("levels");
    f("level", level, "The level.").per("levels");
    f("test", test, "fisher, chi_squared (where the smallest margin is above 1,000), mantel_haenszel (within strata), log_rank, or none.").per("levels");
    f("people", people, "Judged people of the level.").per("levels");
    f("converted", converted, "Of these, who converted.").per("levels");
    f("other_people", other_people, "Judged people of the other levels.").per("levels");
    f("other_converted", other_converted, "Of these, who converted.").per("levels");
    f("conversion", conversion, "converted / people; with log_rank the probability of having converted by the horizon (Aalen-Johansen). NaN without people.").per("levels").may_be_missing();
    f("conversion_lower", conversion_lower, "Lower bound (Wilson; with log_rank Rothman).").per("levels").may_be_missing();
    f("conversion_upper", conversion_upper, "Upper bound.").per("levels").may_be_missing();
    f("other_conversion", other_conversion, "The same of the others.").per("levels").may_be_missing();
    f("other_conversion_lower", other_conversion_lower, "Lower bound.").per("levels").may_be_missing();
    f("other_conversion_upper", other_conversion_upper, "Upper bound.").per("levels").may_be_missing();
    f("difference", difference, "conversion less other_conversion, strata not looked at; 0.1 is ten percentage points.").per("levels").may_be_missing();
    f("difference_lower", difference_lower, "Lower bound (Newcombe).").per("levels").may_be_missing();
    f("difference_upper", difference_upper, "Upper bound.").per("levels").may_be_missing();
    f("odds_ratio", odds_ratio, "Odds of converting over those of the others; within strata Mantel & Haenszel's. Infinite or 0 where a cell is empty, NaN where none is told.").per("levels").may_be_missing().may_be_infinite();
    f("odds_ratio_lower", odds_ratio_lower, "Lower bound: exact (Cornfield) with fisher, else on the log scale (Robins, Breslow & Greenland).").per("levels").may_be_missing().may_be_infinite();
    f("odds_ratio_upper", odds_ratio_upper, "Upper bound.").per("levels").may_be_missing().may_be_infinite();
    f("hazard_ratio", hazard_ratio, "With log_rank: hazard of converting over that of the others, by one step (Peto); NaN otherwise.").per("levels").may_be_missing();
    f("hazard_ratio_lower", hazard_ratio_lower, "Lower bound.").per("levels").may_be_missing();
    f("hazard_ratio_upper", hazard_ratio_upper, "Upper bound.").per("levels").may_be_missing();
    f("p_value", p_value, "Probability of as unlike a split by chance, two-sided; NaN without a test.").per("levels").may_be_missing();
    f("adjusted_p", adjusted_p, "The same after the correction for all levels tested.").per("levels").may_be_missing();
    f("named", named, "1 where adjusted_p is at most error_rate.").per("levels").between(0, 1);
  }
};

struct DriversResult {
  static constexpr const char* record = "DriversResult";
  DriversStatus status = DriversStatus::nothing_to_test;
  std::int64_t people = 0, converted = 0, lost = 0, still_inside = 0, not_judged = 0, not_reached = 0, tested_columns = 0, tested_levels = 0, named_columns = 0, named_levels = 0;
  DriversColumns columns{};
  DriversLevels levels{};
  std::vector<std::string> words_not_met{};
  std::string sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("status", status, "Whether there was something to test.");
    f("people", people, "Judged people.");
    f("converted", converted, "Of these, who converted.");
    f("lost", lost, "Of these, who were lost; with mature: who did not convert within the horizon.");
    f("still_inside", still_inside, "Of these, still inside: with log_rank only.");
    f("not_judged", not_judged, "Left out: still inside with known_fate, followed for less than the horizon with mature.");
    f("not_reached", not_reached, "Left out: did not reach of_stage.");
    f("tested_columns", tested_columns, "Columns that were tested.");
    f("tested_levels", tested_levels, "Levels that were tested.");
    f("named_columns", named_columns, "Columns named after the correction.");
    f("named_levels", named_levels, "Levels named after the correction.");
    f("columns", columns, "By column.");
    f("levels", levels, "By level.");
    f("words_not_met", words_not_met, "Words of the options that no row has, as \"completed: done\"; one that a row has in another writing (Completed) is refused.").per("a");
    f("sentence", sentence, "The answer in English.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// Which attributes go with converting, one at a time.
///
/// Levels: Fisher's exact test of the level beside all others (Mantel-Haenszel within strata), difference with Newcombe's interval, odds ratio.
/// Columns: Pearson's chi-squared test (generalised Mantel-Haenszel within strata), of numbers the rank-sum test (van Elteren within strata), ties by their
/// variance, no continuity correction. log_rank: score tests of the cause-specific hazard, numbers by their ranks. Association, not cause: attributes that go
/// together are all named. Errors: stages that no option names, a word that is written like one of the options and is none, of_stage where durations are needed (they count from entry), duration or followed missing where they are needed. Cost: O(columns · n log n), exact tests
/// O(smallest margin).
DriversResult drivers(const DriversInput& input, const DriversOptions& options, const RunContext& context = {});

/// The people of a part of the data, cut anywhere; finish() tests all columns.
/// It keeps the rows, 8 bytes a value; the answer equals that of one machine. Errors of finish() name no row.
struct DriversState : data::KeptState<DriversOptions> {
  static constexpr const char* record = "DriversState";
  void update(const DriversInput& input, const RunContext& context = {});
  void merge(const DriversState& other);
  DriversResult finish(const RunContext& context = {}) const;
};

extern const Function drivers_analysis;

}  // namespace mainstay::inline v1::funnel
