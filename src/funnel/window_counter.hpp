// Counts one person after the other: from the events to attempts, from attempts to a tally.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

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

  // Events in any order; keeps them until end().
  template <class Code>
  void gather(const std::int64_t* time, const Code* code, const std::int64_t* sequence, std::int64_t count);
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
  void sort() noexcept;
  void count(const Attempt& attempt);

  // The attempt from the first entry, found event by event without a branch.
  struct Walk {
    std::int64_t limit = never;      // the last time that counts
    std::int64_t reached = -never;   // when the last stage was reached
    std::int64_t passed = -never;    // latest time of an event of a stage that was not its turn yet
    std::int64_t level = 0, rows = 0, others = 0, last = -never;
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

  std::vector<std::uint64_t> events_;
  std::vector<std::int64_t> sequences_;
  std::vector<Event> unpacked_;
  Walk walk_;
  Attempt walked_;
  std::int64_t person_ = 0, size_ = 0, rows_ = 0, exit_ = never, exit_outcome_ = 0;
  Person known_;
  std::int64_t row_ = 0, attempts_ = 0;
};

inline void Counter::begin(std::int64_t person) noexcept {
  person_ = person;
  size_ = 0;
  rows_ = 0;
  exit_ = never;
  row_ = -1;
  known_ = people_.common;
  if (people_.given) {
    row_ = people_.find(person_);
    if (row_ >= 0 && !people_.rows.empty()) known_ = people_.rows[static_cast<std::size_t>(row_)];
  }
  walk_ = {};
  walk_.limit = std::min(known_.until, known_.exit);
}

template <class Code>
inline void Counter::gather(const std::int64_t* time, const Code* code, const std::int64_t* sequence, std::int64_t count) {
  const auto needed = static_cast<std::size_t>(size_ + count);
  if (events_.size() < needed) {
    events_.resize(needed * 2);
    if (stream_.by_sequence) sequences_.resize(needed * 2);
  }
  const std::uint8_t* low_of = stream_.low.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::uint64_t* events = events_.data();
  std::int64_t size = size_, others = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i];
    const std::uint8_t low = low_of[c];
    events[size] = (static_cast<std::uint64_t>(t) + PackedEvents::bias) << PackedEvents::stage_bits | low;
    if (stream_.by_sequence) sequences_[static_cast<std::size_t>(size)] = sequence[i];
    size += low < exit_word;
    others += low == other_word;
    seen[c] = 1;
    if (low == exit_word) {
      const std::int64_t outcome = stream_.exit_outcome[c];
      if (t < exit_ || (t == exit_ && outcome < exit_outcome_)) {
        exit_ = t;
        exit_outcome_ = outcome;
      }
    }
  }
  size_ = size;
  rows_ += count;
  tally_.other_words += others;
}

template <bool strict, class Code>
std::int64_t Counter::walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count) {
  const std::int64_t own = person_, window = plan_.definition.window;
  const std::int8_t* stage_of = stream_.stage.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::int64_t* times = walked_.times.data();
  std::int64_t limit = walk_.limit, reached = walk_.reached, passed = walk_.passed, level = walk_.level, others = 0, i = 0;
  bool tied = walk_.tied;
  for (; i < count && person[i] == own; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i], stage = stage_of[c];
    seen[c] = 1;
    others -= stage >> 63;
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
  if (i > 0) walk_.last = time[i - 1];
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

inline void Counter::end() {
  if (people_.given && row_ < 0) {
    tally_.unknown_people += rows_;
    return;
  }
  if (exit_ < known_.exit) {
    known_.exit = exit_;
    known_.outcome = exit_outcome_;
  }
  ++tally_.people;
  if (size_ == 0) return;
  const std::int64_t last = std::min(known_.until, known_.exit);
  const auto cut = [&](std::int64_t time) {
    if (time <= last) return false;
    ++(time > known_.exit ? tally_.after_exit : tally_.after_follow_up);
    return true;
  };
  attempts_ = 0;
  if (direct_) {
    sort();
    while (size_ > 0 && cut(PackedEvents::time(events_[static_cast<std::size_t>(size_) - 1]))) --size_;
    direct_attempts(plan_.definition, packed_, events_.data(), size_, [&](const Attempt& attempt) { count(attempt); });
  } else {
    unpacked_.clear();
    for (std::int64_t i = 0; i < size_; ++i) {
      const std::uint64_t event = events_[static_cast<std::size_t>(i)];
      const std::int64_t time = PackedEvents::time(event);
      if (!cut(time))
        unpacked_.push_back({time, stream_.by_sequence ? sequences_[static_cast<std::size_t>(i)] : 0,
                             static_cast<std::int32_t>(event & ((1u << PackedEvents::stage_bits) - 1))});
    }
    std::sort(unpacked_.begin(), unpacked_.end(), [](const Event& a, const Event& b) {
      return std::tie(a.time, a.sequence, a.word_class) < std::tie(b.time, b.sequence, b.word_class);
    });
    for (const Attempt& attempt : general_.run(unpacked_)) count(attempt);
  }
  tally_.entered += attempts_ > 0;
}

inline void Counter::count(const Attempt& attempt) {
  ++attempts_;
  const auto last = static_cast<std::size_t>(attempt.level) - 1;
  const std::int64_t entered = attempt.times[0];
  std::int64_t outcome = -1, ended = attempt.times[last];
  if (attempt.level < plan_.definition.stages) {
    if (known_.exit <= attempt.deadline && known_.exit <= known_.until) {
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
  const auto count_in = [&](std::int64_t group) {
    const std::int64_t base = group * layout_.per_group();
    const auto one = [&](std::int64_t cell) {
      if (!tally_.direct.empty()) ++tally_.direct[static_cast<std::size_t>(base + cell)];
      else tally_.scattered.push_back(base + cell);
    };
    for (std::size_t k = 1; k <= last; ++k) {
      one(layout_.arrival(0, static_cast<std::int64_t>(k), attempt.times[k] - attempt.times[k - 1]));
      one(layout_.arrival(1, static_cast<std::int64_t>(k), attempt.times[k] - entered));
    }
    if (outcome >= 0) {
      one(layout_.end(0, static_cast<std::int64_t>(last), ended - attempt.times[last], outcome));
      one(layout_.end(1, static_cast<std::int64_t>(last), ended - entered, outcome));
    } else if (last == 0) {
      one(layout_.arrival(1, 0, 0));  // a funnel of one stage: completed on entry
    }
    if (within_of(entered, horizon_) <= known_.until) one(layout_.mature(static_cast<std::int64_t>(last)));
  };
  if (people_.breakdowns == 0) count_in(0);
  else
    for (std::size_t b = 0; b < people_.breakdowns; ++b)
      count_in(people_.groups[static_cast<std::size_t>(row_) * people_.breakdowns + b]);
  if (tally_.scattered.size() > (std::size_t{1} << 20)) tally_.condense();
  if (listing_ != nullptr) {
    listing_->person.push_back(person_);
    listing_->attempt.push_back(attempts_);
    listing_->level.push_back(attempt.level);
    listing_->outcome.push_back(outcome);
    listing_->ended.push_back(ended);
    listing_->times.insert(listing_->times.end(), attempt.times.begin(), attempt.times.begin() + attempt.level);
  }
}

}  // namespace mainstay::inline v1::funnel
