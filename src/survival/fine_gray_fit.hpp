// Ways of a Fine–Gray fit that tests choose between.
#pragma once

#include <cstdint>

#include "mainstay/survival/fine_gray.hpp"

namespace mainstay::inline v1::survival {

/// Where a fit takes another way; the answer does not depend on it.
struct FineGrayWays {
  std::int64_t table_room = 1 << 15;  ///< numbers in the tables over all distinct times; with more, rows are put in the order of time
  std::int64_t copy_room = 64 << 20;  ///< numbers that a copy of x in that order may hold though x as it is given holds fewer
};
FineGrayFit fine_gray_by(const FineGrayWays& ways, const FineGrayInput& input, const FineGrayOptions& options, const RunContext& context);

}  // namespace mainstay::inline v1::survival
