#include "performance/decision_flows.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "core/team.hpp"
#include "stats/long_sum.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::performance {

namespace {

// Of sorted values, for each the sum of its preferences to those below: `below` is how much better it is than each.
class Below {
 public:
  Below(const std::vector<double>& sorted, const DecisionCriterion& criterion) : s_(sorted), criterion_(criterion) {
    if (criterion.preference != DecisionPreference::linear) return;
    middle_ = sorted.empty() ? 0.0 : sorted[sorted.size() / 2];
    stats::LongSum sum;
    sums_.push_back(0.0);
    for (const double value : sorted) {
      sum.add(value - middle_);
      sums_.push_back(sum.value());
    }
  }
  std::vector<double> preferences() {
    const double q = criterion_.indifference, p = criterion_.strict.value_or(0.0);
    std::vector<double> result(s_.size());
    std::size_t weak = 0, whole = 0;  // values before `weak` are more than q below, those before `whole` at least p (level: more than p)
    for (std::size_t i = 0; i < s_.size(); ++i) {
      switch (criterion_.preference) {
        case DecisionPreference::usual:
          while (s_[weak] < s_[i]) ++weak;
          result[i] = static_cast<double>(weak);
          break;
        case DecisionPreference::quasi:
          while (s_[i] - s_[weak] > q) ++weak;
          result[i] = static_cast<double>(weak);
          break;
        case DecisionPreference::level:
          while (s_[i] - s_[weak] > q) ++weak;
          while (s_[i] - s_[whole] > p) ++whole;
          result[i] = 0.5 * static_cast<double>(weak) + 0.5 * static_cast<double>(whole);
          break;
        case DecisionPreference::linear: {
          while (s_[i] - s_[weak] > q) ++weak;
          while (s_[i] - s_[whole] >= p) ++whole;
          const double between = static_cast<double>(weak - whole) * ((s_[i] - middle_) - q) - (sums_[weak] - sums_[whole]);
          result[i] = static_cast<double>(whole) + std::clamp(between / (p - q), 0.0, static_cast<double>(weak - whole));
          break;
        }
        case DecisionPreference::gaussian: break;
      }
    }
    return result;
  }

 private:
  const std::vector<double>& s_;
  const DecisionCriterion& criterion_;
  double middle_ = 0.0;
  std::vector<double> sums_;
};

Flows all_pairs(const std::vector<double>& values, double spread, const ChunkRunner& run) {
  const auto n = static_cast<std::int64_t>(values.size());
  Flows flows{std::vector<double>(values.size(), 0.0), std::vector<double>(values.size(), 0.0)};
  const double factor = -0.5 / (spread * spread);
  const std::int64_t chunks = std::clamp<std::int64_t>(n / 64, 1, 64);
  run(chunks, [&](std::int64_t c) {
    const Span span = span_of(n, chunks, c);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      double over = 0.0, under = 0.0;
      for (std::int64_t k = 0; k < n; ++k) {
        const double d = values[at(i)] - values[at(k)], preference = -std::expm1(factor * d * d);
        over += d > 0.0 ? preference : 0.0;
        under += d < 0.0 ? preference : 0.0;
      }
      flows.preferred[at(i)] = over;
      flows.preferred_to_it[at(i)] = under;
    }
  });
  return flows;
}

}  // namespace

Flows flows_of(const std::vector<double>& values, const DecisionCriterion& criterion, const ChunkRunner& run) {
  const std::size_t n = values.size();
  Flows flows;
  if (criterion.preference == DecisionPreference::gaussian) {
    flows = all_pairs(values, *criterion.spread, run);
  } else {
    const std::vector<std::int64_t> order = stats::order_by(values.data(), static_cast<std::int64_t>(n));
    std::vector<double> sorted(n), turned(n);
    for (std::size_t k = 0; k < n; ++k) sorted[k] = values[at(order[k])];
    for (std::size_t k = 0; k < n; ++k) turned[k] = -sorted[n - 1 - k];
    const std::vector<double> over = Below(sorted, criterion).preferences(), under = Below(turned, criterion).preferences();
    flows.preferred.resize(n);
    flows.preferred_to_it.resize(n);
    for (std::size_t k = 0; k < n; ++k) {
      flows.preferred[at(order[k])] = over[k];
      flows.preferred_to_it[at(order[k])] = under[n - 1 - k];
    }
  }
  const double others = n > 1 ? static_cast<double>(n - 1) : 1.0;
  for (double& flow : flows.preferred) flow /= others;
  for (double& flow : flows.preferred_to_it) flow /= others;
  return flows;
}

}  // namespace mainstay::inline v1::performance
