// Trees at work: new rows read by the names of their columns and led to their leaves, and the table of nodes as it is written.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"
#include "mainstay/survival/trees.hpp"
#include "stats/bins.hpp"

namespace mainstay::inline v1::survival {

/// The columns of a fit as trees remember them.
std::vector<TreeColumn> tree_columns(const std::vector<stats::BinColumn>& columns);

/// A table seen through the columns of a fit: rows of numbers, as TreeRouter takes them.
class TreeRows {
 public:
  /// Matches columns by name, in any order; others are not looked at. Refuses a missing column (naming those there are), text where
  /// numbers belong and the reverse. Unseen levels are refused when their row is read, or are missing values.
  TreeRows(std::string_view analysis, const Table& x, const std::vector<TreeColumn>& columns, UnseenLevel unseen);
  std::int64_t rows() const noexcept { return rows_; }
  std::int64_t columns() const noexcept { return static_cast<std::int64_t>(sources_.size()); }
  /// out[row * columns() + column] of rows [first, first + count): numbers as they are, of a category its bin; NaN is missing.
  void read(std::int64_t first, std::int64_t count, double* out) const;

 private:
  struct Source {
    const Column* column;
    const TreeColumn* known;
    std::vector<std::int32_t> bin_of_code;  // -1: unseen
  };
  std::string_view analysis_;
  UnseenLevel unseen_;
  std::int64_t rows_ = 0;
  std::vector<Source> sources_;
};

/// Walks down validated trees. Immutable: any number of threads may ask it.
class TreeRouter {
 public:
  explicit TreeRouter(const Trees& trees);
  std::int64_t trees() const noexcept { return static_cast<std::int64_t>(roots_.size()) - 1; }
  /// First node of a tree; root(trees()) is the number of nodes.
  std::int64_t root(std::int64_t tree) const noexcept { return roots_[tree]; }
  bool is_leaf(std::int64_t node) const noexcept { return nodes_[node].feature == leaf_mark; }
  bool by_time(std::int64_t node) const noexcept { return nodes_[node].feature == time_mark; }
  std::int64_t feature(std::int64_t node) const noexcept { return nodes_[node].feature; }
  std::int64_t left(std::int64_t node) const noexcept { return nodes_[node].left; }
  std::int64_t right(std::int64_t node) const noexcept { return nodes_[node].right; }
  /// Of a split by time: the first interval that goes right.
  std::int64_t first_right(std::int64_t node) const noexcept { return static_cast<std::int64_t>(nodes_[node].threshold); }
  /// The child of a node that is split by a column.
  std::int64_t child(std::int64_t node, const double* row) const noexcept {
    const Node& at = nodes_[node];
    const double value = row[at.feature];
    bool goes_left;
    if (value != value) goes_left = at.missing_left;
    else if (at.set < 0) goes_left = value <= at.threshold;
    else {
      const auto bin = static_cast<std::uint32_t>(value);
      goes_left = (sets_[static_cast<std::size_t>(at.set) * 4 + (bin >> 6)] >> (bin & 63)) & 1;
    }
    return goes_left ? at.left : at.right;
  }
  /// Leaf (node number) of a row of TreeRows in a tree without splits by time.
  std::int64_t leaf(std::int64_t tree, const double* row) const noexcept {
    std::int64_t node = roots_[tree];
    while (!is_leaf(node)) node = child(node, row);
    return node;
  }
  /// visit(leaf, first, last) for the intervals of time [first, last) that each leaf covers of [from, to), in order of time.
  template <class Visit>
  void leaves(std::int64_t tree, const double* row, std::int64_t from, std::int64_t to, const Visit& visit) const {
    walk(roots_[tree], row, from, to, visit);
  }

 private:
  static constexpr std::int32_t leaf_mark = -1, time_mark = -2;
  struct Node {
    double threshold;
    std::int32_t feature, left, right, set;
    bool missing_left;
  };
  template <class Visit>
  void walk(std::int64_t node, const double* row, std::int64_t from, std::int64_t to, const Visit& visit) const {
    for (;;) {  // goes deeper only where the intervals part, so no deeper than there are intervals
      while (nodes_[node].feature >= 0) node = child(node, row);
      if (is_leaf(node)) return visit(node, from, to);
      const std::int64_t cut = first_right(node);
      if (from < cut && cut < to) {
        walk(nodes_[node].left, row, from, cut, visit);
        from = cut;
      }
      node = from < cut ? nodes_[node].left : nodes_[node].right;
    }
  }
  std::vector<Node> nodes_;
  std::vector<std::int64_t> roots_;
  std::vector<std::uint64_t> sets_;  // 4 words for each set: 256 bins
};

/// Writes trees node by node.
class TreeWriter {
 public:
  explicit TreeWriter(Trees& trees) : trees_(trees) {}
  /// Begins a tree; returns its root, a leaf until it is split.
  std::int64_t begin(double cover);
  /// Turns a leaf into a split and appends its children, leaves for now; returns the left one, the right one is the next.
  std::int64_t split_number(std::int64_t node, std::int64_t feature, double threshold, bool missing_left, double left_cover, double right_cover);
  /// `left` tells of each bin whether it goes left; it is as long as the column has bins, and one or more go.
  std::int64_t split_levels(std::int64_t node, std::int64_t feature, const std::vector<bool>& left, bool missing_left, double left_cover, double right_cover);
  std::int64_t split_time(std::int64_t node, std::int64_t first_right, double left_cover, double right_cover);
  void set_value(std::int64_t node, double value);
  /// Nodes for which no value was set get 0 where others have one. Last call.
  void finish();

 private:
  std::int64_t append(std::int64_t tree, double cover);
  std::int64_t split(std::int64_t node, std::int64_t feature, double threshold, bool missing_left, double left_cover, double right_cover);
  Trees& trees_;
};

}  // namespace mainstay::inline v1::survival
