#include "survival/forest_growth.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mainstay::inline v1::survival {

namespace {

template <class T>
std::int64_t size_of(const std::vector<T>& list) {
  return static_cast<std::int64_t>(list.capacity() * sizeof(T));
}

constexpr std::int64_t few_rows = 1024;  // fewer than that: only the codes that occur have cells

}  // namespace

std::int64_t ForestRows::bytes() const noexcept {
  return size_of(bins.codes) + size_of(last) + size_of(after) + size_of(moment) + size_of(split_after) + size_of(whole) + size_of(person);
}

std::int64_t ForestTree::bytes() const noexcept { return size_of(nodes) + size_of(cell) + size_of(weight) + size_of(drawn); }

ForestGrower::ForestGrower(const ForestRows& data, const GrowthOptions& options)
    : data_(data), options_(options), random_({options.seed}), multiple_(options.replace), weighted_(!data.whole.empty()) {
  columns_.resize(data.bins.columns.size());
  cell_of_moment_.resize(static_cast<std::size_t>((data.split_steps.count() + 1) * data.kinds()));
}

std::int64_t ForestGrower::bytes(const ForestRows& data, const GrowthOptions& options, std::int64_t most_drawn) {
  const bool entered = !data.after.empty(), counted = !data.whole.empty() || options.replace;
  const std::int64_t per_row = 2 * 4 + 2 + (entered ? 2 : 0) + (counted ? 8 : 0) + (counted ? 32 : 8) * (entered ? 2 : 1);
  const std::int64_t steps = data.split_steps.count() + 1, kinds = data.kinds();
  const std::int64_t cells = (steps * kinds + steps + 1) * 256, scan = (steps + 4 * kinds + 8) * 264;
  return most_drawn * per_row + data.people * 5 + cells * 8 + scan * 8 + data.curve_steps.count() * 8 * (kinds + 3) + 65536;
}

std::int64_t ForestGrower::tree_bytes(const ForestRows& data, const GrowthOptions& options, std::int64_t most_drawn) {
  const double least = std::max(1.0, options.rules.least_rows);
  double leaves = std::max(1.0, std::floor(static_cast<double>(most_drawn) / least));
  if (options.depth < 60) leaves = std::min(leaves, std::ldexp(1.0, static_cast<int>(options.depth)));
  // Lists grow by doubling, then are cut to size; the table of the fit holds every node and cell once more.
  const auto nodes = static_cast<std::int64_t>(2.0 * leaves), cells = (data.after.empty() ? 1 : 2) * most_drawn;
  return nodes * (3 * static_cast<std::int64_t>(sizeof(ForestNode)) + 88) + cells * (3 * 12 + 16) + data.rows / 8 + 4096;
}

// Rows of the people drawn, in order; drawn twice, a person's rows count twice.
void ForestGrower::draw(std::int64_t number) {
  random_ = stats::Random({options_.seed, 0x666f72657374u, static_cast<std::uint64_t>(number)});
  times_drawn_.assign(options_.replace ? static_cast<std::size_t>(data_.people) : 0, 0);
  rows_.clear();
  if (options_.replace) {
    for (std::int64_t i = 0; i < options_.drawn; ++i) ++times_drawn_[static_cast<std::size_t>(random_.below(static_cast<std::uint64_t>(data_.people)))];
  } else {
    people_.resize(static_cast<std::size_t>(data_.people));
    std::iota(people_.begin(), people_.end(), 0);
    stats::draw_first(people_, options_.drawn, random_);
    taken_.assign(static_cast<std::size_t>(data_.people + 63) / 64, 0);
    for (std::int64_t i = 0; i < options_.drawn; ++i) taken_[static_cast<std::size_t>(people_[i] >> 6)] |= std::uint64_t{1} << (people_[i] & 63);
  }
  for (std::int64_t i = 0; i < data_.rows; ++i) {
    const std::int64_t person = data_.person_of(i);
    if (person < 0) continue;
    if (options_.replace ? times_drawn_[static_cast<std::size_t>(person)] > 0 : (taken_[static_cast<std::size_t>(person >> 6)] >> (person & 63)) & 1)
      rows_.push_back(static_cast<std::uint32_t>(i));
  }
}

template <class Number>
void ForestGrower::try_column(const Work& work, std::int32_t column, bool few, std::vector<Number>& cells, Cut& best, std::int32_t& of) {
  const stats::BinColumn& known = data_.bins.columns[static_cast<std::size_t>(column)];
  if (known.bins == 0) return;
  const std::uint8_t* codes = data_.bins.column(static_cast<std::size_t>(column));
  const std::uint32_t* rows = rows_.data() + work.first;
  const std::int64_t count = work.last - work.first;
  std::uint8_t code[256];
  std::uint8_t slot[256];
  std::int32_t slots = 0;
  if (few) {
    std::uint64_t seen[4] = {};
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint8_t c = codes[rows[i]];
      seen[c >> 6] |= std::uint64_t{1} << (c & 63);
    }
    for (std::int32_t c = 0; c <= known.bins; ++c)
      if ((seen[c >> 6] >> (c & 63)) & 1) {
        code[slots] = static_cast<std::uint8_t>(c);
        slot[c] = static_cast<std::uint8_t>(slots++);
      }
  } else {
    slots = known.bins + 1;
    for (std::int32_t c = 0; c < slots; ++c) code[c] = slot[c] = static_cast<std::uint8_t>(c);
  }
  if (slots < 2) return;
  const std::int32_t places = node_.count() + 1, kinds = data_.kinds();
  const bool entered = !data_.after.empty(), counted = weighted_ || multiple_;
  const std::int64_t own = static_cast<std::int64_t>(places) * kinds * slots, later = entered ? static_cast<std::int64_t>(places) * slots : 0;
  cells.assign(static_cast<std::size_t>(own + later + (counted ? slots : 0)), Number{0});
  Number* own_cells = cells.data();
  Number* later_cells = cells.data() + own;
  Number* row_cells = cells.data() + own + later;
  if (!counted && !entered) {
    for (std::int64_t i = 0; i < count; ++i) own_cells[static_cast<std::int64_t>(cell_[i]) * slots + slot[codes[rows[i]]]] += Number{1};
  } else {
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int32_t s = slot[codes[rows[i]]];
      const Number whole = counted ? static_cast<Number>(whole_[i]) : Number{1};
      own_cells[static_cast<std::int64_t>(cell_[i]) * slots + s] += whole;
      if (entered) later_cells[static_cast<std::int64_t>(after_[i]) * slots + s] += whole;
      if (counted) row_cells[s] += static_cast<Number>(times_drawn(rows[i]));
    }
  }
  // Codes of which the node has no row have no say.
  if (!few) {
    const std::int64_t lanes = static_cast<std::int64_t>(places) * kinds;
    bool any_missing = false;
    for (std::int64_t l = 0; l < lanes && !any_missing; ++l) any_missing = own_cells[l * slots + known.bins] != Number{0};
    if (!any_missing) code[slots - 1] = 255;  // no code of a column: it is neither missing nor a bin
  }
  search_.read<Number>(node_, own_cells, entered ? later_cells : nullptr, counted ? row_cells : nullptr, slots);
  const double before = best.statistic;
  if (known.categorical) search_.levels(node_, options_.rules, code, random_, best);
  else search_.numbers(node_, options_.rules, code, known.missing_bin(), random_, best);
  if (best.statistic > before) {
    of = column;
    // A cut lies in the middle of bins that the node does not have; codes that it does not have go with the larger part.
    double left_rows = 0.0, right_rows = 0.0;
    std::uint64_t present[4] = {};
    const auto goes = [&](std::int32_t c) { return (best.left[c >> 6] >> (c & 63)) & 1; };
    const std::int64_t lanes = static_cast<std::int64_t>(places) * kinds;
    for (std::int32_t s = 0; s < slots; ++s) {
      double inside = 0.0;
      for (std::int64_t l = 0; l < lanes; ++l) inside += static_cast<double>(own_cells[l * slots + s]);
      if (!(inside > 0.0)) continue;
      const std::int32_t c = code[s];
      present[c >> 6] |= std::uint64_t{1} << (c & 63);
      (goes(c) ? left_rows : right_rows) += inside;
    }
    const bool larger_left = left_rows >= right_rows;
    const auto there = [&](std::int32_t c) { return (present[c >> 6] >> (c & 63)) & 1; };
    const auto send = [&](std::int32_t c, bool to_left) {
      const std::uint64_t bit = std::uint64_t{1} << (c & 63);
      if (to_left) best.left[c >> 6] |= bit;
      else best.left[c >> 6] &= ~bit;
    };
    if (known.categorical) {
      for (std::int32_t c = 0; c <= known.bins; ++c)
        if (!there(c)) send(c, larger_left);
      bool any = false;
      for (std::int32_t c = 0; c < known.bins; ++c) any = any || goes(c);
      if (!any)  // missing values alone: they go right, so that levels are named that go left
        for (std::int32_t c = 0; c <= known.bins; ++c) send(c, !goes(c));
    } else {
      std::int32_t low = -1, high = known.bins;
      for (std::int32_t c = 0; c < known.bins; ++c) {
        if (!there(c)) continue;
        if (goes(c)) low = c;
        else high = std::min(high, c);
      }
      // Given values all on one side go left, and missing values alone right.
      best.last = low < 0 || high == known.bins ? known.bins - 1 : low + (high - low - 1) / 2;
      for (std::int32_t c = 0; c < known.bins; ++c) send(c, c <= best.last);
      if (low < 0) send(known.bins, false);
      else if (!there(known.bins)) send(known.bins, larger_left);
    }
  }
}

bool ForestGrower::split(const Work& work, Cut& best, std::int32_t& column) {
  const std::int64_t count = work.last - work.first;
  const std::int32_t steps = data_.split_steps.count(), kinds = data_.kinds();
  const bool entered = !data_.after.empty(), counted = weighted_ || multiple_;
  ended_.assign(static_cast<std::size_t>((steps + 1) * kinds), 0.0);
  entered_.assign(entered ? static_cast<std::size_t>(steps + 1) : 0, 0.0);
  const std::uint32_t* rows = rows_.data() + work.first;
  if (counted) whole_.resize(static_cast<std::size_t>(count));
  double drawn = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    double whole = 1.0;
    if (counted) {
      const std::int32_t times = times_drawn(rows[i]);
      whole_[i] = data_.whole_of(rows[i]) * times;
      whole = static_cast<double>(whole_[i]);
      drawn += times;
    }
    ended_[data_.moment[rows[i]]] += whole;
    if (entered) entered_[data_.split_after[rows[i]]] += whole;
  }
  if (!counted) drawn = static_cast<double>(count);
  node_.set(ended_.data(), entered ? entered_.data() : nullptr, steps, data_.causes, data_.unit, options_.any);
  if (work.node == 0) root_ = node_;
  if (work.depth >= options_.depth || drawn < 2.0 * options_.rules.least_rows || node_.tests() == 0 || node_.leavers() < 2.0 * options_.rules.least_leavers) return false;
  for (std::int32_t s = 0; s <= steps; ++s)
    for (std::int32_t c = 0; c < kinds; ++c) cell_of_moment_[static_cast<std::size_t>(s * kinds + c)] = static_cast<std::uint16_t>(node_.place(s) * kinds + c);
  cell_.resize(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) cell_[i] = cell_of_moment_[data_.moment[rows[i]]];
  if (entered) {
    after_.resize(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) after_[i] = static_cast<std::uint16_t>(node_.place(data_.split_after[rows[i]]));
  }
  const auto columns = static_cast<std::int64_t>(columns_.size());
  std::iota(columns_.begin(), columns_.end(), 0);
  // Columns drawn one after the other; where none of those asked for can be cut, on until one can.
  best = Cut{};
  for (std::int64_t i = 0; i < columns && (i < options_.columns || best.statistic <= 0.0); ++i) {
    std::swap(columns_[i], columns_[i + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(columns - i)))]);
    if (weighted_) try_column(work, columns_[i], count < few_rows, sums_, best, column);
    else try_column(work, columns_[i], count < few_rows, counts_, best, column);
  }
  return best.statistic > 0.0;
}

// What a leaf holds; split() has just seen the same rows.
void ForestGrower::hold(const Work& work, ForestTree& tree, ForestNode& node) {
  const std::int32_t kinds = data_.causes + 2, test_kinds = data_.kinds();
  const bool counted = weighted_ || multiple_;
  keys_.clear();
  pairs_.clear();
  for (std::int64_t i = work.first; i < work.last; ++i) {
    const std::uint32_t row = rows_[i];
    const std::int32_t cause = data_.moment[row] % test_kinds, last = data_.last[row];
    const double whole = counted ? static_cast<double>(data_.whole_of(row) * times_drawn(row)) : 1.0;
    node.cover += whole;
    if (last == 0) continue;
    const auto cell = static_cast<std::uint32_t>(last * kinds + cause);
    const std::uint32_t after = data_.after.empty() ? 0 : data_.after[row], entry = after * static_cast<std::uint32_t>(kinds) + static_cast<std::uint32_t>(data_.causes) + 1;
    if (counted) {
      pairs_.emplace_back(cell, whole);
      if (after > 0) pairs_.emplace_back(entry, whole);
    } else {
      keys_.push_back(cell);
      if (after > 0) keys_.push_back(entry);
    }
  }
  node.cover *= data_.unit;
  double expected = 0.0;  // from the sums that split() has left
  for (std::int32_t s = 1; s <= data_.split_steps.count(); ++s) {
    double ending = data_.after.empty() ? 0.0 : -entered_[s];
    for (std::int32_t c = 0; c < test_kinds; ++c) ending += ended_[s * test_kinds + c];
    expected += ending * root_.expected(0, s);
  }
  node.value = std::log((node_.leavers() + 1.0) / (expected * data_.unit + 1.0));
  node.first_cell = static_cast<std::int64_t>(tree.cell.size());
  if (counted) {
    std::sort(pairs_.begin(), pairs_.end());
    for (std::size_t i = 0; i < pairs_.size();) {
      double whole = 0.0;
      const std::uint32_t cell = pairs_[i].first;
      for (; i < pairs_.size() && pairs_[i].first == cell; ++i) whole += pairs_[i].second;
      tree.cell.push_back(cell);
      tree.weight.push_back(whole * data_.unit);
    }
  } else {
    std::sort(keys_.begin(), keys_.end());
    for (std::size_t i = 0; i < keys_.size();) {
      const std::size_t first = i;
      while (i < keys_.size() && keys_[i] == keys_[first]) ++i;
      tree.cell.push_back(keys_[first]);
      tree.weight.push_back(static_cast<double>(i - first));
    }
  }
  node.cells = static_cast<std::int64_t>(tree.cell.size()) - node.first_cell;
}

ForestTree ForestGrower::grow(std::int64_t number) {
  draw(number);
  ForestTree tree;
  if (options_.remember) tree.drawn.assign(static_cast<std::size_t>(data_.rows + 63) / 64, 0);
  if (options_.remember)
    for (const std::uint32_t row : rows_) tree.drawn[row >> 6] |= std::uint64_t{1} << (row & 63);
  other_rows_.resize(rows_.size());
  tree.nodes.emplace_back();
  std::vector<Work> open{{0, 0, 0, static_cast<std::int64_t>(rows_.size())}};
  while (!open.empty()) {
    const Work work = open.back();
    open.pop_back();
    Cut cut;
    std::int32_t column = -1;
    if (!split(work, cut, column)) {
      hold(work, tree, tree.nodes[static_cast<std::size_t>(work.node)]);
      continue;
    }
    const std::uint8_t* codes = data_.bins.column(static_cast<std::size_t>(column));
    std::int64_t left = work.first, right = 0;
    for (std::int64_t i = work.first; i < work.last; ++i) {
      const std::uint32_t row = rows_[i];
      const std::uint8_t code = codes[row];
      if ((cut.left[code >> 6] >> (code & 63)) & 1) rows_[left++] = row;
      else other_rows_[right++] = row;
    }
    std::copy_n(other_rows_.begin(), right, rows_.begin() + left);
    const auto child = static_cast<std::int32_t>(tree.nodes.size());
    ForestNode& node = tree.nodes[static_cast<std::size_t>(work.node)];
    node.column = column;
    node.last = cut.last;
    node.left = child;
    node.right = child + 1;
    std::copy(std::begin(cut.left), std::end(cut.left), node.goes_left);
    tree.nodes.resize(tree.nodes.size() + 2);
    open.push_back({child + 1, work.depth + 1, left, work.last});
    open.push_back({child, work.depth + 1, work.first, left});
  }
  for (std::size_t i = tree.nodes.size(); i-- > 0;)  // children stand after their parent
    if (tree.nodes[i].column >= 0)
      tree.nodes[i].cover = tree.nodes[static_cast<std::size_t>(tree.nodes[i].left)].cover + tree.nodes[static_cast<std::size_t>(tree.nodes[i].right)].cover;
  tree.nodes.shrink_to_fit();
  tree.cell.shrink_to_fit();
  tree.weight.shrink_to_fit();
  return tree;
}

}  // namespace mainstay::inline v1::survival
