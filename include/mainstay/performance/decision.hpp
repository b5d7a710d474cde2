// Decision methods: alternatives in rows, criteria in columns; weights, one score, an order, and how firm the order is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class DecisionDirection : std::int32_t { higher, lower, band };
constexpr auto choices(DecisionDirection) {
  return std::array{choice(DecisionDirection::higher, "higher", "More is better."), choice(DecisionDirection::lower, "lower", "Less is better."),
                    choice(DecisionDirection::band, "band", "Best from band_low to band_high (equal ends: a target); what counts is the distance outside, the less the better.")};
}

/// What makes values of unlike units comparable.
enum class DecisionNormalisation : std::int32_t { anchors, minimum_maximum, maximum, vector, standard, rank };
constexpr auto choices(DecisionNormalisation) {
  return std::array{choice(DecisionNormalisation::anchors, "anchors", "(x - zero) / (full - zero) within 0 and 1, between the stated ends of each criterion: no alternative changes another's value."),
                    choice(DecisionNormalisation::minimum_maximum, "minimum_maximum", "The best value seen is 1, the worst 0; where all are equal, 1."),
                    choice(DecisionNormalisation::maximum, "maximum", "x / largest; lower: smallest / x, for which values have to be above 0."),
                    choice(DecisionNormalisation::vector, "vector", "x / sqrt(sum of squares); lower: 1 less that. A column of zeros stays 0."),
                    choice(DecisionNormalisation::standard, "standard", "(x - mean) / standard deviation (n - 1), turned for lower; where all are equal, 0."),
                    choice(DecisionNormalisation::rank, "rank", "Share of the other alternatives that are worse, equal ones counting half.")};
}

enum class DecisionWeights : std::int32_t { given, relative, equal, standard_deviation, entropy, critic, merec };
constexpr auto choices(DecisionWeights) {
  return std::array{choice(DecisionWeights::given, "given", "Those of the criteria, which have to add up to 1 (1e-9)."),
                    choice(DecisionWeights::relative, "relative", "Those of the criteria, each divided by their sum."),
                    choice(DecisionWeights::equal, "equal", "All the same."),
                    choice(DecisionWeights::standard_deviation, "standard_deviation", "In proportion to the standard deviations of the normalised values."),
                    choice(DecisionWeights::entropy, "entropy", "Shannon: in proportion to 1 - entropy of x / sum of x. Values have to be at least 0; a criterion without differences weighs 0."),
                    choice(DecisionWeights::critic, "critic", "Diakoulaki and others (1995): standard deviation of the min-max values times the sum of 1 - correlation with the other criteria."),
                    choice(DecisionWeights::merec, "merec", "Keshavarz-Ghorabaee and others (2021): how much the alternatives' overall value changes without the criterion. Values have to be above 0.")};
}

enum class DecisionMethod : std::int32_t { weighted_sum, weighted_product, topsis, vikor, promethee, sorting };
constexpr auto choices(DecisionMethod) {
  return std::array{choice(DecisionMethod::weighted_sum, "weighted_sum", "Sum of weight times normalised value."),
                    choice(DecisionMethod::weighted_product, "weighted_product", "Product of the normalised values to the power of their weights; a 0 makes it 0."),
                    choice(DecisionMethod::topsis, "topsis", "Hwang and Yoon (1981): d- / (d+ + d-), distances of weighted normalised values from the worst and the best. With anchors these are 0 and 1, else the worst and the best seen."),
                    choice(DecisionMethod::vikor, "vikor", "Opricovic: 1 - Q, Q between the sum of the regrets and the largest one. With anchors regrets are measured to 0 and 1, else to the worst and the best seen."),
                    choice(DecisionMethod::promethee, "promethee", "PROMETHEE II (Brans and Vincke 1985): net flow, how far it is preferred to the others less how far they are to it. Compares values as given; nothing is normalised."),
                    choice(DecisionMethod::sorting, "sorting", "MR-Sort: the best grade whose bounds are met by a weight of `majority` without a veto. Compares values as given.")};
}

/// How much a difference in one criterion makes one alternative preferred to another; d is how much better it is.
enum class DecisionPreference : std::int32_t { usual, quasi, linear, level, gaussian };
constexpr auto choices(DecisionPreference) {
  return std::array{choice(DecisionPreference::usual, "usual", "1 where d is above 0."), choice(DecisionPreference::quasi, "quasi", "1 where d is above `indifference`."),
                    choice(DecisionPreference::linear, "linear", "Rises from 0 at `indifference` to 1 at `strict`."),
                    choice(DecisionPreference::level, "level", "1/2 above `indifference`, 1 above `strict`."),
                    choice(DecisionPreference::gaussian, "gaussian", "1 - exp(-d² / (2 spread²)). Compares all pairs, so that `most_pairs` bounds it.")};
}

enum class DecisionMissing : std::int32_t { refuse, leave_out, worst, reweigh };
constexpr auto choices(DecisionMissing) {
  return std::array{choice(DecisionMissing::refuse, "refuse", "An error names criterion and row."), choice(DecisionMissing::leave_out, "leave_out", "The alternative has no score and no say; it is counted."),
                    choice(DecisionMissing::worst, "worst", "It counts as the worst value seen, with anchors as 0."),
                    choice(DecisionMissing::reweigh, "reweigh", "The other weights are divided by their sum, for weighted_sum and weighted_product; coverage says how much was known.")};
}

enum class DecisionTies : std::int32_t { least, greatest, mean, dense };
constexpr auto choices(DecisionTies) {
  return std::array{choice(DecisionTies::least, "least", "Equal scores share the smallest of their ranks: 1, 1, 3."), choice(DecisionTies::greatest, "greatest", "The largest: 2, 2, 3."),
                    choice(DecisionTies::mean, "mean", "The mean: 1.5, 1.5, 3."), choice(DecisionTies::dense, "dense", "The smallest, and none is left out: 1, 1, 2.")};
}

enum class DecisionStatus : std::int32_t { decided, tied, undetermined };
constexpr auto choices(DecisionStatus) {
  return std::array{choice(DecisionStatus::decided, "decided", "One alternative has the best score."), choice(DecisionStatus::tied, "tied", "Several share it."),
                    choice(DecisionStatus::undetermined, "undetermined", "No alternative has a score, or the criteria tell none apart.")};
}

enum class DecisionFlag : std::int32_t { varies, constant, zero, unknown };
constexpr auto choices(DecisionFlag) {
  return std::array{choice(DecisionFlag::varies, "varies", "Its values differ."), choice(DecisionFlag::constant, "constant", "All its values are equal: it tells none apart."),
                    choice(DecisionFlag::zero, "zero", "All its values are 0."), choice(DecisionFlag::unknown, "unknown", "It has no value.")};
}

struct DecisionCriterion {
  static constexpr const char* record = "DecisionCriterion";
  std::string name{};
  DecisionDirection direction = DecisionDirection::higher;
  std::optional<double> weight{}, zero{}, full{}, band_low{}, band_high{};
  DecisionPreference preference = DecisionPreference::usual;
  double indifference = 0.0;
  std::optional<double> strict{}, spread{};
  void describe(Fields& f) {
    f("name", name, "Column of x.").required();
    f("direction", direction, "Which values are better.");
    f("weight", weight, "Its weight; needed with given and relative.").at_least(0);
    f("zero", zero, "Anchor: the value that is worth 0; of a band the distance outside it that is. Needed with anchors.");
    f("full", full, "Anchor: the value that is worth 1; of a band it is the band.");
    f("band_low", band_low, "Lower end of a band.");
    f("band_high", band_high, "Its upper end.");
    f("preference", preference, "Shape of the preference, for promethee.");
    f("indifference", indifference, "Differences up to it count nothing (quasi, linear, level).").at_least(0);
    f("strict", strict, "Difference from which the preference is whole (linear, level).").above(0);
    f("spread", spread, "Where the gaussian shape turns.").above(0);
  }
};

/// What a grade asks for in one criterion.
struct DecisionBound {
  static constexpr const char* record = "DecisionBound";
  std::string criterion{};
  double value = 0.0;
  std::optional<double> veto{};
  void describe(Fields& f) {
    f("criterion", criterion, "Name of the criterion.").required();
    f("value", value, "Met by values as good or better; of a band the distance outside it.").required();
    f("veto", veto, "A value as bad or worse rules the grade out, whatever the others are.");
  }
};

struct DecisionGrade {
  static constexpr const char* record = "DecisionGrade";
  std::string name{};
  std::vector<DecisionBound> bounds{};
  void describe(Fields& f) {
    f("name", name, "The grade.").required();
    f("bounds", bounds, "One for each criterion.").required();
  }
};

struct DecisionAlternatives {
  static constexpr const char* record = "DecisionAlternatives";
  Table x{};
  void describe(Fields& f) { f("x", x, "A row for each alternative, a column for each criterion; other columns are not looked at. May be missing where the option `missing` says what follows.").per("n", "c").may_be_missing(); }
};

struct DecisionRules {
  static constexpr const char* record = "DecisionRules";
  std::vector<DecisionCriterion> criteria{};
  DecisionMethod method = DecisionMethod::weighted_sum;
  DecisionNormalisation normalisation = DecisionNormalisation::anchors;
  DecisionWeights weights = DecisionWeights::given;
  DecisionMissing missing = DecisionMissing::refuse;
  DecisionTies ties = DecisionTies::least;
  double tie_tolerance = 1e-12, balance = 0.5, majority = 0.5;
  std::vector<DecisionGrade> grades{};
  std::string otherwise = "none";
  std::int64_t most_pairs = 400'000'000;
  bool details = true, sensitivity = false;
  std::int64_t draws = 0;
  bool reversal = false;
  void describe(Fields& f) {
    f("criteria", criteria, "The criteria, in the order of the tables.").required();
    f("method", method, "How values become one score, higher always being better.");
    f("normalisation", normalisation, "What makes values comparable. Those without anchors depend on the other alternatives, so that the order of two can turn when a third comes or goes.");
    f("weights", weights, "Where the weights come from.");
    f("missing", missing, "What a missing value does.");
    f("ties", ties, "What rank equal scores have.");
    f("tie_tolerance", tie_tolerance, "Scores that are no further than this below the best of their group are equal.").at_least(0);
    f("balance", balance, "Of vikor: the share of the sum of the regrets in Q, the rest is the largest regret's.").between(0, 1);
    f("majority", majority, "Of sorting: the weight that has to meet a grade's bounds.").above(0).at_most(1);
    f("grades", grades, "Of sorting: the grades, the best first; no grade asks for more than a better one.");
    f("otherwise", otherwise, "Of sorting: who reaches none.");
    f("most_pairs", most_pairs, "Pairs that the gaussian shape may compare; more are refused.").at_least(1);
    f("details", details, "Whether normalised values and contributions are given.");
    f("sensitivity", sensitivity, "Whether the change of each weight is sought at which another alternative comes first. Not for sorting.");
    f("draws", draws, "Weights drawn at random, each set as likely (uniform on the simplex), for first_share and mean_rank. Not for sorting.").between(0, 1'000'000);
    f("reversal", reversal, "Whether each alternative is left out in turn, and one that is worst in everything added, to see if the order of the others stays. At most 5,000 alternatives.");
  }
};

struct DecisionCriteria {
  static constexpr const char* record = "DecisionCriteria";
  std::vector<std::string> criterion{};
  Categories flag{};
  std::vector<double> weight{}, minimum{}, maximum{}, lower_swap{}, upper_swap{};
  std::vector<std::int64_t> lower_first{}, upper_first{};
  void describe(Fields& f) {
    f("criterion", criterion, "Its name.").per("criteria");
    f("flag", flag, "Whether it tells alternatives apart: varies, constant, zero, unknown.").per("criteria");
    f("weight", weight, "Its weight; they add up to 1.").per("criteria").between(0, 1);
    f("minimum", minimum, "Smallest value seen; of a band, distance outside it. Missing (NaN) without one.").per("criteria").may_be_missing();
    f("maximum", maximum, "Largest value seen. Missing (NaN) without one.").per("criteria").may_be_missing();
    f("lower_swap", lower_swap, "The largest weight below its own at which another alternative comes level with the first, the other weights keeping their ratios. Missing (NaN) where there is none or it was not asked for.").per("criteria").may_be_missing();
    f("lower_first", lower_first, "Row of that alternative; -1 where there is none.").per("criteria").at_least(-1);
    f("upper_swap", upper_swap, "The smallest weight above its own. Missing (NaN) as before.").per("criteria").may_be_missing();
    f("upper_first", upper_first, "Row of that alternative; -1 where there is none.").per("criteria").at_least(-1);
  }
};

struct DecisionReversals {
  static constexpr const char* record = "DecisionReversals";
  std::vector<std::int64_t> row{}, turned{}, first{};
  void describe(Fields& f) {
    f("row", row, "The alternative that was left out; -1 for one that was added, the worst in every criterion.").per("reversals").at_least(-1);
    f("turned", turned, "Pairs of the others whose order turned.").per("reversals").at_least(1);
    f("first", first, "Row of the first of the others then.").per("reversals").at_least(0);
  }
};

struct DecisionOutcome {
  static constexpr const char* record = "DecisionOutcome";
  DecisionStatus status = DecisionStatus::undetermined;
  std::int64_t scored = 0, left_out = 0;
  std::vector<double> score{}, rank{}, coverage{};
  Categories grade{};
  std::vector<double> distance_best{}, distance_worst{}, group_regret{}, largest_regret{}, compromise{}, preferred{}, preferred_to_it{}, first_share{}, mean_rank{}, normalised{}, contributions{};
  DecisionCriteria criteria{};
  DecisionReversals reversals{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("scored", scored, "Alternatives with a score.").at_least(0);
    f("left_out", left_out, "Alternatives without.").at_least(0);
    f("score", score, "Higher is better. Of sorting: the number of grades below. Missing (NaN) where left out.").per("n").may_be_missing();
    f("rank", rank, "1 is the best. Missing (NaN) where left out.").per("n").may_be_missing();
    f("coverage", coverage, "Weight of the criteria that are known. Empty with missing = refuse: all are.").per("n").between(0, 1).optional();
    f("grade", grade, "The grade, of sorting; missing where left out.").per("n").may_be_missing().optional();
    f("distance_best", distance_best, "Of topsis, with details: distance from the best. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("distance_worst", distance_worst, "Of topsis, with details: distance from the worst. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("group_regret", group_regret, "Of vikor: S, the sum of the weighted regrets. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("largest_regret", largest_regret, "Of vikor: R, the largest of them. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("compromise", compromise, "Of vikor: 1 for the alternatives that cannot be told from the best by Opricovic's two conditions (advantage in Q of 1 / (n - 1), first in S or R too), else 0. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("preferred", preferred, "Of promethee: positive flow, how far it is preferred to the others. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("preferred_to_it", preferred_to_it, "Of promethee: negative flow. Missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("first_share", first_share, "Share of the drawn weights with which it comes first; ties share. Empty without draws, missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("mean_rank", mean_rank, "Mean of its ranks over the drawn weights, ties by their mean. Empty without draws, missing (NaN) where left out.").per("n").may_be_missing().optional();
    f("normalised", normalised, "Normalised values; of promethee net flows in each criterion. Missing (NaN) where unknown. Empty without details and with sorting.").per("n", "criteria").may_be_missing().optional();
    f("contributions", contributions, "What adds up to the score: weight times normalised value or flow; of weighted_product weight times logarithm, which add up to the score's; of vikor the regrets, which add up to group_regret. Minus infinity for a product's 0. Missing (NaN) where unknown. Empty without details, with topsis and with sorting.").per("n", "criteria").may_be_infinite().may_be_missing().optional();
    f("criteria", criteria, "Table of the criteria.");
    f("reversals", reversals, "Table of the changes of the set that turn the order of others; empty where none does or it was not asked for.");
  }
};

/// Ranks alternatives by several criteria. Refused: names that are no column, text columns, weights that are missing, negative, all 0 or do not add up;
/// anchors that are missing or equal; values that a method cannot take (negative ones with entropy, 0 with merec and with maximum for lower).
/// Scores do not depend on the threads, bit for bit. Cost: O(n c) and one sort of the scores; rank and promethee O(c n log n); gaussian O(c n²);
/// sensitivity O(n c²) for methods whose score is a sum over criteria, 64 to 128 evaluations for each criterion for topsis and vikor; draws and reversal an evaluation each.
DecisionOutcome decision(const DecisionAlternatives& input, const DecisionRules& options, const RunContext& context = {});

extern const Function decision_analysis;

}  // namespace mainstay::inline v1::performance
