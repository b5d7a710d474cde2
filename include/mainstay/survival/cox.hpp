// Cox's proportional-hazards regression: which attributes go with leaving sooner, and each person's curve from it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/reasons.hpp"

namespace mainstay::inline v1::survival {

/// How tied times of leaving enter the likelihood.
enum class Ties : std::int32_t { efron, breslow, exact };
constexpr auto choices(Ties) {
  return std::array{choice(Ties::efron, "efron", "Efron's average over the tied leavers: close to exact, also with many ties."),
                    choice(Ties::breslow, "breslow", "Breslow's: the tied leavers all stay at risk; biased towards 0 with many ties."),
                    choice(Ties::exact, "exact",
                           "Time is discrete: of all sets of so many at risk, just these left. survival.cox only, without weights; cost grows with the number of tied leavers.")};
}

/// How the fit ended.
enum class CoxStatus : std::int32_t { converged, separated, singular, no_events, iteration_limit, out_of_range };
constexpr auto choices(CoxStatus) {
  return std::array{
      choice(CoxStatus::converged, "converged", "The maximum was found."),
      choice(CoxStatus::separated, "separated",
             "The likelihood rises without end along the coefficients of `separated`: a group in which nobody (or everybody at risk) left. "
             "Those coefficients and their errors are as they stood when the likelihood no longer rose; tests by likelihood ratio hold, Wald tests do not."),
      choice(CoxStatus::singular, "singular",
             "Converged, but the terms in `singular` are constant or combinations of the terms before them: their coefficient is 0, their errors are missing."),
      choice(CoxStatus::no_events, "no_events", "Nobody left, so nothing can be said: all coefficients are 0, their errors are missing."),
      choice(CoxStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations; the coefficients are those of the last step."),
      choice(CoxStatus::out_of_range, "out_of_range",
             "The offsets differ by more than exp() can carry, so that a risk set sums to zero: no fit, coefficients 0, errors missing.")};
}

/// The level of a categorical column that the others are compared with.
struct CoxReference {
  static constexpr const char* record = "CoxReference";
  std::string column;
  std::string level;
  void describe(Fields& f) {
    f("column", column, "Name of a categorical column of x.").required();
    f("level", level, "Its reference level.");
  }
};

/// How an effect runs over time: the function f that multiplies a column of x.
enum class CoxTimeFunction : std::int32_t { log, identity, square_root, after };
constexpr auto choices(CoxTimeFunction) {
  return std::array{choice(CoxTimeFunction::log, "log", "log(t): the effect changes most in the first days. Refused when somebody left at 0."),
                    choice(CoxTimeFunction::identity, "identity", "t: the effect changes evenly."),
                    choice(CoxTimeFunction::square_root, "square_root", "The root of t: between the two."),
                    choice(CoxTimeFunction::after, "after", "1 at times above `at`, else 0: the effect changes once, as at the end of probation.")};
}

/// An effect that changes over time: beside its own terms, column x gets the terms f(t) x.
struct CoxTimeEffect {
  static constexpr const char* record = "CoxTimeEffect";
  std::string column;
  CoxTimeFunction function = CoxTimeFunction::log;
  double at = 0.0;
  void describe(Fields& f) {
    f("column", column, "Name of a column of x.").required();
    f("function", function, "The function of time f(t).");
    f("at", at, "Of the function `after`: the last time at which f is 0.").at_least(0);
  }
};

/// A penalty on the coefficients of one column, instead of the ridge of all. Columns with equal penalties are a block, as R's ridge().
struct CoxPenalty {
  static constexpr const char* record = "CoxPenalty";
  std::string column;
  double ridge = 0.0;
  bool scaled = false;
  std::optional<double> degrees_of_freedom;
  void describe(Fields& f) {
    f("column", column, "Name of a column of x; of a categorical one all levels are penalised alike.").required();
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of the column's squared coefficients is taken from the log-likelihood. 0 leaves the column free.").at_least(0);
    f("scaled", scaled, "Whether each coefficient is first multiplied by its term's standard deviation, so that the penalty does not depend on units.");
    f("degrees_of_freedom", degrees_of_freedom,
      "Instead of `ridge`: the effective degrees of freedom that the column shall have, below the number of its terms; `ridge` is then the one that leaves them, found by some ten fits.").above(0);
  }
};

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct CoxInput {
  static constexpr const char* record = "CoxInput";
  Table x;
  Column duration, event, entry, weights, strata, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference.").per("n", "c");
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look. Whole days or months are best; equal times are ties.")
        .per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.")
        .per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with a baseline of their own; people are only compared within their group.").per("n").category().optional();
    f("offset", offset, "A part of the log hazard that is known.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.")
        .per("n").category().optional();
  }
};

struct CoxOptions {
  static constexpr const char* record = "CoxOptions";
  Ties ties = Ties::efron;
  std::vector<CoxReference> references;
  std::vector<CoxTimeEffect> time_effects;
  double ridge = 0.0;
  std::vector<CoxPenalty> penalties;
  bool firth = false, profile = true;
  bool robust = false;
  double confidence_level = 0.95;
  bool concordance = true;
  bool baseline = true;
  bool baseline_errors = true;
  std::int64_t max_iterations = 30;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("time_effects", time_effects, "Columns whose effect changes over time, each with a function of time.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood.").at_least(0);
    f("penalties", penalties, "Columns with a penalty of their own, which stands for them in place of `ridge`; terms of time_effects keep `ridge`.");
    f("firth", firth, "Whether half the logarithm of the information's determinant is added to the log-likelihood (Firth's correction): estimates stay finite under separation.");
    f("profile", profile, "With firth: whether intervals and p-values come from the profile of the penalised likelihood, which costs about 50 fits a term; else from the standard error.");
    f("robust", robust, "Whether errors, tests and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("concordance", concordance, "Whether the fit's concordance is computed.");
    f("baseline", baseline, "Whether the baseline hazard is kept, which curves of new people need.");
    f("baseline_errors", baseline_errors, "Whether what the errors of such curves need is kept: p numbers for each distinct time of leaving.");
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance,
      "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-3);
  }
};

/// One row for each term.
struct CoxCoefficients {
  static constexpr const char* record = "CoxCoefficients";
  std::vector<std::string> term;
  std::vector<double> coefficient, hazard_ratio, std_error, robust_std_error, z, p_value, lower, upper, hazard_ratio_lower,
      hazard_ratio_upper;
  void describe(Fields& f) {
    f("term", term, "Name of the column, for a level \"column=level\"; of an effect that changes over time with the function behind it, \"column:log(time)\".").per("p");
    f("coefficient", coefficient, "Log hazard ratio for one unit more, or against the reference level. 0 for a singular term.").per("p");
    f("hazard_ratio", hazard_ratio, "exp(coefficient): above 1 means leaving sooner.").per("p").may_be_infinite();
    f("std_error", std_error, "Standard error of the coefficient from the information matrix. Missing (NaN) for a singular term.")
        .per("p").may_be_missing().may_be_infinite();
    f("robust_std_error", robust_std_error, "Sandwich standard error. Missing (NaN) unless robust errors were asked for.")
        .per("p").may_be_missing().may_be_infinite();
    f("z", z, "coefficient / its error (the robust one if asked for). Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value of z. Missing (NaN) for a singular term.").per("p").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of the coefficient's interval. Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper end of the coefficient's interval. Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("hazard_ratio_lower", hazard_ratio_lower, "exp(lower).").per("p").may_be_missing().may_be_infinite();
    f("hazard_ratio_upper", hazard_ratio_upper, "exp(upper).").per("p").may_be_missing().may_be_infinite();
  }
};

/// A column of x as the fit saw it.
struct CoxColumn {
  static constexpr const char* record = "CoxColumn";
  std::string name;
  bool categorical = false;
  std::vector<std::string> levels;
  std::string reference;
  void describe(Fields& f) {
    f("name", name, "Name of the column.");
    f("categorical", categorical, "Whether it is categorical.");
    f("levels", levels, "Levels that occurred, the reference among them; empty for a numeric column.").per("l");
    f("reference", reference, "Reference level; empty for a numeric column.");
  }
};

/// A chi-squared test that all coefficients are 0.
struct CoxTest {
  static constexpr const char* record = "CoxTest";
  double statistic = 0.0;
  std::int64_t degrees_of_freedom = 0;
  double p_value = 1.0;
  void describe(Fields& f) {
    f("statistic", statistic, "Chi-squared statistic.").at_least(0).may_be_infinite();
    f("degrees_of_freedom", degrees_of_freedom, "Terms that are not singular.").at_least(0);
    f("p_value", p_value, "P-value.").between(0, 1);
  }
};

/// Baseline of each stratum at its distinct times of leaving, for a person at `means` with offset 0.
struct CoxBaseline {
  static constexpr const char* record = "CoxBaseline";
  std::vector<std::int64_t> stratum;
  std::vector<double> time, hazard, cumulative_hazard, cumulative_variance, cumulative_drift;
  void describe(Fields& f) {
    f("stratum", stratum, "Place of the row's stratum in `strata`.").per("k").at_least(0);
    f("time", time, "Distinct times of leaving, ascending in each stratum.").per("k");
    f("hazard", hazard, "Jump of the cumulative hazard (of Efron's kind with Efron's ties).").per("k").at_least(0);
    f("cumulative_hazard", cumulative_hazard, "Sum of the jumps up to and with this time.").per("k").at_least(0);
    f("cumulative_variance", cumulative_variance, "Variance of cumulative_hazard if the coefficients were known.").per("k").at_least(0);
    f("cumulative_drift", cumulative_drift,
      "Derivative of -cumulative_hazard by the coefficients: sum of jump times (mean attributes at risk - means). Empty without baseline_errors.")
        .per("k", "p").optional();
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct CoxFit {
  static constexpr const char* record = "CoxFit";
  CoxStatus status = CoxStatus::converged;
  CoxCoefficients coefficients;
  std::vector<double> covariance, model_covariance;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  CoxTest likelihood_ratio_test, wald_test, score_test;
  double concordance = 0.0, concordance_std_error = 0.0;
  std::int64_t iterations = 0, rows = 0, events = 0;
  std::vector<std::string> singular, separated;
  Ties ties = Ties::efron;
  double ridge = 0.0, effective_degrees_of_freedom = 0.0, confidence_level = 0.95;
  std::vector<double> penalty;
  bool firth = false;
  std::vector<CoxColumn> columns;
  std::vector<CoxTimeEffect> time_effects;
  std::vector<double> means;
  std::vector<std::string> strata;
  std::vector<double> follow_up;
  CoxBaseline baseline;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("coefficients", coefficients, "Table of the terms.");
    f("covariance", covariance, "Covariance of the coefficients, the robust one if asked for; 0 in the rows of singular terms.").per("p", "p").may_be_infinite();
    f("model_covariance", model_covariance, "Inverse of the information matrix (with the penalties); 0 in the rows of singular terms.")
        .per("p", "p").may_be_infinite();
    f("log_likelihood_null", log_likelihood_null, "Log partial likelihood with all coefficients 0.");
    f("log_likelihood", log_likelihood, "Log partial likelihood of the fit, without any penalty.");
    f("likelihood_ratio_test", likelihood_ratio_test, "Twice the difference of the two; with firth, of the two with its penalty.");
    f("wald_test", wald_test, "Coefficients against their covariance.");
    f("score_test", score_test, "Slope of the likelihood at 0 (with one grouping column: the log-rank test).");
    f("concordance", concordance, "Harrell's C: share of comparable pairs of which the person with the higher hazard left first. Missing (NaN) if not computed, no pair, or with time effects.")
        .between(0, 1).may_be_missing();
    f("concordance_std_error", concordance_std_error, "Its standard error (infinitesimal jackknife), with the model taken as given.").at_least(0).may_be_missing();
    f("iterations", iterations, "Newton steps.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("singular", singular, "Terms that were left out because they depend on the terms before them.").per("a");
    f("separated", separated, "Terms whose coefficients have no finite estimate.").per("b");
    f("ties", ties, "As in the options.");
    f("ridge", ridge, "As in the options.").at_least(0);
    f("penalty", penalty, "What each term's squared coefficient is multiplied by, twice: `ridge` or that of its column, times the term's variance where scaled. Empty when nothing is penalised.")
        .per("p").at_least(0).optional();
    f("effective_degrees_of_freedom", effective_degrees_of_freedom,
      "Trace of model_covariance times the information without the penalty: terms that are not singular, less what the penalty takes from each.").at_least(0);
    f("confidence_level", confidence_level, "As in the options.").above(0).below(1);
    f("firth", firth, "As in the options.");
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("time_effects", time_effects, "As in the options; their terms stand behind those of the columns.").per("effects");
    f("means", means, "Weighted mean of each term over the rows (of an effect that changes over time: of x); the baseline belongs to a person at these means.").per("p");
    f("strata", strata, "Labels of the strata in rising order; one empty label when there are none.").per("s");
    f("follow_up", follow_up, "Longest duration in each stratum: nothing is known beyond it.").per("s");
    f("baseline", baseline, "Baseline hazard.");
  }
};

/// Which rows in the same units of weight a fit compares; see docs/survival/cox.md. Cost per Newton step: one read of x and
/// n·p(p+1)/2 multiply-adds. Memory: about 28 bytes a row and (p+1)·(distinct times) numbers; with more distinct times than fit 32 MiB so,
/// a copy of x in the order of time.
/// Missing values are refused. Ties: equal times are ties, a person who leaves counts as at risk at that time, and one who
/// is last seen at that time too. Singular, separated and empty data end in a status, not in an error.
/// Refuses entry >= duration, references that name no level, and whatever the descriptions forbid.
/// Sources: Cox (1972); Efron (1977); Therneau & Grambsch, Modeling Survival Data (2000), chapters 3 and 7.
CoxFit cox(const CoxInput& input, const CoxOptions& options = {}, const RunContext& context = {});

/// How the interval of a curve is formed.
enum class CoxInterval : std::int32_t { log_log, log, plain };
constexpr auto choices(CoxInterval) {
  return std::array{choice(CoxInterval::log_log, "log_log", "On the scale log(-log S): always within (0, 1)."),
                    choice(CoxInterval::log, "log", "On the scale log S, cut at 1; what R's survfit prints for Cox models."),
                    choice(CoxInterval::plain, "plain", "On the scale of S, cut at 0 and 1.")};
}

/// What is predicted beyond the longest follow-up.
enum class BeyondFollowUp : std::int32_t { carry, missing };
constexpr auto choices(BeyondFollowUp) {
  return std::array{choice(BeyondFollowUp::carry, "carry", "The curve stays where it is at the last time of leaving. Where nobody of the fit left since the tenure it has no error and no limits: nothing is known, least of all that the person stays."),
                    choice(BeyondFollowUp::missing, "missing", "Missing values (NaN).")};
}

struct CoxPredictInput {
  static constexpr const char* record = "CoxPredictInput";
  Table x;
  Column strata, offset, tenure, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("strata", strata, "The stratum of each row, one of the fit's. Needed when the fit has strata.").per("m").category().optional();
    f("offset", offset, "Known part of the log hazard.").per("m").optional();
    f("tenure", tenure, "Time that the person has already stayed. Then times count from there, and everything is given that the person is still here.")
        .per("m").at_least(0).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

struct CoxPredictOptions {
  static constexpr const char* record = "CoxPredictOptions";
  std::vector<double> times;
  bool errors = true;
  double confidence_level = 0.95;
  CoxInterval interval = CoxInterval::log_log;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.")
        .per("t").at_least(0);
    f("errors", errors, "Whether standard errors and intervals are computed; cost p² for each row and time.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("interval", interval, "How the interval of a curve is formed.");
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Curves of new people. Matrices are (rows, times) row-major.
struct CoxPrediction {
  static constexpr const char* record = "CoxPrediction";
  std::vector<double> linear_predictor, hazard_ratio, times, survival, std_error, lower, upper, cumulative_hazard,
      cumulative_hazard_std_error;
  void describe(Fields& f) {
    f("linear_predictor", linear_predictor, "sum of coefficient * (x - mean) + offset. Missing (NaN) with time effects, when there is no one number.").per("m").may_be_missing();
    f("hazard_ratio", hazard_ratio, "exp(linear_predictor): against a person at the means.").per("m").may_be_infinite().may_be_missing();
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.")
        .per("m", "t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Standard error of survival. Missing (NaN) when not asked for.").per("m", "t").optional().may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("m", "t").optional().may_be_missing();
    f("upper", upper, "Upper end of its interval.").per("m", "t").optional().may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "-log(survival).").per("m", "t").at_least(0).may_be_missing().may_be_infinite();
    f("cumulative_hazard_std_error", cumulative_hazard_std_error, "Its standard error, which is also that of log(survival).")
        .per("m", "t").optional().may_be_missing().may_be_infinite();
  }
};

/// Survival curves of new rows under a fit, with the variance of Tsiatis (1981) that R's survfit.coxph prints: jumps of the
/// baseline plus uncertain coefficients. Times between two times of leaving take the value of the earlier one.
/// O(m·(p + t·log k)), with errors O(m·t·p²). Refuses levels and strata that the fit has not seen, naming them.
CoxPrediction cox_predict(const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options = {},
                          const RunContext& context = {});

/// Why a person's hazard is above or below the average: the parts of the linear predictor. O(m·p).
Explanation cox_explain(const CoxFit& fit, const ExplainInput& input, const ExplainOptions& options = {}, const RunContext& context = {});

extern const Function cox_analysis;

}  // namespace mainstay::inline v1::survival
