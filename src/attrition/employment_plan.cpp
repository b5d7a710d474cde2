#include "attrition/employment_plan.hpp"

#include <algorithm>
#include <unordered_map>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr std::int64_t most_cells = std::int64_t{1} << 24;

}  // namespace

EmploymentPlan::EmploymentPlan(std::string_view key, const EmploymentInput& given, const EmploymentOptions& asked, const Periods& counted, const std::vector<std::int64_t>& all_cuts, const RunContext& context,
                               const TenureCounts* with_tenure)
    : analysis(key), input(given), options(asked), periods(counted), cuts(all_cuts), tenure(with_tenure), stretch(all_cuts), team(key, context, std::max<std::int64_t>(1, given.person.size / rows_per_chunk)),
      rows(key, given.person, team), spell_labels(key, "spell", given.spell, true), state_labels(key, "state", given.state), kind_labels(key, "kind", given.kind),
      gone_at_close(asked.last_day_rule == LastDay::gone_at_close), by_last_day(gone_at_close || asked.last_day_rule == LastDay::employed) {
  kind_labels.name_levels();
  order_kinds();
  name_states();
  find_groups();
  count_leavers = by_last_day || !kind_names.empty();
  bins = static_cast<std::int64_t>(cuts.size()) + 1;
  const auto group_count = static_cast<std::int64_t>(group_value.size());
  if (group_count > most_cells / bins || (kind_names.size() + 1) > at(4 * most_cells / (group_count * bins)))
    refuse(analysis, input.by.given() ? "by" : "boundaries",
           std::to_string(group_count) + " groups, " + std::to_string(cuts.size()) + " days and " + std::to_string(kind_names.size()) + " kinds",
           "fewer than 2^24 groups by days and 2^26 by kinds");
  find_periods();
  if (tenure != nullptr) find_years();
}

void EmploymentPlan::find_periods() {
  period_of.assign(at(bins), -1);
  for (std::int64_t k = 0; k < periods.count(); ++k)
    for (std::int64_t b = cut_at(cuts, periods.boundaries[at(k)]) + 1; b <= cut_at(cuts, periods.boundaries[at(k) + 1]); ++b)
      period_of[at(b)] = static_cast<std::int32_t>(k);
}

void EmploymentPlan::find_years() {
  // The day on which a year of tenure is complete, by first day.
  for (std::int64_t day = stretch.first() - 367; day < stretch.last(); ++day) {
    if (day < first_civil_day || day + 367 > last_civil_day) {  // the calendar ends
      year_after.push_back(day < first_civil_day ? INT32_MIN : INT32_MAX);
      year_close.push_back(year_after.back());
      continue;
    }
    std::int64_t year = data::add_months(day, 12);
    year_after.push_back(static_cast<std::int32_t>(year));
    // The last boundary that lies at most a year after: a year before the next one, the person was employed.
    while (data::add_months(year + 1, -12) <= day) ++year;
    year_close.push_back(static_cast<std::int32_t>(year));
  }
  for (std::int64_t k = 0; k < periods.count(); ++k) opening_cut.push_back(static_cast<std::int32_t>(cut_at(cuts, periods.boundaries[at(k)])));
  for (const std::string& name : kind_names)
    is_voluntary.push_back(std::find(tenure->voluntary_kinds.begin(), tenure->voluntary_kinds.end(), name) != tenure->voluntary_kinds.end());
  const bool unstated = std::find(tenure->voluntary_kinds.begin(), tenure->voluntary_kinds.end(), options.unstated_kind) != tenure->voluntary_kinds.end();
  is_voluntary.push_back(unstated);
}

bool EmploymentPlan::leave_code(std::int64_t raw, std::int64_t place) const {
  const std::int8_t code = state_codes_[at(state_labels.code(raw))];
  if (code < 0)
    throw Error(ErrorCode::invalid_argument, analysis, "state", rows.row(place), state_labels.column().categorical ? std::string(state_labels.column().levels[at(raw)]) : state_labels.names()[at(raw)],
                "active or on_leave");
  return code == 1;
}

std::int64_t EmploymentPlan::in_a_year(const std::vector<std::int32_t>& table, std::int32_t start) const {
  const std::int64_t place = start - (stretch.first() - 367);
  return place < 0 ? INT32_MIN : place < static_cast<std::int64_t>(table.size()) ? table[at(place)] : INT32_MAX;
}

// Kinds in the order in which they are shown, so that "the first of several" does not depend on the dictionary.
void EmploymentPlan::order_kinds() {
  const std::vector<std::string>& names = kind_labels.names();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (kind_labels.code(static_cast<std::int64_t>(i)) == static_cast<std::int64_t>(i) || !kind_labels.column().categorical) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return label_before(names[a], names[b]); });
  kind_rank.assign(names.size() + 1, -1);
  for (const std::size_t i : order) {
    kind_rank[i] = static_cast<std::int32_t>(kind_names.size());
    kind_names.push_back(names[i]);
  }
}

void EmploymentPlan::name_states() {
  if (!input.state.given()) return;
  state_labels.name_levels();
  for (const std::string& name : state_labels.names()) state_codes_.push_back(name == "active" ? 0 : name == "on_leave" ? 1 : -1);
  state_codes_.push_back(-1);
}

std::int32_t EmploymentPlan::group_of(std::int64_t column, const std::string& value) {
  const auto [it, is_new] = group_index_.try_emplace({column, value}, static_cast<std::int32_t>(group_value.size()));
  if (is_new) {
    group_column.push_back(column);
    group_value.push_back(value);
  }
  return it->second;
}

// Which groups the values of each by-column count in.
void EmploymentPlan::find_groups() {
  group_column.push_back(-1);
  group_value.push_back("all");
  std::unordered_map<std::string, std::vector<std::string>> ancestors;
  if (!options.rollup.empty()) {
    const data::Groups units = data::encode_groups(analysis, "unit", input.unit), above = data::encode_groups(analysis, "ancestor", input.ancestor);
    for (std::size_t i = 0; i < units.codes.size(); ++i) ancestors[units.name(units.codes[i])].push_back(above.name(above.codes[i]));
  }
  for (std::size_t c = 0; c < input.by.columns.size(); ++c) {
    const auto column = static_cast<std::int64_t>(c);
    const std::string& column_name = input.by.names[c];
    ByColumn by;
    by.labels = std::make_unique<Labels>(analysis, "by." + column_name, input.by.columns[c]);
    by.labels->name_levels();
    const Labels& labels = *by.labels;
    const std::int64_t count = labels.count();
    std::vector<std::uint8_t> used = used_labels(labels);
    by.simple.assign(at(count) + 1, -1);
    by.versions.resize(at(count) + 1);
    for (std::int64_t label = 0; label <= count; ++label) {
      if (!used[at(label)]) continue;
      const std::string& name = label == count ? options.missing_label : labels.names()[at(label)];
      std::vector<Version> versions{{INT32_MIN, {}}};
      std::vector<std::string> value{name};
      if (options.organisation == Organisation::mapped)
        for (const MappingRule& rule : options.mapping) {
          if (rule.column != column_name || rule.label != name) continue;
          const std::int32_t since = rule.since ? static_cast<std::int32_t>(*rule.since) : INT32_MIN;
          const auto place = std::lower_bound(versions.begin(), versions.end(), since, [](const Version& v, std::int32_t day) { return v.since < day; });
          const auto offset = place - versions.begin();
          if (place != versions.end() && place->since == since) {
            value[at(offset)] = rule.to;
          } else {
            versions.insert(place, Version{since, {}});
            value.insert(value.begin() + offset, rule.to);
          }
        }
      for (std::size_t v = 0; v < versions.size(); ++v) {
        versions[v].groups.push_back(group_of(column, value[v]));
        if (options.rollup == column_name)
          if (const auto it = ancestors.find(value[v]); it != ancestors.end())
            for (const std::string& above : it->second) versions[v].groups.push_back(group_of(column, above));
        auto& list = versions[v].groups;
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
      }
      if (versions.size() == 1 && versions[0].groups.size() == 1) by.simple[at(label)] = versions[0].groups[0];
      else by.versions[at(label)] = std::move(versions);
    }
    for (std::int64_t raw = 0; raw <= count; ++raw) by.group_of_raw.push_back(by.simple[at(raw == count ? count : labels.code(raw))]);
    if (options.organisation == Organisation::as_is) {
      const auto name_of = [&](std::int32_t label) -> const std::string& { return label == count ? options.missing_label : labels.names()[at(label)]; };
      std::vector<std::int32_t> order;
      for (std::int64_t label = 0; label <= count; ++label)
        if (used[at(label)]) order.push_back(static_cast<std::int32_t>(label));
      std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return label_before(name_of(a), name_of(b)); });
      by.rank.assign(at(count) + 1, 0);
      for (std::size_t r = 0; r < order.size(); ++r) by.rank[at(order[r])] = static_cast<std::int32_t>(r);
    }
    columns.push_back(std::move(by));
  }
}

std::vector<std::uint8_t> EmploymentPlan::used_labels(const Labels& labels) {
  team.report(0.1, 0.2);
  const Column& column = labels.column();
  const std::int64_t count = labels.count() + 1, rows = column.size;
  const std::int64_t chunks = count <= 4096 ? (rows + rows_per_chunk - 1) / rows_per_chunk : 1;
  std::vector<std::uint8_t> used(at(std::max<std::int64_t>(1, chunks) * count), 0);
  team.run(chunks, [&](std::int64_t c) {
    std::vector<std::int64_t> scratch(at(block));
    std::uint8_t* const mine = used.data() + c * count;
    const Span span = span_of(rows, chunks, c);
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t size = std::min(block, span.last - first);
      const std::int64_t* raw = read_integers(column, first, size, scratch.data(), INT64_MIN);
      for (std::int64_t i = 0; i < size; ++i) mine[labels.code(raw[i])] = 1;
    }
  });
  for (std::int64_t c = 1; c < chunks; ++c)
    for (std::int64_t label = 0; label < count; ++label) used[at(label)] = used[at(label)] | used[at(c * count + label)];
  used.resize(at(count));
  return used;
}

}  // namespace mainstay::inline v1::attrition
