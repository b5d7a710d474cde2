// The calculation of a card, written down.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mainstay/performance/scorecard.hpp"
#include "performance/scorecard_kernel.hpp"
#include "performance/scorecard_reading.hpp"

namespace mainstay::inline v1::performance {

/// One indicator of one card.
struct ReadIndicator {
  double numerator = std::numeric_limits<double>::quiet_NaN(), denominator = std::numeric_limits<double>::quiet_NaN(), value = std::numeric_limits<double>::quiet_NaN(), target = std::numeric_limits<double>::quiet_NaN(), prorated = std::numeric_limits<double>::quiet_NaN(), compared = std::numeric_limits<double>::quiet_NaN(), attainment = std::numeric_limits<double>::quiet_NaN();
  CurveReading curve;
  bool measured() const { return !std::isnan(value); }
};

/// A card on its way to a score.
struct CardAtWork {
  ScorecardStatus status = ScorecardStatus::scored;
  std::vector<ReadIndicator> readings;
  std::vector<double> weight;          // as they count
  std::vector<std::uint8_t> failed;    // gates; at least, when something is not measured
  std::vector<CountedEvent> events;
  std::vector<Taken> taken;
  ScoreParts parts;                    // scored
  double presence = 1.0, coverage = 0.0, lower = std::numeric_limits<double>::quiet_NaN(), upper = std::numeric_limits<double>::quiet_NaN();
};

/// Points of an indicator of a card; NaN where they are open.
double contribution(const Scorecard& definition, const CardAtWork& card, std::size_t i);

/// What is credited of one indicator of a card, where something was measured.
void measured_credits(const ScorecardData& data, std::int64_t c, std::size_t i, std::vector<Credit>& credits);

const std::string& gate_name(const ScorecardGate& gate);
std::int32_t place_in(const std::vector<std::string>& list, const std::string& name);

/// Where gates, events, the score and tiers stand among the subjects of steps; indicators come first.
struct StepSubjects {
  std::vector<std::string> gates, tiers;
  std::int32_t gate = 0, event = 0, score = 0, tier = 0;
};

/// The steps of one scored card, below those that are there.
void write_steps(const ScorecardData& data, const StepSubjects& subjects, const CardAtWork& card, const std::vector<double>& shares, std::int64_t c, ScorecardSteps& table);

}  // namespace mainstay::inline v1::performance
