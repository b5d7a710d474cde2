// Two groups' answers to one item, by class of matched people.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// counts[(class * 2 + group) * answers + answer]; group 0 is the reference.
struct MatchedCounts {
  std::int64_t classes = 0, answers = 0;
  std::vector<double> counts, value, match;  ///< value of each answer; what each class is matched on

  double at(std::int64_t c, std::int64_t group, std::int64_t answer) const { return counts[static_cast<std::size_t>((c * 2 + group) * answers + answer)]; }
};

/// Sums over classes in which both groups are. Two answers: A, B of the reference right and wrong, C, D of the group:
/// odds ratio Σ AD/n / Σ BC/n, variance of its logarithm by Robins, Breslow & Greenland (1986). Any answers: Mantel's (1963) statistic, the
/// standardised mean difference and its variance under the hypothesis.
struct MatchedDifference {
  double people_reference, people_group, statistic, odds_ratio, log_variance, difference, difference_variance;
};
MatchedDifference matched_difference(const MatchedCounts& counts, bool continuity);

/// Cumulative logits P(answer >= k) = 1 / (1 + exp(-(a_k + x b))), x the first `terms` of (match, group, match · group), match in deviations from its mean.
/// Newton's method on the observed information.
struct CumulativeLogit {
  bool converged = false;
  double log_likelihood = 0.0;
  std::vector<double> coefficient, std_error;  ///< of the terms
};
CumulativeLogit cumulative_logit(const MatchedCounts& counts, std::int64_t terms);

}  // namespace mainstay::inline v1::competency
