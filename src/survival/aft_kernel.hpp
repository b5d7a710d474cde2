// Log-likelihoods of lifetimes with exact first and second derivatives, in forms that hold in the tails and for narrow intervals.
#pragma once

#include <cstdint>

#include "mainstay/survival/aft.hpp"

namespace mainstay::inline v1::survival {

/// What a row's likelihood depends on: location (linear predictor), log scale (Gompertz: slope), shape, log odds of never leaving.
enum AftChannel : std::int32_t { at_location, at_scale, at_shape, at_cure, aft_channels };
inline constexpr std::int32_t aft_pairs = aft_channels * (aft_channels + 1) / 2;
/// Place of the pair i <= j among the second derivatives.
constexpr std::int32_t aft_pair(std::int32_t i, std::int32_t j) noexcept { return i * aft_channels - i * (i - 1) / 2 + (j - i); }

struct AftPoint {
  double location = 0.0, scale = 0.0, shape = 0.0, cure = 0.0;
};
struct AftValue {
  double value = 0.0;
  double slope[aft_channels] = {};
  double curve[aft_pairs] = {};
};

/// At time exp(log_time), derivatives by the channels; `cured` mixes in the share that never leaves.
/// log P(T > t). At log_time = -infinity it is 0.
AftValue aft_log_survival(AftDistribution distribution, bool cured, const AftPoint& at, double log_time);
/// log of the rate of leaving.
AftValue aft_log_hazard(AftDistribution distribution, bool cured, const AftPoint& at, double log_time);
/// log P(T > t) of those who leave at all, nothing else: what searches and integrals need often.
double aft_log_survival_only(AftDistribution distribution, const AftPoint& at, double log_time);

enum class AftKind : std::uint8_t { none, exact, right, left, interval };

/// A block of rows. Times are logarithms; entry -infinity: none.
struct AftRows {
  std::int64_t count = 0;
  const AftKind* kind = nullptr;
  const double* low = nullptr;    ///< exact, right, interval
  const double* high = nullptr;   ///< left, interval; may be null if there are none
  const double* entry = nullptr;  ///< or null
  const double* weight = nullptr; ///< or null; rows of weight 0 count as none
  const double* location = nullptr;
  const double* cure = nullptr;   ///< or null: no cure part
  const std::int32_t* stratum = nullptr;  ///< or null: all 0
  const double* scale = nullptr;  ///< by stratum
  double shape = 0.0;
};
/// What comes out, times weight: slope[c][i], curve[pair][i]; only the channels in use are written.
struct AftSlopes {
  double* slope[aft_channels] = {};
  double* curve[aft_pairs] = {};
};
/// Returns the weighted log-likelihood of the block.
double aft_rows(AftDistribution distribution, const AftRows& rows, const AftSlopes& out);

/// log density of log time under the generalised gamma at w = (log t - location)/scale, and log P(W > w), with derivatives by w and shape:
/// value, w, ww, shape, w shape, shape shape.
struct StandardValue {
  double v = 0.0, w = 0.0, ww = 0.0, q = 0.0, wq = 0.0, qq = 0.0;
};
StandardValue generalised_gamma_log_density(double w, double shape);
StandardValue generalised_gamma_log_survival(double w, double shape);

}  // namespace mainstay::inline v1::survival
