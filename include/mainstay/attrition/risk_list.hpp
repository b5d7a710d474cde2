// The list of risks: for people still here, the probability of leaving, why, how far to be trusted, and what goes with a lower one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/attrition/risk.hpp"

namespace mainstay::inline v1::attrition {

struct RiskListInput {
  static constexpr const char* record = "RiskListInput";
  Table x;
  Column tenure, person;
  void describe(Fields& f) {
    f("x", x, "Attributes of people still here: the fit's columns by name, in any order; others are not looked at. Missing values where the estimator takes them.").per("m", "c").may_be_missing();
    f("tenure", tenure, "Time that the person has already stayed.").per("m").at_least(0);
    f("person", person, "Who it is, carried into the tables.").per("m").category().optional();
  }
};

/// Which way a number may be changed.
enum class RiskDirection : std::int32_t { either, lower, higher };
constexpr auto choices(RiskDirection) {
  return std::array{choice(RiskDirection::either, "either", "Up or down."), choice(RiskDirection::lower, "lower", "Down only."),
                    choice(RiskDirection::higher, "higher", "Up only.")};
}

/// A column that somebody could change, and how.
struct RiskChangeable {
  static constexpr const char* record = "RiskChangeable";
  std::string column;
  RiskDirection direction = RiskDirection::either;
  std::optional<double> lowest, highest, step;
  std::vector<std::string> levels;
  void describe(Fields& f) {
    f("column", column, "Column of x.").required();
    f("direction", direction, "Which way a number may go.");
    f("lowest", lowest, "Smallest number to try; the smallest of the fit when not given.");
    f("highest", highest, "Largest number to try; the largest of the fit when not given.");
    f("step", step, "Unit of the change, counted from the person's own number; when not given, from one quantile of the fit to the next (steps of 5 %).").above(0);
    f("levels", levels, "Categories to try; all of the fit when not given.");
  }
};

struct RiskListOptions {
  static constexpr const char* record = "RiskListOptions";
  std::vector<double> horizons;
  bool intervals = true;
  double confidence_level = 0.95;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::missing;
  std::int64_t most = 3;
  std::vector<RiskChangeable> changeable;
  std::optional<double> change_horizon, target;
  double lower_by = 0.25;
  void describe(Fields& f) {
    f("horizons", horizons, "Times ahead, rising; the fit's when not given.").above(0);
    f("intervals", intervals, "Whether limits are computed.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("beyond", beyond, "What is predicted beyond the longest tenure of the fit: nothing, or the curve carried on.");
    f("most", most, "Reasons kept for each person, the strongest first.").between(1, 1000);
    f("changeable", changeable, "Columns for which the nearest change is looked for; none when empty.");
    f("change_horizon", change_horizon, "Which of the horizons the change is for; the first when not given.").above(0);
    f("target", target, "A change is looked for until the probability is at most this.").above(0).below(1);
    f("lower_by", lower_by, "Without `target`: until it is lower by this share of itself.").above(0).below(1);
  }
};

/// A row for each person and horizon.
struct RiskPeople {
  static constexpr const char* record = "RiskPeople";
  std::vector<std::int64_t> row, rank, flags;
  Categories person;
  std::vector<double> horizon, probability, lower, upper, base_rate, ratio;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("r").at_least(0);
    f("person", person, "Who it is; empty unless given.").per("r").optional();
    f("horizon", horizon, "Time ahead.").per("r");
    f("probability", probability, "Probability of leaving within the horizon, given the tenure. Missing (NaN) beyond follow-up, unless carried on.").per("r").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit. Missing (NaN) where there is none: see `interval`; and where it would have no width, since nobody of the fit left in that span.").per("r").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the lower one.").per("r").between(0, 1).may_be_missing();
    f("base_rate", base_rate, "The same probability by one curve for everybody. Missing as the probability.").per("r").between(0, 1).may_be_missing();
    f("ratio", ratio, "probability / base_rate. Missing (NaN) where that is 0 or missing.").per("r").at_least(0).may_be_missing();
    f("rank", rank, "1 has the highest probability at that horizon; equal ones in the order of the rows, missing ones last.").per("r").at_least(1);
    f("flags", flags, "Flags of the person, and of this horizon.").per("r").at_least(0);
  }
};

/// A row for each person, horizon and cause; empty when the model tells no causes apart.
struct RiskCauses {
  static constexpr const char* record = "RiskCauses";
  std::vector<std::int64_t> row;
  Categories cause;
  std::vector<double> horizon, probability, lower, upper;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("i").at_least(0);
    f("horizon", horizon, "Time ahead.").per("i");
    f("cause", cause, "Cause of leaving.").per("i");
    f("probability", probability, "Probability of leaving within the horizon for this cause. Missing as that of leaving.").per("i").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit over the resamples; missing (NaN) without.").per("i").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("i").between(0, 1).may_be_missing();
  }
};

struct RiskReasons {
  static constexpr const char* record = "RiskReasons";
  std::vector<std::int64_t> row, rank;
  Categories column, level;
  std::vector<double> contribution, value, typical;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("reasons").at_least(0);
    f("rank", rank, "1 is the strongest.").per("reasons").at_least(1);
    f("column", column, "Column of x.").per("reasons");
    f("contribution", contribution, "What it adds to the score: above 0 makes leaving sooner more likely.").per("reasons");
    f("value", value, "The person's number; missing (NaN) for a category.").per("reasons").may_be_missing();
    f("level", level, "The person's category; empty for a number.").per("reasons");
    f("typical", typical, "Median of the column in the fit; missing (NaN) for a category.").per("reasons").may_be_missing();
  }
};

/// Why a figure is less sure than it looks.
enum class RiskFlag : std::int32_t { below_range, above_range, few_people, few_events, tenure_beyond_follow_up, horizon_beyond_follow_up, thin_follow_up };
constexpr auto choices(RiskFlag) {
  return std::array{choice(RiskFlag::below_range, "below_range", "The number is below every one of the fit."), choice(RiskFlag::above_range, "above_range", "The number is above every one of the fit."),
                    choice(RiskFlag::few_people, "few_people", "The level had few people in the fit."), choice(RiskFlag::few_events, "few_events", "Few people with the level left."),
                    choice(RiskFlag::tenure_beyond_follow_up, "tenure_beyond_follow_up", "Nobody was followed for so long as the person has stayed already."),
                    choice(RiskFlag::horizon_beyond_follow_up, "horizon_beyond_follow_up", "Nobody was followed as far as the horizon reaches."),
                    choice(RiskFlag::thin_follow_up, "thin_follow_up", "Few people were followed as far as the horizon reaches.")};
}

struct RiskFlags {
  static constexpr const char* record = "RiskFlags";
  std::vector<std::int64_t> row;
  Categories flag, column;
  std::vector<double> horizon, value, limit;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("f").at_least(0);
    f("flag", flag, "below_range, above_range: the number lies outside what the fit saw. few_people, few_events: of the person's level. tenure_beyond_follow_up, horizon_beyond_follow_up: "
                    "nobody was followed so long. thin_follow_up: few_people were not.").per("f");
    f("column", column, "Column of x; empty for flags of tenure.").per("f");
    f("horizon", horizon, "Time ahead that is meant; missing (NaN) where all are.").per("f").may_be_missing();
    f("value", value, "The person's number, the people or leavings of the level, or the tenure reached at the horizon.").per("f");
    f("limit", limit, "What it passes: the range, the fewest wanted, or the end of follow-up.").per("f");
  }
};

/// For each person and changeable column the smallest change that brings the probability down to the goal; no row where none does.
struct RiskChanges {
  static constexpr const char* record = "RiskChanges";
  std::vector<std::int64_t> row, rank;
  Categories column, from_level, to_level;
  std::vector<double> from_number, to_number, steps, before, after, goal;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("a").at_least(0);
    f("rank", rank, "1 takes the fewest steps of the person's columns.").per("a").at_least(1);
    f("column", column, "Column that changes; the others stay.").per("a");
    f("from_number", from_number, "The person's number; missing (NaN) for a category.").per("a").may_be_missing();
    f("to_number", to_number, "The nearest number that is enough; missing (NaN) for a category.").per("a").may_be_missing();
    f("from_level", from_level, "The person's category; empty for a number.").per("a");
    f("to_level", to_level, "The category with the lowest probability; empty for a number.").per("a");
    f("steps", steps, "Steps between the two: units, or quantiles of the fit. A category takes one.").per("a").at_least(0);
    f("before", before, "Probability of leaving within change_horizon.").per("a").between(0, 1);
    f("after", after, "The same for people who are alike but for this.").per("a").between(0, 1);
    f("goal", goal, "What it had to come down to.").per("a").between(0, 1);
  }
};

struct RiskList {
  static constexpr const char* record = "RiskList";
  RiskInterval interval = RiskInterval::none;
  RiskMeaning meaning = RiskMeaning::association;
  std::string scale;
  std::vector<std::string> columns;
  std::vector<double> score, contributions;
  RiskPeople people;
  RiskCauses causes;
  RiskReasons reasons;
  RiskFlags flags;
  RiskChanges changes;
  void describe(Fields& f) {
    f("interval", interval, "Where the limits come from.");
    f("meaning", meaning, "How reasons and changes are to be read.");
    f("scale", scale, "What the score is a logarithm of, as survival.model says.");
    f("columns", columns, "Columns of x in the fit's order.").per("c");
    f("score", score, "Sum of the person's contributions.").per("m");
    f("contributions", contributions, "What each column adds to the score.").per("m", "c");
    f("people", people, "Probabilities and ranks.");
    f("causes", causes, "Probabilities by cause.");
    f("reasons", reasons, "The strongest columns of each person.");
    f("flags", flags, "Where the model reaches beyond what it saw.");
    f("changes", changes, "The nearest changes.");
  }
};

/// P(leave within h | stayed for s) = 1 - S(s + h | x) / S(s | x), by cause (F(s + h | x) - F(s | x)) / S(s | x).
/// Refuses levels that the fit has not seen. O(people · horizons) predictions of the model, with resamples as many times more, and
/// one for each candidate of `changeable`.
RiskList risk_list(const RiskFit& fit, const RiskListInput& input, const RiskListOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::attrition
