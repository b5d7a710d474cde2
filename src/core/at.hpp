// Rows are counted in 64 signed bits, standard containers in unsigned ones.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mainstay::inline v1 {

/// The place of row i in a standard container.
inline std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace mainstay::inline v1
