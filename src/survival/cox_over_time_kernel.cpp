#include "survival/cox_over_time_kernel.hpp"

#include "solve/gram.hpp"

namespace mainstay::inline v1::survival {

namespace {
template <int lanes>
[[gnu::always_inline]] inline void add_with(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width,
                                            double* table) {
  typedef double V __attribute__((vector_size(lanes * 8), aligned(8), may_alias));
  for (std::int64_t j = 0; j < width; j += lanes) {
    const V part = *reinterpret_cast<const V*>(row + j);
    for (std::int64_t i = 0; i < count; ++i) *reinterpret_cast<V*>(table + place[i] * width + j) += part * values[i];
  }
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx512f"))) void add_avx512(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table) {
  add_with<8>(row, values, place, count, width, table);
}
__attribute__((target("avx2,fma"))) void add_avx2(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table) {
  add_with<4>(row, values, place, count, width, table);
}
#endif
}  // namespace

void add_row_to_places(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table) {
#if defined(__x86_64__) && defined(__GNUC__)
  switch (solve::vector_units()) {
    case solve::VectorUnits::avx512: return add_avx512(row, values, place, count, width, table);
    case solve::VectorUnits::avx2: return add_avx2(row, values, place, count, width, table);
    case solve::VectorUnits::portable: break;
  }
#endif
  add_with<2>(row, values, place, count, width, table);
}

}  // namespace mainstay::inline v1::survival
