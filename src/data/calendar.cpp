#include "mainstay/data/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/civil.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.calendar";
constexpr std::int64_t first_known = first_civil_day, last_known = last_civil_day;

constexpr bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

constexpr std::int64_t day_index(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t march_year = year - (month <= 2 ? 1 : 0);
  const std::int64_t cycle = floor_div(march_year, 400), year_of_cycle = march_year - cycle * 400;
  const std::int64_t month_from_march = (month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  return cycle * cycle_days + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - march_epoch;
}
static_assert(day_index(1970, 1, 1) == 0 && day_index(9999, 12, 31) == open_end_9999 &&
              day_index(4712, 12, 31) == open_end_4712 && day_index(-9999, 1, 1) == first_known);

// A reader of a text from left to right; every take_* leaves it where it was when it fails.
struct Scanner {
  std::string_view rest;
  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  static bool digit(char c) { return c >= '0' && c <= '9'; }
  bool take_digits(std::size_t least, std::size_t most, std::int64_t& value) {
    std::size_t n = 0;
    std::int64_t number = 0;
    while (n < most && n < rest.size() && digit(rest[n])) number = number * 10 + (rest[n++] - '0');
    if (n < least) return false;
    value = number;
    rest.remove_prefix(n);
    return true;
  }
};

// What may follow an ISO date: nothing, or a time of day that is right.
bool is_time_of_day(Scanner scan) {
  if (scan.rest.empty()) return true;
  if (!scan.take('T') && !scan.take(' ')) return false;
  std::int64_t hour = 0, minute = 0, second = 0;
  if (!scan.take_digits(2, 2, hour)) return false;
  const bool extended = scan.take(':');
  if (!scan.take_digits(2, 2, minute)) return false;
  if (extended ? scan.take(':') : !scan.rest.empty() && Scanner::digit(scan.rest.front()))
    if (!scan.take_digits(2, 2, second)) return false;
  if (scan.take('.') || scan.take(',')) {
    std::int64_t fraction = 0;
    if (!scan.take_digits(1, 9, fraction)) return false;
    if (fraction != 0 && hour == 24) return false;
  }
  if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute != 0 || second != 0))) return false;
  if (scan.take('Z') || scan.rest.empty()) return scan.rest.empty();
  if (!scan.take('+') && !scan.take('-')) return false;
  std::int64_t zone_hour = 0, zone_minute = 0;
  if (!scan.take_digits(2, 2, zone_hour)) return false;
  if (scan.take(':') || !scan.rest.empty())
    if (!scan.take_digits(2, 2, zone_minute)) return false;
  return scan.rest.empty() && zone_hour <= 23 && zone_minute <= 59;
}

std::optional<std::int64_t> checked_day(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(static_cast<std::int32_t>(year), static_cast<std::int32_t>(month)))
    return std::nullopt;
  return day_index(year, month, day);
}

std::optional<std::int64_t> week_date(std::int64_t year, std::int64_t week, std::int64_t weekday) {
  if (week < 1 || weekday < 1 || weekday > 7) return std::nullopt;
  // Week 1 is the one that holds 4 January.
  const std::int64_t monday = first_day_of_week(week_of(day_index(year, 1, 4)));
  const std::int64_t next = first_day_of_week(week_of(day_index(year + 1, 1, 4)));
  const std::int64_t day = monday + (week - 1) * 7 + weekday - 1;
  if (day >= next) return std::nullopt;
  return day;
}

std::optional<std::int64_t> ordinal_date(std::int64_t year, std::int64_t day) {
  if (day < 1 || day > (is_leap(year) ? 366 : 365)) return std::nullopt;
  return day_index(year, 1, 1) + day - 1;
}

std::optional<std::int64_t> parse_iso(std::string_view text) {
  // The common case first: exactly YYYY-MM-DD.
  Scanner scan{text};
  std::int64_t year = 0, a = 0, b = 0;
  if (!scan.take_digits(4, 4, year)) return std::nullopt;
  std::optional<std::int64_t> day;
  const bool extended = scan.take('-');
  if (scan.take('W')) {
    if (!scan.take_digits(2, 2, a)) return std::nullopt;
    if (extended && !scan.take('-')) return std::nullopt;
    if (!scan.take_digits(1, 1, b)) return std::nullopt;
    day = week_date(year, a, b);
  } else {
    std::size_t digits = 0;
    while (digits < scan.rest.size() && Scanner::digit(scan.rest[digits])) ++digits;
    if (extended && digits == 2) {
      if (!scan.take_digits(2, 2, a) || !scan.take('-') || !scan.take_digits(2, 2, b)) return std::nullopt;
      day = checked_day(year, a, b);
    } else if (!extended && digits == 4) {
      if (!scan.take_digits(2, 2, a) || !scan.take_digits(2, 2, b)) return std::nullopt;
      day = checked_day(year, a, b);
    } else if (digits == 3) {
      if (!scan.take_digits(3, 3, a)) return std::nullopt;
      day = ordinal_date(year, a);
    }
  }
  if (!day || !is_time_of_day(scan)) return std::nullopt;
  return day;
}

constexpr std::array<std::string_view, 12> month_names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};

bool take_month_name(Scanner& scan, std::int64_t& month) {
  if (scan.rest.size() < 3) return false;
  std::array<char, 3> word{};
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = scan.rest[i];
    word[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  for (std::size_t m = 0; m < month_names.size(); ++m)
    if (month_names[m] == std::string_view(word.data(), 3)) {
      month = static_cast<std::int64_t>(m) + 1;
      scan.rest.remove_prefix(3);
      return true;
    }
  return false;
}

}  // namespace

int days_in_month(std::int32_t year, std::int32_t month) noexcept {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

bool is_date(const Date& date) noexcept {
  return date.year >= -9999 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

std::int64_t day_of(const Date& date) noexcept { return day_index(date.year, date.month, date.day); }

Date date_of(std::int64_t day) {
  if (day < first_known || day > last_known)
    refuse(analysis_name, "day", fmt::format("{}", day), "a day between -9999-01-01 and 9999-12-31");
  const Civil date = civil_of(day);
  return {date.year, date.month, date.day};
}

bool is_date_format(std::string_view format) {
  if (format == "iso") return true;
  int years = 0, months = 0, days = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i == format.size()) return false;
    switch (format[i]) {
      case 'Y': case 'y': ++years; break;
      case 'm': case 'b': ++months; break;
      case 'd': ++days; break;
      default: return false;
    }
  }
  return years == 1 && months == 1 && days == 1;
}

std::optional<std::int64_t> parse_date(std::string_view text, std::string_view format) {
  if (format == "iso") return parse_iso(text);
  Scanner scan{text};
  std::int64_t year = 1970, month = 1, day = 1;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (!scan.take(format[i])) return std::nullopt;
      continue;
    }
    switch (format[++i]) {
      case 'Y':
        if (!scan.take_digits(4, 4, year)) return std::nullopt;
        break;
      case 'y':
        if (!scan.take_digits(2, 2, year)) return std::nullopt;
        year += year <= 68 ? 2000 : 1900;
        break;
      case 'm':
        if (!scan.take_digits(1, 2, month)) return std::nullopt;
        break;
      case 'b':
        if (!take_month_name(scan, month)) return std::nullopt;
        break;
      case 'd':
        if (!scan.take_digits(1, 2, day)) return std::nullopt;
        break;
      default: return std::nullopt;
    }
  }
  if (!scan.rest.empty()) return std::nullopt;
  return checked_day(year, month, day);
}

std::string format_date(std::int64_t day) {
  date_of(day);  // refuses what lies beyond the calendar
  return day_text(day);
}

std::int64_t month_of(std::int64_t day) {
  const Date date = date_of(day);
  return (static_cast<std::int64_t>(date.year) - 1970) * 12 + date.month - 1;
}

std::int64_t first_day_of_month(std::int64_t month) {
  const std::int64_t year = 1970 + floor_div(month, 12);
  if (year < -9999 || year > 9999)
    refuse(analysis_name, "month", fmt::format("{}", month), "a month between -9999-01 and 9999-12");
  return day_index(year, month - floor_div(month, 12) * 12 + 1, 1);
}

std::int64_t add_months(std::int64_t day, std::int64_t months) {
  constexpr std::int64_t limit = 12 * 20000;  // more than the calendar spans
  if (months < -limit || months > limit)
    refuse(analysis_name, "months", fmt::format("{}", months), "between -240000 and 240000");
  const Date date = date_of(day);
  const std::int64_t first = first_day_of_month(month_of(day) + months);
  const Date target = date_of(first);
  return first + std::min(date.day, days_in_month(target.year, target.month)) - 1;
}

std::int64_t completed_months(std::int64_t from, std::int64_t to) {
  if (to < from) return -completed_months(to, from);
  const std::int64_t months = month_of(to) - month_of(from);
  return add_months(from, months) <= to ? months : months - 1;
}

WorkingDays::WorkingDays(std::int64_t first, std::int64_t last, std::vector<std::int64_t> working)
    : first_(first), last_(last), working_(std::move(working)) {
  if (last < first) refuse(analysis_name, "last", format_date(last), fmt::format(">= first, {}", format_date(first)));
  for (std::size_t i = 0; i < working_.size(); ++i) {
    if (working_[i] < first || working_[i] > last)
      refuse(analysis_name, fmt::format("working[{}]", i), fmt::format("{}", working_[i]), "between first and last");
    if (i > 0 && working_[i] <= working_[i - 1])
      refuse(analysis_name, fmt::format("working[{}]", i), format_date(working_[i]), "later than the day before it");
  }
}

WorkingDays WorkingDays::weekdays(std::int64_t first, std::int64_t last, std::span<const std::int64_t> holidays,
                                  std::span<const std::int64_t> make_up_days) {
  if (first < first_known || last > last_known || last < first)
    refuse(analysis_name, "last", fmt::format("{}", last), "a day of the calendar that is not before first");
  std::vector<char> worked(static_cast<std::size_t>(last - first + 1));
  for (std::int64_t day = first; day <= last; ++day) worked[static_cast<std::size_t>(day - first)] = weekday_of(day) < 5;
  const auto mark = [&](std::span<const std::int64_t> days, const char* argument, char value) {
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (days[i] < first || days[i] > last)
        refuse(analysis_name, fmt::format("{}[{}]", argument, i), fmt::format("{}", days[i]), "between first and last");
      worked[static_cast<std::size_t>(days[i] - first)] = value;
    }
  };
  mark(holidays, "holidays", 0);
  mark(make_up_days, "make_up_days", 1);
  std::vector<std::int64_t> working;
  for (std::int64_t day = first; day <= last; ++day)
    if (worked[static_cast<std::size_t>(day - first)]) working.push_back(day);
  return WorkingDays(first, last, std::move(working));
}

std::int64_t WorkingDays::before(std::int64_t day) const noexcept {
  return std::lower_bound(working_.begin(), working_.end(), day) - working_.begin();
}

namespace {
void require_known(std::int64_t day, std::int64_t first, std::int64_t last, const char* argument) {
  if (day >= first && day <= last) return;
  const std::string value = day >= first_known && day <= last_known ? format_date(day) : fmt::format("{}", day);
  refuse(analysis_name, argument, value,
         fmt::format("within the working-day calendar, {} to {}", format_date(first), format_date(last)));
}
}  // namespace

bool WorkingDays::is_working(std::int64_t day) const {
  require_known(day, first_, last_, "day");
  return std::binary_search(working_.begin(), working_.end(), day);
}

std::int64_t WorkingDays::between(std::int64_t from, std::int64_t to) const {
  if (from != last_ + 1) require_known(from, first_, last_, "from");
  if (to != last_ + 1) require_known(to, first_, last_, "to");
  return before(to) - before(from);
}

std::int64_t WorkingDays::add(std::int64_t day, std::int64_t count) const {
  require_known(day, first_, last_, "day");
  const std::int64_t here = before(day);
  const bool worked = here < size() && working_[static_cast<std::size_t>(here)] == day;
  // Positions of the sorted list: the next working day after `day` is here + worked.
  std::int64_t target = here;
  if (count > size() || count < -size()) target = -1;
  else if (count > 0) target = here + (worked ? 1 : 0) + count - 1;
  else if (count < 0) target = here + count;
  if (target < 0 || target >= size())
    refuse(analysis_name, "count", fmt::format("{}", count),
           fmt::format("small enough to stay within the working-day calendar, {} to {}", format_date(first_), format_date(last_)));
  return working_[static_cast<std::size_t>(target)];
}

}  // namespace mainstay::inline v1::data
