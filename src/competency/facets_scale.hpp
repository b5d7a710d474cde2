// One scale of ratings with its steps, and how well a set of residuals fits.
#pragma once

#include <cstdint>
#include <vector>

#include "competency/facets_kernel.hpp"

namespace mainstay::inline v1::competency {

struct FacetScale {
  std::vector<std::int64_t> values;  ///< ratings, ascending
  std::vector<double> share;         ///< exp(-(sum of the first k steps)), the largest being 1

  FacetScale() = default;
  FacetScale(std::vector<std::int64_t> ratings, const double* steps);
  std::int64_t steps() const noexcept { return static_cast<std::int64_t>(values.size()) - 1; }
  /// Probabilities where person - severity - difficulty = eta.
  void probabilities(double eta, std::vector<double>& out) const;
  /// Mean rating that is expected there.
  double expected(double eta) const;
};

/// Sums of residuals of one element.
struct FacetFitSums {
  double weight = 0.0, square = 0.0, variance = 0.0, standardised = 0.0, excess = 0.0, kurtosis = 0.0;
  void add(double position, const RatingMoments& moments, double w) noexcept;
  void add(const FacetFitSums& other) noexcept;
  double infit() const noexcept;
  double outfit() const noexcept;
  double infit_z() const noexcept;
  double outfit_z() const noexcept;
};

}  // namespace mainstay::inline v1::competency
