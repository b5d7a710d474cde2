// Code for the vector units of the machine it runs on, chosen at run time.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::solve {

/// What the vector units of this machine can do; found out once.
enum class VectorUnits { portable, avx2, avx512 };
VectorUnits vector_units() noexcept;

/// Numbers that are reckoned with together, wherever they lie in memory.
template <int lanes>
struct Vector {
  typedef double type __attribute__((vector_size(lanes * 8), aligned(8), may_alias));
  typedef std::int64_t whole __attribute__((vector_size(lanes * 8), aligned(8), may_alias));
};

/// Their sum, those in even places first.
template <int lanes>
[[gnu::always_inline]] inline double sum_of(const typename Vector<lanes>::type& v) {
  double even = 0.0, odd = 0.0;
  for (int l = 0; l < lanes; l += 2) {
    even += v[l];
    odd += v[l + 1];
  }
  return even + odd;
}

}  // namespace mainstay::inline v1::solve

// MAINSTAY_FOR_UNITS(kernels) expands kernels(attributes, name, lanes) for each kind of units; it defines functions whose names end in _##name.
// MAINSTAY_CALL(function, …) calls the one for this machine, and returns what it returns.
#if defined(__x86_64__) && defined(__GNUC__)
#define MAINSTAY_X86 1
#define MAINSTAY_FOR_UNITS(kernels)                   \
  kernels(, portable, 2)                              \
  kernels(__attribute__((target("avx2,fma"))), avx2, 4) \
  kernels(__attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))), avx512, 8)
#define MAINSTAY_CALL(function, ...)                                                            \
  switch (::mainstay::solve::vector_units()) {                                                  \
    case ::mainstay::solve::VectorUnits::avx512: return function##_avx512(__VA_ARGS__);         \
    case ::mainstay::solve::VectorUnits::avx2: return function##_avx2(__VA_ARGS__);             \
    case ::mainstay::solve::VectorUnits::portable: break;                                       \
  }                                                                                             \
  return function##_portable(__VA_ARGS__)
#else
#define MAINSTAY_FOR_UNITS(kernels) kernels(, portable, 2)
#define MAINSTAY_CALL(function, ...) return function##_portable(__VA_ARGS__)
#endif
