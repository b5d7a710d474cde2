#include "mainstay/survival/causes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/causes_kernel.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/curve_kernel.hpp"
#include "survival/curve_scale.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.causes";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}  // namespace

CausesFit causes(const CausesInput& input, const CausesOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  check_weights(key, input.weights);
  const std::int64_t n = input.duration.size;
  CausesFit fit;
  fit.causes = options.causes;
  {
    const Numbers event(input.event), entry(input.entry), duration(input.duration), weights(input.weights);
    const auto named = static_cast<std::int64_t>(options.causes.size());
    double most = 1.0;
    for (std::int64_t i = 0; i < n; ++i) {
      if (named > 0 && event[i] > static_cast<double>(named))
        refuse(key, "event", i, event[i], "at most " + std::to_string(named) + ", the number of causes that are named");
      if (entry.given() && !(entry[i] < duration[i])) refuse(key, "entry", i, entry[i], "below the row's duration");
      if (weights.given() && !(weights[i] > 0.0)) continue;
      most = std::max(most, event[i]);
      ++fit.rows;
      fit.events += event[i] > 0.0;
    }
    for (std::int64_t j = named; j < static_cast<std::int64_t>(most); ++j) fit.causes.push_back(std::to_string(j + 1));
  }
  std::vector<CoxColumn> columns = columns_of(input.x, input.weights);
  choose_references(key, columns, options.references);
  CoxOptions cox_options;
  cox_options.ties = options.ties;
  cox_options.references = options.references;
  cox_options.ridge = options.ridge;
  cox_options.robust = options.robust;
  cox_options.confidence_level = options.confidence_level;
  cox_options.concordance = options.concordance;
  cox_options.baseline_errors = options.baseline_errors;
  cox_options.max_iterations = options.max_iterations;
  cox_options.tolerance = options.tolerance;
  CoxInput rows;
  rows.x = input.x;
  rows.duration = input.duration;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.strata = input.strata;
  rows.offset = input.offset;
  rows.cluster = input.cluster;
  const auto count = static_cast<double>(fit.causes.size());
  std::vector<double> left(n);
  fit.status = fit.events > 0 ? CausesStatus::converged : CausesStatus::no_events;
  for (std::size_t j = 0; j < fit.causes.size(); ++j) {
    const Numbers event(input.event);
    for (std::int64_t i = 0; i < n; ++i) left[i] = event[i] == static_cast<double>(j + 1) ? 1.0 : 0.0;
    rows.event = Column(left);
    RunContext part = context;
    if (context.progress)
      part.progress = [&, j](double share) { return context.progress((static_cast<double>(j) + share) / count); };
    const CoxFit& own = fit.fits.emplace_back(cox(rows, cox_options, part));
    fit.log_likelihood += own.log_likelihood;
    fit.log_likelihood_null += own.log_likelihood_null;
    if (fit.status == CausesStatus::no_events || own.status == CoxStatus::converged) continue;
    if (own.status != CoxStatus::singular) fit.status = CausesStatus::some_not;
    else if (fit.status == CausesStatus::converged) fit.status = CausesStatus::singular;
  }
  fit.follow_up = fit.fits.front().follow_up;
  return fit;
}

void CausesFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, -1, "broken", rule); };
  if (fits.empty() || fits.size() != causes.size()) broken("fits", "one for each cause");
  for (const CoxFit& own : fits) {
    const auto terms = static_cast<std::int64_t>(own.coefficients.term.size());
    if (!own.time_effects.empty()) broken("fits", "without time effects");
    if (terms != term_count(own.columns)) broken("fits.columns", "as many terms as there are coefficients");
    if (own.strata.empty() || own.strata != fits.front().strata || own.strata.size() != follow_up.size()) broken("fits.strata", "the same for all causes");
    if (own.columns.size() != fits.front().columns.size()) broken("fits.columns", "the same for all causes");
    for (std::size_t c = 0; c < own.columns.size(); ++c)
      if (own.columns[c].name != fits.front().columns[c].name || own.columns[c].categorical != fits.front().columns[c].categorical ||
          own.columns[c].levels != fits.front().columns[c].levels || own.columns[c].reference != fits.front().columns[c].reference)
        broken("fits.columns", "the same for all causes");
    const CoxBaseline& baseline = own.baseline;
    const std::size_t times = baseline.time.size();
    if (!baseline.cumulative_drift.empty() && baseline.cumulative_drift.size() != times * static_cast<std::size_t>(terms)) broken("fits.baseline", "a drift for each time");
    for (std::size_t k = 0; k < times; ++k) {
      if (baseline.stratum[k] < 0 || baseline.stratum[k] >= static_cast<std::int64_t>(own.strata.size())) broken("fits.baseline.stratum", "a stratum");
      if (k > 0 && (baseline.stratum[k] < baseline.stratum[k - 1] || (baseline.stratum[k] == baseline.stratum[k - 1] && !(baseline.time[k] > baseline.time[k - 1]))))
        broken("fits.baseline.time", "ascending in each stratum");
    }
  }
}

namespace {
// The times of all causes of each stratum.
std::vector<CauseTimes> times_of(const CausesFit& fit, bool errors) {
  const auto causes = static_cast<std::int64_t>(fit.fits.size()), strata = static_cast<std::int64_t>(fit.fits.front().strata.size());
  const auto terms = static_cast<std::int64_t>(fit.fits.front().coefficients.term.size());
  std::vector<CauseTimes> all(strata);
  for (const CoxFit& own : fit.fits)
    for (std::size_t k = 0; k < own.baseline.time.size(); ++k) all[own.baseline.stratum[k]].time.push_back(own.baseline.time[k]);
  for (CauseTimes& times : all) {
    std::sort(times.time.begin(), times.time.end());
    times.time.erase(std::unique(times.time.begin(), times.time.end()), times.time.end());
    times.causes = causes;
    times.hazard.assign(times.time.size() * causes, 0.0);
    if (!errors) continue;
    times.variance.assign(times.time.size() * causes, 0.0);
    times.drift.assign(causes, std::vector<double>(times.time.size() * terms, 0.0));
  }
  for (std::int64_t j = 0; j < causes; ++j) {
    const CoxBaseline& baseline = fit.fits[j].baseline;
    std::int64_t place = 0;
    for (std::size_t k = 0; k < baseline.time.size(); ++k) {
      const bool first = k == 0 || baseline.stratum[k] != baseline.stratum[k - 1];
      CauseTimes& times = all[baseline.stratum[k]];
      if (first) place = 0;
      while (times.time[place] < baseline.time[k]) ++place;
      times.hazard[place * causes + j] = baseline.hazard[k];
      if (!errors) continue;
      times.variance[place * causes + j] = baseline.cumulative_variance[k] - (first ? 0.0 : baseline.cumulative_variance[k - 1]);
      for (std::int64_t p = 0; p < terms; ++p)
        times.drift[j][place * terms + p] = baseline.cumulative_drift[k * terms + p] - (first ? 0.0 : baseline.cumulative_drift[(k - 1) * terms + p]);
    }
  }
  return all;
}

}  // namespace

CausesPrediction causes_predict(const CausesFit& fit, const CoxPredictInput& input, const CausesPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.causes.predict";
  check(name, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(name, "times", "given", "left out when the column time is given");
  const auto causes = static_cast<std::int64_t>(fit.fits.size());
  const CoxDesign design(name, input.x, fit.fits.front().columns);
  const std::int64_t rows = design.rows(), terms = design.terms(), width = design.width();
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const std::vector<std::int64_t> stratum = strata_of(name, fit.fits.front().strata, input.strata, rows);
  const bool errors = options.errors && times > 0;
  for (const CoxFit& own : fit.fits)
    if (errors && terms > 0 && !own.baseline.time.empty() && own.baseline.cumulative_drift.empty())
      refuse(name, "errors", "true", "false: the fit was made without baseline_errors");
  CausesPrediction result;
  if (!own_times) result.times = options.times;
  result.survival.resize(rows * times);
  result.incidence.resize(causes);
  result.errors.resize(causes);
  for (std::int64_t j = 0; j < causes; ++j) {
    result.incidence[j].cause = result.errors[j].cause = fit.causes[j];
    result.incidence[j].incidence.resize(rows * times);
    result.errors[j].linear_predictor.resize(rows);
    if (errors)
      for (std::vector<double>* list : {&result.errors[j].std_error, &result.errors[j].lower, &result.errors[j].upper}) list->resize(rows * times);
  }
  if (errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper}) list->resize(rows * times);
  const std::vector<CauseTimes> by_stratum = times > 0 ? times_of(fit, errors) : std::vector<CauseTimes>();
  std::vector<const double*> covariance;
  for (const CoxFit& own : fit.fits) covariance.push_back(own.covariance.data());
  const double z = stats::normal_interval_factor(options.confidence_level);
  const Scale scale = scale_of(options.interval);
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);
  std::vector<std::int64_t> order(times);  // of the times, ascending
  for (std::int64_t t = 0; t < times; ++t) order[t] = t;
  if (!own_times) std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return options.times[a] < options.times[b]; });

  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 64, 1, 64);
  Team team(name, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<CauseWalk> walks;
    for (const CauseTimes& list : by_stratum) walks.emplace_back(list, options.product == CausesProduct::product_limit, errors, terms, covariance);
    std::vector<double> ratio(causes), centred(causes * terms), zero(terms, 0.0);
    std::vector<const double*> x(causes);
    design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design.read(first, count, zero.data(), nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        for (std::int64_t j = 0; j < causes; ++j) {
          const CoxFit& own = fit.fits[j];
          double eta = offset.given() ? offset[i] : 0.0;
          for (std::int64_t p = 0; p < terms; ++p) {
            centred[j * terms + p] = block.rows[b * width + p] - own.means[p];
            eta += own.coefficients.coefficient[p] * centred[j * terms + p];
          }
          x[j] = centred.data() + j * terms;
          ratio[j] = std::exp(eta);
          result.errors[j].linear_predictor[i] = eta;
        }
        if (times == 0) continue;
        const double since = tenure.given() ? tenure[i] : -std::numeric_limits<double>::infinity();
        CauseWalk& walk = walks[stratum[i]];
        walk.begin(ratio, x, since);
        for (const std::int64_t t : order) {
          const std::int64_t place = i * times + t;
          const double until = (tenure.given() ? since : 0.0) + (own_times ? time_of_row[i] : options.times[t]);
          const Reach reach = reach_of(options.beyond, until, fit.follow_up[stratum[i]]);
          if (reach == Reach::missing) {
            result.survival[place] = missing;
            if (errors) result.std_error[place] = result.lower[place] = result.upper[place] = missing;
            for (std::int64_t j = 0; j < causes; ++j) {
              result.incidence[j].incidence[place] = missing;
              if (errors) result.errors[j].std_error[place] = result.errors[j].lower[place] = result.errors[j].upper[place] = missing;
            }
            continue;
          }
          walk.go(until);
          result.survival[place] = walk.survival();
          for (std::int64_t j = 0; j < causes; ++j) result.incidence[j].incidence[place] = std::min(1.0, walk.incidence(j));
          if (!errors) continue;
          const auto put = [&](double p, double leaving, double variance, double& error, double& lower, double& upper) {
            error = has_error(reach, leaving) ? std::sqrt(variance) : missing;
            const Limits2 limits = probability_limits(p, error / p, z, scale);
            lower = limits.lower;
            upper = limits.upper;
          };
          put(walk.survival(), 1.0 - walk.survival(), walk.survival_variance(), result.std_error[place], result.lower[place], result.upper[place]);
          for (std::int64_t j = 0; j < causes; ++j)
            put(result.incidence[j].incidence[place], result.incidence[j].incidence[place], walk.incidence_variance(j), result.errors[j].std_error[place], result.errors[j].lower[place],
                result.errors[j].upper[place]);
        }
      }
    });
  });
  return result;
}

namespace {
constexpr Function methods[] = {
    analysis<&causes_predict>("survival.causes.predict", "How likely is each of these people to have left for each cause by a given day, and to be still here?")};
}

constinit const Function causes_analysis =
    analysis<&causes>("survival.causes", "Which attributes go with leaving sooner for each cause, and what do all causes add up to?", methods);

}  // namespace mainstay::inline v1::survival
