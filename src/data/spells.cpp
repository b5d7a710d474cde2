#include "mainstay/data/spells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/groups.hpp"
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
  reason_of_present,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {
    "no_start",    "future_start",  "open_end",       "future_stop", "stop_before_start", "zero_length", "ended_before_observation",
    "observed_after_stop", "overlap", "observed_late", "several_spells", "no_reason", "reason_of_present"};

struct Tally {
  std::int64_t count = 0, first_row = -1;
  bool left_out = false;
  void add(std::int64_t row, bool is_left_out) {
    if (count++ == 0) first_row = row;
    first_row = std::min(first_row, row);
    left_out = is_left_out;
  }
};

[[noreturn]] void refuse_day(const char* argument, std::int64_t row, std::int64_t day, std::string_view rule, std::int64_t other) {
  throw Error(ErrorCode::invalid_argument, analysis_name, argument, row, format_date(day), fmt::format("{}, {}", rule, format_date(other)));
}

// One pass over a column of days, in blocks.
class Days {
 public:
  explicit Days(const Column& column) : column_(column) {}
  // Rows are asked for in rising order.
  std::int64_t at(std::int64_t row) {
    if (!column_.given()) return missing;
    if (row >= end_) {
      const std::int64_t count = std::min<std::int64_t>(block, column_.size - row);
      values_ = read_integers(column_, row, count, scratch_, missing);
      first_ = row;
      end_ = row + count;
    }
    return values_[row - first_];
  }
  static constexpr std::int64_t missing = INT64_MIN;

 private:
  static constexpr std::int64_t block = 2048;
  const Column& column_;
  const std::int64_t* values_ = nullptr;
  std::int64_t first_ = 0, end_ = 0;
  std::int64_t scratch_[block];
};

}  // namespace

SpellsResult spells(const SpellsInput& input, const SpellsOptions& options, const RunContext&) {
  check(analysis_name, input, options);
  if (!options.observation_end) refuse(analysis_name, "observation_end", "missing", "the day up to which leaving is known");
  if (options.interval == SpellInterval::undeclared) refuse(analysis_name, "interval", "undeclared", "closed or half_open");
  const std::int64_t end = *options.observation_end;
  if (options.observation_start && *options.observation_start >= end)
    refuse(analysis_name, "observation_start", format_date(*options.observation_start),
           fmt::format("before observation_end, {}", format_date(end)));

  const std::int64_t n = input.start.size;
  const bool refusing = options.conflicts == SpellConflict::refuse;
  const Groups persons = input.person.given() ? encode_groups(analysis_name, "person", input.person) : Groups{};
  const Groups reasons = input.reason.given() ? encode_groups(analysis_name, "reason", input.reason) : Groups{};

  std::array<Tally, finding_count> tallies;
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
      tallies[no_start].add(row, true);
      continue;
    }
    bool open = given_stop == Days::missing;
    if (!open && std::find(options.open_ends.begin(), options.open_ends.end(), given_stop) != options.open_ends.end()) {
      tallies[open_end].add(row, false);
      open = true;
    }
    // From here on half-open: the first day away.
    std::int64_t stop = open ? end : given_stop + (options.interval == SpellInterval::closed ? 1 : 0);
    if (!open && stop < start) {
      if (refusing) refuse_day("stop", row, given_stop, "on or after start", start);
      tallies[stop_before_start].add(row, true);
      continue;
    }
    if (start >= end) {
      tallies[future_start].add(row, true);
      continue;
    }
    if (stop > end) {
      tallies[future_stop].add(row, false);
      open = true;
      stop = end;
    }
    double duration = static_cast<double>(stop - start);
    if (stop == start) {
      switch (options.zero_length) {
        case SpellZero::refuse:
          throw Error(ErrorCode::invalid_argument, analysis_name, "stop", row, format_date(given_stop),
                      fmt::format("after start, {}, or zero_length say otherwise", format_date(start)));
        case SpellZero::leave_out: tallies[zero_length].add(row, true); continue;
        case SpellZero::keep: tallies[zero_length].add(row, false); break;
        case SpellZero::half_day:
          tallies[zero_length].add(row, false);
          duration = 0.5;
          break;
      }
    }
    std::int64_t entered = start;
    if (options.observation_start) {
      if (stop <= *options.observation_start) {
        tallies[ended_before_observation].add(row, true);
        continue;
      }
      entered = std::max(entered, *options.observation_start);
    }
    if (from != Days::missing && from > entered) {
      if (from >= stop) {
        if (refusing) refuse_day("observed_from", row, from, "before the spell or its observation ends", stop);
        tallies[observed_after_stop].add(row, true);
        continue;
      }
      entered = from;
    }
    if (entered > start) tallies[observed_late].add(row, false);
    const std::int32_t reason = reasons.codes.empty() ? -1 : reasons.codes[static_cast<std::size_t>(row)];
    if (open && reason >= 0) tallies[reason_of_present].add(row, false);
    if (!open && input.reason.given() && reason < 0) tallies[no_reason].add(row, false);
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
          tallies[overlap].add(table.row[i], true);
          dropped[i] = 1;
          if (refused < 0 || table.row[i] < table.row[static_cast<std::size_t>(refused)]) {
            refused = *it;
            refused_after = before;
          }
          continue;
        }
        table.spell[i] = ++number;
        if (number > 1) tallies[several_spells].add(table.row[i], false);
        before = *it;
      }
    }
    if (refusing && refused >= 0) {
      const auto i = static_cast<std::size_t>(refused), j = static_cast<std::size_t>(refused_after);
      refuse_day("start", table.row[i], table.start[i],
                 fmt::format("on or after the stop of the same person's spell in row {}", table.row[j]), table.stop[j]);
    }
    if (tallies[overlap].count > 0) {
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

  // Causes: the labels that occur among kept leavers, then the unstated one.
  std::vector<std::int64_t> number(static_cast<std::size_t>(reasons.count), 0);
  bool unstated = false;
  for (const std::int32_t reason : reason_of) {
    if (reason >= 0) number[static_cast<std::size_t>(reason)] = 1;
    unstated = unstated || reason == -1;
  }
  for (std::size_t code = 0; code < number.size(); ++code)
    if (number[code] != 0) {
      result.causes.push_back(reasons.name(static_cast<std::int64_t>(code)));
      number[code] = static_cast<std::int64_t>(result.causes.size());
    }
  if (unstated) {
    const std::string name = input.reason.given() ? options.unstated_reason : "left";
    if (std::find(result.causes.begin(), result.causes.end(), name) != result.causes.end())
      refuse(analysis_name, "unstated_reason", fmt::format("\"{}\"", name), "no label of reason");
    result.causes.push_back(name);
  }
  for (const std::int32_t reason : reason_of)
    table.cause.push_back(reason == -2 ? 0 : reason == -1 ? static_cast<std::int64_t>(result.causes.size()) : number[static_cast<std::size_t>(reason)]);

  for (std::size_t code = 0; code < tallies.size(); ++code) {
    if (tallies[code].count == 0) continue;
    result.findings.finding.emplace_back(codes[code]);
    result.findings.count.push_back(tallies[code].count);
    result.findings.first_row.push_back(tallies[code].first_row);
    result.findings.left_out.push_back(tallies[code].left_out ? 1 : 0);
  }
  return result;
}

constinit const Function spells_analysis =
    analysis<&spells>("data.spells", "How long was each spell of employment, when was it observed, and how did it end?");

}  // namespace mainstay::inline v1::data
