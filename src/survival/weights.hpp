// Weights whose sums and squares are numbers.
#pragma once

#include <string_view>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::survival {

/// Refuses a sum of weights whose square is no number.
void check_weight_sum(std::string_view analysis, double sum);
/// The same of a checked column of weights, where it is given; all may be 0.
void check_weights(std::string_view analysis, const Column& weights);

}  // namespace mainstay::inline v1::survival
