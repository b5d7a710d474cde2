#include "attrition/texts.hpp"

#include <cmath>
#include <cstdio>

#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

// snprintf would write the decimal sign of the host's locale: digits are written by hand.
std::string number_text(double value, int digits) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  double scale = 1.0;
  for (int i = 0; i < digits; ++i) scale *= 10.0;
  if (std::abs(value) * scale >= 9e15) return std::to_string(static_cast<long long>(std::max(-9e18, std::min(9e18, value))));
  const long long scaled = std::llround(value * scale);
  const long long unit = static_cast<long long>(scale), whole = std::abs(scaled) / unit, rest = std::abs(scaled) % unit;
  std::string text = (scaled < 0 ? "-" : "") + std::to_string(whole);
  if (value == std::floor(value) || digits == 0) return text;
  std::string decimals = std::to_string(rest);
  return text + "." + std::string(static_cast<std::size_t>(digits) - decimals.size(), '0') + decimals;
}

std::string percent_text(double share) {
  if (std::isnan(share)) return "-";
  const double percent = share * 100.0;
  std::string text = number_text(percent, 1);
  if (text.find('.') == std::string::npos && text.find("inf") == std::string::npos) text += ".0";
  return text + " %";
}

Text last_day_text(LastDay rule) {
  switch (rule) {
    case LastDay::employed:
      return {"A leaver belongs to the period of the last day employed and is in the headcount of that day.", "离职人员计入其最后在职日所在的期间，且当日仍计入在职人数。"};
    case LastDay::gone_at_close:
      return {"A leaver belongs to the period of the last day employed; headcounts are taken after those of the day have left.",
              "离职人员计入其最后在职日所在的期间；期初、期末人数在当日离职人员离开之后计。"};
    case LastDay::first_day_away:
      return {"A leaver belongs to the period of the first day no longer employed.", "离职人员计入其首个不在职日所在的期间。"};
    case LastDay::undeclared: break;
  }
  return {};
}

Text period_text(std::int64_t start, std::int64_t stop) {
  const std::string first = data::format_date(start), last = data::format_date(stop - 1);
  return {" from " + first + " to " + last, first + " 至 " + last + " "};
}

Text employment_text(const EmploymentOptions& options, bool with_periods, bool with_state, bool with_by) {
  Text text{"People, each counted once: employed from the first day to the last day employed.", "按人计数，每人一次：自入职首日起至最后在职日止为在职。"};
  const auto add = [&](const Text& next) { text += {" " + next.en, next.zh}; };
  if (with_periods) add(last_day_text(options.last_day_rule));
  if (with_state)
    add(options.on_leave == OnLeave::apart ? Text{"People on leave are shown apart and not counted.", "休假人员单列，不计入在职人数。"}
                                           : Text{"People on leave are counted.", "休假人员计入在职人数。"});
  if (with_by) switch (options.organisation) {
      case Organisation::as_was: add({"Units as they were on the day.", "组织归属按当日实际归属。"}); break;
      case Organisation::as_is: add({"Units as each person's last row has them.", "组织归属按每人最后一条记录。"}); break;
      case Organisation::mapped: add({"Units of the day, renamed as declared.", "组织归属按当日归属，并按声明的对照表换名。"}); break;
    }
  if (with_by && !options.rollup.empty()) add({"Each unit counts all below it.", "上级组织包含其全部下级。"});
  return text;
}

}  // namespace mainstay::inline v1::attrition
