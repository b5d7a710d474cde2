// Days as whole numbers. Day 0 is 1970-01-01, and every date is one of the proleptic Gregorian calendar (the civil calendar
// carried back beyond its introduction), as ISO 8601 has it. Nothing here reads a clock, a locale or a time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::inline v1::data {

/// A civil date. Years run from -9999 to 9999; month 1…12, day 1…31.
struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  friend bool operator==(const Date&, const Date&) = default;
};

/// Days of the year-month; 29 for February of a leap year. `month` must be 1…12.
int days_in_month(std::int32_t year, std::int32_t month) noexcept;
bool is_date(const Date& date) noexcept;

/// Day index of a date; the date must be one (is_date), which is not checked again. O(1).
std::int64_t day_of(const Date& date) noexcept;
inline std::int64_t day_of(std::int32_t year, std::int32_t month, std::int32_t day) noexcept {
  return day_of(Date{year, month, day});
}
/// Date of a day index between -9999-01-01 and 9999-12-31; other indices throw Error{invalid_argument}. O(1).
Date date_of(std::int64_t day);

/// A date text as a day index, or nothing when it is not a date in that format. `format` "iso" takes ISO 8601:
///   2024-02-29  20240229  2024-W09-4  2024W094  2024-060  2024060
/// each optionally followed by `T` or a blank and a time of day (hh:mm[:ss[.f…]], with Z or ±hh:mm), which is checked and
/// dropped: the day is the one written, never moved by a time zone.
/// Any other format is a pattern: %Y four digits, %m and %d one or two digits, %y two digits (00–68 are 2000–2068), %b an
/// English month name of three letters, other characters (UTF-8 too) stand for themselves: "%d.%m.%Y", "%Y年%m月%d日".
std::optional<std::int64_t> parse_date(std::string_view text, std::string_view format = "iso");
/// Whether a pattern names year, month and day exactly once; "iso" is one.
bool is_date_format(std::string_view format);
/// "2024-02-29"; years beyond 0…9999 carry a sign, as ISO 8601 asks.
std::string format_date(std::int64_t day);

/// Months since January 1970, and the first day of such a month.
std::int64_t month_of(std::int64_t day);
std::int64_t first_day_of_month(std::int64_t month);
/// ISO weeks (Monday to Sunday) counted from the one that holds 1970-01-01, and the Monday of such a week.
constexpr std::int64_t week_of(std::int64_t day) noexcept {
  return (day + 3 >= 0 ? day + 3 : day + 3 - 6) / 7;  // rounds down; day -3 is a Monday
}
constexpr std::int64_t first_day_of_week(std::int64_t week) noexcept { return week * 7 - 3; }
/// 0 = Monday … 6 = Sunday.
constexpr int weekday_of(std::int64_t day) noexcept { return static_cast<int>(day - first_day_of_week(week_of(day))); }

/// The same day `months` later (or earlier); a day that the month lacks becomes its last one: 31 January + 1 = 28 or 29 February.
std::int64_t add_months(std::int64_t day, std::int64_t months);
/// Whole months from `from` to `to`: the largest k with add_months(from, k) <= to. For to < from, minus that of the swapped pair.
std::int64_t completed_months(std::int64_t from, std::int64_t to);

/// Days that HR systems write for "no end yet". They count only where a caller declares them.
inline constexpr std::int64_t open_end_9999 = 2932896;  ///< 9999-12-31: SAP, Feishu
inline constexpr std::int64_t open_end_4712 = 1001859;  ///< 4712-12-31: Oracle

/// A calendar of working days: data, never a rule that is guessed beyond its end. Immutable; any number of threads may read it.
class WorkingDays {
 public:
  /// Days [first, last] are known; `working` lists those that are worked, ascending, without repeats.
  WorkingDays(std::int64_t first, std::int64_t last, std::vector<std::int64_t> working);
  /// Monday to Friday less `holidays` plus `make_up_days` (调休: a Saturday or Sunday that is worked) in [first, last].
  static WorkingDays weekdays(std::int64_t first, std::int64_t last, std::span<const std::int64_t> holidays = {},
                              std::span<const std::int64_t> make_up_days = {});

  std::int64_t first() const noexcept { return first_; }
  std::int64_t last() const noexcept { return last_; }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(working_.size()); }

  /// Days outside [first, last] throw Error{invalid_argument}. O(log n).
  bool is_working(std::int64_t day) const;
  /// Working days in [from, to); negative when to < from. `to` may be last + 1.
  std::int64_t between(std::int64_t from, std::int64_t to) const;
  /// The count-th working day after `day` (before it when negative); count 0 gives `day` itself when it is worked,
  /// otherwise the next one. Beyond the calendar's end: Error{invalid_argument}.
  std::int64_t add(std::int64_t day, std::int64_t count) const;

 private:
  std::int64_t before(std::int64_t day) const noexcept;  // working days < day
  std::int64_t first_, last_;
  std::vector<std::int64_t> working_;
};

}  // namespace mainstay::inline v1::data
