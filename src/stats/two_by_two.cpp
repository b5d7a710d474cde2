#include "stats/two_by_two.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// Counts of the upper left cell given the margins, with the logarithm of how many tables have each.
struct Margins {
  std::int64_t first = 0;
  std::vector<double> log_weight;
};
Margins margins_of(const TwoByTwo& t) {
  const std::int64_t row = t.a + t.b, with = t.a + t.c, other = t.c + t.d;
  Margins m;
  m.first = std::max<std::int64_t>(0, with - other);
  const std::int64_t last = std::min(row, with);
  const auto choose = [](std::int64_t n, std::int64_t k) {
    return log_gamma(static_cast<double>(n + 1)) - log_gamma(static_cast<double>(k + 1)) - log_gamma(static_cast<double>(n - k + 1));
  };
  m.log_weight.reserve(static_cast<std::size_t>(last - m.first + 1));
  for (std::int64_t k = m.first; k <= last; ++k) m.log_weight.push_back(choose(row, k) + choose(other, with - k));
  return m;
}

// Probabilities at an odds ratio.
std::vector<double> masses(const Margins& m, double log_odds) {
  std::vector<double> mass(m.log_weight.size());
  double highest = -infinite, sum = 0.0;
  for (std::size_t k = 0; k < mass.size(); ++k) highest = std::max(highest, mass[k] = m.log_weight[k] + log_odds * static_cast<double>(k));
  for (double& one : mass) sum += one = std::exp(one - highest);
  for (double& one : mass) one /= sum;
  return mass;
}

// The log odds at which the tail reaches `wanted`: P(count >= k) rises with the odds, P(count <= k) falls.
double log_odds_at(const Margins& m, std::size_t k, bool at_least, double wanted) {
  const auto tail = [&](double log_odds) {
    const std::vector<double> mass = masses(m, log_odds);
    double sum = 0.0;
    if (at_least)
      for (std::size_t i = mass.size(); i-- > k;) sum += mass[i];
    else
      for (std::size_t i = 0; i <= k; ++i) sum += mass[i];
    return sum;
  };
  double low = -1.0, high = 1.0;
  while (low > -700.0 && (tail(low) < wanted) != at_least) low *= 2.0;
  while (high < 700.0 && (tail(high) < wanted) == at_least) high *= 2.0;
  for (int i = 0; i < 100 && high - low > 1e-14 * std::max(1.0, std::fabs(low)); ++i) {
    const double middle = low + (high - low) / 2.0;
    if ((tail(middle) < wanted) == at_least) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2.0;
}

}  // namespace

double fisher_exact(const TwoByTwo& table) {
  const Margins m = margins_of(table);
  const std::vector<double> mass = masses(m, 0.0);
  const double own = mass[static_cast<std::size_t>(table.a - m.first)] * (1.0 + 1e-7);
  double sum = 0.0;
  for (const double one : mass)
    if (one <= own) sum += one;
  return std::min(1.0, sum);
}

Interval exact_odds_interval(const TwoByTwo& table, double confidence_level) {
  const Margins m = margins_of(table);
  const auto k = static_cast<std::size_t>(table.a - m.first);
  const double tail = (1.0 - confidence_level) / 2.0;
  return {k == 0 ? 0.0 : std::exp(log_odds_at(m, k, true, tail)), k + 1 == m.log_weight.size() ? infinite : std::exp(log_odds_at(m, k, false, tail))};
}

void StratifiedOdds::add(double a, double b, double c, double d) noexcept {
  const double total = a + b + c + d;
  if (!(total > 0.0)) return;
  const double r = a * d / total, s = b * c / total, p = (a + d) / total, q = (b + c) / total;
  with_ += r, against_ += s, pr_ += p * r, both_ += p * s + q * r, qs_ += q * s;
}

double StratifiedOdds::odds_ratio() const noexcept { return with_ / against_; }

double StratifiedOdds::log_variance() const noexcept {
  if (!(with_ > 0.0 && against_ > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  return pr_ / (2.0 * with_ * with_) + both_ / (2.0 * with_ * against_) + qs_ / (2.0 * against_ * against_);
}

}  // namespace mainstay::inline v1::stats
