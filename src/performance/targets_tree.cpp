#include "performance/targets_tree.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "data/organisation_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::performance {

namespace {

// A whole number where it is given and present.
bool whole_at(const Column& column, std::int64_t row, std::int64_t& value) {
  if (!column.given() || std::isnan(number_at(column, row))) return false;
  std::int64_t scratch = 0;
  value = *read_integers(column, row, 1, &scratch);
  return true;
}
double number_or(const Column& column, std::int64_t row, double otherwise) {
  const double value = column.given() ? number_at(column, row) : otherwise;
  return std::isnan(value) ? otherwise : value;
}

// Places of the parents among the labels of the nodes, in the order of the rows.
std::vector<std::int32_t> parents_of(const char* key, const TargetsInput& input, const data::Groups& node) {
  const data::Groups parent = data::encode_groups(key, "parent", input.parent);
  if (node.count > 0 && parent.count > 0 && node.text != parent.text) throw Error(ErrorCode::wrong_type, key, "parent", -1, parent.text ? "text" : "numbers", node.text ? "text" : "numbers");
  std::unordered_map<std::string, std::int32_t> place;
  const std::vector<std::string> names = node.names();
  for (std::size_t i = 0; i < names.size(); ++i) place.emplace(names[i], static_cast<std::int32_t>(i));
  std::vector<std::int32_t> row_of(names.size(), -1);
  for (std::size_t row = 0; row < node.codes.size(); ++row) {
    std::int32_t& first = row_of[at(node.codes[row])];
    if (first >= 0)
      throw Error(ErrorCode::invalid_argument, key, "node", static_cast<std::int64_t>(row), data::quoted(names[at(node.codes[row])]), "there once: row " + std::to_string(first) + " has it too");
    first = static_cast<std::int32_t>(row);
  }
  std::vector<std::int32_t> out(names.size(), data::no_parent);
  std::int64_t top = -1;
  for (std::size_t row = 0; row < parent.codes.size(); ++row) {
    const std::int32_t here = node.codes[row];
    if (parent.codes[row] < 0) {
      if (top >= 0) throw Error(ErrorCode::invalid_argument, key, "parent", static_cast<std::int64_t>(row), "missing", "given: " + data::quoted(names[at(node.codes[at(top)])]) + " is at the top already");
      top = static_cast<std::int64_t>(row);
      continue;
    }
    const auto found = place.find(parent.name(parent.codes[row]));
    if (found == place.end()) throw Error(ErrorCode::unknown_name, key, "parent", static_cast<std::int64_t>(row), data::quoted(parent.name(parent.codes[row])), "one of the nodes, or missing at the top");
    out[at(here)] = found->second;
  }
  data::Forest forest;
  data::walk_forest(out, forest);
  if (!forest.cycles.empty()) {
    std::string way;
    for (std::int64_t i = forest.cycle_begin[0]; i < forest.cycle_begin[1]; ++i) way += names[at(forest.cycles[at(i)])] + " > ";
    refuse(key, "parent", data::quoted(way + names[at(forest.cycles.front())]), "a tree: nobody stands above himself");
  }
  return out;
}

void add(const char* key, const char* argument, std::int64_t& sum, std::int64_t value) {
  if (__builtin_add_overflow(sum, value, &sum)) refuse(key, argument, "a sum beyond 64 bits", "a sum that 64 bits hold");
}

}  // namespace

std::vector<TargetsNode> read_targets(const char* key, const TargetsInput& input, const TargetsOptions& options) {
  if (input.node.size == 0) refuse(key, "node", "0 rows", "one node at least");
  if (input.volume.given() && !input.history.given()) refuse(key, "volume", "given", "left out without history");
  if (options.shrinkage > 0.0 && !input.history.given()) refuse(key, "shrinkage", plain_number(options.shrinkage), "left out without history");
  if (options.most_stretch && !input.history.given()) refuse(key, "most_stretch", plain_number(*options.most_stretch), "left out without history");
  if (options.elapsed && !input.actual.given()) refuse(key, "elapsed", plain_number(*options.elapsed), "left out without actual");
  if (options.keep == TargetsKeep::achieved && !input.actual.given()) refuse(key, "actual", "missing", "given, because keep is achieved");
  const data::Groups labels = data::encode_groups(key, "node", input.node);
  const std::vector<std::int32_t> parent = parents_of(key, input, labels);
  const std::vector<std::string> names = labels.names();
  std::vector<std::int64_t> row_of(names.size());
  for (std::size_t row = 0; row < labels.codes.size(); ++row) row_of[at(labels.codes[row])] = static_cast<std::int64_t>(row);
  std::vector<std::vector<std::int32_t>> below(names.size());
  std::int32_t top = -1;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (parent[i] < 0) top = static_cast<std::int32_t>(i);
    else below[at(parent[i])].push_back(static_cast<std::int32_t>(i));
  }
  // From the top downwards without recursion: children are put on the pile in falling order.
  std::vector<TargetsNode> nodes;
  struct Waiting {
    std::int32_t label, parent;
  };
  std::vector<Waiting> pile{{top, -1}};
  while (!pile.empty()) {
    const Waiting next = pile.back();
    pile.pop_back();
    const auto number = static_cast<std::int32_t>(nodes.size());
    TargetsNode node;
    node.name = names[at(next.label)];
    node.row = row_of[at(next.label)];
    node.parent = next.parent;
    if (next.parent >= 0) {
      node.level = nodes[at(next.parent)].level + 1;
      nodes[at(next.parent)].children.push_back(number);
    }
    nodes.push_back(std::move(node));
    for (auto child = below[at(next.label)].rbegin(); child != below[at(next.label)].rend(); ++child) pile.push_back({*child, number});
  }
  for (std::size_t i = nodes.size(); i-- > 0;) {
    TargetsNode& node = nodes[i];
    if (node.children.empty()) {
      node.leaves = 1;
      node.history = number_or(input.history, node.row, 0.0);
      const bool known = input.history.given() && !std::isnan(number_at(input.history, node.row));
      node.volume = known ? number_or(input.volume, node.row, 1.0) : 0.0;
      if (known && node.volume == 0.0 && node.history > 0.0) refuse(key, "volume", node.row, 0.0, "> 0 where there is history");
      node.capacity = number_or(input.capacity, node.row, 1.0);
      node.unreported = !whole_at(input.actual, node.row, node.actual);
      node.had_previous = whole_at(input.previous, node.row, node.previous);
    } else {
      for (const auto& [name, column] : {std::pair{"history", &input.history}, std::pair{"volume", &input.volume}, std::pair{"capacity", &input.capacity}, std::pair{"actual", &input.actual}, std::pair{"previous", &input.previous}})
        if (column->given() && !std::isnan(number_at(*column, node.row)))
          refuse(key, name, node.row, number_at(*column, node.row), "missing: " + data::quoted(node.name) + " stands above others, whose values are added up");
      for (const std::int32_t child : node.children) {
        const TargetsNode& one = nodes[at(child)];
        node.leaves += one.leaves;
        node.history += one.history;
        node.volume += one.volume;
        node.capacity += one.capacity;
        node.unreported += one.unreported;
        node.had_previous = node.had_previous || one.had_previous;
        add(key, "actual", node.actual, one.actual);
        add(key, "previous", node.previous, one.previous);
      }
    }
    node.kept = options.keep == TargetsKeep::achieved ? node.actual : 0;
    whole_at(input.floor, node.row, node.floor);
    whole_at(input.cap, node.row, node.cap);
    whole_at(input.reachable, node.row, node.reachable);
    if (node.floor > node.cap) refuse(key, "cap", node.row, static_cast<double>(node.cap), "at least the floor of " + data::quoted(node.name) + ", " + std::to_string(node.floor));
  }
  return nodes;
}

void bound_targets(const char* key, std::vector<TargetsNode>& nodes) {
  for (std::size_t i = nodes.size(); i-- > 0;) {
    TargetsNode& node = nodes[i];
    std::int64_t lower = std::max<std::int64_t>(0, node.floor - node.kept), upper = node.cap == no_cap ? no_cap : std::max<std::int64_t>(0, node.cap - node.kept);
    if (node.children.empty()) {
      if (node.capacity == 0.0) upper = lower;
    } else {
      std::int64_t floors = 0, room = 0;
      for (const std::int32_t child : node.children) {
        add(key, "floor", floors, nodes[at(child)].lower);
        room = std::min(no_cap, room + nodes[at(child)].upper);
      }
      if (floors > upper)
        refuse(key, "cap", node.row, static_cast<double>(node.cap), "at least what the floors below " + data::quoted(node.name) + " add up to, " + std::to_string(floors + node.kept));
      if (lower > room)
        refuse(key, "floor", node.row, static_cast<double>(node.floor), "at most what the caps and the capacity below " + data::quoted(node.name) + " allow, " + std::to_string(room + node.kept));
      lower = std::max(lower, floors);
      upper = std::min(upper, room);
    }
    node.lower = lower;
    node.upper = upper;
  }
}

}  // namespace mainstay::inline v1::performance
