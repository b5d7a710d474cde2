// What calling does, and to whom: the effect against a hold-out, uplift of each person, and how well it ranks.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::returns {

enum class UpliftMethod : std::int32_t { two_models, transformed_outcome };
constexpr auto choices(UpliftMethod) {
  return std::array{choice(UpliftMethod::two_models, "two_models", "A logistic regression of the called and one of the held out; uplift is the difference of their probabilities (T-learner)."),
                    choice(UpliftMethod::transformed_outcome, "transformed_outcome", "A linear regression of returned × (treated - e) / (e (1 - e)), whose mean given x is the uplift; e is the propensity.")};
}

enum class UpliftStatus : std::int32_t { fitted, one_outcome, average_only };
constexpr auto choices(UpliftStatus) {
  return std::array{choice(UpliftStatus::fitted, "fitted", "Average effect and uplift of each person."),
                    choice(UpliftStatus::one_outcome, "one_outcome", "In one arm nobody came back, or everybody: its model is a constant, (returns + 1/2) / (people + 1)."),
                    choice(UpliftStatus::average_only, "average_only", "Without x there is only the average effect.")};
}

struct UpliftInput {
  static constexpr const char* record = "UpliftInput";
  Table x{};
  Column treated{}, returned{}, duration{}, propensity{}, strata{}, person{};
  void describe(Fields& f) {
    f("x", x, "What is known before the call, numbers and categories; left out: only the average effect.").per("n", "c").optional();
    f("treated", treated, "1 called, 0 held out at random.").per("n").whole().between(0, 1);
    f("returned", returned, "1 where the person came back.").per("n").whole().between(0, 1);
    f("duration", duration, "Days from the assignment to the return, or to the end of observation; needed with horizon.").per("n").in("days").at_least(0).optional();
    f("propensity", propensity, "Probability with which the row was to be called (returns.holdout).").per("n").above(0).below(1).optional();
    f("strata", strata, "Strata of the draw: effects are told in each, and put together by their sizes.").per("n").category().optional();
    f("person", person, "Whose row it is: rows of one person are in one fold, and are drawn together. Left out: each row is somebody else.").per("n").category().optional();
  }
};

struct UpliftOptions {
  static constexpr const char* record = "UpliftOptions";
  UpliftMethod method = UpliftMethod::two_models;
  std::optional<double> horizon{};
  double ridge = 1.0, confidence_level = 0.95;
  std::int64_t folds = 5, resamples = 200, bins = 10;
  std::vector<survival::CoxReference> references{};
  void describe(Fields& f) {
    f("method", method, "How the uplift of a person is estimated.");
    f("horizon", horizon, "Returns within so many days count. Who was observed for a shorter time is made up for by those of the same arm, and of the same stratum with strata, who were observed longer.").in("days").above(0);
    f("ridge", ridge, "Penalty on half the squared coefficients of standardised columns; the intercept is free.").above(0);
    f("folds", folds, "Parts for cross-fitting: everybody's uplift comes from models that have not seen them.").between(2, 100);
    f("resamples", resamples, "Resamples of people for standard errors; 0: none, and limits are NaN.").between(0, 10000);
    f("bins", bins, "Groups by uplift in the calibration.").between(2, 100);
    f("references", references, "Reference levels of categorical columns; by default the first.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

struct UpliftEffects {
  static constexpr const char* record = "UpliftEffects";
  Categories stratum{}, status{};
  std::vector<std::int64_t> called{}, held_out{};
  std::vector<double> share_called{}, share_held_out{}, effect{}, lower{}, upper{};
  void describe(Fields& f) {
    f("stratum", stratum, "\"total\": all rows together; with strata \"stratified\": their effects by their sizes; then each stratum.").per("g");
    f("status", status, "estimated; partial (stratified without the strata that are not estimated); empty_arm; too_short (an arm of the stratum was not followed until the horizon).").per("g");
    f("called", called, "Rows of the called.").per("g");
    f("held_out", held_out, "Rows of the held out.").per("g");
    f("share_called", share_called, "Share of the called that came back; NaN without any, or where they were not followed until the horizon.").per("g").may_be_missing();
    f("share_held_out", share_held_out, "Share of the held out that came back.").per("g").may_be_missing();
    f("effect", effect, "Their difference; NaN where a share is.").per("g").may_be_missing();
    f("lower", lower, "Lower limit (Newcombe).").per("g").may_be_missing();
    f("upper", upper, "Upper limit.").per("g").may_be_missing();
  }
};

struct UpliftPeople {
  static constexpr const char* record = "UpliftPeople";
  std::vector<std::int64_t> fold{};
  std::vector<double> weight{}, uplift{}, std_error{}, lower{}, upper{};
  void describe(Fields& f) {
    f("fold", fold, "Fold of the row, from 1; its models learnt from the others.").per("n");
    f("weight", weight, "What the row counts for: 0 where it was not observed until the horizon, more than 1 for those who stand for such rows, 0 throughout a stratum that is too_short; with propensity also one over the probability of its arm.").per("n");
    f("uplift", uplift, "What a call adds to the probability of return of somebody like this.").per("n");
    f("std_error", std_error, "Standard deviation over resamples of people; NaN without.").per("n").may_be_missing();
    f("lower", lower, "Lower limit, NaN without resamples: the normal one, or with two_models Newcombe's at the effective numbers of people where it is lower. Of the uplift of people like this on average, not of this one person's.").per("n").may_be_missing();
    f("upper", upper, "Upper limit; likewise the higher one.").per("n").may_be_missing();
  }
};

struct UpliftCurve {
  static constexpr const char* record = "UpliftCurve";
  std::vector<std::int64_t> people{};
  std::vector<double> threshold{}, qini{}, uplift{}, random{};
  void describe(Fields& f) {
    f("people", people, "So many rows with the highest uplift.").per("r");
    f("threshold", threshold, "The least uplift among them; NaN for none.").per("r").may_be_missing();
    f("qini", qini, "Returns that calling brought among them: of the called, less those of the held out times called / held out (Radcliffe).").per("r");
    f("uplift", uplift, "Difference of shares among them, times the rows; the share of an empty arm counts as 0.").per("r");
    f("random", random, "qini of as many chosen at random.").per("r");
  }
};

struct UpliftCalibration {
  static constexpr const char* record = "UpliftCalibration";
  std::vector<std::int64_t> bin{}, called{}, held_out{};
  std::vector<double> predicted{}, observed{}, lower{}, upper{};
  void describe(Fields& f) {
    f("bin", bin, "Group of people with similar uplift, 1 the highest.").per("q");
    f("called", called, "Rows of the called.").per("q");
    f("held_out", held_out, "Rows of the held out.").per("q");
    f("predicted", predicted, "Mean uplift.").per("q");
    f("observed", observed, "Observed difference of shares; NaN where an arm is empty.").per("q").may_be_missing();
    f("lower", lower, "Lower limit (Newcombe).").per("q").may_be_missing();
    f("upper", upper, "Upper limit.").per("q").may_be_missing();
  }
};

/// The models of all rows, in standardised columns.
struct UpliftCoefficients {
  static constexpr const char* record = "UpliftCoefficients";
  std::vector<std::string> term{};
  std::vector<double> centre{}, scale{}, called{}, held_out{};
  void describe(Fields& f) {
    f("term", term, "\"intercept\", then the columns; a categorical one has one for each level but the reference.").per("p");
    f("centre", centre, "Mean, which is taken off; 0 for the intercept.").per("p");
    f("scale", scale, "Standard deviation, by which it is divided; 1 for the intercept and for constants.").per("p").above(0);
    f("called", called, "Coefficient in the model of the called; with transformed_outcome that of the uplift.").per("p");
    f("held_out", held_out, "Coefficient in the model of the held out; 0 with transformed_outcome.").per("p");
  }
};

struct UpliftFit {
  static constexpr const char* record = "UpliftFit";
  UpliftStatus status = UpliftStatus::average_only;
  UpliftMethod method = UpliftMethod::two_models;
  std::int64_t rows = 0, observed = 0, replicates = 0;
  double effect = 0.0, effect_lower = 0.0, effect_upper = 0.0, qini = 0.0, qini_lower = 0.0, qini_upper = 0.0, area = 0.0, area_lower = 0.0, area_upper = 0.0;
  UpliftEffects effects{};
  UpliftPeople people{};
  UpliftCurve curve{};
  UpliftCalibration calibration{};
  std::vector<survival::CoxColumn> columns{};
  UpliftCoefficients coefficients{};
  std::vector<double> called_draws{}, held_out_draws{}, called_inverse{}, held_out_inverse{};
  std::string sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "What could be fitted.");
    f("method", method, "How the uplift of a person was estimated.");
    f("rows", rows, "Rows.");
    f("observed", observed, "Rows whose outcome is known: all, or with a horizon those that came back before it or were observed until then.");
    f("replicates", replicates, "Resamples of people.").at_least(0);
    f("effect", effect, "Average effect: stratified with strata, otherwise of all rows together.");
    f("effect_lower", effect_lower, "Lower limit.");
    f("effect_upper", effect_upper, "Upper limit.");
    f("qini", qini, "Qini coefficient: area between the curve and chance over that of the perfect order; NaN without x or where that is 0.").may_be_missing();
    f("qini_lower", qini_lower, "Lower limit: percentiles over resamples of people, of these predictions as they are.").may_be_missing();
    f("qini_upper", qini_upper, "Upper limit.").may_be_missing();
    f("area", area, "Area between the Qini curve and chance over the number of rows: by how many returns the order is better than chance, on average over all lengths of a list; NaN without x.").may_be_missing();
    f("area_lower", area_lower, "Lower limit.").may_be_missing();
    f("area_upper", area_upper, "Upper limit.").may_be_missing();
    f("effects", effects, "Effects by stratum.");
    f("people", people, "Uplift of each row.");
    f("curve", curve, "The Qini curve.");
    f("calibration", calibration, "Uplift beside what was observed.");
    f("columns", columns, "Columns of x.");
    f("coefficients", coefficients, "The models.");
    f("called_draws", called_draws, "Coefficients of the called over resamples.").per("replicates", "p");
    f("held_out_draws", held_out_draws, "Coefficients of the held out over resamples.").per("replicates", "p");
    f("called_inverse", called_inverse, "Of the called: one over x' G x, G this matrix and x the standardised terms with a 1 before them, is the effective number of people who say something of somebody with x. 0 with transformed_outcome.").per("p", "p");
    f("held_out_inverse", held_out_inverse, "That of the held out.").per("p", "p");
    f("sentence", sentence, "The effect in a sentence.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
  void validate() const;
};

struct UpliftPredictInput {
  static constexpr const char* record = "UpliftPredictInput";
  Table x{};
  Column contactable{};
  void describe(Fields& f) {
    f("x", x, "New people, columns by name.").per("m", "c");
    f("contactable", contactable, "1 where the person may be contacted: consent is given, and no flag stands against it. Of who has 0 nothing is told.").per("m").whole().between(0, 1);
  }
};

struct UpliftPredictOptions {
  static constexpr const char* record = "UpliftPredictOptions";
  double confidence_level = 0.95;
  void describe(Fields& f) { f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1); }
};

struct UpliftPrediction {
  static constexpr const char* record = "UpliftPrediction";
  double average = 0.0;
  std::vector<double> uplift{}, std_error{}, lower{}, upper{}, probability_called{}, probability_held_out{};
  void describe(Fields& f) {
    f("average", average, "Mean uplift of those who may be contacted; NaN without any.").may_be_missing();
    f("uplift", uplift, "What a call adds to the probability of return; NaN of who may not be contacted.").per("m").may_be_missing();
    f("std_error", std_error, "Standard deviation over the resamples of the fit; NaN with fewer than two, and as the uplift.").per("m").may_be_missing();
    f("lower", lower, "Lower limit, as that of the fit's people.").per("m").may_be_missing();
    f("upper", upper, "Upper limit.").per("m").may_be_missing();
    f("probability_called", probability_called, "Probability of return after a call; NaN with transformed_outcome, and as the uplift.").per("m").may_be_missing();
    f("probability_held_out", probability_held_out, "Probability without one.").per("m").may_be_missing();
  }
};

/// Average effect: difference of (weighted) shares with Newcombe's interval; weighted shares count as an effective number of rows: Kish's of the draw, and of censoring
/// p (1 - p) over Greenwood's variance. Uplift: penalised models, cross-fitted, with standard errors by resampling people within their arms, everything fitted anew, the weights of censoring too; limits reach at least as far as
/// Newcombe's at the effective numbers of people, because resamples of an arm in which nobody came back know of no return. Qini: Radcliffe (2007), the coefficient over the perfect order as in scikit-uplift. With a horizon: inverse probability of censoring weights, Kaplan-Meier by arm, with strata by arm and
/// stratum; "total" always by arm.
/// Refused: nobody held out, or everybody; a column that decides who was called; a horizon that nobody of an arm, or no stratum in both arms, was observed to; rows that end before a horizon without one.
/// Cost: a fit is O(n p²) a step; (folds + 1) fits of both arms for each resample. n × p numbers of memory.
UpliftFit uplift(const UpliftInput& input, const UpliftOptions& options, const RunContext& context = {});

UpliftPrediction uplift_predict(const UpliftFit& fit, const UpliftPredictInput& input, const UpliftPredictOptions& options, const RunContext& context = {});

extern const Function uplift_analysis;

}  // namespace mainstay::inline v1::returns
