// How far each of n values is preferred to the others, and they to it: the flows of PROMETHEE in one criterion.
#pragma once

#include <cstdint>
#include <vector>

#include "performance/decision_table.hpp"

namespace mainstay::inline v1::performance {

struct Flows {
  std::vector<double> preferred, preferred_to_it;  ///< means over the n - 1 others, 0 when there is none
};

/// `values`: n, the more the better. By sorting and sums over ranges of the sorted values, O(n log n); gaussian compares all pairs, O(n²), in chunks through `run`.
/// Range sums are taken of values about their middle: the error of a flow is some 1e-16 times the range over (strict - indifference).
Flows flows_of(const std::vector<double>& values, const DecisionCriterion& criterion, const ChunkRunner& run);

}  // namespace mainstay::inline v1::performance
