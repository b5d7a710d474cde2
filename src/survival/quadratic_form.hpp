// u' V⁻ u for a covariance matrix that may be singular.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace mainstay::inline v1::survival {

struct QuadraticForm {
  double value = 0.0;
  std::int64_t rank = 0;
};

/// Cholesky with diagonal pivoting; directions whose variance is below 1e-10 of the largest are left out. `variance` is size × size.
inline QuadraticForm quadratic_form(std::vector<double> variance, std::vector<double> u) {
  const std::size_t size = u.size();
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return variance[i * size + j]; };
  double largest = 0.0;
  for (std::size_t i = 0; i < size; ++i) largest = std::max(largest, at(i, i));
  QuadraticForm form;
  for (std::size_t k = 0; k < size; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < size; ++i)
      if (at(i, i) > at(pivot, pivot)) pivot = i;
    if (!(at(pivot, pivot) > 1e-10 * largest)) break;
    if (pivot != k) {
      for (std::size_t j = 0; j < size; ++j) std::swap(at(k, j), at(pivot, j));
      for (std::size_t i = 0; i < size; ++i) std::swap(at(i, k), at(i, pivot));
      std::swap(u[k], u[pivot]);
    }
    form.value += u[k] * u[k] / at(k, k);
    ++form.rank;
    for (std::size_t i = k + 1; i < size; ++i) {
      const double factor = at(i, k) / at(k, k);
      u[i] -= factor * u[k];
      for (std::size_t j = k + 1; j < size; ++j) at(i, j) -= factor * at(k, j);
    }
  }
  return form;
}

}  // namespace mainstay::inline v1::survival
