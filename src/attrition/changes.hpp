// The nearest change of one column that goes with a lower probability of leaving.
#pragma once

#include "attrition/predicted.hpp"
#include "mainstay/attrition/risk_list.hpp"

namespace mainstay::inline v1::attrition {

/// The values to try in a column: numbers in steps, or categories.
struct Candidates {
  std::size_t column;         ///< in the fit
  RiskDirection direction = RiskDirection::either;
  double lowest = 0.0, highest = 0.0, step = 0.0;
  std::vector<double> grid;   ///< without a step: quantiles of the fit within the limits, ascending, each once
  std::vector<std::string> levels;
};

/// Checks the columns that were called changeable against the fit.
std::vector<Candidates> candidates_of(const RiskFit& fit, const std::vector<RiskChangeable>& changeable);

/// For each person and column the change with the fewest steps after which the probability is at most the person's goal.
/// `before` are the people's probabilities at the horizon; who is at the goal already, and who has none, needs no change.
RiskChanges nearest_changes(const RiskFit& fit, const RiskListInput& input, const RiskListOptions& options, const std::vector<Candidates>& candidates, double horizon,
                            const std::vector<double>& before, const RunContext& context);

}  // namespace mainstay::inline v1::attrition
