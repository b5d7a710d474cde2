#include "survival/weights.hpp"

#include <algorithm>
#include <cstdint>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

void check_weight_sum(std::string_view analysis, double sum) {
  constexpr double largest = 1e150, smallest = 1e-150;
  if (!(sum <= largest && sum >= smallest))
    refuse(analysis, "weights", sum > 1.0 ? "more than 1e150 in sum" : "less than 1e-150 in sum", "between 1e-150 and 1e150");
}

void check_weights(std::string_view analysis, const Column& weights) {
  if (!weights.given()) return;
  constexpr std::int64_t block = 512;
  double sum = 0.0, room[block];
  for (std::int64_t first = 0; first < weights.size; first += block) {
    const std::int64_t count = std::min(block, weights.size - first);
    const double* values = read_numbers(weights, first, count, room);
    for (std::int64_t i = 0; i < count; ++i) sum += values[i];
  }
  if (sum != 0.0) check_weight_sum(analysis, sum);
}

}  // namespace mainstay::inline v1::survival
