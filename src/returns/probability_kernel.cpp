#include "returns/probability_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mainstay::inline v1::returns {

namespace {

// What moves from step to step.
class Walk {
 public:
  // Nothing happens from `time()` to `until`, with so many at risk.
  void wait(double until, double at_risk) {
    away_ += S_ * (until - time_);
    thin_ += S_ * S_ / at_risk * (until - time_);
    time_ = until;
  }
  void end(const double* ended, double at_risk) {
    double d = 0.0;
    for (int j = 1; j < 4; ++j) d += ended[j];
    const double h = d / at_risk, square = S_ * S_ / at_risk;
    for (int j = 1; j < 4; ++j) {
      const double hj = ended[j] / at_risk;
      FF_[j] += 2.0 * hj * SF_[j] + hj * hj * SS_ + square * hj * (1.0 - hj);
      SF_[j] = (1.0 - h) * (SF_[j] + hj * SS_) - square * hj * (1.0 - h);
      F_[j] += S_ * hj;
      spread_[j] += S_ * hj * S_ / at_risk;
    }
    SS_ = (1.0 - h) * (1.0 - h) * SS_ + square * h * (1.0 - h);
    S_ = d >= at_risk ? 0.0 : S_ * (1.0 - h);
  }
  double time() const { return time_; }
  void set_time(double time) { time_ = time; }
  bool nobody_left() const { return S_ <= 0.0; }

  void write(Standing& s) const {
    const double all = F_[1] + F_[2] + F_[3], spread = spread_[1] + spread_[2] + spread_[3];
    s.probability[0] = S_;
    s.variance[0] = SS_;
    s.effective[0] = number(S_, SS_, all, spread);
    for (int j = 1; j < 4; ++j) {
      s.probability[j] = std::min(F_[j], 1.0);
      s.variance[j] = std::max(FF_[j], 0.0);
      s.effective[j] = number(s.probability[j], s.variance[j], F_[j], spread_[j]);
    }
  }

 private:
  double number(double p, double variance, double happened, double spread) const {
    const double binomial = p * (1.0 - p);
    if (binomial > 1e-12 && variance > 1e-12 * binomial / (1.0 + happened)) return binomial / variance;
    if (happened > 0.0) return happened / spread;
    return thin_ > 0.0 ? away_ / thin_ : 0.0;
  }

  double time_ = 0.0, S_ = 1.0, SS_ = 0.0, away_ = 0.0, thin_ = 0.0;
  double F_[4] = {}, FF_[4] = {}, SF_[4] = {}, spread_[4] = {};
};

}  // namespace

std::vector<Standing> standings(const survival::RiskSets& sets, std::int64_t lane, double waited, const std::vector<double>& horizons) {
  const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  const auto observed_after = [&](double time) { return survival::at_risk_before(sets, lane, std::nextafter(time, std::numeric_limits<double>::infinity())); };
  const std::int64_t last = sets.begin[at(lane) + 1];
  std::int64_t k = std::upper_bound(sets.time.begin() + sets.begin[at(lane)], sets.time.begin() + last, waited) - sets.time.begin();
  Walk walk;
  walk.set_time(waited);
  Standing now;
  now.people = observed_after(waited);
  std::vector<Standing> result;
  for (const double horizon : horizons) {
    const double until = waited + horizon;
    if (now.followed && !walk.nobody_left() && !(observed_after(walk.time()) > 0.0)) now.followed = false;
    for (; now.followed && !walk.nobody_left() && k < last && sets.time[at(k)] <= until; ++k) {
      walk.wait(sets.time[at(k)], sets.at_risk[at(k)]);
      double ended[4] = {};
      for (int j = 1; j < 4; ++j) now.ended[j] += ended[j] = sets.cause_events[at(k * sets.causes) + at(j) - 1];
      now.censored += sets.censored[at(k)];
      walk.end(ended, sets.at_risk[at(k)]);
      // Who stops here may be observed up to the horizon, and no further.
      if (!walk.nobody_left() && !(observed_after(sets.time[at(k)]) > 0.0) && sets.time[at(k)] < until) now.followed = false;
    }
    now.at_risk = now.followed ? survival::at_risk_before(sets, lane, until) : 0.0;
    if (now.followed && !walk.nobody_left() && walk.time() < until) walk.wait(until, now.at_risk);
    now.followed_until = now.followed ? until : walk.time();
    walk.write(now);
    result.push_back(now);
  }
  return result;
}

}  // namespace mainstay::inline v1::returns
