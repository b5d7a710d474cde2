#include "stats/unknown_spread.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "stats/beta_binomial.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::stats {

namespace {

// The mean that is likeliest with a strength, and its variance.
struct MeanOf {
  double mean, variance;
};

MeanOf normal_mean(const Observed& o, double variance) {
  double weights = 0, sum = 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double weight = o.times[i] / (o.volume[i] * o.volume[i] + variance);
    weights += weight;
    sum += weight * o.value[i];
  }
  return {sum / weights, 1 / weights};
}

// Slope and curvature of the log-likelihood in the mean; it is concave.
struct Slopes {
  double first = 0, second = 0;
};
Slopes slopes(SpreadModel model, const Observed& o, double mean, double strength) {
  Slopes s;
  const bool cases = model == SpreadModel::beta_binomial;
  const double a = mean * strength, b = (1 - mean) * strength;
  const double da = digamma(a), ta = trigamma(a), db = cases ? digamma(b) : 0, tb = cases ? trigamma(b) : 0;
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    const double y = o.value[i], n = o.volume[i];
    double first = digamma(a + y) - da, second = trigamma(a + y) - ta;
    if (cases) {
      first -= digamma(b + n - y) - db;
      second += trigamma(b + n - y) - tb;
    } else {
      first -= std::log1p(n / strength);
    }
    s.first += o.times[i] * first;
    s.second += o.times[i] * second;
  }
  return {s.first * strength, s.second * strength * strength};
}

MeanOf likeliest_mean(SpreadModel model, const Observed& o, double strength, double start) {
  if (model == SpreadModel::normal) return normal_mean(o, strength);
  double mean = start;
  Slopes s = slopes(model, o, mean, strength);
  for (int step = 0; step < 30; ++step) {
    double next = mean - s.first / s.second;
    next = std::max(next, mean / 4);
    if (model == SpreadModel::beta_binomial) next = std::min(next, 1 - (1 - mean) / 4);
    const bool still = std::fabs(next - mean) > 1e-7 * mean;
    mean = next;
    s = slopes(model, o, mean, strength);
    if (!still) break;
  }
  return {mean, -1 / s.second};
}

}  // namespace

std::vector<LikelySpread> likely_spreads(SpreadModel model, const Observed& o) {
  double usual = 0, successes = 0, trials = 0, telling = 0;  // usual: volume, or for normal values the variance of an error
  for (std::size_t i = 0; i < o.value.size(); ++i) {
    if (model == SpreadModel::normal || (o.value[i] > 0 && (model != SpreadModel::beta_binomial || o.value[i] < o.volume[i]))) telling += o.times[i];
    successes += o.times[i] * o.value[i];
    trials += o.times[i] * o.volume[i];
    usual += model == SpreadModel::normal ? o.times[i] / (o.volume[i] * o.volume[i]) : o.times[i] * o.volume[i];
  }
  usual = model == SpreadModel::normal ? o.people / usual : usual / o.people;
  if (model != SpreadModel::normal && (successes <= 0 || (model == SpreadModel::beta_binomial && successes >= trials))) return {};
  // A flat variance (1 - drawn) / drawn has density drawn^-2. Where the likelihood does not bound the variance (Morris 1983: four values; two people who sometimes succeeded and sometimes did not, or two with events)
  // all its mass would lie where everybody is like nobody else; then the share drawn is flat (Daniels 1999).
  const double power = telling >= (model == SpreadModel::normal ? 4 : 2) ? 2 : 0;
  constexpr int nodes = 15;
  double low = 0, high = 1, mean = model == SpreadModel::normal ? 0 : successes / trials;
  std::vector<LikelySpread> spreads(nodes);
  for (int level = 0; level < 12; ++level) {  // the share that is drawn to the mean; narrowed to where the likelihood is
    const double width = (high - low) / nodes;
    double best = -1e300;
    for (int k = 0; k < nodes; ++k) {
      const double drawn = low + width * (k + 0.5), strength = model == SpreadModel::normal ? usual * (1 - drawn) / drawn : usual * drawn / (1 - drawn);
      const MeanOf at = likeliest_mean(model, o, strength, mean);
      mean = at.mean;
      auto& spread = spreads[static_cast<std::size_t>(k)];
      spread = {at.mean, strength, at.variance, log_likelihood(model, o, {at.mean, strength, true}) + std::log(at.variance) / 2 - power * std::log(drawn)};
      best = std::max(best, spread.weight);
    }
    int first = 0, last = nodes - 1;
    while (spreads[static_cast<std::size_t>(first)].weight < best - 18) ++first;
    while (spreads[static_cast<std::size_t>(last)].weight < best - 18) --last;
    if (last - first + 1 >= 8 || level == 11) {
      double sum = 0;
      for (LikelySpread& spread : spreads) sum += spread.weight = std::exp(spread.weight - best);
      for (LikelySpread& spread : spreads) spread.weight /= sum;
      break;
    }
    const double from = low + width * (first - 1), to = low + width * (last + 2);
    low = std::max(0.0, from);
    high = std::min(1.0, to);
    mean = spreads[static_cast<std::size_t>((first + last) / 2)].mean;
  }
  return spreads;
}

Posterior posterior_over(SpreadModel model, const std::vector<LikelySpread>& spreads, const Posterior& estimate, double value, double volume, double tail) {
  double mean = 0, square = 0;
  for (const LikelySpread& spread : spreads) {
    double own, centre, variance;  // weight of the person's own data
    if (model == SpreadModel::normal) {
      own = std::isinf(volume) ? 0 : spread.strength / (spread.strength + volume * volume);
      centre = own == 0 ? spread.mean : own * value + (1 - own) * spread.mean;
      variance = std::isinf(volume) ? spread.strength : own * volume * volume;
    } else {
      own = volume / (volume + spread.strength);
      centre = (value + spread.mean * spread.strength) / (volume + spread.strength);
      variance = model == SpreadModel::beta_binomial ? centre * (1 - centre) / (volume + spread.strength + 1) : centre / (volume + spread.strength);
    }
    const double distance = centre - estimate.mean;
    mean += spread.weight * distance;
    square += spread.weight * (distance * distance + variance + (1 - own) * (1 - own) * spread.mean_variance);
  }
  const double variance = square - mean * mean, centre = estimate.mean + mean;
  Posterior result = estimate;
  result.std_error = std::sqrt(square);
  if (model == SpreadModel::normal) {
    const double reach = -normal_quantile(tail) * std::sqrt(variance);
    result.lower = centre - reach;
    result.upper = centre + reach;
  } else if (model == SpreadModel::beta_binomial) {
    const double worth = std::max(centre * (1 - centre) / variance - 1, 1e-6);
    const BetaSummary p = beta_summary(centre * worth, (1 - centre) * worth, tail);
    result.lower = p.lower;
    result.upper = p.upper;
  } else {
    const double shape = centre * centre / variance, rate = centre / variance;
    result.lower = chi_squared_quantile(tail, 2 * shape) / (2 * rate);
    result.upper = chi_squared_quantile(1 - tail, 2 * shape) / (2 * rate);
  }
  result.lower = std::min(result.lower, estimate.mean);
  result.upper = std::max(result.upper, estimate.mean);
  return result;
}

}  // namespace mainstay::inline v1::stats
