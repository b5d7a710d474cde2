#include "survival/cox_curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

CoxBaselineLookup::CoxBaselineLookup(const CoxFit& fit) : fit_(fit), first_(fit.strata.size() + 1, 0) {
  for (const std::int64_t s : fit.baseline.stratum) ++first_[s + 1];
  for (std::size_t s = 0; s + 1 < first_.size(); ++s) first_[s + 1] += first_[s];
}

std::int64_t CoxBaselineLookup::row(std::int64_t stratum, double time) const {
  const auto begin = fit_.baseline.time.begin();
  return std::upper_bound(begin + first_[stratum], begin + first_[stratum + 1], time) - begin - 1;
}

CoxPrediction room_for_curves(const char* key, const CoxFit& fit, std::int64_t rows, bool own_times, const CoxPredictOptions& options) {
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  if (times > 0 && fit.events > 0 && fit.baseline.time.empty())
    refuse(key, "times", "given", "left out: the fit was made without a baseline");
  const bool errors = options.errors && times > 0;
  if (errors && !fit.baseline.time.empty() && !fit.means.empty() && fit.baseline.cumulative_drift.empty())
    refuse(key, "errors", "true", "false: the fit was made without baseline_errors");
  CoxPrediction result;
  result.linear_predictor.resize(rows);
  result.hazard_ratio.resize(rows);
  if (!own_times) result.times = options.times;
  result.survival.resize(rows * times);
  result.cumulative_hazard.resize(rows * times);
  if (errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper, &result.cumulative_hazard_std_error})
      list->resize(rows * times);
  return result;
}

void put_missing(CoxPrediction& result, std::int64_t place) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  result.survival[place] = result.cumulative_hazard[place] = missing;
  if (!result.std_error.empty())
    result.std_error[place] = result.lower[place] = result.upper[place] = result.cumulative_hazard_std_error[place] = missing;
}

void put_end(CoxPrediction& result, std::int64_t place, double log_cumulative, double relative_error, const CoxPredictOptions& options, double factor) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  result.cumulative_hazard[place] = infinity;
  result.survival[place] = 0.0;
  if (result.std_error.empty()) return;
  result.cumulative_hazard_std_error[place] = relative_error == 0.0 ? 0.0 : infinity;
  result.std_error[place] = result.lower[place] = result.upper[place] = 0.0;
  const double across = factor * relative_error, log_lowest = log_cumulative - across;
  if (std::isnan(log_lowest) || !std::isfinite(across)) result.upper[place] = 1.0;
  else if (options.interval == CoxInterval::log_log) result.upper[place] = std::exp(-std::exp(log_lowest));
  else if (options.interval == CoxInterval::log) result.upper[place] = across >= 1.0 ? 1.0 : 0.0;
}

void put_curve(CoxPrediction& result, std::int64_t place, double cumulative, double error, const CoxPredictOptions& options, double factor) {
  const double survival = std::exp(-cumulative);
  result.cumulative_hazard[place] = cumulative;
  result.survival[place] = survival;
  if (result.std_error.empty()) return;
  result.cumulative_hazard_std_error[place] = error;
  result.std_error[place] = survival * error;
  double lower = std::isnan(error) ? error : survival, upper = lower;
  if (error > 0.0) {
    switch (options.interval) {
      case CoxInterval::log_log:
        lower = std::exp(-cumulative * std::exp(factor * error / cumulative));
        upper = std::exp(-cumulative * std::exp(-factor * error / cumulative));
        break;
      case CoxInterval::log:
        lower = std::exp(-cumulative - factor * error);
        upper = std::min(1.0, std::exp(-cumulative + factor * error));
        break;
      case CoxInterval::plain:
        lower = std::max(0.0, survival - factor * survival * error);
        upper = std::min(1.0, survival + factor * survival * error);
        break;
    }
  }
  result.lower[place] = lower;
  result.upper[place] = upper;
}

}  // namespace mainstay::inline v1::survival
