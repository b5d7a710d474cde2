#include "survival/path_kernel.hpp"

#include <algorithm>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::int64_t block = 2048;  // rows that stay in the caches while columns pass

using solve::Vector;
using solve::sum_of;

template <int lanes, int some>
[[gnu::always_inline]] inline void add_some(const double* const* columns, const double* factors, std::int64_t first, std::int64_t last, double* out) {
  using V = typename Vector<lanes>::type;
  std::int64_t i = first;
  for (; i + lanes <= last; i += lanes) {
    V sum = *reinterpret_cast<const V*>(out + i);
#pragma GCC unroll 8
    for (int v = 0; v < some; ++v) sum += *reinterpret_cast<const V*>(columns[v] + i) * factors[v];
    *reinterpret_cast<V*>(out + i) = sum;
  }
  for (; i < last; ++i) {
    double sum = out[i];
    for (int v = 0; v < some; ++v) sum += columns[v][i] * factors[v];
    out[i] = sum;
  }
}

template <int lanes>
[[gnu::always_inline]] inline void add_columns_with(const double* const* columns, const double* factors, std::int64_t count, std::int64_t rows, double* out) {
  for (std::int64_t first = 0; first < rows; first += block) {
    const std::int64_t last = std::min(rows, first + block);
    std::int64_t v = 0;
    for (; v + 8 <= count; v += 8) add_some<lanes, 8>(columns + v, factors + v, first, last, out);
    for (; v < count; ++v) add_some<lanes, 1>(columns + v, factors + v, first, last, out);
  }
}

// some columns by others columns: each vector is loaded once for all of its products.
template <int lanes, int some, int others>
[[gnu::always_inline]] inline void multiply_tile(const double* const* columns, const double* const* other, std::int64_t first, std::int64_t last,
                                                 std::int64_t width, double* out) {
  using V = typename Vector<lanes>::type;
  V sum[some][others];
#pragma GCC unroll 8
  for (int v = 0; v < some; ++v)
#pragma GCC unroll 8
    for (int u = 0; u < others; ++u) sum[v][u] = V{};
  std::int64_t i = first;
  for (; i + lanes <= last; i += lanes) {
    V right[others];
#pragma GCC unroll 8
    for (int u = 0; u < others; ++u) right[u] = *reinterpret_cast<const V*>(other[u] + i);
#pragma GCC unroll 8
    for (int v = 0; v < some; ++v) {
      const V left = *reinterpret_cast<const V*>(columns[v] + i);
#pragma GCC unroll 8
      for (int u = 0; u < others; ++u) sum[v][u] += left * right[u];
    }
  }
#pragma GCC unroll 8
  for (int v = 0; v < some; ++v)
#pragma GCC unroll 8
    for (int u = 0; u < others; ++u) {
      double total = sum_of<lanes>(sum[v][u]);
      for (std::int64_t rest = i; rest < last; ++rest) total += columns[v][rest] * other[u][rest];
      out[v * width + u] += total;
    }
}

template <int lanes>
[[gnu::always_inline]] inline void multiply_columns_with(const double* const* columns, std::int64_t count, const double* values, std::int64_t rows, double* out) {
  for (std::int64_t first = 0; first < rows; first += block) {
    const std::int64_t last = std::min(rows, first + block);
    std::int64_t v = 0;
    for (; v + 8 <= count; v += 8) multiply_tile<lanes, 8, 1>(columns + v, &values, first, last, 1, out + v);
    for (; v < count; ++v) multiply_tile<lanes, 1, 1>(columns + v, &values, first, last, 1, out + v);
  }
}

template <int lanes>
[[gnu::always_inline]] inline void multiply_pairs_with(const double* const* columns, std::int64_t count, const double* const* others,
                                                       std::int64_t others_count, std::int64_t rows, double* out) {
  for (std::int64_t first = 0; first < rows; first += block) {
    const std::int64_t last = std::min(rows, first + block);
    for (std::int64_t v = 0; v < count; v += 4) {
      const std::int64_t some = std::min<std::int64_t>(4, count - v);
      std::int64_t u = 0;
      for (; some == 4 && u + 4 <= others_count; u += 4) multiply_tile<lanes, 4, 4>(columns + v, others + u, first, last, others_count, out + v * others_count + u);
      for (; u < others_count; ++u)
        for (std::int64_t w = 0; w < some; ++w) multiply_tile<lanes, 1, 1>(columns + v + w, others + u, first, last, others_count, out + (v + w) * others_count + u);
    }
  }
}

template <int lanes, bool squared>
[[gnu::always_inline]] inline double multiply_centred_with(const double* column, double mean, const double* values, std::int64_t rows) {
  using V = typename Vector<lanes>::type;
  V sum[4] = {V{}, V{}, V{}, V{}};
  std::int64_t i = 0;
  for (; i + 4 * lanes <= rows; i += 4 * lanes)
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) {
      const V x = *reinterpret_cast<const V*>(column + i + v * lanes) - mean;
      const V value = *reinterpret_cast<const V*>(values + i + v * lanes);
      if constexpr (squared) sum[v] += x * x * value;
      else sum[v] += x * value;
    }
  double total = sum_of<lanes>((sum[0] + sum[1]) + (sum[2] + sum[3]));
  for (; i < rows; ++i) total += (squared ? column[i] - mean : 1.0) * ((column[i] - mean) * values[i]);
  return total;
}

template <int lanes, bool squared>
[[gnu::always_inline]] inline void multiply_rows_centred_with(const double* matrix, std::int64_t stride, std::int64_t columns, const double* means,
                                                              const double* values, std::int64_t rows, double* out) {
  using V = typename Vector<lanes>::type;
  std::int64_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const double* row[4] = {matrix + i * stride, matrix + (i + 1) * stride, matrix + (i + 2) * stride, matrix + (i + 3) * stride};
    const double* value = values + i;
    std::int64_t j = 0;
    for (; j + lanes <= columns; j += lanes) {
      const V mean = *reinterpret_cast<const V*>(means + j);
      V sum{};
#pragma GCC unroll 4
      for (int r = 0; r < 4; ++r) {
        const V x = *reinterpret_cast<const V*>(row[r] + j) - mean;
        if constexpr (squared) sum += x * x * value[r];
        else sum += x * value[r];
      }
      *reinterpret_cast<V*>(out + j) += sum;
    }
    for (; j < columns; ++j)
      for (int r = 0; r < 4; ++r) out[j] += (squared ? row[r][j] - means[j] : 1.0) * ((row[r][j] - means[j]) * value[r]);
  }
  for (; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) {
      const double x = matrix[i * stride + j] - means[j];
      out[j] += (squared ? x : 1.0) * (x * values[i]);
    }
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                              \
  attributes void add_columns_##name(const double* const* columns, const double* factors, std::int64_t count, std::int64_t rows, double* out) { \
    add_columns_with<lanes>(columns, factors, count, rows, out);                                                                               \
  }                                                                                                                                            \
  attributes void multiply_columns_##name(const double* const* columns, std::int64_t count, const double* values, std::int64_t rows,           \
                                          double* out) {                                                                                       \
    multiply_columns_with<lanes>(columns, count, values, rows, out);                                                                           \
  }                                                                                                                                            \
  attributes void multiply_pairs_##name(const double* const* columns, std::int64_t count, const double* const* others,                         \
                                        std::int64_t others_count, std::int64_t rows, double* out) {                                           \
    multiply_pairs_with<lanes>(columns, count, others, others_count, rows, out);                                                               \
  }                                                                                                                                            \
  attributes double multiply_centred_##name(const double* column, double mean, const double* values, std::int64_t rows, bool squared) {        \
    return squared ? multiply_centred_with<lanes, true>(column, mean, values, rows) : multiply_centred_with<lanes, false>(column, mean, values, rows); \
  }                                                                                                                                            \
  attributes void multiply_rows_centred_##name(const double* matrix, std::int64_t stride, std::int64_t columns, const double* means,           \
                                               const double* values, std::int64_t rows, bool squared, double* out) {                           \
    if (squared) multiply_rows_centred_with<lanes, true>(matrix, stride, columns, means, values, rows, out);                                   \
    else multiply_rows_centred_with<lanes, false>(matrix, stride, columns, means, values, rows, out);                                          \
  }

MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

}  // namespace

void add_columns(const double* const* columns, const double* factors, std::int64_t count, std::int64_t rows, double* out) {
  MAINSTAY_CALL(add_columns, columns, factors, count, rows, out);
}

void multiply_columns(const double* const* columns, std::int64_t count, const double* values, std::int64_t rows, double* out) {
  MAINSTAY_CALL(multiply_columns, columns, count, values, rows, out);
}

void multiply_pairs(const double* const* columns, std::int64_t count, const double* const* others, std::int64_t others_count, std::int64_t rows,
                    double* out) {
  MAINSTAY_CALL(multiply_pairs, columns, count, others, others_count, rows, out);
}

double multiply_centred(const double* column, double mean, const double* values, std::int64_t rows, bool squared) {
  MAINSTAY_CALL(multiply_centred, column, mean, values, rows, squared);
}

void multiply_rows_centred(const double* matrix, std::int64_t stride, std::int64_t columns, const double* means, const double* values,
                           std::int64_t rows, bool squared, double* out) {
  MAINSTAY_CALL(multiply_rows_centred, matrix, stride, columns, means, values, rows, squared, out);
}

}  // namespace mainstay::inline v1::survival
