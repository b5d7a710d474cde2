// One face for every estimator of leaving: fit by the learner's word, predict and explain without knowing which it was.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/aft.hpp"
#include "mainstay/survival/boosting.hpp"
#include "mainstay/survival/causes.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/forest.hpp"
#include "mainstay/survival/hazard.hpp"
#include "mainstay/survival/incidence.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "mainstay/survival/path.hpp"
#include "mainstay/survival/smooth.hpp"

namespace mainstay::inline v1::survival {

/// Which estimator.
enum class Learner : std::int32_t { curve, cox, causes, smooth, aft, hazard, path, boosting, forest, multinomial };
constexpr auto choices(Learner) {
  return std::array{choice(Learner::curve, "curve", "One curve for everybody: Kaplan-Meier, with several causes Aalen-Johansen. What any model has to beat."),
                    choice(Learner::cox, "cox", "Cox's regression (survival.cox). Leaving for any cause."),
                    choice(Learner::causes, "causes", "Cox's regression of each cause (survival.causes)."),
                    choice(Learner::smooth, "smooth", "Cox's regression with penalised splines for numbers (survival.smooth); of several causes, one for each."),
                    choice(Learner::aft, "aft", "Accelerated failure time (survival.aft); of several causes, one for each."),
                    choice(Learner::hazard, "hazard", "Hazard of each period (survival.hazard); durations in whole periods; of several causes, one for each, whose hazards of a period add up."),
                    choice(Learner::path, "path", "Penalised Cox regression (survival.path), the penalty by cross-validation; of several causes, one for each."),
                    choice(Learner::boosting, "boosting", "Boosted trees on the rates of each cause (survival.boosting)."),
                    choice(Learner::forest, "forest", "A forest of trees (survival.forest), each cause apart."),
                    choice(Learner::multinomial, "multinomial", "Hazards of each period for all causes together (survival.multinomial); durations in whole periods.")};
}

/// How the fit ended, whichever the learner.
enum class ModelStatus : std::int32_t { fitted, no_events, not_converged };
constexpr auto choices(ModelStatus) {
  return std::array{choice(ModelStatus::fitted, "fitted", "The model was fitted; `detail` has the learner's own word."),
                    choice(ModelStatus::no_events, "no_events", "Nobody left, so nothing can be said: everybody is predicted to stay."),
                    choice(ModelStatus::not_converged, "not_converged", "The learner stopped before it was done; `detail` has its word.")};
}

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct ModelInput {
  static constexpr const char* record = "ModelInput";
  Table x;
  Column duration, event, entry, weights, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories; missing values where the learner takes them.").per("n", "c").may_be_missing();
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.")
        .per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person) where the learner makes use of it: robust errors, held-out rows.")
        .per("n").category().optional();
  }
};

struct ModelOptions {
  static constexpr const char* record = "ModelOptions";
  Learner learner = Learner::cox;
  std::vector<std::string> causes;
  bool causes_apart = true;
  CoxOptions cox;
  CausesOptions by_cause;
  SmoothOptions smooth;
  AftOptions aft;
  HazardOptions hazard;
  PathOptions path;
  BoostingOptions boosting;
  ForestOptions forest;
  MultinomialOptions multinomial;
  void describe(Fields& f) {
    f("learner", learner, "Which estimator.");
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given. Read by learners that tell causes apart.");
    f("causes_apart", causes_apart, "Whether causes are told apart, by learners that can; otherwise every event is leaving, for whatever cause.");
    f("cox", cox, "Options of survival.cox, with that learner.");
    f("by_cause", by_cause, "Options of survival.causes, with that learner.");
    f("smooth", smooth, "Options of survival.smooth, with that learner.");
    f("aft", aft, "Options of survival.aft, with that learner.");
    f("hazard", hazard, "Options of survival.hazard, with that learner.");
    f("path", path, "Options of survival.path, with that learner; five folds when neither folds nor penalties are given.");
    f("boosting", boosting, "Options of survival.boosting, with that learner.");
    f("forest", forest, "Options of survival.forest, with that learner.");
    f("multinomial", multinomial, "Options of survival.multinomial, with that learner.");
  }
};

/// One curve for everybody.
struct ModelCurve {
  static constexpr const char* record = "ModelCurve";
  std::vector<double> time, survival, incidence;
  void describe(Fields& f) {
    f("time", time, "Distinct times of leaving, ascending.").per("k");
    f("survival", survival, "Probability of still being here after the time.").per("k").between(0, 1);
    f("incidence", incidence, "Probability of having left by the time for each of `causes`.").per("k", "causes").between(0, 1).optional();
  }
};

/// A fitted model: immutable; predicts from any number of threads. The list of the learner holds its fit, or one for each cause; the others are empty.
struct ModelFit {
  static constexpr const char* record = "ModelFit";
  Learner learner = Learner::cox;
  ModelStatus status = ModelStatus::fitted;
  std::string detail;
  std::vector<std::string> columns, causes;
  std::int64_t rows = 0, events = 0;
  double follow_up = 0.0;
  std::vector<ModelCurve> curve;
  std::vector<CoxFit> cox;
  std::vector<CausesFit> by_cause;
  std::vector<SmoothFit> smooth;
  std::vector<AftFit> aft;
  std::vector<HazardFit> hazard;
  std::vector<PathFit> path;
  std::vector<BoostingFit> boosting;
  std::vector<ForestFit> forest;
  std::vector<MultinomialFit> multinomial;
  void describe(Fields& f) {
    f("learner", learner, "Which estimator.");
    f("status", status, "How the fit ended.");
    f("detail", detail, "The learner's own status.");
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("causes", causes, "Causes of leaving that the model tells apart; empty when it models leaving as such.").per("causes");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left.").at_least(0);
    f("follow_up", follow_up, "Longest duration: nothing is known beyond it.");
    f("curve", curve, "The fit, where learner is curve.");
    f("cox", cox, "The fit, where learner is cox.");
    f("by_cause", by_cause, "The fit, where learner is causes.");
    f("smooth", smooth, "The fit, where learner is smooth; one for each of `causes` where it tells them apart.");
    f("aft", aft, "The fit, where learner is aft; one for each of `causes` where it tells them apart.");
    f("hazard", hazard, "The fit, where learner is hazard; one for each of `causes` where it tells them apart.");
    f("path", path, "The fit, where learner is path; one for each of `causes` where it tells them apart.");
    f("boosting", boosting, "The fit, where learner is boosting.");
    f("forest", forest, "The fit, where learner is forest.");
    f("multinomial", multinomial, "The fit, where learner is multinomial.");
  }
  void validate() const;
};

/// Fits the learner that `options.learner` names, on rows that every learner reads alike. What a learner refuses is refused under its
/// own name. A learner that fits one cause at a time takes who left for another one as still here at that time (cause-specific hazards); cox takes every event
/// for leaving. Cost: the learner's, for each cause it fits.
ModelFit model(const ModelInput& input, const ModelOptions& options = {}, const RunContext& context = {});

struct ModelPredictOptions {
  static constexpr const char* record = "ModelPredictOptions";
  std::vector<double> times;
  bool errors = false;
  double confidence_level = 0.95;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which curves are wanted; counted from `tenure` when that is given.").at_least(0);
    f("errors", errors, "Whether standard errors and intervals are computed, by learners that have them (cox, smooth, aft, hazard; with several causes smooth, aft and hazard, causes taken for independent).");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("beyond", beyond, "What is predicted beyond the longest follow-up. Distributions (aft) go on by themselves with `carry`.");
  }
};

/// Curves of new people. Matrices are (rows, times) row-major.
struct ModelPrediction {
  static constexpr const char* record = "ModelPrediction";
  std::vector<double> times, survival, std_error, lower, upper;
  std::vector<CauseIncidence> incidence;
  void describe(Fields& f) {
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.").per("m", "t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Standard error of survival. Empty unless asked for, and where the learner has none.").per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
    f("incidence", incidence, "Probability of having left, by cause; empty when the model tells no causes apart.");
  }
};

/// Curves of new rows. Refuses levels that the fit has not seen, naming them.
ModelPrediction model_predict(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options = {}, const RunContext& context = {});

struct ModelExplainInput {
  static constexpr const char* record = "ModelExplainInput";
  Table x;
  void describe(Fields& f) { f("x", x, "The fit's columns by name, in any order; others are not looked at. Missing values where the learner takes them.").per("m", "c").may_be_missing(); }
};
struct ModelExplainOptions {
  static constexpr const char* record = "ModelExplainOptions";
  std::string cause;
  std::int64_t most = 3;
  void describe(Fields& f) {
    f("cause", cause, "Cause of leaving whose hazard is explained, of models that tell causes apart; leaving as such when not given. The forest explains leaving as such only.");
    f("most", most, "Reasons kept for each row, the strongest first.").between(1, 1000);
  }
};
struct ModelExplanation {
  static constexpr const char* record = "ModelExplanation";
  std::string scale;
  std::vector<std::string> columns;
  std::vector<double> score, contributions;
  Reasons reasons;
  void describe(Fields& f) {
    f("scale", scale, "What the score is a logarithm of: hazard, odds, or pace (minus log time). Of several causes, unless one is asked for, the mean by their number of leavers.");
    f("columns", columns, "Columns of x in the fit's order.").per("c");
    f("score", score, "Sum of the row's contributions.").per("m");
    f("contributions", contributions, "What each column adds to the score. For linear models coefficient · (x − mean), summed over the terms of the column; for trees Shapley values.").per("m", "c");
    f("reasons", reasons, "The strongest columns of each row: a factor above 1 makes leaving sooner more likely.");
  }
};

/// Why a person's score is above or below the average. Contributions add up to the score. O(m · columns) for linear models.
ModelExplanation model_explain(const ModelFit& fit, const ModelExplainInput& input, const ModelExplainOptions& options = {}, const RunContext& context = {});

extern const Function model_analysis;

}  // namespace mainstay::inline v1::survival
