#include "stats/exact_sum.hpp"

#include <bit>
#include <cmath>

namespace mainstay::inline v1::stats {

void ExactSum::put(double value, std::int64_t sign) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const auto exponent = static_cast<int>(bits >> 52 & 0x7ff);
  std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52) - 1);
  if (exponent > 0) mantissa |= std::uint64_t{1} << 52;
  if (mantissa == 0) return;
  if (bits >> 63) sign = -sign;
  const int place = exponent > 0 ? exponent - 1 : 0, shift = place & 31;  // the last bit of the mantissa counts 2^(place - 1074)
  const auto k = static_cast<std::size_t>(place >> 5);
  const std::uint64_t low = mantissa << shift, high = shift == 0 ? 0 : mantissa >> (64 - shift);
  digit_[k] += sign * static_cast<std::int64_t>(low & 0xffffffffu);
  digit_[k + 1] += sign * static_cast<std::int64_t>(low >> 32);
  digit_[k + 2] += sign * static_cast<std::int64_t>(high);
  if (++puts_ == std::int64_t{1} << 30) settle();
}

void ExactSum::settle() noexcept {
  puts_ = 0;
  for (std::size_t k = 0; k + 1 < digit_.size(); ++k) {
    const std::int64_t carry = digit_[k] >> 32;
    digit_[k] -= carry * (std::int64_t{1} << 32);
    digit_[k + 1] += carry;
  }
}

double ExactSum::value() const noexcept {
  ExactSum copy = *this;
  copy.settle();
  const bool negative = copy.digit_.back() < 0;
  if (negative) {
    for (std::int64_t& digit : copy.digit_) digit = -digit;
    copy.settle();
  }
  int top = digits - 1;
  while (top >= 0 && copy.digit_[static_cast<std::size_t>(top)] == 0) --top;
  if (top < 0) return 0.0;
  const auto bit = [&](int k) { return k < 0 ? std::uint64_t{0} : static_cast<std::uint64_t>(copy.digit_[static_cast<std::size_t>(k)]); };
  const int width = std::bit_width(bit(top));  // the number has 32 top + width bits
  const int dropped = 32 * top + width - 53;
  std::uint64_t mantissa;
  if (dropped <= 0) {
    mantissa = bit(1) << 32 | bit(0);
  } else {
    mantissa = 0;
    for (int k = top; k >= 0 && 32 * k + 32 > dropped; --k) {  // digits with a bit above `dropped`
      const int lift = 32 * k - dropped;
      mantissa |= lift >= 0 ? bit(k) << lift : bit(k) >> -lift;
    }
    const int half = dropped - 1;
    bool below = (bit(half / 32) & ((std::uint64_t{1} << (half % 32)) - 1)) != 0;
    for (int k = half / 32 - 1; k >= 0 && !below; --k) below = bit(k) != 0;
    if ((bit(half / 32) >> (half % 32) & 1) != 0 && (below || (mantissa & 1) != 0)) ++mantissa;
  }
  const double size = std::ldexp(static_cast<double>(mantissa), (dropped > 0 ? dropped : 0) - 1074);
  return negative ? -size : size;
}

}  // namespace mainstay::inline v1::stats
