// Intervals of what a change is split into: people drawn anew, and Wilson's and Newcombe's where the draws say nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "funnel/change_kernel.hpp"
#include "mainstay/core/run_context.hpp"

namespace mainstay::inline v1::funnel {

/// Whose attempts: person i of period p has the attempts rows[p][first[p][i]] … rows[p][first[p][i + 1] - 1].
struct ChangePeople {
  std::vector<std::int64_t> first[2], rows[2];
};

/// Every figure that has an interval, in the order: loss before and after, change, mix, rate, change of each cause, contribution of each stage, mix of
/// each stratum, rate of each stratum, change of each owner, share of each owner before, and after.
struct ChangeIntervals {
  std::vector<double> value, lower, upper;
  std::vector<std::string> by_score;  ///< figures whose draws cannot vary
};

ChangeIntervals change_intervals(const ChangeDesign& design, const ChangeFigures& figures, const ChangePeople& people, std::int64_t resamples, double confidence_level, const RunContext& context);

}  // namespace mainstay::inline v1::funnel
