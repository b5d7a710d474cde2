#include "core/at.hpp"
#include "solve/ways.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/strong_components.hpp>
#include <limits>
#include <utility>

namespace mainstay::inline v1::solve {

namespace {

using Length = std::pair<double, std::int64_t>;  // and the number of arcs
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, boost::property<boost::edge_weight_t, Length>>;

}  // namespace

Ways ways_to(std::int64_t nodes, const std::vector<WayArc>& arcs, std::int32_t target) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Graph reversed(at(nodes));
  for (const WayArc& arc : arcs) boost::add_edge(at(arc.to), at(arc.from), Length{arc.length, 1}, reversed);
  std::vector<Length> length(at(nodes));
  boost::dijkstra_shortest_paths(reversed, at(target),
                                 boost::distance_map(boost::make_iterator_property_map(length.begin(), boost::get(boost::vertex_index, reversed)))
                                     .distance_compare([](const Length& a, const Length& b) { return a < b; })
                                     .distance_combine([](const Length& a, const Length& b) { return Length{a.first + b.first, a.second + b.second}; })
                                     .distance_inf(Length{infinity, std::numeric_limits<std::int64_t>::max() / 2})
                                     .distance_zero(Length{0.0, 0}));
  Ways ways;
  ways.next.assign(at(nodes), -1);
  for (const Length& way : length) {
    ways.length.push_back(way.first);
    ways.steps.push_back(way.first < infinity ? way.second : 0);
  }
  for (std::size_t k = arcs.size(); k-- > 0;) {
    const WayArc& arc = arcs[k];
    if (arc.from == target || !(length[at(arc.to)].first < infinity)) continue;
    if (Length{length[at(arc.to)].first + arc.length, length[at(arc.to)].second + 1} == length[at(arc.from)]) ways.next[at(arc.from)] = static_cast<std::int32_t>(k);
  }
  return ways;
}

std::vector<std::int32_t> first_cycle(std::int64_t nodes, const std::vector<WayArc>& arcs) {
  Graph graph(at(nodes));
  std::vector<WayArc> steps = arcs;
  for (WayArc& arc : steps) {
    boost::add_edge(at(arc.from), at(arc.to), Length{1.0, 1}, graph);
    arc.length = 1.0;
  }
  std::vector<std::int64_t> component(at(nodes)), size(at(nodes), 0);
  boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
  for (const std::int64_t c : component) ++size[at(c)];
  for (std::int32_t node = 0; node < nodes; ++node) {
    bool loops = size[at(component[at(node)])] > 1;
    for (const WayArc& arc : arcs) loops = loops || (arc.from == node && arc.to == node);
    if (!loops) continue;
    const Ways back = ways_to(nodes, steps, node);
    std::int32_t first = -1;
    for (const WayArc& arc : arcs)
      if (arc.from == node && (first < 0 || back.steps[at(arc.to)] < back.steps[at(first)]) && back.length[at(arc.to)] < std::numeric_limits<double>::infinity()) first = arc.to;
    std::vector<std::int32_t> cycle{node};
    for (std::int32_t next = first; next != node; next = arcs[at(back.next[at(next)])].to) cycle.push_back(next);
    return cycle;
  }
  return {};
}

std::vector<std::int32_t> loops_of(std::int64_t nodes, const std::vector<WayArc>& arcs) {
  Graph graph(at(nodes));
  for (const WayArc& arc : arcs) boost::add_edge(at(arc.from), at(arc.to), Length{1.0, 1}, graph);
  std::vector<std::int64_t> component(at(nodes)), size(at(nodes), 0);
  boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
  for (const std::int64_t c : component) ++size[at(c)];
  std::vector<char> to_itself(at(nodes), 0);
  for (const WayArc& arc : arcs)
    if (arc.from == arc.to) to_itself[at(arc.from)] = 1;
  std::vector<std::int32_t> number(at(nodes), 0), loops(at(nodes), 0);
  std::int32_t count = 0;
  for (std::size_t node = 0; node < loops.size(); ++node) {
    if (size[at(component[node])] < 2 && to_itself[node] == 0) continue;
    std::int32_t& mine = number[at(component[node])];
    if (mine == 0) mine = ++count;
    loops[node] = mine;
  }
  return loops;
}

}  // namespace mainstay::inline v1::solve
