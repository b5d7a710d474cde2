#include "competency/placement_plan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "competency/placement_kernel.hpp"
#include "core/at.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "solve/assignment_kernel.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.placement";

}  // namespace

PlacementPlan::PlacementPlan(const PlacementInput& input, const PlacementOptions& asked, const RunContext& context)
    : options(asked), costs(asked.objective == PlacementObjective::lowest), team(key, context), scores(input, asked, team), people(scores.rows()), posts(scores.columns()) {
  if (costs && options.unplaced == Unplaced::allowed && options.unplaced_value == 0.0)
    refuse(key, "objective", "lowest", "highest unless unplaced is only_if_needed or refused, or unplaced_value says what it costs to stay unplaced");
  read_groups(input);
  read_bounds();
  for (const std::int64_t capacity : scores.capacity) seats += capacity;
  demanding = options.unplaced == Unplaced::refused || !limits.empty() || std::any_of(scores.minimum.begin(), scores.minimum.end(), [](std::int64_t least) { return least > 0; });
  look_over();
  set_scale();
}

void PlacementPlan::read_groups(const PlacementInput& input) {
  if (!input.group.given()) {
    if (!options.bounds.empty()) refuse(key, "group", "missing", "given with bounds");
    return;
  }
  const data::Groups groups = data::encode_groups(key, "group", input.group);
  group_names = groups.names();
  group_of.resize(at(people));
  for (std::int64_t i = 0; i < people; ++i) {
    const std::int64_t row = scores.input_row[at(i)];
    if (row < 0) refuse(key, "group", "given for rows without a person", "left out when the people are those of the pairs");
    group_of[at(i)] = groups.codes[at(row)];
  }
}

void PlacementPlan::read_bounds() {
  std::vector<std::int64_t> sizes(group_names.size(), 0);
  for (const std::int32_t group : group_of) ++sizes[at(group)];
  std::set<std::pair<std::int32_t, std::int64_t>> known;
  for (std::size_t b = 0; b < options.bounds.size(); ++b) {
    const PlacementBound& bound = options.bounds[b];
    const std::string path = "bounds[" + std::to_string(b) + "]";
    const auto found = std::find(group_names.begin(), group_names.end(), bound.group);
    if (found == group_names.end()) throw Error(ErrorCode::unknown_name, key, path + ".group", -1, data::quoted(bound.group), "a group of somebody");
    PlacementLimits limit{static_cast<std::int32_t>(found - group_names.begin()), -1, 0, 0};
    if (!bound.post.empty()) {
      limit.post = scores.post_of(bound.post);
      if (limit.post < 0) throw Error(ErrorCode::unknown_name, key, path + ".post", -1, data::quoted(bound.post), "a post");
    }
    if (!known.insert({limit.group, limit.post}).second) refuse(key, path, data::quoted(bound.group), "a group and post that are there once");
    const std::int64_t size = sizes[at(limit.group)], room = limit.post < 0 ? size : scores.capacity[at(limit.post)], most = std::min(size, room);
    const double base = static_cast<double>(limit.post < 0 ? size : room);
    if (bound.at_least && bound.share_at_least) refuse(key, path + ".share_at_least", "given", "left out beside at_least");
    if (bound.at_most && bound.share_at_most) refuse(key, path + ".share_at_most", "given", "left out beside at_most");
    limit.at_least = bound.at_least ? *bound.at_least : bound.share_at_least ? static_cast<std::int64_t>(std::ceil(*bound.share_at_least * base - 1e-9)) : 0;
    limit.at_most = bound.at_most ? std::min(*bound.at_most, most) : bound.share_at_most ? static_cast<std::int64_t>(std::floor(*bound.share_at_most * base + 1e-9)) : most;
    limit.at_most = std::min(limit.at_most, most);
    const std::string stated = bound.at_least ? ".at_least" : ".share_at_least";
    if (limit.at_least > most)
      refuse(key, path + stated, std::to_string(limit.at_least) + " people",
             "at most " + std::to_string(most) + (most == size ? ", the people of the group" : ", the seats of the post"));
    if (limit.at_least > limit.at_most) refuse(key, path + stated, std::to_string(limit.at_least) + " people", "at most its upper bound, " + std::to_string(limit.at_most));
    if (options.unplaced == Unplaced::refused && limit.post < 0 && limit.at_most < size)
      refuse(key, path + (bound.at_most ? ".at_most" : ".share_at_most"), std::to_string(limit.at_most) + " people", "all " + std::to_string(size) + " of the group with unplaced = refused");
    by_post = by_post || limit.post >= 0;
    limits.push_back(limit);
  }
}

void PlacementPlan::look_over() {
  const std::int64_t chunks = std::min<std::int64_t>(64, (people + 63) / 64);
  std::vector<PlacementOverview> parts(at(chunks));
  seen.eligible.assign(at(posts), 0);
  seen.fits.assign(at(people), 0);
  team.report(0.0, 0.1);
  team.run(chunks, [&](std::int64_t chunk) {
    PlacementOverview& part = parts[at(chunk)];
    part.eligible.assign(at(posts), 0);
    std::vector<double> scratch(at(posts));
    const Span span = span_of(people, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const solve::AssignmentRow row = scores.row(i, scratch.data());
      const ScoreFacts facts = score_facts(row.value, row.count, 1.0);
      if (facts.missing < row.count) part.largest = std::max({part.largest, std::fabs(facts.highest), std::fabs(facts.lowest)});
      if (facts.missing == 0 && row.column == nullptr) {
        ++part.whole;
        seen.fits[at(i)] = row.count > 0;
        continue;
      }
      bool fits = false;
      for (std::int64_t k = 0; k < row.count; ++k) {
        if (std::isnan(row.value[k])) continue;
        fits = true;
        ++part.eligible[at(row.column == nullptr ? k : row.column[k])];
      }
      seen.fits[at(i)] = fits;
    }
  });
  for (const PlacementOverview& part : parts) {
    seen.largest = std::max(seen.largest, part.largest);
    for (std::int64_t j = 0; j < posts; ++j) seen.eligible[at(j)] += part.eligible[at(j)] + part.whole;
  }
}

// Scores become whole numbers of so many bits that prices along any way of people stay below 2^53.
void PlacementPlan::set_scale() {
  double largest = seen.largest;
  if (options.unplaced == Unplaced::allowed) largest = std::max(largest, std::fabs(options.unplaced_value));
  const double ways = std::log2(static_cast<double>(std::min(people, seats) + 2));
  const int bits = demanding || options.unplaced == Unplaced::only_if_needed ? std::min(42, static_cast<int>(std::floor(47.0 - ways))) : 44;
  int exponent = 0;
  if (largest > 0.0) std::frexp(largest, &exponent);
  unit = std::ldexp(1.0, exponent - bits);
  scale = (costs ? -1.0 : 1.0) / unit;
  if (options.unplaced == Unplaced::only_if_needed) placing = std::ldexp(1.0, bits + 2 + static_cast<int>(std::ceil(ways)));
  out = options.unplaced == Unplaced::allowed ? solve::assignment_whole(options.unplaced_value, scale) : -placing;
}

solve::AssignmentProblem PlacementPlan::problem(bool bounded) const {
  solve::AssignmentProblem problem;
  problem.values = &scores;
  problem.scale = scale;
  problem.out_value = out;
  const bool split = bounded && by_post;
  const std::int32_t groups = bounded ? std::max<std::int32_t>(1, static_cast<std::int32_t>(group_names.size())) : 1;
  if (groups > 1) problem.row_class = group_of;
  problem.classes = groups;
  problem.columns_by_class = split;
  const std::int64_t leaves = split ? posts * groups : posts, inner = leaves + groups, root = inner + (split ? posts : 0);
  problem.nodes.resize(at(root + 1));
  std::vector<std::int64_t> sizes(at(groups), groups == 1 ? people : 0);
  if (groups > 1)
    for (const std::int32_t group : group_of) ++sizes[at(group)];
  for (std::int64_t j = 0; j < posts; ++j) {
    const solve::AssignmentNode post{static_cast<std::int32_t>(root), scores.minimum[at(j)], scores.capacity[at(j)]};
    if (!split) {
      problem.nodes[at(j)] = post;
      continue;
    }
    problem.nodes[at(inner + j)] = post;
    for (std::int32_t g = 0; g < groups; ++g) problem.nodes[at(g * posts + j)] = {static_cast<std::int32_t>(inner + j), 0, scores.capacity[at(j)]};
  }
  for (std::int32_t g = 0; g < groups; ++g)
    problem.nodes[at(leaves + g)] = {static_cast<std::int32_t>(root), 0, options.unplaced == Unplaced::refused ? 0 : sizes[at(g)]};
  if (bounded)
    for (const PlacementLimits& limit : limits) {
      if (limit.post >= 0) {
        solve::AssignmentNode& leaf = problem.nodes[at(limit.group * posts + limit.post)];
        leaf.lower = limit.at_least;
        leaf.upper = limit.at_most;
      } else {
        solve::AssignmentNode& outside = problem.nodes[at(leaves + limit.group)];
        const std::int64_t size = sizes[at(limit.group)];
        outside.lower = size - limit.at_most;
        outside.upper = std::min(outside.upper, size - limit.at_least);
      }
    }
  return problem;
}

std::vector<double> PlacementPlan::start_prices(const solve::AssignmentProblem& bounded, const solve::Assignment& answer) const {
  std::vector<double> start(bounded.nodes.size(), 0.0);
  const std::int64_t leaves = bounded.columns_by_class ? posts * bounded.classes : posts;
  for (std::int64_t j = 0; j < posts; ++j) {
    const double price = answer.price[at(j)];
    if (!bounded.columns_by_class) start[at(j)] = price;
    else {
      start[at(leaves + bounded.classes + j)] = price;
      for (std::int32_t g = 0; g < bounded.classes; ++g) start[at(g * posts + j)] = price;
    }
  }
  return start;
}

std::int64_t PlacementPlan::post_at(const solve::AssignmentProblem& problem, std::int32_t leaf) const {
  const std::int64_t leaves = problem.columns_by_class ? posts * problem.classes : posts;
  return leaf >= leaves ? -1 : leaf % posts;
}

}  // namespace mainstay::inline v1::competency
