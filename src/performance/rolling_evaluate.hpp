// Windows over people's days: the one computation behind whole tables and rounds of a state.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/team.hpp"
#include "mainstay/performance/rolling.hpp"
#include "performance/rolling_windows.hpp"

namespace mainstay::inline v1::performance {

/// The rows of people, each person's in order of days, each day once: day i of all is `days[i]`, its row of x is rows[i] (none: row i
/// itself); with parts given its rows are rows[part_begin[i]] … rows[part_begin[i + 1] - 1], to be added up.
struct PersonDays {
  std::vector<std::int64_t> begin;  // people + 1
  const std::int64_t* days = nullptr;
  const std::int64_t* rows = nullptr;
  const std::int64_t* part_begin = nullptr;
  std::vector<std::int64_t> own_days, own_rows, own_parts;
  std::int64_t people() const { return static_cast<std::int64_t>(begin.size()) - 1; }
};

/// As of which days each person's windows are told; empty where that is every day with a row.
struct AsOf {
  std::vector<std::int64_t> begin, days;
};

/// Fills rows (people numbered as in `days`; codes that are there already are right), sums, ratios and coverage. first_days: each person's first day with a row.
/// `missing`, where given: how many values of each column are missing on the days of people with a day that is told.
void evaluate(const Table& x, const PersonDays& days, const AsOf* as_of, const std::vector<std::int64_t>& first_days, const WindowStarts& starts, const RollingOptions& options,
              Team& team, RollingResult& result, std::span<std::int64_t> missing = {});

}  // namespace mainstay::inline v1::performance
