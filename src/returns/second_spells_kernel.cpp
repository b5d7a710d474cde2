#include "returns/second_spells_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::returns {

RestrictedMean restricted_mean(const survival::RiskSets& sets, std::int64_t lane, double until, const std::vector<double>& duration, const std::vector<double>& entry, const std::vector<std::int64_t>& left) {
  const auto first = sets.time.begin() + sets.begin[at(lane)], last = sets.time.begin() + sets.begin[at(lane) + 1];
  const auto steps = std::upper_bound(first, last, until) - first;
  std::vector<double> survival, behind(at(steps)), own(at(steps)), sum(at(steps) + 1, 0.0);
  double stay = 1.0;
  for (std::ptrdiff_t k = 0; k < steps; ++k) {
    const std::size_t step = static_cast<std::size_t>(first - sets.time.begin() + k);
    stay = sets.events[step] >= sets.at_risk[step] ? 0.0 : stay * (1.0 - sets.events[step] / sets.at_risk[step]);
    survival.push_back(stay);
  }
  double area = 0.0, upper = until;
  for (std::ptrdiff_t k = steps; k-- > 0;) {
    area += survival[at(k)] * (upper - first[k]);
    behind[at(k)] = area;
    upper = first[k];
  }
  RestrictedMean result;
  result.mean = area + upper;  // S is 1 before the first step
  for (std::ptrdiff_t k = 0; k < steps; ++k) {
    const std::size_t step = static_cast<std::size_t>(first - sets.time.begin() + k);
    const double stays = sets.at_risk[step] - sets.events[step];
    own[at(k)] = stays > 0.0 ? behind[at(k)] / stays : 0.0;
    sum[at(k) + 1] = sum[at(k)] + own[at(k)] * sets.events[step] / sets.at_risk[step];
  }
  const auto place = [&](double time) { return at(std::upper_bound(first, first + steps, time) - first); };
  for (std::size_t i = 0; i < duration.size(); ++i) {
    const std::size_t end = place(duration[i]);
    double influence = sum[end] - (entry.empty() ? 0.0 : sum[place(entry[i])]);
    if (left[i] != 0 && duration[i] <= until) influence -= own[end - 1];
    result.influence.push_back(influence);
  }
  return result;
}

LeastSquares least_squares(const std::vector<double>& rows, std::int64_t p, const std::vector<double>& y, std::int64_t column) {
  LeastSquares result;
  const std::size_t n = y.size();
  std::vector<double> products(at(p * p), 0.0), solution(at(p), 0.0), scale(at(p));
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = rows.data() + i * at(p);
    for (std::int64_t a = 0; a < p; ++a) {
      solution[at(a)] += row[a] * y[i];
      for (std::int64_t b = a; b < p; ++b) products[at(a * p + b)] += row[a] * row[b];
    }
  }
  for (std::int64_t a = 0; a < p; ++a) scale[at(a)] = std::sqrt(products[at(a * p + a)]);
  const solve::RankRevealingCholesky factor(products.data(), p, scale.data());
  result.rank = factor.rank();
  result.told = !factor.left_out(column);
  factor.solve(solution.data());
  const std::vector<double> inverse = factor.inverse();
  result.coefficient = solution[at(column)];
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = rows.data() + i * at(p);
    double rest = y[i], own = 0.0;
    for (std::int64_t a = 0; a < p; ++a) {
      rest -= solution[at(a)] * row[a];
      own += inverse[at(column * p + a)] * row[a];
    }
    result.influence.push_back(own * rest);
  }
  return result;
}

}  // namespace mainstay::inline v1::returns
