#include "funnel/transitions_count.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

std::uint64_t scattered(std::uint64_t value) { return data::WholeIndex::scatter(static_cast<std::int64_t>(value)); }

}  // namespace

std::int64_t WayIndex::add(const std::int32_t* events, std::int64_t length) {
  if (static_cast<std::size_t>(2 * (count() + 1)) > slots_.size()) grow();
  std::uint64_t hash = static_cast<std::uint64_t>(length);
  for (std::int64_t i = 0; i < length; ++i) hash = scattered(hash ^ static_cast<std::uint64_t>(events[i]));
  const std::uint64_t mask = slots_.size() - 1;
  std::uint64_t at = hash & mask;
  for (; slots_[at] >= 0; at = (at + 1) & mask) {
    const std::int64_t way = slots_[at];
    if (hash_[static_cast<std::size_t>(way)] == hash && this->length(way) == length && std::equal(events, events + length, first(way))) return way;
  }
  slots_[at] = count();
  hash_.push_back(hash);
  events_.insert(events_.end(), events, events + length);
  begin_.push_back(static_cast<std::int64_t>(events_.size()));
  return slots_[at];
}

void WayIndex::grow() {
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), -1);
  const std::uint64_t mask = slots_.size() - 1;
  for (std::size_t way = 0; way < hash_.size(); ++way) {
    std::uint64_t at = hash_[way] & mask;
    while (slots_[at] >= 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::int64_t>(way);
  }
}

void DayCounts::add(std::uint64_t what, std::int64_t days, std::int64_t count) {
  if (static_cast<std::size_t>(2 * (used_ + 1)) > slots_.size()) {
    std::vector<DayCount> larger(std::max<std::size_t>(64, slots_.size() * 2), DayCount{0, 0, 0});
    larger.swap(slots_);
    used_ = 0;
    for (const DayCount& one : larger)
      if (one.count > 0) add(one.what, one.days, one.count);
  }
  const std::uint64_t mask = slots_.size() - 1;
  std::uint64_t at = scattered(what ^ scattered(static_cast<std::uint64_t>(days))) & mask;
  while (slots_[at].count > 0 && (slots_[at].what != what || slots_[at].days != days)) at = (at + 1) & mask;
  if (slots_[at].count == 0) slots_[at] = {what, days, 0}, ++used_;
  slots_[at].count += count;
}

std::vector<DayCount> DayCounts::sorted() const {
  std::vector<DayCount> list;
  for (const DayCount& one : slots_)
    if (one.count > 0) list.push_back(one);
  std::sort(list.begin(), list.end(), [](const DayCount& a, const DayCount& b) { return a.what != b.what ? a.what < b.what : a.days < b.days; });
  return list;
}

void check_transitions(const TransitionsOptions& options) {
  const auto unique = [](const char* list, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (std::find(words.begin(), words.end(), words[i]) - words.begin() != static_cast<std::ptrdiff_t>(i)) refuse(transitions_key, std::string(list) + "[" + std::to_string(i) + "]", "\"" + words[i] + "\" again", "unique");
  };
  unique("order", options.order), unique("events", options.events), unique("end_events", options.end_events);
  if (!options.order.empty() && options.ties != TransitionsTies::by_order) refuse(transitions_key, "order", "given", "left out unless ties is by_order");
  const auto among = [&](const char* what, const std::string& word) {
    if (!options.events.empty() && std::find(options.events.begin(), options.events.end(), word) == options.events.end()) throw Error(ErrorCode::unknown_name, transitions_key, what, -1, "\"" + word + "\"", "one of events: " + list_of(options.events));
  };
  for (std::size_t i = 0; i < options.end_events.size(); ++i) among(("end_events[" + std::to_string(i) + "]").c_str(), options.end_events[i]);
  if (!options.target.empty()) among("target", options.target);
}

namespace {

// Event codes of the input, and what the options say of each.
struct Words {
  std::vector<std::string> names;       // in rising order
  std::vector<std::int32_t> place;      // by code of the input; -1: does not count
  std::vector<std::int64_t> priority;   // by place
  std::vector<std::uint8_t> ends;       // by place
};

Words words_of(const std::vector<std::string>& met, const TransitionsOptions& options) {
  Words words;
  const auto counts = [&](const std::string& word) { return options.events.empty() || std::find(options.events.begin(), options.events.end(), word) != options.events.end(); };
  for (const std::string& word : met)
    if (counts(word)) words.names.push_back(word);
  std::sort(words.names.begin(), words.names.end());
  for (const std::string& word : met) words.place.push_back(!counts(word) ? -1 : static_cast<std::int32_t>(std::lower_bound(words.names.begin(), words.names.end(), word) - words.names.begin()));
  for (std::size_t w = 0; w < words.names.size(); ++w) {
    const auto found = std::find(options.order.begin(), options.order.end(), words.names[w]);
    words.priority.push_back(options.ties == TransitionsTies::by_order ? found - options.order.begin() + (found == options.order.end() ? static_cast<std::int64_t>(w) : 0) : static_cast<std::int64_t>(w));
    words.ends.push_back(std::find(options.end_events.begin(), options.end_events.end(), words.names[w]) != options.end_events.end());
  }
  return words;
}

// Transitions of one chunk: short ones between few words by a table that stays in the cache, the others by a hash.
class ShortTimes {
 public:
  ShortTimes(std::int64_t words, DayCounts& others) : words_(words), days_(places / std::max<std::int64_t>(1, words * words)), others_(others), count_(static_cast<std::size_t>(words * words * days_), 0) {}
  void add(std::int64_t from, std::int64_t to, std::int64_t days) {
    if (days < days_) ++count_[static_cast<std::size_t>((from * words_ + to) * days_ + days)];
    else others_.add(pair_of(from, to), days, 1);
  }
  void empty() {
    for (std::size_t i = 0; i < count_.size(); ++i) {
      const auto pair = static_cast<std::int64_t>(i) / days_;
      if (count_[i] > 0) others_.add(pair_of(pair / words_, pair % words_), static_cast<std::int64_t>(i) % days_, count_[i]);
    }
  }

 private:
  static constexpr std::int64_t places = 1 << 16;
  std::int64_t words_, days_;
  DayCounts& others_;
  std::vector<std::uint32_t> count_;
};

struct Step {
  std::int64_t time, key;
  std::int32_t event, row;
};

}  // namespace

WayCounts count_ways(const TransitionsInput& input, const TransitionsOptions& options, const RunContext& context, bool list_people) {
  check(transitions_key, input, options, context.threads);
  check_transitions(options);
  const bool by_sequence = options.ties == TransitionsTies::by_sequence;
  if (by_sequence && !input.sequence.given()) refuse(transitions_key, "sequence", "missing", "given with ties = by_sequence");
  if (input.person.size > std::numeric_limits<std::int32_t>::max()) refuse(transitions_key, "person", std::to_string(input.person.size) + " rows", "at most 2147483647 rows at once: update a state part by part");
  const data::Groups events = data::encode_groups(transitions_key, "event", input.event), people = data::encode_groups(transitions_key, "person", input.person);
  std::vector<std::string> declared = options.events;
  for (const auto* list : {&options.end_events, &options.order}) declared.insert(declared.end(), list->begin(), list->end());
  if (!options.target.empty()) declared.push_back(options.target);
  data::refuse_misspelt(transitions_key, "event", events, declared);
  const Words words = words_of(events.names(), options);
  const std::vector<std::int64_t> time = data::whole_numbers_of(input.time), sequence = by_sequence ? data::whole_numbers_of(input.sequence) : std::vector<std::int64_t>{};
  const data::RowsByLabel rows = data::rows_by_label(people.codes, people.count);

  const std::int64_t chunks = std::clamp<std::int64_t>(input.person.size / 65536, people.count > 0 ? 1 : 0, std::max<std::int64_t>(1, std::min<std::int64_t>(people.count, 64)));
  std::vector<WayCounts> parts(static_cast<std::size_t>(chunks));
  Team team(transitions_key, context, std::max<std::int64_t>(1, chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    WayCounts& part = parts[static_cast<std::size_t>(chunk)];
    const Span span = span_of(people.count, chunks, chunk);
    ShortTimes times(static_cast<std::int64_t>(words.names.size()), part.times);
    std::vector<Step> steps;
    std::vector<std::int32_t> way;
    for (std::int64_t p = span.first; p < span.last; ++p) {
      steps.clear();
      bool in_order = true;
      for (std::int64_t i = rows.begin[static_cast<std::size_t>(p)]; i < rows.begin[static_cast<std::size_t>(p) + 1]; ++i) {
        const std::int32_t row = rows.rows[static_cast<std::size_t>(i)], event = words.place[static_cast<std::size_t>(events.codes[static_cast<std::size_t>(row)])];
        if (event < 0) {
          ++part.other_words;
          continue;
        }
        const Step step{time[static_cast<std::size_t>(row)], by_sequence ? sequence[static_cast<std::size_t>(row)] : words.priority[static_cast<std::size_t>(event)], event, row};
        in_order = in_order && (steps.empty() || steps.back().time < step.time);
        steps.push_back(step);
      }
      if (steps.empty()) continue;
      if (!in_order) {  // somewhere two events have one time, or the later one stands first
        std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.time != b.time ? a.time < b.time : a.key != b.key ? a.key < b.key : a.event != b.event ? a.event < b.event : a.row < b.row; });
        for (std::size_t i = 1; i < steps.size(); ++i) {
          const Step &before = steps[i - 1], &after = steps[i];
          if (before.time != after.time || before.event == after.event || options.ties == TransitionsTies::by_order) continue;
          if (by_sequence && before.key != after.key) continue;
          const Step& later = before.row > after.row ? before : after;
          const Step& earlier = before.row > after.row ? after : before;
          refuse(transitions_key, by_sequence ? "sequence" : "time", later.row, static_cast<double>(by_sequence ? later.key : later.time),
                 "another one than in row " + std::to_string(earlier.row) + ", where the same person has \"" + words.names[static_cast<std::size_t>(earlier.event)] + "\" and not \"" + words.names[static_cast<std::size_t>(later.event)] + "\"" +
                     (by_sequence ? "" : ": let ties say which comes first"));
        }
      }
      for (std::size_t i = 1; i < steps.size(); ++i) part.repeated += steps[i].time == steps[i - 1].time && steps[i].event == steps[i - 1].event;
      way.clear();
      std::int64_t last = steps.front().time;
      for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (options.collapse && !way.empty() && way.back() == step.event) {
          ++part.collapsed;
          continue;
        }
        if (!way.empty()) times.add(way.back(), step.event, step.time - last);
        way.push_back(step.event);
        last = step.time;
        if (words.ends[static_cast<std::size_t>(step.event)] == 0) continue;
        part.after_end += static_cast<std::int64_t>(steps.size() - i - 1);
        break;
      }
      const std::int64_t number = part.ways.add(way.data(), static_cast<std::int64_t>(way.size()));
      part.way_days.add(static_cast<std::uint64_t>(number), last - steps.front().time, 1);
      if (list_people) part.people.push_back({p, number, steps.front().time, last});
    }
    times.empty();
  });

  WayCounts all;
  all.words = words.names;
  for (WayCounts& part : parts) {
    std::vector<std::int64_t> number(static_cast<std::size_t>(part.ways.count()));
    for (std::size_t way = 0; way < number.size(); ++way) number[way] = all.ways.add(part.ways.first(static_cast<std::int64_t>(way)), part.ways.length(static_cast<std::int64_t>(way)));
    for (const DayCount& one : part.way_days.slots())
      if (one.count > 0) all.way_days.add(static_cast<std::uint64_t>(number[one.what]), one.days, one.count);
    for (const DayCount& one : part.times.slots())
      if (one.count > 0) all.times.add(one.what, one.days, one.count);
    for (PersonWay person : part.people) {
      person.way = number[static_cast<std::size_t>(person.way)];
      all.people.push_back(person);
    }
    all.other_words += part.other_words, all.after_end += part.after_end, all.collapsed += part.collapsed, all.repeated += part.repeated;
    part = WayCounts();
  }
  if (list_people) all.person_names = people.names();
  return all;
}

}  // namespace mainstay::inline v1::funnel
