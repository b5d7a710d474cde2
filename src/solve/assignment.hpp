// Who goes where: rows (people) to columns (posts with seats) so that the sum of values is greatest, exactly, with prices that prove it.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::solve {

/// What one row is worth at each column. Dense: `column` is null and value[j] belongs to column j, NaN where the pair is not allowed. Sparse: value[k] belongs to column[k].
struct AssignmentRow {
  const double* value = nullptr;
  const std::int32_t* column = nullptr;
  std::int64_t count = 0;
};

/// Gives rows one by one, so that nobody needs to hold the whole matrix. `scratch` has room for columns() numbers; asked from several threads at once.
class AssignmentValues {
 public:
  virtual ~AssignmentValues() = default;
  virtual std::int64_t rows() const = 0;
  virtual std::int64_t columns() const = 0;
  virtual AssignmentRow row(std::int64_t i, double* scratch) const = 0;
};

/// Seats form a tree: a leaf for each column, one for staying out, groups of leaves above, the root last. Between `lower` and `upper` rows may sit below a node.
struct AssignmentNode {
  std::int32_t parent = -1;
  std::int64_t lower = 0, upper = 0;
};

/// Leaf of column j: j; when columns are split by class, class * columns + j. Then one leaf for staying out for each class, then inner nodes, the root last (its bounds are not read: it holds all rows).
struct AssignmentProblem {
  const AssignmentValues* values = nullptr;
  double scale = 1.0, out_value = 0.0;   ///< values count as round(value * scale), whole numbers below 2^50; out_value is one already. Negative: the least sum.
  std::vector<std::int32_t> row_class;   ///< empty: all rows of class 0
  std::int32_t classes = 1;
  bool columns_by_class = false;
  std::vector<AssignmentNode> nodes;
  std::vector<double> start;             ///< prices of the nodes to begin with, whole; empty: an auction finds some where there are no bounds but seats
  double within = 0.0;                   ///< with the auction: it may end the search once its sum is proven to fall short by this share of the bound at most
};

/// The counts of nodes are in order when `feasible`. Duals in whole units: surplus[i] >= value - price of the leaf for every allowed leaf, with equality at its own; price of a leaf
/// is its own part and that of all nodes above; the own part of a node is > 0 only where it is full, < 0 only where it is at its lower bound. So the sum is proven greatest.
struct Assignment {
  bool feasible = true;
  bool greatest = true;             ///< false: `within` was enough. Then surplus[i] is greater than value - price at its own leaf, and nodes with a price may have room
  std::vector<std::int32_t> leaf;   ///< of each row
  std::vector<double> price;        ///< of each node, with all nodes above; the root's is 0
  std::vector<double> surplus;      ///< of each row
  std::vector<std::int64_t> count;  ///< rows below each node
  /// When not feasible: too many rows that fit only these nodes (`crowded`), or nodes that must have more rows than fit them. No smaller part of the set is at fault.
  bool crowded = false;
  std::vector<std::int32_t> violating_rows, violating_nodes;
  std::int64_t searches = 0, scans = 0, readings = 0;  ///< shortest paths, rows looked at in them, rows read whole
};

/// Successive shortest augmenting paths (Jonker & Volgenant 1987; Crouse 2016) on the tree of seats, begun with augmenting row reduction where every column has one seat. Of each row only
/// its best columns are kept, with the most that any other could give; a path that comes to that bound reads the row again. So the answer is exact, and a row is read a few times only.
/// Sums are of whole numbers below 2^53: nothing is rounded. `checkpoint(share)` is called now and then and may throw. Memory: 64 entries a row, more for rows that are read again.
/// The team reads rows; what comes out does not depend on it.
Assignment assign(const AssignmentProblem& problem, const std::function<void(double)>& checkpoint = {}, Team* team = nullptr);

}  // namespace mainstay::inline v1::solve
