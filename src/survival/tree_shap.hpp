// Shapley values of trees.
#pragma once

#include <cstdint>
#include <vector>

#include "survival/tree_router.hpp"

namespace mainstay::inline v1::survival {

/// Exact Shapley values of one tree's leaf values at one interval of time: what each column of a row adds, where the value of a set of columns is
/// that of the tree when its splits by other columns are averaged by the cover of their children (Lundberg, Erion & Lee 2018, "Consistent
/// individualized feature attribution for tree ensembles", algorithm 2). Splits by time are no columns: the interval is known.
/// O(leaves · depth²) a row.
class TreeShap {
 public:
  TreeShap(const TreeRouter& router, const Trees& trees) : router_(router), nodes_(trees.nodes) {}
  /// contributions[column] += factor · its Shapley value; returns factor · the value of no column at all. `room` is the caller's, one for each thread.
  struct Step {
    std::int64_t feature;
    double zero, one, weight;
  };
  double add(std::int64_t tree, const double* row, std::int64_t interval, double factor, double* contributions, std::vector<Step>& room) const;
  /// Value of no column at all at one interval.
  double expected(std::int64_t tree, std::int64_t interval) const;

 private:
  struct Walk {
    const double* row;
    std::int64_t interval;
    double factor;
    double* contributions;
    std::vector<Step>* room;
  };
  void descend(const Walk& walk, std::int64_t node, std::size_t begin, std::size_t length, double zero, double one, std::int64_t feature) const;
  double mean(std::int64_t node, std::int64_t interval) const;
  std::int64_t at(std::int64_t node, std::int64_t interval) const noexcept {
    while (router_.by_time(node)) node = interval < router_.first_right(node) ? router_.left(node) : router_.right(node);
    return node;
  }
  double share(std::int64_t child, std::int64_t other) const noexcept {
    const double sum = nodes_.cover[child] + nodes_.cover[other];
    return sum > 0.0 ? nodes_.cover[child] / sum : 0.5;
  }
  const TreeRouter& router_;
  const TreeNodes& nodes_;
};

}  // namespace mainstay::inline v1::survival
