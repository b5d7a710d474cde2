#include "survival/boosting_time.hpp"

#include "stats/bins.hpp"

namespace mainstay::inline v1::survival {

bool TimeAxis::place(PersonTime& row) const {
  if (!(row.start < stop.back()) || (!row.left && !(row.stop > row.start))) return false;
  row.last = static_cast<std::uint8_t>(interval_of(row.stop));
  // The interval after the one that ends where the row begins.
  row.first = static_cast<std::uint8_t>(std::min<std::int64_t>(std::upper_bound(stop.begin(), stop.end(), row.start) - stop.begin(), row.last));
  row.end = std::min(row.stop, stop.back());
  if (row.left) {
    const auto at = std::lower_bound(event_times.begin(), event_times.end(), row.stop);
    const double before = std::max(at == event_times.begin() ? 0.0 : *(at - 1), start[row.last]);
    row.end = std::max(0.5 * (before + row.stop), row.start);
  }
  return true;
}

TimeAxis time_axis(const std::vector<PersonTime>& rows, std::int64_t most, const std::vector<double>& cuts, double follow_up, Team& team) {
  TimeAxis axis;
  std::vector<double> time, weight;
  for (const PersonTime& row : rows) {
    if (!row.left) continue;
    time.push_back(row.stop);
    weight.push_back(row.weight);
  }
  axis.event_times = time;
  std::sort(axis.event_times.begin(), axis.event_times.end());
  axis.event_times.erase(std::unique(axis.event_times.begin(), axis.event_times.end()), axis.event_times.end());
  const double last = axis.event_times.empty() || !(axis.event_times.back() > 0.0) ? follow_up : axis.event_times.back();
  if (!cuts.empty()) {
    for (const double cut : cuts)
      if (cut < last) axis.stop.push_back(cut);
    axis.stop.push_back(last > 0.0 ? last : 1.0);
  } else if (!time.empty() && most > 1) {
    constexpr double least_events = 10.0;
    double leavers = 0.0;
    for (const double one : weight) leavers += one;
    Table table;
    table.add("time", Column(time));
    const auto distinct = static_cast<std::int64_t>(axis.event_times.size());
    const std::int64_t allowed = static_cast<std::int64_t>(std::clamp(leavers / least_events, 1.0, static_cast<double>(most)));
    if (allowed > 1 && distinct > 1) {
      const stats::Bins bins = stats::bin_table(table, Column(weight), allowed, team);
      std::vector<double> largest(static_cast<std::size_t>(bins.columns[0].bins), 0.0);
      for (std::size_t i = 0; i < time.size(); ++i) largest[bins.codes[i]] = std::max(largest[bins.codes[i]], time[i]);
      for (const double stop : largest)
        if (stop > (axis.stop.empty() ? 0.0 : axis.stop.back())) axis.stop.push_back(stop);
    }
  }
  if (axis.stop.empty()) axis.stop.push_back(last > 0.0 ? last : 1.0);
  axis.start.push_back(0.0);
  axis.start.insert(axis.start.end(), axis.stop.begin(), axis.stop.end() - 1);
  return axis;
}

}  // namespace mainstay::inline v1::survival
