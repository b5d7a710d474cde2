// Penalised Cox regression: lasso, ridge and elastic net over a path of penalties, for many attributes of which few may count.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// How the path ended.
enum class PathStatus : std::int32_t { complete, explained, term_limit, not_converged, no_events, no_terms, out_of_range };
constexpr auto choices(PathStatus) {
  return std::array{
      choice(PathStatus::complete, "complete", "Every penalty was fitted."),
      choice(PathStatus::explained, "explained", "The path ended early: smaller penalties explained hardly more, or nearly everything was explained."),
      choice(PathStatus::term_limit, "term_limit", "The path ended before the step that would have had more than `most_terms` terms."),
      choice(PathStatus::not_converged, "not_converged",
             "The path ended at a penalty that did not converge within max_iterations, which is left out: without a penalty the likelihood may rise without end (separation)."),
      choice(PathStatus::no_events, "no_events", "Nobody left, so nothing can be said: there are no steps."),
      choice(PathStatus::no_terms, "no_terms", "No term varies, or all are left out: there is one step without terms."),
      choice(PathStatus::out_of_range, "out_of_range", "The offsets differ by more than exp() can carry, so that a risk set sums to zero: there are no steps.")};
}

/// Which step of the path is the model.
enum class PathChoice : std::int32_t { automatic, minimum, one_standard_error, bic, aic, last };
constexpr auto choices(PathChoice) {
  return std::array{
      choice(PathChoice::automatic, "automatic", "`minimum` when cross-validated, else `bic`, as also where no part held a leaver."),
      choice(PathChoice::minimum, "minimum", "The step with the best cross-validated measure."),
      choice(PathChoice::one_standard_error, "one_standard_error", "The largest penalty whose measure is within one standard error of the best."),
      choice(PathChoice::bic, "bic", "The lowest -2 log-likelihood + terms · log(events): the Bayesian criterion, of the model's terms that are not 0."),
      choice(PathChoice::aic, "aic", "The lowest -2 log-likelihood + 2 · terms: Akaike's criterion."),
      choice(PathChoice::last, "last", "The last step: the smallest penalty.")};
}

/// What cross-validation measures.
enum class PathMeasure : std::int32_t { deviance, concordance };
constexpr auto choices(PathMeasure) {
  return std::array{
      choice(PathMeasure::deviance, "deviance", "Partial-likelihood deviance for each leaver held out: of all rows less that of the rows that were learnt from; lower is better."),
      choice(PathMeasure::concordance, "concordance", "Harrell's C of the rows held out; higher is better. It sees the order only, and changes little along a path.")};
}

/// How much of the penalty a column bears.
struct PathFactor {
  static constexpr const char* record = "PathFactor";
  std::string column;
  double factor = 1.0;
  void describe(Fields& f) {
    f("column", column, "Name of a column of x or of the cells.").required();
    f("factor", factor, "Times the penalty: 0 is not penalised and always in the model, infinite is left out.").at_least(0).may_be_infinite();
  }
};

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct PathInput {
  static constexpr const char* record = "PathInput";
  Table x;
  Column duration, event, entry, weights, strata, offset, person, fold, day, cell_row, cell_column, cell_value;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference and are never written out as columns. May be left out where there are cells.")
        .per("n", "c").optional();
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look. Equal times are ties.").per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with a baseline of their own; people are only compared within their group.").per("n").category().optional();
    f("offset", offset, "A part of the log hazard that is known.").per("n").optional();
    f("person", person, "Rows with the same label are held out together in cross-validation. Each row by itself when not given.").per("n").category().optional();
    f("fold", fold, "The part that each row belongs to in cross-validation, instead of parts drawn by lot.").per("n").category().optional();
    f("day", day,
      "Where time 0 of the row lies on the calendar (the hire), in the unit of `duration`. Needed for cross-validation forward in time.").per("n").optional();
    f("cell_row", cell_row, "A sparse table of further attributes, one number for each of its cells that are not 0: the row of the cell, from 0.").per("cells").whole().at_least(0).optional();
    f("cell_column", cell_column, "The attribute of each cell, by name or number; each is a term.").per("cells").category().optional();
    f("cell_value", cell_value, "The value of each cell. 1 when not given.").per("cells").optional();
  }
};

struct PathOptions {
  static constexpr const char* record = "PathOptions";
  Ties ties = Ties::efron;
  double alpha = 1.0;
  std::vector<double> penalties;
  std::int64_t penalty_count = 100;
  std::optional<double> penalty_ratio;
  bool standardize = true;
  bool group_levels = false;
  std::vector<PathFactor> penalty_factors;
  std::vector<CoxReference> references;
  bool stop_early = true;
  std::int64_t most_terms = 0;
  std::int64_t folds = 0;
  bool forward = false;
  std::vector<double> cuts;
  PathMeasure measure = PathMeasure::deviance;
  PathChoice choose = PathChoice::automatic;
  bool baseline = true;
  std::int64_t max_iterations = 100;
  double tolerance = 1e-6;
  void describe(Fields& f) {
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("alpha", alpha, "Mixture: 1 is the lasso, 0 ridge regression, between them the elastic net.").between(0, 1);
    f("penalties", penalties, "Penalties to fit, in any order; they are taken from the largest down. Empty: penalty_count of them, equally spaced on the log scale.")
        .per("penalties").at_least(0);
    f("penalty_count", penalty_count, "How many penalties, when `penalties` is empty.").between(1, 100000);
    f("penalty_ratio", penalty_ratio, "The smallest penalty as a share of the one at which all terms are 0. Not given: 0.0001, or 0.01 with more terms than rows.")
        .above(0).below(1);
    f("standardize", standardize, "Whether the penalty is on the coefficients of terms with standard deviation 1. Coefficients are always those of the terms as they are.");
    f("group_levels", group_levels,
      "Whether the levels of a categorical column are in the model together or not at all (group lasso): the penalty is then on the standard deviation of what the column adds, times the root of its number of levels less 1, and does not depend on the reference level.");
    f("penalty_factors", penalty_factors, "Columns that bear more or less of the penalty than others; all factors together are scaled to a mean of 1 over the terms.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("stop_early", stop_early,
      "Whether a path of penalties of its own ends when 99 % of the deviance is explained or four steps explain less than 0.1 % more. Given `penalties` are all fitted.");
    f("most_terms", most_terms, "The path ends before a step with more terms than this; 0: no limit.").between(0, 1000000000);
    f("folds", folds, "Parts of the cross-validation; 0: none, unless `fold` or `cuts` is given. With `forward` the number of cuts.").between(0, 1000);
    f("forward", forward, "Whether cross-validation goes forward in time: what was known by a cut is learnt from, and judged by who left until the next cut.");
    f("cuts", cuts, "Days to cut at, rising; with `forward` only. Not given: `folds` of them, evenly between the days by which 50 % and 90 % of the leavers had left.").per("cuts");
    f("measure", measure, "What cross-validation measures.");
    f("choose", choose, "Which step is the model: its coefficients, and its baseline for curves.");
    f("baseline", baseline, "Whether the baseline hazard of the chosen step is kept, which curves of new people need.");
    f("max_iterations", max_iterations, "Evaluations of the likelihood for each penalty at most.").between(1, 100000);
    f("tolerance", tolerance, "Converged when the next step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-2);
  }
};

/// One row for each penalty, the largest first.
struct PathSteps {
  static constexpr const char* record = "PathSteps";
  std::vector<double> penalty, deviance_ratio, log_likelihood;
  std::vector<std::int64_t> terms, iterations;
  void describe(Fields& f) {
    f("penalty", penalty, "Lambda: lambda · sum of factor · (alpha |b| + (1 - alpha) / 2 · b²) is added to -log-likelihood / sum of weights; with group_levels |b| is that of a column times the root of its terms.").per("steps").at_least(0);
    f("deviance_ratio", deviance_ratio, "Share of the deviance that is explained: 0 with all coefficients 0, 1 at best.").per("steps");
    f("log_likelihood", log_likelihood, "Log partial likelihood, without the penalty.").per("steps");
    f("terms", terms, "Terms whose coefficient is not 0.").per("steps").at_least(0);
    f("iterations", iterations, "Evaluations of the likelihood that it took.").per("steps").at_least(0);
  }
};

/// Cross-validation; one row for each row of `steps`, none without it.
struct PathValidation {
  static constexpr const char* record = "PathValidation";
  std::vector<double> mean, std_error, lower, upper;
  void describe(Fields& f) {
    f("mean", mean, "Mean of the measure over the parts, weighted by the leavers held out (concordance: by the weights held out). Missing (NaN) where a part's path did not come so far.")
        .per("validated").may_be_missing();
    f("std_error", std_error, "Its standard error over the parts. Missing (NaN) with one part.").per("validated").at_least(0).may_be_missing();
    f("lower", lower, "mean - std_error.").per("validated").may_be_missing();
    f("upper", upper, "mean + std_error.").per("validated").may_be_missing();
  }
};

/// The coefficients that are not 0, step by step.
struct PathCoefficients {
  static constexpr const char* record = "PathCoefficients";
  std::vector<std::int64_t> step;
  Categories term;
  std::vector<double> coefficient;
  void describe(Fields& f) {
    f("step", step, "Row of `steps`.").per("r").at_least(0);
    f("term", term, "Name of the column, for a level \"column=level\".").per("r");
    f("coefficient", coefficient, "Log hazard ratio for one unit more, or against the reference level.").per("r");
  }
};

/// The chosen step; one row for each term.
struct PathModel {
  static constexpr const char* record = "PathModel";
  std::vector<std::string> term;
  std::vector<double> coefficient, hazard_ratio;
  void describe(Fields& f) {
    f("term", term, "Name of the column, for a level \"column=level\".").per("p");
    f("coefficient", coefficient, "Log hazard ratio for one unit more, or against the reference level; shrunk towards 0, so without standard errors.").per("p");
    f("hazard_ratio", hazard_ratio, "exp(coefficient): above 1 means leaving sooner.").per("p").may_be_infinite();
  }
};

/// Baseline of each stratum at its distinct times of leaving, for a person at `means` with offset 0.
struct PathBaseline {
  static constexpr const char* record = "PathBaseline";
  std::vector<std::int64_t> stratum;
  std::vector<double> time, hazard, cumulative_hazard;
  void describe(Fields& f) {
    f("stratum", stratum, "Place of the row's stratum in `strata`.").per("k").at_least(0);
    f("time", time, "Distinct times of leaving, ascending in each stratum.").per("k");
    f("hazard", hazard, "Jump of the cumulative hazard (of Efron's kind with Efron's ties).").per("k").at_least(0);
    f("cumulative_hazard", cumulative_hazard, "Sum of the jumps up to and with this time.").per("k").at_least(0);
  }
};

/// A fitted path and the model chosen from it: immutable; predicts from any number of threads.
struct PathFit {
  static constexpr const char* record = "PathFit";
  PathStatus status = PathStatus::complete;
  PathSteps steps;
  PathCoefficients path;
  PathValidation validation;
  std::int64_t minimum = -1, one_standard_error = -1, chosen = -1;
  double penalty = 0.0;
  PathModel coefficients;
  double log_likelihood_null = 0.0, log_likelihood = 0.0, null_deviance = 0.0;
  std::int64_t rows = 0, events = 0;
  std::vector<std::string> constant;
  Ties ties = Ties::efron;
  double alpha = 1.0;
  std::vector<CoxColumn> columns;
  std::vector<std::string> cells;
  std::vector<double> means, deviations;
  std::vector<std::string> strata;
  std::vector<double> follow_up;
  PathBaseline baseline;
  void describe(Fields& f) {
    f("status", status, "How the path ended.");
    f("steps", steps, "Table of the penalties that were fitted.");
    f("path", path, "Table of the coefficients that are not 0.");
    f("validation", validation, "Table of the cross-validation, beside `steps`; empty without it.");
    f("minimum", minimum, "The row of `steps` with the best cross-validated measure; -1 without cross-validation.").at_least(-1);
    f("one_standard_error", one_standard_error, "The first row of `steps` within one standard error of it; -1 without cross-validation.").at_least(-1);
    f("chosen", chosen, "The row of `steps` that is the model; -1 when there are no steps.").at_least(-1);
    f("penalty", penalty, "Its penalty, lambda.").at_least(0);
    f("coefficients", coefficients, "Table of its terms, those that are 0 too.");
    f("log_likelihood_null", log_likelihood_null, "Log partial likelihood with all coefficients 0.");
    f("log_likelihood", log_likelihood, "Log partial likelihood of the chosen step, without the penalty.");
    f("null_deviance", null_deviance, "Twice the log-likelihood that a term for each person would reach, less log_likelihood_null.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("constant", constant, "Terms that do not vary and are left out.").per("a");
    f("ties", ties, "As in the options.");
    f("alpha", alpha, "As in the options.").between(0, 1);
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("c");
    f("cells", cells, "Attributes of the sparse table, in rising order; their terms stand behind those of `columns`.").per("cell_columns");
    f("means", means, "Weighted mean of each term over the rows; the baseline belongs to a person at these means.").per("p");
    f("deviations", deviations, "Weighted standard deviation of each term (dividing by the sum of weights); 0 for a constant.").per("p").at_least(0);
    f("strata", strata, "Labels of the strata in rising order; one empty label when there are none.").per("s");
    f("follow_up", follow_up, "Longest duration in each stratum: nothing is known beyond it.").per("s");
    f("baseline", baseline, "Baseline hazard of the chosen step.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Minimises -log-likelihood / W + lambda · sum of factor_j (alpha |b_j| + (1 - alpha) / 2 · b_j²) for falling lambda, W being the sum of
/// weights and b_j the coefficient of the term divided by its standard deviation; see docs/survival/path.md.
/// Proximal Newton steps with the exact information of the terms that take part, kept current by secants on the way down the path; a step
/// that does not lower the objective is shortened until it does. Terms outside are checked against the conditions of optimality at every lambda.
/// Missing values are refused. Ties: equal times are ties, as in survival.cox. Constant, separated and empty data end in a status.
/// Cross-validation fits the same penalties without each part in turn (Verweij & van Houwelingen 1993), terms standardised anew.
/// Refuses entry >= duration, a cell that is given twice, references and penalty factors that name no column, `fold` with `forward`, and whatever the descriptions forbid.
/// Cost per evaluation: two reads of the columns that take part; memory: a copy of these columns, 40 bytes a row, and the square of their number.
/// Sources: Simon, Friedman, Hastie & Tibshirani (2011), J. Stat. Software 39(5); Tibshirani et al. (2012), JRSS B 74 (strong rules);
/// Lee, Sun & Saunders (2014), SIAM J. Optim. 24 (proximal Newton).
PathFit path(const PathInput& input, const PathOptions& options = {}, const RunContext& context = {});

struct PathPredictInput {
  static constexpr const char* record = "PathPredictInput";
  Table x;
  Column strata, offset, tenure, time, cell_row, cell_column, cell_value;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Without it there are as many rows as in the other columns, or as the cells say.").per("m", "c").optional();
    f("strata", strata, "The stratum of each row, one of the fit's. Needed when the fit has strata.").per("m").category().optional();
    f("offset", offset, "Known part of the log hazard.").per("m").optional();
    f("tenure", tenure, "Time that the person has already stayed. Then times count from there, and curves are S(tenure + t) / S(tenure).")
        .per("m").at_least(0).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
    f("cell_row", cell_row, "Cells that are not 0 of the fit's sparse table: the row of each.").per("cells").whole().at_least(0).optional();
    f("cell_column", cell_column, "The attribute of each; those that the fit does not have are not looked at.").per("cells").category().optional();
    f("cell_value", cell_value, "The value of each. 1 when not given.").per("cells").optional();
  }
};

struct PathPredictOptions {
  static constexpr const char* record = "PathPredictOptions";
  std::vector<double> times;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.")
        .per("t").at_least(0);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Curves of new people. Matrices are (rows, times) row-major.
struct PathPrediction {
  static constexpr const char* record = "PathPrediction";
  std::vector<double> linear_predictor, hazard_ratio, times, survival, cumulative_hazard;
  void describe(Fields& f) {
    f("linear_predictor", linear_predictor, "sum of coefficient * (x - mean) + offset.").per("m");
    f("hazard_ratio", hazard_ratio, "exp(linear_predictor): against a person at the means.").per("m").may_be_infinite();
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.")
        .per("m", "t").between(0, 1).may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "-log(survival).").per("m", "t").at_least(0).may_be_missing().may_be_infinite();
  }
};

/// Survival curves of new rows under the chosen step, as survival.cox predicts them; without errors, as shrunken coefficients have none that
/// could be trusted. O(m·(p + t·log k)). Refuses columns, levels and strata that the fit has not seen, naming them.
PathPrediction path_predict(const PathFit& fit, const PathPredictInput& input, const PathPredictOptions& options = {}, const RunContext& context = {});

struct PathExplainInput {
  static constexpr const char* record = "PathExplainInput";
  Table x;
  Column cell_row, cell_column, cell_value;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Without it there are as many rows as the cells say.").per("m", "c").optional();
    f("cell_row", cell_row, "Cells that are not 0 of the fit's sparse table: the row of each.").per("cells").whole().at_least(0).optional();
    f("cell_column", cell_column, "The attribute of each; those that the fit does not have are not looked at.").per("cells").category().optional();
    f("cell_value", cell_value, "The value of each. 1 when not given.").per("cells").optional();
  }
};

/// Why a person's hazard is above or below the average: the parts of the linear predictor. O(m·p).
Explanation path_explain(const PathFit& fit, const PathExplainInput& input, const ExplainOptions& options = {}, const RunContext& context = {});

extern const Function path_analysis;

}  // namespace mainstay::inline v1::survival
