#include "performance/payout_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "performance/kept_tier.hpp"
#include "performance/scorecard_kernel.hpp"

namespace mainstay::inline v1::performance {

namespace {

// Whether the row reaches the edge of a tier, moved by so much.
bool reaches_tier(const PlannedPayout& plan, const PayFacts& facts, std::int64_t target, std::size_t tier, std::int64_t moved, double moved_score) {
  switch (plan.plan->tiers_by) {
    case TierMeasure::score: return reaches(facts.score, plan.plan->tiers[tier].at_least + moved_score);
    case TierMeasure::amount: return Wide{facts.amount} >= Wide{plan.edge[tier]} + moved;
    case TierMeasure::share_of_target: return Wide{facts.amount} * billion >= (Wide{plan.edge[tier]} + moved) * target;
  }
  return false;
}

}  // namespace

std::int64_t rounded(Wide above, Wide below, MoneyRounding rounding) {
  const Wide whole = above / below, rest = above % below;
  bool up = false;
  if (rounding == MoneyRounding::half_up) up = rest >= below - rest;
  if (rounding == MoneyRounding::half_even) up = rest > below - rest || (rest == below - rest && whole % 2 != 0);
  return to_money(whole + (up ? 1 : 0));
}

PlannedPayout::PlannedPayout(const PayoutPlan& given) : plan(&given), factor_below(billionths(given.factor_below)) {
  const bool amounts = given.tiers_by == TierMeasure::amount, shares = given.tiers_by == TierMeasure::share_of_target;
  for (const PayoutTier& tier : given.tiers) {
    edge.push_back(amounts ? std::llround(tier.at_least) : shares ? billionths(tier.at_least) : 0);
    rate.push_back(billionths(tier.rate));
  }
  for (const PayoutFactor& each : given.factors) factor.push_back(billionths(each.factor));
  up = amounts ? std::llround(given.hysteresis_up) : shares ? billionths(given.hysteresis_up) : 0;
  down = amounts ? std::llround(given.hysteresis_down) : shares ? billionths(given.hysteresis_down) : 0;
}

Pay pay_of(const PlannedPayout& plan, const PayFacts& facts, std::vector<PaySlice>* slices) {
  const PayoutPlan& given = *plan.plan;
  const std::int32_t tiers = static_cast<std::int32_t>(given.tiers.size());
  Pay pay;
  pay.target = facts.target;
  if (given.proration == PayoutProration::target && facts.target > 0) pay.target = rounded(Wide{facts.target} * facts.present, facts.total, given.rounding);
  const auto reach = [&](std::int32_t tier, std::int64_t moved, double moved_score) { return reaches_tier(plan, facts, pay.target, at(tier), moved, moved_score); };
  const bool in_tiers = given.tiers_by != TierMeasure::share_of_target || pay.target > 0;
  while (in_tiers && pay.reached + 1 < tiers && reach(pay.reached + 1, 0, 0.0)) ++pay.reached;
  pay.tier = pay.reached;
  if (in_tiers)
    pay.tier = kept_tier(
        pay.reached, facts.previous, [&](std::int32_t tier) { return reach(tier, plan.up, given.hysteresis_up); }, [&](std::int32_t tier) { return reach(tier, -plan.down, -given.hysteresis_down); });
  Wide sum = 0;  // 1e-18 of minor units
  const auto slice = [&](Wide lower, Wide upper, std::int64_t rate) {
    if (upper <= lower) return;
    sum += (upper - lower) * rate;
    if (slices != nullptr) slices->push_back({lower, upper, rate});
  };
  const Wide amount = Wide{facts.amount} * billion;
  if (given.method == PayoutMethod::retroactive) {
    if (pay.tier >= 0) slice(0, amount, plan.rate[at(pay.tier)]);
  } else {
    const auto edge = [&](std::int32_t tier) { return given.tiers_by == TierMeasure::amount ? Wide{plan.edge[at(tier)]} * billion : Wide{plan.edge[at(tier)]} * pay.target; };
    for (std::int32_t tier = 0; tier <= pay.tier; ++tier) slice(edge(tier), tier < pay.tier ? edge(tier + 1) : amount, plan.rate[at(tier)]);
  }
  pay.commission = rounded(sum, Wide{billion} * billion, given.rounding);
  pay.fixed = to_money(Wide{pay.commission} + (pay.tier >= 0 ? given.tiers[at(pay.tier)].fixed : 0));
  pay.prorated = given.proration == PayoutProration::pay ? rounded(Wide{pay.fixed} * facts.present, facts.total, given.rounding) : pay.fixed;
  if (!given.factors.empty()) {
    pay.factor = plan.factor_below;
    for (std::size_t f = 0; f < given.factors.size(); ++f)
      if (reaches(facts.score, given.factors[f].at_least)) pay.factor = plan.factor[f];
  }
  pay.factored = rounded(Wide{pay.prorated} * pay.factor, billion, given.rounding);
  pay.capped = given.cap ? std::min(pay.factored, *given.cap) : pay.factored;
  return pay;
}

std::vector<std::int64_t> largest_remainders(std::int64_t amount, const std::vector<std::int64_t>& weights) {
  Wide total = 0;
  for (const std::int64_t weight : weights) total += weight;
  std::vector<std::int64_t> shares(weights.size());
  std::vector<Wide> rest(weights.size());
  Wide left = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide part = Wide{amount} * weights[i];
    shares[i] = static_cast<std::int64_t>(part / total);
    rest[i] = part % total;
    left -= shares[i];
  }
  const std::size_t more = static_cast<std::size_t>(left);
  if (more == 0) return shares;
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(more - 1), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] != rest[b] ? rest[a] > rest[b] : a < b; });
  for (std::size_t k = 0; k < more; ++k) ++shares[order[k]];
  return shares;
}

}  // namespace mainstay::inline v1::performance
