#include "stats/shrinkage.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "stats/beta_binomial.hpp"
#include "stats/distributions.hpp"
#include "stats/positive_pair.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// Weighted mean of normal values whose true ones vary by `variance`, and the sums that its choice needs.
struct Weighted {
  double mean = 0, weights = 0, squares = 0, score = 0;
};
Weighted weighted(const Observed& o, double variance) {
  Weighted w;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double weight = o.times[i] / (o.volume[i] * o.volume[i] + variance);
    w.weights += weight;
    w.mean += weight * o.value[i];
  }
  w.mean /= w.weights;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double weight = 1 / (o.volume[i] * o.volume[i] + variance), distance = o.value[i] - w.mean;
    w.squares += o.times[i] * weight * distance * distance;
    w.score += o.times[i] * (weight * weight * distance * distance - weight);
  }
  return w;
}

// The root of a function that is positive at `low` and not at `high`.
double root(double low, double high, const std::function<double(double)>& function) {
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = low > 0 ? std::sqrt(low) * std::sqrt(high) : high / 2;
    if (low == 0 && middle < 1e-300) break;
    (function(middle) > 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

double largest_variance(const Observed& o) {
  const auto [low, high] = std::minmax_element(o.value.begin(), o.value.end());
  return (*high - *low) * (*high - *low);
}

Spread normal_by_moments(const Observed& o) {  // weighted squares as many as people less one
  const double wanted = o.people - 1, top = largest_variance(o);
  if (!(weighted(o, 0).squares > wanted)) return {weighted(o, 0).mean, 0, false};
  const double variance = root(0, std::max(top, 1e-300) * o.people, [&](double v) { return weighted(o, v).squares - wanted; });
  return {weighted(o, variance).mean, variance, true};
}

Spread normal_by_likelihood(const Observed& o) {
  // The profile may have several maxima where errors are unequal: a grid finds the highest, its slope the rest.
  const double top = largest_variance(o);
  const auto height = [&](double v) { return log_likelihood(SpreadModel::normal, o, {weighted(o, v).mean, v, true}); };
  constexpr int steps = 60;
  double best = 0, most = height(0);
  std::vector<double> grid{0};
  for (int i = 0; i <= steps && top > 0; ++i) grid.push_back(top * std::pow(10.0, -12.0 + 12.0 * i / steps));
  std::size_t at = 0;
  for (std::size_t i = 1; i < grid.size(); ++i)
    if (const double h = height(grid[i]); h > most) most = h, best = grid[i], at = i;
  const double low = at == 0 ? 0 : grid[at - 1], high = at + 1 < grid.size() ? grid[at + 1] : best;
  if (at == 0 && !(grid.size() > 1 && weighted(o, grid[1] / 10).score > 0)) return {weighted(o, 0).mean, 0, false};
  const double variance = root(low, high, [&](double v) { return weighted(o, v).score; });
  return {weighted(o, variance).mean, variance, true};
}

// In log shape, log rate of the gamma distribution.
Slope gamma_slope(const Observed& o, double k, double b) {
  Slope s;
  const double gk = log_gamma(k), dk = digamma(k), tk = trigamma(k);
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double y = o.value[i], t = o.volume[i];
    s.height += o.times[i] * (log_gamma(k + y) - gk - k * std::log1p(t / b) - y * std::log(b + t));
    s.u += o.times[i] * (digamma(k + y) - dk - std::log1p(t / b));
    s.v += o.times[i] * (k / b - (k + y) / (b + t));
    s.uu += o.times[i] * (trigamma(k + y) - tk);
    s.uv += o.times[i] * (t / (b * (b + t)));
    s.vv += o.times[i] * (-k / (b * b) + (k + y) / ((b + t) * (b + t)));
  }
  return s;
}

Trials trials_of(const Observed& o) { return {o.value, o.volume, o.times}; }
Spread spread_of(const BetaSpread& spread) { return {spread.mean, spread.strength, spread.varies}; }

}  // namespace

void Observed::add(double one_value, double one_volume) {
  value.push_back(one_value);
  volume.push_back(one_volume);
}

void Observed::compress() {
  std::vector<std::size_t> order(value.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value[a] != value[b] ? value[a] < value[b] : volume[a] < volume[b]; });
  Observed distinct;
  distinct.people = static_cast<double>(value.size());
  for (const std::size_t i : order) {
    if (!distinct.value.empty() && distinct.value.back() == value[i] && distinct.volume.back() == volume[i]) {
      ++distinct.times.back();
      continue;
    }
    distinct.add(value[i], volume[i]);
    distinct.times.push_back(1);
  }
  *this = std::move(distinct);
}

Spread spread_by_moments(SpreadModel model, const Observed& o) {
  if (model == SpreadModel::normal) return normal_by_moments(o);
  if (model == SpreadModel::beta_binomial) return spread_of(beta_by_moments(trials_of(o)));
  const TrialTotals t = totals_of(trials_of(o));
  const double mean = t.successes / t.trials;
  double squares = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) squares += o.times[i] * o.volume[i] * std::pow(o.value[i] / o.volume[i] - mean, 2);
  const double room = t.trials - t.squared_trials / t.trials, variance = room > 0 ? (squares - mean * (t.people - 1)) / room : 0;
  if (!(variance > 1e-12 * mean) || mean <= 0) return {mean, infinite, false};
  return {mean, std::max(mean / variance, 1e-6), true};
}

Spread spread_by_likelihood(SpreadModel model, const Observed& o) {
  if (model == SpreadModel::normal) return normal_by_likelihood(o);
  if (model == SpreadModel::beta_binomial) return spread_of(beta_by_likelihood(trials_of(o)));
  const TrialTotals t = totals_of(trials_of(o));
  const double mean = t.successes / t.trials;
  double excess = 0;  // slope of the likelihood as variation begins
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double distance = o.value[i] - o.volume[i] * mean;
    excess += o.times[i] * (distance * distance - o.value[i]);
  }
  if (!(excess > 0) || mean <= 0) return {mean, infinite, false};
  const Spread start = spread_by_moments(model, o);
  double rate = start.varies ? std::min(start.strength, 1e5 * t.trials) : 10 * t.trials / t.people, shape = mean * rate;
  climb(shape, rate, [&](double u, double v) { return gamma_slope(o, u, v); });
  return {shape / rate, rate, true};
}

Spread spread_by_efron_morris(const Observed& o) {
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) mean += o.times[i] * o.value[i] / o.people;
  for (std::size_t i = 0; i < o.value.size(); ++i) squares += o.times[i] * (o.value[i] - mean) * (o.value[i] - mean);
  const double variance = o.volume.front() * o.volume.front(), lost = (o.people - 3) * variance / squares;
  if (!(lost < 1)) return {mean, 0, false};
  return {mean, variance * (1 - lost) / lost, true};
}

double log_likelihood(SpreadModel model, const Observed& o, const Spread& spread) {
  double sum = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double y = o.value[i], n = o.volume[i];
    double one;
    if (model == SpreadModel::normal) {
      const double variance = n * n + spread.strength, distance = y - spread.mean;
      one = -0.5 * (std::log(2 * 3.141592653589793 * variance) + distance * distance / variance);
    } else if (model == SpreadModel::beta_binomial) {
      one = beta_binomial_log_mass(y, n, {spread.mean, spread.strength, spread.varies});
    } else {
      const double k = spread.mean * spread.strength, b = spread.strength;
      if (std::isinf(b)) one = (y > 0 ? y * std::log(n * spread.mean) : 0) - n * spread.mean - log_gamma(y + 1);
      else one = log_gamma(k + y) - log_gamma(k) - log_gamma(y + 1) - k * std::log1p(n / b) + (y > 0 ? y * std::log(n / (b + n)) : 0);
    }
    sum += o.times[i] * one;
  }
  return sum;
}

namespace {

Posterior beta_posterior(double a, double b, double tail) {
  const BetaSummary p = beta_summary(a, b, tail);
  return {p.mean, p.lower, p.upper, p.std_error, 0};
}
Posterior gamma_posterior(double shape, double rate, double tail) {
  const auto quantile = [&](double p) { return shape <= 0 ? 0.0 : chi_squared_quantile(p, 2 * shape) / (2 * rate); };
  return {shape / rate, quantile(tail), quantile(1 - tail), std::sqrt(shape) / rate, 0};
}

}  // namespace

Posterior posterior_of(SpreadModel model, const Spread& spread, double value, double volume, double tail) {
  Posterior result;
  if (model == SpreadModel::normal) {
    const double weight = std::isinf(volume) ? 0 : spread.strength / (spread.strength + volume * volume);
    const double mean = weight == 0 ? spread.mean : spread.mean + weight * (value - spread.mean), std_error = std::isinf(volume) ? std::sqrt(spread.strength) : std::sqrt(weight) * volume;
    const double reach = -normal_quantile(tail) * std_error;
    return {mean, mean - reach, mean + reach, std_error, weight};
  }
  if (model == SpreadModel::beta_binomial) result = beta_posterior(spread.mean * spread.strength + value, (1 - spread.mean) * spread.strength + volume - value, tail);
  else result = gamma_posterior(spread.mean * spread.strength + value, spread.strength + volume, tail);
  result.weight = volume / (volume + spread.strength);
  return result;
}

Posterior common_value(SpreadModel model, const Observed& o, double tail) {
  Posterior result;
  if (model == SpreadModel::normal) {
    const Weighted w = weighted(o, 0);
    const double std_error = 1 / std::sqrt(w.weights), reach = -normal_quantile(tail) * std_error;
    return {w.mean, w.mean - reach, w.mean + reach, std_error, 0};
  }
  const TrialTotals t = totals_of(trials_of(o));  // Jeffreys' interval around the common rate
  if (model == SpreadModel::beta_binomial) result = beta_posterior(t.successes + 0.5, t.trials - t.successes + 0.5, tail);
  else result = gamma_posterior(t.successes + 0.5, t.trials, tail);
  result.mean = t.successes / t.trials;
  return result;
}

}  // namespace mainstay::inline v1::stats
