// Weights of criteria from comparisons of two at a time: the analytic hierarchy process, and best-worst.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class WeightsMethod : std::int32_t { eigenvector, geometric, column_mean, best_worst };
constexpr auto choices(WeightsMethod) {
  return std::array{choice(WeightsMethod::eigenvector, "eigenvector", "Saaty: the principal right eigenvector of the matrix of ratios."),
                    choice(WeightsMethod::geometric, "geometric", "Geometric means of its rows (logarithmic least squares)."),
                    choice(WeightsMethod::column_mean, "column_mean", "Means of its rows after each column was divided by its sum; near the eigenvector where judgements agree."),
                    choice(WeightsMethod::best_worst, "best_worst", "Rezaei (2015): only the best and the worst are compared with the others; the largest gap between a judgement and the ratio of the weights is the smallest possible.")};
}

enum class WeightsStatus : std::int32_t { consistent, inconsistent, not_converged };
constexpr auto choices(WeightsStatus) {
  return std::array{choice(WeightsStatus::consistent, "consistent", "The judgements agree well enough: consistency_ratio is at most the option of that name."),
                    choice(WeightsStatus::inconsistent, "inconsistent", "They contradict each other: look at the comparisons with the largest deviation again."),
                    choice(WeightsStatus::not_converged, "not_converged", "The eigenvector was not found to full precision: judgements are too extreme.")};
}

/// A row for each judgement.
struct WeightsInput {
  static constexpr const char* record = "WeightsInput";
  Column first{}, second{}, ratio{};
  void describe(Fields& f) {
    f("first", first, "A criterion.").per("n").category();
    f("second", second, "Another one.").per("n").category();
    f("ratio", ratio, "How many times as important the first is as the second, often on a scale from 1/9 to 9.").per("n").above(0);
  }
};

struct WeightsOptions {
  static constexpr const char* record = "WeightsOptions";
  WeightsMethod method = WeightsMethod::eigenvector;
  std::string best{}, worst{};
  double consistency_ratio = 0.1;
  void describe(Fields& f) {
    f("method", method, "How judgements become weights. All but best_worst need each pair once, in either order.");
    f("best", best, "Of best_worst: the most important criterion; needed.");
    f("worst", worst, "Of best_worst: the least important one; needed.");
    f("consistency_ratio", consistency_ratio, "Ratios up to it are consistent.").at_least(0);
  }
};

struct WeightsCriteria {
  static constexpr const char* record = "WeightsCriteria";
  Categories criterion{};
  std::vector<double> weight{}, lower{}, upper{};
  void describe(Fields& f) {
    f("criterion", criterion, "The criteria in rising order of their names.").per("criteria");
    f("weight", weight, "Its weight; they add up to 1. Of best_worst the centre of what is equally good.").per("criteria").between(0, 1);
    f("lower", lower, "Of best_worst: the least weight with the same largest gap; else the weight.").per("criteria").between(0, 1);
    f("upper", upper, "The greatest one.").per("criteria").between(0, 1);
  }
};

struct WeightsJudgements {
  static constexpr const char* record = "WeightsJudgements";
  std::vector<double> implied{}, deviation{};
  void describe(Fields& f) {
    f("implied", implied, "Ratio of the two weights. Infinite where the second weighs nothing.").per("n").may_be_infinite();
    f("deviation", deviation, "Judgement over implied: far from 1, it contradicts the others.").per("n").at_least(0);
  }
};

struct WeightsResult {
  static constexpr const char* record = "WeightsResult";
  WeightsStatus status = WeightsStatus::consistent;
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double largest_eigenvalue = none, consistency_index = 0.0, random_index = 0.0, consistency_ratio = 0.0;
  WeightsCriteria criteria{};
  WeightsJudgements judgements{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("largest_eigenvalue", largest_eigenvalue, "Of the matrix; of geometric and column_mean the mean of (A w) / w. Missing (NaN) with best_worst.").may_be_missing();
    f("consistency_index", consistency_index, "(largest_eigenvalue - c) / (c - 1); of best_worst the largest gap, xi.").at_least(0);
    f("random_index", random_index, "What it is compared with: Saaty's mean index of random judgements (above 15 criteria Alonso and Lamata's line); of best_worst the largest gap that the judgement of best against worst allows. 0 where nothing can contradict.").at_least(0);
    f("consistency_ratio", consistency_ratio, "One over the other; 0 where nothing can contradict.").at_least(0);
    f("criteria", criteria, "Table of the criteria.");
    f("judgements", judgements, "Table of the judgements, in the order of the input.");
  }
};

/// Weights from ratios. Refused: a pair that is missing, there twice or not reciprocal (1e-9), a criterion against itself that is not 1, one criterion only; with
/// best_worst a best or worst that is unknown, a judgement of neither, ratios below 1. O(c²) for each step of the eigenvector.
/// Sources: Saaty (1980); Alonso, Lamata (2006), International Journal of Uncertainty, Fuzziness 14; Rezaei (2015), Omega 53; (2016), Omega 64.
WeightsResult weights(const WeightsInput& input, const WeightsOptions& options = {}, const RunContext& context = {});

extern const Function weights_analysis;

}  // namespace mainstay::inline v1::performance
