// Whether predicted probabilities of leaving by a horizon are as high as what is observed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/survival/judging.hpp"

namespace mainstay::inline v1::survival {

/// What the predictions take for granted where there are entries.
enum class PredictedGiven : std::int32_t { start, entry };
constexpr auto choices(PredictedGiven) {
  return std::array{choice(PredictedGiven::start, "start", "Nothing: they count from time 0. Bands and ratio know of the entries; intercept, slope and the smooth measures are missing with entries."),
                    choice(PredictedGiven::entry, "entry", "Being here at the row's `entry`, as survival.brier and survival.decision take them: everything is judged from entry to horizon, with censoring weights.")};
}

/// Row i says with which probability the person is still here (or has left) at the horizon, counted from time 0; with entries, rows are
/// observed on (entry, duration].
struct CalibrationInput {
  static constexpr const char* record = "CalibrationInput";
  Column prediction, duration, event, entry, weights, cluster, survival_at_end;
  void describe(Fields& f) {
    f("prediction", prediction, "Predicted probability at the horizon.").per("n").between(0, 1);
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is observed; below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label go together in the standard errors of intercept and slope.").per("n").category().optional();
    f("survival_at_end", survival_at_end, "Predicted probability of still being here at the row's own `duration`, for the calibration of whole curves.").per("n").between(0, 1).optional();
  }
};

struct CalibrationOptions {
  static constexpr const char* record = "CalibrationOptions";
  double horizon = 0.0;
  PredictedWhat predicted = PredictedWhat::survival;
  PredictedGiven given = PredictedGiven::start;
  std::optional<std::int64_t> cause;
  std::int64_t bands = 10;
  std::vector<double> cuts;
  std::int64_t bins = 10;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizon", horizon, "Time that the predictions are for.").above(0).required();
    f("predicted", predicted, "What the predictions are probabilities of.");
    f("given", given, "What the predictions take for granted where there are entries.");
    f("cause", cause, "The cause that is predicted, others compete with it; every cause when not given.").between(1, 255);
    f("bands", bands, "Bands of predicted probability of leaving, of equal weight.").between(1, 10000);
    f("cuts", cuts, "Probabilities of leaving at which bands begin, rising, instead of `bands`.").above(0).below(1);
    f("bins", bins, "Bins of `survival_at_end`.").between(2, 10000);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct CalibrationBands {
  static constexpr const char* record = "CalibrationBands";
  std::vector<double> lowest, highest, weight, predicted, observed, std_error, lower, upper, smoothed;
  std::vector<std::int64_t> rows;
  void describe(Fields& f) {
    f("lowest", lowest, "Lowest predicted probability of leaving in the band.").per("g").between(0, 1);
    f("highest", highest, "Highest one.").per("g").between(0, 1);
    f("weight", weight, "Sum of the weights.").per("g").at_least(0);
    f("predicted", predicted, "Mean predicted probability of leaving by the horizon.").per("g").between(0, 1);
    f("observed", observed, "Observed share that left by then: 1 - Kaplan-Meier, with a cause Aalen-Johansen; of predictions given entry the share of those at risk then, weighted for censoring. Missing (NaN) where nobody of the band was observed so long.").per("g").between(0, 1).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the share, and where nobody stayed.").per("g").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of its interval (log-log; where nobody or everybody left Wilson's, of those followed so far). Missing as the share.").per("g").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end of its interval. Missing as the lower one.").per("g").between(0, 1).may_be_missing();
    f("smoothed", smoothed, "The smooth curve at the mean prediction. Missing as the smooth measures.").per("g").between(0, 1).may_be_missing();
    f("rows", rows, "Rows with positive weight.").per("g").at_least(0);
  }
};

struct CalibrationBins {
  static constexpr const char* record = "CalibrationBins";
  std::vector<double> since, until, observed, expected;
  void describe(Fields& f) {
    f("since", since, "Predicted survival at which the bin begins.").per("b").between(0, 1);
    f("until", until, "Where it ends.").per("b").between(0, 1);
    f("observed", observed, "Weight of the rows in the bin; a censored row is spread over the bins up to its own.").per("b").at_least(0);
    f("expected", expected, "Weight expected when the predicted curves are right: the same in each bin.").per("b").at_least(0);
  }
};

struct CalibrationResult {
  static constexpr const char* record = "CalibrationResult";
  JudgingStatus status = JudgingStatus::judged;
  std::string warning;
  double predicted = 0.0, observed = 0.0, observed_std_error = 0.0, observed_lower = 0.0, observed_upper = 0.0;
  double ratio = 0.0, ratio_lower = 0.0, ratio_upper = 0.0;
  double intercept = 0.0, intercept_std_error = 0.0, intercept_lower = 0.0, intercept_upper = 0.0;
  double slope = 0.0, slope_std_error = 0.0, slope_lower = 0.0, slope_upper = 0.0;
  double integrated_index = 0.0, integrated_index_std_error = 0.0, integrated_index_lower = 0.0, integrated_index_upper = 0.0, median_error = 0.0, ninetieth_error = 0.0, largest_error = 0.0;
  CalibrationBands bands;
  CalibrationBins bins;
  double chi_squared = 0.0, degrees_of_freedom = 0.0, p_value = 0.0;
  std::int64_t rows = 0, events = 0;
  void describe(Fields& f) {
    f("status", status, "How the judging ended.");
    f("warning", warning, "What could not be judged; empty when everything could.");
    f("predicted", predicted, "Mean predicted probability of leaving by the horizon. Missing (NaN) without rows.").between(0, 1).may_be_missing();
    f("observed", observed, "Observed share that left by then, as in the bands. With `entry` and predictions from the start the mean of the bands' shares: the curve of all would count people who left before they could enter. Missing (NaN) beyond the follow-up.").between(0, 1).may_be_missing();
    f("observed_std_error", observed_std_error, "Its standard error. Missing as in the bands.").at_least(0).may_be_missing();
    f("observed_lower", observed_lower, "Lower end of its interval. Missing as in the bands.").between(0, 1).may_be_missing();
    f("observed_upper", observed_upper, "Upper end of its interval. Missing as in the bands.").between(0, 1).may_be_missing();
    f("ratio", ratio, "observed / predicted: 1 is right on the whole, above 1 more left than predicted. Missing (NaN) where one of them is 0 or missing.").at_least(0).may_be_missing();
    f("ratio_lower", ratio_lower, "Lower end of its interval, symmetric for the logarithm, the prediction taken as given. Missing as the ratio.").at_least(0).may_be_missing();
    f("ratio_upper", ratio_upper, "Upper end of its interval. Missing as the ratio.").at_least(0).may_be_missing();
    f("intercept", intercept, "Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing (NaN) with `entry` unless predictions are given being here then, beyond the follow-up, and where the regression has no finite answer.").may_be_missing();
    f("intercept_std_error", intercept_std_error, "Its standard error. Missing as the intercept.").at_least(0).may_be_missing();
    f("intercept_lower", intercept_lower, "Lower end of its interval. Missing as the intercept.").may_be_missing();
    f("intercept_upper", intercept_upper, "Upper end of its interval. Missing as the intercept.").may_be_missing();
    f("slope", slope, "Factor by which the predicted log-odds would have to be stretched; 1 is right, below 1 the predictions are too extreme. Missing (NaN) as the intercept, and where all predictions are equal.").may_be_missing();
    f("slope_std_error", slope_std_error, "Its standard error. Missing as the slope.").at_least(0).may_be_missing();
    f("slope_lower", slope_lower, "Lower end of its interval. Missing as the slope.").may_be_missing();
    f("slope_upper", slope_upper, "Upper end of its interval. Missing as the slope.").may_be_missing();
    f("integrated_index", integrated_index, "Integrated calibration index: mean distance between the smooth curve of what is observed and what was predicted. Missing (NaN) as the intercept.").between(0, 1).may_be_missing();
    f("integrated_index_std_error", integrated_index_std_error, "Its standard error (delta method: where the curve crosses the diagonal nearly everywhere, the index is too small to be normal). Missing as the index.").at_least(0).may_be_missing();
    f("integrated_index_lower", integrated_index_lower, "Lower end of its interval, cut at 0. Missing as the index.").between(0, 1).may_be_missing();
    f("integrated_index_upper", integrated_index_upper, "Upper end of its interval, cut at 1. Missing as the index.").between(0, 1).may_be_missing();
    f("median_error", median_error, "Median of that distance (E50). Missing as the index.").between(0, 1).may_be_missing();
    f("ninetieth_error", ninetieth_error, "Its 90th percentile (E90). Missing as the index.").between(0, 1).may_be_missing();
    f("largest_error", largest_error, "Its largest value (Emax). Missing as the index.").between(0, 1).may_be_missing();
    f("bands", bands, "Predicted and observed by band of predicted probability.");
    f("bins", bins, "Predicted survival at the own end, which is spread evenly when whole curves are right; empty without `survival_at_end`.");
    f("chi_squared", chi_squared, "Pearson's statistic of the bins (D-calibration). Missing (NaN) without `survival_at_end`.").at_least(0).may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Its degrees of freedom: bins less 1. Missing as the statistic.").at_least(0).may_be_missing();
    f("p_value", p_value, "Probability of so large a statistic when the curves are right. Missing as the statistic.").between(0, 1).may_be_missing();
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left for the cause.").at_least(0);
  }
};

/// Observed against predicted leaving by a horizon. Bands hold people of similar prediction; equal predictions are never divided.
/// Intercept and slope: logistic regression of having left by the horizon on the predicted log-odds (within 1e-9 of 0 and 1), with
/// inverse-probability-of-censoring weights, errors by the infinitesimal jackknife that know of them. Smooth curve: the same regression
/// on a restricted cubic spline of the log-odds with knots at their 5, 35, 65 and 95 % points (fewer where they coincide).
/// D-calibration: Haider, Hoehn, Davis, Greiner (2020), JMLR 21. Index: Austin, Harrell, van Klaveren (2020), Statistics in Medicine 39.
/// O(n log n); memory O(n).
CalibrationResult calibration(const CalibrationInput& input, const CalibrationOptions& options, const RunContext& context = {});

extern const Function calibration_analysis;

}  // namespace mainstay::inline v1::survival
