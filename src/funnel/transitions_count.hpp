// Ways and transitions counted: whole numbers in, distinct ways and histograms of days out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/team.hpp"
#include "mainstay/funnel/transitions.hpp"

namespace mainstay::inline v1::funnel {

inline constexpr std::string_view transitions_key = "funnel.transitions";

/// Distinct lists of event codes, in the order in which they were first met.
class WayIndex {
 public:
  std::int64_t count() const noexcept { return static_cast<std::int64_t>(begin_.size()) - 1; }
  const std::int32_t* first(std::int64_t way) const noexcept { return events_.data() + begin_[static_cast<std::size_t>(way)]; }
  std::int64_t length(std::int64_t way) const noexcept { return begin_[static_cast<std::size_t>(way) + 1] - begin_[static_cast<std::size_t>(way)]; }
  /// Its number; a new one where it was not met before. O(length).
  std::int64_t add(const std::int32_t* events, std::int64_t length);

 private:
  void grow();
  std::vector<std::int64_t> begin_{0};
  std::vector<std::int32_t> events_;
  std::vector<std::uint64_t> hash_;   // of each way
  std::vector<std::int64_t> slots_;   // way, or -1
};

/// How often something took so many days.
struct DayCount {
  std::uint64_t what;
  std::int64_t days, count;
};
class DayCounts {
 public:
  void add(std::uint64_t what, std::int64_t days, std::int64_t count);
  /// In rising order of what and days.
  std::vector<DayCount> sorted() const;
  const std::vector<DayCount>& slots() const noexcept { return slots_; }  ///< count 0: empty

 private:
  std::vector<DayCount> slots_;
  std::int64_t used_ = 0;
};

/// One transition as a number.
inline std::uint64_t pair_of(std::int64_t from, std::int64_t to) noexcept { return static_cast<std::uint64_t>(from) << 32 | static_cast<std::uint64_t>(to); }

/// What is known of a person beside the way; `way` as in WayCounts.
struct PersonWay {
  std::int64_t person = 0, way = 0, first = 0, last = 0;
};

struct WayCounts {
  std::vector<std::string> words;  ///< in rising order
  WayIndex ways;
  DayCounts way_days, times;
  std::int64_t other_words = 0, after_end = 0, collapsed = 0, repeated = 0;
  std::vector<PersonWay> people;          ///< by person in rising order; empty unless asked for
  std::vector<std::string> person_names;  ///< by PersonWay::person
};

/// Words of an option that contradict each other are refused here.
void check_transitions(const TransitionsOptions& options);
WayCounts count_ways(const TransitionsInput& input, const TransitionsOptions& options, const RunContext& context, bool list_people);

}  // namespace mainstay::inline v1::funnel
