// Krippendorff's alpha from counts, and intraclass correlations from mean squares.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/performance/agreement.hpp"

namespace mainstay::inline v1::performance {

/// Ratings by unit: those of unit u are value[start[u]] … value[start[u + 1] - 1], as places among the distinct values.
struct UnitRatings {
  std::vector<std::int64_t> start;
  std::vector<std::int32_t> value, rater;
  std::vector<double> distinct;  ///< rising; of labels their places
  std::int64_t units() const noexcept { return static_cast<std::int64_t>(start.size()) - 1; }
};

struct Disagreement {
  double observed, expected;  ///< NaN without pairs
  double alpha() const noexcept { return 1.0 - observed / expected; }
};

/// Alpha's parts, for units counted so many times; units with fewer than two ratings do not count.
class AlphaCounts {
 public:
  /// `left_out`: a rater whose ratings do not count, or -1.
  AlphaCounts(const UnitRatings& ratings, AgreementLevel level, std::int32_t left_out = -1);
  Disagreement of(const std::vector<std::int32_t>& times) const;
  std::int64_t pairable() const noexcept { return static_cast<std::int64_t>(value_.size()); }
  std::int64_t units() const noexcept { return static_cast<std::int64_t>(start_.size()) - 1; }

 private:
  AgreementLevel level_;
  std::vector<double> distinct_;
  std::vector<std::int64_t> start_;
  std::vector<std::int32_t> value_;
  std::vector<double> own_;  // disagreement within each unit, where it does not depend on the others
};

struct MeanSquares {
  double units = 0.0, raters = 0.0, residual = 0.0, within = 0.0;
  double n = 0.0, k = 0.0;
};
struct Intraclass {
  double value, lower, upper, statistic, degrees, divisor_degrees;
};
/// The forms of one rating: 1 one-way, 2 absolute agreement, 3 consistency; and of the mean of k.
Intraclass intraclass_of(const MeanSquares& squares, int form, bool mean, double confidence_level);

}  // namespace mainstay::inline v1::performance
