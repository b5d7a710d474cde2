// The checks that follow from a description.
#include "mainstay/core/description.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include <fmt/format.h>

#include "core/civil.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1 {

Row& Row::day() {
  is_whole = type->kind == Kind::column;
  return in(day_unit).between(static_cast<double>(first_civil_day), static_cast<double>(last_civil_day));
}

std::string rule_of(const Row& row) {
  const bool low = std::isfinite(row.lower), high = std::isfinite(row.upper);
  if (low && high && !row.lower_open && !row.upper_open) return fmt::format("between {} and {}", row.lower, row.upper);
  std::string rule;
  if (low) rule = fmt::format("{} {}", row.lower_open ? ">" : ">=", row.lower);
  if (high) rule += fmt::format("{}{} {}", low ? " and " : "", row.upper_open ? "<" : "<=", row.upper);
  if (!rule.empty()) return rule;
  if (row.is_whole || row.type->kind == Kind::integer || row.type->kind == Kind::integers) return "a whole number";
  return row.infinite_allowed ? "a number" : "finite";
}

std::string names_of(const Type& word) {
  std::string names;
  for (std::size_t i = 0; i < word.choice_count; ++i) names += fmt::format("{}{}", i ? ", " : "", word.choices[i].name);
  return names;
}

std::string list_of(const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) list += (i ? ", " : "") + names[i];
  return names.size() > most ? fmt::format("{}, … ({} in all)", list, names.size()) : list;
}

namespace {

constexpr std::int64_t block_rows = 1024;           // 20 columns of a row-major block stay in the second-level cache
constexpr double largest_whole = 2251799813685248;  // 2^51: below it, adding and taking away 1.5 * 2^52 rounds exactly
constexpr double rounding = 6755399441055744;       // 1.5 * 2^52

// The closed interval that a row allows; everything outside it, and NaN, is refused.
struct Interval {
  double lower, upper;
  bool whole;
};

Interval interval_of(const Row& row) {
  constexpr double largest = std::numeric_limits<double>::max();
  Interval interval{row.lower_open ? std::nextafter(row.lower, INFINITY) : row.lower,
                    row.upper_open ? std::nextafter(row.upper, -INFINITY) : row.upper, row.is_whole};
  if (!row.infinite_allowed) {
    interval.lower = std::max(interval.lower, -largest);
    interval.upper = std::min(interval.upper, largest);
  }
  if (interval.whole) {
    interval.lower = std::max(interval.lower, -largest_whole);
    interval.upper = std::min(interval.upper, largest_whole);
  }
  return interval;
}

bool allowed(double value, const Interval& interval) {
  return value >= interval.lower && value <= interval.upper &&
         (!interval.whole || (value + rounding) - rounding == value);
}

// True when a value of the block is not allowed. Branch-free: the culprit is looked for only when there is one.
bool any_refused(const double* values, std::int64_t count, const Interval& interval) {
  const double lower = interval.lower, upper = interval.upper;
  constexpr double largest = std::numeric_limits<double>::max();
  if (!interval.whole && lower == -largest && upper == largest) {
    // Finite is all that is asked: an exponent of ones, and only that, carries into the sign. Whole-number arithmetic, which
    // compilers turn into vectors, at the rate of memory.
    std::uint64_t carries = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      std::uint64_t bits;
      std::memcpy(&bits, values + i, sizeof bits);
      carries |= (bits & 0x7ff0000000000000u) + 0x0010000000000000u;
    }
    return carries >> 63 != 0;
  }
  std::int64_t refused = 0;
  if (interval.whole)
    for (std::int64_t i = 0; i < count; ++i) {
      const double value = values[i];
      refused += !((value >= lower) & (value <= upper) & ((value + rounding) - rounding == value));
    }
  else
    for (std::int64_t i = 0; i < count; ++i) refused += !((values[i] >= lower) & (values[i] <= upper));
  return refused != 0;
}

// Whole numbers of `count` rows, stored next to each other: true when all lie in [lower, upper], found without a branch by
// the borrow of an unsigned subtraction. `lower` and `upper` less than half the range of T apart.
template <class T>
bool all_between(const void* data, std::int64_t count, T lower, T upper) {
  using U = std::make_unsigned_t<T>;
  const T* values = static_cast<const T*>(data);
  const U low = static_cast<U>(lower), width = static_cast<U>(static_cast<U>(upper) - low);
  U borrows = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const U offset = static_cast<U>(static_cast<U>(values[i]) - low);
    borrows |= static_cast<U>(offset | static_cast<U>(width - offset));
  }
  return (borrows >> (8 * sizeof(T) - 1)) == 0;
}

template <class T>
bool surely_allowed(const Column& column, double lower, double upper) {
  const double least = static_cast<double>(std::numeric_limits<T>::min()), most = static_cast<double>(std::numeric_limits<T>::max());
  if (lower <= least && upper >= most) return true;
  lower = std::max(lower, least);
  upper = std::min(upper, std::min(most, 4503599627370496.0));
  if (!(lower <= upper) || !(upper - lower < std::exp2(static_cast<double>(8 * sizeof(T) - 1)))) return false;
  return all_between<T>(column.data, column.size, static_cast<T>(std::ceil(lower)), static_cast<T>(std::floor(upper)));
}

// True when a look at the integers as they are stored already shows that every value is allowed; they need not become doubles.
// False says nothing.
bool surely_allowed(const Column& column, const Interval& interval) {
  if (column.validity != nullptr || column.stride != 1) return false;
  switch (column.type) {
    case ColumnType::int8: return surely_allowed<std::int8_t>(column, interval.lower, interval.upper);
    case ColumnType::uint8: return surely_allowed<std::uint8_t>(column, interval.lower, interval.upper);
    case ColumnType::int16: return surely_allowed<std::int16_t>(column, interval.lower, interval.upper);
    case ColumnType::uint16: return surely_allowed<std::uint16_t>(column, interval.lower, interval.upper);
    case ColumnType::int32: return surely_allowed<std::int32_t>(column, interval.lower, interval.upper);
    case ColumnType::uint32: return surely_allowed<std::uint32_t>(column, interval.lower, interval.upper);
    case ColumnType::int64: return surely_allowed<std::int64_t>(column, interval.lower, interval.upper);
    case ColumnType::uint64: return surely_allowed<std::uint64_t>(column, interval.lower, interval.upper);
    case ColumnType::bit:
    case ColumnType::float32:
    case ColumnType::float64: return false;
  }
  return false;
}

bool any_missing(const Column& column, std::int64_t first, std::int64_t count) {
  for (std::int64_t i = first; i < first + count; ++i)
    if (!column.present(i)) return true;
  return false;
}

class Checker {
 public:
  Checker(std::string_view analysis, std::int32_t threads) : analysis_(analysis) { context_.threads = threads; }

  void input(const Row& row) {
    if (row.type->kind == Kind::column) {
      const Column& column = *static_cast<const Column*>(row.address);
      if (!column.given()) return not_given(row);
      size(row.name, row.shape[0], column.size, "rows");
      check_column(row, row.name, column);
    } else if (row.type->kind == Kind::table) {
      const Table& table = *static_cast<const Table*>(row.address);
      if (!table.given()) return not_given(row);
      check_table(row, table);
    } else {
      option(row, "");
    }
  }

  void option(const Row& row, const std::string& path) {
    const std::string name = path + row.name;
    const Interval interval = interval_of(row);
    switch (row.type->kind) {
      case Kind::flag: break;
      case Kind::text:
        if (row.is_required && static_cast<const std::string*>(row.address)->empty()) not_given(row, name);
        break;
      case Kind::integer: number(row, name, -1, static_cast<double>(*static_cast<const std::int64_t*>(row.address)), interval); break;
      case Kind::number: number(row, name, -1, *static_cast<const double*>(row.address), interval); break;
      case Kind::maybe_integer:
        if (const auto& value = *static_cast<const std::optional<std::int64_t>*>(row.address))
          number(row, name, -1, static_cast<double>(*value), interval);
        break;
      case Kind::maybe_number:
        if (const auto& value = *static_cast<const std::optional<double>*>(row.address)) number(row, name, -1, *value, interval);
        break;
      case Kind::word: word(row, name); break;
      case Kind::integers: {
        const auto& values = *static_cast<const std::vector<std::int64_t>*>(row.address);
        if (row.is_required && values.empty()) not_given(row, name);
        for (std::size_t i = 0; i < values.size(); ++i)
          number(row, name, static_cast<std::int64_t>(i), static_cast<double>(values[i]), interval);
        break;
      }
      case Kind::numbers: {
        const auto& values = *static_cast<const std::vector<double>*>(row.address);
        if (row.is_required && values.empty()) not_given(row, name);
        for (std::size_t i = 0; i < values.size(); ++i) number(row, name, static_cast<std::int64_t>(i), values[i], interval);
        break;
      }
      case Kind::texts:
        if (row.is_required && static_cast<const std::vector<std::string>*>(row.address)->empty()) not_given(row, name);
        break;
      case Kind::record: {
        Fields fields;
        row.type->describe(row.address, fields);
        for (const Row& field : fields.rows()) option(field, name + ".");
        break;
      }
      case Kind::records:
        if (row.is_required && row.type->size(row.address) == 0) not_given(row, name);
        for (std::size_t i = 0; i < row.type->size(row.address); ++i) {
          Fields fields;
          row.type->describe(row.type->at(row.address, i), fields);
          for (const Row& field : fields.rows()) option(field, fmt::format("{}[{}].", name, i));
        }
        break;
      case Kind::categories:
      case Kind::column:
      case Kind::table: break;  // never among options
    }
  }

 private:
  void not_given(const Row& row) const {
    if (!row.is_optional) not_given(row, row.name);
  }
  [[noreturn]] void not_given(const Row& row, std::string_view name) const {
    const bool column = row.type->kind == Kind::column, table = row.type->kind == Kind::table;
    throw Error(ErrorCode::invalid_argument, analysis_, name, -1, "missing",
                column  ? "a column"
                : table ? "a table with one column or more"
                        : "given");
  }

  void size(std::string_view name, const char* letter, std::int64_t rows, std::string_view what) {
    if (letter == nullptr) return;
    const auto [bound, is_new] = letters_.try_emplace(letter, rows, std::string(name));
    if (is_new || bound->second.first == rows) return;
    throw Error(ErrorCode::wrong_shape, analysis_,
                fmt::format("{} has {} {}, but must have {} ({}, as {})", name, rows, what, bound->second.first, letter,
                            bound->second.second));
  }

  [[noreturn]] void refuse_value(const Row& row, std::string_view name, std::int64_t index, double value) const {
    const auto rule = [&]() -> std::string {
      if (!(value >= row.lower && value <= row.upper)) return rule_of(row);
      if (std::isinf(value)) return "finite";
      if (row.is_whole) return std::abs(value) > largest_whole ? "a whole number of at most 2^51" : "a whole number";
      return rule_of(row);
    };
    throw Error(ErrorCode::invalid_argument, analysis_, name, index, fmt::format("{}", value), rule());
  }

  void number(const Row& row, std::string_view name, std::int64_t index, double value, const Interval& interval) const {
    if (row.missing_allowed && std::isnan(value)) return;
    if (!allowed(value, interval)) refuse_value(row, name, index, value);
  }

  void word(const Row& row, std::string_view name) const {
    std::int32_t value;
    static_assert(sizeof value == 4);
    std::copy_n(static_cast<const char*>(row.address), sizeof value, reinterpret_cast<char*>(&value));
    for (std::size_t i = 0; i < row.type->choice_count; ++i)
      if (row.type->choices[i].value == value) return;
    throw Error(ErrorCode::unknown_name, analysis_, name, -1, fmt::format("{}", value), "one of " + names_of(*row.type));
  }

  void check_column(const Row& row, std::string_view name, const Column& column) const {
    type_of_column(row, name, column);
    if (row.values_later) return;
    const Interval interval = column_interval(row, column);
    if (surely_allowed(column, interval)) return;
    double scratch[block_rows];
    for (std::int64_t first = 0; first < column.size; first += block_rows)
      block(row, name, column, interval, first, std::min(block_rows, column.size - first), scratch);
  }

  void type_of_column(const Row& row, std::string_view name, const Column& column) const {
    if (column.categorical && !row.is_category && row.type->kind == Kind::column)
      throw Error(ErrorCode::wrong_type, analysis_, name, -1, "text", "numbers");
    if (column.size < 0) throw Error(ErrorCode::wrong_shape, analysis_, name, -1, "of negative length", "a column");
  }

  Interval column_interval(const Row& row, const Column& column) const {
    if (column.categorical) return {0, static_cast<double>(column.levels.size()) - 1, true};
    Interval interval = interval_of(row);
    if (row.is_category) interval.whole = true;
    if (interval.whole) {
      interval.lower = std::max(interval.lower, -largest_whole);
      interval.upper = std::min(interval.upper, largest_whole);
    }
    return interval;
  }

  void block(const Row& row, std::string_view name, const Column& column, const Interval& interval, std::int64_t first,
             std::int64_t count, double* scratch) const {
    const bool missing = column.validity != nullptr && any_missing(column, first, count);
    const double* values = read_numbers(column, first, count, scratch);
    if (!missing && !any_refused(values, count, interval)) return;
    for (std::int64_t i = 0; i < count; ++i) {
      if (!column.present(first + i) || (row.missing_allowed && std::isnan(values[i]))) {
        if (row.missing_allowed) continue;
        throw Error(ErrorCode::invalid_argument, analysis_, name, first + i, "missing",
                    row.is_category ? "text or a whole number" : column.categorical ? "given" : rule_of(row));
      }
      if (allowed(values[i], interval)) continue;
      if (column.categorical)
        throw Error(ErrorCode::invalid_argument, analysis_, name, first + i, fmt::format("code {}", values[i]),
                    fmt::format("one of {} levels", column.levels.size()));
      if (row.is_category && std::isfinite(values[i]))
        throw Error(ErrorCode::invalid_argument, analysis_, name, first + i, fmt::format("{}", values[i]),
                    "text or a whole number");
      refuse_value(row, name, first + i, values[i]);
    }
  }

  void check_table(const Row& row, const Table& table) {
    const std::size_t columns = table.columns.size();
    if (table.names.size() != columns)
      throw Error(ErrorCode::wrong_shape, analysis_,
                  fmt::format("{} has {} names, but must have {}, one for each column", row.name, table.names.size(), columns));
    std::vector<std::string> paths;
    std::vector<Interval> intervals;
    std::map<std::string_view, std::size_t> seen;
    for (std::size_t j = 0; j < columns; ++j) {
      paths.push_back(fmt::format("{}.{}", row.name, table.names[j]));
      if (!seen.try_emplace(table.names[j], j).second)
        throw Error(ErrorCode::invalid_argument, analysis_, paths[j], -1, "there twice", "named once");
      const Column& column = table.columns[j];
      if (!column.given()) throw Error(ErrorCode::invalid_argument, analysis_, paths[j], -1, "missing", "a column");
      size(j == 0 ? std::string_view(row.name) : std::string_view(paths[j]), row.shape[0], column.size, "rows");
      type_of_column(row, paths[j], column);
      intervals.push_back(column_interval(row, column));
    }
    if (table.dated()) check_known(analysis_, row.name, table);
    if (row.values_later) return;
    const std::int64_t rows = table.columns[0].size;
    const auto check_rows = [&](std::int64_t from, std::int64_t to) {
      double scratch[block_rows];
      for (std::int64_t first = from; first < to; first += block_rows)
        for (std::size_t j = 0; j < columns; ++j)
          if (table.columns[j].size == rows)
            block(row, paths[j], table.columns[j], intervals[j], first, std::min(block_rows, to - first), scratch);
    };
    constexpr std::int64_t chunk_rows = 64 * block_rows;
    if (context_.threads == 1 || rows < 2 * chunk_rows) return check_rows(0, rows);
    const std::int64_t chunks = (rows + chunk_rows - 1) / chunk_rows;
    Team team(analysis_, context_, chunks);
    team.run(chunks, [&](std::int64_t c) { check_rows(c * chunk_rows, std::min(rows, (c + 1) * chunk_rows)); });
  }

  std::string_view analysis_;
  RunContext context_;  // threads only
  std::map<std::string, std::pair<std::int64_t, std::string>, std::less<>> letters_;
};

// The lengths of an object's lists against their letters; nested tables share the letters, lists of records have their own.
class ShapeChecker {
 public:
  explicit ShapeChecker(std::string_view analysis) : analysis_(analysis) {}

  void fields(const Fields& fields, const std::string& path) {
    for (const Row& row : fields.rows()) one(row, path + row.name);
    for (const auto& matrix : matrices_) product(matrix);
    matrices_.clear();
  }

 private:
  struct Matrix {
    std::string path;
    const char* letters[2];
    std::size_t size;
  };

  void one(const Row& row, const std::string& path) {
    switch (row.type->kind) {
      case Kind::record: {
        Fields nested;
        row.type->describe(row.address, nested);
        for (const Row& field : nested.rows()) one(field, path + "." + field.name);
        return;
      }
      case Kind::records:
        for (std::size_t i = 0; i < row.type->size(row.address); ++i) {
          Fields nested;
          row.type->describe(row.type->at(row.address, i), nested);
          ShapeChecker(analysis_).fields(nested, fmt::format("{}[{}].", path, i));
        }
        return length(row, path, row.type->size(row.address));
      case Kind::integers: return length(row, path, static_cast<const std::vector<std::int64_t>*>(row.address)->size());
      case Kind::numbers: {
        const auto& values = *static_cast<const std::vector<double>*>(row.address);
        for (std::size_t i = 0; i < values.size(); ++i) finite(row, path, static_cast<std::int64_t>(i), values[i]);
        return length(row, path, values.size());
      }
      case Kind::number: return finite(row, path, -1, *static_cast<const double*>(row.address));
      case Kind::maybe_number: return finite(row, path, -1, static_cast<const std::optional<double>*>(row.address)->value_or(0.0));
      case Kind::texts: return length(row, path, static_cast<const std::vector<std::string>*>(row.address)->size());
      case Kind::categories: return length(row, path, static_cast<const Categories*>(row.address)->codes.size());
      case Kind::flag:
      case Kind::integer:
      case Kind::text:
      case Kind::word:
      case Kind::maybe_integer:
      case Kind::column:
      case Kind::table: return;
    }
  }

  // Bounds are not looked at: what we computed may lie beyond them by a rounding.
  void finite(const Row& row, const std::string& path, std::int64_t index, double value) const {
    if (std::isfinite(value) || (std::isnan(value) ? row.missing_allowed : row.infinite_allowed)) return;
    throw Error(ErrorCode::invalid_argument, analysis_, path, index, fmt::format("{}", value), "finite");
  }

  void length(const Row& row, const std::string& path, std::size_t size) {
    if (row.shape[0] == nullptr || (row.is_optional && size == 0)) return;
    if (row.shape[1] != nullptr) {
      matrices_.push_back({path, {row.shape[0], row.shape[1]}, size});
      return;
    }
    const auto [bound, is_new] = letters_.try_emplace(row.shape[0], size, path);
    if (!is_new && bound->second.first != size) wrong(path, size, bound->second.first, row.shape[0]);
  }

  void product(const Matrix& matrix) {
    std::size_t expected = 1;
    for (const char* letter : matrix.letters) {
      const auto bound = letters_.find(letter);
      if (bound == letters_.end()) return;
      expected *= bound->second.first;
    }
    if (expected != matrix.size) wrong(matrix.path, matrix.size, expected, fmt::format("{} x {}", matrix.letters[0], matrix.letters[1]));
  }

  [[noreturn]] void wrong(const std::string& path, std::size_t size, std::size_t expected, std::string_view letter) const {
    throw Error(ErrorCode::wrong_shape, analysis_, fmt::format("{} has {} values, but must have {} ({})", path, size, expected, letter));
  }

  std::string_view analysis_;
  std::map<std::string, std::pair<std::size_t, std::string>, std::less<>> letters_;
  std::vector<Matrix> matrices_;
};

}  // namespace

void check_known(std::string_view analysis, std::string_view argument, const Table& table) {
  const std::int64_t rows = table.columns.empty() ? table.rows : table.columns[0].size;
  const auto check_days = [&](const When& when, const std::string& place) {
    if (!when.days.given()) return;
    if (when.days.categorical) throw Error(ErrorCode::wrong_type, analysis, place, -1, "text", "days since 1970-01-01");
    if (when.days.size != rows)
      throw Error(ErrorCode::wrong_shape, analysis, fmt::format("{} has {} rows, but must have {}, as {}", place, when.days.size, rows, argument));
  };
  if (!table.known_at.empty() && table.known_at.size() != table.columns.size())
    throw Error(ErrorCode::wrong_shape, analysis, fmt::format("{} says for {} columns when they were known, but must for all {} or none", argument,
                                                              table.known_at.size(), table.columns.size()));
  if (!table.cut.given())
    throw Error(ErrorCode::invalid_argument, analysis, argument, -1, "dated (known_at) without a cut", "given the day by which its values have to be known");
  check_days(table.cut, fmt::format("the cut of {}", argument));
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    const std::string path = fmt::format("{}.{}", argument, table.names[j]);
    if (table.known_at.empty() || !table.known_at[j].given())
      throw Error(ErrorCode::invalid_argument, analysis, path, -1, "without known_at", fmt::format("dated like the whole of {}, which has a cut", argument));
    check_days(table.known_at[j], fmt::format("known_at of {}", path));
  }
  double known_scratch[block_rows], cut_scratch[block_rows];
  const auto days_of = [&](const When& when, std::int64_t first, std::int64_t count, double* scratch) -> const double* {
    if (when.days.given()) return read_numbers(when.days, first, count, scratch);
    std::fill_n(scratch, count, static_cast<double>(when.day));
    return scratch;
  };
  const auto text = [](double day) { return std::abs(day) < 1e15 ? day_text(static_cast<std::int64_t>(std::floor(day))) : std::string("no day that comes"); };
  for (std::int64_t first = 0; first < rows; first += block_rows) {  // all columns of a block while it is in cache
    const std::int64_t count = std::min(block_rows, rows - first);
    const double* cut = days_of(table.cut, first, count, cut_scratch);
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
      const double* known = days_of(table.known_at[j], first, count, known_scratch);
      std::int64_t late = 0;
      for (std::int64_t i = 0; i < count; ++i) late += !((known[i] <= cut[i]) & (std::abs(cut[i]) < INFINITY));
      if (late == 0) continue;
      for (std::int64_t i = 0; i < count; ++i) {
        if (known[i] <= cut[i] && std::isfinite(cut[i])) continue;
        if (!std::isfinite(cut[i]))
          throw Error(ErrorCode::invalid_argument, analysis, argument, first + i, "without a cut", "given the day by which its values have to be known");
        if (std::isnan(known[i]) && std::isnan(number_at(table.columns[j], first + i))) continue;  // nothing was known, ever
        throw Error(ErrorCode::invalid_argument, analysis, fmt::format("{}.{}", argument, table.names[j]), first + i,
                    std::isnan(known[i]) ? std::string("known at no stated day") : "known at " + text(known[i]), "known by the cut, " + text(cut[i]));
      }
    }
  }
}

void check_shapes(std::string_view analysis, const Fields& fields) { ShapeChecker(analysis).fields(fields, ""); }

void check(std::string_view analysis, const Fields& input, const Fields& options, std::int32_t threads) {
  Checker checker(analysis, threads);
  for (const Row& row : options.rows()) checker.option(row, "");
  for (const Row& row : input.rows()) checker.input(row);
}

}  // namespace mainstay::inline v1
