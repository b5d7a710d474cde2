// A frozen model scores people on later days and is judged by what happened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/attrition/judged.hpp"
#include "mainstay/attrition/risk.hpp"

namespace mainstay::inline v1::attrition {

/// Row i is one person on one day of scoring, with what happened since.
struct RiskJudgeInput {
  static constexpr const char* record = "RiskJudgeInput";
  Table x;
  Column tenure, duration, event, weights, person, period, scored_at;
  void describe(Fields& f) {
    f("x", x, "Attributes on the day of scoring: the fit's columns by name, in any order; others are not looked at. Missing values where the estimator takes them.").per("m", "c").may_be_missing();
    f("tenure", tenure, "Time that the person had stayed by then.").per("m").at_least(0);
    f("duration", duration, "Time from the day of scoring to leaving, or to the end of observation.").per("m").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("m").whole().between(0, 255);
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("m").at_least(0).optional();
    f("person", person, "Who it is: rows of one person go together in the standard errors.").per("m").category().optional();
    f("period", period, "Period of scoring (week, month): alerts are given out period by period. One period when not given.").per("m").category().optional();
    f("scored_at", scored_at, "Day of scoring. Refused where it is before the day at which the model was frozen.").per("m").day().optional();
  }
};

struct RiskJudgeOptions {
  static constexpr const char* record = "RiskJudgeOptions";
  std::vector<double> horizons;
  std::string cause;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::missing;
  std::int64_t minimum_events = 50, bands = 10;
  std::vector<double> cuts, alerts;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizons", horizons, "Times from the day of scoring, rising; the fit's when not given.").above(0);
    f("cause", cause, "The cause that is judged, of a model that tells causes apart; leaving as such when not given.");
    f("beyond", beyond, "People for whom a horizon reaches beyond the longest tenure of the fit: left out of that horizon and counted (missing), or judged as predicted (carry).");
    f("minimum_events", minimum_events, "With fewer leavings within the longest horizon nothing is judged; horizons with fewer have no figures.").at_least(1);
    f("bands", bands, "Bands of predicted probability, of equal weight.").between(1, 10000);
    f("cuts", cuts, "Probabilities at which bands begin, rising, instead of `bands`.").above(0).below(1);
    f("alerts", alerts, "Numbers of alerts in each period, given to those with the highest predicted probability; rising.").above(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct RiskJudgement {
  static constexpr const char* record = "RiskJudgement";
  JudgedHorizons horizons;
  JudgedBands bands;
  JudgedLoads loads;
  JudgedPeriods periods;
  void describe(Fields& f) {
    f("horizons", horizons, "Base rate, scores and calibration by horizon.");
    f("bands", bands, "Predicted and observed by band of predicted probability.");
    f("loads", loads, "Precision, recall and lead time at so many alerts a period; empty without `alerts`.");
    f("periods", periods, "Predicted and observed by period of scoring.");
  }
};

/// Scores every row with the frozen model and hands the predictions to survival.decision, survival.brier, survival.calibration and
/// survival.discrimination, whose definitions, limits and treatment of censoring hold. Nothing is fitted again and nothing is tuned.
/// Refuses fewer leavings than `minimum_events`, days before the model was frozen, and causes that the model does not tell apart.
RiskJudgement risk_judge(const RiskFit& fit, const RiskJudgeInput& input, const RiskJudgeOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::attrition
