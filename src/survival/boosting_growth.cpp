#include "survival/boosting_growth.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mainstay::inline v1::survival {

namespace {
constexpr std::int64_t little_work = 40000;  // additions: below it, waking a thread costs more than it brings
constexpr double largest_value = 5.0;        // of a leaf, before the learning rate: factors of 150

std::int32_t whole(float expected, float scale) noexcept { return static_cast<std::int32_t>(expected * scale + 0.5f); }
}  // namespace

TreeGrower::TreeGrower(BoostedRows& data, const GrowthRules& rules, Team& team) : data_(data), rules_(rules), team_(team) {
  rules_.direction.resize(data.columns.size(), 0);
  for (std::size_t j = 0; j < data.columns.size(); ++j) {
    if (j % group_columns == 0) group_first_.push_back(cell_count_);
    cell_offset_.push_back(cell_count_);
    cell_count_ += data.columns[j].bins + 1;
  }
  group_first_.push_back(cell_count_);
  double largest = 0.0;
  for (const double weight : data.weight) largest = std::max(largest, weight);
  if (largest > 0.0) weight_scale_ = std::exp2(30.0 - std::ceil(std::log2(largest)));
  whole_weight_.resize(data.weight.size());
  for (std::size_t i = 0; i < data.weight.size(); ++i) whole_weight_[i] = std::llround(data.weight[i] * weight_scale_);
}

template <class T>
std::vector<T> TreeGrower::take(std::vector<std::vector<T>>& pool) {
  if (pool.empty()) return {};
  std::vector<T> one = std::move(pool.back());
  pool.pop_back();
  one.clear();
  return one;
}

void TreeGrower::share(std::int64_t work, std::int64_t chunks, const std::function<void(std::int64_t)>& run) {
  if (work >= little_work && chunks > 1) return team_.run(chunks, run);
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) run(chunk);
}

bool TreeGrower::may_split(const GrownNode& node) const {
  return node.depth < rules_.depth && static_cast<double>(node.sum.expected) >= 2.0 * rules_.least_expected * scale_ && node.sum.expected > 0;
}

SlopeSum TreeGrower::slope_within(std::uint32_t row, std::int32_t first, std::int32_t last, RowSlope& slope) const {
  const float* cells = data_.expected.data() + data_.offset[row];
  const std::int32_t begin = data_.first[row];
  const float scale = row_scale(row);
  std::int32_t sum = 0;
  for (std::int32_t b = first; b <= last; ++b) sum += whole(cells[b - begin], scale);
  slope.expected = sum;
  slope.excess = -sum;
  const std::int32_t event = data_.event[row];
  if (event >= first && event <= last) slope.excess += static_cast<std::int32_t>(std::llround(data_.weight[row] * static_cast<double>(scale_)));
  return {slope.excess, slope.expected};
}

void TreeGrower::fill(std::int64_t group, Node& node, const GrownNode& at) {
  if (group == data_.groups()) {  // the intervals of time
    node.times.assign(static_cast<std::size_t>(at.last - at.first + 1), {});
    SlopeSum* to = node.times.data() - at.first;
    // Sums in turn: a wide read right behind a narrow write to the same place would wait for it.
    constexpr std::size_t turns = 4;
    std::uint64_t expected[turns][256] = {};
    for (std::size_t i = 0; i < node.rows.size(); ++i) {
      const std::uint32_t row = node.rows[i];
      const std::int32_t begin = data_.first[row], first = std::max(begin, at.first), last = std::min<std::int32_t>(data_.last[row], at.last);
      const float* cells = data_.expected.data() + data_.offset[row] - begin;
      const float scale = row_scale(row);
      std::uint64_t* sums = expected[i % turns];
      for (std::int32_t b = first; b <= last; ++b) sums[b] += static_cast<std::uint32_t>(whole(cells[b], scale));
      const std::int32_t event = data_.event[row];
      if (event >= first && event <= last) to[event].excess += node.slopes[i].excess + node.slopes[i].expected;
    }
    for (std::int32_t b = at.first; b <= at.last; ++b) {
      for (const auto& sums : expected) to[b].expected += static_cast<std::int64_t>(sums[b]);
      to[b].excess -= to[b].expected;
    }
    return;
  }
  std::fill(node.cells.begin() + group_first_[group], node.cells.begin() + group_first_[group + 1], SlopeSum{});
  const std::int64_t first = group * group_columns, columns = std::min<std::int64_t>(group_columns, static_cast<std::int64_t>(data_.columns.size()) - first);
  add_rows(data_.codes.data() + group * data_.rows, node.rows.data(), node.slopes.data(), static_cast<std::int64_t>(node.rows.size()), columns,
           cell_offset_.data() + first, node.cells.data());
}

void TreeGrower::take_away(std::int64_t group, const Node& from, Node& node) {
  if (group == data_.groups()) return;
  for (std::int64_t c = group_first_[group]; c < group_first_[group + 1]; ++c) node.cells[c] -= from.cells[c];
}

void TreeGrower::search(std::int64_t group, const Node& node, const SlopeSum& total, const std::vector<std::uint8_t>& allowed, BestSplit& best,
                        std::int32_t& feature) const {
  const auto keep = [&](BestSplit&& split, std::int32_t by) {
    if (split.bin < 0 || !(split.gain > best.gain)) return;
    best = std::move(split);
    feature = by;
  };
  if (group == data_.groups()) {
    if (rules_.by_time) keep(best_time_split(node.times.data(), static_cast<std::int32_t>(node.times.size()), total, node.rules), GrownNode::time);
    return;
  }
  const std::int64_t first = group * group_columns, last = std::min<std::int64_t>(first + group_columns, static_cast<std::int64_t>(data_.columns.size()));
  for (std::int64_t j = first; j < last; ++j) {
    if (!allowed[j]) continue;
    const stats::BinColumn& column = data_.columns[j];
    const SlopeSum* cells = node.cells.data() + cell_offset_[j];
    keep(column.categorical ? best_level_split(cells, column.bins, total, node.rules)
                            : best_number_split(cells, column.bins, total, node.rules, rules_.direction[j]),
         static_cast<std::int32_t>(j));
  }
}

// Finds the splits of two new nodes, or of the root (second < 0). `cells` are those of both together, empty when they are not known.
void TreeGrower::evaluate(GrownTree& tree, std::int32_t first, std::int32_t second, std::vector<SlopeSum> cells, std::vector<SlopeSum> times,
                          const std::vector<std::uint8_t>& allowed) {
  const bool both = second >= 0;
  const bool split_first = may_split(tree.nodes[first]), split_second = both && may_split(tree.nodes[second]);
  if (!split_first && !split_second) {
    if (!cells.empty()) cell_pool_.push_back(std::move(cells));
    return;
  }
  // The smaller one is counted, the other one is what is left.
  std::int32_t small = first, large = second;
  if (both && nodes_[second].rows.size() < nodes_[first].rows.size()) std::swap(small, large);
  const bool known = !cells.empty();
  const bool search_small = small == first ? split_first : split_second, search_large = both && (large == first ? split_first : split_second);
  nodes_[small].cells = take(cell_pool_);
  nodes_[small].cells.resize(static_cast<std::size_t>(cell_count_));
  if (search_large) {
    if (known) nodes_[large].cells = std::move(cells);
    else {
      nodes_[large].cells = take(cell_pool_);
      nodes_[large].cells.resize(static_cast<std::size_t>(cell_count_));
    }
  }
  // The parent's intervals less those of one child are the other's.
  const bool known_times = known && !times.empty();
  const std::int64_t groups = data_.groups();
  std::vector<BestSplit> best(static_cast<std::size_t>(2 * (groups + 1)));
  std::vector<std::int32_t> feature(best.size(), GrownNode::leaf);
  const auto rows = static_cast<std::int64_t>(nodes_[small].rows.size());
  const std::int64_t by_row = group_columns * groups;
  share(rows * by_row + cell_count_, groups + 1, [&](std::int64_t turn) {
    const std::int64_t group = groups - turn;  // time first: it takes longest
    if (group == groups && !rules_.by_time) return;
    fill(group, nodes_[small], tree.nodes[small]);
    if (search_large) {
      if (group == groups) {
        const GrownNode& at = tree.nodes[large];
        if (known_times && times.size() == static_cast<std::size_t>(at.last - at.first + 1) && nodes_[small].times.size() == times.size()) {
          nodes_[large].times = times;
          for (std::size_t b = 0; b < times.size(); ++b) nodes_[large].times[b] -= nodes_[small].times[b];
        } else {
          fill(group, nodes_[large], at);
        }
      } else if (known) {
        take_away(group, nodes_[small], nodes_[large]);
      } else {
        fill(group, nodes_[large], tree.nodes[large]);
      }
    }
    if (search_small) search(group, nodes_[small], tree.nodes[small].sum, allowed, best[2 * group], feature[2 * group]);
    if (search_large) search(group, nodes_[large], tree.nodes[large].sum, allowed, best[2 * group + 1], feature[2 * group + 1]);
  });
  for (std::int64_t side = 0; side < 2; ++side) {
    if (side == 0 ? !search_small : !search_large) continue;
    Node& node = nodes_[side == 0 ? small : large];
    for (std::int64_t group = 0; group <= groups; ++group) {
      BestSplit& split = best[2 * group + side];
      if (split.bin < 0 || !(split.gain > node.split.gain)) continue;
      node.split = std::move(split);
      node.feature = feature[2 * group + side];
    }
    if (!(node.split.gain > rules_.least_gain * scale_)) node.feature = GrownNode::leaf;
  }
  if (!cells.empty()) cell_pool_.push_back(std::move(cells));
  if (!search_small) {
    cell_pool_.push_back(std::move(nodes_[small].cells));
    nodes_[small].cells.clear();
  }
}

// Carries out the split of a node: its rows go to two new ones.
void TreeGrower::part(GrownTree& tree, std::int32_t place) {
  const auto left_place = static_cast<std::int32_t>(tree.nodes.size()), right_place = left_place + 1;
  tree.nodes.resize(tree.nodes.size() + 2);
  nodes_.resize(tree.nodes.size());
  GrownNode &at = tree.nodes[place], &left = tree.nodes[left_place], &right = tree.nodes[right_place];
  Node &node = nodes_[place], &to_left = nodes_[left_place], &to_right = nodes_[right_place];
  at.feature = node.feature;
  at.left = left_place;
  at.right = right_place;
  at.gain = node.split.gain / static_cast<double>(scale_);
  left.depth = right.depth = at.depth + 1;
  left.first = right.first = at.first;
  left.last = right.last = at.last;
  to_left.rules = to_right.rules = node.rules;
  for (Node* child : {&to_left, &to_right}) {
    child->rows = take(row_pool_);
    child->slopes = take(slope_pool_);
  }
  const auto rows = static_cast<std::int64_t>(node.rows.size());
  std::int64_t left_weight = 0, right_weight = 0;
  if (node.feature == GrownNode::time) {
    at.cut = at.first + node.split.bin + 1;
    left.last = at.cut - 1;
    right.first = at.cut;
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::uint32_t row = node.rows[i];
      const std::int32_t first = std::max<std::int32_t>(data_.first[row], at.first), last = std::min<std::int32_t>(data_.last[row], at.last);
      RowSlope slope = node.slopes[i], before{0, 0};
      if (first < at.cut && last >= at.cut) {
        slope_within(row, first, at.cut - 1, before);
        slope.excess -= before.excess;
        slope.expected -= before.expected;
      }
      if (first < at.cut) {
        to_left.rows.push_back(row);
        to_left.slopes.push_back(last >= at.cut ? before : slope);
        left_weight += whole_weight_[row];
      }
      if (last >= at.cut) {
        to_right.rows.push_back(row);
        to_right.slopes.push_back(slope);
        right_weight += whole_weight_[row];
      }
    }
  } else {
    const stats::BinColumn& column = data_.columns[node.feature];
    at.cut = node.split.bin;
    at.missing_left = node.split.missing_left;
    at.goes_left.assign(256, false);
    for (std::int32_t b = 0; b < column.bins; ++b) at.goes_left[b] = column.categorical ? node.split.levels_left[b] : b <= at.cut;
    at.goes_left[column.bins] = at.missing_left;
    bool goes_left[256];
    for (int b = 0; b < 256; ++b) goes_left[b] = at.goes_left[b];
    const std::uint64_t* codes = data_.codes.data() + (node.feature / group_columns) * data_.rows;
    const int shift = static_cast<int>(8 * (node.feature % group_columns));
    for (Node* child : {&to_left, &to_right}) {
      child->rows.resize(static_cast<std::size_t>(rows));
      child->slopes.resize(static_cast<std::size_t>(rows));
    }
    std::int64_t lefts = 0, rights = 0;
    for (std::int64_t i = 0; i < rows; ++i) {  // both sides are written, one moves on: no branch to guess
      const std::uint32_t row = node.rows[i];
      const bool goes = goes_left[(codes[row] >> shift) & 255];
      to_left.rows[lefts] = to_right.rows[rights] = row;
      to_left.slopes[lefts] = to_right.slopes[rights] = node.slopes[i];
      const std::int64_t weight = whole_weight_[row];
      left_weight += goes ? weight : 0;
      right_weight += goes ? 0 : weight;
      lefts += goes;
      rights += !goes;
    }
    to_left.rows.resize(static_cast<std::size_t>(lefts));
    to_left.slopes.resize(static_cast<std::size_t>(lefts));
    to_right.rows.resize(static_cast<std::size_t>(rights));
    to_right.slopes.resize(static_cast<std::size_t>(rights));
    if (const int direction = rules_.direction[node.feature]; direction != 0) {
      const SlopeSum other = at.sum - node.split.left;
      const double middle = 0.5 * (value_of(node.split.left, node.rules) + value_of(other, node.rules));
      (direction > 0 ? to_left.rules.upper : to_left.rules.lower) = middle;
      (direction > 0 ? to_right.rules.lower : to_right.rules.upper) = middle;
    }
  }
  left.sum = node.split.left;
  right.sum = at.sum - node.split.left;
  left.cover = static_cast<double>(left_weight) / weight_scale_;
  right.cover = static_cast<double>(right_weight) / weight_scale_;
  row_pool_.push_back(std::move(node.rows));
  slope_pool_.push_back(std::move(node.slopes));
  node.rows.clear();
  node.slopes.clear();
}

GrownTree TreeGrower::grow(const std::vector<std::uint32_t>& rows, const std::vector<std::uint8_t>& allowed, double largest) {
  GrownTree tree;
  // A row fits 30 bits, and a weight of 1 is a whole number in the scale.
  scale_ = static_cast<float>(std::exp2(29.0 - std::ceil(std::log2(std::max(largest, 1e-30)))));
  tree.scale = static_cast<double>(scale_);
  tree.nodes.resize(1);
  nodes_.clear();
  nodes_.resize(1);
  GrownNode& at = tree.nodes[0];
  Node& root = nodes_[0];
  at.last = static_cast<std::int32_t>(data_.intervals) - 1;
  root.rules.l2 = rules_.l2 * tree.scale;
  root.rules.least_expected = rules_.least_expected * tree.scale;
  root.rows = take(row_pool_);
  root.rows = rows;
  root.slopes = take(slope_pool_);
  root.slopes.resize(rows.size());
  const auto count = static_cast<std::int64_t>(rows.size());
  constexpr std::int64_t chunk_rows = 8192;
  const std::int64_t chunks = std::max<std::int64_t>(1, (count + chunk_rows - 1) / chunk_rows);
  std::vector<SlopeSum> sums(static_cast<std::size_t>(chunks));
  std::vector<std::int64_t> weights(static_cast<std::size_t>(chunks), 0);
  share(count * 16, chunks, [&](std::int64_t chunk) {
    for (std::int64_t i = chunk * chunk_rows; i < std::min(count, (chunk + 1) * chunk_rows); ++i) {
      sums[chunk] += slope_within(rows[i], data_.first[rows[i]], data_.last[rows[i]], root.slopes[i]);
      weights[chunk] += whole_weight_[rows[i]];
    }
  });
  std::int64_t weight = 0;
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    at.sum += sums[chunk];
    weight += weights[chunk];
  }
  at.cover = static_cast<double>(weight) / weight_scale_;
  evaluate(tree, 0, -1, {}, {}, allowed);

  constexpr std::int64_t most_bytes = std::int64_t{512} << 20;
  const std::int64_t most_histograms = std::max<std::int64_t>(2, most_bytes / std::max<std::int64_t>(1, cell_count_ * static_cast<std::int64_t>(sizeof(SlopeSum))));
  for (std::int64_t leaves = 1; leaves < rules_.leaves; ++leaves) {
    std::int32_t best = -1;
    std::int64_t histograms = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      histograms += !nodes_[i].cells.empty();
      if (nodes_[i].feature == GrownNode::leaf || tree.nodes[i].feature != GrownNode::leaf) continue;
      if (best < 0 || nodes_[i].split.gain > nodes_[best].split.gain) best = static_cast<std::int32_t>(i);
    }
    if (best < 0) break;
    part(tree, best);
    std::vector<SlopeSum> cells = std::move(nodes_[best].cells), times = std::move(nodes_[best].times);
    nodes_[best].cells.clear();
    if (leaves + 1 == rules_.leaves) break;  // what the new leaves could become is not asked any more
    if (histograms > most_histograms) cells = {};
    const auto left = static_cast<std::int32_t>(tree.nodes.size()) - 2;
    evaluate(tree, left, left + 1, std::move(cells), std::move(times), allowed);
    if (histograms > most_histograms)
      for (const std::int32_t child : {left, left + 1}) nodes_[child].cells = {};
  }

  std::vector<std::int32_t> leaves;
  std::int64_t work = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    GrownNode& node = tree.nodes[i];
    if (node.feature != GrownNode::leaf) continue;
    const double ratio = 1.0 + value_of(node.sum, nodes_[i].rules);
    node.value = rules_.learning_rate * std::clamp(std::log(std::max(ratio, 1e-300)), -largest_value, largest_value);
    leaves.push_back(static_cast<std::int32_t>(i));
    work += static_cast<std::int64_t>(nodes_[i].rows.size());
  }
  share(work * 16, static_cast<std::int64_t>(leaves.size()), [&](std::int64_t leaf) {
    const GrownNode& node = tree.nodes[leaves[leaf]];
    const auto factor = static_cast<float>(std::exp(node.value));
    for (const std::uint32_t row : nodes_[leaves[leaf]].rows) {
      const std::int32_t begin = data_.first[row], first = std::max(begin, node.first), last = std::min<std::int32_t>(data_.last[row], node.last);
      float* cells = data_.expected.data() + data_.offset[row] - begin;
      for (std::int32_t b = first; b <= last; ++b) cells[b] *= factor;
    }
  });
  for (Node& node : nodes_) {
    if (!node.cells.empty()) cell_pool_.push_back(std::move(node.cells));
    if (node.rows.capacity() > 0) row_pool_.push_back(std::move(node.rows));
    if (node.slopes.capacity() > 0) slope_pool_.push_back(std::move(node.slopes));
  }
  return tree;
}

}  // namespace mainstay::inline v1::survival
