// Tables made from rows of a table: chosen rows, with columns whose values are changed.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::attrition {

/// Rows of a table, copied. Texts of levels stay the original's.
class Attributes {
 public:
  /// Row i is row rows[i] of x. With `dated`, days on which values became known and cuts come along.
  Attributes(const Table& x, const std::vector<std::int64_t>& rows, bool dated = false);
  Attributes(const Attributes&) = delete;

  const Table& table() const noexcept { return table_; }
  /// The columns as numbers, or as categories; the text must live as long as the table.
  void set_number(std::size_t column, std::int64_t row, double value);
  void set_level(std::size_t column, std::int64_t row, std::string_view level);
  /// One day for all rows and columns by which they had to be known.
  void set_cut(std::int64_t day) { table_.cut = When(day); }

 private:
  struct Own {
    bool categorical = false;
    std::vector<double> numbers;
    std::vector<std::int32_t> codes;
    std::vector<std::uint8_t> present;
    std::vector<std::string_view> levels;
  };
  void refresh(std::size_t column);
  std::deque<Own> own_;
  std::deque<std::vector<std::int64_t>> days_;
  std::deque<std::vector<std::uint8_t>> bits_;
  Table table_;
};

/// Place of a column in a table by name; -1 where it has none.
std::int64_t column_of(const Table& x, std::string_view name);

/// Level of a categorical column in a row; empty where it is missing.
inline std::string_view level_at(const Column& column, std::int64_t row) {
  if (!column.present(row)) return {};
  return column.levels[static_cast<std::size_t>(number_at(column, row))];
}

}  // namespace mainstay::inline v1::attrition
