// A table of trees: what boosted hazards and forests are made of, as it is saved, loaded and read by people.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

/// What new rows with a level that the fit has not seen are taken for.
enum class UnseenLevel : std::int32_t { refuse, missing };
constexpr auto choices(UnseenLevel) {
  return std::array{choice(UnseenLevel::refuse, "refuse", "An error that names row and level."),
                    choice(UnseenLevel::missing, "missing", "As a missing value: each split says on which side these go.")};
}

/// A column of x as the fit saw it.
struct TreeColumn {
  static constexpr const char* record = "TreeColumn";
  std::string name;
  bool categorical = false;
  std::int64_t bins = 0;
  std::vector<std::string> levels;
  void describe(Fields& f) {
    f("name", name, "Name of the column.");
    f("categorical", categorical, "Whether it is categorical.");
    f("bins", bins, "Bins of given values; 0 where every value was missing.").between(0, 255);
    f("levels", levels, "Levels that occurred; the places from bins - 1 on share the last bin. Empty for numbers.").per("l");
  }
};

/// Nodes of all trees, tree after tree; a tree begins with its root, and children stand after their parent.
struct TreeNodes {
  static constexpr const char* record = "TreeNodes";
  std::vector<std::int64_t> tree, feature, left, right, missing_left, level_set;
  std::vector<double> threshold, cover, value;
  void describe(Fields& f) {
    f("tree", tree, "Tree of the node: 0, 1, …").per("nodes").at_least(0);
    f("feature", feature, "Place of the column in `columns` that splits the node; -1 for a leaf, -2 for a split by time.").per("nodes").at_least(-2);
    f("left", left, "Node of those at or below the threshold, or in the set of levels; -1 for a leaf.").per("nodes").at_least(-1);
    f("right", right, "Node of the others; -1 for a leaf.").per("nodes").at_least(-1);
    f("missing_left", missing_left, "1 where missing values go left.").per("nodes").between(0, 1);
    f("level_set", level_set, "Place of the levels that go left in `sets`; -1 where numbers are split.").per("nodes").at_least(-1);
    f("threshold", threshold, "Numbers at or below it go left; of a split by time, the first interval of time that goes right.").per("nodes");
    f("cover", cover, "Weight of the rows of the fit that came by.").per("nodes").at_least(0);
    f("value", value, "What a leaf adds; 0 in other nodes. Empty where leaves hold more than one number.").per("nodes").optional();
  }
};

/// Sets of levels, one row for each level that goes left.
struct TreeLevelSets {
  static constexpr const char* record = "TreeLevelSets";
  std::vector<std::int64_t> level_set, bin;
  void describe(Fields& f) {
    f("level_set", level_set, "Number of the set: 0, 1, …, rising.").per("set_levels").at_least(0);
    f("bin", bin, "Bin of the column (place of the level in its `levels`, at most bins - 1) that goes left.").per("set_levels").between(0, 254);
  }
};

/// Trees over named columns.
struct Trees {
  static constexpr std::int64_t most_depth = 1000;  ///< splits between a root and a leaf
  static constexpr const char* record = "Trees";
  std::vector<TreeColumn> columns;
  TreeNodes nodes;
  TreeLevelSets sets;
  void describe(Fields& f) {
    f("columns", columns, "Columns of x in order; new rows are matched by these names.").per("c");
    f("nodes", nodes, "Table of the nodes.");
    f("sets", sets, "Table of the levels that go left.");
  }
  /// Trees in the table.
  std::int64_t count() const noexcept { return nodes.tree.empty() ? 0 : nodes.tree.back() + 1; }
  /// Refuses (Error{corrupt}) everything that could lead astray: children before or outside their tree, nodes with two parents or
  /// none, columns and sets that are not there, trees deeper than most_depth. Splits by time must lie in 1 … intervals - 1 (0: there are none).
  /// `analysis` opens the sentence.
  void validate(const char* analysis, std::int64_t intervals) const;
};

}  // namespace mainstay::inline v1::survival
