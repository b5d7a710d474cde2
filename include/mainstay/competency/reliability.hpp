// Reliability of a sum of scores: how much of its variance is not error.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// Whether reliability could be computed.
enum class ReliabilityStatus : std::int32_t { estimated, too_few_items, too_few_people };
constexpr auto choices(ReliabilityStatus) {
  return std::array{choice(ReliabilityStatus::estimated, "estimated", "There are two items or more that vary, and enough people."),
                    choice(ReliabilityStatus::too_few_items, "too_few_items", "Fewer than two items vary among the people who answered all of them: nothing can be said."),
                    choice(ReliabilityStatus::too_few_people, "too_few_people", "Fewer than three people answered every item: nothing can be said.")};
}

/// How the one-factor model behind omega ended.
enum class OmegaStatus : std::int32_t { converged, negative_variance, too_few_items, singular, not_converged };
constexpr auto choices(OmegaStatus) {
  return std::array{choice(OmegaStatus::converged, "converged", "The maximum was found."),
                    choice(OmegaStatus::negative_variance, "negative_variance", "The maximum has an item with a negative error variance (Heywood case): one factor does not describe these items; do not rely on omega."),
                    choice(OmegaStatus::too_few_items, "too_few_items", "Fewer than three items vary: one factor cannot be told from none."),
                    choice(OmegaStatus::singular, "singular", "The items' covariances are singular (an item is a sum of others), or people are fewer than items: no fit."),
                    choice(OmegaStatus::not_converged, "not_converged", "No maximum was found: no fit.")};
}

/// Scores of people on items.
struct ReliabilityInput {
  static constexpr const char* record = "ReliabilityInput";
  Table answers;
  Column weights;
  void describe(Fields& f) {
    f("answers", answers, "One column for each item, all on the way that higher is more. People with a missing answer are left out and counted.").per("n", "c").may_be_missing();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct ReliabilityOptions {
  static constexpr const char* record = "ReliabilityOptions";
  std::vector<std::string> reversed;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("reversed", reversed, "Items that are keyed the other way: their sign is turned.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// One row for each item.
struct ReliabilityItems {
  static constexpr const char* record = "ReliabilityItems";
  std::vector<std::string> item;
  std::vector<double> mean, deviation, item_total, item_rest, alpha_if_dropped, loading, error_variance;
  void describe(Fields& f) {
    f("item", item, "Name of the column.").per("items");
    f("mean", mean, "Mean of its scores, as given. Missing (NaN) without people.").per("items").may_be_missing();
    f("deviation", deviation, "Standard deviation; an item with 0 is left out of everything else. Missing without people.").per("items").at_least(0).may_be_missing();
    f("item_total", item_total, "Correlation with the sum of all items, itself included. Missing where it does not vary.").per("items").between(-1, 1).may_be_missing();
    f("item_rest", item_rest, "Correlation with the sum of the other items: negative means keyed the wrong way. Missing where one of them does not vary.").per("items").between(-1, 1).may_be_missing();
    f("alpha_if_dropped", alpha_if_dropped, "Alpha of the other items; missing when fewer than two are left.").per("items").may_be_missing();
    f("loading", loading, "How much of the factor is in it (one-factor model, unstandardised); missing without fit.").per("items").may_be_missing();
    f("error_variance", error_variance, "Variance that is not the factor's; missing without fit.").per("items").may_be_missing();
  }
};

struct ReliabilityResult {
  static constexpr const char* record = "ReliabilityResult";
  ReliabilityStatus status = ReliabilityStatus::too_few_items;
  OmegaStatus omega_status = OmegaStatus::too_few_items;
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double alpha = none, alpha_lower = none, alpha_upper = none, standardised_alpha = none;
  double omega = none, omega_std_error = none, omega_lower = none, omega_upper = none;
  double lambda_2 = none, lambda_6 = none, split_half = none, spearman_brown = none;
  double total_mean = none, total_deviation = none, standard_error_of_measurement = none, omega_error_of_measurement = none;
  double people = 0.0, left_out = 0.0;
  ReliabilityItems items;
  void describe(Fields& f) {
    f("status", status, "Whether reliability could be computed; if not, everything below is missing (NaN).");
    f("omega_status", omega_status, "How the one-factor model behind omega ended.");
    f("alpha", alpha, "Cronbach's alpha: a lower bound of reliability when errors are independent. Missing without status estimated.").may_be_missing();
    f("alpha_lower", alpha_lower, "Lower end of its interval (Feldt: exact for normal items with equal covariances).").may_be_missing();
    f("alpha_upper", alpha_upper, "Upper end of its interval.").may_be_missing();
    f("standardised_alpha", standardised_alpha, "Alpha of the items divided by their deviations. Missing as alpha.").may_be_missing();
    f("omega", omega, "McDonald's omega: share of the sum's variance that is the common factor's (one-factor model, maximum likelihood). Missing without fit.").may_be_missing();
    f("omega_std_error", omega_std_error, "Its standard error by the delta method. Missing without fit.").at_least(0).may_be_missing();
    f("omega_lower", omega_lower, "omega - z · error.").may_be_missing();
    f("omega_upper", omega_upper, "omega + z · error, at most 1.").at_most(1).may_be_missing();
    f("lambda_2", lambda_2, "Guttman's second bound, never below alpha.").may_be_missing();
    f("lambda_6", lambda_6, "Guttman's sixth bound, from the items' regressions on the others. Missing when covariances are singular.").may_be_missing();
    f("split_half", split_half, "Guttman's fourth bound for the items at odd and at even places.").may_be_missing();
    f("spearman_brown", spearman_brown, "Correlation of these two halves, stepped up to the whole length.").may_be_missing();
    f("total_mean", total_mean, "Mean of the sum.").may_be_missing();
    f("total_deviation", total_deviation, "Standard deviation of the sum.").at_least(0).may_be_missing();
    f("standard_error_of_measurement", standard_error_of_measurement, "total_deviation · sqrt(1 - alpha): how far a person's sum is from their true one, as a deviation.").at_least(0).may_be_missing();
    f("omega_error_of_measurement", omega_error_of_measurement, "The same with omega.").at_least(0).may_be_missing();
    f("people", people, "Sum of the weights of those who answered every item.").at_least(0);
    f("left_out", left_out, "Sum of the weights of those who did not.").at_least(0);
    f("items", items, "Table of the items.");
  }
};

/// Reliability of the sum of the items, from their covariances. O(n items²). Text columns are refused, and names in `reversed` that are no item.
/// Sources: Cronbach (1951); Feldt (1965), Psychometrika 30; McDonald (1999); Guttman (1945), Psychometrika 10.
ReliabilityResult reliability(const ReliabilityInput& input, const ReliabilityOptions& options = {}, const RunContext& context = {});

extern const Function reliability_analysis;

}  // namespace mainstay::inline v1::competency
