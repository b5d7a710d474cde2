#include "data/history_kernel.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace mainstay::inline v1::data {

const std::array<const char*, history_finding_count> history_findings = {
    "no_person",      "no_effective",  "no_status",   "unknown_status",      "stop_before_effective", "not_recorded",
    "recorded_later", "revoked",       "superseded",  "tie",                 "unknown_end",           "backdated",
    "open_end",       "future_row",    "future_stop", "overlap",             "gap",                   "ended_by_stop",
    "same_day",       "ended_without_start", "ended_again", "excluded",      "two_primaries",         "no_primary",
    "secondary_job",  "zero_length",   "begins_late", "hired_later",         "rehired",               "continued",
    "id_reuse",       "before_observation", "observed_late",  "no_reason",     "unknown_reason", "many_reasons"};

namespace {

bool before(const HistoryRow& a, const HistoryRow& b) {
  if (a.job != b.job) return a.job < b.job;
  if (a.day != b.day) return a.day < b.day;
  if (a.sequence != b.sequence) return a.sequence < b.sequence;
  if (a.recorded != b.recorded) return a.recorded < b.recorded;
  return a.row < b.row;
}

bool employed(const HistoryRow& row) { return row.state == StatusState::active || row.state == StatusState::on_leave; }

}  // namespace

void HistorySweep::person(HistoryRow* rows, std::int64_t count, std::int64_t person_row) {
  count = settle(rows, count);
  segments_.clear();
  stays_.clear();
  chains_ = 0;
  none_ = false;
  for (std::int64_t first = 0; first < count;) {
    std::int64_t last = first + 1;
    while (last < count && rows[last].job == rows[first].job) ++last;
    chain(rows + first, last - first);
    ++chains_;
    first = last;
  }
  if (segments_.empty()) return;
  // A longer one first: no days within the first of some are no stay.
  if (chains_ > 1 || none_)
    std::stable_sort(segments_.begin(), segments_.end(),
                     [](const Segment& a, const Segment& b) { return a.start != b.start ? a.start < b.start : a.stop > b.stop; });
  if (chains_ > 1 && rules_.primary_given) check_primaries();
  find_stays();
  if (stays_.empty()) return;

  seen_.assign(segments_.size(), 0);
  last_pieces_.assign(static_cast<std::size_t>(chains_), -1);
  const std::size_t first_piece = out_.pieces.size();
  std::int32_t number = 0;
  for (std::size_t first = 0; first < stays_.size();) {
    std::size_t last = first + 1;
    for (; last < stays_.size(); ++last) {
      const HistoryRow& back = *segments_[stays_[last].first].row;
      const std::int64_t away = stays_[last].start - stays_[last - 1].stop;
      bool anew = rules_.rehire == Rehire::new_spell || (rules_.rehire == Rehire::after && away > rules_.rehire_gap);
      if (rules_.rehire == Rehire::undeclared) out_.refusal.take({history_rehired, back.row, -1, back.day, 0, true});
      if (away > rules_.reuse_after) {
        conflict(history_id_reuse, back.row, stays_[last].start, -1, stays_[last - 1].stop);
        note(history_id_reuse, back.row, false);
        anew = true;
      }
      note(anew ? history_rehired : history_continued, back.row, false);
      if (anew) break;
    }
    spell(first, last, ++number, person_row);
    first = last;
  }
  for (std::size_t i = first_piece; i < out_.pieces.size(); ++i) {
    std::int32_t& to_last = out_.pieces[i].to_last;  // so far a place of last_pieces_
    to_last = static_cast<std::int32_t>(last_pieces_[static_cast<std::size_t>(to_last)] - static_cast<std::int64_t>(i));
  }
}

// Sorts, and takes one row for each day and sequence. Returns how many rows stand.
std::int64_t HistorySweep::settle(HistoryRow* rows, std::int64_t count) {
  if (!std::is_sorted(rows, rows + count, before)) std::sort(rows, rows + count, before);
  std::int64_t kept = 0;
  for (std::int64_t first = 0; first < count;) {
    const HistoryRow& one = rows[first];
    std::int64_t last = first + 1;
    if (one.day != HistoryRow::open)
      while (last < count && rows[last].job == one.job && rows[last].day == one.day && rows[last].sequence == one.sequence) ++last;
    std::int64_t standing = first;
    while (rows[standing].recorded != rows[last - 1].recorded) note(history_superseded, rows[standing++].row, true);
    if (last - standing > 1) {
      if (rules_.ties_in_row_order) {
        for (std::int64_t i = standing + 1; i < last; ++i) note(history_tie, rows[i].row, false);
      } else {
        conflict(history_tie, rows[standing + 1].row, rows[standing + 1].day, rows[standing].row, 0);
        for (; standing + 1 < last; ++standing) note(history_tie, rows[standing].row, true);
      }
    }
    if (kept != standing) std::copy(rows + standing, rows + last, rows + kept);
    kept += last - standing;
    first = last;
  }
  return kept;
}

// One job record's rows into segments.
void HistorySweep::chain(const HistoryRow* rows, std::int64_t count) {
  const auto end = static_cast<std::int32_t>(rules_.observation_end);
  std::int64_t dated = count;
  while (dated > 0 && rows[dated - 1].day == HistoryRow::open) --dated;
  const std::size_t first_segment = segments_.size();
  const HistoryRow* before_this = nullptr;
  // Who is gone from observation_end on has left by then; nothing else of that day is in effect yet.
  const auto in_effect = [&](const HistoryRow& row) { return row.day < end || (row.state == StatusState::ended && !rules_.ends_on_last_day); };
  for (std::int64_t i = 0; i < dated; before_this = rows + i++) {
    const HistoryRow& row = rows[i];
    if (!in_effect(row)) {
      note(history_future_row, row.row, true);
      continue;
    }
    if (row.state == StatusState::ended) {
      if (before_this == nullptr) note(history_ended_without_start, row.row, true);
      else if (before_this->state == StatusState::ended) note(history_ended_again, row.row, false);
      else if (before_this->state == StatusState::excluded) note(history_excluded, row.row, false);
      continue;
    }
    if (row.state == StatusState::excluded) {
      note(history_excluded, row.row, false);
      continue;
    }
    const HistoryRow* next = i + 1 < dated ? &rows[i + 1] : nullptr;
    Segment segment{&row, nullptr, row.day, row.stop, row.day, chains_, End::open};
    if (next == nullptr || row.stop < next->day) {
      if (row.stop != HistoryRow::open) {
        segment.end = End::by_stop;
        segment.ending = &row;
      }
      if (next != nullptr && in_effect(*next)) {
        note(history_gap, next->row, false);
        if (rules_.has_ended) conflict(history_gap, next->row, next->day, row.row, row.stop);
        if (next->state == StatusState::ended) {
          segment.end = End::ended;
          segment.ending = next;
        }
      } else if (segment.end == End::by_stop && rules_.has_ended && row.stop <= end) {
        note(history_ended_by_stop, row.row, false);
      }
    } else {
      std::int32_t limit = next->day;
      segment.end = !in_effect(*next) ? End::open : employed(*next) ? End::follows : End::excluded;
      if (next->state == StatusState::ended && in_effect(*next)) {
        segment.end = End::ended;
        segment.ending = next;
        if (rules_.ends_on_last_day) {
          std::int64_t j = i + 2;
          while (j < dated && rows[j].day == next->day && rows[j].state == StatusState::ended) ++j;
          if (j == dated || rows[j].day != next->day) ++limit;  // otherwise back on the same day
        }
      }
      const std::int32_t agreed = next->state == StatusState::ended && rules_.ends_on_last_day ? next->day + 1 : next->day;
      if (!rules_.start_only && row.day < next->day && next->day < end && row.stop > agreed) {
        note(history_overlap, next->row, false);
        conflict(history_overlap, next->row, next->day, row.row, row.stop);
      }
      segment.stop = limit;
    }
    Segment* const last = segments_.size() > first_segment ? &segments_.back() : nullptr;
    const bool touching = last != nullptr && last->end == End::follows && last->stop == segment.start;
    if (touching) segment.since = last->since;
    if (segment.stop == segment.start && (touching || segment.end == End::follows || segment.end == End::excluded)) {
      note(history_same_day, row.row, false);
      if (touching) {
        last->end = segment.end;
        last->ending = segment.ending;
      }
      continue;
    }
    segments_.push_back(segment);
  }
  if (dated < count && dated > 0 && rows[dated - 1].day < end && segments_.size() > first_segment && segments_.back().end == End::open) {
    note(history_unknown_end, rows[dated].row, false);
    segments_.back().stop = rows[dated - 1].day + 1;
    segments_.back().end = End::excluded;
  }
  for (std::size_t i = first_segment; i < segments_.size(); ++i) {
    Segment& segment = segments_[i];
    none_ = none_ || segment.start == segment.stop;
    if (segment.stop <= end) continue;
    if (segment.end == End::by_stop) note(history_future_stop, segment.row->row, false);
    segment.stop = end;
    segment.end = End::open;
    segment.ending = nullptr;
  }
}

void HistorySweep::check_primaries() {
  const Segment* holder = nullptr;
  for (const Segment& segment : segments_) {
    if (!segment.row->primary || segment.start == segment.stop) continue;
    if (holder != nullptr && segment.start < holder->stop) {
      note(history_two_primaries, segment.row->row, false);
      conflict(history_two_primaries, segment.row->row, 1, holder->row->row, 0);
    }
    if (holder == nullptr || segment.stop > holder->stop) holder = &segment;
  }
}

void HistorySweep::find_stays() {
  const auto close = [&](Stay& stay) {
    if (stay.start == stay.stop) {
      const Segment& segment = segments_[stay.first];
      if (rules_.zero_length == SpellZero::refuse) {
        out_.refusal.take({history_zero_length, segment.row->row, segment.ending->row, stay.start, stay.stop, true});
        return;
      }
      const bool dropped = rules_.zero_length == SpellZero::leave_out;
      note(history_zero_length, segment.row->row, dropped);
      if (dropped) return;
    }
    stays_.push_back(stay);
  };
  Stay stay{0, 1, 0, segments_[0].start, segments_[0].stop, segments_[0].end};
  for (std::size_t i = 1; i < segments_.size(); ++i) {
    const Segment& segment = segments_[i];
    if (segment.start < stay.stop || (segment.start == stay.stop && stay.end == End::follows)) {
      if (segment.stop > stay.stop || (segment.stop == stay.stop && segment.end >= stay.end)) {
        stay.stop = segment.stop;
        stay.end = segment.end;
        stay.reaching = i;
      }
      stay.last = i + 1;
      continue;
    }
    close(stay);
    stay = {i, i + 1, i, segment.start, segment.stop, segment.end};
  }
  close(stay);
}

// Which row holds on which days of a stay, appended to held_; the one that lasts to its end comes last, or is `reaching`.
void HistorySweep::hold(const Stay& stay) {
  bool apart = true;
  const std::size_t first_held = held_.size();
  std::int32_t reach = segments_[stay.first].start;
  for (std::size_t i = stay.first; i < stay.last; ++i) {
    apart = apart && segments_[i].start >= reach;
    reach = std::max(reach, segments_[i].stop);
  }
  if (apart || !rules_.primary_only) {
    for (std::size_t i = stay.first; i < stay.last; ++i) {
      const Segment& segment = segments_[i];
      if (segment.start == segment.stop && stay.start != stay.stop) note(history_same_day, segment.row->row, false);
      else held_.push_back({i, segment.start, segment.stop});
    }
  } else {
    // Among the jobs held, a primary one first, then the one begun first.
    const auto behind = [&](std::size_t a, std::size_t b) {
      const Segment &x = segments_[a], &y = segments_[b];
      if (x.row->primary != y.row->primary) return y.row->primary;
      return std::tie(x.since, x.chain, a) > std::tie(y.since, y.chain, b);
    };
    heap_.clear();
    std::size_t next = stay.first;
    for (std::int32_t day = stay.start; day < stay.stop;) {
      for (; next < stay.last && segments_[next].start <= day; ++next) {
        heap_.push_back(next);
        std::push_heap(heap_.begin(), heap_.end(), behind);
      }
      while (segments_[heap_.front()].stop <= day) {
        std::pop_heap(heap_.begin(), heap_.end(), behind);
        heap_.pop_back();
      }
      const std::size_t top = heap_.front();
      std::int32_t until = segments_[top].stop;
      if (next < stay.last) until = std::min(until, segments_[next].start);
      if (held_.size() > first_held && held_.back().segment == top) held_.back().stop = until;
      else held_.push_back({top, day, until});
      day = until;
    }
  }
  if (rules_.primary_only) {
    for (std::size_t i = first_held; i < held_.size(); ++i) seen_[held_[i].segment] |= 1;
    for (std::size_t i = stay.first; i < stay.last; ++i) {
      if (seen_[i] == 0 && !apart)
        note(segments_[i].start == segments_[i].stop ? history_same_day : history_secondary_job, segments_[i].row->row, false);
      if (seen_[i] != 0 && !segments_[i].row->primary) note(history_no_primary, segments_[i].row->row, false);
    }
  }
}

// Stays [first, last) are one spell.
void HistorySweep::spell(std::size_t first, std::size_t last, std::int32_t number, std::int64_t person_row) {
  held_.clear();
  for (std::size_t i = first; i < last; ++i) hold(stays_[i]);
  const Stay& end = stays_[last - 1];
  std::size_t lasting = held_.size() - 1;
  if (!rules_.primary_only)
    while (held_[lasting].segment != end.reaching) --lasting;

  HistorySpell spell{};
  const HistoryRow& beginning = *segments_[held_[0].segment].row;
  spell.row = beginning.row;
  spell.last_row = segments_[held_[lasting].segment].row->row;
  spell.person_row = person_row;
  spell.number = number;
  spell.start = stays_[first].start;
  // A day before the leaving that came first is that of an earlier spell.
  const bool begins_late = beginning.hired < spell.start && (first == 0 || beginning.hired >= stays_[first - 1].stop);
  if (begins_late) spell.start = beginning.hired;
  spell.stop = end.stop;
  spell.left = end.end == End::ended || end.end == End::by_stop;
  spell.end_row = -1;
  spell.reason = -1;
  if (spell.left) {
    const HistoryRow& ending = *segments_[end.reaching].ending;
    spell.end_row = ending.row;
    if (end.end == End::ended || !rules_.has_ended) spell.reason = ending.reason;
  }
  std::int32_t employed_days = 0, active_days = 0;
  for (std::size_t i = first; i < last; ++i) {
    employed_days += stays_[i].stop - stays_[i].start;
    std::int32_t reach = stays_[i].start;
    for (std::size_t j = stays_[i].first; j < stays_[i].last; ++j)
      if (segments_[j].row->state == StatusState::active && segments_[j].stop > reach) {
        active_days += segments_[j].stop - std::max(reach, segments_[j].start);
        reach = segments_[j].stop;
      }
  }
  spell.days_on_leave = employed_days - active_days;
  spell.days_away = spell.stop - stays_[first].start - employed_days;
  spell.half_day = rules_.zero_length == SpellZero::half_day && held_[lasting].start == held_[lasting].stop;

  const bool kept = spell.stop > rules_.observation_start;
  const std::size_t first_piece = out_.pieces.size();
  for (std::size_t i = 0; i < held_.size(); ++i) {
    Held held = held_[i];
    const Segment& segment = segments_[held.segment];
    if (!kept || held.stop <= rules_.observation_start) continue;
    held.start = static_cast<std::int32_t>(std::max<std::int64_t>(held.start, rules_.observation_start));
    seen_[held.segment] |= 2;
    const std::int32_t slot = rules_.primary_only ? 0 : segment.chain;
    last_pieces_[static_cast<std::size_t>(slot)] = static_cast<std::int64_t>(out_.pieces.size());
    out_.pieces.push_back({segment.row->row, held.start, held.stop, slot, static_cast<std::uint32_t>(out_.spells.size()) & 0x3fffffffu,
                           segment.row->state == StatusState::on_leave, spell.left && i == lasting});
  }
  for (const Held& held : held_)
    if ((seen_[held.segment] & 2) == 0) {
      note(history_before_observation, segments_[held.segment].row->row, true);
      seen_[held.segment] |= 2;
    }
  if (!kept) return;
  if (begins_late) note(history_begins_late, beginning.row, false);
  if (beginning.hired > stays_[first].start && beginning.hired != HistoryRow::open) note(history_hired_later, beginning.row, false);
  spell.rows = static_cast<std::int64_t>(out_.pieces.size() - first_piece);
  spell.entry = out_.pieces[first_piece].start - spell.start;
  if (spell.entry > 0) note(history_observed_late, out_.pieces[first_piece].row, false);
  out_.spells.push_back(spell);
}

}  // namespace mainstay::inline v1::data
