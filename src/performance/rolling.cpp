#include "mainstay/performance/rolling.hpp"

#include <algorithm>
#include <cmath>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "performance/rolling_checks.hpp"
#include "performance/rolling_days.hpp"
#include "performance/rolling_evaluate.hpp"
#include "performance/rolling_windows.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::int64_t block = 4096;

void check_whole(const Column& column, const std::string& name) {
  constexpr std::int64_t most = std::int64_t{1} << 53;
  std::int64_t scratch[block];
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* values = read_integers(column, first, count, scratch, 0);
    std::int64_t low = 0, high = 0;
    for (std::int64_t i = 0; i < count; ++i) low = std::min(low, values[i]), high = std::max(high, values[i]);
    if (low >= -most && high <= most && !(column.type == ColumnType::uint64 && low < 0)) continue;
    for (std::int64_t i = 0; i < count; ++i)
      if (values[i] < -most || values[i] > most)
        throw Error(ErrorCode::invalid_argument, rolling_name, name, first + i, column.type == ColumnType::uint64 ? std::to_string(static_cast<std::uint64_t>(values[i])) : std::to_string(values[i]),
                    "at most 2^53 in size, to be added exactly");
  }
}

std::int64_t missing_values(const Column& column) {
  if (column.validity == nullptr && column.type != ColumnType::float64 && column.type != ColumnType::float32) return 0;
  double scratch[block];
  std::int64_t missing = 0;
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const double* values = read_numbers(column, first, count, scratch);
    for (std::int64_t i = 0; i < count; ++i) missing += values[i] != values[i];
  }
  return missing;
}

}  // namespace

void check_rolling_rows(const RollingInput& input, const RollingOptions& options, const RunContext& context) {
  check(rolling_name, input, options, context.threads);
  check_rolling(options);
  for (std::size_t j = 0; j < input.x.columns.size(); ++j) {
    const Column& column = input.x.columns[j];
    const std::string name = std::string("x.") + input.x.names[j];
    if (column.categorical) throw Error(ErrorCode::wrong_type, rolling_name, name, -1, "text", "numbers");
    if (column.type == ColumnType::int64 || column.type == ColumnType::uint64) check_whole(column, name);
  }
  if (options.duplicates == RollingDuplicates::latest && !input.recorded_at.given()) refuse(rolling_name, "recorded_at", "missing", "given with duplicates = latest");
  for (const RollingRatio& ratio : options.ratios) {
    const auto at = std::find(input.x.names.begin(), input.x.names.end(), ratio.denominator);
    if (at == input.x.names.end()) continue;  // named later
    const Column& column = input.x.columns[static_cast<std::size_t>(at - input.x.names.begin())];
    double scratch[block];
    for (std::int64_t first = 0; first < column.size; first += block) {
      const std::int64_t count = std::min(block, column.size - first);
      const double* values = read_numbers(column, first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i)
        if (values[i] < 0) refuse(rolling_name, std::string("x.") + ratio.denominator, first + i, values[i], std::string(">= 0, as the denominator of \"") + ratio.name + "\"");
    }
  }
}

RollingResult rolling(const RollingInput& input, const RollingOptions& options, const RunContext& context) {
  check_rolling_rows(input, options, context);
  Team team(rolling_name, context);
  RollingResult result;
  result.input_rows = input.person.size;
  PersonDays days;
  if (!ordered_days(input.person, input.day, team, days, result.rows.person.levels)) {
    data::Groups people = data::encode_groups(rolling_name, "person", input.person);
    result.rows.person.levels = people.names();
    team.report(0.1, 0.5);
    days = person_days(people.codes, people.count, input.day, input.recorded_at, options.duplicates, true, team, result.replaced_rows);
    if (days.rows == nullptr && options.at == RollingAt::rows) result.rows.person.codes = std::move(people.codes);  // row by row what it has to be
  }
  result.people = days.people();
  const std::vector<std::int64_t> first_days = first_days_of(days);
  std::int64_t low = 0, high = -1;
  for (std::size_t p = 0; p < first_days.size(); ++p) {
    const std::int64_t last = days.days[days.begin[p + 1] - 1];
    low = p == 0 ? first_days[p] : std::min(low, first_days[p]);
    high = p == 0 ? last : std::max(high, last);
  }
  const WindowStarts starts(options, low, high);
  AsOf told;
  if (options.at != RollingAt::rows) told = as_of_days(days, first_days, told_days(options, low, high), starts);
  const bool every_row = days.rows == nullptr && options.at == RollingAt::rows;
  const std::size_t columns = input.x.columns.size();
  std::vector<std::int64_t>& missing = result.indicators.missing;
  missing.assign(columns, 0);
  evaluate(input.x, days, options.at == RollingAt::rows ? nullptr : &told, first_days, starts, options, team, result, every_row ? std::span(missing) : std::span<std::int64_t>());
  if (!every_row) team.run(static_cast<std::int64_t>(columns), [&](std::int64_t j) { missing[static_cast<std::size_t>(j)] = missing_values(input.x.columns[static_cast<std::size_t>(j)]); });
  result.indicators.indicator = input.x.names;
  for (const std::int64_t count : missing) result.indicators.values.push_back(result.input_rows - count);
  return result;
}

constinit const Function rolling_analysis =
    analysis<&rolling>("performance.rolling", "What did each person do in the last days, weeks and months, as of every day?", {}, &state_of<RollingState>);

}  // namespace mainstay::inline v1::performance
