#include "attrition/attributes.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::attrition {

namespace {
std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

void set_bit(std::vector<std::uint8_t>& bits, std::size_t row) { bits[row >> 3] = static_cast<std::uint8_t>(bits[row >> 3] | (1u << (row & 7))); }
}  // namespace

Attributes::Attributes(const Table& x, const std::vector<std::int64_t>& rows, bool dated) {
  table_.names = x.names;
  table_.rows = static_cast<std::int64_t>(rows.size());
  table_.columns.resize(x.columns.size());
  for (std::size_t j = 0; j < x.columns.size(); ++j) {
    const Column& from = x.columns[j];
    Own& own = own_.emplace_back();
    own.categorical = from.categorical;
    if (from.categorical) {
      own.levels.assign(from.levels.begin(), from.levels.end());
      if (from.validity != nullptr) own.present.assign(rows.size() / 8 + 1, 0);
      own.codes.reserve(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool present = from.present(rows[i]);
        own.codes.push_back(present ? static_cast<std::int32_t>(number_at(from, rows[i])) : 0);
        if (present && !own.present.empty()) set_bit(own.present, i);
      }
    } else {
      own.numbers.reserve(rows.size());
      for (const std::int64_t row : rows) own.numbers.push_back(number_at(from, row));
    }
    refresh(j);
  }
  if (!dated) return;
  const auto dates = [&](const When& when) {
    if (!when.days.given()) return when;
    std::vector<std::uint8_t>& bits = bits_.emplace_back(rows.size() / 8 + 1, 0);
    std::vector<std::int64_t>& days = days_.emplace_back();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double day = number_at(when.days, rows[i]);
      days.push_back(std::isnan(day) ? 0 : static_cast<std::int64_t>(std::ceil(day)));
      if (!std::isnan(day)) set_bit(bits, i);
    }
    Column column(days);
    column.validity = bits.data();
    return When(column);
  };
  for (const When& when : x.known_at) table_.known_at.push_back(dates(when));
  table_.cut = dates(x.cut);
}

void Attributes::refresh(std::size_t column) {
  const Own& own = own_[column];
  Column& view = table_.columns[column];
  if (!own.categorical) {
    view = Column(own.numbers);
    return;
  }
  view = Column(own.codes);
  view.categorical = true;
  view.levels = own.levels;
  if (!own.present.empty()) view.validity = own.present.data();
}

void Attributes::set_number(std::size_t column, std::int64_t row, double value) { own_[column].numbers[at(row)] = value; }

void Attributes::set_level(std::size_t column, std::int64_t row, std::string_view level) {
  Own& own = own_[column];
  auto place = std::find(own.levels.begin(), own.levels.end(), level);
  const auto code = static_cast<std::int32_t>(place - own.levels.begin());
  if (place == own.levels.end()) {
    own.levels.push_back(level);
    refresh(column);
  }
  own.codes[at(row)] = code;
  if (!own.present.empty()) set_bit(own.present, at(row));
}

std::int64_t column_of(const Table& x, std::string_view name) {
  const auto place = std::find(x.names.begin(), x.names.end(), name);
  return place == x.names.end() ? -1 : place - x.names.begin();
}

}  // namespace mainstay::inline v1::attrition
