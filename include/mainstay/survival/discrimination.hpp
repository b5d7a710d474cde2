// How well a score tells who has left by a horizon: time-dependent AUC, Uno's and Harrell's concordance up to a horizon.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/judging.hpp"

namespace mainstay::inline v1::survival {

/// With whom those who left by a time are compared.
enum class Controls : std::int32_t { still_here, all_others };
constexpr auto choices(Controls) {
  return std::array{choice(Controls::still_here, "still_here", "People still here after the time."),
                    choice(Controls::all_others, "all_others", "People still here after the time, and those who had left for another cause.")};
}

struct DiscriminationInput {
  static constexpr const char* record = "DiscriminationInput";
  Column score, duration, event, entry, weights, cluster, censoring_duration, censoring_event;
  Table score_at;
  void describe(Fields& f) {
    f("score", score, "What is to be judged: one number for each row.").per("n");
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is observed; below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label go together in the standard errors.").per("n").category().optional();
    f("censoring_duration", censoring_duration, "Durations of other people from whom censoring is learnt, such as those of the training data; the judged rows when not given.")
        .per("m").at_least(0).optional();
    f("censoring_event", censoring_event, "Their events; 0 = censored.").per("m").whole().between(0, 255).optional();
    f("score_at", score_at, "Scores that change with the time: a column for each of `times`, judged by the AUC instead of `score`.").per("n", "t").optional();
  }
};

struct DiscriminationOptions {
  static constexpr const char* record = "DiscriminationOptions";
  std::vector<double> times;
  std::optional<double> horizon;
  std::optional<std::int64_t> cause;
  ScoreDirection direction = ScoreDirection::risk;
  Controls controls = Controls::still_here;
  CensoringTime censoring_at = CensoringTime::before;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("times", times, "Times of the AUC, rising; none when empty.").at_least(0);
    f("horizon", horizon, "The concordances count those who left by this time; all when not given.").above(0);
    f("cause", cause, "The cause that the score is for, others compete with it; every cause when not given.").between(1, 255);
    f("direction", direction, "What a higher score means.");
    f("controls", controls, "With whom the AUC compares those who left.");
    f("censoring_at", censoring_at, "Where the censoring distribution is read for people who left.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct DiscriminationTimes {
  static constexpr const char* record = "DiscriminationTimes";
  std::vector<double> time, auc, std_error, lower, upper, leavers, others;
  void describe(Fields& f) {
    f("time", time, "Time.").per("t");
    f("auc", auc, "Probability that somebody who had left by the time has a higher risk score than somebody who had not, ties by half. Missing (NaN) where the time cannot be judged, or one side is empty.")
        .per("t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the AUC.").per("t").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson\'s at as many pairs as share nobody. Missing as the AUC.").per("t").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end of its interval, cut at 1. Missing as the AUC.").per("t").between(0, 1).may_be_missing();
    f("leavers", leavers, "Weight of the rows known to have left by the time, for the cause.").per("t").at_least(0);
    f("others", others, "Weight of the rows they are compared with.").per("t").at_least(0);
  }
};

struct DiscriminationResult {
  static constexpr const char* record = "DiscriminationResult";
  JudgingStatus status = JudgingStatus::judged;
  std::string warning;
  double uno = 0.0, uno_std_error = 0.0, uno_lower = 0.0, uno_upper = 0.0;
  double harrell = 0.0, harrell_std_error = 0.0, harrell_lower = 0.0, harrell_upper = 0.0;
  double horizon = 0.0;
  double mean_auc = 0.0, mean_auc_std_error = 0.0, mean_auc_lower = 0.0, mean_auc_upper = 0.0;
  DiscriminationTimes times;
  std::int64_t rows = 0, events = 0;
  double judged_until = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the judging ended.");
    f("warning", warning, "What could not be judged; empty when everything could.");
    f("uno", uno, "Uno's concordance up to the horizon: pairs weighted by 1 / G², so that it does not depend on who was censored. Missing (NaN) without comparable pairs.").between(0, 1).may_be_missing();
    f("uno_std_error", uno_std_error, "Its standard error. Missing as the concordance.").at_least(0).may_be_missing();
    f("uno_lower", uno_lower, "Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson\'s at as many pairs as share nobody. Missing as the concordance.").between(0, 1).may_be_missing();
    f("uno_upper", uno_upper, "Upper end of its interval, cut at 1. Missing as the concordance.").between(0, 1).may_be_missing();
    f("harrell", harrell, "Harrell's concordance up to the horizon. Missing (NaN) without comparable pairs.").between(0, 1).may_be_missing();
    f("harrell_std_error", harrell_std_error, "Its standard error. Missing as the concordance.").at_least(0).may_be_missing();
    f("harrell_lower", harrell_lower, "Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson\'s at as many pairs as share nobody. Missing as the concordance.").between(0, 1).may_be_missing();
    f("harrell_upper", harrell_upper, "Upper end of its interval, cut at 1. Missing as the concordance.").between(0, 1).may_be_missing();
    f("horizon", horizon, "Last time of leaving that the concordances count: the option, or where the follow-up allows no more; negative without rows.");
    f("mean_auc", mean_auc, "Mean of the AUC over `times`, weighted by the share that left since the time before (of those that can be judged). Missing (NaN) without any.").between(0, 1).may_be_missing();
    f("mean_auc_std_error", mean_auc_std_error, "Its standard error, the shares taken as given. Missing as the mean.").at_least(0).may_be_missing();
    f("mean_auc_lower", mean_auc_lower, "Lower end of its interval, cut at 0; where all pairs are in order, or none, Wilson\'s at as many pairs as share nobody. Missing as the mean.").between(0, 1).may_be_missing();
    f("mean_auc_upper", mean_auc_upper, "Upper end of its interval, cut at 1. Missing as the mean.").between(0, 1).may_be_missing();
    f("times", times, "AUC at each time.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left for the cause.").at_least(0);
    f("judged_until", judged_until, "Last duration of the rows at which a time could be judged; negative without rows.");
  }
};

/// Cumulative/dynamic AUC with inverse-probability-of-censoring weights as in `brier`, and concordance of pairs (i, j), i left at
/// T_i <= horizon while j was observed and stayed longer (who is censored at T_i stayed longer), weighted by 1 / G(T_i-)² (Uno) or 1
/// (Harrell). Equal scores count half. With a cause, who left for another cause is compared up to then only in the concordances; in the
/// AUC as `controls` says. With entries, pairs in which both were observed, weights G(entry_i) G(entry_j) / G². Standard errors:
/// infinitesimal jackknife, with the estimation of G when it is learnt from the judged rows. What lies beyond the follow-up ends in a
/// status and a warning. O(n log n + n T) time, memory O(n). Sources: Uno, Cai, Pencina, D'Agostino, Wei (2011), Statistics in Medicine
/// 30; Uno, Cai, Tian, Wei (2007), JASA 102; Blanche, Dartigues, Jacqmin-Gadda (2013), Statistics in Medicine 32 (causes).
DiscriminationResult discrimination(const DiscriminationInput& input, const DiscriminationOptions& options = {}, const RunContext& context = {});

extern const Function discrimination_analysis;

}  // namespace mainstay::inline v1::survival
