#include "core/at.hpp"
#include "signals/quality_kernel.hpp"

#include <algorithm>
#include <limits>

namespace mainstay::inline v1::signals {

namespace {

// Kaplan-Meier: the survival falls by exits / at risk at each time.
template <class AtRisk>
double fall(const std::vector<std::int64_t>& exits, std::int64_t lead, std::int64_t horizon, AtRisk at_risk) {
  double survival = 1.0, before = 1.0;
  for (std::int64_t t = 0; t <= horizon; ++t) {
    if (t == lead) before = survival;
    const std::int64_t there = at_risk(t);
    if (there == 0) return survival > 0.0 ? std::numeric_limits<double>::quiet_NaN() : t < lead ? 0.0 : before;
    survival *= 1.0 - static_cast<double>(exits[at(t)]) / static_cast<double>(there);
  }
  return before - survival;
}

}  // namespace

void FollowUp::clear() {
  std::fill(exits_.begin(), exits_.end(), 0);
  std::fill(ends_.begin(), ends_.end(), 0);
}

void FollowUp::add(std::int64_t time, bool left, std::int64_t times) {
  if (time <= horizon_ && left) exits_[at(time)] += times;
  ends_[at(std::min(time, horizon_ + 1))] += times;
}

double FollowUp::in_time() const {
  std::int64_t there = 0;
  for (const std::int64_t count : ends_) there += count;
  return fall(exits_, lead_, horizon_, [&, t_before = std::int64_t{0}](std::int64_t t) mutable {
    for (; t_before < t; ++t_before) there -= ends_[at(t_before)];
    return there;
  });
}

void EveryDay::add(std::int64_t first, std::int64_t last, std::int64_t until, bool left) {
  for (std::int64_t t = 0; t <= horizon_; ++t) {
    const std::int64_t days = std::min(last, until - t) - first + 1;
    if (days <= 0) break;
    at_risk_[at(t)] += days;
    if (left && until - t <= last) ++exits_[at(t)];
  }
}

double EveryDay::in_time() const {
  return fall(exits_, lead_, horizon_, [&](std::int64_t t) { return at_risk_[at(t)]; });
}

}  // namespace mainstay::inline v1::signals
