// p-values of many tests, corrected for their number.
#pragma once

#include <vector>

namespace mainstay::inline v1::stats {

enum class Correction { benjamini_hochberg, holm, bonferroni, none, benjamini_yekutieli };

/// Missing values (NaN) stay so and do not count. Benjamini & Hochberg (1995), Benjamini & Yekutieli (2001), Holm (1979). O(n log n).
std::vector<double> corrected(const std::vector<double>& p_values, Correction correction);

}  // namespace mainstay::inline v1::stats
