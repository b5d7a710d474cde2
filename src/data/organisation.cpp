#include "mainstay/data/organisation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>

#include "core/append.hpp"
#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/organisation_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.organisation";
constexpr std::int64_t since_ever = INT64_MIN / 4, for_ever = INT64_MAX / 4;
constexpr std::int64_t most_pairs = std::int64_t{1} << 30, most_letters = std::int64_t{1} << 31;

enum Finding {
  no_node,
  no_recorded_at,
  recorded_later,
  no_start,
  future_start,
  corrected,
  open_end,
  stop_before_start,
  zero_length,
  self_parent,
  overlap,
  several_parents,
  gap,
  orphan,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {
    "no_node", "no_recorded_at", "recorded_later", "no_start", "future_start", "corrected", "open_end",
    "stop_before_start", "zero_length", "self_parent", "overlap", "several_parents", "gap", "orphan"};

struct Edge {
  std::int32_t node, parent;
  std::int64_t start, stop, recorded, row;
};

// The labels of both columns as one sorted list, and each column's codes as places in it (-1: none).
struct Labels {
  std::vector<std::string> names;
  std::vector<std::int32_t> node, parent;
  bool text = false;
  std::string shown(std::int32_t code) const {
    const std::string& name = names[static_cast<std::size_t>(code)];
    return text ? quoted(name) : name;
  }
};

template <class Label>
std::array<std::vector<std::int32_t>, 2> unite(const std::vector<Label>& a, const std::vector<Label>& b, std::vector<Label>& all) {
  std::array<std::vector<std::int32_t>, 2> places;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    const bool first = j == b.size() || (i < a.size() && a[i] <= b[j]), second = i == a.size() || (j < b.size() && b[j] <= a[i]);
    if (first) places[0].push_back(static_cast<std::int32_t>(all.size()));
    if (second) places[1].push_back(static_cast<std::int32_t>(all.size()));
    all.push_back(first ? a[i] : b[j]);
    i += first;
    j += second;
  }
  return places;
}

Labels labels_of(const OrganisationInput& input, const OrganisationOptions& options) {
  Groups nodes = encode_groups(analysis_name, "node", input.node), parents = encode_groups(analysis_name, "parent", input.parent);
  if (nodes.count > 0 && parents.count > 0 && nodes.text != parents.text)
    throw Error(ErrorCode::wrong_type, analysis_name, "parent", -1, parents.text ? "text" : "numbers", nodes.text ? "text, like node" : "numbers, like node");
  const auto without = [&](Groups& groups, const auto& means_none) {  // labels that mean "none" go
    std::vector<std::int32_t> place(static_cast<std::size_t>(groups.count));
    std::int32_t kept = 0;
    for (std::size_t code = 0; code < place.size(); ++code) {
      place[code] = means_none(groups.name(static_cast<std::int64_t>(code))) ? -1 : kept;
      if (place[code] < 0) continue;
      if (groups.text) groups.texts[static_cast<std::size_t>(kept)] = groups.texts[code];
      else groups.numbers[static_cast<std::size_t>(kept)] = groups.numbers[code];
      ++kept;
    }
    if (kept == groups.count) return;
    groups.count = kept;
    if (groups.text) groups.texts.resize(static_cast<std::size_t>(kept));
    else groups.numbers.resize(static_cast<std::size_t>(kept));
    for (std::int32_t& code : groups.codes)
      if (code >= 0) code = place[static_cast<std::size_t>(code)];
  };
  const bool may_be_empty = nodes.text || parents.text;
  if (may_be_empty) without(nodes, [](const std::string& name) { return name.empty(); });
  if (may_be_empty || !options.no_parent.empty())
    without(parents, [&](const std::string& name) {
      return name.empty() || std::find(options.no_parent.begin(), options.no_parent.end(), name) != options.no_parent.end();
    });
  Labels labels;
  labels.text = may_be_empty;
  std::array<std::vector<std::int32_t>, 2> places;
  if (labels.text) {
    std::vector<std::string_view> all;
    places = unite(nodes.texts, parents.texts, all);
    labels.names.assign(all.begin(), all.end());
  } else {
    std::vector<std::int64_t> all;
    places = unite(nodes.numbers, parents.numbers, all);
    labels.names.reserve(all.size());
    for (const std::int64_t label : all) labels.names.push_back(std::to_string(label));
  }
  const auto translate = [](std::vector<std::int32_t>& row_codes, const std::vector<std::int32_t>& place) {
    for (std::int32_t& code : row_codes)
      if (code >= 0) code = place[static_cast<std::size_t>(code)];
  };
  translate(nodes.codes, places[0]);
  translate(parents.codes, places[1]);
  labels.node = std::move(nodes.codes);
  labels.parent = std::move(parents.codes);
  return labels;
}

// The first conflict by row; thrown when everything has been looked at.
struct Fault {
  std::int64_t row = INT64_MAX;
  Finding finding = finding_count;
  Edge edge{}, other{};
  void meet(Finding what, const Edge& which, const Edge& against = {}) {
    if (which.row >= row) return;
    row = which.row;
    finding = what;
    edge = which;
    other = against;
  }
  [[noreturn]] void refuse_it(const Labels& labels, OrganisationInterval interval) const {
    const std::int64_t closed = interval == OrganisationInterval::closed ? 1 : 0;
    switch (finding) {
      case stop_before_start: refuse_day(analysis_name, "stop", row, edge.stop - closed, "on or after start", edge.start);
      case self_parent: throw Error(ErrorCode::invalid_argument, analysis_name, "parent", row, labels.shown(edge.parent), "another node than its own");
      default: break;
    }
    if (edge.start <= since_ever || edge.start == other.start || other.stop >= for_ever)
      throw Error(ErrorCode::invalid_argument, analysis_name, "node", row,
                  fmt::format("{} {}", labels.shown(edge.node), finding == overlap ? "again" : "with another parent"),
                  fmt::format("there once on a day, and row {} holds too", other.row));
    refuse_day(analysis_name, "start", row, edge.start, fmt::format("on or after the stop of {} in row {}", labels.shown(edge.node), other.row), other.stop);
  }
};

// What each day gives; put together in their order.
struct Day {
  OrganisationNodes nodes;
  OrganisationClosure closure;
  OrganisationPaths paths;
  OrganisationCycles cycles;
  std::int64_t roots = 0, orphans = 0, cycle_count = 0, depth = 0, pairs = 0, letters = 0;
  std::vector<std::int64_t> orphan_rows;
};

class Reader {
 public:
  Reader(const Labels& labels, const std::vector<Edge>& edges, const OrganisationOptions& options) : labels_(labels), edges_(edges), options_(options) {}

  void read(std::int64_t day, Day& out) const {
    const std::size_t count = labels_.names.size();
    std::vector<std::int32_t> parent(count, absent);
    std::vector<std::int64_t> row(count, -1);
    for (const Edge& edge : edges_)
      if (edge.start <= day && day < edge.stop) {
        parent[static_cast<std::size_t>(edge.node)] = edge.parent;
        row[static_cast<std::size_t>(edge.node)] = edge.row;
      }
    Forest forest;
    walk_forest(parent, forest);
    out.cycle_count = static_cast<std::int64_t>(forest.cycle_begin.size()) - 1;
    if (out.cycle_count > 0 && options_.conflicts == Conflicts::refuse) refuse_cycle(day, forest, row);
    for (std::size_t c = 0; c + 1 < forest.cycle_begin.size(); ++c)
      for (std::int64_t k = forest.cycle_begin[c]; k < forest.cycle_begin[c + 1]; ++k) {
        const std::int32_t node = forest.cycles[static_cast<std::size_t>(k)];
        out.cycles.day.push_back(day);
        out.cycles.cycle.push_back(static_cast<std::int64_t>(c) + 1);
        out.cycles.node.codes.push_back(node);
        out.cycles.row.push_back(row[static_cast<std::size_t>(node)]);
      }
    std::size_t present = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (parent[i] == absent) continue;
      ++present;
      const std::int64_t depth = forest.depth[i];
      out.depth = std::max(out.depth, depth);
      out.roots += forest.place[i] == Place::root;
      if (forest.place[i] == Place::orphan) {
        ++out.orphans;
        out.orphan_rows.push_back(row[i]);
      }
      out.pairs += std::min(depth, options_.closure_depth.value_or(depth)) + 1;
    }
    list_nodes(day, parent, row, forest, present, out);
    if (options_.closure && (pairs_ += out.pairs) <= most_pairs) list_pairs(day, parent, forest, out);
    if (options_.paths) list_paths(day, parent, forest, out);
  }

 private:
  [[noreturn]] void refuse_cycle(std::int64_t day, const Forest& forest, const std::vector<std::int64_t>& row) const {
    // Of all cycles of the day the one with the first row.
    std::size_t at = 0;
    for (std::size_t k = 1; k < forest.cycles.size(); ++k)
      if (row[static_cast<std::size_t>(forest.cycles[k])] < row[static_cast<std::size_t>(forest.cycles[at])]) at = k;
    const auto end = std::upper_bound(forest.cycle_begin.begin(), forest.cycle_begin.end(), static_cast<std::int64_t>(at));
    const std::int64_t first = *(end - 1), size = *end - first;
    std::string way;
    constexpr std::int64_t most_shown = 8;
    const auto name = [&](std::int64_t k) {
      return labels_.names[static_cast<std::size_t>(forest.cycles[static_cast<std::size_t>(first + (static_cast<std::int64_t>(at) - first + k) % size)])];
    };
    for (std::int64_t k = 0; k <= std::min(size, most_shown); ++k) way += (k > 0 ? ", " : "") + name(k);
    if (size > most_shown) way += fmt::format(", … {} nodes", size);
    const auto node = static_cast<std::size_t>(forest.cycles[at]);
    const std::int32_t up = forest.cycles[static_cast<std::size_t>(first + (static_cast<std::int64_t>(at) - first + 1) % size)];
    throw Error(ErrorCode::invalid_argument, analysis_name, "parent", row[node], labels_.shown(up),
                fmt::format("a node whose chain does not come back ({} on {})", way, format_date(day)));
  }

  void list_nodes(std::int64_t day, const std::vector<std::int32_t>& parent, const std::vector<std::int64_t>& row, const Forest& forest, std::size_t present,
                  Day& out) const {
    OrganisationNodes& nodes = out.nodes;
    nodes.day.assign(present, day);
    for (auto* list : {&nodes.row, &nodes.depth, &nodes.children, &nodes.subtree}) list->reserve(present);
    for (auto* list : {&nodes.node, &nodes.parent, &nodes.root, &nodes.status}) list->codes.reserve(present);
    for (std::size_t i = 0; i < parent.size(); ++i) {
      if (parent[i] == absent) continue;
      nodes.node.codes.push_back(static_cast<std::int32_t>(i));
      nodes.parent.codes.push_back(parent[i]);
      nodes.root.codes.push_back(forest.root[i]);
      nodes.depth.push_back(forest.depth[i]);
      nodes.children.push_back(forest.children[i]);
      nodes.subtree.push_back(forest.subtree[i]);
      nodes.status.codes.push_back(static_cast<std::int32_t>(forest.place[i]));
      nodes.row.push_back(row[i]);
    }
  }

  void list_pairs(std::int64_t day, const std::vector<std::int32_t>& parent, const Forest& forest, Day& out) const {
    const auto pairs = static_cast<std::size_t>(out.pairs);
    OrganisationClosure& closure = out.closure;
    closure.day.assign(pairs, day);
    closure.depth.reserve(pairs);
    closure.ancestor.codes.reserve(pairs);
    closure.descendant.codes.reserve(pairs);
    for (std::size_t i = 0; i < parent.size(); ++i) {
      if (parent[i] == absent) continue;
      const std::int64_t levels = std::min<std::int64_t>(forest.depth[i], options_.closure_depth.value_or(forest.depth[i]));
      auto ancestor = static_cast<std::int32_t>(i);
      for (std::int64_t depth = 0; depth <= levels; ++depth, ancestor = parent[static_cast<std::size_t>(ancestor)]) {
        closure.ancestor.codes.push_back(ancestor);
        closure.descendant.codes.push_back(static_cast<std::int32_t>(i));
        closure.depth.push_back(depth);
        if (depth == levels) break;
      }
    }
  }

  void list_paths(std::int64_t day, const std::vector<std::int32_t>& parent, const Forest& forest, Day& out) const {
    std::vector<std::int64_t> length(parent.size(), 0);
    const auto own = [&](std::size_t i) { return static_cast<std::int64_t>(labels_.names[i].size()); };
    for (const std::int32_t node : forest.cycles) out.letters += length[static_cast<std::size_t>(node)] = own(static_cast<std::size_t>(node));
    for (std::size_t k = forest.leaves_first.size(); k-- > 0;) {
      const auto i = static_cast<std::size_t>(forest.leaves_first[k]);
      length[i] = own(i) + (forest.depth[i] > 0 ? length[static_cast<std::size_t>(parent[i])] + static_cast<std::int64_t>(options_.separator.size()) : 0);
      out.letters += length[i];
    }
    if ((letters_ += out.letters) > most_letters) return;
    std::vector<std::string> path(parent.size());
    for (const std::int32_t node : forest.cycles) path[static_cast<std::size_t>(node)] = labels_.names[static_cast<std::size_t>(node)];
    for (std::size_t k = forest.leaves_first.size(); k-- > 0;) {
      const auto i = static_cast<std::size_t>(forest.leaves_first[k]);
      path[i].reserve(static_cast<std::size_t>(length[i]));
      if (forest.depth[i] > 0) (path[i] = path[static_cast<std::size_t>(parent[i])]) += options_.separator;
      path[i] += labels_.names[i];
    }
    for (std::size_t i = 0; i < parent.size(); ++i) {
      if (parent[i] == absent) continue;
      out.paths.day.push_back(day);
      out.paths.node.codes.push_back(static_cast<std::int32_t>(i));
      out.paths.path.push_back(std::move(path[i]));
    }
  }

  const Labels& labels_;
  const std::vector<Edge>& edges_;
  const OrganisationOptions& options_;
  mutable std::atomic<std::int64_t> pairs_{0}, letters_{0};  // of all days; beyond the limit nothing is listed, and all is refused
};

}  // namespace

OrganisationResult organisation(const OrganisationInput& input, const OrganisationOptions& options, const RunContext& context) {
  check(analysis_name, input, options);
  for (std::size_t i = 1; i < options.as_of.size(); ++i)
    if (options.as_of[i] <= options.as_of[i - 1])
      refuse_day(analysis_name, "as_of", static_cast<std::int64_t>(i), options.as_of[i], "later than the day before it", options.as_of[i - 1]);
  if ((input.start.given() || input.stop.given()) && options.interval == OrganisationInterval::undeclared)
    refuse(analysis_name, "interval", "undeclared", "closed, half_open or start_only");
  const bool start_only = options.interval == OrganisationInterval::start_only;
  if (start_only && input.stop.given()) refuse(analysis_name, "stop", "given", "left out with interval = start_only");
  if (start_only && !input.start.given()) refuse(analysis_name, "start", "missing", "given with interval = start_only");
  if (options.known_at && !input.recorded_at.given()) refuse(analysis_name, "known_at", format_date(*options.known_at), "left out without recorded_at");
  if (!options.closure && options.closure_depth) refuse(analysis_name, "closure_depth", std::to_string(*options.closure_depth), "left out without closure");
  if (!options.paths && options.separator != OrganisationOptions{}.separator) refuse(analysis_name, "separator", "\"" + options.separator + "\"", "left out without paths");

  const std::int64_t n = input.node.size;
  const bool refusing = options.conflicts == Conflicts::refuse;
  const Labels labels = labels_of(input, options);
  FindingTally tally(codes, options.examples);

  // Rows that may hold on one of the days, by what they say themselves.
  std::vector<Edge> edges;
  edges.reserve(static_cast<std::size_t>(n));
  Days starts(input.start), stops(input.stop), records(input.recorded_at);
  for (std::int64_t row = 0; row < n; ++row) {
    const auto i = static_cast<std::size_t>(row);
    const std::int64_t start = starts.at(row), stop = stops.at(row), recorded = records.at(row);
    const auto conflict = [&](Finding what, const char* argument, const char* rule) {
      if (refusing) throw Error(ErrorCode::invalid_argument, analysis_name, argument, row, "missing", rule);
      tally.add(what, row, true);
    };
    if (labels.node[i] < 0) {
      conflict(no_node, "node", "text or a whole number");
      continue;
    }
    if (input.recorded_at.given() && recorded == Days::missing) {
      conflict(no_recorded_at, "recorded_at", "a day");
      continue;
    }
    if (options.known_at && recorded > *options.known_at) {
      tally.add(recorded_later, row, true);
      continue;
    }
    if (input.start.given() && start == Days::missing) {
      conflict(no_start, "start", "a day");
      continue;
    }
    if (input.start.given() && start > options.as_of.back()) {
      tally.add(future_start, row, true);
      continue;
    }
    const bool sentinel = stop != Days::missing && std::find(options.open_ends.begin(), options.open_ends.end(), stop) != options.open_ends.end();
    if (sentinel) tally.add(open_end, row, false);
    const bool open = sentinel || stop == Days::missing;
    edges.push_back({labels.node[i], labels.parent[i], input.start.given() ? start : since_ever,
                     open ? for_ever : stop + (options.interval == OrganisationInterval::closed ? 1 : 0), recorded, row});
  }

  // The rows of each node in the order of their start: corrections replace, what overlaps is a conflict.
  {
    std::vector<std::size_t> begin(labels.names.size() + 1, 0);
    for (const Edge& edge : edges) ++begin[static_cast<std::size_t>(edge.node) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    std::vector<Edge> sorted(edges.size());
    for (const Edge& edge : edges) sorted[next[static_cast<std::size_t>(edge.node)]++] = edge;
    edges.swap(sorted);
    Fault fault;
    std::size_t kept = 0;
    for (std::size_t node = 0; node + 1 < begin.size(); ++node) {
      const std::size_t first = begin[node];
      std::size_t last = begin[node + 1];
      const auto at = [&](std::size_t i) { return edges.begin() + static_cast<std::ptrdiff_t>(i); };
      std::sort(at(first), at(last), [](const Edge& a, const Edge& b) {
        return a.start != b.start ? a.start < b.start : a.recorded != b.recorded ? a.recorded < b.recorded : a.row < b.row;
      });
      std::size_t held = first;
      for (std::size_t i = first; i < last;) {
        std::size_t end = i + 1;  // of the rows with the same start, the one recorded last at the end
        while (end < last && edges[end].start == edges[i].start) ++end;
        const std::int64_t latest = edges[end - 1].recorded;
        for (; i < end; ++i)
          if (edges[i].recorded == latest) edges[held++] = edges[i];
          else tally.add(corrected, edges[i].row, true);
      }
      last = held;
      if (start_only) {
        std::int64_t stop = for_ever;
        for (std::size_t i = last; i-- > first;) {
          if (i + 1 < last && edges[i + 1].start > edges[i].start) stop = edges[i + 1].start;
          edges[i].stop = stop;
        }
      }
      const Edge* before = nullptr;
      for (std::size_t i = first; i < last; ++i) {
        const Edge edge = edges[i];
        const auto conflict = [&](Finding what, bool left_out, const Edge& against = {}) {
          if (refusing) fault.meet(what, edge, against);
          tally.add(what, edge.row, left_out);
        };
        if (edge.stop < edge.start) {
          conflict(stop_before_start, true);
          continue;
        }
        if (edge.stop == edge.start) {
          tally.add(zero_length, edge.row, true);
          continue;
        }
        if (before != nullptr && edge.start < before->stop) {
          conflict(edge.parent == before->parent ? overlap : several_parents, true, *before);
          continue;
        }
        if (edge.parent == edge.node) conflict(self_parent, false);
        if (before != nullptr && edge.start > before->stop) tally.add(gap, edge.row, false);
        edges[kept] = edge;
        before = &edges[kept++];
      }
    }
    edges.resize(kept);
    if (fault.finding != finding_count) fault.refuse_it(labels, options.interval);
  }

  const auto count = static_cast<std::int64_t>(options.as_of.size());
  std::vector<Day> days(static_cast<std::size_t>(count));
  const Reader reader(labels, edges, options);
  Team team(analysis_name, context, count);
  team.run(count, [&](std::int64_t d) { reader.read(options.as_of[static_cast<std::size_t>(d)], days[static_cast<std::size_t>(d)]); });

  std::int64_t pairs = 0, letters = 0;
  for (const Day& day : days) {
    pairs += day.pairs;
    letters += day.letters;
  }
  if (options.closure && pairs > most_pairs)
    refuse(analysis_name, "closure", "true", fmt::format("false, or limited by closure_depth: there are {} pairs of ancestor and descendant, more than 2^30", pairs));
  if (options.paths && letters > most_letters) refuse(analysis_name, "paths", "true", fmt::format("false: together they would have {} letters, more than 2^31", letters));

  OrganisationResult result;
  std::vector<std::int64_t> orphans;  // rows; one may make orphans of its node on several days
  for (std::size_t d = 0; d < days.size(); ++d) {
    Day& day = days[d];
    result.days.day.push_back(options.as_of[d]);
    result.days.nodes.push_back(static_cast<std::int64_t>(day.nodes.day.size()));
    result.days.roots.push_back(day.roots);
    result.days.orphans.push_back(day.orphans);
    result.days.cycles.push_back(day.cycle_count);
    result.days.depth.push_back(day.depth);
    take_rows(day.nodes, result.nodes);
    take_rows(day.closure, result.closure);
    take_rows(day.paths, result.paths);
    take_rows(day.cycles, result.cycles);
    orphans.insert(orphans.end(), day.orphan_rows.begin(), day.orphan_rows.end());
  }
  std::sort(orphans.begin(), orphans.end());
  orphans.erase(std::unique(orphans.begin(), orphans.end()), orphans.end());
  for (const std::int64_t row : orphans) tally.add(orphan, row, false);
  result.nodes.node.levels = result.nodes.parent.levels = result.nodes.root.levels = labels.names;
  result.nodes.status.levels = {"root", "placed", "orphan", "under_orphan", "in_cycle", "under_cycle"};
  if (!result.closure.day.empty()) result.closure.ancestor.levels = result.closure.descendant.levels = labels.names;
  if (!result.paths.day.empty()) result.paths.node.levels = labels.names;
  if (!result.cycles.day.empty()) result.cycles.node.levels = labels.names;
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function organisation_analysis = analysis<&organisation>("data.organisation", "Who stood below whom on a given day, and where does the organisation contradict itself?");

}  // namespace mainstay::inline v1::data
