#include "survival/cox_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::survival {

namespace {

using solve::Vector;

// x = exp(x)
template <int lanes>
[[gnu::always_inline]] inline void take_exp(typename Vector<lanes>::type& x) {
  using V = typename Vector<lanes>::type;
  using W = typename Vector<lanes>::whole;
  constexpr double rounding = 6755399441055744.0;  // 1.5 · 2^52: adding it rounds to a whole number in the low bits
  const V least = V{} - 708.0, most = V{} + 709.0;
  const W vanishes = x < least;
  x = x < most ? x : most;
  x = x < least ? least : x;
  const V shifted = x * 1.44269504088896340736 + rounding;
  const V k = shifted - rounding;
  const V r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
  V sum = V{} + 1.6059043836821613e-10;  // 1/13!
  sum = sum * r + 2.0876756987868099e-09;
  sum = sum * r + 2.5052108385441719e-08;
  sum = sum * r + 2.7557319223985893e-07;
  sum = sum * r + 2.7557319223985888e-06;
  sum = sum * r + 2.4801587301587302e-05;
  sum = sum * r + 1.9841269841269841e-04;
  sum = sum * r + 1.3888888888888889e-03;
  sum = sum * r + 8.3333333333333333e-03;
  sum = sum * r + 4.1666666666666667e-02;
  sum = sum * r + 1.6666666666666667e-01;
  sum = sum * r + 0.5;
  sum = sum * r * r + r + 1.0;
  W bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1023) << 52;
  V power;
  std::memcpy(&power, &bits, sizeof power);
  const V result = sum * power;
  x = vanishes ? V{} : result;
}

template <int lanes>
[[gnu::always_inline]] inline double weighted_exp_with(const double* eta, const double* weights, std::int64_t count, double* out) {
  using V = typename Vector<lanes>::type;
  V largest = V{};
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const V x = *reinterpret_cast<const V*>(eta + i);
    const V size = x < 0.0 ? -x : x;
    largest = size > largest ? size : (size <= largest ? largest : V{} + INFINITY);  // NaN counts as infinite
    V value = x;
    take_exp<lanes>(value);
    if (weights != nullptr) value *= *reinterpret_cast<const V*>(weights + i);
    *reinterpret_cast<V*>(out + i) = value;
  }
  double most = 0.0;
  for (int v = 0; v < lanes; ++v) most = std::max(most, largest[v]);
  for (; i < count; ++i) {
    const double size = std::fabs(eta[i]);
    most = size <= most ? most : (size > most ? size : INFINITY);
    V value = V{} + eta[i];
    take_exp<lanes>(value);
    out[i] = value[0] * (weights != nullptr ? weights[i] : 1.0);
  }
  return most;
}

template <int lanes>
[[gnu::always_inline]] inline void add_to_slots_with(const double* rows, const double* values, const std::int32_t* which,
                                                     const std::int32_t* slot, std::int64_t count, std::int64_t width, double* table) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t i = 0; i < count; ++i) {
    const double* row = rows + (which != nullptr ? which[i] : i) * width;
    double* sum = table + slot[i] * width;
    const double value = values[which != nullptr ? which[i] : i];
    for (std::int64_t j = 0; j < width; j += lanes)
      *reinterpret_cast<V*>(sum + j) += *reinterpret_cast<const V*>(row + j) * value;
  }
}

constexpr std::uintptr_t ahead = 3072;  // bytes between asking for memory and using it

// Columns become rows a square of lanes at a time: each column's vector is shifted, multiplied into eta, and the square is turned.
template <int lanes>
[[gnu::always_inline]] inline void turn(typename Vector<lanes>::type (&v)[lanes]) {
  using V = typename Vector<lanes>::type;
  if constexpr (lanes == 8) {
    V a[8], b[8];
    for (int i = 0; i < 8; i += 2) {
      a[i] = __builtin_shufflevector(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
      a[i + 1] = __builtin_shufflevector(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 8; i += 4)
      for (int j = 0; j < 2; ++j) {
        b[i + j] = __builtin_shufflevector(a[i + j], a[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
        b[i + j + 2] = __builtin_shufflevector(a[i + j], a[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
      }
    for (int j = 0; j < 4; ++j) {
      v[j] = __builtin_shufflevector(b[j], b[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
      v[j + 4] = __builtin_shufflevector(b[j], b[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
  } else if constexpr (lanes == 4) {
    const V a = __builtin_shufflevector(v[0], v[1], 0, 4, 2, 6), b = __builtin_shufflevector(v[0], v[1], 1, 5, 3, 7);
    const V c = __builtin_shufflevector(v[2], v[3], 0, 4, 2, 6), d = __builtin_shufflevector(v[2], v[3], 1, 5, 3, 7);
    v[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    v[1] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    v[2] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    v[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
  } else {
    const V a = __builtin_shufflevector(v[0], v[1], 0, 2);
    v[1] = __builtin_shufflevector(v[0], v[1], 1, 3);
    v[0] = a;
  }
}


// `lanes` rows at a time: their sums, one in each vector, are turned so that one addition makes numbers of them.
template <int lanes>
[[gnu::always_inline]] inline void multiply_rows_with(const double* rows, std::int64_t count, std::int64_t terms, std::int64_t width,
                                                      const double* beta, double* out) {
  using V = typename Vector<lanes>::type;
  constexpr std::int64_t most = 64;
  double padded[most];
  std::int64_t i = 0;
  if (width <= most) {
    for (std::int64_t j = 0; j < width; ++j) padded[j] = j < terms ? beta[j] : 0.0;
    for (; i < count; i += lanes) {
      // What is missing at the end is the last row again, so that equal rows have equal products wherever they stand.
      const double* row[lanes];
#pragma GCC unroll 8
      for (int r = 0; r < lanes; ++r) row[r] = rows + (i + r < count ? i + r : count - 1) * width;
      V sum[lanes];
#pragma GCC unroll 8
      for (int r = 0; r < lanes; ++r) sum[r] = V{};
      for (std::int64_t j = 0; j < width; j += lanes) {
        const V factor = *reinterpret_cast<const V*>(padded + j);
#pragma GCC unroll 8
        for (int r = 0; r < lanes; ++r) sum[r] += *reinterpret_cast<const V*>(row[r] + j) * factor;
      }
      turn<lanes>(sum);
#pragma GCC unroll 8
      for (int r = 1; r < lanes; ++r) sum[0] += sum[r];
      if (i + lanes <= count) *reinterpret_cast<V*>(out + i) = sum[0];
      else
        for (int r = 0; i + r < count; ++r) out[i + r] = sum[0][r];
    }
    return;
  }
  for (; i < count; ++i) {
    const double* row = rows + i * width;
    V sum{};
    std::int64_t j = 0;
    for (; j + lanes <= terms; j += lanes) sum += *reinterpret_cast<const V*>(row + j) * *reinterpret_cast<const V*>(beta + j);
    double even = 0.0, odd = 0.0;
    for (; j + 2 <= terms; j += 2) {
      even += row[j] * beta[j];
      odd += row[j + 1] * beta[j + 1];
    }
    if (j < terms) even += row[j] * beta[j];
    for (int lane = 0; lane < lanes; lane += 2) {
      even += sum[lane];
      odd += sum[lane + 1];
    }
    out[i] = even + odd;
  }
}

template <int lanes>
[[gnu::always_inline]] inline void pack_columns_with(const double* const* columns, std::int64_t column_count, std::int64_t count,
                                                     std::int64_t width, const double* shift, const double* beta, bool fill, bool ask, double* out, double* eta) {
  using V = typename Vector<lanes>::type;
  std::int64_t first = 0;  // columns done in whole squares
  if (fill && column_count < 8) {
    // The last columns with the constant 1 and the zeros beside them, so that these too are whole vectors.
    for (; first < 8; first += lanes)
      for (std::int64_t i = 0; i < count; i += lanes) {
        const std::int64_t some = count - i < lanes ? count - i : lanes;
        V v[lanes];
#pragma GCC unroll 8
        for (int j = 0; j < lanes; ++j) {
          const std::int64_t column = first + j;
          if (column >= column_count) {
            v[j] = V{} + (column == column_count ? 1.0 : 0.0);
            continue;
          }
          if (ask) __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(columns[column] + i) + ahead));
          if (some == lanes) {
            v[j] = *reinterpret_cast<const V*>(columns[column] + i) - shift[column];
          } else {
            v[j] = V{};
            for (std::int64_t l = 0; l < some; ++l) v[j][l] = columns[column][i + l] - shift[column];
          }
          if (beta == nullptr) continue;
          if (some == lanes) {
            *reinterpret_cast<V*>(eta + i) += v[j] * beta[column];
          } else {
            for (std::int64_t l = 0; l < some; ++l) eta[i + l] += v[j][l] * beta[column];
          }
        }
        turn<lanes>(v);
        for (std::int64_t l = 0; l < some; ++l) *reinterpret_cast<V*>(out + (i + l) * width + first) = v[l];
      }
    return;
  }
  for (; first + lanes <= column_count; first += lanes) {
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
      V v[lanes];
#pragma GCC unroll 8
      for (int j = 0; j < lanes; ++j) {
        if (ask) __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(columns[first + j] + i) + ahead));
        v[j] = *reinterpret_cast<const V*>(columns[first + j] + i) - shift[first + j];
      }
      if (beta != nullptr) {
        V sum = *reinterpret_cast<const V*>(eta + i);
#pragma GCC unroll 8
        for (int j = 0; j < lanes; ++j) sum += v[j] * beta[first + j];
        *reinterpret_cast<V*>(eta + i) = sum;
      }
      turn<lanes>(v);
#pragma GCC unroll 8
      for (int j = 0; j < lanes; ++j) *reinterpret_cast<V*>(out + (i + j) * width + first) = v[j];
    }
    for (; i < count; ++i)
      for (int j = 0; j < lanes; ++j) {
        const double x = columns[first + j][i] - shift[first + j];
        out[i * width + first + j] = x;
        if (beta != nullptr) eta[i] += x * beta[first + j];
      }
  }
  for (std::int64_t v = first; v < column_count; ++v) {
    const double* column = columns[v];
    const double minus = shift[v];
    for (std::int64_t i = 0; i < count; ++i) out[i * width + v] = column[i] - minus;
    if (beta != nullptr) {
      const double factor = beta[v];
      for (std::int64_t i = 0; i < count; ++i) eta[i] += (column[i] - minus) * factor;
    }
  }
}

template <int lanes>
[[gnu::always_inline]] inline void pack_rows_with(const double* matrix, std::int64_t stride, std::int64_t count, std::int64_t terms,
                                                  std::int64_t width, const double* shift, bool ask, double* out) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t i = 0; i < count; ++i) {
    const double* from = matrix + i * stride;
    double* to = out + i * width;
    for (std::int64_t line = 0; ask && line < terms; line += 8)
      __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(from + line) + 2 * ahead));
    std::int64_t j = 0;
    for (; j + lanes <= terms; j += lanes)
      *reinterpret_cast<V*>(to + j) = *reinterpret_cast<const V*>(from + j) - *reinterpret_cast<const V*>(shift + j);
    for (; j < terms; ++j) to[j] = from[j] - shift[j];
  }
}

template <int lanes>
[[gnu::always_inline]] inline void add_moments_with(const double* rows, const double* weights, const double* event, std::int64_t count,
                                                    std::int64_t width, double* sum, double* squares, double* event_sum, double* lowest,
                                                    double* highest) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t j = 0; j < width; j += lanes) {
    V low = *reinterpret_cast<const V*>(lowest + j), high = *reinterpret_cast<const V*>(highest + j);
    V first{}, second{}, left{};
    for (std::int64_t i = 0; i < count; ++i) {
      const double w = weights != nullptr ? weights[i] : 1.0;
      if (w == 0.0) continue;
      const V x = *reinterpret_cast<const V*>(rows + i * width + j), weighted = x * w;
      first += weighted;
      second += weighted * x;
      left += weighted * event[i];
      low = x < low ? x : low;
      high = x > high ? x : high;
    }
    *reinterpret_cast<V*>(sum + j) += first;
    *reinterpret_cast<V*>(squares + j) += second;
    *reinterpret_cast<V*>(event_sum + j) += left;
    *reinterpret_cast<V*>(lowest + j) = low;
    *reinterpret_cast<V*>(highest + j) = high;
  }
}

// sum of (l/d)^m over l = 0 … d - 1: Faulhaber's polynomial, of which powers of 1/d beyond the fifth would be lost in rounding.
double power_sum(double m, double d) {
  if (m == 0.0) return d;
  const double each = 1.0 / (d * d), first = m / (12.0 * d), second = first * (m - 1.0) * (m - 2.0) / 60.0 * each;
  const double third = second * (m - 3.0) * (m - 4.0) / 42.0 * each;
  return d / (m + 1.0) - 0.5 + ((m >= 2.0 ? first : 0.0) - (m >= 4.0 ? second : 0.0) + (m >= 6.0 ? third : 0.0));
}

// 1 / (1 - f ratio)^k as a series in the ratio, summed over the tied leavers power by power.
EfronSums efron_series(double d, double ratio) {
  constexpr double negligible = 1e-18;
  EfronSums sums{0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  double power = 1.0, now = d, next = power_sum(1.0, d), after = power_sum(2.0, d);
  for (double m = 0.0; (m + 1.0) * power > negligible; m += 1.0) {
    const double squared = (m + 1.0) * power;
    sums.inverse += power * now;
    sums.tied += power * next;
    sums.a += squared * now;
    sums.b += squared * next;
    sums.c += squared * after;
    power *= ratio;
    sums.logs -= power * next / (m + 1.0);
    now = next;
    next = after;
    after = power_sum(m + 3.0, d);
  }
  return sums;
}

template <int lanes>
[[gnu::always_inline]] inline EfronSums efron_sums_with(double d, double ratio) {
  using V = typename Vector<lanes>::type;
  V inverse{}, tied{}, a{}, b{}, c{}, product = V{} + 1.0, l{};
  for (int v = 0; v < lanes; ++v) l[v] = v;
  const V apart = l;
  double logs = 0.0;
  // A product of some denominators needs one logarithm; each factor is at most 1, and at least 1 / d.
  const auto take_logs = [&] {
    for (int v = 0; v < lanes; ++v) logs += std::log(product[v]);
    product = V{} + 1.0;
  };
  std::int64_t since = 0;
  for (double first = 0.0; first < d; first += lanes) {
    l = apart + first;
    V f = l / d;
    const auto beyond = l >= d;  // the last vector's surplus adds nothing
    const V left = 1.0 - f * ratio;
    V one = 1.0 / left;
    product *= beyond ? V{} + 1.0 : left;
    one = beyond ? V{} : one;
    const V square = one * one;
    inverse += one;
    tied += f * one;
    a += square;
    b += f * square;
    c += f * f * square;
    if (++since == 8) {
      since = 0;
      double least = product[0];
      for (int v = 1; v < lanes; ++v) least = std::min(least, product[v]);
      if (least < 1e-150) take_logs();
    }
  }
  take_logs();
  EfronSums sums{0.0, 0.0, 0.0, 0.0, 0.0, logs};
  for (int v = 0; v < lanes; ++v) {
    sums.inverse += inverse[v];
    sums.tied += tied[v];
    sums.a += a[v];
    sums.b += b[v];
    sums.c += c[v];
  }
  return sums;
}

[[gnu::always_inline]] inline void multiply_looked_up_with(const double* values, const double* table, const std::int32_t* place,
                                                           const std::uint8_t* second, std::int64_t half, std::int64_t count, double* out) {
  const auto to_second = static_cast<std::int32_t>(half);
  for (std::int64_t i = 0; i < count; ++i) out[i] = values[i] * table[place[i] + static_cast<std::int32_t>(second[i]) * to_second];
}

[[gnu::always_inline]] inline void multiply_differences_with(const double* values, const double* upto, const double* rest, const double* less,
                                                             const std::int32_t* start, const std::int32_t* stop, const std::uint8_t* second,
                                                             std::int64_t count, double* out) {
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = values[i] * ((upto[stop[i]] - upto[start[i]]) + (rest[stop[i]] - rest[start[i]]) - static_cast<double>(second[i]) * less[stop[i]]);
}

template <int lanes>
[[gnu::always_inline]] inline void add_to_pairs_with(const double* rows, const double* values, const std::int32_t* first,
                                                     const std::int32_t* second, std::int64_t count, std::int64_t width, double* table) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t i = 0; i < count; ++i) {
    const double* row = rows + i * width;
    double *one = table + first[i] * width, *other = table + second[i] * width;
    const double value = values[i];
    for (std::int64_t j = 0; j < width; j += lanes) {
      const V added = *reinterpret_cast<const V*>(row + j) * value;
      *reinterpret_cast<V*>(one + j) += added;
      *reinterpret_cast<V*>(other + j) += added;
    }
  }
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                       \
  attributes double weighted_exp_##name(const double* eta, const double* weights, std::int64_t count, double* out) {                    \
    return weighted_exp_with<lanes>(eta, weights, count, out);                                                                          \
  }                                                                                                                                     \
  attributes EfronSums efron_sums_##name(double d, double ratio) { return efron_sums_with<lanes>(d, ratio); }                             \
  attributes void multiply_looked_up_##name(const double* values, const double* table, const std::int32_t* place,                       \
                                            const std::uint8_t* second, std::int64_t half, std::int64_t count, double* out) {           \
    multiply_looked_up_with(values, table, place, second, half, count, out);                                                            \
  }                                                                                                                                     \
  attributes void multiply_differences_##name(const double* values, const double* upto, const double* rest, const double* less,         \
                                              const std::int32_t* start, const std::int32_t* stop, const std::uint8_t* second,          \
                                              std::int64_t count, double* out) {                                                        \
    multiply_differences_with(values, upto, rest, less, start, stop, second, count, out);                                               \
  }                                                                                                                                     \
  attributes void add_to_pairs_##name(const double* rows, const double* values, const std::int32_t* first, const std::int32_t* second,  \
                                      std::int64_t count, std::int64_t width, double* table) {                                          \
    add_to_pairs_with<lanes>(rows, values, first, second, count, width, table);                                                         \
  }                                                                                                                                     \
  attributes void add_to_slots_##name(const double* rows, const double* values, const std::int32_t* which, const std::int32_t* slot,     \
                                      std::int64_t count, std::int64_t width, double* table) {                                          \
    add_to_slots_with<lanes>(rows, values, which, slot, count, width, table);                                                                  \
  }                                                                                                                                     \
  attributes void add_moments_##name(const double* rows, const double* weights, const double* event, std::int64_t count,                \
                                     std::int64_t width, double* sum, double* squares, double* event_sum, double* lowest,               \
                                     double* highest) {                                                                                 \
    add_moments_with<lanes>(rows, weights, event, count, width, sum, squares, event_sum, lowest, highest);                              \
  }                                                                                                                                     \
  attributes void multiply_rows_##name(const double* rows, std::int64_t count, std::int64_t terms, std::int64_t width,                  \
                                       const double* beta, double* out) {                                                               \
    multiply_rows_with<lanes>(rows, count, terms, width, beta, out);                                                                    \
  }                                                                                                                                     \
  attributes void pack_columns_##name(const double* const* columns, std::int64_t column_count, std::int64_t count, std::int64_t width,  \
                                      const double* shift, const double* beta, bool fill, bool ask, double* out, double* eta) {                   \
    pack_columns_with<lanes>(columns, column_count, count, width, shift, beta, fill, ask, out, eta);                                         \
  }                                                                                                                                     \
  attributes void pack_rows_##name(const double* matrix, std::int64_t stride, std::int64_t count, std::int64_t terms,                   \
                                   std::int64_t width, const double* shift, bool ask, double* out) {                                              \
    pack_rows_with<lanes>(matrix, stride, count, terms, width, shift, ask, out);                                                             \
  }

MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

}  // namespace

void pack_columns(const double* const* columns, std::int64_t column_count, std::int64_t count, std::int64_t width,
                  const double* shift, const double* beta, bool fill, bool ask, double* out, double* eta) {
  MAINSTAY_CALL(pack_columns, columns, column_count, count, width, shift, beta, fill, ask, out, eta);
}

void pack_rows(const double* matrix, std::int64_t stride, std::int64_t count, std::int64_t terms, std::int64_t width,
               const double* shift, const double* beta, bool ask, double* out, double* eta) {
  if (beta != nullptr) {
    pack_rows(matrix, stride, count, terms, width, shift, nullptr, ask, out, nullptr);
    return multiply_rows(out, count, terms, width, beta, eta);
  }
  MAINSTAY_CALL(pack_rows, matrix, stride, count, terms, width, shift, ask, out);
}

void multiply_rows(const double* rows, std::int64_t count, std::int64_t terms, std::int64_t width, const double* beta, double* out) {
  MAINSTAY_CALL(multiply_rows, rows, count, terms, width, beta, out);
}

double weighted_exp(const double* eta, const double* weights, std::int64_t count, double* out) {
  MAINSTAY_CALL(weighted_exp, eta, weights, count, out);
}

void multiply_looked_up(const double* values, const double* table, const std::int32_t* place, const std::uint8_t* second, std::int64_t half,
                        std::int64_t count, double* out) {
  MAINSTAY_CALL(multiply_looked_up, values, table, place, second, half, count, out);
}

void multiply_differences(const double* values, const double* upto, const double* rest, const double* less, const std::int32_t* start,
                          const std::int32_t* stop, const std::uint8_t* second, std::int64_t count, double* out) {
  MAINSTAY_CALL(multiply_differences, values, upto, rest, less, start, stop, second, count, out);
}

void add_to_pairs(const double* rows, const double* values, const std::int32_t* first, const std::int32_t* second, std::int64_t count,
                  std::int64_t width, double* table) {
  MAINSTAY_CALL(add_to_pairs, rows, values, first, second, count, width, table);
}

EfronSums efron_sums(double d, double ratio) {
  // Many leavers who are a small part of their risk set: power series in the ratio. 16 terms are right to the last digit.
  constexpr double many = 32.0, small = 1.0 / 16.0;
  if (d >= many && ratio <= small) return efron_series(d, ratio);
  MAINSTAY_CALL(efron_sums, d, ratio);
}

void add_moments(const double* rows, const double* weights, const double* event, std::int64_t count, std::int64_t width, double* sum,
                 double* squares, double* event_sum, double* lowest, double* highest) {
  MAINSTAY_CALL(add_moments, rows, weights, event, count, width, sum, squares, event_sum, lowest, highest);
}

void add_to_slots(const double* rows, const double* values, const std::int32_t* which, const std::int32_t* slot, std::int64_t count,
                  std::int64_t width, double* table) {
  MAINSTAY_CALL(add_to_slots, rows, values, which, slot, count, width, table);
}

}  // namespace mainstay::inline v1::survival
