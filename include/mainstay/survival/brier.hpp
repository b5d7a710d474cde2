// Brier score of predicted survival or incidence, its integral, and the right-censored log score.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/survival/judging.hpp"

namespace mainstay::inline v1::survival {

/// Row i says with which probability the person is still here (or has left) at each of `times`. A row is observed on
/// (entry, duration]; with entries the predictions must be given being here at entry, and a row counts at times after its entry.
struct BrierInput {
  static constexpr const char* record = "BrierInput";
  Table prediction;
  Column duration, event, entry, weights, cluster, censoring_duration, censoring_event;
  void describe(Fields& f) {
    f("prediction", prediction, "Predicted probabilities: a column for each of `times`, in their order.").per("n", "t").between(0, 1);
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is observed; below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label go together in the standard errors.").per("n").category().optional();
    f("censoring_duration", censoring_duration, "Durations of other people from whom censoring is learnt, such as those of the training data; the judged rows when not given.")
        .per("m").at_least(0).optional();
    f("censoring_event", censoring_event, "Their events; 0 = censored.").per("m").whole().between(0, 255).optional();
  }
};

struct BrierOptions {
  static constexpr const char* record = "BrierOptions";
  std::vector<double> times;
  PredictedWhat predicted = PredictedWhat::survival;
  std::optional<std::int64_t> cause;
  CensoringTime censoring_at = CensoringTime::before;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("times", times, "Times that the columns of `prediction` are for, rising.").at_least(0).required();
    f("predicted", predicted, "What the predictions are probabilities of.");
    f("cause", cause, "The cause that is predicted, others compete with it; every cause when not given.").between(1, 255);
    f("censoring_at", censoring_at, "Where the censoring distribution is read for people who left.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct BrierTimes {
  static constexpr const char* record = "BrierTimes";
  std::vector<double> time, brier, std_error, lower, upper, reference, skill, skill_std_error, skill_lower, skill_upper, known, events;
  void describe(Fields& f) {
    f("time", time, "Time.").per("t");
    f("brier", brier, "Mean squared distance between what was predicted and what happened; 0 is best. Missing (NaN) where the time cannot be judged.").per("t").at_least(0).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the score.").per("t").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of its interval, cut at 0. Missing as the score.").per("t").at_least(0).may_be_missing();
    f("upper", upper, "Upper end of its interval. Missing as the score.").per("t").at_least(0).may_be_missing();
    f("reference", reference, "The score of one curve for everybody: Kaplan-Meier (Aalen-Johansen for a cause) of the judged rows. Missing as the score.").per("t").at_least(0).may_be_missing();
    f("skill", skill, "1 - brier / reference (index of prediction accuracy): 1 is perfect, 0 no better than one curve for everybody, below 0 worse. Missing as the score, and where the reference is 0.").per("t").at_most(1).may_be_missing();
    f("skill_std_error", skill_std_error, "Its standard error. Missing as the skill.").per("t").at_least(0).may_be_missing();
    f("skill_lower", skill_lower, "Lower end of its interval. Missing as the skill.").per("t").may_be_missing();
    f("skill_upper", skill_upper, "Upper end of its interval, cut at 1. Missing as the skill.").per("t").may_be_missing();
    f("known", known, "Weight of the rows of whom it is known whether they had left by the time.").per("t").at_least(0);
    f("events", events, "Weight of the rows that had left by the time, for the cause.").per("t").at_least(0);
  }
};

struct BrierResult {
  static constexpr const char* record = "BrierResult";
  JudgingStatus status = JudgingStatus::judged;
  std::string warning;
  BrierTimes times;
  double integrated = 0.0, integrated_std_error = 0.0, integrated_lower = 0.0, integrated_upper = 0.0, integrated_reference = 0.0;
  double integrated_skill = 0.0, integrated_skill_std_error = 0.0, integrated_skill_lower = 0.0, integrated_skill_upper = 0.0;
  double integrated_from = 0.0, integrated_until = 0.0;
  double log_score = 0.0, log_score_std_error = 0.0, log_score_lower = 0.0, log_score_upper = 0.0, log_score_reference = 0.0;
  std::int64_t impossible = 0, rows = 0, events = 0;
  double judged_until = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the judging ended.");
    f("warning", warning, "What could not be judged; empty when everything could.");
    f("times", times, "Scores at each time.");
    f("integrated", integrated, "Integrated Brier score: area under the score from the first to the last time that can be judged (trapezoids), by the length between. Missing (NaN) with fewer than two such times.").at_least(0).may_be_missing();
    f("integrated_std_error", integrated_std_error, "Its standard error. Missing as the score.").at_least(0).may_be_missing();
    f("integrated_lower", integrated_lower, "Lower end of its interval, cut at 0. Missing as the score.").at_least(0).may_be_missing();
    f("integrated_upper", integrated_upper, "Upper end of its interval. Missing as the score.").at_least(0).may_be_missing();
    f("integrated_reference", integrated_reference, "The same of the reference. Missing as the score.").at_least(0).may_be_missing();
    f("integrated_skill", integrated_skill, "1 - integrated / integrated_reference. Missing as the score, and where the reference is 0.").at_most(1).may_be_missing();
    f("integrated_skill_std_error", integrated_skill_std_error, "Its standard error. Missing as the skill.").at_least(0).may_be_missing();
    f("integrated_skill_lower", integrated_skill_lower, "Lower end of its interval. Missing as the skill.").may_be_missing();
    f("integrated_skill_upper", integrated_skill_upper, "Upper end of its interval, cut at 1. Missing as the skill.").may_be_missing();
    f("integrated_from", integrated_from, "Where the integral begins. Missing as the score.").may_be_missing();
    f("integrated_until", integrated_until, "Where the integral ends. Missing as the score.").may_be_missing();
    f("log_score", log_score, "Mean of -log of the probability that was given to what was seen: leaving between two of `times`, or staying beyond the end of observation. With `cause`: leaving for it between two of `times`, or not having done so by the last time that can be judged, with the weights of the Brier score. Lower is better; infinite where something happened that was called impossible. Missing (NaN) without rows; with `cause` also where no time can be judged.")
        .at_least(0).may_be_infinite().may_be_missing();
    f("log_score_std_error", log_score_std_error, "Its standard error. Missing where the score is missing or infinite.").at_least(0).may_be_missing();
    f("log_score_lower", log_score_lower, "Lower end of its interval, cut at 0. Missing as its error.").at_least(0).may_be_missing();
    f("log_score_upper", log_score_upper, "Upper end of its interval. Missing as its error.").at_least(0).may_be_missing();
    f("log_score_reference", log_score_reference, "The log score of the reference. Missing as the log score.").at_least(0).may_be_infinite().may_be_missing();
    f("impossible", impossible, "Rows to which something happened that had been given probability 0.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left for the cause.").at_least(0);
    f("judged_until", judged_until, "Last duration of the rows at which a time could be judged; negative without rows.");
  }
};

/// Brier score BS(t) = Σ w W(t) (1{left by t} - F(t))² / Σ w with inverse-probability-of-censoring weights W: G(entry) / G(T-) for who
/// left by t, G(entry) / G(t) for who stayed longer, 0 for who was censored by t. G is Kaplan-Meier of censoring, leaving before
/// censoring at ties. With a cause, F is its incidence, and who left for another cause by t counts as not having left for it.
/// Standard errors: infinitesimal jackknife, with the estimation of G when it is learnt from the judged rows; the reference curve is
/// taken as given. Times that cannot be judged end in a status, missing values and a warning. Missing values are refused.
/// O(n T) time, memory O(n), never n × T. Sources: Graf, Schmoor, Sauerbrei, Schumacher (1999), Statistics in Medicine 18;
/// Gerds, Schumacher (2006), Biometrical Journal 48; Kattan, Gerds (2018) for the skill.
BrierResult brier(const BrierInput& input, const BrierOptions& options, const RunContext& context = {});

extern const Function brier_analysis;

}  // namespace mainstay::inline v1::survival
