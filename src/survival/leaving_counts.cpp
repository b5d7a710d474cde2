#include "mainstay/survival/counts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "survival/counts.hpp"

namespace mainstay::inline v1::survival {

namespace {

void append_cell(Cells& to, const Cells& from, std::int64_t i) {
  to.append(from.time[at(i)], from.cause[at(i)], from.delayed_entry ? from.entry[at(i)] : 0.0, from.rows[at(i)],
         from.weighted ? from.weight[at(i)] : 0.0, from.weighted ? from.squared_weight[at(i)] : 0.0);
}

// The union of two ascending lists of names, and where each name of either list stands in it.
struct Union {
  std::vector<std::string> names;
  std::vector<std::int64_t> place_a, place_b;
};

Union unite(const std::vector<std::string>& a, const std::vector<std::string>& b, bool numbers) {
  Union all;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    const bool from_a = i < a.size() && (j == b.size() || !name_before(b[j], a[i], numbers));
    const bool from_b = j < b.size() && (i == a.size() || !name_before(a[i], b[j], numbers));
    all.names.push_back(from_a ? a[i] : b[j]);
    if (from_a) all.place_a.push_back(static_cast<std::int64_t>(all.names.size()) - 1), ++i;
    if (from_b) all.place_b.push_back(static_cast<std::int64_t>(all.names.size()) - 1), ++j;
  }
  return all;
}

}  // namespace

void append_merged(Cells& to, const Cells& a, std::int64_t i, std::int64_t i_end, const Cells& b, std::int64_t j, std::int64_t j_end) {
  const auto key = [](const Cells& c, std::int64_t k) {
    return std::make_tuple(c.time[at(k)], c.cause[at(k)], c.delayed_entry ? c.entry[at(k)] : 0.0);
  };
  while (i < i_end && j < j_end) {
    const auto left = key(a, i), right = key(b, j);
    if (left < right) append_cell(to, a, i++);
    else if (right < left) append_cell(to, b, j++);
    else {
      append_cell(to, a, i++);
      to.rows.back() += b.rows[at(j)];
      if (to.weighted) {
        to.weight.back() += b.weight[at(j)];
        to.squared_weight.back() += b.squared_weight[at(j)];
      }
      ++j;
    }
  }
  for (; i < i_end; ++i) append_cell(to, a, i);
  for (; j < j_end; ++j) append_cell(to, b, j);
}

LeavingCounts counts_of(const Cells& cells, Names groups, Names strata) {
  LeavingCounts counts;
  counts.weighted = cells.weighted;
  counts.fractional_weights = cells.fractional;
  counts.delayed_entry = cells.delayed_entry;
  counts.numbered_groups = groups.numbers;
  counts.numbered_strata = strata.numbers;
  counts.groups = std::move(groups.names);
  counts.strata = std::move(strata.names);
  const std::int64_t group_count = std::max<std::int64_t>(1, static_cast<std::int64_t>(counts.groups.size()));
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
    const std::size_t size = at(cells.begin[at(lane) + 1]);
    if (!counts.groups.empty()) counts.group.resize(size, lane % group_count);
    if (!counts.strata.empty()) counts.stratum.resize(size, lane / group_count);
  }
  counts.time = cells.time;
  counts.cause.assign(cells.cause.begin(), cells.cause.end());
  counts.rows = cells.rows;
  counts.entry = cells.entry;
  counts.weight = cells.weight;
  counts.squared_weight = cells.squared_weight;
  return counts;
}

Cells cells_of(std::string_view analysis, const LeavingCounts& counts) {
  const auto damaged = [&](const char* what) -> Error {
    return Error(ErrorCode::corrupt, analysis, std::string("the counts of the state are damaged: ") + what);
  };
  const auto size = static_cast<std::int64_t>(counts.time.size());
  const auto fits = [&](std::size_t length, bool there) { return static_cast<std::int64_t>(length) == (there ? size : 0); };
  if (!fits(counts.cause.size(), true) || !fits(counts.rows.size(), true) || !fits(counts.group.size(), !counts.groups.empty()) ||
      !fits(counts.stratum.size(), !counts.strata.empty()) || !fits(counts.entry.size(), counts.delayed_entry) ||
      !fits(counts.weight.size(), counts.weighted) || !fits(counts.squared_weight.size(), counts.weighted))
    throw damaged("columns of unequal length");
  for (const auto& [names, numbers] : {std::pair(&counts.groups, counts.numbered_groups), std::pair(&counts.strata, counts.numbered_strata)})
    for (std::size_t i = 1; i < names->size(); ++i)
      if (!name_before((*names)[i - 1], (*names)[i], numbers)) throw damaged("names out of order");
  const auto groups = static_cast<std::int64_t>(counts.groups.size()), strata = static_cast<std::int64_t>(counts.strata.size());
  Cells cells;
  cells.weighted = counts.weighted;
  cells.fractional = counts.fractional_weights;
  cells.delayed_entry = counts.delayed_entry;
  cells.begin.assign(at(lanes_of(analysis, groups, strata)) + 1, 0);
  const auto lane_of = [&](std::int64_t i) {
    return (strata ? counts.stratum[at(i)] : 0) * std::max<std::int64_t>(1, groups) + (groups ? counts.group[at(i)] : 0);
  };
  const auto key = [&](std::int64_t i) {
    return std::make_tuple(lane_of(i), counts.time[at(i)], counts.cause[at(i)], counts.delayed_entry ? counts.entry[at(i)] : 0.0);
  };
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    if ((groups && (counts.group[at(i)] < 0 || counts.group[at(i)] >= groups)) ||
        (strata && (counts.stratum[at(i)] < 0 || counts.stratum[at(i)] >= strata)))
      throw damaged("a group or stratum without a name");
    if (counts.cause[at(i)] < 0 || counts.cause[at(i)] > most_causes) throw damaged("a cause out of bounds");
    if (!(counts.time[at(i)] >= 0.0) || !std::isfinite(counts.time[at(i)])) throw damaged("a time out of bounds");
    if (counts.delayed_entry && (!(counts.entry[at(i)] < counts.time[at(i)]) || !std::isfinite(counts.entry[at(i)])))
      throw damaged("an entry after its end");
    if (counts.rows[at(i)] < 1 || counts.rows[at(i)] > (INT64_MAX >> 1) - total) throw damaged("a number of rows out of bounds");
    if (counts.weighted && (!(counts.weight[at(i)] > 0.0) || !std::isfinite(counts.weight[at(i)]) ||
                            !(counts.squared_weight[at(i)] >= 0.0) || !std::isfinite(counts.squared_weight[at(i)])))
      throw damaged("a weight out of bounds");
    if (i > 0 && !(key(i - 1) < key(i))) throw damaged("cells out of order");
    total += counts.rows[at(i)];
    ++cells.begin[at(lane_of(i)) + 1];
  }
  for (std::size_t lane = 1; lane < cells.begin.size(); ++lane) cells.begin[lane] += cells.begin[lane - 1];
  cells.time = counts.time;
  cells.cause.assign(counts.cause.begin(), counts.cause.end());
  cells.rows = counts.rows;
  cells.entry = counts.entry;
  cells.weight = counts.weight;
  cells.squared_weight = counts.squared_weight;
  return cells;
}

void add_counts(std::string_view analysis, LeavingCounts& counts, const LeavingCounts& other) {
  if (other.time.empty()) return;
  if (counts.time.empty()) {
    counts = other;
    return;
  }
  const auto differ = [&](const char* what) {
    throw Error(ErrorCode::unsupported, analysis, std::string("states of unlike rows cannot be merged: one has ") + what + ", the other has not");
  };
  if (counts.weighted != other.weighted) differ("weights");
  if (counts.delayed_entry != other.delayed_entry) differ("entry");
  if (counts.groups.empty() != other.groups.empty()) differ("group");
  if (counts.strata.empty() != other.strata.empty()) differ("strata");
  if (counts.numbered_groups != other.numbered_groups) differ("whole numbers as group");
  if (counts.numbered_strata != other.numbered_strata) differ("whole numbers as strata");
  const Cells a = cells_of(analysis, counts), b = cells_of(analysis, other);
  Union groups = unite(counts.groups, other.groups, counts.numbered_groups);
  Union strata = unite(counts.strata, other.strata, counts.numbered_strata);
  const auto group_count = std::max<std::int64_t>(1, static_cast<std::int64_t>(groups.names.size()));
  const std::int64_t lanes = lanes_of(analysis, static_cast<std::int64_t>(groups.names.size()), static_cast<std::int64_t>(strata.names.size()));
  // For each lane of the union, the lane of either side, or none.
  const auto sources = [&](const std::vector<std::int64_t>& group_place, const std::vector<std::int64_t>& stratum_place, const Cells& cells) {
    std::vector<std::int64_t> source(at(lanes), -1);
    const auto own_groups = std::max<std::int64_t>(1, static_cast<std::int64_t>(group_place.size()));
    for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
      const std::int64_t group = group_place.empty() ? 0 : group_place[at(lane % own_groups)];
      const std::int64_t stratum = stratum_place.empty() ? 0 : stratum_place[at(lane / own_groups)];
      source[at(stratum * group_count + group)] = lane;
    }
    return source;
  };
  const auto from_a = sources(groups.place_a, strata.place_a, a), from_b = sources(groups.place_b, strata.place_b, b);
  Cells merged;
  merged.weighted = a.weighted;
  merged.fractional = a.fractional || b.fractional;
  merged.delayed_entry = a.delayed_entry;
  for (std::size_t lane = 0; lane < at(lanes); ++lane) {
    const std::int64_t i = from_a[lane], j = from_b[lane];
    append_merged(merged, a, i < 0 ? 0 : a.begin[at(i)], i < 0 ? 0 : a.begin[at(i) + 1], b, j < 0 ? 0 : b.begin[at(j)],
               j < 0 ? 0 : b.begin[at(j) + 1]);
    merged.begin.push_back(merged.size());
  }
  counts = counts_of(merged, {std::move(groups.names), counts.numbered_groups}, {std::move(strata.names), counts.numbered_strata});
}

bool name_before(const std::string& a, const std::string& b, bool numbers) {
  if (!numbers) return a < b;
  std::int64_t left = 0, right = 0;
  std::from_chars(a.data(), a.data() + a.size(), left);
  std::from_chars(b.data(), b.data() + b.size(), right);
  return left < right;
}

}  // namespace mainstay::inline v1::survival
