// The discrete likelihood of one time of leaving: just these d of all sets of d at risk.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

/// log of e_d(r), the sum over all sets of d rows of the product of their hazards exp(eta); and the mean and variance of the sum of x over the
/// set, sets being drawn by those products. Gail, Lubin & Rubinstein (1981) add row after row: sets of j rows with the new one are sets
/// of j - 1 without it. Here the products are made probabilities first: rows enter independently with pi = r z / (1 + r z), z such that
/// d are expected; then e_d = P(d rows) · prod(1 + r z) / z^d, and nothing overflows. rows·d·(1 + p + p²/2).
class DiscreteSets {
 public:
  explicit DiscreteSets(std::int64_t terms) : terms_(terms) {}
  /// eta (count); 0 < d <= count.
  double log_sum(const double* eta, std::int64_t count, std::int64_t d);
  /// After log_sum() of the same rows: x (count, width); mean (terms), variance (terms, terms), upper triangle.
  void moments(const double* x, std::int64_t width, std::vector<double>& mean, std::vector<double>& variance);

 private:
  std::int64_t terms_, d_ = 0;
  std::vector<double> chance_;  // pi of each row
  std::vector<double> exactly_, first_, second_;
};

}  // namespace mainstay::inline v1::survival
