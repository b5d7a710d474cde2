// Rows of employment read person by person, whatever their order and labels.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/team.hpp"
#include "data/days.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/core/view.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

inline constexpr std::int64_t block = 4096;  ///< rows that are read at a time
inline constexpr std::int64_t rows_per_chunk = std::int64_t{1} << 16;
inline constexpr double million = 1e6;                                   ///< FTE are counted in millionths

/// A column of labels as dense numbers 0 … count − 1 in any order, and count for a missing value. Dictionaries are not read by row.
class Labels {
 public:
  /// `numbers_stand`: whole numbers are told apart as they are; they are neither dense nor named.
  Labels(std::string_view analysis, std::string_view argument, const Column& column, bool numbers_stand = false) : column_(&column) {
    if (!column.given() || (numbers_stand && !column.categorical)) return;
    if (!column.categorical) {
      groups_ = std::make_shared<data::Groups>(data::encode_groups(analysis, argument, column));
      names_ = groups_->names();
      dense_ = Column(groups_->codes);
      column_ = &dense_;
      return;
    }
    const bool ascending = std::adjacent_find(column.levels.begin(), column.levels.end(), [](auto a, auto b) { return !(a < b); }) == column.levels.end();
    if (!ascending) first_ = data::first_places(column.levels);
  }
  Labels(const Labels&) = delete;

  /// Names of all levels, by code; levels that are named twice have one code.
  void name_levels() {
    if (column_->categorical && names_.empty())
      for (const std::string_view level : column_->levels) names_.emplace_back(level);
  }
  const Column& column() const { return *column_; }
  const std::vector<std::string>& names() const { return names_; }
  std::int64_t count() const { return column_->categorical ? static_cast<std::int64_t>(column_->levels.size()) : static_cast<std::int64_t>(names_.size()); }
  std::int64_t code(std::int64_t raw) const { return raw < 0 ? count() : first_.empty() ? raw : first_[at(raw)]; }
  std::int64_t mark(std::int64_t raw) const { return first_.empty() ? raw : first_[at(raw)]; }  ///< tells labels apart

 private:
  const Column* column_;
  Column dense_;
  std::shared_ptr<data::Groups> groups_;
  std::vector<std::int32_t> first_;
  std::vector<std::string> names_;
};

/// Values of some rows of a column, given by their numbers.
template <class T>
void pick(const Column& column, const std::uint32_t* rows, std::int64_t count, std::int64_t* out) {
  const T* values = static_cast<const T*>(column.data);
  for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<std::int64_t>(values[rows[i] * column.stride]);
}

inline void pick_integers(const Column& column, const std::uint32_t* rows, std::int64_t count, std::int64_t* out) {
  switch (column.type) {
    case ColumnType::int8: pick<std::int8_t>(column, rows, count, out); break;
    case ColumnType::uint8: pick<std::uint8_t>(column, rows, count, out); break;
    case ColumnType::int16: pick<std::int16_t>(column, rows, count, out); break;
    case ColumnType::uint16: pick<std::uint16_t>(column, rows, count, out); break;
    case ColumnType::int32: pick<std::int32_t>(column, rows, count, out); break;
    case ColumnType::uint32: pick<std::uint32_t>(column, rows, count, out); break;
    case ColumnType::int64: pick<std::int64_t>(column, rows, count, out); break;
    case ColumnType::uint64: pick<std::uint64_t>(column, rows, count, out); break;
    case ColumnType::bit:
    case ColumnType::float32:
    case ColumnType::float64:
      for (std::int64_t i = 0; i < count; ++i) {
        const double value = number_at(column, rows[i]);
        out[i] = std::isnan(value) ? INT64_MIN : static_cast<std::int64_t>(value);
      }
      return;
  }
  if (column.validity != nullptr)
    for (std::int64_t i = 0; i < count; ++i)
      if (!column.present(rows[i])) out[i] = INT64_MIN;
}

/// The rows such that each person's stand together: as they come where they do, otherwise through an order.
class Rows {
 public:
  Rows(std::string_view analysis, const Column& person, Team& team) : column_(&person), size_(person.size) {
    if (person.categorical) labels_ = std::make_unique<Labels>(analysis, "person", person);
    if (together(team)) return;
    if (size_ > UINT32_MAX) refuse(analysis, "person", std::to_string(size_) + " rows", "in rows that stand together, beyond 2^32 rows");
    if (!person.categorical) labels_ = std::make_unique<Labels>(analysis, "person", person);
    sort();
  }
  std::int64_t size() const { return size_; }

  // Rows [first, first + count) of the order, as whole numbers.
  const std::int64_t* integers(const Column& column, std::int64_t first, std::int64_t count, std::int64_t* scratch) const {
    if (order_.empty()) return read_integers(column, first, count, scratch, INT64_MIN);
    pick_integers(column, order_.data() + first, count, scratch);
    return scratch;
  }
  const double* numbers(const Column& column, std::int64_t first, std::int64_t count, double* scratch) const {
    if (order_.empty()) return read_numbers(column, first, count, scratch);
    for (std::int64_t i = 0; i < count; ++i) scratch[i] = number_at(column, order_[at(first + i)]);
    return scratch;
  }
  // The person of each row as a number that tells neighbours apart.
  const std::int64_t* persons(std::int64_t first, std::int64_t count, std::int64_t* scratch) const {
    const std::int64_t* raw = integers(labels_ ? labels_->column() : *column_, first, count, scratch);
    if (!labels_) return raw;
    for (std::int64_t i = 0; i < count; ++i) scratch[i] = labels_->mark(raw[i]);
    return scratch;
  }
  std::int64_t row(std::int64_t place) const { return order_.empty() ? place : order_[at(place)]; }

 private:
  bool together(Team& team) const {
    const std::int64_t chunks = (size_ + rows_per_chunk - 1) / rows_per_chunk;
    std::vector<std::uint8_t> falls(at(chunks), 0);
    team.report(0.0, 0.1);
    team.run(chunks, [&](std::int64_t c) {
      // With the last row of the chunk before, so that the chunks meet.
      const std::int64_t from = std::max<std::int64_t>(0, c * rows_per_chunk - 1), to = std::min(size_, (c + 1) * rows_per_chunk);
      std::vector<std::int64_t> scratch(at(block) + 1);
      for (std::int64_t first = from; first < to; first += block) {
        const std::int64_t count = std::min(block + 1, to - first);
        const std::int64_t* values = persons(first, count, scratch.data());
        std::int64_t found = 0;
        for (std::int64_t i = 1; i < count; ++i) found += values[i] < values[i - 1];
        if (found != 0) {
          falls[at(c)] = 1;
          return;
        }
      }
    });
    return std::find(falls.begin(), falls.end(), 1) == falls.end();
  }
  void sort() {
    std::vector<std::uint32_t> next(at(labels_->count()) + 1, 0), order(at(size_));
    std::vector<std::int64_t> scratch(at(block));
    const auto each = [&](const auto& act) {
      for (std::int64_t first = 0; first < size_; first += block) {
        const std::int64_t count = std::min(block, size_ - first);
        const std::int64_t* codes = persons(first, count, scratch.data());
        for (std::int64_t i = 0; i < count; ++i) act(first + i, at(codes[i]));
      }
    };
    each([&](std::int64_t, std::size_t code) { ++next[code + 1]; });
    for (std::size_t p = 1; p < next.size(); ++p) next[p] += next[p - 1];
    each([&](std::int64_t row, std::size_t code) { order[next[code]++] = static_cast<std::uint32_t>(row); });
    order_ = std::move(order);
  }

  const Column* column_;
  std::unique_ptr<Labels> labels_;
  std::int64_t size_;
  std::vector<std::uint32_t> order_;
};

}  // namespace mainstay::inline v1::attrition
