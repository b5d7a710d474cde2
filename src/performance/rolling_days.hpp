// Rows as they came into people's days.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "performance/rolling_evaluate.hpp"

namespace mainstay::inline v1::performance {

/// Rows in order of person and day; of several of one person and day what `duplicates` says. `people[row]` are places in [0, count).
/// `rows_have_numbers` is false where rows stand for those of a state, which cannot be named. O(n) for rows in order, else sorting each person's.
PersonDays person_days(const std::vector<std::int32_t>& people, std::int64_t count, const Column& day, const Column& recorded, RollingDuplicates duplicates, bool rows_have_numbers,
                       Team& team, std::int64_t& replaced);

/// The same where rows are in order and people are whole numbers, without a code for every row: false where they are not. One pass.
bool ordered_days(const Column& person, const Column& day, Team& team, PersonDays& days, std::vector<std::string>& names);

/// Each person's first day.
std::vector<std::int64_t> first_days_of(const PersonDays& days);

/// Those of `candidates` (ascending) from each person's first day on, on which a window has a row.
AsOf as_of_days(const PersonDays& days, const std::vector<std::int64_t>& first_days, const std::vector<std::int64_t>& candidates, const WindowStarts& starts);

}  // namespace mainstay::inline v1::performance
