#include "solve/eigen.hpp"

#include <Eigen/Dense>

namespace mainstay::inline v1::solve {

SymmetricEigen symmetric_eigen(const double* matrix, std::int64_t p) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  SymmetricEigen result;
  result.values.resize(p);
  result.vectors.resize(p * p);
  if (p == 0) return result;
  const Eigen::Map<const Matrix> map(matrix, p, p);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(map);
  Eigen::Map<Eigen::VectorXd>(result.values.data(), p) = solver.eigenvalues();
  Eigen::Map<Matrix>(result.vectors.data(), p, p) = solver.eigenvectors();
  return result;
}

}  // namespace mainstay::inline v1::solve
