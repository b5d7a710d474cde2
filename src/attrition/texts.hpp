// What was counted, in words: the definition (口径) that stands beside a figure, in English and Chinese.
#pragma once

#include <cstdint>
#include <string>

#include "attrition/employment.hpp"
#include "attrition/rates_kernel.hpp"

namespace mainstay::inline v1::attrition {

struct Text {
  std::string en, zh;
  Text& operator+=(const Text& other) {
    en += other.en;
    zh += other.zh;
    return *this;
  }
};

/// "12", "60.5": a whole number without, any other with `digits` decimals.
std::string number_text(double value, int digits = 1);
/// The fewest digits that give the number back: "0.1", "12".
std::string shortest_text(double value);
/// "20.0 %"; "-" where it is missing.
std::string percent_text(double share);

/// How rows became headcounts: the last-day rule (where periods are asked for), leave, organisation.
Text employment_text(const EmploymentOptions& options, bool with_periods, bool with_state, bool with_by);
/// "A leaver belongs to the period of the last day employed, and …"
Text last_day_text(LastDay rule);
/// " from 2024-01-01 to 2024-12-31"
Text period_text(std::int64_t start, std::int64_t stop);

/// The definition without numbers.
Text definition_text(RateDefinition definition);
Text annual_text(Annualise annualise, RatePer per);

/// What stands in the sentence of a figure.
struct RateFigure {
  std::string part;  ///< empty for all leavers
  double leavers, denominator, rate, lower, upper, confidence_level;
  std::int64_t start, stop;
};
/// "Turnover by mean of opening and closing headcount: 12 leavers / ((50 + 70) / 2 = 60) = 20.0 % (95 % interval …) from … to …."
Text rate_text(RateDefinition definition, const Headcounts& counts, const RateFigure& figure);

/// "(95 % interval 10.3 % to 34.9 %, exact Poisson)"
Text interval_text(double confidence_level, const std::string& lower, const std::string& upper, bool wilson);

}  // namespace mainstay::inline v1::attrition
