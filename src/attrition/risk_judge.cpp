#include "mainstay/attrition/risk_judge.hpp"

#include <algorithm>

#include "attrition/judging.hpp"
#include "attrition/predicted.hpp"
#include "core/civil.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::attrition {

RiskJudgement risk_judge(const RiskFit& fit, const RiskJudgeInput& input, const RiskJudgeOptions& options, const RunContext& context) {
  constexpr const char* key = "attrition.risk.judge";
  check(key, input, options, context.threads);
  JudgingPlan plan;
  plan.horizons = horizons_of(key, options.horizons, fit.horizons);
  plan.minimum_events = options.minimum_events;
  plan.bands = options.bands;
  plan.cuts = options.cuts;
  plan.alerts = options.alerts;
  plan.confidence_level = options.confidence_level;
  for (const auto& [name, list] : {std::pair<const char*, const std::vector<double>*>{"cuts", &plan.cuts}, {"alerts", &plan.alerts}})
    for (std::size_t k = 1; k < list->size(); ++k)
      if ((*list)[k] <= (*list)[k - 1]) refuse(key, name, static_cast<std::int64_t>(k), (*list)[k], "above the one before it");
  if (!options.cause.empty()) {
    const auto place = std::find(fit.model.causes.begin(), fit.model.causes.end(), options.cause);
    if (place == fit.model.causes.end())
      refuse(key, "cause", options.cause, fit.model.causes.empty() ? "left out, for the model tells no causes apart" : "one of the causes of the fit: " + list_of(fit.model.causes));
    plan.cause = place - fit.model.causes.begin() + 1;
  }
  if (input.scored_at.given() && fit.frozen_at)
    for (std::int64_t i = 0; i < input.scored_at.size; ++i)
      if (number_at(input.scored_at, i) < static_cast<double>(*fit.frozen_at))
        refuse(key, "scored_at", i, number_at(input.scored_at, i), "at least " + std::to_string(*fit.frozen_at) + " (" + day_text(*fit.frozen_at) + "), the day at which the model was frozen");
  JudgedRows rows;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.weights = input.weights;
  rows.person = input.person;
  rows.period = input.period;
  PredictedOptions asked;
  asked.times = plan.horizons;
  asked.beyond = options.beyond;
  Predicted predicted = predict_leaving(fit, input.x, input.tenure, asked, context);
  rows.predicted = plan.cause ? std::move(predicted.causes[static_cast<std::size_t>(*plan.cause - 1)].probability) : std::move(predicted.probability);
  rows.base = predict_base(fit, input.x, input.tenure, asked, context);
  return judge_rows(key, rows, plan, context);
}

}  // namespace mainstay::inline v1::attrition
