// What do those who do well, or who stay, have in common? A role profile learnt from people and outcomes, and whether it predicts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/competency/profile.hpp"
#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// Where the weights come from.
enum class PortraitWeights : std::int32_t { regression, surface, equal };
constexpr auto choices(PortraitWeights) {
  return std::array{choice(PortraitWeights::regression, "regression", "Penalised regression of the outcome on what each dimension attains, weights not below 0."),
                    choice(PortraitWeights::surface, "surface", "Response surface: the outcome on each dimension and its square; weight is the rise from the lowest tenth of all to the target."),
                    choice(PortraitWeights::equal, "equal", "All the same.")};
}

/// Which outcome is learnt from.
enum class PortraitSource : std::int32_t { given, outcome, staying };
constexpr auto choices(PortraitSource) {
  return std::array{choice(PortraitSource::given, "given", "The one that is given; both are refused."), choice(PortraitSource::outcome, "outcome", "The column outcome."),
                    choice(PortraitSource::staying, "staying", "duration and event.")};
}

/// What happens to people of whom a score is missing.
enum class PortraitMissing : std::int32_t { refuse, leave_out };
constexpr auto choices(PortraitMissing) {
  return std::array{choice(PortraitMissing::refuse, "refuse", "A missing score is an error that names dimension and row."), choice(PortraitMissing::leave_out, "leave_out", "They are left out and counted.")};
}

/// What the outcome is.
enum class PortraitOutcome : std::int32_t { number, yes_or_no, staying };
constexpr auto choices(PortraitOutcome) {
  return std::array{choice(PortraitOutcome::number, "number", "A number: linear regression."), choice(PortraitOutcome::yes_or_no, "yes_or_no", "Two values: logistic regression."),
                    choice(PortraitOutcome::staying, "staying", "Time until leaving: Cox regression.")};
}

/// How a dimension goes with the outcome, by the response surface.
enum class PortraitShape : std::int32_t { not_asked, flat, rises, falls, peak, dip };
constexpr auto choices(PortraitShape) {
  return std::array{choice(PortraitShape::not_asked, "not_asked", "Weights do not come from the surface."), choice(PortraitShape::flat, "flat", "The slope at neither end of the observed range, nor on the whole, differs from 0."),
                    choice(PortraitShape::rises, "rises", "Higher is better over the observed range."), choice(PortraitShape::falls, "falls", "Lower is better over the observed range."),
                    choice(PortraitShape::peak, "peak", "Best at `optimum`, inside the observed range."), choice(PortraitShape::dip, "dip", "Worst inside the observed range.")};
}

/// What to be careful about.
enum class PortraitCode : std::int32_t { small_top_group, small_rest, few_for_floor, does_not_separate, reversed, restricted_range, end_of_scale, no_weight, no_gain, must_haves_exclude };
constexpr auto choices(PortraitCode) {
  return std::array{choice(PortraitCode::small_top_group, "small_top_group", "Fewer people on top than `least_group`."),
                    choice(PortraitCode::small_rest, "small_rest", "Fewer others than `least_group`."),
                    choice(PortraitCode::few_for_floor, "few_for_floor", "Fewer than five people of the top group lie below the floor's quantile."),
                    choice(PortraitCode::does_not_separate, "does_not_separate", "The interval of the difference between top and others covers 0."),
                    choice(PortraitCode::reversed, "reversed", "Those on top are worse in this dimension."),
                    choice(PortraitCode::restricted_range, "restricted_range", "The people differ less than the reference (or than `least_spread` of the scale): what they have in common may be what they were chosen by."),
                    choice(PortraitCode::end_of_scale, "end_of_scale", "A fifth or more of all stand at an end of the scale."),
                    choice(PortraitCode::no_weight, "no_weight", "Nothing went with the outcome: all weights are the same."),
                    choice(PortraitCode::no_gain, "no_gain", "The learnt match is not shown to predict better than a plain mean of the scores (cross-validation)."),
                    choice(PortraitCode::must_haves_exclude, "must_haves_exclude", "A tenth or more of the top group fail a must-have of their own portrait.")};
}

/// One dimension to be learnt.
struct PortraitDimension {
  static constexpr const char* record = "PortraitDimension";
  std::string name{};
  double lower = 0.0, upper = 10.0;
  bool lower_is_better = false, must_have = false;
  FloorRule floor_rule = FloorRule::cap;
  std::string scale{};
  void describe(Fields& f) {
    f("name", name, "Name of the dimension, the column of x.").required();
    f("lower", lower, "Lower end of the scale.");
    f("upper", upper, "Upper end of the scale.");
    f("lower_is_better", lower_is_better, "Whether lower scores are better.");
    f("must_have", must_have, "Whether the learnt floor becomes a must-have of the profile; it is reported anyway.");
    f("floor_rule", floor_rule, "What follows below the floor: cap or veto.");
    f("scale", scale, "Id of the scale, written into the profile.");
  }
};

struct PortraitInput {
  static constexpr const char* record = "PortraitInput";
  Table x{};
  Column outcome{}, duration{}, event{};
  Table reference{};
  void describe(Fields& f) {
    f("x", x, "Scores of the people, one column for each dimension by its name.").per("n", "c").may_be_missing();
    f("outcome", outcome, "How well each did: higher is better; two values mean no and yes. This, or duration and event.").per("n").optional();
    f("duration", duration, "How long each stayed, or was observed.").per("n").above(0).optional();
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1).optional();
    f("reference", reference, "Scores of everybody who might have been chosen, such as all applicants: tells a restricted range.").per("m", "reference_columns").may_be_missing().optional();
  }
};

struct PortraitOptions {
  static constexpr const char* record = "PortraitOptions";
  std::vector<PortraitDimension> dimensions{};
  std::string name{}, version{};
  PortraitSource learn_from = PortraitSource::given;
  double top_share = 0.25;
  std::optional<double> horizon{};
  double target_quantile = 0.5, floor_quantile = 0.1;
  PortraitWeights weights = PortraitWeights::regression;
  std::vector<double> penalties{0.0001, 0.001, 0.01, 0.1, 1.0};
  std::int64_t folds = 5, resamples = 200;
  double confidence_level = 0.95;
  PortraitMissing missing = PortraitMissing::refuse;
  std::int64_t least_group = 30;
  double least_spread = 0.1, ceiling = 0.6;
  void describe(Fields& f) {
    f("dimensions", dimensions, "What is to be learnt.").required();
    f("name", name, "Name of the profile.");
    f("version", version, "Version of the profile.");
    f("learn_from", learn_from, "Which outcome is learnt from, where both are given.");
    f("top_share", top_share, "Share of people on top, by a number; ties at the edge belong to it. With two values: those with the higher one.").above(0).below(1);
    f("horizon", horizon, "With duration and event: the top group stayed at least so long; those last seen earlier are in neither group.").above(0);
    f("target_quantile", target_quantile, "The target is this quantile of the top group.").above(0).below(1);
    f("floor_quantile", floor_quantile, "The floor is this quantile of the top group.").above(0).below(1);
    f("weights", weights, "Where the weights come from.");
    f("penalties", penalties, "Ridge penalties tried, for each person (Cox: for each leaver); the one that predicts held-out people best is taken.").above(0);
    f("folds", folds, "Parts of the cross-validation.").between(2, 100);
    f("resamples", resamples, "Bootstrap samples of people.").between(20, 10000);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("missing", missing, "What happens to people of whom a score is missing.");
    f("least_group", least_group, "Smaller groups are warned of.").at_least(2);
    f("least_spread", least_spread, "Without reference: a standard deviation below this share of the scale is warned of.").at_least(0).below(1);
    f("ceiling", ceiling, "Ceiling of the profile.").between(0, 1);
  }
};

/// One row for each dimension. Errors and intervals by the bootstrap, except for the difference (Welch).
struct PortraitTable {
  static constexpr const char* record = "PortraitTable";
  std::vector<std::string> dimension{};
  std::vector<double> target{}, target_std_error{}, target_lower{}, target_upper{}, floor{}, floor_std_error{}, floor_lower{}, floor_upper{};
  std::vector<double> weight{}, weight_std_error{}, weight_lower{}, weight_upper{}, top_mean{}, rest_mean{}, difference{}, difference_lower{}, difference_upper{}, spread{};
  Categories separates{}, shape{};
  std::vector<double> slope{}, slope_std_error{}, curvature{}, curvature_std_error{}, optimum{};
  void describe(Fields& f) {
    f("dimension", dimension, "Name.").per("dimensions");
    f("target", target, "Target.").per("dimensions");
    f("target_std_error", target_std_error, "Its standard error.").per("dimensions").at_least(0);
    f("target_lower", target_lower, "Lower end of its interval.").per("dimensions");
    f("target_upper", target_upper, "Upper end of its interval.").per("dimensions");
    f("floor", floor, "Floor, a must-have only where it was asked for.").per("dimensions");
    f("floor_std_error", floor_std_error, "Its standard error.").per("dimensions").at_least(0);
    f("floor_lower", floor_lower, "Lower end of its interval.").per("dimensions");
    f("floor_upper", floor_upper, "Upper end of its interval.").per("dimensions");
    f("weight", weight, "Weight; they add up to 1.").per("dimensions").between(0, 1);
    f("weight_std_error", weight_std_error, "Its standard error.").per("dimensions").at_least(0);
    f("weight_lower", weight_lower, "Lower end of its interval.").per("dimensions");
    f("weight_upper", weight_upper, "Upper end of its interval.").per("dimensions");
    f("top_mean", top_mean, "Mean of the top group.").per("dimensions");
    f("rest_mean", rest_mean, "Mean of the others.").per("dimensions");
    f("difference", difference, "top_mean - rest_mean.").per("dimensions");
    f("difference_lower", difference_lower, "Lower end of its interval.").per("dimensions");
    f("difference_upper", difference_upper, "Upper end of its interval.").per("dimensions");
    f("spread", spread, "Standard deviation of the people over that of the reference; without one, over the width of the scale.").per("dimensions").at_least(0);
    f("separates", separates, "yes, no, or reversed: whether the top group is better here.").per("dimensions");
    f("shape", shape, "How the dimension goes with the outcome, by the surface; not_asked otherwise.").per("dimensions");
    f("slope", slope, "Of the surface, in positions on the scale from 0 to 1; of the log hazard with its sign turned. Missing (NaN) unless weights = surface.").per("dimensions").may_be_missing();
    f("slope_std_error", slope_std_error, "Its standard error. Missing (NaN) likewise.").per("dimensions").may_be_missing();
    f("curvature", curvature, "Coefficient of the squared position. Missing (NaN) likewise.").per("dimensions").may_be_missing();
    f("curvature_std_error", curvature_std_error, "Its standard error. Missing (NaN) likewise.").per("dimensions").may_be_missing();
    f("optimum", optimum, "Score at which the surface is highest, where that is inside the observed range (shape = peak). Missing (NaN) otherwise.").per("dimensions").may_be_missing();
  }
};

/// Does the learnt match predict? Concordance with the outcome, of people who were not used to learn: 0.5 is chance.
struct PortraitValidation {
  static constexpr const char* record = "PortraitValidation";
  double match = 0.0, match_lower = 0.0, match_upper = 0.0, core = 0.0, plain_mean = 0.0, plain_mean_lower = 0.0, plain_mean_upper = 0.0;
  double gain = 0.0, gain_lower = 0.0, gain_upper = 0.0;
  void describe(Fields& f) {
    f("match", match, "Of two people with unlike outcomes: how often the one with the higher match did better (stayed longer). Missing (NaN) without such pairs.").between(0, 1).may_be_missing();
    f("match_lower", match_lower, "Lower end of its interval (bootstrap).").may_be_missing();
    f("match_upper", match_upper, "Upper end of its interval.").may_be_missing();
    f("core", core, "The same of the match before must-haves.").between(0, 1).may_be_missing();
    f("plain_mean", plain_mean, "The same of the plain mean of the scores' positions on their scales.").between(0, 1).may_be_missing();
    f("plain_mean_lower", plain_mean_lower, "Lower end of its interval.").may_be_missing();
    f("plain_mean_upper", plain_mean_upper, "Upper end of its interval.").may_be_missing();
    f("gain", gain, "match - plain_mean.").may_be_missing();
    f("gain_lower", gain_lower, "Lower end of its interval.").may_be_missing();
    f("gain_upper", gain_upper, "Upper end of its interval.").may_be_missing();
  }
};

/// What to be careful about, with its numbers in words.
struct PortraitFindings {
  static constexpr const char* record = "PortraitFindings";
  Categories code{};
  std::vector<std::string> dimension{};
  std::vector<double> value{}, limit{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("code", code, "What it is.").per("f");
    f("dimension", dimension, "The dimension; empty where none is meant.").per("f");
    f("value", value, "What was found.").per("f");
    f("limit", limit, "What it is compared with.").per("f");
    f("sentence", sentence, "In English.").per("f");
    f("sentence_zh", sentence_zh, "In Chinese.").per("f");
  }
};

struct PortraitResult {
  static constexpr const char* record = "PortraitResult";
  Profile profile{};
  PortraitOutcome outcome = PortraitOutcome::number;
  std::int64_t people = 0, top = 0, rest = 0, undecided = 0, left_out = 0;
  double edge = 0.0, penalty = 0.0, top_below_floors = 0.0;
  PortraitTable dimensions{};
  PortraitValidation validation{};
  PortraitFindings findings{};
  void describe(Fields& f) {
    f("profile", profile, "The learnt profile, as competency.match takes it; std_error is that of the target, covariance that of the top group where it has full rank.");
    f("outcome", outcome, "What the outcome is.");
    f("people", people, "People learnt from.").at_least(0);
    f("top", top, "People in the top group.").at_least(0);
    f("rest", rest, "The others.").at_least(0);
    f("undecided", undecided, "Last seen before the horizon, so in neither group; they take part in the weights.").at_least(0);
    f("left_out", left_out, "Left out because a score is missing.").at_least(0);
    f("edge", edge, "Outcome from which people are on top; with durations the horizon.");
    f("penalty", penalty, "The penalty taken; 0 with equal weights.").at_least(0);
    f("top_below_floors", top_below_floors, "Share of the top group that fails a must-have of the profile.").between(0, 1);
    f("dimensions", dimensions, "What was learnt.");
    f("validation", validation, "Whether it predicts.");
    f("findings", findings, "What to be careful about.");
  }
};

/// Learns a profile: targets and floors as quantiles of the top group, weights by regression, errors by the bootstrap, and judges it by
/// cross-validation in which everything (edge, quantiles, penalty, weights) is learnt anew without the people judged. See
/// docs/competency/portrait.md for what each figure is. Refuses an outcome of one value, groups of fewer than two people, both or neither kind of outcome,
/// duration without event or horizon, scores outside their scale. Cost: (resamples + folds² · penalties) regressions of n·k²; yes_or_no and staying a few Newton steps each.
PortraitResult portrait(const PortraitInput& input, const PortraitOptions& options, const RunContext& context = {});

extern const Function portrait_analysis;

}  // namespace mainstay::inline v1::competency
