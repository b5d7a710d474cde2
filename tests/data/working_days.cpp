#include "mainstay/data/working_days.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::data;

namespace {

// Two weeks around the Chinese national day of 2024: 1 to 7 October off, Sunday 29 September and Saturday 12 October worked.
WorkingDaysOptions national_day() {
  WorkingDaysOptions options;
  options.first_day = day_of(2024, 9, 23);
  options.last_day = day_of(2024, 10, 20);
  for (int day = 1; day <= 7; ++day)
    if (weekday_of(day_of(2024, 10, day)) < 5) options.holidays.push_back(day_of(2024, 10, day));
  options.make_up_days = {day_of(2024, 9, 29), day_of(2024, 10, 12)};
  return options;
}

std::string sentence(const WorkingDaysInput& input, const WorkingDaysOptions& options) { return ::sentence([&] { working_days(input, options); }); }

}  // namespace

TEST_CASE("working days around a holiday, by hand") {
  const std::vector<std::int64_t> day{day_of(2024, 9, 27), day_of(2024, 9, 29), day_of(2024, 10, 4), day_of(2024, 10, 12), day_of(2024, 10, 8)};
  const std::vector<std::int64_t> until{day_of(2024, 10, 8), day_of(2024, 9, 30), day_of(2024, 10, 4), day_of(2024, 10, 21), day_of(2024, 9, 27)};
  const std::vector<std::int64_t> add{1, 2, 0, -1, 3};
  WorkingDaysInput input;
  input.day = day;
  input.until = until;
  input.add = add;
  const WorkingDaysResult result = working_days(input, national_day());
  CHECK(result.known == 28);
  CHECK(result.worked == 17);  // 20 weekdays - 5 + 2
  CHECK(result.days.is_working == std::vector<double>{1, 1, 0, 1, 1});
  CHECK(result.days.between == std::vector<double>{3, 1, 0, 6, -3});  // 27, 29, 30 September; 29; none; 12 and 14 to 18 October
  CHECK(result.days.shifted == std::vector<double>{static_cast<double>(day_of(2024, 9, 29)), static_cast<double>(day_of(2024, 10, 8)),
                                                   static_cast<double>(day_of(2024, 10, 8)), static_cast<double>(day_of(2024, 10, 11)),
                                                   static_cast<double>(day_of(2024, 10, 11))});
}

TEST_CASE("working days: a listed calendar gives what walking from day to day gives") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 30; ++round) {
    WorkingDaysOptions options;
    options.first_day = 19000 + static_cast<std::int64_t>(random() % 500);
    options.last_day = *options.first_day + 40 + static_cast<std::int64_t>(random() % 60);
    std::vector<std::int64_t> worked, day, until, add;
    for (std::int64_t d = *options.last_day; d >= *options.first_day; --d)
      if (random() % 3 != 0) worked.push_back(d);
    const auto is_worked = [&](std::int64_t d) { return std::find(worked.begin(), worked.end(), d) != worked.end(); };
    for (int i = 0; i < 50; ++i) {
      day.push_back(*options.first_day + 15 + static_cast<std::int64_t>(random() % 10));
      until.push_back(*options.first_day + static_cast<std::int64_t>(random() % 40));
      add.push_back(static_cast<std::int64_t>(random() % 11) - 5);
    }
    WorkingDaysInput input;
    input.day = day;
    input.until = until;
    input.add = add;
    input.worked = worked;
    const WorkingDaysResult result = working_days(input, options);
    for (std::size_t i = 0; i < day.size(); ++i) {
      std::int64_t between = 0;
      for (std::int64_t d = std::min(day[i], until[i]); d < std::max(day[i], until[i]); ++d) between += is_worked(d) ? until[i] > day[i] ? 1 : -1 : 0;
      CHECK(result.days.between[i] == static_cast<double>(between));
      std::int64_t at = day[i];
      if (add[i] == 0)
        while (!is_worked(at)) ++at;
      for (std::int64_t left = std::abs(add[i]); left > 0;) left -= is_worked(at += add[i] > 0 ? 1 : -1) ? 1 : 0;
      CHECK(result.days.shifted[i] == static_cast<double>(at));
      CHECK(result.days.is_working[i] == (is_worked(day[i]) ? 1.0 : 0.0));
    }
  }
}

TEST_CASE("working days: what is not known is refused, what is missing stays missing") {
  std::vector<std::int64_t> day{day_of(2024, 9, 27), day_of(2024, 10, 21)};
  WorkingDaysInput input;
  input.day = day;
  WorkingDaysOptions options = national_day();
  CHECK(sentence(input, options) == "data.working_days: day[1] is 2024-10-21, but must be a day of the calendar, 2024-09-23 to 2024-10-20");
  CHECK(sentence(input, {}) == "data.working_days: first_day is missing, but must be the first day that the calendar knows");
  day[1] = day_of(2024, 10, 16);
  const std::vector<std::int64_t> add{0, 4};
  input.add = add;
  CHECK(sentence(input, options) == "data.working_days: add[1] is 4, but must be small enough to stay within the calendar, 2024-09-23 to 2024-10-20");
  options.holidays.push_back(day_of(2024, 10, 19));
  CHECK(sentence(input, options) == "data.working_days: holidays[5] is 2024-10-19, but must be a day that is worked without it");
  options = national_day();
  options.make_up_days.push_back(day_of(2024, 10, 18));
  CHECK(sentence(input, options) == "data.working_days: make_up_days[2] is 2024-10-18, but must be a day that is not worked without it");
  options = national_day();
  const std::vector<std::int64_t> worked{day_of(2024, 10, 1), day_of(2024, 10, 1)};
  input.worked = worked;
  CHECK(sentence(input, options) == "data.working_days: holidays is given, but must be left out beside worked");
  options.holidays.clear();
  options.make_up_days.clear();
  CHECK(sentence(input, options) == "data.working_days: worked[1] is 2024-10-01, but must be listed once");
  options = national_day();
  input = {};
  const std::uint8_t validity = 1;
  input.day = day;
  input.day.validity = &validity;
  const WorkingDaysResult result = working_days(input, options);
  CHECK(result.days.is_working[0] == 1.0);
  CHECK(std::isnan(result.days.is_working[1]));
  CHECK(std::isnan(result.days.between[0]));
}

TEST_CASE("working days: golden values of numpy's busday functions") {
  for (const std::string& file : golden::golden_files("data/working_days")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto column = [&](const char* part, const char* name) { return document[part][name].get<std::vector<std::int64_t>>(); };
    const auto day = column("data", "day"), until = column("data", "until"), add = column("data", "add"), worked = column("data", "worked");
    WorkingDaysInput input;
    input.day = day;
    input.until = until;
    input.add = add;
    WorkingDaysOptions options;
    options.first_day = document["options"]["first_day"].get<std::int64_t>();
    options.last_day = document["options"]["last_day"].get<std::int64_t>();
    options.holidays = column("options", "holidays");
    options.make_up_days = column("options", "make_up_days");
    const WorkingDaysResult by_rule = working_days(input, options);
    options.holidays.clear();
    options.make_up_days.clear();
    input.worked = worked;
    for (const WorkingDaysResult& result : {by_rule, working_days(input, options)}) {
      CHECK(result.days.is_working == document["result"]["is_working"].get<std::vector<double>>());
      CHECK(result.days.between == document["result"]["between"].get<std::vector<double>>());
      CHECK(result.days.shifted == document["result"]["shifted"].get<std::vector<double>>());
    }
  }
}
