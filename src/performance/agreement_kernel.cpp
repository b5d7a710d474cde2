#include "performance/agreement_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double over_sum(double a, double b) {
  if (a == b) return 0.0;
  const double share = (a - b) / (a + b);
  return share * share;
}

}  // namespace

AlphaCounts::AlphaCounts(const UnitRatings& ratings, AgreementLevel level, std::int32_t left_out) : level_(level), distinct_(ratings.distinct), start_{0} {
  for (std::int64_t u = 0; u < ratings.units(); ++u) {
    const std::size_t before = value_.size();
    for (std::int64_t i = ratings.start[at(u)]; i < ratings.start[at(u + 1)]; ++i)
      if (ratings.rater[at(i)] != left_out) value_.push_back(ratings.value[at(i)]);
    if (value_.size() < before + 2) {
      value_.resize(before);
      continue;
    }
    std::sort(value_.begin() + static_cast<std::ptrdiff_t>(before), value_.end());
    start_.push_back(static_cast<std::int64_t>(value_.size()));
  }
  if (level_ == AgreementLevel::interval) {  // about a value in the middle: differences stay, squares do not drown them
    double middle = 0.0;
    for (const std::int32_t v : value_) middle += distinct_[at(v)] / static_cast<double>(value_.size());
    for (double& value : distinct_) value -= middle;
  }
  if (level_ != AgreementLevel::nominal && level_ != AgreementLevel::ratio) return;
  for (std::int64_t u = 0; u < units(); ++u) {
    const std::int64_t first = start_[at(u)], last = start_[at(u + 1)];
    double sum = 0.0;
    std::vector<std::pair<double, double>> counted;  // value, how often
    for (std::int64_t i = first; i < last; ++i) {
      if (i == first || value_[at(i)] != value_[at(i - 1)]) counted.emplace_back(distinct_[at(value_[at(i)])], 0.0);
      counted.back().second += 1.0;
    }
    const double m = static_cast<double>(last - first);
    if (level_ == AgreementLevel::nominal) {
      sum = m * m;
      for (const auto& [value, count] : counted) sum -= count * count;
    } else {
      for (std::size_t a = 0; a < counted.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) sum += 2.0 * counted[a].second * counted[b].second * over_sum(counted[a].first, counted[b].first);
    }
    own_.push_back(sum / (m - 1.0));
  }
}

Disagreement AlphaCounts::of(const std::vector<std::int32_t>& times) const {
  std::vector<double> count(distinct_.size(), 0.0);
  double n = 0.0;
  for (std::int64_t u = 0; u < units(); ++u) {
    const double often = times[at(u)];
    if (often == 0.0) continue;
    for (std::int64_t i = start_[at(u)]; i < start_[at(u + 1)]; ++i) count[at(value_[at(i)])] += often;
    n += often * static_cast<double>(start_[at(u + 1)] - start_[at(u)]);
  }
  if (n < 2.0) return {missing, missing};
  double observed = 0.0, expected = 0.0;
  if (level_ == AgreementLevel::nominal || level_ == AgreementLevel::ratio) {
    for (std::int64_t u = 0; u < units(); ++u) observed += times[at(u)] * own_[at(u)];
    if (level_ == AgreementLevel::nominal) {
      expected = n * n;
      for (const double c : count) expected -= c * c;
    } else {
      for (std::size_t a = 0; a < count.size(); ++a) {
        if (count[a] == 0.0) continue;
        double sum = 0.0;
        for (std::size_t b = 0; b < a; ++b) sum += count[b] * over_sum(distinct_[a], distinct_[b]);
        expected += 2.0 * count[a] * sum;
      }
    }
  } else {
    std::vector<double> ranks;
    if (level_ == AgreementLevel::ordinal) {  // the ratings between two values, themselves half, are the difference of their mean ranks
      double before = 0.0;
      for (const double c : count) ranks.push_back(before + 0.5 * c - 0.5 * n), before += c;
    }
    const std::vector<double>& place = level_ == AgreementLevel::ordinal ? ranks : distinct_;
    for (std::int64_t u = 0; u < units(); ++u) {
      if (times[at(u)] == 0) continue;
      const std::int64_t first = start_[at(u)], last = start_[at(u + 1)];
      const double m = static_cast<double>(last - first), origin = place[at(value_[at(first)])];
      double sum = 0.0, squares = 0.0;
      for (std::int64_t i = first; i < last; ++i) {
        const double moved = place[at(value_[at(i)])] - origin;
        sum += moved;
        squares += moved * moved;
      }
      observed += times[at(u)] * 2.0 * (m * squares - sum * sum) / (m - 1.0);
    }
    double sum = 0.0;
    for (std::size_t v = 0; v < count.size(); ++v) sum += count[v] * place[v];
    const double mean = sum / n;
    for (std::size_t v = 0; v < count.size(); ++v) expected += 2.0 * n * count[v] * (place[v] - mean) * (place[v] - mean);
  }
  return {std::max(0.0, observed) / n, std::max(0.0, expected) / (n * (n - 1.0))};
}

Intraclass intraclass_of(const MeanSquares& s, int form, bool mean, double confidence_level) {
  const double n = s.n, k = s.k, tail = 0.5 * (1.0 - confidence_level);
  const double error = form == 1 ? s.within : s.residual, below = form == 1 ? n * (k - 1.0) : (n - 1.0) * (k - 1.0);
  Intraclass result{missing, missing, missing, s.units / error, n - 1.0, below};
  if (form != 2) {
    result.value = mean ? (s.units - error) / s.units : (s.units - error) / (s.units + (k - 1.0) * error);
    const double low = result.statistic / stats::fisher_quantile(1.0 - tail, n - 1.0, below), high = result.statistic * stats::fisher_quantile(1.0 - tail, below, n - 1.0);
    const auto of = [&](double f) { return std::isinf(f) ? 1.0 : mean ? 1.0 - 1.0 / f : (f - 1.0) / (f + k - 1.0); };
    result.lower = of(low);
    result.upper = of(high);
    return result;
  }
  const double single = (s.units - s.residual) / (s.units + (k - 1.0) * s.residual + k * (s.raters - s.residual) / n);
  result.value = mean ? (s.units - s.residual) / (s.units + (s.raters - s.residual) / n) : single;
  if (single >= 1.0) {
    result.lower = result.upper = 1.0;
    return result;
  }
  const double a = k * single / (n * (1.0 - single)), b = 1.0 + k * single * (n - 1.0) / (n * (1.0 - single));
  const double one = a * s.raters, other = b * s.residual;
  const double degrees = (one + other) * (one + other) / (one * one / (k - 1.0) + other * other / ((n - 1.0) * (k - 1.0)));
  const double low = stats::fisher_quantile(1.0 - tail, n - 1.0, degrees), high = stats::fisher_quantile(1.0 - tail, degrees, n - 1.0), rest = k * s.raters + (k * n - k - n) * s.residual;
  result.lower = n * (s.units - low * s.residual) / (low * rest + n * s.units);
  result.upper = n * (high * s.units - s.residual) / (rest + n * high * s.units);
  if (mean) {
    result.lower = k * result.lower / (1.0 + (k - 1.0) * result.lower);
    result.upper = k * result.upper / (1.0 + (k - 1.0) * result.upper);
  }
  return result;
}

}  // namespace mainstay::inline v1::performance
