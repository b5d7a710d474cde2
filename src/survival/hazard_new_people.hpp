// Attributes of new people as a fitted discrete-time hazard takes them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "data/columns.hpp"
#include "mainstay/survival/hazard.hpp"
#include "stats/splines.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

/// Columns with terms: those that are not smooth.
inline std::vector<CoxColumn> hazard_linear_columns(const HazardFit& fit) {
  std::vector<CoxColumn> linear;
  for (const CoxColumn& column : fit.columns)
    if (std::none_of(fit.splines.begin(), fit.splines.end(), [&](const HazardSpline& spline) { return spline.column == column.name; })) linear.push_back(column);
  return linear;
}

/// Attributes of new rows as the fit takes them: linear terms less their means, and splines.
class HazardNewPeople {
 public:
  HazardNewPeople(const char* key, const HazardFit& fit, const Table& x) : fit_(fit), linear_(hazard_linear_columns(fit)), design_(key, x, linear_), terms_(term_count(linear_)) {
    for (const HazardSpline& spline : fit.splines) {
      values_.emplace_back(data::number_column(key, "x", x, spline.column, "a column"));
      splines_.emplace_back(spline.low, spline.high, static_cast<std::int64_t>(spline.coefficients.size()));
    }
    first_term_ = static_cast<std::int64_t>(fit.parameters.size()) - terms_;
    for (const HazardSpline& spline : fit.splines) first_term_ -= static_cast<std::int64_t>(spline.coefficients.size()) - 1;
  }
  const CoxDesign& design() const noexcept { return design_; }
  const std::vector<CoxColumn>& linear() const noexcept { return linear_; }
  std::int64_t terms() const noexcept { return terms_; }
  std::int64_t splines() const noexcept { return static_cast<std::int64_t>(splines_.size()); }

  double effect(std::int64_t spline, std::int64_t row) const {
    double four[4], sum = 0.0;
    const std::int64_t place = splines_[spline].at(values_[spline][row], four);
    for (std::int64_t i = 0; i < 4; ++i) sum += four[i] * fit_.splines[spline].coefficients[place + i];
    return sum;
  }
  /// Derivative of the linear predictor by the parameters, of a row of a block.
  void gradient(const CoxDesign::Block& block, std::int64_t in_block, std::int64_t row, double* out) const {
    for (std::int64_t j = 0; j < terms_; ++j) out[first_term_ + j] += block.rows[in_block * design_.width() + j];
    for (std::size_t k = 0; k < splines_.size(); ++k) {
      const HazardSpline& spline = fit_.splines[k];
      const std::int64_t free = static_cast<std::int64_t>(spline.coefficients.size()) - 1;
      double four[4];
      const std::int64_t place = splines_[k].at(values_[k][row], four);
      for (std::int64_t i = 0; i < 4; ++i)
        for (std::int64_t j = 0; j < free; ++j) out[spline.first + j] += four[i] * spline.transform[(place + i) * free + j];
    }
  }

 private:
  const HazardFit& fit_;
  std::vector<CoxColumn> linear_;
  CoxDesign design_;
  std::int64_t terms_, first_term_ = 0;
  std::vector<Numbers> values_;
  std::vector<stats::CubicSplines> splines_;
};

}  // namespace mainstay::inline v1::survival
