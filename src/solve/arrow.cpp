#include "solve/arrow.hpp"

#include <cmath>

namespace mainstay::inline v1::solve {

namespace {
std::vector<double> inverse_of(const std::vector<double>& diagonal) {
  std::vector<double> result(diagonal.size(), 0.0);
  for (std::size_t i = 0; i < diagonal.size(); ++i)
    if (diagonal[i] > 0.0) result[i] = 1.0 / diagonal[i];
  return result;
}
std::vector<double> drift_of(const Arrow& matrix, const std::vector<double>& inverse_diagonal) {
  std::vector<double> result = matrix.border;
  for (std::int64_t i = 0; i < matrix.m; ++i)
    for (std::int64_t j = 0; j < matrix.p; ++j) result[i * matrix.p + j] *= inverse_diagonal[i];
  return result;
}
std::vector<double> schur_of(const Arrow& matrix, const std::vector<double>& drift) {
  const std::int64_t p = matrix.p;
  std::vector<double> result = matrix.dense;
  for (std::int64_t i = 0; i < matrix.m; ++i) {
    const double* border = matrix.border.data() + i * p;
    const double* by = drift.data() + i * p;
    for (std::int64_t j = 0; j < p; ++j) {
      if (border[j] == 0.0) continue;
      double* row = result.data() + j * p;
      for (std::int64_t l = j; l < p; ++l) row[l] -= border[j] * by[l];
    }
  }
  for (std::int64_t j = 0; j < p; ++j)
    for (std::int64_t l = 0; l < j; ++l) result[j * p + l] = result[l * p + j];
  return result;
}
}  // namespace

ArrowFactor::ArrowFactor(const Arrow& matrix, const double* scale)
    : m_(matrix.m), p_(matrix.p), inverse_diagonal_(inverse_of(matrix.diagonal)), drift_(drift_of(matrix, inverse_diagonal_)),
      scale_(scale, scale + matrix.p), schur_(schur_of(matrix, drift_).data(), matrix.p, scale) {
  for (const double d : matrix.diagonal) diagonal_positive_ = diagonal_positive_ && d >= 0.0;
}

void ArrowFactor::solve(std::vector<double>& many, std::vector<double>& few) const {
  for (std::int64_t i = 0; i < m_; ++i)
    for (std::int64_t j = 0; j < p_; ++j) few[j] -= drift_[i * p_ + j] * many[i];
  schur_.solve(few.data());
  for (std::int64_t i = 0; i < m_; ++i) {
    double sum = many[i] * inverse_diagonal_[i];
    for (std::int64_t j = 0; j < p_; ++j) sum -= drift_[i * p_ + j] * few[j];
    many[i] = sum;
  }
}

double ArrowFactor::log_determinant() const {
  double sum = schur_.log_determinant();
  for (const double d : inverse_diagonal_)
    if (d > 0.0) sum -= std::log(d);
  return sum;
}

ArrowFactor::Inverse ArrowFactor::inverse() const {
  Inverse result;
  result.few = schur_.inverse();
  result.cross.assign(static_cast<std::size_t>(m_ * p_), 0.0);
  result.many.assign(static_cast<std::size_t>(m_), 0.0);
  for (std::int64_t i = 0; i < m_; ++i) {
    const double* by = drift_.data() + i * p_;
    double* to = result.cross.data() + i * p_;
    for (std::int64_t j = 0; j < p_; ++j) {
      if (by[j] == 0.0) continue;
      const double* row = result.few.data() + j * p_;
      for (std::int64_t l = 0; l < p_; ++l) to[l] -= by[j] * row[l];
    }
    double own = inverse_diagonal_[i];
    for (std::int64_t j = 0; j < p_; ++j) own -= to[j] * by[j];
    result.many[i] = own;
  }
  return result;
}

double trace_of_product(const ArrowFactor::Inverse& inverse, const Arrow& matrix) {
  double sum = 0.0;
  for (std::size_t i = 0; i < matrix.diagonal.size(); ++i) sum += inverse.many[i] * matrix.diagonal[i];
  for (std::size_t i = 0; i < matrix.border.size(); ++i) sum += 2.0 * inverse.cross[i] * matrix.border[i];
  for (std::size_t i = 0; i < matrix.dense.size(); ++i) sum += inverse.few[i] * matrix.dense[i];
  return sum;
}

}  // namespace mainstay::inline v1::solve
