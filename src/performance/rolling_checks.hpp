// What check() cannot see of rows.
#pragma once

#include "mainstay/performance/rolling.hpp"

namespace mainstay::inline v1::performance {

/// Refuses text among the indicators, whole numbers beyond 2^53, negative denominators, and what the options need and is not there.
void check_rolling_rows(const RollingInput& input, const RollingOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::performance
