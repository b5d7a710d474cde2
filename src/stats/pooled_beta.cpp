#include "stats/pooled_beta.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr int scanned = 57, strengths = 21, means = 15, rounds = 3;
constexpr double weakest = -14.0, strongest = 20.0, reach = 14.0, errors = 5.5, least_weight = 1e-7;

double log_likelihood(const Trials& trials, double a, double b) {
  const double ga = log_gamma(a), gb = log_gamma(b), all = log_gamma(a + b);
  double sum = 0.0;
  for (std::size_t i = 0; i < trials.trials.size(); ++i) {
    const double y = trials.successes[i], n = trials.trials[i], rest = n - y;
    double each = all - log_gamma(a + b + n);
    if (y > 0.0) each += log_gamma(a + y) - ga;
    if (rest > 0.0) each += log_gamma(b + rest) - gb;
    sum += trials.times[i] * each;
  }
  return sum;
}

// The means at one strength, with the logarithms of their weights.
struct Means {
  double a[means], b[means], height[means], highest;
};
Means means_at(const Trials& trials, double strength) {
  double people = 0.0, returned = 0.0;  // as many as tell of the mean: people of one group are alike
  for (std::size_t i = 0; i < trials.trials.size(); ++i) {
    const double n = trials.trials[i], like = trials.times[i] * (strength + 1.0) / (strength + n);
    people += like * n;
    returned += like * std::clamp(trials.successes[i], 0.0, n);
  }
  const double centre = std::asin(std::sqrt(std::clamp(returned / people, 0.0, 1.0))), half = errors / (2.0 * std::sqrt(people));
  const double from = std::max(0.0, centre - half), step = (std::min(std::numbers::pi / 2.0, centre + half) - from) / means;
  const double density = std::log(strength) - 2.0 * std::log1p(strength) + std::log(step);
  Means found;
  found.highest = -std::numeric_limits<double>::infinity();
  for (int q = 0; q < means; ++q) {
    const double angle = from + (q + 0.5) * step, sine = std::sin(angle), cosine = std::cos(angle);
    found.a[q] = sine * sine * strength;
    found.b[q] = cosine * cosine * strength;
    found.height[q] = log_likelihood(trials, found.a[q], found.b[q]) + density;
    found.highest = std::max(found.highest, found.height[q]);
  }
  return found;
}

}  // namespace

PooledPriors pooled_priors(const Trials& trials) {
  double from = weakest, to = strongest, highest = 0.0;
  std::vector<Means> grid;
  for (int round = 0; round <= rounds; ++round) {
    const int nodes = round == 0 ? scanned : strengths;
    const double step = (to - from) / (nodes - 1);
    grid.clear();
    for (int j = 0; j < nodes; ++j) grid.push_back(means_at(trials, std::exp(from + step * j)));
    highest = std::max_element(grid.begin(), grid.end(), [](const Means& x, const Means& y) { return x.highest < y.highest; })->highest;
    if (round == rounds) break;
    int first = 0, last = nodes - 1;
    while (grid[static_cast<std::size_t>(first)].highest < highest - reach) ++first;
    while (grid[static_cast<std::size_t>(last)].highest < highest - reach) --last;
    const double begin = from;
    from = begin + step * std::max(0, first - 1);
    to = begin + step * std::min(nodes - 1, last + 1);
  }
  PooledPriors priors;
  double sum = 0.0;
  for (const Means& each : grid)
    for (int q = 0; q < means; ++q) {
      const double weight = std::exp(each.height[q] - highest);
      if (!(weight > least_weight)) continue;
      priors.a.push_back(each.a[q]);
      priors.b.push_back(each.b[q]);
      priors.weight.push_back(weight);
      sum += weight;
    }
  for (double& weight : priors.weight) weight /= sum;
  return priors;
}

Interval pooled_limits(const PooledPriors& priors, double returned, double people, double tail, double least) {
  const double rest = std::max(0.0, people - returned);
  const auto below = [&](double x) {
    double sum = 0.0;
    for (std::size_t k = 0; k < priors.weight.size(); ++k) sum += priors.weight[k] * beta_cdf(x, priors.a[k] + returned, priors.b[k] + rest);
    return sum;
  };
  const double excluded = least > 0.0 ? std::min(below(least), 1.0) : 0.0;
  const auto limit = [&](double probability) {
    constexpr double near = 1e-12;
    const double target = excluded + probability * (1.0 - excluded);
    const auto distance = [&](double x) { return below(x) - target; };
    const double at_first = distance(least + near), at_last = distance(1.0 - near);
    if (at_first >= 0.0) return least;
    if (at_last <= 0.0) return 1.0;
    std::uintmax_t steps = 100;
    const auto found = boost::math::tools::toms748_solve(distance, least + near, 1.0 - near, at_first, at_last, [](double x, double y) { return std::abs(x - y) < 1e-13 + 1e-12 * std::min(x, y); }, steps);
    return 0.5 * (found.first + found.second);
  };
  return {limit(tail), limit(1.0 - tail)};
}

}  // namespace mainstay::inline v1::stats
