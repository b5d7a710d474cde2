// The product-limit and Aalen–Johansen estimators of one lane, with their standard errors. Pure arithmetic on risk sets.
//
// Notation: at step k, Y = at_risk, d_j = events of cause j, h_j = d_j / Y, h = Σ h_j, S⁻ = survival just before.
//   S = S⁻ (1 − h),   F_j = F_j⁻ + S⁻ h_j,   H = H⁻ + h.
// Greenwood: var(log S) = Σ d / (Y (Y − d)); var(H) = Σ d / Y²; F_j by the same argument carried to several causes: the
// increments of a step are multinomial and (S, F_1 … F_J) moves linearly (Andersen, Borgan, Gill & Keiding 1993, IV.4.1.3).
// Robust: the infinitesimal jackknife, var = Σ w_i² U_i², where U_i is the derivative by the weight of row i. A row at risk
// moves as U_S ← (1−h) U_S + S⁻ (h − dN) / Y and U_j ← U_j + h_j U_S + S⁻ (dN_j − h_j) / Y; sums of w²U and w²UU suffice.
#pragma once

#include <cstdint>
#include <vector>

#include "survival/counts.hpp"

namespace mainstay::inline v1::survival {

/// Where the estimates of one lane go; arrays have one value for each of its steps.
struct LaneEstimate {
  double* survival = nullptr;
  double* survival_log_error = nullptr;  ///< standard error of log survival; infinite or NaN where survival is 0
  double* hazard = nullptr;              ///< cumulative
  double* hazard_error = nullptr;
  double* incidence = nullptr;        ///< causes × steps (cause j at j · stride), null when not wanted
  double* incidence_error = nullptr;  ///< the same shape
  double* cause_hazard = nullptr;     ///< cause-specific cumulative hazards, the same shape
  std::int64_t stride = 0;
};

/// `robust_survival`, `robust_incidence`: the infinitesimal jackknife instead of Greenwood's formula.
void estimate_lane(const RiskSets& sets, const Cells& cells, std::int64_t lane, bool robust_survival, bool robust_incidence,
                   const LaneEstimate& out);

enum class Scale : std::int32_t { log_log = 0, log = 1, plain = 2 };

struct Limits2 {
  double lower, upper;
};
/// Interval of a probability p whose logarithm has standard error `log_error`, at `z` normal units. NaN where the scale has no
/// interval: p = 0 (log_log, log), p = 1 (log_log), or no standard error.
Limits2 probability_limits(double p, double log_error, double z, Scale scale);

/// Inverts a step function that starts at (start, 0) and takes value[k] from time[k] on: for each probability the earliest time at
/// which the function reaches it; the middle of the step when it stays exactly there (within 1.5e-8). NaN = not reached.
/// Values may be NaN (left out) and need not be monotone (limits of intervals): then the smallest value that reaches it counts.
void invert_steps(double start, const double* time, const double* value, std::int64_t steps, const std::vector<double>& probabilities,
                  double* out);

/// Area under survival from 0 to `until` and its standard error (Greenwood): each event's share is (area behind it)² d / (Y (Y − d)).
struct Area {
  double mean, std_error;
};
Area restricted_mean(const RiskSets& sets, std::int64_t lane, const double* survival, double until);

/// Area under a step function that is 0 before the first step.
double area_under(const double* time, const double* value, std::int64_t steps, double until);

}  // namespace mainstay::inline v1::survival
