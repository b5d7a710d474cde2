// The organisation on given days: who stands below whom, from edges (unit, parent unit) or (person, manager) with validity.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// What the dates of an edge mean. There is no default, because a wrong one moves every re-organisation by a day.
enum class OrganisationInterval : std::int32_t { undeclared = 0, closed = 1, half_open = 2, start_only = 3 };
constexpr auto choices(OrganisationInterval) {
  return std::array{choice(OrganisationInterval::undeclared, "undeclared", "Not said; refused where there are dates."),
                    choice(OrganisationInterval::closed, "closed", "stop is the last day on which the row holds."),
                    choice(OrganisationInterval::half_open, "half_open", "stop is the first day on which it no longer holds."),
                    choice(OrganisationInterval::start_only, "start_only", "There is no stop: a row holds until the next one of the same node.")};
}

/// One row an edge. A node is a unit or a person; all labels are of one kind, text or whole numbers.
struct OrganisationInput {
  static constexpr const char* record = "OrganisationInput";
  Column node{}, parent{}, start{}, stop{}, recorded_at{};

  void describe(Fields& f) {
    f("node", node, "Unit or person.").per("n").category().may_be_missing();
    f("parent", parent, "The unit above it, or the person's manager; missing, empty, or one of no_parent, at the top.").per("n").category().may_be_missing();
    f("start", start, "First day on which the row holds. Without it the rows hold since ever.")
        .per("n").day().may_be_missing().optional();
    f("stop", stop, "Last day on which it holds, or the day after it (see interval); missing, or one of open_ends, while it still does.")
        .per("n").day().may_be_missing().optional();
    f("recorded_at", recorded_at, "Day on which the row was entered. Of rows of one node with the same start the one entered last holds.")
        .per("n").day().may_be_missing().optional();
  }
};

struct OrganisationOptions {
  static constexpr const char* record = "OrganisationOptions";
  std::vector<std::int64_t> as_of;
  OrganisationInterval interval = OrganisationInterval::undeclared;
  std::vector<std::int64_t> open_ends;
  std::vector<std::string> no_parent;
  std::optional<std::int64_t> known_at;
  Conflicts conflicts = Conflicts::refuse;
  bool closure = true;
  std::optional<std::int64_t> closure_depth;
  bool paths = false;
  std::string separator = " / ";
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("as_of", as_of, "The days on which the organisation is looked at, ascending.").day().required();
    f("interval", interval, "What start and stop mean. To be given where there are any.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("no_parent", no_parent, "Labels of parent that mean that there is none, such as '0'.");
    f("known_at", known_at, "Looks at the organisation as it was recorded on that day: rows entered later are left out.")
        .day();
    f("conflicts", conflicts, "What happens to rows that contradict themselves or another one; with leave_out cycles are named in cycles, not refused.");
    f("closure", closure, "Lists every pair of ancestor and descendant.");
    f("closure_depth", closure_depth, "Only pairs with at most so many levels between them.").at_least(0);
    f("paths", paths, "Writes out the way from the top to each node.");
    f("separator", separator, "What stands between the labels of a path.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// Every node of every day, by day and label. In a cycle nobody is at the top; each node of it counts as the head of what hangs
/// below it outside the cycle.
struct OrganisationNodes {
  static constexpr const char* record = "OrganisationNodes";
  std::vector<std::int64_t> day, row, depth, children, subtree;
  Categories node, parent, root, status;

  void describe(Fields& f) {
    f("day", day, "The day looked at.").per("r").in(day_unit);
    f("node", node, "Unit or person.").per("r");
    f("parent", parent, "What it stands below; missing at the top.").per("r").may_be_missing();
    f("root", root, "Head of its chain: a root, an orphan, or the node of a cycle below which it hangs.").per("r");
    f("depth", depth, "Levels below root; 0 for the head itself.").per("r");
    f("children", children, "Nodes directly below it: the span of a manager.").per("r");
    f("subtree", subtree, "Nodes below it at any level, and itself; the other nodes of a cycle are not counted.").per("r");
    f("status", status, "root; placed below one; orphan: the parent does not exist on that day; under_orphan; in_cycle; under_cycle.").per("r");
    f("row", row, "Row of the input that says so, from 0.").per("r");
  }
};

/// Pairs of a day by descendant, nearest ancestor first; the node itself with depth 0. Heads of a unit with everything below it
/// are the sums over its descendants. Codes are places in `levels`, the same for both columns: all labels of nodes and parents.
struct OrganisationClosure {
  static constexpr const char* record = "OrganisationClosure";
  std::vector<std::int64_t> day, depth;
  Categories ancestor, descendant;

  void describe(Fields& f) {
    f("day", day, "The day looked at.").per("v").in(day_unit);
    f("ancestor", ancestor, "Unit or person above, or the node itself.").per("v");
    f("descendant", descendant, "Unit or person below.").per("v");
    f("depth", depth, "Levels between them: 0 itself, 1 directly below.").per("v");
  }
};

struct OrganisationCycles {
  static constexpr const char* record = "OrganisationCycles";
  std::vector<std::int64_t> day, cycle, row;
  Categories node;

  void describe(Fields& f) {
    f("day", day, "The day looked at.").per("b").in(day_unit);
    f("cycle", cycle, "1 for the first cycle of the day, by its smallest label.").per("b");
    f("node", node, "The nodes of the cycle: each one's parent is the next, the last one's is the first.").per("b");
    f("row", row, "Row of the input that says so, from 0.").per("b");
  }
};

struct OrganisationPaths {
  static constexpr const char* record = "OrganisationPaths";
  std::vector<std::int64_t> day;
  Categories node;
  std::vector<std::string> path;

  void describe(Fields& f) {
    f("day", day, "The day looked at.").per("j").in(day_unit);
    f("node", node, "Unit or person.").per("j");
    f("path", path, "Labels from root down to the node.").per("j");
  }
};

struct OrganisationDays {
  static constexpr const char* record = "OrganisationDays";
  std::vector<std::int64_t> day, nodes, roots, orphans, cycles, depth;

  void describe(Fields& f) {
    f("day", day, "The day looked at.").per("d").in(day_unit);
    f("nodes", nodes, "Nodes that exist on it.").per("d");
    f("roots", roots, "Nodes without a parent.").per("d");
    f("orphans", orphans, "Nodes whose parent does not exist.").per("d");
    f("cycles", cycles, "Cycles.").per("d");
    f("depth", depth, "Greatest depth of a node.").per("d");
  }
};

struct OrganisationResult {
  static constexpr const char* record = "OrganisationResult";
  OrganisationDays days;
  OrganisationNodes nodes;
  OrganisationClosure closure;
  OrganisationPaths paths;
  OrganisationCycles cycles;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("days", days, "The organisation of each day in numbers.");
    f("nodes", nodes, "Where each node stands.");
    f("closure", closure, "Everything below everything; empty unless asked for.");
    f("paths", paths, "The way to each node; empty unless asked for.");
    f("cycles", cycles, "Nodes that stand above themselves.");
    f("findings", findings, "What was left out or noticed in the rows, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// The organisation of each day in as_of from the rows that hold on it, start <= day < stop inside. A node exists on a day when a
/// row of its own holds; a parent without one makes its children orphans, which head what is below them. On one day a node has one
/// row: of rows that overlap the later one is a conflict (overlap when the parent is the same, several_parents otherwise).
/// Findings, in this order: no_node, no_recorded_at, recorded_later, no_start, future_start, corrected, open_end, stop_before_start,
/// zero_length, self_parent, overlap, several_parents, gap, orphan. Errors: no as_of or days that do not ascend, dates without
/// interval, known_at without recorded_at, labels of two kinds, more than 2^30 pairs or 2^31 letters of paths; under `refuse` the
/// first row that contradicts another one, and the first cycle:
///   data.organisation: parent[0] is "B", but must be a node whose chain does not come back (A, B, C, A on 2024-01-01)
/// Nothing is recursive. Cost: O(rows + nodes) for each day, and sorting each node's rows; the closure as many steps as pairs.
OrganisationResult organisation(const OrganisationInput& input, const OrganisationOptions& options, const RunContext& context = {});

extern const Function organisation_analysis;

}  // namespace mainstay::inline v1::data
