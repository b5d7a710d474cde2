// The rows that are paid, and what a plan gives them: shared by the pay-out and by the comparison of plans.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/performance/payout.hpp"
#include "performance/payout_kernel.hpp"

namespace mainstay::inline v1::performance {

/// Columns of one meaning in several inputs.
struct PayColumns {
  Column person, period, amount, target, score, previous_tier, days_present, days_total, pool, pool_points;
};

class PayRows {
 public:
  PayRows(std::string_view key, const PayColumns& columns);

  std::int64_t size() const noexcept { return columns.amount.size; }
  /// The rows as a plan sees them; refuses what the plan needs and is not there. `strict`: tiers of the period before must be of the plan.
  struct Seen {
    std::vector<PayFacts> facts;
    std::vector<std::int32_t> pool;  ///< of the plan; -1: none
  };
  /// Days of presence that none of the plans looks at.
  void refuse_unused(std::initializer_list<const PayoutPlan*> plans) const;
  Seen seen_by(const PayoutPlan& plan, std::string_view path, bool strict) const;
  std::string name(std::int64_t row) const;

  std::string_view key;
  const PayColumns columns;
  data::Groups person, period;
  std::vector<std::int64_t> points;   ///< millionths
  std::vector<std::int64_t> in_order;  ///< rows by person and period
};

struct PoolShare {
  std::int64_t earned = 0, given = 0, left = 0, members = 0, weights = 0;
};

/// What each row earns under a plan, pools included.
struct Earnings {
  std::vector<Pay> pay;
  std::vector<std::int64_t> earned, pool_change;
  std::vector<PoolShare> pools;
};
Earnings earn(const PayRows& rows, const PlannedPayout& plan, const PayRows::Seen& seen, std::string_view path, Team& team);

}  // namespace mainstay::inline v1::performance
