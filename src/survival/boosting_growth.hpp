// One tree on the hazard of one cause, grown best leaf first.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/team.hpp"
#include "stats/bins.hpp"
#include "survival/boosting_kernel.hpp"

namespace mainstay::inline v1::survival {

/// Rows as boosting sees them: codes of their columns, and the leavers expected of each in the intervals of time at risk.
struct BoostedRows {
  static constexpr std::uint8_t no_event = 255;
  std::int64_t rows = 0, intervals = 0;
  std::vector<stats::BinColumn> columns;
  std::vector<std::uint64_t> codes;             ///< of group g and row i: codes[g * rows + i], 8 bits a column
  std::vector<std::uint8_t> first, last, event;  ///< intervals in which the row is at risk, both ends in; that of its event for the cause at hand
  std::vector<double> weight;
  std::vector<std::int64_t> offset;  ///< of the row's first cell
  std::vector<float> expected;       ///< cells: leavers expected of one such person in each interval, by the model so far

  std::int64_t groups() const noexcept { return (static_cast<std::int64_t>(columns.size()) + group_columns - 1) / group_columns; }
  std::uint8_t code(std::int64_t row, std::int64_t column) const noexcept {
    return static_cast<std::uint8_t>(codes[(column / group_columns) * rows + row] >> (8 * (column % group_columns)));
  }
};

struct GrowthRules {
  std::int64_t leaves = 16, depth = 6;
  double least_expected = 0.0, l2 = 0.0, least_gain = 0.0, learning_rate = 1.0;
  bool by_time = true;
  std::vector<int> direction;  ///< of each column: 1, -1, 0
};

struct GrownNode {
  static constexpr std::int32_t leaf = -1, time = -2;
  std::int32_t feature = leaf, cut = 0, left = -1, right = -1;  ///< cut: last bin that goes left; of time, first interval that goes right
  std::int32_t first = 0, last = 0, depth = 0;                  ///< intervals, both ends in
  bool missing_left = false;
  std::vector<bool> goes_left;  ///< by code, missing too; of nodes split by a column
  SlopeSum sum;
  double gain = 0.0;   ///< of its split, in log-likelihood
  double value = 0.0;  ///< of a leaf: what it adds to the log rate, learning rate included
  double cover = 0.0;  ///< weight of the rows that came by
};

struct GrownTree {
  std::vector<GrownNode> nodes;  ///< root first, children after their parent, left before right
  double scale = 1.0;
};

/// Walks a row down by its codes: visit(leaf, first, last) for the intervals at risk that each leaf covers.
template <class Visit>
void leaves_of_row(const GrownTree& tree, const BoostedRows& data, std::int64_t row, std::int32_t node, std::int32_t first, std::int32_t last,
                   const Visit& visit) {
  for (;;) {
    const GrownNode& at = tree.nodes[static_cast<std::size_t>(node)];
    if (at.feature >= 0) {
      node = at.goes_left[data.code(row, at.feature)] ? at.left : at.right;
    } else if (at.feature == GrownNode::leaf) {
      return visit(at, first, last);
    } else if (first < at.cut && at.cut <= last) {
      leaves_of_row(tree, data, row, at.left, first, at.cut - 1, visit);
      node = at.right;
      first = at.cut;
    } else {
      node = last < at.cut ? at.left : at.right;
    }
  }
}

/// Grows trees on one set of rows; keeps its buffers from tree to tree.
class TreeGrower {
 public:
  TreeGrower(BoostedRows& data, const GrowthRules& rules, Team& team);

  /// A tree on the rows listed, by the columns with allowed[column]; `largest` is the greatest number of leavers expected of one row or of one
  /// row's weight. Then the expected leavers of the rows listed are those after the tree.
  GrownTree grow(const std::vector<std::uint32_t>& rows, const std::vector<std::uint8_t>& allowed, double largest);

 private:
  struct Node {
    std::vector<std::uint32_t> rows;
    std::vector<RowSlope> slopes;
    std::vector<SlopeSum> cells, times;
    SplitRules rules;
    BestSplit split;
    std::int32_t feature = GrownNode::leaf;
  };
  void share(std::int64_t work, std::int64_t chunks, const std::function<void(std::int64_t)>& run);
  bool may_split(const GrownNode& node) const;
  void fill(std::int64_t group, Node& node, const GrownNode& at);
  void take_away(std::int64_t group, const Node& from, Node& node);
  void search(std::int64_t group, const Node& node, const SlopeSum& total, const std::vector<std::uint8_t>& allowed, BestSplit& best,
              std::int32_t& feature) const;
  void evaluate(GrownTree& tree, std::int32_t first, std::int32_t second, std::vector<SlopeSum> cells, std::vector<SlopeSum> times,
                const std::vector<std::uint8_t>& allowed);
  void part(GrownTree& tree, std::int32_t node);
  float row_scale(std::uint32_t row) const noexcept { return static_cast<float>(data_.weight[row] * static_cast<double>(scale_)); }
  SlopeSum slope_within(std::uint32_t row, std::int32_t first, std::int32_t last, RowSlope& slope) const;
  template <class T>
  std::vector<T> take(std::vector<std::vector<T>>& pool);

  BoostedRows& data_;
  GrowthRules rules_;
  Team& team_;
  std::vector<std::int64_t> cell_offset_;  // of each column, in its group's cells and in all
  std::vector<std::int64_t> group_first_;
  std::int64_t cell_count_ = 0;
  float scale_ = 1.0f;
  std::vector<std::int64_t> whole_weight_;
  double weight_scale_ = 1.0;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::uint32_t>> row_pool_;
  std::vector<std::vector<RowSlope>> slope_pool_;
  std::vector<std::vector<SlopeSum>> cell_pool_;
};

}  // namespace mainstay::inline v1::survival
