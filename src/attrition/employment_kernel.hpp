// The jobs of one person as runs of employment, in total and in each group: who is hired, moves or leaves, and on which day.
//
// A run is the union of jobs that overlap, or touch within one spell. In a group, a run is the union of the person's jobs in
// it that overlap or touch within one run of the whole: a change of job inside a unit is no movement of the unit.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace mainstay::inline v1::attrition {

/// The stop of what still runs.
inline constexpr std::int32_t still_open = INT32_MAX;

struct Job {
  std::int32_t start, stop;
  std::int64_t spell;
  std::int32_t kind;       ///< -1 none
  std::int32_t fte;        ///< millionths
  std::uint32_t place;     ///< of the job in the arrays that it came from
  std::int8_t event;       ///< 1 left, 0 not, -1 not said
  std::int8_t regretted;   ///< 1, 0, -1 not said
  bool on_leave;
};

/// A run of employment [start, stop), in total.
struct Run {
  std::int32_t start, stop;
  bool hired;   ///< begins a spell; otherwise an interrupted one resumes
  bool leaves;  ///< ends by leaving; otherwise still open, or interrupted
  std::int8_t regretted;
  std::int32_t kind;
};

/// The days of a person in a group.
struct Piece {
  std::int32_t group, start, stop, job;
};

/// What is noticed; how often.
enum Notice { future_start, overlapping_jobs, kind_inside_spell, kinds_differ, no_kind, gap_in_spell, ended_without_leaving, zero_length, no_flag, begins_with_records, unknown_tenure, notice_count };
inline constexpr const char* notice_names[notice_count] = {"future_start", "overlapping_jobs", "kind_inside_spell", "kinds_differ", "no_kind",
                                                           "gap_in_spell", "ended_without_leaving", "zero_length", "no_flag", "begins_with_records", "unknown_tenure"};

struct Person {
  std::vector<Job> jobs;
  std::vector<Run> runs;
  std::vector<std::int32_t> run_of;  ///< of each job

  /// Sorts the jobs and finds the runs. `by_spell`: jobs carry spells. Linear but for sorting. `counts` has notice_count places.
  void find_runs(bool by_spell, bool with_kind, bool with_flag, std::int64_t* counts);

 private:
  struct SpellStart {
    std::int64_t spell;
    std::int32_t start;
  };
  bool resumes(std::int64_t spell, std::int32_t after, std::size_t from);
  std::vector<std::int64_t> ending_;
  std::vector<SpellStart> starts_;
  bool starts_sorted_ = false;
};

/// One person's pieces of one column, any order, into runs of each group. Calls act(first piece, last piece, start, stop, run) for
/// each; the pieces [first, last) are those of the run, by start.
template <class Act>
void each_group_run(std::vector<Piece>& pieces, const Person& person, const Act& act) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    if (a.group != b.group) return a.group < b.group;
    if (a.start != b.start) return a.start < b.start;
    if (a.stop != b.stop) return a.stop < b.stop;
    return a.job < b.job;
  });
  for (std::size_t i = 0; i < pieces.size();) {
    const std::int32_t run = person.run_of[static_cast<std::size_t>(pieces[i].job)];
    const std::int32_t start = pieces[i].start;
    std::int32_t stop = pieces[i].stop;
    std::size_t j = i + 1;
    while (j < pieces.size() && pieces[j].group == pieces[i].group && person.run_of[static_cast<std::size_t>(pieces[j].job)] == run &&
           pieces[j].start <= stop) {
      stop = std::max(stop, pieces[j].stop);
      ++j;
    }
    act(i, j, start, stop, person.runs[static_cast<std::size_t>(run)]);
    i = j;
  }
}

/// The days of a run on which all of its pieces are on leave: act(start, stop) for each stretch. `pieces` by start, covering
/// [start, stop).
template <class Act>
void each_leave(const Piece* pieces, std::size_t count, const Person& person, std::int32_t stop, const Act& act) {
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) any = any || person.jobs[static_cast<std::size_t>(pieces[i].job)].on_leave;
  if (!any) return;
  std::int32_t worked_until = pieces[0].start;
  for (std::size_t i = 0; i < count; ++i) {
    if (person.jobs[static_cast<std::size_t>(pieces[i].job)].on_leave) continue;
    if (pieces[i].start > worked_until) act(worked_until, pieces[i].start);
    worked_until = std::max(worked_until, pieces[i].stop);
  }
  if (worked_until < stop) act(worked_until, stop);
}

}  // namespace mainstay::inline v1::attrition
