// The binomial distribution.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::stats {

/// P(X = count) of `trials` with this probability each.
double binomial_mass(std::int64_t count, std::int64_t trials, double probability) noexcept;
/// P(X <= count); both tails keep their digits.
double binomial_at_most(std::int64_t count, std::int64_t trials, double probability) noexcept;
/// P(X >= count).
double binomial_at_least(std::int64_t count, std::int64_t trials, double probability) noexcept;

}  // namespace mainstay::inline v1::stats
