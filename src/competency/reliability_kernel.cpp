#include "competency/reliability_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::competency {

namespace {

// Positive definite or not, with logarithm of the determinant and inverse.
struct Whole {
  bool definite = false;
  double log_determinant = 0.0;
  std::vector<double> inverse;
  Whole(const std::vector<double>& matrix, std::int64_t k) {
    std::vector<double> scale;
    for (std::int64_t i = 0; i < k; ++i) {
      if (!(matrix[at(i * k + i)] > 0.0)) return;
      scale.push_back(std::sqrt(matrix[at(i * k + i)]));
    }
    const solve::RankRevealingCholesky factor(matrix.data(), k, scale.data());
    if (!factor.semi_definite() || factor.rank() < k) return;
    definite = true;
    log_determinant = factor.log_determinant();
    inverse = factor.inverse();
  }
};

std::vector<double> implied(const std::vector<double>& loading, const std::vector<double>& error) {
  const auto k = static_cast<std::int64_t>(loading.size());
  std::vector<double> matrix(at(k * k));
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j) matrix[at(i * k + j)] = loading[at(i)] * loading[at(j)] + (i == j ? error[at(i)] : 0.0);
  return matrix;
}

double misfit(const std::vector<double>& covariance, const Whole& model, std::int64_t k) {
  if (!model.definite) return HUGE_VAL;
  double trace = 0.0;
  for (std::int64_t i = 0; i < k * k; ++i) trace += covariance[at(i)] * model.inverse[at(i)];
  return model.log_determinant + trace;
}

}  // namespace

double coefficient_alpha(const std::vector<double>& covariance, std::int64_t k) {
  double total = 0.0, own = 0.0;
  for (std::int64_t i = 0; i < k; ++i) {
    own += covariance[at(i * k + i)];
    for (std::int64_t j = 0; j < k; ++j) total += covariance[at(i * k + j)];
  }
  return static_cast<double>(k) / static_cast<double>(k - 1) * (1.0 - own / total);
}

// Fisher scoring, with v = S⁻¹ of the model, u = v l, c = l'v l: information of (l_i, l_j): n (u_i u_j + c v_ij), of (l_i, e_j): n v_ij u_j, of (e_i, e_j): n v_ij² / 2;
// slopes n (R l)_i and n R_ii / 2 with R = v (S - model) v.
OneFactor one_factor(const std::vector<double>& covariance, std::int64_t k, double people) {
  OneFactor result;
  if (!Whole(covariance, k).definite) {
    result.singular = true;
    return result;
  }
  // begins with the centroid of the covariances
  double total = 0.0;
  std::vector<double> row(at(k), 0.0), loading(at(k)), error(at(k));
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j)
      if (i != j) row[at(i)] += covariance[at(i * k + j)], total += covariance[at(i * k + j)];
  for (std::int64_t i = 0; i < k; ++i) {
    const double variance = covariance[at(i * k + i)], guess = total > 0.0 ? row[at(i)] / std::sqrt(total) : 0.5 * std::sqrt(variance);
    loading[at(i)] = std::clamp(guess, -0.9 * std::sqrt(variance), 0.9 * std::sqrt(variance));
    error[at(i)] = variance - loading[at(i)] * loading[at(i)];
  }
  const std::int64_t size = 2 * k;
  std::vector<double> information(at(size * size)), slope(at(size)), inverse;
  double value = misfit(covariance, Whole(implied(loading, error), k), k);
  for (int iteration = 0; iteration < 500; ++iteration) {
    const Whole model(implied(loading, error), k);
    const std::vector<double>& v = model.inverse;
    std::vector<double> u(at(k), 0.0), half(at(k * k), 0.0), residual(at(k * k), 0.0);
    double c = 0.0;
    for (std::int64_t i = 0; i < k; ++i) {
      for (std::int64_t j = 0; j < k; ++j) u[at(i)] += v[at(i * k + j)] * loading[at(j)];
      c += u[at(i)] * loading[at(i)];
    }
    const std::vector<double> matrix = implied(loading, error);
    for (std::int64_t i = 0; i < k; ++i)
      for (std::int64_t m = 0; m < k; ++m)
        for (std::int64_t j = 0; j < k; ++j) half[at(i * k + j)] += v[at(i * k + m)] * (covariance[at(m * k + j)] - matrix[at(m * k + j)]);
    for (std::int64_t i = 0; i < k; ++i)
      for (std::int64_t m = 0; m < k; ++m)
        for (std::int64_t j = 0; j < k; ++j) residual[at(i * k + j)] += half[at(i * k + m)] * v[at(m * k + j)];
    for (std::int64_t i = 0; i < k; ++i) {
      slope[at(i)] = 0.0;
      for (std::int64_t j = 0; j < k; ++j) slope[at(i)] += people * residual[at(i * k + j)] * loading[at(j)];
      slope[at(k + i)] = 0.5 * people * residual[at(i * k + i)];
      for (std::int64_t j = 0; j < k; ++j) {
        information[at(i * size + j)] = people * (u[at(i)] * u[at(j)] + c * v[at(i * k + j)]);
        information[at(i * size + k + j)] = information[at((k + j) * size + i)] = people * v[at(i * k + j)] * u[at(j)];
        information[at((k + i) * size + k + j)] = 0.5 * people * v[at(i * k + j)] * v[at(i * k + j)];
      }
    }
    std::vector<double> scale;
    for (std::int64_t i = 0; i < size; ++i) scale.push_back(std::sqrt(information[at(i * size + i)]));
    const solve::RankRevealingCholesky factor(information.data(), size, scale.data());
    if (factor.rank() < size || !factor.semi_definite()) return result;
    std::vector<double> step = slope;
    factor.solve(step.data());
    double length = 0.0;
    for (std::int64_t i = 0; i < size; ++i) length += step[at(i)] * slope[at(i)];
    if (length < 1e-18 * people || (iteration > 50 && length < 1e-12)) {
      result.converged = true;
      inverse = factor.inverse();
      break;
    }
    bool better = false;
    for (double share = 1.0; share > 1e-8; share *= 0.5) {
      std::vector<double> l = loading, e = error;
      for (std::int64_t i = 0; i < k; ++i) l[at(i)] += share * step[at(i)], e[at(i)] += share * step[at(k + i)];
      const double next = misfit(covariance, Whole(implied(l, e), k), k);
      if (!(next <= value + 1e-14 * std::abs(value))) continue;
      value = next, loading = l, error = e, better = true;
      break;
    }
    if (!better) {
      result.converged = length < 1e-8;
      if (result.converged) inverse = factor.inverse();
      break;
    }
  }
  if (!result.converged) return result;
  double common = 0.0, own = 0.0;
  for (std::int64_t i = 0; i < k; ++i) common += loading[at(i)], own += error[at(i)];
  if (common < 0.0) {
    for (double& l : loading) l = -l;
    for (std::int64_t i = 0; i < k; ++i)  // and what goes with them
      for (std::int64_t j = 0; j < k; ++j) inverse[at(i * size + k + j)] = -inverse[at(i * size + k + j)], inverse[at((k + j) * size + i)] = -inverse[at((k + j) * size + i)];
    common = -common;
  }
  const double whole = common * common + own;
  result.omega = common * common / whole;
  const double by_loading = 2.0 * common * own / (whole * whole), by_error = -common * common / (whole * whole);
  double variance = 0.0;
  for (std::int64_t i = 0; i < size; ++i)
    for (std::int64_t j = 0; j < size; ++j) variance += (i < k ? by_loading : by_error) * inverse[at(i * size + j)] * (j < k ? by_loading : by_error);
  result.omega_std_error = std::sqrt(std::max(0.0, variance));
  result.loading = std::move(loading);
  result.error = std::move(error);
  return result;
}

}  // namespace mainstay::inline v1::competency
