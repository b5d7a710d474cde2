#include "solve/quadratic_form.hpp"

#include <Eigen/Cholesky>

namespace mainstay::inline v1::solve {

QuadraticForm quadratic_form(const std::vector<double>& variance, const std::vector<double>& u) {
  const auto size = static_cast<Eigen::Index>(u.size());
  QuadraticForm form;
  if (size == 0) return form;
  const Eigen::Map<const Eigen::MatrixXd> matrix(variance.data(), size, size);
  const double least = 1e-10 * matrix.diagonal().maxCoeff();
  const Eigen::LDLT<Eigen::MatrixXd> factors(matrix);
  Eigen::VectorXd part = factors.transpositionsP() * Eigen::Map<const Eigen::VectorXd>(u.data(), size);
  factors.matrixL().solveInPlace(part);
  const Eigen::VectorXd pivots = factors.vectorD();
  for (Eigen::Index k = 0; k < size && pivots[k] > least; ++k, ++form.rank) form.value += part[k] * part[k] / pivots[k];
  return form;
}

}  // namespace mainstay::inline v1::solve
