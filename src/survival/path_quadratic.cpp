#include "survival/path_quadratic.hpp"

#include <algorithm>
#include <cmath>

#include "solve/cholesky.hpp"

namespace mainstay::inline v1::survival {

namespace {
double shrunk(double value, double by) { return value > by ? value - by : (value < -by ? value + by : 0.0); }

void add(double* to, const double* from, double factor, std::int64_t count) {
  for (std::int64_t j = 0; j < count; ++j) to[j] += factor * from[j];
}
}  // namespace

void PathQuadratic::grow(std::int64_t size) {
  if (size > room_) {
    const std::int64_t room = std::max<std::int64_t>({size, 2 * room_, 16});
    std::vector<double> larger(room * room, 0.0);
    for (std::int64_t j = 0; j < size_; ++j) std::copy_n(hessian_.data() + j * room_, size_, larger.data() + j * room);
    hessian_ = std::move(larger);
    room_ = room;
  }
  for (std::int64_t j = 0; j < size; ++j)
    for (std::int64_t l = std::max(size_, std::int64_t{0}); l < size; ++l) at(j, l) = at(l, j) = 0.0;
  size_ = size;
}

void PathQuadratic::multiply(const std::vector<double>& step, std::vector<double>& out) const {
  out.assign(size_, 0.0);
  for (std::int64_t j = 0; j < size_; ++j)
    if (step[j] != 0.0) add(out.data(), hessian_.data() + j * room_, step[j], size_);
}

double PathQuadratic::squared_length(const std::vector<double>& step) const {
  std::vector<double> product;
  multiply(step, product);
  double sum = 0.0;
  for (std::int64_t j = 0; j < size_; ++j) sum += step[j] * product[j];
  return std::max(0.0, sum);
}

void PathQuadratic::learn(const std::vector<double>& step, const std::vector<double>& change) {
  std::vector<double> product;
  multiply(step, product);
  double believed = 0.0, seen = 0.0;
  for (std::int64_t j = 0; j < size_; ++j) {
    believed += step[j] * product[j];
    seen += step[j] * change[j];
  }
  if (!(believed > 0.0) || !(seen > 0.05 * believed) || !(seen < 20.0 * believed)) return;
  for (std::int64_t j = 0; j < size_; ++j) {
    double* row = hessian_.data() + j * room_;
    const double out = product[j] / believed, in = change[j] / seen;
    for (std::int64_t l = 0; l < size_; ++l) row[l] += in * change[l] - out * product[l];
  }
}

bool PathQuadratic::minimise(const std::vector<double>& slope, const std::vector<double>& from, const std::vector<double>& first,
                             const std::vector<double>& second, double tolerance, std::vector<double>& b) const {
  const double enough = tolerance * tolerance;
  b = from;
  std::vector<double> q = slope;  // slope of the quadratic at b
  const auto update = [&](std::int64_t j) {
    const double h = hessian_[j * room_ + j], own = h + second[j];
    if (!(own > 0.0)) return 0.0;
    const double next = shrunk(h * b[j] - q[j], first[j]) / own, step = next - b[j];
    if (step == 0.0) return 0.0;
    b[j] = next;
    add(q.data(), hessian_.data() + j * room_, step, size_);
    return own * step * step;
  };
  std::vector<std::int64_t> support;
  std::vector<double> matrix, right;
  constexpr std::int64_t rounds = 500, sweeps = 12;
  for (std::int64_t round = 0; round < rounds; ++round) {
    double largest = 0.0;
    for (std::int64_t j = 0; j < size_; ++j) largest = std::max(largest, update(j));
    if (!(largest <= 1e300)) return false;
    if (largest <= enough) return true;
    support.clear();
    for (std::int64_t j = 0; j < size_; ++j)
      if (b[j] != 0.0) support.push_back(j);
    for (std::int64_t sweep = 0; sweep < sweeps && largest > enough; ++sweep) {
      largest = 0.0;
      for (const std::int64_t j : support) largest = std::max(largest, update(j));
    }
    if (largest <= enough) continue;
    // Coordinates alone are slow here: the minimum with the signs as they are, or as far towards it as they stay.
    std::erase_if(support, [&](std::int64_t j) { return b[j] == 0.0; });
    const auto some = static_cast<std::int64_t>(support.size());
    matrix.assign(some * some, 0.0);
    right.assign(some, 0.0);
    for (std::int64_t v = 0; v < some; ++v) {
      const std::int64_t j = support[v];
      for (std::int64_t u = 0; u < some; ++u) matrix[v * some + u] = hessian_[j * room_ + support[u]];
      matrix[v * some + v] += second[j];
      right[v] = -(q[j] + second[j] * b[j] + std::copysign(first[j], b[j]));
    }
    const solve::RankRevealingCholesky factor(matrix.data(), some);
    if (!factor.semi_definite()) return false;
    factor.solve(right.data());
    double share = 1.0;
    std::int64_t crosses = -1;
    for (std::int64_t v = 0; v < some; ++v) {
      const std::int64_t j = support[v];
      if (first[j] == 0.0 || (b[j] + right[v]) * b[j] > 0.0 || right[v] == 0.0) continue;
      const double until = -b[j] / right[v];
      if (until < share) {
        share = until;
        crosses = j;
      }
    }
    for (std::int64_t v = 0; v < some; ++v) {
      const std::int64_t j = support[v];
      const double next = j == crosses ? 0.0 : b[j] + share * right[v], step = next - b[j];
      b[j] = next;
      add(q.data(), hessian_.data() + j * room_, step, size_);
    }
  }
  return false;
}

}  // namespace mainstay::inline v1::survival
