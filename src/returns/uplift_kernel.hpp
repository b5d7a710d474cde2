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

/// (p, p), of the coefficients found: the inverse curvature, ridge included. Where all y are 0, or all 1: the intercept's alone, one row more than there are.
std::vector<double> logistic_covariance(const UpliftDesign& design, const std::vector<double>& y, const std::vector<double>& weight, double ridge, const std::vector<double>& coefficients);

/// x' C x with x = (1, terms).
double variance_of(const double* terms, std::int64_t count, const std::vector<double>& covariance);

struct UpliftLimits {
  double lower, upper;
};
/// Of the difference of two probabilities from those of their log odds z1 and z0 (Newcombe's rule for any two limits: Zou & Donner 2008). Where nobody came back in an arm, its
/// probability is small and still has an upper limit, which resamples never see: none of them has a return that the rows have not.
UpliftLimits limits_of(double z1, double variance1, double z0, double variance0, double critical);

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
