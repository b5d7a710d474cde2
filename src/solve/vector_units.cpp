#include "solve/vector_units.hpp"

namespace mainstay::inline v1::solve {

VectorUnits vector_units() noexcept {
#ifdef MAINSTAY_X86
  static const VectorUnits units = [] {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
      return VectorUnits::avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return VectorUnits::avx2;
    return VectorUnits::portable;
  }();
  return units;
#else
  return VectorUnits::portable;
#endif
}

}  // namespace mainstay::inline v1::solve
