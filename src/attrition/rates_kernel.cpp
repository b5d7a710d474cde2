#include "attrition/rates_kernel.hpp"

#include <cmath>
#include <limits>

namespace mainstay::inline v1::attrition {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double sum(const double* values, std::int64_t count) {
  double total = 0.0;
  for (std::int64_t i = 0; i < count; ++i) total += values[i];
  return total;
}

}  // namespace

double denominator_of(RateDefinition definition, const Headcounts& counts) {
  const auto months = static_cast<double>(counts.months);
  switch (definition) {
    case RateDefinition::mid: return (counts.opening + counts.closing) / 2.0;
    case RateDefinition::monthly_average_12: return counts.months == 0 ? missing : sum(counts.month_ends, counts.months) / months;
    case RateDefinition::monthly_average_13: return counts.months == 0 ? missing : (counts.opening + sum(counts.month_ends, counts.months)) / (months + 1.0);
    case RateDefinition::crude_wastage: return counts.person_days / counts.days;
    case RateDefinition::opening: return counts.opening;
    case RateDefinition::leavers_plus_closing: return counts.leavers + counts.closing;
    case RateDefinition::exposure: return counts.person_days / 365.25;
    case RateDefinition::jolts: return counts.calendar_months == 0 ? missing : sum(counts.twelfths, counts.calendar_months);
    case RateDefinition::undeclared: break;
  }
  return missing;
}

RatePer per_of(RateDefinition definition) {
  return definition == RateDefinition::exposure ? RatePer::year : definition == RateDefinition::jolts ? RatePer::month : RatePer::period;
}

RateInterval interval_of(RateDefinition definition) {
  return definition == RateDefinition::leavers_plus_closing ? RateInterval::wilson : RateInterval::exact_poisson;
}

double years_of(const Headcounts& counts) { return counts.months > 0 ? static_cast<double>(counts.months) / 12.0 : counts.days / 365.25; }

double period_rate(RatePer per, double rate, double years) {
  switch (per) {
    case RatePer::year: return rate * years;
    case RatePer::month: return rate * years * 12.0;
    case RatePer::period: break;
  }
  return rate;
}

double annual_rate(Annualise annualise, RatePer per, double rate, double years) {
  if (annualise == Annualise::none || std::isnan(rate)) return missing;
  const double times = per == RatePer::month ? 12.0 : 1.0 / years;
  if (annualise == Annualise::simple) return per == RatePer::year ? rate : rate * times;
  if (per == RatePer::year) return -std::expm1(-rate);
  return rate > 1.0 ? missing : 1.0 - std::pow(1.0 - rate, times);
}

}  // namespace mainstay::inline v1::attrition
