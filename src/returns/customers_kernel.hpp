// When customers buy again. Plain numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/returns/customers.hpp"

namespace mainstay::inline v1::returns {

/// The curve of one product: at the distinct times, ascending, how many were observed just before, how many bought at it, and who had not bought after it.
struct RenewalCurve {
  std::vector<double> time, at_risk, events, survival;
  double renewals = 0.0;
};

struct Renewal {
  double probability, lower, upper;
  RenewalBasis basis;
};

/// P(a < T <= a + h | T > a) with its interval; `critical` normal units.
Renewal renewal_within(const RenewalCurve& curve, std::int64_t age, std::int64_t horizon, std::int64_t least_renewals, double critical);

}  // namespace mainstay::inline v1::returns
