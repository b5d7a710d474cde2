// What predictions may say beyond the longest follow-up: one rule for every estimator.
#pragma once

#include <limits>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Whether a time was followed; if not, whether the curve is carried on to it or left out.
enum class Reach { followed, carried, missing };

inline Reach reach_of(BeyondFollowUp beyond, double until, double follow_up) {
  if (!(until > follow_up)) return Reach::followed;
  return beyond == BeyondFollowUp::missing ? Reach::missing : Reach::carried;
}

/// Whether an error can be told of a probability of leaving: not where the curve is carried on over a time in which nobody of the
/// fit left. An error of 0 would call certain what nobody has seen.
inline bool has_error(Reach reach, double leaving) { return reach == Reach::followed || leaving > 0.0; }

}  // namespace mainstay::inline v1::survival
