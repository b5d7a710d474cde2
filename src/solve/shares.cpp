#include "solve/shares.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::solve {

std::vector<double> shares(const std::vector<double>& Q, const std::vector<double>& b, std::int64_t m) {
  std::vector<double> c(at(m), 0.0), gradient(at(m));
  if (m == 0) return c;
  std::vector<std::int64_t> used;
  double scale = 0.0;
  std::int64_t best = 0;
  for (std::int64_t j = 0; j < m; ++j) {
    scale = std::max({scale, std::abs(Q[at(j * m + j)]), std::abs(b[at(j)])});
    if (0.5 * Q[at(j * m + j)] - b[at(j)] < 0.5 * Q[at(best * m + best)] - b[at(best)]) best = j;
  }
  c[at(best)] = 1.0;
  used.push_back(best);
  for (std::int64_t round = 0; round < 20 * m + 20; ++round) {
    // gradients of those in use are equal at the minimum; another column enters while its own lies below
    double common = 0.0;
    for (std::int64_t i = 0; i < m; ++i) {
      gradient[at(i)] = -b[at(i)];
      for (std::int64_t j = 0; j < m; ++j) gradient[at(i)] += Q[at(i * m + j)] * c[at(j)];
    }
    for (const std::int64_t j : used) common += gradient[at(j)] * c[at(j)];
    std::int64_t enters = -1;
    for (std::int64_t j = 0; j < m; ++j)
      if (std::find(used.begin(), used.end(), j) == used.end() && gradient[at(j)] < common - 1e-13 * scale && (enters < 0 || gradient[at(j)] < gradient[at(enters)])) enters = j;
    if (enters < 0) break;
    used.push_back(enters);
    for (std::int64_t inner = 0; inner <= m; ++inner) {
      // the first of those in use takes what the others leave: an equation without the constraint
      const std::int64_t size = static_cast<std::int64_t>(used.size()) - 1, first = used[0];
      std::vector<double> matrix(at(size * size)), right(at(size)), lengths(at(size));
      for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t a = used[at(i + 1)];
        right[at(i)] = b[at(a)] - b[at(first)] - Q[at(a * m + first)] + Q[at(first * m + first)];
        for (std::int64_t j = 0; j < size; ++j) {
          const std::int64_t d = used[at(j + 1)];
          matrix[at(i * size + j)] = Q[at(a * m + d)] - Q[at(a * m + first)] - Q[at(first * m + d)] + Q[at(first * m + first)];
        }
        lengths[at(i)] = std::sqrt(std::max(0.0, matrix[at(i * size + i)]));
      }
      if (size > 0) RankRevealingCholesky(matrix.data(), size, lengths.data()).solve(right.data());
      std::vector<double> target(at(size + 1), 1.0);
      for (std::int64_t i = 0; i < size; ++i) target[at(i + 1)] = right[at(i)], target[0] -= right[at(i)];
      double step = 1.0;
      for (std::int64_t i = 0; i <= size; ++i)
        if (target[at(i)] < 0.0) step = std::min(step, c[at(used[at(i)])] / (c[at(used[at(i)])] - target[at(i)]));
      std::vector<std::int64_t> kept;
      double sum = 0.0;
      for (std::int64_t i = 0; i <= size; ++i) {
        double& value = c[at(used[at(i)])];
        value += step * (target[at(i)] - value);
        if (step < 1.0 && target[at(i)] < 0.0 && value <= 1e-15) value = 0.0;
        else kept.push_back(used[at(i)]);
        value = std::max(0.0, value);
        sum += value;
      }
      for (const std::int64_t j : used) c[at(j)] /= sum;
      const bool done = kept.size() == used.size();
      used = kept;
      if (done || used.size() < 2) break;
    }
  }
  return c;
}

}  // namespace mainstay::inline v1::solve
