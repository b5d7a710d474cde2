#include "performance/rolling_kernel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace mainstay::inline v1::performance {

namespace {

// Newer processors take several values at a time; which code runs is chosen when the program starts, and all of it gives the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MAINSTAY_WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define MAINSTAY_WIDE
#endif

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::int64_t bits_of(double value) { return std::bit_cast<std::int64_t>(value); }

// Exponents: 2^exponent <= |value| < 2^(exponent + 1).
int exponent_of(double value) {
  int exponent;
  std::frexp(value, &exponent);
  return exponent - 1;
}

struct Survey {
  double largest = 0.0, smallest = std::numeric_limits<double>::infinity();  // sizes; 0 left out of the smallest
  bool whole = true;
  std::int64_t missing = 0;
};

MAINSTAY_WIDE Survey survey_of(const double* values, std::int64_t days) {
  constexpr double magic = 6755399441055744.0;  // 1.5 · 2^52: adding and taking it away rounds to whole numbers
  double largest = 0.0, smallest = std::numeric_limits<double>::infinity();
  std::int64_t broken = 0, missing = 0;
  for (std::int64_t i = 0; i < days; ++i) {
    const double value = values[i], size = std::fabs(value);
    largest = size > largest ? size : largest;
    smallest = size != 0 && size < smallest ? size : smallest;
    missing += value != value;
    broken += (value + magic) - magic != value;
  }
  return {largest, smallest, broken == 0, missing};
}

MAINSTAY_WIDE void differences(const std::int64_t* running, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) {
  for (std::int64_t i = 0; i < windows; ++i) out[i] = static_cast<double>(running[to[i]] - running[from[i]]);
}

MAINSTAY_WIDE void differences(const std::int64_t* high, const std::int64_t* low, double high_unit, double low_unit, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) {
  for (std::int64_t i = 0; i < windows; ++i)
    out[i] = static_cast<double>(high[to[i]] - high[from[i]]) * high_unit + static_cast<double>(low[to[i]] - low[from[i]]) * low_unit;
}

}  // namespace

void RunningSums::prepare(const double* values, std::int64_t days, std::int64_t longest) {
  values_ = values;
  const Survey survey = survey_of(values, days);
  missing_ = survey.missing;
  const auto size = static_cast<std::size_t>(days) + 1;
  if (missing_ > 0) {
    given_.resize(size);
    given_[0] = 0;
    for (std::int64_t i = 0; i < days; ++i) given_[static_cast<std::size_t>(i) + 1] = given_[static_cast<std::size_t>(i)] + (values[i] == values[i]);
  }
  const int spare = std::bit_width(static_cast<std::uint64_t>(std::max<std::int64_t>(longest, 1)));  // longest < 2^spare
  if (high_.size() < size) high_.resize(size);
  std::int64_t* const high = high_.data();
  high[0] = 0;
  if (survey.whole && survey.largest < std::ldexp(1.0, 53 - spare) && survey.largest < std::ldexp(1.0, 50)) {
    parts_ = Parts::one;
    high_unit_ = 1.0;
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < days; ++i) high[i + 1] = sum += static_cast<std::int64_t>(values[i]);
    return;
  }
  const int last = survey.largest == 0 ? 0 : exponent_of(survey.smallest) - 52;  // every value is a multiple of 2^last
  const int q = last + 53 - spare, first = survey.largest == 0 ? last : exponent_of(survey.largest);
  if (first + 2 + spare > 53 + q || last < -960 || q + 53 > 1000) {
    parts_ = Parts::all;
    return;
  }
  parts_ = Parts::two;
  high_unit_ = std::ldexp(1.0, q);
  low_unit_ = std::ldexp(1.0, last);
  const double high_magic = std::ldexp(1.5, 52 + q), low_magic = std::ldexp(1.5, 52 + last);  // in whose binade a unit is one bit
  if (low_.size() < size) low_.resize(size);
  std::int64_t* const low = low_.data();
  low[0] = 0;
  std::int64_t high_sum = 0, low_sum = 0;
  for (std::int64_t i = 0; i < days; ++i) {
    const double value = values[i] == values[i] ? values[i] : 0.0;
    const double lifted = value + high_magic, rest = value - (lifted - high_magic);
    high[i + 1] = high_sum += bits_of(lifted) - bits_of(high_magic);
    low[i + 1] = low_sum += bits_of(rest + low_magic) - bits_of(low_magic);
  }
}

void RunningSums::sums(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) const {
  if (parts_ == Parts::one) {
    differences(high_.data(), from, to, windows, out);
  } else if (parts_ == Parts::two) {
    differences(high_.data(), low_.data(), high_unit_, low_unit_, from, to, windows, out);
  } else {
    digit_by_digit(from, to, windows, out);
  }
}

void RunningSums::digit_by_digit(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) const {
  stats::ExactSum sum;
  std::int32_t first = 0, last = 0;
  for (std::int64_t i = 0; i < windows; ++i) {
    for (; last < to[i]; ++last)
      if (values_[last] == values_[last]) sum.add(values_[last]);
    for (; first < from[i]; ++first)
      if (values_[first] == values_[first]) sum.subtract(values_[first]);
    out[i] = sum.value();
  }
}

void RunningSums::counts(const std::int32_t* from, const std::int32_t* to, std::int64_t windows, std::int64_t* out) const {
  for (std::int64_t i = 0; i < windows; ++i)
    out[i] = missing_ > 0 ? given_[static_cast<std::size_t>(to[i])] - given_[static_cast<std::size_t>(from[i])] : to[i] - from[i];
}

void window_extremes(const double* values, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double sign, std::vector<std::int32_t>& queue, double* out) {
  queue.clear();  // days that may still become the extreme, their values rising (times sign)
  std::size_t head = 0;
  std::int32_t last = 0;
  for (std::int64_t i = 0; i < windows; ++i) {
    for (last = std::max(last, from[i]); last < to[i]; ++last) {
      if (values[last] != values[last]) continue;
      while (queue.size() > head && sign * values[queue.back()] >= sign * values[last]) queue.pop_back();
      queue.push_back(last);
    }
    while (head < queue.size() && queue[head] < from[i]) ++head;
    out[i] = head < queue.size() ? values[queue[head]] : nothing;
  }
}

}  // namespace mainstay::inline v1::performance
