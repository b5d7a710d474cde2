// How many of independent trials succeed when each has a probability of its own: leavers among people.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::stats {

/// The distribution of a count: mass[k] is the probability of first + k.
class CountDistribution {
 public:
  /// Nothing counted yet: 0 for certain.
  CountDistribution() : mass_{1.0} {}
  /// One more trial; O(width). Mass below 1e-20 at either end is dropped, so that the width is some twenty standard deviations
  /// however many trials there are; what is lost so stays below 1e-12 for 1e7 of them.
  void add(double probability);

  /// The count and an independent other one together; O(width · width of the other).
  void add(const CountDistribution& other);
  /// Of trials that are all alike; O(width).
  static CountDistribution binomial(std::int64_t trials, double probability);
  /// The distribution of many trials: halves of halves, so that O(trials · log trials · average variance) is enough.
  static CountDistribution of(const double* probabilities, std::int64_t trials);

  double mean() const noexcept;
  double variance() const noexcept;
  /// P(count <= value).
  double at_most(std::int64_t value) const noexcept;
  /// The smallest count c with P(count <= c) >= share.
  std::int64_t quantile(double share) const noexcept;
  std::int64_t first() const noexcept { return first_; }
  const std::vector<double>& mass() const noexcept { return mass_; }

  /// The distribution of a count of which it is uncertain which of the given ones it has, each being as likely; not none.
  static CountDistribution mixture(const std::vector<CountDistribution>& parts);

 private:
  void trim();
  std::int64_t first_ = 0;
  std::vector<double> mass_;
};

}  // namespace mainstay::inline v1::stats
