#include "stats/order.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/team.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr std::int64_t few = 96;  // below it, insertion or std::stable_sort is faster

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

void sort_keyed(Keyed* items, std::int64_t n, std::vector<Keyed>& scratch, Team* team) {
  if (n <= few) return sort_few(items, n);
  const std::int64_t chunks = team == nullptr ? 1 : std::clamp<std::int64_t>(n / 65536, 1, 16);
  const auto each_chunk = [&](const std::function<void(std::int64_t)>& work) {
    if (chunks > 1) team->run(chunks, work);
    else work(0);
  };

  struct Extent {
    double low, high;
    bool sorted;
  };
  std::vector<Extent> extents(static_cast<std::size_t>(chunks));
  each_chunk([&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    double low = items[span.first].key, high = low;
    bool sorted = span.first == 0 || items[span.first - 1].key <= low;
    for (std::int64_t i = span.first + 1; i < span.last; ++i) {
      sorted &= items[i - 1].key <= items[i].key;
      low = std::min(low, items[i].key);
      high = std::max(high, items[i].key);
    }
    extents[static_cast<std::size_t>(chunk)] = {low, high, sorted};
  });
  Extent all = extents[0];
  for (const Extent& extent : extents) all = {std::min(all.low, extent.low), std::max(all.high, extent.high), all.sorted && extent.sorted};
  if (all.sorted) return;

  // The place of a key is a non-decreasing function of the key, whatever the rounding: bins by place, then by the rest of it.
  std::int64_t bins = 64;
  while (bins < 1024 && bins * 512 < n) bins *= 2;  // more would not fit the page table's cache
  const double low = all.low, most = static_cast<double>(bins - 1), scale = static_cast<double>(bins) / (all.high - low);
  if (!(scale > 0.0) || !std::isfinite(scale)) return sort_few(items, n);
  const auto place = [low, scale](double key) { return (key - low) * scale; };
  const auto bin = [place, most](double key) { return static_cast<std::int64_t>(std::min(place(key), most)); };

  std::vector<std::int64_t> next(static_cast<std::size_t>(chunks * bins), 0), begin(static_cast<std::size_t>(bins) + 1);
  each_chunk([&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    std::int64_t* count = next.data() + chunk * bins;
    for (std::int64_t i = span.first; i < span.last; ++i) ++count[bin(items[i].key)];
  });
  std::int64_t sum = 0;
  for (std::int64_t b = 0; b < bins; ++b) {
    begin[static_cast<std::size_t>(b)] = sum;
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) sum += std::exchange(next[static_cast<std::size_t>(chunk * bins + b)], sum);
  }
  begin[static_cast<std::size_t>(bins)] = n;
  if (static_cast<std::int64_t>(scratch.size()) < n) scratch.resize(static_cast<std::size_t>(n));
  Keyed* binned = scratch.data();
  each_chunk([&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    std::int64_t* to = next.data() + chunk * bins;
    for (std::int64_t i = span.first; i < span.last; ++i) binned[to[bin(items[i].key)]++] = items[i];
  });

  // One bin fits the cache: count once more, finer, straight back into `items`, and repair neighbours of one place.
  const auto sort_bins = [&](std::int64_t part, std::int64_t parts) {
    std::vector<std::int64_t> start;
    const Span span = span_of(bins, parts, part);
    for (std::int64_t b = span.first; b < span.last; ++b) {
      const Keyed* from = binned + begin[static_cast<std::size_t>(b)];
      Keyed* to = items + begin[static_cast<std::size_t>(b)];
      const std::int64_t size = begin[static_cast<std::size_t>(b) + 1] - begin[static_cast<std::size_t>(b)];
      if (size <= 24) {
        std::copy_n(from, size, to);
        insertion_sort(to, size);
        continue;
      }
      std::int64_t fine = 64;
      while (fine < 2 * size) fine *= 2;
      const double first = static_cast<double>(b), finer = static_cast<double>(fine), last = finer - 1.0;
      const auto fine_bin = [&](double key) { return static_cast<std::size_t>(std::clamp((place(key) - first) * finer, 0.0, last)); };
      start.assign(static_cast<std::size_t>(fine) + 1, 0);
      for (std::int64_t i = 0; i < size; ++i) ++start[fine_bin(from[i].key) + 1];
      std::int64_t largest = 0;
      for (std::size_t f = 1; f < start.size(); ++f) {
        largest = std::max(largest, start[f]);
        start[f] += start[f - 1];
      }
      for (std::int64_t i = 0; i < size; ++i) to[start[fine_bin(from[i].key)]++] = from[i];
      if (largest <= 24) {  // nobody is further than that from where he belongs
        insertion_sort(to, size);
        continue;
      }
      std::int64_t end = 0;
      for (std::size_t f = 0; f + 1 < start.size(); ++f) {
        if (start[f] - end > 1) sort_few(to + end, start[f] - end);
        end = start[f];
      }
    }
  };
  if (chunks > 1) team->run(64, [&](std::int64_t part) { sort_bins(part, 64); });
  else sort_bins(0, 1);
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
