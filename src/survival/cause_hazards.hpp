// Hazards of each cause by a fit of its own (who left for another cause is taken as still here at that time), made into survival and incidences.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mainstay/survival/aft.hpp"
#include "mainstay/survival/hazard.hpp"
#include "mainstay/survival/model.hpp"
#include "mainstay/survival/path.hpp"
#include "mainstay/survival/smooth.hpp"
#include "survival/causes_kernel.hpp"

namespace mainstay::inline v1::survival {

/// What the fits of all causes say of some people.
class CauseHazards {
 public:
  virtual ~CauseHazards() = default;
  /// Whether the hazards of a time add up to the share that leaves (discrete time), instead of exp(-their sum) being the share that stays.
  virtual bool add_up() const { return false; }
  virtual double until(double since, double ahead) const { return since + ahead; }
  /// Times and hazards of one person: such that they decide the probabilities at each of `until`, which rise, of one who has stayed until `since`.
  virtual void put(std::int64_t row, double since, const std::vector<double>& until, CauseTimes& out) const = 0;
};

/// Hazards at the times of leaving; the same times for everybody.
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<SmoothFit>& fits, const NewPeople& input, const RunContext& context);
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<PathFit>& fits, const NewPeople& input, const RunContext& context);
/// Hazards in each period.
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<HazardFit>& fits, const NewPeople& input, const RunContext& context);
/// Distributions: the incidence of a cause, ∫ S(u) λ(u) du, by adaptive quadrature over the logarithm of time to 1e-11 of what leaves between two times.
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<AftFit>& fits, const NewPeople& input, const RunContext& context);

/// Fills `survival` and `incidence`; with survival they add up to 1.
void add_up_causes(const CauseHazards& hazards, const std::vector<std::string>& causes, const NewPeople& input, const std::vector<double>& times, ModelPrediction& result,
                   const RunContext& context);

/// Errors of what the hazard of each cause adds to log S (rows, times), for add_up_errors(); missing where the hazards of a person reach 1, and where a cause has no leavers.
std::vector<std::vector<double>> period_errors(const std::vector<HazardFit>& fits, const NewPeople& input, const std::vector<double>& times, const RunContext& context);

/// Fills the errors of survival from those of the causes' cumulative hazards (rows, times), causes taken for independent; intervals on log(-log S).
void add_up_errors(const std::vector<std::vector<double>>& errors, double confidence_level, ModelPrediction& result);

}  // namespace mainstay::inline v1::survival
