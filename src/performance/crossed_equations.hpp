// Henderson's equations of crossed factors, with the largest factor eliminated: what is left has a row for the mean and for each level of the others.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "performance/crossed_effects.hpp"
#include "solve/selected_inverse.hpp"

namespace mainstay::inline v1::performance {

/// Eight vectors side by side: place i of vector k is [i * 8 + k]. Empty parts stand for zeros.
struct CrossedVectors {
  std::vector<double> eliminated, small;
};

struct CrossedTraces {
  std::vector<double> of_factor;  ///< trace of the inverse's block of each factor
};

class CrossedEquations {
 public:
  static constexpr std::int64_t vectors = 8;

  CrossedEquations(const std::vector<double>& y, const std::vector<CrossedFactor>& factors, std::int64_t exact_up_to, Team& team);
  bool exact() const noexcept { return exact_; }
  double mean() const noexcept { return mean_; }
  double square_sum() const noexcept { return square_sum_; }  ///< of y about the mean
  double variance() const noexcept { return square_sum_ / (static_cast<double>(rows_) - 1.0); }
  CrossedVectors make() const;

  /// Vector 0: W'y.
  void right_side_of_y(CrossedVectors& right) const;
  /// Variances of the factors and the residual; exact: factors the reduced equations.
  void set(const std::vector<double>& variance);
  /// Solves all eight. Exact, or to 1e-9 of each right side by conjugate gradients with the diagonal.
  void solve(const CrossedVectors& right, CrossedVectors& solution) const;
  double dot(const CrossedVectors& one, const CrossedVectors& other, std::size_t k) const;
  double log_determinant() const noexcept { return log_determinant_; }

  CrossedTraces exact_traces() const;
  /// Means of z'x over the vectors 1, … 7 (Hutchinson).
  CrossedTraces probed_traces(const CrossedVectors& probes, const CrossedVectors& solution) const;
  double effect(const CrossedVectors& solution, std::size_t factor, std::int64_t level) const noexcept;
  double effect_squares(const CrossedVectors& solution, std::size_t factor) const;
  /// f_k' P f_l, (factors + 1)², of the working vectors: effects over their variance, residuals over theirs (average information).
  std::vector<double> working_products(const CrossedVectors& solution, const std::vector<double>& variance, CrossedVectors& room) const;
  /// Where not exact: makes error_variances exact all the same, by a sparse factor of at most `most` entries; false where that is too few. After set().
  bool select_entries(std::int64_t most);
  /// Diagonal of the inverse; approximately, where neither exact nor selected: what the others share with each other is left out.
  /// with_mean: of the mean and the effect together.
  std::vector<double> error_variances(std::size_t factor, bool with_mean = false) const;

 private:
  std::int64_t first_of(std::size_t factor) const noexcept;  // of its levels among the small ones
  void each_chunk(const std::function<void(std::int64_t chunk, std::int64_t first, std::int64_t last)>& work) const;
  void sum_parts(std::vector<double>& parts, std::vector<double>& into) const;
  void multiply(const std::vector<double>& v, std::vector<double>& out) const;
  void solve_small(std::vector<double>& side) const;
  void factor_exactly();
  void take_diagonal();
  std::optional<solve::SparseLower> reduced_equations(std::size_t most) const;

  Team& team_;
  std::int64_t rows_ = 0, levels_ = 0, small_ = 1, chunks_ = 1;
  std::size_t factors_ = 0, eliminated_ = 0;
  bool exact_ = true, three_ = false;
  double mean_ = 0.0, square_sum_ = 0.0, lambda_ = 1.0, log_determinant_ = 0.0;
  std::vector<std::int64_t> sizes_;               // levels of each factor
  std::vector<std::int64_t> start_;               // rows of each eliminated level
  std::vector<std::int32_t> one_, two_;           // small places of the rows' other levels
  std::vector<double> y_;                         // about the mean, rows sorted
  std::optional<solve::SelectedInverse> selected_;
  std::vector<double> ridge_, inverse_, diagonal_;  // of the small ones; (small, small) when exact; diagonal of the reduced equations
};

}  // namespace mainstay::inline v1::performance
