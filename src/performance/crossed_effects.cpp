#include "performance/crossed_effects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "performance/crossed_equations.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::performance {

namespace {

// Solves a small symmetric system by elimination with pivots; rows of `off` are left out. Returns the inverse's diagonal in `spread`.
std::vector<double> solve_small(std::vector<double> a, std::vector<double> b, const std::vector<bool>& off, std::vector<double>& spread) {
  const std::size_t k = b.size();
  std::vector<double> inverse(k * k, 0.0);
  for (std::size_t i = 0; i < k; ++i) {
    inverse[i * k + i] = 1.0;
    if (!off[i]) continue;
    for (std::size_t j = 0; j < k; ++j) a[i * k + j] = a[j * k + i] = i == j ? 1.0 : 0.0;
    b[i] = 0.0;
  }
  for (std::size_t pivot = 0; pivot < k; ++pivot) {
    std::size_t best = pivot;
    for (std::size_t i = pivot; i < k; ++i)
      if (std::fabs(a[i * k + pivot]) > std::fabs(a[best * k + pivot])) best = i;
    if (a[best * k + pivot] == 0.0) a[best * k + pivot] = std::numeric_limits<double>::min();
    for (std::size_t j = 0; j < k; ++j) std::swap(a[pivot * k + j], a[best * k + j]), std::swap(inverse[pivot * k + j], inverse[best * k + j]);
    std::swap(b[pivot], b[best]);
    for (std::size_t i = 0; i < k; ++i) {
      if (i == pivot) continue;
      const double factor = a[i * k + pivot] / a[pivot * k + pivot];
      for (std::size_t j = 0; j < k; ++j) a[i * k + j] -= factor * a[pivot * k + j], inverse[i * k + j] -= factor * inverse[pivot * k + j];
      b[i] -= factor * b[pivot];
    }
  }
  spread.assign(k, 0.0);
  for (std::size_t i = 0; i < k; ++i) {
    b[i] /= a[i * k + i];
    spread[i] = off[i] ? 0.0 : inverse[i * k + i] / a[i * k + i];
  }
  return b;
}

}  // namespace

CrossedFit crossed_effects(const std::vector<double>& y, const std::vector<CrossedFactor>& factors, std::int64_t exact_up_to, std::uint64_t seed, Team& team) {
  CrossedEquations equations(y, factors, exact_up_to, team);
  const std::size_t F = factors.size(), residual = F;
  const double n = static_cast<double>(y.size());
  const auto vectors = static_cast<std::size_t>(CrossedEquations::vectors);
  CrossedFit fit;
  fit.exact = equations.exact();
  const double total = equations.variance();
  std::vector<double> variance(F + 1, total / static_cast<double>(F + 1)), step(F + 1, 0.0), spread(F + 1, 0.0), uphill(F + 1, 0.0), before;
  CrossedVectors right = equations.make(), solution = equations.make(), probes = equations.make(), curves = equations.make();
  if (!fit.exact) {  // ±1 in every place but that of y
    stats::Random random({seed, 0x7261746572ull});
    for (std::vector<double>* part : {&probes.eliminated, &probes.small})
      for (std::size_t i = 0; i < part->size(); ++i) (*part)[i] = i % vectors == 0 ? 0.0 : random.next() >> 63 ? 1.0 : -1.0;
    for (std::size_t k = 0; k < vectors; ++k) probes.small[k] = 0.0;  // not the mean
  }
  equations.right_side_of_y(right);
  double reached = -std::numeric_limits<double>::infinity(), scale = 1.0;
  const double least = 1e-11 * total, tolerance = fit.exact ? 1e-9 : 1e-6;
  std::vector<bool> off(F + 1, false);
  CrossedTraces traces;
  for (fit.steps = 1; fit.steps <= 100; ++fit.steps) {
    team.report(static_cast<double>(fit.steps - 1) / 100.0, static_cast<double>(fit.steps) / 100.0);
    equations.set(variance);
    CrossedVectors sides = right;
    if (!fit.exact)
      for (const auto& [into, from] : {std::pair{&sides.eliminated, &probes.eliminated}, {&sides.small, &probes.small}})
        for (std::size_t i = 0; i < into->size(); ++i) (*into)[i] += (*from)[i];
    equations.solve(sides, solution);
    traces = fit.exact ? equations.exact_traces() : equations.probed_traces(probes, solution);
    const double weighted_squares = equations.square_sum() - equations.dot(right, solution, 0);  // residuals² + sum of lambda effect²
    if (fit.exact) {
      double likelihood = equations.log_determinant() + (n - 1.0) * std::log(2.0 * 3.14159265358979323846 * variance[residual]) + weighted_squares / variance[residual];
      for (std::size_t k = 0; k < F; ++k) likelihood += static_cast<double>(factors[k].levels) * std::log(variance[k] / variance[residual]);
      likelihood *= -0.5;
      if (likelihood < reached - 1e-10 * std::fabs(reached) && scale > 0.0) {  // too far
        scale = scale > 0.02 ? 0.5 * scale : 0.0;
        for (std::size_t k = 0; k <= F; ++k) variance[k] = scale > 0.0 ? std::max(least, before[k] + scale * step[k]) : uphill[k];
        continue;
      }
      reached = std::max(reached, likelihood);
      fit.log_likelihood = likelihood;
    }
    scale = 1.0;
    std::vector<double> squares(F), gradient(F + 1);
    double used = 0.0, penalty = 0.0;
    for (std::size_t k = 0; k < F; ++k) {
      squares[k] = equations.effect_squares(solution, k);
      const double lambda = variance[residual] / variance[k], levels = static_cast<double>(factors[k].levels);
      used += levels - lambda * traces.of_factor[k];
      penalty += lambda * squares[k];
      gradient[k] = -0.5 * ((levels - lambda * traces.of_factor[k]) / variance[k] - squares[k] / (variance[k] * variance[k]));
    }
    const double rest = std::max(0.0, weighted_squares - penalty);
    gradient[residual] = -0.5 * ((n - 1.0 - used) / variance[residual] - rest / (variance[residual] * variance[residual]));
    before = variance;
    for (std::size_t k = 0; k < F; ++k) uphill[k] = std::max(least, (squares[k] + before[residual] * traces.of_factor[k]) / static_cast<double>(factors[k].levels));
    uphill[residual] = std::max(least, weighted_squares / (n - 1.0));
    if (fit.steps <= 2) {  // expectation and maximisation: slow, but always uphill; later only where no part of a step is
      variance = uphill;
      for (std::size_t k = 0; k <= F; ++k) step[k] = variance[k] - before[k];
      continue;
    }
    const std::vector<double> products = equations.working_products(solution, variance, curves);  // f'P f of the working vectors
    std::vector<double> information(products);
    for (double& value : information) value *= 0.5;
    for (std::size_t k = 0; k < F; ++k)  // effects that are all 0 say nothing of their curvature
      information[k * (F + 1) + k] = std::max(information[k * (F + 1) + k], 1e-8 * static_cast<double>(factors[k].levels) / (variance[k] * variance[k]));
    for (std::size_t k = 0; k < F; ++k) {  // on its way to 0, where the curvature above says nothing
      off[k] = variance[k] <= 1e-7 * total && gradient[k] <= 0.0;
      if (off[k]) variance[k] = least;
    }
    step = solve_small(information, gradient, off, spread);
    // A variance falls by nine tenths at most; the others then go where they would with that much.
    std::vector<bool> held = off;
    for (std::size_t pass = 0; pass < F; ++pass) {
      bool more = false;
      for (std::size_t k = 0; k <= F; ++k)
        if (!held[k] && step[k] < -0.9 * variance[k]) held[k] = more = true, step[k] = -0.9 * variance[k];
      if (!more) break;
      std::vector<double> rest_gradient(gradient), unused;
      for (std::size_t j = 0; j <= F; ++j)
        for (std::size_t k = 0; k <= F; ++k)
          if (held[k] && !off[k]) rest_gradient[j] -= information[j * (F + 1) + k] * step[k];
      const std::vector<double> others = solve_small(information, rest_gradient, held, unused);
      for (std::size_t k = 0; k <= F; ++k)
        if (!held[k]) step[k] = others[k];
    }
    double moved = 0.0;
    for (std::size_t k = 0; k <= F; ++k) {
      if (off[k]) continue;
      step[k] = std::clamp(step[k], -0.9 * variance[k], 4.0 * variance[k]);
      moved = std::max(moved, std::fabs(step[k]) / std::max(variance[k], 1e-6 * total));
    }
    if (moved < tolerance) {
      fit.converged = true;
      break;
    }
    for (std::size_t k = 0; k <= F; ++k) variance[k] = std::max(least, variance[k] + step[k]);
  }
  fit.steps = std::min<std::int64_t>(fit.steps, 100);
  fit.mean = equations.mean() + solution.small[0];
  fit.variance = variance;
  for (std::size_t k = 0; k <= F; ++k) {
    const bool zero = k < F && variance[k] <= 1e-6 * total;
    fit.boundary = fit.boundary || zero;
    if (zero) fit.variance[k] = 0.0;
    fit.variance_error.push_back(zero ? 0.0 : std::sqrt(std::max(0.0, spread[k])));
  }
  constexpr std::int64_t most_entries = 10'000'000;  // of a sparse factor: some 300 MB and seconds
  const bool exact_errors = fit.exact || equations.select_entries(most_entries);
  fit.level_error = equations.error_variances(0, true);
  for (double& error : fit.level_error) error = std::sqrt(std::max(0.0, error * variance[residual]));
  for (std::size_t k = 0; k < F; ++k) {
    fit.effect.emplace_back();
    fit.std_error.push_back(equations.error_variances(k));
    double sum = 0.0;
    for (const double error : fit.std_error.back()) sum += error;
    fit.error_ratio.push_back(fit.variance[k] == 0.0 ? std::numeric_limits<double>::quiet_NaN() : exact_errors ? 1.0 : std::sqrt(sum / traces.of_factor[k]));
    for (std::int64_t level = 0; level < factors[k].levels; ++level) {
      const bool zero = fit.variance[k] == 0.0;
      fit.effect.back().push_back(zero ? 0.0 : equations.effect(solution, k, level));
      double& error = fit.std_error.back()[at(level)];
      error = zero ? 0.0 : std::sqrt(std::max(0.0, error * variance[residual]));
    }
  }
  return fit;
}

}  // namespace mainstay::inline v1::performance
