// What would another pay-out plan cost, and who would win and lose by it?
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/performance/payout.hpp"

namespace mainstay::inline v1::performance {

/// Who is what by a change.
enum class PlanOutcome : std::int32_t { wins, loses, same };
constexpr auto choices(PlanOutcome) {
  return std::array{choice(PlanOutcome::wins, "wins", "Earns more by the other plan."), choice(PlanOutcome::loses, "loses", "Earns less."), choice(PlanOutcome::same, "same", "Earns the same.")};
}

/// Last year's rows, as performance.payout takes them.
struct PlanInput {
  static constexpr const char* record = "PlanInput";
  Column person{}, period{}, amount{}, target{}, score{}, previous_tier{}, days_present{}, days_total{}, pool{}, pool_points{}, group{};
  void describe(Fields& f) {
    f("person", person, "Who is paid; a row is a person in a period.").per("n").category();
    f("period", period, "The period. A person is there once in a period.").per("n").category().optional();
    f("amount", amount, "What is credited, in minor units.").per("n").in("minor units").whole().at_least(0);
    f("target", target, "The target, in minor units; needed when tiers go by it.").per("n").in("minor units").whole().above(0).optional();
    f("score", score, "Score, for tiers or factors by score.").per("n").optional();
    f("previous_tier", previous_tier, "Tier of the period before, needed for hysteresis; missing, or not a tier of the plan: none.").per("n").category().optional().may_be_missing();
    f("days_present", days_present, "Days present; needed for proration. At most 3 decimals.").per("n").in("days").between(0, 366000).optional();
    f("days_total", days_total, "Days of the period.").per("n").in("days").above(0).at_most(366000).optional();
    f("pool", pool, "The pool of the row; missing, or not a pool of the plan: none.").per("n").category().optional().may_be_missing();
    f("pool_points", pool_points, "What a pool is shared out by. At most 6 decimals.").per("n").between(0, 1e9).optional();
    f("group", group, "Region, team, seniority: whose winners and losers are counted.").per("n").category().optional();
  }
};

struct PlanOptions {
  static constexpr const char* record = "PlanOptions";
  PayoutPlan plan{}, other{};
  std::vector<double> attainments{0.8, 0.9, 1.0, 1.1, 1.2};
  std::vector<double> quantiles{0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0};
  void describe(Fields& f) {
    f("plan", plan, "The plan as it is.").required();
    f("other", other, "The plan that is thought of; in the same currency.").required();
    f("attainments", attainments, "Factors on every amount, for how the cost moves with results. At most 6 decimals.").between(0, 100);
    f("quantiles", quantiles, "Shares of the people whose change is told.").between(0, 1);
  }
};

/// A row for each person, over all periods; by person in rising order.
struct PlanPeople {
  static constexpr const char* record = "PlanPeople";
  Categories person{}, outcome{};
  std::vector<std::int64_t> rows{}, amount{}, earned{}, other_earned{}, change{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("people");
    f("rows", rows, "Periods.").per("people");
    f("amount", amount, "What was credited.").per("people").in("minor units");
    f("earned", earned, "By the plan as it is.").per("people").in("minor units");
    f("other_earned", other_earned, "By the other.").per("people").in("minor units");
    f("change", change, "other_earned - earned.").per("people").in("minor units");
    f("outcome", outcome, "wins, loses or same.").per("people");
  }
};

/// Winners and losers of each group; a person counts in each group in which there is a row.
struct PlanGroups {
  static constexpr const char* record = "PlanGroups";
  Categories group{};
  std::vector<std::int64_t> people{}, winners{}, losers{}, cost{}, other_cost{}, change{}, won{}, lost{};
  void describe(Fields& f) {
    f("group", group, "The group; missing for everybody.").per("groups").may_be_missing();
    f("people", people, "People.").per("groups");
    f("winners", winners, "Who earn more by the other plan.").per("groups");
    f("losers", losers, "Who earn less.").per("groups");
    f("cost", cost, "Of the plan as it is.").per("groups").in("minor units");
    f("other_cost", other_cost, "Of the other.").per("groups").in("minor units");
    f("change", change, "other_cost - cost = won - lost.").per("groups").in("minor units");
    f("won", won, "What the winners earn more.").per("groups").in("minor units");
    f("lost", lost, "What the losers earn less.").per("groups").in("minor units");
  }
};

struct PlanChanges {
  static constexpr const char* record = "PlanChanges";
  std::vector<double> quantile{};
  std::vector<std::int64_t> change{};
  void describe(Fields& f) {
    f("quantile", quantile, "Share of the people.").per("quantiles");
    f("change", change, "The least change that so many people do not exceed.").per("quantiles").in("minor units");
  }
};

struct PlanSensitivity {
  static constexpr const char* record = "PlanSensitivity";
  std::vector<double> attainment{};
  std::vector<std::int64_t> cost{}, other_cost{}, change{};
  void describe(Fields& f) {
    f("attainment", attainment, "Factor on every amount.").per("attainments");
    f("cost", cost, "Of the plan as it is.").per("attainments").in("minor units");
    f("other_cost", other_cost, "Of the other.").per("attainments").in("minor units");
    f("change", change, "other_cost - cost.").per("attainments").in("minor units");
  }
};

struct PlanResult {
  static constexpr const char* record = "PlanResult";
  std::string currency{};
  std::int64_t cost = 0, other_cost = 0, change = 0, winners = 0, losers = 0, same = 0;
  PlanGroups groups{};
  PlanChanges changes{};
  PlanSensitivity sensitivity{};
  PlanPeople people{};
  std::string sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("currency", currency, "The currency of every amount.");
    f("cost", cost, "What the plan as it is costs.").in("minor units");
    f("other_cost", other_cost, "What the other costs.").in("minor units");
    f("change", change, "other_cost - cost.").in("minor units");
    f("winners", winners, "People who earn more.");
    f("losers", losers, "People who earn less.");
    f("same", same, "People who earn the same.");
    f("groups", groups, "Everybody, then each group.");
    f("changes", changes, "How the changes are distributed over people.");
    f("sensitivity", sensitivity, "What both cost when everybody attains more or less.");
    f("people", people, "The change of each person.");
    f("sentence", sentence, "The comparison in English.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// Both plans over the same rows, each as performance.payout earns (before deductions and what was paid): cost, winners and losers, by group, the distribution of changes over people, and the cost when every amount is multiplied by a
/// factor (rounded half up to minor units), pools included. Nobody is assumed to sell otherwise because of the plan: it is arithmetic on what was. Quantiles are those of the inverse distribution function: an observed change.
/// Throws Error: what performance.payout says of either plan; currencies that differ. O(rows x (2 + 2 attainments)).
PlanResult plan(const PlanInput& input, const PlanOptions& options, const RunContext& context = {});

extern const Function plan_analysis;

}  // namespace mainstay::inline v1::performance
