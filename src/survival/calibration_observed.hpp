// What was observed by the horizon in groups of judged rows, as predictions are compared with.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "mainstay/survival/calibration.hpp"
#include "survival/judged.hpp"

namespace mainstay::inline v1::survival {

/// Share that left by the horizon; missing where nobody was observed so long.
struct Observed {
  double value = std::numeric_limits<double>::quiet_NaN(), std_error = value, lower = value, upper = value;
  double people = 0.0;  // followed so far, where nobody or everybody left
};

/// 1 - Kaplan–Meier of each group, with a cause Aalen–Johansen.
std::vector<Observed> observe_from_start(const CalibrationInput& input, const CalibrationOptions& options, const std::vector<std::int64_t>& group, std::int64_t groups, const RunContext& context);

/// The same of predictions that are given being here at entry: the share that left of those at risk since then, weighted for censoring.
std::vector<Observed> observe_since_entry(const CalibrationOptions& options, const Judged& judged, const std::vector<std::int64_t>& group, std::int64_t groups);

/// Mean of the bands' shares, as many people in each as were predicted. Missing where one of them is.
Observed mean_of_bands(const std::vector<Observed>& bands, const std::vector<double>& weight, double critical);

}  // namespace mainstay::inline v1::survival
