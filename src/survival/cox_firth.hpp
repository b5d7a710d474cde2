// Cox's regression with Firth's correction.
#pragma once

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

CoxFit cox_firth(const CoxInput& input, const CoxOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::survival
