#include "solve/positive_definite.hpp"

#include <Eigen/Dense>

#include <cmath>

namespace mainstay::inline v1::solve {

bool invert_positive_definite(std::vector<double>& matrix, std::int64_t p, double& log_determinant) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::Map<Matrix> map(matrix.data(), p, p);
  Eigen::LLT<Eigen::MatrixXd> factor(map.selfadjointView<Eigen::Lower>().toDenseMatrix());
  log_determinant = 0.0;
  if (factor.info() != Eigen::Success) return false;
  for (std::int64_t i = 0; i < p; ++i) log_determinant += 2.0 * std::log(factor.matrixLLT()(i, i));
  map = factor.solve(Eigen::MatrixXd::Identity(p, p));
  return true;
}

}  // namespace mainstay::inline v1::solve
