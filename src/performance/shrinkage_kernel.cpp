#include "performance/shrinkage_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::performance {

using stats::digamma;
using stats::log_gamma;
using stats::trigamma;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Totals {
  double value = 0, volume = 0, squared_volume = 0, people = 0;
};
Totals totals_of(const Observed& o) {
  Totals t;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    t.value += o.times[i] * o.value[i];
    t.volume += o.times[i] * o.volume[i];
    t.squared_volume += o.times[i] * o.volume[i] * o.volume[i];
    t.people += o.times[i];
  }
  return t;
}

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
  const auto height = [&](double v) { return log_likelihood(ShrinkageModel::normal, o, {weighted(o, v).mean, v, true}); };
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

struct Slope {
  double height = 0, u = 0, v = 0, uu = 0, uv = 0, vv = 0;
};

// In log a, log b of the beta distribution.
Slope beta_slope(const Observed& o, double a, double b) {
  Slope s;
  const double ga = log_gamma(a), gb = log_gamma(b), gab = log_gamma(a + b), da = digamma(a), db = digamma(b), dab = digamma(a + b), ta = trigamma(a), tb = trigamma(b), tab = trigamma(a + b);
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double y = o.value[i], n = o.volume[i], rest = digamma(a + b + n) - dab, bend = trigamma(a + b + n) - tab;
    s.height += o.times[i] * (log_gamma(a + y) - ga + log_gamma(b + n - y) - gb - log_gamma(a + b + n) + gab);
    s.u += o.times[i] * (digamma(a + y) - da - rest);
    s.v += o.times[i] * (digamma(b + n - y) - db - rest);
    s.uu += o.times[i] * (trigamma(a + y) - ta - bend);
    s.vv += o.times[i] * (trigamma(b + n - y) - tb - bend);
    s.uv -= o.times[i] * bend;
  }
  return s;
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

// Newton's method in the logarithms of two positive numbers, with damping; they begin at (a, b).
template <class Function>
void climb(double& a, double& b, const Function& slope_of) {
  Slope at = slope_of(a, b);
  double damping = 1e-3;
  for (int i = 0; i < 200; ++i) {
    const double u = a * at.u, v = b * at.v, uu = a * a * at.uu + u, vv = b * b * at.vv + v, uv = a * b * at.uv;
    const double scale = std::fabs(uu) + std::fabs(vv) + 1e-300;
    const double huu = -uu + damping * scale, hvv = -vv + damping * scale, determinant = huu * hvv - uv * uv;
    if (!(huu > 0 && determinant > 0)) {
      damping = damping * 8 + 1e-3;
      if (damping > 1e12) return;
      continue;
    }
    double du = (hvv * u + uv * v) / determinant, dv = (huu * v + uv * u) / determinant;
    const double size = std::max(std::fabs(du), std::fabs(dv));
    if (size > 2) du *= 2 / size, dv *= 2 / size;
    const double next_a = a * std::exp(du), next_b = b * std::exp(dv);
    const Slope next = slope_of(next_a, next_b);
    if (next.height >= at.height - 1e-12 * std::fabs(at.height)) {
      a = next_a, b = next_b, at = next;
      damping /= 10;
      if (size < 1e-10) return;
    } else {
      damping = damping * 8 + 1e-6;
      if (damping > 1e12) return;
    }
  }
}

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

Spread spread_by_moments(ShrinkageModel model, const Observed& o) {
  if (model == ShrinkageModel::normal) return normal_by_moments(o);
  const Totals t = totals_of(o);
  const bool cases = model == ShrinkageModel::beta_binomial;
  const double mean = t.value / t.volume, chance = cases ? mean * (1 - mean) : mean;
  double squares = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) squares += o.times[i] * o.volume[i] * std::pow(o.value[i] / o.volume[i] - mean, 2);
  const double room = t.volume - t.squared_volume / t.volume - (cases ? t.people - 1 : 0), variance = room > 0 ? (squares - chance * (t.people - 1)) / room : 0;
  if (!(variance > 1e-12 * chance) || chance <= 0) return {mean, infinite, false};
  const double strength = cases ? chance / variance - 1 : mean / variance;
  return {mean, std::max(strength, 1e-6), true};
}

Spread spread_by_likelihood(ShrinkageModel model, const Observed& o) {
  if (model == ShrinkageModel::normal) return normal_by_likelihood(o);
  const Totals t = totals_of(o);
  const bool cases = model == ShrinkageModel::beta_binomial;
  const double mean = t.value / t.volume;
  double excess = 0;  // slope of the likelihood as variation begins
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double distance = o.value[i] - o.volume[i] * mean;
    excess += o.times[i] * (cases ? distance * distance / (mean * (1 - mean)) - o.volume[i] : distance * distance - o.value[i]);
  }
  if (!(excess > 0) || mean <= 0 || (cases && mean >= 1)) return {mean, infinite, false};
  const Spread start = spread_by_moments(model, o);
  const double strength = start.varies ? std::min(start.strength, 1e5 * t.volume) : 10 * t.volume / t.people;
  double a = mean * strength, b = cases ? (1 - mean) * strength : strength;
  climb(a, b, [&](double u, double v) { return cases ? beta_slope(o, u, v) : gamma_slope(o, u, v); });
  return {cases ? a / (a + b) : a / b, cases ? a + b : b, true};
}

Spread spread_by_efron_morris(const Observed& o) {
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) mean += o.times[i] * o.value[i] / o.people;
  for (std::size_t i = 0; i < o.value.size(); ++i) squares += o.times[i] * (o.value[i] - mean) * (o.value[i] - mean);
  const double variance = o.volume.front() * o.volume.front(), lost = (o.people - 3) * variance / squares;
  if (!(lost < 1)) return {mean, 0, false};
  return {mean, variance * (1 - lost) / lost, true};
}

double log_likelihood(ShrinkageModel model, const Observed& o, const Spread& spread) {
  double sum = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double y = o.value[i], n = o.volume[i];
    double one;
    if (model == ShrinkageModel::normal) {
      const double variance = n * n + spread.strength, distance = y - spread.mean;
      one = -0.5 * (std::log(2 * 3.141592653589793 * variance) + distance * distance / variance);
    } else if (model == ShrinkageModel::beta_binomial) {
      const double choose = log_gamma(n + 1) - log_gamma(y + 1) - log_gamma(n - y + 1), a = spread.mean * spread.strength, b = (1 - spread.mean) * spread.strength;
      if (std::isinf(spread.strength)) one = choose + (y > 0 ? y * std::log(spread.mean) : 0) + (n > y ? (n - y) * std::log1p(-spread.mean) : 0);
      else one = choose + log_gamma(a + y) - log_gamma(a) + log_gamma(b + n - y) - log_gamma(b) - log_gamma(a + b + n) + log_gamma(a + b);
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
  const auto quantile = [&](double p) {
    if (a <= 0) return 0.0;
    if (b <= 0) return 1.0;
    const double f = stats::fisher_quantile(p, 2 * a, 2 * b);
    return std::isinf(f) ? 1.0 : a * f / (b + a * f);
  };
  const double sum = a + b;
  return {a / sum, quantile(tail), quantile(1 - tail), std::sqrt(a * b / (sum + 1)) / sum, 0};
}
Posterior gamma_posterior(double shape, double rate, double tail) {
  const auto quantile = [&](double p) { return shape <= 0 ? 0.0 : stats::chi_squared_quantile(p, 2 * shape) / (2 * rate); };
  return {shape / rate, quantile(tail), quantile(1 - tail), std::sqrt(shape) / rate, 0};
}

}  // namespace

Posterior posterior_of(ShrinkageModel model, const Spread& spread, double value, double volume, double tail) {
  Posterior result;
  if (model == ShrinkageModel::normal) {
    const double weight = std::isinf(volume) ? 0 : spread.strength / (spread.strength + volume * volume);
    const double mean = weight == 0 ? spread.mean : spread.mean + weight * (value - spread.mean), std_error = std::isinf(volume) ? std::sqrt(spread.strength) : std::sqrt(weight) * volume;
    const double reach = -stats::normal_quantile(tail) * std_error;
    return {mean, mean - reach, mean + reach, std_error, weight};
  }
  if (model == ShrinkageModel::beta_binomial) result = beta_posterior(spread.mean * spread.strength + value, (1 - spread.mean) * spread.strength + volume - value, tail);
  else result = gamma_posterior(spread.mean * spread.strength + value, spread.strength + volume, tail);
  result.weight = volume / (volume + spread.strength);
  return result;
}

Posterior common_value(ShrinkageModel model, const Observed& o, double tail) {
  Posterior result;
  if (model == ShrinkageModel::normal) {
    const Weighted w = weighted(o, 0);
    const double std_error = 1 / std::sqrt(w.weights), reach = -stats::normal_quantile(tail) * std_error;
    return {w.mean, w.mean - reach, w.mean + reach, std_error, 0};
  }
  const Totals t = totals_of(o);  // Jeffreys' interval around the common rate
  if (model == ShrinkageModel::beta_binomial) result = beta_posterior(t.value + 0.5, t.volume - t.value + 0.5, tail);
  else result = gamma_posterior(t.value + 0.5, t.volume, tail);
  result.mean = t.value / t.volume;
  return result;
}

}  // namespace mainstay::inline v1::performance
