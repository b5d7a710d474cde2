#include "competency/search_kernel.hpp"

#include <algorithm>

#include "solve/vector_units.hpp"

#ifdef MAINSTAY_X86
#include <immintrin.h>
#endif

namespace mainstay::inline v1::competency {

std::int64_t search_block_portable(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) noexcept {
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < block.people; ++i) {
    bool listed = true;
    for (std::int64_t c = 0; c < post.asked_count; ++c) {
      const float fact = block.facts[post.asked[c] * search_lanes + i];
      listed = listed && fact >= post.least[c] && fact <= post.most[c];
    }
    for (std::int64_t h = 0; h < post.hard_count; ++h) listed = listed && block.progress[post.hard[h] * search_lanes + i] >= post.hard_floor[h];
    if (!listed) continue;
    float bound = post.slack;
    for (std::int64_t j = 0; j < post.dimensions; ++j) bound += post.slope[j] * std::min(block.progress[j * search_lanes + i], post.room[j]);
    for (std::int64_t h = 0; h < post.capping_count; ++h)
      if (block.progress[post.capping[h] * search_lanes + i] < post.capping_floor[h]) bound = std::min(bound, post.ceiling);
    if (bound > post.threshold || (block.thresholds != nullptr && bound > block.thresholds[i])) hits[count++] = static_cast<std::int32_t>(i);
  }
  return count;
}

#ifdef MAINSTAY_X86

namespace {

[[gnu::always_inline]] inline std::int64_t place_hits(std::uint32_t mask, std::int64_t first, std::int32_t* hits, std::int64_t count) {
  for (; mask != 0; mask &= mask - 1) hits[count++] = static_cast<std::int32_t>(first + __builtin_ctz(mask));
  return count;
}

// Lanes beyond the people of the block are left out at the end.
std::int64_t without_tail(std::int64_t people, const std::int32_t* hits, std::int64_t count) {
  while (count > 0 && hits[count - 1] >= people) --count;
  return count;
}

__attribute__((target("avx512f"))) std::int64_t scan_avx512(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) {
  std::int64_t count = 0;
  constexpr __mmask16 every = 0xffff;  // with a mask of all lanes, because the plain form warns in some compilers
  const __m512 threshold = _mm512_set1_ps(post.threshold), ceiling = _mm512_set1_ps(post.ceiling), slack = _mm512_set1_ps(post.slack);
  for (std::int64_t i = 0; i < block.people; i += 32) {  // two vectors at a time: additions wait for each other
    __mmask16 a_listed = every, b_listed = every;
    for (std::int64_t c = 0; c < post.asked_count; ++c) {
      const float* fact = block.facts + post.asked[c] * search_lanes + i;
      const __m512 least = _mm512_set1_ps(post.least[c]), most = _mm512_set1_ps(post.most[c]), a = _mm512_loadu_ps(fact), b = _mm512_loadu_ps(fact + 16);
      a_listed = _mm512_mask_cmp_ps_mask(_mm512_mask_cmp_ps_mask(a_listed, a, least, _CMP_GE_OQ), a, most, _CMP_LE_OQ);
      b_listed = _mm512_mask_cmp_ps_mask(_mm512_mask_cmp_ps_mask(b_listed, b, least, _CMP_GE_OQ), b, most, _CMP_LE_OQ);
    }
    for (std::int64_t h = 0; h < post.hard_count; ++h) {
      const float* progress = block.progress + post.hard[h] * search_lanes + i;
      const __m512 floor = _mm512_set1_ps(post.hard_floor[h]);
      a_listed = _mm512_mask_cmp_ps_mask(a_listed, _mm512_loadu_ps(progress), floor, _CMP_GE_OQ);
      b_listed = _mm512_mask_cmp_ps_mask(b_listed, _mm512_loadu_ps(progress + 16), floor, _CMP_GE_OQ);
    }
    if ((a_listed | b_listed) == 0) continue;
    __m512 a = slack, b = slack;
    for (std::int64_t j = 0; j < post.dimensions; ++j) {
      const float* progress = block.progress + j * search_lanes + i;
      const __m512 room = _mm512_set1_ps(post.room[j]), slope = _mm512_set1_ps(post.slope[j]);
      a = _mm512_fmadd_ps(slope, _mm512_maskz_min_ps(every, _mm512_loadu_ps(progress), room), a);
      b = _mm512_fmadd_ps(slope, _mm512_maskz_min_ps(every, _mm512_loadu_ps(progress + 16), room), b);
    }
    for (std::int64_t h = 0; h < post.capping_count; ++h) {
      const float* progress = block.progress + post.capping[h] * search_lanes + i;
      const __m512 floor = _mm512_set1_ps(post.capping_floor[h]);
      a = _mm512_mask_min_ps(a, _mm512_cmp_ps_mask(_mm512_loadu_ps(progress), floor, _CMP_LT_OQ), a, ceiling);
      b = _mm512_mask_min_ps(b, _mm512_cmp_ps_mask(_mm512_loadu_ps(progress + 16), floor, _CMP_LT_OQ), b, ceiling);
    }
    __mmask16 a_hit = _mm512_cmp_ps_mask(a, threshold, _CMP_GT_OQ), b_hit = _mm512_cmp_ps_mask(b, threshold, _CMP_GT_OQ);
    if (block.thresholds != nullptr) {
      a_hit = static_cast<__mmask16>(a_hit | _mm512_cmp_ps_mask(a, _mm512_loadu_ps(block.thresholds + i), _CMP_GT_OQ));
      b_hit = static_cast<__mmask16>(b_hit | _mm512_cmp_ps_mask(b, _mm512_loadu_ps(block.thresholds + i + 16), _CMP_GT_OQ));
    }
    const std::uint32_t mask = static_cast<std::uint32_t>(a_hit & a_listed) | static_cast<std::uint32_t>(b_hit & b_listed) << 16;
    count = place_hits(mask, i, hits, count);
  }
  return without_tail(block.people, hits, count);
}

__attribute__((target("avx2,fma"))) std::int64_t scan_avx2(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) {
  std::int64_t count = 0;
  const __m256 threshold = _mm256_set1_ps(post.threshold), ceiling = _mm256_set1_ps(post.ceiling), slack = _mm256_set1_ps(post.slack);
  for (std::int64_t i = 0; i < block.people; i += 16) {
    __m256 a_listed = _mm256_castsi256_ps(_mm256_set1_epi32(-1)), b_listed = a_listed;
    for (std::int64_t c = 0; c < post.asked_count; ++c) {
      const float* fact = block.facts + post.asked[c] * search_lanes + i;
      const __m256 least = _mm256_set1_ps(post.least[c]), most = _mm256_set1_ps(post.most[c]), a = _mm256_loadu_ps(fact), b = _mm256_loadu_ps(fact + 8);
      a_listed = _mm256_and_ps(a_listed, _mm256_and_ps(_mm256_cmp_ps(a, least, _CMP_GE_OQ), _mm256_cmp_ps(a, most, _CMP_LE_OQ)));
      b_listed = _mm256_and_ps(b_listed, _mm256_and_ps(_mm256_cmp_ps(b, least, _CMP_GE_OQ), _mm256_cmp_ps(b, most, _CMP_LE_OQ)));
    }
    for (std::int64_t h = 0; h < post.hard_count; ++h) {
      const float* progress = block.progress + post.hard[h] * search_lanes + i;
      const __m256 floor = _mm256_set1_ps(post.hard_floor[h]);
      a_listed = _mm256_and_ps(a_listed, _mm256_cmp_ps(_mm256_loadu_ps(progress), floor, _CMP_GE_OQ));
      b_listed = _mm256_and_ps(b_listed, _mm256_cmp_ps(_mm256_loadu_ps(progress + 8), floor, _CMP_GE_OQ));
    }
    __m256 a = slack, b = slack;
    for (std::int64_t j = 0; j < post.dimensions; ++j) {
      const float* progress = block.progress + j * search_lanes + i;
      const __m256 room = _mm256_set1_ps(post.room[j]), slope = _mm256_set1_ps(post.slope[j]);
      a = _mm256_fmadd_ps(slope, _mm256_min_ps(_mm256_loadu_ps(progress), room), a);
      b = _mm256_fmadd_ps(slope, _mm256_min_ps(_mm256_loadu_ps(progress + 8), room), b);
    }
    for (std::int64_t h = 0; h < post.capping_count; ++h) {
      const float* progress = block.progress + post.capping[h] * search_lanes + i;
      const __m256 floor = _mm256_set1_ps(post.capping_floor[h]);
      a = _mm256_blendv_ps(a, _mm256_min_ps(a, ceiling), _mm256_cmp_ps(_mm256_loadu_ps(progress), floor, _CMP_LT_OQ));
      b = _mm256_blendv_ps(b, _mm256_min_ps(b, ceiling), _mm256_cmp_ps(_mm256_loadu_ps(progress + 8), floor, _CMP_LT_OQ));
    }
    __m256 a_hit = _mm256_cmp_ps(a, threshold, _CMP_GT_OQ), b_hit = _mm256_cmp_ps(b, threshold, _CMP_GT_OQ);
    if (block.thresholds != nullptr) {
      a_hit = _mm256_or_ps(a_hit, _mm256_cmp_ps(a, _mm256_loadu_ps(block.thresholds + i), _CMP_GT_OQ));
      b_hit = _mm256_or_ps(b_hit, _mm256_cmp_ps(b, _mm256_loadu_ps(block.thresholds + i + 8), _CMP_GT_OQ));
    }
    const auto a_mask = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_and_ps(a_hit, a_listed)));
    const auto b_mask = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_and_ps(b_hit, b_listed)));
    count = place_hits(a_mask | b_mask << 8, i, hits, count);
  }
  return without_tail(block.people, hits, count);
}

}  // namespace

#endif

std::int64_t search_block(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) noexcept {
#ifdef MAINSTAY_X86
  if (solve::vector_units() == solve::VectorUnits::avx512) return scan_avx512(block, post, hits);
  if (solve::vector_units() == solve::VectorUnits::avx2) return scan_avx2(block, post, hits);
#endif
  return search_block_portable(block, post, hits);
}

}  // namespace mainstay::inline v1::competency
