// One item of a test: probabilities of its answers given ability, their slopes, and what an expected table of answers says of its parameters.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// Answers 0, …, K - 1 with z_k = slope θ + intercepts[k - 1], k = 1, …, K - 1.
/// Graded: P(answer >= k) = 1 / (1 + exp(-z_k)), intercepts strictly falling. Partial credit: P(k) ∝ exp(z_1 + … + z_k).
/// Parameters are numbered: 0 the slope, k the k-th intercept.
struct IrtCurve {
  bool partial_credit = false;
  double slope = 1.0;
  std::vector<double> intercepts;
  std::int64_t categories() const noexcept { return static_cast<std::int64_t>(intercepts.size()) + 1; }
  /// Whether every answer has a positive probability everywhere.
  bool proper() const noexcept;
};

/// out: (K, stride), filled for `nodes` abilities.
void answer_probabilities(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, double* out);

/// Derivatives of the log probabilities by the parameters; out: (K, K parameters, stride).
void answer_slopes(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, double* out);

/// From the table of expected answers (K, stride): minus the second derivative of its log-likelihood by the parameters, (K, K) added to.
/// probabilities: as answer_probabilities gives them.
void add_answer_curvature(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, const double* counts, const double* probabilities,
                          double* curvature);

/// At one ability: probabilities of the answers and their first two derivatives by ability (K numbers each), and the information.
struct AnswerPoint {
  std::vector<double> probability, first, second, log_first, log_second;  ///< log_*: derivatives of the logarithm
  double information = 0.0;                                               ///< sum of first² / probability
  double bias = 0.0;                                                      ///< sum of first · second / probability (Warm's J)
};
void answer_point(const IrtCurve& curve, double ability, AnswerPoint& out);

}  // namespace mainstay::inline v1::competency
