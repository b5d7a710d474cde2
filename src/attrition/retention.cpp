#include "mainstay/attrition/retention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "attrition/employment.hpp"
#include "attrition/texts.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/survival/curve.hpp"
#include "stats/distributions.hpp"
#include "stats/poisson.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr std::string_view name = "attrition.retention";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double half = 0.5;

enum Unit { share, per_head, days };
enum Method { wilson, exact_poisson, kaplan_meier };

struct Figure {
  double numerator = 0, denominator = 0, value = missing, lower = missing, upper = missing;
  Unit unit = share;
  Method method = wilson;
};

// Curves of the cohorts that hired anybody: rows by (group, period), then by time.
struct Cohorts {
  struct Median {
    double time = missing, lower = missing, upper = missing;
  };
  std::vector<double> times;
  std::unordered_map<std::int64_t, std::size_t> first;  // group · periods + period → its first row
  std::unordered_map<std::int64_t, Median> median;
  survival::CurveTable table;
};

Cohorts cohorts_of(const TenureCounts& tenure, std::int64_t periods, const RetentionOptions& options, const RunContext& context) {
  Cohorts cohorts;
  cohorts.times = options.times;
  cohorts.times.push_back(static_cast<double>(options.within_days));
  std::sort(cohorts.times.begin(), cohorts.times.end());
  cohorts.times.erase(std::unique(cohorts.times.begin(), cohorts.times.end()), cohorts.times.end());
  if (tenure.hired_group.empty()) return cohorts;
  std::vector<std::int64_t> group(tenure.hired_group.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = tenure.hired_group[i] * periods + tenure.hired_period[i];
  survival::CurveInput input;
  input.duration = Column(tenure.hired_days);
  input.event = Column(tenure.hired_left);
  input.group = Column(group);
  survival::CurveOptions wanted;
  wanted.times = cohorts.times;
  wanted.probabilities = {half};
  wanted.confidence_level = options.confidence_level;
  survival::CurveResult result = survival::curve(input, wanted, context);
  cohorts.table = std::move(result.curve);
  const auto key = [](const Categories& names, std::size_t row) { return std::stoll(names.levels[at(names.codes[row])]); };
  for (std::size_t row = 0; row < cohorts.table.time.size(); row += cohorts.times.size()) cohorts.first[key(cohorts.table.group, row)] = row;
  for (std::size_t row = 0; row < result.quantiles.time.size(); ++row)
    cohorts.median[key(result.quantiles.group, row)] = {result.quantiles.time[row], result.quantiles.lower[row], result.quantiles.upper[row]};
  return cohorts;
}

// What each measure divides by what, in words.
Text measure_text(RetentionMeasure measure, std::int64_t within) {
  const std::string d = std::to_string(within);
  switch (measure) {
    case RetentionMeasure::stability_index: return {"people with a year of service or more over people employed a year before close", "稳定指数：期末司龄满一年人数 ÷ 一年前在职人数"};
    case RetentionMeasure::retention: return {"people employed at opening and still employed at close, over people at opening", "留任率：期初在职且持续至期末人数 ÷ 期初人数"};
    case RetentionMeasure::retention_in_unit: return {"people in the unit at opening and there throughout, over people at opening", "组织内留任率：期初在本组织且始终未离开人数 ÷ 期初人数"};
    case RetentionMeasure::new_hires_left_within: return {"hires who left within " + d + " days over hires, followed or not", "新员工 " + d + " 天内离职人数 ÷ 新入职人数（含观察未满者）"};
    case RetentionMeasure::new_hires_followed_left_within: return {"hires who left within " + d + " days over hires followed that long", "新员工 " + d + " 天内离职人数 ÷ 已观察满 " + d + " 天的新入职人数"};
    case RetentionMeasure::new_hires_leaving_probability: return {"probability that a hire leaves within " + d + " days (1 - Kaplan-Meier)", "新员工 " + d + " 天内离职概率（1 − Kaplan–Meier）"};
    case RetentionMeasure::new_hires_left_in_period: return {"people hired and gone within the period over its hires", "期内入职且期内离职人数 ÷ 期内入职人数"};
    case RetentionMeasure::first_year_share: return {"leavers with less than a year of tenure over all leavers", "司龄不满一年的离职人数 ÷ 全部离职人数"};
    case RetentionMeasure::first_year_rate: return {"leavers with less than a year of tenure over the mean headcount with less than a year", "司龄不满一年的离职人数 ÷ 司龄不满一年的平均人数"};
    case RetentionMeasure::regretted_rate: return {"regretted leavers over mean headcount", "遗憾离职人数 ÷ 平均在职人数"};
    case RetentionMeasure::regretted_share: return {"regretted voluntary leavers over voluntary leavers", "主动离职中的遗憾离职人数 ÷ 主动离职人数"};
    case RetentionMeasure::half_life: return {"tenure by which half of the hires have left (Kaplan-Meier)", "半衰期：半数新员工离职时的司龄（Kaplan–Meier）"};
  }
  return {};
}

Text figure_text(RetentionMeasure measure, const Figure& figure, const RetentionOptions& options, std::int64_t start, std::int64_t stop) {
  const Text what = measure_text(measure, options.within_days), when = period_text(start, stop);
  const auto value = [&](double number) {
    return figure.unit == days ? number_text(number, 1) : percent_text(number);
  };
  std::string line = number_text(figure.numerator, 1) + " / " + number_text(figure.denominator, 1);
  Text text{what.en + "," + when.en + ": ", when.zh + what.zh + "："};
  text.en[0] = static_cast<char>(text.en[0] >= 'a' && text.en[0] <= 'z' ? text.en[0] - 'a' + 'A' : text.en[0]);
  if (std::isnan(figure.value)) {
    if (measure == RetentionMeasure::half_life && figure.denominator > 0)
      text += {"not reached; " + number_text(figure.numerator) + " of " + number_text(figure.denominator) + " have left.",
               "尚未达到；" + number_text(figure.denominator) + " 人中 " + number_text(figure.numerator) + " 人已离职。"};
    else text += {line + ": nobody to divide by, so there is no figure.", line + "：分母为零，不计。"};
    return text;
  }
  Text result;
  if (figure.unit == days)
    result = {number_text(figure.value, 1) + " days; " + number_text(figure.numerator) + " of " + number_text(figure.denominator) + " have left",
              number_text(figure.value, 1) + " 天；" + number_text(figure.denominator) + " 人中 " + number_text(figure.numerator) + " 人已离职"};
  else if (measure == RetentionMeasure::new_hires_leaving_probability)
    result = {value(figure.value) + "; " + number_text(figure.numerator) + " of " + number_text(figure.denominator) + " have left, the others are still being followed or stayed",
              value(figure.value) + "；" + number_text(figure.denominator) + " 人中 " + number_text(figure.numerator) + " 人已离职"};
  else result = {line + " = " + value(figure.value), line + " = " + value(figure.value)};
  const std::string level = number_text(options.confidence_level * 100.0) + " %";
  const char* method = figure.method == wilson ? "Wilson" : figure.method == exact_poisson ? "exact Poisson" : "log-log";
  const char* method_zh = figure.method == wilson ? "Wilson" : figure.method == exact_poisson ? "精确泊松" : "双对数";
  text += {result.en + " (" + level + " interval " + value(figure.lower) + " to " + value(figure.upper) + ", " + method + ").",
           result.zh + "（" + level + " 区间 " + value(figure.lower) + " 至 " + value(figure.upper) + "，" + method_zh + "）。"};
  return text;
}

}  // namespace

RetentionResult retention(const EmploymentInput& input, const RetentionOptions& options, const RunContext& context) {
  check_columns(name, input, fields_of(options), context.threads);
  const Periods periods = periods_of(name, options, true);
  if (options.on_leave == OnLeave::apart) refuse(name, "on_leave", "apart", "counted: people on leave are still employed");
  check_employment(name, input, options, true);
  std::vector<std::int64_t> cuts = periods.boundaries, year_before;
  for (std::int64_t k = 0; k < periods.count(); ++k) {
    const std::int64_t stop = periods.boundaries[at(k) + 1];
    if (stop - 366 < first_civil_day) refuse(name, "boundaries", data::format_date(stop), "a year after the calendar begins");
    year_before.push_back(data::add_months(stop, -12));
    cuts.push_back(year_before.back());
  }
  sort_days(cuts);
  using T = TenureCounts;
  TenureCounts tenure;
  tenure.within_days = options.within_days;
  tenure.voluntary_kinds = options.voluntary;
  const EmploymentCounts counts = count_employment(name, input, options, periods, cuts, context, &tenure);
  const Cohorts cohorts = cohorts_of(tenure, periods.count(), options, context);

  RetentionResult result;
  const GroupNames names = names_of_groups(counts);
  RetentionTable& table = result.measures;
  CohortSurvival& cohort_table = result.survival;
  table.column.levels = cohort_table.column.levels = names.columns;
  table.value.levels = cohort_table.value.levels = names.values;
  table.measure.levels = words_of(RetentionMeasure{});
  table.unit.levels = {"share", "per_head", "days"};
  table.interval.levels = {"wilson", "exact_poisson", "kaplan_meier"};
  const double z = stats::normal_interval_factor(options.confidence_level);
  const auto groups = static_cast<std::int64_t>(counts.group_value.size()), cut_count = static_cast<std::int64_t>(cuts.size()), bins = cut_count + 1;
  std::vector<Timeline> lines;
  std::vector<std::vector<std::int64_t>> extra;  // group · columns + column → before each cut
  for (std::int64_t g = 0; g < groups; ++g) {
    lines.push_back(timeline_of(counts, options, g));
    for (int column = 0; column < T::columns; ++column) extra.push_back(sums_before(tenure.cells.data() + g * bins * T::columns + column, cut_count, T::columns));
  }
  for (std::int64_t k = 0; k < periods.count(); ++k) {
    const std::int64_t start = periods.boundaries[at(k)], stop = periods.boundaries[at(k) + 1];
    const std::size_t from = at(cut_at(cuts, start)), to = at(cut_at(cuts, stop)), before = at(cut_at(cuts, year_before[at(k)]));
    const auto length = static_cast<double>(stop - start);
    for (std::int64_t g = 0; g < groups; ++g) {
      const Timeline& line = lines[at(g)];
      const auto column = [&](T::Column which) -> const std::vector<std::int64_t>& { return extra[at(g * T::columns + which)]; };
      const auto within = [&](T::Column which) { return static_cast<double>(column(which)[to] - column(which)[from]); };
      const auto add = [&](RetentionMeasure measure, Figure figure) {
        if (figure.method != kaplan_meier && figure.denominator > 0) {
          figure.value = figure.numerator / figure.denominator;
          stats::Interval interval{};
          if (figure.method == wilson) interval = stats::wilson_interval(figure.value, figure.denominator, z);
          else {
            interval = stats::poisson_interval(figure.numerator, options.confidence_level);
            interval.lower /= figure.denominator;
            interval.upper /= figure.denominator;
          }
          figure.lower = interval.lower;
          figure.upper = interval.upper;
        }
        table.start.push_back(start);
        table.stop.push_back(stop);
        table.column.codes.push_back(names.column[at(g)]);
        table.value.codes.push_back(names.value[at(g)]);
        table.measure.codes.push_back(static_cast<std::int32_t>(measure));
        table.unit.codes.push_back(figure.unit);
        table.interval.codes.push_back(figure.method);
        table.numerator.push_back(figure.numerator);
        table.denominator.push_back(figure.denominator);
        table.figure.push_back(figure.value);
        table.lower.push_back(figure.lower);
        table.upper.push_back(figure.upper);
        Text text;
        if (options.sentences) text = figure_text(measure, figure, options, start, stop);
        table.definition_en.push_back(std::move(text.en));
        table.definition_zh.push_back(std::move(text.zh));
      };
      const auto simple = [&](double numerator, double denominator, Method method = wilson, Unit unit = share) {
        Figure figure;
        figure.numerator = numerator;
        figure.denominator = denominator;
        figure.method = method;
        figure.unit = unit;
        return figure;
      };
      using M = RetentionMeasure;
      const auto opening = static_cast<double>(line.heads_close[from]), leavers = static_cast<double>(line.leavers[to] - line.leavers[from]);
      add(M::stability_index, simple(static_cast<double>(line.heads_close[to] - column(T::young_close)[to]), static_cast<double>(line.heads_close[before]),
                                     g == 0 ? wilson : exact_poisson, share));
      add(M::retention, simple(opening - within(T::lost), opening));
      add(M::retention_in_unit, simple(opening - within(T::lost_from_group), opening));
      const double hires = within(T::hires);
      add(M::new_hires_left_within, simple(within(T::left_within), hires));
      add(M::new_hires_followed_left_within, simple(within(T::followed_left), within(T::followed)));
      Figure probability, half_life;
      probability.method = half_life.method = kaplan_meier;
      half_life.unit = days;
      probability.numerator = within(T::left_within);
      probability.denominator = half_life.denominator = hires;
      const std::int64_t key = g * periods.count() + k;
      if (const auto it = cohorts.first.find(key); it != cohorts.first.end()) {
        double left = 0.0;
        for (std::size_t t = 0; t < cohorts.times.size(); ++t) {
          const std::size_t row = it->second + t;
          left += cohorts.table.events[row];
          if (cohorts.times[t] == static_cast<double>(options.within_days)) {
            probability.value = 1.0 - cohorts.table.survival[row];
            probability.lower = 1.0 - cohorts.table.survival_upper[row];
            probability.upper = 1.0 - cohorts.table.survival_lower[row];
          }
          if (std::find(options.times.begin(), options.times.end(), cohorts.times[t]) == options.times.end()) continue;
          cohort_table.start.push_back(start);
          cohort_table.stop.push_back(stop);
          cohort_table.column.codes.push_back(names.column[at(g)]);
          cohort_table.value.codes.push_back(names.value[at(g)]);
          cohort_table.hires.push_back(static_cast<std::int64_t>(hires));
          cohort_table.time.push_back(cohorts.times[t]);
          cohort_table.at_risk.push_back(cohorts.table.at_risk[row]);
          cohort_table.left.push_back(left);
          cohort_table.survival.push_back(cohorts.table.survival[row]);
          cohort_table.lower.push_back(cohorts.table.survival_lower[row]);
          cohort_table.upper.push_back(cohorts.table.survival_upper[row]);
        }
        const Cohorts::Median& median = cohorts.median.at(key);
        half_life.value = median.time;
        half_life.lower = median.lower;
        half_life.upper = median.upper;
      }
      add(M::new_hires_leaving_probability, probability);
      add(M::new_hires_left_in_period, simple(within(T::hired_and_left), hires));
      add(M::first_year_share, simple(within(T::young_leavers), leavers));
      // Mean headcount below a year: person-days by the sums of first and last days.
      const auto young_until = [&](std::size_t cut) { return (cuts[cut] - cuts[0]) * column(T::young)[cut] - column(T::young_days)[cut]; };
      add(M::first_year_rate, simple(within(T::young_leavers), static_cast<double>(young_until(to) - young_until(from)) / length, exact_poisson, per_head));
      if (input.regretted.given()) {
        add(M::regretted_rate, simple(within(T::regretted), static_cast<double>(line.days[to] - line.days[from]) / length, exact_poisson, per_head));
        if (input.kind.given()) add(M::regretted_share, simple(within(T::regretted_voluntary), within(T::voluntary)));
      }
      half_life.numerator = within(T::left_ever);
      add(M::half_life, half_life);
    }
  }
  result.notices = notices_of(counts);
  Text text = employment_text(options, true, counts.with_state, !counts.columns.empty());
  result.definition_en = std::move(text.en);
  result.definition_zh = std::move(text.zh);
  return result;
}

constinit const Function retention_analysis = analysis<&retention>("attrition.retention", "Who stayed, how long do new hires stay, and whom were we sorry to lose?");

}  // namespace mainstay::inline v1::attrition
