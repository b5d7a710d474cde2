// Histograms of leavers and expected leavers, and the best split of one. Whole numbers throughout: sums are exact, so that no order of
// rows or threads shows, and a child's histogram is its parent's less its sibling's.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

/// Of one row within the times of a node: leavers less expected leavers, and expected leavers, in units of 1 / scale.
struct RowSlope {
  std::int32_t excess, expected;
};

/// Sums of the same.
struct SlopeSum {
  std::int64_t excess = 0, expected = 0;
  SlopeSum& operator+=(const SlopeSum& other) noexcept {
    excess += other.excess;
    expected += other.expected;
    return *this;
  }
  SlopeSum& operator-=(const SlopeSum& other) noexcept {
    excess -= other.excess;
    expected -= other.expected;
    return *this;
  }
  friend SlopeSum operator-(SlopeSum a, const SlopeSum& b) noexcept { return a -= b; }
};

inline constexpr std::int64_t group_columns = 8;  ///< columns whose codes share a word

/// cells[offset[c] + code of column c] += slopes[i] for the rows listed; codes[row] holds those of `columns` columns, 8 bits each.
void add_rows(const std::uint64_t* codes, const std::uint32_t* rows, const RowSlope* slopes, std::int64_t count, std::int64_t columns,
              const std::int64_t* offset, SlopeSum* cells);

/// What all splits of a node share. A node's value is w = excess / (expected + l2) on the scale of ratios - 1 (leaves take log(1 + w)); the
/// penalised log-likelihood to second order is excess · w - (expected + l2) w² / 2.
struct SplitRules {
  double l2 = 0.0, least_expected = 0.0;  ///< in the units of the sums
  double lower = -1e300, upper = 1e300;   ///< between which values must lie (monotone columns above)
};

struct BestSplit {
  double gain = 0.0;  ///< rise of that log-likelihood, in the units of the sums; not above 0: there is no split
  std::int32_t bin = -1;
  bool missing_left = false;
  SlopeSum left;
  std::vector<bool> levels_left;  ///< of a categorical column
};

double value_of(const SlopeSum& sum, const SplitRules& rules) noexcept;
double promise_of(const SlopeSum& sum, const SplitRules& rules) noexcept;

/// Best cut of a column of numbers: cells of its bins, then of missing values. direction: 1 the values must not fall with the bins, -1 not rise,
/// 0 either. With `bin` the bins up to it go left; it lies in the middle of bins that no row of the node has. Where no row is missing, missing
/// goes where more is expected.
BestSplit best_number_split(const SlopeSum* cells, std::int32_t bins, const SlopeSum& total, const SplitRules& rules, int direction);

/// Best cut of levels in the order of their values (Fisher 1958: for one number a level, the best of all subsets is among these).
/// Missing values are a level. Levels that no row of the node has go where more is expected.
BestSplit best_level_split(const SlopeSum* cells, std::int32_t bins, const SlopeSum& total, const SplitRules& rules);

/// Best cut of `count` intervals of time; `bin` is the last interval that goes left.
BestSplit best_time_split(const SlopeSum* cells, std::int32_t count, const SlopeSum& total, const SplitRules& rules);

}  // namespace mainstay::inline v1::survival
