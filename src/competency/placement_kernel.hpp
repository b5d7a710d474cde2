// Scores of one person for many posts at once, where profiles are plain.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::competency {

inline constexpr std::int64_t plain_lanes = 8;  ///< arrays of posts end at a multiple of this

/// Posts whose profiles ask for the same columns in the same order, add what is attained (power 1), and count nothing beyond the target.
/// Arrays (dimensions, room), room a multiple of plain_lanes; of no post where there are fewer: width 1, the rest 0.
struct PlainPosts {
  std::int64_t room, dimensions;
  const double *zero, *width, *inverse, *share;  ///< width: target - zero, with an inverse that is finite and not 0
  const double *sign, *floor, *ceiling;          ///< floor: times sign, -infinity where there is none; ceiling: of who is below it
  const char* has_floor;                         ///< (dimensions): whether a post has one
};

/// score[p] = min(sum over j of share u, least ceiling of the floors that x is below), u = (x - zero) / width within 0 and 1; `score` has room for all.
/// The same operations in the same order as match_score(): equal to the last bit, on every processor.
void score_posts(const PlainPosts& posts, const double* x, double* score) noexcept;

/// What a row of scores holds; highest and lowest are -infinity and infinity where all are missing (NaN).
struct ScoreFacts {
  double highest, lowest;
  std::int64_t missing;
  bool whole;  ///< all are whole multiples of 1 / per
};
ScoreFacts score_facts(const double* score, std::int64_t count, double per) noexcept;

/// The portable form, for comparison.
void score_posts_portable(const PlainPosts& posts, const double* x, double* score) noexcept;

}  // namespace mainstay::inline v1::competency
