#include "core/at.hpp"
#include "signals/quality_kernel.hpp"

#include <algorithm>
#include <limits>
#include <utility>

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

EverybodyAt::EverybodyAt(std::vector<AlikeFollowed> people, std::int64_t lead, std::int64_t horizon) : kinds_(std::move(people)), lead_(lead), horizon_(horizon) {
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    by_first_.push_back(k), by_last_.push_back(k);
    longest_ = std::max(longest_, kinds_[k].observed);
  }
  std::stable_sort(by_first_.begin(), by_first_.end(), [&](std::size_t a, std::size_t b) { return kinds_[a].first < kinds_[b].first; });
  std::stable_sort(by_last_.begin(), by_last_.end(), [&](std::size_t a, std::size_t b) { return kinds_[a].last < kinds_[b].last; });
}

std::vector<double> EverybodyAt::in_time(const std::vector<std::int64_t>& tenures, const std::vector<double>& alerts, const std::vector<std::int64_t>& people) const {
  const std::size_t rules = tenures.empty() ? 0 : alerts.size() / tenures.size();
  std::vector<FollowUp> follow(rules, FollowUp(lead_, horizon_));
  std::vector<char> any(rules, 0);
  std::vector<std::int64_t> left(at(longest_ + 1), 0), all(left.size(), 0);  // watched at the tenure, by the days that they are observed from their start
  std::int64_t there = 0;
  auto enter = by_first_.begin(), leave = by_last_.begin();
  const auto count = [&](std::size_t k, std::int64_t sign) {
    const AlikeFollowed& kind = kinds_[k];
    if (kind.left) left[at(kind.observed)] += sign * people[k];
    all[at(kind.observed)] += sign * people[k];
    there += sign * people[k];
  };
  for (std::size_t t = 0; t < tenures.size(); ++t) {
    const std::int64_t tenure = tenures[t];
    for (; enter != by_first_.end() && kinds_[*enter].first <= tenure; ++enter) count(*enter, 1);
    for (; leave != by_last_.end() && kinds_[*leave].last < tenure; ++leave) count(*leave, -1);
    if (there == 0) continue;
    for (std::size_t r = 0; r < rules; ++r) {
      if (!(alerts[r * tenures.size() + t] > 0.0)) continue;
      any[r] = 1;
      const double each = alerts[r * tenures.size() + t] / static_cast<double>(there);
      std::int64_t beyond = there;
      for (std::int64_t time = 0; time <= horizon_ && tenure + time <= longest_; ++time) {
        const std::int64_t gone = left[at(tenure + time)], ended = all[at(tenure + time)];
        beyond -= ended;
        if (gone > 0) follow[r].add(time, true, each * static_cast<double>(gone));
        if (ended > gone) follow[r].add(time, false, each * static_cast<double>(ended - gone));
      }
      if (beyond > 0) follow[r].add(horizon_ + 1, false, each * static_cast<double>(beyond));
    }
  }
  std::vector<double> shares(rules, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t r = 0; r < rules; ++r)
    if (any[r]) shares[r] = follow[r].in_time();
  return shares;
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
