// A convex quadratic form over shares: numbers that are not negative and add up to 1.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::solve {

/// Shares w with the least w'Aw, A symmetric positive semidefinite (size × size, row-major). Moves mass between the pair of shares that gains
/// most until none gains more than 1e-14 of the largest entry; with a singular A one of the best. Starts from the single share with the
/// least diagonal, so that the answer is never worse than it. O(size²) a move.
std::vector<double> least_shares(const std::vector<double>& a, std::int64_t size);

}  // namespace mainstay::inline v1::solve
