// Which leavers are worth calling? Named rules over measures, each percentile against a named population, combined by a named combiner; what is lost
// with each person; and counts at every cut, so that "120 of 400" can be checked.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::returns {

/// What a rule compares a value with.
enum class SelectionKind : std::int32_t { value, quantile, top_share, bottom_share };
constexpr auto choices(SelectionKind) {
  return std::array{choice(SelectionKind::value, "value", "`threshold`."), choice(SelectionKind::quantile, "quantile", "The quantile `probability` of the population, straight lines between ordered values."),
                    choice(SelectionKind::top_share, "top_share", "The value at place floor(share * N) from the top of the population of N."),
                    choice(SelectionKind::bottom_share, "bottom_share", "The value at place floor(share * N) from the bottom.")};
}

enum class SelectionCompare : std::int32_t { undeclared, at_least, above, at_most, below };
constexpr auto choices(SelectionCompare) {
  return std::array{choice(SelectionCompare::undeclared, "undeclared", "Not said; refused for a value and a quantile."), choice(SelectionCompare::at_least, "at_least", "Larger or equal."),
                    choice(SelectionCompare::above, "above", "Larger."), choice(SelectionCompare::at_most, "at_most", "Smaller or equal."), choice(SelectionCompare::below, "below", "Smaller.")};
}

/// Among whom a percentile is taken. There is no default: the top 20 % of the leavers and of all staff are different people.
enum class SelectionPopulation : std::int32_t { undeclared, leavers, leavers_in_group, reference, reference_in_group };
constexpr auto choices(SelectionPopulation) {
  return std::array{choice(SelectionPopulation::undeclared, "undeclared", "Not said; refused for a quantile and a share."), choice(SelectionPopulation::leavers, "leavers", "Everybody in the input with a value, whether they may be called or not."),
                    choice(SelectionPopulation::leavers_in_group, "leavers_in_group", "Those of them in the person's own group."), choice(SelectionPopulation::reference, "reference", "The people of the table reference with a value: all staff, say."),
                    choice(SelectionPopulation::reference_in_group, "reference_in_group", "Those of them in the person's own group.")};
}

/// Whether people who share the value at the cut of a share are within it.
enum class SelectionTies : std::int32_t { include, exclude };
constexpr auto choices(SelectionTies) {
  return std::array{choice(SelectionTies::include, "include", "All of them are: the share may become larger."), choice(SelectionTies::exclude, "exclude", "Only if all of them find room: the share is never larger.")};
}

enum class SelectionMissing : std::int32_t { refuse, not_met, unknown };
constexpr auto choices(SelectionMissing) {
  return std::array{choice(SelectionMissing::refuse, "refuse", "An error that names the row."), choice(SelectionMissing::not_met, "not_met", "The rule is not met."),
                    choice(SelectionMissing::unknown, "unknown", "Unknown: the person is undecided where it matters, by three-valued logic.")};
}

/// How rules are combined. There is no default: two rules of 80 and 200 of 400 people choose at most 80 by all, and at least 200 by any.
enum class SelectionCombine : std::int32_t { undeclared, all, any, at_least, score };
constexpr auto choices(SelectionCombine) {
  return std::array{choice(SelectionCombine::undeclared, "undeclared", "Not said; refused."), choice(SelectionCombine::all, "all", "Every rule is met."), choice(SelectionCombine::any, "any", "One rule is met, or more."),
                    choice(SelectionCombine::at_least, "at_least", "`least` rules are met, or more."), choice(SelectionCombine::score, "score", "The weights of the rules that are met add up to `score_threshold`, or more.")};
}

enum class SelectionDecision : std::int32_t { selected, no_consent, do_not_contact, undecided, not_selected };
constexpr auto choices(SelectionDecision) {
  return std::array{choice(SelectionDecision::selected, "selected", "The rules choose the person, who may be called."), choice(SelectionDecision::no_consent, "no_consent", "The rules choose the person, who has not agreed to be called."),
                    choice(SelectionDecision::do_not_contact, "do_not_contact", "The rules choose the person, who agreed, but stands on the list of those not to be called."),
                    choice(SelectionDecision::undecided, "undecided", "Values are missing on which it depends."), choice(SelectionDecision::not_selected, "not_selected", "The rules do not choose the person.")};
}

enum class SelectionStatus : std::int32_t { selected, nobody_contactable, nobody_chosen, no_leavers };
constexpr auto choices(SelectionStatus) {
  return std::array{choice(SelectionStatus::selected, "selected", "Somebody is selected."), choice(SelectionStatus::nobody_contactable, "nobody_contactable", "The rules choose people, none of whom may be called."),
                    choice(SelectionStatus::nobody_chosen, "nobody_chosen", "The rules choose nobody."), choice(SelectionStatus::no_leavers, "no_leavers", "There are no leavers.")};
}

enum class RegretMissing : std::int32_t { refuse, zero, unknown };
constexpr auto choices(RegretMissing) {
  return std::array{choice(RegretMissing::refuse, "refuse", "An error that names the row."), choice(RegretMissing::zero, "zero", "The part is 0."), choice(RegretMissing::unknown, "unknown", "Part and regret value are missing.")};
}

struct SelectionRule {
  static constexpr const char* record = "SelectionRule";
  std::string name{}, column{};
  SelectionKind kind = SelectionKind::value;
  SelectionCompare compare = SelectionCompare::undeclared;
  std::optional<double> threshold{}, probability{}, share{};
  SelectionPopulation population = SelectionPopulation::undeclared;
  std::string group{};
  std::int64_t least_people = 1;
  SelectionTies ties = SelectionTies::include;
  std::optional<double> weight{};
  SelectionMissing missing = SelectionMissing::refuse;

  void describe(Fields& f) {
    f("name", name, "Name of the rule.").required();
    f("column", column, "Column of x, and of reference where that is the population.").required();
    f("kind", kind, "What the value is compared with.");
    f("compare", compare, "How, for a value and a quantile.");
    f("threshold", threshold, "The number compared with, of kind = value.");
    f("probability", probability, "Which quantile, of kind = quantile: 0.5 is the median.").between(0, 1);
    f("share", share, "How large the share is, of top_share and bottom_share: 0.2 is a fifth.").above(0).at_most(1);
    f("population", population, "Among whom, for a quantile and a share.");
    f("group", group, "Column of groups (and of reference_groups) for a population within the group.");
    f("least_people", least_people, "In a population of fewer the rule is treated like a missing value.").at_least(1);
    f("ties", ties, "Whether people who share the value at the cut of a share are within it.");
    f("weight", weight, "What the rule adds to the score when it is met.").at_least(0);
    f("missing", missing, "What follows where the value, the group or the population is missing.");
  }
};

/// One part of what is lost with a person: weight * (value - zero).
struct RegretPart {
  static constexpr const char* record = "RegretPart";
  std::string name{}, column{};
  double weight = 1.0, zero = 0.0;
  bool negative = false;
  RegretMissing missing = RegretMissing::refuse;

  void describe(Fields& f) {
    f("name", name, "Name of the part.").required();
    f("column", column, "Column of x.").required();
    f("weight", weight, "For each unit of the column: minor units of money with a currency.");
    f("zero", zero, "The value at which nothing is lost: what a newcomer brings.");
    f("negative", negative, "Whether the column may be negative; pay and sales cannot.");
    f("missing", missing, "What follows where the value is missing.");
  }
};

struct SelectionInput {
  static constexpr const char* record = "SelectionInput";
  Column person{};
  Table x{};
  Column consent{}, do_not_contact{};
  Table groups{}, reference{}, reference_groups{};
  Column currency{};

  void describe(Fields& f) {
    f("person", person, "The leaver, each once.").per("n").category();
    f("x", x, "What is known of each: a column for each measure.").per("n").may_be_missing();
    f("consent", consent, "1 where the person agreed to be called. Missing: not known, which is no consent.").per("n").whole().between(0, 1).may_be_missing();
    f("do_not_contact", do_not_contact, "1 where the person must not be called whatever was agreed.").per("n").whole().between(0, 1).optional();
    f("groups", groups, "Ways of grouping (post, province), for percentiles within a group.").per("n").category().optional().may_be_missing();
    f("reference", reference, "Measures of other people, such as all staff: columns named as in x.").per("m").optional().may_be_missing();
    f("reference_groups", reference_groups, "Their groups: columns named as in groups.").per("m").category().optional().may_be_missing();
    f("currency", currency, "Currency of the row; must be that of the options.").per("n").category().optional();
  }
};

struct SelectionOptions {
  static constexpr const char* record = "SelectionOptions";
  std::vector<SelectionRule> rules{};
  SelectionCombine combine = SelectionCombine::undeclared;
  std::optional<std::int64_t> least{};
  std::optional<double> score_threshold{};
  std::vector<RegretPart> regret{};
  std::string currency_name{};
  std::optional<std::int64_t> claimed{};
  bool explain = true;

  void describe(Fields& f) {
    f("rules", rules, "The rules, in the order in which people are counted down.").required();
    f("combine", combine, "How they are combined. To be given.");
    f("least", least, "How many rules must be met, with combine = at_least.").at_least(1);
    f("score_threshold", score_threshold, "The score that must be reached, with combine = score.");
    f("regret", regret, "What is lost with a person, part by part. Left out: no regret value.");
    f("currency_name", currency_name, "Currency of the regret value, \"CNY\": every part is then rounded to whole minor units, halves away from 0. Left out: it is no money.");
    f("claimed", claimed, "A number of people that is said to be chosen: reach says which combiners could give it.").at_least(0);
    f("explain", explain, "Whether sentences are written.");
  }
};

/// A row for each leaver, in the order of the input.
struct SelectionPeople {
  static constexpr const char* record = "SelectionPeople";
  Categories person{}, decision{};
  std::vector<std::int64_t> selected{}, contactable{}, rules_met{}, rules_unknown{};
  std::vector<double> score{}, regret{};

  void describe(Fields& f) {
    f("person", person, "The leaver.").per("n");
    f("decision", decision, "selected, no_consent, do_not_contact, undecided or not_selected.").per("n");
    f("selected", selected, "1 where decision is selected.").per("n");
    f("contactable", contactable, "1 where there is consent and no flag against: what every later step takes.").per("n");
    f("rules_met", rules_met, "Rules that are met.").per("n");
    f("rules_unknown", rules_unknown, "Rules that are unknown.").per("n");
    f("score", score, "Sum of the weights of the rules that are met; NaN unless every rule has a weight.").per("n").may_be_missing();
    f("regret", regret, "What is lost with the person, the sum of the parts; whole minor units with a currency. NaN without parts, or where one is unknown.").per("n").may_be_missing();
  }
};

/// Why: person by person, rule by rule.
struct SelectionReasons {
  static constexpr const char* record = "SelectionReasons";
  std::vector<std::int64_t> row{}, people{}, beyond{};
  Categories person{}, rule{}, met{};
  std::vector<double> value{}, cut{};
  std::vector<std::string> sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("row", row, "Row of the leaver, from 0.").per("checks");
    f("person", person, "The leaver.").per("checks");
    f("rule", rule, "The rule.").per("checks");
    f("met", met, "met, not_met or unknown.").per("checks");
    f("value", value, "The value; NaN where missing.").per("checks").may_be_missing();
    f("cut", cut, "What it is compared with. NaN where there is none: no population, or a share that holds nobody.").per("checks").may_be_missing();
    f("people", people, "How many the population has; 0 for kind = value.").per("checks");
    f("beyond", beyond, "How many of them have a larger value, of bottom_share a smaller one.").per("checks");
    f("sentence", sentence, "In English. Empty unless explain.").per("checks").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("checks").optional();
  }
};

/// What the regret value is made of.
struct SelectionRegret {
  static constexpr const char* record = "SelectionRegret";
  std::vector<std::int64_t> row{};
  Categories person{}, part{};
  std::vector<double> value{}, weight{}, zero{}, amount{};

  void describe(Fields& f) {
    f("row", row, "Row of the leaver, from 0.").per("parts");
    f("person", person, "The leaver.").per("parts");
    f("part", part, "The part.").per("parts");
    f("value", value, "The value; NaN where missing.").per("parts").may_be_missing();
    f("weight", weight, "For each unit of it.").per("parts");
    f("zero", zero, "The value at which nothing is lost.").per("parts");
    f("amount", amount, "weight * (value - zero), rounded with a currency; NaN where unknown.").per("parts").may_be_missing();
  }
};

/// From the leavers to those who are called.
struct SelectionSteps {
  static constexpr const char* record = "SelectionSteps";
  Categories step{};
  std::vector<std::int64_t> people{};
  void describe(Fields& f) {
    f("step", step, "leavers; chosen by the rules; undecided; of the chosen: without_consent, then do_not_contact; selected = chosen - without_consent - do_not_contact.").per("steps");
    f("people", people, "How many.").per("steps");
  }
};

/// How many each rule keeps: alone, and in the given order.
struct SelectionRuleCounts {
  static constexpr const char* record = "SelectionRuleCounts";
  std::vector<std::string> rule{};
  std::vector<std::int64_t> met{}, not_met{}, unknown{}, all_so_far{}, any_so_far{}, only{};
  std::vector<double> cut{};
  void describe(Fields& f) {
    f("rule", rule, "The rule.").per("rules");
    f("met", met, "Who meet it.").per("rules");
    f("not_met", not_met, "Who do not.").per("rules");
    f("unknown", unknown, "Of whom it is not known.").per("rules");
    f("all_so_far", all_so_far, "Who meet it and every rule before it.").per("rules");
    f("any_so_far", any_so_far, "Who meet it or a rule before it.").per("rules");
    f("only", only, "Who meet it and no other rule.").per("rules");
    f("cut", cut, "What is compared with; NaN where it differs by group or is nowhere.").per("rules").may_be_missing();
  }
};

/// How many meet exactly these rules.
struct SelectionCombinations {
  static constexpr const char* record = "SelectionCombinations";
  std::vector<std::string> combination{};
  std::vector<std::int64_t> rules_met{}, rules_unknown{}, people{}, contactable{};
  Categories chosen{};
  void describe(Fields& f) {
    f("combination", combination, "Names of the rules that are met, joined by \" + \", those unknown with a question mark; \"none\".").per("combinations");
    f("rules_met", rules_met, "How many are met.").per("combinations");
    f("rules_unknown", rules_unknown, "How many are unknown.").per("combinations");
    f("people", people, "Who have it.").per("combinations");
    f("contactable", contactable, "Of these, may be called.").per("combinations");
    f("chosen", chosen, "yes, no or undecided: what the combiner makes of it.").per("combinations");
  }
};

/// What each way of combining the same rules chooses, and what it could at all, given only how many meet each rule.
struct SelectionReach {
  static constexpr const char* record = "SelectionReach";
  Categories combine{};
  std::vector<std::int64_t> least{}, chosen{}, lowest{}, highest{}, claim_possible{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("combine", combine, "all, at_least or any.").per("combiners");
    f("least", least, "Rules that must be met.").per("combiners");
    f("chosen", chosen, "Who surely meet so many.").per("combiners");
    f("lowest", lowest, "Fewest who could, however the rules coincide.").per("combiners");
    f("highest", highest, "Most who could.").per("combiners");
    f("claim_possible", claim_possible, "1 where the claimed number lies between them; 0 where not, or without one.").per("combiners");
    f("sentence", sentence, "In English. Empty unless explain.").per("combiners").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("combiners").optional();
  }
};

struct SelectionResult {
  static constexpr const char* record = "SelectionResult";
  SelectionStatus status = SelectionStatus::no_leavers;
  std::vector<SelectionRule> rules{};
  std::string currency_name{};
  SelectionPeople people{};
  SelectionReasons reasons{};
  SelectionRegret regret{};
  SelectionSteps steps{};
  SelectionRuleCounts counts{};
  SelectionCombinations combinations{};
  SelectionReach reach{};

  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("rules", rules, "The rules as they were given.");
    f("currency_name", currency_name, "Currency of the regret value; empty where it is no money.");
    f("people", people, "The leavers.");
    f("reasons", reasons, "Why: each rule of each leaver.");
    f("regret", regret, "What each regret value is made of.");
    f("steps", steps, "How many are left at each cut.");
    f("counts", counts, "How many each rule keeps.");
    f("combinations", combinations, "How many meet exactly which rules.");
    f("reach", reach, "What other combiners choose, and which numbers are possible at all.");
  }
};

/// Chooses leavers by rules.
///
/// top_share of a population of N: with k = floor(share N) the cut is the k-th largest value; who has it or more is within (ties = include). With
/// ties = exclude only larger values are within where more than k people have the cut or more. k = 0 holds nobody. A quantile is that of type 7 (Hyndman & Fan 1996).
/// Values are compared exactly, a score counts as reached within 1e-9. Populations hold everybody with a value, callable or not, so that the cut
/// does not depend on who agreed. Combination by Kleene's logic: undecided only where the missing values matter.
/// reach: of n_i people who meet rule i among N, the most who can meet k rules is the largest M with sum of min(n_i, M) >= k M; the fewest follow
/// from the same for not meeting (unknown counts for the most, not for the fewest).
/// Nobody chosen is a status, not an error. Errors: a combiner, comparison or population that is not declared; a column, group or reference that
/// is not there; a missing value under `refuse`; a person twice; negative values in a part that may not be; another currency than declared:
///   returns.selection: combine is undeclared, but must be all, any, at_least or score: the same rules choose different people
/// O(n log n) for each rule.
SelectionResult selection(const SelectionInput& input, const SelectionOptions& options, const RunContext& context = {});

extern const Function selection_analysis;

}  // namespace mainstay::inline v1::returns
