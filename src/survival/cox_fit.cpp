#include "survival/cox_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_time_effects.hpp"

namespace mainstay::inline v1::survival {

void slope_and_information(const std::vector<double>& gram, const RiskParts& risk, const std::vector<double>& event_sum, std::int64_t terms, std::int64_t width, std::vector<double>& slope, std::vector<double>& information) {
  slope.resize(terms);
  information.assign(terms * terms, 0.0);
  for (std::int64_t j = 0; j < terms; ++j) {
    slope[j] = event_sum[j] - risk.expected[j];
    for (std::int64_t l = j; l < terms; ++l) information[j * terms + l] = gram[j * width + l] - risk.products[j * width + l];
  }
}

void spread_of(const CoxMoments& moments, const std::vector<double>& shift, std::vector<double>& scale, std::vector<double>& reach) {
  const std::size_t terms = shift.size();
  scale.assign(terms, 0.0);
  reach.assign(terms, 0.0);
  if (!(moments.weight > 0.0)) return;
  for (std::size_t j = 0; j < terms; ++j) {
    const double mean = moments.sum[j] / moments.weight;
    const double variance = moments.squares[j] / moments.weight - mean * mean;
    reach[j] = std::max(moments.highest[j] - mean, mean - moments.lowest[j]);
    constexpr double rounding = 8.0 * std::numeric_limits<double>::epsilon();
    const double size = std::max(std::fabs(shift[j] + moments.lowest[j]), std::fabs(shift[j] + moments.highest[j]));
    if (moments.highest[j] - moments.lowest[j] > rounding * size && variance > 0.0) scale[j] = std::sqrt(variance);
  }
}

namespace {
double quadratic(const std::vector<double>& beta, const std::vector<double>& covariance) {
  const auto terms = static_cast<std::int64_t>(beta.size());
  std::vector<double> scale(terms), solution = beta;
  for (std::int64_t j = 0; j < terms; ++j) scale[j] = std::sqrt(std::max(0.0, covariance[j * terms + j]));
  const solve::RankRevealingCholesky factor(covariance.data(), terms, scale.data());
  factor.solve(solution.data());
  double sum = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) sum += solution[j] * beta[j];
  return std::max(0.0, sum);
}

CoxTest test_of(double statistic, std::int64_t degrees) {
  CoxTest test;
  test.statistic = std::max(0.0, statistic);
  test.degrees_of_freedom = degrees;
  test.p_value = stats::chi_squared_upper_tail(test.statistic, static_cast<double>(degrees));
  if (degrees == 0) test.p_value = 1.0;
  return test;
}

// V B V for a symmetric V (p, p) and the upper triangle of B at stride `width`.
std::vector<double> sandwich(const std::vector<double>& v, const std::vector<double>& b, std::int64_t terms, std::int64_t width) {
  std::vector<double> half(terms * terms, 0.0), result(terms * terms, 0.0);
  const auto middle = [&](std::int64_t i, std::int64_t j) { return i <= j ? b[i * width + j] : b[j * width + i]; };
  for (std::int64_t i = 0; i < terms; ++i)
    for (std::int64_t l = 0; l < terms; ++l)
      for (std::int64_t j = 0; j < terms; ++j) half[i * terms + j] += v[i * terms + l] * middle(l, j);
  for (std::int64_t i = 0; i < terms; ++i)
    for (std::int64_t l = 0; l < terms; ++l)
      for (std::int64_t j = 0; j < terms; ++j) result[i * terms + j] += half[i * terms + l] * v[l * terms + j];
  for (std::int64_t i = 0; i < terms; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * terms + j] = result[j * terms + i] = 0.5 * (result[i * terms + j] + result[j * terms + i]);
  return result;
}
}  // namespace

std::vector<double> cumulative_drift(const EventTimes& times, const Hazards& hazards, const double* sums, const double* leaver_sums,
                                     std::int64_t width, std::int64_t terms) {
  std::vector<double> drift, so_far(terms);
  drift.reserve((times.slots() - times.strata()) * terms);
  for (std::int64_t s = 0; s < times.strata(); ++s) {
    std::fill(so_far.begin(), so_far.end(), 0.0);
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      for (std::int64_t j = 0; j < terms; ++j)
        so_far[j] += hazards.a[k] * sums[k * width + j] - (leaver_sums != nullptr ? hazards.b[k] * leaver_sums[k * width + j] : 0.0);
      drift.insert(drift.end(), so_far.begin(), so_far.end());
    }
  }
  return drift;
}

void fill_fit(const CoxEnd& end, const CoxOptions& options, CoxFit& fit) {
  const CoxAscent& ascent = *end.ascent;
  const auto terms = static_cast<std::int64_t>(ascent.beta.size());
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  fit.status = ascent.status;
  fit.ties = options.ties;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.iterations = ascent.iterations;
  fit.rows = static_cast<std::int64_t>(end.moments->rows);
  fit.events = static_cast<std::int64_t>(end.moments->events);
  fit.log_likelihood = ascent.log_likelihood;
  fit.log_likelihood_null = ascent.log_likelihood_null;
  fit.means.assign(terms, 0.0);
  for (std::int64_t j = 0; j < terms; ++j)
    fit.means[j] = (*end.shift)[j] + (end.moments->weight > 0.0 ? end.moments->sum[j] / end.moments->weight : 0.0);

  const bool known = !ascent.model_covariance.empty();
  fit.model_covariance = known ? ascent.model_covariance : std::vector<double>(terms * terms, 0.0);
  fit.covariance = fit.model_covariance;
  fit.penalty = ascent.penalty;
  fit.effective_degrees_of_freedom = known ? static_cast<double>(ascent.rank) : 0.0;
  for (std::size_t j = 0; known && j < fit.penalty.size(); ++j) fit.effective_degrees_of_freedom -= fit.penalty[j] * fit.model_covariance[j * (terms + 1)];
  fit.effective_degrees_of_freedom = std::max(0.0, fit.effective_degrees_of_freedom);
  const bool robust = known && end.score_products != nullptr;
  if (robust) fit.covariance = sandwich(fit.model_covariance, *end.score_products, terms, end.width);

  CoxCoefficients& table = fit.coefficients;
  table.term = CoxTimeEffects("survival.cox", fit.columns, fit.time_effects).names();
  const double factor = stats::normal_interval_factor(options.confidence_level);
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper,
                                    &table.hazard_ratio_lower, &table.hazard_ratio_upper})
    list->assign(terms, missing);
  table.coefficient = ascent.beta;
  table.hazard_ratio.resize(terms);
  for (std::int64_t j = 0; j < terms; ++j) {
    table.hazard_ratio[j] = std::exp(table.coefficient[j]);
    const double variance = fit.model_covariance[j * terms + j];
    if (!known || !(variance > 0.0)) continue;
    table.std_error[j] = std::sqrt(variance);
    double error = table.std_error[j];
    if (robust) error = table.robust_std_error[j] = std::sqrt(std::max(0.0, fit.covariance[j * terms + j]));
    table.z[j] = error > 0.0 ? table.coefficient[j] / error
                             : (table.coefficient[j] == 0.0 ? 0.0 : std::copysign(std::numeric_limits<double>::infinity(), table.coefficient[j]));
    table.p_value[j] = stats::normal_two_sided(table.z[j]);
    table.lower[j] = table.coefficient[j] - factor * error;
    table.upper[j] = table.coefficient[j] + factor * error;
    table.hazard_ratio_lower[j] = std::exp(table.lower[j]);
    table.hazard_ratio_upper[j] = std::exp(table.upper[j]);
  }
  for (const std::int64_t j : ascent.left_out) fit.singular.push_back(table.term[j]);
  for (const std::int64_t j : ascent.separated) fit.separated.push_back(table.term[j]);
  fit.likelihood_ratio_test = test_of(2.0 * (fit.log_likelihood - fit.log_likelihood_null), ascent.rank);
  fit.wald_test = test_of(known ? quadratic(ascent.beta, fit.covariance) : 0.0, ascent.rank);
  fit.score_test = test_of(ascent.score, ascent.rank);

  if (end.hazards == nullptr || !options.baseline) return;
  const EventTimes& times = *end.times;
  const Hazards& hazards = *end.hazards;
  CoxBaseline& baseline = fit.baseline;
  std::vector<double> from_shift(terms);  // means less shift
  double at_means = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) {
    from_shift[j] = fit.means[j] - (*end.shift)[j];
    at_means += from_shift[j] * ascent.beta[j];
  }
  if (end.drift != nullptr) baseline.cumulative_drift.swap(*end.drift);
  double* drift = baseline.cumulative_drift.data();
  const std::int64_t rows = times.slots() - times.strata();
  baseline.stratum.reserve(rows);
  for (std::vector<double>* list : {&baseline.time, &baseline.hazard, &baseline.cumulative_hazard, &baseline.cumulative_variance})
    list->reserve(rows);
  for (std::int64_t s = 0; s < times.strata(); ++s) {
    const double scale = std::exp(at_means - (end.stratum_shift->empty() ? 0.0 : (*end.stratum_shift)[s]));
    double cumulative = 0.0, variance = 0.0;
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      const double jump = hazards.jump[k] * scale;
      cumulative += jump;
      variance += hazards.a[k] * scale * scale;
      baseline.stratum.push_back(s);
      baseline.time.push_back(times.time(k));
      baseline.hazard.push_back(jump);
      baseline.cumulative_hazard.push_back(cumulative);
      baseline.cumulative_variance.push_back(variance);
      if (end.drift == nullptr) continue;
      for (std::int64_t j = 0; j < terms; ++j, ++drift) *drift = *drift * scale - cumulative * from_shift[j];
    }
  }
}

}  // namespace mainstay::inline v1::survival
