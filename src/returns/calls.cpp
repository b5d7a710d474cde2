#include "mainstay/returns/calls.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "data/money.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "returns/calls_kernel.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.calls";
using data::Wide;

std::string label(const data::Groups& groups, std::int64_t code) { return groups.text ? data::quoted(groups.name(code)) : groups.name(code); }

// Labels that may be there once only; the row of each, by code.
std::vector<std::int64_t> rows_of(const char* argument, const data::Groups& groups) {
  std::vector<std::int64_t> row(at(groups.count), -1);
  for (std::size_t i = 0; i < groups.codes.size(); ++i) {
    std::int64_t& seen = row[at(groups.codes[i])];
    if (seen >= 0) throw Error(ErrorCode::invalid_argument, key, argument, static_cast<std::int64_t>(i), label(groups, groups.codes[i]), "there once: row " + std::to_string(seen) + " has it too");
    seen = static_cast<std::int64_t>(i);
  }
  return row;
}

std::int64_t sum_or_refuse(Wide sum) {
  try {
    return data::to_money(sum);
  } catch (const data::MoneyOverflow&) {
    refuse(key, "value", "so large that a sum does not fit into 64 bits", "smaller");
  }
}

class Calling {
 public:
  Calling(const CallsInput& input, const CallsOptions& options) : input_(input), options_(options), n_(input.person.size), people_(data::encode_groups(key, "person", input.person)) {
    row_of_ = rows_of("person", people_);
    currency_ = data::one_currency(key, input.currency, options.in_currency);
    read_values();
    read_recruiters();
  }

  CallsResult run(Team& team) {
    CallsResult result;
    result.counted = input_.uplift.given() ? CallsCounted::added_returns : CallsCounted::every_return;
    result.currency = currency_;
    const bool limits = input_.lower.given();
    team.report(0.0, limits ? 0.5 : 1.0);
    Solved solved = solve(expected_, team, limits ? 0.5 : 1.0, 0.0);
    const std::vector<char> at_lower = limits ? solve(lower_, team, 1.0, 0.5).called : solved.called;
    tell(solved, at_lower, result);
    say(result);
    return result;
  }

 private:
  struct Solved {
    std::vector<char> called;              // by row
    std::vector<std::int32_t> recruiter;   // by row
    std::vector<CallDecision> decision;    // by row
    Wide value = 0, cost = 0, bound = 0;
  };

  void read_values() {
    const bool one = options_.probability_each.has_value(), uplift = input_.uplift.given();
    if (input_.probability.given() && one) refuse(key, "probability", "given twice", "given once: as probability, or as probability_each");
    if (!input_.probability.given() && !one && !uplift) refuse(key, "probability", "missing", "given: as probability or probability_each, or uplift in place of it");
    if (input_.value.given() == options_.value_each.has_value()) refuse(key, "value", input_.value.given() ? "given twice" : "missing", "given once: as value, or as value_each");
    if (input_.cost.given() && options_.cost_each) refuse(key, "cost", "given twice", "given once: as cost, or as cost_each");
    if (input_.lower.given() != input_.upper.given()) refuse(key, input_.lower.given() ? "upper" : "lower", "missing", "given: lower and upper go together");
    contactable_ = data::whole_numbers_of(input_.contactable);
    chance_ = uplift ? data::numbers_of(input_.uplift) : input_.probability.given() ? data::numbers_of(input_.probability) : std::vector<double>(at(n_), *options_.probability_each);
    worth_ = input_.value.given() ? data::whole_numbers_of(input_.value) : std::vector<std::int64_t>(at(n_), *options_.value_each);
    cost_ = input_.cost.given() ? data::whole_numbers_of(input_.cost) : std::vector<std::int64_t>(at(n_), options_.cost_each.value_or(0));
    const std::vector<double> low = input_.lower.given() ? data::numbers_of(input_.lower) : chance_, high = input_.upper.given() ? data::numbers_of(input_.upper) : chance_;
    // 0.7 × 1325 is 927.5 as the decimals are written, and a little less in binary: the error of both roundings is given back before halves are rounded.
    const auto gross = [&](double chance, std::size_t i) { return static_cast<std::int64_t>(std::llround(chance * static_cast<double>(worth_[i]) * (1.0 + 2.0 * std::numeric_limits<double>::epsilon()))); };
    for (std::size_t i = 0; i < chance_.size(); ++i) {
      if (low[i] > chance_[i]) refuse(key, "lower", static_cast<std::int64_t>(i), low[i], "at most the row's probability");
      if (high[i] < chance_[i]) refuse(key, "upper", static_cast<std::int64_t>(i), high[i], "at least the row's probability");
      gross_.push_back(gross(chance_[i], i));
      expected_.push_back(gross_[i] - cost_[i]);
      lower_.push_back(gross(low[i], i) - cost_[i]);
      upper_.push_back(gross(high[i], i) - cost_[i]);
    }
  }

  // Who may be called by whom: first_, last_ by row into allowed_.
  void read_recruiters() {
    const bool pairs = input_.allowed_person.given() || input_.allowed_recruiter.given();
    if (input_.allowed_person.given() != input_.allowed_recruiter.given()) refuse(key, input_.allowed_person.given() ? "allowed_recruiter" : "allowed_person", "missing", "given: pairs need both");
    const bool listed = input_.recruiter.given();
    if (input_.capacity.given() && !listed) refuse(key, "recruiter", "missing", "given beside capacity");
    if (input_.capacity.given() && options_.capacity_each) refuse(key, "capacity", "given twice", "given once: as capacity, or as capacity_each");
    recruiters_there_ = pairs || listed || input_.owner.given();
    if (!recruiters_there_) {
      if (options_.capacity_each) refuse(key, "capacity_each", std::to_string(*options_.capacity_each), "left out without recruiters: most says how many are called in all");
      return;
    }
    const data::Groups owner = input_.owner.given() ? data::encode_groups(key, "owner", input_.owner) : data::Groups{}, paired = pairs ? data::encode_groups(key, "allowed_recruiter", input_.allowed_recruiter) : data::Groups{};
    const bool any = pairs || input_.owner.given();
    if (listed) recruiters_ = data::encode_groups(key, "recruiter", input_.recruiter);
    else if (pairs && input_.owner.given()) refuse(key, "recruiter", "missing", "given when both owner and pairs are");
    else recruiters_ = pairs ? paired : owner;
    capacity_.assign(at(recruiters_.count), options_.capacity_each.value_or(-1));
    if (listed) {
      const std::vector<std::int64_t> row = rows_of("recruiter", recruiters_);
      if (input_.capacity.given()) {
        const std::vector<std::int64_t> given = data::whole_numbers_of(input_.capacity);
        for (std::size_t r = 0; r < row.size(); ++r) capacity_[r] = given[at(row[r])];
      }
    }
    const auto places = [&](const char* argument, const data::Groups& groups) {
      const std::vector<std::int32_t> place = data::match_labels(key, argument, groups, "recruiter", recruiters_);
      for (std::size_t i = 0; i < groups.codes.size(); ++i)
        if (groups.codes[i] >= 0 && place[at(groups.codes[i])] < 0) throw Error(ErrorCode::unknown_name, key, argument, static_cast<std::int64_t>(i), label(groups, groups.codes[i]), "one of recruiter");
      return place;
    };
    std::vector<std::vector<std::int32_t>> sets(at(n_));
    if (pairs) {
      const data::Groups who = data::encode_groups(key, "allowed_person", input_.allowed_person);
      const std::vector<std::int32_t> person_of = data::match_labels(key, "allowed_person", who, "person", people_), place = places("allowed_recruiter", paired);
      for (std::size_t i = 0; i < who.codes.size(); ++i) {
        if (person_of[at(who.codes[i])] < 0) throw Error(ErrorCode::unknown_name, key, "allowed_person", static_cast<std::int64_t>(i), label(who, who.codes[i]), "one of person");
        sets[at(row_of_[at(person_of[at(who.codes[i])])])].push_back(place[at(paired.codes[i])]);
      }
    }
    if (input_.owner.given()) {
      const std::vector<std::int32_t> place = places("owner", owner);
      for (std::size_t i = 0; i < sets.size(); ++i)
        if (owner.codes[i] >= 0) sets[i].push_back(place[at(owner.codes[i])]);
    }
    // Equal sets are kept once.
    std::vector<std::int32_t> everybody(at(recruiters_.count));
    std::iota(everybody.begin(), everybody.end(), 0);
    std::map<std::vector<std::int32_t>, std::int64_t> kept;
    for (std::vector<std::int32_t>& set : sets) {
      if (!any) set = everybody;
      std::sort(set.begin(), set.end());
      set.erase(std::unique(set.begin(), set.end()), set.end());
      const auto [where, fresh] = kept.try_emplace(set, static_cast<std::int64_t>(allowed_.size()));
      if (fresh) allowed_.insert(allowed_.end(), set.begin(), set.end());
      first_.push_back(where->second);
      last_.push_back(where->second + static_cast<std::int64_t>(set.size()));
    }
  }

  Solved solve(const std::vector<std::int64_t>& value, Team& team, double to, double from) const {
    Solved out;
    out.called.assign(at(n_), 0);
    out.recruiter.assign(at(n_), -1);
    out.decision.assign(at(n_), CallDecision::called);
    CallChoice choice;
    std::vector<std::int64_t> row;
    for (const std::int64_t i : row_of_) {  // in the order of ids
      CallDecision& decision = out.decision[at(i)];
      if (contactable_[at(i)] == 0) decision = CallDecision::not_contactable;
      else if (value[at(i)] <= 0) decision = CallDecision::no_value;
      else if (recruiters_there_ && first_[at(i)] == last_[at(i)]) decision = CallDecision::no_recruiter;
      if (decision != CallDecision::called) continue;
      row.push_back(i);
      choice.value.push_back(value[at(i)]);
      choice.cost.push_back(cost_[at(i)]);
      if (!recruiters_there_) continue;
      choice.allowed_first.push_back(first_[at(i)]);
      choice.allowed_last.push_back(last_[at(i)]);
    }
    choice.allowed = allowed_;
    for (const std::int64_t capacity : capacity_) choice.capacity.push_back(capacity < 0 ? INT64_MAX : capacity);
    if (options_.budget) choice.budget = *options_.budget;
    if (options_.most) choice.most = *options_.most;
    const CallPlan plan = plan_calls(choice, options_.gap, options_.effort, [&](double share) { team.checkpoint(from + (to - from) * share); });
    out.value = plan.value;
    out.cost = plan.cost;
    out.bound = plan.bound;
    // What stands against the others: whoever would not find a seat beside those called, then the number, then the money.
    CallSeats seats(choice);
    std::int64_t called = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (plan.called[i] != 0) seats.add(static_cast<std::int64_t>(i)), ++called;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t r = at(row[i]);
      out.called[r] = plan.called[i];
      out.recruiter[r] = plan.called[i] != 0 ? plan.recruiter[i] : -1;
      if (plan.called[i] != 0) continue;
      out.decision[r] = !seats.fits(static_cast<std::int64_t>(i)) ? CallDecision::capacity : called >= choice.most ? CallDecision::most : CallDecision::budget;
    }
    return out;
  }

  void tell(const Solved& solved, const std::vector<char>& at_lower, CallsResult& result) const {
    std::vector<std::int64_t> order;
    for (const std::int64_t i : row_of_)
      if (solved.called[at(i)] != 0) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return expected_[at(a)] > expected_[at(b)]; });
    const std::vector<std::string> names = people_.names(), recruiters = recruiters_.names();
    CallsPeople& people = result.people;
    people.person = {people_.codes, names};
    people.decision.levels = words_of(CallDecision{});
    people.recruiter = {solved.recruiter, recruiters};
    people.probability = chance_;
    people.value = worth_;
    people.gross = gross_;
    people.cost = cost_;
    people.expected_value = expected_;
    people.lower_value = lower_;
    people.upper_value = upper_;
    people.order.assign(at(n_), 0);
    for (std::size_t i = 0; i < at(n_); ++i) {
      people.decision.codes.push_back(static_cast<std::int32_t>(solved.decision[i]));
      people.worth_at_lower.push_back(lower_[i] > 0 ? 1 : 0);
      people.called_at_lower.push_back(at_lower[i]);
    }
    CallsList& list = result.list;
    list.person.levels = names;
    list.recruiter.levels = recruiters;
    Wide value = 0, cost = 0, low = 0, high = 0;
    for (const std::int64_t row : order) {
      const std::size_t i = at(row);
      value += expected_[i];
      cost += cost_[i];
      low += lower_[i];
      high += upper_[i];
      list.order.push_back(static_cast<std::int64_t>(list.order.size()) + 1);
      people.order[i] = list.order.back();
      list.row.push_back(row);
      list.person.codes.push_back(people_.codes[i]);
      list.recruiter.codes.push_back(solved.recruiter[i]);
      list.probability.push_back(chance_[i]);
      list.expected_value.push_back(expected_[i]);
      list.lower_value.push_back(lower_[i]);
      list.upper_value.push_back(upper_[i]);
      list.cost.push_back(cost_[i]);
      list.cumulative_value.push_back(sum_or_refuse(value));
      list.cumulative_cost.push_back(sum_or_refuse(cost));
      list.worth_at_lower.push_back(people.worth_at_lower[i]);
      list.called_at_lower.push_back(people.called_at_lower[i]);
    }
    result.called = static_cast<std::int64_t>(order.size());
    result.expected_value = sum_or_refuse(value);
    result.cost = sum_or_refuse(cost);
    result.lower_value = sum_or_refuse(low);
    result.upper_value = sum_or_refuse(high);
    result.bound = sum_or_refuse(solved.bound);
    result.gap = result.bound > result.expected_value ? static_cast<double>(result.bound - result.expected_value) / static_cast<double>(result.bound) : 0.0;
    tell_recruiters(order, solved, result.recruiters);
    result.decisions.decision.levels = people.decision.levels;
    for (std::size_t word = 0; word < people.decision.levels.size(); ++word) {
      std::int64_t count = 0;
      Wide sum = 0;
      for (std::size_t i = 0; i < at(n_); ++i)
        if (solved.decision[i] == static_cast<CallDecision>(word)) ++count, sum += expected_[i];
      result.decisions.decision.codes.push_back(static_cast<std::int32_t>(word));
      result.decisions.people.push_back(count);
      result.decisions.expected_value.push_back(sum_or_refuse(sum));
    }
    const auto counted = [&](CallDecision word) { return result.decisions.people[static_cast<std::size_t>(word)]; };
    if (counted(CallDecision::not_contactable) == n_) result.status = CallsStatus::nobody_eligible;
    else if (counted(CallDecision::not_contactable) + counted(CallDecision::no_value) == n_) result.status = CallsStatus::nobody_worth;
    else if (result.called == 0) result.status = CallsStatus::nobody_possible;
    else result.status = result.gap > 0.0 ? CallsStatus::within_gap : CallsStatus::greatest;
  }

  void tell_recruiters(const std::vector<std::int64_t>& order, const Solved& solved, CallsRecruiters& table) const {
    if (!recruiters_there_) return;
    const std::size_t count = at(recruiters_.count);
    std::vector<Wide> value(count, 0), cost(count, 0);
    table.called.assign(count, 0);
    for (const std::int64_t row : order) {
      const std::size_t r = at(solved.recruiter[at(row)]);
      ++table.called[r];
      value[r] += expected_[at(row)];
      cost[r] += cost_[at(row)];
    }
    table.recruiter.levels = recruiters_.names();
    table.capacity = capacity_;
    for (std::size_t r = 0; r < count; ++r) {
      table.recruiter.codes.push_back(static_cast<std::int32_t>(r));
      table.expected_value.push_back(sum_or_refuse(value[r]));
      table.cost.push_back(sum_or_refuse(cost[r]));
    }
  }

  void say(CallsResult& result) const {
    const auto money = [&](std::int64_t minor) { return data::money_text(minor, options_.minor_digits, currency_); };
    const std::string called = std::to_string(result.called), all = std::to_string(n_);
    if (result.called == 0) {
      result.sentence = "Nobody of " + all + " is to be called: " + choices(CallsStatus{})[static_cast<std::size_t>(result.status)].sentence;
      result.sentence_zh = all + " 人中没有需要致电的人：" + (result.status == CallsStatus::nobody_eligible ? "没有可联系的人。" : result.status == CallsStatus::nobody_worth ? "预期收益都不高于联系成本。" : "预算、名额或招聘人员容量不足。");
      return;
    }
    std::int64_t firm = 0;
    for (const std::int64_t one : result.list.called_at_lower) firm += one;
    const std::string gap = plain_number(100.0 * result.gap, 2);
    result.sentence = called + " of " + all + " are to be called: worth " + money(result.expected_value) + " after a cost of " + money(result.cost) + (input_.lower.given() ? "; " + std::to_string(firm) + " of them would be called at their lower limits too" : "") + ". " +
                      (result.gap > 0.0 ? "The list falls short of the greatest by " + gap + " % at most." : "No other list within the limits is worth more.");
    result.sentence_zh = all + " 人中致电 " + called + " 人：扣除成本 " + money(result.cost) + " 后预期价值 " + money(result.expected_value) + (input_.lower.given() ? "；其中 " + std::to_string(firm) + " 人按区间下限仍会致电" : "") + "。" +
                         (result.gap > 0.0 ? "与最优名单的差距不超过 " + gap + "%。" : "在限制条件内没有价值更高的名单。");
  }

  const CallsInput& input_;
  const CallsOptions& options_;
  std::int64_t n_;
  data::Groups people_, recruiters_;
  std::string currency_;
  bool recruiters_there_ = false;
  std::vector<std::int64_t> row_of_, contactable_, worth_, cost_, gross_, expected_, lower_, upper_, capacity_, first_, last_;
  std::vector<double> chance_;
  std::vector<std::int32_t> allowed_;
};

}  // namespace

CallsResult calls(const CallsInput& input, const CallsOptions& options, const RunContext& context) {
  check(key, input, options);
  Team team(key, context, 1);
  return Calling(input, options).run(team);
}

constinit const Function calls_analysis = analysis<&calls>(key, "Whom should we call first, with this budget and these recruiters?");

}  // namespace mainstay::inline v1::returns
