#include "mainstay/performance/payout.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/pair_index.hpp"
#include "performance/payout_kernel.hpp"
#include "performance/payout_rows.hpp"
#include "performance/payout_words.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.payout";

// Entries of a ledger by row of the input, in order of their ids.
struct MoneyLedger {
  struct Entry {
    std::int32_t id;
    std::int64_t amount;
  };
  data::Groups ids;
  std::vector<std::vector<Entry>> of;
};

class PayingOut {
 public:
  PayingOut(const PayoutInput& input, const PayoutOptions& options)
      : input_(input), plan_(checked(options)), planned_(plan_), explain_(options.explain),
        rows_(key, {input.person, input.period, input.amount, input.target, input.score, input.previous_tier, input.days_present, input.days_total, input.pool, input.pool_points}), seen_(rows_.seen_by(plan_, "plan", true)) {
    rows_.refuse_unused({&plan_});
    currencies();
    row_of_ = PairIndex(rows_.person.count, std::max<std::int64_t>(1, rows_.period.count), rows_.size());
    for (std::int64_t row = 0; row < rows_.size(); ++row) row_of_.number(rows_.person.codes[at(row)], input.period.given() ? rows_.period.codes[at(row)] : 0);
    deductions_ = read_ledger("deduction", input.deduction, "deduction_person", input.deduction_person, "deduction_period", input.deduction_period, "deduction_amount", input.deduction_amount);
    payments_ = read_ledger("payment", input.payment, "paid_person", input.paid_person, "paid_period", input.paid_period, "paid_amount", input.paid_amount);
  }

  PayoutResult run(Team& team) {
    earnings_ = earn(rows_, planned_, seen_, "plan", team);
    const std::int64_t n = rows_.size(), chunks = std::min<std::int64_t>(256, (n + 255) / 256);
    PayoutResult result;
    result.currency = plan_.currency;
    result.plan = plan_;
    PayoutPeople& people = result.people;
    for (std::vector<std::int64_t>* column : {&people.target, &people.commission, &people.earned, &people.pool_change, &people.deducted, &people.entitled, &people.paid_before, &people.due, &people.carried, &people.forgiven}) column->assign(at(n), 0);
    for (std::vector<double>* column : {&people.measure, &people.factor}) column->assign(at(n), 0.0);
    for (Categories* column : {&people.tier, &people.reached_tier, &people.bound, &people.outcome}) column->codes.assign(at(n), -1);
    for (const PayoutTier& tier : plan_.tiers) {
      people.tier.levels.push_back(tier.name);
      people.reached_tier.levels.push_back(tier.name);
    }
    people.bound.levels = words_of(PayoutBound{});
    people.outcome.levels = words_of(PayoutOutcome{});
    people.person = {rows_.person.codes, rows_.person.names()};
    people.period.codes.assign(at(n), -1);
    if (input_.period.given()) people.period = {rows_.period.codes, rows_.period.names()};
    std::vector<PayoutSteps> steps(at(chunks));
    if (explain_) result.sentence.resize(at(n)), result.sentence_zh.resize(at(n));
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      for (std::int64_t row = span.first; row < span.last; ++row) {
        try {
          pay(row, result, steps[at(chunk)]);
        } catch (const MoneyOverflow&) {
          refuse(key, "amount", row, static_cast<double>(seen_.facts[at(row)].amount), "small enough that its ledger fits into 64 bits");
        }
      }
    });
    for (PayoutSteps& part : steps) take_rows(part, result.steps);
    result.steps.rule.levels = words_of(PayoutStep{});
    result.steps.person.levels = people.person.levels;
    result.steps.period.levels = people.period.levels;
    for (const std::int64_t row : result.steps.row) {
      result.steps.person.codes.push_back(people.person.codes[at(row)]);
      result.steps.period.codes.push_back(people.period.codes[at(row)]);
    }
    totals(result);
    return result;
  }

 private:
  static const PayoutPlan& checked(const PayoutOptions& options) {
    check_payout_plan(key, options.plan, "plan");
    return options.plan;
  }

  void currencies() const {
    if (!input_.currency.given()) return;
    const data::Groups given = data::encode_groups(key, "currency", input_.currency);
    for (std::int64_t row = 0; row < rows_.size(); ++row)
      if (given.name(given.codes[at(row)]) != plan_.currency) throw Error(ErrorCode::invalid_argument, key, "currency", row, data::quoted(given.name(given.codes[at(row)])), "the currency of the plan, " + data::quoted(plan_.currency));
  }

  MoneyLedger read_ledger(const char* id_name, const Column& id, const char* person_name, const Column& person, const char* period_name, const Column& period, const char* amount_name, const Column& amount) const {
    MoneyLedger ledger;
    const bool any = id.given() || person.given() || period.given() || amount.given();
    if (!any) return ledger;
    for (const auto& [name, column] : {std::pair<const char*, const Column*>{id_name, &id}, {person_name, &person}, {amount_name, &amount}})
      if (!column->given()) refuse(key, name, "missing", std::string("given: a ledger needs ") + id_name + ", " + person_name + " and " + amount_name);
    if (period.given() != input_.period.given()) refuse(key, period.given() ? "period" : period_name, "missing", std::string("given: period and ") + period_name + " go together");
    ledger.ids = data::encode_groups(key, id_name, id);
    ledger.of.resize(at(rows_.size()));
    const data::Groups who = data::encode_groups(key, person_name, person);
    const std::vector<std::int32_t> person_of = data::match_labels(key, person_name, who, "person", rows_.person);
    data::Groups when;
    std::vector<std::int32_t> period_of;
    if (period.given()) {
      when = data::encode_groups(key, period_name, period);
      period_of = data::match_labels(key, period_name, when, "period", rows_.period);
    }
    const auto label = [](const data::Groups& groups, std::int64_t code) { return groups.text ? data::quoted(groups.name(code)) : groups.name(code); };
    std::vector<std::int64_t> first(at(ledger.ids.count), -1);
    for (std::int64_t row = 0; row < id.size; ++row) {
      std::int64_t& seen = first[at(ledger.ids.codes[at(row)])];
      if (seen >= 0) throw Error(ErrorCode::invalid_argument, key, id_name, row, label(ledger.ids, ledger.ids.codes[at(row)]), "there once: row " + std::to_string(seen) + " has it too");
      seen = row;
      const std::int64_t whose = row_of_.find(person_of[at(who.codes[at(row)])], period.given() ? period_of[at(when.codes[at(row)])] : 0);
      if (whose < 0)
        throw Error(ErrorCode::invalid_argument, key, person_name, row, label(who, who.codes[at(row)]) + (period.given() ? " in " + label(when, when.codes[at(row)]) : ""), "the person of a row: money must belong to somebody");
      std::int64_t scratch = 0;
      ledger.of[at(whose)].push_back({ledger.ids.codes[at(row)], *read_integers(amount, row, 1, &scratch)});
    }
    for (auto& of : ledger.of) std::sort(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return ledger;
  }

  // One row from what it earned to what is due, and how.
  void pay(std::int64_t row, PayoutResult& result, PayoutSteps& steps) const {
    const Pay& now = earnings_.pay[at(row)];
    const PayFacts& facts = seen_.facts[at(row)];
    PayoutPeople& people = result.people;
    std::int64_t step = 0, owed = 0;
    const auto add = [&](PayoutStep rule, const std::string& what, std::int64_t before, std::int64_t after, const std::string& formula) {
      if (!explain_) return;
      steps.row.push_back(row);
      steps.step.push_back(++step);
      steps.rule.codes.push_back(static_cast<std::int32_t>(rule));
      steps.what.push_back(what);
      steps.before.push_back(before);
      steps.after.push_back(after);
      steps.formula.push_back(formula);
    };
    if (explain_) explain_pay(row, now, facts, add);
    std::int64_t left = earnings_.earned[at(row)];
    if (input_.carried_in.given()) {
      std::int64_t scratch = 0;
      const std::int64_t carried = *read_integers(input_.carried_in, row, 1, &scratch), taken = std::min(left, carried);
      if (carried > 0) add(PayoutStep::deduct, "carried_in", left, left - taken, "max(0, " + std::to_string(left) + " - " + std::to_string(carried) + ")");
      left -= taken;
      owed = carried - taken;
    }
    if (!deductions_.of.empty())
      for (const MoneyLedger::Entry& entry : deductions_.of[at(row)]) {
        const std::int64_t taken = std::min(left, entry.amount);
        add(PayoutStep::deduct, deductions_.ids.name(entry.id), left, left - taken, "max(0, " + std::to_string(left) + " - " + std::to_string(entry.amount) + ")");
        left -= taken;
        owed = to_money(Wide{owed} + entry.amount - taken);
      }
    const std::int64_t entitled = left;
    Wide due = left;
    if (!payments_.of.empty())
      for (const MoneyLedger::Entry& entry : payments_.of[at(row)]) {
        const std::int64_t before = to_money(due);
        due -= entry.amount;
        add(PayoutStep::paid, payments_.ids.name(entry.id), before, to_money(due), std::to_string(before) + " - " + (entry.amount < 0 ? "(" + std::to_string(entry.amount) + ")" : std::to_string(entry.amount)));
      }
    const std::int64_t paid = to_money(Wide{entitled} - due);
    std::int64_t rest = 0;
    if (due < 0 && plan_.clawback != Clawback::recover) {
      rest = to_money(-due);
      add(PayoutStep::clawback, words_of(Clawback{})[static_cast<std::size_t>(plan_.clawback)], to_money(due), 0, "max(0, (" + std::to_string(to_money(due)) + "))");
      due = 0;
    }
    people.target[at(row)] = now.target;
    people.measure[at(row)] = measure(facts, now);
    people.reached_tier.codes[at(row)] = now.reached;
    people.tier.codes[at(row)] = now.tier;
    people.commission[at(row)] = now.fixed;
    people.factor[at(row)] = static_cast<double>(now.factor) / 1e9;
    people.pool_change[at(row)] = earnings_.pool_change[at(row)];
    people.earned[at(row)] = earnings_.earned[at(row)];
    people.entitled[at(row)] = entitled;
    people.deducted[at(row)] = earnings_.earned[at(row)] - entitled;
    people.paid_before[at(row)] = paid;
    people.due[at(row)] = to_money(due);
    people.carried[at(row)] = to_money(Wide{owed} + (plan_.clawback == Clawback::carry ? rest : 0));
    people.forgiven[at(row)] = plan_.clawback == Clawback::forgive ? rest : 0;
    PayoutBound bound = PayoutBound::none;
    if (now.tier < 0) bound = PayoutBound::threshold;
    if (now.capped < now.factored) bound = PayoutBound::cap;
    if (earnings_.pool_change[at(row)] < 0) bound = PayoutBound::pool;
    if (owed > 0) bound = PayoutBound::deductions;
    people.bound.codes[at(row)] = static_cast<std::int32_t>(bound);
    PayoutOutcome outcome = due > 0 ? PayoutOutcome::paid : due < 0 ? PayoutOutcome::recovered : PayoutOutcome::nothing_due;
    if (due == 0 && people.carried[at(row)] > 0) outcome = PayoutOutcome::carried;
    if (people.forgiven[at(row)] > 0) outcome = PayoutOutcome::forgiven;
    people.outcome.codes[at(row)] = static_cast<std::int32_t>(outcome);
    if (!explain_) return;
    PaySentences sentences = pay_sentences({&plan_, &now, facts.amount, earnings_.earned[at(row)], earnings_.pool_change[at(row)], people.deducted[at(row)], paid, people.due[at(row)], people.carried[at(row)], people.forgiven[at(row)], people.measure[at(row)]});
    result.sentence[at(row)] = std::move(sentences.en);
    result.sentence_zh[at(row)] = std::move(sentences.zh);
  }

  double measure(const PayFacts& facts, const Pay& now) const {
    switch (plan_.tiers_by) {
      case TierMeasure::score: return facts.score;
      case TierMeasure::amount: return static_cast<double>(facts.amount);
      case TierMeasure::share_of_target: return now.target > 0 ? static_cast<double>(facts.amount) / static_cast<double>(now.target) : 0.0;
    }
    return 0.0;
  }

  template <class Add>
  void explain_pay(std::int64_t row, const Pay& now, const PayFacts& facts, const Add& add) const {
    std::vector<PaySlice> slices;
    pay_of(planned_, facts, &slices);
    const auto tier_name = [&](std::int32_t tier) { return tier < 0 ? std::string() : plan_.tiers[at(tier)].name; };
    const std::string days = days_text(facts.present) + " / " + days_text(facts.total);
    if (plan_.proration == PayoutProration::target && facts.target > 0) add(PayoutStep::target, "target", facts.target, now.target, rounded_text(std::to_string(facts.target) + " * " + days, plan_.rounding));
    add(PayoutStep::tier, tier_name(now.reached), facts.amount, facts.amount, "");
    if (now.tier != now.reached) add(PayoutStep::hysteresis, tier_name(now.tier), facts.amount, facts.amount, "");
    add(PayoutStep::commission, tier_name(now.tier), facts.amount, now.commission, commission_formula(slices, plan_.rounding));
    if (now.fixed != now.commission) add(PayoutStep::fixed, tier_name(now.tier), now.commission, now.fixed, std::to_string(now.commission) + " + " + std::to_string(plan_.tiers[at(now.tier)].fixed));
    if (plan_.proration == PayoutProration::pay) add(PayoutStep::prorate, "days", now.fixed, now.prorated, rounded_text(std::to_string(now.fixed) + " * " + days, plan_.rounding));
    if (!plan_.factors.empty()) add(PayoutStep::factor, "score", now.prorated, now.factored, rounded_text(std::to_string(now.prorated) + " * " + decimal_text(now.factor), plan_.rounding));
    if (now.capped != now.factored) add(PayoutStep::cap, "cap", now.factored, now.capped, "min(" + std::to_string(now.factored) + ", " + std::to_string(*plan_.cap) + ")");
    const std::int32_t pool = seen_.pool[at(row)];
    if (pool < 0 || earnings_.pool_change[at(row)] == 0) return;
    // The whole part of the share, and 1 for those with the largest remainders.
    const PayoutPool& given = plan_.pools[at(pool)];
    const bool shared = given.rule == PoolRule::share_out;
    const std::int64_t weight = shared ? rows_.points[at(row)] : now.capped, share = shared ? earnings_.pool_change[at(row)] : earnings_.earned[at(row)];
    const Wide whole = Wide{given.amount} * weight / earnings_.pools[at(pool)].weights;
    const auto count = [&](std::int64_t value) { return shared ? decimal_text(Wide{value} * 1000) : std::to_string(value); };
    std::string formula = "down(" + std::to_string(given.amount) + " * " + count(weight) + " / " + count(earnings_.pools[at(pool)].weights) + ")";
    if (shared) formula = std::to_string(now.capped) + " + " + formula;
    if (Wide{share} > whole) formula += " + 1";
    add(PayoutStep::pool, given.name, now.capped, earnings_.earned[at(row)], formula);
  }

  void totals(PayoutResult& result) const {
    const PayoutPeople& people = result.people;
    const auto sum_of = [&](const std::vector<std::int64_t>& column, const char* name) {
      Wide sum = 0;
      for (const std::int64_t value : column) sum += value;
      try {
        return to_money(sum);
      } catch (const MoneyOverflow&) {
        refuse(key, "amount", std::string("so large that the sum of ") + name + " does not fit into 64 bits", "smaller");
      }
    };
    result.earned = sum_of(people.earned, "earned");
    result.deducted = sum_of(people.deducted, "deducted");
    result.entitled = sum_of(people.entitled, "entitled");
    result.paid_before = sum_of(people.paid_before, "paid_before");
    result.due = sum_of(people.due, "due");
    result.carried = sum_of(people.carried, "carried");
    result.forgiven = sum_of(people.forgiven, "forgiven");
    result.tiers.tier.levels = people.tier.levels;
    for (std::int32_t tier = -1; tier < static_cast<std::int32_t>(plan_.tiers.size()); ++tier) {
      std::vector<std::int64_t> amount, earned;
      for (std::size_t row = 0; row < people.tier.codes.size(); ++row)
        if (people.tier.codes[row] == tier) amount.push_back(seen_.facts[row].amount), earned.push_back(people.earned[row]);
      result.tiers.tier.codes.push_back(tier);
      result.tiers.people.push_back(static_cast<std::int64_t>(amount.size()));
      result.tiers.amount.push_back(sum_of(amount, "amount"));
      result.tiers.earned.push_back(sum_of(earned, "earned"));
    }
    for (std::size_t p = 0; p < plan_.pools.size(); ++p) {
      const PoolShare& share = earnings_.pools[p];
      result.pools.pool.push_back(plan_.pools[p].name);
      result.pools.amount.push_back(plan_.pools[p].amount);
      result.pools.members.push_back(share.members);
      result.pools.earned_before.push_back(share.earned);
      result.pools.given.push_back(share.given);
      result.pools.left.push_back(share.left);
    }
  }

  const PayoutInput& input_;
  const PayoutPlan& plan_;
  PlannedPayout planned_;
  bool explain_;
  PayRows rows_;
  PayRows::Seen seen_;
  PairIndex row_of_;
  MoneyLedger deductions_, payments_;
  Earnings earnings_;
};

}  // namespace

PayoutResult payout(const PayoutInput& input, const PayoutOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context);
  return PayingOut(input, options).run(team);
}

constinit const Function payout_analysis = analysis<&payout>(key, "What is each person paid by this plan, and how did it come about?");

}  // namespace mainstay::inline v1::performance
