// Items that treat groups unlike: do people who are equally able answer an item differently?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// How p-values of many items are corrected.
enum class DifferentialCorrection : std::int32_t { benjamini_hochberg, holm, bonferroni, none };
constexpr auto choices(DifferentialCorrection) {
  return std::array{choice(DifferentialCorrection::benjamini_hochberg, "benjamini_hochberg", "Share of false alarms among alarms (Benjamini and Hochberg)."),
                    choice(DifferentialCorrection::holm, "holm", "Probability of any false alarm, step by step (Holm)."),
                    choice(DifferentialCorrection::bonferroni, "bonferroni", "Probability of any false alarm: times the number of items."),
                    choice(DifferentialCorrection::none, "none", "Not at all.")};
}

/// Which items people are matched on.
enum class DifferentialPurify : std::int32_t { no, mantel_haenszel, logistic };
constexpr auto choices(DifferentialPurify) {
  return std::array{choice(DifferentialPurify::no, "no", "All anchors."),
                    choice(DifferentialPurify::mantel_haenszel, "mantel_haenszel", "Items that this test flags leave the anchors, again and again until the same stay."),
                    choice(DifferentialPurify::logistic, "logistic", "Likewise by the logistic test of either kind of difference.")};
}

enum class DifferentialStatus : std::int32_t { estimated, not_settled, one_group, no_anchors };
constexpr auto choices(DifferentialStatus) {
  return std::array{choice(DifferentialStatus::estimated, "estimated", "Items were compared."),
                    choice(DifferentialStatus::not_settled, "not_settled", "The anchors still changed after max_rounds: items were compared by the last ones."),
                    choice(DifferentialStatus::one_group, "one_group", "There is one group only: nothing to compare."),
                    choice(DifferentialStatus::no_anchors, "no_anchors", "Purification left fewer than two anchors: items were compared by those before.")};
}

/// What became of one item in one group.
enum class DifferentialItemStatus : std::int32_t { estimated, few_people, no_variation, not_matched, separated };
constexpr auto choices(DifferentialItemStatus) {
  return std::array{choice(DifferentialItemStatus::estimated, "estimated", "Compared."),
                    choice(DifferentialItemStatus::few_people, "few_people", "Compared, but one of the groups has fewer than `few` people: differences that matter may well be missed."),
                    choice(DifferentialItemStatus::no_variation, "no_variation", "All of both groups gave the same answer: nothing to compare."),
                    choice(DifferentialItemStatus::not_matched, "not_matched", "No two people of unlike groups match: nothing to compare."),
                    choice(DifferentialItemStatus::separated, "separated", "The logistic model has no finite maximum: its coefficients are missing, its tests are the limits.")};
}

/// Size of a difference.
enum class DifferentialClass : std::int32_t { a, b, c };
constexpr auto choices(DifferentialClass) {
  return std::array{choice(DifferentialClass::a, "A", "Negligible."), choice(DifferentialClass::b, "B", "Moderate."), choice(DifferentialClass::c, "C", "Large.")};
}

struct DifferentialInput {
  static constexpr const char* record = "DifferentialInput";
  Table answers{};
  Column group{}, match{}, weights{};
  void describe(Fields& f) {
    f("answers", answers, "One column for each item: whole numbers, higher ones mean more. Missing: not answered; such a person is left out of the item, and, where the item is an anchor, of all.")
        .per("n", "c").whole().may_be_missing();
    f("group", group, "Each person's group.").per("n").category();
    f("match", match, "What people are matched on instead of the sum of the anchors: a score from elsewhere.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct DifferentialOptions {
  static constexpr const char* record = "DifferentialOptions";
  std::string reference{};
  std::vector<std::string> anchors{};
  DifferentialPurify purify = DifferentialPurify::no;
  std::int64_t max_rounds = 10;
  std::optional<std::int64_t> strata{};
  bool continuity = true;
  DifferentialCorrection correction = DifferentialCorrection::benjamini_hochberg;
  double significance = 0.05, confidence_level = 0.95;
  std::int64_t few = 100;
  bool logistic = true;
  void describe(Fields& f) {
    f("reference", reference, "The group with which each of the others is compared; if empty the largest one (of equals the first label).");
    f("anchors", anchors, "Items whose sum people are matched on; if empty all. An item that is no anchor is added to the sum for its own comparison.").per("a");
    f("purify", purify, "Which of them stay.");
    f("max_rounds", max_rounds, "Rounds of purification at most.").between(1, 1000);
    f("strata", strata, "People are matched in so many classes of about equal size by score; if not given, each score is a class.").between(2, 10000);
    f("continuity", continuity, "Whether the chi-squared statistic of items with two answers is corrected by 1/2 (Mantel and Haenszel).");
    f("correction", correction, "How p-values of many items are corrected; those of each group together.");
    f("significance", significance, "Corrected p-values below are flagged; uncorrected ones count for the classes.").above(0).below(1);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
    f("few", few, "Groups with fewer people are marked.").at_least(0);
    f("logistic", logistic, "Whether logistic regressions are fitted.");
  }
};

struct DifferentialGroups {
  static constexpr const char* record = "DifferentialGroups";
  std::vector<std::string> group{};
  std::vector<double> people{}, mean_match{};
  void describe(Fields& f) {
    f("group", group, "Its label.").per("groups");
    f("people", people, "Sum of the weights of those who could be matched.").per("groups").at_least(0);
    f("mean_match", mean_match, "Mean of what they are matched on: unlike abilities of groups are no unfairness of an item. Missing without people.").per("groups").may_be_missing();
  }
};

/// One row for each item and each group but the reference: people matched by score.
struct DifferentialMatched {
  static constexpr const char* record = "DifferentialMatched";
  Categories item{}, group{}, status{}, size{};
  std::vector<std::int64_t> flagged{};
  std::vector<double> people_reference{}, people_group{}, mean_reference{}, mean_group{}, statistic{}, p_value{}, corrected_p_value{};
  std::vector<double> odds_ratio{}, lower{}, upper{}, delta{}, delta_std_error{}, difference{}, difference_std_error{}, standardised_difference{};
  void describe(Fields& f) {
    f("item", item, "Name of the item.").per("comparisons");
    f("group", group, "The group that is compared with the reference.").per("comparisons");
    f("status", status, "What became of it: estimated, few_people, no_variation, not_matched.").per("comparisons");
    f("flagged", flagged, "1 where the corrected p-value is below `significance`.").per("comparisons").between(0, 1);
    f("size", size,
      "Size of the difference. Two answers: A where not significant or |delta| < 1; C where |delta| >= 1.5 and significantly above 1; else B. More: A where not significant or |standardised_difference| <= 0.17; C above 0.25; "
      "else B. Missing where nothing could be compared.")
        .per("comparisons").may_be_missing();
    f("people_reference", people_reference, "People of the reference in classes where both groups are.").per("comparisons").at_least(0);
    f("people_group", people_group, "People of the group likewise.").per("comparisons").at_least(0);
    f("mean_reference", mean_reference, "Their mean answer, before matching; missing without people.").per("comparisons").may_be_missing();
    f("mean_group", mean_group, "The group's, likewise.").per("comparisons").may_be_missing();
    f("statistic", statistic, "Mantel–Haenszel chi-squared statistic; with more than two answers Mantel's. One degree of freedom. Missing where nothing could be compared, as what follows.")
        .per("comparisons").at_least(0).may_be_missing();
    f("p_value", p_value, "Probability of a statistic as large if matched people answer alike.").per("comparisons").between(0, 1).may_be_missing();
    f("corrected_p_value", corrected_p_value, "Corrected for the number of items.").per("comparisons").between(0, 1).may_be_missing();
    f("odds_ratio", odds_ratio, "Common odds ratio of the higher answer, reference over group; above 1 the item favours the reference. Two answers only.").per("comparisons").at_least(0).may_be_missing().may_be_infinite();
    f("lower", lower, "Lower end of its interval (Robins, Breslow and Greenland).").per("comparisons").at_least(0).may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end of its interval.").per("comparisons").at_least(0).may_be_missing().may_be_infinite();
    f("delta", delta, "-2.35 log(odds_ratio): below 0 the item is harder for the group.").per("comparisons").may_be_missing().may_be_infinite();
    f("delta_std_error", delta_std_error, "Its standard error.").per("comparisons").at_least(0).may_be_missing().may_be_infinite();
    f("difference", difference, "Mean answer of the group less that of matched people of the reference, weighted by the group's people (standardised mean difference).").per("comparisons").may_be_missing();
    f("difference_std_error", difference_std_error, "Its standard error if matched people answer alike (Zwick and Thayer).").per("comparisons").at_least(0).may_be_missing();
    f("standardised_difference", standardised_difference, "The difference in deviations of the answers of both groups.").per("comparisons").may_be_missing();
  }
};

/// The same comparisons by logistic regression (cumulative logits where there are more than two answers) on match, group and their product.
struct DifferentialLogistic {
  static constexpr const char* record = "DifferentialLogistic";
  Categories item{}, group{}, status{}, size{};
  std::vector<std::int64_t> flagged{};
  std::vector<double> coefficient{}, std_error{}, product{}, product_std_error{};
  std::vector<double> uniform_statistic{}, uniform_p_value{}, nonuniform_statistic{}, nonuniform_p_value{}, statistic{}, p_value{}, corrected_p_value{}, r_squared_change{}, uniform_r_squared_change{};
  void describe(Fields& f) {
    f("item", item, "Name of the item.").per("regressions");
    f("group", group, "The group that is compared with the reference.").per("regressions");
    f("status", status, "What became of it: estimated, few_people, no_variation, not_matched, separated.").per("regressions");
    f("flagged", flagged, "1 where the corrected p-value of both kinds together is below `significance`.").per("regressions").between(0, 1);
    f("size", size, "By r_squared_change (Jodoin and Gierl): A where not significant or below 0.035, C from 0.07, else B. Missing where nothing could be compared.").per("regressions").may_be_missing();
    f("coefficient", coefficient, "Of the group, without the product: log odds of higher answers against matched people of the reference. Missing where nothing could be compared, as what follows, or separated.")
        .per("regressions").may_be_missing();
    f("std_error", std_error, "Its standard error.").per("regressions").at_least(0).may_be_missing();
    f("product", product, "Of group times match (in deviations of the match): how much sharper or flatter the item is in the group.").per("regressions").may_be_missing();
    f("product_std_error", product_std_error, "Its standard error.").per("regressions").at_least(0).may_be_missing();
    f("uniform_statistic", uniform_statistic, "Likelihood ratio of the group given match: a difference alike at all levels. One degree of freedom.").per("regressions").at_least(0).may_be_missing();
    f("uniform_p_value", uniform_p_value, "Its p-value.").per("regressions").between(0, 1).may_be_missing();
    f("nonuniform_statistic", nonuniform_statistic, "Likelihood ratio of the product given both: a difference that depends on the level. One degree of freedom.").per("regressions").at_least(0).may_be_missing();
    f("nonuniform_p_value", nonuniform_p_value, "Its p-value.").per("regressions").between(0, 1).may_be_missing();
    f("statistic", statistic, "Both together. Two degrees of freedom.").per("regressions").at_least(0).may_be_missing();
    f("p_value", p_value, "Its p-value.").per("regressions").between(0, 1).may_be_missing();
    f("corrected_p_value", corrected_p_value, "Corrected for the number of items.").per("regressions").between(0, 1).may_be_missing();
    f("r_squared_change", r_squared_change, "How much group and product add to Nagelkerke's R².").per("regressions").may_be_missing();
    f("uniform_r_squared_change", uniform_r_squared_change, "How much the group alone adds.").per("regressions").may_be_missing();
  }
};

struct DifferentialResult {
  static constexpr const char* record = "DifferentialResult";
  DifferentialStatus status = DifferentialStatus::one_group;
  std::string reference{};
  std::vector<std::string> anchors{};
  std::int64_t rounds = 0;
  double people = 0.0, left_out = 0.0;
  DifferentialGroups groups{};
  DifferentialMatched matched{};
  DifferentialLogistic logistic{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("reference", reference, "The group with which the others were compared.");
    f("anchors", anchors, "The items whose sum people were matched on; none with `match`.").per("anchors");
    f("rounds", rounds, "Rounds of purification.");
    f("people", people, "Sum of the weights of those who could be matched.").at_least(0);
    f("left_out", left_out, "Sum of the weights of those who lack an answer to an anchor.").at_least(0);
    f("groups", groups, "Table of the groups.");
    f("matched", matched, "Table of comparisons of matched people.");
    f("logistic", logistic, "Table of logistic regressions; empty unless asked for.");
  }
};

/// Differential item functioning of each item between a reference and every other group. People are matched on the sum of the anchors and the item itself. Mantel–Haenszel (1959) for two answers, Mantel (1963) for more,
/// the standardised mean difference (Dorans & Schmitt 1991), logistic regression (Swaminathan & Rogers 1990; cumulative logits: Zumbo 1999). Classes with one group alone say nothing to the former and do to the latter.
/// O(rows × items) a round. Row order and threads change nothing. Throws Error: text answers, more than 40 different answers to an item, names in `anchors` that are no item, a reference that is no group, fewer than two anchors.
DifferentialResult differential(const DifferentialInput& input, const DifferentialOptions& options = {}, const RunContext& context = {});

extern const Function differential_analysis;

}  // namespace mainstay::inline v1::competency
