// A model of offers and the search over a grid of levers, on plain arrays.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::returns {

/// Intercept and p columns: linear predictor (1, x - centre)'coefficient with variance (1, x - centre)'covariance(1, x - centre).
struct OfferModel {
  std::vector<double> centre;       ///< p
  std::vector<double> coefficient;  ///< p + 1
  std::vector<double> covariance;   ///< (p + 1, p + 1)
  std::vector<double> lowest, highest;  ///< p: the range of the data
  std::vector<double> spread;       ///< (p + 1, p + 1) inverse of the sum of (1, x - centre)(1, x - centre)' over the data; empty: leverage is not looked at
  double most_leverage = 0.0;       ///< of a row of the data
  bool cloglog = false;
  double factor = 0.0;              ///< of the standard error, for the interval
  std::int64_t columns() const noexcept { return static_cast<std::int64_t>(centre.size()); }
};

/// Probability of a linear predictor.
double probability_of(const OfferModel& model, double linear) noexcept;

/// The sum of (1, x - centre)(1, x - centre)' over n rows (n, p), inverted, and the greatest leverage among them; false where it has no inverse.
bool find_leverage(const std::vector<double>& x, std::int64_t n, OfferModel& model);

struct OfferQuote {
  double probability, lower, upper;
  bool in_range;
};
/// One offer as it stands; x: p values.
OfferQuote quote(const OfferModel& model, const double* x);

/// One lever of one pair: the column, the values that may be offered (the present one is tried first and need not be among them), minor units for one unit more, and the length of a step.
struct OfferChoice {
  std::int64_t column;
  std::vector<double> values;
  double unit_cost, step;
};

struct OfferSearch {
  bool found = false, beyond_data = false, any = false;
  std::vector<double> needed;  ///< a value for each lever, of the cheapest offer that reaches the target
  OfferQuote quote{}, best{};
  double cost = 0.0;  ///< whole minor units
};
/// All offers on the grid of the levers; target in terms of the linear predictor. `lower`: the lower end of the interval has to reach it. O(levers²) an offer.
OfferSearch search_offers(const OfferModel& model, const double* x, const std::vector<OfferChoice>& levers, double target, bool lower);

}  // namespace mainstay::inline v1::returns
