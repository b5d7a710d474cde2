#include "stats/poisson_binomial.hpp"

#include <algorithm>

#include "stats/binomial.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::stats {

namespace {
constexpr double negligible = 1e-20;
constexpr std::int64_t most_at_once = 128;  // trials that are added one by one
}

void CountDistribution::add(double probability) {
  if (!(probability > 0.0)) return;
  if (probability >= 1.0) {
    ++first_;
    return;
  }
  const double stay = 1.0 - probability;
  mass_.push_back(0.0);
  for (std::size_t k = mass_.size() - 1; k > 0; --k) mass_[k] = mass_[k] * stay + mass_[k - 1] * probability;
  mass_[0] *= stay;
  trim();
}

void CountDistribution::add(const CountDistribution& other) {
  std::vector<double> sum(mass_.size() + other.mass_.size() - 1, 0.0);
  for (std::size_t i = 0; i < mass_.size(); ++i)
    for (std::size_t k = 0; k < other.mass_.size(); ++k) sum[i + k] += mass_[i] * other.mass_[k];
  first_ += other.first_;
  mass_ = std::move(sum);
  trim();
}

CountDistribution CountDistribution::binomial(std::int64_t trials, double probability) {
  CountDistribution count;
  if (trials <= 0 || !(probability > 0.0)) return count;
  if (probability >= 1.0) {
    count.first_ = trials;
    return count;
  }
  // From the likeliest count outwards, each from its neighbour.
  const auto n = static_cast<double>(trials);
  const auto middle = std::min(trials, static_cast<std::int64_t>((n + 1.0) * probability));
  const double odds = probability / (1.0 - probability), top = binomial_mass(middle, trials, probability);
  std::vector<double> below;
  double mass = top;
  for (std::int64_t k = middle; k > 0 && mass >= negligible; --k) below.push_back(mass *= static_cast<double>(k) / (static_cast<double>(trials - k + 1) * odds));
  count.first_ = middle - static_cast<std::int64_t>(below.size());
  count.mass_.assign(below.rbegin(), below.rend());
  count.mass_.push_back(mass = top);
  for (std::int64_t k = middle; k < trials && mass >= negligible; ++k) count.mass_.push_back(mass *= static_cast<double>(trials - k) / static_cast<double>(k + 1) * odds);
  count.trim();
  return count;
}

CountDistribution CountDistribution::of(const double* probabilities, std::int64_t trials) {
  CountDistribution count;
  if (trials <= most_at_once) {
    for (std::int64_t i = 0; i < trials; ++i) count.add(probabilities[i]);
    return count;
  }
  const std::int64_t half = trials / 2;
  count = of(probabilities, half);
  count.add(of(probabilities + half, trials - half));
  return count;
}

void CountDistribution::trim() {
  while (mass_.back() < negligible && mass_.size() > 1) mass_.pop_back();
  std::size_t front = 0;
  while (front + 1 < mass_.size() && mass_[front] < negligible) ++front;
  if (front > 0) {
    mass_.erase(mass_.begin(), mass_.begin() + static_cast<std::ptrdiff_t>(front));
    first_ += static_cast<std::int64_t>(front);
  }
}

double CountDistribution::mean() const noexcept {
  LongSum sum;
  for (std::size_t k = 0; k < mass_.size(); ++k) sum.add(mass_[k] * static_cast<double>(k));
  return static_cast<double>(first_) + sum.value();
}

double CountDistribution::variance() const noexcept {
  const double centre = mean() - static_cast<double>(first_);
  LongSum sum;
  for (std::size_t k = 0; k < mass_.size(); ++k) sum.add(mass_[k] * (static_cast<double>(k) - centre) * (static_cast<double>(k) - centre));
  return sum.value();
}

double CountDistribution::at_most(std::int64_t value) const noexcept {
  LongSum sum;
  for (std::size_t k = 0; k < mass_.size() && first_ + static_cast<std::int64_t>(k) <= value; ++k) sum.add(mass_[k]);
  return std::min(1.0, sum.value());
}

std::int64_t CountDistribution::quantile(double share) const noexcept {
  constexpr double rounding = 1e-12;  // so much may be missing of the mass, and as much by rounding
  LongSum sum;
  for (std::size_t k = 0; k < mass_.size(); ++k) {
    sum.add(mass_[k]);
    if (sum.value() >= share - rounding) return first_ + static_cast<std::int64_t>(k);
  }
  return first_ + static_cast<std::int64_t>(mass_.size()) - 1;
}

CountDistribution CountDistribution::mixture(const std::vector<CountDistribution>& parts) {
  CountDistribution mixed;
  std::int64_t first = parts.front().first_, last = first;
  for (const CountDistribution& part : parts) {
    first = std::min(first, part.first_);
    last = std::max(last, part.first_ + static_cast<std::int64_t>(part.mass_.size()));
  }
  mixed.first_ = first;
  mixed.mass_.assign(static_cast<std::size_t>(last - first), 0.0);
  for (const CountDistribution& part : parts)
    for (std::size_t k = 0; k < part.mass_.size(); ++k) mixed.mass_[static_cast<std::size_t>(part.first_ - first) + k] += part.mass_[k] / static_cast<double>(parts.size());
  return mixed;
}

}  // namespace mainstay::inline v1::stats
