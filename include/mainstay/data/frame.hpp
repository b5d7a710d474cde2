// A table that owns its memory, or shares in owning it: what readers return and what the views of an analysis point into.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

/// What the whole numbers of a column count, where a reader was told.
enum class TimeUnit : std::int32_t { none, day, second, millisecond, microsecond, nanosecond };

/// How a column means time: `none`; or a count of units since 1970-01-01 (UTC where a zone is named); or a length of time.
struct TimeMark {
  TimeUnit unit = TimeUnit::none;
  bool is_duration = false;
  std::string zone{};  ///< "", "UTC", "+08:00", "Asia/Shanghai"
  friend bool operator==(const TimeMark&, const TimeMark&) = default;
};

/// Named columns of equal length with shared ownership of their memory. Copying a Frame copies no values. Once made it may be
/// read from any number of threads; adding columns is for one thread.
class Frame {
 public:
  Frame() = default;

  /// The view that analyses take; valid as long as this Frame or a copy of it lives and no column is added.
  const Table& table() const& noexcept { return table_; }
  const Table& table() const&& = delete;
  std::int64_t rows() const noexcept { return table_.rows; }
  std::int64_t columns() const noexcept { return static_cast<std::int64_t>(table_.columns.size()); }
  const std::vector<std::string>& names() const noexcept { return table_.names; }

  /// Position of a column, or -1.
  std::int64_t find(std::string_view name) const noexcept;
  /// A column by name; an unknown name is Error{unknown_name} listing the candidates.
  const Column& operator[](std::string_view name) const;
  const TimeMark& time(std::string_view name) const;
  /// Keeps the memory of a column alive beyond the Frame.
  std::shared_ptr<const void> memory(std::string_view name) const;

  /// Adds a column of numbers; `validity` is an Arrow bitmap (1 = present), empty when all are present.
  /// Error{wrong_shape} for a length unlike the others, Error{invalid_argument} for a name that is taken.
  template <class T>
  Frame& add(std::string name, std::vector<T> values, std::vector<std::uint8_t> validity = {}, TimeMark time = {}) {
    auto owned = std::make_shared<Owned<T>>(Owned<T>{std::move(values), std::move(validity)});
    Column column(owned->values);
    return add_owned(std::move(name), column, owned->validity, owned, std::move(time));
  }
  /// Adds texts as categories whose levels are sorted; a view with a null pointer is a missing row.
  Frame& add_texts(std::string name, std::span<const std::string_view> texts);
  Frame& add_texts(std::string name, std::span<const std::string> texts);
  Frame& add(std::string name, TextBuilder&& texts);
  /// Adds the categories of a result, in their order of levels; a code of -1 is a missing row.
  Frame& add(std::string name, const Categories& categories);
  /// Adds a view on memory that `memory` keeps alive (its levels included); nothing is copied.
  Frame& add_view(std::string name, const Column& column, std::shared_ptr<const void> memory, TimeMark time = {});
  /// Declares the number of rows of a table without columns.
  Frame& set_rows(std::int64_t rows);

  /// Rows [first, first + count), sharing the memory.
  Frame slice(std::int64_t first, std::int64_t count) const;
  /// Some columns, in the order asked for.
  Frame select(std::span<const std::string> names) const;

  /// Replaces a column of timestamps by day indices (days since 1970-01-01, rounded down), and one of lengths of time by whole
  /// days. The day is that of the column's own zone: none, UTC and fixed offsets like "+08:00" are known; for a named zone the
  /// caller declares the offset in minutes. Day columns stay as they are; a column without a mark is Error{wrong_type}.
  Frame& to_days(std::string_view name);
  Frame& to_days(std::string_view name, std::int64_t zone_offset_minutes);

 private:
  template <class T>
  struct Owned {
    std::vector<T> values;
    std::vector<std::uint8_t> validity;
  };
  Frame& add_owned(std::string name, Column column, const std::vector<std::uint8_t>& validity,
                   std::shared_ptr<const void> memory, TimeMark time);
  std::size_t position(std::string_view name) const;

  Table table_;
  std::vector<TimeMark> times_;
  std::vector<std::shared_ptr<const void>> memory_;
};

/// Rows [first, first + count) of a column, as a view.
Column slice(const Column& column, std::int64_t first, std::int64_t count) noexcept;

/// Rows [first, first + count) of a table, as a view; they keep their days (Table::known_at, Table::cut).
Table slice(const Table& table, std::int64_t first, std::int64_t count);

/// Place of a column by name, or -1.
std::int64_t column_of(const Table& table, std::string_view name) noexcept;

/// The text of a row of a categorical column; empty where it is missing.
std::string_view text_at(const Column& column, std::int64_t row) noexcept;

}  // namespace mainstay::inline v1::data
