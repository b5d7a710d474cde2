#include "stats/labels.hpp"

#include <algorithm>
#include <charconv>

#include "stats/order.hpp"

namespace mainstay::inline v1::stats {

namespace {
constexpr std::int64_t block_rows = 4096;

std::int64_t whole(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
}  // namespace

Labels labels_of(const Column& column) {
  Labels labels;
  const std::int64_t n = column.size;
  if (column.categorical) {
    labels.names.assign(column.levels.begin(), column.levels.end());
    labels.codes.resize(static_cast<std::size_t>(n));
    std::int64_t scratch[block_rows];
    for (std::int64_t first = 0; first < n; first += block_rows) {
      const std::int64_t count = std::min(block_rows, n - first);
      const std::int64_t* codes = read_integers(column, first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i) labels.codes[static_cast<std::size_t>(first + i)] = static_cast<std::uint32_t>(codes[i]);
    }
    return labels;
  }
  std::vector<double> copy(static_cast<std::size_t>(n));
  for (std::int64_t first = 0; first < n; first += block_rows) {
    const std::int64_t count = std::min(block_rows, n - first);
    const double* values = read_numbers(column, first, count, copy.data() + first);
    if (values != copy.data() + first) std::copy_n(values, count, copy.data() + first);
  }
  Distinct distinct = distinct_of(copy.data(), n);
  labels.numbers = true;
  labels.codes = std::move(distinct.index);
  labels.names.reserve(distinct.values.size());
  for (const double value : distinct.values) labels.names.push_back(std::to_string(static_cast<std::int64_t>(value)));
  return labels;
}

bool label_before(const std::string& a, const std::string& b, bool numbers) {
  return numbers ? whole(a) < whole(b) : a < b;
}

}  // namespace mainstay::inline v1::stats
