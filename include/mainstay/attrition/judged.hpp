// How a model did on people whom it had not seen: the tables that every judgement of predictions shares.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::attrition {

/// Whether a horizon could be judged.
enum class RiskJudged : std::int32_t { judged, few_events, beyond_follow_up };
constexpr auto choices(RiskJudged) {
  return std::array{choice(RiskJudged::judged, "judged", "There was enough to judge by."),
                    choice(RiskJudged::few_events, "few_events", "Fewer people than minimum_events left within the horizon: no figures."),
                    choice(RiskJudged::beyond_follow_up, "beyond_follow_up", "Nobody was followed so long after the prediction: no figures.")};
}

/// A row for each horizon. Every figure is missing (NaN) unless the status is judged.
struct JudgedHorizons {
  static constexpr const char* record = "JudgedHorizons";
  std::vector<double> horizon, predicted, observed, observed_lower, observed_upper, ratio, ratio_lower, ratio_upper, base_rate, base_rate_lower, base_rate_upper;
  std::vector<double> average_precision, brier, brier_lower, brier_upper, reference, skill, skill_lower, skill_upper, curve_brier, auc, auc_lower, auc_upper;
  std::vector<double> intercept, slope, slope_lower, slope_upper, integrated_index;
  std::vector<std::int64_t> rows, events, beyond_follow_up;
  Categories status;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the prediction.").per("t");
    f("status", status, "judged, few_events, or beyond_follow_up: nobody was followed so long.").per("t");
    f("rows", rows, "Predictions judged: people at days of scoring.").per("t").at_least(0);
    f("events", events, "Of those, people seen to leave within the horizon (for the cause).").per("t").at_least(0);
    f("beyond_follow_up", beyond_follow_up, "People left out because the horizon reaches beyond what the model followed, unless `beyond` is carry.").per("t").at_least(0);
    f("predicted", predicted, "Mean predicted probability.").per("t").between(0, 1).may_be_missing();
    f("observed", observed, "Share that left by the horizon: 1 - Kaplan-Meier, with a cause Aalen-Johansen.").per("t").between(0, 1).may_be_missing();
    f("observed_lower", observed_lower, "Lower limit.").per("t").between(0, 1).may_be_missing();
    f("observed_upper", observed_upper, "Upper limit.").per("t").between(0, 1).may_be_missing();
    f("ratio", ratio, "observed / predicted: 1 is right on the whole, above 1 more left than predicted.").per("t").at_least(0).may_be_missing();
    f("ratio_lower", ratio_lower, "Lower limit.").per("t").at_least(0).may_be_missing();
    f("ratio_upper", ratio_upper, "Upper limit.").per("t").at_least(0).may_be_missing();
    f("base_rate", base_rate, "Share of the predictions that come true: the precision of alerts at random.").per("t").between(0, 1).may_be_missing();
    f("base_rate_lower", base_rate_lower, "Lower limit.").per("t").between(0, 1).may_be_missing();
    f("base_rate_upper", base_rate_upper, "Upper limit.").per("t").between(0, 1).may_be_missing();
    f("average_precision", average_precision, "Precision averaged over the steps of recall; at random it is the base rate.").per("t").between(0, 1).may_be_missing();
    f("brier", brier, "Mean squared distance between what was predicted and what happened.").per("t").at_least(0).may_be_missing();
    f("brier_lower", brier_lower, "Lower limit.").per("t").at_least(0).may_be_missing();
    f("brier_upper", brier_upper, "Upper limit.").per("t").at_least(0).may_be_missing();
    f("reference", reference, "The score of one number for everybody, known afterwards: the observed share.").per("t").at_least(0).may_be_missing();
    f("skill", skill, "1 - brier / reference: 1 is perfect, 0 no better than that number, below 0 worse.").per("t").at_most(1).may_be_missing();
    f("skill_lower", skill_lower, "Lower limit.").per("t").may_be_missing();
    f("skill_upper", skill_upper, "Upper limit.").per("t").may_be_missing();
    f("curve_brier", curve_brier, "The score of the frozen curve of everybody, given tenure: what could be had without the attributes.").per("t").at_least(0).may_be_missing();
    f("auc", auc, "Probability that somebody who left by the horizon had a higher prediction than somebody who did not.").per("t").between(0, 1).may_be_missing();
    f("auc_lower", auc_lower, "Lower limit.").per("t").between(0, 1).may_be_missing();
    f("auc_upper", auc_upper, "Upper limit.").per("t").between(0, 1).may_be_missing();
    f("intercept", intercept, "Calibration in the large: what would have to be added to all predicted log-odds; 0 is right. Missing also where it has no finite answer.").per("t").may_be_missing();
    f("slope", slope, "Calibration slope: 1 is right, below 1 the predictions are too extreme. Missing also where it has no finite answer.").per("t").may_be_missing();
    f("slope_lower", slope_lower, "Lower limit.").per("t").may_be_missing();
    f("slope_upper", slope_upper, "Upper limit.").per("t").may_be_missing();
    f("integrated_index", integrated_index, "Mean distance between predicted and smoothed observed shares.").per("t").between(0, 1).may_be_missing();
  }
};

/// Predicted and observed leaving by band of predicted probability: a row for each horizon that was judged and band.
struct JudgedBands {
  static constexpr const char* record = "JudgedBands";
  std::vector<double> horizon, lowest, highest, predicted, observed, lower, upper;
  std::vector<std::int64_t> rows;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the prediction.").per("g");
    f("lowest", lowest, "Lowest predicted probability in the band.").per("g").between(0, 1);
    f("highest", highest, "Highest one.").per("g").between(0, 1);
    f("rows", rows, "Predictions.").per("g").at_least(0);
    f("predicted", predicted, "Their mean.").per("g").between(0, 1);
    f("observed", observed, "Share that left by the horizon. Missing (NaN) where nobody of the band was followed so long.").per("g").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit. Missing where nobody or everybody left.").per("g").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the lower one.").per("g").between(0, 1).may_be_missing();
  }
};

/// What so many alerts a period catch: a row for each horizon that was judged and load.
struct JudgedLoads {
  static constexpr const char* record = "JudgedLoads";
  std::vector<double> horizon, alerts, alerted, precision, precision_lower, precision_upper, recall, recall_lower, recall_upper, lead_time, median_lead_time;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the prediction.").per("a");
    f("alerts", alerts, "Alerts in each period.").per("a");
    f("alerted", alerted, "Alerts over all periods.").per("a").at_least(0);
    f("precision", precision, "Share of those alerted that leave by the horizon. Missing (NaN) without alerts.").per("a").between(0, 1).may_be_missing();
    f("precision_lower", precision_lower, "Lower limit.").per("a").between(0, 1).may_be_missing();
    f("precision_upper", precision_upper, "Upper limit.").per("a").between(0, 1).may_be_missing();
    f("recall", recall, "Share of those who leave by the horizon that was alerted.").per("a").between(0, 1).may_be_missing();
    f("recall_lower", recall_lower, "Lower limit.").per("a").between(0, 1).may_be_missing();
    f("recall_upper", recall_upper, "Upper limit.").per("a").between(0, 1).may_be_missing();
    f("lead_time", lead_time, "Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any.").per("a").at_least(0).may_be_missing();
    f("median_lead_time", median_lead_time, "Its median. Missing as the mean.").per("a").at_least(0).may_be_missing();
  }
};

/// Predicted and observed leaving by period of scoring: a row for each horizon that was judged and period.
struct JudgedPeriods {
  static constexpr const char* record = "JudgedPeriods";
  Categories period;
  std::vector<double> horizon, predicted, observed, lower, upper;
  std::vector<std::int64_t> rows, events;
  void describe(Fields& f) {
    f("horizon", horizon, "Time from the prediction.").per("d");
    f("period", period, "Period of scoring; all where none was given.").per("d");
    f("rows", rows, "Predictions.").per("d").at_least(0);
    f("events", events, "People seen to leave within the horizon (for the cause).").per("d").at_least(0);
    f("predicted", predicted, "Mean predicted probability.").per("d").between(0, 1);
    f("observed", observed, "Share that left by the horizon. Missing (NaN) where nobody was followed so long.").per("d").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit. Missing where nobody or everybody left.").per("d").between(0, 1).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the lower one.").per("d").between(0, 1).may_be_missing();
  }
};

}  // namespace mainstay::inline v1::attrition
