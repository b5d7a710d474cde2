// From the end of the way to the result that people read.
#pragma once

#include "survival/hazard_ascent.hpp"

namespace mainstay::inline v1::survival {

/// `products`: of the scores by the dense parameters, where robust errors are wanted.
HazardFit hazard_fit_of(const HazardModel& model, const HazardAscent& ascent, const HazardSolution& solution, const std::vector<double>* products);

}  // namespace mainstay::inline v1::survival
