#include "performance/rolling_windows.hpp"

#include <algorithm>

#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::performance {

using data::first_day_of_month;
using data::first_day_of_week;
using data::format_date;
using data::month_of;
using data::week_of;

namespace {

std::int64_t down(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

void check_ascending(const std::vector<std::int64_t>& days, const std::string& name) {
  for (std::size_t i = 1; i < days.size(); ++i)
    if (days[i] <= days[i - 1])
      refuse(rolling_name, name + "[" + std::to_string(i) + "]", format_date(days[i]), "after the day before it in the list, " + format_date(days[i - 1]));
}

}  // namespace

std::string window_name(const RollingWindow& window) {
  if (!window.name.empty()) return window.name;
  const auto words = choices(RollingUnit{});
  std::string unit = words[static_cast<std::size_t>(window.unit)].name;
  std::replace(unit.begin(), unit.end(), '_', ' ');
  if (window.length == 1) unit.pop_back();
  return std::to_string(window.length) + " " + unit;
}

void check_rolling(const RollingOptions& options) {
  for (std::size_t i = 0; i < options.windows.size(); ++i) {
    const RollingWindow& window = options.windows[i];
    if (window.unit == RollingUnit::undeclared) refuse(rolling_name, "windows[" + std::to_string(i) + "].unit", "undeclared", "days, weeks, months, working_days, or a calendar period");
    if (window.unit == RollingUnit::working_days && options.working_days.empty())
      refuse(rolling_name, "working_days", "missing", "given, because windows[" + std::to_string(i) + "].unit is working_days");
    for (std::size_t k = 0; k < i; ++k)
      if (window_name(options.windows[k]) == window_name(window))
        refuse(rolling_name, "windows[" + std::to_string(i) + "].name", "\"" + window_name(window) + "\"", "unique");
  }
  for (std::size_t i = 0; i < options.ratios.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (options.ratios[k].name == options.ratios[i].name) refuse(rolling_name, "ratios[" + std::to_string(i) + "].name", std::string("\"") + options.ratios[i].name + "\"", "unique");
  check_ascending(options.days, "days");
  check_ascending(options.working_days, "working_days");
  const auto worked = [](const RollingWindow& window) { return window.unit == RollingUnit::working_days; };
  if (!options.working_days.empty() && std::none_of(options.windows.begin(), options.windows.end(), worked)) refuse(rolling_name, "working_days", "given", "left out unless the unit of a window is working_days");
  if (options.at == RollingAt::listed && options.days.empty()) refuse(rolling_name, "days", "missing", "given with at = listed");
  if (options.at != RollingAt::listed && !options.days.empty()) refuse(rolling_name, "days", "given", "left out unless at is listed");
}

WindowStarts::WindowStarts(const RollingOptions& options, std::int64_t low, std::int64_t high) : options_(options), low_(low) {
  const auto days = static_cast<std::size_t>(std::max<std::int64_t>(0, high - low + 1));
  reach_.assign(days, 0);
  for (const RollingWindow& window : options.windows) {
    std::vector<std::int64_t> starts(days);
    const std::int64_t length = window.length;
    const auto& worked = options.working_days;
    if (window.unit == RollingUnit::working_days && days > 0) {
      const auto calendar = [&] { return format_date(worked.front()) + " to " + format_date(worked.back()); };
      if (high > worked.back()) refuse(rolling_name, "working_days", calendar(), "a calendar that reaches " + format_date(high));
      if (std::upper_bound(worked.begin(), worked.end(), low) - worked.begin() < length)
        refuse(rolling_name, "working_days", calendar(), "a calendar with " + std::to_string(length) + " working days up to " + format_date(low));
    }
    auto after = std::upper_bound(worked.begin(), worked.end(), low);
    std::int64_t longest = 1;
    for (std::size_t i = 0; i < days; ++i) {
      const std::int64_t day = low + static_cast<std::int64_t>(i);
      std::int64_t& start = starts[i];
      switch (window.unit) {
        case RollingUnit::weeks: start = day - 7 * length + 1; break;
        case RollingUnit::months: start = data::add_months(day, -length) + 1; break;
        case RollingUnit::working_days:
          while (after != worked.end() && *after <= day) ++after;
          start = *(after - length);
          break;
        case RollingUnit::calendar_weeks: start = first_day_of_week(week_of(day) - length + 1); break;
        case RollingUnit::calendar_months: start = first_day_of_month(month_of(day) - length + 1); break;
        case RollingUnit::calendar_quarters: start = first_day_of_month(3 * (down(month_of(day), 3) - length + 1)); break;
        case RollingUnit::calendar_years: start = first_day_of_month(12 * (down(month_of(day), 12) - length + 1)); break;
        default: start = day - length + 1;
      }
      longest = std::max(longest, day - start + 1);
      reach_[i] = starts_.empty() ? start : std::min(reach_[i], start);
    }
    starts_.push_back(std::move(starts));
    longest_.push_back(longest);
  }
}

std::int64_t WindowStarts::days_of(std::size_t window, std::int64_t first, std::int64_t last) const {
  if (last < first) return 0;
  if (options_.windows[window].unit != RollingUnit::working_days) return last - first + 1;
  const auto& worked = options_.working_days;
  return std::upper_bound(worked.begin(), worked.end(), last) - std::lower_bound(worked.begin(), worked.end(), first);
}

bool WindowStarts::counts(std::size_t window, std::int64_t day) const { return days_of(window, day, day) > 0; }

std::vector<std::int64_t> told_days(const RollingOptions& options, std::int64_t low, std::int64_t high) {
  std::vector<std::int64_t> days;
  if (options.at == RollingAt::listed) {
    std::copy_if(options.days.begin(), options.days.end(), std::back_inserter(days), [&](std::int64_t day) { return day >= low && day <= high; });
  } else if (options.at == RollingAt::week_ends) {
    for (std::int64_t day = first_day_of_week(week_of(low)) + 6; day <= high; day += 7) days.push_back(day);
  } else if (options.at == RollingAt::month_ends) {
    for (std::int64_t month = month_of(low) + 1, day; (day = first_day_of_month(month) - 1) <= high; ++month) days.push_back(day);
  }
  return days;
}

}  // namespace mainstay::inline v1::performance
