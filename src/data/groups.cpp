#include "data/groups.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::int64_t block = 4096;
constexpr std::int64_t most_groups = std::numeric_limits<std::int32_t>::max();

bool fits_directly(std::uint64_t range, std::size_t count) { return range <= 8 * count + 65536; }

// Calls act(row, value) for every present row and counts the others.
template <class Act>
std::int64_t each_whole(std::string_view analysis, std::string_view argument, const Column& column, const Act& act) {
  std::int64_t missing = 0;
  const auto absent = [&](std::int64_t row) { return column.validity != nullptr && !column.present(row); };
  if (column.type == ColumnType::float64 || column.type == ColumnType::float32) {
    std::vector<double> scratch(block);
    for (std::int64_t first = 0; first < column.size; first += block) {
      const std::int64_t count = std::min(block, column.size - first);
      const double* values = read_numbers(column, first, count, scratch.data());
      for (std::int64_t i = 0; i < count; ++i) {
        const double value = values[i];
        if (absent(first + i) || std::isnan(value)) {
          ++missing;
          continue;
        }
        if (value != std::floor(value)) refuse(analysis, argument, first + i, value, "a whole number");
        if (std::abs(value) > 9007199254740992.0) refuse(analysis, argument, first + i, value, "at most 2^53 in size");
        act(first + i, static_cast<std::int64_t>(value));
      }
    }
    return missing;
  }
  std::vector<std::int64_t> scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* values = read_integers(column, first, count, scratch.data());
    for (std::int64_t i = 0; i < count; ++i) {
      if (absent(first + i)) {
        ++missing;
        continue;
      }
      if (column.type == ColumnType::uint64 && values[i] < 0)
        refuse(analysis, argument, first + i, static_cast<double>(static_cast<std::uint64_t>(values[i])), "< 2^63");
      act(first + i, values[i]);
    }
  }
  return missing;
}

void encode_texts(std::string_view analysis, std::string_view argument, const Column& column, Groups& groups) {
  const auto levels = static_cast<std::int64_t>(column.levels.size());
  std::vector<std::uint8_t> occurs(column.levels.size(), 0);
  groups.missing = each_whole(analysis, argument, column, [&](std::int64_t row, std::int64_t code) {
    if (code < 0 || code >= levels)
      refuse(analysis, argument, row, static_cast<double>(code), "a code of one of " + std::to_string(levels) + " levels");
    occurs[static_cast<std::size_t>(code)] = 1;
    groups.codes[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(code);
  });
  std::vector<std::int32_t> order;
  for (std::int64_t code = 0; code < levels; ++code) {
    if (!occurs[static_cast<std::size_t>(code)]) continue;
    order.push_back(static_cast<std::int32_t>(code));
    if (is_utf8(column.levels[static_cast<std::size_t>(code)])) continue;
    const std::int64_t row = std::find(groups.codes.begin(), groups.codes.end(), static_cast<std::int32_t>(code)) - groups.codes.begin();
    throw Error(ErrorCode::invalid_argument, analysis, argument, row, quoted(column.levels[static_cast<std::size_t>(code)]), "text in UTF-8");
  }
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return column.levels[static_cast<std::size_t>(a)] < column.levels[static_cast<std::size_t>(b)];
  });
  std::vector<std::int32_t> rank(column.levels.size(), -1);
  for (const std::int32_t code : order) {
    const std::string_view level = column.levels[static_cast<std::size_t>(code)];
    if (groups.texts.empty() || groups.texts.back() != level) groups.texts.push_back(level);
    rank[static_cast<std::size_t>(code)] = static_cast<std::int32_t>(groups.texts.size()) - 1;
  }
  groups.count = static_cast<std::int64_t>(groups.texts.size());
  for (std::int32_t& code : groups.codes)
    if (code >= 0) code = rank[static_cast<std::size_t>(code)];
}

void encode_numbers(std::string_view analysis, std::string_view argument, const Column& column, Groups& groups) {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max(), highest = std::numeric_limits<std::int64_t>::min();
  groups.missing = each_whole(analysis, argument, column, [&](std::int64_t, std::int64_t value) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  });
  if (groups.missing == column.size) return;
  const std::uint64_t range = static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
  if (fits_directly(range, static_cast<std::size_t>(column.size))) {
    std::vector<std::int32_t> place(range + 1, -1);
    const auto offset = [&](std::int64_t value) { return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lowest); };
    each_whole(analysis, argument, column, [&](std::int64_t, std::int64_t value) { place[offset(value)] = 0; });
    for (std::uint64_t i = 0; i <= range; ++i)
      if (place[i] == 0) {
        place[i] = static_cast<std::int32_t>(groups.numbers.size());
        groups.numbers.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + i));
      }
    each_whole(analysis, argument, column, [&](std::int64_t row, std::int64_t value) {
      groups.codes[static_cast<std::size_t>(row)] = place[offset(value)];
    });
    groups.count = static_cast<std::int64_t>(groups.numbers.size());
    return;
  }
  // Scattered numbers: places in order of appearance through a hash table that grows, then ranks.
  struct Slot {
    std::int64_t value;
    std::int32_t place;
  };
  std::vector<Slot> slots(1 << 12, Slot{0, -1});
  std::vector<std::int64_t> seen;
  each_whole(analysis, argument, column, [&](std::int64_t row, std::int64_t value) {
    if (seen.size() * 2 >= slots.size()) {
      std::vector<Slot> larger(slots.size() * 4, Slot{0, -1});
      for (std::size_t i = 0; i < seen.size(); ++i) {
        std::uint64_t at = WholeIndex::scatter(seen[i]) & (larger.size() - 1);
        while (larger[at].place >= 0) at = (at + 1) & (larger.size() - 1);
        larger[at] = {seen[i], static_cast<std::int32_t>(i)};
      }
      slots.swap(larger);
    }
    std::uint64_t at = WholeIndex::scatter(value) & (slots.size() - 1);
    while (slots[at].place >= 0 && slots[at].value != value) at = (at + 1) & (slots.size() - 1);
    if (slots[at].place < 0) {
      slots[at] = {value, static_cast<std::int32_t>(seen.size())};
      seen.push_back(value);
    }
    groups.codes[static_cast<std::size_t>(row)] = slots[at].place;
  });
  std::vector<std::int32_t> order(seen.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return seen[static_cast<std::size_t>(a)] < seen[static_cast<std::size_t>(b)];
  });
  std::vector<std::int32_t> rank(seen.size());
  groups.numbers.reserve(seen.size());
  for (const std::int32_t place : order) {
    rank[static_cast<std::size_t>(place)] = static_cast<std::int32_t>(groups.numbers.size());
    groups.numbers.push_back(seen[static_cast<std::size_t>(place)]);
  }
  groups.count = static_cast<std::int64_t>(groups.numbers.size());
  for (std::int32_t& code : groups.codes)
    if (code >= 0) code = rank[static_cast<std::size_t>(code)];
}

}  // namespace

std::string Groups::name(std::int64_t code) const {
  const auto at = static_cast<std::size_t>(code);
  return text ? std::string(texts[at]) : std::to_string(numbers[at]);
}

std::vector<std::string> Groups::names() const {
  std::vector<std::string> all;
  all.reserve(static_cast<std::size_t>(count));
  for (std::int64_t code = 0; code < count; ++code) all.push_back(name(code));
  return all;
}

Groups encode_groups(std::string_view analysis, std::string_view argument, const Column& column) {
  Groups groups;
  if (column.size > most_groups && !column.categorical)
    refuse(analysis, argument, std::to_string(column.size) + " rows", "fewer than 2^31 rows of group labels");
  groups.codes.assign(static_cast<std::size_t>(column.size), -1);
  groups.text = column.categorical;
  if (column.categorical) encode_texts(analysis, argument, column, groups);
  else encode_numbers(analysis, argument, column, groups);
  return groups;
}

WholeIndex::WholeIndex(const std::vector<std::int64_t>& values) {
  if (values.empty()) return;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const std::uint64_t range = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
  if (fits_directly(range, values.size()) && values.size() < static_cast<std::size_t>(most_groups)) {
    lowest_ = *low;
    dense_.assign(range + 1, -1);
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::int32_t& place = dense_[static_cast<std::uint64_t>(values[i]) - static_cast<std::uint64_t>(lowest_)];
      if (place < 0) place = static_cast<std::int32_t>(i);
      else if (duplicate_ < 0) duplicate_ = static_cast<std::int64_t>(i);
    }
    return;
  }
  std::size_t size = 16;
  while (size < values.size() * 2) size *= 2;
  slots_.assign(size, Slot{});
  mask_ = size - 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint64_t at = scatter(values[i]) & mask_;
    while (slots_[at].place >= 0 && slots_[at].value != values[i]) at = (at + 1) & mask_;
    if (slots_[at].place < 0) slots_[at] = {values[i], static_cast<std::int64_t>(i)};
    else if (duplicate_ < 0) duplicate_ = static_cast<std::int64_t>(i);
  }
}

std::vector<std::int32_t> first_places(std::span<const std::string_view> levels) {
  std::vector<std::int32_t> first(levels.size());
  std::unordered_map<std::string_view, std::int32_t> seen;
  seen.reserve(levels.size());
  for (std::size_t i = 0; i < levels.size(); ++i)
    first[i] = seen.try_emplace(levels[i], static_cast<std::int32_t>(i)).first->second;
  return first;
}

}  // namespace mainstay::inline v1::data
