// The sums behind the quality of alerts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace mainstay::inline v1::signals {

/// Times from alerts to the end of observation, by time up to the horizon: how many ended there by leaving, and how many were observed at least so long.
class FollowUp {
 public:
  FollowUp(std::int64_t lead, std::int64_t horizon) : lead_(lead), horizon_(horizon), exits_(static_cast<std::size_t>(horizon) + 1, 0.0), ends_(static_cast<std::size_t>(horizon) + 2, 0.0) {}
  void clear();
  void add(std::int64_t time, bool left, double times);
  /// S(lead - 1) - S(horizon); NaN when nobody is at risk before the horizon and somebody has not left.
  double in_time() const;

 private:
  std::int64_t lead_, horizon_;
  std::vector<double> exits_, ends_;  ///< ends_: by last time observed, those beyond the horizon in the last place
};

/// The same over every day of every person: sums of days at risk and leavings by time from the day.
class EveryDay {
 public:
  EveryDay(std::int64_t lead, std::int64_t horizon) : lead_(lead), horizon_(horizon), exits_(static_cast<std::size_t>(horizon) + 1, 0), bends_(static_cast<std::size_t>(horizon) + 1, 0) {}
  /// Days [first, last] of a person observed until `until`.
  void add(std::int64_t first, std::int64_t last, std::int64_t until, bool left);
  double in_time() const;

 private:
  std::int64_t lead_, horizon_, everybody_ = 0;
  std::vector<std::int64_t> exits_, bends_;  ///< changes: of the leavings from day to day, of by how many days at risk fall from day to day
};

/// Each value once, in rising order, and how often it is there.
std::vector<std::pair<std::int64_t, std::int64_t>> counted(std::vector<std::int64_t> values);

/// The median of whole days, times[k] of which are first + k; NaN without one.
double median_days(const std::vector<std::int64_t>& times, std::int64_t first);

/// A kind of people alike in what counts at a tenure: days from their start on which they are judged, days to the end of observation, and whether they left then.
struct AlikeFollowed {
  std::int64_t first, last, observed;
  bool left;
};
/// What alerting everybody at the tenures of some alerts would reach: at each tenure (with so many alerts) all who are judged then, each of them for an equal part of its alerts.
class EverybodyAt {
 public:
  EverybodyAt(std::vector<AlikeFollowed> people, std::int64_t lead, std::int64_t horizon);
  /// Of each rule; alerts[rule * tenures + k] of them at tenures[k], ascending. `people`: how many of each kind. NaN where nobody was watched at any of them. O(kinds + tenures x horizon x rules).
  std::vector<double> in_time(const std::vector<std::int64_t>& tenures, const std::vector<double>& alerts, const std::vector<std::int64_t>& people) const;

 private:
  std::vector<AlikeFollowed> kinds_;
  std::vector<std::size_t> by_first_, by_last_;
  std::int64_t lead_, horizon_, longest_ = 0;
};

struct ScoreRow {
  std::int64_t person, day;
  double score;
};

/// Alerts of a score at a threshold: rows by person and day; the first row that reaches it, then the next one cooldown days later or more.
template <class Take>
void score_alerts(const std::vector<ScoreRow>& rows, double threshold, std::int64_t cooldown, Take take) {
  std::int64_t person = -1, last = 0;
  for (const ScoreRow& row : rows) {
    if (!(row.score >= threshold) || (row.person == person && row.day - last < cooldown)) continue;
    person = row.person;
    last = row.day;
    take(row);
  }
}

}  // namespace mainstay::inline v1::signals
