// Penalised models of two arms, and Qini curves. Pure.
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

/// G, (p, p), with 1 / (x' G x) so many people of the rows as say something about x = (1, terms): the inverse of Σ w x x', and of 4 ridge for each term (the curvature at a probability of a half).
/// Among categories alone it is the number of people of the same level.
std::vector<double> effective_inverse(const UpliftDesign& design, const std::vector<double>& weight, double ridge);

/// 1 / (x' G x).
double effective_at(const double* terms, std::int64_t count, const std::vector<double>& inverse);

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

}  // namespace mainstay::inline v1::returns
