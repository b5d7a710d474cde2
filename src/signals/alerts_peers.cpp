#include "signals/alerts_peers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::signals {

namespace {

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

void append(AlertPeers& list, std::int64_t need, const std::string& group, std::int64_t day, const ExactSum& sum, std::int64_t count) {
  list.need.push_back(need);
  list.group.push_back(group);
  list.day.push_back(day);
  list.high.push_back(sum.high);
  list.low.push_back(sum.low);
  list.count.push_back(count);
}

void append(AlertPeerValues& list, std::int64_t need, const std::string& group, std::int64_t day, double value, std::int64_t count) {
  list.need.push_back(need);
  list.group.push_back(group);
  list.day.push_back(day);
  list.value.push_back(value);
  list.count.push_back(count);
}

auto key_of(const AlertPeers& list, std::size_t i) { return std::tie(list.need[i], list.group[i], list.day[i]); }

auto key_of(const AlertPeerValues& list, std::size_t i) { return std::tie(list.need[i], list.group[i], list.day[i], list.value[i]); }

void append_row(AlertPeers& to, const AlertPeers& from, std::size_t i) { append(to, from.need[i], from.group[i], from.day[i], ExactSum{from.high[i], from.low[i]}, from.count[i]); }

void append_row(AlertPeerValues& to, const AlertPeerValues& from, std::size_t i) { append(to, from.need[i], from.group[i], from.day[i], from.value[i], from.count[i]); }

void join_row(AlertPeers& to, const AlertPeers& from, std::size_t i) {
  ExactSum sum{to.high.back(), to.low.back()};
  sum.add(ExactSum{from.high[i], from.low[i]});
  to.high.back() = sum.high;
  to.low.back() = sum.low;
  to.count.back() += from.count[i];
}

void join_row(AlertPeerValues& to, const AlertPeerValues& from, std::size_t i) { to.count.back() += from.count[i]; }

// The rows in the order of their keys, those with equal keys made one.
template <class List>
List settled(const List& list) {
  std::vector<std::size_t> order(list.need.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key_of(list, a) < key_of(list, b); });
  List one;
  for (const std::size_t i : order) {
    if (!one.need.empty() && key_of(one, one.need.size() - 1) == key_of(list, i)) join_row(one, list, i);
    else append_row(one, list, i);
  }
  return one;
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
        if (!table.count.empty() && table.count[cell] > 0) append(sums, static_cast<std::int64_t>(k), table.groups[g], table.first_day + d, table.sum[cell], table.count[cell]);
        for (std::int64_t i = table.begin.empty() ? 0 : table.begin[cell], end = table.begin.empty() ? 0 : table.begin[cell + 1]; i < end; ++i)
          append(values, static_cast<std::int64_t>(k), table.groups[g], table.first_day + d, table.value[at(i)], 1);
      }
  }
  settle_peers(sums, values);
}

void settle_peers(AlertPeers& sums, AlertPeerValues& values) {
  sums = settled(sums);
  values = settled(values);
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
