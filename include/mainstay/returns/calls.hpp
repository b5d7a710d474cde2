// Whom to call first: the expected value of a call, and the list that is worth most under a budget, a number of calls and the time of recruiters.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::returns {

enum class CallsStatus : std::int32_t { greatest, within_gap, nobody_eligible, nobody_worth, nobody_possible };
constexpr auto choices(CallsStatus) {
  return std::array{choice(CallsStatus::greatest, "greatest", "No other list within the limits is worth more."),
                    choice(CallsStatus::within_gap, "within_gap", "The search ended early: the list falls short of any other by `gap` of the bound at most."),
                    choice(CallsStatus::nobody_eligible, "nobody_eligible", "There is nobody who may be contacted; the list is empty."),
                    choice(CallsStatus::nobody_worth, "nobody_worth", "Nobody who may be contacted is worth more than the contact costs; the list is empty."),
                    choice(CallsStatus::nobody_possible, "nobody_possible", "Budget, number of calls or recruiters leave room for nobody; the list is empty.")};
}

enum class CallDecision : std::int32_t { called, not_contactable, no_value, no_recruiter, capacity, most, budget };
constexpr auto choices(CallDecision) {
  return std::array{choice(CallDecision::called, "called", "On the list."), choice(CallDecision::not_contactable, "not_contactable", "May not be contacted."),
                    choice(CallDecision::no_value, "no_value", "The expected value of the call is not above 0."), choice(CallDecision::no_recruiter, "no_recruiter", "No recruiter may call the person."),
                    choice(CallDecision::capacity, "capacity", "The recruiters who may are busy with calls that are worth more together."), choice(CallDecision::most, "most", "The list is full."),
                    choice(CallDecision::budget, "budget", "The money goes to calls that are worth more together.")};
}

/// Which returns the value of a call counts.
enum class CallsCounted : std::int32_t { every_return, added_returns };
constexpr auto choices(CallsCounted) {
  return std::array{choice(CallsCounted::every_return, "every_return", "All that are expected after the call, also of those who would come without one: the most that the calls can be worth."),
                    choice(CallsCounted::added_returns, "added_returns", "Those that the call adds, by `uplift` from a hold-out: what the calls are worth.")};
}

struct CallsInput {
  static constexpr const char* record = "CallsInput";
  Column person{}, contactable{}, probability{}, uplift{}, lower{}, upper{}, value{}, cost{}, currency{}, owner{};
  Column allowed_person{}, allowed_recruiter{}, recruiter{}, capacity{};

  void describe(Fields& f) {
    f("person", person, "The leaver; nobody twice.").per("n").category();
    f("contactable", contactable, "1 where the person may be contacted: consent is given, and no wish to be left alone. Whoever has 0 is never listed.").per("n").whole().between(0, 1);
    f("probability", probability, "Probability of coming back.").per("n").between(0, 1).optional();
    f("uplift", uplift, "What the call adds to that probability (returns.uplift); where given it counts in place of it.").per("n").between(-1, 1).optional();
    f("lower", lower, "Lower limit of probability or uplift.").per("n").between(-1, 1).optional();
    f("upper", upper, "Upper limit; given when lower is.").per("n").between(-1, 1).optional();
    f("value", value, "What the return is worth, in minor units.").per("n").in("minor units").whole().between(0, 1e13).optional();
    f("cost", cost, "What the contact costs, in minor units.").per("n").in("minor units").whole().between(0, 1e13).optional();
    f("currency", currency, "Currency of the row; the same in all.").per("n").category().optional();
    f("owner", owner, "A recruiter who may call the person; missing: nobody but those of the pairs.").per("n").category().optional().may_be_missing();
    f("allowed_person", allowed_person, "Of pairs: the person.").per("pairs").category().optional();
    f("allowed_recruiter", allowed_recruiter, "Of pairs: a recruiter who may call the person, beside the owner.").per("pairs").category().optional();
    f("recruiter", recruiter, "All recruiters, each once; left out: those of owner, or of the pairs. Without owner and pairs each of them may call everybody.").per("recruiters").category().optional();
    f("capacity", capacity, "How many people each can call.").per("recruiters").whole().at_least(0).optional();
  }
};

struct CallsOptions {
  static constexpr const char* record = "CallsOptions";
  std::optional<double> probability_each{};
  std::optional<std::int64_t> value_each{}, cost_each{}, capacity_each{}, budget{}, most{};
  std::string in_currency{};
  std::int64_t minor_digits = 2;
  double gap = 0.0;
  std::int64_t effort = 20'000'000;

  void describe(Fields& f) {
    f("probability_each", probability_each, "One probability for everybody, in place of the column.").between(0, 1);
    f("value_each", value_each, "One value of a return for everybody, in minor units.").between(0, 1e13);
    f("cost_each", cost_each, "One cost of a contact for everybody, in minor units; without it and without the column a contact costs nothing.").between(0, 1e13);
    f("capacity_each", capacity_each, "One capacity for every recruiter; without it and without the column there is no limit.").at_least(0);
    f("budget", budget, "What all contacts may cost together, in minor units; left out: no limit.").between(0, 9e15);
    f("most", most, "How many people are called at most; left out: no limit.").at_least(0);
    f("in_currency", in_currency, "The currency, \"CNY\"; a column currency must say the same.");
    f("minor_digits", minor_digits, "Decimals of the currency: 2 means that amounts are cents. Only the sentences use it.").between(0, 4);
    f("gap", gap, "The search may end once the list is proven to fall short by this share of the bound at most.").at_least(0).below(1);
    f("effort", effort, "How many candidates may be looked at, all passes of the search together. Only a budget needs a search.").at_least(1);
  }
};

/// A row for each row of the input, in its order; money in minor units.
struct CallsPeople {
  static constexpr const char* record = "CallsPeople";
  Categories person{}, decision{}, recruiter{};
  std::vector<double> probability{};
  std::vector<std::int64_t> value{}, gross{}, cost{}, expected_value{}, lower_value{}, upper_value{}, order{}, worth_at_lower{}, called_at_lower{};

  void describe(Fields& f) {
    f("person", person, "The leaver.").per("n");
    f("decision", decision, "Whether the person is called, or what stands against it; of several the first in the order of the words.").per("n");
    f("order", order, "Place in the calling order, from 1; 0 for who is not called.").per("n");
    f("recruiter", recruiter, "Who calls; missing for who is not called, and without recruiters.").per("n").may_be_missing();
    f("probability", probability, "The probability or uplift that counted.").per("n");
    f("value", value, "What the return is worth.").per("n").in("minor units");
    f("gross", gross, "probability × value, to the nearest minor unit.").per("n").in("minor units");
    f("cost", cost, "What the contact costs.").per("n").in("minor units");
    f("expected_value", expected_value, "gross - cost.").per("n").in("minor units");
    f("lower_value", lower_value, "The same at the lower limit; expected_value without limits.").per("n").in("minor units");
    f("upper_value", upper_value, "The same at the upper limit.").per("n").in("minor units");
    f("worth_at_lower", worth_at_lower, "1 where the call is worth more than it costs even at the lower limit.").per("n");
    f("called_at_lower", called_at_lower, "1 where the person would be called too if everybody stood at the lower limit.").per("n");
  }
};

/// The people to call, first the one worth most; equal values by id.
struct CallsList {
  static constexpr const char* record = "CallsList";
  Categories person{}, recruiter{};
  std::vector<std::int64_t> order{}, row{}, expected_value{}, lower_value{}, upper_value{}, cost{}, cumulative_value{}, cumulative_cost{}, worth_at_lower{}, called_at_lower{};
  std::vector<double> probability{};

  void describe(Fields& f) {
    f("order", order, "Place, from 1.").per("r");
    f("row", row, "Row of the input.").per("r");
    f("person", person, "The leaver.").per("r");
    f("recruiter", recruiter, "Who calls; missing without recruiters.").per("r").may_be_missing();
    f("probability", probability, "Probability or uplift.").per("r");
    f("expected_value", expected_value, "What the call is worth after its cost.").per("r").in("minor units");
    f("lower_value", lower_value, "At the lower limit.").per("r").in("minor units");
    f("upper_value", upper_value, "At the upper limit.").per("r").in("minor units");
    f("cost", cost, "Of the contact.").per("r").in("minor units");
    f("cumulative_value", cumulative_value, "Expected value of this call and all before it.").per("r").in("minor units");
    f("cumulative_cost", cumulative_cost, "Cost of this call and all before it.").per("r").in("minor units");
    f("worth_at_lower", worth_at_lower, "1 where it pays even at the lower limit.").per("r");
    f("called_at_lower", called_at_lower, "1 where the person would be called too if everybody stood at the lower limit.").per("r");
  }
};

struct CallsRecruiters {
  static constexpr const char* record = "CallsRecruiters";
  Categories recruiter{};
  std::vector<std::int64_t> capacity{}, called{}, expected_value{}, cost{};
  void describe(Fields& f) {
    f("recruiter", recruiter, "The recruiter.").per("g");
    f("capacity", capacity, "How many people the recruiter can call; -1: no limit.").per("g");
    f("called", called, "How many are to be called.").per("g");
    f("expected_value", expected_value, "What these calls are worth.").per("g").in("minor units");
    f("cost", cost, "What they cost.").per("g").in("minor units");
  }
};

struct CallsDecisions {
  static constexpr const char* record = "CallsDecisions";
  Categories decision{};
  std::vector<std::int64_t> people{}, expected_value{};
  void describe(Fields& f) {
    f("decision", decision, "Called, or what stands against it; all words in their order.").per("x");
    f("people", people, "How many.").per("x");
    f("expected_value", expected_value, "What calling them would be worth.").per("x").in("minor units");
  }
};

struct CallsResult {
  static constexpr const char* record = "CallsResult";
  CallsStatus status = CallsStatus::nobody_eligible;
  CallsCounted counted = CallsCounted::every_return;
  std::string currency{};
  std::int64_t called = 0, expected_value = 0, lower_value = 0, upper_value = 0, cost = 0, bound = 0;
  double gap = 0.0;
  CallsList list{};
  CallsPeople people{};
  CallsRecruiters recruiters{};
  CallsDecisions decisions{};
  std::string sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("status", status, "How the search ended.");
    f("counted", counted, "Which returns the values count.");
    f("currency", currency, "The currency; empty where none was said.");
    f("called", called, "How many people are to be called.");
    f("expected_value", expected_value, "What the list is worth after its cost.").in("minor units");
    f("lower_value", lower_value, "The sum at the lower limits, all at once: lower than a lower limit of the sum.").in("minor units");
    f("upper_value", upper_value, "The sum at the upper limits, all at once.").in("minor units");
    f("cost", cost, "What the list costs.").in("minor units");
    f("bound", bound, "No list within the limits is worth more than this.").in("minor units");
    f("gap", gap, "By which share of the bound the list can fall short at most; 0 where it is the greatest.").between(0, 1);
    f("list", list, "Whom to call, in order.");
    f("people", people, "Everybody, with the reason of not being called.");
    f("recruiters", recruiters, "What each recruiter has to do.");
    f("decisions", decisions, "How many are called, and what stands against the others.");
    f("sentence", sentence, "The list in a sentence.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// The list of people whose calls are worth most together: Σ (probability × value - cost) over those called, within a budget, a number of calls and the capacities of recruiters, none
/// of whom calls somebody that they may not. Without a binding budget the greedy rule is exact (a truncated transversal matroid: Edmonds 1971); with one, branch and bound on Lagrange's
/// bound, which proves the list or states its gap. Ties by id: the order of the rows says nothing. Errors: a person or recruiter twice, an unknown one, mixed currencies, limits that do not
/// enclose, neither probability nor uplift. Cost: O(n log n + moves) without a budget; with one that for each pass of the search.
CallsResult calls(const CallsInput& input, const CallsOptions& options, const RunContext& context = {});

extern const Function calls_analysis;

}  // namespace mainstay::inline v1::returns
