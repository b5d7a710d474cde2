// The inner loops of decisions: sums over a column, distances and products over a block of rows.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::performance {

/// Rows at a time.
inline constexpr std::int64_t decision_block = 512;

struct ColumnSeen {
  std::int64_t known = 0;
  double minimum = 0.0, maximum = 0.0, sum = 0.0;
};
/// Of `count` numbers; NaN is not counted. Eight sums side by side, added up in a fixed order.
ColumnSeen seen_of(const double* x, std::int64_t count) noexcept;

/// Sum of (x - mean)², without NaN.
double squares_about(const double* x, std::int64_t count, double mean) noexcept;

/// Sum of t log t - (t - 1) with t = x / mean, which is never negative; x >= 0, mean > 0, without NaN. Error of a term: a few units in the last place.
double divergence_from(const double* x, std::int64_t count, double mean) noexcept;

/// sum[i] += weight · r[i].
void add_weighted(const double* r, std::int64_t count, double weight, double* sum) noexcept;
/// The same where r is known, and known[i] += weight there.
void add_weighted_known(const double* r, std::int64_t count, double weight, double* sum, double* known) noexcept;
/// Squared distances: to_best[i] += (weight (r[i] - best))², to_worst alike.
void add_distances(const double* r, std::int64_t count, double weight, double best, double worst, double* to_best, double* to_worst) noexcept;
/// regret = weight (best - r[i]) / (best - worst), 0 where these are equal: sum[i] += regret, largest[i] = max.
void add_regrets(const double* r, std::int64_t count, double weight, double best, double worst, double* sum, double* largest) noexcept;

}  // namespace mainstay::inline v1::performance
