#include <cmath>
#include <initializer_list>
#include <limits>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/returns/prediction.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/calibration.hpp"
#include "mainstay/survival/discrimination.hpp"
#include "returns/away.hpp"
#include "returns/prediction_rows.hpp"
#include "returns/probability_kernel.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.prediction.judge";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t returning = 1;

// The rows that have a prediction at one horizon.
struct Judged {
  std::vector<double> predicted, base;
  Column duration, event, weights, person;

  template <class Input, class Options>
  void hand_over(double confidence_level, Input& input, Options& options) const {
    input.duration = duration;
    input.event = event;
    input.weights = weights;
    input.cluster = person;
    options.cause = returning;
    options.confidence_level = confidence_level;
  }
  survival::BrierTimes brier(double horizon, const std::vector<double>& of, double confidence_level, const RunContext& context) const {
    survival::BrierInput input;
    survival::BrierOptions options;
    hand_over(confidence_level, input, options);
    input.prediction.add("returned", of);
    options.times = {horizon};
    options.predicted = survival::PredictedWhat::incidence;
    return survival::brier(input, options, context).times;
  }
  survival::CalibrationResult calibration(double horizon, std::int64_t bands, double confidence_level, const RunContext& context) const {
    survival::CalibrationInput input;
    survival::CalibrationOptions options;
    hand_over(confidence_level, input, options);
    input.prediction = predicted;
    options.horizon = horizon;
    options.predicted = survival::PredictedWhat::incidence;
    options.bands = bands;
    return survival::calibration(input, options, context);
  }
  survival::DiscriminationTimes discrimination(double horizon, double confidence_level, const RunContext& context) const {
    survival::DiscriminationInput input;
    survival::DiscriminationOptions options;
    hand_over(confidence_level, input, options);
    input.score = predicted;
    options.times = {horizon};
    options.horizon = horizon;
    options.controls = survival::Controls::all_others;
    return survival::discrimination(input, options, context).times;
  }
};

// Limits of bands in which nobody or everybody returned, for which there is no standard error: Wilson's at the effective number.
void limit_bands(const Judged& judged, double horizon, double confidence_level, const RunContext& context, survival::CalibrationBands& bands) {
  Team team(key, context);
  const double z = stats::normal_interval_factor(confidence_level);
  for (std::size_t g = 0; g < bands.rows.size(); ++g) {
    if (std::isnan(bands.observed[g]) || !std::isnan(bands.lower[g])) continue;
    std::vector<double> time, weight;
    std::vector<std::int64_t> cause;
    for (std::size_t i = 0; i < judged.predicted.size(); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      if (judged.predicted[i] < bands.lowest[g] || judged.predicted[i] > bands.highest[g] || !(number_at(judged.duration, row) > 0.0)) continue;
      time.push_back(number_at(judged.duration, row));
      cause.push_back(static_cast<std::int64_t>(number_at(judged.event, row)));
      weight.push_back(judged.weights.given() ? number_at(judged.weights, row) : 1.0);
    }
    if (time.empty()) continue;
    const survival::RiskSets sets = survival::risk_sets(survival::count_rows({time, cause, {}, weight, {}, 1}, team), 3);
    const stats::Interval limits = stats::wilson_interval(bands.observed[g], standings(sets, 0, 0.0, {horizon}).front().effective[returning], z);
    bands.lower[g] = limits.lower;
    bands.upper[g] = limits.upper;
  }
}

void no_figures(JudgedReturns& table) {
  for (std::vector<double>* list : {&table.predicted, &table.observed, &table.observed_lower, &table.observed_upper, &table.ratio, &table.ratio_lower, &table.ratio_upper, &table.brier, &table.brier_lower,
                                    &table.brier_upper, &table.reference, &table.curve_brier, &table.skill, &table.skill_lower, &table.skill_upper, &table.auc, &table.auc_lower, &table.auc_upper, &table.intercept,
                                    &table.intercept_lower, &table.intercept_upper, &table.slope, &table.slope_lower, &table.slope_upper, &table.integrated_index})
    list->push_back(missing);
}

}  // namespace

PredictionJudgement prediction_judge(const PredictionFit& fit, const PredictionJudgeInput& input, const PredictionJudgeOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const std::vector<double> horizons = horizons_of(key, options.horizons, fit.horizons);
  if (fit.frozen_at && input.scored_at.given())
    for (std::int64_t i = 0; i < input.scored_at.size; ++i)
      if (number_at(input.scored_at, i) < static_cast<double>(*fit.frozen_at))
        throw Error(ErrorCode::invalid_argument, key, "scored_at", i, data::format_date(static_cast<std::int64_t>(number_at(input.scored_at, i))), "on the day when the model was frozen or later, " + data::format_date(*fit.frozen_at));
  const std::vector<std::int64_t> end = ends_of(key, "end", input.end, options.ends);
  const std::int64_t rows = input.waited.size;
  const JoinedTable joined = joined_for(key, fit, input.x, input.reason, input.situation, rows);
  const std::vector<double> predicted = chances_of(fit.model, joined.table(), input.waited, horizons, survival::BeyondFollowUp::missing, context).returned;
  const std::vector<double> base = chances_of(fit.base.front(), joined.table(), input.waited, horizons, survival::BeyondFollowUp::missing, context).returned;

  PredictionJudgement result;
  JudgedReturns& table = result.horizons;
  table.status.levels = words_of(ReturnsJudged{});
  for (std::size_t t = 0; t < horizons.size(); ++t) {
    const double horizon = horizons[t];
    Judged judged;
    std::vector<std::int64_t> kept;
    std::int64_t returned = 0;
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::size_t cell = at(i) * horizons.size() + t;
      if (std::isnan(predicted[cell]) || (input.weights.given() && !(number_at(input.weights, i) > 0.0))) continue;
      kept.push_back(i);
      judged.predicted.push_back(predicted[cell]);
      judged.base.push_back(base[cell]);
      returned += end[at(i)] == returning && number_at(input.duration, i) <= horizon;
    }
    data::ChosenRows chosen(kept);
    judged.duration = chosen.take(input.duration);
    judged.event = chosen.take(end);
    judged.weights = chosen.take(input.weights);
    judged.person = chosen.take(input.person);
    std::int64_t beyond = 0;
    for (std::int64_t i = 0; i < rows; ++i) beyond += std::isnan(predicted[at(i) * horizons.size() + t]);
    table.horizon.push_back(horizon);
    table.rows.push_back(static_cast<std::int64_t>(kept.size()));
    table.returned.push_back(returned);
    table.beyond_follow_up.push_back(beyond);
    ReturnsJudged status = returned < options.minimum_returns ? ReturnsJudged::few_returns : ReturnsJudged::judged;
    survival::CalibrationResult calibration;
    if (status == ReturnsJudged::judged) {
      calibration = judged.calibration(horizon, options.bands, options.confidence_level, context);
      if (calibration.status == survival::JudgingStatus::beyond_follow_up) status = ReturnsJudged::beyond_follow_up;
    }
    table.status.codes.push_back(static_cast<std::int32_t>(status));
    if (status != ReturnsJudged::judged) {
      no_figures(table);
      continue;
    }
    const survival::CalibrationResult& c = calibration;
    const auto put = [](std::initializer_list<std::pair<std::vector<double>*, double>> figures) {
      for (const auto& [list, figure] : figures) list->push_back(figure);
    };
    put({{&table.predicted, c.predicted}, {&table.observed, c.observed}, {&table.observed_lower, c.observed_lower}, {&table.observed_upper, c.observed_upper}, {&table.ratio, c.ratio},
         {&table.ratio_lower, c.ratio_lower}, {&table.ratio_upper, c.ratio_upper}, {&table.intercept, c.intercept}, {&table.intercept_lower, c.intercept_lower}, {&table.intercept_upper, c.intercept_upper},
         {&table.slope, c.slope}, {&table.slope_lower, c.slope_lower}, {&table.slope_upper, c.slope_upper}, {&table.integrated_index, c.integrated_index}});
    const survival::BrierTimes brier = judged.brier(horizon, judged.predicted, options.confidence_level, context);
    put({{&table.brier, brier.brier.front()}, {&table.brier_lower, brier.lower.front()}, {&table.brier_upper, brier.upper.front()}, {&table.reference, brier.reference.front()}, {&table.skill, brier.skill.front()},
         {&table.skill_lower, brier.skill_lower.front()}, {&table.skill_upper, brier.skill_upper.front()}, {&table.curve_brier, judged.brier(horizon, judged.base, options.confidence_level, context).brier.front()}});
    const survival::DiscriminationTimes auc = judged.discrimination(horizon, options.confidence_level, context);
    put({{&table.auc, auc.auc.front()}, {&table.auc_lower, auc.lower.front()}, {&table.auc_upper, auc.upper.front()}});
    result.bands.horizon.insert(result.bands.horizon.end(), c.bands.rows.size(), horizon);
    limit_bands(judged, horizon, options.confidence_level, context, calibration.bands);
    append_rows(c.bands, result.bands);
  }
  return result;
}

}  // namespace mainstay::inline v1::returns
