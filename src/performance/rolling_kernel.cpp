#include "performance/rolling_kernel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::performance {

namespace {

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

[[gnu::always_inline]] inline Survey survey(const double* values, std::int64_t days) {
  constexpr double magic = 6755399441055744.0;  // 1.5 · 2^52: adding and taking it away rounds to whole numbers
  constexpr std::int64_t infinity = 0x7ff0000000000000;
  std::int64_t largest = 0, smallest = infinity, broken = 0, missing = 0;  // sizes by their bits, which rise with them and stand in no chain of comparisons of doubles
  for (std::int64_t i = 0; i < days; ++i) {
    const double value = values[i];
    const std::int64_t size = bits_of(value) & std::numeric_limits<std::int64_t>::max(), given = size <= infinity ? size : 0, kept = size != 0 ? size : infinity;
    largest = largest < given ? given : largest;
    smallest = kept < smallest ? kept : smallest;
    missing += value != value;
    broken += (value + magic) - magic != value;
  }
  return {std::bit_cast<double>(largest), std::bit_cast<double>(smallest), broken == 0, missing};
}

// The exact sum of a window is the difference of two running sums, of the high and the low parts.
struct Running {
  const std::int64_t *high, *low;  // low: none
  double high_unit, low_unit;
};

template <bool two>
[[gnu::always_inline]] inline void differences(const Running& running, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) {
  for (std::int64_t i = 0; i < windows; ++i) {
    const auto high = static_cast<double>(running.high[to[i]] - running.high[from[i]]);
    if constexpr (two) out[i] = high * running.high_unit + static_cast<double>(running.low[to[i]] - running.low[from[i]]) * running.low_unit;
    else out[i] = high;
  }
}

// Of the last `length` days as of each of them, which lie side by side.
template <bool two>
[[gnu::always_inline]] inline void differences_of_last(const Running& running, std::int64_t length, std::int64_t windows, double* out) {
  const std::int64_t short_ones = std::min(length, windows);
  const std::int64_t *const high = running.high, *const low = running.low;
  const double high_unit = running.high_unit, low_unit = running.low_unit;
  const auto stretch = [&](std::int64_t first, std::int64_t last, auto begin_of) {
    for (std::int64_t i = first; i < last; ++i) {
      const auto sum = static_cast<double>(high[i + 1] - high[begin_of(i)]);
      if constexpr (two) out[i] = sum * high_unit + static_cast<double>(low[i + 1] - low[begin_of(i)]) * low_unit;
      else out[i] = sum;
    }
  };
  stretch(0, short_ones, [](std::int64_t) { return std::int64_t{0}; });
  stretch(short_ones, windows, [length](std::int64_t i) { return i + 1 - length; });
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                                     \
  attributes Survey survey_##name(const double* values, std::int64_t days) { return survey(values, days); }                                          \
  attributes void differences_##name(const Running& running, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) { \
    if (running.low == nullptr) differences<false>(running, from, to, windows, out);                                                                 \
    else differences<true>(running, from, to, windows, out);                                                                                         \
  }                                                                                                                                                  \
  attributes void differences_of_last_##name(const Running& running, std::int64_t length, std::int64_t windows, double* out) {                       \
    if (running.low == nullptr) differences_of_last<false>(running, length, windows, out);                                                           \
    else differences_of_last<true>(running, length, windows, out);                                                                                   \
  }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)
#undef MAINSTAY_KERNELS

// All of them give the same bits: products with the units, which are powers of two, are exact.
Survey survey_by_units(const double* values, std::int64_t days) { MAINSTAY_CALL(survey, values, days); }
void differences_by_units(const Running& running, const std::int32_t* from, const std::int32_t* to, std::int64_t windows, double* out) { MAINSTAY_CALL(differences, running, from, to, windows, out); }
void differences_of_last_by_units(const Running& running, std::int64_t length, std::int64_t windows, double* out) { MAINSTAY_CALL(differences_of_last, running, length, windows, out); }

}  // namespace

void RunningSums::prepare(const double* values, std::int64_t days, std::int64_t longest) {
  values_ = values;
  const Survey survey = survey_by_units(values, days);
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
  if (parts_ == Parts::all) digit_by_digit(from, to, windows, out);
  else differences_by_units({high_.data(), parts_ == Parts::two ? low_.data() : nullptr, high_unit_, low_unit_}, from, to, windows, out);
}

bool RunningSums::sums_of_last(std::int64_t length, std::int64_t windows, double* out) const {
  if (parts_ == Parts::all) return false;
  differences_of_last_by_units({high_.data(), parts_ == Parts::two ? low_.data() : nullptr, high_unit_, low_unit_}, length, windows, out);
  return true;
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
