// The definitions of turnover as arithmetic on a group's headcounts.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/attrition/rates.hpp"

namespace mainstay::inline v1::attrition {

inline constexpr RateDefinition all_definitions[] = {RateDefinition::mid,     RateDefinition::monthly_average_12,   RateDefinition::monthly_average_13, RateDefinition::crude_wastage,
                                                     RateDefinition::opening, RateDefinition::leavers_plus_closing, RateDefinition::exposure,           RateDefinition::jolts};

/// Headcounts of one group in one period.
struct Headcounts {
  double leavers = 0, opening = 0, closing = 0, person_days = 0, days = 0;
  const double* month_ends = nullptr;  ///< one for each month, the closing headcount last
  std::int64_t months = 0;             ///< 0: the period is not whole months
  const double* twelfths = nullptr;    ///< one for each calendar month
  std::int64_t calendar_months = 0;    ///< 0: the period is not whole calendar months
};

/// NaN where the period lacks the months that the definition needs.
double denominator_of(RateDefinition definition, const Headcounts& counts);
RatePer per_of(RateDefinition definition);
RateInterval interval_of(RateDefinition definition);

/// Length of a period in years: whole months / 12, otherwise days / 365.25.
double years_of(const Headcounts& counts);
/// A rate of the definition brought to the length of the period.
double period_rate(RatePer per, double rate, double years);
/// A rate brought to a year; NaN for none, and where more than everybody would be compounded.
double annual_rate(Annualise annualise, RatePer per, double rate, double years);

}  // namespace mainstay::inline v1::attrition
