// The maths of funnel.units: counts under chance alone, limits of funnel plots, dispersion, ranks of uncertain rates.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::funnel {

/// People who share a probability.
struct AlikePeople {
  std::int64_t people;
  double probability;
};

/// The count of a unit when nothing sets it apart: a sum of binomial counts. Exact, but of people of several probabilities with a variance above 1e5 (some half a
/// million people): then by Edgeworth's expansion, right to six digits up to four standard errors.
class ChanceCount {
 public:
  explicit ChanceCount(std::vector<AlikePeople> parts);
  double mean() const noexcept { return mean_; }
  double variance() const noexcept { return variance_; }
  double at_most(std::int64_t count) const noexcept;
  double at_least(std::int64_t count) const noexcept;

  /// The count below which chance falls with probability `tail`, with a straight line between whole counts (Spiegelhalter 2005, appendix A.1.1), at least 0.
  double lower_limit(double tail) const noexcept;
  /// Its mirror image among those not counted.
  double upper_limit(double tail) const noexcept;

 private:
  AlikePeople all_{0, 0.0};          // of one probability: tails by the beta function
  bool alike_ = true, expanded_ = false;
  double expansion(double count) const noexcept;  // P(at most so many), the half of the step added by the caller
  double mean_ = 0.0, variance_ = 0.0, third_ = 0.0, fourth_ = 0.0;  // central moment and cumulant
  std::int64_t people_ = 0, first_ = 0;
  std::vector<double> below_, above_;  // P(count <= first + k), P(count >= first + k)
};

struct Dispersion {
  double phi;   ///< mean squared winsorised z
  double tau2;  ///< variance on top of `std_error`²
};
/// Spiegelhalter (2005), section 3: z beyond the quantiles `share` and 1 - share (type 7) are set to them; tau² by moments. At least two units.
Dispersion dispersion_of(std::vector<double> z, const std::vector<double>& std_error, double share);

/// What is known of a unit's true rate: beta on (0, 1) seen on the logit scale, or normal.
struct TrueRate {
  bool is_beta;
  double first, second;  ///< a and b, or mean and standard deviation; all above 0 but the mean
};

/// Where a rate may lie, on the scale of its density, but for the probability `tail` at each end.
struct RateReach {
  double from, to;
};
RateReach reach_of(const TrueRate& rate, double tail);
/// Logarithm of its density there, up to a constant.
double log_density(const TrueRate& rate, double y);

/// Points of a quadrature (panels of Gauss and Legendre's eight points, as wide as 1.2 standard deviations of the narrowest rate that reaches into them),
/// and at each of them how many of the rates are higher.
struct RankGrid {
  struct Point {
    double y = 0.0, weight = 0.0;
    std::int64_t first = 0;
    std::vector<double> mass{};  ///< mass[k]: first + k rates are higher
  };
  std::vector<Point> points;
};
RankGrid rank_grid(const std::vector<TrueRate>& rates);
/// Fills one point; points do not depend on each other.
void fill_point(RankGrid& grid, const std::vector<TrueRate>& rates, std::int64_t point);
/// P(so many of the other rates are higher than this one) for 0, 1, … rates - 1: the other rates' count, averaged over the rate's density.
std::vector<double> higher_than(const RankGrid& grid, const std::vector<TrueRate>& rates, std::int64_t rate);

}  // namespace mainstay::inline v1::funnel
