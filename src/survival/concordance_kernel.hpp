// Counting of comparable pairs for Harrell's concordance.
#pragma once

#include <cstdint>

#include "core/team.hpp"

namespace mainstay::inline v1::survival {

/// Columns of `rows` numbers; entry, weights, strata and cluster may be null. A higher score means leaving sooner.
struct ConcordanceRows {
  const double* score;
  const double* duration;
  const double* event;
  const double* entry;
  const double* weights;
  const std::int32_t* strata;
  std::int64_t strata_count;
  std::int64_t rows;
  const std::int32_t* cluster;
  std::int64_t clusters;
};

struct ConcordanceSums {
  double concordant = 0.0, discordant = 0.0, tied_score = 0.0, tied_time = 0.0, tied_both = 0.0;
  double concordance = 0.0, std_error = 0.0;  ///< NaN when there is no comparable pair
};

/// O(n log n) time, about 40 bytes a row. The same for any number of threads.
ConcordanceSums count_concordance(Team& team, const ConcordanceRows& rows);

}  // namespace mainstay::inline v1::survival
