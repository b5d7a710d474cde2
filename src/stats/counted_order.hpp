// Rows put in the order of whole numbers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mainstay::inline v1::stats {

/// Puts rows in rising order of key(row), a whole number; equal ones stay as they stand. Counts where keys lie dense, O(n + range), and
/// sorts elsewhere. To order by several keys, call it for the last one first. `scratch` is grown to n.
template <class Row, class Key>
void order_by_whole(std::vector<Row>& rows, std::vector<Row>& scratch, const Key& key) {
  if (rows.empty()) return;
  std::int64_t low = key(rows[0]), high = low, before = low;
  bool rising = true;
  for (const Row& row : rows) {
    const std::int64_t value = key(row);
    low = std::min(low, value);
    high = std::max(high, value);
    rising = rising && value >= before;
    before = value;
  }
  if (rising) return;
  const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  if (range > rows.size() + 4096) {
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });
    return;
  }
  std::vector<std::size_t> next(static_cast<std::size_t>(range) + 2, 0);
  const auto place = [&](const Row& row) { return static_cast<std::size_t>(static_cast<std::uint64_t>(key(row)) - static_cast<std::uint64_t>(low)); };
  for (const Row& row : rows) ++next[place(row) + 1];
  for (std::size_t k = 1; k < next.size(); ++k) next[k] += next[k - 1];
  scratch.resize(rows.size());
  for (const Row& row : rows) scratch[next[place(row)]++] = row;
  rows.swap(scratch);
}

}  // namespace mainstay::inline v1::stats
