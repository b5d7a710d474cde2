// The rows of one person, as they were known, into stays, spells and intervals. Plain arrays; no columns, no threads.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "data/findings.hpp"
#include "mainstay/data/history.hpp"

namespace mainstay::inline v1::data {

enum HistoryFinding : std::int32_t {
  history_no_person,
  history_no_effective,
  history_no_status,
  history_unknown_status,
  history_stop_before_effective,
  history_not_recorded,
  history_recorded_later,
  history_revoked,
  history_superseded,
  history_tie,
  history_unknown_end,
  history_backdated,
  history_open_end,
  history_future_row,
  history_future_stop,
  history_overlap,
  history_gap,
  history_ended_by_stop,
  history_same_day,
  history_ended_without_start,
  history_ended_again,
  history_excluded,
  history_two_primaries,
  history_no_primary,
  history_secondary_job,
  history_zero_length,
  history_begins_late,
  history_hired_later,
  history_rehired,
  history_continued,
  history_id_reuse,
  history_before_observation,
  history_observed_late,
  history_no_reason,
  history_unknown_reason,
  history_many_reasons,
  history_finding_count
};
extern const std::array<const char*, history_finding_count> history_findings;

/// One row of the input. Days fit 32 bits: they lie between -9999-01-01 and 9999-12-31, and a day more.
struct HistoryRow {
  static constexpr std::int32_t open = std::numeric_limits<std::int32_t>::max();  // a stop: no end is known; a day: an ended row without one
  static constexpr std::int32_t unrecorded = std::numeric_limits<std::int32_t>::min();

  std::int64_t row, sequence;
  std::int32_t job, day, recorded, stop, reason, hired;  // stop: the first day on which it no longer holds; hired: open where not stated
  StatusState state;
  bool primary;
};

struct HistoryRules {
  std::int64_t observation_end, observation_start, rehire_gap, reuse_after;
  Rehire rehire;
  SpellZero zero_length;
  bool ends_on_last_day, has_ended, start_only, primary_only, primary_given, ties_in_row_order;
};

/// What must be refused: the first such row of the input. `other` is a row it does not fit, `day` that row's day or end.
struct HistoryRefusal {
  std::int32_t finding = -1;
  std::int64_t row = std::numeric_limits<std::int64_t>::max(), other = -1, value = 0, day = 0;
  bool always = false;  ///< whatever `conflicts` says

  void take(const HistoryRefusal& next) {
    if (next.finding >= 0 && (finding < 0 || next.row < row || (next.row == row && next.finding < finding))) *this = next;
  }
};

struct HistorySpell {
  std::int64_t row, last_row, end_row, person_row, rows;
  std::int32_t number, start, stop, entry, reason, days_on_leave, days_away;
  bool left, half_day;
};

struct HistoryPiece {
  std::int64_t row;
  std::int32_t start, stop;
  std::int32_t to_last;  // pieces from here to the one that holds last for the person (or the person's job record)
  std::uint32_t spell : 30;  // place in HistoryOutcome::spells
  std::uint32_t on_leave : 1, left : 1;
};

/// What the sweep over some people found, in their order.
struct HistoryOutcome {
  std::vector<HistorySpell> spells;
  std::vector<HistoryPiece> pieces;
  FindingTally tally;
  HistoryRefusal conflict, refusal;  // refusal: under any `conflicts`

  explicit HistoryOutcome(std::int64_t examples) : tally(history_findings, examples) {}
};

/// Sweeps one person after the other; keeps its memory between them.
class HistorySweep {
 public:
  HistorySweep(const HistoryRules& rules, HistoryOutcome& out) : rules_(rules), out_(out) {}

  /// `rows` in any order; they are sorted in place by job record, day, sequence, day of recording, place in the input.
  /// `person_row` is the person's first row in the input. O(k) for k rows in order, O(k log k) otherwise.
  void person(HistoryRow* rows, std::int64_t count, std::int64_t person_row);

 private:
  enum class End : std::int32_t { by_stop, ended, excluded, open, follows };
  /// Some days on which one row held.
  struct Segment {
    const HistoryRow* row;
    const HistoryRow* ending;  // the row that ended it by leaving
    std::int32_t start, stop;
    std::int32_t since;  // the job's unbroken days before and with this row
    std::int32_t chain;
    End end;
  };
  /// Unbroken employment in any job record.
  struct Stay {
    std::size_t first, last;  // segments
    std::size_t reaching;     // the segment that lasts to the end
    std::int32_t start, stop;
    End end;
  };
  struct Held {
    std::size_t segment;
    std::int32_t start, stop;
  };

  std::int64_t settle(HistoryRow* rows, std::int64_t count);
  void chain(const HistoryRow* rows, std::int64_t count);
  void find_stays();
  void check_primaries();
  void hold(const Stay& stay);
  void spell(std::size_t first, std::size_t last, std::int32_t number, std::int64_t person_row);
  void note(HistoryFinding finding, std::int64_t row, bool left_out) { out_.tally.add(static_cast<std::size_t>(finding), row, left_out); }
  void conflict(HistoryFinding finding, std::int64_t row, std::int64_t value, std::int64_t other, std::int64_t day) {
    out_.conflict.take({finding, row, other, value, day, false});
  }

  const HistoryRules& rules_;
  HistoryOutcome& out_;
  std::vector<Segment> segments_;
  std::vector<Stay> stays_;
  std::vector<Held> held_;
  std::vector<std::size_t> heap_;
  std::vector<char> seen_;
  std::vector<std::int64_t> last_pieces_;  // of each chain
  std::int32_t chains_ = 0;
  bool none_ = false;  // some segment has no days
};

}  // namespace mainstay::inline v1::data
