// Standard errors of curves whose rows are not independent: rows of one person, people of one team. Pure arithmetic on risk sets.
//
// The infinitesimal jackknife adds the influences of a cluster's rows before it squares them: var = Σ_c L_c², L_c = Σ_{i in c} w_i U_i
// (notation of curve_kernel.hpp). With R_c the cluster's weight at risk and D_c, D_jc its leavers at a step,
//   M_c ← M_c + (h R_c − D_c) / (Y − d) for log S,   H_c ← H_c + (D_c − h R_c) / Y,   F_jc ← F_jc + S⁻ (h_j M_c + (D_jc − h_j R_c) / Y).
// Between a cluster's own comings and goings R_c is constant and the step is linear in (R_c, M_c, H_c, F_jc): sums of their products over all
// clusters move in O(causes), and each cluster is brought up to date from prefix sums only when one of its rows enters or ends. O(rows · causes).
#pragma once

#include <cstdint>
#include <vector>

#include "survival/counts.hpp"
#include "survival/curve_kernel.hpp"

namespace mainstay::inline v1::survival {

/// Rows of positive weight, those of one lane after another.
struct ClusteredRows {
  std::vector<std::int64_t> begin{0};          ///< first row of each lane, lanes + 1
  std::vector<double> duration, entry, weight;  ///< entry: −∞ where the row is observed from the start
  std::vector<std::int32_t> cause, cluster;
  std::int64_t clusters = 0;
};

/// Puts the errors of one lane in place of those that out has; its estimates are read.
void cluster_errors(const RiskSets& sets, const ClusteredRows& rows, std::int64_t lane, const LaneEstimate& out);

}  // namespace mainstay::inline v1::survival
