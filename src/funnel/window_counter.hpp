// Counts one person after the other: from the events to attempts, from attempts to a tally.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "funnel/window_attempts.hpp"
#include "funnel/window_count.hpp"
#include "funnel/window_kernel.hpp"
#include "funnel/window_people.hpp"
#include "funnel/window_stream.hpp"
#include "funnel/window_tally.hpp"

namespace mainstay::inline v1::funnel {

/// Counts people one after the other into a tally: begin(person), then the person's events, then end().
class Counter {
 public:
  Counter(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Tally& tally, Listing* listing)
      : plan_(plan), stream_(stream), people_(people), layout_(layout), tally_(tally), listing_(listing), packed_(plan.definition),
        general_(plan.definition), direct_(plan.definition.direct()), strict_(plan.definition.ties == Definition::Ties::strict),
        horizon_(plan.definition.horizon()) {}

  // Whether walk() may be used at all: one attempt from the first entry, and nothing among the events ends it.
  bool walks() const noexcept { return direct_ && plan_.definition.entry == Definition::Entry::first && !stream_.any_exit_words; }

  void begin(std::int64_t person) noexcept;
  std::int64_t person() const noexcept { return person_; }

  // Events in any order; keeps them until end(). `sequence` and `held` may be null where the definition does not ask for them.
  template <class Code>
  void gather(const std::int64_t* time, const Code* code, const std::int64_t* sequence, const std::int32_t* held, std::int64_t count) {
    if (direct_) gather_packed(time, code, count);
    else gather_events(time, code, sequence, held, count);
  }
  void end();

  // Events in order of time: goes through the rows that are of this person and returns how many those are. A person is
  // either gathered or walked.
  template <class Code>
  std::int64_t walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count) {
    return strict_ ? walk<true>(person, time, code, count) : walk<false>(person, time, code, count);
  }
  // False when the walk was not enough (ties against the order of the stages, events after the follow-up): gather them.
  bool end_walk();

 private:
  template <bool strict, class Code>
  std::int64_t walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count);
  template <class Code>
  void gather_packed(const std::int64_t* time, const Code* code, std::int64_t count);
  template <class Code>
  void gather_events(const std::int64_t* time, const Code* code, const std::int64_t* sequence, const std::int32_t* held, std::int64_t count);
  void sort() noexcept;
  void leave(std::int64_t time, std::int64_t outcome) noexcept;
  bool too_late(std::int64_t time) noexcept;
  void end_spells();
  void count_repeats();
  void count(const Attempt& attempt);
  void count_in(const Attempt& attempt, std::int64_t group, std::int64_t outcome, std::int64_t ended);
  void list(const Attempt& attempt, std::int64_t outcome, std::int64_t ended);

  // The attempt from the first entry, found event by event without a branch.
  struct Walk {
    std::int64_t limit = never;      // the last time that counts
    std::int64_t reached = -never;   // when the last stage was reached
    std::int64_t passed = -never;    // latest time of an event of a stage that was not its turn yet
    std::int64_t level = 0, rows = 0, others = 0, repeated = 0, last = -never;
    std::uint32_t today = 0;         // stages whose events there were at the last time
    bool tied = false;               // such an event shares its time with a stage reached after it
  };

  const Plan& plan_;
  const Stream& stream_;
  const People& people_;
  const Layout& layout_;
  Tally& tally_;
  Listing* listing_;
  PackedEvents packed_;
  GeneralAttempts general_;
  bool direct_, strict_;
  std::int64_t horizon_;

  std::vector<std::uint64_t> events_;  // of the direct algorithm
  std::vector<Event> all_, some_;      // of the general one
  std::vector<std::pair<std::int64_t, std::int64_t>> same_day_;  // class and value of events at one time
  std::vector<std::pair<std::int64_t, std::int64_t>> leavings_;  // time and outcome, when a person has spells
  Walk walk_;
  Attempt walked_;
  std::int64_t person_ = 0, size_ = 0, rows_ = 0, exit_ = never, exit_outcome_ = 0;
  Person known_;
  std::int64_t row_ = 0, spell_ = 0, attempts_ = 0;
};

inline void Counter::begin(std::int64_t person) noexcept {
  person_ = person;
  size_ = 0;
  rows_ = 0;
  exit_ = never;
  row_ = -1;
  spell_ = 0;
  leavings_.clear();
  known_ = people_.common;
  if (people_.given) {
    row_ = people_.find(person_);
    if (row_ >= 0 && !people_.rows.empty()) known_ = people_.rows[static_cast<std::size_t>(row_)];
  }
  walk_ = {};
  walk_.limit = std::min(known_.until, known_.exit);
}

inline void Counter::leave(std::int64_t time, std::int64_t outcome) noexcept {
  if (time > exit_ || (time == exit_ && outcome >= exit_outcome_)) return;
  exit_ = time;
  exit_outcome_ = outcome;
}

template <class Code>
inline void Counter::gather_packed(const std::int64_t* time, const Code* code, std::int64_t count) {
  const auto needed = static_cast<std::size_t>(size_ + count);
  if (events_.size() < needed) events_.resize(needed * 2);
  const std::uint8_t* low_of = stream_.low.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::uint64_t* events = events_.data();
  std::int64_t size = size_, others = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i];
    const std::uint8_t low = low_of[c];
    events[size] = (static_cast<std::uint64_t>(t) + PackedEvents::bias) << PackedEvents::stage_bits | low;
    size += low < exit_word;
    others += low == other_word;
    seen[c] = 1;
    if (low == exit_word) leave(t, stream_.exit_outcome[c]);
  }
  size_ = size;
  rows_ += count;
  tally_.other_words += others;
}

template <class Code>
inline void Counter::gather_events(const std::int64_t* time, const Code* code, const std::int64_t* sequence, const std::int32_t* held, std::int64_t count) {
  const auto needed = static_cast<std::size_t>(size_ + count);
  if (all_.size() < needed) all_.resize(needed * 2, Event{0});
  std::uint8_t* seen = tally_.codes_seen.data();
  Event* events = all_.data();
  std::int64_t size = size_, others = 0, without_value = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int32_t value = held != nullptr ? held[i] : 0, word = stream_.word[c];
    const bool kept = stream_.kept[c] != 0;
    events[size] = {time[i], sequence != nullptr ? sequence[i] : 0, stream_.word_class[c], word, value, stream_.exclusions[c]};
    size += kept & (value >= 0);
    without_value += kept & (value < 0) & (word >= 0);
    others += word < 0;
    seen[c] = 1;
    if (stream_.low[c] == exit_word) {
      if (plan_.definition.spells) leavings_.emplace_back(time[i], stream_.exit_outcome[c]);
      else leave(time[i], stream_.exit_outcome[c]);
    }
  }
  size_ = size;
  rows_ += count;
  tally_.other_words += others;
  tally_.without_value += without_value;
}

template <bool strict, class Code>
std::int64_t Counter::walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count) {
  const std::int64_t own = person_, window = plan_.definition.window;
  const std::int8_t* stage_of = stream_.stage.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::int64_t* times = walked_.times.data();
  std::int64_t limit = walk_.limit, reached = walk_.reached, passed = walk_.passed, level = walk_.level, others = 0, i = 0;
  bool tied = walk_.tied;
  std::int64_t last = walk_.last, masked = -never, repeated = 0;  // masked: the time whose stages `today` holds
  std::uint32_t today = 0;
  const auto bit_of = [&](std::int64_t row) {
    const std::int64_t stage = stage_of[static_cast<std::size_t>(code[row])];
    return stage < 0 ? std::uint32_t{0} : std::uint32_t{1} << stage;
  };
  for (; i < count && person[i] == own; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i], stage = stage_of[c];
    seen[c] = 1;
    others -= stage >> 63;
    if (t == last) [[unlikely]] {
      if (masked != t) {
        masked = t;
        today = 0;
        std::int64_t row = i;
        for (; row > 0 && time[row - 1] == t;) today |= bit_of(--row);
        if (row == 0 && walk_.last == t) today |= walk_.today;
      }
      repeated += (today & bit_of(i)) != 0;
      today |= bit_of(i);
    }
    last = t;
    times[level] = t;
    bool hit = (stage == level) & (t <= limit);
    if constexpr (strict) {
      hit = hit & (t > reached);
      reached = hit ? t : reached;
    } else {
      tied |= hit & (t == passed);
      passed = stage > level ? t : passed;
    }
    const std::int64_t end = t + window < limit ? t + window : limit;
    limit = (hit & (level == 0)) ? end : limit;
    level += hit;
  }
  walk_.limit = limit;
  walk_.reached = reached;
  walk_.passed = passed;
  walk_.level = level;
  walk_.tied = tied;
  walk_.others += others;
  walk_.rows += i;
  walk_.repeated += repeated;
  if (i > 0) walk_.today = masked == last ? today : bit_of(i - 1);
  walk_.last = last;
  return i;
}

inline bool Counter::end_walk() {
  if (walk_.tied || walk_.last > known_.until || walk_.last > known_.exit) return false;
  tally_.other_words += walk_.others;
  if (people_.given && row_ < 0) {
    tally_.unknown_people += walk_.rows;
    return true;
  }
  ++tally_.people;
  tally_.repeated += walk_.repeated;
  if (walk_.level == 0) return true;
  ++tally_.entered;
  attempts_ = 0;
  walked_.level = static_cast<int>(walk_.level);
  walked_.deadline = within_of(walked_.times[0], plan_.definition.window);
  count(walked_);
  return true;
}

inline void Counter::sort() noexcept {
  std::uint64_t* events = events_.data();
  if (size_ > 48) {
    if (!std::is_sorted(events, events + size_)) std::sort(events, events + size_);
    return;
  }
  for (std::int64_t i = 1; i < size_; ++i) {
    const std::uint64_t event = events[i];
    std::int64_t j = i;
    for (; j > 0 && events[j - 1] > event; --j) events[j] = events[j - 1];
    events[j] = event;
  }
}

// Counts an event that comes after the person left, or after the person was last observed.
inline bool Counter::too_late(std::int64_t time) noexcept {
  if (time <= std::min(known_.until, known_.exit)) return false;
  ++(time > known_.exit ? tally_.after_exit : tally_.after_follow_up);
  return true;
}

inline void Counter::end() {
  if (people_.given && row_ < 0) {
    tally_.unknown_people += rows_;
    return;
  }
  ++tally_.people;
  if (!direct_) {
    std::sort(all_.begin(), all_.begin() + size_, [](const Event& a, const Event& b) {
      return std::tie(a.time, a.sequence, a.word_class, a.word, a.held) < std::tie(b.time, b.sequence, b.word_class, b.word, b.held);
    });
    count_repeats();
    end_spells();
    return;
  }
  if (exit_ < known_.exit) {
    known_.exit = exit_;
    known_.outcome = exit_outcome_;
  }
  if (size_ == 0) return;
  attempts_ = 0;
  sort();
  for (std::int64_t i = 1; i < size_; ++i) tally_.repeated += events_[static_cast<std::size_t>(i)] == events_[static_cast<std::size_t>(i) - 1];
  while (size_ > 0 && too_late(PackedEvents::time(events_[static_cast<std::size_t>(size_) - 1]))) --size_;
  direct_attempts(plan_.definition, packed_, events_.data(), size_, [&](const Attempt& attempt) { count(attempt); });
  tally_.entered += attempts_ > 0;
}

// Events of a stage beyond the first at one time and of one value, in all_ by time.
inline void Counter::count_repeats() {
  for (std::int64_t first = 0, last; first < size_; first = last) {
    const std::int64_t time = all_[static_cast<std::size_t>(first)].time;
    for (last = first + 1; last < size_ && all_[static_cast<std::size_t>(last)].time == time;) ++last;
    if (last - first < 2) continue;
    same_day_.clear();
    for (std::int64_t i = first; i < last; ++i) {
      const Event& event = all_[static_cast<std::size_t>(i)];
      if (event.word_class >= 0) same_day_.emplace_back(event.word_class, event.held);
    }
    std::sort(same_day_.begin(), same_day_.end());
    tally_.repeated += static_cast<std::int64_t>(same_day_.end() - std::unique(same_day_.begin(), same_day_.end()));
  }
}

// By the general algorithm: the person, or each of the person's spells with the events from its start up to the next one's.
inline void Counter::end_spells() {
  std::size_t first = 0;
  const auto size = static_cast<std::size_t>(size_);
  const auto goes_on = [&] { return plan_.definition.spells && row_ >= 0; };
  if (goes_on()) {
    const std::int64_t start = people_.starts[static_cast<std::size_t>(row_)];
    for (; first < size && all_[first].time < start; ++first) tally_.before_spell += all_[first].word >= 0;
  }
  do {
    const std::int64_t next = goes_on() ? people_.next[static_cast<std::size_t>(row_)] : -1;
    const std::int64_t stop = next >= 0 ? people_.starts[static_cast<std::size_t>(next)] : never;
    if (goes_on()) {
      known_ = people_.rows[static_cast<std::size_t>(row_)];
      exit_ = never;
      for (const auto& [time, outcome] : leavings_)
        if (time >= people_.starts[static_cast<std::size_t>(row_)] && time < stop) leave(time, outcome);
    }
    if (exit_ < known_.exit) {
      known_.exit = exit_;
      known_.outcome = exit_outcome_;
    }
    some_.clear();
    for (; first < size && all_[first].time < stop; ++first) {
      const Event& event = all_[first];
      if (event.word >= 0 ? !too_late(event.time) : event.time <= std::min(known_.until, known_.exit)) some_.push_back(event);
    }
    ++spell_;
    attempts_ = 0;
    for (const Attempt& attempt : general_.run(some_)) count(attempt);
    tally_.entered += attempts_ > 0;
    row_ = next;
  } while (row_ >= 0);
}

inline void Counter::count(const Attempt& attempt) {
  ++attempts_;
  std::int64_t outcome = -1, ended = attempt.times[static_cast<std::size_t>(attempt.level) - 1];
  if (!attempt.completed(plan_.definition)) {
    if (attempt.ended_early >= 0) {
      outcome = interrupted + attempt.ended_early;
      ended = attempt.deadline;
    } else if (known_.exit <= attempt.deadline && known_.exit <= known_.until) {
      outcome = known_.outcome;
      ended = known_.exit;
    } else if (known_.until >= attempt.deadline) {
      outcome = time_passed;
      ended = attempt.deadline;
    } else {
      outcome = inside;
      ended = known_.until;
    }
  }
  if (people_.breakdowns == 0) count_in(attempt, 0, outcome, ended);
  else
    for (std::size_t b = 0; b < people_.breakdowns; ++b)
      count_in(attempt, people_.groups[static_cast<std::size_t>(row_) * people_.breakdowns + b], outcome, ended);
  if (tally_.scattered.size() > (std::size_t{1} << 20)) tally_.condense();
  if (listing_ != nullptr) list(attempt, outcome, ended);
}

inline void Counter::count_in(const Attempt& attempt, std::int64_t group, std::int64_t outcome, std::int64_t ended) {
  const std::int64_t base = group * layout_.per_group(), entered = attempt.times[0];
  const auto one = [&](std::int64_t cell) {
    if (!tally_.direct.empty()) ++tally_.direct[static_cast<std::size_t>(base + cell)];
    else tally_.scattered.push_back(base + cell);
  };
  const auto steps = static_cast<std::size_t>(attempt.level);
  std::int64_t anchor = entered, last = 0;  // when the last stage was reached that is not optional
  for (std::size_t k = 1; k < steps; ++k) {
    const std::int64_t stage = attempt.stage[k];
    one(layout_.arrival(0, stage, attempt.times[k] - anchor, last));
    one(layout_.arrival(1, stage, attempt.times[k] - entered, last));
    last = stage;
    if (!plan_.definition.is_optional(static_cast<int>(stage))) anchor = attempt.times[k];
  }
  if (outcome >= 0) {
    one(layout_.end(0, last, ended - anchor, outcome));
    one(layout_.end(1, last, ended - entered, outcome));
  } else if (last == 0) {
    one(layout_.arrival(1, 0, 0, 0));  // a funnel of one stage: completed on entry
  }
  if (within_of(entered, horizon_) <= known_.until) one(layout_.mature(last));
  if (layout_.words > 0)
    for (std::size_t k = 0; k < steps; ++k)
      one(layout_.branch(attempt.stage[k], attempt.word[k], k + 1 < steps ? branch_went_on : outcome == inside ? branch_inside : outcome >= 0 ? branch_lost : branch_went_on));
}

inline void Counter::list(const Attempt& attempt, std::int64_t outcome, std::int64_t ended) {
  Listing& rows = *listing_;
  rows.person.push_back(person_);
  rows.row.push_back(row_);
  rows.spell.push_back(spell_);
  rows.attempt.push_back(attempts_);
  rows.level.push_back(attempt.level);
  rows.last.push_back(attempt.last());
  rows.outcome.push_back(outcome);
  rows.ended.push_back(ended);
  const auto steps = static_cast<std::size_t>(attempt.level);
  for (std::size_t k = 0; k < steps; ++k) {
    rows.times.push_back(attempt.times[k]);
    rows.stages.push_back(attempt.done[k]);
    rows.words.push_back(plan_.definition.words ? attempt.word[k] : -1);
  }
}

}  // namespace mainstay::inline v1::funnel
