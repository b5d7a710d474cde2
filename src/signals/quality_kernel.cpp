#include "core/at.hpp"
#include "signals/quality_kernel.hpp"

#include <algorithm>
#include <limits>

namespace mainstay::inline v1::signals {

namespace {

// Kaplan-Meier: the survival falls by exits / at risk at each time.
template <class Count, class AtRisk>
double fall(const std::vector<Count>& exits, std::int64_t lead, std::int64_t horizon, AtRisk at_risk) {
  double survival = 1.0, before = 1.0;
  for (std::int64_t t = 0; t <= horizon; ++t) {
    if (t == lead) before = survival;
    const Count there = at_risk(t);
    if (there == Count{0}) return survival > 0.0 ? std::numeric_limits<double>::quiet_NaN() : t < lead ? 0.0 : before;
    survival *= 1.0 - static_cast<double>(exits[at(t)]) / static_cast<double>(there);
  }
  return before - survival;
}

}  // namespace

void FollowUp::clear() {
  std::fill(exits_.begin(), exits_.end(), 0.0);
  std::fill(ends_.begin(), ends_.end(), 0.0);
}

void FollowUp::add(std::int64_t time, bool left, double times) {
  if (time <= horizon_ && left) exits_[at(time)] += times;
  ends_[at(std::min(time, horizon_ + 1))] += times;
}

double FollowUp::in_time() const {
  std::vector<double> at_risk = ends_;  // from the back, so that nobody is 0 whatever the weights
  for (std::size_t t = at_risk.size() - 1; t-- > 0;) at_risk[t] += at_risk[t + 1];
  return fall(exits_, lead_, horizon_, [&](std::int64_t t) { return at_risk[at(t)]; });
}

double everybody_at(const std::vector<std::pair<std::int64_t, std::int64_t>>& alerts_by_tenure, const std::vector<AlikeFollowed>& people, std::int64_t lead, std::int64_t horizon) {
  FollowUp follow(lead, horizon);
  bool any = false;
  for (const auto& [tenure, alerts] : alerts_by_tenure) {
    std::int64_t there = 0;
    for (const AlikeFollowed& alike : people)
      if (alike.first <= tenure && tenure <= alike.last) there += alike.people;
    if (there == 0) continue;
    any = true;
    for (const AlikeFollowed& alike : people)
      if (alike.first <= tenure && tenure <= alike.last) follow.add(alike.observed - tenure, alike.left, static_cast<double>(alerts) * static_cast<double>(alike.people) / static_cast<double>(there));
  }
  return any ? follow.in_time() : std::numeric_limits<double>::quiet_NaN();
}

void EveryDay::add(std::int64_t first, std::int64_t last, std::int64_t until, bool left) {
  const std::int64_t days = last - first + 1, ahead = until - last;  // at risk for t days: all of them up to t = ahead, one fewer with each day more
  everybody_ += days;
  const auto mark = [&](std::vector<std::int64_t>& list, std::int64_t t, std::int64_t by) {
    if (t <= horizon_) list[at(t)] += by;
  };
  mark(bends_, ahead + 1, 1);
  mark(bends_, ahead + days + 1, -1);
  if (!left) return;
  mark(exits_, ahead, 1);
  mark(exits_, ahead + days, -1);
}

double EveryDay::in_time() const {
  std::vector<std::int64_t> exits = exits_, at_risk(bends_.size());
  std::int64_t there = everybody_, falling = 0;
  for (std::size_t t = 0; t < at_risk.size(); ++t) {
    if (t > 0) exits[t] += exits[t - 1];
    falling += bends_[t];
    at_risk[t] = there -= falling;
  }
  return fall(exits, lead_, horizon_, [&](std::int64_t t) { return at_risk[at(t)]; });
}

std::vector<std::pair<std::int64_t, std::int64_t>> counted(std::vector<std::int64_t> values) {
  std::vector<std::pair<std::int64_t, std::int64_t>> counts;
  if (values.empty()) return counts;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const std::int64_t lowest = *low;
  const std::uint64_t range = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(lowest);
  if (range <= 4 * values.size() + 4096) {
    std::vector<std::int64_t> times(range + 1, 0);
    for (const std::int64_t value : values) ++times[at(value - lowest)];
    for (std::size_t k = 0; k < times.size(); ++k)
      if (times[k] > 0) counts.emplace_back(lowest + static_cast<std::int64_t>(k), times[k]);
    return counts;
  }
  std::sort(values.begin(), values.end());
  for (const std::int64_t value : values) {
    if (counts.empty() || counts.back().first != value) counts.emplace_back(value, 0);
    ++counts.back().second;
  }
  return counts;
}

double median_days(const std::vector<std::int64_t>& times, std::int64_t first) {
  std::int64_t all = 0;
  for (const std::int64_t count : times) all += count;
  if (all == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto day_of = [&](std::int64_t place) {
    std::int64_t k = 0;
    while (place >= times[at(k)]) place -= times[at(k++)];
    return static_cast<double>(first + k);
  };
  return 0.5 * (day_of((all - 1) / 2) + day_of(all / 2));
}

}  // namespace mainstay::inline v1::signals
