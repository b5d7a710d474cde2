// What every kind of Cox likelihood stands on: rows, times and moments, and the way up to its maximum.
#pragma once

#include <vector>

#include "data/groups.hpp"
#include "mainstay/survival/cox.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

struct CoxGround {
  /// Checks the input, chooses the references, finds strata, times of leaving and moments; x is read less `shift`, its exact means.
  CoxGround(const CoxInput& input, const CoxOptions& options, const RunContext& context);
  CoxGround(const CoxGround&) = delete;

  double weight(std::int64_t i) const noexcept { return part.weights().given() ? part.weights()[i] : 1.0; }
  std::int64_t stratum(std::int64_t i) const noexcept { return part.strata().empty() ? 0 : part.strata()[i]; }
  bool left(std::int64_t i) const noexcept { return part.left()[i] != 0; }
  /// Slots (first, last] in which a row is at risk.
  std::int64_t last(std::int64_t i) const noexcept { return part.stop()[i]; }
  std::int64_t first(std::int64_t i) const noexcept { return part.entry().given() ? part.start()[i] : times.first(stratum(i)); }

  /// Sums over risk sets at beta, by place; large linear predictors are taken less stratum_shift.
  void sum_at(const std::vector<double>& beta, const RiskIndex& risk, bool leaver_sums, CoxSums& sums);
  /// Harrell's C of a fit, by its linear predictors.
  void put_concordance(const std::vector<double>& beta, CoxFit& to);

  CoxFit fit;  ///< columns, strata and follow-up
  data::Groups strata, clusters;
  CoxPart part;
  Team team;
  EventTimes times;
  Leavers leavers;
  CoxMoments moments;
  std::vector<double> stratum_shift;  ///< of the last sum_at()
  std::vector<double> shift, scale, reach;  ///< of the columns' terms; the last two: spread, and largest distance from the mean

 private:
  static CoxPart read(const CoxInput& input, const CoxOptions& options, const RunContext& context, CoxFit& fit, data::Groups& strata);
};

/// A likelihood that is asked at one point after the other.
class CoxLikelihood {
 public:
  virtual ~CoxLikelihood() = default;
  /// The log-likelihood at beta; infinite or NaN where there is none.
  virtual double measure(const std::vector<double>& beta) = 0;
  /// Slope (p) and information (p, p; upper triangle) at the beta of the last measure.
  virtual void weigh(std::vector<double>& slope, std::vector<double>& information) = 0;
};

/// Newton's way up. scale and reach as in CoxAscent::advance().
void climb(CoxLikelihood& likelihood, CoxAscent& ascent, const std::vector<double>& scale, const std::vector<double>& reach, double events,
           double weight, const CoxOptions& options);

}  // namespace mainstay::inline v1::survival
