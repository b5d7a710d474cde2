// Shares of a mixture from what is seen of it through a table of errors.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::reasons {

/// errors: (reasons, words) row-major, rows add up to 1; seen: words, adding up to 1. Least-squares solution of errors' p = seen, which adds up to 1 by itself where it is exact. False when errors' errors is singular in doubles. O(reasons² words + reasons³).
bool invert_errors(const std::vector<double>& errors, const std::vector<double>& seen, std::int64_t reasons, std::int64_t words, std::vector<double>& shares);

/// The likeliest shares on the simplex: maximum of sum of seen · log(errors' p), by EM; stops when no share moves by more than 1e-12, or after 20000 rounds.
void likeliest_shares(const std::vector<double>& errors, const std::vector<double>& seen, std::int64_t reasons, std::int64_t words, std::vector<double>& shares);

/// Singular values, falling (Jacobi rotations of errors · errors').
std::vector<double> singular_values(const std::vector<double>& errors, std::int64_t reasons, std::int64_t words);

}  // namespace mainstay::inline v1::reasons
