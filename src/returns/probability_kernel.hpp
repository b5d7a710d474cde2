// The probabilities of every end of time away, of those still away at some time.
//
// At a step, Y at risk, d_j ends of kind j, h_j = d_j / Y, h = Σ h_j; S still away just before. Then F_j ← F_j + S h_j and S ← S (1 − h).
// The counts of a step are multinomial and (S, F_j) moves linearly (Andersen, Borgan, Gill & Keiding 1993, IV.4.1.3), so with V the covariance
//   V_SS ← (1 − h)² V_SS + S² h (1 − h) / Y,   V_SF ← (1 − h)(V_SF + h_j V_SS) − S² h_j (1 − h) / Y,
//   V_FF ← V_FF + 2 h_j V_SF + h_j² V_SS + S² h_j (1 − h_j) / Y.
// Without censoring V_FF = F (1 − F) / n exactly, so F (1 − F) / V_FF counts people. Where F is 0 or 1 that is 0 / 0; its limit is the mean of
// Y / S, which is n without censoring, harmonic, weighted by what was seen to happen at each time, or evenly over time where nothing was.
#pragma once

#include <vector>

#include "survival/counts.hpp"

namespace mainstay::inline v1::returns {

/// How it stands at waited + horizon. Index 0 is open, 1 returned, 2 settled, 3 unreachable.
struct Standing {
  double people = 0.0, at_risk = 0.0, censored = 0.0, followed_until = 0.0;
  double ended[4] = {0.0, 0.0, 0.0, 0.0};  ///< weights; ended[0] is not used
  double probability[4] = {1.0, 0.0, 0.0, 0.0}, variance[4] = {0.0, 0.0, 0.0, 0.0}, effective[4] = {0.0, 0.0, 0.0, 0.0};
  bool followed = true;  ///< false: observation ended at followed_until, and all this is what holds there
};

/// One for each of the rising horizons, of a lane of risk sets with three causes.
std::vector<Standing> standings(const survival::RiskSets& sets, std::int64_t lane, double waited, const std::vector<double>& horizons);

}  // namespace mainstay::inline v1::returns
