// The columns of a table as small whole numbers: what histogram trees are grown on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::stats {

/// One column's bins. Bin `bins` (the one after the last) holds missing values.
struct BinColumn {
  std::string name;
  bool categorical = false;
  std::int32_t bins = 0;            ///< bins of given values, at most 255; 0 where every value is missing
  std::vector<double> cuts;         ///< numbers: bin b holds cuts[b-1] < value <= cuts[b]; bins - 1 of them, ascending
  std::vector<std::string> levels;  ///< categories that occur; level l is bin min(l, bins - 1)
  std::int32_t missing_bin() const noexcept { return bins; }
};

struct Bins {
  std::int64_t rows = 0;
  std::vector<BinColumn> columns;
  std::vector<std::uint8_t> codes;  ///< column by column: the bin of each row
  const std::uint8_t* column(std::size_t j) const noexcept { return codes.data() + static_cast<std::int64_t>(j) * rows; }
};

inline constexpr std::int64_t most_bins = 255;

/// Cuts each column into at most `most` bins of nearly equal weight. Where a column has no more distinct values than that, each has a
/// bin of its own; cuts lie half-way between neighbouring values, so that a value is on the same side of a cut however it is
/// read. Each category is a bin, in the order of the column's levels; of more than `most` the heaviest have bins of their own and
/// share the last one (levels then stand in order of weight). NaN and absent values are missing. Rows of weight 0 have codes, but no say.
/// Weights are added as whole numbers: the result does not depend on the order of the rows or on the threads.
/// Values must be finite or missing, codes within their levels. O(rows · columns); three passes over x.
Bins bin_table(const Table& x, const Column& weights, std::int64_t most, Team& team);

/// The same codes row by row: codes[row * columns + column].
std::vector<std::uint8_t> codes_by_row(const Bins& bins, Team& team);

}  // namespace mainstay::inline v1::stats
