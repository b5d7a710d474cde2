#include "survival/tree_shap.hpp"

#include <algorithm>

namespace mainstay::inline v1::survival {

namespace {

// The path of columns to a node: for how many orders of the columns a subset of each size leads there.
void extend(TreeShap::Step* path, std::size_t length, double zero, double one, std::int64_t feature) {
  path[length] = {feature, zero, one, length == 0 ? 1.0 : 0.0};
  const auto whole = static_cast<double>(length + 1);
  for (std::size_t i = length; i-- > 0;) {
    path[i + 1].weight += one * path[i].weight * static_cast<double>(i + 1) / whole;
    path[i].weight = zero * path[i].weight * static_cast<double>(length - i) / whole;
  }
}

void unwind(TreeShap::Step* path, std::size_t last, std::size_t out) {
  const double one = path[out].one, zero = path[out].zero;
  const auto whole = static_cast<double>(last + 1);
  double next = path[last].weight;
  for (std::size_t i = last; i-- > 0;) {
    if (one != 0.0) {
      const double weight = path[i].weight;
      path[i].weight = next * whole / (static_cast<double>(i + 1) * one);
      next = weight - path[i].weight * zero * static_cast<double>(last - i) / whole;
    } else {
      path[i].weight = path[i].weight * whole / (zero * static_cast<double>(last - i));
    }
  }
  for (std::size_t i = out; i < last; ++i) {
    path[i].feature = path[i + 1].feature;
    path[i].zero = path[i + 1].zero;
    path[i].one = path[i + 1].one;
  }
}

double unwound_sum(const TreeShap::Step* path, std::size_t last, std::size_t out) {
  const double one = path[out].one, zero = path[out].zero;
  const auto whole = static_cast<double>(last + 1);
  double next = path[last].weight, sum = 0.0;
  for (std::size_t i = last; i-- > 0;) {
    if (one != 0.0) {
      const double part = next * whole / (static_cast<double>(i + 1) * one);
      sum += part;
      next = path[i].weight - part * zero * static_cast<double>(last - i) / whole;
    } else if (zero != 0.0) {
      sum += path[i].weight * whole / (zero * static_cast<double>(last - i));
    }
  }
  return sum;
}

}  // namespace

double TreeShap::mean(std::int64_t node, std::int64_t interval) const {
  node = at(node, interval);
  if (router_.is_leaf(node)) return nodes_.value[node];
  const std::int64_t left = router_.left(node), right = router_.right(node);
  return share(left, right) * mean(left, interval) + share(right, left) * mean(right, interval);
}

double TreeShap::expected(std::int64_t tree, std::int64_t interval) const { return mean(router_.root(tree), interval); }

void TreeShap::descend(const Walk& walk, std::int64_t node, std::size_t begin, std::size_t length, double zero, double one, std::int64_t feature) const {
  // Each level works on a copy of its parent's path, behind it in the same room.
  std::vector<Step>& room = *walk.room;
  const std::size_t here = begin + length;
  if (room.size() < here + length + 2) room.resize(2 * (here + length + 2));
  std::copy_n(room.begin() + static_cast<std::ptrdiff_t>(begin), length, room.begin() + static_cast<std::ptrdiff_t>(here));
  extend(room.data() + here, length, zero, one, feature);
  std::size_t last = length;  // place of the last step; there are last + 1
  node = at(node, walk.interval);
  if (router_.is_leaf(node)) {
    const Step* path = room.data() + here;
    for (std::size_t i = 1; i <= last; ++i)
      walk.contributions[path[i].feature] += walk.factor * unwound_sum(path, last, i) * (path[i].one - path[i].zero) * nodes_.value[node];
    return;
  }
  const std::int64_t by = router_.feature(node), hot = router_.child(node, walk.row);
  const std::int64_t cold = hot == router_.left(node) ? router_.right(node) : router_.left(node);
  double zero_before = 1.0, one_before = 1.0;
  for (std::size_t i = 1; i <= last; ++i)
    if (room[here + i].feature == by) {
      zero_before = room[here + i].zero;
      one_before = room[here + i].one;
      unwind(room.data() + here, last, i);
      --last;
      break;
    }
  // A branch on which nobody of the fit went, and this row does not go either, leads nowhere.
  const double hot_share = share(hot, cold), cold_share = share(cold, hot);
  descend(walk, hot, here, last + 1, zero_before * hot_share, one_before, by);
  if (zero_before * cold_share != 0.0) descend(walk, cold, here, last + 1, zero_before * cold_share, 0.0, by);
}

double TreeShap::add(std::int64_t tree, const double* row, std::int64_t interval, double factor, double* contributions, std::vector<Step>& room) const {
  const Walk walk{row, interval, factor, contributions, &room};
  descend(walk, router_.root(tree), 0, 0, 1.0, 1.0, -1);
  return factor * expected(tree, interval);
}

}  // namespace mainstay::inline v1::survival
