// The attempts of one person under every definition of a funnel. Pure: no fields, no threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "funnel/window_kernel.hpp"

namespace mainstay::inline v1::funnel {

/// Attempts from events in rising order of (time, sequence, class, word); O(events × stages) for one attempt.
/// The rules are those of docs/funnel/window.md.
class GeneralAttempts {
 public:
  explicit GeneralAttempts(const Definition& definition) : definition_(definition), early_(definition.ends_early()) {}
  /// The attempts in order of entry; valid until the next call.
  const std::vector<Attempt>& run(const std::vector<Event>& events);

 private:
  using Position = std::pair<std::int64_t, std::int64_t>;  // time, sequence
  using Counts = std::array<std::int32_t, most_stages>;    // events of each class
  struct Moment {  // events that are not one after the other: equal time (and sequence)
    std::int64_t time;
    std::size_t first, last;
    std::uint32_t reached;  // stages that the attempt in hand can reach here, one bit each
  };
  struct Found {
    Attempt attempt;
    Position entered, completed;
    std::size_t next = 0;  // the first moment after its end
  };
  struct Step {
    int stage;
    std::size_t moment;
  };

  void stream(const Event* events, std::size_t count);
  bool enters(const Moment& moment) const noexcept;
  bool better(const Found& a, const Found& b) const noexcept;
  Position position(const Moment& moment) const noexcept { return {moment.time, by_sequence() ? events_[moment.first].sequence : 0}; }
  bool by_sequence() const noexcept { return definition_.ties == Definition::Ties::by_sequence; }

  Found attempt(std::size_t entry);
  void ordered(std::size_t entry, Found& found);
  void any_order(std::size_t entry, Found& found);
  void milestone(std::size_t entry, Found& found);
  std::int64_t furthest_entry();

  Counts counts(const Moment& moment) const noexcept;
  template <class Reach>
  void walk(Counts available, int stage, const Reach& reach) const;
  std::int64_t deadline(const std::array<std::int64_t, most_stages>& last, int furthest, std::int64_t end) const noexcept;
  bool trace(std::size_t entry, int stage, std::size_t at, Counts left);
  int exclusion(const Moment& moment, const std::array<std::size_t, most_stages>& reached_at, std::size_t now, int furthest) const noexcept;
  bool interrupted(const Moment& moment, int furthest) const noexcept;

  const Definition& definition_;
  bool early_;
  const Event* events_ = nullptr;
  std::vector<Event> by_value_;
  std::vector<Moment> moments_;
  std::vector<Step> steps_;
  std::vector<Found> found_;
  std::vector<Attempt> attempts_;
};

}  // namespace mainstay::inline v1::funnel
