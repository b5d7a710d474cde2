// Newton's way to the maximum of a discrete-time model of several causes, and what is told of it.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/multinomial_kernel.hpp"
#include "survival/multinomial_model.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// The baselines taken out of the equations.
struct Reduced {
  std::vector<double> inverse, way;        // of own, (cells, causes, causes); inverse · border, (cells, causes, causes p)
  std::vector<double> slope, information;  // of the coefficients
  Reduced(const MultinomialSums& sums, std::int64_t cells, std::int64_t causes, std::int64_t wide) : inverse(cells * causes * causes, 0.0), way(cells * causes * wide, 0.0), slope(sums.slope_b), information(sums.shared) {
    std::vector<double> scale(causes);
    for (std::int64_t c = 0; c < cells; ++c) {
      const double* own = sums.own.data() + c * causes * causes;
      for (std::int64_t j = 0; j < causes; ++j) scale[j] = std::sqrt(std::max(0.0, own[j * (causes + 1)]));
      const solve::RankRevealingCholesky factor(own, causes, scale.data(), 1e-14);
      const std::vector<double> block = factor.inverse();
      std::copy(block.begin(), block.end(), inverse.begin() + c * causes * causes);
      for (std::int64_t j = 0; j < causes; ++j)
        for (std::int64_t l = 0; l < causes; ++l) {
          const double v = block[j * causes + l];
          if (v == 0.0) continue;
          const double* from = sums.border.data() + (c * causes + l) * wide;
          double* to = way.data() + (c * causes + j) * wide;
          for (std::int64_t k = 0; k < wide; ++k) to[k] += v * from[k];
        }
      for (std::int64_t j = 0; j < causes; ++j) {
        const double* from = sums.border.data() + (c * causes + j) * wide;
        const double* to = way.data() + (c * causes + j) * wide;
        const double pull = sums.slope_a[c * causes + j];
        for (std::int64_t k = 0; k < wide; ++k) {
          slope[k] -= to[k] * pull;
          if (from[k] == 0.0) continue;
          for (std::int64_t l = 0; l < wide; ++l) information[k * wide + l] -= from[k] * to[l];
        }
      }
    }
  }
};

// null: all coefficients stay 0.
MultinomialSolution ascend(const MultinomialModel& model, const MultinomialPass& pass, std::vector<double> a, bool null) {
  const MultinomialOptions& options = model.options;
  const std::int64_t cells = model.cells(), causes = model.causes, terms = model.terms, wide = model.wide();
  MultinomialSolution way;
  way.fixed.assign(wide, null);
  std::vector<double> b(wide, 0.0), best_a = a, best_b = b;
  double objective = -infinity, decrement = 0.0, last = 0.0;
  const double mean_weight = model.weight / static_cast<double>(std::max<std::int64_t>(1, model.rows));
  std::int64_t halvings = 0;
  bool settling = false, first = true;
  std::vector<double> step_a(a.size(), 0.0), step_b(wide, 0.0);
  for (;;) {
    const MultinomialSums sums = pass(a, b);
    double penalty = 0.0;
    for (const double one : b) penalty += 0.5 * options.ridge * one * one;
    const double reached = sums.value - penalty;
    const bool good = std::isfinite(reached) && std::all_of(sums.shared.begin(), sums.shared.end(), [](double v) { return std::isfinite(v); });
    constexpr double rounding = 1e-12;
    if (!settling && (!good || !(reached >= objective - rounding * (std::fabs(objective) + 1.0)))) {
      constexpr std::int64_t most_halvings = 40;
      settling = ++halvings > most_halvings;
      const double share = settling ? 0.0 : 0.5;
      for (std::size_t k = 0; k < a.size(); ++k)
        if (std::isfinite(a[k])) a[k] = best_a[k] + share * (a[k] - best_a[k]);
      for (std::int64_t k = 0; k < wide; ++k) b[k] = best_b[k] + share * (b[k] - best_b[k]);
      continue;
    }
    halvings = 0;
    best_a = a;
    best_b = b;
    objective = reached;
    way.log_likelihood = sums.value;
    if (first) way.log_likelihood_null = sums.value;
        Reduced reduced(sums, cells, causes, wide);
    std::vector<double> scale(wide);
    for (std::int64_t k = 0; k < wide; ++k) {
      reduced.slope[k] -= options.ridge * b[k];
      reduced.information[k * (wide + 1)] += options.ridge;
      // A constant leaves nothing but rounding; the baselines may take away the rest.
      constexpr double nothing = 1e-12;
      const double own = sums.shared[k * (wide + 1)] + options.ridge;
      scale[k] = way.fixed[k] || !(own > 0.0) || !(reduced.information[k * (wide + 1)] > nothing * own) ? 0.0 : std::sqrt(own);
    }
    const solve::RankRevealingCholesky factor(reduced.information.data(), wide, scale.data());
    if (first) {
      for (std::int64_t k = 0; k < wide; ++k)
        if (!null && factor.left_out(k)) {
          way.fixed[k] = true;
          if (model.by_cause[k / terms] > 0.0) way.singular.push_back(model.label(k));
        }
      first = false;
    } else if (options.ridge == 0.0 && !null) {
      for (std::int64_t k = 0; k < wide; ++k)
        if (!way.fixed[k] && factor.left_out(k)) way.separated.push_back(model.label(k));
    }
    step_b = reduced.slope;
    factor.solve(step_b.data());
    last = std::exchange(decrement, 0.0);
    for (std::int64_t k = 0; k < wide; ++k) decrement += step_b[k] * reduced.slope[k];
    for (std::int64_t c = 0; c < cells; ++c)
      for (std::int64_t j = 0; j < causes; ++j) {
        double move = 0.0, own = 0.0;
        for (std::int64_t l = 0; l < causes; ++l) own += reduced.inverse[(c * causes + j) * causes + l] * sums.slope_a[c * causes + l];
        for (std::int64_t k = 0; k < wide; ++k) move -= reduced.way[(c * causes + j) * wide + k] * step_b[k];
        step_a[c * causes + j] = own + move;
        decrement += own * sums.slope_a[c * causes + j];
      }
    const auto finish = [&](HazardStatus how) {
      way.status = how;
      way.covariance = factor.inverse();
      way.inverse = reduced.inverse;
      way.way = reduced.way;
      way.a = a;
      way.b = b;
    };
    constexpr double no_gain = 1e-7, a_change = 0.1;
    if (options.ridge == 0.0 && way.separated.empty() && way.iterations > 0 && 0.5 * decrement <= no_gain * mean_weight)
      for (std::int64_t k = 0; k < wide; ++k)
        if (!way.fixed[k] && std::fabs(step_b[k]) * model.reach[k % terms] > a_change) way.separated.push_back(model.label(k));
    if (settling || !way.separated.empty()) {
      finish(settling ? HazardStatus::iteration_limit : HazardStatus::separated);
      return way;
    }
    constexpr double short_step = 1e-7;
    const double length = std::sqrt(std::max(0.0, decrement) / std::max(model.weight, mean_weight));
    const bool converged = length <= options.tolerance || (length <= short_step && way.iterations > 0 && decrement >= 0.25 * last);
    if (converged || way.iterations >= options.max_iterations) {
      if (converged) {
        for (std::size_t k = 0; k < a.size(); ++k)
          if (std::isfinite(a[k])) a[k] += step_a[k];
        for (std::int64_t k = 0; k < wide; ++k) b[k] += step_b[k];
        way.log_likelihood += 0.5 * std::max(0.0, decrement);
      }
      finish(!converged ? HazardStatus::iteration_limit : way.singular.empty() ? HazardStatus::converged : HazardStatus::singular);
      return way;
    }
    ++way.iterations;
    for (std::size_t k = 0; k < a.size(); ++k)
      if (std::isfinite(a[k])) a[k] += step_a[k];
    for (std::int64_t k = 0; k < wide; ++k) b[k] += step_b[k];
  }
}
}  // namespace

MultinomialSolution multinomial_solve(const MultinomialModel& model, const MultinomialPass& pass) {
  const std::int64_t cells = model.cells(), causes = model.causes, wide = model.wide();
  if (std::all_of(model.cell.begin(), model.cell.end(), [](const MultinomialCell& cell) { return cell.everybody; })) {
    MultinomialSolution nothing;
    nothing.a = model.start();
    nothing.b.assign(wide, 0.0);
    nothing.covariance.assign(wide * wide, 0.0);
    nothing.inverse.assign(cells * causes * causes, 0.0);
    nothing.way.assign(cells * causes * wide, 0.0);
    nothing.fixed.assign(wide, false);
    return nothing;
  }
  if (!model.offsets) return ascend(model, pass, model.start(), false);  // where people are all alike, the shares that leave are the hazards
  const MultinomialSolution null = ascend(model, pass, model.start(), true);
  MultinomialSolution full = ascend(model, pass, null.a, false);
  full.log_likelihood_null = null.log_likelihood;
  return full;
}

MultinomialFit multinomial_fit_of(const MultinomialModel& model, const MultinomialSolution& solution, const std::vector<double>* products) {
  const MultinomialOptions& options = model.options;
  const std::int64_t cells = model.cells(), causes = model.causes, terms = model.terms, wide = model.wide();
  const std::vector<double>&a = solution.a, &b = solution.b, &covariance = solution.covariance;
  const bool known = solution.known(), robust = known && products != nullptr;
  MultinomialFit fit;
  fit.status = solution.status;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.columns = model.columns;
  fit.means = model.means;
  fit.strata = model.strata;
  fit.follow_up = model.follow_up;
  fit.causes = model.cause_names;
  fit.rows = model.rows;
  fit.events = model.events;
  fit.iterations = solution.iterations;
  fit.singular = solution.singular;
  fit.separated = solution.separated;
  fit.log_likelihood_null = solution.log_likelihood_null;
  fit.log_likelihood = solution.log_likelihood;
  for (std::int64_t j = 0; j < causes; ++j)
    if (!(model.by_cause[j] > 0.0)) fit.without_events.push_back(fit.causes[j]);
  fit.coefficients.cause.levels = fit.causes;
  for (std::int64_t j = 0; j < causes; ++j)
    for (std::int64_t t = 0; t < terms; ++t) {
      fit.coefficients.cause.codes.push_back(static_cast<std::int32_t>(j));
      fit.coefficients.term.push_back(model.names[t]);
    }
  fit.model_covariance = fit.covariance = covariance;
  if (robust) {
    std::vector<double> half(wide * wide, 0.0);
    fit.covariance.assign(wide * wide, 0.0);
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < wide; ++l)
        for (std::int64_t k = 0; k < wide; ++k) half[i * wide + k] += covariance[i * wide + l] * (*products)[l * wide + k];
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < wide; ++l)
        for (std::int64_t k = 0; k < wide; ++k) fit.covariance[i * wide + k] += half[i * wide + l] * covariance[l * wide + k];
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < i; ++l) fit.covariance[i * wide + l] = fit.covariance[l * wide + i] = 0.5 * (fit.covariance[i * wide + l] + fit.covariance[l * wide + i]);
  }
  MultinomialCoefficients& table = fit.coefficients;
  table.coefficient = b;
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper, &table.ratio_lower, &table.ratio_upper}) list->assign(wide, missing);
  const double width_of = stats::normal_interval_factor(options.confidence_level);
  for (std::int64_t k = 0; k < wide; ++k) {
    table.ratio.push_back(std::exp(b[k]));
    if (!known || !(fit.model_covariance[k * (wide + 1)] > 0.0)) continue;
    double error = table.std_error[k] = std::sqrt(fit.model_covariance[k * (wide + 1)]);
    if (robust) error = table.robust_std_error[k] = std::sqrt(std::max(0.0, fit.covariance[k * (wide + 1)]));
    table.z[k] = error > 0.0 ? b[k] / error : (b[k] == 0.0 ? 0.0 : std::copysign(infinity, b[k]));
    table.p_value[k] = stats::normal_two_sided(table.z[k]);
    table.lower[k] = b[k] - width_of * error;
    table.upper[k] = b[k] + width_of * error;
    table.ratio_lower[k] = std::exp(table.lower[k]);
    table.ratio_upper[k] = std::exp(table.upper[k]);
  }
  const std::int64_t free = std::count(solution.fixed.begin(), solution.fixed.end(), false);
  fit.likelihood_ratio_test.statistic = std::max(0.0, 2.0 * (fit.log_likelihood - fit.log_likelihood_null));
  fit.likelihood_ratio_test.degrees_of_freedom = known ? free : 0;
  fit.likelihood_ratio_test.p_value = known && free > 0 ? stats::chi_squared_upper_tail(fit.likelihood_ratio_test.statistic, static_cast<double>(free)) : 1.0;
  MultinomialBaseline& baseline = fit.baseline;
  baseline.linear_predictor = a;
  baseline.own_covariance = solution.inverse;
  for (const double one : solution.way) baseline.gradient.push_back(-one);
  std::vector<double> none(causes, 0.0), hazards(causes);
  for (std::int64_t c = 0; c < cells; ++c) {
    const MultinomialCell& cell = model.cell[c];
    baseline.stratum.push_back(cell.stratum);
    baseline.first_period.push_back(cell.first);
    baseline.last_period.push_back(cell.last);
    baseline.everybody_left.push_back(cell.everybody ? 1 : 0);
    baseline.at_risk.push_back(cell.at_risk);
    baseline.events.insert(baseline.events.end(), cell.events.begin(), cell.events.end());
    if (cell.everybody)
      for (std::int64_t j = 0; j < causes; ++j) hazards[j] = std::min(1.0, cell.events[j] / cell.at_risk);
    else
      multinomial_hazards(a.data() + c * causes, none.data(), causes, hazards.data());
    baseline.hazard.insert(baseline.hazard.end(), hazards.begin(), hazards.end());
  }
  return fit;
}

}  // namespace mainstay::inline v1::survival
