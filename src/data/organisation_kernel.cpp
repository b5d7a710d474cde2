#include "data/organisation_kernel.hpp"

namespace mainstay::inline v1::data {

void walk_forest(const std::vector<std::int32_t>& parent, Forest& forest) {
  const std::size_t n = parent.size();
  forest.place.assign(n, Place::placed);
  forest.root.assign(n, absent);
  forest.depth.assign(n, 0);
  forest.children.assign(n, 0);
  forest.subtree.assign(n, 1);
  forest.leaves_first.clear();
  forest.cycles.clear();
  forest.cycle_begin.assign(1, 0);
  const auto above = [&](std::int32_t node) -> std::int32_t {  // whom it stands below, when that one exists
    const std::int32_t p = parent[static_cast<std::size_t>(node)];
    return p >= 0 && parent[static_cast<std::size_t>(p)] != absent ? p : no_parent;
  };
  for (std::size_t i = 0; i < n; ++i) {
    if (parent[i] == absent) continue;
    const std::int32_t p = above(static_cast<std::int32_t>(i));
    if (p != no_parent) {
      ++forest.children[static_cast<std::size_t>(p)];
    } else {
      forest.place[i] = parent[i] == no_parent ? Place::root : Place::orphan;
      forest.root[i] = static_cast<std::int32_t>(i);
    }
  }
  std::vector<std::int32_t> waiting(forest.children);
  for (std::size_t i = 0; i < n; ++i)
    if (parent[i] != absent && waiting[i] == 0) forest.leaves_first.push_back(static_cast<std::int32_t>(i));
  for (std::size_t k = 0; k < forest.leaves_first.size(); ++k) {
    const std::int32_t node = forest.leaves_first[k], p = above(node);
    if (p == no_parent) continue;
    forest.subtree[static_cast<std::size_t>(p)] += forest.subtree[static_cast<std::size_t>(node)];
    if (--waiting[static_cast<std::size_t>(p)] == 0) forest.leaves_first.push_back(p);
  }
  // Who still waits for a child waits for itself.
  for (std::size_t i = 0; i < n; ++i) {
    if (parent[i] == absent || waiting[i] == 0 || forest.place[i] == Place::in_cycle) continue;
    for (auto node = static_cast<std::int32_t>(i); forest.place[static_cast<std::size_t>(node)] != Place::in_cycle; node = parent[static_cast<std::size_t>(node)]) {
      forest.place[static_cast<std::size_t>(node)] = Place::in_cycle;
      forest.root[static_cast<std::size_t>(node)] = node;
      forest.cycles.push_back(node);
    }
    forest.cycle_begin.push_back(static_cast<std::int64_t>(forest.cycles.size()));
  }
  for (std::size_t k = forest.leaves_first.size(); k-- > 0;) {
    const auto node = static_cast<std::size_t>(forest.leaves_first[k]);
    const std::int32_t p = above(forest.leaves_first[k]);
    if (p == no_parent) continue;
    const auto at = static_cast<std::size_t>(p);
    forest.root[node] = forest.root[at];
    forest.depth[node] = forest.depth[at] + 1;
    switch (forest.place[at]) {
      case Place::root:
      case Place::placed: forest.place[node] = Place::placed; break;
      case Place::orphan:
      case Place::under_orphan: forest.place[node] = Place::under_orphan; break;
      case Place::in_cycle:
      case Place::under_cycle: forest.place[node] = Place::under_cycle; break;
    }
  }
}

}  // namespace mainstay::inline v1::data
