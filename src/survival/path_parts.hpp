// What the parts of a path's cross-validation learn from, and what they are judged by.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/survival/path.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

/// Rows as they are learnt from and as they are judged by. Vectors hold a number for each row of the input, or nothing: as in the input.
struct PathPart {
  std::vector<double> weights;  ///< 0: not learnt from
  std::vector<double> duration, event;                       ///< of a forward split: as known by the cut
  std::vector<double> judged_weights;                        ///< 0: not judged
  std::vector<double> judged_entry, judged_duration, judged_event;  ///< of a forward split: between this cut and the next
};

/// The parts; none when no cross-validation is wanted. Each is made when it is asked for.
class PathParts {
 public:
  /// weights: a number for each row; outlives it, as the input does.
  PathParts(std::string_view analysis, const PathInput& input, const PathOptions& options, const std::vector<double>& weights, std::uint64_t seed);
  std::int64_t count() const noexcept { return count_; }
  bool forward() const noexcept { return !cuts_.empty(); }
  PathPart part(std::int64_t which) const;

 private:
  const std::vector<double>& weights_;
  Numbers duration_, event_, entry_, day_;
  std::vector<std::int32_t> part_of_;
  std::vector<double> cuts_;
  std::int64_t count_ = 0;
};

}  // namespace mainstay::inline v1::survival
