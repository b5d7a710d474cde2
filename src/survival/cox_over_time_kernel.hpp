// Additions of one row to many places.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::survival {

/// table[place[i], :] += values[i] row[:] for all i in order; width a multiple of 8.
void add_row_to_places(const double* row, const double* values, const std::int32_t* place, std::int64_t count, std::int64_t width, double* table);

}  // namespace mainstay::inline v1::survival
