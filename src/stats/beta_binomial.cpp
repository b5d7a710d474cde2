#include "stats/beta_binomial.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"
#include "stats/positive_pair.hpp"
#include "stats/quiet.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

Slope slope_at(const Trials& data, double a, double b) {
  Slope s;
  const double ga = log_gamma(a), gb = log_gamma(b), gab = log_gamma(a + b), da = digamma(a), db = digamma(b), dab = digamma(a + b), ta = trigamma(a), tb = trigamma(b), tab = trigamma(a + b);
  for (std::size_t i = 0; i < data.trials.size(); ++i) {
    const double y = data.successes[i], n = data.trials[i], times = data.times[i], rest = digamma(a + b + n) - dab, bend = trigamma(a + b + n) - tab;
    s.height += times * (log_gamma(a + y) - ga + log_gamma(b + n - y) - gb - log_gamma(a + b + n) + gab);
    s.u += times * (digamma(a + y) - da - rest);
    s.v += times * (digamma(b + n - y) - db - rest);
    s.uu += times * (trigamma(a + y) - ta - bend);
    s.vv += times * (trigamma(b + n - y) - tb - bend);
    s.uv -= times * bend;
  }
  return s;
}

}  // namespace

TrialTotals totals_of(const Trials& data) noexcept {
  TrialTotals t;
  for (std::size_t i = 0; i < data.trials.size(); ++i) {
    t.successes += data.times[i] * data.successes[i];
    t.trials += data.times[i] * data.trials[i];
    t.squared_trials += data.times[i] * data.trials[i] * data.trials[i];
    t.people += data.times[i];
  }
  return t;
}

BetaSpread beta_by_moments(const Trials& data) {
  const TrialTotals t = totals_of(data);
  const double mean = t.successes / t.trials, chance = mean * (1 - mean);
  double squares = 0;
  for (std::size_t i = 0; i < data.trials.size(); ++i) squares += data.times[i] * data.trials[i] * std::pow(data.successes[i] / data.trials[i] - mean, 2);
  const double room = t.trials - t.squared_trials / t.trials - (t.people - 1), variance = room > 0 ? (squares - chance * (t.people - 1)) / room : 0;
  if (!(variance > 1e-12 * chance) || chance <= 0) return {mean, infinite, false};
  return {mean, std::max(chance / variance - 1, 1e-6), true};
}

BetaSpread beta_by_likelihood(const Trials& data) {
  const TrialTotals t = totals_of(data);
  const double mean = t.successes / t.trials;
  double excess = 0;  // slope of the likelihood as variation begins
  for (std::size_t i = 0; i < data.trials.size(); ++i) {
    const double distance = data.successes[i] - data.trials[i] * mean;
    excess += data.times[i] * (distance * distance / (mean * (1 - mean)) - data.trials[i]);
  }
  if (!(excess > 0) || mean <= 0 || mean >= 1) return {mean, infinite, false};
  const BetaSpread start = beta_by_moments(data);
  const double strength = start.varies ? std::min(start.strength, 1e5 * t.trials) : 10 * t.trials / t.people;
  double a = mean * strength, b = (1 - mean) * strength;
  climb(a, b, [&](double u, double v) { return slope_at(data, u, v); });
  return {a / (a + b), a + b, true};
}

double beta_binomial_log_mass(double successes, double trials, const BetaSpread& spread) noexcept {
  const double y = successes, n = trials, choose = log_gamma(n + 1) - log_gamma(y + 1) - log_gamma(n - y + 1), a = spread.mean * spread.strength, b = (1 - spread.mean) * spread.strength;
  if (std::isinf(spread.strength)) return choose + (y > 0 ? y * std::log(spread.mean) : 0) + (n > y ? (n - y) * std::log1p(-spread.mean) : 0);
  return choose + log_gamma(a + y) - log_gamma(a) + log_gamma(b + n - y) - log_gamma(b) - log_gamma(a + b + n) + log_gamma(a + b);
}

CountTails beta_binomial_tails(double successes, double trials, const BetaSpread& spread) noexcept {
  double below = 0, above = 0;
  const double here = std::exp(beta_binomial_log_mass(successes, trials, spread));
  for (double k = 0; k < successes; ++k) below += std::exp(beta_binomial_log_mass(k, trials, spread));
  for (double k = trials; k > successes; --k) above += std::exp(beta_binomial_log_mass(k, trials, spread));
  return {std::min(1.0, below + here), std::min(1.0, above + here)};
}

double beta_quantile(double probability, double a, double b) noexcept {
  if (a <= 0) return 0.0;
  if (b <= 0) return 1.0;
  return boost::math::ibeta_inv(a, b, probability, Quiet());
}

double beta_cdf(double x, double a, double b) noexcept {
  if (x >= 1) return 1.0;
  if (a <= 0) return x >= 0 ? 1.0 : 0.0;
  if (b <= 0 || x <= 0) return 0.0;
  return boost::math::ibeta(a, b, x, Quiet());
}

BetaSummary beta_summary(double a, double b, double tail) noexcept {
  const double sum = a + b;
  return {a / sum, beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b), std::sqrt(a * b / (sum + 1)) / sum};
}

}  // namespace mainstay::inline v1::stats
