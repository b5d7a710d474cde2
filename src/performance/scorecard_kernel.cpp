#include "core/at.hpp"
#include "performance/scorecard_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "performance/kept_tier.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double tolerance = 1e-9, infinity = std::numeric_limits<double>::infinity();
constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

}  // namespace

bool reaches(double value, double edge) noexcept { return value >= edge - tolerance * std::max(1.0, std::fabs(edge)); }

CurveReading read_curve(const ScorecardIndicator& indicator, double x) noexcept {
  const std::vector<AttainmentPoint>& curve = indicator.curve;
  const AttainmentPoint &first = curve.front(), &last = curve.back();
  if (x <= first.at) {
    if (indicator.direction == IndicatorDirection::lower) return {first.score, -1, x < first.at ? IndicatorBound::cap : IndicatorBound::none};
    return reaches(x, first.at) ? CurveReading{first.score, -1, IndicatorBound::none} : CurveReading{indicator.outside, -1, IndicatorBound::threshold};
  }
  if (x >= last.at) {
    if (indicator.direction == IndicatorDirection::higher) return {last.score, -1, x > last.at ? IndicatorBound::cap : IndicatorBound::none};
    return reaches(-x, -last.at) ? CurveReading{last.score, -1, IndicatorBound::none} : CurveReading{indicator.outside, -1, IndicatorBound::threshold};
  }
  const auto right = std::upper_bound(curve.begin(), curve.end(), x, [](double value, const AttainmentPoint& point) { return value < point.at; });
  const auto left = right - 1;
  return {left->score + (x - left->at) / (right->at - left->at) * (right->score - left->score), left - curve.begin(), IndicatorBound::none};
}

CurveRange range_of(const ScorecardIndicator& indicator) noexcept {
  CurveRange range{indicator.outside, indicator.outside};
  for (const AttainmentPoint& point : indicator.curve) range = {std::min(range.lowest, point.score), std::max(range.highest, point.score)};
  return range;
}

bool passes(const ScorecardGate& gate, double value) noexcept {
  return (!gate.at_least || reaches(value, *gate.at_least)) && (!gate.at_most || reaches(-value, -*gate.at_most));
}

std::vector<Taken> take(const Scorecard& scorecard, const std::vector<CountedEvent>& events) {
  std::vector<Taken> taken(events.size());
  if (events.empty()) return taken;
  std::vector<double> used(scorecard.deductions.size(), 0.0);
  double used_in_all = 0.0;
  for (std::size_t e = 0; e < events.size(); ++e) {
    const DeductionRule& rule = scorecard.deductions[at(events[e].rule)];
    Taken& now = taken[e];
    now.decayed = rule.half_life_days ? events[e].points * std::pow(0.5, static_cast<double>(events[e].age) / *rule.half_life_days) : events[e].points;
    now.rule_room = rule.cap ? *rule.cap - used[at(events[e].rule)] : infinity;
    now.room = scorecard.deduction_cap ? *scorecard.deduction_cap - used_in_all : infinity;
    now.taken = std::max(0.0, std::min({now.decayed, now.rule_room, now.room}));
    used[at(events[e].rule)] += now.taken;
    used_in_all += now.taken;
  }
  return taken;
}

ScoreParts score_of(const Scorecard& scorecard, const ScoreInput& input, std::int64_t previous) noexcept {
  ScoreParts parts;
  for (std::size_t i = 0; i < scorecard.indicators.size(); ++i)
    if (input.weight[i] > 0.0) parts.attained += scorecard.scale * input.weight[i] * input.attainment[i];
  double now = parts.attained;
  for (std::size_t g = 0; g < scorecard.gates.size(); ++g) {
    if (!input.failed[g]) continue;
    const double limit = scorecard.gates[g].effect == GateEffect::zero ? 0.0 : scorecard.gates[g].ceiling;
    if (now > limit) {
      now = limit;
      parts.bound = ScoreBound::gate;
      parts.gate = static_cast<std::int64_t>(g);
    }
  }
  parts.after_gates = now;
  bool capped = false;
  for (const Taken& taken : *input.taken) {
    now -= taken.taken;
    capped = capped || taken.taken < taken.decayed;
  }
  if (capped) parts.bound = ScoreBound::deduction_cap, parts.gate = -1;
  parts.after_deductions = now;
  if (now < scorecard.lowest) now = scorecard.lowest, parts.bound = ScoreBound::lowest, parts.gate = -1;
  if (scorecard.highest && now > *scorecard.highest) now = *scorecard.highest, parts.bound = ScoreBound::highest, parts.gate = -1;
  parts.limited = now;
  if (scorecard.decimals) now = std::floor(now * powers[*scorecard.decimals] + 0.500000001) / powers[*scorecard.decimals];
  parts.score = now;
  parts.reached = parts.tier = tier_of(scorecard.tiers, now);
  if (scorecard.hysteresis_up > 0.0 || scorecard.hysteresis_down > 0.0) {
    const auto reach = [&](std::int64_t tier, double moved) { return !scorecard.tiers[at(tier)].at_least || reaches(now, *scorecard.tiers[at(tier)].at_least + moved); };
    parts.tier = kept_tier(
        parts.reached, previous, [&](std::int64_t tier) { return reach(tier, scorecard.hysteresis_up); }, [&](std::int64_t tier) { return reach(tier, -scorecard.hysteresis_down); });
  }
  return parts;
}

std::int64_t tier_of(const std::vector<ScorecardTier>& tiers, double score) noexcept {
  std::int64_t tier = -1;
  for (std::size_t t = 0; t < tiers.size(); ++t)
    if (!tiers[t].at_least || reaches(score, *tiers[t].at_least)) tier = static_cast<std::int64_t>(t);
  return tier;
}

}  // namespace mainstay::inline v1::performance
