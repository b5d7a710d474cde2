// The arithmetic of a scorecard: reading the curve, and from attainments to a score.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/performance/scorecard.hpp"

namespace mainstay::inline v1::performance {

/// Whether a value reaches an edge, within 1e-9 (relative, or absolute below 1).
bool reaches(double value, double edge) noexcept;

struct CurveReading {
  double score = 0.0;
  std::int64_t segment = -1;  ///< of the point on the left; -1 at an end or outside
  IndicatorBound bound = IndicatorBound::none;
};

/// Straight lines between the points: s_k + (x - a_k) / (a_{k+1} - a_k) * (s_{k+1} - s_k), in this order of operations.
CurveReading read_curve(const ScorecardIndicator& indicator, double x) noexcept;

/// The least and the greatest value of the curve, `outside` among them.
struct CurveRange {
  double lowest, highest;
};
CurveRange range_of(const ScorecardIndicator& indicator) noexcept;

/// Whether a value passes a gate.
bool passes(const ScorecardGate& gate, double value) noexcept;

/// What an event takes away, within what is left of the caps.
struct Taken {
  double decayed = 0.0, rule_room = 0.0, room = 0.0, taken = 0.0;  ///< rooms are infinite without a cap
};
struct CountedEvent {
  std::int64_t row = 0, rule = 0, age = 0;  ///< row of the ledger, place of the rule
  double points = 0.0;
};
/// taken = min(points * 0.5^(age / half_life), cap of the rule - used, cap of all - used), one after the other.
std::vector<Taken> take(const Scorecard& scorecard, const std::vector<CountedEvent>& events);

/// From attainments to the score.
struct ScoreInput {
  const double* weight = nullptr;      ///< as they count
  const double* attainment = nullptr;  ///< of each indicator; those with weight 0 are not looked at
  const std::uint8_t* failed = nullptr;  ///< of each gate
  const std::vector<Taken>* taken = nullptr;
};
struct ScoreParts {
  double attained = 0.0, after_gates = 0.0, after_deductions = 0.0, limited = 0.0, score = 0.0;
  ScoreBound bound = ScoreBound::none;
  std::int64_t gate = -1, tier = -1, reached = -1;  ///< tier after hysteresis, tier by the edges
};
/// previous: the tier of the period before, or -1.
ScoreParts score_of(const Scorecard& scorecard, const ScoreInput& input, std::int64_t previous = -1) noexcept;

/// The tier of a score; -1 below the lowest.
std::int64_t tier_of(const std::vector<ScorecardTier>& tiers, double score) noexcept;

}  // namespace mainstay::inline v1::performance
