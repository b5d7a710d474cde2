// What derivatives of the gamma function need.
#pragma once

namespace mainstay::inline v1::stats {

/// log gamma(x) for x > 0.
double log_gamma(double x) noexcept;
/// Its derivative.
double digamma(double x) noexcept;
/// Its second derivative.
double trigamma(double x) noexcept;

}  // namespace mainstay::inline v1::stats
