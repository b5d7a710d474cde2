// The way of one person through the stages, and estimates from the counts of many. Pure: no fields, no threads.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace mainstay::inline v1::funnel {

inline constexpr int most_stages = 16;
inline constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;  ///< later than any time; sums stay in range

/// The last time that lies within `span` of `time`.
inline std::int64_t within_of(std::int64_t time, std::int64_t span) noexcept { return span == never ? never : time + span; }

/// A funnel ready to run. Stages are 0, 1, …; events carry the class of their word, and stages with equal words share a class.
struct Definition {
  enum class Entry { first, any, each };
  enum class Ties { favour, by_sequence, strict };
  int stages = 0;
  Entry entry = Entry::first;
  Ties ties = Ties::favour;
  std::int64_t window = never;
  std::array<int, most_stages> class_of{};         ///< class of the events of a stage
  std::array<std::int64_t, most_stages> within{};  ///< longest time from the stage before; never = no limit

  /// Every class has one stage and there is no `within`: the direct algorithm serves, otherwise the general one.
  bool direct() const noexcept;
  /// Longest time from entry to the last stage.
  std::int64_t horizon() const noexcept;
};

struct Event {
  std::int64_t time;
  std::int64_t sequence;
  std::int32_t word_class;
};

/// One way through the stages: times of the stages 0 … level - 1, and the last time at which it could have gone on.
struct Attempt {
  int level = 0;
  std::int64_t deadline = 0;
  std::array<std::int64_t, most_stages + 1> times{};  ///< one to spare
};

/// Events of one person as single numbers for the direct algorithm: time and stage, so that their rising order is the order
/// in which the tie policy wants them read (favour: by stage; strict: against it, so that a stage never sees its own day).
class PackedEvents {
 public:
  static constexpr int stage_bits = 5;
  static constexpr std::uint64_t bias = std::uint64_t{1} << 57;  // times lie within 2^51 of zero
  explicit PackedEvents(const Definition& definition) : strict_(definition.ties == Definition::Ties::strict), last_(definition.stages - 1) {}
  std::uint64_t pack(std::int64_t time, int stage) const noexcept {
    return (static_cast<std::uint64_t>(time) + bias) << stage_bits | static_cast<std::uint64_t>(strict_ ? last_ - stage : stage);
  }
  static std::int64_t time(std::uint64_t packed) noexcept { return static_cast<std::int64_t>((packed >> stage_bits) - bias); }
  int stage(std::uint64_t packed) const noexcept {
    const int low = static_cast<int>(packed & ((1u << stage_bits) - 1));
    return strict_ ? last_ - low : low;
  }

 private:
  bool strict_;
  int last_;
};

/// Attempts of one person from rising packed events; O(events) a pass, no memory of its own. Definition::direct() only.
/// act(attempt) is called for each, in order of entry.
template <class Act>
void direct_attempts(const Definition& definition, const PackedEvents& packed, const std::uint64_t* events, std::int64_t count,
                     const Act& act);

/// The same for every definition, from events in rising order of (time, sequence); O(events × stages) for one attempt.
class GeneralAttempts {
 public:
  explicit GeneralAttempts(const Definition& definition) : definition_(definition) {}
  /// The attempts in order of entry; valid until the next call.
  const std::vector<Attempt>& run(const std::vector<Event>& events);

 private:
  struct Moment {  // events that are not one after the other: equal time (and sequence)
    std::int64_t time;
    std::size_t first, last;
    std::uint32_t reached;  // stages that the attempt in hand can reach here, one bit each
  };
  void count_classes(const std::vector<Event>& events, const Moment& moment);
  void forget_classes(const std::vector<Event>& events, const Moment& moment);
  Attempt attempt(const std::vector<Event>& events, std::size_t entry, std::size_t& completed_at);
  std::int64_t furthest_entry(const std::vector<Event>& events);

  const Definition& definition_;
  std::vector<Moment> moments_;
  std::vector<Attempt> attempts_;
  std::array<std::int32_t, most_stages> available_{};  // events of each class at the moment in hand
};

/// Probability of an event in the presence of competing ends and censoring (Aalen & Johansen 1978), ages in rising order.
/// Whatever happens at one age shares one risk set; whoever is censored at an age is still at risk there. The variance is that
/// of the delta method on independent multinomial steps (Greenwood's for one cause).
class Incidence {
 public:
  explicit Incidence(std::int64_t at_risk) : at_risk_(static_cast<double>(at_risk)) {}
  void add(std::int64_t events, std::int64_t competing, std::int64_t censored) noexcept;
  double probability() const noexcept { return incidence_; }
  double variance() const noexcept { return incidence_variance_; }

 private:
  double at_risk_;
  double survival_ = 1.0, survival_variance_ = 0.0, incidence_ = 0.0, incidence_variance_ = 0.0, covariance_ = 0.0;
};

template <class Act>
void direct_attempts(const Definition& definition, const PackedEvents& packed, const std::uint64_t* events, std::int64_t count,
                     const Act& act) {
  const int stages = definition.stages;
  const bool strict = definition.ties == Definition::Ties::strict;
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  if (definition.entry == Definition::Entry::any) {
    // The latest entry from which each stage is within reach: a later one is never worse for what comes (starts only rise).
    std::array<std::int64_t, most_stages> start;
    start.fill(std::numeric_limits<std::int64_t>::min());
    int furthest = -1;
    for (std::int64_t i = 0; i < count && furthest < stages - 1; ++i) {
      const int stage = packed.stage(events[i]);
      const std::int64_t time = PackedEvents::time(events[i]);
      if (stage == 0) start[0] = time;
      else if (start[static_cast<std::size_t>(stage) - 1] < time - definition.window) continue;
      else start[static_cast<std::size_t>(stage)] = start[static_cast<std::size_t>(stage) - 1];
      furthest = stage > furthest ? stage : furthest;
    }
    if (furthest < 0) return;
    from = start[static_cast<std::size_t>(furthest)];
  }
  std::int64_t i = 0;
  Attempt attempt;
  for (;;) {
    for (; i < count; ++i)
      if (packed.stage(events[i]) == 0 && PackedEvents::time(events[i]) >= from) break;
    if (i == count) return;
    const std::int64_t entered = PackedEvents::time(events[i]);
    attempt.times[0] = entered;
    attempt.deadline = within_of(entered, definition.window);
    int level = 1;
    if (!strict) ++i;  // strict reads a day against the stages; nothing else of the entry's day counts
    for (; i < count && level < stages; ++i) {
      const std::int64_t time = PackedEvents::time(events[i]);
      if (time > attempt.deadline) break;
      const bool next = packed.stage(events[i]) == level && (!strict || time > attempt.times[static_cast<std::size_t>(level) - 1]);
      attempt.times[static_cast<std::size_t>(level)] = time;
      level += next;
    }
    attempt.level = level;
    act(attempt);
    if (definition.entry != Definition::Entry::each) return;
    // The next entry lies after the end of this attempt.
    from = (level == stages ? attempt.times[static_cast<std::size_t>(level) - 1] : attempt.deadline) + 1;
  }
}

}  // namespace mainstay::inline v1::funnel
