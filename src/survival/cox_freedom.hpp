// Penalties that are stated by the effective degrees of freedom they leave.
#pragma once

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Whether a penalty is stated so.
bool states_freedom(const CoxOptions& options);

/// The options with the ridge at which each such column has its degrees of freedom, Σ over its terms of 1 − penalty · variance
/// (Gray 1992): at its own coefficients, so that each trial is a fit. Refuses what no penalty reaches.
CoxOptions with_freedom(const CoxInput& input, const CoxOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::survival
