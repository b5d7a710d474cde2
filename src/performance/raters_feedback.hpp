// Feedback by role: means that have enough raters behind them, and nothing from which others follow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/performance/raters.hpp"

namespace mainstay::inline v1::performance {

/// A rating by codes; item 0 where there are no items.
struct RatingRow {
  std::int32_t person, role, item, rater;
  double rating;
};

struct FeedbackRules {
  std::int64_t people = 0;
  std::int32_t self = -1;          ///< code of the role, -1 when it does not occur
  std::vector<char> named;         ///< by role: whether the floor does not apply
  std::int64_t floor = 3;
  bool items = false;
  std::int32_t pooled = 0, others = 0;  ///< codes of the two roles that are made
  double rater_variance = 0.0, residual_variance = 0.0, critical = 1.96;  ///< NaN: no intervals
};

/// Fills feedback and blind_spots (codes) and returns how many ratings stand in no row. For each person and item a role with fewer raters than the floor is pooled with its like; a pool that is
/// still too small takes part in nothing. Sums over roles and items are made of what is shown.
std::int64_t give_feedback(std::vector<RatingRow> rows, const FeedbackRules& rules, RoleFeedback& feedback, SelfAgainstOthers& blind_spots);

}  // namespace mainstay::inline v1::performance
