// What each learner does behind the one face of survival.model.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::survival {

/// Whether a learner tells causes apart: not at all; in a fit of its own kind; by a fit for each cause, whose hazards are added up.
enum class TellsCauses { not_at_all, itself, by_fits };

struct LearnerFunctions {
  Learner learner;
  TellsCauses causes;
  /// Adds the learner's fit, and fills `status` and `detail`; the rest of `fit` is filled already. `event` is 0 or 1 unless it tells causes apart itself.
  void (*fit)(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context);
  /// Fills everything but `times`.
  void (*predict)(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context);
  /// Fills `scale` and `contributions`; the rest follows from them. `cause`: place among those of the fit; of the learners that tell causes apart.
  void (*explain)(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context);
};

/// All learners, in the order of the enum.
std::span<const LearnerFunctions> all_learners();
const LearnerFunctions& functions_of(Learner learner);
/// Whether a model with these options tells causes apart.
bool tells_causes_apart(const ModelOptions& options);

}  // namespace mainstay::inline v1::survival
