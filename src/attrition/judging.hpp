// Predictions of leaving against what happened, by the judges of survival.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mainstay/attrition/risk_judge.hpp"

namespace mainstay::inline v1::attrition {

/// What was predicted, on whom. Matrices are (rows, horizons) row-major.
struct JudgedRows {
  std::vector<double> predicted, base;
  Column duration, event, weights, person, period;
};

struct JudgingPlan {
  std::vector<double> horizons;
  std::optional<std::int64_t> cause;
  std::int64_t minimum_events = 50, bands = 10;
  std::vector<double> cuts, alerts;
  double confidence_level = 0.95;
  bool refuse_few = true;  ///< refuse too few leavings within the longest horizon, or give no figures there either
};

RiskJudgement judge_rows(std::string_view analysis, const JudgedRows& rows, const JudgingPlan& plan, const RunContext& context);

}  // namespace mainstay::inline v1::attrition
