#include "performance/rolling_spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void WindowQuantiles::prepare(const double* values, std::int64_t days) {
  sorted_.clear();
  for (std::int64_t i = 0; i < days; ++i)
    if (values[i] == values[i]) sorted_.push_back(values[i]);
  std::sort(sorted_.begin(), sorted_.end());
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
  rank_.resize(at(days));
  for (std::int64_t i = 0; i < days; ++i)
    rank_[at(i)] = values[i] == values[i] ? static_cast<std::int32_t>(std::lower_bound(sorted_.begin(), sorted_.end(), values[i]) - sorted_.begin()) : -1;
  top_ = 1;
  while (static_cast<std::size_t>(top_) * 2 <= sorted_.size()) top_ *= 2;
}

void WindowQuantiles::count(std::int32_t day, std::int32_t change) {
  const std::int32_t rank = rank_[at(day)];
  if (rank < 0) return;
  counted_ += change;
  for (std::size_t i = at(rank) + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += change;
}

double WindowQuantiles::value_at(std::int64_t place) const {
  std::size_t i = 0;
  for (auto step = static_cast<std::size_t>(top_); step > 0; step /= 2)
    if (i + step < tree_.size() && tree_[i + step] <= place) {
      i += step;
      place -= tree_[i];
    }
  return sorted_[i];
}

void WindowQuantiles::quantiles(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, const std::vector<double>& probabilities, double* out) {
  tree_.assign(sorted_.size() + 1, 0);
  counted_ = 0;
  std::int32_t first = 0, last = 0;
  for (std::int64_t i = 0; i < windows; ++i) {
    for (; last < to[i]; ++last) count(last, 1);
    for (; first < from[i]; ++first) count(first, -1);
    for (const double probability : probabilities) {
      if (counted_ == 0) {
        *out++ = nothing;
        continue;
      }
      const double place = probability * static_cast<double>(counted_ - 1), whole = std::floor(place), low = value_at(static_cast<std::int64_t>(whole));
      *out++ = place == whole ? low : low + (place - whole) * (value_at(static_cast<std::int64_t>(whole) + 1) - low);
    }
  }
}

void window_fading_means(const double* values, const std::int64_t* days, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double half_life, double* out) {
  for (std::int64_t i = 0; i < windows; ++i) {
    double sum = 0.0, weights = 0.0;
    std::int64_t before = 0;
    for (std::int32_t k = from[i]; k < to[i]; ++k) {
      if (values[k] != values[k]) continue;
      const double kept = weights == 0.0 ? 0.0 : std::exp2(-static_cast<double>(days[k] - before) / half_life);
      sum = sum * kept + values[k];
      weights = weights * kept + 1.0;
      before = days[k];
    }
    out[i] = weights == 0.0 ? nothing : sum / weights;
  }
}

}  // namespace mainstay::inline v1::performance
