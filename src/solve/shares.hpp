// Least squares with coefficients that are shares: none below 0, adding up to 1.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

/// The c >= 0, Σ c = 1 that minimises c'Qc / 2 - b'c; Q (m, m) row-major, symmetric, positive semi-definite. By an active set, as Lawson & Hanson (1974) do for least squares that are
/// not negative: exact up to rounding, ends after finitely many steps. Of equally good answers the one that uses earlier columns. O(m³) for each column that is used.
std::vector<double> shares(const std::vector<double>& Q, const std::vector<double>& b, std::int64_t m);

}  // namespace mainstay::inline v1::solve
