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
