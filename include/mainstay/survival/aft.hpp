// Accelerated failure time models: how long people stay, as a distribution whose time scale the attributes stretch or shrink.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// The distribution of time.
enum class AftDistribution : std::int32_t { exponential, weibull, log_normal, log_logistic, generalised_gamma, gompertz };
constexpr auto choices(AftDistribution) {
  return std::array{
      choice(AftDistribution::exponential, "exponential", "The rate of leaving is the same at any tenure."),
      choice(AftDistribution::weibull, "weibull", "The rate rises or falls as a power of tenure; hazards are proportional, too."),
      choice(AftDistribution::log_normal, "log_normal", "The logarithm of time is normal: the rate rises, then falls."),
      choice(AftDistribution::log_logistic, "log_logistic", "The logarithm of time is logistic: the odds of having left rise as a power of tenure."),
      choice(AftDistribution::generalised_gamma, "generalised_gamma",
             "Prentice's form with a shape of its own: 1 is Weibull, 0 log-normal, equal to the scale gamma; it shows which of them the data want."),
      choice(AftDistribution::gompertz, "gompertz",
             "The rate is exp(linear predictor + slope · time): in the form of proportional hazards, so that coefficients are log hazard ratios and "
             "not log time ratios. With a negative slope some never leave.")};
}

/// How the fit ended.
enum class AftStatus : std::int32_t { converged, separated, singular, no_events, iteration_limit, at_boundary };
constexpr auto choices(AftStatus) {
  return std::array{
      choice(AftStatus::converged, "converged", "The maximum was found."),
      choice(AftStatus::separated, "separated",
             "The likelihood rises without end along the coefficients of `separated`: a group in which nobody left. Those coefficients and their errors "
             "are as they stood when the likelihood no longer rose."),
      choice(AftStatus::singular, "singular",
             "Converged, but the terms in `singular` are constant or combinations of the terms before them: their coefficient is 0, their errors are missing."),
      choice(AftStatus::no_events, "no_events", "Nobody is known to have left, so nothing can be said: all coefficients are 0, their errors missing, curves are 1."),
      choice(AftStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations, or no step raised the likelihood; the numbers are those of the last step."),
      choice(AftStatus::at_boundary, "at_boundary",
             "The likelihood rises without end towards the edge of the parameters in `boundary`: a scale of 0 or infinity, a shape without end, a share of nobody who "
             "never leaves. Numbers are those at which it no longer rose, the errors of these parameters mean nothing.")};
}

/// People, or pieces of people's time.
struct AftInput {
  static constexpr const char* record = "AftInput";
  Column duration;
  Table x;
  Column event, upper, entry, weights, strata, offset, cluster;
  Table cure_x;
  void describe(Fields& f) {
    f("duration", duration,
      "Time at which the person left or was last seen; with `upper` the time until which the person is known to have stayed, of those who left 0 or missing (NaN) for none.")
        .per("n").at_least(0).may_be_missing();
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference. Without it the distribution of all.").per("n", "c").optional();
    f("event", event, "1 where the person left at `duration` (with `upper`: between the two), 0 where still there. Without it and without `upper` everybody left.").per("n").whole().between(0, 1).optional();
    f("upper", upper,
      "Time by which the person had left: equal to `duration` if known exactly, above it for leaving unseen between two looks, infinite or missing (NaN) where still there. Not looked at where `event` is 0.")
        .per("n").at_least(0).may_be_missing().may_be_infinite().optional();
    f("entry", entry, "Tenure from which the row was under observation (delayed entry): who left before it could not be in the data.").per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with a scale (Gompertz: a slope) of their own; the coefficients are common.").per("n").category().optional();
    f("offset", offset, "A part of the linear predictor that is known.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.").per("n").category().optional();
    f("cure_x", cure_x, "Attributes of the part that never leaves; with the option `cure`. Without it that share is the same for all.").per("n", "cure_columns").optional();
  }
};

struct AftOptions {
  static constexpr const char* record = "AftOptions";
  AftDistribution distribution = AftDistribution::weibull;
  bool cure = false;
  std::vector<CoxReference> references, cure_references;
  double ridge = 0.0;
  bool robust = false;
  double confidence_level = 0.95;
  std::int64_t max_iterations = 100;
  double tolerance = 1e-11;
  void describe(Fields& f) {
    f("distribution", distribution, "The distribution of time.");
    f("cure", cure, "Whether a share never leaves (mixture cure model): P(stay beyond t) = never + (1 - never) S(t), log(never / (1 - never)) linear.");
    f("references", references, "Reference levels of x that are not the first level of their column.");
    f("cure_references", cure_references, "The same for cure_x.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients, intercepts apart, is taken from the log-likelihood.").at_least(0);
    f("robust", robust, "Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of rows.")
        .above(0).at_most(1e-3);
  }
};

/// One row for each term, the intercept first.
struct AftCoefficients {
  static constexpr const char* record = "AftCoefficients";
  std::vector<std::string> term;
  std::vector<double> coefficient, std_error, robust_std_error, z, p_value, lower, upper, time_ratio, time_ratio_lower, time_ratio_upper, hazard_ratio,
      hazard_ratio_lower, hazard_ratio_upper;
  void describe(Fields& f) {
    f("term", term, "\"(intercept)\", then the name of the column, for a level \"column=level\".").per("p");
    f("coefficient", coefficient, "Log time ratio (Gompertz: log hazard ratio) for one unit more, or against the reference level. 0 for a singular term.").per("p");
    f("std_error", std_error, "Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("robust_std_error", robust_std_error, "Sandwich standard error. Missing (NaN) unless robust errors were asked for.").per("p").may_be_missing().may_be_infinite();
    f("z", z, "coefficient / its error (the robust one if asked for).").per("p").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value of z.").per("p").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of the coefficient's interval.").per("p").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end of the coefficient's interval.").per("p").may_be_missing().may_be_infinite();
    f("time_ratio", time_ratio, "exp(coefficient), the acceleration factor: 2 means that everything takes twice as long. Missing (NaN) for Gompertz.")
        .per("p").may_be_missing().may_be_infinite();
    f("time_ratio_lower", time_ratio_lower, "Lower end of its interval.").per("p").may_be_missing().may_be_infinite();
    f("time_ratio_upper", time_ratio_upper, "Upper end of its interval.").per("p").may_be_missing().may_be_infinite();
    f("hazard_ratio", hazard_ratio,
      "Where hazards are proportional (exponential, Weibull with one scale, Gompertz): above 1 means leaving sooner. Missing (NaN) elsewhere and for the intercept.")
        .per("p").may_be_missing().may_be_infinite();
    f("hazard_ratio_lower", hazard_ratio_lower, "Lower end of its interval (delta method on the log).").per("p").may_be_missing().may_be_infinite();
    f("hazard_ratio_upper", hazard_ratio_upper, "Upper end of its interval.").per("p").may_be_missing().may_be_infinite();
  }
};

/// What gives the distribution its width and form; one row for each.
struct AftShapes {
  static constexpr const char* record = "AftShapes";
  std::vector<std::string> parameter, stratum;
  std::vector<double> estimate, std_error, lower, upper;
  void describe(Fields& f) {
    f("parameter", parameter, "scale (of log time; of Weibull the inverse of the shape that others print), slope (of the log hazard over time, Gompertz) or shape (generalised gamma).")
        .per("shapes");
    f("stratum", stratum, "Its stratum; empty when there is one for all.").per("shapes");
    f("estimate", estimate, "Estimate; exactly 1 for the scale of the exponential.").per("shapes");
    f("std_error", std_error, "Its standard error, of a scale by the delta method from its logarithm; the robust one if asked for. 0 where it is not estimated.")
        .per("shapes").may_be_missing().may_be_infinite();
    f("lower", lower, "Lower end of its interval, of a scale on the log.").per("shapes").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end.").per("shapes").may_be_missing().may_be_infinite();
  }
};

/// The part that never leaves; one row for each term, the intercept first.
struct AftCure {
  static constexpr const char* record = "AftCure";
  std::vector<std::string> term;
  std::vector<double> coefficient, std_error, z, p_value, lower, upper, odds_ratio;
  void describe(Fields& f) {
    f("term", term, "\"(intercept)\", then the terms of cure_x; empty without a cure fraction.").per("cure_terms");
    f("coefficient", coefficient, "Log odds of never leaving; 0 for a singular term.").per("cure_terms");
    f("std_error", std_error, "Its standard error, the robust one if asked for.").per("cure_terms").may_be_missing().may_be_infinite();
    f("z", z, "coefficient / its error.").per("cure_terms").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value of z.").per("cure_terms").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of the coefficient's interval.").per("cure_terms").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end.").per("cure_terms").may_be_missing().may_be_infinite();
    f("odds_ratio", odds_ratio, "exp(coefficient).").per("cure_terms").may_be_infinite();
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct AftFit {
  static constexpr const char* record = "AftFit";
  AftStatus status = AftStatus::converged;
  AftDistribution distribution = AftDistribution::weibull;
  AftCoefficients coefficients;
  AftShapes shapes;
  AftCure cure;
  std::vector<std::string> parameters;
  std::vector<double> covariance, model_covariance;
  double log_likelihood_null = 0.0, log_likelihood = 0.0, aic = 0.0, bic = 0.0;
  CoxTest likelihood_ratio_test, wald_test;
  std::int64_t iterations = 0, rows = 0, events = 0, right_censored = 0, left_censored = 0, interval_censored = 0;
  std::vector<std::string> singular, separated, boundary;
  double ridge = 0.0, confidence_level = 0.95;
  std::vector<CoxColumn> columns, cure_columns;
  std::vector<double> means;
  std::vector<std::string> strata;
  double follow_up = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("distribution", distribution, "As in the options.");
    f("coefficients", coefficients, "Table of the terms.");
    f("shapes", shapes, "Table of scale, slope and shape.");
    f("cure", cure, "Table of the part that never leaves; empty without it.");
    f("parameters", parameters, "Names of all parameters in the order of the covariance: the terms, log(scale) or slope by stratum, shape, the terms of the cure part.")
        .per("parameters");
    f("covariance", covariance, "Covariance of the parameters, the robust one if asked for; 0 in the rows of what is not estimated.").per("parameters", "parameters").may_be_infinite();
    f("model_covariance", model_covariance, "Inverse of the information matrix (with the ridge penalty).").per("parameters", "parameters").may_be_infinite();
    f("log_likelihood_null", log_likelihood_null, "Log-likelihood without any attribute: intercepts, scales and shape only.");
    f("log_likelihood", log_likelihood, "Log-likelihood of the fit, without the ridge penalty.");
    f("aic", aic, "2 (number of estimated parameters) - 2 log_likelihood: of two models of the same rows the lower one is preferred.");
    f("bic", bic, "log(rows) (number of estimated parameters) - 2 log_likelihood.");
    f("likelihood_ratio_test", likelihood_ratio_test, "Twice the difference of the two log-likelihoods, on the terms that are not intercepts.");
    f("wald_test", wald_test, "Coefficients of x, intercept apart, against their covariance.");
    f("iterations", iterations, "Newton steps, those of the model without attributes apart.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows whose time of leaving is known exactly.").at_least(0);
    f("right_censored", right_censored, "Rows still there.").at_least(0);
    f("left_censored", left_censored, "Rows that had left before a known time.").at_least(0);
    f("interval_censored", interval_censored, "Rows that left between two known times.").at_least(0);
    f("singular", singular, "Terms that were left out because they depend on the terms before them; those of the cure part begin with \"cure:\".").per("a");
    f("separated", separated, "Terms whose coefficients have no finite estimate.").per("b");
    f("boundary", boundary, "Parameters that ran to their edge.").per("edges");
    f("ridge", ridge, "As in the options.").at_least(0);
    f("confidence_level", confidence_level, "As in the options.").above(0).below(1);
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("cure_columns", cure_columns, "Columns of cure_x in order.").per("cure_columns");
    f("means", means, "Weighted mean of each term over the rows (1 for the intercept).").per("p");
    f("strata", strata, "Labels of the strata in rising order; one empty label when there are none.").per("s");
    f("follow_up", follow_up, "Longest finite time in the data: beyond it the distribution is extrapolated.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Maximum likelihood of a parametric distribution of time under right, left and interval censoring and delayed entry; formulas in
/// docs/survival/aft.md. Newton's method with exact second derivatives, damped where the likelihood is not concave. Missing values are
/// refused except where the sentence of `duration` and `upper` gives them a meaning. Singular, separated and empty data end in a status.
/// Refuses: times of leaving that are 0, bounds in the wrong order, an event without a finite `upper` where there is such a column, entry at or
/// after the end of a row, cure_x without `cure`, references that name no level.
/// Cost per Newton step: one read of x and n·p(p+1)/2 multiply-adds; x is never copied whole.
/// Sources: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 3; Prentice (1974), Biometrika 61;
/// Farewell (1982), Biometrics 38 (cure fraction).
AftFit aft(const AftInput& input, const AftOptions& options = {}, const RunContext& context = {});

struct AftPredictInput {
  static constexpr const char* record = "AftPredictInput";
  Table x;
  Column strata, offset, tenure, time;
  Table cure_x;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Needed when the fit has columns.").per("m", "c").optional();
    f("strata", strata, "The stratum of each row, one of the fit's. Needed when the fit has strata.").per("m").category().optional();
    f("offset", offset, "Known part of the linear predictor.").per("m").optional();
    f("tenure", tenure, "Time that the person has already stayed. Then all times count from there and everything is given that tenure.").per("m").at_least(0).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
    f("cure_x", cure_x, "The fit's columns of cure_x by name. Needed when the fit has them.").per("m", "cure_columns").optional();
  }
};

struct AftPredictOptions {
  static constexpr const char* record = "AftPredictOptions";
  std::vector<double> times, quantiles;
  bool means = false, errors = true;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("times", times, "Times at which curves are wanted; counted from `tenure` when that is given.").per("t").at_least(0);
    f("quantiles", quantiles, "Shares of such people that have left, for which the time is wanted: 0.5 is the median.").per("q").above(0).below(1);
    f("means", means, "Whether mean times are wanted: without end, and restricted to each of the times.");
    f("errors", errors, "Whether standard errors and intervals are computed; cost p² for each row.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// What the model says of new people. Matrices are (rows, times) or (rows, quantiles) row-major; empty where not asked for.
struct AftPrediction {
  static constexpr const char* record = "AftPrediction";
  std::vector<double> linear_predictor, time_ratio, never, times, survival, std_error, lower, upper, hazard, hazard_std_error, cumulative_hazard,
      cumulative_hazard_std_error, restricted_mean, restricted_mean_std_error, quantiles, quantile, quantile_std_error, quantile_lower, quantile_upper, mean,
      mean_std_error;
  void describe(Fields& f) {
    f("linear_predictor", linear_predictor, "intercept + sum of coefficient * x + offset: location of log time; for Gompertz the log hazard at time 0.").per("m");
    f("time_ratio", time_ratio, "How many times as long as a person at `means` such people take (without offset there); for Gompertz the hazard ratio.").per("m").may_be_infinite();
    f("never", never, "Share that never leaves, by the cure part, of people who just begin. Empty without it.").per("m").between(0, 1).optional();
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`).").per("m", "t").between(0, 1).optional();
    f("std_error", std_error, "Standard error of survival.").per("m", "t").optional().may_be_missing().may_be_infinite();
    f("lower", lower, "Lower end of its interval, formed on log(-log S).").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
    f("hazard", hazard, "Rate of leaving at that time; infinite at 0 where the distribution has it so.").per("m", "t").at_least(0).optional().may_be_infinite();
    f("hazard_std_error", hazard_std_error, "Its standard error.").per("m", "t").optional().may_be_missing().may_be_infinite();
    f("cumulative_hazard", cumulative_hazard, "-log(survival).").per("m", "t").at_least(0).optional().may_be_infinite();
    f("cumulative_hazard_std_error", cumulative_hazard_std_error, "Its standard error, which is also that of log(survival).").per("m", "t").optional().may_be_missing().may_be_infinite();
    f("restricted_mean", restricted_mean, "Mean time stayed of the span until that time.").per("m", "t").at_least(0).optional();
    f("restricted_mean_std_error", restricted_mean_std_error, "Its standard error.").per("m", "t").optional().may_be_missing().may_be_infinite();
    f("quantiles", quantiles, "The shares asked for.").per("q").optional();
    f("quantile", quantile, "Time by which that share of such people has left; infinite if that is never so.").per("m", "q").at_least(0).optional().may_be_infinite();
    f("quantile_std_error", quantile_std_error, "Its standard error.").per("m", "q").optional().may_be_missing().may_be_infinite();
    f("quantile_lower", quantile_lower, "Lower end of its interval, formed on the logarithm.").per("m", "q").optional().may_be_missing().may_be_infinite();
    f("quantile_upper", quantile_upper, "Upper end of its interval.").per("m", "q").optional().may_be_missing().may_be_infinite();
    f("mean", mean, "Mean time until leaving (after `tenure`); infinite where some never leave or the tail is too long for a mean.").per("m").at_least(0).optional().may_be_infinite();
    f("mean_std_error", mean_std_error, "Its standard error. Missing (NaN) where the mean is infinite.").per("m").optional().may_be_missing().may_be_infinite();
  }
};

/// Curves, rates, quantiles and means of new rows with standard errors by the delta method. Beyond `follow_up` the distribution is
/// extrapolated. O(m·(p + t)), with errors O(m·(p² + t)); means by adaptive quadrature to a relative 1e-10.
/// Refuses columns, levels and strata that the fit has not seen, naming them.
AftPrediction aft_predict(const AftFit& fit, const AftPredictInput& input, const AftPredictOptions& options = {}, const RunContext& context = {});

/// Why such people stay longer or shorter than the average: the parts of the linear predictor. O(m·p).
Explanation aft_explain(const AftFit& fit, const ExplainInput& input, const ExplainOptions& options = {}, const RunContext& context = {});

extern const Function aft_analysis;

}  // namespace mainstay::inline v1::survival
