// The tree of targets as read: its shape, and what its lowest nodes say, added up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/performance/targets.hpp"
#include "performance/targets_kernel.hpp"

namespace mainstay::inline v1::performance {

struct TargetsNode {
  std::string name;
  std::int64_t row = 0, level = 0, leaves = 0, unreported = 0, previous = 0, actual = 0, kept = 0;
  std::int32_t parent = -1;                 ///< among the nodes
  std::vector<std::int32_t> children;       ///< in rising order of the labels
  double history = 0.0, volume = 0.0, capacity = 0.0;
  std::int64_t floor = 0, cap = no_cap;     ///< its own, of the whole target
  std::int64_t lower = 0, upper = no_cap;   ///< of what is split, with those below it
  std::int64_t reachable = no_cap;
  bool had_previous = false;
};

/// Nodes from the top downwards, siblings in rising order of the labels. Throws Error.
std::vector<TargetsNode> read_targets(const char* key, const TargetsInput& input, const TargetsOptions& options);

/// Sets lower and upper and refuses floors and caps that leave no room.
void bound_targets(const char* key, std::vector<TargetsNode>& nodes);

}  // namespace mainstay::inline v1::performance
