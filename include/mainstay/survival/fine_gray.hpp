// Fine and Gray's regression: which attributes go with a higher share leaving for one cause, when other causes compete with it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Who is at risk of being censored at a time at which people leave, too.
enum class CensoringTies : std::int32_t { events_first, together };
constexpr auto choices(CensoringTies) {
  return std::array{
      choice(CensoringTies::events_first, "events_first", "Who leaves at a time is no longer there to be censored at it; as everywhere in this library, and in R's finegray."),
      choice(CensoringTies::together, "together", "Who leaves at a time counts as at risk of being censored at it; as in cmprsk's crr.")};
}

/// A row is one person (or spell), under observation in (entry, duration].
struct FineGrayInput {
  static constexpr const char* record = "FineGrayInput";
  Table x;
  Column duration, event, entry, weights, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference.").per("n", "c");
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the person was observed (delayed entry); below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("offset", offset, "A part of the log hazard that is known.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (spells of one person, people of one team) in the robust errors.")
        .per("n").category().optional();
  }
};

struct FineGrayOptions {
  static constexpr const char* record = "FineGrayOptions";
  std::int64_t cause = 1;
  std::vector<std::string> causes;
  Ties ties = Ties::efron;
  CensoringTies censoring = CensoringTies::events_first;
  std::vector<CoxReference> references;
  double ridge = 0.0;
  bool robust = true;
  std::vector<double> errors_at;
  double confidence_level = 0.95;
  std::int64_t max_iterations = 30;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("cause", cause, "The cause of interest: its number in `event`. All others compete with it.").between(1, 255);
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("censoring", censoring, "Who is at risk of being censored at a time at which people leave, too.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood.").at_least(0);
    f("robust", robust, "Whether errors, tests and intervals are Fine and Gray's, which count in that the weights are estimated; those of the information matrix alone are too small. A `cluster` column implies it.");
    f("errors_at", errors_at,
      "Times for which the fit keeps what standard errors of predicted incidences need: one pass of n·t numbers, and t·(t + p) of them kept. With tenures also the tenures.").per("errors_at").at_least(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance,
      "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-3);
  }
};

/// The baseline at the distinct times of leaving for the cause, for a person at `means` with offset 0.
struct FineGrayBaseline {
  static constexpr const char* record = "FineGrayBaseline";
  std::vector<double> time, hazard, cumulative_hazard, incidence;
  void describe(Fields& f) {
    f("time", time, "Distinct times of leaving for the cause, ascending.").per("k");
    f("hazard", hazard, "Jump of the cumulative subdistribution hazard.").per("k").at_least(0);
    f("cumulative_hazard", cumulative_hazard, "Sum of the jumps up to and with this time.").per("k").at_least(0);
    f("incidence", incidence, "1 - exp(-cumulative_hazard): share of such people that has left for the cause.").per("k").between(0, 1);
  }
};

/// What errors of predicted incidences need, at some of the baseline's times.
struct FineGrayErrors {
  static constexpr const char* record = "FineGrayErrors";
  std::vector<std::int64_t> place;
  std::vector<double> covariance, with_coefficients;
  void describe(Fields& f) {
    f("place", place, "Row of the baseline, ascending.").per("error_places").at_least(0);
    f("covariance", covariance, "Covariance of the cumulative hazards there.").per("error_places", "error_places");
    f("with_coefficients", with_coefficients, "Their covariance with the coefficients.").per("error_places", "p");
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct FineGrayFit {
  static constexpr const char* record = "FineGrayFit";
  CoxStatus status = CoxStatus::converged;
  std::string cause;
  CoxCoefficients coefficients;
  std::vector<double> covariance, model_covariance;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  CoxTest likelihood_ratio_test, wald_test, score_test;
  std::int64_t iterations = 0, rows = 0, events = 0, competing = 0;
  std::vector<std::string> singular, separated;
  Ties ties = Ties::efron;
  CensoringTies censoring = CensoringTies::events_first;
  double ridge = 0.0, confidence_level = 0.95;
  std::vector<CoxColumn> columns;
  std::vector<double> means;
  double follow_up = 0.0;
  FineGrayBaseline baseline;
  FineGrayErrors errors;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("cause", cause, "Name of the cause of interest.");
    f("coefficients", coefficients, "Table of the terms; the hazard ratios are those of the subdistribution.");
    f("covariance", covariance, "Covariance of the coefficients, the robust one unless asked otherwise; 0 in the rows of singular terms.").per("p", "p").may_be_infinite();
    f("model_covariance", model_covariance, "Inverse of the information matrix (with the ridge penalty); 0 in the rows of singular terms.")
        .per("p", "p").may_be_infinite();
    f("log_likelihood_null", log_likelihood_null, "Log pseudo-likelihood with all coefficients 0.");
    f("log_likelihood", log_likelihood, "Log pseudo-likelihood of the fit, without the ridge penalty.");
    f("likelihood_ratio_test", likelihood_ratio_test, "Twice the difference of the two; only roughly chi-squared, since the weights are estimated.");
    f("wald_test", wald_test, "Coefficients against their covariance.");
    f("score_test", score_test, "Slope of the pseudo-likelihood at 0.");
    f("iterations", iterations, "Newton steps.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of those, rows that left for the cause.").at_least(0);
    f("competing", competing, "Of those, rows that left for another cause.").at_least(0);
    f("singular", singular, "Terms that were left out because they depend on the terms before them.").per("a");
    f("separated", separated, "Terms whose coefficients have no finite estimate.").per("b");
    f("ties", ties, "As in the options.");
    f("censoring", censoring, "As in the options.");
    f("ridge", ridge, "As in the options.").at_least(0);
    f("confidence_level", confidence_level, "As in the options.").above(0).below(1);
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("means", means, "Weighted mean of each term over the rows; the baseline belongs to a person at these means.").per("p");
    f("follow_up", follow_up, "Longest duration: nothing is known beyond it.");
    f("baseline", baseline, "Baseline of the cause.");
    f("errors", errors, "Covariances of the baseline at the times of `errors_at`.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Proportional hazards of the subdistribution, F(t; x) = 1 - exp(-H(t) exp(beta'x)): who left for another cause stays in the risk set,
/// with the weight W(t-)/W(T-), W being the probability of being under observation (Kaplan-Meier of the censoring, with delayed entry times
/// that of having entered: Geskus 2011). Formulas in docs/survival/fine_gray.md. No row is ever expanded: cost per Newton step as for survival.cox, O(n p²) after
/// one sort; memory at most one copy of x in the order of time and 2(p + 1) numbers for each distinct time of leaving.
/// Missing values are refused. Ties: as survival.cox. Singular, separated and empty data end in a status.
/// Refuses: entry >= duration; a leaving for another cause with others yet to leave across a time at which nobody is under observation;
/// references that name no level.
/// Sources: Fine & Gray (1999), JASA 94; Geskus (2011), Biometrics 67.
FineGrayFit fine_gray(const FineGrayInput& input, const FineGrayOptions& options = {}, const RunContext& context = {});

struct FineGrayPredictInput {
  static constexpr const char* record = "FineGrayPredictInput";
  Table x;
  Column offset, tenure, still_here, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("offset", offset, "Known part of the log hazard.").per("m").optional();
    f("tenure", tenure,
      "Time that the person has already stayed; then times count from there. The model knows one cause only: it is given that the person has not left for that cause by then, unless `still_here` says more.")
        .per("m").at_least(0).optional();
    f("still_here", still_here,
      "Probability of being still here at `tenure`, whatever the cause, of such people (of survival.curve, say). Then the incidence is that of somebody still here: (F(tenure + t) - F(tenure)) / still_here.")
        .per("m").above(0).at_most(1).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

struct FineGrayPredictOptions {
  static constexpr const char* record = "FineGrayPredictOptions";
  std::vector<double> times;
  bool errors = true;
  double confidence_level = 0.95;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which incidences are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.")
        .per("t").at_least(0);
    f("errors", errors, "Whether standard errors and intervals are computed, where the fit was told the times (`errors_at`); cost p² for each row and time.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Incidences of new people. Matrices are (rows, times) row-major.
struct FineGrayPrediction {
  static constexpr const char* record = "FineGrayPrediction";
  std::vector<double> linear_predictor, hazard_ratio, times, incidence, std_error, lower, upper;
  void describe(Fields& f) {
    f("linear_predictor", linear_predictor, "sum of coefficient * (x - mean) + offset.").per("m");
    f("hazard_ratio", hazard_ratio, "exp(linear_predictor): subdistribution hazard against a person at the means.").per("m").may_be_infinite();
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("incidence", incidence, "Probability of having left for the cause by that time (given `tenure`, see there). Missing (NaN) beyond follow-up, unless `beyond` carries it on.")
        .per("m", "t").between(0, 1).may_be_missing();
    f("std_error", std_error,
      "Standard error of incidence, which knows of the coefficients, the baseline and the weights. Missing (NaN) at times whose step of the baseline is not that of a time of `errors_at`; empty without any.")
        .per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval, formed on the scale log(-log(1 - incidence)): always within (0, 1).").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
  }
};

/// Cumulative incidences of new rows. Times between two times of leaving take the value of the earlier one.
/// Incidences of several causes, each from a fit of its own, need not stay below 1 together; survival.causes does that.
/// O(m (p + t log k)). Refuses columns and levels that the fit has not seen, naming them, and `still_here` below what is to leave.
FineGrayPrediction fine_gray_predict(const FineGrayFit& fit, const FineGrayPredictInput& input, const FineGrayPredictOptions& options = {},
                                     const RunContext& context = {});

extern const Function fine_gray_analysis;

}  // namespace mainstay::inline v1::survival
