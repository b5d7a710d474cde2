// What a very short Newton step changes in the information matrix and in the sums over risk sets, judged by a sample of the rows.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

/// The rows of a fit at the coefficients of its last reading, `from`.
struct CoxStand {
  const RiskIndex& risk;
  const EventTimes& times;
  const Leavers& leavers;
  Ties ties;
  const double* shift;
  const std::vector<double>& from;         // coefficients
  const Hazards& hazards;                  // there
  const Hazards& used;                     // by which the rows were weighted in the information; no slots: by `hazards`
  const std::vector<double>& information;  // there, (terms, terms), upper triangle
  const double *sums, *leaver_sums;        // there, resolved, (slots, width); the second null without leaver_sums
};

/// Changes from the information and the resolved sums of a stand to those at `to`. A sample knows a change to a few percent, so the change
/// itself should be small.
struct CoxShortStep {
  std::vector<double> information;        // (terms, terms), upper triangle
  std::vector<double> sums, leaver_sums;  // (slots, width); that of the hazards themselves is known from all rows
  bool known = false;                     ///< the sample has about the information of all rows
};
/// Reads the first of `every` blocks of rows, four times, without its hazards at the end being other than at the beginning.
CoxShortStep short_step(Team& team, CoxPart& part, const CoxStand& stand, const std::vector<double>& to, std::int64_t every);

}  // namespace mainstay::inline v1::survival
