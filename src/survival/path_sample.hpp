// The rows of a penalised path in the order of their times, and Cox's partial likelihood as a function of their linear predictors.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/cox.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

/// The small columns of all rows; `weights` has a number for each row, 0 leaves it out.
struct PathColumns {
  Numbers duration, event, entry, offset;
  std::vector<std::int32_t> strata;  ///< codes, or empty
  std::int64_t strata_count = 1, rows = 0;
};

/// The likelihood at one place. Vectors over rows are in the sample's order.
struct PathPoint {
  double log_likelihood = 0.0;
  bool finite = false;
  std::vector<double> hazard;    ///< per row: weight · exp(eta - stratum shift)
  std::vector<double> expected;  ///< per row: hazard · (expected leavings less the event's tied part); its information as if risk sets did not move
  std::vector<double> residual;  ///< per row: weight · event - expected, the derivative of the log-likelihood by eta
  std::vector<double> stratum_shift;  ///< taken from eta; empty: nothing
  Hazards hazards;
};

class PathSample {
 public:
  PathSample(Team& team, const PathColumns& columns, const std::vector<double>& weights, Ties ties);

  std::int64_t rows() const noexcept { return static_cast<std::int64_t>(order_.size()); }
  const std::vector<std::int32_t>& order() const noexcept { return order_; }  ///< row of the input at each place
  const std::vector<std::int32_t>& place() const noexcept { return place_; }  ///< place of each row of the input, -1 without weight
  const EventTimes& times() const noexcept { return times_; }
  const std::vector<double>& follow_up() const noexcept { return follow_up_; }
  const std::vector<double>& weights() const noexcept { return weight_; }
  double weight() const noexcept { return total_weight_; }             ///< of all rows
  double event_weight() const noexcept { return leavers_.total_weight; }
  std::int64_t events() const noexcept { return events_; }
  /// The highest value of the log-likelihood that any linear predictors reach.
  double saturated() const noexcept { return saturated_; }

  /// eta is without the offset, which is added here.
  void evaluate(Team& team, const std::vector<double>& eta, PathPoint& point) const;

  /// out[i] = minus the derivative of point.residual[i] in the direction x, so that sum over i of z_i out[i] is z' (information) x.
  /// x: a number for each place, or null, and then `places` with `values` (null: ones) says where it is not 0.
  struct Direction {
    const double* dense = nullptr;
    const std::int32_t* places = nullptr;
    const double* values = nullptr;
    double value = 1.0;  ///< of all places when values is null
    std::int64_t count = 0;
  };
  /// One thread's room for curvature().
  struct Room {
    std::vector<double> table, leaver_table, sums, cumulative;
  };
  void curvature(const PathPoint& point, const Direction& x, Room& room, double* out) const;

 private:
  void add_hazards(Team& team, PathPoint& point, std::vector<double>& table, std::vector<double>& leaver_table) const;

  Ties ties_;
  std::vector<std::int32_t> order_, place_;
  std::vector<double> weight_, offset_;       // per place; offset may be empty
  std::vector<std::int32_t> stop_, start_;    // per place: slots; start only with entries
  std::vector<std::int32_t> first_place_, second_place_;  // with entries: places of risk_
  std::vector<std::uint8_t> left_;
  std::vector<std::int32_t> leaver_;          // places of the rows that left
  std::vector<std::int64_t> stratum_first_;   // place
  EventTimes times_;
  RiskIndex risk_;
  Leavers leavers_;
  std::vector<double> follow_up_;
  double total_weight_ = 0.0, saturated_ = 0.0;
  std::int64_t events_ = 0;
  bool entries_ = false, leaver_sums_ = false;
};

}  // namespace mainstay::inline v1::survival
