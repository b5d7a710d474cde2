#include "solve/gram.hpp"

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr int locality = 2;  // the second-level cache: the first holds the block at work

// A tile of the result stays in registers over all rows of the block: `tile` rows of the Gram matrix times `vectors`
// vectors of its columns. Per row of X: `vectors` loads and products with the weight, `tile` broadcasts, tile·vectors
// multiply-adds.
template <int lanes, int tile, int vectors>
[[gnu::always_inline]] inline void add_tile(const double* rows, const double* weights, std::int64_t count, std::int64_t width,
                                            std::int64_t from_row, std::int64_t from_column, double* gram, Soon& soon) {
  using V = typename Vector<lanes>::type;
  V sum[tile][vectors];
#pragma GCC unroll 8
  for (int j = 0; j < tile; ++j)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) sum[j][v] = V{};
  // One moving address and constant distances from it: the tile has no integer registers to spare.
  const double* at = rows + from_row;
  const std::int64_t across = from_column - from_row;
  for (std::int64_t i = 0; i < count; ++i) {
    if (soon.count > 0) {
      __builtin_prefetch(reinterpret_cast<const void*>(soon.from + *soon.lines++), 0, locality);
      --soon.count;
    }
    V weighted[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) weighted[v] = *reinterpret_cast<const V*>(at + across + v * lanes) * weights[i];
#pragma GCC unroll 8
    for (int j = 0; j < tile; ++j)
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) sum[j][v] += weighted[v] * at[j];
    at += width;
#if defined(__GNUC__)
    asm("" : "+r"(at));  // keeps the compiler from making an address of each distance
#endif
  }
#pragma GCC unroll 8
  for (int j = 0; j < tile; ++j)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v)
      *reinterpret_cast<V*>(gram + (from_row + j) * width + from_column + v * lanes) += sum[j][v];
}

template <int lanes, int tile>
[[gnu::always_inline]] inline void add_rows(const double* rows, const double* weights, std::int64_t count, std::int64_t width,
                                            std::int64_t row, std::int64_t columns, double* gram, Soon& soon) {
  std::int64_t column = row / lanes * lanes;
  for (; column + 3 * lanes <= columns; column += 3 * lanes) add_tile<lanes, tile, 3>(rows, weights, count, width, row, column, gram, soon);
  if (column + 2 * lanes <= columns) {
    add_tile<lanes, tile, 2>(rows, weights, count, width, row, column, gram, soon);
    column += 2 * lanes;
  }
  if (column < columns) add_tile<lanes, tile, 1>(rows, weights, count, width, row, column, gram, soon);
}

template <int lanes, int tile>
[[gnu::always_inline]] inline void add_all(const double* rows, const double* weights, std::int64_t count, std::int64_t width,
                                           double* gram, Soon soon, std::int64_t used) {
  const std::int64_t wanted = used < width ? used : width, columns = (wanted + lanes - 1) / lanes * lanes;
  std::int64_t row = 0;
  for (; row + tile / 2 < wanted; row += tile) add_rows<lanes, tile>(rows, weights, count, width, row, columns, gram, soon);
  if (row < wanted) add_rows<lanes, tile / 2>(rows, weights, count, width, row, columns, gram, soon);
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                          \
  attributes void add_all_##name(const double* rows, const double* weights, std::int64_t count, std::int64_t width, double* gram,         \
                                 const Soon& soon, std::int64_t used) {                                                                   \
    add_all<lanes, (lanes < 4 ? 4 : lanes)>(rows, weights, count, width, gram, soon, used);                                               \
  }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

}  // namespace

void add_weighted_gram(const double* rows, const double* weights, std::int64_t count, std::int64_t width, double* gram, const Soon& soon, std::int64_t used) {
  MAINSTAY_CALL(add_all, rows, weights, count, width, gram, soon, used);
}

}  // namespace mainstay::inline v1::solve
