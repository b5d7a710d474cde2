#include "performance/decision_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::performance {

namespace {

// Wider instructions for the same operations, chosen when the program starts; without fused ones, so that the bits are the same.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MAINSTAY_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define MAINSTAY_WIDE
#endif

constexpr std::int64_t side = 8;  // sums side by side

double together(const double* sums) { return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])); }

// log x = e log 2 + log m, m in [sqrt(1/2), sqrt(2)); with s = (m - 1) / (m + 1) the series log m = 2 (s + s³/3 + s⁵/5 + …), |s| < 0.1716: terms to s²¹.
template <int lanes>
[[gnu::always_inline]] inline void logarithm(const typename solve::Vector<lanes>::type& x, typename solve::Vector<lanes>::type& result) {
  using V = typename solve::Vector<lanes>::type;
  using W = typename solve::Vector<lanes>::whole;
  const W bits = (W)x;
  const W shifted = bits - std::int64_t{0x3fe6a09e667f3bcd};  // sqrt(1/2)
  const W exponent = shifted >> 52;
  const V m = (V)(bits - (exponent << 52)), e = __builtin_convertvector(exponent, V);
  const V s = (m - 1.0) / (m + 1.0), z = s * s;
  V p = z * (2.0 / 21.0) + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  result = e * 0.69314718055994530942 + (2.0 * s + s * z * p);
}

template <int lanes>
[[gnu::always_inline]] inline double divergence(const double* x, std::int64_t count, double inverse) {
  using V = typename solve::Vector<lanes>::type;
  constexpr double least = std::numeric_limits<double>::min();
  V sum{};
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    V t, logs;
    for (int l = 0; l < lanes; ++l) t[l] = x[i + l] * inverse;
    V safe = t < least ? V{} + 1.0 : t;  // 0 log 0 = 0
    logarithm<lanes>(safe, logs);
    sum += (t * logs) - (t - 1.0);
  }
  double rest = 0.0;
  for (; i < count; ++i) {
    const double t = x[i] * inverse;
    rest += (t < least ? 0.0 : t * std::log(t)) - (t - 1.0);
  }
  return solve::sum_of<lanes>(sum) + rest;
}

#define MAINSTAY_KERNELS(attributes, name, lanes) \
  attributes double divergence_##name(const double* x, std::int64_t count, double inverse) { return divergence<lanes>(x, count, inverse); }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)
#undef MAINSTAY_KERNELS

double divergence_by_units(const double* x, std::int64_t count, double inverse) { MAINSTAY_CALL(divergence, x, count, inverse); }

}  // namespace

MAINSTAY_WIDE ColumnSeen seen_of(const double* x, std::int64_t count) noexcept {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double sums[side] = {}, low[side], high[side];
  std::int64_t absent[side] = {};
  for (int l = 0; l < side; ++l) low[l] = infinity, high[l] = -infinity;
  const auto take = [&](double value, std::int64_t l) {
    absent[l] += value != value;
    sums[l] += value == value ? value : 0.0;
    low[l] = value < low[l] ? value : low[l];
    high[l] = value > high[l] ? value : high[l];
  };
  std::int64_t i = 0;
  for (; i + side <= count; i += side)
    for (std::int64_t l = 0; l < side; ++l) take(x[i + l], l);
  for (; i < count; ++i) take(x[i], i % side);
  ColumnSeen seen;
  seen.known = count;
  seen.minimum = infinity;
  seen.maximum = -infinity;
  for (int l = 0; l < side; ++l) {
    seen.known -= absent[l];
    seen.minimum = std::min(seen.minimum, low[l]);
    seen.maximum = std::max(seen.maximum, high[l]);
  }
  seen.sum = together(sums);
  return seen;
}

MAINSTAY_WIDE double squares_about(const double* x, std::int64_t count, double mean) noexcept {
  double sums[side] = {};
  std::int64_t i = 0;
  for (; i + side <= count; i += side)
    for (std::int64_t l = 0; l < side; ++l) {
      const double d = x[i + l] - mean;
      sums[l] += d == d ? d * d : 0.0;
    }
  for (; i < count; ++i) {
    const double d = x[i] - mean;
    sums[i % side] += d == d ? d * d : 0.0;
  }
  return together(sums);
}

double divergence_from(const double* x, std::int64_t count, double mean) noexcept {
  double sum = 0.0, packed[decision_block];
  for (std::int64_t first = 0; first < count; first += decision_block) {
    const std::int64_t rows = std::min(decision_block, count - first);
    std::int64_t known = 0;
    for (std::int64_t i = 0; i < rows; ++i) {
      packed[known] = x[first + i];
      known += x[first + i] == x[first + i];
    }
    sum += divergence_by_units(packed, known, 1.0 / mean);
  }
  return sum;
}

void add_weighted(const double* r, std::int64_t count, double weight, double* sum) noexcept {
  for (std::int64_t i = 0; i < count; ++i) sum[i] += weight * r[i];
}

void add_weighted_known(const double* r, std::int64_t count, double weight, double* sum, double* known) noexcept {
  for (std::int64_t i = 0; i < count; ++i) {
    sum[i] += r[i] == r[i] ? weight * r[i] : 0.0;
    known[i] += r[i] == r[i] ? weight : 0.0;
  }
}

MAINSTAY_WIDE void add_distances(const double* r, std::int64_t count, double weight, double best, double worst, double* to_best, double* to_worst) noexcept {
  for (std::int64_t i = 0; i < count; ++i) {
    const double up = weight * (r[i] - best), down = weight * (r[i] - worst);
    to_best[i] += up * up;
    to_worst[i] += down * down;
  }
}

void add_regrets(const double* r, std::int64_t count, double weight, double best, double worst, double* sum, double* largest) noexcept {
  const double factor = best > worst ? weight / (best - worst) : 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double regret = factor * (best - r[i]);
    sum[i] += regret;
    largest[i] = regret > largest[i] ? regret : largest[i];
  }
}

}  // namespace mainstay::inline v1::performance
