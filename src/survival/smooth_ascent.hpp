// Newton's method on a penalised likelihood, and the choice of its smoothing parameters by REML, for whoever gives value, slope and
// information at a point.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// At some point: information is (p, p), both triangles.
struct SmoothEvaluation {
  double value = 0.0;
  std::vector<double> slope, information;
};

/// Half of smoothing · b' matrix b is taken from the log-likelihood, b being the parameters [first, first + size).
struct SmoothPenalty {
  std::int64_t first = 0, size = 0, rank = 0;
  std::vector<double> matrix;
  double log_determinant = 0.0;
  std::optional<double> given;
};

struct SmoothProblem {
  std::function<const SmoothEvaluation&(const std::vector<double>& at)> evaluate;
  std::int64_t parameters = 0, terms = 0;  ///< linear terms come first
  std::vector<bool> constant;              ///< of the terms
  std::vector<double> reach;               ///< of the terms: largest distance from the mean
  std::vector<SmoothPenalty> penalties;
  bool akaike = false;  ///< log-likelihood less effective parameters instead of REML
  double ridge = 0.0;
  double size = 1.0, mean_weight = 1.0;    ///< weight of the events, and of one
  std::int64_t max_iterations = 50;
  double tolerance = 1e-12;
};

struct SmoothSolution {
  CoxStatus status = CoxStatus::converged;
  std::vector<double> at, covariance, smoothing, effective_of;
  double log_likelihood_null = 0.0, log_likelihood = 0.0, penalty = 0.0, reml = 0.0, effective = 0.0;
  std::int64_t iterations = 0, smoothing_iterations = 0, rank = 0;
  std::vector<bool> at_edge;
  std::vector<std::int64_t> singular, separated;
};

SmoothSolution smooth_ascent(const SmoothProblem& problem);

}  // namespace mainstay::inline v1::survival
