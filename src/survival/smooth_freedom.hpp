// Curves whose smoothing is stated by their effective number of parameters.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/hazard.hpp"
#include "survival/freedom.hpp"

namespace mainstay::inline v1::survival {

inline bool states_freedom(const std::vector<HazardSmooth>& curves) {
  return std::any_of(curves.begin(), curves.end(), [](const HazardSmooth& one) { return one.degrees_of_freedom.has_value(); });
}

/// The curves with the smoothing parameter at which each such one has its number of parameters, the trace of its block of (information + penalty)^-1
/// information (Gray 1992) at its own coefficients, so that each trial is a fit. `smooths_of(curves)`: the table of such a fit.
template <class Fit>
std::vector<HazardSmooth> with_freedom(const char* key, const std::vector<HazardSmooth>& curves, Fit&& smooths_of) {
  const auto path = [](std::size_t k) { return "smooth[" + std::to_string(k) + "].degrees_of_freedom"; };
  std::vector<HazardSmooth> trial = curves;
  std::vector<std::pair<std::size_t, FreedomWay>> ways;
  for (std::size_t k = 0; k < curves.size(); ++k) {
    if (!curves[k].degrees_of_freedom) continue;
    const double wanted = *curves[k].degrees_of_freedom;
    if (curves[k].smoothing) refuse(key, path(k), "given", "left out where smoothing is given");
    if (!(wanted < static_cast<double>(curves[k].size - 1))) refuse(key, path(k), -1, wanted, "below " + std::to_string(curves[k].size - 1) + ", one less than the splines of its basis");
    trial[k].degrees_of_freedom.reset();
    trial[k].smoothing = 1.0;
    ways.emplace_back(k, FreedomWay(1.0, static_cast<double>(curves[k].size - 1), wanted));
  }
  std::vector<HazardSmooth> found = trial;
  for (int trials = 0; trials < FreedomWay::most_trials; ++trials) {
    const HazardSmoothTable smooths = smooths_of(trial);
    bool done = true;
    for (auto& [k, way] : ways) {
      double& smoothing = *trial[k].smoothing;
      found[k].smoothing = smoothing;
      const auto row = static_cast<std::size_t>(std::find(smooths.name.begin(), smooths.name.end(), curves[k].column) - smooths.name.begin());
      if (row == smooths.name.size()) continue;
      const double freedom = smooths.effective_parameters[row];
      if (!way.informative(freedom) || way.there(freedom)) continue;
      done = false;
      smoothing = way.next(smoothing, freedom);
    }
    if (done) return found;
  }
  const std::size_t first = ways.front().first;
  refuse(key, path(first), -1, *curves[first].degrees_of_freedom, "one that some smoothing leaves; with these rows none was found");
}

}  // namespace mainstay::inline v1::survival
