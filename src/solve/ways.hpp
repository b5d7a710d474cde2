// Shortest ways through a small directed graph, and its cycles.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

struct WayArc {
  std::int32_t from, to;
  double length;  ///< at least 0
};

/// For each node the arc with which its shortest way to the target begins (-1 at the target, and where there is none), the length of the way (infinite where there is none) and its arcs.
struct Ways {
  std::vector<std::int32_t> next;
  std::vector<double> length;
  std::vector<std::int64_t> steps;
};

/// Dijkstra's ways to `target`; of equally long ones a way with the fewest arcs, of these the one whose first arc has the lowest number. O(arcs log nodes).
Ways ways_to(std::int64_t nodes, const std::vector<WayArc>& arcs, std::int32_t target);

/// The nodes of a shortest cycle through the lowest node that lies on one, in order, from it; empty where there is none.
std::vector<std::int32_t> first_cycle(std::int64_t nodes, const std::vector<WayArc>& arcs);

/// For each node the number of the strong component in which it can come back to itself, 1, 2, … by their lowest nodes; 0 where it never does.
std::vector<std::int32_t> loops_of(std::int64_t nodes, const std::vector<WayArc>& arcs);

}  // namespace mainstay::inline v1::solve
