#include "funnel/transitions_report.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "core/words.hpp"
#include "data/spelling.hpp"
#include "funnel/transitions_count.hpp"
#include "mainstay/core/error.hpp"
#include "solve/ways.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// A histogram of days: [first, last) of two lists.
struct Days {
  const std::int64_t *days, *count;
  std::int64_t size, total = 0;
  double mean = 0.0;
  Days(const std::int64_t* of, const std::int64_t* times, std::int64_t rows) : days(of), count(times), size(rows) {
    double sum = 0.0;
    for (std::int64_t i = 0; i < size; ++i) total += count[i], sum += static_cast<double>(days[i]) * static_cast<double>(count[i]);
    mean = sum / static_cast<double>(total);
  }
  /// The smallest number of days within which at least this share was made.
  std::int64_t quantile(double share) const {
    const auto needed = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(share * static_cast<double>(total) - 1e-9)));
    std::int64_t so_far = 0, i = 0;
    for (; i < size && (so_far += count[i]) < needed;) ++i;
    return days[std::min(i, size - 1)];
  }
};

struct Edge {
  std::int64_t from, to;
  Days days;
};

std::string text_of(const std::vector<std::string>& words, const std::vector<std::int64_t>& events) {
  std::string text;
  for (const std::int64_t event : events) text += (text.empty() ? "" : " > ") + words[static_cast<std::size_t>(event)];
  return text;
}

void tell_routes(const TransitionsState& state, const std::vector<Edge>& edges, TransitionsResult& result) {
  const auto found = std::find(state.words.begin(), state.words.end(), state.options.target);
  if (found == state.words.end()) throw Error(ErrorCode::unknown_name, transitions_key, "target", -1, "\"" + state.options.target + "\"", "one of the events that were met: " + list_of(state.words));
  const auto nodes = static_cast<std::int64_t>(state.words.size()), target = static_cast<std::int64_t>(found - state.words.begin());
  std::vector<solve::WayArc> arcs;
  for (const Edge& edge : edges) {
    const auto from = static_cast<std::size_t>(edge.from);
    const double share = static_cast<double>(edge.days.total) / static_cast<double>(result.nodes.count[from] - result.nodes.still_inside[from]);
    arcs.push_back({static_cast<std::int32_t>(edge.from), static_cast<std::int32_t>(edge.to), std::max(0.0, -std::log(share))});
  }
  const solve::Ways ways = solve::ways_to(nodes, arcs, static_cast<std::int32_t>(target));
  TransitionsRoutes& routes = result.routes;
  routes.from_event.levels = state.words;
  for (std::int64_t node = 0; node < nodes; ++node) {
    std::vector<std::int64_t> way;
    const bool reached = std::isfinite(ways.length[static_cast<std::size_t>(node)]);
    for (std::int64_t at = node; reached; at = arcs[static_cast<std::size_t>(ways.next[static_cast<std::size_t>(at)])].to) {
      way.push_back(at);
      if (at == target) break;
    }
    routes.from_event.codes.push_back(static_cast<std::int32_t>(node));
    routes.way.push_back(text_of(state.words, way));
    routes.probability.push_back(reached ? std::exp(-ways.length[static_cast<std::size_t>(node)]) : 0.0);
    routes.steps.push_back(reached ? ways.steps[static_cast<std::size_t>(node)] : 0);
  }
}

}  // namespace

TransitionsResult report_transitions(const TransitionsState& state, std::vector<std::int64_t>* number) {
  TransitionsResult result;
  const TransitionsOptions& options = state.options;
  const auto words = static_cast<std::int64_t>(state.words.size()), ways = static_cast<std::int64_t>(state.way_begin.size()) - 1;
  const std::unordered_set<std::string> ends(options.end_events.begin(), options.end_events.end());
  result.events_of_other_words = state.events_of_other_words;
  result.events_after_end = state.events_after_end;
  result.collapsed_events = state.collapsed_events;
  result.repeated_events = state.repeated_events;
  data::add_not_met(result.words_not_met, state.words, "events", state.options.events);
  data::add_not_met(result.words_not_met, state.words, "end_events", state.options.end_events);
  for (const std::string& word : state.options.order)
    if (state.options.events.empty() || std::find(state.options.events.begin(), state.options.events.end(), word) != state.options.events.end()) data::add_not_met(result.words_not_met, state.words, "order", {word});
  result.distinct_ways = ways;
  if (ways > 0) result.status = TransitionsStatus::counted;

  // What each way adds to its events.
  TransitionsNodes& nodes = result.nodes;
  nodes.event.levels = state.words;
  for (auto* list : {&nodes.count, &nodes.people, &nodes.starts, &nodes.exits, &nodes.still_inside, &nodes.returns, &nodes.returning_people}) list->assign(static_cast<std::size_t>(words), 0);
  std::vector<Days> taken;
  std::vector<std::int64_t> seen_by(static_cast<std::size_t>(words), -1), times(static_cast<std::size_t>(words), 0), met;
  for (std::int64_t way = 0, row = 0; way < ways; ++way) {
    const std::int64_t from = row;
    while (row < static_cast<std::int64_t>(state.ways.way.size()) && state.ways.way[static_cast<std::size_t>(row)] == way) ++row;
    taken.emplace_back(state.ways.days.data() + from, state.ways.people.data() + from, row - from);
    const std::int64_t people = taken.back().total, begin = state.way_begin[static_cast<std::size_t>(way)], end = state.way_begin[static_cast<std::size_t>(way) + 1];
    met.clear();
    bool returning = false;
    for (std::int64_t i = begin; i < end; ++i) {
      const auto event = static_cast<std::size_t>(state.way_events[static_cast<std::size_t>(i)]);
      if (seen_by[event] != way) seen_by[event] = way, times[event] = 0, met.push_back(static_cast<std::int64_t>(event));
      ++times[event];
      nodes.count[event] += people;
    }
    for (const std::int64_t event : met) {
      const auto e = static_cast<std::size_t>(event);
      nodes.people[e] += people;
      nodes.returns[e] += (times[e] - 1) * people;
      if (times[e] > 1) nodes.returning_people[e] += people, returning = true;
    }
    const auto last = static_cast<std::size_t>(state.way_events[static_cast<std::size_t>(end - 1)]);
    const bool ended = ends.count(state.words[last]) > 0;
    nodes.starts[static_cast<std::size_t>(state.way_events[static_cast<std::size_t>(begin)])] += people;
    (ended ? nodes.exits : nodes.still_inside)[last] += people;
    (ended ? result.ended : result.still_inside) += people;
    result.people += people;
    result.events += people * (end - begin);
    if (returning) result.returning_people += people;
  }
  result.transitions = result.events - result.people;

  std::vector<Edge> edges;
  std::vector<solve::WayArc> arcs;
  for (std::size_t row = 0; row < state.times.from_event.size();) {
    const std::size_t first = row;
    while (row < state.times.from_event.size() && state.times.from_event[row] == state.times.from_event[first] && state.times.to_event[row] == state.times.to_event[first]) ++row;
    edges.push_back({state.times.from_event[first], state.times.to_event[first], Days(state.times.days.data() + first, state.times.count.data() + first, static_cast<std::int64_t>(row - first))});
    arcs.push_back({static_cast<std::int32_t>(edges.back().from), static_cast<std::int32_t>(edges.back().to), 1.0});
  }
  for (std::int64_t event = 0; event < words; ++event) nodes.event.codes.push_back(static_cast<std::int32_t>(event));
  for (const std::int32_t loop : solve::loops_of(words, arcs)) nodes.loop.push_back(loop);
  if (!options.target.empty() && ways > 0) tell_routes(state, edges, result);

  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.days.total != b.days.total ? a.days.total > b.days.total : a.from != b.from ? a.from < b.from : a.to < b.to; });
  result.edges.from_event.levels = result.edges.to_event.levels = result.quantiles.from_event.levels = result.quantiles.to_event.levels = state.words;
  const double critical = stats::normal_interval_factor(options.confidence_level);
  for (const Edge& edge : edges) {
    if (edge.days.total < options.min_count) {
      ++result.rare_edges;
      result.rare_transitions += edge.days.total;
      continue;
    }
    TransitionsEdges& table = result.edges;
    const auto from = static_cast<std::size_t>(edge.from);
    const auto count = static_cast<double>(edge.days.total), known = static_cast<double>(nodes.count[from] - nodes.still_inside[from]);
    const stats::Interval interval = stats::wilson_interval(count / known, known, critical);
    table.from_event.codes.push_back(static_cast<std::int32_t>(edge.from));
    table.to_event.codes.push_back(static_cast<std::int32_t>(edge.to));
    table.count.push_back(edge.days.total);
    table.share.push_back(count / static_cast<double>(nodes.count[from]));
    table.known_share.push_back(count / known);
    table.known_share_lower.push_back(interval.lower);
    table.known_share_upper.push_back(interval.upper);
    table.mean_days.push_back(edge.days.mean);
    table.shortest_days.push_back(static_cast<double>(edge.days.days[0]));
    table.longest_days.push_back(static_cast<double>(edge.days.days[edge.days.size - 1]));
    for (const double probability : options.probabilities) {
      result.quantiles.from_event.codes.push_back(static_cast<std::int32_t>(edge.from));
      result.quantiles.to_event.codes.push_back(static_cast<std::int32_t>(edge.to));
      result.quantiles.probability.push_back(probability);
      result.quantiles.days.push_back(static_cast<double>(edge.days.quantile(probability)));
    }
  }

  std::vector<std::int64_t> order(static_cast<std::size_t>(ways));
  std::iota(order.begin(), order.end(), 0);
  const auto length = [&](std::int64_t way) { return state.way_begin[static_cast<std::size_t>(way) + 1] - state.way_begin[static_cast<std::size_t>(way)]; };
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    const std::int64_t of_a = taken[static_cast<std::size_t>(a)].total, of_b = taken[static_cast<std::size_t>(b)].total;
    return of_a != of_b ? of_a > of_b : length(a) != length(b) ? length(a) < length(b) : a < b;
  });
  if (number != nullptr) {
    number->resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) (*number)[static_cast<std::size_t>(order[i])] = static_cast<std::int64_t>(i) + 1;
  }
  std::int64_t so_far = 0;
  const auto listed = static_cast<std::size_t>(std::min<std::int64_t>(ways, options.most_variants));
  result.steps.event.levels = state.words;
  for (std::size_t i = 0; i < listed; ++i) {
    TransitionsVariants& table = result.variants;
    const std::int64_t way = order[i];
    const Days& days = taken[static_cast<std::size_t>(way)];
    const std::vector<std::int64_t> events(state.way_events.begin() + state.way_begin[static_cast<std::size_t>(way)], state.way_events.begin() + state.way_begin[static_cast<std::size_t>(way) + 1]);
    so_far += days.total;
    table.variant.push_back(static_cast<std::int64_t>(i) + 1);
    table.way.push_back(text_of(state.words, events));
    table.events.push_back(length(way));
    table.people.push_back(days.total);
    table.ended.push_back(ends.count(state.words[static_cast<std::size_t>(events.back())]) > 0);
    table.share.push_back(static_cast<double>(days.total) / static_cast<double>(result.people));
    table.cumulative_share.push_back(static_cast<double>(so_far) / static_cast<double>(result.people));
    table.mean_days.push_back(days.mean);
    table.median_days.push_back(static_cast<double>(days.quantile(0.5)));
    for (std::size_t step = 0; step < events.size(); ++step) {
      result.steps.variant.push_back(static_cast<std::int64_t>(i) + 1);
      result.steps.position.push_back(static_cast<std::int64_t>(step) + 1);
      result.steps.event.codes.push_back(static_cast<std::int32_t>(events[step]));
    }
  }
  result.other_ways = ways - static_cast<std::int64_t>(listed);
  result.other_ways_people = result.people - so_far;
  return result;
}

}  // namespace mainstay::inline v1::funnel
