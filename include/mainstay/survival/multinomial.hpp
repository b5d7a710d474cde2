// Discrete-time hazards of several causes together: in which weeks or months people leave, and for what.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/causes.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/hazard.hpp"

namespace mainstay::inline v1::survival {

/// People, or pieces of people's time: row i is at risk in the periods entry + 1, entry + 2, …, duration.
struct MultinomialInput {
  static constexpr const char* record = "MultinomialInput";
  Table x;
  Column duration, event, entry, weights, strata, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference. Attributes that change come as one row for each piece of time.").per("n", "c");
    f("duration", duration, "Last period (week, month, …) at risk: the one in which the person left, or was last known to stay through. Periods count from 1.")
        .per("n").whole().between(1, 1000000);
    f("event", event, "0 = still here, 1, 2, … = left in the period `duration`, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Periods already behind the person when observation (of this row) began; below `duration`. 0 if not given.").per("n").whole().between(0, 1000000).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with baselines of their own.").per("n").category().optional();
    f("offset", offset, "A part of the linear predictors that is known, the same for every cause.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.").per("n").category().optional();
  }
};

struct MultinomialOptions {
  static constexpr const char* record = "MultinomialOptions";
  std::vector<std::string> causes;
  std::vector<std::int64_t> bands;
  std::vector<CoxReference> references;
  double ridge = 0.0;
  bool robust = false;
  double confidence_level = 0.95;
  std::int64_t max_iterations = 50;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("bands", bands, "Last period of each band within which a baseline is constant, rising; one more band goes on from there. Without any each period has a baseline of its own.").between(1, 1000000);
    f("references", references, "Reference levels that are not the first level of their column.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood.").at_least(0);
    f("robust", robust, "Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of rows.").above(0).at_most(1e-3);
  }
};

/// One row for each cause and term, the causes in order.
struct MultinomialCoefficients {
  static constexpr const char* record = "MultinomialCoefficients";
  Categories cause;
  std::vector<std::string> term;
  std::vector<double> coefficient, ratio, std_error, robust_std_error, z, p_value, lower, upper, ratio_lower, ratio_upper;
  void describe(Fields& f) {
    f("cause", cause, "Cause of leaving.").per("p");
    f("term", term, "Name of the column, for a level \"column=level\".").per("p");
    f("coefficient", coefficient, "Change of log(probability of leaving for the cause / probability of staying) for one unit more, or against the reference level. 0 for a singular term.").per("p");
    f("ratio", ratio, "exp(coefficient): ratio of those odds; above 1 means that more leave for the cause.").per("p").may_be_infinite();
    f("std_error", std_error, "Standard error from the information matrix. Missing (NaN) for a singular term, and of a cause for which nobody left.").per("p").may_be_missing();
    f("robust_std_error", robust_std_error, "Sandwich standard error. Missing (NaN) unless robust errors were asked for.").per("p").may_be_missing();
    f("z", z, "coefficient / its error (the robust one if asked for). Missing as the error.").per("p").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value of z. Missing as the error.").per("p").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of the coefficient's interval. Missing as the error.").per("p").may_be_missing();
    f("upper", upper, "Upper end of the coefficient's interval. Missing as the error.").per("p").may_be_missing();
    f("ratio_lower", ratio_lower, "exp(lower).").per("p").may_be_missing().may_be_infinite();
    f("ratio_upper", ratio_upper, "exp(upper).").per("p").may_be_missing().may_be_infinite();
  }
};

/// The periods or bands in which somebody left, for a person at `means`; in others the hazards are 0. Matrices are (periods, causes).
struct MultinomialBaseline {
  static constexpr const char* record = "MultinomialBaseline";
  std::vector<std::int64_t> stratum, first_period, last_period, everybody_left;
  std::vector<double> at_risk, events, linear_predictor, hazard, own_covariance, gradient;
  void describe(Fields& f) {
    f("stratum", stratum, "Place of its stratum in `strata`.").per("k").at_least(0);
    f("first_period", first_period, "First period.").per("k").at_least(1);
    f("last_period", last_period, "Last period; of the last band the last one in which somebody was at risk.").per("k").at_least(1);
    f("everybody_left", everybody_left, "1 where nobody at risk stayed: the hazards add up to 1 whatever the attributes, and say nothing of them.").per("k").between(0, 1);
    f("at_risk", at_risk, "Weight at risk, summed over its periods.").per("k").at_least(0);
    f("events", events, "Weight that left, by cause.").per("k", "causes").at_least(0);
    f("linear_predictor", linear_predictor, "log(hazard / probability of staying); minus infinity where nobody left for the cause, infinite where everybody left.").per("k", "causes").may_be_infinite();
    f("hazard", hazard, "Probability of leaving for the cause in one such period, of who is still here.").per("k", "causes").between(0, 1);
    f("own_covariance", own_covariance, "Covariance of a period's linear predictors if the coefficients were known, causes by causes; 0 where there are none.").per("k", "cause_pairs");
    f("gradient", gradient, "Derivative of the linear predictors by the coefficients.").per("cells", "p");
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct MultinomialFit {
  static constexpr const char* record = "MultinomialFit";
  HazardStatus status = HazardStatus::converged;
  MultinomialCoefficients coefficients;
  MultinomialBaseline baseline;
  std::vector<double> covariance, model_covariance;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  CoxTest likelihood_ratio_test;
  std::int64_t iterations = 0, rows = 0, events = 0;
  std::vector<std::string> singular, separated, causes, without_events;
  double ridge = 0.0, confidence_level = 0.95;
  std::vector<CoxColumn> columns;
  std::vector<double> means;
  std::vector<std::string> strata;
  std::vector<double> follow_up;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("coefficients", coefficients, "Table of the terms by cause.");
    f("baseline", baseline, "Table of the periods.");
    f("covariance", covariance, "Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms.").per("p", "p");
    f("model_covariance", model_covariance, "Inverse of the information matrix (with the ridge penalty).").per("p", "p");
    f("log_likelihood_null", log_likelihood_null, "Log-likelihood with all coefficients 0, the baselines (and offsets) alone.");
    f("log_likelihood", log_likelihood, "Log-likelihood of the fit, without the penalty.");
    f("likelihood_ratio_test", likelihood_ratio_test, "Twice the difference of the two.");
    f("iterations", iterations, "Newton steps.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("singular", singular, "Terms, as \"cause: term\", that are constant, or combinations of the terms before them or of the periods.").per("a");
    f("separated", separated, "Terms whose coefficients have no finite estimate.").per("b");
    f("causes", causes, "Names of the causes in order.").per("causes");
    f("without_events", without_events, "Causes that are named, but for which nobody left: their hazards are 0.").per("idle_causes");
    f("ridge", ridge, "As in the options.").at_least(0);
    f("confidence_level", confidence_level, "As in the options.").above(0).below(1);
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("means", means, "Weighted mean of each term over the rows; the baseline belongs to a person at these means.").per("terms");
    f("strata", strata, "Labels of the strata in rising order; one empty label when there are none.").per("s");
    f("follow_up", follow_up, "Longest duration in each stratum: nothing is known beyond it.").per("s");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Maximum likelihood of the multinomial logit with staying as the base: of who is at risk in a period, exp(a_j(period) + b_j'x) / (1 + sum of these)
/// leave for cause j. No row is expanded into periods in memory; the baselines are eliminated period by period. Missing values are refused. Periods without
/// leavers, and causes without them in a period, have hazard 0. Refuses entry >= duration, causes beyond those named, bands that do not rise.
/// O(rows · periods · causes · (causes + p)) a Newton step, and rows · (causes p)² for the information. Memory: periods · causes² · p numbers.
/// Sources: Allison (1982), Sociological Methodology 13; Tutz & Schmid (2016), Modeling Discrete Time-to-Event Data, chapter 8.
MultinomialFit multinomial(const MultinomialInput& input, const MultinomialOptions& options = {}, const RunContext& context = {});

struct MultinomialPredictInput {
  static constexpr const char* record = "MultinomialPredictInput";
  Table x;
  Column strata, offset, tenure, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("strata", strata, "The stratum of each row, one of the fit's. Needed when the fit has strata.").per("m").category().optional();
    f("offset", offset, "Known part of the linear predictors.").per("m").optional();
    f("tenure", tenure, "Periods that the person has already stayed through. Then times count from there, given that the person is still here.").per("m").whole().between(0, 1000000).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

struct MultinomialPredictOptions {
  static constexpr const char* record = "MultinomialPredictOptions";
  std::vector<double> times;
  bool errors = false;
  double confidence_level = 0.95;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Periods by whose end probabilities are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.").per("t").at_least(0);
    f("errors", errors, "Whether standard errors and intervals are computed; cost periods · causes · p · causes for each row, time and cause.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Incidences of all causes and survival of new rows: with S(0) = 1, S(u) = S(u - 1) (1 - sum of h_j(u)) and F_j(u) = F_j(u - 1) + S(u - 1) h_j(u); they add up to 1.
/// Errors: delta method over baselines and coefficients; intervals on the scale log(-log). Refuses levels and strata that the fit has not seen.
CausesPrediction multinomial_predict(const MultinomialFit& fit, const MultinomialPredictInput& input, const MultinomialPredictOptions& options = {}, const RunContext& context = {});

struct MultinomialExplainOptions {
  static constexpr const char* record = "MultinomialExplainOptions";
  std::string cause;
  std::int64_t most = 3;
  void describe(Fields& f) {
    f("cause", cause, "Which cause; the first when not given.");
    f("most", most, "Reasons kept for each row, the strongest first.").between(1, 1000);
  }
};

/// What each column adds to log(probability of leaving for a cause / probability of staying), against the mean of the people in the fit. O(m·p).
Explanation multinomial_explain(const MultinomialFit& fit, const ExplainInput& input, const MultinomialExplainOptions& options = {}, const RunContext& context = {});

extern const Function multinomial_analysis;

}  // namespace mainstay::inline v1::survival
