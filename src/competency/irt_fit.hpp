// Maximum of a test's marginal likelihood.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "competency/irt_marginal.hpp"

namespace mainstay::inline v1::competency {

inline constexpr double steepest = 25.0;

struct IrtAscentRules {
  bool shared_slope = false, fixed_slope = false;
  std::optional<std::int64_t> nodes;
  std::int64_t max_iterations = 500;
  double tolerance = 1e-8;
};

struct IrtAscent {
  std::vector<IrtCurve> curves;
  IrtLayout layout;
  std::vector<bool> steep;
  bool converged = false, singular = false;
  std::int64_t iterations = 0, nodes = 0;
  double log_likelihood = 0.0, quadrature_error = 0.0;
};

/// From `start`. EM steps and Newton steps on a sample of many rows, then quasi-Newton steps on all.
IrtAscent ascend(const IrtTest& test, IrtRows& rows, std::vector<IrtCurve> start, const IrtAscentRules& rules, Team& team);

/// S-X² of each item on the rows without missing answers.
struct IrtItemFit {
  double statistic = 0.0;
  std::int64_t degrees_of_freedom = 0;  ///< cells - groups, before parameters are taken off
  bool tested = false;
};
std::vector<IrtItemFit> item_fit(const IrtTest& test, IrtRows& rows, const std::vector<IrtCurve>& curves, const IrtNodes& nodes, Team& team);

}  // namespace mainstay::inline v1::competency
