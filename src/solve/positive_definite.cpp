#include "solve/positive_definite.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::solve {

bool invert_positive_definite(std::vector<double>& matrix, std::int64_t p, double& log_determinant) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<Matrix> map(matrix.data(), p, p);
  Eigen::LLT<Eigen::MatrixXd> factor(map.selfadjointView<Eigen::Lower>().toDenseMatrix());
  log_determinant = 0.0;
  if (factor.info() != Eigen::Success) return false;
  for (std::int64_t i = 0; i < p; ++i) log_determinant += 2.0 * std::log(factor.matrixLLT()(i, i));
  // The inverse of the triangle by blocks of columns, each solved below its own rows only; then its product with itself by blocks of rows, each as long as it reaches: a third of the work of solving for all unit vectors.
  constexpr std::int64_t block = 96;
  const Eigen::MatrixXd& lower = factor.matrixLLT();
  Eigen::MatrixXd triangle = Eigen::MatrixXd::Zero(p, p), inverse = Eigen::MatrixXd::Zero(p, p);
  for (std::int64_t first = 0; first < p; first += block) {
    const std::int64_t width = std::min(block, p - first), left = p - first;
    auto columns = triangle.block(first, first, left, width);
    columns.topRows(width).setIdentity();
    lower.block(first, first, left, left).triangularView<Eigen::Lower>().solveInPlace(columns);
  }
  for (std::int64_t first = 0; first < p; first += block) {
    const std::int64_t height = std::min(block, p - first), reach = first + height;
    inverse.topLeftCorner(reach, reach).selfadjointView<Eigen::Lower>().rankUpdate(triangle.block(first, 0, height, reach).transpose());
  }
  map = inverse.selfadjointView<Eigen::Lower>();
  return true;
}

}  // namespace mainstay::inline v1::solve
