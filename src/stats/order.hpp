// Sorting numbers in linear time, and the index of a column's distinct values.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::stats {

/// A number and what travels with it.
struct Keyed {
  double key;
  std::uint32_t payload;
};

/// Sorts ascending by key, equal keys in their given order (0 and −0 are equal). Keys must be finite; `scratch` is grown to n.
/// Linear time for keys that are spread out; n log n at worst (a few values far from a dense rest).
/// Method: bins by the key's place between the smallest and the largest key, each bin counted once more within the cache, then a
/// repair of neighbours that fell into one place. With a team its threads share the work; the order does not depend on them.
void sort_keyed(Keyed* items, std::int64_t n, std::vector<Keyed>& scratch, Team* team = nullptr);

/// Rows in ascending order of their value, equal values in row order. Values must be finite. O(n) time and memory.
std::vector<std::int64_t> order_by(const double* values, std::int64_t n);

/// The distinct values of a column, ascending, and for each row which of them it has.
struct Distinct {
  std::vector<double> values;
  std::vector<std::uint32_t> index;
};

/// Values must be finite (0 and −0 are one value). Whole numbers in a narrow range are counted, everything else is sorted.
/// Refuses more than 2^32 rows with values that need sorting (std::length_error).
Distinct distinct_of(const double* values, std::int64_t n);

}  // namespace mainstay::inline v1::stats
