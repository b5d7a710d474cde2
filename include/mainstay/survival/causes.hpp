// Cox's regression for every cause of leaving at once, and incidences of all causes that add up.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/incidence.hpp"

namespace mainstay::inline v1::survival {

/// How the fit ended, all causes together.
enum class CausesStatus : std::int32_t { converged, some_not, no_events, singular };
constexpr auto choices(CausesStatus) {
  return std::array{choice(CausesStatus::converged, "converged", "The model of every cause converged."),
                    choice(CausesStatus::some_not, "some_not", "The model of some cause ended in another way (nobody left for it, separated, not converged): see the status of each of `fits`."),
                    choice(CausesStatus::no_events, "no_events", "Nobody left, so nothing can be said: everybody is predicted to stay."),
                    choice(CausesStatus::singular, "singular", "The model of every cause converged, but of some the terms in its `singular` are constant or combinations of the terms before them: their coefficient is 0, their errors are missing.")};
}

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct CausesInput {
  static constexpr const char* record = "CausesInput";
  Table x;
  Column duration, event, entry, weights, strata, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference.").per("n", "c");
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look. Equal times are ties.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.")
        .per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with baselines of their own; people are only compared within their group.").per("n").category().optional();
    f("offset", offset, "A part of the log hazard that is known, the same for every cause.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.")
        .per("n").category().optional();
  }
};

struct CausesOptions {
  static constexpr const char* record = "CausesOptions";
  std::vector<std::string> causes;
  Ties ties = Ties::efron;
  std::vector<CoxReference> references;
  double ridge = 0.0;
  bool robust = false;
  double confidence_level = 0.95;
  bool concordance = false;
  bool baseline_errors = true;
  std::int64_t max_iterations = 30;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood of each cause.").at_least(0);
    f("robust", robust, "Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("concordance", concordance, "Whether the concordance of each cause is computed, other causes censoring.");
    f("baseline_errors", baseline_errors, "Whether what the errors of predictions need is kept: p numbers for each distinct time of leaving.");
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance,
      "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-3);
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct CausesFit {
  static constexpr const char* record = "CausesFit";
  CausesStatus status = CausesStatus::converged;
  std::vector<std::string> causes;
  std::vector<CoxFit> fits;
  std::int64_t rows = 0, events = 0;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  std::vector<double> follow_up;
  void describe(Fields& f) {
    f("status", status, "How the fit ended, all causes together.");
    f("causes", causes, "Names of the causes.").per("causes");
    f("fits", fits, "Cox's regression of each cause, in their order, with who left for another cause taken as still here at that time.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left, for whatever cause.").at_least(0);
    f("log_likelihood_null", log_likelihood_null, "Sum of the causes' log partial likelihoods with all coefficients 0.");
    f("log_likelihood", log_likelihood, "Sum of the causes' log partial likelihoods.");
    f("follow_up", follow_up, "Longest duration in each stratum: nothing is known beyond it.").per("s");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// survival.cox for each cause, others censoring: with every cause a hazard of its own, exp(beta_j'x), the likelihood falls into these parts.
/// Missing values are refused. Ties within a cause: as survival.cox. Refuses what survival.cox refuses, and causes beyond the named ones.
/// Cost: that of survival.cox for each cause; x is read where it lies.
/// Sources: Prentice et al. (1978), Biometrics 34; Andersen, Borgan, Gill & Keiding (1993), VII.2.
CausesFit causes(const CausesInput& input, const CausesOptions& options = {}, const RunContext& context = {});

/// How hazards of several causes become probabilities.
enum class CausesProduct : std::int32_t { exponential, product_limit };
constexpr auto choices(CausesProduct) {
  return std::array{
      choice(CausesProduct::exponential, "exponential", "Within a time of leaving the hazards act together and continuously: survival is exp(-sum of the cumulative hazards), as R's survfit of a multi-state coxph."),
      choice(CausesProduct::product_limit, "product_limit", "Survival is the product of 1 - sum of the hazards, as riskRegression's CSC. Where the hazards of a person add up to more than 1, everybody of the kind leaves.")};
}

struct CausesPredictOptions {
  static constexpr const char* record = "CausesPredictOptions";
  std::vector<double> times;
  CausesProduct product = CausesProduct::exponential;
  bool errors = false;
  double confidence_level = 0.95;
  CurveInterval interval = CurveInterval::log_log;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which probabilities are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.")
        .per("t").at_least(0);
    f("product", product, "How hazards of several causes become probabilities.");
    f("errors", errors, "Whether standard errors and intervals are computed; cost (causes² + causes p) for each row and time of leaving, and causes² p² for each row and time.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("interval", interval, "Scale on which the intervals are symmetric.");
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// What goes with the incidence of one cause.
struct CauseErrors {
  static constexpr const char* record = "CauseErrors";
  std::string cause;
  std::vector<double> linear_predictor, std_error, lower, upper;
  void describe(Fields& f) {
    f("cause", cause, "Name of the cause.");
    f("linear_predictor", linear_predictor, "sum of coefficient * (x - mean) + offset of this cause.").per("m");
    f("std_error", std_error, "Standard error of the incidence. Empty unless asked for.").per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval; missing where the scale has none (incidence 0).").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
  }
};

/// Probabilities of new people. Matrices are (rows, times) row-major.
struct CausesPrediction {
  static constexpr const char* record = "CausesPrediction";
  std::vector<double> times, survival, std_error, lower, upper;
  std::vector<CauseIncidence> incidence;
  std::vector<CauseErrors> errors;
  void describe(Fields& f) {
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.")
        .per("m", "t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Standard error of survival. Empty unless asked for.").per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval; missing where the scale has none.").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
    f("incidence", incidence, "Probability of having left, by cause: with survival they add up to 1.");
    f("errors", errors, "Linear predictors and errors, by cause.");
  }
};

/// Incidences of all causes and survival of new rows. Errors: delta method over the jumps of the baselines and the coefficients (robust ones if
/// the fit has them), causes taken for independent. Times between two times of leaving take the value of the earlier one.
/// O(m (p + k) causes), k the distinct times of leaving. Refuses levels and strata that the fit has not seen, naming them.
CausesPrediction causes_predict(const CausesFit& fit, const CoxPredictInput& input, const CausesPredictOptions& options = {}, const RunContext& context = {});

extern const Function causes_analysis;

}  // namespace mainstay::inline v1::survival
