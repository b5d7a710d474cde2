// Do raters agree? Intraclass correlations, and Krippendorff's alpha where ratings are missing or have no unit.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

/// What the difference of two ratings means.
enum class AgreementLevel : std::int32_t { nominal, ordinal, interval, ratio };
constexpr auto choices(AgreementLevel) {
  return std::array{choice(AgreementLevel::nominal, "nominal", "Equal or not."), choice(AgreementLevel::ordinal, "ordinal", "How many ratings lie between the two, themselves half."),
                    choice(AgreementLevel::interval, "interval", "The difference squared."), choice(AgreementLevel::ratio, "ratio", "The difference over the sum, squared; ratings of at least 0.")};
}

enum class AgreementStatus : std::int32_t { estimated, no_pairs, no_variation };
constexpr auto choices(AgreementStatus) {
  return std::array{choice(AgreementStatus::estimated, "estimated", "Some unit has two ratings, and ratings differ."), choice(AgreementStatus::no_pairs, "no_pairs", "No unit has two ratings."),
                    choice(AgreementStatus::no_variation, "no_variation", "All ratings are equal: agreement cannot be told from a rater's habit of always saying the same.")};
}

/// Whether intraclass correlations could be computed.
enum class IntraclassStatus : std::int32_t { estimated, labels, too_few, one_way_only, no_variation };
constexpr auto choices(IntraclassStatus) {
  return std::array{choice(IntraclassStatus::estimated, "estimated", "Two units or more were rated by all of two raters or more."), choice(IntraclassStatus::labels, "labels", "There are labels only; alpha is all there is."),
                    choice(IntraclassStatus::too_few, "too_few", "Fewer than two units have two ratings."), choice(IntraclassStatus::one_way_only, "one_way_only", "Fewer than two units were rated by every rater: the two-way forms are missing."),
                    choice(IntraclassStatus::no_variation, "no_variation", "All ratings are equal.")};
}

/// A row for each rating.
struct AgreementInput {
  static constexpr const char* record = "AgreementInput";
  Column unit{}, rater{}, rating{}, label{};
  void describe(Fields& f) {
    f("unit", unit, "What is rated: a person, an interview.").per("n").category();
    f("rater", rater, "Who rates; each unit once.").per("n").category();
    f("rating", rating, "The rating as a number; may be left out with label.").per("n").optional();
    f("label", label, "The rating as a label: what alpha looks at with level nominal. Intraclass correlations look at rating.").per("n").category().optional();
  }
};

struct AgreementOptions {
  static constexpr const char* record = "AgreementOptions";
  AgreementLevel level = AgreementLevel::interval;
  double confidence_level = 0.95;
  std::int64_t resamples = 1000;
  bool without_each = false;
  void describe(Fields& f) {
    f("level", level, "What the difference of two ratings means, for alpha. With labels only: nominal.");
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
    f("resamples", resamples, "Samples of the units, drawn with replacement, for alpha's interval; 0: none.").between(0, 100'000);
    f("without_each", without_each, "Whether alpha is computed without each rater in turn, to see who disagrees.");
  }
};

struct IntraclassForms {
  static constexpr const char* record = "IntraclassForms";
  Categories form{};
  std::vector<double> value{}, lower{}, upper{}, statistic{}, degrees{}, divisor_degrees{};
  void describe(Fields& f) {
    f("form", form, "ICC(1,1) and ICC(1,k): each unit has raters of its own; ICC(2,1) and ICC(2,k): raters are a sample, absolute agreement; ICC(3,1) and ICC(3,k): these raters only, consistency. 1: of one rating; k: of the mean.").per("forms");
    f("value", value, "The correlation; below 0 where units differ less than chance. Missing (NaN) where it cannot be computed.").per("forms").at_most(1).may_be_missing();
    f("lower", lower, "Lower end of its interval. Missing (NaN) with it.").per("forms").at_most(1).may_be_missing();
    f("upper", upper, "Upper end. Missing (NaN) with it.").per("forms").at_most(1).may_be_missing();
    f("statistic", statistic, "F of the differences between units. Infinite where raters agree entirely; missing (NaN) with the value.").per("forms").at_least(0).may_be_infinite().may_be_missing();
    f("degrees", degrees, "Its degrees of freedom. Missing (NaN) with the value.").per("forms").may_be_missing();
    f("divisor_degrees", divisor_degrees, "Those of its divisor. Missing (NaN) with the value.").per("forms").may_be_missing();
  }
};

struct AgreementRaters {
  static constexpr const char* record = "AgreementRaters";
  Categories rater{};
  std::vector<std::int64_t> ratings{};
  std::vector<double> mean{}, alpha_without{};
  void describe(Fields& f) {
    f("rater", rater, "The rater, in rising order of the label.").per("raters");
    f("ratings", ratings, "Ratings given.").per("raters").at_least(1);
    f("mean", mean, "Their mean. Missing (NaN) without numbers.").per("raters").may_be_missing();
    f("alpha_without", alpha_without, "Alpha of the others: well above alpha, this one disagrees. Missing (NaN) unless asked for, or where it cannot be computed.").per("raters").at_most(1).may_be_missing();
  }
};

struct AgreementResult {
  static constexpr const char* record = "AgreementResult";
  AgreementStatus status = AgreementStatus::no_pairs;
  IntraclassStatus intraclass_status = IntraclassStatus::too_few;
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double alpha = none, alpha_lower = none, alpha_upper = none, observed_disagreement = none, expected_disagreement = none;
  std::int64_t pairable = 0, units = 0, complete_units = 0, single_ratings = 0;
  double ratings_per_unit = none, between_units = none, within_units = none, between_raters = none, residual = none;
  IntraclassForms intraclass{};
  AgreementRaters raters{};
  void describe(Fields& f) {
    f("status", status, "Whether alpha could be computed.");
    f("intraclass_status", intraclass_status, "Whether intraclass correlations could be.");
    f("alpha", alpha, "Krippendorff's alpha: 1 - observed over expected disagreement; 1 agreement, 0 chance. Missing (NaN) unless estimated.").at_most(1).may_be_missing();
    f("alpha_lower", alpha_lower, "Lower end of its interval: percentile of the resamples. Missing (NaN) without them.").at_most(1).may_be_missing();
    f("alpha_upper", alpha_upper, "Upper end. Missing (NaN) without them.").at_most(1).may_be_missing();
    f("observed_disagreement", observed_disagreement, "Mean difference within units. Missing (NaN) without pairs.").at_least(0).may_be_missing();
    f("expected_disagreement", expected_disagreement, "Mean difference of any two ratings. Missing (NaN) without pairs.").at_least(0).may_be_missing();
    f("pairable", pairable, "Ratings of units that have two or more.").at_least(0);
    f("units", units, "These units.").at_least(0);
    f("complete_units", complete_units, "Units that every rater rated: the two-way forms are computed on them.").at_least(0);
    f("single_ratings", single_ratings, "Ratings that are alone in their unit and say nothing of agreement.").at_least(0);
    f("ratings_per_unit", ratings_per_unit, "k of the one-way forms: (N - sum of k_i² / N) / (units - 1), the number itself where all have as many. Missing (NaN) where not computed.").may_be_missing();
    f("between_units", between_units, "Mean square between units, two-way. Missing (NaN) where not computed.").at_least(0).may_be_missing();
    f("within_units", within_units, "Mean square within units, one-way. Missing (NaN) where not computed.").at_least(0).may_be_missing();
    f("between_raters", between_raters, "Mean square between raters, two-way. Missing (NaN) where not computed.").at_least(0).may_be_missing();
    f("residual", residual, "Mean square of the residuals, two-way. Missing (NaN) where not computed.").at_least(0).may_be_missing();
    f("intraclass", intraclass, "Table of the six forms.");
    f("raters", raters, "Table of the raters.");
  }
};

/// Agreement of raters. Refused: a rater twice for one unit; neither rating nor label; labels only with another level than nominal; negative ratings with ratio; more than 20,000 distinct ratings with ratio.
/// Pairs are never listed: sums and counts are enough (ordinal differences are differences of mean ranks), O(n) for alpha and each resample, O(distinct²) with ratio.
/// Sources: McGraw, Wong (1996), Psychological Methods 1; Shrout, Fleiss (1979), Psychological Bulletin 86; Krippendorff (2004), Content Analysis; Searle (1971) for unequal numbers.
AgreementResult agreement(const AgreementInput& input, const AgreementOptions& options = {}, const RunContext& context = {});

extern const Function agreement_analysis;

}  // namespace mainstay::inline v1::performance
