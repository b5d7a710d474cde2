// Cox regression in which attributes may act along a curve: penalised splines, as smooth as the data ask for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/hazard.hpp"

namespace mainstay::inline v1::survival {

/// What chooses the smoothing parameters that are not given.
enum class SmoothCriterion : std::int32_t { reml, aic };
constexpr auto choices(SmoothCriterion) {
  return std::array{choice(SmoothCriterion::reml, "reml", "The restricted likelihood: seldom too wavy, the best choice on few rows."),
                    choice(SmoothCriterion::aic, "aic", "Akaike's criterion with effective parameters, which estimates the error of prediction; where the scale is known, as here, generalised "
                                                        "cross-validation becomes this one (mgcv's UBRE).")};
}

/// Whether each curve is needed at all.
struct SmoothTests {
  static constexpr const char* record = "SmoothTests";
  std::vector<std::string> name;
  std::vector<double> statistic, rank, p_value;
  void describe(Fields& f) {
    f("name", name, "Name of the column.").per("smooths");
    f("statistic", statistic, "Wood's (2013): the curve against its covariance in as many directions as it has effective parameters. Missing (NaN) without a fit.").per("smooths").at_least(0).may_be_missing();
    f("rank", rank, "How many directions: the reference degrees of freedom, 2 trace F - trace F F of the curve. Missing (NaN) without a fit.").per("smooths").at_least(0).may_be_missing();
    f("p_value", p_value, "P-value of no curve and no line either. It does not know that the smoothing was chosen. Missing (NaN) without a fit.").per("smooths").between(0, 1).may_be_missing();
  }
};

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct SmoothInput {
  static constexpr const char* record = "SmoothInput";
  Table x;
  Column duration, event, entry, weights, strata, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference.").per("n", "c");
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look. Whole days or months are best; equal times are ties.").per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups with a baseline of their own; people are only compared within their group.").per("n").category().optional();
    f("offset", offset, "A part of the log hazard that is known.").per("n").optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the robust errors.").per("n").category().optional();
  }
};

struct SmoothOptions {
  static constexpr const char* record = "SmoothOptions";
  std::vector<HazardSmooth> smooth;
  std::int64_t most_curves = 16;
  SmoothCriterion criterion = SmoothCriterion::reml;
  Ties ties = Ties::efron;
  std::vector<CoxReference> references;
  double ridge = 0.0;
  bool robust = false;
  double confidence_level = 0.95;
  bool baseline_errors = true;
  std::int64_t max_iterations = 50;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("smooth", smooth, "Numeric columns of x whose effect is a penalised spline (cubic, second differences) instead of a line. When none are named: every one with more than ten different values; where there is none, with two and more; of more than `most_curves` those with the strongest evidence.");
    f("most_curves", most_curves, "Curves at most when none are named. The columns that get them have, each alone, the largest score statistics of a curve with three bends; the others stay lines, named in `lines`. Cost grows with the third power of the curves.")
        .between(1, 10000);
    f("criterion", criterion, "What chooses the smoothing parameters that are not given.");
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients of the linear terms is taken from the log-likelihood.").at_least(0);
    f("robust", robust, "Whether errors, tests of the terms and intervals are the robust (sandwich) ones; a `cluster` column implies it.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("baseline_errors", baseline_errors, "Whether what the errors of curves need is kept: p numbers for each distinct time of leaving.");
    f("max_iterations", max_iterations, "Newton steps at most, for each choice of smoothing parameters; and steps of that choice at most.").between(0, 10000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-3);
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct SmoothFit {
  static constexpr const char* record = "SmoothFit";
  CoxFit model;
  HazardSmoothTable smooths;
  SmoothTests tests;
  HazardCurves curves;
  double penalised_log_likelihood = 0.0, reml = 0.0, effective_parameters = 0.0, aic = 0.0;
  std::int64_t smoothing_iterations = 0;
  std::vector<std::string> lines;
  std::vector<CoxColumn> columns;
  std::vector<HazardSpline> splines;
  void describe(Fields& f) {
    f("model", model,
      "The Cox regression on the linear terms and then the splines' terms, \"s(column).1\" and so on: status, coefficients, covariance (that of the Bayesian posterior, or the robust one; model_covariance is the former), "
      "baseline. Its tests, on 0 degrees of freedom, say nothing.");
    f("smooths", smooths, "Table of the smooth columns.");
    f("tests", tests, "Table of their tests.");
    f("curves", curves, "Their curves.");
    f("penalised_log_likelihood", penalised_log_likelihood, "Log partial likelihood less all penalties: what the fit maximises.");
    f("reml", reml, "Restricted log-likelihood (Laplace's approximation) at the smoothing parameters.");
    f("effective_parameters", effective_parameters, "Effective number of all parameters.").at_least(0);
    f("aic", aic, "2 effective_parameters - 2 log partial likelihood.");
    f("smoothing_iterations", smoothing_iterations, "Steps of the smoothing parameters.").at_least(0);
    f("lines", lines, "Columns that would have had a curve, were there not `most_curves` with stronger evidence.").per("lines");
    f("columns", columns, "Columns of x in order; new people are matched by these names.").per("attributes");
    f("splines", splines, "Bases of the smooth columns.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Maximum penalised partial likelihood; formulas in docs/survival/smooth.md. Ties, missing values, statuses as in survival.cox. The splines' terms
/// are made once and kept: 8 bytes for each row, smooth column and spline. Memory besides: p numbers for each distinct time of leaving.
/// Refuses entry >= duration, an x without a column for a curve, references and smooth columns that x does not have.
/// Sources: Cox (1972); Eilers & Marx (1996), Statistical Science 11; Wood (2011), JRSS B 73; Wood, Pya & Säfken (2016), JASA 111.
SmoothFit smooth(const SmoothInput& input, const SmoothOptions& options = {}, const RunContext& context = {});

/// Curves of new rows under a fit, as survival.cox.predict gives them, with errors that know of the penalties.
CoxPrediction smooth_predict(const SmoothFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options = {}, const RunContext& context = {});

/// Why a person's hazard is above or below the average: the parts of the linear predictor, one for each column. O(m·p).
HazardExplanation smooth_explain(const SmoothFit& fit, const ExplainInput& input, const ExplainOptions& options = {}, const RunContext& context = {});

extern const Function smooth_analysis;

}  // namespace mainstay::inline v1::survival
