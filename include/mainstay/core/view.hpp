// Views: how data enters an analysis. Nothing is owned, nothing is copied; the caller keeps the memory alive for the call.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mainstay::inline v1 {

enum class ColumnType : std::int32_t {
  bit,  ///< Arrow boolean: one bit a value, least significant first
  int8,
  uint8,  ///< also a C or numpy bool
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64
};

template <class T>
constexpr ColumnType column_type() {
  if constexpr (std::is_same_v<T, double>) return ColumnType::float64;
  else if constexpr (std::is_same_v<T, float>) return ColumnType::float32;
  else {
    static_assert(std::is_integral_v<T>, "a Column holds numbers");
    constexpr bool is_signed = std::is_signed_v<T> && !std::is_same_v<T, bool>;
    if constexpr (sizeof(T) == 1) return is_signed ? ColumnType::int8 : ColumnType::uint8;
    else if constexpr (sizeof(T) == 2) return is_signed ? ColumnType::int16 : ColumnType::uint16;
    else if constexpr (sizeof(T) == 4) return is_signed ? ColumnType::int32 : ColumnType::uint32;
    else return is_signed ? ColumnType::int64 : ColumnType::uint64;
  }
}

/// One column of numbers of any width, or of categories (codes into `levels`), with an optional validity bitmap.
struct Column {
  const void* data = nullptr;  ///< null means that the column is not given
  ColumnType type = ColumnType::float64;
  std::int64_t size = 0;
  std::int64_t stride = 1;           ///< in elements, from one value to the next; must be 1 for bit
  std::int64_t bit_offset = 0;       ///< bit only: where the first value stands
  const std::uint8_t* validity = nullptr;  ///< Arrow bitmap, 1 = present; null = all present
  std::int64_t validity_offset = 0;  ///< bit of the first value in `validity`
  std::span<const std::string_view> levels{};  ///< categories: value i is levels[code i]
  bool categorical = false;          ///< true when the values are codes into `levels`

  Column() = default;
  template <class T>
  Column(const T* values, std::int64_t count, std::int64_t step = 1)
      : data(values), type(column_type<T>()), size(count), stride(step) {}
  template <class T, class = std::enable_if_t<!std::is_same_v<T, bool>>>
  Column(const std::vector<T>& values)  // NOLINT: a vector is a column
      : Column(values.data(), static_cast<std::int64_t>(values.size())) {
    if (values.empty()) data = &type;  // given, but empty
  }
  template <class T, class = std::enable_if_t<!std::is_same_v<T, bool>>>
  Column(std::vector<T>&&) = delete;  // a view on a temporary

  bool given() const noexcept { return data != nullptr; }
  bool present(std::int64_t row) const noexcept {
    if (validity == nullptr) return true;
    const std::int64_t bit = validity_offset + row;
    return (validity[bit >> 3] >> (bit & 7)) & 1;
  }
};

/// Value of one row as a number; NaN where it is missing. For bulk work use read_numbers.
double number_at(const Column& column, std::int64_t row) noexcept;

/// Rows [first, first + count) as contiguous doubles: the column's own memory when it is float64 with stride 1,
/// otherwise converted into `scratch` (count doubles). Missing rows read as NaN when there is a validity bitmap.
const double* read_numbers(const Column& column, std::int64_t first, std::int64_t count, double* scratch) noexcept;

/// The same as 64-bit integers (fractions are cut off; missing rows read as `missing`).
const std::int64_t* read_integers(const Column& column, std::int64_t first, std::int64_t count, std::int64_t* scratch,
                                  std::int64_t missing = INT64_MIN) noexcept;

/// Days since 1970-01-01: one for each row, or one for all of them, or none.
struct When {
  Column days{};            ///< one for each row
  std::int64_t day = none;  ///< one for all rows, when `days` is not given
  static constexpr std::int64_t none = INT64_MIN;

  When() = default;
  When(std::int64_t one_day) : day(one_day) {}      // NOLINT: a day is a time
  When(const Column& each_row) : days(each_row) {}  // NOLINT: so is a column of days
  template <class T>
  When(const std::vector<T>& each_row) : days(each_row) {}  // NOLINT
  template <class T>
  When(std::vector<T>&&) = delete;
  bool given() const noexcept { return days.given() || day != none; }
};

/// Named columns of equal length. Columns may be numeric or categorical.
///
/// A table may say of each column when its values became known, and by which day they have to be: the cut of a row is the day
/// on which a prediction for it is made, and what becomes known later cannot be used for one. Every analysis and every method
/// refuses a dated table with a value that was known after its cut, with a column that does not say, or without a cut
/// (`check_known`). Tables that say nothing cost nothing and are taken as they are.
struct Table {
  std::vector<std::string> names;
  std::vector<Column> columns;
  std::int64_t rows = 0;
  std::vector<When> known_at;  ///< empty, or one for each column
  When cut;

  bool given() const noexcept { return !columns.empty(); }
  void add(std::string name, const Column& column) {
    if (columns.empty()) rows = column.size;
    names.push_back(std::move(name));
    columns.push_back(column);
    if (!known_at.empty()) known_at.emplace_back();
  }
  bool dated() const noexcept { return !known_at.empty() || cut.given(); }
  /// Says when the values of a column became known; an empty name means every column. An unknown one is Error{unknown_name}.
  void set_known_at(std::string_view name, const When& when);
  /// A dense matrix as a table with columns x0, x1, …; strides in elements (row-major: row_stride = columns, column_stride = 1).
  template <class T>
  static Table matrix(const T* values, std::int64_t rows, std::int64_t columns, std::int64_t row_stride,
                      std::int64_t column_stride) {
    Table table;
    for (std::int64_t j = 0; j < columns; ++j)
      table.add("x" + std::to_string(j), Column(values + j * column_stride, rows, row_stride));
    return table;
  }
};

/// Categories in a result: row i is levels[codes[i]].
struct Categories {
  std::vector<std::int32_t> codes;
  std::vector<std::string> levels;
};

}  // namespace mainstay::inline v1
