// The sentences of a placement, in English and Chinese, from its numbers.
#pragma once

#include <cstdint>
#include <string>

#include "mainstay/competency/placement.hpp"

namespace mainstay::inline v1::competency {

struct PlacementStory {
  PlacementReason reason = PlacementReason::not_eligible;
  std::string post, first_choice, closest;
  double score = 0.0, first_choice_score = 0.0, closest_score = 0.0, lacking = 0.0, unplaced_value = 0.0;  ///< lacking: NaN where no score would do
  bool costs = false, exact = false;  ///< exact: more than `lacking` is enough; else it is needed at least
};

struct PlacementWords {
  std::string en, zh;
};

PlacementWords placement_words(const PlacementStory& story);

/// Why there is no placement: people who fit too few seats, or seats that too few people fit.
PlacementWords violation_words(bool crowded, std::int64_t people, std::int64_t seats, std::int64_t posts, bool bounds);

}  // namespace mainstay::inline v1::competency
