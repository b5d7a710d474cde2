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
  enum class Order { ordered, any_order, milestone };
  enum class Entry { first, any, each };
  enum class Ties { favour, by_sequence, strict };
  enum class Between { anything, no_other_stage, no_other_event };
  /// From after the stage `after` was reached until the stage `before` is, one of its events ends the attempt.
  struct Exclusion {
    int after = 0, before = 0;
  };
  int stages = 0;
  Order order = Order::ordered;
  Entry entry = Entry::first;
  Ties ties = Ties::favour;
  Between between = Between::anything;
  bool repeats_end = false;  ///< an event of a stage that is already behind ends the attempt
  bool hold = false;         ///< the events of an attempt agree on a value
  bool words = false;        ///< attempts tell which word carried them into each stage
  bool spells = false;       ///< a person's events are cut into spells first
  std::int64_t window = never;
  std::array<int, most_stages> class_of{};         ///< class of the events of a stage
  std::array<std::int64_t, most_stages> within{};  ///< longest time from the stage before; never = no limit
  std::uint32_t optional = 0;                      ///< stages that may be passed over, one bit each; neither the first nor the last
  std::vector<Exclusion> exclusions{};

  bool is_optional(int stage) const noexcept { return (optional >> stage & 1) != 0; }
  /// The stage before that everybody must come through.
  int anchor(int stage) const noexcept {
    do --stage;
    while (stage > 0 && is_optional(stage));
    return stage;
  }
  /// Something other than time can end an attempt.
  bool ends_early() const noexcept { return between != Between::anything || repeats_end || !exclusions.empty(); }
  /// Every class has one stage and nothing but the window limits an attempt: the direct algorithm serves, otherwise the general one.
  bool direct() const noexcept;
  /// Longest time from entry to the last stage.
  std::int64_t horizon() const noexcept;
};

struct Event {
  std::int64_t time;
  std::int64_t sequence = 0;      ///< 0 unless ties = by_sequence
  std::int32_t word_class = -1;   ///< -1: of no stage
  std::int32_t word = -1;
  std::int32_t held = 0;          ///< place of the value on which the events of an attempt agree
  std::uint32_t exclusions = 0;   ///< whose word it is, one bit each
};

inline constexpr std::array<std::int8_t, most_stages + 1> in_order = [] {
  std::array<std::int8_t, most_stages + 1> order{};
  for (int k = 0; k <= most_stages; ++k) order[static_cast<std::size_t>(k)] = static_cast<std::int8_t>(k);
  return order;
}();

/// One way through the stages, and the last time at which it could have gone on.
struct Attempt {
  int level = 0;         ///< steps: stages reached
  int ended_early = -1;  ///< 0: by an event between two steps; 1 + x: by exclusion x; at `deadline`
  std::int64_t deadline = 0;
  std::array<std::int64_t, most_stages + 1> times{};       ///< of the steps; one to spare
  std::array<std::int8_t, most_stages + 1> stage = in_order;  ///< of the steps; in any order: how many are done before it
  std::array<std::int8_t, most_stages + 1> done = in_order;   ///< the same; in any order: which one was done
  std::array<std::int32_t, most_stages + 1> word{};        ///< that carried the person into it, when the definition asks for words

  int last() const noexcept { return stage[static_cast<std::size_t>(level) - 1]; }
  bool completed(const Definition& definition) const noexcept { return last() == definition.stages - 1; }
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
