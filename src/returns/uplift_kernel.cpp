#include "returns/uplift_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "solve/cholesky.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::returns {

namespace {

// matrix += w [1 x]' [1 x], upper triangle.
void add_square(const double* x, std::int64_t terms, double w, std::vector<double>& matrix) {
  const std::int64_t p = terms + 1;
  matrix[0] += w;
  for (std::int64_t j = 0; j < terms; ++j) {
    matrix[at(j + 1)] += w * x[j];
    const double wx = w * x[j];
    double* own = matrix.data() + (j + 1) * p + 1;
    for (std::int64_t k = j; k < terms; ++k) own[k] += wx * x[k];
  }
}

}  // namespace

double UpliftDesign::product(std::int64_t i, const std::vector<double>& coefficients) const {
  double z = coefficients[0];
  const double* x_i = row(i);
  for (std::int64_t j = 0; j < terms; ++j) z += coefficients[at(j + 1)] * x_i[j];
  return z;
}

std::vector<double> logistic_ridge(const UpliftDesign& design, const std::vector<double>& y, const std::vector<double>& weight, double ridge, bool& constant, const std::vector<double>* near) {
  const std::int64_t terms = design.terms, p = terms + 1;
  std::vector<double> beta(at(p), 0.0);
  double all = 0.0, ones = 0.0;
  std::vector<std::int64_t> rows;  // that count
  for (std::int64_t i = 0; i < design.rows; ++i) {
    if (weight[at(i)] == 0.0) continue;
    rows.push_back(i);
    all += weight[at(i)];
    ones += weight[at(i)] * y[at(i)];
  }
  const bool one_outcome = !(ones > 0.0) || !(ones < all);
  const double start = one_outcome ? (std::clamp(ones, 0.0, all) + 0.5) / (all + 1.0) : ones / all;
  beta[0] = std::log(start / (1.0 - start));
  if (one_outcome) {
    constant = true;
    return beta;
  }
  if (near != nullptr) beta = *near;
  std::vector<double> probability(rows.size());  // at the coefficients of the latest loss
  const auto loss = [&](const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::size_t i = at(rows[k]);
      const double z = design.product(rows[k], b), small = std::exp(-std::fabs(z));
      probability[k] = (z < 0.0 ? small : 1.0) / (1.0 + small);
      sum += weight[i] * (std::max(z, 0.0) + std::log1p(small) - y[i] * z);
    }
    for (std::int64_t j = 1; j < p; ++j) sum += 0.5 * ridge * b[at(j)] * b[at(j)];
    return sum;
  };
  double now = loss(beta);
  for (int step = 0; step < 100; ++step) {
    std::vector<double> slope(at(p), 0.0), curvature(at(p * p), 0.0);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const double w = weight[at(rows[k])], rest = w * (y[at(rows[k])] - probability[k]);
      const double* x = design.row(rows[k]);
      slope[0] += rest;
      for (std::int64_t j = 0; j < terms; ++j) slope[at(j + 1)] += rest * x[j];
      add_square(x, terms, w * probability[k] * (1.0 - probability[k]), curvature);
    }
    for (std::int64_t j = 1; j < p; ++j) {
      slope[at(j)] -= ridge * beta[at(j)];
      curvature[at(j * p + j)] += ridge;
    }
    std::vector<double> move = slope;
    solve::RankRevealingCholesky(curvature.data(), p).solve(move.data());
    double decrement = 0.0;
    for (std::int64_t j = 0; j < p; ++j) decrement += move[at(j)] * slope[at(j)];
    if (!(decrement > 1e-14 * (1.0 + std::fabs(now)))) break;
    double length = 1.0;
    std::vector<double> next(at(p));
    double value = 0.0;
    for (int halving = 0; halving < 40; ++halving, length *= 0.5) {
      for (std::int64_t j = 0; j < p; ++j) next[at(j)] = beta[at(j)] + length * move[at(j)];
      value = loss(next);
      if (value <= now) break;
    }
    if (!(value <= now)) break;
    beta = next;
    now = value;
  }
  return beta;
}

std::vector<double> effective_inverse(const UpliftDesign& design, const std::vector<double>& weight, double ridge) {
  const std::int64_t p = design.terms + 1;
  std::vector<double> gram(at(p * p), 0.0);
  for (std::int64_t i = 0; i < design.rows; ++i)
    if (weight[at(i)] != 0.0) add_square(design.row(i), design.terms, weight[at(i)], gram);
  for (std::int64_t j = 1; j < p; ++j) gram[at(j * p + j)] += 4.0 * ridge;
  return solve::RankRevealingCholesky(gram.data(), p).inverse();
}

double effective_at(const double* terms, std::int64_t count, const std::vector<double>& inverse) {
  const std::int64_t p = count + 1;
  double sum = 0.0;
  for (std::int64_t j = 0; j < p; ++j)
    for (std::int64_t k = 0; k < p; ++k) sum += (j == 0 ? 1.0 : terms[j - 1]) * (k == 0 ? 1.0 : terms[k - 1]) * inverse[at(j * p + k)];
  return 1.0 / sum;
}

std::vector<double> linear_ridge(const UpliftDesign& design, const std::vector<double>& y, const std::vector<double>& weight, double ridge) {
  const std::int64_t terms = design.terms, p = terms + 1;
  std::vector<double> right(at(p), 0.0), matrix(at(p * p), 0.0);
  for (std::int64_t i = 0; i < design.rows; ++i) {
    const double w = weight[at(i)];
    if (w == 0.0) continue;
    const double* x = design.row(i);
    right[0] += w * y[at(i)];
    for (std::int64_t j = 0; j < terms; ++j) right[at(j + 1)] += w * y[at(i)] * x[j];
    add_square(x, terms, w, matrix);
  }
  for (std::int64_t j = 1; j < p; ++j) matrix[at(j * p + j)] += ridge;
  solve::RankRevealingCholesky(matrix.data(), p).solve(right.data());
  return right;
}

std::vector<QiniPoint> qini_curve(const std::vector<double>& score, const std::vector<double>& y, const std::vector<char>& treated, const std::vector<double>& weight) {
  std::vector<double> falling(score.size());
  for (std::size_t i = 0; i < score.size(); ++i) falling[i] = -score[i];
  const std::vector<std::int64_t> order = stats::order_by(falling.data(), static_cast<std::int64_t>(falling.size()));
  std::vector<QiniPoint> points{{0.0, std::numeric_limits<double>::quiet_NaN(), 0.0, 0.0}};
  double called = 0.0, held = 0.0, called_y = 0.0, held_y = 0.0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t i = at(order[k]);
    (treated[i] != 0 ? called : held) += weight[i];
    (treated[i] != 0 ? called_y : held_y) += weight[i] * y[i];
    if (k + 1 < order.size() && score[at(order[k + 1])] == score[i]) continue;
    QiniPoint point{called + held, score[i], called_y, 0.0};
    if (held > 0.0) point.qini -= held_y * called / held;
    point.uplift = ((called > 0.0 ? called_y / called : 0.0) - (held > 0.0 ? held_y / held : 0.0)) * (called + held);
    points.push_back(point);
  }
  return points;
}

namespace {

double area_of(const std::vector<QiniPoint>& curve) {
  double area = 0.0;
  for (std::size_t k = 1; k < curve.size(); ++k) area += 0.5 * (curve[k].rows - curve[k - 1].rows) * (curve[k].qini + curve[k - 1].qini);
  return area;
}

}  // namespace

QiniArea qini_area(const std::vector<double>& score, const std::vector<double>& y, const std::vector<char>& treated, const std::vector<double>& weight) {
  const std::vector<QiniPoint> curve = qini_curve(score, y, treated, weight);
  std::vector<double> best(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) best[i] = treated[i] != 0 ? y[i] : -y[i];
  const std::vector<QiniPoint> perfect = qini_curve(best, y, treated, weight);
  const double all = curve.back().rows, chance = 0.5 * perfect.back().rows * perfect.back().qini;
  return {(area_of(curve) - chance) / all, (area_of(perfect) - chance) / all};
}

}  // namespace mainstay::inline v1::returns
