// Penalised models of two arms, Qini curves, and weights for those who were not observed long enough. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::returns {

/// Rows of standardised terms, row-major; a model has terms + 1 coefficients, the intercept first.
struct UpliftDesign {
  std::int64_t rows = 0, terms = 0;
  std::vector<double> x;
  const double* row(std::int64_t i) const { return x.data() + i * terms; }
  double product(std::int64_t i, const std::vector<double>& coefficients) const;
};

/// Minimises Σ w (log(1 + exp(z)) - y z) + ridge/2 |coefficients but the intercept|² by Newton's method with halved steps. Where all y are 0, or all 1, among rows with a weight: a constant,
/// (Σ w y + 1/2) / (Σ w + 1), and `constant` is set. `near`: coefficients to begin with.
std::vector<double> logistic_ridge(const UpliftDesign& design, const std::vector<double>& y, const std::vector<double>& weight, double ridge, bool& constant, const std::vector<double>* near = nullptr);

/// Minimises Σ w (y - z)² / 2 + ridge/2 |coefficients but the intercept|².
std::vector<double> linear_ridge(const UpliftDesign& design, const std::vector<double>& y, const std::vector<double>& weight, double ridge);

struct QiniPoint {
  double rows, threshold, qini, uplift;
};
/// Rows from the highest score on, equal scores together, from (0, 0).
std::vector<QiniPoint> qini_curve(const std::vector<double>& score, const std::vector<double>& y, const std::vector<char>& treated, const std::vector<double>& weight);

struct QiniArea {
  double area, perfect;  ///< between the curve and the line to its end, and so for the best order; over the rows' weight
};
QiniArea qini_area(const std::vector<double>& score, const std::vector<double>& y, const std::vector<char>& treated, const std::vector<double>& weight);

/// Inverse probability of censoring weights at a horizon (Robins & Rotnitzky 1992), Kaplan–Meier of censoring in one arm; 0 for who was censored before. Returns go before censorings of the same day.
/// False when nobody was observed until the horizon, and the last who were observed had not come back.
bool censoring_weights(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, std::vector<double>& weight);

/// The same in each of so many cells of rows: whether its weights are known, and 0 for all rows of a cell where they are not.
std::vector<char> censoring_weights_by(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, const std::vector<std::size_t>& cell, std::size_t cells, std::vector<double>& weight);

}  // namespace mainstay::inline v1::returns
