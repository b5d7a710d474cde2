// One tree of a forest: who is drawn for it, its splits, and what its leaves hold.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/survival/forest.hpp"
#include "stats/bins.hpp"
#include "survival/forest_kernel.hpp"

namespace mainstay::inline v1::survival {

/// Rows as all trees see them. Weights are whole numbers times `unit`, so that sums are exact in any order.
struct ForestRows {
  std::int64_t rows = 0, people = 0;
  std::int32_t causes = 0;
  stats::Bins bins;
  TimeSteps curve_steps, split_steps;
  std::vector<std::uint16_t> last, after;        ///< steps of the curve (after, last] at which a row is at risk; `after` is empty without entry
  std::vector<std::uint16_t> moment;             ///< last step of the tests * (causes + 1) + cause
  std::vector<std::uint8_t> split_after;         ///< of the tests
  std::vector<std::int64_t> whole;               ///< weights; empty: 1 each
  std::vector<std::int32_t> person;              ///< 0, 1, …; -1 for rows without weight; empty: each row is one
  double unit = 1.0;

  std::int64_t person_of(std::int64_t row) const noexcept { return person.empty() ? row : person[static_cast<std::size_t>(row)]; }
  std::int32_t kinds() const noexcept { return causes + 1; }
  std::uint8_t code(std::int64_t row, std::int64_t column) const noexcept { return bins.codes[static_cast<std::size_t>(column * bins.rows + row)]; }
  std::int64_t whole_of(std::int64_t row) const noexcept { return whole.empty() ? 1 : whole[static_cast<std::size_t>(row)]; }
  std::int64_t bytes() const noexcept;
};

struct GrowthOptions {
  std::int64_t columns = 1, depth = 1000, drawn = 0;  ///< drawn: people for a tree
  bool replace = false, any = false, remember = false;  ///< remember: who was drawn for a tree
  CutRules rules;
  std::uint64_t seed = 0;
};

struct ForestNode {
  std::int32_t column = -1, last = -1;       ///< -1: a leaf; last: bin of numbers that goes left
  std::int32_t left = -1, right = -1;
  std::uint64_t goes_left[4] = {};           ///< by code, that of missing values too
  std::int64_t first_cell = 0, cells = 0;    ///< of a leaf
  double cover = 0.0, value = 0.0;
};

struct ForestTree {
  std::vector<ForestNode> nodes;             ///< root first, children after their parent and side by side
  std::vector<std::uint32_t> cell;           ///< step * (causes + 2) + kind
  std::vector<double> weight;
  std::vector<std::uint64_t> drawn;          ///< a bit for each row; empty unless remembered
  std::int64_t bytes() const noexcept;
  bool was_drawn(std::int64_t row) const noexcept { return (drawn[static_cast<std::size_t>(row >> 6)] >> (row & 63)) & 1; }
  /// Leaf of a row of the fit, with the codes of `other` for one column.
  std::int32_t leaf(const ForestRows& data, std::int64_t row, std::int64_t column = -1, std::int64_t other = -1) const noexcept {
    std::int32_t node = 0;
    while (nodes[static_cast<std::size_t>(node)].column >= 0) {
      const ForestNode& at = nodes[static_cast<std::size_t>(node)];
      const std::uint8_t code = data.code(at.column == column ? other : row, at.column);
      node = (at.goes_left[code >> 6] >> (code & 63)) & 1 ? at.left : at.right;
    }
    return node;
  }
};

/// Grows trees; keeps its buffers from tree to tree. One thread each.
class ForestGrower {
 public:
  ForestGrower(const ForestRows& data, const GrowthOptions& options);
  ForestTree grow(std::int64_t number);
  /// Memory of a grower, and of a tree, at most.
  static std::int64_t bytes(const ForestRows& data, const GrowthOptions& options, std::int64_t most_drawn);
  static std::int64_t tree_bytes(const ForestRows& data, const GrowthOptions& options, std::int64_t most_drawn);

 private:
  struct Work {
    std::int32_t node, depth;
    std::int64_t first, last;
  };
  std::int32_t times_drawn(std::uint32_t row) const noexcept { return multiple_ ? times_drawn_[static_cast<std::size_t>(data_.person_of(row))] : 1; }
  void draw(std::int64_t number);
  bool split(const Work& work, Cut& best, std::int32_t& column);
  template <class Number>
  void try_column(const Work& work, std::int32_t column, bool few, std::vector<Number>& cells, Cut& best, std::int32_t& of);
  void hold(const Work& work, ForestTree& tree, ForestNode& node);

  const ForestRows& data_;
  GrowthOptions options_;
  stats::Random random_;
  std::vector<std::int32_t> people_, times_drawn_;
  std::vector<std::uint64_t> taken_;
  std::vector<std::uint32_t> rows_, other_rows_, keys_;
  std::vector<std::pair<std::uint32_t, double>> pairs_;
  std::vector<std::int32_t> columns_;
  std::vector<double> ended_, entered_;
  NodeTimes root_, node_;
  CutSearch search_;
  std::vector<std::uint16_t> cell_of_moment_, cell_, after_;
  std::vector<std::int64_t> whole_;
  std::vector<std::int32_t> counts_;
  std::vector<double> sums_;
  bool multiple_ = false, weighted_ = false;
};

}  // namespace mainstay::inline v1::survival
