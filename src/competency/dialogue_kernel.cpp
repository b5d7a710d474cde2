#include "competency/dialogue_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "solve/shares.hpp"

namespace mainstay::inline v1::competency {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}  // namespace

DialogueSums::DialogueSums(std::int64_t count) : items(count), gram(at((count + 1) * (count + 1)), 0.0), product(at(count + 1), 0.0) {}

void DialogueSums::add(const double* levels, double rating, double w) noexcept {
  const std::int64_t m = items + 1;
  weight += w;
  square += w * rating * rating;
  for (std::int64_t i = 0; i < m; ++i) {
    const double a = w * (i == 0 ? 1.0 : levels[i - 1]);
    product[at(i)] += a * rating;
    gram[at(i * m)] += a;
    for (std::int64_t j = 1; j < m; ++j) gram[at(i * m + j)] += a * levels[j - 1];
  }
}

void DialogueSums::add(const DialogueSums& other, double factor) noexcept {
  weight += factor * other.weight;
  square += factor * other.square;
  for (std::size_t i = 0; i < gram.size(); ++i) gram[i] += factor * other.gram[i];
  for (std::size_t i = 0; i < product.size(); ++i) product[i] += factor * other.product[i];
}

double DialogueSums::squared_error(const std::vector<double>& c) const noexcept {
  const std::int64_t m = items + 1;
  double sum = square;
  for (std::int64_t i = 0; i < m; ++i) {
    double row = -2.0 * product[at(i)];
    for (std::int64_t j = 0; j < m; ++j) row += gram[at(i * m + j)] * c[at(j)];
    sum += c[at(i)] * row;
  }
  return std::max(0.0, sum);
}

std::vector<double> dialogue_weights(const DialogueSums& sums, const std::vector<double>& shares, double penalty) {
  const std::int64_t m = sums.items + 1, all = m + 1;  // the last takes what the others leave of 1
  std::vector<double> Q(at(all * all), 0.0), b(at(all), 0.0);
  for (std::int64_t i = 0; i < m; ++i) {
    b[at(i)] = sums.product[at(i)] / sums.weight + (i > 0 ? penalty * shares[at(i - 1)] : 0.0);
    for (std::int64_t j = 0; j < m; ++j) Q[at(i * all + j)] = 0.5 * (sums.gram[at(i * m + j)] + sums.gram[at(j * m + i)]) / sums.weight + (i == j && i > 0 ? penalty : 0.0);
  }
  std::vector<double> c = solve::shares(Q, b, all);
  c.pop_back();
  return c;
}

void PairSums::add(double a, double b, double w) noexcept {
  pairs += w;
  x += w * a, y += w * b;
  xx += w * a * a, yy += w * b * b, xy += w * a * b;
}

void PairSums::add(const PairSums& other, double factor) noexcept {
  pairs += factor * other.pairs;
  x += factor * other.x, y += factor * other.y;
  xx += factor * other.xx, yy += factor * other.yy, xy += factor * other.xy;
}

double PairSums::kappa() const noexcept {
  if (!(pairs > 0.0)) return missing;
  const double mx = x / pairs, my = y / pairs, vx = std::max(0.0, xx / pairs - mx * mx), vy = std::max(0.0, yy / pairs - my * my), by_chance = vx + vy + (mx - my) * (mx - my);
  return by_chance > 1e-12 * (xx + yy) / pairs ? 2.0 * (xy / pairs - mx * my) / by_chance : missing;
}

double PairSums::correlation() const noexcept {
  if (!(pairs > 0.0)) return missing;
  const double mx = x / pairs, my = y / pairs, vx = xx / pairs - mx * mx, vy = yy / pairs - my * my;
  if (!(vx > 1e-12 * xx / pairs) || !(vy > 1e-12 * yy / pairs)) return missing;
  return std::clamp((xy / pairs - mx * my) / std::sqrt(vx * vy), -1.0, 1.0);
}

double conformal_width(std::vector<std::pair<double, double>> errors, double confidence_level) {
  std::sort(errors.begin(), errors.end());
  double all = 0.0, sum = 0.0;
  for (const auto& [error, weight] : errors) all += weight;
  const double mean = errors.empty() ? 1.0 : all / static_cast<double>(errors.size()), needed = confidence_level * (all + mean);
  for (const auto& [error, weight] : errors) {
    sum += weight;
    if (sum >= needed - 1e-9 * all) return error;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace mainstay::inline v1::competency
