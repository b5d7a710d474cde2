#include "survival/cox_over_time_kernel.hpp"

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::survival {

namespace {
template <int lanes>
[[gnu::always_inline]] inline void add_with(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width,
                                            double* table) {
  using V = typename solve::Vector<lanes>::type;
  for (std::int64_t j = 0; j < width; j += lanes) {
    const V part = *reinterpret_cast<const V*>(row + j);
    for (std::int64_t i = 0; i < count; ++i) *reinterpret_cast<V*>(table + place[i] * width + j) += part * values[i];
  }
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                                                      \
  attributes void add_##name(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table) { \
    add_with<lanes>(row, values, place, count, width, table);                                                                                                          \
  }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)
}  // namespace

void add_row_to_places(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table) {
  MAINSTAY_CALL(add, row, values, place, count, width, table);
}

}  // namespace mainstay::inline v1::survival
