// Some rows of a table, in any order, in memory of their own, in which values may be changed.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

/// Row i is row rows[i] of the table. Values keep their meaning (whole numbers, numbers, categories; texts of levels stay the
/// original's), missing ones stay missing; days (Table::known_at) do not come along: check the table before.
class ChosenRows {
 public:
  explicit ChosenRows(const std::vector<std::int64_t>& rows) : ChosenRows(Table{}, rows) {}
  ChosenRows(const Table& x, const std::vector<std::int64_t>& rows);
  ChosenRows(const ChosenRows&) = delete;

  const Table& table() const noexcept { return table_; }
  /// The same rows of a column that stands beside the table; not given when it is not.
  Column take(const Column& column);

  /// The columns as numbers, or as categories; the text must live as long as the table.
  void set_number(std::size_t column, std::int64_t row, double value);
  void set_level(std::size_t column, std::int64_t row, std::string_view level);

 private:
  struct Own {
    std::vector<double> numbers;
    std::vector<std::int64_t> whole;  // or codes
    std::vector<std::uint8_t> present;  // empty: all
    std::vector<std::string_view> levels;
    bool is_whole = false, categorical = false;
    Column view() const;
    void mark_present(std::int64_t row);
  };
  const Own& copy(const Column& column);

  std::vector<std::int64_t> rows_;
  std::deque<Own> own_;  // those of the table first
  Table table_;
};

}  // namespace mainstay::inline v1::data
