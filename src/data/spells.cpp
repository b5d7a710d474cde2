#include "mainstay/data/spells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/reasons.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.spells";

enum Finding {
  no_start,
  future_start,
  open_end,
  future_stop,
  stop_before_start,
  zero_length,
  ended_before_observation,
  observed_after_stop,
  overlap,
  observed_late,
  several_spells,
  no_reason,
  unknown_reason,
  reason_of_present,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {
    "no_start",    "future_start",  "open_end",       "future_stop", "stop_before_start", "zero_length", "ended_before_observation",
    "observed_after_stop", "overlap", "observed_late", "several_spells", "no_reason", "unknown_reason", "reason_of_present"};

}  // namespace

SpellsResult spells(const SpellsInput& input, const SpellsOptions& options, const RunContext&) {
  check(analysis_name, input, options);
  if (!options.observation_end) refuse(analysis_name, "observation_end", "missing", "the day up to which leaving is known");
  if (options.interval == Interval::undeclared) refuse(analysis_name, "interval", "undeclared", "closed or half_open");
  if (!options.reasons.empty() && !input.reason.given()) refuse(analysis_name, "reason", "missing", "a column with reasons");
  const std::int64_t end = *options.observation_end;
  if (options.observation_start && *options.observation_start >= end)
    refuse(analysis_name, "observation_start", format_date(*options.observation_start),
           fmt::format("before observation_end, {}", format_date(end)));

  const std::int64_t n = input.start.size;
  const bool refusing = options.conflicts == Conflicts::refuse;
  const Groups persons = input.person.given() ? encode_groups(analysis_name, "person", input.person) : Groups{};
  const Groups reasons = input.reason.given() ? encode_groups(analysis_name, "reason", input.reason) : Groups{};

  FindingTally tally(codes, options.examples);
  SpellsResult result;
  SpellTable& table = result.spells;
  std::vector<std::int32_t> reason_of;  // of each kept spell; -1 none, -2 still here
  const auto keep_room = static_cast<std::size_t>(n);
  for (auto* list : {&table.row, &table.spell, &table.start, &table.stop, &table.event, &table.cause}) list->reserve(keep_room);
  table.duration.reserve(keep_room);
  table.entry.reserve(keep_room);
  reason_of.reserve(keep_room);

  Days starts(input.start), stops(input.stop), observed_from(input.observed_from);
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int64_t start = starts.at(row), given_stop = stops.at(row), from = observed_from.at(row);
    if (start == Days::missing) {
      if (refusing) throw Error(ErrorCode::invalid_argument, analysis_name, "start", row, "missing", "a day");
      tally.add(no_start, row, true);
      continue;
    }
    bool open = given_stop == Days::missing;
    if (!open && std::find(options.open_ends.begin(), options.open_ends.end(), given_stop) != options.open_ends.end()) {
      tally.add(open_end, row, false);
      open = true;
    }
    // From here on half-open: the first day away.
    std::int64_t stop = open ? end : given_stop + (options.interval == Interval::closed ? 1 : 0);
    if (!open && stop < start) {
      if (refusing) refuse_day(analysis_name, "stop", row, given_stop, "on or after start", start);
      tally.add(stop_before_start, row, true);
      continue;
    }
    if (start >= end) {
      tally.add(future_start, row, true);
      continue;
    }
    if (stop > end) {
      tally.add(future_stop, row, false);
      open = true;
      stop = end;
    }
    double duration = static_cast<double>(stop - start);
    if (stop == start) {
      switch (options.zero_length) {
        case SpellZero::refuse:
          throw Error(ErrorCode::invalid_argument, analysis_name, "stop", row, format_date(given_stop),
                      fmt::format("after start, {}, or zero_length say otherwise", format_date(start)));
        case SpellZero::leave_out: tally.add(zero_length, row, true); continue;
        case SpellZero::keep: tally.add(zero_length, row, false); break;
        case SpellZero::half_day:
          tally.add(zero_length, row, false);
          duration = 0.5;
          break;
      }
    }
    std::int64_t entered = start;
    if (options.observation_start) {
      if (stop <= *options.observation_start) {
        tally.add(ended_before_observation, row, true);
        continue;
      }
      entered = std::max(entered, *options.observation_start);
    }
    if (from != Days::missing && from > entered) {
      if (from >= stop) {
        if (refusing) refuse_day(analysis_name, "observed_from", row, from, "before the spell or its observation ends", stop);
        tally.add(observed_after_stop, row, true);
        continue;
      }
      entered = from;
    }
    if (entered > start) tally.add(observed_late, row, false);
    const std::int32_t reason = reasons.codes.empty() ? -1 : reasons.codes[static_cast<std::size_t>(row)];
    if (open && reason >= 0) tally.add(reason_of_present, row, false);
    if (!open && input.reason.given() && reason < 0) tally.add(no_reason, row, false);
    table.row.push_back(row);
    table.start.push_back(start);
    table.stop.push_back(stop);
    table.duration.push_back(duration);
    table.entry.push_back(static_cast<double>(entered - start));
    table.event.push_back(open ? 0 : 1);
    table.spell.push_back(1);
    reason_of.push_back(open ? -2 : reason);
  }

  // A person's spells in the order of their start: number them, and find those that overlap.
  std::vector<char> dropped(table.row.size(), 0);
  if (input.person.given() && !table.row.empty()) {
    std::vector<std::int64_t> begin(static_cast<std::size_t>(persons.count) + 1, 0), order(table.row.size());
    const auto person_of = [&](std::size_t i) { return static_cast<std::size_t>(persons.codes[static_cast<std::size_t>(table.row[i])]); };
    for (std::size_t i = 0; i < table.row.size(); ++i) ++begin[person_of(i) + 1];
    for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t i = 0; i < table.row.size(); ++i) order[static_cast<std::size_t>(next[person_of(i)]++)] = static_cast<std::int64_t>(i);
    std::int64_t refused = -1, refused_after = -1;  // the first row of the input that overlaps, and what it overlaps
    for (std::size_t p = 0; p + 1 < begin.size(); ++p) {
      const auto first = order.begin() + begin[p], last = order.begin() + begin[p + 1];
      if (last - first < 2) continue;
      std::stable_sort(first, last, [&](std::int64_t a, std::int64_t b) {
        return table.start[static_cast<std::size_t>(a)] < table.start[static_cast<std::size_t>(b)];
      });
      std::int64_t number = 0, before = -1;
      for (auto it = first; it != last; ++it) {
        const auto i = static_cast<std::size_t>(*it);
        if (before >= 0 && table.start[i] < table.stop[static_cast<std::size_t>(before)]) {
          tally.add(overlap, table.row[i], true);
          dropped[i] = 1;
          if (refused < 0 || table.row[i] < table.row[static_cast<std::size_t>(refused)]) {
            refused = *it;
            refused_after = before;
          }
          continue;
        }
        table.spell[i] = ++number;
        if (number > 1) tally.add(several_spells, table.row[i], false);
        before = *it;
      }
    }
    if (refusing && refused >= 0) {
      const auto i = static_cast<std::size_t>(refused), j = static_cast<std::size_t>(refused_after);
      refuse_day(analysis_name, "start", table.row[i], table.start[i],
                 fmt::format("on or after the stop of the same person's spell in row {}", table.row[j]), table.stop[j]);
    }
    if (tally.count(overlap) > 0) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < dropped.size(); ++i) {
        if (dropped[i]) {
          // What was noticed about a row that is now gone stays in the findings: they count rows of the input.
          continue;
        }
        for (auto* list : {&table.row, &table.spell, &table.start, &table.stop, &table.event}) (*list)[kept] = (*list)[i];
        table.duration[kept] = table.duration[i];
        table.entry[kept] = table.entry[i];
        reason_of[kept++] = reason_of[i];
      }
      for (auto* list : {&table.row, &table.spell, &table.start, &table.stop, &table.event}) list->resize(kept);
      table.duration.resize(kept);
      table.entry.resize(kept);
      reason_of.resize(kept);
    }
  }

  LeavingCauses causes(reasons);
  for (const std::int32_t reason : reason_of)
    if (reason != -2) causes.meet(reason);
  result.causes = causes.name(analysis_name, input.reason.given(), options.unstated_reason);
  for (const std::int32_t reason : reason_of) table.cause.push_back(reason == -2 ? 0 : causes.of(reason));

  const ReasonKinds kinds(analysis_name, "reasons", options.reasons, reasons);
  table.kind.levels = ReasonKinds::levels();
  table.kind.codes.reserve(reason_of.size());
  for (std::size_t i = 0; i < reason_of.size(); ++i) {
    const std::int32_t kind = reason_of[i] == -2 ? -1 : kinds.kind(reason_of[i], table.stop[i] - 1);
    if (kind == ReasonKinds::unclassified && reason_of[i] >= 0 && !options.reasons.empty()) {
      if (refusing) refuse_reason(analysis_name, table.row[i], reasons.name(reason_of[i]), table.stop[i] - 1);
      tally.add(unknown_reason, table.row[i], false);
    }
    table.kind.codes.push_back(kind);
  }
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function spells_analysis =
    analysis<&spells>("data.spells", "How long was each spell of employment, when was it observed, and how did it end?");

}  // namespace mainstay::inline v1::data
