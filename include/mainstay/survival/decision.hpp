// What acting on predicted probabilities brings: net benefit by threshold, and what a given load of alerts catches.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/survival/judging.hpp"

namespace mainstay::inline v1::survival {

/// Row i is a prediction for one person, made at time 0 of its `duration` (of one person in several periods: several rows, one
/// `cluster`). With entries, rows are observed on (entry, duration], and predictions are given being here at entry.
struct DecisionInput {
  static constexpr const char* record = "DecisionInput";
  Column prediction, duration, event, entry, weights, cluster, period;
  void describe(Fields& f) {
    f("prediction", prediction, "Predicted probability at the horizon.").per("n").between(0, 1);
    f("duration", duration, "Time from the prediction to leaving, or to the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is observed; below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label go together in the standard errors.").per("n").category().optional();
    f("period", period, "Period (week, month) in which the prediction was made: alerts are given out period by period. One period when not given.").per("n").category().optional();
  }
};

struct DecisionOptions {
  static constexpr const char* record = "DecisionOptions";
  double horizon = 0.0;
  PredictedWhat predicted = PredictedWhat::survival;
  std::optional<std::int64_t> cause;
  std::vector<double> thresholds{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5};
  std::vector<double> alerts;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizon", horizon, "Time that the predictions are for.").above(0).required();
    f("predicted", predicted, "What the predictions are probabilities of.");
    f("cause", cause, "The cause that is predicted, others compete with it; every cause when not given.").between(1, 255);
    f("thresholds", thresholds, "Probabilities of leaving from which one would act, rising.").above(0).below(1);
    f("alerts", alerts, "Numbers of alerts in each period, given to those with the highest predicted probability of leaving; rising.").above(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct DecisionThresholds {
  static constexpr const char* record = "DecisionThresholds";
  std::vector<double> threshold, alerted, net_benefit, std_error, lower, upper, net_benefit_all, precision, precision_std_error, precision_lower, precision_upper, recall, recall_std_error,
      recall_lower, recall_upper;
  void describe(Fields& f) {
    f("threshold", threshold, "Probability of leaving from which one acts.").per("b");
    f("alerted", alerted, "Share of the rows predicted to be at or above it. Missing (NaN) beyond the follow-up.").per("b").between(0, 1).may_be_missing();
    f("net_benefit", net_benefit, "True positives less false positives weighed by threshold / (1 - threshold), per row; not acting at all brings 0. Missing beyond the follow-up.").per("b").at_most(1).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the benefit.").per("b").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of its interval. Missing as the benefit.").per("b").may_be_missing();
    f("upper", upper, "Upper end of its interval. Missing as the benefit.").per("b").may_be_missing();
    f("net_benefit_all", net_benefit_all, "Net benefit of acting on everybody. Missing as the benefit.").per("b").at_most(1).may_be_missing();
    f("precision", precision, "Share of those alerted that leave by the horizon. Missing without alerts.").per("b").between(0, 1).may_be_missing();
    f("precision_std_error", precision_std_error, "Its standard error. Missing as the precision.").per("b").at_least(0).may_be_missing();
    f("precision_lower", precision_lower, "Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the precision.").per("b").between(0, 1).may_be_missing();
    f("precision_upper", precision_upper, "Upper end of its interval. Missing as the precision.").per("b").between(0, 1).may_be_missing();
    f("recall", recall, "Share of those who leave by the horizon that was alerted. Missing where nobody leaves.").per("b").between(0, 1).may_be_missing();
    f("recall_std_error", recall_std_error, "Its standard error. Missing as the recall.").per("b").at_least(0).may_be_missing();
    f("recall_lower", recall_lower, "Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall.").per("b").between(0, 1).may_be_missing();
    f("recall_upper", recall_upper, "Upper end of its interval. Missing as the recall.").per("b").between(0, 1).may_be_missing();
  }
};

struct DecisionLoads {
  static constexpr const char* record = "DecisionLoads";
  std::vector<double> alerts, alerted, precision, precision_std_error, precision_lower, precision_upper, recall, recall_std_error, recall_lower, recall_upper, lead_time, lead_time_std_error, lead_time_lower, lead_time_upper, median_lead_time;
  void describe(Fields& f) {
    f("alerts", alerts, "Alerts in each period.").per("a");
    f("alerted", alerted, "Alerts given over all periods: fewer where a period has fewer rows.").per("a").at_least(0);
    f("precision", precision, "Share of those alerted that leave by the horizon. Missing (NaN) beyond the follow-up and without alerts.").per("a").between(0, 1).may_be_missing();
    f("precision_std_error", precision_std_error, "Its standard error, the alerts taken as given. Missing as the precision.").per("a").at_least(0).may_be_missing();
    f("precision_lower", precision_lower, "Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the precision.").per("a").between(0, 1).may_be_missing();
    f("precision_upper", precision_upper, "Upper end of its interval. Missing as the precision.").per("a").between(0, 1).may_be_missing();
    f("recall", recall, "Share of those who leave by the horizon that was alerted. Missing beyond the follow-up and where nobody leaves.").per("a").between(0, 1).may_be_missing();
    f("recall_std_error", recall_std_error, "Its standard error, the alerts taken as given. Missing as the recall.").per("a").at_least(0).may_be_missing();
    f("recall_lower", recall_lower, "Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the recall.").per("a").between(0, 1).may_be_missing();
    f("recall_upper", recall_upper, "Upper end of its interval. Missing as the recall.").per("a").between(0, 1).may_be_missing();
    f("lead_time", lead_time, "Mean time from the alert to leaving, of those alerted who leave by the horizon. Missing without any.").per("a").at_least(0).may_be_missing();
    f("lead_time_std_error", lead_time_std_error, "Its standard error, the alerts taken as given. Missing as the mean.").per("a").at_least(0).may_be_missing();
    f("lead_time_lower", lead_time_lower, "Lower end of its interval, cut at 0. Missing as the mean.").per("a").at_least(0).may_be_missing();
    f("lead_time_upper", lead_time_upper, "Upper end of its interval, cut at the horizon. Missing as the mean.").per("a").at_least(0).may_be_missing();
    f("median_lead_time", median_lead_time, "Its median. Missing as the mean.").per("a").at_least(0).may_be_missing();
  }
};

struct DecisionResult {
  static constexpr const char* record = "DecisionResult";
  JudgingStatus status = JudgingStatus::judged;
  std::string warning;
  double base_rate = 0.0, base_rate_std_error = 0.0, base_rate_lower = 0.0, base_rate_upper = 0.0;
  double average_precision = 0.0, average_precision_std_error = 0.0, average_precision_lower = 0.0, average_precision_upper = 0.0;
  DecisionThresholds thresholds;
  DecisionLoads loads;
  std::int64_t rows = 0, events = 0, periods = 0;
  void describe(Fields& f) {
    f("status", status, "How the judging ended.");
    f("warning", warning, "What could not be judged; empty when everything could.");
    f("base_rate", base_rate, "Share of the rows that leave by the horizon: the precision of alerts at random. Missing (NaN) beyond the follow-up.").between(0, 1).may_be_missing();
    f("base_rate_std_error", base_rate_std_error, "Its standard error. Missing as the rate.").at_least(0).may_be_missing();
    f("base_rate_lower", base_rate_lower, "Lower end of its interval (Wilson's, at as many people as have the same variance). Missing as the rate.").between(0, 1).may_be_missing();
    f("base_rate_upper", base_rate_upper, "Upper end of its interval. Missing as the rate.").between(0, 1).may_be_missing();
    f("average_precision", average_precision, "Precision averaged over the steps of recall, from the highest prediction down, equal predictions together. Missing (NaN) beyond the follow-up and where nobody leaves.").between(0, 1).may_be_missing();
    f("average_precision_std_error", average_precision_std_error, "Its standard error. Missing as the average.").at_least(0).may_be_missing();
    f("average_precision_lower", average_precision_lower, "Lower end of its interval, cut at 0; of an average of 1 Wilson's at the leavers. Missing as the average.").between(0, 1).may_be_missing();
    f("average_precision_upper", average_precision_upper, "Upper end of its interval, cut at 1. Missing as the average.").between(0, 1).may_be_missing();
    f("thresholds", thresholds, "The decision curve.");
    f("loads", loads, "What a number of alerts in each period catches; empty without `alerts`.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left for the cause.").at_least(0);
    f("periods", periods, "Periods.").at_least(0);
  }
};

/// With a_i = 1 where row i is alerted, D_i = 1 where it left by the horizon, and W as in `brier`:
///   net benefit = Σ w W a (D - (1 - D) p / (1 - p)) / Σ w,   precision = Σ w W a D / Σ w W a,   recall = Σ w W a D / Σ w W D.
/// A load of k alerts goes to the k highest predictions of each period; those tied at the end share what is left (each counts with the
/// probability that a draw would choose it). Standard errors: infinitesimal jackknife, with the estimation of G; whom a load alerts is
/// taken as given. O(n log n + n (thresholds + loads)); memory O(n). Sources: Vickers, Elkin (2006), Medical Decision Making 26;
/// Vickers, Cronin, Elkin, Gonen (2008), BMC Medical Informatics and Decision Making 8.
DecisionResult decision(const DecisionInput& input, const DecisionOptions& options, const RunContext& context = {});

extern const Function decision_analysis;

}  // namespace mainstay::inline v1::survival
