// One person's rows of all rosters into spells. The work of data.snapshots; the file above it reads, sorts and puts together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/findings.hpp"
#include "mainstay/data/snapshots.hpp"

namespace mainstay::inline v1::data {

enum SnapshotFinding : std::size_t {
  recorded_later,
  before_observation,
  after_observation,
  missing_roster,
  unexpected_roster,
  corrected,
  unknown_status,
  excluded,
  duplicate,
  two_rows,
  stop_before_start,
  zero_length,
  not_yet_started,
  ended_before_stop,
  unseen_leaver,
  gap_and_return,
  back_between,
  listed_late,
  seen_before_start,
  missed_in_between,
  seen_after_stop,
  missed_before_stop,
  start_changed,
  stop_changed,
  unknown_start,
  unknown_stop,
  future_stop,
  never_seen,
  ended_before_observation,
  overlap,
  several_spells,
  seen_once,
  no_reason,
  unknown_reason,
  reason_of_present,
  snapshot_findings
};

inline constexpr std::int32_t no_day = INT32_MIN;

/// One row that counts, 28 bytes. Days are half-open: `stop` is the first day away.
struct SnapshotLine {
  enum Sort : std::uint8_t { leaver, unknown, present, aside };
  std::int32_t row, roster, start, stop, reason, recorded;
  std::uint8_t sort, on_leave;
};

/// The rosters met, ascending, and among them the whole ones, whose absences count.
struct SnapshotDays {
  std::vector<std::int32_t> day;
  std::vector<std::uint8_t> whole;
  std::vector<std::int32_t> whole_before;  // how many whole ones lie before each
  std::vector<std::int32_t> whole_day;
  std::int32_t first = 0, end = 0;  // observation: [first, end)
};

/// The refusal of the lowest row that a part of the table met.
struct SnapshotRefusal {
  std::int64_t row = -1;
  bool of_option = false;  // then the row is named in the rule
  std::string argument, value, rule;
};

struct SnapshotSpell {
  std::int32_t row, last_row, person, spell;
  std::int32_t after, first_seen, last_seen, missing;  // no_day where there is none
  std::int32_t start, stop, entry, days_away, reason;  // reason -1: none
  std::uint8_t start_from, stop_from, left;
};
struct SnapshotPiece {
  std::int32_t row, last_row, spell;  // spell: place among the part's spells
  std::int32_t start, stop;
  std::uint8_t on_leave, last;
};

class SnapshotWalk {
 public:
  SnapshotWalk(const SnapshotDays& days, const SnapshotsOptions& options, std::span<const char* const> names);

  /// All rows of one person, in any order; they are sorted in place.
  void person(std::int32_t label, SnapshotLine* lines, std::int64_t count);

  std::vector<SnapshotSpell> spells;
  std::vector<SnapshotPiece> pieces;
  FindingTally tally;
  SnapshotRefusal refusal;
  std::vector<std::int64_t> people, entered, left;  // of each roster met

 private:
  struct Run {  // a spell as the rosters show it, before its days are settled
    std::int32_t row, last_row, after, first_seen, last_seen, missing, start, start_row, stop, stop_row, reason, gone;
    std::int64_t first_line, last_line;
    bool ended;
    std::int32_t from, until;
    std::uint8_t start_from, stop_from;
    bool left, dropped;
  };
  void settle_rows(SnapshotLine* first, SnapshotLine* last);
  void leaver(const SnapshotLine& line, std::int64_t at);
  void present(const SnapshotLine& line, std::int64_t at);
  void begin(const SnapshotLine& line, std::int64_t at, std::int32_t after);
  void extend(const SnapshotLine& line, std::int64_t at);
  void never(const SnapshotLine& line, std::int64_t at);
  std::int32_t last_roster_without(const SnapshotLine& line) const;
  void settle_start(Run& run);
  void settle_stop(Run& run, std::int32_t next_start);
  void finish(std::int32_t label, const SnapshotLine* lines);
  /// Counts a contradiction; true when the stated date holds. Under `refuse` it is kept as the refusal.
  bool stated_holds(SnapshotFinding code, std::int32_t row, const char* argument, std::int32_t day, const char* rule, std::int32_t other);
  void refuse_row(std::int32_t row, const char* argument, std::string value, std::string rule, bool of_option = false);

  const SnapshotDays& days_;
  const SnapshotsOptions& options_;
  std::vector<Run> runs_;
  std::int32_t accounted_ = 0;              // whole rosters up to which the open run is seen or not known
  std::int32_t cover_begin_ = 0, cover_end_ = 0;  // whole rosters in a row in which the person's state is not known
  std::int64_t seen_ = 0;
};

}  // namespace mainstay::inline v1::data
