// A selection in words, English and Chinese.
#pragma once

#include <string>

#include "returns/selection_kernel.hpp"

namespace mainstay::inline v1::returns {

struct SelectionSentence {
  std::string en, zh;
};

/// Why a rule is met, not met or unknown. `group`: the label of the population's group, empty without one.
SelectionSentence rule_sentence(const SelectionRule& rule, const SelectionCut& cut, RuleTruth truth, double value, std::int64_t beyond, const std::string& group);

/// What a combiner chooses and could choose; `rule` and `met`: the rule that fewest meet.
struct ReachFacts {
  SelectionCombine combine = SelectionCombine::all;
  std::int64_t least = 0, everybody = 0, chosen = 0, lowest = 0, highest = 0, claimed = -1;
  std::string rule{};
  std::int64_t met = 0;
};
SelectionSentence reach_sentence(const ReachFacts& facts);

}  // namespace mainstay::inline v1::returns
