// The change of a loss between two periods, split by cause, by stage, by mix and rate, by owner. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::funnel {

/// Attempts in order of (period, stratum, duration, cause), and what their causes belong to. A cell is a stratum of a period: period * strata + stratum.
struct ChangeDesign {
  static constexpr std::int32_t inside = -2, completed = -1;
  std::int64_t strata = 1, causes = 0, stages = 1, owners = 0, horizon = 0;
  std::vector<std::int64_t> cell_first;  ///< 2 * strata + 1 places
  std::vector<std::int64_t> duration;
  std::vector<std::int32_t> cause;       ///< of a lost attempt; else inside or completed
  std::vector<std::int64_t> stage_of;    ///< per cause
  std::vector<double> owner_share;       ///< (owners, causes); the rest is nobody's
};

/// What the splits come to. Periods are 0 and 1; matrices are row-major.
struct ChangeFigures {
  double loss[2] = {0.0, 0.0}, mix = 0.0, rate = 0.0;
  std::vector<double> entered;         ///< (2, strata): weights
  std::vector<double> cell_loss;       ///< (2, strata); NaN without entries
  std::vector<double> by_cause;        ///< (2, causes)
  std::vector<double> by_stage;        ///< (2, stages)
  std::vector<double> kept;            ///< (2, stages): of those whom earlier stages did not lose; NaN where there is nobody
  std::vector<double> contribution;    ///< (stages): to the change of the loss
  std::vector<double> stratum_mix, stratum_rate;
  std::vector<double> by_owner;        ///< (2, owners + 1), nobody last
};

/// `weight` per attempt, null: 1 each. Cells: Aalen & Johansen 1978, completion competing, ties sharing one risk set, losses up to the horizon.
/// Periods: cells by their shares of the entries. Mix and rate: Kitagawa 1955.
ChangeFigures change_figures(const ChangeDesign& design, const std::uint32_t* weight);

/// Shapley's value of the product of `count` factors that go from `before` to `after`: the integral over t of the derivative of
/// Π (before + t (after - before)) by each factor's own t (Owen 1972), a polynomial. O(count³).
void product_shares(const double* before, const double* after, std::int64_t count, double* share);

}  // namespace mainstay::inline v1::funnel
