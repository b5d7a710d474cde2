// What the rows of an assignment gain at the prices of now. Of each row only its best columns are kept; it is read again when they are not enough.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "solve/assignment.hpp"

namespace mainstay::inline v1::solve {

/// What a row is worth at a leaf, in whole units.
struct AssignmentArc {
  double value;
  std::int32_t leaf;
};

/// The best arcs of a row, and the most that any other one gains; prices only rise, so both hold until the row is read again.
struct KeptArcs {
  std::int64_t first = 0;
  std::int32_t count = -1, room = 0, wanted = 24;
  double bound = -std::numeric_limits<double>::infinity();
};

/// The gain of a row where it gains most and where it gains second most; leaf -1: it may be nowhere.
struct BestLeaf {
  double first = -std::numeric_limits<double>::infinity(), second = -std::numeric_limits<double>::infinity();
  std::int32_t leaf = -1;
};

/// What a row gains everywhere at the prices of now, and which columns are worth keeping.
struct RowReading {
  explicit RowReading(std::int64_t columns);
  std::vector<double> scratch, net, most, ranked;
  std::vector<std::int32_t> found;
  std::vector<AssignmentArc> arcs;
  double bound = -std::numeric_limits<double>::infinity();  ///< what was passed over gains no more
};

struct AssignmentRows {
  explicit AssignmentRows(const AssignmentProblem& problem);

  /// Reads a row whole; true when it is dense: only then `reading` holds net and most.
  bool read(std::int32_t row);
  /// Reads these rows on all threads, as if one after another.
  void read(const std::vector<std::int32_t>& rows, Team& team);
  bool fits(std::int32_t row, std::int32_t leaf);
  /// No bounds but the seats of the columns.
  bool plain() const;
  /// Wants twice as many columns of a row from now on.
  void want_more(std::int32_t row);

  std::int32_t class_of(std::int32_t row) const { return problem.row_class.empty() ? 0 : problem.row_class[static_cast<std::size_t>(row)]; }
  std::int32_t out_of(std::int32_t row) const { return static_cast<std::int32_t>(leaves) + class_of(row); }
  std::int32_t offset_of(std::int32_t row) const { return problem.columns_by_class ? static_cast<std::int32_t>(class_of(row) * columns) : 0; }

  /// The best and second best leaf of a row, staying out included; of equals one that has room: room_at(leaf) > 0.
  template <class RoomAt>
  BestLeaf best_of(std::int32_t row, const RoomAt& room_at);

  const AssignmentProblem& problem;
  std::int64_t count, columns, leaves;  ///< count: rows
  std::int32_t root;
  double out_value;
  std::vector<double> price;  ///< of each node
  std::vector<KeptArcs> kept;
  std::vector<AssignmentArc> arcs;
  RowReading reading;
  std::int64_t readings = 0;

 private:
  bool look(std::int32_t row, RowReading& room) const;
};

template <class RoomAt>
BestLeaf AssignmentRows::best_of(std::int32_t row, const RoomAt& room_at) {
  const KeptArcs& own = kept[static_cast<std::size_t>(row)];
  if (own.count < 0) read(row);
  for (int round = 0;; ++round) {
    BestLeaf best;
    const std::int32_t out = out_of(row);
    if (problem.nodes[static_cast<std::size_t>(out)].upper > 0) {
      best.first = out_value - price[static_cast<std::size_t>(out)];
      best.leaf = out;
    }
    bool free = best.leaf >= 0 && room_at(best.leaf) > 0;
    const AssignmentArc* arc = arcs.data() + own.first;
    for (std::int32_t k = 0; k < own.count; ++k, ++arc) {
      const double gain = arc->value - price[static_cast<std::size_t>(arc->leaf)];
      if (gain > best.first) {
        best.second = best.first;
        best.first = gain;
        best.leaf = arc->leaf;
        free = room_at(arc->leaf) > 0;
      } else if (gain == best.first && !free && room_at(arc->leaf) > 0) {
        best.second = best.first;
        best.leaf = arc->leaf;
        free = true;
      } else if (gain > best.second) {
        best.second = gain;
      }
    }
    if (best.second >= own.bound || best.leaf < 0 || round > 0) return best;
    want_more(row);
    read(row);
  }
}

}  // namespace mainstay::inline v1::solve
