#include "survival/smooth_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/eigen.hpp"
#include "stats/chi_squared_mixture.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::survival {

SmoothTest smooth_test(const std::vector<double>& coefficients, const std::vector<double>& information, const std::vector<double>& covariance, double rank) {
  const auto m = static_cast<std::int64_t>(coefficients.size());
  const solve::SymmetricEigen of_information = solve::symmetric_eigen(information.data(), m);
  std::vector<double> root(m * m), half(m * m, 0.0), spread(m * m, 0.0), at(m, 0.0);
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < m; ++j) root[i * m + j] = std::sqrt(std::max(0.0, of_information.values[i])) * of_information.vectors[j * m + i];
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t k = 0; k < m; ++k) {
      at[i] += root[i * m + k] * coefficients[k];
      for (std::int64_t j = 0; j < m; ++j) half[i * m + j] += root[i * m + k] * covariance[k * m + j];
    }
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < m; ++j)
      for (std::int64_t k = 0; k < m; ++k) spread[i * m + j] += half[i * m + k] * root[j * m + k];
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < i; ++j) spread[i * m + j] = spread[j * m + i] = 0.5 * (spread[i * m + j] + spread[j * m + i]);
  const solve::SymmetricEigen directions = solve::symmetric_eigen(spread.data(), m);
  const double most = m > 0 ? directions.values[m - 1] : 0.0, nothing = most * std::pow(std::numeric_limits<double>::epsilon(), 0.9);
  std::vector<double> z;  // standard normal when there is no curve; the widest direction first
  for (std::int64_t k = m; k-- > 0 && directions.values[k] > nothing;) {
    double sum = 0.0;
    for (std::int64_t i = 0; i < m; ++i) sum += directions.vectors[i * m + k] * at[i];
    z.push_back(sum / std::sqrt(directions.values[k]));
  }
  SmoothTest test;
  const auto known = static_cast<std::int64_t>(z.size());
  if (known == 0 || !(rank > 0.0)) return test;
  auto whole = static_cast<std::int64_t>(std::floor(rank));
  double part = rank - static_cast<double>(whole);
  if (whole + (part > 0.0 ? 1 : 0) > known) {
    whole = known;
    part = 0.0;
  }
  test.rank = static_cast<double>(whole) + part;
  if (whole == 0) {  // less than one direction is one
    test.statistic = z[0] * z[0];
    test.p_value = stats::chi_squared_upper_tail(test.statistic, 1.0);
    return test;
  }
  for (std::int64_t k = 0; k < whole; ++k) test.statistic += z[k] * z[k];
  if (part == 0.0) {
    test.p_value = stats::chi_squared_upper_tail(test.statistic, static_cast<double>(whole));
    return test;
  }
  test.statistic += part * z[whole] * z[whole];
  const double cross = 2.0 * std::sqrt(0.5 * part * (1.0 - part)) * z[whole - 1] * z[whole], sum = 1.0 + part, apart = std::sqrt(sum * (2.0 - sum));
  const double a = 0.5 * (sum + apart), b = 0.5 * (sum - apart);
  test.p_value = 0.0;
  for (const double sign : {1.0, -1.0}) test.p_value += 0.5 * stats::chi_squared_mixture_upper_tail(test.statistic + sign * cross, whole - 1, a, b);
  test.p_value = std::clamp(test.p_value, 0.0, 1.0);
  return test;
}

}  // namespace mainstay::inline v1::survival
