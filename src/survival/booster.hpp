// The boosting of one cause, tree by tree, over rows that stay the same.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/survival/boosting.hpp"
#include "survival/boosting_growth.hpp"
#include "survival/boosting_time.hpp"

namespace mainstay::inline v1::survival {

inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  return static_cast<std::uint64_t>(data::WholeIndex::scatter(static_cast<std::int64_t>(seed ^ value)));
}
inline bool drawn(std::uint64_t lot, double share) { return static_cast<double>(lot >> 11) * 0x1p-53 < share; }

/// What the rows are, those that count: the places in the caller's columns, times, causes and weights.
struct Kept {
  std::vector<std::int64_t> row;
  std::vector<PersonTime> time;
  std::vector<std::uint8_t> cause;  ///< 0: still here
};

/// What all boostings of a fit share.
struct BoostedPeople {
  const Kept& kept;
  const TimeAxis& axis;
  const std::vector<std::uint64_t>& lots;
  const BoostingOptions& options;
  const GrowthRules& rules;
  double unit;
  std::uint64_t seed;
  Team& team;
};

class Booster {
 public:
  static constexpr std::int64_t chunk_rows = 8192;
  static std::int64_t chunks_of(std::int64_t rows) { return std::max<std::int64_t>(1, (rows + chunk_rows - 1) / chunk_rows); }

  /// `is_held(row)`: whether it is watched only.
  Booster(const BoostedPeople& people, BoostedRows& data, const std::function<bool(std::int64_t)>& is_held);

  struct Outcome {
    BoostingStatus status = BoostingStatus::no_events;
    std::vector<GrownTree> trees;
    std::vector<double> log_rate, calibration;        ///< of each interval
    std::vector<double> log_likelihood, held_out;     ///< after each tree, none first
    std::int64_t events = 0, held_out_events = 0, kept_trees = 0;
  };

  /// Trees until the score of those held out rises no more.
  Outcome run(std::uint8_t cause, double from, double to);

  /// As many trees, on everybody, as have the best score in the parts together, each held out from the boosting of one of `folds`; all go on tree
  /// by tree until the score of all rises no more.
  Outcome run_by(std::deque<Booster>& folds, std::uint8_t cause, double from, double to);

 private:
  struct Survey {
    double trained = 0.0, watched = 0.0, largest = 0.0;
  };

  /// The rates without any tree; whether anybody left.
  bool begin(std::uint8_t cause);
  /// One tree more; false when no split is left.
  bool grow(std::int64_t turn);
  /// The outcome with the first `trees`.
  Outcome finish(std::int64_t trees);
  void score();
  void fill_cells(const std::vector<double>& log_rate);
  Survey look();
  void draw(std::uint64_t turn);
  double follow(const GrownTree& tree, const std::vector<std::uint32_t>& rows);
  void calibrate();
  void tell(std::int64_t turn, double from, double to);

  BoostedRows& data_;
  const Kept& kept_;
  const TimeAxis& axis_;
  const std::vector<std::uint64_t>& lots_;
  const BoostingOptions& options_;
  double half_;
  std::uint64_t seed_;
  Team& team_;
  TreeGrower grower_;
  std::vector<std::uint8_t> held_;
  std::vector<std::uint32_t> trained_, watched_;
  double trained_weight_ = 0.0, watched_weight_ = 0.0;
  // Of the cause at hand.
  std::uint8_t cause_ = 0;
  Outcome out_;
  Survey survey_;
  std::vector<double> observed_;                 // in each interval
  double at_event_ = 0.0, at_held_event_ = 0.0;  // sums of log rates where somebody left
  std::vector<std::uint32_t> sample_, others_;
  std::vector<std::uint8_t> allowed_;
};

}  // namespace mainstay::inline v1::survival
