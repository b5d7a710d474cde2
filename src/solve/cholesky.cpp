#include "solve/cholesky.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::solve {

RankRevealingCholesky::RankRevealingCholesky(const double* matrix, std::int64_t p, const double* scale, double tolerance)
    : p_(p), lower_(static_cast<std::size_t>(p * p), 0.0), pivot_(p, 0.0), inverse_scale_(p, 1.0) {
  if (scale != nullptr)
    for (std::int64_t j = 0; j < p; ++j) inverse_scale_[j] = scale[j] > 0.0 ? 1.0 / scale[j] : 0.0;
  double largest = 0.0;
  for (std::int64_t j = 0; j < p; ++j)
    largest = std::max(largest, matrix[j * p + j] * inverse_scale_[j] * inverse_scale_[j]);
  const double least = largest * tolerance;
  std::vector<double> row(p);  // row j of L D
  for (std::int64_t j = 0; j < p; ++j) {
    double* lower = &lower_[j * p];
    double pivot = matrix[j * p + j] * inverse_scale_[j] * inverse_scale_[j];
    for (std::int64_t k = 0; k < j; ++k) {
      if (pivot_[k] == 0.0) continue;
      double sum = matrix[k * p + j] * inverse_scale_[k] * inverse_scale_[j];
      const double* earlier = &lower_[k * p];
      for (std::int64_t l = 0; l < k; ++l) sum -= row[l] * earlier[l];
      row[k] = sum;
      lower[k] = sum / pivot_[k];
      pivot -= sum * lower[k];
    }
    lower[j] = 1.0;
    // A NaN pivot compares false: the column is left out and the matrix is called indefinite.
    if (pivot > least && largest > 0.0) {
      pivot_[j] = pivot;
      ++rank_;
    } else {
      if (!(pivot >= -8.0 * least)) semi_definite_ = false;
      std::fill(lower, lower + j, 0.0);
    }
    std::fill(row.begin(), row.end(), 0.0);
  }
}

double RankRevealingCholesky::log_determinant() const {
  double sum = 0.0;
  for (std::int64_t j = 0; j < p_; ++j)
    if (!left_out(j)) sum += std::log(pivot_[j]) - 2.0 * std::log(inverse_scale_[j]);
  return sum;
}

void RankRevealingCholesky::solve(double* b) const {
  for (std::int64_t j = 0; j < p_; ++j) {
    if (left_out(j)) {
      b[j] = 0.0;
      continue;
    }
    double sum = b[j] * inverse_scale_[j];
    const double* lower = &lower_[j * p_];
    for (std::int64_t k = 0; k < j; ++k) sum -= lower[k] * b[k];
    b[j] = sum;
  }
  for (std::int64_t j = 0; j < p_; ++j)
    if (!left_out(j)) b[j] /= pivot_[j];
  for (std::int64_t j = p_; j-- > 0;) {
    if (left_out(j)) continue;
    const double* lower = &lower_[j * p_];
    for (std::int64_t k = 0; k < j; ++k) b[k] -= lower[k] * b[j];
  }
  for (std::int64_t j = 0; j < p_; ++j) b[j] = left_out(j) ? 0.0 : b[j] * inverse_scale_[j];
}

std::vector<double> RankRevealingCholesky::inverse() const {
  std::vector<double> result(static_cast<std::size_t>(p_ * p_), 0.0), column(p_);
  for (std::int64_t j = 0; j < p_; ++j) {
    if (left_out(j)) continue;
    std::fill(column.begin(), column.end(), 0.0);
    column[j] = 1.0;
    solve(column.data());
    for (std::int64_t k = 0; k < p_; ++k) result[k * p_ + j] = column[k];
  }
  for (std::int64_t j = 0; j < p_; ++j)
    for (std::int64_t k = 0; k < j; ++k)
      result[j * p_ + k] = result[k * p_ + j] = 0.5 * (result[j * p_ + k] + result[k * p_ + j]);
  return result;
}

}  // namespace mainstay::inline v1::solve
