// Eigenvalues of symmetric matrices.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

/// A = V diag(values) V'.
struct SymmetricEigen {
  std::vector<double> values;   ///< rising
  std::vector<double> vectors;  ///< V, (p, p) row-major: column k belongs to values[k]
};

/// matrix: (p, p), symmetric. O(p³).
SymmetricEigen symmetric_eigen(const double* matrix, std::int64_t p);

}  // namespace mainstay::inline v1::solve
