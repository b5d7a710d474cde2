// A Cox fit with effects that change over time.
#pragma once

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// No row is cut: each is read once, and its hazard is made for each block of times of one f. n·(blocks)·p for the sums over risk sets; of
/// the information matrix one Gram matrix more for each pair of functions, whatever the number of blocks.
CoxFit cox_over_time(const CoxInput& input, const CoxOptions& options, const RunContext& context);

/// Curves under such a fit; the arguments are checked.
CoxPrediction predict_over_time(const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::survival
