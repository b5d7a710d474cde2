// Gray's K-sample statistic of one cause in one stratum. Pure arithmetic on counts by time and group.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

/// Who ends at each distinct time: for the cause, for another cause, censored; times × groups each.
struct GrayCounts {
  std::int64_t groups = 0, times = 0;
  std::vector<double> cause, other, censored;
};

/// Adds the scores (one a group) and their covariance (groups × groups) of one stratum.
///
/// With Y the people at risk of a group, S⁻ its survival and F⁻ its incidence of the cause just before a time, R = Y (1 − F⁻) / S⁻
/// plays the part of the risk set: people who left for another cause stay in it. The score of a group is
/// Σ (1 − F₀⁻)^rho (d − R Σd / ΣR) with the pooled incidence F₀ (Gray 1988, eq. 2.1 and 2.6, with K(t) proportional to R); its
/// covariance is the one of Gray's section 3 under equal incidences, with a correction for ties in either kind of leaving.
void add_gray(const GrayCounts& counts, double rho, std::vector<double>& score, std::vector<double>& variance);

}  // namespace mainstay::inline v1::survival
