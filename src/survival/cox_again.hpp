// The rows of a fit read again: risk sets, hazards and sums at its coefficients.
#pragma once

#include <string_view>
#include <vector>

#include "mainstay/survival/cox_residuals.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

class CoxAgain {
 public:
  /// Refuses rows that are not those of the fit.
  CoxAgain(std::string_view analysis, const CoxFit& fit, const CoxRows& input, Team& team);
  CoxAgain(const CoxAgain&) = delete;

  const CoxFit& fit() const noexcept { return fit_; }
  CoxPart& part() noexcept { return part_; }
  const EventTimes& times() const noexcept { return times_; }
  const Leavers& leavers() const noexcept { return leavers_; }
  const Hazards& hazards() const noexcept { return hazards_; }
  const double* sums() const noexcept { return sums_.data(); }  ///< (slots, width), of x less shift()
  const double* leaver_sums() const noexcept { return leaver_sums_.empty() ? nullptr : leaver_sums_.data(); }
  const double* shift() const noexcept { return fit_.means.data(); }

 private:
  const CoxFit& fit_;
  CoxInput input_;  // what part_ looks at
  CoxPart part_;
  EventTimes times_;
  Leavers leavers_;
  Hazards hazards_;
  std::vector<double> sums_, leaver_sums_;
};

}  // namespace mainstay::inline v1::survival
