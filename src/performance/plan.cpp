#include "mainstay/performance/plan.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/payout_kernel.hpp"
#include "performance/payout_rows.hpp"
#include "performance/payout_words.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.plan";
constexpr std::int64_t million = 1'000'000;

std::int64_t sum_or_refuse(Wide sum) {
  try {
    return to_money(sum);
  } catch (const MoneyOverflow&) {
    refuse(key, "amount", "so large that the cost does not fit into 64 bits", "smaller");
  }
}

struct Totals {
  Wide cost = 0, other = 0, won = 0, lost = 0;
  std::int64_t people = 0, winners = 0, losers = 0;
  void person(Wide before, Wide after) {
    cost += before;
    other += after;
    ++people;
    if (after > before) won += after - before, ++winners;
    if (after < before) lost += before - after, ++losers;
  }
};

void put(PlanGroups& table, std::int32_t group, const Totals& totals) {
  table.group.codes.push_back(group);
  table.people.push_back(totals.people);
  table.winners.push_back(totals.winners);
  table.losers.push_back(totals.losers);
  table.cost.push_back(sum_or_refuse(totals.cost));
  table.other_cost.push_back(sum_or_refuse(totals.other));
  table.change.push_back(sum_or_refuse(totals.other - totals.cost));
  table.won.push_back(sum_or_refuse(totals.won));
  table.lost.push_back(sum_or_refuse(totals.lost));
}

class Comparing {
 public:
  Comparing(const PlanInput& input, const PlanOptions& options)
      : input_(input), options_(checked(options)), planned_(options.plan), other_planned_(options.other),
        rows_(key, {input.person, input.period, input.amount, input.target, input.score, input.previous_tier, input.days_present, input.days_total, input.pool, input.pool_points}), seen_(rows_.seen_by(options.plan, "plan", false)),
        other_seen_(rows_.seen_by(options.other, "other", false)) {
    rows_.refuse_unused({&options.plan, &options.other});
    for (std::size_t k = 0; k < options.attainments.size(); ++k)
      if (!has_decimals(options.attainments[k], 6)) refuse(key, "attainments[" + std::to_string(k) + "]", exact_number(options.attainments[k]), "a number with 6 decimals at most");
  }

  PlanResult run(Team& team) {
    const double parts = static_cast<double>(2 + 2 * options_.attainments.size());
    team.report(0.0, 1.0 / parts);
    const Earnings now = earn(rows_, planned_, seen_, "plan", team);
    team.report(1.0 / parts, 2.0 / parts);
    const Earnings other = earn(rows_, other_planned_, other_seen_, "other", team);
    PlanResult result;
    result.currency = options_.plan.currency;
    tell_people(now, other, result);
    tell_groups(now, other, result);
    for (std::size_t k = 0; k < options_.attainments.size(); ++k) {
      const double done = 2.0 + 2.0 * static_cast<double>(k);
      team.report(done / parts, (done + 1.0) / parts);
      const std::int64_t cost = cost_at(options_.attainments[k], planned_, seen_, "plan", team);
      team.report((done + 1.0) / parts, (done + 2.0) / parts);
      const std::int64_t other_cost = cost_at(options_.attainments[k], other_planned_, other_seen_, "other", team);
      result.sensitivity.attainment.push_back(options_.attainments[k]);
      result.sensitivity.cost.push_back(cost);
      result.sensitivity.other_cost.push_back(other_cost);
      result.sensitivity.change.push_back(sum_or_refuse(Wide{other_cost} - cost));
    }
    say(result);
    return result;
  }

 private:
  static const PlanOptions& checked(const PlanOptions& options) {
    check_payout_plan(key, options.plan, "plan");
    check_payout_plan(key, options.other, "other");
    if (options.plan.currency != options.other.currency) refuse(key, "other.currency", data::quoted(options.other.currency), "that of plan, " + data::quoted(options.plan.currency));
    return options;
  }

  std::int64_t cost_at(double attainment, const PlannedPayout& plan, const PayRows::Seen& seen, const char* path, Team& team) const {
    PayRows::Seen moved = seen;
    const std::int64_t factor = std::llround(attainment * 1e6);
    for (std::size_t row = 0; row < moved.facts.size(); ++row) {
      try {
        moved.facts[row].amount = rounded(Wide{moved.facts[row].amount} * factor, million, MoneyRounding::half_up);
      } catch (const MoneyOverflow&) {
        refuse(key, "amount", static_cast<std::int64_t>(row), static_cast<double>(seen.facts[row].amount), "small enough that it fits into 64 bits times " + exact_number(attainment));
      }
    }
    Wide sum = 0;
    for (const std::int64_t earned : earn(rows_, plan, moved, path, team).earned) sum += earned;
    return sum_or_refuse(sum);
  }

  void tell_people(const Earnings& now, const Earnings& other, PlanResult& result) const {
    const std::size_t people = at(rows_.person.count);
    std::vector<Wide> amount(people, 0), before(people, 0), after(people, 0);
    PlanPeople& table = result.people;
    table.rows.assign(people, 0);
    for (std::int64_t row = 0; row < rows_.size(); ++row) {
      const std::size_t who = at(rows_.person.codes[at(row)]);
      ++table.rows[who];
      amount[who] += seen_.facts[at(row)].amount;
      before[who] += now.earned[at(row)];
      after[who] += other.earned[at(row)];
    }
    table.person.levels = rows_.person.names();
    table.outcome.levels = words_of(PlanOutcome{});
    Totals all;
    for (std::size_t who = 0; who < people; ++who) {
      all.person(before[who], after[who]);
      const PlanOutcome outcome = after[who] > before[who] ? PlanOutcome::wins : after[who] < before[who] ? PlanOutcome::loses : PlanOutcome::same;
      table.person.codes.push_back(static_cast<std::int32_t>(who));
      table.amount.push_back(sum_or_refuse(amount[who]));
      table.earned.push_back(sum_or_refuse(before[who]));
      table.other_earned.push_back(sum_or_refuse(after[who]));
      table.change.push_back(sum_or_refuse(after[who] - before[who]));
      table.outcome.codes.push_back(static_cast<std::int32_t>(outcome));
    }
    put(result.groups, -1, all);
    result.cost = result.groups.cost[0];
    result.other_cost = result.groups.other_cost[0];
    result.change = result.groups.change[0];
    result.winners = all.winners;
    result.losers = all.losers;
    result.same = all.people - all.winners - all.losers;
    std::vector<std::int64_t> sorted = table.change;
    std::sort(sorted.begin(), sorted.end());
    for (const double quantile : options_.quantiles) {
      if (sorted.empty()) break;
      const std::int64_t place = static_cast<std::int64_t>(std::ceil(quantile * static_cast<double>(sorted.size()) - 1e-9)) - 1;
      result.changes.quantile.push_back(quantile);
      result.changes.change.push_back(sorted[at(std::clamp<std::int64_t>(place, 0, static_cast<std::int64_t>(sorted.size()) - 1))]);
    }
  }

  void tell_groups(const Earnings& now, const Earnings& other, PlanResult& result) const {
    if (!input_.group.given()) return;
    const data::Groups groups = data::encode_groups(key, "group", input_.group);
    result.groups.group.levels = groups.names();
    // Rows of one person are neighbours in rows_.in_order: what the person gets in each group, then the next person.
    std::vector<Totals> totals(at(groups.count));
    std::vector<std::int32_t> met;
    std::vector<Wide> before(at(groups.count), 0), after(at(groups.count), 0);
    for (std::size_t i = 0; i < rows_.in_order.size(); ++i) {
      const std::int64_t row = rows_.in_order[i];
      const std::int32_t group = groups.codes[at(row)];
      if (std::find(met.begin(), met.end(), group) == met.end()) met.push_back(group);
      before[at(group)] += now.earned[at(row)];
      after[at(group)] += other.earned[at(row)];
      if (i + 1 < rows_.in_order.size() && rows_.person.codes[at(rows_.in_order[i + 1])] == rows_.person.codes[at(row)]) continue;
      for (const std::int32_t each : met) {
        totals[at(each)].person(before[at(each)], after[at(each)]);
        before[at(each)] = after[at(each)] = 0;
      }
      met.clear();
    }
    for (std::int64_t group = 0; group < groups.count; ++group) put(result.groups, static_cast<std::int32_t>(group), totals[at(group)]);
  }

  void say(PlanResult& result) const {
    const PayoutPlan& plan = options_.plan;
    const auto money = [&](std::int64_t minor) { return money_text(minor, plan); };
    const std::string share = result.cost == 0 ? std::string() : plain_number(100.0 * static_cast<double>(result.change) / static_cast<double>(result.cost), 1);
    result.sentence = "The other plan costs " + money(result.other_cost) + " instead of " + money(result.cost) + (share.empty() ? std::string() : " (" + (result.change > 0 ? "+" + share : share) + " %)") + ": " + std::to_string(result.winners) +
                      " earn more, " + std::to_string(result.losers) + " less, " + std::to_string(result.same) + " the same.";
    result.sentence_zh = "新方案成本 " + money(result.other_cost) + "，现方案 " + money(result.cost) + (share.empty() ? std::string() : "（" + (result.change > 0 ? "+" + share : share) + "%）") + "：" + std::to_string(result.winners) +
                         " 人增加，" + std::to_string(result.losers) + " 人减少，" + std::to_string(result.same) + " 人不变。";
  }

  const PlanInput& input_;
  const PlanOptions& options_;
  PlannedPayout planned_, other_planned_;
  PayRows rows_;
  PayRows::Seen seen_, other_seen_;
};

}  // namespace

PlanResult plan(const PlanInput& input, const PlanOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context);
  return Comparing(input, options).run(team);
}

constinit const Function plan_analysis = analysis<&plan>(key, "What would another pay-out plan cost, and who would win and lose by it?");

}  // namespace mainstay::inline v1::performance
