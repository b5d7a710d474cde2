// One day's organisation: a function from nodes to parents, read from its leaves upwards.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::data {

inline constexpr std::int32_t no_parent = -1;  ///< the node is at the top
inline constexpr std::int32_t absent = -2;     ///< there is no such node on that day

enum class Place : std::uint8_t { root, placed, orphan, under_orphan, in_cycle, under_cycle };

/// For each node that is not absent.
struct Forest {
  std::vector<Place> place;
  std::vector<std::int32_t> root, depth, children, subtree;
  std::vector<std::int32_t> leaves_first;  ///< nodes outside cycles, each one before its parent
  std::vector<std::int32_t> cycles;        ///< nodes in cycles, from the smallest one of each on, each one's parent being the next
  std::vector<std::int64_t> cycle_begin;   ///< where each cycle begins, and the end
};

/// `parent[i]` is the place of i's parent, `no_parent` or `absent`. With one parent a node, taking leaves away again and again
/// (Kahn, Comm. ACM 5, 1962) leaves exactly the cycles, each by itself. O(nodes), no recursion. Vectors of `forest` are used again.
void walk_forest(const std::vector<std::int32_t>& parent, Forest& forest);

}  // namespace mainstay::inline v1::data
