#include "returns/selection_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/quantile.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

RuleTruth SelectionCut::truth(double value) const noexcept {
  bool met = false;
  switch (compare) {  // false for a cut that is not there
    case SelectionCompare::above: met = value > at; break;
    case SelectionCompare::at_most: met = value <= at; break;
    case SelectionCompare::below: met = value < at; break;
    default: met = value >= at;
  }
  return met ? RuleTruth::yes : RuleTruth::no;
}

SelectionCut cut_in(const SelectionRule& rule, std::span<const double> sorted) {
  SelectionCut cut{nothing, rule.compare, static_cast<std::int64_t>(sorted.size())};
  if (rule.kind == SelectionKind::value) {
    cut.at = *rule.threshold;
    return cut;
  }
  if (rule.kind == SelectionKind::quantile) {
    if (!sorted.empty()) cut.at = stats::sorted_quantile(sorted, *rule.probability);
    return cut;
  }
  const bool top = rule.kind == SelectionKind::top_share;
  cut.compare = top ? SelectionCompare::at_least : SelectionCompare::at_most;
  const std::size_t n = sorted.size(), k = static_cast<std::size_t>(std::floor(*rule.share * static_cast<double>(n) + 1e-9));
  if (k == 0) return cut;
  cut.at = top ? sorted[n - k] : sorted[k - 1];
  const bool more = k < n && (top ? sorted[n - k - 1] : sorted[k]) == cut.at;  // than k have it
  if (more && rule.ties == SelectionTies::exclude) cut.compare = top ? SelectionCompare::above : SelectionCompare::below;
  return cut;
}

SelectionPlaces::SelectionPlaces(std::span<const double> sorted) : sorted_(sorted) {
  if (sorted.empty()) return;
  const std::size_t buckets = sorted.size() / 2 + 1;
  low_ = sorted.front();
  const double width = sorted.back() / 2.0 - low_ / 2.0;  // half of it: the whole need not be finite
  if (width > 0.0) per_width_ = static_cast<double>(buckets - 1) / width / 2.0;
  if (!std::isfinite(per_width_)) per_width_ = 0.0;  // one bucket
  first_.assign(per_width_ > 0.0 ? buckets + 1 : 2, 0);
  for (const double value : sorted) ++first_[bucket(value) + 1];
  for (std::size_t b = 1; b < first_.size(); ++b) first_[b] += first_[b - 1];
}

// Never falls as the value rises; so smaller values are in the same bucket or before it, and larger ones in it or behind.
std::size_t SelectionPlaces::bucket(double value) const noexcept {
  const double place = value > low_ ? (value - low_) * per_width_ : 0.0;
  const std::size_t last = first_.size() - 2;
  return place < static_cast<double>(last) ? static_cast<std::size_t>(place) : last;
}

std::int64_t SelectionPlaces::smaller(double value) const noexcept {
  if (sorted_.empty()) return 0;
  const std::size_t b = bucket(value);
  return std::lower_bound(sorted_.begin() + first_[b], sorted_.begin() + first_[b + 1], value) - sorted_.begin();
}

std::int64_t SelectionPlaces::larger(double value) const noexcept {
  if (sorted_.empty()) return 0;
  const std::size_t b = bucket(value);
  return sorted_.end() - std::upper_bound(sorted_.begin() + first_[b], sorted_.begin() + first_[b + 1], value);
}

RuleTruth combine_rules(SelectionCombine combine, std::int64_t least, double score_threshold, std::span<const RuleTruth> truth, std::span<const double> weights) {
  if (combine == SelectionCombine::score) {
    double low = 0.0, high = 0.0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      if (truth[i] == RuleTruth::yes) low += weights[i];
      if (truth[i] != RuleTruth::no) high += weights[i];
    }
    const double room = 1e-9 * std::max(1.0, std::fabs(score_threshold));
    return low >= score_threshold - room ? RuleTruth::yes : high >= score_threshold - room ? RuleTruth::unknown : RuleTruth::no;
  }
  const auto rules = static_cast<std::int64_t>(truth.size());
  const std::int64_t needed = combine == SelectionCombine::all ? rules : combine == SelectionCombine::any ? 1 : least;
  const std::int64_t met = std::count(truth.begin(), truth.end(), RuleTruth::yes), open = std::count(truth.begin(), truth.end(), RuleTruth::unknown);
  return met >= needed ? RuleTruth::yes : met + open >= needed ? RuleTruth::unknown : RuleTruth::no;
}

std::int64_t most_who_meet(std::span<const std::int64_t> counts, std::int64_t everybody, std::int64_t least) {
  if (least <= 0) return everybody;
  if (least > static_cast<std::int64_t>(counts.size())) return 0;
  std::int64_t low = 0, high = everybody;  // what fits is an interval from 0 on: the sum is concave in M
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) sum += std::min(count, middle);
    if (sum >= least * middle) low = middle;
    else high = middle - 1;
  }
  return low;
}

std::int64_t fewest_who_meet(std::span<const std::int64_t> counts, std::int64_t everybody, std::int64_t least) {
  std::vector<std::int64_t> failing;
  for (const std::int64_t count : counts) failing.push_back(everybody - count);
  return everybody - most_who_meet(failing, everybody, static_cast<std::int64_t>(counts.size()) - least + 1);
}

}  // namespace mainstay::inline v1::returns
