// Which cells of a table with totals are kept back.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::reasons {

/// count: (rows, columns) row-major, the last row and the last column their totals. Without groups there is one column, no total of it.
/// Returns 0: told, 1: small, 2: kept back on account of others.
std::vector<std::int32_t> keep_back(const std::vector<std::int64_t>& count, std::int64_t rows, std::int64_t columns, std::int64_t smallest);

/// Edges (cells kept back) whose removal parts the rows and columns that they join: each can be computed from the rest.
std::vector<std::int64_t> bridges(const std::vector<std::int32_t>& status, std::int64_t rows, std::int64_t columns);

}  // namespace mainstay::inline v1::reasons
