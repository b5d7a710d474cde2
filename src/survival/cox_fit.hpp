// From the end of the ascent to the tables of a CoxFit; shared by the fit on one machine and by the mergeable state.
#pragma once

#include <vector>

#include "mainstay/survival/cox.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

/// Where a fit takes another way; the answer does not depend on it.
struct CoxWays {
  std::int64_t table_room = 4 << 20;     ///< numbers in the tables over all distinct times; with more, times are taken in runs
  std::int64_t one_read_rows = 1 << 14;  ///< from as many rows on, a Newton step reads x once
  std::int64_t sample_rows = 1 << 15;    ///< of a sample that judges what a very short step changes
  std::int64_t copy_room = 8 << 20;      ///< numbers that a copy of x in the order of time may hold though x as it is given holds fewer
};
CoxFit cox_by(const CoxWays& ways, const CoxInput& input, const CoxOptions& options, const RunContext& context);

/// The methods of a fit under the name of the model that it belongs to.
CoxPrediction cox_predict_as(const char* key, const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context);
Explanation cox_explain_as(const char* key, const CoxFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context);

/// log-likelihood of an evaluation.
inline double log_likelihood_of(const CoxSums& sums, const Hazards& hazards) { return sums.event_eta - hazards.log_sum; }

/// slope and information: gram is (width, width), event_sum is of the terms.
void slope_and_information(const std::vector<double>& gram, const RiskParts& risk, const std::vector<double>& event_sum, std::int64_t terms, std::int64_t width, std::vector<double>& slope, std::vector<double>& information);

/// Spread and reach of each term: 0 spread for a constant.
void spread_of(const CoxMoments& moments, const std::vector<double>& shift, std::vector<double>& scale, std::vector<double>& reach);

/// D of each time (without the empty slots): sum of aS - bE up to it in its stratum, (times, terms). sums are resolved, (slots, width).
std::vector<double> cumulative_drift(const EventTimes& times, const Hazards& hazards, const double* sums, const double* leaver_sums,
                                     std::int64_t width, std::int64_t terms);

/// What the tables are made from.
struct CoxEnd {
  const CoxAscent* ascent;
  const CoxMoments* moments;
  const std::vector<double>* shift;
  const EventTimes* times;
  const Hazards* hazards;                    // null: no baseline
  std::vector<double>* drift;                // see cumulative_drift(); taken; null: no errors of the baseline
  std::int64_t width;
  const std::vector<double>* stratum_shift;  // what was taken from eta, by stratum; may be empty
  const std::vector<double>* score_products; // (width, width), or null
};
void fill_fit(const CoxEnd& end, const CoxOptions& options, CoxFit& fit);

}  // namespace mainstay::inline v1::survival
