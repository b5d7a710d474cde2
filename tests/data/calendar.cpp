#include "mainstay/data/calendar.hpp"

#include <doctest/doctest.h>

#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::data;

namespace {
// The rule book, day by day: an oracle that shares nothing with the formulas.
struct Walker {
  int year, month, day;
  bool leap() const { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
  int month_length() const {
    switch (month) {
      case 2: return leap() ? 29 : 28;
      case 4: case 6: case 9: case 11: return 30;
      default: return 31;
    }
  }
  void step() {
    if (++day <= month_length()) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
};
}  // namespace

TEST_CASE("calendar: every day from 1600 to 2400 against a walk through the rule book") {
  Walker walk{1600, 1, 1};
  // 1600-01-01 was a Saturday (2000-01-01 was one too, and 400 years are a whole number of weeks).
  int weekday = 5;
  std::int64_t day = day_of(1600, 1, 1);
  REQUIRE(day == -135140);
  std::int64_t wrong = 0;
  std::int64_t month = (1600 - 1970) * 12, week = week_of(day);
  for (; walk.year <= 2400; walk.step(), ++day) {
    if (walk.day == 1 && !(walk.year == 1600 && walk.month == 1)) ++month;
    wrong += !(date_of(day) == Date{walk.year, walk.month, walk.day});
    wrong += day_of(walk.year, walk.month, walk.day) != day;
    wrong += weekday_of(day) != weekday;
    wrong += month_of(day) != month;
    wrong += week_of(day) != week;
    wrong += walk.day == 1 && first_day_of_month(month) != day;
    wrong += weekday == 0 && first_day_of_week(week) != day;
    wrong += parse_date(format_date(day)) != day;
    weekday = (weekday + 1) % 7;
    if (weekday == 0) ++week;
  }
  CHECK(wrong == 0);
}

TEST_CASE("calendar: known days") {
  CHECK(day_of(1970, 1, 1) == 0);
  CHECK(day_of(2000, 2, 29) == 11016);
  CHECK(day_of(9999, 12, 31) == open_end_9999);
  CHECK(day_of(4712, 12, 31) == open_end_4712);
  CHECK(date_of(open_end_9999) == Date{9999, 12, 31});
  CHECK(date_of(day_of(-9999, 1, 1)) == Date{-9999, 1, 1});
  CHECK(format_date(day_of(-44, 3, 15)) == "-0044-03-15");
  CHECK(week_of(0) == 0);
  CHECK(week_of(-3) == 0);
  CHECK(week_of(-4) == -1);
  CHECK(week_of(4) == 1);
  CHECK(!is_date({2023, 2, 29}));
  CHECK(is_date({2024, 2, 29}));
  CHECK(!is_date({1900, 2, 29}));
  CHECK(sentence([] { date_of(open_end_9999 + 1); }) ==
        "data.calendar: day is 2932897, but must be a day between -9999-01-01 and 9999-12-31");
}

TEST_CASE("calendar: ISO 8601 texts") {
  const std::int64_t leap = day_of(2024, 2, 29);
  for (const char* text : {"2024-02-29", "20240229", "2024-W09-4", "2024W094", "2024-060", "2024060", "2024-02-29T00:00:00",
                           "2024-02-29 23:59", "2024-02-29T13:45:10.123456Z", "20240229T134510+0800",
                           "2024-02-29T13:45-05:30", "2024-02-29T24:00"}) {
    CAPTURE(text);
    CHECK(parse_date(text) == leap);
  }
  for (const char* text : {"", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-02-30", "2024-02-29x",
                           "2024/02/29", "2024-0229", "202402-29", "2024-W54-1", "2023-W53-1", "2024-W00-1", "2024-W10-8",
                           "2023-366", "2024-000", "2024-02-29T", "2024-02-29T25:00", "2024-02-29T24:01", "2024-02-29 1:00",
                           "2024-02-29T10:60", "2024-02-29T10:00+99:00", "-2024-02-29", " 2024-02-29", "2024"}) {
    CAPTURE(text);
    CHECK(!parse_date(text));
  }
  CHECK(parse_date("2020-W53-7") == day_of(2021, 1, 3));
  CHECK(parse_date("2021-W01-1") == day_of(2021, 1, 4));
}

TEST_CASE("calendar: declared patterns") {
  CHECK(parse_date("29.02.2024", "%d.%m.%Y") == day_of(2024, 2, 29));
  CHECK(parse_date("1.2.2024", "%d.%m.%Y") == day_of(2024, 2, 1));
  CHECK(parse_date("2/29/2024", "%m/%d/%Y") == day_of(2024, 2, 29));
  CHECK(parse_date("2024年2月29日", "%Y年%m月%d日") == day_of(2024, 2, 29));
  CHECK(parse_date("29-FEB-24", "%d-%b-%y") == day_of(2024, 2, 29));
  CHECK(parse_date("01-Jan-69", "%d-%b-%y") == day_of(1969, 1, 1));
  CHECK(!parse_date("29.02.2023", "%d.%m.%Y"));
  CHECK(!parse_date("29.02.2024 ", "%d.%m.%Y"));
  CHECK(!parse_date("29-xyz-24", "%d-%b-%y"));
  CHECK(is_date_format("%d.%m.%Y"));
  CHECK(is_date_format("iso"));
  CHECK(!is_date_format("%d.%m"));
  CHECK(!is_date_format("%d.%m.%Y.%d"));
  CHECK(!is_date_format("%Y-%m-%d %H"));
  CHECK(!is_date_format("%"));
}

TEST_CASE("calendar: months and the ends of months") {
  const auto d = [](int y, int m, int day) { return day_of(y, m, day); };
  CHECK(add_months(d(2023, 1, 31), 1) == d(2023, 2, 28));
  CHECK(add_months(d(2024, 1, 31), 1) == d(2024, 2, 29));
  CHECK(add_months(d(2024, 2, 29), 12) == d(2025, 2, 28));
  CHECK(add_months(d(2024, 2, 29), 48) == d(2028, 2, 29));
  CHECK(add_months(d(2024, 3, 31), -1) == d(2024, 2, 29));
  CHECK(add_months(d(1970, 1, 15), -13) == d(1968, 12, 15));
  CHECK(completed_months(d(2024, 2, 29), d(2025, 2, 27)) == 11);
  CHECK(completed_months(d(2024, 2, 29), d(2025, 2, 28)) == 12);
  CHECK(completed_months(d(2023, 1, 31), d(2023, 2, 27)) == 0);
  CHECK(completed_months(d(2023, 1, 31), d(2023, 2, 28)) == 1);
  CHECK(completed_months(d(2023, 1, 15), d(2023, 1, 15)) == 0);
  CHECK(completed_months(d(2023, 3, 15), d(2023, 1, 14)) == -2);
  // The definition, on a grid: the largest k with add_months(from, k) <= to.
  std::int64_t wrong = 0;
  for (std::int64_t from = d(2023, 12, 25); from < d(2024, 3, 5); ++from)
    for (std::int64_t to = from; to < from + 800; to += 3) {
      const std::int64_t k = completed_months(from, to);
      wrong += !(add_months(from, k) <= to && add_months(from, k + 1) > to);
    }
  CHECK(wrong == 0);
  CHECK_THROWS_AS(add_months(open_end_9999, 1), Error);
  CHECK_THROWS_AS(add_months(0, INT64_MAX), Error);
}

TEST_CASE("calendar: working days are data and end where the table ends") {
  // October 2024 in China: 1–7 October off, Saturdays 29 September and 12 October are worked.
  const std::int64_t first = day_of(2024, 9, 23), last = day_of(2024, 10, 20);
  std::vector<std::int64_t> holidays;
  for (int day = 1; day <= 7; ++day) holidays.push_back(day_of(2024, 10, day));
  const std::vector<std::int64_t> make_up = {day_of(2024, 9, 29), day_of(2024, 10, 12)};
  const WorkingDays calendar = WorkingDays::weekdays(first, last, holidays, make_up);
  CHECK(calendar.size() == 5 + 1 + 1 + 4 + 1 + 5);
  CHECK(calendar.is_working(day_of(2024, 9, 29)));
  CHECK(!calendar.is_working(day_of(2024, 10, 7)));
  CHECK(calendar.between(day_of(2024, 9, 30), day_of(2024, 10, 9)) == 2);
  CHECK(calendar.between(day_of(2024, 10, 9), day_of(2024, 9, 30)) == -2);
  CHECK(calendar.between(first, last + 1) == calendar.size());
  CHECK(calendar.add(day_of(2024, 9, 30), 1) == day_of(2024, 10, 8));
  CHECK(calendar.add(day_of(2024, 10, 3), 0) == day_of(2024, 10, 8));
  CHECK(calendar.add(day_of(2024, 10, 8), 0) == day_of(2024, 10, 8));
  CHECK(calendar.add(day_of(2024, 10, 3), 2) == day_of(2024, 10, 9));
  CHECK(calendar.add(day_of(2024, 10, 8), -1) == day_of(2024, 9, 30));
  CHECK(sentence([&] { calendar.is_working(last + 1); }) ==
        "data.calendar: day is 2024-10-21, but must be within the working-day calendar, 2024-09-23 to 2024-10-20");
  CHECK(sentence([&] { calendar.add(last - 2, 5); }) ==
        "data.calendar: count is 5, but must be small enough to stay within the working-day calendar, 2024-09-23 to 2024-10-20");
  CHECK_THROWS_AS(calendar.add(last, INT64_MAX), Error);
  CHECK_THROWS_AS(WorkingDays(5, 4, {}), Error);
  CHECK_THROWS_AS(WorkingDays(0, 9, {3, 3}), Error);
  CHECK_THROWS_AS(WorkingDays(0, 9, {3, 10}), Error);
}
