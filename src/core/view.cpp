#include "mainstay/core/view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1 {

namespace {

template <class From, class To>
void convert(const void* data, std::int64_t stride, std::int64_t first, std::int64_t count, To* out) {
  const From* from = static_cast<const From*>(data) + first * stride;
  if (stride == 1)
    for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<To>(from[i]);
  else
    for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<To>(from[i * stride]);
}

template <class To>
void convert(const Column& column, std::int64_t first, std::int64_t count, To* out) {
  const void* data = column.data;
  const std::int64_t stride = column.stride;
  switch (column.type) {
    case ColumnType::bit:
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t bit = column.bit_offset + first + i;
        out[i] = static_cast<To>((static_cast<const std::uint8_t*>(data)[bit >> 3] >> (bit & 7)) & 1);
      }
      return;
    case ColumnType::int8: return convert<std::int8_t>(data, stride, first, count, out);
    case ColumnType::uint8: return convert<std::uint8_t>(data, stride, first, count, out);
    case ColumnType::int16: return convert<std::int16_t>(data, stride, first, count, out);
    case ColumnType::uint16: return convert<std::uint16_t>(data, stride, first, count, out);
    case ColumnType::int32: return convert<std::int32_t>(data, stride, first, count, out);
    case ColumnType::uint32: return convert<std::uint32_t>(data, stride, first, count, out);
    case ColumnType::int64: return convert<std::int64_t>(data, stride, first, count, out);
    case ColumnType::uint64: return convert<std::uint64_t>(data, stride, first, count, out);
    case ColumnType::float32: return convert<float>(data, stride, first, count, out);
    case ColumnType::float64: return convert<double>(data, stride, first, count, out);
  }
}

// A double as an integer without undefined behaviour: what does not fit is `missing`.
void integers_from_doubles(const Column& column, std::int64_t first, std::int64_t count, std::int64_t* out,
                           std::int64_t missing) {
  constexpr double limit = 9223372036854775808.0;  // 2^63
  for (std::int64_t i = 0; i < count; ++i) {
    const double value = number_at(column, first + i);
    out[i] = value >= -limit && value < limit ? static_cast<std::int64_t>(value) : missing;
  }
}

template <class To>
void blank_missing(const Column& column, std::int64_t first, std::int64_t count, To* out, To missing) {
  for (std::int64_t i = 0; i < count; ++i)
    if (!column.present(first + i)) out[i] = missing;
}

}  // namespace

double number_at(const Column& column, std::int64_t row) noexcept {
  if (!column.present(row)) return std::numeric_limits<double>::quiet_NaN();
  double value = 0.0;
  convert(column, row, 1, &value);
  return value;
}

const double* read_numbers(const Column& column, std::int64_t first, std::int64_t count, double* scratch) noexcept {
  if (column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr)
    return static_cast<const double*>(column.data) + first;
  convert(column, first, count, scratch);
  if (column.validity != nullptr)
    blank_missing(column, first, count, scratch, std::numeric_limits<double>::quiet_NaN());
  return scratch;
}

const std::int64_t* read_integers(const Column& column, std::int64_t first, std::int64_t count, std::int64_t* scratch,
                                  std::int64_t missing) noexcept {
  if (column.type == ColumnType::int64 && column.stride == 1 && column.validity == nullptr)
    return static_cast<const std::int64_t*>(column.data) + first;
  if (column.type == ColumnType::float64 || column.type == ColumnType::float32) {
    integers_from_doubles(column, first, count, scratch, missing);
    return scratch;
  }
  convert(column, first, count, scratch);
  if (column.validity != nullptr) blank_missing(column, first, count, scratch, missing);
  return scratch;
}

void Table::set_known_at(std::string_view name, const When& when) {
  known_at.resize(columns.size());
  if (name.empty()) return void(std::fill(known_at.begin(), known_at.end(), when));
  for (std::size_t j = 0; j < names.size(); ++j)
    if (names[j] == name) return void(known_at[j] = when);
  throw Error(ErrorCode::unknown_name, "mainstay", name, -1, "unknown", "one of the columns " + list_of(names));
}

}  // namespace mainstay::inline v1
