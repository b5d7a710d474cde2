// Tail probabilities and quantiles of the distributions that tests and intervals need, and what likelihoods need of the gamma function.
#pragma once

namespace mainstay::inline v1::stats {

/// P(Z <= z) of a standard normal variable; NaN in, NaN out.
double normal_cdf(double z) noexcept;

/// P(Z > z), accurate far into the tail.
double normal_upper_tail(double z) noexcept;

/// The z with P(Z <= z) = probability; 0 and 1 give minus and plus infinity.
double normal_quantile(double probability) noexcept;

/// P(|Z| > |z|): the two-sided p-value of a z statistic.
double normal_two_sided(double z) noexcept;

/// z for a two-sided interval of the given level: 0.95 gives 1.9599…
double normal_interval_factor(double confidence_level) noexcept;

/// P(X <= x) of a chi-squared variable. With no degrees of freedom all mass is at 0.
double chi_squared_cdf(double x, double degrees_of_freedom) noexcept;

/// P(X > x): the p-value of a chi-squared statistic. With no degrees of freedom: 1 at x <= 0, else 0.
double chi_squared_upper_tail(double x, double degrees_of_freedom) noexcept;

/// The x with P(X <= x) = probability.
double chi_squared_quantile(double probability, double degrees_of_freedom) noexcept;

/// Student's t: the x with P(T <= x) = probability.
double student_quantile(double probability, double degrees_of_freedom) noexcept;

/// Fisher's F: the x with P(X <= x) = probability.
double fisher_quantile(double probability, double degrees_of_freedom, double of_the_divisor) noexcept;

/// log gamma(x) for x > 0, its derivative, and the derivative of that.
double log_gamma(double x) noexcept;
double digamma(double x) noexcept;
double trigamma(double x) noexcept;

}  // namespace mainstay::inline v1::stats
