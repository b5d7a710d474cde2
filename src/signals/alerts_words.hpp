// What is said about conditions and alerts, in English and Chinese, from codes and numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/signals/rule.hpp"

namespace mainstay::inline v1::signals {

/// A condition as it was found.
struct ReasonFacts {
  std::int64_t truth = 0, counted = 0, clears = 0;  ///< truth: 0 false, 1 unknown, 2 true
  double value = 0.0, limit = 0.0;
};

struct TwoLanguages {
  std::string en, zh;
};

/// "value.peers_mean.below": the key of a sentence.
std::string message_key(const AlertCondition& condition);
/// "calls is 9, below 0.7 x the mean of 11 others (class), 14.2"
TwoLanguages reason_sentence(const AlertRule& rule, std::size_t condition, const ReasonFacts& facts);
/// What holds, what is recommended and to whom it goes, what would clear it. `cause` -1: none.
TwoLanguages alert_sentence(const AlertRule& rule, const std::vector<ReasonFacts>& facts, std::int64_t cause);

}  // namespace mainstay::inline v1::signals
