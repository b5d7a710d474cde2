// Days since 1970-01-01 as civil dates, for the sentences of the core and for the calendar of the room data.
#pragma once

#include <cstdint>
#include <string>

namespace mainstay::inline v1 {

inline constexpr std::int64_t first_civil_day = -4371587;  // -9999-01-01
inline constexpr std::int64_t last_civil_day = 2932896;    //  9999-12-31

/// Years are counted from 1 March, so that the leap day ends one; 400 of them are one cycle of 146,097 days.
inline constexpr std::int64_t cycle_days = 146097;
inline constexpr std::int64_t march_epoch = 719468;  // days from 0000-03-01 to 1970-01-01

struct Civil {
  std::int32_t year, month, day;
};

/// Date of a day between first_civil_day and last_civil_day.
Civil civil_of(std::int64_t day) noexcept;

/// "2024-02-29"; "day 4000000" for a day beyond the calendar.
std::string day_text(std::int64_t day);

}  // namespace mainstay::inline v1
