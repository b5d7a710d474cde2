// A convex quadratic with a penalty: what a proximal Newton step minimises.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

/// slope'(b - from) + (b - from)' H (b - from) / 2 + sum of first_j |b_j| + second_j b_j² / 2 over the terms that take part.
class PathQuadratic {
 public:
  std::int64_t size() const noexcept { return size_; }
  double& at(std::int64_t row, std::int64_t column) noexcept { return hessian_[row * room_ + column]; }
  double at(std::int64_t row, std::int64_t column) const noexcept { return hessian_[row * room_ + column]; }
  /// More terms, with zeros in H.
  void grow(std::int64_t size);

  /// The minimum from b = `from` on, by coordinates in turn; where that is slow, by solving for the terms that are not 0. Converged when a
  /// coordinate's step of length d moves less than `tolerance`: H_jj d² <= tolerance². False when it is not found.
  bool minimise(const std::vector<double>& slope, const std::vector<double>& from, const std::vector<double>& first, const std::vector<double>& second,
                double tolerance, std::vector<double>& b) const;
  /// step' H step
  double squared_length(const std::vector<double>& step) const;
  /// H step
  void multiply(const std::vector<double>& step, std::vector<double>& out) const;
  /// Learns that the slope changes by `change` along `step` (Broyden, Fletcher, Goldfarb & Shanno).
  void learn(const std::vector<double>& step, const std::vector<double>& change);

 private:
  std::int64_t size_ = 0, room_ = 0;
  std::vector<double> hessian_;  // (room, room), symmetric
};

}  // namespace mainstay::inline v1::survival
