// Cox's regression with the discrete likelihood of tied times.
#pragma once

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

CoxFit cox_exact(const CoxInput& input, const CoxOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::survival
