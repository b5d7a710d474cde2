#include "mainstay/data/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.frame";

std::size_t width_of(ColumnType type) {
  switch (type) {
    case ColumnType::bit: return 0;
    case ColumnType::int8:
    case ColumnType::uint8: return 1;
    case ColumnType::int16:
    case ColumnType::uint16: return 2;
    case ColumnType::int32:
    case ColumnType::uint32:
    case ColumnType::float32: return 4;
    case ColumnType::int64:
    case ColumnType::uint64:
    case ColumnType::float64: return 8;
  }
  return 0;
}

std::string candidates(const std::vector<std::string>& names) {
  if (names.empty()) return "a column of the table, which has none";
  return (names.size() == 1 ? "" : "one of ") + list_of(names, 30);
}

std::int64_t units_per_day(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::second: return 86400;
    case TimeUnit::millisecond: return 86400LL * 1000;
    case TimeUnit::microsecond: return 86400LL * 1000000;
    case TimeUnit::nanosecond: return 86400LL * 1000000000;
    default: return 1;
  }
}

// "", UTC and ±hh:mm (or ±hhmm, ±hh) as minutes; false for a named zone.
bool fixed_offset(std::string_view zone, std::int64_t& minutes) {
  minutes = 0;
  if (zone.empty() || zone == "UTC" || zone == "utc" || zone == "Z" || zone == "Etc/UTC" || zone == "GMT") return true;
  if (zone.front() != '+' && zone.front() != '-') return false;
  std::string digits;
  for (char c : zone.substr(1)) {
    if (c == ':') continue;
    if (c < '0' || c > '9') return false;
    digits += c;
  }
  if (digits.size() != 2 && digits.size() != 4) return false;
  minutes = ((digits[0] - '0') * 10 + digits[1] - '0') * 60;
  if (digits.size() == 4) minutes += (digits[2] - '0') * 10 + digits[3] - '0';
  if (zone.front() == '-') minutes = -minutes;
  return true;
}

}  // namespace

std::int64_t Frame::find(std::string_view name) const noexcept { return column_of(table_, name); }

std::size_t Frame::position(std::string_view name) const {
  const std::int64_t at = find(name);
  if (at < 0)
    throw Error(ErrorCode::unknown_name, analysis_name, "column", -1, quoted(name), candidates(table_.names));
  return static_cast<std::size_t>(at);
}

const Column& Frame::operator[](std::string_view name) const { return table_.columns[position(name)]; }
const TimeMark& Frame::time(std::string_view name) const { return times_[position(name)]; }
std::shared_ptr<const void> Frame::memory(std::string_view name) const { return memory_[position(name)]; }

Frame& Frame::add_view(std::string name, const Column& column, std::shared_ptr<const void> memory, TimeMark time) {
  if (find(name) >= 0)
    throw Error(ErrorCode::invalid_argument, analysis_name, "column", -1, quoted(name), "a name that only one column has");
  if (!table_.columns.empty() && column.size != table_.rows)
    throw Error(ErrorCode::wrong_shape, analysis_name, name, -1, fmt::format("of length {}", column.size),
                fmt::format("as long as {}, {}", table_.names.front(), table_.rows));
  times_.reserve(times_.size() + 1);
  memory_.reserve(memory_.size() + 1);
  table_.add(std::move(name), column);
  times_.push_back(std::move(time));
  memory_.push_back(std::move(memory));
  return *this;
}

Frame& Frame::add_owned(std::string name, Column column, const std::vector<std::uint8_t>& validity,
                        std::shared_ptr<const void> memory, TimeMark time) {
  if (!validity.empty()) {
    if (static_cast<std::int64_t>(validity.size()) < (column.size + 7) / 8)
      throw Error(ErrorCode::wrong_shape, analysis_name, name, -1, fmt::format("given {} bytes of validity", validity.size()),
                  fmt::format("given one bit a row, {} rows", column.size));
    column.validity = validity.data();
  }
  return add_view(std::move(name), column, std::move(memory), std::move(time));
}

Frame& Frame::add(std::string name, TextBuilder&& texts) {
  auto owned = std::make_shared<TextBuilder::Finished>(std::move(texts).finish());
  Column column(owned->codes);
  column.levels = owned->levels->names;
  column.categorical = true;
  return add_owned(std::move(name), column, owned->validity, owned, {});
}

Frame& Frame::add_texts(std::string name, std::span<const std::string_view> texts) {
  TextBuilder builder(std::string(analysis_name), name);
  builder.reserve(static_cast<std::int64_t>(texts.size()));
  for (const std::string_view text : texts) {
    if (text.data() == nullptr) builder.append_missing();
    else builder.append(text);
  }
  return add(std::move(name), std::move(builder));
}

Frame& Frame::add_texts(std::string name, std::span<const std::string> texts) {
  TextBuilder builder(std::string(analysis_name), name);
  builder.reserve(static_cast<std::int64_t>(texts.size()));
  for (const std::string& text : texts) builder.append(text);
  return add(std::move(name), std::move(builder));
}

Frame& Frame::add(std::string name, const Categories& categories) {
  struct Copy {
    Categories categories;
    std::vector<std::string_view> levels;
    std::vector<std::uint8_t> validity;
  };
  auto owned = std::make_shared<Copy>(Copy{categories, {}, {}});
  const auto level_count = static_cast<std::int64_t>(owned->categories.levels.size());
  Presence presence;
  for (std::size_t i = 0; i < owned->categories.codes.size(); ++i) {
    std::int32_t& code = owned->categories.codes[i];
    presence.push(code >= 0);
    if (code >= level_count || code < -1)
      throw Error(ErrorCode::invalid_argument, analysis_name, name, static_cast<std::int64_t>(i), fmt::format("code {}", code),
                  fmt::format("a code below {}, the number of levels", level_count));
    if (code < 0) code = 0;
  }
  owned->levels.assign(owned->categories.levels.begin(), owned->categories.levels.end());
  owned->validity = std::move(presence).take();
  Column column(owned->categories.codes);
  column.levels = owned->levels;
  column.categorical = true;
  return add_owned(std::move(name), column, owned->validity, owned, {});
}

Frame& Frame::set_rows(std::int64_t rows) {
  if (!table_.columns.empty() && rows != table_.rows)
    throw Error(ErrorCode::wrong_shape, analysis_name, "rows", -1, fmt::format("{}", rows),
                fmt::format("{}, the length of its columns", table_.rows));
  if (rows < 0) throw Error(ErrorCode::wrong_shape, analysis_name, "rows", -1, fmt::format("{}", rows), ">= 0");
  table_.rows = rows;
  return *this;
}

Column slice(const Column& column, std::int64_t first, std::int64_t count) noexcept {
  Column part = column;
  part.size = count;
  part.validity_offset += first;
  if (column.type == ColumnType::bit) part.bit_offset += first;
  else if (first > 0)
    part.data = static_cast<const char*>(column.data) +
                first * column.stride * static_cast<std::int64_t>(width_of(column.type));
  return part;
}

Frame Frame::slice(std::int64_t first, std::int64_t count) const {
  if (first < 0 || count < 0 || first > rows() || count > rows() - first)
    throw Error(ErrorCode::invalid_argument, analysis_name, "slice", -1, fmt::format("rows {} to {}", first, first + count),
                fmt::format("within the {} rows of the table", rows()));
  Frame part = *this;
  for (Column& column : part.table_.columns) column = data::slice(column, first, count);
  part.table_.rows = count;
  return part;
}

Frame Frame::select(std::span<const std::string> names) const {
  Frame part;
  part.set_rows(rows());
  for (const std::string& name : names) {
    const std::size_t at = position(name);
    part.add_view(name, table_.columns[at], memory_[at], times_[at]);
  }
  part.table_.rows = rows();
  return part;
}

Frame& Frame::to_days(std::string_view name) {
  const TimeMark& mark = time(name);
  std::int64_t minutes = 0;
  if (!mark.is_duration && mark.unit != TimeUnit::day && !fixed_offset(mark.zone, minutes))
    throw Error(ErrorCode::wrong_type, analysis_name, name, -1, fmt::format("a timestamp in the zone {}", quoted(mark.zone)),
                "in UTC or a fixed offset, or be given the offset in minutes");
  return to_days(name, minutes);
}

Frame& Frame::to_days(std::string_view name, std::int64_t zone_offset_minutes) {
  const std::size_t at = position(name);
  const TimeMark mark = times_[at];
  if (mark.unit == TimeUnit::none)
    throw Error(ErrorCode::wrong_type, analysis_name, name, -1, "without a unit of time", "a date, a timestamp or a length of time");
  if (zone_offset_minutes < -1440 || zone_offset_minutes > 1440)
    throw Error(ErrorCode::invalid_argument, analysis_name, "zone_offset_minutes", -1, fmt::format("{}", zone_offset_minutes),
                "between -1440 and 1440");
  if (mark.unit == TimeUnit::day) return *this;
  const Column& column = table_.columns[at];
  const std::int64_t per_day = units_per_day(mark.unit);
  const std::int64_t shift = mark.is_duration ? 0 : zone_offset_minutes * (per_day / 1440);
  std::vector<std::int64_t> days(static_cast<std::size_t>(column.size));
  Presence presence;
  constexpr std::int64_t block = 4096;
  std::int64_t scratch[block];
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* values = read_integers(column, first, count, scratch, 0);
    for (std::int64_t i = 0; i < count; ++i) {
      // Rounding down and shifting in two steps, so that no timestamp can overflow.
      std::int64_t day = values[i] / per_day, rest = values[i] % per_day;
      if (rest < 0) {
        rest += per_day;
        --day;
      }
      rest += shift;
      days[static_cast<std::size_t>(first + i)] = day + (rest < 0 ? -1 : rest >= per_day ? 1 : 0);
    }
  }
  presence.push(column.validity, column.validity_offset, column.size);
  Frame one;
  one.add(std::string(name), std::move(days), std::move(presence).take());
  table_.columns[at] = one.table_.columns[0];
  memory_[at] = one.memory_[0];
  times_[at] = TimeMark{TimeUnit::day, mark.is_duration, mark.zone};
  return *this;
}

Table slice(const Table& table, std::int64_t first, std::int64_t count) {
  const auto part = [&](When when) {
    if (when.days.given()) when.days = slice(when.days, first, count);
    return when;
  };
  Table rows;
  rows.rows = count;
  rows.names = table.names;
  for (const Column& column : table.columns) rows.columns.push_back(slice(column, first, count));
  for (const When& known_at : table.known_at) rows.known_at.push_back(part(known_at));
  rows.cut = part(table.cut);
  return rows;
}

std::int64_t column_of(const Table& table, std::string_view name) noexcept {
  const auto place = std::find(table.names.begin(), table.names.end(), name);
  return place == table.names.end() ? -1 : place - table.names.begin();
}

std::string_view text_at(const Column& column, std::int64_t row) noexcept {
  if (!column.present(row)) return {};
  std::int64_t code = 0;
  const std::int64_t value = *read_integers(column, row, 1, &code, -1);
  if (value < 0 || value >= static_cast<std::int64_t>(column.levels.size())) return {};
  return column.levels[static_cast<std::size_t>(value)];
}

}  // namespace mainstay::inline v1::data
