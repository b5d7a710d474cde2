// How predictions of Cox models are laid out and filled.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Rows of a fit's baseline by stratum and time.
class CoxBaselineLookup {
 public:
  explicit CoxBaselineLookup(const CoxFit& fit);
  std::int64_t first(std::int64_t stratum) const noexcept { return first_[stratum]; }
  /// The last row of the stratum whose time is at most `time`; first(stratum) - 1 before all.
  std::int64_t row(std::int64_t stratum, double time) const;

 private:
  const CoxFit& fit_;
  std::vector<std::int64_t> first_;
};

/// Room for rows × times; refuses what the fit was made without.
CoxPrediction room_for_curves(const char* key, const CoxFit& fit, std::int64_t rows, bool own_times, const CoxPredictOptions& options);

/// One place of the curves: the cumulative hazard and its standard error, or missing values.
void put_curve(CoxPrediction& result, std::int64_t place, double cumulative, double error, const CoxPredictOptions& options, double factor);
/// The same of a cumulative hazard beyond all numbers, by its logarithm and its error relative to itself; the interval is [0, 1] where these are no numbers either.
void put_end(CoxPrediction& result, std::int64_t place, double log_cumulative, double relative_error, const CoxPredictOptions& options, double factor);
void put_missing(CoxPrediction& result, std::int64_t place);

}  // namespace mainstay::inline v1::survival
