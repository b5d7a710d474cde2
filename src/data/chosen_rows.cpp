#include "data/chosen_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/at.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

ChosenRows::ChosenRows(const Table& x, const std::vector<std::int64_t>& rows) : rows_(rows) {
  table_.names = x.names;
  table_.rows = static_cast<std::int64_t>(rows.size());
  for (const Column& column : x.columns) table_.columns.push_back(copy(column).view());
}

Column ChosenRows::take(const Column& column) { return column.given() ? copy(column).view() : Column(); }

const ChosenRows::Own& ChosenRows::copy(const Column& column) {
  Own& own = own_.emplace_back();
  own.categorical = column.categorical;
  own.is_whole = column.categorical || (column.type != ColumnType::float64 && column.type != ColumnType::float32 && column.type != ColumnType::uint64);
  own.levels.assign(column.levels.begin(), column.levels.end());
  if (own.is_whole) own.whole.reserve(rows_.size());
  else own.numbers.reserve(rows_.size());
  Presence presence;
  for (const std::int64_t row : rows_) {
    const bool present = column.present(row);
    presence.push(present);
    std::int64_t scratch = 0;
    if (own.is_whole) own.whole.push_back(present ? *read_integers(column, row, 1, &scratch) : 0);
    else own.numbers.push_back(present ? number_at(column, row) : 0.0);
  }
  own.present = std::move(presence).take();
  return own;
}

Column ChosenRows::Own::view() const {
  Column view = is_whole ? Column(whole) : Column(numbers);
  view.categorical = categorical;
  view.levels = levels;
  if (!present.empty()) view.validity = present.data();
  return view;
}

void ChosenRows::Own::mark_present(std::int64_t row) {
  if (!present.empty()) present[at(row >> 3)] = static_cast<std::uint8_t>(present[at(row >> 3)] | (1u << (row & 7)));
}

void ChosenRows::set_number(std::size_t column, std::int64_t row, double value) {
  Own& own = own_[column];
  if (own.is_whole) {
    own.numbers.assign(own.whole.begin(), own.whole.end());
    own.is_whole = false;
    table_.columns[column] = own.view();
  }
  own.numbers[at(row)] = value;
  own.mark_present(row);
}

void ChosenRows::set_level(std::size_t column, std::int64_t row, std::string_view level) {
  Own& own = own_[column];
  const auto place = std::find(own.levels.begin(), own.levels.end(), level);
  own.whole[at(row)] = place - own.levels.begin();
  own.mark_present(row);
  if (place != own.levels.end()) return;
  own.levels.push_back(level);
  table_.columns[column] = own.view();
}

}  // namespace mainstay::inline v1::data
