#include "mainstay/data/snapshots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/reasons.hpp"
#include "data/snapshots_walk.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.snapshots";

constexpr std::array<const char*, snapshot_findings> codes = {
    "recorded_later",    "before_observation", "after_observation", "missing_roster", "unexpected_roster",        "corrected",       "unknown_status",
    "excluded",          "duplicate",          "two_rows",          "stop_before_start", "zero_length",           "not_yet_started", "ended_before_stop",
    "unseen_leaver",     "gap_and_return",     "back_between",      "listed_late",    "seen_before_start",        "missed_in_between", "seen_after_stop",
    "missed_before_stop", "start_changed",     "stop_changed",      "unknown_start",  "unknown_stop",             "future_stop",     "never_seen",
    "ended_before_observation", "overlap",     "several_spells",    "seen_once",      "no_reason",                "unknown_reason",  "reason_of_present"};

// What each label of the status column means; -1 where no rule says.
std::vector<std::int8_t> states_of(const std::vector<StatusRule>& rules, const Groups& labels) {
  for (std::size_t i = 0; i < rules.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (rules[i].status == rules[j].status)
        refuse(analysis_name, fmt::format("statuses[{}].status", i), fmt::format("\"{}\"", rules[i].status), fmt::format("given once; statuses[{}] has it too", j));
  std::vector<std::int8_t> states(static_cast<std::size_t>(labels.count), -1);
  for (std::int64_t code = 0; code < labels.count; ++code) {
    const std::string name = labels.name(code);
    for (const StatusRule& rule : rules)
      if (rule.status == name) states[static_cast<std::size_t>(code)] = static_cast<std::int8_t>(rule.state);
  }
  return states;
}

void check_options(const SnapshotsInput& input, const SnapshotsOptions& options) {
  if (input.stop.given() && options.interval == Interval::undeclared) refuse(analysis_name, "interval", "undeclared", "closed or half_open");
  if (input.status.given() && options.statuses.empty()) refuse(analysis_name, "statuses", "missing", "what each status means");
  if (!input.status.given() && !options.statuses.empty()) refuse(analysis_name, "status", "missing", "a column with statuses");
  if (!options.reasons.empty() && !input.reason.given()) refuse(analysis_name, "reason", "missing", "a column with reasons");
  if (options.rehire == Rehire::after && !options.rehire_gap_days)
    refuse(analysis_name, "rehire_gap_days", "missing", "the days away up to which a return continues the spell");
  if (options.rehire != Rehire::after && options.rehire_gap_days)
    refuse(analysis_name, "rehire_gap_days", fmt::format("{}", *options.rehire_gap_days), "left out unless rehire = after");
  if (options.observation_start && options.observation_end && *options.observation_start >= *options.observation_end)
    refuse(analysis_name, "observation_start", format_date(*options.observation_start), fmt::format("before observation_end, {}", format_date(*options.observation_end)));
  for (std::size_t i = 1; i < options.expected.size(); ++i)
    if (options.expected[i] <= options.expected[i - 1])
      refuse(analysis_name, fmt::format("expected[{}]", i), format_date(options.expected[i]), fmt::format("after the day before it in the list, {}", format_date(options.expected[i - 1])));
}

// The rows that count, and which roster each is of.
class Reader {
 public:
  Reader(const SnapshotsInput& input, const SnapshotsOptions& options, FindingTally& tally, Team& team)
      : input_(input), options_(options), tally_(tally), n_(input.snapshot.size),
        persons(encode_groups(analysis_name, "person", input.person)),
        reasons(input.reason.given() ? encode_groups(analysis_name, "reason", input.reason) : Groups{}) {
    team.checkpoint(0.1);
    const Groups statuses = input.status.given() ? encode_groups(analysis_name, "status", input.status) : Groups{};
    status_ = statuses.codes;
    states_ = states_of(options.statuses, statuses);
    find_rosters();
    team.checkpoint(0.2);
    first_row.assign(static_cast<std::size_t>(persons.count), -1);
    read(statuses);
    team.checkpoint(0.4);
  }

 private:
  const SnapshotsInput& input_;
  const SnapshotsOptions& options_;
  FindingTally& tally_;
  std::int64_t n_;
  std::vector<std::int32_t> status_;
  std::vector<std::int8_t> states_;
  std::vector<std::int32_t> roster_;  // of each row; -1 set aside

 public:
  Groups persons, reasons;
  std::vector<std::int32_t> first_row;  // of each person, set aside or not
  SnapshotDays days;
  std::vector<std::int64_t> rows;           // of each roster
  std::vector<SnapshotLine> lines;          // by person
  std::vector<std::int64_t> begin;          // of each person, and the end

 private:
  std::int64_t recorded(std::int64_t day, std::int64_t stated) const { return stated == Days::missing ? day : stated; }

  void find_rosters() {
    roster_.assign(static_cast<std::size_t>(n_), -1);
    Days snapshots(input_.snapshot), recorded_at(input_.recorded_at);
    const std::int64_t from = options_.observation_start.value_or(std::numeric_limits<std::int64_t>::min());
    const std::int64_t until = options_.observation_end.value_or(std::numeric_limits<std::int64_t>::max());
    const std::int64_t known = options_.known_at.value_or(std::numeric_limits<std::int64_t>::max());
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = std::numeric_limits<std::int64_t>::min();
    for (std::int64_t row = 0; row < n_; ++row) {
      const std::int64_t day = snapshots.at(row);
      if (recorded(day, recorded_at.at(row)) > known) {
        tally_.add(recorded_later, row, true);
        continue;
      }
      if (day < from || day >= until) {
        tally_.add(day < from ? before_observation : after_observation, row, true);
        continue;
      }
      low = std::min(low, day);
      high = std::max(high, day);
      roster_[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(day);
      if (roster_[static_cast<std::size_t>(row)] == -1) roster_[static_cast<std::size_t>(row)] = minus_one;
    }
    if (low > high) return;
    std::vector<std::int32_t> place(static_cast<std::size_t>(high - low + 1), 0);
    for (const std::int32_t day : roster_)
      if (day != -1) ++place[static_cast<std::size_t>((day == minus_one ? -1 : day) - low)];
    for (std::size_t i = 0; i < place.size(); ++i) {
      if (place[i] == 0) continue;
      const std::int64_t day = low + static_cast<std::int64_t>(i);
      days.day.push_back(static_cast<std::int32_t>(day));
      rows.push_back(place[i]);
      place[i] = static_cast<std::int32_t>(days.day.size()) - 1;
      const bool whole = options_.expected.empty() || std::binary_search(options_.expected.begin(), options_.expected.end(), day);
      days.whole_before.push_back(static_cast<std::int32_t>(days.whole_day.size()));
      days.whole.push_back(whole ? 1 : 0);
      if (whole) days.whole_day.push_back(static_cast<std::int32_t>(day));
    }
    for (std::int32_t& day : roster_)
      if (day != -1) day = place[static_cast<std::size_t>((day == minus_one ? -1 : day) - low)];
    days.first = days.day.front();
    days.end = static_cast<std::int32_t>(std::min<std::int64_t>(until, high + 1));
  }

  // Second pass: what each row says, counted by person, then put in place.
  void read(const Groups& statuses) {
    const bool refusing = options_.conflicts == Conflicts::refuse;
    std::vector<std::int64_t> next(static_cast<std::size_t>(persons.count) + 1, 0);
    for (std::size_t row = 0; row < roster_.size(); ++row) {
      const auto person = static_cast<std::size_t>(persons.codes[row]);
      if (first_row[person] < 0) first_row[person] = static_cast<std::int32_t>(row);
      if (roster_[row] >= 0) ++next[person + 1];
    }
    for (std::size_t p = 1; p < next.size(); ++p) next[p] += next[p - 1];
    begin = next;
    lines.resize(static_cast<std::size_t>(next.back()));
    Days starts(input_.start), stops(input_.stop), recorded_at(input_.recorded_at);
    const std::int64_t closed = options_.interval == Interval::closed ? 1 : 0;
    for (std::int64_t row = 0; row < n_; ++row) {
      const auto at = static_cast<std::size_t>(row);
      const std::int32_t roster = roster_[at];
      const std::int64_t start = starts.at(row), recording = recorded_at.at(row);
      std::int64_t stop = stops.at(row);
      if (roster < 0) continue;
      const std::int64_t day = days.day[static_cast<std::size_t>(roster)];
      if (!days.whole[static_cast<std::size_t>(roster)]) tally_.add(unexpected_roster, row, false);
      if (stop != Days::missing && std::find(options_.open_ends.begin(), options_.open_ends.end(), stop) != options_.open_ends.end()) stop = Days::missing;
      const std::int64_t away = stop == Days::missing ? Days::missing : stop + closed;
      SnapshotLine line{static_cast<std::int32_t>(row), roster, start == Days::missing ? no_day : static_cast<std::int32_t>(start),
                        away == Days::missing ? no_day : static_cast<std::int32_t>(away), reasons.codes.empty() ? -1 : reasons.codes[at],
                        static_cast<std::int32_t>(recorded(day, recording)), SnapshotLine::present, 0};
      std::int8_t state = -1;
      if (!status_.empty()) {
        if (status_[at] >= 0) state = states_[static_cast<std::size_t>(status_[at])];
        if (state < 0) {
          if (refusing)
            throw Error(ErrorCode::invalid_argument, analysis_name, "status", row,
                        status_[at] < 0 ? std::string("missing") : fmt::format("\"{}\"", statuses.name(status_[at])), "a status that statuses declares");
          tally_.add(unknown_status, row, true);
          line.sort = SnapshotLine::unknown;
        }
      }
      if (state == static_cast<std::int8_t>(StatusState::excluded)) {
        tally_.add(excluded, row, true);
        line.sort = SnapshotLine::aside;
      } else if (line.sort == SnapshotLine::present && line.start != no_day && line.stop != no_day && line.stop < line.start) {
        if (refusing) refuse_day(analysis_name, "stop", row, stop, "on or after start", start);
        tally_.add(stop_before_start, row, true);
        line.sort = SnapshotLine::unknown;
      } else if (line.sort == SnapshotLine::present && line.start != no_day && line.stop == line.start) {
        tally_.add(zero_length, row, true);
        line.sort = SnapshotLine::aside;
      } else if (line.sort == SnapshotLine::present && line.start != no_day && start > day) {
        tally_.add(not_yet_started, row, true);
        line.sort = SnapshotLine::aside;
      } else if (line.sort == SnapshotLine::present) {
        const bool gone = line.stop != no_day && away <= day;
        if (state == static_cast<std::int8_t>(StatusState::ended)) {
          line.sort = SnapshotLine::leaver;
          if (line.stop != no_day && !gone) {
            if (options_.contradictions == SnapshotContradictions::refuse)
              refuse_day(analysis_name, "stop", row, stop, "before the roster in which the status is an ended one, or contradictions say which holds", day);
            tally_.add(ended_before_stop, row, false);
            if (options_.contradictions == SnapshotContradictions::stated) line.sort = SnapshotLine::present;
            else line.stop = no_day;
          }
        } else if (state < 0 && gone) {
          line.sort = SnapshotLine::leaver;
        }
        line.on_leave = state == static_cast<std::int8_t>(StatusState::on_leave) ? 1 : 0;
      }
      lines[static_cast<std::size_t>(next[static_cast<std::size_t>(persons.codes[at])]++)] = line;
    }
  }

  static constexpr std::int32_t minus_one = std::numeric_limits<std::int32_t>::max();  // the day -1 while roster_ holds days
};

double day_or_nan(std::int32_t day) { return day == no_day ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(day); }

}  // namespace

SnapshotsResult snapshots(const SnapshotsInput& input, const SnapshotsOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  check_options(input, options);
  SnapshotsResult result;
  FindingTally tally(codes, options.examples);
  Team team(analysis_name, context);
  Reader reader(input, options, tally, team);
  const SnapshotDays& days = reader.days;
  const bool refusing = options.conflicts == Conflicts::refuse;

  // People in chunks; each chunk's part stands by itself.
  const std::int64_t people = reader.persons.count;
  const auto roster_count = static_cast<std::int64_t>(days.day.size());
  const std::int64_t chunks =
      roster_count == 0 ? 0 : std::clamp<std::int64_t>(std::min(static_cast<std::int64_t>(reader.lines.size()) / 32768, std::int64_t{4'000'000} / roster_count), 1, 128);
  std::vector<SnapshotWalk> parts;
  parts.reserve(static_cast<std::size_t>(chunks));
  for (std::int64_t c = 0; c < chunks; ++c) parts.emplace_back(days, options, codes);
  team.report(0.4, 0.8);
  team.run(chunks, [&](std::int64_t c) {
    SnapshotWalk& part = parts[static_cast<std::size_t>(c)];
    const Span span = span_of(people, chunks, c);
    for (std::int64_t p = span.first; p < span.last; ++p) {
      const std::int64_t first = reader.begin[static_cast<std::size_t>(p)], last = reader.begin[static_cast<std::size_t>(p) + 1];
      if (last > first) part.person(static_cast<std::int32_t>(p), reader.lines.data() + first, last - first);
    }
  });
  const SnapshotRefusal* refusal = nullptr;
  for (const SnapshotWalk& part : parts)
    if (part.refusal.row >= 0 && (refusal == nullptr || part.refusal.row < refusal->row)) refusal = &part.refusal;
  if (refusal != nullptr)
    throw Error(ErrorCode::invalid_argument, analysis_name, refusal->argument, refusal->of_option ? -1 : refusal->row, refusal->value, refusal->rule);
  for (const SnapshotWalk& part : parts) tally.merge(part.tally);

  LeavingCauses causes(reader.reasons);
  for (const SnapshotWalk& part : parts)
    for (const SnapshotSpell& spell : part.spells) {
      if (spell.left) causes.meet(spell.reason);
      if (spell.left && spell.reason < 0 && input.reason.given()) tally.add(no_reason, spell.last_row, false);
      if (!spell.left && spell.reason >= 0) tally.add(reason_of_present, spell.last_row, false);
    }
  result.causes = causes.name(analysis_name, input.reason.given(), options.unstated_reason);
  const ReasonKinds kinds(analysis_name, "reasons", options.reasons, reader.reasons);

  // The parts one after the other.
  SnapshotSpells& spells = result.spells;
  JobIntervals& intervals = result.intervals;
  std::int64_t spell_count = 0, piece_count = 0;
  for (const SnapshotWalk& part : parts) {
    spell_count += static_cast<std::int64_t>(part.spells.size());
    piece_count += static_cast<std::int64_t>(part.pieces.size());
  }
  const auto r = static_cast<std::size_t>(spell_count), m = static_cast<std::size_t>(piece_count);
  for (auto* list : {&spells.row, &spells.last_row, &spells.person_row, &spells.spell, &spells.start, &spells.stop, &spells.event, &spells.cause, &spells.days_away})
    list->reserve(r);
  for (auto* list : {&spells.entered_after, &spells.first_seen, &spells.last_seen, &spells.first_missing, &spells.duration, &spells.entry}) list->reserve(r);
  for (auto* list : {&intervals.row, &intervals.last_row, &intervals.person_row, &intervals.spell, &intervals.start, &intervals.stop, &intervals.event, &intervals.cause})
    list->resize(m);
  for (auto* list : {&intervals.entry, &intervals.duration}) list->resize(m);
  spells.start_from.levels = {"stated", "start_rule", "before_first_roster"};
  spells.stop_from.levels = {"stated", "stop_rule", "still_here"};
  spells.kind.levels = intervals.kind.levels = ReasonKinds::levels();
  intervals.state.levels = {"active", "on_leave"};
  intervals.state.codes.resize(m);
  intervals.kind.codes.resize(m);
  for (auto* list : {&spells.start_from.codes, &spells.stop_from.codes, &spells.kind.codes}) list->reserve(r);

  const SnapshotSpell* unknown = nullptr;
  std::vector<std::int64_t> part_begin;
  for (const SnapshotWalk& part : parts) {
    part_begin.push_back(static_cast<std::int64_t>(spells.row.size()));
    for (const SnapshotSpell& spell : part.spells) {
      spells.row.push_back(spell.row);
      spells.last_row.push_back(spell.last_row);
      spells.person_row.push_back(reader.first_row[static_cast<std::size_t>(spell.person)]);
      spells.spell.push_back(spell.spell);
      spells.entered_after.push_back(day_or_nan(spell.after));
      spells.first_seen.push_back(day_or_nan(spell.first_seen));
      spells.last_seen.push_back(day_or_nan(spell.last_seen));
      spells.first_missing.push_back(day_or_nan(spell.missing));
      spells.start.push_back(spell.start);
      spells.stop.push_back(spell.stop);
      spells.start_from.codes.push_back(spell.start_from);
      spells.stop_from.codes.push_back(spell.stop_from);
      spells.duration.push_back(static_cast<double>(spell.stop - spell.start));
      spells.entry.push_back(spell.entry);
      spells.event.push_back(spell.left);
      spells.cause.push_back(spell.left ? causes.of(spell.reason) : 0);
      spells.days_away.push_back(spell.days_away);
      const std::int32_t kind = spell.left ? kinds.kind(spell.reason, spell.stop - 1) : -1;
      spells.kind.codes.push_back(kind);
      if (kind == ReasonKinds::unclassified && spell.reason >= 0 && !options.reasons.empty()) {
        tally.add(unknown_reason, spell.last_row, false);
        if (refusing && (unknown == nullptr || spell.last_row < unknown->last_row)) unknown = &spell;
      }
    }
  }
  if (unknown != nullptr) refuse_reason(analysis_name, unknown->last_row, reader.reasons.name(unknown->reason), unknown->stop - 1);
  std::vector<std::int64_t> piece_begin;
  piece_count = 0;
  for (const SnapshotWalk& part : parts) {
    piece_begin.push_back(piece_count);
    piece_count += static_cast<std::int64_t>(part.pieces.size());
  }
  team.report(0.8, 1.0);
  team.run(chunks, [&](std::int64_t c) {
    const SnapshotWalk& part = parts[static_cast<std::size_t>(c)];
    auto at = static_cast<std::size_t>(piece_begin[static_cast<std::size_t>(c)]);
    for (const SnapshotPiece& piece : part.pieces) {
      const SnapshotSpell& spell = part.spells[static_cast<std::size_t>(piece.spell)];
      const auto place = static_cast<std::size_t>(part_begin[static_cast<std::size_t>(c)] + piece.spell);
      const bool ends = piece.last && spell.left;
      intervals.row[at] = piece.row;
      intervals.last_row[at] = piece.last_row;
      intervals.person_row[at] = spells.person_row[place];
      intervals.spell[at] = spell.spell;
      intervals.start[at] = piece.start;
      intervals.stop[at] = piece.stop;
      intervals.event[at] = ends ? 1 : 0;
      intervals.cause[at] = ends ? spells.cause[place] : 0;
      const std::int32_t until = piece.stop - spell.start, since = piece.start - spell.start;
      intervals.entry[at] = spell.entry > since && spell.entry < until ? spell.entry : since;
      intervals.duration[at] = until;
      intervals.state.codes[at] = piece.on_leave;
      intervals.kind.codes[at] = ends ? spells.kind.codes[place] : -1;
      ++at;
    }
  });

  // The rosters, expected and met.
  SnapshotRosters& rosters = result.rosters;
  rosters.roster.levels = {"whole", "missing", "unexpected"};
  const auto roster = [&](std::int64_t day, std::int32_t what, std::size_t place) {
    rosters.day.push_back(day);
    rosters.roster.codes.push_back(what);
    rosters.rows.push_back(what == 1 ? 0 : reader.rows[place]);
    std::int64_t sums[3] = {0, 0, 0};
    if (what != 1)
      for (const SnapshotWalk& part : parts) {
        sums[0] += part.people[place];
        sums[1] += part.entered[place];
        sums[2] += part.left[place];
      }
    rosters.people.push_back(sums[0]);
    rosters.entered.push_back(sums[1]);
    rosters.left.push_back(sums[2]);
  };
  std::size_t met = 0;
  for (const std::int64_t day : options.expected) {
    if ((options.observation_start && day < *options.observation_start) || (options.observation_end && day >= *options.observation_end) ||
        (options.known_at && day > *options.known_at))
      continue;
    for (; met < days.day.size() && days.day[met] < day; ++met) roster(days.day[met], 2, met);
    if (met < days.day.size() && days.day[met] == day) {
      roster(day, 0, met++);
    } else {
      roster(day, 1, 0);
      tally.add_without_row(missing_roster);
    }
  }
  for (; met < days.day.size(); ++met) roster(days.day[met], options.expected.empty() ? 0 : 2, met);
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function snapshots_analysis =
    analysis<&snapshots>("data.snapshots", "Who came and who left between one roster and the next, and between which days?");

}  // namespace mainstay::inline v1::data
