// Prices for an assignment, found by an auction.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "solve/assignment_rows.hpp"

namespace mainstay::inline v1::solve {

/// An auction for first prices (Bertsekas 1988; seats of a column as similar objects, Bertsekas & Castanon 1989) where there are no bounds but the seats of the columns: rows bid for their
/// best column until all sit or stay out, in rounds of smaller and smaller steps. Where seats and rows differ in number, prices begin the next round lower: what nobody takes has to come
/// down. Where columns have many seats, one row of sixty-four, of sixteen, of four bids first, for as small a share of the seats: its prices are nearly those of all.
class AssignmentAuction {
 public:
  AssignmentAuction(AssignmentRows& rows, const std::function<void(double)>& checkpoint, Team* team)
      : rows_(rows), checkpoint_(checkpoint), team_(team), at_(static_cast<std::size_t>(rows.count), -1), surplus_(static_cast<std::size_t>(rows.count), 0.0) {}

  /// Leaves prices in `rows`. True when a sum that falls short by `within` of the bound at most is proven: then at() and surplus() are the answer.
  bool run();
  std::vector<std::int32_t>& at() { return at_; }
  std::vector<double>& surplus() { return surplus_; }

 private:
  using Bid = std::pair<double, std::int32_t>;

  // What some rows tell about all at the prices of now.
  struct Sight {
    std::int64_t rows = 0;             // that have more columns than are kept
    double range = 0.0, spread = 0.0;  // largest value; mean distance of the best from what is passed over
    bool apart = false;                // each row wants something else
  };

  BestLeaf best_of(std::int32_t row);
  std::int32_t every(std::int64_t most) const;
  Sight look_around();
  void begin_prices(std::int64_t seats);
  bool bid(std::int64_t one_of, double step, bool ahead);
  void fill(std::vector<std::int64_t>& free);
  bool proves(double within);

  AssignmentRows& rows_;
  const std::function<void(double)>& checkpoint_;
  Team* team_;
  std::vector<std::vector<Bid>> sitting_;  // of each leaf, the lowest in front (a heap)
  std::vector<std::int32_t> at_;
  std::vector<double> surplus_;
};

}  // namespace mainstay::inline v1::solve
