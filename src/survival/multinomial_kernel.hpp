// One row of a multinomial hazard in one period: staying, or leaving for one of the causes.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::survival {

/// hazards[j] = exp(a[j] + eta[j]) / (1 + sum of them) over `causes`; a of minus infinity gives 0. Returns the logarithm of staying, -log(1 + sum).
double multinomial_hazards(const double* a, const double* eta, std::int64_t causes, double* hazards);

}  // namespace mainstay::inline v1::survival
