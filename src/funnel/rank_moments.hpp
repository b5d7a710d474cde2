// Ranks of very many uncertain rates: their count of higher rates by its moments instead of its whole distribution.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "funnel/units_kernel.hpp"

namespace mainstay::inline v1::funnel {

/// A rate's rank among the others, 1 the highest.
struct RankOf {
  double expected, lower, upper, highest, lowest;  ///< mean, bounds, probability to be the highest and the lowest of all
};

/// At each point of the grid the mean, variance and third cumulant of how many rates are higher, and the logarithms of the probabilities that none is and that all are.
/// A rate is looked at only where it may lie: some hundred points, so that the whole is O(rates). Means and the two probabilities are as exact as the quadrature; bounds
/// come from a normal count with a term for its skewness, which at the ends of the order may be one rank off.
class RankMoments {
 public:
  struct Sums {
    std::vector<double> mean, variance, third, none, all;  ///< at each point
    std::vector<std::int64_t> surely, never;               ///< at each panel: rates that are above it, below it (differences)
  };

  explicit RankMoments(const std::vector<TrueRate>& rates);
  Sums sums() const;
  /// Adds the rates [first, last) to the sums; rates do not depend on each other.
  void add(Sums& sums, const std::vector<TrueRate>& rates, std::int64_t first, std::int64_t last) const;
  /// Puts the sums of all the rates together, in their order.
  void settle(const std::vector<Sums>& parts);
  RankOf of(const TrueRate& rate, double tail) const;

 private:
  static constexpr std::size_t nodes = 8;
  struct Panel {
    double from, half;
  };
  struct Within {
    std::size_t first_panel = 0;
    std::vector<double> density, higher;  ///< at the points of its panels: the density times the weight, the probability that the rate is higher
  };
  void look(const TrueRate& rate, Within& within) const;

  std::array<std::array<double, nodes>, nodes> below_{};  // integrals of the interpolating polynomials from -1 to each node
  std::vector<Panel> panels_;
  std::vector<double> y_;
  Sums sums_;
  std::int64_t rates_ = 0;
};

}  // namespace mainstay::inline v1::funnel
