// A model of leaving judged forward in time: at each cut it is fitted on what was known by then, and scores who was there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "mainstay/attrition/judged.hpp"
#include "mainstay/attrition/risk_judge.hpp"
#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::attrition {

/// What happens to people with a level that the model of the cut has not seen.
enum class UnseenLevel : std::int32_t { refuse, leave_out };
constexpr auto choices(UnseenLevel) {
  return std::array{choice(UnseenLevel::refuse, "refuse", "An error names column, row and level."),
                    choice(UnseenLevel::leave_out, "leave_out", "They are not scored at that cut, and counted in `unseen`.")};
}

/// People, or pieces of people's time: row i is employed from day start + entry to day start + duration, the first day away.
struct BacktestInput {
  static constexpr const char* record = "BacktestInput";
  Table x;
  Column start, duration, event, entry, weights, person, unit;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories, as they were when the row begins. If it is dated, values known only after a cut that uses the row are refused. Missing values where the estimator takes them.").per("n", "c").may_be_missing();
    f("start", start, "Day of tenure 0: the day of hire.").per("n").day();
    f("duration", duration, "Tenure at which the row ends: of leaving, or of the last look.").per("n").in("days").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Tenure from which the row is observed (delayed entry, or pieces of a person's time); below `duration`. 0 if not given.").per("n").in("days").at_least(0).optional();
    f("weights", weights, "How many people a row stands for, a whole number, since exits are counted. Rows with weight 0 are left out.").per("n").whole().between(0, 10000000).optional();
    f("person", person, "Whose row it is: rows of one person with the same start continue each other. Every row a person if not given.").per("n").category().optional();
    f("unit", unit, "Unit in which the row is, for the exits by unit.").per("n").category().optional();
  }
};

struct BacktestOptions {
  static constexpr const char* record = "BacktestOptions";
  std::vector<std::int64_t> cuts;
  std::vector<double> horizons;
  survival::ModelOptions model;
  std::optional<std::int64_t> observation_end;
  UnseenLevel unseen = UnseenLevel::refuse;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::missing;
  std::int64_t minimum_events = 50, resamples = 0, bands = 10;
  std::vector<double> band_cuts, alerts;
  double confidence_level = 0.95, prediction_level = 0.9;
  void describe(Fields& f) {
    f("cuts", cuts, "Days on which the model is fitted and scores, rising. What is known by a cut are the days before it and who is there on it.").day().required();
    f("horizons", horizons, "Times after a cut for which leaving is predicted, rising.").in("days").above(0).required();
    f("model", model, "The estimator and its options, as survival.model takes them.");
    f("observation_end", observation_end, "First day that is not observed any more; the last end of a row if not given. Every cut lies the longest horizon before it.").day();
    f("unseen", unseen, "What happens to people with a level that the model of the cut has not seen.");
    f("beyond", beyond, "People for whom a horizon reaches beyond the longest tenure of the cut's fit: left out of that horizon and counted (missing), or judged as predicted (carry).");
    f("minimum_events", minimum_events, "Fewer leavings than this before a cut, or within the longest horizon of all cuts, are refused.").at_least(1);
    f("resamples", resamples, "As in attrition.risk: prediction intervals of exits then know of the estimation.").between(0, 100000);
    f("bands", bands, "Bands of predicted probability, of equal weight.").between(1, 10000);
    f("band_cuts", band_cuts, "Probabilities at which bands begin, rising, instead of `bands`.").above(0).below(1);
    f("alerts", alerts, "Numbers of alerts at each cut, given to those with the highest predicted probability; rising.").above(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("prediction_level", prediction_level, "Level of the prediction intervals of exits.").above(0).below(1);
  }
};

/// A row for each cut.
struct BacktestCuts {
  static constexpr const char* record = "BacktestCuts";
  std::vector<std::int64_t> cut, rows, people, events, scored, unseen;
  Categories status;
  void describe(Fields& f) {
    f("cut", cut, "Day.").per("cuts").in(day_unit);
    f("rows", rows, "Rows that begin before it: the model is fitted on them.").per("cuts").at_least(0);
    f("people", people, "People among them.").per("cuts").at_least(0);
    f("events", events, "Leavings known by then.").per("cuts").at_least(0);
    f("status", status, "How the fit ended, as survival.model says.").per("cuts");
    f("scored", scored, "People there on the day, who were scored.").per("cuts").at_least(0);
    f("unseen", unseen, "People there who were left out for a level that the fit has not seen.").per("cuts").at_least(0);
  }
};

/// A row for each cut and horizon. Figures are missing (NaN) where nobody left within the horizon.
struct BacktestFigures {
  static constexpr const char* record = "BacktestFigures";
  std::vector<std::int64_t> cut, rows, events, beyond_follow_up;
  std::vector<double> horizon, predicted, observed, observed_lower, observed_upper, average_precision, brier, reference, skill, curve_brier, auc;
  void describe(Fields& f) {
    f("cut", cut, "Day.").per("d").in(day_unit);
    f("horizon", horizon, "Time after it.").per("d").in("days");
    f("rows", rows, "People judged.").per("d").at_least(0);
    f("events", events, "Of those, people who left within the horizon.").per("d").at_least(0);
    f("beyond_follow_up", beyond_follow_up, "People left out because the horizon reaches beyond what the cut's fit followed.").per("d").at_least(0);
    f("predicted", predicted, "Mean predicted probability.").per("d").between(0, 1).may_be_missing();
    f("observed", observed, "Share that left.").per("d").between(0, 1).may_be_missing();
    f("observed_lower", observed_lower, "Lower limit.").per("d").between(0, 1).may_be_missing();
    f("observed_upper", observed_upper, "Upper limit.").per("d").between(0, 1).may_be_missing();
    f("average_precision", average_precision, "Precision averaged over the steps of recall.").per("d").between(0, 1).may_be_missing();
    f("brier", brier, "Mean squared distance between what was predicted and what happened.").per("d").at_least(0).may_be_missing();
    f("reference", reference, "The score of one number for everybody, known afterwards.").per("d").at_least(0).may_be_missing();
    f("skill", skill, "1 - brier / reference.").per("d").at_most(1).may_be_missing();
    f("curve_brier", curve_brier, "The score of the cut's curve of everybody, given tenure.").per("d").at_least(0).may_be_missing();
    f("auc", auc, "Probability that somebody who left had a higher prediction than somebody who did not.").per("d").between(0, 1).may_be_missing();
  }
};

/// Exits of those judged: a row for each cut, horizon and unit.
struct BacktestExits {
  static constexpr const char* record = "BacktestExits";
  std::vector<std::int64_t> cut, observed, censored, held;
  Categories unit;
  std::vector<double> horizon, expected, lower, upper;
  void describe(Fields& f) {
    f("cut", cut, "Day.").per("r").in(day_unit);
    f("horizon", horizon, "Time after it.").per("r").in("days");
    f("unit", unit, "Unit; empty for everybody together.").per("r");
    f("expected", expected, "Expected exits.").per("r").at_least(0);
    f("lower", lower, "Lower end of the prediction interval.").per("r").at_least(0);
    f("upper", upper, "Upper end.").per("r").at_least(0);
    f("observed", observed, "Exits that came.").per("r").at_least(0);
    f("censored", censored, "People lost from sight within the horizon without having left: exits may be more.").per("r").at_least(0);
    f("held", held, "1 where the observed number lies in the interval.").per("r").between(0, 1);
  }
};

struct BacktestResult {
  static constexpr const char* record = "BacktestResult";
  BacktestCuts cuts;
  BacktestFigures figures;
  RiskJudgement pooled;
  BacktestExits exits;
  double held_share = 0.0, held_share_units = 0.0;
  void describe(Fields& f) {
    f("cuts", cuts, "What was fitted and scored at each cut.");
    f("figures", figures, "How each cut's model did.");
    f("pooled", pooled, "All cuts together, people's rows together in the errors; alerts are given out cut by cut.");
    f("exits", exits, "Expected and observed exits.");
    f("held_share", held_share, "Share of the intervals for everybody together that held; to be compared with prediction_level.").between(0, 1);
    f("held_share_units", held_share_units, "Share of the intervals of units that held. Missing (NaN) without `unit`.").between(0, 1).may_be_missing();
  }
};

/// At each cut C: rows with start + entry < C are cut off at C, leavings on later days are unknown; attrition.risk is fitted on them; people
/// with start + entry <= C < start + duration are scored with tenure C - start, and judged by what their rows say of the days after, a
/// person's next row included. Nothing of a later day enters a fit; a dated table is held to that for every value and the first cut that
/// uses it. Refuses cuts with too few leavings before them or without the longest horizon after them, and rows of a person that overlap.
/// Cost: a fit and a judgement for each cut.
BacktestResult backtest(const BacktestInput& input, const BacktestOptions& options, const RunContext& context = {});

extern const Function backtest_analysis;

}  // namespace mainstay::inline v1::attrition
