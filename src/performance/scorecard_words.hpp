// A scorecard in words: formulas that a calculator takes, and a sentence for each card.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/performance/scorecard.hpp"
#include "performance/scorecard_kernel.hpp"

namespace mainstay::inline v1::performance {

/// A number inside a formula: exact, negative ones in brackets.
std::string term(double value);

/// How an attainment was read from the curve.
std::string curve_formula(const ScorecardIndicator& indicator, const CurveReading& reading, double x);

/// How an event was taken from a score.
std::string deduction_formula(const DeductionRule& rule, const CountedEvent& event, const Taken& taken, double before);

/// How a score was rounded.
std::string rounding_formula(double value, std::int64_t decimals);

/// What the sentences tell of one card.
struct ScoreStory {
  const Scorecard* scorecard = nullptr;
  ScorecardStatus status = ScorecardStatus::scored;
  double lower = 0.0, upper = 0.0, coverage = 1.0, presence = 1.0;
  ScoreParts parts{};
  std::vector<double> contribution{};       ///< NaN where unknown
  std::vector<std::int64_t> failed{};       ///< gates
  std::vector<double> failed_value{};
  std::vector<std::int64_t> unmeasured{};   ///< indicators
  double deducted = 0.0;
  std::int64_t events = 0;
};
struct ScoreSentences {
  std::string en, zh;
};
ScoreSentences score_sentences(const ScoreStory& story);

}  // namespace mainstay::inline v1::performance
