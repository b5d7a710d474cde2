// Which rows a part of a comparison learns from, and which it is judged on.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/survival/choose.hpp"

namespace mainstay::inline v1::survival {

struct ChoosePart {
  double cut = 0.0;                            ///< day of a forward split, NaN of a random one
  std::vector<std::int64_t> learns, judged;    ///< rows
  std::vector<double> duration;                ///< of those that learn, as known by the cut
  std::vector<std::int64_t> event;
  std::vector<double> judged_duration, since;  ///< of those judged: when they left, and from when they were there, both from time 0 of the judging
  std::vector<std::int64_t> judged_event;
  std::vector<double> tenure;                  ///< what they are predicted given: entry, or tenure at the cut
};

/// Parts of all repeats. `times` is filled when empty.
std::vector<ChoosePart> parts_of(std::string_view analysis, const ChooseInput& input, const ChooseOptions& options, std::uint64_t seed, std::vector<double>& times);

}  // namespace mainstay::inline v1::survival
