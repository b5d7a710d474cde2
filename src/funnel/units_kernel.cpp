#include "funnel/units_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/beta_binomial.hpp"
#include "stats/binomial.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/poisson_binomial.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::funnel {

namespace {

stats::CountDistribution sum_of(const AlikePeople* parts, std::size_t count) {
  if (count == 1) return stats::CountDistribution::binomial(parts->people, parts->probability);
  stats::CountDistribution sum = sum_of(parts, count / 2);
  sum.add(sum_of(parts + count / 2, count - count / 2));
  return sum;
}

// The smallest count with probability(count) >= wanted among 0 … most; `probability` rises, and reaches it at `most`.
template <class Probability>
std::int64_t smallest(std::int64_t most, double wanted, const Probability& probability) {
  std::int64_t low = 0, high = most;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (probability(middle) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

// With a line between whole counts; `probability` of a count at most so large.
template <class Probability>
double interpolated(std::int64_t most, double tail, const Probability& probability) {
  const std::int64_t r = smallest(most, tail, probability);
  const double at = probability(r), before = r > 0 ? probability(r - 1) : 0.0;
  const double limit = static_cast<double>(r) - (at > before ? (at - tail) / (at - before) : 0.0);
  return std::max(0.0, limit);
}

double logit_quantile(const TrueRate& rate, double tail, bool upper) {
  if (!rate.is_beta) return rate.first + (upper ? -1.0 : 1.0) * stats::normal_quantile(tail) * rate.second;
  const double x = upper ? stats::beta_quantile(tail, rate.second, rate.first) : stats::beta_quantile(tail, rate.first, rate.second);
  const double y = x > 0.0 ? std::log(x) - std::log1p(-x) : -700.0;
  return upper ? -y : y;
}

// Of a normal density with the same curvature at the top; on the logit scale that of a beta density is 1/a + 1/b, below its variance.
double std_of(const TrueRate& rate) { return rate.is_beta ? std::sqrt(1.0 / rate.first + 1.0 / rate.second) : rate.second; }

double higher_probability(const TrueRate& rate, double y) {
  if (!rate.is_beta) return stats::normal_upper_tail((y - rate.first) / rate.second);
  return y < 0.0 ? 1.0 - stats::beta_cdf(stats::logistic(y), rate.first, rate.second) : stats::beta_cdf(stats::logistic(-y), rate.second, rate.first);  // by the end that x is near to
}

}  // namespace

double log_density(const TrueRate& rate, double y) {
  if (!rate.is_beta) {
    const double z = (y - rate.first) / rate.second;
    return -0.5 * z * z;
  }
  const double log_x = y < 0.0 ? y - std::log1p(std::exp(y)) : -std::log1p(std::exp(-y)), log_rest = log_x - y;
  return rate.first * log_x + rate.second * log_rest;
}

RateReach reach_of(const TrueRate& rate, double tail) { return {logit_quantile(rate, tail, false), logit_quantile(rate, tail, true)}; }

ChanceCount::ChanceCount(std::vector<AlikePeople> parts) {
  std::sort(parts.begin(), parts.end(), [](const AlikePeople& a, const AlikePeople& b) { return a.probability < b.probability; });
  std::vector<AlikePeople> merged;
  for (const AlikePeople& part : parts) {
    if (part.people == 0) continue;
    if (!merged.empty() && merged.back().probability == part.probability) merged.back().people += part.people;
    else merged.push_back(part);
  }
  for (const AlikePeople& part : merged) {
    people_ += part.people;
    mean_ += static_cast<double>(part.people) * part.probability;
    const double spread = static_cast<double>(part.people) * part.probability * (1.0 - part.probability);
    variance_ += spread;
    third_ += spread * (1.0 - 2.0 * part.probability);
    fourth_ += spread * (1.0 - 6.0 * part.probability * (1.0 - part.probability));
  }
  if (merged.size() <= 1) {
    if (!merged.empty()) all_ = merged[0];
    return;
  }
  alike_ = false;
  expanded_ = variance_ > 1e5;
  if (expanded_) return;
  const stats::CountDistribution sum = sum_of(merged.data(), merged.size());
  first_ = sum.first();
  below_ = above_ = sum.mass();
  for (std::size_t k = 1; k < below_.size(); ++k) below_[k] += below_[k - 1];
  for (std::size_t k = above_.size(); k-- > 1;) above_[k - 1] += above_[k];
}

double ChanceCount::expansion(double count) const noexcept {
  const double sd = std::sqrt(variance_), z = (count - mean_) / sd, skew = third_ / (variance_ * sd), excess = fourth_ / (variance_ * variance_), z2 = z * z;
  // Whole counts half a step on: 1/24 of a squared step belongs to the second order (Esseen 1945).
  const double density = std::exp(-0.5 * z2) / 2.506628274631000502;
  const double terms = skew * (z2 - 1.0) / 6.0 + excess * z * (z2 - 3.0) / 24.0 + skew * skew * z * (z2 * z2 - 10.0 * z2 + 15.0) / 72.0 - z / (24.0 * variance_);
  return std::clamp(stats::normal_cdf(z) - density * terms, 0.0, 1.0);
}

double ChanceCount::at_most(std::int64_t count) const noexcept {
  if (alike_) return stats::binomial_at_most(count, all_.people, all_.probability);
  if (count >= people_) return 1.0;
  if (expanded_) return count < 0 ? 0.0 : expansion(static_cast<double>(count) + 0.5);
  if (count < first_) return 0.0;
  const auto k = static_cast<std::size_t>(count - first_);
  return k >= below_.size() ? 1.0 : std::min(1.0, below_[k]);
}

double ChanceCount::at_least(std::int64_t count) const noexcept {
  if (alike_) return stats::binomial_at_least(count, all_.people, all_.probability);
  if (count <= 0) return 1.0;
  if (expanded_) {  // the mirror image, so that small upper tails keep their digits
    ChanceCount others(*this);
    others.mean_ = static_cast<double>(people_) - mean_;
    others.third_ = -third_;
    return others.at_most(people_ - count);
  }
  if (count <= first_) return 1.0;
  const auto k = static_cast<std::size_t>(count - first_);
  return k >= above_.size() ? 0.0 : std::min(1.0, above_[k]);
}

double ChanceCount::lower_limit(double tail) const noexcept {
  return interpolated(people_, tail, [&](std::int64_t count) { return at_most(count); });
}

double ChanceCount::upper_limit(double tail) const noexcept {
  return static_cast<double>(people_) - interpolated(people_, tail, [&](std::int64_t others) { return at_least(people_ - others); });
}

Dispersion dispersion_of(std::vector<double> z, const std::vector<double>& std_error, double share) {
  std::sort(z.begin(), z.end());
  const double low = stats::sorted_quantile(z, share), high = stats::sorted_quantile(z, 1.0 - share), units = static_cast<double>(z.size());
  double squares = 0.0, weights = 0.0, squared_weights = 0.0;
  for (const double one : z) squares += std::pow(std::clamp(one, low, high), 2);
  for (const double error : std_error) {
    const double weight = 1.0 / (error * error);
    weights += weight;
    squared_weights += weight * weight;
  }
  const double room = weights - squared_weights / weights;
  return {squares / units, room > 0.0 ? std::max(0.0, (squares - (units - 1.0)) / room) : 0.0};
}

RankGrid rank_grid(const std::vector<TrueRate>& rates) {
  constexpr double tail = 1e-14, stds = 1.2;
  constexpr double node[4] = {0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363}, weight[4] = {0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};
  struct Reach {
    double from, to, width;
  };
  std::vector<Reach> reaches;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const TrueRate& rate : rates) {
    const RateReach reach = reach_of(rate, tail);
    reaches.push_back({reach.from, reach.to, stds * std_of(rate)});
    low = std::min(low, reaches.back().from);
    high = std::max(high, reaches.back().to);
  }
  RankGrid grid;
  for (double y = low; y < high;) {
    double step = high - y;
    for (const Reach& reach : reaches)  // up to where a narrower rate begins, and within it by its width
      if (reach.to > y) step = std::min(step, std::max(reach.width, reach.from - y));
    const double middle = y + 0.5 * step;
    for (int k = 3; k >= 0; --k) grid.points.push_back({middle - 0.5 * step * node[k], 0.5 * step * weight[k]});
    for (int k = 0; k < 4; ++k) grid.points.push_back({middle + 0.5 * step * node[k], 0.5 * step * weight[k]});
    if (!(y + step > y)) break;  // narrower than numbers are
    y += step;
  }
  return grid;
}

void fill_point(RankGrid& grid, const std::vector<TrueRate>& rates, std::int64_t point) {
  RankGrid::Point& at = grid.points[static_cast<std::size_t>(point)];
  stats::CountDistribution count;
  for (const TrueRate& rate : rates) count.add(higher_probability(rate, at.y));
  at.first = count.first();
  at.mass = count.mass();
}

std::vector<double> higher_than(const RankGrid& grid, const std::vector<TrueRate>& rates, std::int64_t place) {
  const TrueRate& rate = rates[static_cast<std::size_t>(place)];
  std::vector<double> share(grid.points.size()), result(rates.size(), 0.0), others;
  double highest = -std::numeric_limits<double>::infinity(), sum = 0.0;
  for (std::size_t k = 0; k < share.size(); ++k) highest = std::max(highest, share[k] = log_density(rate, grid.points[k].y));
  for (std::size_t k = 0; k < share.size(); ++k) sum += share[k] = grid.points[k].weight * std::exp(share[k] - highest);
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (share[k] < 1e-18 * sum) continue;
    // The count of all rates without this one: from the end at which the recurrence forgets its errors.
    const RankGrid::Point& all = grid.points[k];
    const double p = higher_probability(rate, all.y), rest = 1.0 - p;
    const auto width = static_cast<std::int64_t>(all.mass.size());
    std::int64_t first = all.first;
    others.assign(all.mass.begin(), all.mass.end());
    if (p <= 0.5) {
      for (std::int64_t i = 0; i < width; ++i) others[static_cast<std::size_t>(i)] = std::max(0.0, (others[static_cast<std::size_t>(i)] - (i > 0 ? p * others[static_cast<std::size_t>(i - 1)] : 0.0)) / rest);
    } else {
      for (std::int64_t i = width - 1; i >= 0; --i) others[static_cast<std::size_t>(i)] = std::max(0.0, (others[static_cast<std::size_t>(i)] - (i + 1 < width ? rest * others[static_cast<std::size_t>(i + 1)] : 0.0)) / p);
      --first;  // others[i] now counts first + i - 1
    }
    for (std::int64_t i = 0; i < width; ++i)
      if (const std::int64_t higher = first + i; higher >= 0 && higher < static_cast<std::int64_t>(result.size())) result[static_cast<std::size_t>(higher)] += share[k] / sum * others[static_cast<std::size_t>(i)];
  }
  return result;
}

}  // namespace mainstay::inline v1::funnel
