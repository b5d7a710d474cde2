// What each learner does behind the one face of survival.model.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::survival {

struct LearnerFunctions {
  Learner learner;
  bool causes;  ///< tells causes apart
  /// Fills the learner's fit, `status` and `detail`; the rest of `fit` is filled already. `event` is 0 or 1 unless `causes`.
  void (*fit)(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context);
  /// Fills everything but `times`.
  void (*predict)(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context);
  /// Fills `scale` and `contributions`; the rest follows from them. `cause`: place among those of the fit; of the learners that tell causes apart.
  void (*explain)(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context);
};

/// All learners, in the order of the enum.
std::span<const LearnerFunctions> all_learners();
const LearnerFunctions& functions_of(Learner learner);

}  // namespace mainstay::inline v1::survival
