#include "mainstay/attrition/headcount.hpp"

#include <limits>

#include "attrition/employment.hpp"
#include "attrition/rounds.hpp"
#include "attrition/texts.hpp"
#include "core/at.hpp"
#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr std::string_view name = "attrition.headcount";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Plan {
  Periods periods;
  std::vector<std::int64_t> dates, cuts;
};

Plan plan_of(const HeadcountOptions& options) {
  Plan plan;
  plan.periods = periods_of(name, options, false);
  for (std::size_t i = 0; i < options.dates.size(); ++i)
    if (options.dates[i] >= plan.periods.observation_end) {
      data::refuse_day(name, "dates", static_cast<std::int64_t>(i), options.dates[i], "before observation_end", plan.periods.observation_end);
    } else if (options.observation_start && options.dates[i] < *options.observation_start) {
      data::refuse_day(name, "dates", static_cast<std::int64_t>(i), options.dates[i], "on or after observation_start", *options.observation_start);
    }
  plan.dates = options.dates;
  sort_days(plan.dates);
  if (plan.dates.empty() && plan.periods.boundaries.empty()) refuse(name, "dates", "missing", "given, or boundaries, or period with first_day and last_day");
  plan.cuts = plan.periods.boundaries;
  for (const std::int64_t date : plan.dates) plan.cuts.push_back(date + 1);
  sort_days(plan.cuts);
  return plan;
}

EmploymentCounts count(const EmploymentInput& input, const HeadcountOptions& options, const Plan& plan, const RunContext& context) {
  return count_employment(name, input, options, plan.periods, plan.cuts, context);
}

HeadcountResult report(const EmploymentCounts& counts, const HeadcountOptions& options, const Plan& plan) {
  HeadcountResult result;
  const GroupNames names = names_of_groups(counts);
  const Kinds kinds = kinds_of(counts, options);
  const auto groups = static_cast<std::int64_t>(counts.group_value.size()), periods = plan.periods.count(), dates = static_cast<std::int64_t>(plan.dates.size());
  const auto shown = static_cast<std::int64_t>(kinds.names.size()), all_kinds = static_cast<std::int64_t>(counts.kinds.size()) + 1;
  HeadcountDates& table = result.dates;
  HeadcountPeriods& flow = result.periods;
  HeadcountLeavers& leavers = result.leavers;
  table.column.levels = flow.column.levels = leavers.column.levels = names.columns;
  table.value.levels = flow.value.levels = leavers.value.levels = names.values;
  leavers.kind.levels = kinds.names;
  // Rows by day or period, then by group.
  const std::size_t date_rows = at(dates * groups), period_rows = at(periods * groups), leaver_rows = period_rows * at(shown);
  for (auto* list : {&table.date, &table.heads, &table.on_leave}) list->resize(date_rows);
  table.fte.resize(date_rows);
  for (auto* list : {&table.column.codes, &table.value.codes}) list->resize(date_rows);
  for (auto* list : {&flow.start, &flow.stop, &flow.opening, &flow.closing, &flow.opening_on_leave, &flow.closing_on_leave, &flow.hires, &flow.leavers, &flow.transfers_in,
                     &flow.transfers_out, &flow.person_days, &flow.on_leave_days})
    list->resize(period_rows);
  for (auto* list : {&flow.mean_headcount, &flow.opening_fte, &flow.closing_fte, &flow.mean_fte}) list->resize(period_rows);
  for (auto* list : {&flow.column.codes, &flow.value.codes}) list->resize(period_rows);
  for (auto* list : {&leavers.start, &leavers.stop, &leavers.leavers}) list->resize(leaver_rows);
  for (auto* list : {&leavers.column.codes, &leavers.value.codes, &leavers.kind.codes}) list->resize(leaver_rows);

  std::vector<std::size_t> date_cut, period_cut;
  for (const std::int64_t date : plan.dates) date_cut.push_back(at(cut_at(counts.cuts, date + 1)));
  for (const std::int64_t day : plan.periods.boundaries) period_cut.push_back(at(cut_at(counts.cuts, day)));
  constexpr double million = 1e6;
  std::vector<std::int64_t> by_kind(at(shown));
  for (std::int64_t g = 0; g < groups; ++g) {
    const Timeline line = timeline_of(counts, options, g);
    for (std::int64_t d = 0; d < dates; ++d) {
      const std::size_t i = at(d * groups + g), cut = date_cut[at(d)];
      table.date[i] = plan.dates[at(d)];
      table.column.codes[i] = names.column[at(g)];
      table.value.codes[i] = names.value[at(g)];
      table.heads[i] = line.heads[cut];
      table.on_leave[i] = line.leave[cut];
      table.fte[i] = counts.with_fte ? static_cast<double>(line.fte[cut]) / million : missing;
    }
    for (std::int64_t k = 0; k < periods; ++k) {
      const std::size_t i = at(k * groups + g), from = period_cut[at(k)], to = period_cut[at(k) + 1];
      flow.start[i] = plan.periods.boundaries[at(k)];
      flow.stop[i] = plan.periods.boundaries[at(k) + 1];
      const double days = static_cast<double>(flow.stop[i] - flow.start[i]);
      flow.column.codes[i] = names.column[at(g)];
      flow.value.codes[i] = names.value[at(g)];
      flow.opening[i] = line.heads_close[from];
      flow.closing[i] = line.heads_close[to];
      flow.opening_on_leave[i] = line.leave_close[from];
      flow.closing_on_leave[i] = line.leave_close[to];
      flow.hires[i] = line.hires[to] - line.hires[from];
      flow.leavers[i] = line.leavers[to] - line.leavers[from];
      flow.transfers_in[i] = line.moves_in[to] - line.moves_in[from];
      flow.transfers_out[i] = line.moves_out[to] - line.moves_out[from];
      flow.person_days[i] = line.days[to] - line.days[from];
      flow.on_leave_days[i] = line.leave_days[to] - line.leave_days[from];
      flow.mean_headcount[i] = static_cast<double>(flow.person_days[i]) / days;
      flow.opening_fte[i] = counts.with_fte ? static_cast<double>(line.fte_close[from]) / million : missing;
      flow.closing_fte[i] = counts.with_fte ? static_cast<double>(line.fte_close[to]) / million : missing;
      flow.mean_fte[i] = counts.with_fte ? (line.fte_days[to] - line.fte_days[from]) / days : missing;
      if (shown == 0) continue;
      std::fill(by_kind.begin(), by_kind.end(), 0);
      for (std::int64_t kind = 0; kind < all_kinds; ++kind)
        if (kinds.place[at(kind)] >= 0)
          by_kind[at(kinds.place[at(kind)])] += line.kind_leavers[at(static_cast<std::int64_t>(to) * all_kinds + kind)] - line.kind_leavers[at(static_cast<std::int64_t>(from) * all_kinds + kind)];
      for (std::int64_t kind = 0; kind < shown; ++kind) {
        const std::size_t row = i * at(shown) + at(kind);
        leavers.start[row] = flow.start[i];
        leavers.stop[row] = flow.stop[i];
        leavers.column.codes[row] = names.column[at(g)];
        leavers.value.codes[row] = names.value[at(g)];
        leavers.kind.codes[row] = static_cast<std::int32_t>(kind);
        leavers.leavers[row] = by_kind[at(kind)];
      }
    }
  }
  result.notices = notices_of(counts);
  Text text = employment_text(options, periods > 0, counts.with_state, !counts.columns.empty());
  result.definition_en = std::move(text.en);
  result.definition_zh = std::move(text.zh);
  return result;
}

}  // namespace

HeadcountResult headcount(const EmploymentInput& input, const HeadcountOptions& options, const RunContext& context) {
  check_columns(name, input, fields_of(options), context.threads);
  const Plan plan = plan_of(options);
  check_employment(name, input, options, plan.periods.count() > 0);
  return report(count(input, options, plan, context), options, plan);
}

void HeadcountState::update(const EmploymentInput& input, const RunContext& context) {
  check_columns(name, input, fields_of(options), context.threads);
  const Plan plan = plan_of(options);
  check_employment(name, input, options, plan.periods.count() > 0);
  update_state(name, *this, [&] { return count(input, options, plan, context); });
}

void HeadcountState::merge(const HeadcountState& other) { merge_states(name, *this, other); }

HeadcountResult HeadcountState::finish(const RunContext&) const {
  const Plan plan = plan_of(options);
  return finish_state(name, *this, plan.cuts, [&](const EmploymentCounts& counted) { return report(counted, options, plan); });
}

constinit const Function headcount_analysis =
    analysis<&headcount>("attrition.headcount", "How many people were there, who came and who went?", {}, &state_of<HeadcountState>);

}  // namespace mainstay::inline v1::attrition
