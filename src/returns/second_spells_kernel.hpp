// What each row adds to a restricted mean, and least squares whose errors go by person. Pure arithmetic.
#pragma once

#include <cstdint>
#include <vector>

#include "survival/counts.hpp"

namespace mainstay::inline v1::returns {

/// A restricted mean and its derivatives by the weight of each row: with A(u) the area under S from u to the horizon, d and Y at the time u,
///   psi_i = -sum over u in (entry_i, T_i] of A(u) (dN_i(u) - d(u) / Y(u)) / (Y(u) - d(u)).
/// Where everybody left, A is 0 and so is the term. The sum of squares is Greenwood's variance.
struct RestrictedMean {
  double mean = 0.0;
  std::vector<double> influence;  ///< one for each row
};
RestrictedMean restricted_mean(const survival::RiskSets& sets, std::int64_t lane, double until, const std::vector<double>& duration, const std::vector<double>& entry, const std::vector<std::int64_t>& left);

/// The coefficient of one column of rows (n, p) by least squares, and what each row adds to it. False where it cannot be told from the columns before it.
struct LeastSquares {
  double coefficient = 0.0;
  std::vector<double> influence;
  std::int64_t rank = 0;
  bool told = false;
};
LeastSquares least_squares(const std::vector<double>& rows, std::int64_t p, const std::vector<double>& y, std::int64_t column);

}  // namespace mainstay::inline v1::returns
