// The arithmetic of a discrete-time hazard on blocks of rows: each row against all cells of the baseline in which it is at risk.
// logit: h = o / (1 + o) with o = exp(alpha + eta), survival of a period 1 / (1 + o). cloglog: h = 1 - exp(-u), u = exp(alpha + eta).
#pragma once

#include <cstdint>

#include "mainstay/survival/hazard.hpp"

namespace mainstay::inline v1::survival {

/// What the cells are at some point of the parameters.
struct HazardCells {
  std::int64_t count = 0;
  const double* alpha = nullptr;   ///< linear predictors
  const double* factor = nullptr;  ///< exp(alpha)
  const double* below = nullptr;   ///< [c]: sum of factor over the cells before c that are in the stratum of c - 1; count + 1 numbers
  double largest = 0.0;            ///< largest alpha
  const std::int64_t* first = nullptr;  ///< first and last period of each; null: every cell is one period
  const std::int64_t* last = nullptr;
};

/// Rows, and what is summed over them.
struct HazardBlock {
  std::int64_t count = 0, width = 0;
  const double* rows = nullptr;    ///< (count, width): columns, a constant 1, zeros
  const double* eta = nullptr;
  const double* factor = nullptr;  ///< exp(eta)
  const double* weight = nullptr;  ///< null: ones
  const std::int32_t *lo = nullptr, *hi = nullptr;  ///< cells at risk
  const std::uint8_t* left = nullptr;               ///< whether the row's event is in cell hi - 1
  const std::int64_t *entry = nullptr, *duration = nullptr;  ///< with cells of several periods
  const std::int32_t* group = nullptr;              ///< null: no groups
  const std::uint8_t* from_start = nullptr;         ///< whether lo is the first cell of the stratum
  double* room = nullptr;                           ///< cells + 8 numbers
  // Sums that are added to.
  double value = 0.0;          ///< log-likelihood
  double* cell_slope = nullptr;   ///< (cells)
  double* cross = nullptr;        ///< (cells, width): information × row
  double* tail = nullptr;         ///< (cells + 1, width): see add_cloglog
  double* group_cells = nullptr;  ///< (groups, cells)
  // Written for each row.
  double* slope = nullptr;        ///< by eta
  double* information = nullptr;
};

/// exp() of larger sums is not taken.
inline constexpr double largest_odds_log = 20.0;

void add_logit(const HazardCells& cells, HazardBlock& block);

/// With the observed information, rows from the start of their stratum and single periods put weight·exp(eta)·row into tail[end of what they
/// stayed through], from which add_tail makes slope and cross of all cells at once: their cost does not depend on the number of periods.
void add_cloglog(const HazardCells& cells, HazardBlock& block, bool expected);

/// cell_slope and cross of the cells of one stratum [begin, end) from tail; `constant` is the place of the constant 1.
void add_tail(const HazardCells& cells, std::int64_t begin, std::int64_t end, std::int64_t width, std::int64_t constant, const double* tail, double* cell_slope,
              double* cross);

/// One row: derivative of its log-likelihood by each alpha of [lo, hi), times its weight, into out[0 … hi - lo). Returns their sum.
double hazard_scores(HazardLink link, const HazardCells& cells, double eta, double weight, std::int32_t lo, std::int32_t hi, bool left, std::int64_t entry,
                     std::int64_t duration, double* out);

/// Probability of leaving in a period, log of staying, and the derivative of the latter, by a linear predictor.
struct HazardValue {
  double hazard, log_stay, slope;
};
HazardValue hazard_at(HazardLink link, double eta);
/// The same in a period of a fit's cell, by the linear predictor without the baseline; where nobody, or everybody, left in it: for sure.
HazardValue hazard_of(const HazardFit& fit, std::int64_t cell, double eta);

}  // namespace mainstay::inline v1::survival
