// What a pay-out plan must not contradict.
#include <cmath>
#include <set>

#include "core/plain_number.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/payout_kernel.hpp"

namespace mainstay::inline v1::performance {

namespace {

class PlanCheck {
 public:
  PlanCheck(std::string_view analysis, const PayoutPlan& plan, std::string_view path) : analysis_(analysis), plan_(plan), path_(path) {}

  void all() const {
    if (plan_.method == PayoutMethod::undeclared) no("method", "undeclared", "marginal or retroactive");
    if (plan_.tiers.empty()) no("tiers", "empty", "a list of tiers");
    const bool by_score = plan_.tiers_by == TierMeasure::score, marginal = plan_.method == PayoutMethod::marginal;
    if (by_score && marginal) no("tiers_by", "score", "share_of_target or amount when method = marginal: a score has no slices");
    if (marginal && (plan_.hysteresis_up > 0 || plan_.hysteresis_down > 0)) no("hysteresis_up", "given", "left out when method = marginal: slices are not kept");
    decimals(plan_.hysteresis_up, "hysteresis_up");
    decimals(plan_.hysteresis_down, "hysteresis_down");
    tiers();
    for (std::size_t k = 0; k < plan_.factors.size(); ++k) {
      const std::string where = "factors[" + std::to_string(k) + "]";
      nine(plan_.factors[k].factor, where + ".factor");
      if (k > 0 && plan_.factors[k].at_least <= plan_.factors[k - 1].at_least)
        no(where + ".at_least", exact_number(plan_.factors[k].at_least), "above the one before, " + exact_number(plan_.factors[k - 1].at_least));
    }
    nine(plan_.factor_below, "factor_below");
    if (plan_.factor_below != 1.0 && plan_.factors.empty()) no("factor_below", exact_number(plan_.factor_below), "1 without factors");
    std::set<std::string> pools;
    for (std::size_t k = 0; k < plan_.pools.size(); ++k) {
      const std::string where = "pools[" + std::to_string(k) + "].name";
      if (plan_.pools[k].name.empty()) no(where, "empty", "a name");
      if (!pools.insert(plan_.pools[k].name).second) no(where, data::quoted(plan_.pools[k].name), "a name that is there once");
    }
  }

 private:
  [[noreturn]] void no(const std::string& where, const std::string& value, const std::string& rule) const { refuse(analysis_, path_ + "." + where, value, rule); }
  void nine(double value, const std::string& where) const {
    if (!has_decimals(value, 9)) no(where, exact_number(value), "a number with 9 decimals at most");
  }
  // An edge, in the units of tiers_by.
  void decimals(double value, const std::string& where) const {
    if (plan_.tiers_by == TierMeasure::share_of_target) {
      if (value > 1e6) no(where, exact_number(value), "at most 1000000, because it is a share of the target");
      nine(value, where);
    }
    if (plan_.tiers_by == TierMeasure::amount && value != std::floor(value)) no(where, exact_number(value), "a whole number of minor units");
  }

  void tiers() const {
    std::set<std::string> names;
    for (std::size_t t = 0; t < plan_.tiers.size(); ++t) {
      const PayoutTier& tier = plan_.tiers[t];
      const std::string where = "tiers[" + std::to_string(t) + "]";
      if (tier.name.empty()) no(where + ".name", "empty", "a name");
      if (!names.insert(tier.name).second) no(where + ".name", data::quoted(tier.name), "a name that is there once");
      decimals(tier.at_least, where + ".at_least");
      nine(tier.rate, where + ".rate");
      if (t > 0 && tier.at_least <= plan_.tiers[t - 1].at_least)
        no(where + ".at_least", exact_number(tier.at_least), "above that of the tier before, " + exact_number(plan_.tiers[t - 1].at_least) + ": tiers must not overlap");
      if (!tier.below) continue;
      if (t + 1 == plan_.tiers.size()) no(where + ".below", exact_number(*tier.below), "left out: the highest tier has no end");
      if (plan_.tiers[t + 1].at_least != *tier.below)
        no(where + ".below", exact_number(*tier.below), "where the next tier begins, " + exact_number(plan_.tiers[t + 1].at_least) + ": tiers must not overlap nor leave a gap");
    }
  }

  std::string_view analysis_;
  const PayoutPlan& plan_;
  std::string path_;
};

}  // namespace

void check_payout_plan(std::string_view analysis, const PayoutPlan& plan, std::string_view path) { PlanCheck(analysis, plan, path).all(); }

void PayoutPlan::validate() const { check_payout_plan("performance.payout", *this, "plan"); }

}  // namespace mainstay::inline v1::performance
