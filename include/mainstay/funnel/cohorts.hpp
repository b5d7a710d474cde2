// How many of each cohort are there, or come back, after so many weeks: the retention triangle.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::funnel {

enum class CohortMeasure : std::int32_t { stayed, on, on_or_after };
constexpr auto choices(CohortMeasure) {
  return std::array{choice(CohortMeasure::stayed, "stayed", "Still here on the first day of the period: not left by then."),
                    choice(CohortMeasure::on, "on", "With an event in that very period."),
                    choice(CohortMeasure::on_or_after, "on_or_after", "With an event in that period or a later one, as far as seen: a lower limit near the end of the records.")};
}

enum class CohortClock : std::int32_t { rolling, calendar };
constexpr auto choices(CohortClock) {
  return std::array{choice(CohortClock::rolling, "rolling", "Periods count from each person's own entry: week 1 begins seven days after it."),
                    choice(CohortClock::calendar, "calendar", "Periods are those of the calendar: week 1 is the next calendar week, however late in the week the person came.")};
}

/// People of letter m, and their events of letter n for the measures that need them.
struct CohortsInput {
  static constexpr const char* record = "CohortsInput";
  Column person_id{}, entry{};
  Column cohort{}, observed_until{}, exit_time{}, person{}, time{};

  void describe(Fields& f) {
    f("person_id", person_id, "The people, each once. A person who was hired again is two: give the spell.").per("m").category();
    f("entry", entry, "First day.").per("m").in("days").whole();
    f("cohort", cohort, "The cohort; left out: the calendar period of entry, named by its first day.").per("m").category().optional();
    f("observed_until", observed_until, "Last day to which it is known whether the person is here; missing: follow_up_end. Who has left is known to be away until follow_up_end.")
        .per("m").in("days").whole().optional().may_be_missing();
    f("exit_time", exit_time, "First day away; missing: has not left.").per("m").in("days").whole().optional().may_be_missing();
    f("person", person, "Whom an event belongs to.").per("n").category().optional();
    f("time", time, "When it happened.").per("n").in("days").whole().optional();
  }
};

struct CohortsOptions {
  static constexpr const char* record = "CohortsOptions";
  CohortMeasure measure = CohortMeasure::stayed;
  CohortClock clock = CohortClock::rolling;
  std::int64_t width_days = 7;
  std::optional<std::int64_t> anchor{}, follow_up_end{}, ages{};
  std::vector<std::int64_t> boundaries{};
  double confidence_level = 0.95;
  bool list_people = false;

  void describe(Fields& f) {
    f("measure", measure, "What counts as being there.");
    f("clock", clock, "From when periods count.");
    f("width_days", width_days, "Length of a period.").in("days").above(0);
    f("anchor", anchor, "A day on which a calendar period begins; left out: Monday 1970-01-05.").in("days");
    f("follow_up_end", follow_up_end, "Last day of the records; left out: the last observed_until, or else the last day among entries, exits and events.").in("days");
    f("ages", ages, "Periods after the entry that are told; left out: as many as were seen.").between(0, 10000);
    f("boundaries", boundaries, "First days of the calendar's periods in rising order, and the day after the last one (months, quarters); in place of width_days.").in("days");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("list_people", list_people, "Also list each person in each period seen, so that each count can show its people.");
  }
};

/// One row for each cohort and age, "total" first; only ages of which something was seen.
struct CohortCells {
  static constexpr const char* record = "CohortCells";
  Categories cohort{};
  std::vector<std::int64_t> age{}, entered{}, observed{}, retained{};
  std::vector<double> mature{}, rate{}, rate_lower{}, rate_upper{}, estimate{}, estimate_lower{}, estimate_upper{};

  void describe(Fields& f) {
    f("cohort", cohort, "The cohort; \"total\" for everybody.").per("r");
    f("age", age, "Periods since entry; 0 is the period of entry itself.").per("r");
    f("entered", entered, "People of the cohort.").per("r");
    f("observed", observed, "Of these, of whom it is known whether they were there at this age.").per("r");
    f("retained", retained, "Of the observed, those who were there.").per("r");
    f("mature", mature, "observed / entered: 1 when the whole cohort has reached this age.").per("r").between(0, 1);
    f("rate", rate, "retained / observed. Young people and those lost from sight are in neither number.").per("r").between(0, 1);
    f("rate_lower", rate_lower, "Lower bound (Wilson).").per("r").between(0, 1);
    f("rate_upper", rate_upper, "Upper bound (Wilson).").per("r").between(0, 1);
    f("estimate", estimate, "Of stayed: the share that is there, everybody counted for as long as they were seen (Kaplan-Meier on the first days of the periods); NaN for other measures.").per("r").may_be_missing();
    f("estimate_lower", estimate_lower, "Lower bound (Rothman).").per("r").may_be_missing();
    f("estimate_upper", estimate_upper, "Upper bound (Rothman).").per("r").may_be_missing();
  }
};

/// One row for each person and age seen; empty unless list_people.
struct CohortPeople {
  static constexpr const char* record = "CohortPeople";
  Categories cohort{};
  std::vector<std::int64_t> row{}, age{}, retained{};

  void describe(Fields& f) {
    f("cohort", cohort, "The person's cohort.").per("a");
    f("row", row, "Row of the person in person_id, from 0.").per("a");
    f("age", age, "Periods since entry.").per("a");
    f("retained", retained, "1 where the person was there, else 0.").per("a").between(0, 1);
  }
};

struct CohortsResult {
  static constexpr const char* record = "CohortsResult";
  std::int64_t people = 0, cohorts = 0, follow_up_end = 0;
  CohortCells cells{};
  CohortPeople listed{};
  data::Findings findings{};
  data::FindingRows finding_rows{};
  std::vector<std::string> labels_alike{};

  void describe(Fields& f) {
    f("people", people, "People counted.");
    f("cohorts", cohorts, "How many cohorts they are.");
    f("follow_up_end", follow_up_end, "Last day of the records.").in("days");
    f("cells", cells, "The triangle as a long table.");
    f("listed", listed, "The people behind the counts; empty unless list_people.");
    f("findings", findings, "What was met: people_after_follow_up and exit_before_entry (left out), exit_after_observed (taken for still here), events_of_unknown_people, events_before_entry, events_after_exit, events_after_observed, events_outside_boundaries (left out), observed_before_entry (nothing is known of them), repeated_events (of one person and day: counted once).");
    f("finding_rows", finding_rows, "First rows of each.");
    f("labels_alike", labels_alike, "Cohorts that differ in writing only (\"2026 A\" and \"2026-a\"): they were counted apart.").per("b");
  }
};

/// Counts who is there at each age. Of the total, people of young cohorts take part up to the age that was seen of them: sums over sums, never a
/// mean of the cohorts' rates. Days are whole; a person is here from `entry` up to the day before `exit_time`. An age is observed of a person
/// when its first day (stayed), or its last one (on, on_or_after), is not after the last day to which the person was watched.
///
/// Errors: a person twice, boundaries that do not rise, an entry outside the boundaries, measures of events without events. Cost: O(m · ages + n log n).
CohortsResult cohorts(const CohortsInput& input, const CohortsOptions& options, const RunContext& context = {});

/// The people and events of a part of the data, cut anywhere; finish() counts them all. Rows of findings are not known; list_people is refused.
/// It keeps the rows, 8 bytes a value; the answer equals that of one machine. Errors of finish() name no row.
struct CohortsState : data::KeptState<CohortsOptions> {
  static constexpr const char* record = "CohortsState";
  void update(const CohortsInput& input, const RunContext& context = {});
  void merge(const CohortsState& other);
  CohortsResult finish(const RunContext& context = {}) const;
};

extern const Function cohorts_analysis;

}  // namespace mainstay::inline v1::funnel
