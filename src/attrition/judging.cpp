#include "attrition/judging.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/calibration.hpp"
#include "mainstay/survival/decision.hpp"
#include "mainstay/survival/discrimination.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The columns of one horizon.
struct Horizon {
  double time;
  std::vector<double> predicted, base;
};

// The rows that have a prediction at one horizon; all of them as they lie, or copies of some.
struct Chosen {
  JudgedRows rows;
  data::ChosenRows copies;
  Chosen(const JudgedRows& whole, const std::vector<std::int64_t>& kept) : copies(kept) {
    const bool all = static_cast<std::int64_t>(kept.size()) == whole.duration.size;
    for (const auto column : {&JudgedRows::duration, &JudgedRows::event, &JudgedRows::weights, &JudgedRows::person, &JudgedRows::period}) rows.*column = all ? whole.*column : copies.take(whole.*column);
  }
};

template <class Input>
void hand_over(const JudgedRows& rows, Input& input) {
  input.duration = rows.duration;
  input.event = rows.event;
  input.weights = rows.weights;
  input.cluster = rows.person;
}

template <class Options>
void hand_over(const JudgingPlan& plan, Options& options) {
  options.cause = plan.cause;
  options.confidence_level = plan.confidence_level;
}

void no_figures(JudgedHorizons& table) {
  for (std::vector<double>* list :
       {&table.predicted, &table.observed, &table.observed_lower, &table.observed_upper, &table.ratio, &table.ratio_lower, &table.ratio_upper, &table.base_rate, &table.base_rate_lower,
        &table.base_rate_upper, &table.average_precision, &table.brier, &table.brier_lower, &table.brier_upper, &table.reference, &table.skill, &table.skill_lower, &table.skill_upper,
        &table.curve_brier, &table.auc, &table.auc_lower, &table.auc_upper, &table.intercept, &table.slope, &table.slope_lower, &table.slope_upper, &table.integrated_index})
    list->push_back(missing);
}

survival::BrierTimes brier_of(const JudgedRows& rows, const JudgingPlan& plan, double time, const std::vector<double>& predicted, const RunContext& context) {
  survival::BrierInput input;
  hand_over(rows, input);
  input.prediction.add("leaving", predicted);
  survival::BrierOptions options;
  hand_over(plan, options);
  options.times = {time};
  options.predicted = survival::PredictedWhat::incidence;
  return survival::brier(input, options, context).times;
}

void add_loads(const survival::DecisionLoads& from, double time, JudgedLoads& to) {
  to.horizon.insert(to.horizon.end(), from.alerts.size(), time);
  append_rows(from, to);
}

void add_bands(const survival::CalibrationBands& from, double time, JudgedBands& to) {
  to.horizon.insert(to.horizon.end(), from.rows.size(), time);
  append_rows(from, to);
}

bool counts(const JudgedRows& rows, std::int64_t i) { return !rows.weights.given() || number_at(rows.weights, i) > 0.0; }

bool left_by(const JudgedRows& rows, const JudgingPlan& plan, std::int64_t i, double time) {
  const double event = number_at(rows.event, i);
  return event > 0.0 && (!plan.cause || event == static_cast<double>(*plan.cause)) && number_at(rows.duration, i) <= time;
}

// Predicted and observed by period of scoring, the observed share and its limits by the curve of each period.
void add_periods(std::string_view analysis, const JudgedRows& rows, const JudgingPlan& plan, const Horizon& horizon, const RunContext& context, JudgedPeriods& table) {
  data::Groups periods;
  if (rows.period.given()) periods = data::encode_groups(analysis, "period", rows.period);
  const std::int64_t count = rows.period.given() ? periods.count : 1, all = rows.duration.size;
  for (std::int64_t p = 0; p < count; ++p) {
    std::vector<double> duration, weights;
    std::vector<std::int64_t> event;
    double sum = 0.0, weight = 0.0;
    std::int64_t events = 0;
    for (std::int64_t i = 0; i < all; ++i) {
      if ((rows.period.given() && periods.codes[at(i)] != p) || !counts(rows, i)) continue;
      duration.push_back(number_at(rows.duration, i));
      event.push_back(static_cast<std::int64_t>(number_at(rows.event, i)));
      weights.push_back(rows.weights.given() ? number_at(rows.weights, i) : 1.0);
      sum += weights.back() * horizon.predicted[at(i)];
      weight += weights.back();
      events += left_by(rows, plan, i, horizon.time);
    }
    if (duration.empty()) continue;
    // Bands of one: the calibration of the period as a whole.
    survival::CalibrationInput input;
    const std::vector<double> mean(duration.size(), sum / weight);
    input.prediction = mean;
    input.duration = duration;
    input.event = event;
    input.weights = weights;
    survival::CalibrationOptions options;
    hand_over(plan, options);
    options.horizon = horizon.time;
    options.predicted = survival::PredictedWhat::incidence;
    options.bands = 1;
    const survival::CalibrationResult found = survival::calibration(input, options, context);
    table.horizon.push_back(horizon.time);
    const std::string name = rows.period.given() ? periods.name(p) : "all";
    table.period.codes.push_back(static_cast<std::int32_t>(std::find(table.period.levels.begin(), table.period.levels.end(), name) - table.period.levels.begin()));
    table.rows.push_back(static_cast<std::int64_t>(duration.size()));
    table.events.push_back(events);
    table.predicted.push_back(mean.front());
    table.observed.push_back(found.observed);
    table.lower.push_back(found.observed_lower);
    table.upper.push_back(found.observed_upper);
  }
}

}  // namespace

RiskJudgement judge_rows(std::string_view analysis, const JudgedRows& whole, const JudgingPlan& plan, const RunContext& context) {
  RiskJudgement result;
  const std::int64_t all = whole.duration.size;
  const std::size_t times = plan.horizons.size();
  JudgedHorizons& table = result.horizons;
  result.periods.period.levels = whole.period.given() ? data::encode_groups(analysis, "period", whole.period).names() : std::vector<std::string>{"all"};
  table.status.levels = words_of(RiskJudged{});
  for (std::size_t t = 0; t < times; ++t) {
    Horizon horizon{plan.horizons[t], {}, {}};
    std::vector<std::int64_t> kept;
    for (std::int64_t i = 0; i < all; ++i) {
      if (std::isnan(whole.predicted[at(i) * times + t])) continue;
      kept.push_back(i);
      horizon.predicted.push_back(whole.predicted[at(i) * times + t]);
      horizon.base.push_back(whole.base[at(i) * times + t]);
    }
    const Chosen chosen(whole, kept);
    const JudgedRows& rows = chosen.rows;
    std::int64_t events = 0, counted = 0;
    for (std::int64_t i = 0; i < rows.duration.size; ++i) {
      counted += counts(rows, i);
      events += counts(rows, i) && left_by(rows, plan, i, horizon.time);
    }
    table.beyond_follow_up.push_back(all - static_cast<std::int64_t>(kept.size()));
    table.horizon.push_back(horizon.time);
    table.rows.push_back(counted);
    table.events.push_back(events);
    if (plan.refuse_few && t + 1 == times && events < plan.minimum_events)
      refuse(analysis, "event", std::to_string(events) + (events == 1 ? " leaving" : " leavings") + " within the longest horizon", "at least " + std::to_string(plan.minimum_events) + " (minimum_events)");
    if (events < plan.minimum_events) {
      table.status.codes.push_back(static_cast<std::int32_t>(RiskJudged::few_events));
      no_figures(table);
      continue;
    }
    survival::DecisionInput alerts;
    hand_over(rows, alerts);
    alerts.period = rows.period;
    alerts.prediction = horizon.predicted;
    survival::DecisionOptions load;
    hand_over(plan, load);
    load.horizon = horizon.time;
    load.predicted = survival::PredictedWhat::incidence;
    load.thresholds.clear();
    load.alerts = plan.alerts;
    const survival::DecisionResult decision = survival::decision(alerts, load, context);
    if (decision.status == survival::JudgingStatus::beyond_follow_up) {
      table.status.codes.push_back(static_cast<std::int32_t>(RiskJudged::beyond_follow_up));
      no_figures(table);
      continue;
    }
    table.status.codes.push_back(static_cast<std::int32_t>(RiskJudged::judged));
    table.base_rate.push_back(decision.base_rate);
    table.base_rate_lower.push_back(decision.base_rate_lower);
    table.base_rate_upper.push_back(decision.base_rate_upper);
    table.average_precision.push_back(decision.average_precision);
    add_loads(decision.loads, horizon.time, result.loads);

    const survival::BrierTimes brier = brier_of(rows, plan, horizon.time, horizon.predicted, context);
    table.brier.push_back(brier.brier.front());
    table.brier_lower.push_back(brier.lower.front());
    table.brier_upper.push_back(brier.upper.front());
    table.reference.push_back(brier.reference.front());
    table.skill.push_back(brier.skill.front());
    table.skill_lower.push_back(brier.skill_lower.front());
    table.skill_upper.push_back(brier.skill_upper.front());
    table.curve_brier.push_back(brier_of(rows, plan, horizon.time, horizon.base, context).brier.front());

    survival::CalibrationInput bands;
    hand_over(rows, bands);
    bands.prediction = horizon.predicted;
    survival::CalibrationOptions banding;
    hand_over(plan, banding);
    banding.horizon = horizon.time;
    banding.predicted = survival::PredictedWhat::incidence;
    banding.bands = plan.bands;
    banding.cuts = plan.cuts;
    const survival::CalibrationResult calibration = survival::calibration(bands, banding, context);
    table.predicted.push_back(calibration.predicted);
    table.observed.push_back(calibration.observed);
    table.observed_lower.push_back(calibration.observed_lower);
    table.observed_upper.push_back(calibration.observed_upper);
    table.ratio.push_back(calibration.ratio);
    table.ratio_lower.push_back(calibration.ratio_lower);
    table.ratio_upper.push_back(calibration.ratio_upper);
    table.intercept.push_back(calibration.intercept);
    table.slope.push_back(calibration.slope);
    table.slope_lower.push_back(calibration.slope_lower);
    table.slope_upper.push_back(calibration.slope_upper);
    table.integrated_index.push_back(calibration.integrated_index);
    add_bands(calibration.bands, horizon.time, result.bands);

    survival::DiscriminationInput order;
    hand_over(rows, order);
    order.score = horizon.predicted;
    survival::DiscriminationOptions ordering;
    hand_over(plan, ordering);
    ordering.times = {horizon.time};
    ordering.horizon = horizon.time;
    const survival::DiscriminationTimes auc = survival::discrimination(order, ordering, context).times;
    table.auc.push_back(auc.auc.front());
    table.auc_lower.push_back(auc.lower.front());
    table.auc_upper.push_back(auc.upper.front());
    add_periods(analysis, rows, plan, horizon, context, result.periods);
  }
  return result;
}

}  // namespace mainstay::inline v1::attrition
