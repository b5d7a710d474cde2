// Changes of scores that are measured with error, and the line through them. Pure arithmetic.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// A value on a day with its standard error; NaN where that is not known.
struct GrowthValue {
  std::int64_t day, row;
  double value, error;
};

struct GrowthTrend {
  double slope, std_error, lower, upper;  ///< NaN where not known
};

/// What an error is multiplied with for the limits: with all errors known, and by degrees of freedom 1, 2, … where they are not.
struct GrowthFactors {
  GrowthFactors(double confidence_level, std::int64_t most_values);
  double student_of(std::int64_t freedom) const;

  double confidence_level, normal;
  std::vector<double> student;
};

/// Slope a month (30.436875 days). With all errors known: weights 1/error², variance of the slope 1 / sum of w (t - mean)², normal limits. Else least squares: residual variance on n - 2
/// degrees of freedom, Student's t. Days are distinct.
GrowthTrend growth_trend(const std::vector<GrowthValue>& values, const GrowthFactors& factors);

/// Mean of paired changes with its standard error and Student's limits.
struct GrowthMean {
  double mean, std_error, lower, upper;
};
GrowthMean growth_mean(const std::vector<double>& changes, double confidence_level);

/// How far a value is on the way to the bounds (infinite: none): min(1, value / at_least); 1 or 0 for at_most and where at_least is not above 0.
double growth_share(double value, double at_least, double at_most);

inline constexpr double growth_month = 30.436875;

}  // namespace mainstay::inline v1::competency
