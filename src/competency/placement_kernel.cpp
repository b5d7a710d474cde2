#include "competency/placement_kernel.hpp"

#include <algorithm>
#include <limits>

#include "solve/vector_units.hpp"

#ifdef MAINSTAY_X86
#include <immintrin.h>
#endif

namespace mainstay::inline v1::competency {

void score_posts_portable(const PlainPosts& posts, const double* x, double* score) noexcept {
  for (std::int64_t p = 0; p < posts.room; ++p) {
    double core = 0.0, ceiling = 1.0;
    for (std::int64_t j = 0, place = p; j < posts.dimensions; ++j, place += posts.room) {
      const double u = (x[j] - posts.zero[place]) / posts.width[place];
      core += posts.share[place] * (u > 0.0 ? std::min(u, 1.0) : 0.0);
      if (posts.sign[place] * x[j] < posts.floor[place]) ceiling = std::min(ceiling, posts.ceiling[place]);
    }
    score[p] = std::min(core, ceiling);
  }
}

namespace {

[[gnu::always_inline]] inline ScoreFacts facts_with(const double* score, std::int64_t count, double per) {
  constexpr double infinity = std::numeric_limits<double>::infinity(), shift = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves no place for a fraction
  constexpr int lanes = 16;
  double high[lanes], low[lanes];
  std::int64_t missing[lanes], broken[lanes];
  for (int lane = 0; lane < lanes; ++lane) high[lane] = -infinity, low[lane] = infinity, missing[lane] = broken[lane] = 0;
  for (std::int64_t first = 0; first < count; first += lanes) {
    double values[lanes];
    const std::int64_t there = std::min<std::int64_t>(lanes, count - first);
    if (there == lanes) std::copy_n(score + first, lanes, values);
    else
      for (int lane = 0; lane < lanes; ++lane) values[lane] = score[first + std::min<std::int64_t>(lane, there - 1)];
    for (int lane = 0; lane < lanes; ++lane) {
      const double value = values[lane], units = value * per;
      high[lane] = value > high[lane] ? value : high[lane];
      low[lane] = value < low[lane] ? value : low[lane];
      missing[lane] += (value != value) & (lane < there);
      broken[lane] += (value == value) & ((units + shift) - shift != units);
    }
  }
  ScoreFacts facts{-infinity, infinity, 0, true};
  for (int lane = 0; lane < lanes; ++lane) {
    facts.highest = std::max(facts.highest, high[lane]);
    facts.lowest = std::min(facts.lowest, low[lane]);
    facts.missing += missing[lane];
    facts.whole = facts.whole && broken[lane] == 0;
  }
  return facts;
}

ScoreFacts facts_portable(const double* score, std::int64_t count, double per) { return facts_with(score, count, per); }
#ifdef MAINSTAY_X86
__attribute__((target("avx2"))) ScoreFacts facts_avx2(const double* score, std::int64_t count, double per) { return facts_with(score, count, per); }
#endif

}  // namespace

ScoreFacts score_facts(const double* score, std::int64_t count, double per) noexcept {
#ifdef MAINSTAY_X86
  if (solve::vector_units() != solve::VectorUnits::portable) return facts_avx2(score, count, per);
#endif
  return facts_portable(score, count, per);
}

#ifdef MAINSTAY_X86

namespace {

// A quotient comes from the rounded inverse by two corrections with exact remainders: the second one rounds correctly (Markstein 1990), in a third of the time of a division.
// A product that is added is kept apart from its sum, which the compiler would make one operation that rounds once.
__attribute__((target("avx512f"))) void score_avx512(const PlainPosts& posts, const double* x, double* score) {
  constexpr __mmask8 every = 0xff;  // with a mask of all lanes, because the plain form warns in some compilers
  const __m512d none = _mm512_set1_pd(0.0), one = _mm512_set1_pd(1.0);
  for (std::int64_t p = 0; p < posts.room; p += 8) {
    __m512d core = none, ceiling = one;
    for (std::int64_t j = 0, place = p; j < posts.dimensions; ++j, place += posts.room) {
      const __m512d value = _mm512_set1_pd(x[j]), width = _mm512_loadu_pd(posts.width + place), inverse = _mm512_loadu_pd(posts.inverse + place);
      const __m512d way = _mm512_sub_pd(value, _mm512_loadu_pd(posts.zero + place));
      __m512d u = _mm512_mul_pd(way, inverse);
      u = _mm512_fmadd_pd(_mm512_fnmadd_pd(u, width, way), inverse, u);
      u = _mm512_fmadd_pd(_mm512_fnmadd_pd(u, width, way), inverse, u);
      u = _mm512_maskz_min_pd(every, _mm512_maskz_max_pd(every, u, none), one);
      __m512d part = _mm512_mul_pd(_mm512_loadu_pd(posts.share + place), u);
      asm("" : "+v"(part));
      core = _mm512_add_pd(core, part);
      if (!posts.has_floor[j]) continue;
      const __mmask8 below = _mm512_cmp_pd_mask(_mm512_mul_pd(_mm512_loadu_pd(posts.sign + place), value), _mm512_loadu_pd(posts.floor + place), _CMP_LT_OQ);
      ceiling = _mm512_mask_min_pd(ceiling, below, ceiling, _mm512_loadu_pd(posts.ceiling + place));
    }
    _mm512_storeu_pd(score + p, _mm512_maskz_min_pd(every, core, ceiling));
  }
}

__attribute__((target("avx2,fma"))) void score_avx2(const PlainPosts& posts, const double* x, double* score) {
  const __m256d none = _mm256_set1_pd(0.0), one = _mm256_set1_pd(1.0);
  for (std::int64_t p = 0; p < posts.room; p += 4) {
    __m256d core = none, ceiling = one;
    for (std::int64_t j = 0, place = p; j < posts.dimensions; ++j, place += posts.room) {
      const __m256d value = _mm256_set1_pd(x[j]), width = _mm256_loadu_pd(posts.width + place), inverse = _mm256_loadu_pd(posts.inverse + place);
      const __m256d way = _mm256_sub_pd(value, _mm256_loadu_pd(posts.zero + place));
      __m256d u = _mm256_mul_pd(way, inverse);
      u = _mm256_fmadd_pd(_mm256_fnmadd_pd(u, width, way), inverse, u);
      u = _mm256_fmadd_pd(_mm256_fnmadd_pd(u, width, way), inverse, u);
      u = _mm256_min_pd(_mm256_max_pd(u, none), one);
      __m256d part = _mm256_mul_pd(_mm256_loadu_pd(posts.share + place), u);
      asm("" : "+x"(part));
      core = _mm256_add_pd(core, part);
      if (!posts.has_floor[j]) continue;
      const __m256d below = _mm256_cmp_pd(_mm256_mul_pd(_mm256_loadu_pd(posts.sign + place), value), _mm256_loadu_pd(posts.floor + place), _CMP_LT_OQ);
      ceiling = _mm256_blendv_pd(ceiling, _mm256_min_pd(ceiling, _mm256_loadu_pd(posts.ceiling + place)), below);
    }
    _mm256_storeu_pd(score + p, _mm256_min_pd(core, ceiling));
  }
}

}  // namespace

#endif

void score_posts(const PlainPosts& posts, const double* x, double* score) noexcept {
#ifdef MAINSTAY_X86
  if (solve::vector_units() == solve::VectorUnits::avx512) return score_avx512(posts, x, score);
  if (solve::vector_units() == solve::VectorUnits::avx2) return score_avx2(posts, x, score);
#endif
  score_posts_portable(posts, x, score);
}

}  // namespace mainstay::inline v1::competency
