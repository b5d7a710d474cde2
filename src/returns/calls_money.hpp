// Money alone decides who is called: a knapsack. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "data/money.hpp"

namespace mainstay::inline v1::returns {

struct MoneyPlan {
  std::vector<char> taken;  ///< by candidate; nobody where no plan is better than the known one
  data::Wide bound = 0;     ///< no plan is worth more; the value of the best one unless it ended early
  std::int64_t looked_at = 0;
  bool proven = false, better = false;
};

/// The greatest sum of values > 0 whose costs >= 0 keep to the budget; of equal sums the cheaper one. A plan of `known_value` and `known_cost` is known already. Candidates are decided one by one, the best for
/// their money first; of all partial plans those stay that none is cheaper than at the same value (Nemhauser & Ullmann 1969), and that may still become worth the best one: the rest of the money at the best
/// rates left (Dantzig 1957). Of equal candidates the first ones are taken. Ends early when more than `effort` partial plans were looked at.
MoneyPlan spend(const std::vector<std::int64_t>& value, const std::vector<std::int64_t>& cost, data::Wide budget, data::Wide known_value, data::Wide known_cost, std::int64_t effort, const std::function<void()>& checkpoint = {});

}  // namespace mainstay::inline v1::returns
