// Who of the leavers still away comes back, by a model of all they are known by: frozen at a day, explained, and judged on later days.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/returns/ends.hpp"
#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::returns {

/// One row a leaver, or (entry, duration] pieces of somebody's time away, where what is known of them changed between.
struct PredictionInput {
  static constexpr const char* record = "PredictionInput";
  Column duration, end;
  Table x;
  Column entry, reason, situation, person, exit, weights;
  void describe(Fields& f) {
    f("duration", duration, "Time from the exit to the end of the row: to the return, another end, or the last look. In days when `exit` is given.").per("n").at_least(0);
    f("end", end, "How the time away ended there: a text of `ends`, or 0 open, 1 returned, 2 settled, 3 unreachable. Missing: open.").per("n").category().may_be_missing();
    f("x", x, "What else is known of them: performance, pay against our scale, contacts made so far. Missing values where the estimator takes them.").per("n", "c").optional().may_be_missing();
    f("entry", entry, "Time from the exit at which the row begins; below `duration`. 0 if not given.").per("n").at_least(0).optional();
    f("reason", reason, "Why they left.").per("n").category().optional();
    f("situation", situation, "How they stand now.").per("n").category().optional();
    f("person", person, "Who it is. Pieces of one person may not overlap, and nobody is away twice at a time. Every row a person if not given.").per("n").category().optional();
    f("exit", exit, "Day of the exit. Needed with `frozen_at`, and to tell two exits of one person apart.").per("n").day().optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

/// A discrete-time hazard of every end, with a little ridge: a group without a return is not predicted 0.
inline survival::ModelOptions prediction_model() {
  survival::ModelOptions model;
  model.learner = survival::Learner::multinomial;
  model.multinomial.ridge = 1.0;
  return model;
}

struct PredictionOptions {
  static constexpr const char* record = "PredictionOptions";
  std::vector<double> horizons;
  survival::ModelOptions model = prediction_model();
  bool interactions = true;
  ReturnEnds ends;
  std::optional<std::int64_t> frozen_at;
  std::int64_t minimum_returns = 10, resamples = 50;
  void describe(Fields& f) {
    f("horizons", horizons, "Times ahead for which the return is predicted, rising, in the unit of `duration`.").above(0).required();
    f("model", model, "The estimator and its options, as survival.model takes them; one that tells causes apart (any but cox). When not given: multinomial with ridge 1. Without `bands` of their own multinomial hazards are constant in bands with ten returns or more, eight at most.");
    f("interactions", interactions, "Whether estimators of sums (causes, multinomial) take each pair of reason and situation as a level of its own; trees find pairs by themselves.");
    f("ends", ends, "Which texts of `end` mean what.");
    f("frozen_at", frozen_at, "Last day of which anything is known: later exits are left out, and whoever ended later is still away. The model is not judged on earlier days.").day();
    f("minimum_returns", minimum_returns, "Fewer returns than this are refused.").at_least(1);
    f("resamples", resamples, "Fits with random weights of the people (Bayesian bootstrap) and half the ridge, for intervals; 0: no intervals.").between(0, 100000);
  }
};

/// A model and what it was fitted on, frozen: immutable; predicts from any number of threads.
struct PredictionFit {
  static constexpr const char* record = "PredictionFit";
  survival::ModelFit model;
  std::vector<survival::ModelFit> base, resamples;
  bool with_reason = false, with_situation = false, pairs = false;
  std::optional<std::int64_t> frozen_at;
  std::int64_t rows = 0, people = 0, returned = 0, settled = 0, unreachable = 0;
  double follow_up = 0.0;
  std::vector<double> horizons, base_rate;
  void describe(Fields& f) {
    f("model", model, "The model.");
    f("base", base, "One set of curves for everybody: what the model has to beat.");
    f("resamples", resamples, "The model fitted with random weights of the people and half the ridge.");
    f("with_reason", with_reason, "Whether it was fitted on reasons.");
    f("with_situation", with_situation, "Whether it was fitted on situations.");
    f("pairs", pairs, "Whether each pair of the two is a level of its own.");
    f("frozen_at", frozen_at, "As in the options.").day();
    f("rows", rows, "Rows that took part.").at_least(0);
    f("people", people, "People among them.").at_least(0);
    f("returned", returned, "Rows that ended in a return.").at_least(0);
    f("settled", settled, "Rows that ended elsewhere.").at_least(0);
    f("unreachable", unreachable, "Rows that ended unreachable.").at_least(0);
    f("follow_up", follow_up, "Longest time away: nothing is known beyond it.").at_least(0);
    f("horizons", horizons, "As in the options.").per("t").above(0);
    f("base_rate", base_rate, "Share of everybody who returns within the horizon of the exit (Aalen-Johansen).").per("t").between(0, 1);
  }
  void validate() const;
};

/// Fits hazards of every end of time away on what was known at a day. Reads rows, and refuses, as returns.probability does; refuses also estimators
/// that take every end for one, fewer returns than `minimum_returns`, x with columns named as the reason and the situation, and what the estimator refuses.
/// Resamples: every person's rows are weighed by an exponential variable of mean 1 (Rubin 1981, Annals of Statistics 9) drawn from the seed
/// and the person's place among the sorted labels. A ridge k draws towards the middle, and the spread of fits with it, H / (H + k)^2 in a direction of
/// information H, leaves that error out. At half of it the spread is 1 / (H + k + k^2 / (4 H)), to first order that of the posterior, 1 / (H + k),
/// whose limits hold on average over the people (Nychka 1988, JASA 83). So the resamples have half the ridge (multinomial, causes). Cost: resamples + 1 fits.
PredictionFit prediction(const PredictionInput& input, const PredictionOptions& options, const RunContext& context = {});

struct PredictionPredictInput {
  static constexpr const char* record = "PredictionPredictInput";
  Column waited, contactable;
  Table x;
  Column reason, situation, person;
  void describe(Fields& f) {
    f("waited", waited, "Time since the exit that has passed without an end.").per("m").at_least(0);
    f("contactable", contactable, "1 where the person may be contacted: consent is given, and no flag stands against it. Of who has 0 nothing is told, and no rank is given.").per("m").whole().between(0, 1);
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Missing values where the estimator takes them.").per("m", "c").optional().may_be_missing();
    f("reason", reason, "Why they left, where the fit has reasons.").per("m").category().optional();
    f("situation", situation, "How they stand now, where the fit has situations.").per("m").category().optional();
    f("person", person, "Who it is, carried into the tables.").per("m").category().optional();
  }
};

struct PredictionPredictOptions {
  static constexpr const char* record = "PredictionPredictOptions";
  std::vector<double> horizons;
  double confidence_level = 0.95;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::missing;
  std::int64_t most = 3;
  void describe(Fields& f) {
    f("horizons", horizons, "Times ahead, rising; the fit's when not given.").above(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("beyond", beyond, "What is predicted beyond the longest time away of the fit: nothing, or the curve carried on.");
    f("most", most, "Reasons kept for each person, the strongest first.").between(1, 1000);
  }
};

/// A row for each person and horizon.
struct PredictedReturns {
  static constexpr const char* record = "PredictedReturns";
  std::vector<std::int64_t> row, contactable, rank;
  Categories person;
  std::vector<double> horizon, probability, lower, upper, settled, unreachable, open, base_rate, ratio;
  void describe(Fields& f) {
    f("row", row, "Row of the input.").per("outlooks").at_least(0);
    f("person", person, "Who it is; empty unless given.").per("outlooks").optional();
    f("contactable", contactable, "As in the input: whoever has 0 is listed with no figure.").per("outlooks").between(0, 1);
    f("horizon", horizon, "Time ahead.").per("outlooks").above(0);
    f("probability", probability, "Probability of returning within the horizon, given the time waited. Missing (NaN) beyond follow-up, unless carried on, and of who may not be contacted.").per("outlooks").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit of the model's probability, by the spread of the log odds over the resamples: how well the fit is known, not whether the model is right. 0 to 1 where none of them has a return so late. Missing as the probability, and without resamples.").per("outlooks").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the lower one.").per("outlooks").between(0, 1).may_be_missing();
    f("settled", settled, "Probability of settling elsewhere by then. Missing as the probability.").per("outlooks").between(0, 1).may_be_missing();
    f("unreachable", unreachable, "Probability of being unreachable by then. Missing as the probability.").per("outlooks").between(0, 1).may_be_missing();
    f("open", open, "Probability of still being away, and to be reached, by then; the four add up to 1. Missing as the probability.").per("outlooks").between(0, 1).may_be_missing();
    f("base_rate", base_rate, "The probability of returning by one set of curves for everybody. Missing as the probability.").per("outlooks").between(0, 1).may_be_missing();
    f("ratio", ratio, "probability / base_rate. Missing (NaN) where that is 0 or missing.").per("outlooks").at_least(0).may_be_missing();
    f("rank", rank, "1 has the highest probability at that horizon among those who may be contacted; equal ones in the order of the rows, missing ones last. 0 of who may not be.").per("outlooks").at_least(0);
  }
};

struct Prediction {
  static constexpr const char* record = "Prediction";
  PredictedReturns people;
  std::string scale;
  std::vector<std::string> columns;
  std::vector<double> score, contributions;
  survival::Reasons reasons;
  void describe(Fields& f) {
    f("people", people, "Probabilities and ranks.");
    f("scale", scale, "What the score is a logarithm of, of the return: hazard or odds. Empty of a forest, which does not explain one end alone.");
    f("columns", columns, "Columns of the fit, in its order.").per("columns");
    f("score", score, "Sum of the person's contributions. Missing (NaN) of who may not be contacted.").per("m").optional().may_be_missing();
    f("contributions", contributions, "What each column adds to the score of returning, against the average leaver. Missing as the score.").per("m", "columns").optional().may_be_missing();
    f("reasons", reasons, "The strongest columns of each person who may be contacted: a factor above 1 makes the return more likely.");
  }
};

/// Probabilities of the people still away, given how long they have been. P(return in (w, w + h] | away at w) = (F(w + h | x) - F(w | x)) / S(w | x).
/// Limits: with l the log odds and s their standard deviation over B resamples, l ± t s, t of Student's distribution with B - 1 degrees of freedom; probabilities nearer to 0 or 1 than half a
/// person of the fit count as that near, so that no limit collapses. Whoever may not be contacted is no candidate for a call: no figure, no rank, no reasons.
/// Refuses levels and pairs that the fit has not seen.
Prediction prediction_predict(const PredictionFit& fit, const PredictionPredictInput& input, const PredictionPredictOptions& options = {}, const RunContext& context = {});

/// Row i is one person on one day of scoring, with what happened since.
struct PredictionJudgeInput {
  static constexpr const char* record = "PredictionJudgeInput";
  Column waited, duration, end;
  Table x;
  Column reason, situation, person, scored_at, weights;
  void describe(Fields& f) {
    f("waited", waited, "Time between the exit and the day of scoring.").per("m").at_least(0);
    f("duration", duration, "Time from the day of scoring to the end of the time away, or to the last look.").per("m").at_least(0);
    f("end", end, "How it ended: as in the fit. Missing: open.").per("m").category().may_be_missing();
    f("x", x, "What was known of them on the day of scoring: the fit's columns by name.").per("m", "c").optional().may_be_missing();
    f("reason", reason, "Why they left, where the fit has reasons.").per("m").category().optional();
    f("situation", situation, "How they stood on the day of scoring, where the fit has situations.").per("m").category().optional();
    f("person", person, "Who it is: rows of one person go together in the standard errors.").per("m").category().optional();
    f("scored_at", scored_at, "Day of scoring. Refused where it is before the day at which the model was frozen.").per("m").day().optional();
    f("weights", weights, "How many people a row stands for.").per("m").at_least(0).optional();
  }
};

struct PredictionJudgeOptions {
  static constexpr const char* record = "PredictionJudgeOptions";
  std::vector<double> horizons;
  ReturnEnds ends;
  std::int64_t minimum_returns = 10, bands = 5;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizons", horizons, "Times from the day of scoring, rising; the fit's when not given.").above(0);
    f("ends", ends, "Which texts of `end` mean what.");
    f("minimum_returns", minimum_returns, "Horizons with fewer returns have no figures.").at_least(1);
    f("bands", bands, "Bands of predicted probability, of equal weight.").between(1, 10000);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// Whether a horizon could be judged.
enum class ReturnsJudged : std::int32_t { judged, few_returns, beyond_follow_up };
constexpr auto choices(ReturnsJudged) {
  return std::array{choice(ReturnsJudged::judged, "judged", "There was enough to judge by."), choice(ReturnsJudged::few_returns, "few_returns", "Fewer than minimum_returns came back within the horizon: no figures."),
                    choice(ReturnsJudged::beyond_follow_up, "beyond_follow_up", "Nobody was followed so long after the prediction: no figures.")};
}

/// A row for each horizon. Every figure is missing (NaN) unless the status is judged.
struct JudgedReturns {
  static constexpr const char* record = "JudgedReturns";
  std::vector<double> horizon, predicted, observed, observed_lower, observed_upper, ratio, ratio_lower, ratio_upper, brier, brier_lower, brier_upper, reference, curve_brier, skill, skill_lower, skill_upper;
  std::vector<double> auc, auc_lower, auc_upper, intercept, intercept_lower, intercept_upper, slope, slope_lower, slope_upper, integrated_index;
  std::vector<std::int64_t> rows, returned, beyond_follow_up;
  Categories status;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the day of scoring.").per("t");
    f("status", status, "judged, few_returns, or beyond_follow_up.").per("t");
    f("rows", rows, "Predictions judged.").per("t").at_least(0);
    f("returned", returned, "Of those, people seen to return within the horizon.").per("t").at_least(0);
    f("beyond_follow_up", beyond_follow_up, "People left out because the horizon reaches beyond what the model followed.").per("t").at_least(0);
    f("predicted", predicted, "Mean predicted probability of return.").per("t").between(0, 1).may_be_missing();
    f("observed", observed, "Share that returned by the horizon (Aalen-Johansen).").per("t").between(0, 1).may_be_missing();
    f("observed_lower", observed_lower, "Lower limit.").per("t").between(0, 1).may_be_missing();
    f("observed_upper", observed_upper, "Upper limit.").per("t").between(0, 1).may_be_missing();
    f("ratio", ratio, "observed / predicted: 1 is right on the whole.").per("t").at_least(0).may_be_missing();
    f("ratio_lower", ratio_lower, "Lower limit.").per("t").at_least(0).may_be_missing();
    f("ratio_upper", ratio_upper, "Upper limit.").per("t").at_least(0).may_be_missing();
    f("brier", brier, "Mean squared distance between what was predicted and what happened.").per("t").at_least(0).may_be_missing();
    f("brier_lower", brier_lower, "Lower limit.").per("t").at_least(0).may_be_missing();
    f("brier_upper", brier_upper, "Upper limit.").per("t").at_least(0).may_be_missing();
    f("reference", reference, "The score of one number for everybody, known afterwards: the observed share.").per("t").at_least(0).may_be_missing();
    f("curve_brier", curve_brier, "The score of the frozen curves of everybody, given the time waited: what could be had without the attributes.").per("t").at_least(0).may_be_missing();
    f("skill", skill, "1 - brier / reference: 1 is perfect, 0 no better than that number.").per("t").at_most(1).may_be_missing();
    f("skill_lower", skill_lower, "Lower limit.").per("t").may_be_missing();
    f("skill_upper", skill_upper, "Upper limit.").per("t").may_be_missing();
    f("auc", auc, "Probability that somebody who returned had a higher prediction than somebody who did not, whether still away or ended elsewhere.").per("t").between(0, 1).may_be_missing();
    f("auc_lower", auc_lower, "Lower limit.").per("t").between(0, 1).may_be_missing();
    f("auc_upper", auc_upper, "Upper limit.").per("t").between(0, 1).may_be_missing();
    f("intercept", intercept, "Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing also where it has no finite answer.").per("t").may_be_missing();
    f("intercept_lower", intercept_lower, "Lower limit.").per("t").may_be_missing();
    f("intercept_upper", intercept_upper, "Upper limit.").per("t").may_be_missing();
    f("slope", slope, "Calibration slope: 1 is right, below 1 the predictions are too extreme. Missing also where it has no finite answer.").per("t").may_be_missing();
    f("slope_lower", slope_lower, "Lower limit.").per("t").may_be_missing();
    f("slope_upper", slope_upper, "Upper limit.").per("t").may_be_missing();
    f("integrated_index", integrated_index, "Mean distance between predicted and smoothed observed shares.").per("t").between(0, 1).may_be_missing();
  }
};

/// Predicted and observed return by band of predicted probability: a row for each horizon that was judged and band.
struct JudgedReturnBands {
  static constexpr const char* record = "JudgedReturnBands";
  std::vector<double> horizon, lowest, highest, predicted, observed, lower, upper;
  std::vector<std::int64_t> rows;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the day of scoring.").per("g");
    f("lowest", lowest, "Lowest predicted probability in the band.").per("g").between(0, 1);
    f("highest", highest, "Highest one.").per("g").between(0, 1);
    f("rows", rows, "Predictions.").per("g").at_least(0);
    f("predicted", predicted, "Their mean.").per("g").between(0, 1);
    f("observed", observed, "Share that returned by the horizon. Missing (NaN) where nobody of the band was followed so long.").per("g").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit (log-log); where nobody or everybody returned, Wilson's at the effective number, as in returns.probability, rows taken as people. Missing as the share.").per("g").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the lower one.").per("g").between(0, 1).may_be_missing();
  }
};

struct PredictionJudgement {
  static constexpr const char* record = "PredictionJudgement";
  JudgedReturns horizons;
  JudgedReturnBands bands;
  void describe(Fields& f) {
    f("horizons", horizons, "Scores and calibration by horizon.");
    f("bands", bands, "Predicted and observed by band of predicted probability.");
  }
};

/// Predicts every row with the frozen model and hands the predictions to survival.brier, survival.calibration and survival.discrimination,
/// whose definitions, limits and treatment of censoring and competing ends hold. Nothing is fitted again.
PredictionJudgement prediction_judge(const PredictionFit& fit, const PredictionJudgeInput& input, const PredictionJudgeOptions& options = {}, const RunContext& context = {});

extern const Function prediction_analysis;

}  // namespace mainstay::inline v1::returns
