#include "signals/alerts_peers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/plain_number.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::signals {

namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

PeerTable shape_of(const PeerNeed& need, const AlertRows& rows, std::int64_t first_day, std::int64_t last_day) {
  PeerTable table;
  table.groups = rows.group_names(need.grouping);
  table.first_day = first_day;
  table.days = std::max<std::int64_t>(0, last_day - first_day + 1);
  const std::size_t cells = table.groups.size() * at(table.days);
  if (need.sums) table.sum.resize(cells), table.count.resize(cells);
  return table;
}

// Values by cell from pairs in any order.
void place_values(PeerTable& table, std::vector<std::pair<std::int64_t, double>>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  table.begin.assign(table.groups.size() * at(table.days) + 1, 0);
  for (const auto& pair : pairs) ++table.begin[at(pair.first) + 1];
  std::partial_sum(table.begin.begin(), table.begin.end(), table.begin.begin());
  for (const auto& pair : pairs) table.value.push_back(pair.second);
}

}  // namespace

std::vector<PeerTable> gather_peers(std::string_view analysis, const AlertsInput& input, const AlertPlan& plan, const AlertRows& rows, std::int64_t last_day, Team& team) {
  std::vector<PeerTable> tables;
  if (plan.needs.empty()) return tables;
  const std::int64_t first = std::min(rows.first_day(), rows.last_day()), last = std::min(rows.last_day(), last_day);
  std::size_t cells = 0;
  for (const PeerNeed& need : plan.needs) {
    tables.push_back(shape_of(need, rows, rows.first_day() > last ? 0 : first, rows.first_day() > last ? -1 : last));
    cells += tables.back().count.size();
  }
  const std::int64_t chunks = std::min<std::int64_t>(rows.people() / 64 + 1, cells > (std::size_t{1} << 19) ? 2 : 12);
  std::vector<std::vector<PeerTable>> parts(at(chunks), tables);
  std::vector<std::vector<std::vector<std::pair<std::int64_t, double>>>> values(at(chunks), std::vector<std::vector<std::pair<std::int64_t, double>>>(tables.size()));
  std::vector<std::uint8_t> wanted(plan.columns.size(), 0);
  for (const PeerNeed& need : plan.needs) wanted[static_cast<std::size_t>(need.column)] = 1;
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(rows.people(), chunks, c);
    PersonDays days;
    AlertTally ignored;
    for (std::int64_t p = span.first; p < span.last; ++p) {
      rows.read(p, last_day, days, ignored, &wanted);
      for (std::size_t k = 0; k < tables.size(); ++k) {
        const PeerNeed& need = plan.needs[k];
        const std::int32_t group = rows.group(need.grouping, p);
        if (group < 0) continue;
        PeerTable& part = parts[at(c)][k];
        const std::vector<double>& value = days.value[static_cast<std::size_t>(need.column)];
        const std::int64_t base = group * part.days - part.first_day;
        for (std::size_t i = 0; i < value.size(); ++i) {
          if (std::isnan(value[i])) continue;
          const std::int64_t cell = base + days.day[i];
          if (need.sums) {
            if (!(std::fabs(value[i]) <= largest_term))
              refuse(analysis, "x." + input.x.names[static_cast<std::size_t>(plan.columns[static_cast<std::size_t>(need.column)])], exact_number(value[i]), "within ±1e12: it is summed over peers");
            part.sum[at(cell)].add(value[i]);
            ++part.count[at(cell)];
          }
          if (need.values) values[at(c)][k].emplace_back(cell, value[i]);
        }
      }
    }
  });
  for (std::size_t k = 0; k < tables.size(); ++k) {
    for (const std::vector<PeerTable>& part : parts)
      for (std::size_t cell = 0; cell < tables[k].count.size(); ++cell) {
        if (part[k].count[cell] == 0) continue;
        tables[k].sum[cell].add(part[k].sum[cell]);
        tables[k].count[cell] += part[k].count[cell];
      }
    if (!plan.needs[k].values) continue;
    std::vector<std::pair<std::int64_t, double>> all;
    for (const auto& part : values) all.insert(all.end(), part[k].begin(), part[k].end());
    place_values(tables[k], all);
  }
  return tables;
}

void add_peers(const std::vector<PeerTable>& tables, AlertPeers& sums, AlertPeerValues& values) {
  for (std::size_t k = 0; k < tables.size(); ++k) {
    const PeerTable& table = tables[k];
    for (std::size_t g = 0; g < table.groups.size(); ++g)
      for (std::int64_t d = 0; d < table.days; ++d) {
        const std::size_t cell = g * at(table.days) + at(d);
        if (!table.count.empty() && table.count[cell] > 0) {
          sums.need.push_back(static_cast<std::int64_t>(k));
          sums.group.push_back(table.groups[g]);
          sums.day.push_back(table.first_day + d);
          sums.high.push_back(table.sum[cell].high);
          sums.low.push_back(table.sum[cell].low);
          sums.count.push_back(table.count[cell]);
        }
        for (std::int64_t i = table.begin.empty() ? 0 : table.begin[cell], end = table.begin.empty() ? 0 : table.begin[cell + 1]; i < end; ++i) {
          values.need.push_back(static_cast<std::int64_t>(k));
          values.group.push_back(table.groups[g]);
          values.day.push_back(table.first_day + d);
          values.value.push_back(table.value[at(i)]);
          values.count.push_back(1);
        }
      }
  }
  settle_peers(sums, values);
}

void settle_peers(AlertPeers& sums, AlertPeerValues& values) {
  std::vector<std::size_t> order(sums.need.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) { return std::tie(sums.need[i], sums.group[i], sums.day[i]); };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  AlertPeers one;
  for (const std::size_t i : order) {
    if (!one.need.empty() && std::tie(one.need.back(), one.group.back(), one.day.back()) == key(i)) {
      ExactSum sum{one.high.back(), one.low.back()};
      sum.add(ExactSum{sums.high[i], sums.low[i]});
      one.high.back() = sum.high;
      one.low.back() = sum.low;
      one.count.back() += sums.count[i];
      continue;
    }
    one.need.push_back(sums.need[i]);
    one.group.push_back(sums.group[i]);
    one.day.push_back(sums.day[i]);
    one.high.push_back(sums.high[i]);
    one.low.push_back(sums.low[i]);
    one.count.push_back(sums.count[i]);
  }
  sums = std::move(one);
  std::vector<std::size_t> places(values.need.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  const auto value_key = [&](std::size_t i) { return std::tie(values.need[i], values.group[i], values.day[i], values.value[i]); };
  std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return value_key(a) < value_key(b); });
  AlertPeerValues list;
  for (const std::size_t i : places) {
    if (!list.need.empty() && std::tie(list.need.back(), list.group.back(), list.day.back(), list.value.back()) == value_key(i)) {
      list.count.back() += values.count[i];
      continue;
    }
    list.need.push_back(values.need[i]);
    list.group.push_back(values.group[i]);
    list.day.push_back(values.day[i]);
    list.value.push_back(values.value[i]);
    list.count.push_back(values.count[i]);
  }
  values = std::move(list);
}

std::vector<PeerTable> tables_of(const AlertPlan& plan, const AlertRows& rows, const AlertPeers& sums, const AlertPeerValues& values) {
  std::vector<PeerTable> tables;
  for (std::size_t k = 0; k < plan.needs.size(); ++k) {
    std::int64_t first = AlertRows::no_stop, last = AlertRows::no_start;
    const auto span = [&](const std::vector<std::int64_t>& need, const std::vector<std::int64_t>& day) {
      for (std::size_t i = 0; i < need.size(); ++i)
        if (need[i] == static_cast<std::int64_t>(k)) first = std::min(first, day[i]), last = std::max(last, day[i]);
    };
    span(sums.need, sums.day);
    span(values.need, values.day);
    PeerTable table = shape_of(plan.needs[k], rows, first > last ? 0 : first, first > last ? -1 : last);
    const auto group_of = [&](const std::string& name) {
      const auto found = std::find(table.groups.begin(), table.groups.end(), name);
      return found == table.groups.end() ? std::int64_t{-1} : found - table.groups.begin();
    };
    std::string before;
    std::int64_t group = -1;
    for (std::size_t i = 0; i < sums.need.size(); ++i) {
      if (sums.need[i] != static_cast<std::int64_t>(k)) continue;
      if (group < 0 || before != sums.group[i]) before = sums.group[i], group = group_of(before);
      if (group < 0) continue;
      const std::size_t cell = at(table.cell(group, sums.day[i]));
      table.sum[cell] = ExactSum{sums.high[i], sums.low[i]};
      table.count[cell] = static_cast<std::int32_t>(sums.count[i]);
    }
    if (plan.needs[k].values) {
      std::vector<std::pair<std::int64_t, double>> pairs;
      group = -1;
      for (std::size_t i = 0; i < values.need.size(); ++i) {
        if (values.need[i] != static_cast<std::int64_t>(k)) continue;
        if (group < 0 || before != values.group[i]) before = values.group[i], group = group_of(before);
        if (group >= 0) pairs.insert(pairs.end(), at(values.count[i]), {table.cell(group, values.day[i]), values.value[i]});
      }
      place_values(table, pairs);
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace mainstay::inline v1::signals
