#include "mainstay/funnel/transitions.hpp"

#include <algorithm>
#include <numeric>

#include "funnel/transitions_count.hpp"
#include "funnel/transitions_report.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// Ways in lexicographic order and their old numbers; words in rising order, so that equal people give equal bytes.
std::vector<std::int64_t> store(const WayIndex& ways, const DayCounts& way_days, const DayCounts& times, TransitionsState& state) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(ways.count())), place(order.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return std::lexicographical_compare(ways.first(a), ways.first(a) + ways.length(a), ways.first(b), ways.first(b) + ways.length(b)); });
  state.way_begin = {0};
  state.way_events.clear();
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[static_cast<std::size_t>(order[i])] = static_cast<std::int64_t>(i);
    state.way_events.insert(state.way_events.end(), ways.first(order[i]), ways.first(order[i]) + ways.length(order[i]));
    state.way_begin.push_back(static_cast<std::int64_t>(state.way_events.size()));
  }
  DayCounts placed;
  for (const DayCount& one : way_days.slots())
    if (one.count > 0) placed.add(static_cast<std::uint64_t>(place[one.what]), one.days, one.count);
  state.ways = {};
  for (const DayCount& one : placed.sorted()) state.ways.way.push_back(static_cast<std::int64_t>(one.what)), state.ways.days.push_back(one.days), state.ways.people.push_back(one.count);
  state.times = {};
  for (const DayCount& one : times.sorted()) {
    state.times.from_event.push_back(static_cast<std::int64_t>(one.what >> 32));
    state.times.to_event.push_back(static_cast<std::int64_t>(one.what & 0xffffffffu));
    state.times.days.push_back(one.days);
    state.times.count.push_back(one.count);
  }
  return place;
}

// The counts of a state with words at other places.
struct Recoded {
  WayIndex ways;
  DayCounts way_days, times;
  void add(const TransitionsState& state, const std::vector<std::string>& words) {
    std::vector<std::int32_t> place;
    for (const std::string& word : state.words) place.push_back(static_cast<std::int32_t>(std::lower_bound(words.begin(), words.end(), word) - words.begin()));
    std::vector<std::int64_t> number;
    std::vector<std::int32_t> events;
    for (std::size_t way = 0; way + 1 < state.way_begin.size(); ++way) {
      events.clear();
      for (std::int64_t i = state.way_begin[way]; i < state.way_begin[way + 1]; ++i) events.push_back(place[static_cast<std::size_t>(state.way_events[static_cast<std::size_t>(i)])]);
      number.push_back(ways.add(events.data(), static_cast<std::int64_t>(events.size())));
    }
    for (std::size_t i = 0; i < state.ways.way.size(); ++i) way_days.add(static_cast<std::uint64_t>(number[static_cast<std::size_t>(state.ways.way[i])]), state.ways.days[i], state.ways.people[i]);
    for (std::size_t i = 0; i < state.times.from_event.size(); ++i)
      times.add(pair_of(place[static_cast<std::size_t>(state.times.from_event[i])], place[static_cast<std::size_t>(state.times.to_event[i])]), state.times.days[i], state.times.count[i]);
  }
};

// What check() cannot see: a state may come from bytes.
void check_state(const TransitionsState& state) {
  check(transitions_key, Fields(), fields_of(state.options));
  check_transitions(state.options);
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, transitions_key, std::string("a state whose ") + what); };
  const auto words = static_cast<std::int64_t>(state.words.size()), events = static_cast<std::int64_t>(state.way_events.size());
  constexpr std::int64_t most = std::int64_t{1} << 52;  // days and counts: sums stay whole
  for (std::size_t i = 1; i < state.words.size(); ++i)
    if (!(state.words[i - 1] < state.words[i])) broken("words are not in rising order");
  if (state.way_begin.empty() || state.way_begin.front() != 0 || state.way_begin.back() != events) broken("ways do not cover way_events");
  for (std::size_t i = 1; i < state.way_begin.size(); ++i)
    if (state.way_begin[i] <= state.way_begin[i - 1] || state.way_begin[i] > events) broken("way_begin does not rise");
  for (const std::int64_t event : state.way_events)
    if (event < 0 || event >= words) broken("way_events lie outside words");
  const TransitionsWays& ways = state.ways;
  const TransitionsTimes& times = state.times;
  if (ways.days.size() != ways.way.size() || ways.people.size() != ways.way.size()) broken("ways differ in length");
  if (times.to_event.size() != times.from_event.size() || times.days.size() != times.from_event.size() || times.count.size() != times.from_event.size()) broken("times differ in length");
  std::int64_t next = 0, left = most;
  DayCounts passed;  // transitions that the ways have
  for (std::size_t i = 0; i < ways.way.size(); ++i) {
    if (i == 0 || ways.way[i] != ways.way[i - 1]) {
      if (ways.way[i] != next++) broken("ways are not numbered one after the other");
    } else if (ways.days[i] <= ways.days[i - 1]) {
      broken("days of a way do not rise");
    }
    if (ways.days[i] < 0 || ways.days[i] > most || ways.people[i] < 1 || ways.way[i] + 1 >= static_cast<std::int64_t>(state.way_begin.size())) broken("ways lie out of bounds");
    const auto way = static_cast<std::size_t>(ways.way[i]);
    if (ways.people[i] > left / (state.way_begin[way + 1] - state.way_begin[way])) broken("ways have too many people");
    left -= ways.people[i] * (state.way_begin[way + 1] - state.way_begin[way]);
    for (std::int64_t k = state.way_begin[way] + 1; k < state.way_begin[way + 1]; ++k) passed.add(pair_of(state.way_events[static_cast<std::size_t>(k - 1)], state.way_events[static_cast<std::size_t>(k)]), 0, ways.people[i]);
  }
  if (next != static_cast<std::int64_t>(state.way_begin.size()) - 1) broken("ways have no people");
  std::vector<DayCount> expected = passed.sorted();
  std::size_t pair = 0;
  for (std::size_t i = 0; i < times.from_event.size(); ++i) {
    const bool in_words = times.from_event[i] >= 0 && times.from_event[i] < words && times.to_event[i] >= 0 && times.to_event[i] < words;
    if (!in_words || times.days[i] < 0 || times.days[i] > most || times.count[i] < 1) broken("times lie out of bounds");
    const bool same = i > 0 && times.from_event[i] == times.from_event[i - 1] && times.to_event[i] == times.to_event[i - 1];
    if (same && times.days[i] <= times.days[i - 1]) broken("days of a transition do not rise");
    if (i > 0 && !same) ++pair;
    if (pair >= expected.size() || expected[pair].what != pair_of(times.from_event[i], times.to_event[i]) || times.count[i] > expected[pair].count) broken("times are not those of its ways");
    expected[pair].count -= times.count[i];
  }
  for (const DayCount& one : expected)
    if (one.count != 0) broken("times are not those of its ways");
}

}  // namespace

void TransitionsState::update(const TransitionsInput& input, const RunContext& context) {
  if (advanced) throw Error(ErrorCode::unsupported, transitions_key, "the round of this state is over; begin a new one");
  if (options.list_people) refuse(transitions_key, "list_people", "true", "false in a state: it holds counts, not people");
  const WayCounts counted = count_ways(input, options, context, false);  // an input that is refused leaves the state as it was
  TransitionsState part;
  part.options = options;
  part.words = counted.words;
  store(counted.ways, counted.way_days, counted.times, part);
  part.events_of_other_words = counted.other_words, part.events_after_end = counted.after_end, part.collapsed_events = counted.collapsed, part.repeated_events = counted.repeated;
  merge(part);
}

void TransitionsState::merge(const TransitionsState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) throw Error(ErrorCode::unsupported, transitions_key, "states of unlike definitions cannot be merged");
  if (advanced != other.advanced) throw Error(ErrorCode::unsupported, transitions_key, "states of different rounds cannot be merged");
  check_state(*this);
  check_state(other);
  std::vector<std::string> all = words;
  all.insert(all.end(), other.words.begin(), other.words.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  Recoded sum;
  sum.add(*this, all);
  sum.add(other, all);
  words = std::move(all);
  store(sum.ways, sum.way_days, sum.times, *this);
  events_of_other_words += other.events_of_other_words;
  events_after_end += other.events_after_end;
  collapsed_events += other.collapsed_events;
  repeated_events += other.repeated_events;
}

void TransitionsState::advance(const RunContext&) { advanced = true; }

TransitionsResult TransitionsState::finish(const RunContext&) const {
  check_state(*this);
  return report_transitions(*this);
}

TransitionsResult transitions(const TransitionsInput& input, const TransitionsOptions& options, const RunContext& context) {
  const WayCounts counted = count_ways(input, options, context, options.list_people);
  TransitionsState state;
  state.options = options;
  state.words = counted.words;
  const std::vector<std::int64_t> place = store(counted.ways, counted.way_days, counted.times, state);
  state.events_of_other_words = counted.other_words, state.events_after_end = counted.after_end, state.collapsed_events = counted.collapsed, state.repeated_events = counted.repeated;
  std::vector<std::int64_t> number;
  TransitionsResult result = report_transitions(state, &number);
  if (!options.list_people) return result;
  TransitionsPeople& listed = result.listed;
  listed.person.levels = counted.person_names;
  for (const PersonWay& person : counted.people) {
    const std::int64_t way = place[static_cast<std::size_t>(person.way)], length = counted.ways.length(person.way);
    const std::string& last = counted.words[static_cast<std::size_t>(counted.ways.first(person.way)[length - 1])];
    listed.person.codes.push_back(static_cast<std::int32_t>(person.person));
    listed.variant.push_back(number[static_cast<std::size_t>(way)]);
    listed.events.push_back(length);
    listed.first.push_back(person.first);
    listed.last.push_back(person.last);
    listed.ended.push_back(std::find(options.end_events.begin(), options.end_events.end(), last) != options.end_events.end());
  }
  return result;
}

constinit const Function transitions_analysis = analysis<&transitions>("funnel.transitions", "Which ways do people really take, how long does each step take, and where do they come back?", {}, &state_of<TransitionsState>);

}  // namespace mainstay::inline v1::funnel
