// Weights of a rubric from sums over answers, and agreement of pairs of ratings.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// Sums over answers: Gram matrix of (1, levels), products with the rating, squares.
struct DialogueSums {
  std::int64_t items = 0;
  double weight = 0.0, square = 0.0;
  std::vector<double> gram, product;  ///< (items + 1)², items + 1

  explicit DialogueSums(std::int64_t count = 0);
  void add(const double* levels, double rating, double w) noexcept;
  void add(const DialogueSums& other, double factor = 1.0) noexcept;
  /// Σ w (rating - c'(1, levels))².
  double squared_error(const std::vector<double>& c) const noexcept;
};

/// (base, weights) that minimise mean squared error + penalty · Σ (weight - shares)², none below 0 and together at most 1.
std::vector<double> dialogue_weights(const DialogueSums& sums, const std::vector<double>& shares, double penalty);

/// Moments of pairs of two ratings.
struct PairSums {
  double pairs = 0.0, x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  void add(double a, double b, double w) noexcept;
  void add(const PairSums& other, double factor = 1.0) noexcept;
  /// Cohen's kappa with quadratic weights: 1 - E(x - y)² / E(x - y')², y' independent of x. NaN where nothing varies.
  double kappa() const noexcept;
  double correlation() const noexcept;
};


/// The half width that so large a share of (n + 1) errors does not exceed (split conformal); infinite where n is too small. Errors with their weights, in any order.
double conformal_width(std::vector<std::pair<double, double>> errors, double confidence_level);

}  // namespace mainstay::inline v1::competency
