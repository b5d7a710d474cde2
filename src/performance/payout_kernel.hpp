// The arithmetic of pay in whole numbers: rates and edges as billionths, money as minor units, nothing rounded but lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/money.hpp"
#include "mainstay/performance/payout.hpp"

namespace mainstay::inline v1::performance {

using data::billion;
using data::billionths;
using data::decimal_text;
using data::has_decimals;
using data::MoneyOverflow;
using data::to_money;
using data::Wide;

/// value * above / below, rounded; below > 0, value * above >= 0.
std::int64_t rounded(Wide above, Wide below, MoneyRounding rounding);

/// A plan with its decimals as whole numbers.
struct PlannedPayout {
  explicit PlannedPayout(const PayoutPlan& plan);
  const PayoutPlan* plan;
  std::vector<std::int64_t> edge, rate, factor;  ///< edges: billionths of the target, minor units, or unused (score)
  std::int64_t up = 0, down = 0, factor_below = 0;
};

/// What is known of one row.
struct PayFacts {
  std::int64_t amount = 0, target = 0;  ///< target 0: none
  double score = 0.0;
  std::int32_t previous = -1;                ///< tier
  std::int64_t present = 1, total = 1;       ///< thousandths of days
};

/// A slice of the amount at one rate.
struct PaySlice {
  Wide lower, upper;  ///< billionths of minor units
  std::int64_t rate;
};

/// What a row earns before pools.
struct Pay {
  std::int64_t target = 0, commission = 0, fixed = 0, prorated = 0, factored = 0, capped = 0, factor = billion;
  std::int32_t reached = -1, tier = -1;
};
Pay pay_of(const PlannedPayout& plan, const PayFacts& facts, std::vector<PaySlice>* slices = nullptr);

/// Shares of `amount` in proportion to the weights, whole and with the sum preserved: the largest remainders get one more, equal ones in the order of the list. The weights add up to more than 0.
std::vector<std::int64_t> largest_remainders(std::int64_t amount, const std::vector<std::int64_t>& weights);

}  // namespace mainstay::inline v1::performance
