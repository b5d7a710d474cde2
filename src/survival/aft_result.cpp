// From the solution to what is told of it.
#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/aft_model.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

CoxTest test_of(double statistic, std::int64_t degrees) {
  CoxTest test;
  test.statistic = std::max(0.0, statistic);
  test.degrees_of_freedom = degrees;
  test.p_value = degrees == 0 ? 1.0 : stats::chi_squared_upper_tail(test.statistic, static_cast<double>(degrees));
  return test;
}

std::vector<std::string> with_intercept(const std::vector<CoxColumn>& columns) {
  std::vector<std::string> names = term_names(columns);
  names.insert(names.begin(), "(intercept)");
  return names;
}

// V B V; upper triangle of B is read.
std::vector<double> sandwich(const std::vector<double>& v, const std::vector<double>& b, std::int64_t n) {
  std::vector<double> half(n * n, 0.0), result(n * n, 0.0);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k) {
      if (v[i * n + k] == 0.0) continue;
      for (std::int64_t j = 0; j < n; ++j) half[i * n + j] += v[i * n + k] * (k <= j ? b[k * n + j] : b[j * n + k]);
    }
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t j = 0; j < n; ++j) result[i * n + j] += half[i * n + k] * v[k * n + j];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * n + j] = result[j * n + i] = 0.5 * (result[i * n + j] + result[j * n + i]);
  return result;
}

// The covariance in the order of AftFit::parameters, of intercepts at x = 0 and slopes in the caller's unit of time.
std::vector<double> outward(const std::vector<double>& inner, const AftLayout& lay, const std::vector<double>& means, const std::vector<double>& cure_means,
                            double slope_factor) {
  const std::int64_t n = lay.size();
  std::vector<double> matrix = inner;
  const auto shift = [&](std::int64_t intercept, std::int64_t first, const std::vector<double>& by) {
    for (std::int64_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < by.size(); ++j) matrix[intercept * n + k] -= by[j] * matrix[(first + static_cast<std::int64_t>(j)) * n + k];
    for (std::int64_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < by.size(); ++j) matrix[k * n + intercept] -= by[j] * matrix[k * n + first + static_cast<std::int64_t>(j)];
  };
  shift(lay.intercept(), 0, means);
  if (lay.cured) shift(lay.cure_intercept(), lay.cure(), cure_means);
  for (std::int64_t s = lay.scale(); s < lay.shape(); ++s)
    for (std::int64_t k = 0; k < n; ++k) {
      matrix[s * n + k] *= slope_factor;
      matrix[k * n + s] *= slope_factor;
    }
  std::vector<std::int64_t> order{lay.intercept()};
  for (std::int64_t j = 0; j < lay.terms; ++j) order.push_back(j);
  for (std::int64_t j = lay.scale(); j < lay.cure(); ++j) order.push_back(j);
  if (lay.cured) order.push_back(lay.cure_intercept());
  for (std::int64_t j = 0; j < lay.cure_terms; ++j) order.push_back(lay.cure() + j);
  std::vector<double> result(n * n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) result[i * n + j] = matrix[order[i] * n + order[j]];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * n + j] = result[j * n + i] = 0.5 * (result[i * n + j] + result[j * n + i]);
  return result;
}

std::vector<std::string> names_of_shapes(AftDistribution distribution, const std::vector<std::string>& strata) {
  std::vector<std::string> names;
  const std::string name = distribution == AftDistribution::gompertz ? "slope" : "log(scale)";
  for (const std::string& stratum : strata) names.push_back(stratum.empty() ? name : name + "[" + stratum + "]");
  if (distribution == AftDistribution::generalised_gamma) names.push_back("shape");
  return names;
}

double ratio(double coefficient, double error) {
  if (error > 0.0) return coefficient / error;
  return coefficient == 0.0 ? 0.0 : std::copysign(infinity, coefficient);
}

}  // namespace

AftFit aft_fit_of(const AftModel& model, const AftSolution& solution, const std::vector<double>* products) {
  const AftOptions& options = model.options;
  const AftLayout& lay = model.layout;
  const AftAscent& ascent = solution.ascent;
  const std::vector<bool>& fixed = solution.fixed;
  const std::int64_t size = lay.size(), width = lay.terms + 1;
  const bool proportional = model.proportional(), known = solution.known();
  const std::vector<double> covariance = known ? ascent.covariance : std::vector<double>(size * size, 0.0);
  AftFit fit;
  fit.distribution = options.distribution;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.columns = model.columns;
  fit.cure_columns = model.cure_columns;
  fit.strata = model.strata;
  fit.events = model.tally.exact;
  fit.right_censored = model.tally.right;
  fit.left_censored = model.tally.left;
  fit.interval_censored = model.tally.interval;
  fit.rows = fit.events + fit.right_censored + fit.left_censored + fit.interval_censored;
  fit.follow_up = model.tally.longest;
  fit.log_likelihood_null = solution.log_likelihood_null;
  fit.log_likelihood = solution.log_likelihood;
  fit.status = ascent.status;
  fit.iterations = ascent.iterations;

  // Names and numbers in the order of the result.
  fit.coefficients.term = with_intercept(fit.columns);
  fit.parameters = fit.coefficients.term;
  const std::vector<std::string> shape_names = names_of_shapes(options.distribution, fit.strata);
  fit.parameters.insert(fit.parameters.end(), shape_names.begin(), shape_names.end());
  if (lay.cured) {
    fit.cure.term = with_intercept(fit.cure_columns);
    for (const std::string& name : fit.cure.term) fit.parameters.push_back("cure:" + name);
  }
  const auto outer = [&](std::int64_t j) {  // place in fit.parameters
    if (j == lay.intercept()) return std::int64_t{0};
    if (j < lay.intercept()) return j + 1;
    if (j < lay.cure()) return j;
    return j == lay.cure_intercept() ? lay.cure() : j + 1;
  };
  for (std::int64_t j = 0; j < size; ++j)
    if (fixed[j] && (j < lay.terms || j >= lay.cure())) fit.singular.push_back(fit.parameters[outer(j)]);
  if (!fit.singular.empty() && fit.status == AftStatus::converged) fit.status = AftStatus::singular;
  for (const std::int64_t j : ascent.running)
    (j <= lay.intercept() || (j >= lay.cure() && j < lay.cure_intercept()) ? fit.separated : fit.boundary).push_back(fit.parameters[outer(j)]);

  const double slope_factor = proportional ? std::exp(-model.log_unit) : 1.0;
  fit.means.assign(1, 1.0);
  fit.means.insert(fit.means.end(), model.terms.means.begin(), model.terms.means.end());
  fit.model_covariance = outward(covariance, lay, model.terms.means, model.cure_terms.means, slope_factor);
  fit.covariance = fit.model_covariance;
  const bool robust = known && products != nullptr;
  if (robust) fit.covariance = outward(sandwich(covariance, *products, size), lay, model.terms.means, model.cure_terms.means, slope_factor);

  const double factor = stats::normal_interval_factor(options.confidence_level);
  AftCoefficients& table = fit.coefficients;
  table.coefficient.assign(width, 0.0);
  double intercept = ascent.parameters[lay.intercept()] + (proportional ? -model.log_unit : 0.0);
  for (std::int64_t j = 0; j < lay.terms; ++j) {
    table.coefficient[j + 1] = ascent.parameters[j];
    intercept -= ascent.parameters[j] * model.terms.means[j];
  }
  if (known) table.coefficient[0] = intercept;
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper, &table.time_ratio,
                                    &table.time_ratio_lower, &table.time_ratio_upper, &table.hazard_ratio, &table.hazard_ratio_lower, &table.hazard_ratio_upper})
    list->assign(width, missing);
  const bool weibull = options.distribution == AftDistribution::exponential || (options.distribution == AftDistribution::weibull && lay.strata == 1);
  for (std::int64_t j = 0; j < width; ++j) {
    const double coefficient = table.coefficient[j];
    if (!proportional) table.time_ratio[j] = std::exp(coefficient);
    const double scale = std::exp(ascent.parameters[lay.scale()]);
    if (j > 0 && proportional) table.hazard_ratio[j] = std::exp(coefficient);
    if (j > 0 && weibull) table.hazard_ratio[j] = std::exp(-coefficient / scale);
    const double variance = fit.model_covariance[j * size + j];
    if (!known || !(variance > 0.0)) continue;
    double error = table.std_error[j] = std::sqrt(variance);
    if (robust) error = table.robust_std_error[j] = std::sqrt(std::max(0.0, fit.covariance[j * size + j]));
    table.z[j] = ratio(coefficient, error);
    table.p_value[j] = stats::normal_two_sided(table.z[j]);
    table.lower[j] = coefficient - factor * error;
    table.upper[j] = coefficient + factor * error;
    if (!proportional) {
      table.time_ratio_lower[j] = std::exp(table.lower[j]);
      table.time_ratio_upper[j] = std::exp(table.upper[j]);
    }
    if (j == 0) continue;
    if (proportional) {
      table.hazard_ratio_lower[j] = std::exp(table.lower[j]);
      table.hazard_ratio_upper[j] = std::exp(table.upper[j]);
    } else if (weibull) {
      const double log_ratio = -coefficient / scale;
      const auto covariance = [&](std::int64_t a, std::int64_t b) { return fit.covariance[a * size + b]; };
      const double spread = std::sqrt(std::max(0.0, covariance(j, j) / (scale * scale) - 2.0 * coefficient / (scale * scale) * covariance(j, width) +
                                                        log_ratio * log_ratio * covariance(width, width)));
      table.hazard_ratio_lower[j] = std::exp(log_ratio - factor * spread);
      table.hazard_ratio_upper[j] = std::exp(log_ratio + factor * spread);
    }
  }

  AftShapes& shapes = fit.shapes;
  for (std::int64_t j = lay.scale(); j < lay.cure(); ++j) {
    const bool shape = lay.shaped && j == lay.shape(), logarithm = !shape && !proportional;
    shapes.parameter.push_back(shape ? "shape" : proportional ? "slope" : "scale");
    shapes.stratum.push_back(shape ? "" : fit.strata[j - lay.scale()]);
    double value = ascent.parameters[j];
    if (!shape && proportional) value *= slope_factor;
    const double error = fixed[j] ? 0.0 : known ? std::sqrt(std::max(0.0, fit.covariance[j * size + j])) : missing;
    shapes.estimate.push_back(logarithm ? std::exp(value) : value);
    shapes.std_error.push_back(logarithm ? std::exp(value) * error : error);
    shapes.lower.push_back(logarithm ? std::exp(value - factor * error) : value - factor * error);
    shapes.upper.push_back(logarithm ? std::exp(value + factor * error) : value + factor * error);
  }
  if (lay.cured) {
    AftCure& cure = fit.cure;
    const std::int64_t count = lay.cure_terms + 1;
    cure.coefficient.assign(count, 0.0);
    for (std::vector<double>* list : {&cure.std_error, &cure.z, &cure.p_value, &cure.lower, &cure.upper}) list->assign(count, missing);
    double cure_intercept = ascent.parameters[lay.cure_intercept()];
    for (std::int64_t k = 0; k < lay.cure_terms; ++k) {
      cure.coefficient[k + 1] = ascent.parameters[lay.cure() + k];
      cure_intercept -= cure.coefficient[k + 1] * model.cure_terms.means[k];
    }
    cure.coefficient[0] = cure_intercept;
    for (std::int64_t k = 0; k < count; ++k) {
      cure.odds_ratio.push_back(std::exp(cure.coefficient[k]));
      const double variance = fit.covariance[(lay.cure() + k) * size + lay.cure() + k];
      if (!known || !(variance > 0.0)) continue;
      cure.std_error[k] = std::sqrt(variance);
      cure.z[k] = ratio(cure.coefficient[k], cure.std_error[k]);
      cure.p_value[k] = stats::normal_two_sided(cure.z[k]);
      cure.lower[k] = cure.coefficient[k] - factor * cure.std_error[k];
      cure.upper[k] = cure.coefficient[k] + factor * cure.std_error[k];
    }
  }

  const double estimated = static_cast<double>(std::count(fixed.begin(), fixed.end(), false));
  if (model.anybody()) {
    fit.aic = 2.0 * estimated - 2.0 * fit.log_likelihood;
    fit.bic = std::log(static_cast<double>(fit.rows)) * estimated - 2.0 * fit.log_likelihood;
  }
  fit.likelihood_ratio_test = test_of(2.0 * (fit.log_likelihood - fit.log_likelihood_null), solution.free_terms + solution.free_cure_terms);
  double wald = 0.0;
  if (known && lay.terms > 0) {
    std::vector<double> block(lay.terms * lay.terms), spread(lay.terms), wanted(table.coefficient.begin() + 1, table.coefficient.end());
    for (std::int64_t j = 0; j < lay.terms; ++j) {
      for (std::int64_t l = 0; l < lay.terms; ++l) block[j * lay.terms + l] = fit.covariance[(j + 1) * size + l + 1];
      spread[j] = std::sqrt(std::max(0.0, block[j * lay.terms + j]));
    }
    const solve::RankRevealingCholesky factored(block.data(), lay.terms, spread.data());
    factored.solve(wanted.data());
    for (std::int64_t j = 0; j < lay.terms; ++j) wald += wanted[j] * table.coefficient[j + 1];
  }
  fit.wald_test = test_of(wald, solution.free_terms);
  return fit;
}

}  // namespace mainstay::inline v1::survival
