// What returns are worth: a replacement cost of named parts, what a programme saved and cost, its return on investment, and every step to recompute it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::returns {

/// What a part of a cost, or a statement about it, counts in.
enum class CostBasis : std::int32_t { undeclared, amount, months_of_pay, years_of_pay };
constexpr auto choices(CostBasis) {
  return std::array{choice(CostBasis::undeclared, "undeclared", "Not said; refused: months and years of pay differ by twelve."), choice(CostBasis::amount, "amount", "Money, in minor units."),
                    choice(CostBasis::months_of_pay, "months_of_pay", "Months of pay."), choice(CostBasis::years_of_pay, "years_of_pay", "Years of pay.")};
}

enum class PayPer : std::int32_t { undeclared, month, year };
constexpr auto choices(PayPer) {
  return std::array{choice(PayPer::undeclared, "undeclared", "Not said; refused where pay counts."), choice(PayPer::month, "month", "Pay is that of a month."), choice(PayPer::year, "year", "Pay is that of a year.")};
}

enum class CostPer : std::int32_t { programme, called, returned };
constexpr auto choices(CostPer) {
  return std::array{choice(CostPer::programme, "programme", "Once."), choice(CostPer::called, "called", "For each row that is not compared with."), choice(CostPer::returned, "returned", "For each of them who came back.")};
}

/// What the rows of comparison are.
enum class ComparedWith : std::int32_t { undeclared, hold_out, before };
constexpr auto choices(ComparedWith) {
  return std::array{choice(ComparedWith::undeclared, "undeclared", "Not said; refused where there is a comparison."), choice(ComparedWith::hold_out, "hold_out", "People held out at random: the difference is an effect."),
                    choice(ComparedWith::before, "before", "People who left before the programme began: the difference may have other causes.")};
}

/// What the returns that count are.
enum class ReturnsCounted : std::int32_t { against_hold_out, before_after, all_returns };
constexpr auto choices(ReturnsCounted) {
  return std::array{choice(ReturnsCounted::against_hold_out, "against_hold_out", "Returns beyond the share of those held out at random: an effect of the programme."),
                    choice(ReturnsCounted::before_after, "before_after", "Returns beyond the share of an earlier time: a difference, not an effect."),
                    choice(ReturnsCounted::all_returns, "all_returns", "All returns, also of those who would have come anyway: the most that the programme can have done.")};
}

enum class MoneyStatus : std::int32_t { computed, no_return, no_cost, nobody };
constexpr auto choices(MoneyStatus) {
  return std::array{choice(MoneyStatus::computed, "computed", "All figures could be computed."), choice(MoneyStatus::no_return, "no_return", "Nobody who was called came back; intervals say what may be missed."),
                    choice(MoneyStatus::no_cost, "no_cost", "The programme cost nothing: there is no return on investment."), choice(MoneyStatus::nobody, "nobody", "There is nobody whom the programme was for.")};
}

/// Where intervals come from.
enum class MoneyInterval : std::int32_t { none, bootstrap, score };
constexpr auto choices(MoneyInterval) {
  return std::array{choice(MoneyInterval::none, "none", "There is none."), choice(MoneyInterval::bootstrap, "bootstrap", "Percentiles of resamples of people, drawn apart in both groups."),
                    choice(MoneyInterval::score, "score", "Score interval of the share (Wilson) or of the difference of shares (Newcombe), times the saving per return, less the costs that so many returns bring: in a group, fewer than 5 came back, or all but "
                                                          "fewer than 5, and resamples would look too sure.")};
}

enum class CostClaimVerdict : std::int32_t { agrees, lower, higher };
constexpr auto choices(CostClaimVerdict) {
  return std::array{choice(CostClaimVerdict::agrees, "agrees", "The cost by the parts lies within it."), choice(CostClaimVerdict::lower, "lower", "It lies below the cost by the parts."),
                    choice(CostClaimVerdict::higher, "higher", "It lies above the cost by the parts.")};
}

/// A part of what it costs to replace somebody: quantity × share × (amount, or pay).
struct ReplacementPart {
  static constexpr const char* record = "ReplacementPart";
  std::string name{}, role{}, unit{};
  CostBasis basis = CostBasis::undeclared;
  double quantity = 1.0, share = 1.0, saved = 1.0;
  std::optional<std::int64_t> amount{};
  void describe(Fields& f) {
    f("name", name, "\"sourcing\", \"training\", \"ramp-up\", \"vacancy\", \"lost customers\", … Unique within a role.").required();
    f("role", role, "Only for this role, where it takes the place of the part of the same name for all roles; empty: for all.");
    f("unit", unit, "What quantity counts, \"days vacant\"; a word for the reader.");
    f("basis", basis, "Whether it is money, months of pay or years of pay. To be given.").required();
    f("quantity", quantity, "How many: 3 months, 40 days, 6 customers. At most 9 decimals.").between(0, 1e6);
    f("share", share, "Which share of it is lost: productivity that a beginner lacks, margin that a vacancy costs. At most 9 decimals.").between(0, 1);
    f("saved", saved, "Which share of the part a return saves: a returner still needs a little training. At most 9 decimals.").between(0, 1);
    f("amount", amount, "Money of one unit, in minor units; with basis = amount.").between(0, 1e13);
  }
};

/// What the programme costs beside contacts and offers: staff, tools, gifts.
struct ProgrammeCost {
  static constexpr const char* record = "ProgrammeCost";
  std::string name{};
  std::int64_t amount = 0;
  double quantity = 1.0;
  CostPer per = CostPer::programme;
  void describe(Fields& f) {
    f("name", name, "What it is, unique.").required();
    f("amount", amount, "Money of one unit, in minor units.").required().between(0, 1e13);
    f("quantity", quantity, "How many units. At most 9 decimals.").between(0, 1e6);
    f("per", per, "Once, for each person called, or for each return.");
  }
};

/// A statement about the replacement cost, to be held against the parts and against other statements.
struct CostClaim {
  static constexpr const char* record = "CostClaim";
  std::string name{};
  double low = 0.0, high = 0.0;
  CostBasis basis = CostBasis::undeclared;
  void describe(Fields& f) {
    f("name", name, "Who says so, unique.").required();
    f("low", low, "The least that it says: 1.5, or 1800000 minor units.").required().between(0, 1e13);
    f("high", high, "The most that it says.").required().between(0, 1e13);
    f("basis", basis, "What low and high are. To be given.").required();
  }
};

struct MoneyInput {
  static constexpr const char* record = "MoneyInput";
  Column person{}, returned{}, comparison{}, contact_cost{}, offer_cost{}, pay{}, role{}, group{}, currency{};
  void describe(Fields& f) {
    f("person", person, "The leaver. Rows of one person are drawn together.").per("n").category();
    f("returned", returned, "1 where the person came back.").per("n").whole().between(0, 1);
    f("comparison", comparison, "1 for rows to compare with, whom the programme did not reach; 0 for those called.").per("n").whole().between(0, 1).optional();
    f("contact_cost", contact_cost, "What contacting the person cost; 0 in rows of comparison.").per("n").in("minor units").whole().between(0, 1e13).optional();
    f("offer_cost", offer_cost, "What the offer cost beyond a usual one; 0 for who did not come back, and in rows of comparison.").per("n").in("minor units").whole().between(0, 1e13).optional();
    f("pay", pay, "Pay of the post that the return fills.").per("n").in("minor units").whole().above(0).at_most(1e13).optional();
    f("role", role, "Role of that post.").per("n").category().optional();
    f("group", group, "Of which returns are counted apart: a reason, a city.").per("n").category().optional();
    f("currency", currency, "Currency of the row; the same in all.").per("n").category().optional();
  }
};

struct MoneyOptions {
  static constexpr const char* record = "MoneyOptions";
  std::vector<ReplacementPart> parts{};
  std::vector<ProgrammeCost> costs{};
  std::vector<CostClaim> claims{};
  ComparedWith compared_with = ComparedWith::undeclared;
  std::optional<std::int64_t> pay_each{};
  PayPer pay_per = PayPer::undeclared;
  std::string in_currency{};
  std::int64_t minor_digits = 2;
  double sensitivity = 0.2, confidence_level = 0.95;
  std::int64_t resamples = 2000;
  void describe(Fields& f) {
    f("parts", parts, "What it costs to replace somebody.").required();
    f("costs", costs, "What the programme costs beside contacts and offers.");
    f("claims", claims, "What others say that replacing somebody costs.");
    f("compared_with", compared_with, "What the rows of comparison are. To be given with them.");
    f("pay_each", pay_each, "One pay for everybody, in place of the column.").above(0).at_most(1e13);
    f("pay_per", pay_per, "Whether pay is that of a month or of a year. To be given with pay.");
    f("in_currency", in_currency, "The currency, \"CNY\"; a column currency must say the same.");
    f("minor_digits", minor_digits, "Decimals of the currency: 2 means that amounts are cents. Only the sentences use it.").between(0, 4);
    f("sensitivity", sensitivity, "By which share each figure is moved up and down. At most 9 decimals.").above(0).at_most(1);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("resamples", resamples, "Resamples of people for the intervals; 0: score intervals.").between(0, 100000);
  }
};

/// Where a figure comes from. A calculator that knows half_up() and sum() of a column of this result recomputes each.
struct MoneySteps {
  static constexpr const char* record = "MoneySteps";
  std::vector<std::int64_t> step{}, amount{};
  std::vector<std::string> figure{}, formula{};
  std::vector<double> ratio{};
  void describe(Fields& f) {
    f("step", step, "Number of the step, from 1.").per("r");
    f("figure", figure, "What it is.").per("r");
    f("formula", formula, "How it is reckoned, in numbers; half_up() rounds to the nearest minor unit, sum(people.saved) adds up a column.").per("r");
    f("amount", amount, "What it comes to, in minor units or as a count; 0 where it is a ratio.").per("r");
    f("ratio", ratio, "What it comes to where it is no whole number; else NaN.").per("r").may_be_missing();
  }
};

/// One row for each role and pay.
struct MoneyCases {
  static constexpr const char* record = "MoneyCases";
  Categories role{};
  std::vector<std::int64_t> pay{}, called{}, returned{}, compared{}, compared_returned{}, replacement_cost{}, saved{}, saved_called{}, saved_compared{};
  void describe(Fields& f) {
    f("role", role, "The role; missing without.").per("k").may_be_missing();
    f("pay", pay, "Pay; 0 without.").per("k").in("minor units");
    f("called", called, "Rows that are not compared with.").per("k");
    f("returned", returned, "How many of them came back.").per("k");
    f("compared", compared, "Rows of comparison.").per("k");
    f("compared_returned", compared_returned, "How many of these came back.").per("k");
    f("replacement_cost", replacement_cost, "What replacing one person costs.").per("k").in("minor units");
    f("saved", saved, "What one return saves of it.").per("k").in("minor units");
    f("saved_called", saved_called, "returned × saved.").per("k").in("minor units");
    f("saved_compared", saved_compared, "compared_returned × saved.").per("k").in("minor units");
  }
};

struct MoneyParts {
  static constexpr const char* record = "MoneyParts";
  std::vector<std::int64_t> case_number{}, cost{}, saved{};
  Categories part{}, basis{};
  std::vector<std::string> unit{}, cost_formula{}, saved_formula{};
  void describe(Fields& f) {
    f("case_number", case_number, "Row of cases, from 1.").per("i");
    f("part", part, "The part.").per("i");
    f("basis", basis, "What it counts in.").per("i");
    f("unit", unit, "What its quantity counts.").per("i");
    f("cost", cost, "What it costs for one person.").per("i").in("minor units");
    f("cost_formula", cost_formula, "How.").per("i");
    f("saved", saved, "What one return saves of it.").per("i").in("minor units");
    f("saved_formula", saved_formula, "How.").per("i");
  }
};

struct MoneyPeople {
  static constexpr const char* record = "MoneyPeople";
  Categories person{};
  std::vector<std::int64_t> case_number{}, compared{}, returned{}, saved{}, contact_cost{}, offer_cost{};
  void describe(Fields& f) {
    f("person", person, "The leaver.").per("n");
    f("case_number", case_number, "Row of cases, from 1.").per("n");
    f("compared", compared, "1 for rows of comparison.").per("n");
    f("returned", returned, "1 where the person came back.").per("n");
    f("saved", saved, "What the return saved; 0 without one.").per("n").in("minor units");
    f("contact_cost", contact_cost, "Of the contacts.").per("n").in("minor units");
    f("offer_cost", offer_cost, "Of the offer.").per("n").in("minor units");
  }
};

struct MoneyCosts {
  static constexpr const char* record = "MoneyCosts";
  std::vector<std::string> name{}, formula{};
  std::vector<std::int64_t> amount{};
  void describe(Fields& f) {
    f("name", name, "What the programme spent on: contacts, offers, then those of the option.").per("x");
    f("amount", amount, "How much.").per("x").in("minor units");
    f("formula", formula, "How.").per("x");
  }
};

/// How the result moves with each figure, the one that moves it most first.
struct MoneySensitivity {
  static constexpr const char* record = "MoneySensitivity";
  std::vector<std::string> figure{};
  std::vector<std::int64_t> amount{}, net_low{}, net_high{}, swing{};
  std::vector<double> roi_low{}, roi_high{};
  void describe(Fields& f) {
    f("figure", figure, "A part, a cost, the share that came back, the share of the comparison.").per("s");
    f("amount", amount, "What it adds to net as it is; negative for costs.").per("s").in("minor units");
    f("net_low", net_low, "net with the figure lowered by the share `sensitivity`: net - half_up(sensitivity × amount).").per("s").in("minor units");
    f("net_high", net_high, "net with it raised.").per("s").in("minor units");
    f("roi_low", roi_low, "roi with it lowered; NaN where nothing is spent then.").per("s").may_be_missing();
    f("roi_high", roi_high, "roi with it raised.").per("s").may_be_missing();
    f("swing", swing, "|net_high - net_low|.").per("s").in("minor units");
  }
};

struct MoneyClaims {
  static constexpr const char* record = "MoneyClaims";
  std::vector<std::string> name{};
  std::vector<std::int64_t> low{}, high{};
  std::vector<double> low_months{}, high_months{};
  Categories verdict{};
  void describe(Fields& f) {
    f("name", name, "The statement.").per("q");
    f("low", low, "Its least, in minor units, at the mean pay of those called; a year has 12 months.").per("q").in("minor units");
    f("high", high, "Its most.").per("q").in("minor units");
    f("low_months", low_months, "Its least in months of pay; NaN without pay.").per("q").may_be_missing();
    f("high_months", high_months, "Its most in months of pay.").per("q").may_be_missing();
    f("verdict", verdict, "Where it lies beside the mean replacement cost by the parts.").per("q");
  }
};

/// Statements that cannot both be true.
struct MoneyContradictions {
  static constexpr const char* record = "MoneyContradictions";
  std::vector<std::string> first{}, second{}, sentence{}, sentence_zh{};
  std::vector<double> factor{};
  void describe(Fields& f) {
    f("first", first, "The lower statement, or \"parts\".").per("f");
    f("second", second, "The higher one.").per("f");
    f("factor", factor, "How many times the most of the lower one the least of the higher one is; infinite where the lower one says 0.").per("f").may_be_infinite();
    f("sentence", sentence, "The contradiction in a sentence.").per("f");
    f("sentence_zh", sentence_zh, "The same in Chinese.").per("f");
  }
};

struct MoneyGroups {
  static constexpr const char* record = "MoneyGroups";
  Categories group{};
  std::vector<std::int64_t> called{}, returned{}, compared{}, compared_returned{}, saved_called{}, spent{};
  std::vector<double> share{}, share_lower{}, share_upper{}, difference{}, difference_lower{}, difference_upper{};
  void describe(Fields& f) {
    f("group", group, "The group; \"total\" first.").per("g");
    f("called", called, "Rows that are not compared with.").per("g");
    f("returned", returned, "How many of them came back.").per("g");
    f("share", share, "Which share; NaN without any.").per("g").may_be_missing();
    f("share_lower", share_lower, "Lower limit (Wilson).").per("g");
    f("share_upper", share_upper, "Upper limit.").per("g");
    f("compared", compared, "Rows of comparison.").per("g");
    f("compared_returned", compared_returned, "How many of these came back.").per("g");
    f("difference", difference, "Share of those called less that of the comparison; NaN where one of them is empty.").per("g").may_be_missing();
    f("difference_lower", difference_lower, "Lower limit (Newcombe); NaN without comparison.").per("g").may_be_missing();
    f("difference_upper", difference_upper, "Upper limit.").per("g").may_be_missing();
    f("saved_called", saved_called, "What the returns of those called saved, all of them counted.").per("g").in("minor units");
    f("spent", spent, "Contacts and offers.").per("g").in("minor units");
  }
};

struct MoneyResult {
  static constexpr const char* record = "MoneyResult";
  MoneyStatus status = MoneyStatus::nobody;
  ReturnsCounted counted = ReturnsCounted::all_returns;
  MoneyInterval interval = MoneyInterval::none;
  std::string currency{};
  std::int64_t called = 0, returned = 0, compared = 0, compared_returned = 0, replacement_cost = 0, saved_per_return = 0, saved_called = 0, saved_anyway = 0, saved = 0, cost = 0, net = 0;
  double excess = 0.0, excess_lower = 0.0, excess_upper = 0.0, saved_lower = 0.0, saved_upper = 0.0, net_lower = 0.0, net_upper = 0.0;
  double roi = 0.0, roi_lower = 0.0, roi_upper = 0.0, break_even_returns = 0.0, break_even_share = 0.0;
  MoneyGroups groups{};
  MoneyCases cases{};
  MoneyParts parts{};
  MoneyCosts costs{};
  MoneySensitivity sensitivity{};
  MoneyClaims claims{};
  MoneyContradictions contradictions{};
  MoneyPeople people{};
  MoneySteps steps{};
  std::string sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "Whether all figures could be computed.");
    f("counted", counted, "Which returns count: beyond the hold-out, beyond an earlier time, or all. A figure of one kind is not one of another.");
    f("interval", interval, "Where the intervals come from.");
    f("currency", currency, "The currency; empty where none was said.");
    f("called", called, "Rows that are not compared with.");
    f("returned", returned, "How many of them came back.");
    f("compared", compared, "Rows of comparison.");
    f("compared_returned", compared_returned, "How many of these came back.");
    f("replacement_cost", replacement_cost, "What replacing one person costs by the parts, on average over those called.").in("minor units");
    f("saved_per_return", saved_per_return, "What a return saves of it, on average over those who came back, or over those called where nobody did.").in("minor units");
    f("saved_called", saved_called, "What the returns of those called saved.").in("minor units");
    f("saved_anyway", saved_anyway, "What as many people save without the programme, by the comparison; 0 without one.").in("minor units");
    f("saved", saved, "saved_called - saved_anyway.").in("minor units");
    f("cost", cost, "What the programme cost.").in("minor units");
    f("net", net, "saved - cost.").in("minor units");
    f("excess", excess, "Returns that count: those of the called, less those expected by the comparison.");
    f("excess_lower", excess_lower, "Lower limit; NaN without anybody.").may_be_missing();
    f("excess_upper", excess_upper, "Upper limit.").may_be_missing();
    f("saved_lower", saved_lower, "Lower limit of saved.").in("minor units").may_be_missing();
    f("saved_upper", saved_upper, "Upper limit.").in("minor units").may_be_missing();
    f("net_lower", net_lower, "Lower limit of net.").in("minor units").may_be_missing();
    f("net_upper", net_upper, "Upper limit.").in("minor units").may_be_missing();
    f("roi", roi, "Return on investment, net / cost: 0 is break-even, 1 doubles the money. NaN without a cost.").may_be_missing();
    f("roi_lower", roi_lower, "Lower limit.").may_be_missing();
    f("roi_upper", roi_upper, "Upper limit.").may_be_missing();
    f("break_even_returns", break_even_returns, "So many of those called must come back for net = 0, those who come anyway among them, at the mean saving of those who did; NaN where no number is enough.").may_be_missing();
    f("break_even_share", break_even_share, "The same as a share of those called; above 1 where all of them are not enough.").may_be_missing();
    f("groups", groups, "Returns by group, everybody first.");
    f("cases", cases, "What a return saves, for each role and pay.");
    f("parts", parts, "The parts of the replacement cost in each case.");
    f("costs", costs, "What the programme spent.");
    f("sensitivity", sensitivity, "How net and roi move with each figure.");
    f("claims", claims, "What others say about the replacement cost, in one unit.");
    f("contradictions", contradictions, "Which of these cannot both be true.");
    f("people", people, "What each row counts for.");
    f("steps", steps, "From the parts to the return on investment.");
    f("sentence", sentence, "The result in a sentence, with what was counted.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// Replacement cost of a person: Σ half_up(quantity × share × (amount | pay)); a return saves half_up(cost × saved) of each part. saved = saved_called - half_up(called × saved_compared / compared);
/// cost = contacts + offers + costs; roi = (saved - cost) / cost. Break-even: the number R of returns with R s - saved_anyway - fixed - v R = 0, s and v what a return saves and costs.
/// Intervals by people, percentiles of resamples drawn apart in both groups; score intervals where few came back. Sums are whole minor units in 128 bits; nothing is rounded but what
/// half_up() says. Errors: parts without a basis, months beside years of pay, pay of a month under years, mixed currencies, costs in rows of comparison, offers for who did not come, an unknown role.
/// Cost: O(n + cases × parts), O(people × resamples) for intervals.
MoneyResult money(const MoneyInput& input, const MoneyOptions& options, const RunContext& context = {});

extern const Function money_analysis;

}  // namespace mainstay::inline v1::returns
