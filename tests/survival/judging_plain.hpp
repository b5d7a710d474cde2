// Judging predictions by the definitions, one loop after another: what the fast code is compared with. Weights are changed one row at
// a time and by a little to get the errors.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace plain {

struct Rows {
  std::vector<double> duration, event, entry, weights, score;
  std::vector<std::int64_t> cluster;
  std::vector<std::vector<double>> prediction;  // per time
  std::vector<double> others_duration, others_event;
  std::size_t size() const { return duration.size(); }
  double weight(std::size_t i) const { return weights.empty() ? 1.0 : weights[i]; }
  double start(std::size_t i) const { return entry.empty() ? -1.0 : entry[i]; }
};

// Probability of not being censored by `time` (before it: `strictly`), leaving before censoring at ties.
inline double censoring(const Rows& rows, double time, bool strictly) {
  const bool own = rows.others_duration.empty();
  const std::vector<double>& duration = own ? rows.duration : rows.others_duration;
  const std::vector<double>& event = own ? rows.event : rows.others_event;
  double g = 1.0;
  std::vector<double> seen;
  for (std::size_t c = 0; c < duration.size(); ++c) {
    if (event[c] != 0.0 || duration[c] > time || (strictly && duration[c] == time)) continue;
    bool again = false;
    for (const double one : seen) again |= one == duration[c];
    if (again) continue;
    seen.push_back(duration[c]);
    double at_risk = 0.0, ended = 0.0;
    for (std::size_t j = 0; j < duration.size(); ++j) {
      const double w = own ? rows.weight(j) : 1.0;
      if (own && !(rows.start(j) < duration[c])) continue;
      if (duration[j] > duration[c] || (duration[j] == duration[c] && event[j] == 0.0)) at_risk += w;
      if (duration[j] == duration[c] && event[j] == 0.0) ended += w;
    }
    if (at_risk > 0.0) g *= 1.0 - ended / at_risk;
  }
  return g;
}

// Weight of what is known at a horizon; 0: unknown or not yet entered.
inline double known(const Rows& rows, std::size_t i, double time, bool at = false) {
  if (!(rows.start(i) < time)) return 0.0;
  const double from = rows.entry.empty() ? 1.0 : censoring(rows, rows.entry[i], false);
  if (rows.duration[i] > time) return from / censoring(rows, time, false);
  if (rows.event[i] == 0.0) return 0.0;
  return from / censoring(rows, rows.duration[i], !at);
}

// All weights of a horizon at once.
inline std::vector<double> known(const Rows& rows, double time, bool at = false) {
  std::vector<double> result;
  for (std::size_t i = 0; i < rows.size(); ++i) result.push_back(known(rows, i, time, at));
  return result;
}

// The infinitesimal jackknife by differences: √ Σ over clusters (Σ w ∂θ/∂w)².
inline double jackknife(const Rows& rows, const std::function<double(const Rows&)>& estimate) {
  std::vector<double> groups(rows.size() + 1, 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.weight(i) == 0.0) continue;
    Rows more = rows;
    if (more.weights.empty()) more.weights.assign(rows.size(), 1.0);
    const double w = more.weights[i], step = 1e-4 * w;
    const auto value = [&](double by) {
      more.weights[i] = w + by;
      return estimate(more);
    };
    // fourth order: differences of differences
    const double slope = (8.0 * (value(step) - value(-step)) - (value(2.0 * step) - value(-2.0 * step))) / (12.0 * step);
    groups[rows.cluster.empty() ? i : static_cast<std::size_t>(rows.cluster[i])] += w * slope;
  }
  double variance = 0.0;
  for (const double one : groups) variance += one * one;
  return std::sqrt(variance);
}

// Tied whole-number times; the one with the longest stay leaves, so that G stays above 0.
inline Rows random_rows(std::size_t n, std::uint64_t seed, bool weights, bool entry, bool cluster, int causes, bool others = false, int times = 3) {
  std::mt19937_64 random(seed);
  const auto draw = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  Rows rows;
  rows.prediction.resize(static_cast<std::size_t>(times));
  for (std::size_t i = 0; i < n; ++i) {
    const double start = entry ? draw(3) : 0.0;
    rows.duration.push_back(i == 0 ? 14.0 : start + 1.0 + draw(9));
    rows.event.push_back(i == 0 ? 1.0 : draw(2) > 0 ? 1.0 + draw(causes - 1) : 0.0);
    if (entry) rows.entry.push_back(start);
    if (weights) rows.weights.push_back(i == 0 ? 1.5 : draw(4) * 0.75);
    if (cluster) rows.cluster.push_back(draw(static_cast<int>(n) / 3));
    rows.score.push_back(0.25 * draw(8));
    double p = 1.0;
    for (auto& column : rows.prediction) column.push_back(p *= 0.05 * (12 + draw(8)));
  }
  for (int j = 0; others && j < 40; ++j) {
    rows.others_duration.push_back(j == 0 ? 20.0 : 1.0 + draw(14));
    rows.others_event.push_back(j == 0 ? 1.0 : draw(1));
  }
  return rows;
}

}  // namespace plain
