// The upper bound of many people's scores for one post, in single precision: who could enter a list.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::competency {

inline constexpr std::int64_t search_lanes = 512;  ///< people of a block: six dimensions of them are 12 KiB

/// A block of people. Arrays of search_lanes numbers for each dimension and fact.
struct SearchBlock {
  const float* progress;    ///< (dimensions, lanes): points beyond zero, not below 0
  const float* facts;       ///< (facts, lanes): NaN where a person has none
  const float* thresholds;  ///< (lanes): what a score has to exceed to enter the person's list; null when there is none
  std::int64_t people;
};

/// What a post asks for. bound = slack + sum of slope x min(progress, room).
struct SearchPost {
  const float* room;   ///< (dimensions)
  const float* slope;  ///< (dimensions)
  std::int64_t dimensions;
  const std::int32_t* hard;       ///< dimensions with a floor below which nobody is listed
  const float* hard_floor;        ///< progress at the floor
  std::int64_t hard_count;
  const std::int32_t* capping;    ///< dimensions with a floor below which the bound is `ceiling`
  const float* capping_floor;
  std::int64_t capping_count;
  const std::int32_t* asked;      ///< facts with limits
  const float *least, *most;      ///< their limits, both included
  std::int64_t asked_count;
  float slack;      ///< more than all rounding
  float ceiling;    ///< bound of those under a cap
  float threshold;  ///< what a score has to exceed to enter the post's list
};

/// Writes the places in the block (rising) whose bound exceeds the post's threshold or their own, after constraints and floors;
/// returns how many. `hits` has room for search_lanes. The processor's widest units, chosen at run time.
std::int64_t search_block(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) noexcept;

/// The portable form, for comparison.
std::int64_t search_block_portable(const SearchBlock& block, const SearchPost& post, std::int32_t* hits) noexcept;

}  // namespace mainstay::inline v1::competency
