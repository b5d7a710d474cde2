// Factors of a positive definite matrix of some thousands of rows, in blocks.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

/// Replaces the symmetric (p, p) matrix, of which the lower triangle is read (row-major), by its inverse; both triangles are written. Returns whether it is positive definite;
/// log_determinant: of the matrix. O(p³), at the rate of matrix products.
bool invert_positive_definite(std::vector<double>& matrix, std::int64_t p, double& log_determinant);

}  // namespace mainstay::inline v1::solve
