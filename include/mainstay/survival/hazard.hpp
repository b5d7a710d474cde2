// Discrete-time hazard: the probability of leaving in each week or month, of those who are still here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// How the probability of leaving in a period follows from the linear predictor.
enum class HazardLink : std::int32_t { logit, cloglog };
constexpr auto choices(HazardLink) {
  return std::array{
      choice(HazardLink::logit, "logit", "log(h / (1 - h)) is linear: exp(coefficient) is a ratio of odds."),
      choice(HazardLink::cloglog, "cloglog", "log(-log(1 - h)) is linear: exp(coefficient) is the hazard ratio of Cox's model, of which only the period is known.")};
}

/// How the hazard depends on the period.
enum class HazardBaseline : std::int32_t { free, bands, smooth };
constexpr auto choices(HazardBaseline) {
  return std::array{choice(HazardBaseline::free, "free", "One parameter for each period in which somebody left."),
                    choice(HazardBaseline::bands, "bands", "One parameter for each band of periods; the option `bands` has their last periods."),
                    choice(HazardBaseline::smooth, "smooth", "A penalised cubic spline over the periods, as smooth as REML finds it.")};
}

/// What a period (or band) is in which people were at risk, but nobody left.
enum class HazardEmpty : std::int32_t { zero, merge };
constexpr auto choices(HazardEmpty) {
  return std::array{choice(HazardEmpty::zero, "zero", "Its hazard is 0, which is the maximum of the likelihood; as in Cox's model."),
                    choice(HazardEmpty::merge, "merge", "It is joined with the next one in which somebody left; the last ones with the one before them.")};
}

/// From which information the errors come.
enum class HazardInformation : std::int32_t { expected, observed };
constexpr auto choices(HazardInformation) {
  return std::array{choice(HazardInformation::expected, "expected", "Fisher's, as generalised linear models in R have it; with cloglog it takes one more pass over all periods of all rows."),
                    choice(HazardInformation::observed, "observed", "Minus the second derivatives of the log-likelihood. With logit the two are the same.")};
}

/// How the fit ended.
enum class HazardStatus : std::int32_t { converged, separated, singular, no_events, iteration_limit };
constexpr auto choices(HazardStatus) {
  return std::array{
      choice(HazardStatus::converged, "converged", "The maximum was found."),
      choice(HazardStatus::separated, "separated",
             "The likelihood rises without end along the coefficients of `separated`: a group in which nobody left, or all. Those coefficients and their errors "
             "are as they stood when the likelihood no longer rose."),
      choice(HazardStatus::singular, "singular",
             "Converged, but the terms in `singular` are constant, or combinations of the terms before them or of the periods: their coefficient is 0, their errors are missing."),
      choice(HazardStatus::no_events, "no_events", "Nobody left, so nothing can be said: all coefficients are 0, their errors missing, curves are 1."),
      choice(HazardStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations; the numbers are those of the last step.")};
}

/// People, or pieces of people's time: row i is at risk in the periods entry + 1, entry + 2, …, duration.
struct HazardInput {
  static constexpr const char* record = "HazardInput";
  Column duration, event;
  Table x;
  Column entry, weights, strata, offset, cluster, group;
  void describe(Fields& f) {
    f("duration", duration, "Last period (week, month, …) at risk: the one in which the person left, or was last known to stay through. Periods count from 1.")
        .per("n").whole().between(1, 1000000);
    f("event", event, "1 where the person left in the period `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference. Attributes that change come as one row for each piece of time.")
        .per("n", "c").optional();
    f("entry", entry, "Periods already behind the person when observation (of this row) began; below `duration`. 0 if not given.").per("n").whole().between(0, 1000000).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with a baseline of their own.").per("n").category().optional();
    f("offset", offset, "A part of the linear predictor that is known.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.").per("n").category().optional();
    f("group", group, "Site, class or team with a random intercept: normal around 0, its variance by REML, the intercepts shrunken.").per("n").category().optional();
  }
};

/// A numeric column whose effect is a curve.
struct HazardSmooth {
  static constexpr const char* record = "HazardSmooth";
  std::string column;
  std::int64_t size = 10;
  std::optional<double> smoothing, degrees_of_freedom;
  void describe(Fields& f) {
    f("column", column, "Name of a numeric column of x.").required();
    f("size", size, "B-splines of its basis: the curve cannot bend more often.").between(5, 200);
    f("smoothing", smoothing, "Its smoothing parameter; chosen by REML when not given.").above(0);
    f("degrees_of_freedom", degrees_of_freedom,
      "Instead of `smoothing`: the effective number of parameters that the curve shall have, above 1 (a straight line) and below size - 1, as R's pspline(df =). The smoothing parameter is then the one that leaves them, found by some ten fits.").above(1);
  }
};

struct HazardOptions {
  static constexpr const char* record = "HazardOptions";
  HazardLink link = HazardLink::logit;
  HazardBaseline baseline = HazardBaseline::free;
  std::vector<std::int64_t> bands;
  HazardEmpty empty_periods = HazardEmpty::zero;
  std::int64_t baseline_size = 10;
  std::optional<double> baseline_smoothing;
  std::vector<HazardSmooth> smooth;
  std::optional<double> group_variance;
  std::vector<CoxReference> references;
  double ridge = 0.0;
  bool robust = false;
  HazardInformation information = HazardInformation::expected;
  bool likelihood_ratio_tests = false;
  double confidence_level = 0.95;
  std::int64_t max_iterations = 50;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("link", link, "How the probability of leaving follows from the linear predictor.");
    f("baseline", baseline, "How the hazard depends on the period.");
    f("bands", bands, "Last period of each band, rising; one more band goes on from there. Needed by the baseline `bands`.").between(1, 1000000);
    f("empty_periods", empty_periods, "What a period is in which nobody left.");
    f("baseline_size", baseline_size, "B-splines of a smooth baseline.").between(5, 200);
    f("baseline_smoothing", baseline_smoothing, "Smoothing parameter of a smooth baseline; chosen by REML when not given.").above(0);
    f("smooth", smooth, "Numeric columns of x whose effect is a penalised spline (cubic, second differences) instead of a line.");
    f("group_variance", group_variance, "Variance of the random intercepts; found by REML when not given.").above(0);
    f("references", references, "Reference levels that are not the first level of their column.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients of the linear terms is taken from the log-likelihood.").at_least(0);
    f("robust", robust, "Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("information", information, "From which information the errors come.");
    f("likelihood_ratio_tests", likelihood_ratio_tests, "Whether the model is fitted without each linear column in turn, so that the likelihood-ratio tests of `column_tests` are known; without penalties only.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("max_iterations", max_iterations, "Newton steps at most, for each choice of smoothing parameters; and steps of that choice at most.").between(0, 10000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of rows.")
        .above(0).at_most(1e-3);
  }
};

/// One row for each linear term.
struct HazardCoefficients {
  static constexpr const char* record = "HazardCoefficients";
  std::vector<std::string> term;
  std::vector<double> coefficient, ratio, std_error, robust_std_error, z, p_value, lower, upper, ratio_lower, ratio_upper;
  void describe(Fields& f) {
    f("term", term, "Name of the column, for a level \"column=level\".").per("p");
    f("coefficient", coefficient, "Change of the linear predictor for one unit more, or against the reference level. 0 for a singular term.").per("p");
    f("ratio", ratio, "exp(coefficient): ratio of the odds of leaving (logit) or of hazards (cloglog); above 1 means leaving sooner.").per("p").may_be_infinite();
    f("std_error", std_error, "Standard error from the information matrix. Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("robust_std_error", robust_std_error, "Sandwich standard error. Missing (NaN) unless robust errors were asked for.").per("p").may_be_missing().may_be_infinite();
    f("z", z, "coefficient / its error (the robust one if asked for).").per("p").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value of z.").per("p").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of the coefficient's interval.").per("p").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end of the coefficient's interval.").per("p").may_be_missing().may_be_infinite();
    f("ratio_lower", ratio_lower, "exp(lower).").per("p").may_be_missing().may_be_infinite();
    f("ratio_upper", ratio_upper, "exp(upper).").per("p").may_be_missing().may_be_infinite();
  }
};

/// The hazard of a person at `means` (smooth terms and group 0, no offset) in each period or band of each stratum.
struct HazardBaselineTable {
  static constexpr const char* record = "HazardBaselineTable";
  std::vector<std::int64_t> stratum, first_period, last_period;
  std::vector<double> at_risk, events;
  Categories state;
  std::vector<double> linear_predictor, std_error, hazard, lower, upper, own_variance, gradient;
  void describe(Fields& f) {
    f("stratum", stratum, "Place of its stratum in `strata`.").per("k").at_least(0);
    f("first_period", first_period, "First period.").per("k").at_least(1);
    f("last_period", last_period, "Last period.").per("k").at_least(1);
    f("at_risk", at_risk, "Weight at risk, summed over its periods.").per("k").at_least(0);
    f("events", events, "Weight that left.").per("k").at_least(0);
    f("state", state, "estimated; nobody_left (the hazard is 0 whatever the attributes); everybody_left (it is 1); nobody_at_risk (nothing is known, curves stay where they are).").per("k");
    f("linear_predictor", linear_predictor, "Its linear predictor; minus infinity where nobody left, infinite where everybody did. Missing (NaN) where nobody was at risk.")
        .per("k").may_be_infinite().may_be_missing();
    f("std_error", std_error, "Its standard error. Missing (NaN) where nothing is estimated.").per("k").may_be_missing().may_be_infinite();
    f("hazard", hazard, "Probability of leaving in one such period. Missing (NaN) where nobody was at risk.").per("k").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("k").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end.").per("k").between(0, 1).may_be_missing();
    f("own_variance", own_variance, "Variance of linear_predictor if all `parameters` were known.").per("k").at_least(0).may_be_infinite();
    f("gradient", gradient, "Derivative of linear_predictor by the `parameters`.").per("k", "parameters").may_be_infinite();
  }
};

/// Whether each linear column is needed, all its levels together.
struct HazardColumnTests {
  static constexpr const char* record = "HazardColumnTests";
  std::vector<std::string> column;
  std::vector<std::int64_t> degrees_of_freedom;
  std::vector<double> wald, wald_p_value, likelihood_ratio, likelihood_ratio_p_value;
  void describe(Fields& f) {
    f("column", column, "Name of the column.").per("linear");
    f("degrees_of_freedom", degrees_of_freedom, "Its terms that are not singular.").per("linear").at_least(0);
    f("wald", wald, "Its coefficients against their covariance (the robust one if asked for), chi-squared. Missing (NaN) without a fit.").per("linear").at_least(0).may_be_missing();
    f("wald_p_value", wald_p_value, "P-value. Missing as the statistic.").per("linear").between(0, 1).may_be_missing();
    f("likelihood_ratio", likelihood_ratio,
      "Twice what the log-likelihood loses without the column, chi-squared. Missing (NaN) unless `likelihood_ratio_tests` are asked for, with penalties, and where the fit without it does not converge.")
        .per("linear").at_least(0).may_be_missing();
    f("likelihood_ratio_p_value", likelihood_ratio_p_value, "P-value. Missing as the statistic.").per("linear").between(0, 1).may_be_missing();
  }
};

/// What has a smoothing parameter, one row for each: the baseline first, then the smooth columns, then the groups.
struct HazardSmoothTable {
  static constexpr const char* record = "HazardSmoothTable";
  std::vector<std::string> name;
  std::vector<double> smoothing, effective_parameters, variance;
  std::vector<std::int64_t> at_edge;
  void describe(Fields& f) {
    f("name", name, "\"(baseline)\", the name of the column, or \"(group)\".").per("smooths");
    f("smoothing", smoothing, "Smoothing parameter, of squared second differences of the spline's coefficients; of groups 1 / variance.").per("smooths").at_least(0);
    f("effective_parameters", effective_parameters, "Effective number of parameters: 1 is a straight line.").per("smooths").may_be_missing();
    f("variance", variance, "1 / smoothing: of random intercepts their variance.").per("smooths").at_least(0);
    f("at_edge", at_edge, "1 where REML runs to its end: as smooth as can be (a straight line), or groups without any difference.").per("smooths").between(0, 1);
  }
};

/// The curves of the smooth columns at points between the smallest and the largest value.
struct HazardCurves {
  static constexpr const char* record = "HazardCurves";
  Categories column;
  std::vector<double> value, effect, std_error, lower, upper;
  void describe(Fields& f) {
    f("column", column, "Name of the column.").per("r");
    f("value", value, "Its value.").per("r");
    f("effect", effect, "What it adds to the linear predictor, against the mean over the rows of the fit.").per("r");
    f("std_error", std_error, "Its standard error.").per("r").may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("r").may_be_missing();
    f("upper", upper, "Upper end.").per("r").may_be_missing();
  }
};

/// The basis of a smooth column, as predictions need it.
struct HazardSpline {
  static constexpr const char* record = "HazardSpline";
  std::string column;
  double low = 0.0, high = 0.0;
  std::vector<double> coefficients, transform;
  std::int64_t first = 0;
  void describe(Fields& f) {
    f("column", column, "Name of the column; \"(baseline)\" for the periods.");
    f("low", low, "Smallest value in the fit.");
    f("high", high, "Largest value; beyond the two a curve goes on as a line.");
    f("coefficients", coefficients, "Coefficients of the B-splines.").per("splines");
    f("transform", transform, "What makes them of the `parameters`.").per("splines", "free");
    f("first", first, "Place of its first parameter in `parameters`.").at_least(0);
  }
};

/// Random intercepts, one row for each group.
struct HazardGroups {
  static constexpr const char* record = "HazardGroups";
  std::vector<std::string> name;
  std::vector<double> events, effect, std_error, own_variance, gradient;
  void describe(Fields& f) {
    f("name", name, "The group.").per("g");
    f("events", events, "Weight that left.").per("g").at_least(0);
    f("effect", effect, "Its intercept, shrunken towards 0 (posterior mode).").per("g");
    f("std_error", std_error, "Its standard error, as of a prediction.").per("g").may_be_missing();
    f("own_variance", own_variance, "Variance of effect if all `parameters` were known.").per("g").at_least(0);
    f("gradient", gradient, "Derivative of effect by the `parameters`.").per("g", "parameters").may_be_infinite();
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct HazardFit {
  static constexpr const char* record = "HazardFit";
  HazardStatus status = HazardStatus::converged;
  HazardLink link = HazardLink::logit;
  HazardCoefficients coefficients;
  HazardBaselineTable baseline;
  HazardSmoothTable smooths;
  HazardCurves curves;
  HazardGroups groups;
  std::vector<std::string> parameters;
  std::vector<double> covariance, model_covariance;
  double log_likelihood_null = 0.0, log_likelihood = 0.0, penalised_log_likelihood = 0.0, reml = 0.0, effective_parameters = 0.0, aic = 0.0, bic = 0.0;
  CoxTest likelihood_ratio_test, wald_test;
  HazardColumnTests column_tests;
  std::int64_t iterations = 0, smoothing_iterations = 0, rows = 0, events = 0, periods_at_risk = 0;
  std::vector<std::string> singular, separated;
  double ridge = 0.0, confidence_level = 0.95;
  std::vector<CoxColumn> columns;
  std::vector<HazardSpline> splines;
  std::vector<double> means;
  std::vector<std::string> strata;
  std::vector<double> follow_up;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("link", link, "As in the options.");
    f("coefficients", coefficients, "Table of the linear terms.");
    f("baseline", baseline, "Table of the periods.");
    f("smooths", smooths, "Table of what has a smoothing parameter.");
    f("curves", curves, "Curves of the smooth columns.");
    f("groups", groups, "Table of the random intercepts.");
    f("parameters", parameters,
      "Names of the parameters in the order of the covariance: the baseline's, unless it is free and there are no groups; the linear terms; the smooth columns'.").per("parameters");
    f("covariance", covariance, "Covariance of the parameters, the robust one if asked for; 0 in the rows of singular terms.").per("parameters", "parameters").may_be_infinite();
    f("model_covariance", model_covariance, "Inverse of the (penalised) information.").per("parameters", "parameters").may_be_infinite();
    f("log_likelihood_null", log_likelihood_null, "Log-likelihood of the baseline alone.");
    f("log_likelihood", log_likelihood, "Log-likelihood of the fit, without penalties.");
    f("penalised_log_likelihood", penalised_log_likelihood, "Log-likelihood less all penalties: what the fit maximises.");
    f("reml", reml, "Restricted log-likelihood (Laplace's approximation) at the smoothing parameters; 0 where there are none.");
    f("effective_parameters", effective_parameters, "Effective number of all parameters.").at_least(0);
    f("aic", aic, "2 effective_parameters - 2 log_likelihood; the lower one is preferred, among models of the same periods.");
    f("bic", bic, "log(person-periods in which a hazard is estimated) effective_parameters - 2 log_likelihood, as of the expanded table.");
    f("likelihood_ratio_test", likelihood_ratio_test, "Twice the difference of the two log-likelihoods; without penalties only, else 0 on 0 degrees of freedom.");
    f("wald_test", wald_test, "Linear terms against their covariance.");
    f("column_tests", column_tests, "Table of tests of the linear columns, each with all its levels.");
    f("iterations", iterations, "Newton steps in all.").at_least(0);
    f("smoothing_iterations", smoothing_iterations, "Steps of the smoothing parameters.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("periods_at_risk", periods_at_risk, "Person-periods: rows that an expanded table would have.").at_least(0);
    f("singular", singular, "Terms that were left out because they depend on the terms before them or on the periods.").per("a");
    f("separated", separated, "Terms whose coefficients have no finite estimate.").per("edges");
    f("ridge", ridge, "As in the options.").at_least(0);
    f("confidence_level", confidence_level, "As in the options.").above(0).below(1);
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("splines", splines, "Bases of the smooth columns, and of a smooth baseline.");
    f("means", means, "Weighted mean of each linear term over the rows; the baseline belongs to a person at these means.").per("p");
    f("strata", strata, "Labels of the strata in rising order; one empty label when there are none.").per("s");
    f("follow_up", follow_up, "Last period in each stratum: nothing is known beyond it.").per("s").at_least(0);
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Maximum (penalised) likelihood of the discrete-time hazard; formulas in docs/survival/hazard.md. Rows are never expanded into
/// person-periods. Missing values are refused. Singular, separated and empty data end in a status.
/// Refuses entry >= duration, bands that do not rise, references and smooth columns that x does not have.
/// Cost per Newton step: one read of x, n·p(p+1)/2 multiply-adds, and with logit p multiply-adds for each person-period; with cloglog and
/// rows that enter at 0 it does not depend on the number of periods.
/// Sources: Cox (1972); Prentice & Gloeckler (1978), Biometrics 34; Tutz & Schmid (2016), Modeling Discrete Time-to-Event Data;
/// Eilers & Marx (1996), Statistical Science 11; Wood (2011), JRSS B 73 (REML).
HazardFit hazard(const HazardInput& input, const HazardOptions& options = {}, const RunContext& context = {});

struct HazardPredictInput {
  static constexpr const char* record = "HazardPredictInput";
  Table x;
  Column strata, offset, group, tenure, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Needed when the fit has columns.").per("m", "c").optional();
    f("strata", strata, "The stratum of each row, one of the fit's. Needed when the fit has strata.").per("m").category().optional();
    f("offset", offset, "Known part of the linear predictor.").per("m").optional();
    f("group", group, "The group of each row, one of the fit's. Without it people of an average group are meant (random intercept 0).").per("m").category().optional();
    f("tenure", tenure, "Whole periods that the person has already stayed. Then times count from there, and curves are S(tenure + t) / S(tenure).")
        .per("m").whole().between(0, 1000000).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

struct HazardPredictOptions {
  static constexpr const char* record = "HazardPredictOptions";
  std::vector<double> times;
  bool errors = true;
  double confidence_level = 0.95;
  CoxInterval interval = CoxInterval::log_log;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Numbers of periods after which curves are wanted, counted from `tenure` when that is given; the part after the point is cut off.").at_least(0);
    f("errors", errors, "Whether standard errors and intervals are computed; cost p² for each row and time.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("interval", interval, "How the interval of a curve is formed.");
    f("beyond", beyond, "What is predicted beyond the last period of the fit.");
  }
};

/// Curves of new people. Matrices are (rows, times) row-major.
struct HazardPrediction {
  static constexpr const char* record = "HazardPrediction";
  std::vector<double> linear_predictor, ratio, times, survival, std_error, lower, upper, hazard, cumulative_hazard, cumulative_hazard_std_error;
  void describe(Fields& f) {
    f("linear_predictor", linear_predictor, "Linear predictor without the baseline: against a person at the means (of an average group).").per("m");
    f("ratio", ratio, "exp(linear_predictor): ratio of odds (logit) or hazards (cloglog).").per("m").may_be_infinite();
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying through so many periods (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.")
        .per("m", "t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Standard error of survival. Missing (NaN) when not asked for.").per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
    f("hazard", hazard, "Probability of leaving in that period of those still there; 0 at time 0 and where nothing is known.").per("m", "t").between(0, 1).may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "-log(survival).").per("m", "t").at_least(0).may_be_missing().may_be_infinite();
    f("cumulative_hazard_std_error", cumulative_hazard_std_error, "Its standard error, which is also that of log(survival).")
        .per("m", "t").optional().may_be_missing().may_be_infinite();
  }
};

/// Curves of new rows with standard errors by the delta method from all parameters. O(m·(p + periods)), with errors O(m·t·p²).
/// Refuses columns, levels, strata and groups that the fit has not seen, naming them.
HazardPrediction hazard_predict(const HazardFit& fit, const HazardPredictInput& input, const HazardPredictOptions& options = {},
                                const RunContext& context = {});

struct HazardExplainInput {
  static constexpr const char* record = "HazardExplainInput";
  Table x;
  Column group;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("group", group, "The group of each row, one of the fit's.").per("m").category().optional();
  }
};
struct HazardExplanation {
  static constexpr const char* record = "HazardExplanation";
  std::vector<double> contributions;
  std::vector<std::string> names;
  Reasons reasons;
  void describe(Fields& f) {
    f("contributions", contributions, "What each column adds to the linear predictor, row by row; their sum is the linear predictor without offset.").per("m", "parts");
    f("names", names, "Names of the columns, and \"(group)\" when groups are given.").per("parts");
    f("reasons", reasons, "The strongest columns of each row, and \"(group)\"; a factor above 1 makes leaving sooner more likely.");
  }
};

/// Why a person's hazard is above or below the average: the parts of the linear predictor. O(m·p).
HazardExplanation hazard_explain(const HazardFit& fit, const HazardExplainInput& input, const ExplainOptions& options = {},
                                 const RunContext& context = {});

extern const Function hazard_analysis;

}  // namespace mainstay::inline v1::survival
