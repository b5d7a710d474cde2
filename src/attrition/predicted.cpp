#include "attrition/predicted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

survival::ModelPrediction ask(const survival::ModelFit& model, const Table& x, const Column& tenure, const PredictedOptions& options, bool errors, const RunContext& context) {
  survival::NewPeople rows;
  rows.x = x;
  rows.tenure = tenure;
  survival::ModelPredictOptions asked;
  asked.times = options.times;
  asked.errors = errors;
  asked.confidence_level = options.confidence_level;
  asked.beyond = options.beyond;
  return survival::model_predict(model, rows, asked, context);
}

// What is left of 1; NaN in, NaN out.
std::vector<double> left_of(const std::vector<double>& survival) {
  std::vector<double> left(survival.size());
  std::transform(survival.begin(), survival.end(), left.begin(), [](double stay) { return std::isnan(stay) ? missing : std::clamp(1.0 - stay, 0.0, 1.0); });
  return left;
}

// Where nobody of the fit left in the span, every draw and every error is 0: that is no certainty.
void drop_without_width(std::vector<double>& lower, std::vector<double>& upper) {
  for (std::size_t cell = 0; cell < lower.size(); ++cell)
    if (lower[cell] == upper[cell]) lower[cell] = upper[cell] = missing;
}

void limits_of(const std::vector<std::vector<double>>& draws, double confidence_level, std::vector<double>& lower, std::vector<double>& upper) {
  const std::size_t cells = draws.front().size();
  lower.assign(cells, missing);
  upper.assign(cells, missing);
  std::vector<double> values(draws.size());
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t b = 0; b < draws.size(); ++b) values[b] = draws[b][cell];
    if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); })) continue;
    const stats::Interval interval = stats::percentile_interval(values, confidence_level);
    lower[cell] = interval.lower;
    upper[cell] = interval.upper;
  }
  drop_without_width(lower, upper);
}

}  // namespace

std::vector<double> horizons_of(std::string_view analysis, const std::vector<double>& asked, const std::vector<double>& fitted) {
  const std::vector<double>& horizons = asked.empty() ? fitted : asked;
  for (std::size_t t = 1; t < horizons.size(); ++t)
    if (horizons[t] <= horizons[t - 1]) refuse(analysis, "horizons", static_cast<std::int64_t>(t), horizons[t], "above the one before it");
  return horizons;
}

Predicted predict_leaving(const RiskFit& fit, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context) {
  Predicted result;
  const bool own = options.limits && fit.resamples.empty();
  const survival::ModelPrediction found = ask(fit.model, x, tenure, options, own, context);
  result.probability = left_of(found.survival);
  for (const survival::CauseIncidence& cause : found.incidence) result.causes.push_back({cause.incidence, {}, {}});
  const std::size_t cells = result.probability.size();
  if (own && found.lower.size() == cells && found.upper.size() == cells && cells > 0) {
    result.interval = RiskInterval::model;
    result.lower = left_of(found.upper);
    result.upper = left_of(found.lower);
    drop_without_width(result.lower, result.upper);
  } else {
    result.lower.assign(cells, missing);
    result.upper.assign(cells, missing);
  }
  for (Predicted::Cause& cause : result.causes) {
    cause.lower.assign(cells, missing);
    cause.upper.assign(cells, missing);
  }
  if (!options.limits || fit.resamples.empty()) return result;
  result.interval = RiskInterval::resamples;
  std::vector<std::vector<double>> draws;
  std::vector<std::vector<std::vector<double>>> by_cause(result.causes.size());
  for (const survival::ModelFit& resample : fit.resamples) {
    survival::ModelPrediction drawn = ask(resample, x, tenure, options, false, context);
    draws.push_back(left_of(drawn.survival));
    for (std::size_t c = 0; c < by_cause.size() && c < drawn.incidence.size(); ++c) by_cause[c].push_back(std::move(drawn.incidence[c].incidence));
  }
  limits_of(draws, options.confidence_level, result.lower, result.upper);
  for (std::size_t c = 0; c < by_cause.size(); ++c)
    if (by_cause[c].size() == draws.size()) limits_of(by_cause[c], options.confidence_level, result.causes[c].lower, result.causes[c].upper);
  return result;
}

Predicted predict_leaving(const survival::ModelFit& model, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context) {
  Predicted result;
  survival::ModelPrediction found = ask(model, x, tenure, options, false, context);
  result.probability = left_of(found.survival);
  for (survival::CauseIncidence& cause : found.incidence) result.causes.push_back({std::move(cause.incidence), {}, {}});
  return result;
}

std::vector<double> predict_base(const RiskFit& fit, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context) {
  return left_of(ask(fit.base.front(), x, tenure, options, false, context).survival);
}

}  // namespace mainstay::inline v1::attrition
