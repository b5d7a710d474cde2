// Pay-out: from results to money in whole minor units, by a versioned plan, with every step written down.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class PayoutMethod : std::int32_t { undeclared, marginal, retroactive };
constexpr auto choices(PayoutMethod) {
  return std::array{choice(PayoutMethod::undeclared, "undeclared", "Not said; refused: the two differ by a factor of two and more."),
                    choice(PayoutMethod::marginal, "marginal", "Each slice of the amount at the rate of the tier that it lies in."),
                    choice(PayoutMethod::retroactive, "retroactive", "The whole amount at the rate of the tier that was reached.")};
}

enum class TierMeasure : std::int32_t { share_of_target, amount, score };
constexpr auto choices(TierMeasure) {
  return std::array{choice(TierMeasure::share_of_target, "share_of_target", "Edges are shares of the target: 1.2 is 120 %."), choice(TierMeasure::amount, "amount", "Edges are amounts in minor units."),
                    choice(TierMeasure::score, "score", "Edges are scores; only with method = retroactive.")};
}

enum class MoneyRounding : std::int32_t { half_up, half_even, down };
constexpr auto choices(MoneyRounding) {
  return std::array{choice(MoneyRounding::half_up, "half_up", "To the nearest minor unit, halves up."), choice(MoneyRounding::half_even, "half_even", "To the nearest minor unit, halves to the even one."),
                    choice(MoneyRounding::down, "down", "Down to the minor unit.")};
}

/// What part of a period does.
enum class PayoutProration : std::int32_t { none, target, pay };
constexpr auto choices(PayoutProration) {
  return std::array{choice(PayoutProration::none, "none", "Nothing: days are not looked at."), choice(PayoutProration::target, "target", "The target times the share of days present."),
                    choice(PayoutProration::pay, "pay", "The commission times the share of days present.")};
}

enum class PoolRule : std::int32_t { share_out, limit };
constexpr auto choices(PoolRule) {
  return std::array{choice(PoolRule::share_out, "share_out", "The whole amount is shared out among the members by their points, beside what they earned."),
                    choice(PoolRule::limit, "limit", "What the members earned is scaled down to the amount when it is more.")};
}

/// What happens when more was paid than is due.
enum class Clawback : std::int32_t { recover, carry, forgive };
constexpr auto choices(Clawback) {
  return std::array{choice(Clawback::recover, "recover", "It is taken back now: what is due is negative."), choice(Clawback::carry, "carry", "Nothing is paid now, and the rest is carried to the next period."),
                    choice(Clawback::forgive, "forgive", "Nothing is paid now, and the rest is forgiven, which is said.")};
}

/// What came of a row.
enum class PayoutOutcome : std::int32_t { nothing_due, paid, recovered, carried, forgiven };
constexpr auto choices(PayoutOutcome) {
  return std::array{choice(PayoutOutcome::nothing_due, "nothing_due", "Nothing is due: nothing was earned, or it was paid before."), choice(PayoutOutcome::paid, "paid", "Something is to be paid."),
                    choice(PayoutOutcome::recovered, "recovered", "Something is to be taken back."), choice(PayoutOutcome::carried, "carried", "Something is carried to the next period as owed."),
                    choice(PayoutOutcome::forgiven, "forgiven", "More was paid than is due; the rest is forgiven.")};
}

/// What bound the pay.
enum class PayoutBound : std::int32_t { none, threshold, cap, pool, deductions };
constexpr auto choices(PayoutBound) {
  return std::array{choice(PayoutBound::none, "none", "Nothing."), choice(PayoutBound::threshold, "threshold", "The lowest tier was not reached."), choice(PayoutBound::cap, "cap", "The cap of the plan."),
                    choice(PayoutBound::pool, "pool", "The pool was too small."), choice(PayoutBound::deductions, "deductions", "The deductions are more than what was earned.")};
}

/// What a step of the calculation does.
enum class PayoutStep : std::int32_t { target, tier, hysteresis, commission, fixed, prorate, factor, cap, pool, deduct, paid, clawback };
constexpr auto choices(PayoutStep) {
  return std::array{choice(PayoutStep::target, "target", "The target, prorated."), choice(PayoutStep::tier, "tier", "The tier that was reached."), choice(PayoutStep::hysteresis, "hysteresis", "The tier of the period before is kept."),
                    choice(PayoutStep::commission, "commission", "Amounts times rates."), choice(PayoutStep::fixed, "fixed", "The fixed sum of the tier."), choice(PayoutStep::prorate, "prorate", "Times the share of days present."),
                    choice(PayoutStep::factor, "factor", "Times the factor of the score."), choice(PayoutStep::cap, "cap", "The cap of the plan."), choice(PayoutStep::pool, "pool", "The share of a pool, by largest remainders."),
                    choice(PayoutStep::deduct, "deduct", "A deduction, or what is owed from before; not below 0."), choice(PayoutStep::paid, "paid", "Less what was paid before."),
                    choice(PayoutStep::clawback, "clawback", "What is not taken back now.")};
}

/// A range of results with one rate. The lower edge belongs to it.
struct PayoutTier {
  static constexpr const char* record = "PayoutTier";
  std::string name{};
  double at_least = 0.0, rate = 0.0;
  std::optional<double> below{};
  std::int64_t fixed = 0;
  void describe(Fields& f) {
    f("name", name, "Name of the tier, unique.").required();
    f("at_least", at_least, "Where the tier begins; this edge belongs to it. At most 9 decimals.").required().between(0, 9e15);
    f("below", below, "Where the next tier begins; when given it must be the same as there.");
    f("rate", rate, "Commission for each unit of the amount: 0.05 is 5 %. At most 9 decimals.").required().between(0, 10);
    f("fixed", fixed, "A fixed sum for whoever reaches the tier (that of the highest reached counts), in minor units.").at_least(0);
  }
};

/// An accelerator (above 1) or decelerator (below 1) by score.
struct PayoutFactor {
  static constexpr const char* record = "PayoutFactor";
  double at_least = 0.0, factor = 1.0;
  void describe(Fields& f) {
    f("at_least", at_least, "The least score for which it holds; this edge belongs to it.").required();
    f("factor", factor, "What the pay is multiplied by. At most 9 decimals.").required().between(0, 100);
  }
};

struct PayoutPool {
  static constexpr const char* record = "PayoutPool";
  std::string name{};
  std::int64_t amount = 0;
  PoolRule rule = PoolRule::share_out;
  void describe(Fields& f) {
    f("name", name, "Name of the pool, as the column pool writes it.").required();
    f("amount", amount, "The money in it, in minor units.").required().at_least(0);
    f("rule", rule, "What it does.");
  }
};

/// How results become money.
struct PayoutPlan {
  static constexpr const char* record = "PayoutPlan";
  std::string name{}, version{}, currency{};
  std::int64_t minor_digits = 2;
  PayoutMethod method = PayoutMethod::undeclared;
  TierMeasure tiers_by = TierMeasure::share_of_target;
  std::vector<PayoutTier> tiers{};
  double hysteresis_up = 0.0, hysteresis_down = 0.0;
  std::vector<PayoutFactor> factors{};
  double factor_below = 1.0;
  PayoutProration proration = PayoutProration::none;
  std::optional<std::int64_t> cap{};
  std::vector<PayoutPool> pools{};
  MoneyRounding rounding = MoneyRounding::half_up;
  Clawback clawback = Clawback::recover;
  void describe(Fields& f) {
    f("name", name, "Name of the plan.");
    f("version", version, "Version of the plan, a word of the owner's such as \"2026-Q1\".");
    f("currency", currency, "The currency, \"CNY\"; a column currency must say the same in every row.");
    f("minor_digits", minor_digits, "Decimals of the currency: 2 means that amounts are cents. Only the sentences use it.").between(0, 4);
    f("method", method, "Marginal or retroactive. To be given.").required();
    f("tiers_by", tiers_by, "What the edges of the tiers are.");
    f("tiers", tiers, "From the lowest to the highest; below the first nothing is earned on the amount.").required();
    f("hysteresis_up", hysteresis_up, "So much beyond its edge a tier above that of the period before must be reached (units of the edges). Only with method = retroactive.").at_least(0).at_most(9e15);
    f("hysteresis_down", hysteresis_down, "So much below its edge the tier of the period before may be missed and is still kept; tiers below it are lost in turn in the same way.").at_least(0).at_most(9e15);
    f("factors", factors, "Accelerators and decelerators by score, in rising order.");
    f("factor_below", factor_below, "The factor below the first of them.").between(0, 100);
    f("proration", proration, "What part of a period does.");
    f("cap", cap, "The most that a person can earn by rates, fixed sum and factor, in minor units.").at_least(0);
    f("pools", pools, "Money that is shared, or limits what is earned together.");
    f("rounding", rounding, "How a line is rounded to minor units. Shares of a pool go by largest remainders instead.");
    f("clawback", clawback, "What happens when more was paid than is due.");
  }

  /// What check() cannot see: rules between the fields. Called for loaded documents too.
  void validate() const;
};

/// Refuses a plan that contradicts itself: no method, tiers out of order, overlapping or with a gap, more than 9 decimals, hysteresis or tiers by score with marginal rates, pools or tiers of one name.
void check_payout_plan(std::string_view analysis, const PayoutPlan& plan, std::string_view path);

/// Who is paid for what; money in whole minor units.
struct PayoutInput {
  static constexpr const char* record = "PayoutInput";
  Column person{}, period{}, amount{}, target{}, score{}, previous_tier{}, days_present{}, days_total{}, pool{}, pool_points{}, carried_in{}, currency{};
  Column deduction{}, deduction_person{}, deduction_period{}, deduction_amount{};
  Column payment{}, paid_person{}, paid_period{}, paid_amount{};
  void describe(Fields& f) {
    f("person", person, "Who is paid; a row is a person in a period.").per("n").category();
    f("period", period, "The period. A person is there once in a period.").per("n").category().optional();
    f("amount", amount, "What is credited, in minor units.").per("n").in("minor units").whole().at_least(0);
    f("target", target, "The target, in minor units; needed when tiers go by it.").per("n").in("minor units").whole().above(0).optional();
    f("score", score, "Score, for tiers or factors by score.").per("n").optional();
    f("previous_tier", previous_tier, "Tier of the period before, needed for hysteresis; missing: none.").per("n").category().optional().may_be_missing();
    f("days_present", days_present, "Days present; needed for proration. At most 3 decimals.").per("n").in("days").between(0, 366000).optional();
    f("days_total", days_total, "Days of the period.").per("n").in("days").above(0).at_most(366000).optional();
    f("pool", pool, "The pool of the row; missing: none.").per("n").category().optional().may_be_missing();
    f("pool_points", pool_points, "What a pool is shared out by. At most 6 decimals.").per("n").between(0, 1e9).optional();
    f("carried_in", carried_in, "Owed from earlier periods, in minor units: carried of the period before.").per("n").in("minor units").whole().at_least(0).optional();
    f("currency", currency, "Currency of the row; must be that of the plan.").per("n").category().optional();
    f("deduction", deduction, "Id of a deduction in money, each once.").per("deductions").category().optional();
    f("deduction_person", deduction_person, "Whose.").per("deductions").category().optional();
    f("deduction_period", deduction_period, "In which period; given when period is.").per("deductions").category().optional();
    f("deduction_amount", deduction_amount, "How much, in minor units.").per("deductions").in("minor units").whole().at_least(0).optional();
    f("payment", payment, "Id of what was paid before for these periods, each once.").per("payments").category().optional();
    f("paid_person", paid_person, "To whom.").per("payments").category().optional();
    f("paid_period", paid_period, "For which period; given when period is.").per("payments").category().optional();
    f("paid_amount", paid_amount, "How much, in minor units; negative where it was taken back.").per("payments").in("minor units").whole().optional();
  }
};

struct PayoutOptions {
  static constexpr const char* record = "PayoutOptions";
  PayoutPlan plan{};
  bool explain = true;
  void describe(Fields& f) {
    f("plan", plan, "The plan.").required();
    f("explain", explain, "Whether steps and sentences are written.");
  }
};

/// A row for each row of the input, in its order; money in minor units.
struct PayoutPeople {
  static constexpr const char* record = "PayoutPeople";
  Categories person{}, period{}, tier{}, reached_tier{}, bound{}, outcome{};
  std::vector<double> measure{}, factor{};
  std::vector<std::int64_t> target{}, commission{}, earned{}, pool_change{}, deducted{}, entitled{}, paid_before{}, due{}, carried{}, forgiven{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n");
    f("period", period, "The period; missing without.").per("n").may_be_missing();
    f("target", target, "The target as it counted, prorated; 0 without.").per("n").in("minor units");
    f("measure", measure, "What the tiers were read by: amount over target, amount, or score.").per("n");
    f("reached_tier", reached_tier, "The tier by the edges; missing below the lowest.").per("n").may_be_missing();
    f("tier", tier, "The tier that counted, after hysteresis.").per("n").may_be_missing();
    f("commission", commission, "Amounts times rates and the fixed sum.").per("n").in("minor units");
    f("factor", factor, "Accelerator or decelerator.").per("n");
    f("pool_change", pool_change, "What the pool added (share_out) or took away (limit).").per("n").in("minor units");
    f("earned", earned, "After proration, factor, cap and pool.").per("n").in("minor units");
    f("deducted", deducted, "Deductions and what was owed, as far as something was earned.").per("n").in("minor units");
    f("entitled", entitled, "earned - deducted: what the period is worth to the person.").per("n").in("minor units");
    f("paid_before", paid_before, "What was paid for it before.").per("n").in("minor units");
    f("due", due, "What is to be paid now; negative where it is taken back.").per("n").in("minor units");
    f("carried", carried, "Owed from here on: carried_in of the next period.").per("n").in("minor units");
    f("forgiven", forgiven, "Paid too much and not asked back.").per("n").in("minor units");
    f("bound", bound, "What bound the pay.").per("n");
    f("outcome", outcome, "What came of it.").per("n");
  }
};

struct PayoutTiers {
  static constexpr const char* record = "PayoutTiers";
  Categories tier{};
  std::vector<std::int64_t> people{}, amount{}, earned{};
  void describe(Fields& f) {
    f("tier", tier, "The tier; missing below the lowest.").per("tiers").may_be_missing();
    f("people", people, "Rows in it.").per("tiers");
    f("amount", amount, "What is credited to them.").per("tiers").in("minor units");
    f("earned", earned, "What they earned.").per("tiers").in("minor units");
  }
};

struct PayoutPools {
  static constexpr const char* record = "PayoutPools";
  std::vector<std::string> pool{};
  std::vector<std::int64_t> amount{}, members{}, earned_before{}, given{}, left{};
  void describe(Fields& f) {
    f("pool", pool, "The pool.").per("pools");
    f("amount", amount, "The money in it.").per("pools").in("minor units");
    f("members", members, "Rows in it.").per("pools");
    f("earned_before", earned_before, "What they earned beside it.").per("pools").in("minor units");
    f("given", given, "What went to them from it: with share_out the amount to the last minor unit.").per("pools").in("minor units");
    f("left", left, "What is left: 0 with share_out.").per("pools").in("minor units");
  }
};

/// The calculation of each row; whoever does it by hand gets the same money.
struct PayoutSteps {
  static constexpr const char* record = "PayoutSteps";
  std::vector<std::int64_t> row{}, step{}, before{}, after{};
  Categories person{}, period{}, rule{};
  std::vector<std::string> what{}, formula{};
  void describe(Fields& f) {
    f("row", row, "Row of the input, from 0.").per("steps");
    f("person", person, "The person.").per("steps");
    f("period", period, "The period; missing without.").per("steps").may_be_missing();
    f("step", step, "Number of the step, from 1.").per("steps");
    f("rule", rule, "What is done.").per("steps");
    f("what", what, "Of what: a tier, a pool, a deduction, a payment.").per("steps");
    f("before", before, "What comes in, in minor units.").per("steps").in("minor units");
    f("after", after, "What comes out.").per("steps").in("minor units");
    f("formula", formula, "How, in numbers: + - * / ( ) min max and the rounding. Empty for tiers.").per("steps");
  }
};

struct PayoutResult {
  static constexpr const char* record = "PayoutResult";
  std::string currency{};
  std::int64_t earned = 0, deducted = 0, entitled = 0, paid_before = 0, due = 0, carried = 0, forgiven = 0;
  PayoutPlan plan{};
  PayoutPeople people{};
  PayoutTiers tiers{};
  PayoutPools pools{};
  PayoutSteps steps{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("currency", currency, "The currency of every amount.");
    f("earned", earned, "Sum over people.").in("minor units");
    f("deducted", deducted, "Sum over people.").in("minor units");
    f("entitled", entitled, "Sum over people.").in("minor units");
    f("paid_before", paid_before, "Sum over people.").in("minor units");
    f("due", due, "Sum over people.").in("minor units");
    f("carried", carried, "Sum over people.").in("minor units");
    f("forgiven", forgiven, "Sum over people.").in("minor units");
    f("plan", plan, "The plan as it was given: with it the money can be computed again.");
    f("people", people, "The money of each row.");
    f("tiers", tiers, "Rows and money by tier.");
    f("pools", pools, "The pools.");
    f("steps", steps, "The calculation, step by step. Empty unless explain.");
    f("sentence", sentence, "In English, for each row. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("n").optional();
  }
};

/// For each row, in this order, each line rounded as the plan says:
///   commission = sum over tiers of slice * rate (marginal) or amount * rate of the tier (retroactive), plus its fixed sum; * days_present / days_total; * factor of the score; min(cap); the pool;
///   entitled = max(0, earned - deductions - carried_in);   due = entitled - paid before.
/// Tiers are closed on the left; edges, rates and factors count as the decimals that are written (9 at most), and all arithmetic on money is in whole numbers: amount * 1e9 >= edge * 1e9 * target decides, not a quotient.
/// Hysteresis: a tier above that of the period before needs its edge + hysteresis_up; from the tier of the period before downwards each is lost below its edge - hysteresis_down.
/// A pool is shared by largest remainders, equal ones by person and period in rising order, so its sum is preserved to the last unit.
/// entitled + carried by claw-back + forgiven = paid before + due, for every row: nothing is paid twice, nothing is lost.
/// Throws Error: what check_payout_plan says; a person twice in a period; a payment or deduction whose id comes twice or that belongs to no row; a tier, pool or currency that the plan does not know; a pool without members or points;
/// an amount beyond 2^51, a sum beyond 64 bits:
///   performance.payout: payment[3] is "P17", but must be there once: row 1 has it too
/// O(rows + ledger rows), and rows log rows within pools. In the order of the input; the order of rows and threads change nothing.
PayoutResult payout(const PayoutInput& input, const PayoutOptions& options, const RunContext& context = {});

extern const Function payout_analysis;

}  // namespace mainstay::inline v1::performance
