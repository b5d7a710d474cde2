#include "core/civil.hpp"

#include <fmt/format.h>

namespace mainstay::inline v1 {

Civil civil_of(std::int64_t day) noexcept {
  const std::int64_t shifted = day + march_epoch;
  const std::int64_t cycle = shifted / cycle_days - (shifted % cycle_days < 0 ? 1 : 0), day_of_cycle = shifted - cycle * cycle_days;
  // Take the leap days out that came before, so that years have 365 days.
  const std::int64_t year_of_cycle =
      (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
  const std::int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {static_cast<std::int32_t>(cycle * 400 + year_of_cycle + (month <= 2 ? 1 : 0)), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

std::string day_text(std::int64_t day) {
  if (day < first_civil_day || day > last_civil_day) return fmt::format("day {}", day);
  const Civil date = civil_of(day);
  return fmt::format("{}{:04}-{:02}-{:02}", date.year < 0 ? "-" : "", date.year < 0 ? -date.year : date.year, date.month, date.day);
}

}  // namespace mainstay::inline v1
