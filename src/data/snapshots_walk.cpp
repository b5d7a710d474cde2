#include "data/snapshots_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

bool alike(const SnapshotLine& a, const SnapshotLine& b) {
  return a.start == b.start && a.stop == b.stop && a.reason == b.reason && a.on_leave == b.on_leave;
}

// The day of (lo, hi] that a rule chooses; rules of both ends have the same places.
std::int32_t chosen(std::int32_t rule, std::int32_t earliest, std::int32_t latest, std::int32_t earliest_rule) {
  if (rule == 3) return earliest + (latest - earliest) / 2;
  return rule == earliest_rule ? earliest : latest;
}

}  // namespace

SnapshotWalk::SnapshotWalk(const SnapshotDays& days, const SnapshotsOptions& options, std::span<const char* const> names)
    : tally(names, options.examples), people(days.day.size(), 0), entered(days.day.size(), 0), left(days.day.size(), 0), days_(days), options_(options) {}

void SnapshotWalk::refuse_row(std::int32_t row, const char* argument, std::string value, std::string rule, bool of_option) {
  if (refusal.row >= 0 && refusal.row <= row) return;
  refusal = {row, of_option, argument, std::move(value), std::move(rule)};
}

bool SnapshotWalk::stated_holds(SnapshotFinding code, std::int32_t row, const char* argument, std::int32_t day, const char* rule, std::int32_t other) {
  if (options_.contradictions == SnapshotContradictions::refuse)
    refuse_row(row, argument, format_date(day), fmt::format("{}, {}, or contradictions say which holds", rule, format_date(other)));
  tally.add(code, row, false);
  return options_.contradictions != SnapshotContradictions::seen;
}

// One person's rows in one roster: those recorded last, each statement once.
void SnapshotWalk::settle_rows(SnapshotLine* first, SnapshotLine* last) {
  std::int32_t recorded = INT32_MIN;
  for (const SnapshotLine* line = first; line != last; ++line) recorded = std::max(recorded, line->recorded);
  for (SnapshotLine* line = first; line != last; ++line)
    if (line->recorded < recorded) {
      tally.add(corrected, line->row, true);
      line->sort = SnapshotLine::aside;
    }
  const SnapshotLine* kept[SnapshotLine::aside] = {nullptr, nullptr, nullptr};  // the last one of each sort; equal ones stand together
  for (SnapshotLine* line = first; line != last; ++line) {
    if (line->sort == SnapshotLine::aside || line->sort == SnapshotLine::unknown) continue;
    const SnapshotLine*& other = kept[line->sort];
    const bool same = other != nullptr && alike(*other, *line);
    if (other == nullptr || (!same && line->sort == SnapshotLine::leaver)) {  // a list of leavers may name two spells of one person
      other = line;
      continue;
    }
    if (!same && options_.conflicts == Conflicts::refuse)
      refuse_row(line->row, "person", fmt::format("in the roster of {} twice", format_date(days_.day[static_cast<std::size_t>(line->roster)])),
                 fmt::format("there once; row {} says otherwise than this one", other->row));
    tally.add(same ? duplicate : two_rows, line->row, true);
    line->sort = SnapshotLine::aside;
  }
}

std::int32_t SnapshotWalk::last_roster_without(const SnapshotLine& line) const {
  std::int32_t place = days_.whole_before[static_cast<std::size_t>(line.roster)];
  if (cover_end_ == place && cover_end_ > cover_begin_) place = cover_begin_;
  return place > 0 ? days_.whole_day[static_cast<std::size_t>(place) - 1] : no_day;
}

void SnapshotWalk::begin(const SnapshotLine& line, std::int64_t at, std::int32_t after) {
  const std::int32_t day = days_.day[static_cast<std::size_t>(line.roster)];
  runs_.push_back({line.row, line.row, after, day, day, no_day, line.start, line.row, line.stop, line.row, line.reason, no_day, at, at, false, 0, 0, 0, 0, false, false});
  ++entered[static_cast<std::size_t>(line.roster)];
  accounted_ = days_.whole_before[static_cast<std::size_t>(line.roster)] + days_.whole[static_cast<std::size_t>(line.roster)];
}

void SnapshotWalk::extend(const SnapshotLine& line, std::int64_t at) {
  Run& run = runs_.back();
  run.last_seen = days_.day[static_cast<std::size_t>(line.roster)];
  run.last_row = line.row;
  run.last_line = at;
  run.missing = no_day;
  run.ended = false;
  if (line.start != no_day) {
    if (run.start != no_day && run.start != line.start) tally.add(start_changed, line.row, false);
    run.start = line.start;
    run.start_row = line.row;
  }
  if (run.stop != no_day && run.stop != line.stop) tally.add(stop_changed, line.row, false);
  run.stop = line.stop;
  run.stop_row = line.row;
  if (line.reason >= 0) run.reason = line.reason;
  accounted_ = days_.whole_before[static_cast<std::size_t>(line.roster)] + days_.whole[static_cast<std::size_t>(line.roster)];
}

void SnapshotWalk::never(const SnapshotLine& line, std::int64_t at) {
  const std::int32_t day = days_.day[static_cast<std::size_t>(line.roster)];
  tally.add(never_seen, line.row, false);
  runs_.push_back({line.row, line.row, no_day, no_day, no_day, day, line.start, line.row, line.stop, line.row, line.reason, day, at, at, true, 0, 0, 0, 0, false, false});
}

void SnapshotWalk::leaver(const SnapshotLine& line, std::int64_t at) {
  const std::int32_t day = days_.day[static_cast<std::size_t>(line.roster)];
  if (runs_.empty()) {
    if (line.start == no_day) tally.add(unseen_leaver, line.row, true);
    else never(line, at);
    return;
  }
  Run& run = runs_.back();
  const bool seen = run.first_seen != no_day;
  // The list still names an earlier spell.
  if (line.stop != no_day && (run.start != no_day ? line.stop <= run.start : runs_.size() > 1 && seen && line.stop <= run.first_seen)) return;
  if (seen && run.missing == no_day) {
    const std::int32_t before = days_.whole_before[static_cast<std::size_t>(line.roster)];
    run.missing = accounted_ < before ? days_.whole_day[static_cast<std::size_t>(accounted_)] : day;
  }
  const std::int32_t over = run.ended && run.stop != no_day ? run.stop : seen ? run.last_seen + 1 : run.start + 1;
  if (line.start != no_day && line.start != run.start && line.start >= over) {  // came and went since
    run.missing = std::min(run.missing, line.start);
    never(line, at);
    return;
  }
  if (line.stop != no_day) {
    if (run.stop != no_day && run.stop != line.stop) tally.add(stop_changed, line.row, false);
    run.stop = line.stop;
    run.stop_row = line.row;
  }
  if (line.reason >= 0) run.reason = line.reason;
  run.ended = true;
  run.gone = day;
}

void SnapshotWalk::present(const SnapshotLine& line_given, std::int64_t at) {
  SnapshotLine line = line_given;
  const std::int32_t day = days_.day[static_cast<std::size_t>(line.roster)];
  if (line.stop != no_day && line.stop <= day) {  // employed by its status, gone by its stop
    if (stated_holds(seen_after_stop, line.row, "stop", line.stop, "after the roster in which the status is one of employment", day)) {
      leaver(line, at);
      return;
    }
    line.stop = no_day;
  }
  ++people[static_cast<std::size_t>(line.roster)];
  ++seen_;
  const std::int32_t after = last_roster_without(line);
  if (runs_.empty() || runs_.back().first_seen == no_day) {
    begin(line, at, after);
    return;
  }
  Run& run = runs_.back();
  if (run.missing == no_day && accounted_ < days_.whole_before[static_cast<std::size_t>(line.roster)])
    run.missing = days_.whole_day[static_cast<std::size_t>(accounted_)];
  if (run.missing == no_day) {
    if (line.start == no_day || line.start <= run.last_seen) {
      extend(line, at);
      return;
    }
    tally.add(back_between, line.row, false);
    run.missing = line.start;
    begin(line, at, run.last_seen);
    return;
  }
  tally.add(gap_and_return, line.row, false);
  if (line.start != no_day && line.start <= run.last_seen) {
    if (stated_holds(missed_in_between, line.row, "start", line.start, "after the last roster before the absence", run.last_seen)) {
      extend(line, at);
      return;
    }
    line.start = no_day;
  }
  std::int32_t since = std::max(after, run.last_seen);
  if (run.gone != no_day && run.gone < day) since = std::max(since, run.gone);
  begin(line, at, since);
}

void SnapshotWalk::settle_start(Run& run) {
  if (run.first_seen == no_day) {
    run.from = run.start;
    run.start_from = 0;
    return;
  }
  std::int32_t start = run.start;
  if (start != no_day && start > run.first_seen &&
      !stated_holds(seen_before_start, run.start_row, "start", start, "on or before the first roster with the person", run.first_seen))
    start = no_day;
  if (start != no_day && run.after != no_day && start <= run.after &&
      !stated_holds(listed_late, run.row, "start", start, "after the last roster without the person", run.after))
    start = no_day;
  if (start != no_day) {
    run.from = start;
    run.start_from = 0;
  } else if (run.after == no_day) {
    tally.add(unknown_start, run.row, false);
    run.from = run.first_seen;
    run.start_from = 2;
  } else {
    tally.add(unknown_start, run.row, false);
    if (options_.start_rule == SnapshotStart::undeclared)
      refuse_row(run.row, "start_rule", "undeclared", fmt::format("first_seen, after_previous or midpoint, because row {} states no start that holds", run.row), true);
    run.from = chosen(static_cast<std::int32_t>(options_.start_rule), run.after + 1, run.first_seen, static_cast<std::int32_t>(SnapshotStart::after_previous));
    run.start_from = 1;
  }
}

void SnapshotWalk::settle_stop(Run& run, std::int32_t next_start) {
  const bool seen = run.first_seen != no_day;
  const std::int32_t lo = seen ? run.last_seen : run.start;
  std::int32_t stop = run.stop;
  if (run.missing == no_day) {
    run.left = stop != no_day && stop <= days_.end;
    run.until = run.left ? stop : std::min(run.last_seen + 1, days_.end);
    run.stop_from = run.left ? 0 : 2;
    if (!run.left && stop != no_day) tally.add(future_stop, run.stop_row, false);
    return;
  }
  if (stop != no_day && seen && stop <= lo) {
    if (!stated_holds(seen_after_stop, run.stop_row, "stop", stop, "after the last roster with the person", lo) || stop <= run.from) stop = no_day;
  } else if (stop != no_day && stop > run.missing) {
    if (!stated_holds(missed_before_stop, run.stop_row, "stop", stop, "no later than the first roster without the person", run.missing)) stop = no_day;
  }
  run.left = true;
  if (stop != no_day) {
    run.until = stop;
    run.stop_from = 0;
    if (stop > days_.end) {
      tally.add(future_stop, run.stop_row, false);
      run.left = false;
      run.until = days_.end;
      run.stop_from = 2;
    }
    return;
  }
  tally.add(unknown_stop, run.last_row, false);
  if (options_.stop_rule == SnapshotStop::undeclared)
    refuse_row(run.last_row, "stop_rule", "undeclared", fmt::format("last_seen, first_missing or midpoint, because no stop that holds is stated after row {}", run.last_row), true);
  std::int32_t hi = run.missing;
  if (next_start != no_day && next_start > lo) hi = std::min(hi, next_start);
  run.until = chosen(static_cast<std::int32_t>(options_.stop_rule), lo + 1, std::max(hi, lo + 1), static_cast<std::int32_t>(SnapshotStop::last_seen));
  run.stop_from = 1;
}

void SnapshotWalk::finish(std::int32_t label, const SnapshotLine* lines) {
  for (Run& run : runs_) settle_start(run);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    settle_stop(runs_[i], i + 1 < runs_.size() ? runs_[i + 1].from : no_day);
    Run& run = runs_[i];
    if (run.until <= run.from) {
      tally.add(zero_length, run.row, true);
      run.dropped = true;
    } else if (run.until <= days_.first) {
      tally.add(ended_before_observation, run.row, true);
      run.dropped = true;
    }
    if (run.missing != no_day && run.first_seen != no_day) {
      const auto roster = std::lower_bound(days_.day.begin(), days_.day.end(), run.missing);
      if (roster != days_.day.end()) ++left[static_cast<std::size_t>(roster - days_.day.begin())];
    }
  }
  std::stable_sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) { return a.from < b.from; });
  const Run* before = nullptr;
  for (Run& run : runs_) {
    if (run.dropped) continue;
    if (before != nullptr && run.from < before->until) {
      if (options_.conflicts == Conflicts::refuse)
        refuse_row(run.row, "start", format_date(run.from),
                   fmt::format("on or after the stop of the same person's spell that begins in row {}, {}", before->row, format_date(before->until)));
      tally.add(overlap, run.row, true);
      run.dropped = true;
      continue;
    }
    before = &run;
  }
  std::erase_if(runs_, [](const Run& run) { return run.dropped; });

  std::int32_t last_row = -1;
  for (const Run& run : runs_) last_row = run.last_row;
  std::int32_t number = 0;
  for (std::size_t i = 0; i < runs_.size();) {
    const Run& first = runs_[i];
    std::size_t j = i + 1;
    std::int32_t away = 0;
    for (; j < runs_.size(); ++j) {
      const std::int32_t gap = runs_[j].from - runs_[j - 1].until;
      if (options_.rehire == Rehire::undeclared)
        refuse_row(runs_[j].row, "rehire", "undeclared", fmt::format("new_spell, continued or after, because row {} comes back", runs_[j].row), true);
      if (options_.rehire != Rehire::continued && !(options_.rehire == Rehire::after && gap <= *options_.rehire_gap_days)) break;
      away += gap;
    }
    const Run& last = runs_[j - 1];
    const std::int32_t duration = last.until - first.from;
    std::int32_t entry = std::max(0, (options_.leavers_listed || first.first_seen == no_day ? days_.first : first.first_seen) - first.from);
    if (entry >= duration) entry = std::max(0, days_.first - first.from);
    if (++number > 1) tally.add(several_spells, first.row, false);
    std::int32_t seen_first = no_day, seen_last = no_day, reason = -1;
    for (std::size_t k = i; k < j; ++k) {
      if (runs_[k].first_seen == no_day) continue;
      if (seen_first == no_day) seen_first = runs_[k].first_seen;
      seen_last = runs_[k].last_seen;
    }
    reason = last.reason;
    const auto place = static_cast<std::int32_t>(spells.size());
    spells.push_back({first.row, last.last_row, label, number, first.after, seen_first, seen_last, last.missing, first.from, last.until, entry, away,
                      reason, first.start_from, last.stop_from, static_cast<std::uint8_t>(last.left)});
    // Pieces: each row from its roster to the next one.
    const std::int32_t opening = std::max(first.from, days_.first);
    std::int32_t open_row = -1, open_since = opening;
    std::uint8_t open_leave = 0;
    const auto close = [&](std::int32_t stop, bool at_end) {
      if (open_row >= 0 && stop > open_since) pieces.push_back({open_row, last_row, place, open_since, stop, open_leave, static_cast<std::uint8_t>(at_end)});
    };
    for (std::size_t k = i; k < j; ++k)
      for (std::int64_t l = runs_[k].first_line; l <= runs_[k].last_line; ++l) {
        const SnapshotLine& line = lines[l];
        if (runs_[k].first_seen != no_day && line.sort != SnapshotLine::present) continue;
        std::int32_t since = runs_[k].first_seen != no_day ? days_.day[static_cast<std::size_t>(line.roster)] : runs_[k].from;
        if (l == runs_[k].first_line) since = runs_[k].from;
        since = std::max(since, opening);
        if (since >= last.until) continue;
        if (open_row >= 0) close(since, false);
        open_row = line.row;
        open_since = open_row >= 0 ? since : opening;
        open_leave = line.on_leave;
      }
    close(last.until, true);
    i = j;
  }
}

void SnapshotWalk::person(std::int32_t label, SnapshotLine* lines, std::int64_t count) {
  runs_.clear();
  accounted_ = cover_begin_ = cover_end_ = 0;
  seen_ = 0;
  bool rising = true;
  for (std::int64_t i = 1; i < count; ++i) rising = rising && lines[i].roster > lines[i - 1].roster;
  if (!rising)
    std::sort(lines, lines + count, [](const SnapshotLine& a, const SnapshotLine& b) {
      if (a.roster != b.roster) return a.roster < b.roster;
      if (a.sort != b.sort) return a.sort < b.sort;
      if (a.sort == SnapshotLine::leaver) return std::tie(a.stop, a.start, a.reason, a.on_leave, a.row) < std::tie(b.stop, b.start, b.reason, b.on_leave, b.row);
      return a.row < b.row;
    });
  std::int32_t last_seen_roster = -1;
  std::int64_t statements = 0;
  for (std::int64_t i = 0; i < count;) {
    std::int64_t j = i + 1;
    while (j < count && lines[j].roster == lines[i].roster) ++j;
    if (j - i > 1) settle_rows(lines + i, lines + j);
    for (; i < j; ++i) {
      SnapshotLine& line = lines[i];
      if (line.sort != SnapshotLine::aside) ++statements;
      switch (line.sort) {
        case SnapshotLine::leaver: leaver(line, i); break;
        case SnapshotLine::unknown: {
          if (!days_.whole[static_cast<std::size_t>(line.roster)]) break;
          const std::int32_t place = days_.whole_before[static_cast<std::size_t>(line.roster)];
          if (place != cover_end_) cover_begin_ = place;
          cover_end_ = place + 1;
          if (accounted_ == place) accounted_ = place + 1;
          break;
        }
        case SnapshotLine::present:
          present(line, i);
          last_seen_roster = line.roster;
          break;
        default: break;
      }
    }
  }
  // Gone after the last roster with the person?
  if (!runs_.empty() && runs_.back().first_seen != no_day && runs_.back().missing == no_day &&
      accounted_ < static_cast<std::int32_t>(days_.whole_day.size()))
    runs_.back().missing = days_.whole_day[static_cast<std::size_t>(accounted_)];
  if (seen_ == 1 && statements == 1 && !days_.whole_day.empty() && days_.day[static_cast<std::size_t>(last_seen_roster)] < days_.whole_day.back()) {
    for (const Run& run : runs_)
      if (run.first_seen != no_day) tally.add(seen_once, run.row, false);
  }
  finish(label, lines);
}

}  // namespace mainstay::inline v1::data
