#include "survival/forest_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace mainstay::inline v1::survival {

std::int32_t TimeSteps::left(double time) const noexcept {
  return static_cast<std::int32_t>(std::lower_bound(last.begin(), last.end(), time) - last.begin()) + 1;
}
std::int32_t TimeSteps::seen(double time) const noexcept {
  return static_cast<std::int32_t>(std::upper_bound(middle.begin(), middle.end(), time) - middle.begin());
}

TimeSteps steps_of(const std::vector<double>& times, const std::vector<double>& weights, std::int64_t most) {
  TimeSteps steps;
  const auto size = static_cast<std::int64_t>(times.size());
  double rest = 0.0;
  for (const double weight : weights) rest += weight;
  std::int64_t left = std::min(most, size);
  for (std::int64_t first = 0; first < size;) {
    std::int64_t end = first + 1;
    double inside = weights[first];
    const double share = rest / static_cast<double>(left);
    // So many times that the weight comes next to an equal share; one for each of the steps to come must be left.
    while (end < size && (left == 1 || (size - end >= left && std::fabs(inside + weights[end] - share) < std::fabs(inside - share)))) inside += weights[end++];
    if (size - first == left) inside = weights[first], end = first + 1;
    double half = 0.0;
    std::int64_t middle = first;
    for (; middle < end - 1; ++middle) {
      half += weights[middle];
      if (2.0 * half >= inside) break;
    }
    steps.last.push_back(times[end - 1]);
    steps.middle.push_back(times[middle]);
    rest -= inside;
    --left;
    first = end;
  }
  return steps;
}

void NodeTimes::set(const double* left, const double* entered, std::int32_t steps, std::int32_t causes, double unit, bool any) {
  const std::int32_t kinds = causes + 1;
  causes_ = causes;
  unit_ = unit;
  count_ = 0;
  leavers_ = 0.0;
  place_.assign(static_cast<std::size_t>(steps) + 1, 0);
  expected_.assign(static_cast<std::size_t>(steps) + 1, 0.0);
  cause_of_test_.clear();
  double at_risk = 0.0;
  for (std::int32_t s = 1; s <= steps; ++s)
    for (std::int32_t c = 0; c < kinds; ++c) at_risk += left[s * kinds + c];
  if (entered != nullptr)
    for (std::int32_t s = 1; s <= steps; ++s) at_risk -= entered[s];
  for (std::int32_t c = 1; c < kinds; ++c) {
    double leaving = 0.0;
    for (std::int32_t s = 1; s <= steps; ++s) leaving += left[s * kinds + c];
    leavers_ += leaving * unit;
    if (leaving > 0.0 && !any) cause_of_test_.push_back(c);
  }
  if (any && leavers_ > 0.0) cause_of_test_.push_back(0);
  tests_ = static_cast<std::int32_t>(cause_of_test_.size());
  at_risk_.clear();
  rate_.clear();
  spread_.clear();
  for (std::int32_t s = 1; s <= steps; ++s) {
    double leaving = 0.0, ending = left[s * kinds];
    for (std::int32_t c = 1; c < kinds; ++c) leaving += left[s * kinds + c];
    ending += leaving;
    expected_[s] = expected_[s - 1];
    if (leaving > 0.0) {
      ++count_;
      at_risk_.push_back(at_risk);
      expected_[s] += leaving / at_risk;
      const double people = at_risk * unit;
      for (const std::int32_t cause : cause_of_test_) {
        const double d = cause == 0 ? leaving : left[s * kinds + cause];
        rate_.push_back(d / at_risk * unit);
        spread_.push_back(people > 1.0 ? d * unit * ((at_risk - d) * unit) / ((people - 1.0) * people * people) * unit * unit : 0.0);
      }
    }
    place_[s] = count_;
    at_risk -= ending;
    if (entered != nullptr) at_risk += entered[s];  // at risk after the step
  }
}

template <class Number>
void CutSearch::read(const NodeTimes& times, const Number* cells, const Number* entered, const Number* rows, std::int32_t slots) {
  const std::int32_t kinds = times.causes_ + 1, count = times.count_, tests = times.tests_;
  slots_ = slots;
  stride_ = (slots + 7) / 8 * 8;
  const auto size = static_cast<std::size_t>(stride_);
  at_risk_.assign(static_cast<std::size_t>(count) * size, 0.0);
  left_.assign(static_cast<std::size_t>(tests) * size, 0.0);
  any_left_.assign(size, 0.0);
  rows_.assign(size, 0.0);
  for (std::int32_t t = count; t >= 0; --t) {
    for (std::int32_t c = 0; c < kinds; ++c) {
      const Number* from = cells + static_cast<std::int64_t>(t * kinds + c) * slots;
      if (rows == nullptr)
        for (std::int32_t s = 0; s < slots; ++s) rows_[s] += static_cast<double>(from[s]);
      if (t == 0) continue;
      double* risk = at_risk_.data() + static_cast<std::int64_t>(t - 1) * stride_;
      for (std::int32_t s = 0; s < slots; ++s) risk[s] += static_cast<double>(from[s]);
      if (c > 0)
        for (std::int32_t s = 0; s < slots; ++s) any_left_[s] += static_cast<double>(from[s]);
    }
    if (t == 0) break;
    double* risk = at_risk_.data() + static_cast<std::int64_t>(t - 1) * stride_;
    if (t < count)
      for (std::int32_t s = 0; s < slots; ++s) risk[s] += risk[stride_ + s];
    if (entered != nullptr)
      for (std::int32_t s = 0; s < slots; ++s) risk[s] -= static_cast<double>(entered[static_cast<std::int64_t>(t) * slots + s]);
  }
  for (std::int32_t k = 0; k < tests; ++k) {
    const std::int32_t cause = times.cause_of_test_[k];
    double* left = left_.data() + static_cast<std::int64_t>(k) * stride_;
    if (cause == 0) std::copy(any_left_.begin(), any_left_.end(), left);
    else
      for (std::int32_t t = 1; t <= count; ++t) {
        const Number* from = cells + static_cast<std::int64_t>(t * kinds + cause) * slots;
        for (std::int32_t s = 0; s < slots; ++s) left[s] += static_cast<double>(from[s]);
      }
  }
  if (rows != nullptr)
    for (std::int32_t s = 0; s < slots; ++s) rows_[s] = static_cast<double>(rows[s]);
}
template void CutSearch::read<std::int32_t>(const NodeTimes&, const std::int32_t*, const std::int32_t*, const std::int32_t*, std::int32_t);
template void CutSearch::read<double>(const NodeTimes&, const double*, const double*, const double*, std::int32_t);

namespace {

// expected += rate · y, spread += weight · y (all − y), for a test.
inline void add_time(const double* __restrict risk, std::int32_t count, double all, double rate, double weight, double* __restrict expected, double* __restrict spread) {
  for (std::int32_t s = 0; s < count; ++s) {
    expected[s] += rate * risk[s];
    spread[s] += weight * (risk[s] * (all - risk[s]));
  }
}

}  // namespace

std::int32_t CutSearch::along(const NodeTimes& times, const CutRules& rules, std::int32_t first, stats::Random& random, double& statistic) {
  const std::int32_t tests = times.tests_, cuts = slots_ - 1;
  if (cuts < 1 || tests == 0) return 0;
  const auto size = static_cast<std::size_t>(stride_);
  risk_.resize(size);
  expected_.assign(size * static_cast<std::size_t>(tests), 0.0);
  spread_.assign(size * static_cast<std::size_t>(tests), 0.0);
  // Which cuts are allowed, and which of them are tried.
  chosen_.clear();
  double all_rows = 0.0, all_left = 0.0, rows = 0.0, left = 0.0;
  for (std::int32_t s = 0; s < slots_; ++s) {
    all_rows += rows_[s];
    all_left += any_left_[s];
  }
  for (std::int32_t p = 0; p < cuts; ++p) {
    rows += rows_[order_[p]];
    left += any_left_[order_[p]];
    if (p + 1 < first || rows < rules.least_rows || all_rows - rows < rules.least_rows) continue;
    if (left * times.unit_ < rules.least_leavers || (all_left - left) * times.unit_ < rules.least_leavers) continue;
    chosen_.push_back(p);
  }
  if (chosen_.empty()) return 0;
  if (rules.cuts > 0 && rules.cuts < static_cast<std::int64_t>(chosen_.size())) {
    stats::draw_first(chosen_, rules.cuts, random);
    chosen_.resize(static_cast<std::size_t>(rules.cuts));
    std::sort(chosen_.begin(), chosen_.end());
  }
  const std::int32_t upto = chosen_.back() + 1;
  for (std::int32_t t = 0; t < times.count_; ++t) {
    const double* from = at_risk_.data() + static_cast<std::int64_t>(t) * stride_;
    double running = 0.0;
    for (std::int32_t p = 0; p < upto; ++p) risk_[p] = running += from[order_[p]];
    for (std::int32_t k = 0; k < tests; ++k)
      add_time(risk_.data(), upto, times.at_risk_[t], times.rate_[t * tests + k], times.spread_[t * tests + k], expected_.data() + static_cast<std::int64_t>(k) * stride_,
               spread_.data() + static_cast<std::int64_t>(k) * stride_);
  }
  statistic_.assign(size, 0.0);
  for (std::int32_t k = 0; k < tests; ++k) {
    const double* ended = left_.data() + static_cast<std::int64_t>(k) * stride_;
    const double* expected = expected_.data() + static_cast<std::int64_t>(k) * stride_;
    const double* spread = spread_.data() + static_cast<std::int64_t>(k) * stride_;
    double observed = 0.0;
    for (std::int32_t p = 0; p < upto; ++p) {
      observed += ended[order_[p]];
      const double difference = observed * times.unit_ - expected[p];
      if (spread[p] > 0.0) statistic_[p] += difference * difference / spread[p];
    }
  }
  std::int32_t best = 0;
  for (const std::int32_t p : chosen_)
    if (statistic_[p] > statistic) {
      statistic = statistic_[p];
      best = p + 1;
    }
  return best;
}

void CutSearch::numbers(const NodeTimes& times, const CutRules& rules, const std::uint8_t* code, std::int32_t missing, stats::Random& random, Cut& best) {
  const std::int32_t slots = slots_;
  const bool gaps = slots > 0 && code[slots - 1] == missing;
  double statistic = best.statistic;
  const auto keep = [&](std::int32_t count) {
    if (count == 0) return;
    best = Cut{};
    best.statistic = statistic;
    best.last = -1;
    for (std::int32_t p = 0; p < count; ++p) {
      const std::int32_t c = code[order_[p]];
      best.left[c >> 6] |= std::uint64_t{1} << (c & 63);
      if (c != missing) best.last = std::max(best.last, c);
    }
  };
  order_.resize(static_cast<std::size_t>(slots));
  for (std::int32_t s = 0; s < slots; ++s) order_[s] = s;
  keep(along(times, rules, 0, random, statistic));
  if (!gaps) return;
  for (std::int32_t s = 0; s < slots; ++s) order_[s] = s == 0 ? slots - 1 : s - 1;
  // Missing values alone on the left is the cut that has them alone on the right.
  keep(along(times, rules, 2, random, statistic));
}

void CutSearch::levels(const NodeTimes& times, const CutRules& rules, const std::uint8_t* code, stats::Random& random, Cut& best) {
  const std::int32_t slots = slots_, tests = times.tests_;
  double statistic = best.statistic;
  key_.resize(static_cast<std::size_t>(slots));
  for (std::int32_t k = tests > 1 ? -1 : 0; k < tests; ++k) {
    for (std::int32_t s = 0; s < slots; ++s) {
      double observed = 0.0, expected = 0.0;
      for (std::int32_t test = std::max(k, 0); test < (k < 0 ? tests : k + 1); ++test) {
        observed += left_[static_cast<std::int64_t>(test) * stride_ + s] * times.unit_;
        for (std::int32_t t = 0; t < times.count_; ++t) expected += times.rate_[t * tests + test] * at_risk_[static_cast<std::int64_t>(t) * stride_ + s];
      }
      key_[s] = (observed + 1.0) / (expected + 1.0);  // levels of a few people are drawn towards the middle
    }
    order_.resize(static_cast<std::size_t>(slots));
    for (std::int32_t s = 0; s < slots; ++s) order_[s] = s;
    std::sort(order_.begin(), order_.end(), [&](std::int32_t a, std::int32_t b) { return key_[a] != key_[b] ? key_[a] < key_[b] : a < b; });
    const std::int32_t count = along(times, rules, 0, random, statistic);
    if (count == 0) continue;
    best = Cut{};
    best.statistic = statistic;
    for (std::int32_t p = 0; p < count; ++p) best.left[code[order_[p]] >> 6] |= std::uint64_t{1} << (code[order_[p]] & 63);
  }
}

PooledCurve::PooledCurve(std::int32_t steps, std::int32_t causes)
    : steps_(steps), causes_(causes), sum_(static_cast<std::size_t>(steps + 1) * static_cast<std::size_t>(causes + 2), 0.0) {}

void PooledCurve::clear() noexcept { std::fill(sum_.begin(), sum_.end(), 0.0); }

void PooledCurve::close() noexcept {
  const std::int32_t kinds = causes_ + 2;
  // From the last step back: at risk are those who end at a step or later and have entered before.
  double at_risk = 0.0, most = 0.0;
  for (std::int32_t s = steps_; s >= 1; --s) {
    double* row = sum_.data() + static_cast<std::int64_t>(s) * kinds;
    double leaving = 0.0;
    for (std::int32_t c = 1; c <= causes_; ++c) leaving += row[c];
    at_risk += row[0] + leaving - row[causes_ + 1];
    most = std::max(most, at_risk);
    const double people = std::max(at_risk, leaving);  // what is left of rounding may fall short
    for (std::int32_t c = 1; c <= causes_; ++c) row[c] = people > 1e-12 * most ? row[c] / people : 0.0;
  }
}

double PooledCurve::walk(std::int32_t after, std::int32_t upto, double staying, double* incidence) const noexcept {
  const std::int32_t kinds = causes_ + 2;
  for (std::int32_t s = after + 1; s <= upto; ++s) {
    const double* row = sum_.data() + static_cast<std::int64_t>(s) * kinds;
    double leaving = 0.0;
    for (std::int32_t c = 1; c <= causes_; ++c) {
      incidence[c - 1] += staying * row[c];
      leaving += row[c];
    }
    staying *= std::max(0.0, 1.0 - leaving);
  }
  return staying;
}

}  // namespace mainstay::inline v1::survival
