#include "mainstay/data/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/history_kernel.hpp"
#include "data/reasons.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.history";
constexpr std::int64_t chunk_rows = 16384;

// A row and whose it is, in one word: persons number less than 2^31, rows less than 2^33.
using Item = std::uint64_t;
constexpr int row_bits = 33;
std::int64_t row_of(Item item) { return static_cast<std::int64_t>(item & ((Item{1} << row_bits) - 1)); }
std::int64_t person_of(Item item) { return static_cast<std::int64_t>(item >> row_bits); }

// What the options say, when they fit each other and the columns that are given.
HistoryRules rules_of(const HistoryInput& input, const HistoryOptions& options) {
  const auto missing = [](std::string_view argument, std::string_view rule) { refuse(analysis_name, argument, "missing", rule); };
  const auto undeclared = [](std::string_view argument, std::string_view rule) { refuse(analysis_name, argument, "undeclared", rule); };
  HistoryRules rules{};
  if (!options.observation_end) missing("observation_end", "the day up to which leaving is known");
  rules.observation_end = *options.observation_end;
  rules.observation_start = options.observation_start.value_or(std::numeric_limits<std::int64_t>::min());
  if (rules.observation_start >= rules.observation_end)
    refuse(analysis_name, "observation_start", format_date(rules.observation_start), fmt::format("before observation_end, {}", format_date(rules.observation_end)));
  if (options.known_at) {
    if (!input.recorded_at.given()) missing("recorded_at", "a column of days with known_at");
    if (*options.known_at + 1 < rules.observation_end)
      refuse(analysis_name, "observation_end", format_date(rules.observation_end),
             fmt::format("at most the day after known_at, {}", format_date(*options.known_at + 1)));
  }
  rules.start_only = options.interval == HistoryInterval::start_only;
  if (options.interval == HistoryInterval::undeclared) undeclared("interval", "closed, half_open or start_only");
  if (rules.start_only && input.stop.given()) refuse(analysis_name, "stop", "given", "left out with interval = start_only");
  if (!rules.start_only && !input.stop.given()) missing("stop", "a column of days with interval = closed or half_open");
  if (input.status.given() && options.statuses.empty()) missing("statuses", "given with status: what each of them means");
  if (!input.status.given() && !options.statuses.empty()) missing("status", "a column with statuses");
  if (!input.reason.given() && !options.reasons.empty()) missing("reason", "a column with reasons");
  std::map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < options.statuses.size(); ++i) {
    const StatusRule& rule = options.statuses[i];
    if (!seen.try_emplace(rule.status, i).second)
      refuse(analysis_name, fmt::format("statuses[{}].status", i), fmt::format("\"{}\"", rule.status), "given once");
    rules.has_ended = rules.has_ended || rule.state == StatusState::ended;
  }
  if (rules.start_only && !rules.has_ended)
    refuse(analysis_name, "statuses", "without an ended one", "such that leaving can be seen: with interval = start_only nothing else shows it");
  if (rules.has_ended && options.ending_day == EndingDay::undeclared) undeclared("ending_day", "first_day_away or last_day");
  rules.ends_on_last_day = options.ending_day == EndingDay::last_day;
  rules.rehire = options.rehire;
  if (options.rehire == Rehire::after && !options.rehire_gap_days) missing("rehire_gap_days", "given with rehire = after");
  if (options.rehire != Rehire::after && options.rehire_gap_days)
    refuse(analysis_name, "rehire_gap_days", fmt::format("{}", *options.rehire_gap_days), "left out unless rehire = after");
  rules.rehire_gap = options.rehire_gap_days.value_or(0);
  rules.reuse_after = options.reuse_after_days.value_or(std::numeric_limits<std::int64_t>::max());
  if (input.job_record.given() && options.job_records == JobRecords::undeclared) undeclared("job_records", "all or primary");
  rules.primary_only = options.job_records == JobRecords::primary;
  if (rules.primary_only && !input.primary.given()) missing("primary", "a column with job_records = primary");
  if (input.primary.given() && !input.job_record.given()) missing("job_record", "a column with primary");
  rules.primary_given = input.primary.given();
  rules.zero_length = options.zero_length;
  rules.ties_in_row_order = options.ties == HistoryTies::row_order;
  return rules;
}

// States by the label of the status; `unknown` where no rule names it.
constexpr std::int8_t unknown = -1;
std::vector<std::int8_t> states_of(const Groups& statuses, const std::vector<StatusRule>& rules) {
  std::map<std::string_view, StatusState> states;
  for (const StatusRule& rule : rules) states.emplace(rule.status, rule.state);
  std::vector<std::int8_t> result(static_cast<std::size_t>(statuses.count), unknown);
  for (std::int64_t code = 0; code < statuses.count; ++code) {
    const auto found = states.find(statuses.name(code));
    if (found != states.end()) result[static_cast<std::size_t>(code)] = static_cast<std::int8_t>(found->second);
  }
  return result;
}

// The labels of all columns that carry some.
struct Labels {
  Groups persons, jobs, statuses, reasons;
  std::vector<std::int8_t> states;

  Labels(const HistoryInput& input, const HistoryOptions& options) {
    persons = encode_groups(analysis_name, "person", input.person);
    if (input.job_record.given()) jobs = encode_groups(analysis_name, "job_record", input.job_record);
    if (input.reason.given()) reasons = encode_groups(analysis_name, "reason", input.reason);
    if (!input.status.given()) return;
    statuses = encode_groups(analysis_name, "status", input.status);
    states = states_of(statuses, options.statuses);
  }
};

struct Screened {
  std::vector<Item> items;  // rows that stand, in their order
  bool sorted = true;       // persons rise
  FindingTally tally;
  HistoryRefusal conflict;
};

// What can be said of each row by itself: left out or not. Writes the rows of [first, last) that stand to `items`.
std::int64_t screen(const HistoryInput& input, const HistoryOptions& options, const HistoryRules& rules, const Labels& labels, std::int64_t first,
                    std::int64_t last, Item* items, FindingTally& tally, HistoryRefusal& refusal) {
  Days effective(input.effective), stops(input.stop), recorded(input.recorded_at), revoked(input.revoked_at);
  const std::int64_t closed = options.interval == HistoryInterval::closed ? 1 : 0;
  std::int64_t kept = 0;
  for (std::int64_t row = first; row < last; ++row) {
    const auto conflict = [&](HistoryFinding finding, std::int64_t value = 0, std::int64_t other = 0) {
      tally.add(finding, row, true);
      refusal.take({finding, row, -1, value, other, false});
    };
    const std::int64_t entered = recorded.at(row), taken_back = revoked.at(row), day = effective.at(row), given_stop = stops.at(row);
    if (options.known_at) {
      if (entered == Days::missing) {
        conflict(history_not_recorded);
        continue;
      }
      if (entered > *options.known_at) {
        tally.add(history_recorded_later, row, true);
        continue;
      }
    }
    if (taken_back != Days::missing && (!options.known_at || taken_back <= *options.known_at)) {
      tally.add(history_revoked, row, true);
      continue;
    }
    const std::int32_t person = labels.persons.codes[static_cast<std::size_t>(row)];
    if (person < 0) {
      conflict(history_no_person);
      continue;
    }
    auto state = static_cast<std::int8_t>(StatusState::active);
    if (input.status.given()) {
      const std::int32_t code = labels.statuses.codes[static_cast<std::size_t>(row)];
      if (code < 0 || labels.states[static_cast<std::size_t>(code)] == unknown) {
        conflict(code < 0 ? history_no_status : history_unknown_status);
        continue;
      }
      state = labels.states[static_cast<std::size_t>(code)];
    }
    const bool ended = state == static_cast<std::int8_t>(StatusState::ended);
    if (day == Days::missing) {
      conflict(history_no_effective);
      if (!ended) continue;  // an ended row still tells that the person left some day
    } else if (day > rules.observation_end) {
      tally.add(history_future_row, row, true);
      continue;
    } else {
      if (given_stop != Days::missing) {
        if (std::find(options.open_ends.begin(), options.open_ends.end(), given_stop) != options.open_ends.end()) {
          tally.add(history_open_end, row, false);
        } else if (given_stop + closed < day) {
          conflict(history_stop_before_effective, given_stop, day);
          continue;
        }
      }
      if (entered != Days::missing && entered > day) tally.add(history_backdated, row, false);
    }
    items[kept++] = static_cast<Item>(person) << row_bits | static_cast<Item>(row);
  }
  return kept;
}

Screened screen(const HistoryInput& input, const HistoryOptions& options, const HistoryRules& rules, const Labels& labels, Team& team) {
  const std::int64_t n = input.person.size, chunks = (n + chunk_rows - 1) / chunk_rows;
  Screened screened{std::vector<Item>(static_cast<std::size_t>(n)), true, FindingTally(history_findings, options.examples), {}};
  struct Part {
    FindingTally tally;
    HistoryRefusal conflict;
    std::int64_t kept = 0;
    bool sorted = true;
  };
  std::vector<Part> parts(static_cast<std::size_t>(chunks), Part{FindingTally(history_findings, options.examples), {}});
  Item* items = screened.items.data();
  team.run(chunks, [&](std::int64_t c) {
    Part& part = parts[static_cast<std::size_t>(c)];
    const std::int64_t first = c * chunk_rows;
    part.kept = screen(input, options, rules, labels, first, std::min(n, first + chunk_rows), items + first, part.tally, part.conflict);
    part.sorted = std::is_sorted(items + first, items + first + part.kept);
  });
  std::int64_t kept = 0;
  for (std::int64_t c = 0; c < chunks; ++c) {
    const Part& part = parts[static_cast<std::size_t>(c)];
    screened.tally.merge(part.tally);
    screened.conflict.take(part.conflict);
    const Item* from = items + c * chunk_rows;
    if (part.kept > 0) screened.sorted = screened.sorted && part.sorted && (kept == 0 || items[kept - 1] <= from[0]);
    if (kept != c * chunk_rows) std::copy(from, from + part.kept, items + kept);
    kept += part.kept;
  }
  screened.items.resize(static_cast<std::size_t>(kept));
  return screened;
}

// Groups items by person, each person's in their order: bins of neighbouring persons first, then each bin by itself in the cache.
void sort_by_person(std::vector<Item>& items, std::int64_t persons, Team& team) {
  const auto n = static_cast<std::int64_t>(items.size());
  int shift = 0;
  while ((persons - 1) >> shift >= 1024 || (persons >> shift > 1 && n >> 14 < persons >> shift)) ++shift;
  const std::int64_t bins = ((persons - 1) >> shift) + 1, chunks = std::clamp<std::int64_t>(n / 65536, 1, 64);
  std::vector<Item> binned(items.size());
  std::vector<std::int64_t> next(static_cast<std::size_t>(chunks * bins), 0), begin(static_cast<std::size_t>(bins) + 1, 0);
  const auto bin = [shift](Item item) { return person_of(item) >> shift; };
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(n, chunks, c);
    std::int64_t* count = next.data() + c * bins;
    for (std::int64_t i = span.first; i < span.last; ++i) ++count[bin(items[static_cast<std::size_t>(i)])];
  });
  std::int64_t sum = 0;
  for (std::int64_t b = 0; b < bins; ++b) {
    begin[static_cast<std::size_t>(b)] = sum;
    for (std::int64_t c = 0; c < chunks; ++c) sum += std::exchange(next[static_cast<std::size_t>(c * bins + b)], sum);
  }
  begin[static_cast<std::size_t>(bins)] = n;
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(n, chunks, c);
    std::int64_t* to = next.data() + c * bins;
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const Item item = items[static_cast<std::size_t>(i)];
      binned[static_cast<std::size_t>(to[bin(item)]++)] = item;
    }
  });
  team.run(bins, [&](std::int64_t b) {
    const std::int64_t first = begin[static_cast<std::size_t>(b)], last = begin[static_cast<std::size_t>(b) + 1], lowest = b << shift;
    std::vector<std::int64_t> start((std::size_t{1} << shift) + 1, 0);
    for (std::int64_t i = first; i < last; ++i) ++start[static_cast<std::size_t>(person_of(binned[static_cast<std::size_t>(i)]) - lowest) + 1];
    start[0] = first;
    for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
    for (std::int64_t i = first; i < last; ++i) {
      const Item item = binned[static_cast<std::size_t>(i)];
      items[static_cast<std::size_t>(start[static_cast<std::size_t>(person_of(item) - lowest)]++)] = item;
    }
  });
}

// Values of some rows, one column at a time.
template <class From, class To>
void take(const Column& column, const Item* items, std::int64_t count, To* out) {
  const From* values = static_cast<const From*>(column.data);
  for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<To>(values[row_of(items[i]) * column.stride]);
}
template <class To>
void take(const Column& column, const Item* items, std::int64_t count, To missing, To* out) {
  switch (column.type) {
    case ColumnType::bit:
      for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<To>(number_at(column, row_of(items[i])) == 1.0);
      break;
    case ColumnType::int8: take<std::int8_t>(column, items, count, out); break;
    case ColumnType::uint8: take<std::uint8_t>(column, items, count, out); break;
    case ColumnType::int16: take<std::int16_t>(column, items, count, out); break;
    case ColumnType::uint16: take<std::uint16_t>(column, items, count, out); break;
    case ColumnType::int32: take<std::int32_t>(column, items, count, out); break;
    case ColumnType::uint32: take<std::uint32_t>(column, items, count, out); break;
    case ColumnType::int64: take<std::int64_t>(column, items, count, out); break;
    case ColumnType::uint64: take<std::uint64_t>(column, items, count, out); break;
    case ColumnType::float32:
    case ColumnType::float64:
      for (std::int64_t i = 0; i < count; ++i) {
        const double value = number_at(column, row_of(items[i]));
        out[i] = value == value ? static_cast<To>(value) : missing;
      }
      return;
  }
  if (column.validity == nullptr) return;
  for (std::int64_t i = 0; i < count; ++i)
    if (!column.present(row_of(items[i]))) out[i] = missing;
}

// One chunk's rows, gathered.
class Gatherer {
 public:
  Gatherer(const HistoryInput& input, const HistoryOptions& options, const Labels& labels) : input_(input), options_(options), labels_(labels) {}

  void gather(const Item* items, std::int64_t count, std::vector<HistoryRow>& rows) {
    const auto size = static_cast<std::size_t>(count);
    rows.resize(size);
    days_.resize(size);
    wide_.resize(size);
    for (std::size_t i = 0; i < size; ++i) rows[i] = {row_of(items[i]), 0, 0, 0, HistoryRow::unrecorded, HistoryRow::open, -1, HistoryRow::open, StatusState::active, false};
    column(input_.effective, items, count, HistoryRow::open, [&](HistoryRow& row, std::int32_t value) { row.day = value; }, rows);
    const std::int32_t closed = options_.interval == HistoryInterval::closed ? 1 : 0;
    column(input_.stop, items, count, HistoryRow::open,
           [&](HistoryRow& row, std::int32_t value) {
             const bool open = value == HistoryRow::open || std::find(options_.open_ends.begin(), options_.open_ends.end(), value) != options_.open_ends.end();
             row.stop = open ? HistoryRow::open : value + closed;
           },
           rows);
    column(input_.recorded_at, items, count, HistoryRow::unrecorded, [&](HistoryRow& row, std::int32_t value) { row.recorded = value; }, rows);
    column(input_.hired, items, count, HistoryRow::open, [&](HistoryRow& row, std::int32_t value) { row.hired = value; }, rows);
    column(input_.primary, items, count, 0, [&](HistoryRow& row, std::int32_t value) { row.primary = value != 0; }, rows);
    if (input_.sequence.given()) {
      take(input_.sequence, items, count, std::int64_t{0}, wide_.data());
      for (std::size_t i = 0; i < size; ++i) rows[i].sequence = wide_[i];
    }
    label(labels_.jobs, [](HistoryRow& row, std::int32_t code) { row.job = code; }, rows);
    label(labels_.reasons, [](HistoryRow& row, std::int32_t code) { row.reason = code; }, rows);
    label(labels_.statuses,
          [&](HistoryRow& row, std::int32_t code) { row.state = static_cast<StatusState>(labels_.states[static_cast<std::size_t>(code)]); }, rows);
  }

 private:
  template <class Put>
  void column(const Column& column, const Item* items, std::int64_t count, std::int32_t missing, const Put& put, std::vector<HistoryRow>& rows) {
    if (!column.given()) return;
    take(column, items, count, missing, days_.data());
    for (std::size_t i = 0; i < rows.size(); ++i) put(rows[i], days_[i]);
  }
  template <class Put>
  static void label(const Groups& groups, const Put& put, std::vector<HistoryRow>& rows) {
    if (groups.codes.empty()) return;
    for (HistoryRow& row : rows) put(row, groups.codes[static_cast<std::size_t>(row.row)]);
  }

  const HistoryInput& input_;
  const HistoryOptions& options_;
  const Labels& labels_;
  std::vector<std::int32_t> days_;
  std::vector<std::int64_t> wide_;
};

[[noreturn]] void refuse_history(const HistoryRefusal& what, const HistoryInput& input, const HistoryOptions& options, const Labels& labels) {
  const auto label = [&](const Groups& groups) { return fmt::format("\"{}\"", groups.name(groups.codes[static_cast<std::size_t>(what.row)])); };
  const auto day = [](std::int64_t index) { return format_date(index); };
  std::string argument = "effective", value = "missing", rule;
  switch (static_cast<HistoryFinding>(what.finding)) {
    case history_no_person: argument = "person", rule = "text or a whole number"; break;
    case history_no_effective: rule = "a day"; break;
    case history_no_status: argument = "status", rule = "given"; break;
    case history_unknown_status: argument = "status", value = label(labels.statuses), rule = "a status that statuses declares"; break;
    case history_stop_before_effective: refuse_day(analysis_name, "stop", what.row, what.value, "on or after effective", what.day);
    case history_not_recorded: argument = "recorded_at", rule = "a day with known_at"; break;
    case history_tie:
      value = day(what.value);
      rule = fmt::format("told apart from row {} of the same person{} and day by sequence{}", what.other, input.job_record.given() ? ", job_record" : "",
                         input.recorded_at.given() ? " or recorded_at" : "");
      break;
    case history_overlap:
      value = day(what.value);
      rule = what.day == HistoryRow::open ? fmt::format("after the end of row {} of the same person, which has none", what.other)
                                          : fmt::format("on or after the end of row {} of the same person, {}", what.other, day(what.day));
      break;
    case history_gap:
      value = day(what.value);
      rule = fmt::format("the day on which row {} of the same person ends, {}", what.other, day(what.day));
      break;
    case history_two_primaries:
      argument = "primary", value = "1";
      rule = fmt::format("0 while row {} of the same person is primary", what.other);
      break;
    case history_id_reuse:
      value = day(what.value);
      rule = fmt::format("within {} days of the same person's leaving, {}", *options.reuse_after_days, day(what.day));
      break;
    case history_zero_length:
      value = day(what.value);
      rule = fmt::format("before the end of the stay by row {}, {}, or zero_length say otherwise", what.other, day(what.day));
      break;
    case history_rehired:
      refuse(analysis_name, "rehire", "undeclared", fmt::format("new_spell, continued or after: row {} is a return after leaving", what.row));
    case history_unknown_reason:
      argument = "reason", value = label(labels.reasons);
      rule = fmt::format("a reason that reasons declares on {}", day(what.day));
      break;
    default: throw Error(ErrorCode::internal, analysis_name, "a refusal without a sentence");
  }
  throw Error(ErrorCode::invalid_argument, analysis_name, argument, what.row, value, rule);
}

// Sweeps over the persons in chunks of whole persons.
std::vector<HistoryOutcome> sweep(const HistoryInput& input, const HistoryOptions& options, const HistoryRules& rules, const Labels& labels,
                                  const std::vector<Item>& items, Team& team) {
  const auto n = static_cast<std::int64_t>(items.size());
  std::vector<std::int64_t> begin{0};  // first items of the chunks
  while (begin.back() < n) {
    std::int64_t last = std::min(n, begin.back() + chunk_rows);
    while (last < n && person_of(items[static_cast<std::size_t>(last)]) == person_of(items[static_cast<std::size_t>(last) - 1])) ++last;
    if (last - begin.back() >= std::int64_t{1} << 30)
      refuse(analysis_name, "person", fmt::format("the same in {} rows", last - begin.back()), "in fewer than 2^30 rows");
    begin.push_back(last);
  }
  std::vector<HistoryOutcome> outcomes(begin.size() - 1, HistoryOutcome(options.examples));
  team.run(static_cast<std::int64_t>(outcomes.size()), [&](std::int64_t c) {
    HistoryOutcome& outcome = outcomes[static_cast<std::size_t>(c)];
    const Item* chunk = items.data() + begin[static_cast<std::size_t>(c)];
    const std::int64_t count = begin[static_cast<std::size_t>(c) + 1] - begin[static_cast<std::size_t>(c)];
    outcome.pieces.reserve(static_cast<std::size_t>(count));  // memory that is not written costs nothing
    std::vector<HistoryRow> rows;
    Gatherer(input, options, labels).gather(chunk, count, rows);
    HistorySweep one(rules, outcome);
    for (std::int64_t first = 0; first < count;) {
      std::int64_t last = first + 1;
      while (last < count && person_of(chunk[last]) == person_of(chunk[first])) ++last;
      one.person(rows.data() + first, last - first, row_of(chunk[first]));
      first = last;
    }
  });
  return outcomes;
}

}  // namespace

HistoryResult history(const HistoryInput& input, const HistoryOptions& options, const RunContext& context) {
  Fields columns = fields_of(input);
  // Version numbers may be longer than a double is exact; whole they are anyway.
  const ColumnType type = input.sequence.type;
  columns.find("sequence")->values_later = type == ColumnType::int64 && input.sequence.validity == nullptr && !input.sequence.categorical;
  check(analysis_name, columns, fields_of(options), context.threads);
  const HistoryRules rules = rules_of(input, options);
  const std::int64_t n = input.person.size;
  if (n >= std::int64_t{1} << row_bits) refuse(analysis_name, "person", fmt::format("{} rows", n), "fewer than 2^33 rows");
  Team team(analysis_name, context, (n + chunk_rows - 1) / chunk_rows);
  const Labels labels(input, options);
  const ReasonKinds kinds(analysis_name, "reasons", options.reasons, labels.reasons);

  team.report(0.1, 0.3);
  Screened screened = screen(input, options, rules, labels, team);
  const bool refusing = options.conflicts == Conflicts::refuse;
  if (refusing && screened.conflict.finding >= 0) refuse_history(screened.conflict, input, options, labels);
  team.report(0.3, 0.5);
  if (!screened.sorted) sort_by_person(screened.items, labels.persons.count, team);
  team.report(0.5, 0.9);
  std::vector<HistoryOutcome> outcomes = sweep(input, options, rules, labels, screened.items, team);
  std::vector<Item>().swap(screened.items);
  FindingTally& tally = screened.tally;
  HistoryRefusal refusal;
  for (const HistoryOutcome& outcome : outcomes) {
    tally.merge(outcome.tally);
    refusal.take(outcome.refusal);
    if (refusing) refusal.take(outcome.conflict);
  }
  if (refusal.finding >= 0) refuse_history(refusal, input, options, labels);

  HistoryResult result;
  LeavingCauses causes(labels.reasons);
  for (const HistoryOutcome& outcome : outcomes)
    for (const HistorySpell& spell : outcome.spells)
      if (spell.left) causes.meet(spell.reason);
  result.causes = causes.name(analysis_name, input.reason.given(), options.unstated_reason);
  const bool many = static_cast<std::int64_t>(result.causes.size()) - (causes.unstated() > 0 ? 1 : 0) > options.most_causes;
  std::vector<std::int64_t> spell_begin{0}, piece_begin{0};
  for (const HistoryOutcome& outcome : outcomes) {
    spell_begin.push_back(spell_begin.back() + static_cast<std::int64_t>(outcome.spells.size()));
    piece_begin.push_back(piece_begin.back() + static_cast<std::int64_t>(outcome.pieces.size()));
    for (const HistorySpell& spell : outcome.spells) {
      if (!spell.left) continue;
      if (spell.reason < 0) {
        if (input.reason.given()) tally.add(history_no_reason, spell.end_row, false);
        continue;
      }
      if (many) tally.add(history_many_reasons, spell.end_row, false);
      if (!options.reasons.empty() && kinds.kind(spell.reason, spell.stop - 1) == ReasonKinds::unclassified) {
        tally.add(history_unknown_reason, spell.end_row, false);
        refusal.take({history_unknown_reason, spell.end_row, -1, 0, spell.stop - 1, false});
      }
    }
  }
  if (refusing && refusal.finding >= 0) refuse_history(refusal, input, options, labels);

  HistorySpells& spells = result.spells;
  JobIntervals& intervals = result.intervals;
  const auto spell_count = static_cast<std::size_t>(spell_begin.back()), piece_count = static_cast<std::size_t>(piece_begin.back());
  for (auto* list : {&spells.row, &spells.last_row, &spells.end_row, &spells.person_row, &spells.spell, &spells.start, &spells.stop, &spells.event, &spells.cause,
                     &spells.days_on_leave, &spells.days_away, &spells.rows})
    list->resize(spell_count);
  spells.duration.resize(spell_count);
  spells.entry.resize(spell_count);
  spells.kind.codes.resize(spell_count);
  for (auto* list : {&intervals.row, &intervals.last_row, &intervals.person_row, &intervals.spell, &intervals.start, &intervals.stop, &intervals.event, &intervals.cause})
    list->resize(piece_count);
  intervals.entry.resize(piece_count);
  intervals.duration.resize(piece_count);
  intervals.state.codes.resize(piece_count);
  intervals.kind.codes.resize(piece_count);
  intervals.state.levels = {"active", "on_leave"};
  spells.kind.levels = intervals.kind.levels = ReasonKinds::levels();

  team.report(0.9, 1.0);
  team.run(static_cast<std::int64_t>(outcomes.size()), [&](std::int64_t c) {
    HistoryOutcome& outcome = outcomes[static_cast<std::size_t>(c)];
    auto at = static_cast<std::size_t>(spell_begin[static_cast<std::size_t>(c)]);
    for (const HistorySpell& spell : outcome.spells) {
      spells.row[at] = spell.row;
      spells.last_row[at] = spell.last_row;
      spells.end_row[at] = spell.end_row;
      spells.person_row[at] = spell.person_row;
      spells.spell[at] = spell.number;
      spells.start[at] = spell.start;
      spells.stop[at] = spell.stop;
      spells.event[at] = spell.left ? 1 : 0;
      spells.cause[at] = spell.left ? causes.of(spell.reason) : 0;
      spells.days_on_leave[at] = spell.days_on_leave;
      spells.days_away[at] = spell.days_away;
      spells.rows[at] = spell.rows;
      spells.duration[at] = spell.stop - spell.start + (spell.half_day ? 0.5 : 0.0);
      spells.entry[at] = spell.entry;
      spells.kind.codes[at++] = spell.left ? kinds.kind(spell.reason, spell.stop - 1) : -1;
    }
    at = static_cast<std::size_t>(piece_begin[static_cast<std::size_t>(c)]);
    for (std::size_t i = 0; i < outcome.pieces.size(); ++i) {
      const HistoryPiece& piece = outcome.pieces[i];
      const HistorySpell& spell = outcome.spells[piece.spell];
      intervals.row[at] = piece.row;
      intervals.last_row[at] = outcome.pieces[i + static_cast<std::size_t>(piece.to_last)].row;
      intervals.person_row[at] = spell.person_row;
      intervals.spell[at] = spell.number;
      intervals.start[at] = piece.start;
      intervals.stop[at] = piece.stop;
      intervals.event[at] = piece.left ? 1 : 0;
      intervals.cause[at] = piece.left && spell.left ? causes.of(spell.reason) : 0;
      intervals.entry[at] = piece.start - spell.start;
      intervals.duration[at] = piece.stop - spell.start + (spell.half_day && piece.start == piece.stop ? 0.5 : 0.0);
      intervals.state.codes[at] = piece.on_leave ? 1 : 0;
      intervals.kind.codes[at++] = piece.left ? kinds.kind(spell.reason, spell.stop - 1) : -1;
    }
    std::vector<HistorySpell>().swap(outcome.spells);
    std::vector<HistoryPiece>().swap(outcome.pieces);
  });
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function history_analysis =
    analysis<&history>("data.history", "From job history, who was employed when, in which state, and how did each spell end?");

}  // namespace mainstay::inline v1::data
