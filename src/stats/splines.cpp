#include "stats/splines.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::stats {

CubicSplines::CubicSplines(double low, double high, std::int64_t size) : size_(size) {
  const double margin = 0.001 * (high - low);
  low_ = low - margin;
  high_ = high + margin;
  step_ = (high_ - low_) / static_cast<double>(size - 3);
  if (!(step_ > 0.0)) step_ = 1.0;
}

std::int64_t CubicSplines::at(double x, double* four) const noexcept {
  // Beyond the ends: value and slope there.
  const double inside = std::clamp(x, low_, high_);
  double place = (inside - low_) / step_;
  const auto interval = std::clamp<std::int64_t>(static_cast<std::int64_t>(place), 0, size_ - 4);
  const double t = place - static_cast<double>(interval), u = 1.0 - t;
  constexpr double sixth = 1.0 / 6.0;
  four[0] = sixth * u * u * u;
  four[1] = sixth * (4.0 + t * t * (3.0 * t - 6.0));
  four[2] = sixth * (4.0 + u * u * (3.0 * u - 6.0));
  four[3] = sixth * t * t * t;
  if (x != inside) {
    const double by = (x - inside) / step_;
    four[0] -= by * 0.5 * u * u;
    four[1] += by * t * (1.5 * t - 2.0);
    four[2] -= by * u * (1.5 * u - 2.0);
    four[3] += by * 0.5 * t * t;
  }
  return interval;
}

std::vector<double> second_difference_penalty(std::int64_t size) {
  std::vector<double> penalty(static_cast<std::size_t>(size * size), 0.0);
  constexpr double difference[3] = {1.0, -2.0, 1.0};
  for (std::int64_t i = 0; i + 2 < size; ++i)
    for (std::int64_t a = 0; a < 3; ++a)
      for (std::int64_t b = 0; b < 3; ++b) penalty[(i + a) * size + i + b] += difference[a] * difference[b];
  return penalty;
}

std::vector<double> orthogonal_to(const std::vector<double>& constraint) {
  // Householder's reflection that takes the constraint to the first axis: its other columns.
  const auto n = static_cast<std::int64_t>(constraint.size());
  std::vector<double> v = constraint;
  double length = 0.0;
  for (const double c : v) length += c * c;
  length = std::sqrt(length);
  std::vector<double> result(static_cast<std::size_t>(n * (n - 1)), 0.0);
  v[0] += v[0] < 0.0 ? -length : length;
  double squares = 0.0;
  for (const double c : v) squares += c * c;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 1; j < n; ++j) result[i * (n - 1) + j - 1] = (i == j ? 1.0 : 0.0) - (squares > 0.0 ? 2.0 * v[i] * v[j] / squares : 0.0);
  return result;
}

}  // namespace mainstay::inline v1::stats
