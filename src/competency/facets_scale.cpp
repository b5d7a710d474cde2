#include "competency/facets_scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mainstay::inline v1::competency {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The cube root of a mean square with deviation q is about normal (Wilson & Hilferty 1931).
double as_normal(double mean_square, double squared_deviation) noexcept {
  if (!(squared_deviation > 0.0) || !(mean_square >= 0.0)) return missing;
  const double q = std::sqrt(squared_deviation);
  return (std::cbrt(mean_square) - 1.0) * 3.0 / q + q / 3.0;
}
}  // namespace

FacetScale::FacetScale(std::vector<std::int64_t> ratings, const double* steps) : values(std::move(ratings)) {
  double sum = 0.0, largest = 0.0;
  share.push_back(0.0);
  for (std::size_t k = 0; k + 1 < values.size(); ++k) {
    share.push_back(sum -= steps[k]);
    largest = std::max(largest, sum);
  }
  for (double& s : share) s = std::exp(s - largest);
}

void FacetScale::probabilities(double eta, std::vector<double>& out) const {
  out.resize(values.size());
  rating_shares(share.data(), steps(), std::exp(std::clamp(eta, -600.0, 600.0)), out.data());
}

double FacetScale::expected(double eta) const {
  std::vector<double> probability;
  probabilities(eta, probability);
  double sum = 0.0;
  for (std::size_t k = 0; k < values.size(); ++k) sum += probability[k] * static_cast<double>(values[k]);
  return sum;
}

void FacetFitSums::add(double position, const RatingMoments& moments, double w) noexcept {
  const double residual = position - moments.mean, v = moments.variance;
  if (!(v > 1e-200)) return;
  weight += w;
  square += w * residual * residual;
  variance += w * v;
  standardised += w * residual * residual / v;
  excess += w * (moments.fourth - v * v);
  kurtosis += w * moments.fourth / (v * v);
}

void FacetFitSums::add(const FacetFitSums& other) noexcept {
  weight += other.weight;
  square += other.square;
  variance += other.variance;
  standardised += other.standardised;
  excess += other.excess;
  kurtosis += other.kurtosis;
}

double FacetFitSums::infit() const noexcept { return variance > 0.0 ? square / variance : missing; }
double FacetFitSums::outfit() const noexcept { return weight > 0.0 ? standardised / weight : missing; }
double FacetFitSums::infit_z() const noexcept { return as_normal(infit(), excess / (variance * variance)); }
double FacetFitSums::outfit_z() const noexcept { return as_normal(outfit(), kurtosis / (weight * weight) - 1.0 / weight); }

}  // namespace mainstay::inline v1::competency
