#include "funnel/window_count.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <numeric>
#include <type_traits>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "funnel/window_counter.hpp"
#include "funnel/window_partition.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// Integers as they are stored: their values are checked while they are counted, not in a pass before.
bool checked_while_counted(const Column& column) {
  return !column.categorical && column.validity == nullptr && column.type >= ColumnType::int8 && column.type <= ColumnType::int64;
}

// What lies beyond these is refused (check() says which row).
constexpr std::int64_t largest_whole = std::int64_t{1} << 51;

// Looks at `count` rows and the one before: whether persons rise, and whether a person's times do. Without a branch: the sign
// of a difference, which may wrap around where a value is beyond what check() allows; then persons is false, too.
struct Order {
  bool persons, times;
};
Order order_of(const std::int64_t* person, const std::int64_t* time, std::int64_t count, std::int64_t person_before, std::int64_t time_before) {
  const auto less = [](std::int64_t a, std::int64_t b) { return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)); };
  const auto outside = [&](std::int64_t value) { return less(value, -largest_whole) | less(largest_whole, value); };
  std::int64_t persons = 0, times = 0, beyond = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t step = less(person[i], i > 0 ? person[i - 1] : person_before);
    persons |= step;
    times |= less(step, 1) & less(time[i], i > 0 ? time[i - 1] : time_before);
    beyond |= outside(person[i]) | outside(time[i]);
  }
  return {(persons | beyond) >= 0, times >= 0};
}

// True when every code is one of the levels; codes that are read as they are stored.
template <class Code>
bool codes_lie_within(const Code* codes, std::int64_t count, std::size_t levels) {
  Code largest = 0;
  for (std::int64_t i = 0; i < count; ++i) largest = codes[i] > largest ? codes[i] : largest;
  return count == 0 || static_cast<std::size_t>(largest) < levels;
}

// The persons who start in rows [first, last) of rows that are sorted by person. False when they are not, or when a value is
// not allowed.
template <class Code>
bool count_span(const Stream& stream, const Code* codes, Span span, Counter& counter) {
  Blocks blocks, again;
  std::int64_t person_before = -never, time_before = -never, first = span.first;
  if (first > 0) {  // whoever started before belongs to the span before
    const Rows before = read_rows(stream, first - 1, 1, blocks);
    person_before = before.person[0];
    time_before = before.time[0];
    for (bool same = true; same && first < stream.rows;) {
      const std::int64_t count = std::min(block, stream.rows - first);
      const Rows rows = read_rows(stream, first, count, blocks);
      std::int64_t i = 0;
      while (i < count && rows.person[i] == person_before) ++i;
      same = i == count;
      first += i;
      if (i > 0) time_before = rows.time[i - 1];
    }
  }
  const auto codes_at = [&](const Rows& rows, std::int64_t row) {
    if constexpr (std::is_same_v<Code, std::int64_t>) return rows.event;
    else return codes + row;
  };
  bool counting = false, walking = false;
  std::int64_t start = first;
  const auto finish = [&](std::int64_t stop) {
    if (walking && counter.end_walk()) return;
    for (std::int64_t row = start; row < stop; row += block) {
      const std::int64_t count = std::min(block, stop - row);
      const Rows rows = read_rows(stream, row, count, again);
      counter.gather(rows.time, codes_at(rows, row), rows.sequence, rows.held, count);
    }
    counter.end();
  };
  for (; first < stream.rows && (first < span.last || counting); first += block) {
    const std::int64_t count = std::min(block, stream.rows - first);
    const Rows rows = read_rows(stream, first, count, blocks);
    const Order order = order_of(rows.person, rows.time, count, person_before, time_before);
    if (!order.persons) return false;
    if constexpr (!std::is_same_v<Code, std::int64_t>)
      if (!codes_lie_within(codes + first, count, stream.low.size())) return false;
    const bool walkable = order.times && counter.walks();
    walking = walking && walkable;
    person_before = rows.person[count - 1];
    time_before = rows.time[count - 1];
    for (std::int64_t i = 0; i < count;) {
      if (!counting || rows.person[i] != counter.person()) {
        if (counting) finish(first + i);
        counting = first + i < span.last;
        if (!counting) return true;
        counter.begin(rows.person[i]);
        start = first + i;
        walking = walkable;
      }
      if (walking) i += counter.walk(rows.person + i, rows.time + i, codes_at(rows, first) + i, count - i);
      else
        while (i < count && rows.person[i] == counter.person()) ++i;
    }
  }
  if (counting) finish(stream.rows);
  return true;
}

bool count_span(const Stream& stream, Span span, Counter& counter) {
  const Column& event = stream.input->event;
  if (stream.codes_in_place) switch (event.type) {  // checked: codes lie within the levels
      case ColumnType::int8:
      case ColumnType::uint8: return count_span(stream, static_cast<const std::uint8_t*>(event.data), span, counter);
      case ColumnType::int16:
      case ColumnType::uint16: return count_span(stream, static_cast<const std::uint16_t*>(event.data), span, counter);
      case ColumnType::int32:
      case ColumnType::uint32: return count_span(stream, static_cast<const std::uint32_t*>(event.data), span, counter);
      default: break;
    }
  return count_span<std::int64_t>(stream, nullptr, span, counter);
}

// One pass over rows that are sorted by person. False when they are not, or when a value is not allowed.
bool count_sorted(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                  std::vector<Listing>& listings, bool list) {
  constexpr std::int64_t chunk_rows = 1 << 17;
  const std::int64_t chunks = std::max<std::int64_t>(1, stream.rows / chunk_rows);
  if (list) listings.resize(static_cast<std::size_t>(chunks));
  std::atomic<bool> sorted{true};
  team.run(chunks, [&](std::int64_t chunk) {
    if (!sorted.load(std::memory_order_relaxed)) return;
    Tally* tally = tallies.take();
    Counter counter(plan, stream, people, layout, *tally, list ? &listings[static_cast<std::size_t>(chunk)] : nullptr);
    if (!count_span(stream, span_of(stream.rows, chunks, chunk), counter)) sorted = false;
    tallies.give(tally);
  });
  return sorted;
}

// Lowest and highest time of the events.
std::pair<std::int64_t, std::int64_t> time_range(const Column& time, Team& team) {
  constexpr std::int64_t chunk_rows = 1 << 18;
  const std::int64_t chunks = std::max<std::int64_t>(1, time.size / chunk_rows);
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges(static_cast<std::size_t>(chunks), {never, -never});
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(time.size, chunks, chunk);
    std::vector<std::int64_t> scratch(block);
    std::int64_t lowest = never, highest = -never;
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      const std::int64_t* values = read_integers(time, first, count, scratch.data());
      for (std::int64_t i = 0; i < count; ++i) {
        lowest = std::min(lowest, values[i]);
        highest = std::max(highest, values[i]);
      }
    }
    ranges[static_cast<std::size_t>(chunk)] = {lowest, highest};
  });
  std::pair<std::int64_t, std::int64_t> range{never, -never};
  for (const auto& [lowest, highest] : ranges) range = {std::min(range.first, lowest), std::max(range.second, highest)};
  return range;
}

}  // namespace

// An event word that no stage declares is passed over; not when it is a declared one in another writing.
void refuse_misspelt(const WindowInput& input, const Plan& plan, const std::function<bool(std::size_t)>& occurs) {
  if (!input.event.categorical) return;
  std::vector<std::string> labels;
  std::vector<std::size_t> codes;
  for (std::size_t code = 0; code < input.event.levels.size(); ++code)
    if (occurs(code)) labels.emplace_back(input.event.levels[code]), codes.push_back(code);
  const data::Misspelt found = data::find_misspelt(labels, plan.words.words);
  if (found.label < 0) return;
  const std::string& label = labels[static_cast<std::size_t>(found.label)];
  std::int64_t row = 0;
  std::int64_t scratch[1];
  while (input.event.levels[static_cast<std::size_t>(*read_integers(input.event, row, 1, scratch))] != label) ++row;
  data::refuse_misspelt(analysis_key, "event", row, label, found.declared);
}

Plan plan_of(const WindowInput& input, const WindowOptions& options) {
  Plan plan = plan_of(options);
  plan.definition.hold = input.hold_constant.given();
  plan.definition.spells = input.spell_start.given();
  if (options.ties == TiePolicy::by_sequence && !input.sequence.given())
    refuse(analysis_key, "sequence", "missing", "given, for ties = by_sequence");
  if (!input.person_id.given())
    for (const auto& [column, name] : {std::pair{&input.observed_until, "observed_until"}, {&input.exit_time, "exit_time"}, {&input.exit_reason, "exit_reason"}, {&input.spell_start, "spell_start"}})
      if (column->given()) refuse(analysis_key, name, "given", "left out without person_id");
  if (!input.person_id.given() && input.groups.given()) refuse(analysis_key, "groups", "given", "left out without person_id");
  if (input.exit_reason.given() && !input.exit_time.given()) refuse(analysis_key, "exit_reason", "given", "left out without exit_time");
  return plan;
}

Counted count_people(const WindowInput& input, const WindowOptions& options, const RunContext& context, bool follow_up_from_events) {
  Counted result;
  std::vector<Listing>& listings = result.listings;
  Fields fields = fields_of(input);
  const Fields option_fields = fields_of(options);
  fields.find("person")->values_later = checked_while_counted(input.person);
  fields.find("time")->values_later = checked_while_counted(input.time);
  fields.find("event")->values_later = codes_in_place(input.event);
  check(analysis_key, fields, option_fields);
  const Plan plan = plan_of(input, options);

  // The people.
  People people;
  people.given = input.person_id.given();
  std::vector<std::string> reasons;
  std::vector<Label> labels;
  data::Groups reason_groups;
  if (input.exit_reason.given()) {
    reason_groups = data::encode_groups(analysis_key, "exit_reason", input.exit_reason);
    reasons = reason_groups.names();
  }
  std::vector<std::string> declared;
  for (std::size_t w = 0; w < plan.words.words.size(); ++w)
    if (plan.words.class_of[w] == class_of_exit) declared.push_back(plan.words.words[w]);
  const std::vector<std::string> encoded = reasons;
  join(reasons, declared);
  const std::vector<std::int64_t> reason_place = places_in(reasons, encoded);
  Team team(analysis_key, context);
  team.checkpoint(0);
  std::pair<std::int64_t, std::int64_t> range{never, -never};
  const auto know_range = [&] {
    if (range.first == never && input.time.size > 0) range = time_range(input.time, team);
  };
  people.needs_follow_up_end = !input.observed_until.given();
  std::vector<std::int64_t> until;
  if (input.observed_until.given()) {
    until = whole_numbers(input.observed_until, std::numeric_limits<std::int64_t>::min());
    for (const std::int64_t time : until) people.needs_follow_up_end |= time == std::numeric_limits<std::int64_t>::min();
  }
  std::optional<std::int64_t> follow_up_end;
  if (people.needs_follow_up_end) {
    follow_up_end = options.follow_up_end;
    if (!follow_up_end) {
      if (!follow_up_from_events)
        refuse(analysis_key, "follow_up_end", "missing", "given in a state, or observed_until for everybody");
      know_range();
      follow_up_end = input.time.size > 0 ? range.second : 0;
    }
    people.common.until = *follow_up_end;
  }
  std::int64_t latest = people.common.until == never ? -never : people.common.until;
  if (people.given) {
    people.count = input.person_id.size;
    people.spells = plan.definition.spells;
    if (people.spells) people.starts = whole_numbers(input.spell_start, 0);
    index_people(input, people);
    if (input.observed_until.given() || input.exit_time.given() || people.spells) {
      people.rows.assign(static_cast<std::size_t>(people.count), people.common);
      for (std::size_t row = 0; row < until.size(); ++row)
        if (until[row] != std::numeric_limits<std::int64_t>::min()) people.rows[row].until = until[row];
      if (input.exit_time.given()) {
        const std::vector<std::int64_t> exits = whole_numbers(input.exit_time, never);
        for (std::size_t row = 0; row < exits.size(); ++row) people.rows[row].exit = exits[row];
      }
      if (input.exit_reason.given())
        for (std::size_t row = 0; row < people.rows.size(); ++row)
          if (reason_groups.codes[row] >= 0)
            people.rows[row].outcome = plan.first_reason + reason_place[static_cast<std::size_t>(reason_groups.codes[row])];
      for (std::size_t row = 0; row < people.rows.size(); ++row) {
        const Person& person = people.rows[row];
        latest = std::max(latest, person.until);
        const std::int64_t start = people.spells ? people.starts[row] : -never;
        result.exits_after_follow_up += person.exit != never && person.exit > person.until;
        result.exits_before_spell += person.exit < start;
        result.follow_up_before_spell += person.until < start;
      }
    }
    people.breakdowns = input.groups.columns.size();
    people.groups.resize(people.breakdowns * static_cast<std::size_t>(people.count));
    for (std::size_t b = 0; b < people.breakdowns; ++b) {
      const std::string path = "groups." + input.groups.names[b];
      const data::Groups groups = data::encode_groups(analysis_key, path, input.groups.columns[b]);
      const std::size_t first_label = labels.size();
      for (std::string& name : groups.names()) labels.emplace_back(static_cast<std::int64_t>(b), std::move(name));
      std::size_t missing = labels.size();
      if (groups.missing > 0) {
        for (std::size_t g = first_label; g < labels.size(); ++g)
          if (labels[g].second == "missing") missing = g;
        if (missing == labels.size()) labels.emplace_back(static_cast<std::int64_t>(b), "missing");
      }
      for (std::size_t row = 0; row < groups.codes.size(); ++row)
        people.groups[row * people.breakdowns + b] =
            static_cast<std::int32_t>(groups.codes[row] < 0 ? missing : first_label + static_cast<std::size_t>(groups.codes[row]));
    }
  }
  if (people.breakdowns == 0) labels.emplace_back(-1, "total");

  // Room for the counts: directly numbered when they are few.
  Layout layout{plan.definition.stages, 0, plan.first_reason + static_cast<std::int64_t>(reasons.size()), static_cast<std::int64_t>(labels.size()),
                plan.definition.optional != 0 ? plan.definition.stages : 1, options.count_branches ? static_cast<std::int64_t>(plan.words.words.size()) : 0};
  if (plan.definition.window < most_direct_cells) layout.ages = plan.definition.window + 1;
  if (layout.ages == 0 || layout.size() < 0 || layout.size() > most_direct_cells) {
    know_range();
    const std::int64_t longest = std::max<std::int64_t>(0, latest == -never || input.time.size == 0 ? 0 : latest - range.first);
    layout.ages = std::min(plan.definition.window, longest) + 1;
    if (layout.size() < 0) {
      check(analysis_key, input, options);  // a time beyond all bounds is the likelier fault
      throw Error(ErrorCode::unsupported, analysis_key, "too many groups, reasons and times to number their counts; give a shorter window");
    }
  }

  // The events.
  const Stream stream = stream_of(input, plan, reasons);
  auto counted = std::make_unique<Tallies>(layout, stream.low.size());
  if (stream.rows > 0 && !count_sorted(plan, stream, people, layout, team, *counted, listings, options.list_people)) {
    check(analysis_key, input, options);  // names the value, if it was one
    listings.clear();
    counted = std::make_unique<Tallies>(layout, stream.low.size());
    count_any_order(plan, stream, people, layout, team, *counted, listings, options.list_people);
  }
  const Tally total = counted->sum();

  refuse_misspelt(input, plan, [&](std::size_t code) { return code < stream.word.size() && total.codes_seen[code] != 0; });

  // The cells by what they are.
  std::vector<Cell> cells;
  cells.reserve(total.condensed.size());
  for (const auto& [number, count] : total.condensed) {
    const std::int64_t group = number / layout.per_group();
    std::int64_t rest = number % layout.per_group();
    // The stage and the age of a number within a block of arrivals or ends.
    const auto cell = [&](std::int64_t from_previous, std::int64_t from_start, std::int64_t outcome) {
      cells.push_back({group, rest / layout.ages / layout.stages == 0 ? from_previous : from_start, rest / layout.ages % layout.stages, rest % layout.ages, outcome, count});
    };
    if (rest < layout.arrivals()) {
      const std::int64_t before = rest % layout.befores;
      rest /= layout.befores;
      cell(arrival_from_previous, arrival_from_start, before);
      continue;
    }
    rest -= layout.arrivals();
    if (rest < layout.ends()) {
      const std::int64_t outcome = rest % layout.outcomes;
      rest /= layout.outcomes;
      cell(end_from_last, end_from_start, outcome);
      continue;
    }
    rest -= layout.ends();
    if (rest < layout.stages) {
      cells.push_back({group, mature_attempts, rest, 0, 0, count});
      continue;
    }
    rest -= layout.stages;
    cells.push_back({group, branch_attempts, rest / 3 / layout.words, rest / 3 % layout.words, rest % 3, count});
  }
  result.labels = std::move(labels);
  result.reasons = std::move(reasons);
  result.cells = std::move(cells);
  result.follow_up_end = follow_up_end;
  result.people = people.given ? people.count : total.people;
  result.people_without_entry = result.people - total.entered;
  result.events = stream.rows;
  result.other_words = total.other_words;
  result.unknown_people = total.unknown_people;
  result.without_value = total.without_value;
  result.before_spell = total.before_spell;
  result.after_exit = total.after_exit;
  result.after_follow_up = total.after_follow_up;
  result.repeated = total.repeated;
  result.words_seen.resize(plan.words.words.size(), 0);
  for (std::size_t code = 0; code < stream.word.size(); ++code)
    if (stream.word[code] >= 0 && total.codes_seen[code]) result.words_seen[static_cast<std::size_t>(stream.word[code])] = 1;
  return result;
}

}  // namespace mainstay::inline v1::funnel
