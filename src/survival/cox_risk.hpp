// Risk sets as ranges of an index of distinct times of leaving, and what a Cox likelihood needs of their sums.
//
// Every stratum has a run of slots: an empty one, then one for each distinct time at which somebody left. A row is at risk in
// the slots (entry slot, stop slot], where a slot is the number of times not above the row's time. Nothing is sorted but
// the distinct times.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Times of leaving of all strata, ascending in each.
class EventTimes {
 public:
  /// times: of all strata, one after the other, ascending and distinct; counts: how many each stratum has.
  EventTimes(std::vector<double> times, const std::vector<std::int64_t>& counts);
  EventTimes() = default;

  std::int64_t strata() const noexcept { return static_cast<std::int64_t>(first_.size()) - 1; }
  std::int64_t slots() const noexcept { return static_cast<std::int64_t>(time_.size()); }
  /// The empty slot of a stratum; first(strata()) is slots().
  std::int64_t first(std::int64_t stratum) const noexcept { return first_[stratum]; }
  double time(std::int64_t slot) const noexcept { return time_[slot]; }

  /// The last slot whose time is at most `time`. O(1) for times that are spread evenly, O(log slots) at worst.
  std::int32_t slot(std::int64_t stratum, double time) const noexcept;
  /// No slot() and slots_of() from now on; gives their memory back.
  void forget_lookup() { lookup_ = {}, bucket_ = {}, day_slot_ = {}; }
  /// The same for `count` times; `strata` null: all of the first.
  void slots_of(const std::int32_t* strata, const double* time, std::int64_t count, std::int32_t* out) const noexcept;

 private:
  struct Lookup {
    double low, scale;
    std::int64_t first_bucket, buckets;
  };
  std::vector<double> time_;  // per slot; unused in empty slots
  std::vector<std::int64_t> first_{0};
  std::vector<Lookup> lookup_;
  std::vector<std::int32_t> bucket_;  // first slot of each bucket
  // Whole times in a narrow range: the slot of every stratum and day from the day before the first on; as many days for each stratum.
  std::vector<std::int32_t> day_slot_;
  double first_day_ = 0.0, last_day_ = 0.0;
};

/// Distinct times of leaving of rows with an event and positive weight. strata: codes per row, or null. Whole numbers in a narrow
/// range are ticked off in one pass, others are sorted. longest: the longest duration of all rows in each stratum.
EventTimes event_times_of(Team& team, const double* duration, const double* event, const double* weights, const std::int32_t* strata,
                          std::int64_t strata_count, std::int64_t rows, std::vector<double>& longest);

/// The sums of a risk set are built from one addition for each row, or two with entries, and never by subtraction.
/// Without entries: a row is added to its stop slot, a risk set is the sum of its slot and all later ones of the stratum.
/// With entries: the rows of a pair (first slot a, last slot b) go to the level of the highest bit in which a and b differ, there to a
/// and to b; at that level a risk set is the sum from the near end of its half block. A row at risk in one slot goes to level 0.
class RiskIndex {
 public:
  RiskIndex() = default;
  RiskIndex(std::int64_t slots, bool entries);
  bool entries() const noexcept { return entries_; }
  std::int64_t slots() const noexcept { return slots_; }
  std::int64_t levels() const noexcept { return levels_; }
  std::int64_t size() const noexcept { return slots_ * levels_ + entries_; }  ///< places of a table; with entries the last is nowhere

  /// Places of the rows at risk in (entry, stop]; second is nowhere when there is only one, both when there is none.
  struct Places {
    std::int32_t first, second;
  };
  Places places(std::int32_t entry, std::int32_t stop) const noexcept {
    const std::uint32_t a = static_cast<std::uint32_t>(entry) + 1, b = static_cast<std::uint32_t>(stop);
    const auto nowhere = static_cast<std::int32_t>(slots_ * levels_);
    if (a > b) return {nowhere, nowhere};
    if (a == b) return {stop, nowhere};
    const auto level = static_cast<std::int64_t>(32 - __builtin_clz(a ^ b));
    return {static_cast<std::int32_t>(level * slots_ + a), static_cast<std::int32_t>(level * slots_ + b)};
  }
  /// table (levels·slots, width) of additions → sums (slots, width) over each slot's risk set.
  void resolve(const double* table, std::int64_t width, const EventTimes& times, double* sums) const;

 private:
  std::int64_t slots_ = 0, levels_ = 1;
  bool entries_ = false;
};

/// How many left in each slot, and how much weight they had.
struct Leavers {
  std::vector<double> count, weight;  // per slot
  std::vector<double> staying;        // per slot: weight of the rows that end in it without leaving; for tables only
  double most = 0.0;                  ///< most leavers in one slot
  double total_weight = 0.0;
};

/// With l over the d tied leavers of a slot, S the weighted hazards of its risk set, E those of its leavers, W their weight and
/// D_l = S - (l/d) E (Efron; Breslow: D_l = S):
///   cumulative: sum over slots of (W/d) sum 1/D_l, restarting in each stratum      tied: (W/d) sum (l/d)/D_l
///   a, b, c: (W/d) times sum 1/D_l², (l/d)/D_l², (l/d)²/D_l²                        log_sum: sum of (W/d) sum log D_l
struct Hazards {
  std::vector<double> jump, cumulative, tied, a, b, c;  // per slot; until accumulate(), cumulative holds each slot's part of log_sum
  std::vector<double> cumulative_rest;                  // per slot with entries, else empty
  double log_sum = 0.0;
  bool finite = true;

  void begin(std::int64_t slots, bool entries);
  /// What one slot with d leavers of weight W contributes; S and E as above. Slots may be filled from several threads.
  void fill(std::int64_t slot, double d, double leaver_weight, Ties ties, double risk_sum, double leaver_sum) noexcept;
  /// cumulative, log_sum and finite from the filled slots. cumulative + cumulative_rest is a sum in twice the precision, so that
  /// the differences of it that rows with entries need lose nothing.
  void accumulate(const EventTimes& times);

  /// What jump and tied will about be at beta + step, sums being the resolved ones at beta: log-linear in the mean attributes of each
  /// slot's risk set, with the curvature, the variance of x'step in a risk set, that slots have on average. Without slots where the
  /// step is too long for that.
  Hazards forecast(const EventTimes& times, const double* sums, const double* leaver_sums, std::int64_t width,
                   const std::vector<double>& step, double curvature) const;
  /// The largest relative difference of a jump, or of its tied part; infinite when one has no slots.
  double distance(const Hazards& other) const;
  bool good() const noexcept { return !jump.empty(); }
};
/// All slots from sums and leaver_sums, which hold per slot, at stride `width`, the hazards at offset `at`.
Hazards hazards_of(Team& team, const EventTimes& times, const Leavers& leavers, Ties ties, const double* sums, const double* leaver_sums,
                   std::int64_t width, std::int64_t at, bool entries);

/// What risk sets contribute to the slope and the information matrix.
struct RiskParts {
  std::vector<double> products;  // (width, width): sum of a SS' - b(SE' + ES') + c EE' over the slots
  std::vector<double> expected;  // (width): sum of jump S - tied E, which is the rows' sum of x times expected events
  explicit RiskParts(std::int64_t width = 0) : products(width * width, 0.0), expected(width, 0.0) {}
  void add(const RiskParts& other);
};
/// Adds some slots, from first_slot on, whose sums start at `sums` and `leaver_sums` (or null).
void add_risk_sets(const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t first_slot, std::int64_t slots,
                   std::int64_t width, RiskParts& parts);
RiskParts risk_parts(Team& team, const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t slots, std::int64_t width);

}  // namespace mainstay::inline v1::survival
