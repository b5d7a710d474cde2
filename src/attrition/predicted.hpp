// Predicted leaving of people still here, with limits from the model or from its resamples.
#pragma once

#include <string_view>
#include <vector>

#include "mainstay/attrition/risk.hpp"

namespace mainstay::inline v1::attrition {

/// Matrices are (rows, times) row-major; limits are missing (NaN) where there is none.
struct Predicted {
  RiskInterval interval = RiskInterval::none;
  std::vector<double> probability, lower, upper;
  struct Cause {
    std::vector<double> probability, lower, upper;
  };
  std::vector<Cause> causes;  ///< in the order of the model's causes
};

struct PredictedOptions {
  std::vector<double> times;
  bool limits = false;
  double confidence_level = 0.95;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::carry;
};

/// Probabilities of leaving within each of `times`, given `tenure`.
Predicted predict_leaving(const RiskFit& fit, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context);

/// The same by one of its models, without limits.
Predicted predict_leaving(const survival::ModelFit& model, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context);

/// The same by the curve of everybody.
std::vector<double> predict_base(const RiskFit& fit, const Table& x, const Column& tenure, const PredictedOptions& options, const RunContext& context);

/// The horizons asked for, or the fit's; refuses those that do not rise.
std::vector<double> horizons_of(std::string_view analysis, const std::vector<double>& asked, const std::vector<double>& fitted);

}  // namespace mainstay::inline v1::attrition
