#include "survival/hazard_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_design.hpp"
#include "survival/hazard_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> sandwich(const std::vector<double>& v, const std::vector<double>& b, std::int64_t n) {
  std::vector<double> half(n * n, 0.0), result(n * n, 0.0);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t j = 0; j < n; ++j) half[i * n + j] += v[i * n + k] * b[k * n + j];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t j = 0; j < n; ++j) result[i * n + j] += half[i * n + k] * v[k * n + j];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * n + j] = result[j * n + i] = 0.5 * (result[i * n + j] + result[j * n + i]);
  return result;
}

double form(const std::vector<double>& matrix, const double* u, std::int64_t n) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < n; ++i) {
    if (u[i] == 0.0) continue;
    double row = 0.0;
    for (std::int64_t j = 0; j < n; ++j) row += matrix[i * n + j] * u[j];
    sum += u[i] * row;
  }
  return std::max(0.0, sum);
}

double ratio_of(double coefficient, double error) {
  if (error > 0.0) return coefficient / error;
  return coefficient == 0.0 ? 0.0 : std::copysign(infinity, coefficient);
}

CoxTest test_of(double statistic, std::int64_t degrees) {
  CoxTest test;
  test.statistic = std::max(0.0, statistic);
  test.degrees_of_freedom = degrees;
  test.p_value = degrees == 0 ? 1.0 : stats::chi_squared_upper_tail(test.statistic, static_cast<double>(degrees));
  return test;
}
}  // namespace

HazardFit hazard_fit_of(const HazardModel& model, const HazardAscent& ascent, const HazardSolution& solution, const std::vector<double>* products) {
  const HazardOptions& options = model.options;
  const std::int64_t p = solution.p, term = ascent.first_term(), cells = model.cells(), terms = model.terms;
  const double factor = stats::normal_interval_factor(options.confidence_level);
  HazardFit fit;
  fit.status = solution.status;
  fit.link = options.link;
  fit.columns = model.columns;
  fit.means = model.means;
  fit.strata = model.strata;
  fit.follow_up = model.follow_up;
  fit.rows = model.rows;
  fit.events = model.events;
  fit.periods_at_risk = static_cast<std::int64_t>(model.periods.periods_at_risk());
  fit.iterations = solution.iterations;
  fit.smoothing_iterations = solution.smoothing_iterations;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.log_likelihood_null = solution.log_likelihood_null;
  fit.log_likelihood = solution.log_likelihood;
  fit.penalised_log_likelihood = solution.log_likelihood - solution.penalty;
  fit.reml = solution.reml;
  fit.effective_parameters = std::max(0.0, solution.effective);
  fit.aic = 2.0 * fit.effective_parameters - 2.0 * fit.log_likelihood;
  fit.bic = std::log(std::max(1.0, model.periods.periods_estimated())) * fit.effective_parameters - 2.0 * fit.log_likelihood;

  // Names.
  const std::vector<std::string> names = term_names(model.linear);
  const auto stratum_mark = [&](std::int64_t s) { return model.strata[s].empty() ? std::string() : "[" + model.strata[s] + "]"; };
  for (std::int64_t j = 0; j < ascent.baseline_size(); ++j) {
    if (model.smooth_baseline())
      fit.parameters.push_back("(baseline)" + stratum_mark(j / options.baseline_size) + "." + std::to_string(j % options.baseline_size + 1));
    else
      fit.parameters.push_back("(period " + std::to_string(model.periods.cell(j).first) + ")" + stratum_mark(model.periods.cell(j).stratum));
  }
  fit.parameters.insert(fit.parameters.end(), names.begin(), names.end());
  for (const HazardSmooth& one : options.smooth)
    for (std::int64_t j = 1; j < one.size; ++j) fit.parameters.push_back("s(" + one.column + ")." + std::to_string(j));
  for (const std::int64_t j : solution.singular) fit.singular.push_back(fit.parameters[j]);
  for (const std::int64_t j : solution.separated) fit.separated.push_back(fit.parameters[j]);

  fit.model_covariance = solution.inverse.few;
  fit.covariance = products != nullptr ? sandwich(solution.inverse.few, *products, p) : fit.model_covariance;

  HazardCoefficients& table = fit.coefficients;
  table.term = names;
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper, &table.ratio_lower, &table.ratio_upper})
    list->assign(terms, missing);
  std::int64_t free_terms = 0;
  for (std::int64_t j = 0; j < terms; ++j) {
    const double coefficient = solution.few[term + j], variance = fit.model_covariance[(term + j) * p + term + j];
    table.coefficient.push_back(coefficient);
    table.ratio.push_back(std::exp(coefficient));
    if (!solution.known || !(variance > 0.0)) continue;
    ++free_terms;
    double error = table.std_error[j] = std::sqrt(variance);
    if (products != nullptr) error = table.robust_std_error[j] = std::sqrt(std::max(0.0, fit.covariance[(term + j) * p + term + j]));
    table.z[j] = ratio_of(coefficient, error);
    table.p_value[j] = stats::normal_two_sided(table.z[j]);
    table.lower[j] = coefficient - factor * error;
    table.upper[j] = coefficient + factor * error;
    table.ratio_lower[j] = std::exp(table.lower[j]);
    table.ratio_upper[j] = std::exp(table.upper[j]);
  }

  // Baseline.
  HazardBaselineTable& baseline = fit.baseline;
  baseline.state.levels = {"estimated", "nobody_left", "everybody_left", "nobody_at_risk"};
  std::int64_t active = 0;
  for (const HazardCell& cell : model.periods.all()) {
    baseline.stratum.push_back(cell.stratum);
    baseline.first_period.push_back(cell.first);
    baseline.last_period.push_back(cell.last);
    baseline.at_risk.push_back(std::max(0.0, cell.at_risk));
    baseline.events.push_back(cell.events);
    baseline.state.codes.push_back(static_cast<std::int32_t>(cell.state));
    double alpha = missing, error = missing, hazard = missing, lower = missing, upper = missing, own = 0.0;
    std::vector<double> gradient(p, 0.0);
    switch (cell.state) {
      case HazardPeriod::nobody_left:
        alpha = -infinity;
        hazard = lower = upper = 0.0;
        break;
      case HazardPeriod::everybody_left:
        alpha = infinity;
        hazard = lower = upper = 1.0;
        break;
      case HazardPeriod::nobody_at_risk: break;
      case HazardPeriod::estimated:
        alpha = solution.point.cells[active];
        hazard = hazard_at(options.link, alpha).hazard;
        std::copy_n(solution.cell_gradient.begin() + active * p, p, gradient.begin());
        if (model.cells_apart()) own = solution.inverse_diagonal[active];
        if (solution.known) {
          error = std::sqrt(own + form(fit.covariance, gradient.data(), p));
          lower = hazard_at(options.link, alpha - factor * error).hazard;
          upper = hazard_at(options.link, alpha + factor * error).hazard;
        }
        ++active;
    }
    baseline.linear_predictor.push_back(alpha);
    baseline.std_error.push_back(error);
    baseline.hazard.push_back(hazard);
    baseline.lower.push_back(lower);
    baseline.upper.push_back(upper);
    baseline.own_variance.push_back(own);
    baseline.gradient.insert(baseline.gradient.end(), gradient.begin(), gradient.end());
  }
  (void)cells;

  // Smoothing.
  HazardSmoothTable& smooths = fit.smooths;
  for (std::size_t k = 0; k < ascent.penalties().size(); ++k) {
    const HazardPenalty& penalty = ascent.penalties()[k];
    smooths.name.push_back(penalty.kind == HazardPenalty::baseline ? "(baseline)" : penalty.kind == HazardPenalty::group ? "(group)" : model.smooth[penalty.spline].name);
    smooths.smoothing.push_back(solution.smoothing[k]);
    smooths.variance.push_back(1.0 / solution.smoothing[k]);
    smooths.effective_parameters.push_back(solution.effective_of[k]);
    smooths.at_edge.push_back(solution.at_edge[k] ? 1 : 0);
  }
  std::int64_t from = term + terms, number = terms;
  for (std::size_t k = 0; k < model.smooth.size(); ++k) {
    const HazardSmoothColumn& one = model.smooth[k];
    const std::int64_t size = options.smooth[k].size, free = size - 1;
    HazardSpline spline;
    spline.column = one.name;
    spline.low = one.low;
    spline.high = one.high;
    spline.first = from;
    for (std::int64_t i = 0; i < size; ++i) {
      spline.coefficients.push_back(solution.point.numbers[number + i]);
      for (std::int64_t j = 0; j < free; ++j) spline.transform.push_back(solution.transform[(number + i) * p + from + j]);
    }
    constexpr std::int64_t points = 41;
    std::vector<double> gradient(p);
    fit.curves.column.levels.push_back(one.name);
    for (std::int64_t at = 0; at < points; ++at) {
      const double value = one.low + (one.high - one.low) * static_cast<double>(at) / (points - 1);
      double four[4], effect = 0.0;
      const std::int64_t place = one.splines.at(value, four);
      std::fill(gradient.begin(), gradient.end(), 0.0);
      for (std::int64_t i = 0; i < 4; ++i) {
        effect += four[i] * spline.coefficients[place + i];
        for (std::int64_t j = 0; j < free; ++j) gradient[from + j] += four[i] * spline.transform[(place + i) * free + j];
      }
      const double error = solution.known ? std::sqrt(form(fit.covariance, gradient.data(), p)) : missing;
      fit.curves.column.codes.push_back(static_cast<std::int32_t>(k));
      fit.curves.value.push_back(value);
      fit.curves.effect.push_back(effect);
      fit.curves.std_error.push_back(error);
      fit.curves.lower.push_back(effect - factor * error);
      fit.curves.upper.push_back(effect + factor * error);
    }
    fit.splines.push_back(std::move(spline));
    from += free;
    number += size;
  }

  // Groups.
  fit.groups.name = model.groups;
  fit.groups.events = model.group_events;
  for (std::int64_t g = 0; g < model.group_count(); ++g) {
    const double* gradient = solution.group_gradient.data() + g * p;
    const double own = solution.inverse_diagonal[g];
    fit.groups.effect.push_back(solution.point.groups[g]);
    fit.groups.own_variance.push_back(own);
    fit.groups.std_error.push_back(solution.known ? std::sqrt(own + form(fit.covariance, gradient, p)) : missing);
  }
  fit.groups.gradient = solution.group_gradient;

  const bool penalised = options.ridge > 0.0 || !ascent.penalties().empty();
  fit.likelihood_ratio_test = penalised ? test_of(0.0, 0) : test_of(2.0 * (fit.log_likelihood - fit.log_likelihood_null), free_terms);
  const auto wald_of = [&](std::int64_t first, std::int64_t count) {
    std::vector<double> block(count * count), spread(count), direction(table.coefficient.begin() + first, table.coefficient.begin() + first + count);
    for (std::int64_t j = 0; j < count; ++j) {
      for (std::int64_t l = 0; l < count; ++l) block[j * count + l] = fit.covariance[(term + first + j) * p + term + first + l];
      spread[j] = std::sqrt(std::max(0.0, block[j * count + j]));
    }
    const solve::RankRevealingCholesky factored(block.data(), count, spread.data());
    factored.solve(direction.data());
    double wald = 0.0;
    for (std::int64_t j = 0; j < count; ++j) wald += direction[j] * table.coefficient[first + j];
    return wald;
  };
  fit.wald_test = test_of(solution.known && terms > 0 ? wald_of(0, terms) : 0.0, free_terms);
  HazardColumnTests& tests = fit.column_tests;
  std::int64_t first = 0;
  for (std::size_t c = 0; c < model.linear.size(); ++c) {
    const std::int64_t last = first + term_count({model.linear[c]});
    std::int64_t free = 0;
    for (std::int64_t j = first; j < last; ++j) free += !std::isnan(table.std_error[j]);
    tests.column.push_back(model.linear[c].name);
    tests.degrees_of_freedom.push_back(free);
    const CoxTest wald = solution.known ? test_of(wald_of(first, last - first), free) : CoxTest{missing, 0, missing};
    tests.wald.push_back(wald.statistic);
    tests.wald_p_value.push_back(wald.p_value);
    const bool left_out = c < solution.loss.size() && !std::isnan(solution.loss[c]);
    const CoxTest ratio = left_out ? test_of(2.0 * solution.loss[c], solution.lost[c]) : CoxTest{missing, 0, missing};
    tests.likelihood_ratio.push_back(ratio.statistic);
    tests.likelihood_ratio_p_value.push_back(ratio.p_value);
    first = last;
  }
  return fit;
}

}  // namespace mainstay::inline v1::survival
