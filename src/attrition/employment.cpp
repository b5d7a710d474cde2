#include "attrition/employment.hpp"

#include <algorithm>
#include <map>

#include "attrition/employment_kernel.hpp"
#include "attrition/employment_rows.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

// ------------------------------------------------------------------------------------------------------------- options

bool label_before(const std::string& a, const std::string& b) {
  const auto number = [](const std::string& text) {
    const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
    if (text.size() == sign || text.size() > 18) return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const bool first = number(a), second = number(b);
  if (first != second) return first;
  if (first)
    if (const long long x = std::stoll(a), y = std::stoll(b); x != y) return x < y;
  return a < b;
}

void sort_days(std::vector<std::int64_t>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

std::int64_t cut_at(const std::vector<std::int64_t>& cuts, std::int64_t day) { return std::lower_bound(cuts.begin(), cuts.end(), day) - cuts.begin(); }

Periods periods_of(std::string_view analysis, const EmploymentOptions& options, bool needed) {
  if (!options.observation_end) refuse(analysis, "observation_end", "missing", "the first day about which nothing is known");
  Periods periods;
  periods.observation_end = *options.observation_end;
  if (options.observation_start && *options.observation_start >= periods.observation_end)
    data::refuse_day(analysis, "observation_start", -1, *options.observation_start, "before observation_end", periods.observation_end);
  if (options.period == PeriodWord::none) {
    for (const auto& [name, day] : {std::pair{"first_day", options.first_day}, std::pair{"last_day", options.last_day}})
      if (day) refuse(analysis, name, data::format_date(*day), "left out unless period says month, quarter or year");
    periods.boundaries = options.boundaries;
    for (std::size_t i = 1; i < periods.boundaries.size(); ++i)
      if (periods.boundaries[i] <= periods.boundaries[i - 1])
        data::refuse_day(analysis, "boundaries", static_cast<std::int64_t>(i), periods.boundaries[i], "after the one before", periods.boundaries[i - 1]);
    if (periods.boundaries.size() == 1) refuse(analysis, "boundaries", "one day", "two or more: the first days of the periods, and the first day after the last");
  } else {
    if (!options.boundaries.empty()) refuse(analysis, "boundaries", "given", "left out where period is given");
    if (!options.first_day) refuse(analysis, "first_day", "missing", "given with period");
    if (!options.last_day) refuse(analysis, "last_day", "missing", "given with period");
    if (*options.last_day < *options.first_day) data::refuse_day(analysis, "last_day", -1, *options.last_day, "on or after first_day", *options.first_day);
    const std::int64_t step = options.period == PeriodWord::month ? 1 : options.period == PeriodWord::quarter ? 3 : 12;
    const std::int64_t end = *options.last_day + 1;
    if (end > periods.observation_end) data::refuse_day(analysis, "last_day", -1, *options.last_day, "before observation_end", periods.observation_end);
    if (end + 366 > last_civil_day) refuse(analysis, "last_day", data::format_date(*options.last_day), "a year before the calendar ends, in 9999");
    periods.boundaries.push_back(*options.first_day);
    while (periods.boundaries.back() < end) periods.boundaries.push_back(data::add_months(*options.first_day, step * static_cast<std::int64_t>(periods.boundaries.size())));
    if (periods.boundaries.back() != end)
      refuse(analysis, "last_day", data::format_date(*options.last_day),
             "the last day of a period: " + data::format_date(periods.boundaries[periods.boundaries.size() - 2] - 1) + " or " + data::format_date(periods.boundaries.back() - 1));
  }
  if (periods.boundaries.empty() && needed) refuse(analysis, "boundaries", "missing", "given, or period with first_day and last_day");
  if (!periods.boundaries.empty()) {
    if (periods.boundaries.back() > periods.observation_end)
      data::refuse_day(analysis, "boundaries", static_cast<std::int64_t>(periods.boundaries.size()) - 1, periods.boundaries.back(), "on or before observation_end", periods.observation_end);
    if (options.observation_start) {
      // Who was gone on the very day on which the records begin is not in them, but would be counted by these rules.
      const bool away = options.last_day_rule == LastDay::first_day_away || options.last_day_rule == LastDay::employed;
      if (periods.boundaries.front() < *options.observation_start + away)
        data::refuse_day(analysis, options.period == PeriodWord::none ? "boundaries" : "first_day", options.period == PeriodWord::none ? 0 : -1, periods.boundaries.front(),
                         away ? "after observation_start" : "on or after observation_start", *options.observation_start);
    }
    if (options.last_day_rule == LastDay::undeclared)
      refuse(analysis, "last_day_rule", "undeclared", "employed, gone_at_close or first_day_away: which period a leaver belongs to");
  }
  return periods;
}

void check_columns(std::string_view analysis, const EmploymentInput& input, const Fields& options, std::int32_t threads) {
  Fields fields = fields_of(input);
  for (const char* name : {"start", "stop"}) {
    Row* row = fields.find(name);
    const Column& column = *static_cast<const Column*>(row->address);
    row->values_later = column.type != ColumnType::float64 && column.type != ColumnType::float32 && column.type != ColumnType::uint64 && column.type != ColumnType::bit;
  }
  try {
    check(analysis, fields, options, threads);
  } catch (const Error&) {
    check(analysis, fields_of(input), options);  // the first that is wrong, as if all had been checked in order
    throw;
  }
}

void check_employment(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, bool) {
  if (input.state.given() && options.on_leave == OnLeave::undeclared) refuse(analysis, "on_leave", "undeclared", "counted or apart where state is given");
  if (!input.state.given() && options.on_leave == OnLeave::apart) refuse(analysis, "state", "missing", "given with on_leave = apart: who is on leave");
  if (input.entry.given() && !options.observation_start) refuse(analysis, "observation_start", "missing", "given with entry");
  const bool mapped = options.organisation == Organisation::mapped;
  if (mapped && options.mapping.empty()) refuse(analysis, "mapping", "missing", "given where organisation is mapped");
  if (!mapped && !options.mapping.empty()) refuse(analysis, "mapping", "given", "left out unless organisation is mapped");
  const auto has = [&](const std::string& name) { return std::find(input.by.names.begin(), input.by.names.end(), name) != input.by.names.end(); };
  for (std::size_t i = 0; i < options.mapping.size(); ++i)
    if (!has(options.mapping[i].column))
      throw Error(ErrorCode::unknown_name, analysis, "mapping[" + std::to_string(i) + "].column", -1, "\"" + options.mapping[i].column + "\"", "one of the columns of by: " + list_of(input.by.names));
  for (std::size_t i = 0; i < options.mapping.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const MappingRule &a = options.mapping[i], &b = options.mapping[j];
      if (a.column == b.column && a.label == b.label && a.since == b.since)
        refuse(analysis, "mapping[" + std::to_string(i) + "].label", "\"" + a.label + "\" again", "mapped once from the same day on");
    }
  if (options.rollup.empty()) {
    if (input.unit.given()) refuse(analysis, "unit", "given", "left out unless rollup names its column");
    if (input.ancestor.given()) refuse(analysis, "ancestor", "given", "left out unless rollup names its column");
  } else {
    if (!input.by.given()) refuse(analysis, "by", "missing", "a table with the column that rollup names");
    if (!has(options.rollup)) throw Error(ErrorCode::unknown_name, analysis, "rollup", -1, "\"" + options.rollup + "\"", "one of the columns of by: " + list_of(input.by.names));
    if (!input.unit.given()) refuse(analysis, "unit", "missing", "given with rollup");
    if (!input.ancestor.given()) refuse(analysis, "ancestor", "missing", "given with rollup");
  }
}

// -------------------------------------------------------------------------------------------------------------- counts

EmploymentCounts no_counts(const EmploymentInput& input, const std::vector<std::int64_t>& cuts) {
  EmploymentCounts counts;
  counts.with_fte = input.fte.given();
  counts.with_state = input.state.given();
  counts.with_kind = input.kind.given();
  counts.columns = input.by.names;
  counts.cuts = cuts;
  counts.group_column = {-1};
  counts.group_value = {"all"};
  for (auto* list : {&counts.hires, &counts.moves_in, &counts.moves_out, &counts.leavings, &counts.days, &counts.leave, &counts.leave_days, &counts.leave_close})
    list->assign(cuts.size() + 1, 0);
  if (counts.with_fte)
    for (auto* list : {&counts.fte, &counts.fte_days, &counts.fte_close}) list->assign(cuts.size() + 1, 0);
  return counts;
}

void check_counts(std::string_view analysis, const EmploymentCounts& counts) {
  const auto broken = [&](const char* what) { throw Error(ErrorCode::corrupt, analysis, std::string("the state's ") + what + " do not fit each other"); };
  const std::size_t groups = counts.group_value.size(), bins = counts.cuts.size() + 1;
  if (counts.cuts.empty() || groups == 0 || counts.group_column.size() != groups || counts.group_column[0] != -1) broken("groups");
  for (const auto* list : {&counts.hires, &counts.moves_in, &counts.moves_out, &counts.leavings, &counts.days, &counts.leave, &counts.leave_days, &counts.leave_close})
    if (list->size() != groups * bins) broken("cells");
  for (const auto* list : {&counts.fte, &counts.fte_days, &counts.fte_close})
    if (list->size() != (counts.with_fte ? groups * bins : 0)) broken("cells");
  for (std::size_t i = 1; i < counts.cuts.size(); ++i)
    if (counts.cuts[i] <= counts.cuts[i - 1]) broken("cuts");
  for (const std::int64_t column : counts.group_column)
    if (column >= static_cast<std::int64_t>(counts.columns.size())) broken("groups");
  for (std::size_t i = 0; i < counts.leavers.size(); ++i)
    if (counts.leaver_cell[i] < 0 || at(counts.leaver_cell[i]) >= groups * bins || counts.leaver_kind[i] < -1 || counts.leaver_kind[i] >= static_cast<std::int64_t>(counts.kinds.size()))
      broken("leavers");
}

void add_counts(std::string_view analysis, EmploymentCounts& counts, const EmploymentCounts& other) {
  check_counts(analysis, counts);
  check_counts(analysis, other);
  if (counts.columns != other.columns || counts.cuts != other.cuts || counts.with_fte != other.with_fte || counts.with_state != other.with_state ||
      counts.with_kind != other.with_kind)
    throw Error(ErrorCode::unsupported, analysis, "the states count unlike columns or days");
  const std::size_t bins = counts.cuts.size() + 1;
  struct Source {
    std::int64_t first = -1, second = -1;
  };
  const auto before = [](const std::pair<std::int64_t, std::string>& a, const std::pair<std::int64_t, std::string>& b) {
    return a.first != b.first ? a.first < b.first : label_before(a.second, b.second);
  };
  std::map<std::pair<std::int64_t, std::string>, Source, decltype(before)> groups(before);
  for (std::size_t g = 0; g < counts.group_value.size(); ++g) groups[{counts.group_column[g], counts.group_value[g]}].first = static_cast<std::int64_t>(g);
  for (std::size_t g = 0; g < other.group_value.size(); ++g) groups[{other.group_column[g], other.group_value[g]}].second = static_cast<std::int64_t>(g);
  EmploymentCounts sum;
  sum.with_fte = counts.with_fte;
  sum.with_state = counts.with_state;
  sum.with_kind = counts.with_kind;
  sum.columns = counts.columns;
  sum.cuts = counts.cuts;
  sum.kinds = counts.kinds;
  sum.kinds.insert(sum.kinds.end(), other.kinds.begin(), other.kinds.end());
  std::sort(sum.kinds.begin(), sum.kinds.end(), label_before);
  sum.kinds.erase(std::unique(sum.kinds.begin(), sum.kinds.end()), sum.kinds.end());
  using List = std::vector<std::int64_t> EmploymentCounts::*;
  const auto join = [&](List list) {
    for (const auto& [name, from] : groups)
      for (std::size_t b = 0; b < bins; ++b)
        (sum.*list).push_back((from.first < 0 ? 0 : (counts.*list)[at(from.first) * bins + b]) + (from.second < 0 ? 0 : (other.*list)[at(from.second) * bins + b]));
  };
  for (const List list : {&EmploymentCounts::hires, &EmploymentCounts::moves_in, &EmploymentCounts::moves_out, &EmploymentCounts::leavings, &EmploymentCounts::days,
                          &EmploymentCounts::leave, &EmploymentCounts::leave_days, &EmploymentCounts::leave_close})
    join(list);
  if (sum.with_fte)
    for (const List list : {&EmploymentCounts::fte, &EmploymentCounts::fte_days, &EmploymentCounts::fte_close}) join(list);
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> leavers;  // (cell, kind; the unstated one last)
  const auto take = [&](const EmploymentCounts& from, std::int64_t Source::*side) {
    std::vector<std::int64_t> place(from.group_value.size(), 0);
    std::int64_t g = 0;
    for (const auto& [name, source] : groups) {
      if (source.*side >= 0) place[at(source.*side)] = g;
      ++g;
    }
    for (std::size_t i = 0; i < from.leavers.size(); ++i) {
      const std::int64_t cell = place[at(from.leaver_cell[i]) / bins] * static_cast<std::int64_t>(bins) + from.leaver_cell[i] % static_cast<std::int64_t>(bins);
      const std::int64_t kind = from.leaver_kind[i] < 0 ? static_cast<std::int64_t>(sum.kinds.size())
                                                        : std::lower_bound(sum.kinds.begin(), sum.kinds.end(), from.kinds[at(from.leaver_kind[i])], label_before) - sum.kinds.begin();
      leavers[{cell, kind}] += from.leavers[i];
    }
  };
  take(counts, &Source::first);
  take(other, &Source::second);
  for (const auto& [where, number] : leavers) {
    sum.leaver_cell.push_back(where.first);
    sum.leaver_kind.push_back(where.second == static_cast<std::int64_t>(sum.kinds.size()) ? -1 : where.second);
    sum.leavers.push_back(number);
  }
  for (const auto& [name, source] : groups) {
    sum.group_column.push_back(name.first);
    sum.group_value.push_back(name.second);
  }
  for (const char* name : notice_names) {
    std::int64_t number = 0;
    for (const EmploymentCounts* from : {static_cast<const EmploymentCounts*>(&counts), &other})
      for (std::size_t i = 0; i < from->notices.size(); ++i)
        if (from->notices[i] == name) number += from->notice_count[i];
    if (number > 0) {
      sum.notices.push_back(name);
      sum.notice_count.push_back(number);
    }
  }
  counts = std::move(sum);
}

// ------------------------------------------------------------------------------------------------------------ timelines

std::vector<std::int64_t> sums_before(const std::int64_t* cells, std::int64_t cuts, std::int64_t stride) {
  std::vector<std::int64_t> sums(at(cuts));
  std::int64_t sum = 0;
  for (std::int64_t j = 0; j < cuts; ++j) sums[at(j)] = sum += cells[j * stride];
  return sums;
}

Timeline timeline_of(const EmploymentCounts& counts, const EmploymentOptions& options, std::int64_t group) {
  const auto cuts = static_cast<std::int64_t>(counts.cuts.size()), base = group * (cuts + 1);
  const bool gone = options.last_day_rule == LastDay::gone_at_close, apart = counts.with_state && options.on_leave == OnLeave::apart;
  const auto sums = [&](const std::vector<std::int64_t>& list) { return sums_before(list.data() + base, cuts); };
  Timeline line;
  line.hires = sums(counts.hires);
  line.moves_in = sums(counts.moves_in);
  line.moves_out = sums(counts.moves_out);
  line.leave = sums(counts.leave);
  line.leave_close = gone ? sums(counts.leave_close) : line.leave;
  const std::vector<std::int64_t> leavings = sums(counts.leavings), days = sums(counts.days), leave_days = sums(counts.leave_days);
  const auto kinds = static_cast<std::int64_t>(counts.kinds.size()) + 1;
  line.kind_leavers.assign(at(cuts * kinds), 0);
  const auto first = std::lower_bound(counts.leaver_cell.begin(), counts.leaver_cell.end(), base) - counts.leaver_cell.begin();
  for (std::size_t i = at(first); i < counts.leavers.size() && counts.leaver_cell[i] < base + cuts; ++i)
    line.kind_leavers[at((counts.leaver_cell[i] - base) * kinds + (counts.leaver_kind[i] < 0 ? kinds - 1 : counts.leaver_kind[i]))] += counts.leavers[i];
  line.leavers.assign(at(cuts), 0);
  for (std::int64_t j = 0; j < cuts; ++j)
    for (std::int64_t k = 0; k < kinds; ++k) {
      if (j > 0) line.kind_leavers[at(j * kinds + k)] += line.kind_leavers[at((j - 1) * kinds + k)];
      line.leavers[at(j)] += line.kind_leavers[at(j * kinds + k)];
    }
  if (counts.with_fte) {
    line.fte = sums(counts.fte);
    line.fte_close = gone ? sums(counts.fte_close) : line.fte;
  }
  const std::vector<std::int64_t> fte_days = counts.with_fte ? sums(counts.fte_days) : std::vector<std::int64_t>{};
  for (std::int64_t j = 0; j < cuts; ++j) {
    const std::size_t i = at(j);
    const std::int64_t day = counts.cuts[i] - counts.cuts[0];
    std::int64_t heads = line.hires[i] + line.moves_in[i] - line.moves_out[i] - leavings[i];
    std::int64_t close = gone ? line.hires[i] + line.moves_in[i] - line.moves_out[i] - line.leavers[i] : heads;
    std::int64_t person_days = day * heads - days[i];
    const std::int64_t on_leave = day * line.leave[i] - leave_days[i];
    if (counts.with_fte) line.fte_days.push_back((static_cast<double>(day) * static_cast<double>(line.fte[i]) - static_cast<double>(fte_days[i])) / million);
    if (apart) {
      heads -= line.leave[i];
      close -= line.leave_close[i];
      person_days -= on_leave;
    }
    line.heads.push_back(heads);
    line.heads_close.push_back(close);
    line.days.push_back(person_days);
    line.leave_days.push_back(on_leave);
  }
  return line;
}

Kinds kinds_of(const EmploymentCounts& counts, const EmploymentOptions& options) {
  Kinds kinds;
  if (!counts.with_kind) return kinds;
  kinds.names = counts.kinds;
  for (std::size_t k = 0; k < counts.kinds.size(); ++k) kinds.place.push_back(static_cast<std::int64_t>(k));
  std::int64_t unstated = -1;
  const auto bins = static_cast<std::int64_t>(counts.cuts.size()) + 1;
  bool any = false;  // before the first cut leavers have no kind
  for (std::size_t i = 0; i < counts.leavers.size(); ++i) any = any || (counts.leaver_kind[i] < 0 && counts.leaver_cell[i] % bins != 0);
  if (any) {
    const auto it = std::find(kinds.names.begin(), kinds.names.end(), options.unstated_kind);
    unstated = it - kinds.names.begin();
    if (it == kinds.names.end()) kinds.names.push_back(options.unstated_kind);
  }
  kinds.place.push_back(unstated);
  return kinds;
}

GroupNames names_of_groups(const EmploymentCounts& counts) {
  GroupNames names;
  names.columns.push_back("total");
  names.columns.insert(names.columns.end(), counts.columns.begin(), counts.columns.end());
  std::map<std::string, std::int32_t> places;
  for (std::size_t g = 0; g < counts.group_value.size(); ++g) {
    names.column.push_back(static_cast<std::int32_t>(counts.group_column[g] + 1));
    const auto [it, is_new] = places.try_emplace(counts.group_value[g], static_cast<std::int32_t>(names.values.size()));
    if (is_new) names.values.push_back(counts.group_value[g]);
    names.value.push_back(it->second);
  }
  return names;
}

EmploymentNotices notices_of(const EmploymentCounts& counts) { return {counts.notices, counts.notice_count}; }

}  // namespace mainstay::inline v1::attrition
