// Time cut into intervals, and where each row was at risk.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/team.hpp"

namespace mainstay::inline v1::survival {

/// A row at risk in (start, stop], after TimeAxis::place() with the intervals that it touches and until when it counts.
struct PersonTime {
  double start, stop, weight;
  bool left;
  std::uint8_t first = 0, last = 0;
  double end = 0.0;
};

/// Intervals (start, stop], one after the other from 0.
struct TimeAxis {
  std::vector<double> start, stop;
  std::vector<double> event_times;  ///< distinct times of leaving, rising

  std::int64_t size() const noexcept { return static_cast<std::int64_t>(stop.size()); }
  /// The interval that holds a time; the last one for times after it. 0 belongs to the first.
  std::int64_t interval_of(double time) const noexcept {
    return std::min<std::int64_t>(std::lower_bound(stop.begin(), stop.end(), time) - stop.begin(), size() - 1);
  }
  /// Finds the intervals of a row; false where it is at risk in none. Who left counts until half-way between the time of leaving and the time of
  /// leaving before it (of anybody), or the interval's start: of the likelihood of leaving somewhere in between, log(1 - exp(-rate · gap)),
  /// log(rate) - rate · gap / 2 are the first terms, so that curves agree with Kaplan–Meier where leavings are told by the month, and
  /// nothing changes where no two fall together.
  bool place(PersonTime& row) const;
  /// visit(interval, time at risk) for each interval of a placed row, in order.
  template <class Visit>
  void exposures(const PersonTime& row, const Visit& visit) const {
    for (std::int64_t b = row.first; b <= row.last; ++b) {
      const double time = std::min(row.end, stop[b]) - std::max(row.start, start[b]);
      visit(b, time > 0.0 ? time : 0.0);
    }
  }
};

/// At most `most` intervals with nearly equal weight of leavers (ten leavers each at least), ending at times of leaving; or those that end at `cuts`
/// before the last time of leaving. The last one ends there.
TimeAxis time_axis(const std::vector<PersonTime>& rows, std::int64_t most, const std::vector<double>& cuts, double follow_up, Team& team);

}  // namespace mainstay::inline v1::survival
