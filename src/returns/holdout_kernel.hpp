// The draw of a hold-out, and the power of a test of two shares. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace mainstay::inline v1::returns {

/// FNV-1a of the bytes (Fowler, Noll & Vo).
std::uint64_t hash_of(std::string_view text) noexcept;

/// A number in [0, 1), the same for the same three; scattered by the finaliser of splitmix64.
double draw_of(std::uint64_t seed, std::string_view experiment, std::string_view person) noexcept;
/// The same for many people.
class DrawOf {
 public:
  DrawOf(std::uint64_t seed, std::string_view experiment) noexcept;
  double operator()(std::string_view person) const noexcept;

 private:
  std::uint64_t mixed_;
};

/// Power of the two-sided test of share p1 of n1 against p0 of n0, on the side of the true difference; counts need not be whole.
double power_of(double p1, double n1, double p0, double n0, double significance) noexcept;

/// The least p1 - p0 > 0 with that power; NaN where there is none up to p1 = 1.
double detectable_of(double p0, double n1, double n0, double power, double significance) noexcept;

/// People in both arms together, a share of them held out, with which the test has the power.
double needed_of(double p1, double p0, double share_held_out, double power, double significance) noexcept;

}  // namespace mainstay::inline v1::returns
