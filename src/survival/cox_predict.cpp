// Curves and explanations of new people under a fitted Cox model.
#include <algorithm>
#include <cmath>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_curves.hpp"
#include "survival/cox_design.hpp"
#include "survival/reasons.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_over_time.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Sums of the baseline up to a time.
struct At {
  double hazard = 0.0, variance = 0.0;
  std::int64_t place = -1;  // row of the baseline, -1 before the first
};

At sums_at(const CoxFit& fit, const CoxBaselineLookup& baseline, std::int64_t stratum, double time) {
  const std::int64_t place = baseline.row(stratum, time);
  if (place < baseline.first(stratum)) return {};
  return {fit.baseline.cumulative_hazard[place], fit.baseline.cumulative_variance[place], place};
}

}  // namespace

CoxPrediction cox_predict(const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context) {
  return cox_predict_as("survival.cox.predict", fit, input, options, context);
}

Explanation cox_explain(const CoxFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  return cox_explain_as("survival.cox.explain", fit, input, options, context);
}

CoxPrediction cox_predict_as(const char* key, const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (input.time.given() && !options.times.empty())
    refuse(key, "times", "given", "left out when the column time is given");
  if (!fit.time_effects.empty()) return predict_over_time(fit, input, options, context);
  const CoxDesign design(key, input.x, fit.columns);
  const std::int64_t rows = design.rows(), terms = design.terms();
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const std::vector<std::int64_t> stratum = strata_of(key, fit.strata, input.strata, rows);
  CoxPrediction result = room_for_curves(key, fit, rows, own_times, options);
  const bool errors = options.errors && times > 0;
  const CoxBaselineLookup baseline(fit);
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);

  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + 1) / 2048, 1, 64);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    CoxDesign::Block block(design);
    const Span span = span_of(rows, chunks, chunk);
    std::vector<double> drift(terms);
    for (std::int64_t first = span.first; first < span.last; first += design.block_rows()) {
      const std::int64_t count = std::min(design.block_rows(), span.last - first);
      design.read(first, count, fit.means.data(), fit.coefficients.coefficient.data(), block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        const double eta = (terms > 0 ? block.eta[b] : 0.0) + (offset.given() ? offset[i] : 0.0);
        const double ratio = std::exp(eta);
        result.linear_predictor[i] = eta;
        result.hazard_ratio[i] = ratio;
        if (times == 0) continue;
        const double* x = block.rows + b * design.width();
        const double since = tenure.given() ? tenure[i] : 0.0;
        const At from = tenure.given() ? sums_at(fit, baseline, stratum[i], since) : At{};
        for (std::int64_t t = 0; t < times; ++t) {
          const std::int64_t place = i * times + t;
          const double until = since + (own_times ? time_of_row[i] : options.times[t]);
          const Reach reach = reach_of(options.beyond, until, fit.follow_up[stratum[i]]);
          if (reach == Reach::missing) {
            put_missing(result, place);
            continue;
          }
          const At at = sums_at(fit, baseline, stratum[i], until);
          const double hazard = at.hazard - from.hazard;
          const double cumulative = hazard > 0.0 ? hazard * ratio : 0.0;
          if (!errors) {
            put_curve(result, place, cumulative, 0.0, options, factor);
            continue;
          }
          double variance = at.variance - from.variance;
          if (at.place >= 0 && at.place != from.place && terms > 0) {
            const double* to = fit.baseline.cumulative_drift.data() + at.place * terms;
            const double* before = from.place >= 0 ? fit.baseline.cumulative_drift.data() + from.place * terms : nullptr;
            for (std::int64_t j = 0; j < terms; ++j) drift[j] = to[j] - (before != nullptr ? before[j] : 0.0) - x[j] * hazard;
            for (std::int64_t j = 0; j < terms; ++j) {
              double sum = 0.0;
              for (std::int64_t l = 0; l < terms; ++l) sum += fit.covariance[j * terms + l] * drift[l];
              variance += drift[j] * sum;
            }
          }
          if (std::isinf(cumulative)) {
            put_end(result, place, std::log(hazard) + eta, std::sqrt(std::max(0.0, variance)) / hazard, options, factor);
            continue;
          }
          const double error = !has_error(reach, cumulative) ? missing : cumulative > 0.0 ? ratio * std::sqrt(std::max(0.0, variance)) : 0.0;
          put_curve(result, place, cumulative, error, options, factor);
        }
      }
    }
  });
  return result;
}

Explanation cox_explain_as(const char* key, const CoxFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (!fit.time_effects.empty()) refuse(key, "time_effects", "given", "left out of the fit: what a column adds would change over time");
  return explain_terms(key, input, options, fit.columns, fit.coefficients.term, 0, fit.means.data(), fit.coefficients.coefficient.data(), context);
}

}  // namespace mainstay::inline v1::survival
