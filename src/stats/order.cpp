#include "stats/order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace mainstay::inline v1::stats {

namespace {

constexpr int digit_bits = 11;
constexpr std::int64_t digit_values = std::int64_t{1} << digit_bits;
constexpr std::int64_t few = 96;              // below it, insertion or std::stable_sort is faster
constexpr std::int64_t very_many = 40000000;  // from here, two digits leave too many keys in one place

bool before(const Keyed& a, const Keyed& b) { return a.key < b.key; }

void insertion_sort(Keyed* items, std::int64_t n) {
  for (std::int64_t i = 1; i < n; ++i) {
    const Keyed item = items[i];
    std::int64_t j = i;
    for (; j > 0 && item.key < items[j - 1].key; --j) items[j] = items[j - 1];
    items[j] = item;
  }
}

void sort_few(Keyed* items, std::int64_t n) {
  if (n <= 24) insertion_sort(items, n);
  else std::stable_sort(items, items + n, before);
}

}  // namespace

void sort_keyed(Keyed* items, std::int64_t n, std::vector<Keyed>& scratch) {
  if (n <= few) return sort_few(items, n);
  double low = items[0].key, high = low;
  bool sorted = true;
  for (std::int64_t i = 1; i < n; ++i) {
    sorted &= items[i - 1].key <= items[i].key;
    low = std::min(low, items[i].key);
    high = std::max(high, items[i].key);
  }
  if (sorted) return;
  // The place of a key is a non-decreasing function of the key, whatever the rounding.
  const int digits = n < very_many ? 2 : 3;
  const double places = std::ldexp(1.0, digit_bits * digits) - 1.0;
  const double scale = places / (high - low);
  if (!(scale > 0.0) || !std::isfinite(scale)) return sort_few(items, n);
  const auto place = [low, scale, places](double key) {
    return static_cast<std::int64_t>(std::min((key - low) * scale, places));
  };

  std::vector<std::int64_t> starts(static_cast<std::size_t>(digits * digit_values), 0);
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t p = place(items[i].key);
    for (int d = 0; d < digits; ++d) ++starts[static_cast<std::size_t>(d * digit_values + ((p >> (digit_bits * d)) & (digit_values - 1)))];
  }
  if (static_cast<std::int64_t>(scratch.size()) < n) scratch.resize(static_cast<std::size_t>(n));
  Keyed* from = items;
  Keyed* to = scratch.data();
  for (int d = 0; d < digits; ++d) {
    std::int64_t* start = starts.data() + d * digit_values;
    std::exclusive_scan(start, start + digit_values, start, std::int64_t{0});
    for (std::int64_t i = 0; i < n; ++i) to[start[(place(from[i].key) >> (digit_bits * d)) & (digit_values - 1)]++] = from[i];
    std::swap(from, to);
  }
  if (from != items) std::copy_n(from, n, items);

  for (std::int64_t first = 0; first < n;) {
    const std::int64_t p = place(items[first].key);
    std::int64_t last = first + 1;
    while (last < n && place(items[last].key) == p) ++last;
    if (last - first > 1) sort_few(items + first, last - first);
    first = last;
  }
}

std::vector<std::int64_t> order_by(const double* values, std::int64_t n) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  if (n > INT64_C(0xffffffff)) {
    std::iota(order.begin(), order.end(), std::int64_t{0});
    std::stable_sort(order.begin(), order.end(), [values](std::int64_t a, std::int64_t b) { return values[a] < values[b]; });
    return order;
  }
  std::vector<Keyed> items(static_cast<std::size_t>(n)), scratch;
  for (std::int64_t i = 0; i < n; ++i) items[static_cast<std::size_t>(i)] = {values[i], static_cast<std::uint32_t>(i)};
  sort_keyed(items.data(), n, scratch);
  for (std::int64_t i = 0; i < n; ++i) order[static_cast<std::size_t>(i)] = items[static_cast<std::size_t>(i)].payload;
  return order;
}

Distinct distinct_of(const double* values, std::int64_t n) {
  Distinct result;
  if (n == 0) return result;
  result.index.resize(static_cast<std::size_t>(n));
  double low = values[0], high = values[0];
  bool whole = true;
  for (std::int64_t i = 0; i < n; ++i) {
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
    whole &= values[i] == std::floor(values[i]);
  }
  const double range = high - low;
  if (whole && range < 65536.0 + 2.0 * static_cast<double>(n) && range < 4294967295.0) {
    std::vector<std::uint32_t> place(static_cast<std::size_t>(range) + 1, 0);
    for (std::int64_t i = 0; i < n; ++i) place[static_cast<std::size_t>(values[i] - low)] = 1;
    for (std::size_t v = 0; v < place.size(); ++v)
      if (place[v]) {
        place[v] = static_cast<std::uint32_t>(result.values.size());
        result.values.push_back(low + static_cast<double>(v));
      }
    for (std::int64_t i = 0; i < n; ++i) result.index[static_cast<std::size_t>(i)] = place[static_cast<std::size_t>(values[i] - low)];
    return result;
  }
  if (n > INT64_C(0xffffffff)) throw std::length_error("distinct_of: more than 2^32 rows");
  std::vector<Keyed> items(static_cast<std::size_t>(n)), scratch;
  for (std::int64_t i = 0; i < n; ++i) items[static_cast<std::size_t>(i)] = {values[i], static_cast<std::uint32_t>(i)};
  sort_keyed(items.data(), n, scratch);
  for (const Keyed& item : items) {
    if (result.values.empty() || item.key != result.values.back()) result.values.push_back(item.key);
    result.index[item.payload] = static_cast<std::uint32_t>(result.values.size() - 1);
  }
  return result;
}

}  // namespace mainstay::inline v1::stats
