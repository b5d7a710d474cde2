// The probability of being under observation, which weights who has left for another cause.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/survival/fine_gray.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::survival {

/// What one row was: still here, left for the cause of interest, left for another.
enum class Fate : std::uint8_t { censored = 0, left = 1, left_otherwise = 2 };

/// W(t) = G(t) H(t): G the product-limit estimate of not being censored, H that of having entered (in reversed time; 1 without entries).
/// Times are distinct durations, d = 0, 1, …
struct ObservationWeights {
  std::vector<double> before;    ///< W just before each time
  std::vector<double> censored;  ///< weight censored at each time
  std::vector<double> at_risk;   ///< weight at risk of being censored there
  std::vector<double> entry_time, entered, among;  ///< distinct entries: weight that enters, and weight under observation just after
};

/// weights null: ones; entry null: none. O(n + entries log entries).
ObservationWeights observation_weights(const stats::Distinct& durations, const std::vector<Fate>& fate, const double* entry, const double* weights,
                                       CensoringTies ties);

}  // namespace mainstay::inline v1::survival
