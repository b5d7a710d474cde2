// The multinomial logit with a ridge penalty on sparse rows.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "reasons/ngrams.hpp"

namespace mainstay::inline v1::reasons {

struct Logit {
  std::int64_t features = 0, classes = 0, iterations = 0;
  std::vector<double> weights{};  ///< (features, classes), then the intercepts
  double loss = 0.0;              ///< without the penalty
  bool converged = false;
};

/// Minimises sum of -log p(label of row) + 0.5 · ridge · sum of squared weights, intercepts free, by Newton's method: each step by conjugate gradients, shortened until the sum falls. A class without rows keeps probability 0.
/// Converged when no component of the gradient exceeds tolerance · rows. The same numbers for any number of threads.
Logit fit_logit(const SparseRows& x, const std::vector<std::int32_t>& label, std::int64_t features, std::int64_t classes, double ridge, std::int64_t max_iterations, double tolerance, Team& team);

/// Linear predictors of one sparse row [first, last): intercepts + sum of value · weights.
void predict_row(const SparseRows& x, std::int64_t row, const double* weights, std::int64_t features, std::int64_t classes, double* out) noexcept;

/// eta becomes probabilities; returns the logarithm of their sum before.
double softmax(double* eta, std::int64_t classes) noexcept;

/// The number by which linear predictors (rows, classes) are divided so that the labels are most likely, each with 1 in (rows + 2) to be another one; between 1/20 and 20.
double best_temperature(const std::vector<double>& eta, const std::vector<std::int32_t>& label, std::int64_t classes);

}  // namespace mainstay::inline v1::reasons
