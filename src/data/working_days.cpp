#include "mainstay/data/working_days.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view name = "data.working_days";
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// The known days: how many working ones lie before each, and which those are.
class Known {
 public:
  Known(std::int64_t first, std::int64_t last) : first_(first), last_(last), marks_(static_cast<std::size_t>(last - first + 1), 0) {}

  void weekdays() {
    for (std::int64_t day = first_; day <= last_; ++day) marks_[place(day)] = weekday_of(day) < 5;
  }
  bool holds(std::int64_t day) const { return day >= first_ && day <= last_; }
  std::uint8_t& mark(std::int64_t day) { return marks_[place(day)]; }
  void finish() {
    before_.reserve(marks_.size() + 1);
    for (std::int64_t day = first_; day <= last_; ++day) {
      before_.push_back(static_cast<std::int64_t>(worked_.size()));
      if (marks_[place(day)]) worked_.push_back(day);
    }
    before_.push_back(static_cast<std::int64_t>(worked_.size()));
  }
  std::int64_t size() const { return static_cast<std::int64_t>(marks_.size()); }
  std::int64_t count() const { return static_cast<std::int64_t>(worked_.size()); }
  bool worked(std::int64_t day) const { return marks_[place(day)] != 0; }
  std::int64_t before(std::int64_t day) const { return before_[place(day)]; }  // day may be the one after the last
  // Place of the working day `steps` after `day`.
  std::int64_t target(std::int64_t day, std::int64_t steps) const { return before(day) + steps - (steps > 0 && !worked(day) ? 1 : 0); }
  std::int64_t at(std::int64_t target) const { return worked_[static_cast<std::size_t>(target)]; }
  std::string bounds() const { return fmt::format("{} to {}", format_date(first_), format_date(last_)); }

 private:
  std::size_t place(std::int64_t day) const { return static_cast<std::size_t>(day - first_); }
  std::int64_t first_, last_;
  std::vector<std::uint8_t> marks_;
  std::vector<std::int64_t> before_, worked_;
};

[[noreturn]] void beyond(std::string_view argument, std::int64_t row, std::int64_t day, const Known& known) {
  throw Error(ErrorCode::invalid_argument, name, argument, row, format_date(day), fmt::format("a day of the calendar, {}", known.bounds()));
}

void mark_all(const std::vector<std::int64_t>& days, std::string_view argument, bool worked, Known& known) {
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto row = static_cast<std::int64_t>(i);
    if (!known.holds(days[i])) beyond(argument, row, days[i], known);
    if ((known.mark(days[i]) != 0) == worked)
      throw Error(ErrorCode::invalid_argument, name, argument, row, format_date(days[i]),
                  worked ? "a day that is not worked without it" : "a day that is worked without it");
    known.mark(days[i]) = worked;
  }
}

Known calendar_of(const WorkingDaysInput& input, const WorkingDaysOptions& options) {
  if (!options.first_day) refuse(name, "first_day", "missing", "the first day that the calendar knows");
  if (!options.last_day) refuse(name, "last_day", "missing", "the last day that the calendar knows");
  if (*options.last_day < *options.first_day)
    refuse(name, "last_day", format_date(*options.last_day), fmt::format("on or after first_day, {}", format_date(*options.first_day)));
  Known known(*options.first_day, *options.last_day);
  if (!input.worked.given()) {
    known.weekdays();
    mark_all(options.holidays, "holidays", false, known);
    mark_all(options.make_up_days, "make_up_days", true, known);
  } else {
    if (!options.holidays.empty()) refuse(name, "holidays", "given", "left out beside worked");
    if (!options.make_up_days.empty()) refuse(name, "make_up_days", "given", "left out beside worked");
    Days days(input.worked);
    for (std::int64_t row = 0; row < input.worked.size; ++row) {
      const std::int64_t day = days.at(row);
      if (!known.holds(day)) beyond("worked", row, day, known);
      if (known.mark(day)) throw Error(ErrorCode::invalid_argument, name, "worked", row, format_date(day), "listed once");
      known.mark(day) = 1;
    }
  }
  known.finish();
  return known;
}

}  // namespace

WorkingDaysResult working_days(const WorkingDaysInput& input, const WorkingDaysOptions& options, const RunContext&) {
  check(name, input, options);
  const Known known = calendar_of(input, options);
  const std::int64_t n = input.day.size;
  WorkingDaysResult result;
  result.known = known.size();
  result.worked = known.count();
  WorkingDaysTable& table = result.days;
  for (auto* column : {&table.is_working, &table.between, &table.shifted}) column->assign(static_cast<std::size_t>(n), unknown);
  Days days(input.day), untils(input.until), adds(input.add);
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int64_t day = days.at(row), until = untils.at(row), add = adds.at(row);
    if (day == Days::missing) continue;
    const bool open = until != Days::missing && day == *options.last_day + 1;  // an empty or reversed stretch may begin there
    if (!known.holds(day) && !open) beyond("day", row, day, known);
    const auto i = static_cast<std::size_t>(row);
    if (!open) table.is_working[i] = known.worked(day);
    if (until != Days::missing) {
      if (!known.holds(until) && until != *options.last_day + 1) beyond("until", row, until, known);
      table.between[i] = static_cast<double>(known.before(until) - known.before(day));
    }
    if (add != Days::missing) {
      if (open) beyond("day", row, day, known);
      const std::int64_t target = add > known.count() || add < -known.count() ? -1 : known.target(day, add);
      if (target < 0 || target >= known.count())
        throw Error(ErrorCode::invalid_argument, name, "add", row, fmt::format("{}", add), fmt::format("small enough to stay within the calendar, {}", known.bounds()));
      table.shifted[i] = static_cast<double>(known.at(target));
    }
  }
  return result;
}

constinit const Function working_days_analysis =
    analysis<&working_days>("data.working_days", "How many working days lie between two days, and which comes so many later?");

}  // namespace mainstay::inline v1::data
