#include "attrition/texts.hpp"

#include <charconv>
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

std::string shortest_text(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
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

Text definition_text(RateDefinition definition) {
  switch (definition) {
    case RateDefinition::mid: return {"leavers over the mean of opening and closing headcount", "离职人数 ÷（（期初人数 + 期末人数）÷ 2）"};
    case RateDefinition::monthly_average_12: return {"leavers over the mean of the month-end headcounts", "离职人数 ÷ 各月末人数的平均"};
    case RateDefinition::monthly_average_13: return {"leavers over the mean of the opening and the month-end headcounts", "离职人数 ÷ 期初与各月末人数的平均"};
    case RateDefinition::crude_wastage: return {"leavers over the mean headcount of all days", "离职人数 ÷ 逐日平均人数"};
    case RateDefinition::opening: return {"leavers over the opening headcount", "离职人数 ÷ 期初人数"};
    case RateDefinition::leavers_plus_closing: return {"leavers over leavers plus closing headcount", "离职人数 ÷（离职人数 + 期末人数）"};
    case RateDefinition::exposure: return {"leavers per person-year of 365.25 days", "离职人数 ÷ 人年（365.25 人日为一人年）"};
    case RateDefinition::jolts: return {"leavers per month over the headcount of the 12th of each month", "月均离职人数 ÷ 各月 12 日在职人数"};
    case RateDefinition::undeclared: break;
  }
  return {};
}

Text annual_text(Annualise annualise, RatePer per) {
  switch (annualise) {
    case Annualise::none: return {"not annualised", "未年化"};
    case Annualise::simple:
      if (per == RatePer::year) return {"rate, which is per year already", "离职率本身已按年计"};
      return {"rate x 12 / months", "离职率 × 12 ÷ 月数"};
    case Annualise::compound:
      if (per == RatePer::year) return {"1 - exp(-rate)", "1 − exp(−离职率)"};
      return {"1 - (1 - rate)^(12 / months)", "1 −（1 − 离职率）^（12 ÷ 月数）"};
  }
  return {};
}

Text interval_text(double confidence_level, const std::string& lower, const std::string& upper, bool wilson) {
  const std::string level = number_text(confidence_level * 100.0) + " %";
  return {"(" + level + " interval " + lower + " to " + upper + (wilson ? ", Wilson)" : ", exact Poisson)"),
          "（" + level + " 区间 " + lower + " 至 " + upper + (wilson ? "，Wilson）" : "，精确泊松）")};
}

Text rate_text(RateDefinition definition, const Headcounts& counts, const RateFigure& figure) {
  const Text name = definition_text(definition), when = period_text(figure.start, figure.stop);
  const auto number = [](double value) { return number_text(value, 1); };
  const bool one = figure.leavers == 1.0;
  const std::string of_part = figure.part.empty() ? "" : " (" + figure.part + ")", part_zh = figure.part.empty() ? "" : "（" + figure.part + "）";
  Text over;
  const std::string result = number(figure.denominator), months = std::to_string(counts.months), calendar = std::to_string(counts.calendar_months);
  switch (definition) {
    case RateDefinition::mid: {
      const std::string sum = "(" + number(counts.opening) + " + " + number(counts.closing) + ") / 2 = " + result;
      over = {"(" + sum + ")", "（" + sum + "）"};
      break;
    }
    case RateDefinition::monthly_average_12: over = {"(mean of " + months + " month-end headcounts = " + result + ")", "（" + months + " 个月末人数平均 = " + result + "）"}; break;
    case RateDefinition::monthly_average_13:
      over = {"(mean of the opening and " + months + " month-end headcounts = " + result + ")", "（期初与 " + months + " 个月末人数平均 = " + result + "）"};
      break;
    case RateDefinition::crude_wastage: {
      const std::string days = number(counts.person_days), length = number(counts.days);
      over = {"(" + days + " person-days / " + length + " days = " + result + ")", "（" + days + " 人日 ÷ " + length + " 日 = " + result + "）"};
      break;
    }
    case RateDefinition::opening: over = {"an opening headcount of " + result, "期初人数 " + result}; break;
    case RateDefinition::leavers_plus_closing: {
      const std::string sum = number(counts.leavers) + " + " + number(counts.closing) + " = " + result;
      over = {"(" + sum + ")", "（" + sum + "）"};
      break;
    }
    case RateDefinition::exposure:
      over = {"(" + number(counts.person_days) + " person-days / 365.25 = " + result + " person-years)", "（" + number(counts.person_days) + " 人日 ÷ 365.25 = " + result + " 人年）"};
      break;
    case RateDefinition::jolts:
      over = {"(headcount of the 12th, added up over " + calendar + (counts.calendar_months == 1 ? " month = " : " months = ") + result + ")",
              "（" + calendar + " 个月各月 12 日人数之和 = " + result + "）"};
      break;
    case RateDefinition::undeclared: break;
  }
  Text text{"Turnover, " + name.en + ", " + when.en.substr(1) + ": " + number(figure.leavers) + (one ? " leaver" : " leavers") + of_part + " / ",
            when.zh + "离职率（" + name.zh + "）：离职" + part_zh + " " + number(figure.leavers) + " 人 ÷ "};
  if (std::isnan(figure.denominator)) {
    text += {"a headcount that the period does not have, for it is not whole months.", "所需月份人数：该期间不是整月，无法计算。"};
    return text;
  }
  if (std::isnan(figure.rate)) {
    text += {over.en + ": nobody to divide by, so there is no rate.", over.zh + "：分母为零，不计离职率。"};
    return text;
  }
  const RatePer per = per_of(definition);
  const auto value = [&](double rate) { return per == RatePer::year ? number_text(rate, 3) : percent_text(rate); };
  const Text unit = per == RatePer::year ? Text{" per person-year", " 人次/人年"} : per == RatePer::month ? Text{" a month", "/月"} : Text{};
  const Text interval = interval_text(figure.confidence_level, value(figure.lower), value(figure.upper), interval_of(definition) == RateInterval::wilson);
  text += {over.en + " = " + value(figure.rate) + unit.en + " " + interval.en + ".", over.zh + " = " + value(figure.rate) + unit.zh + interval.zh + "。"};
  return text;
}

}  // namespace mainstay::inline v1::attrition
