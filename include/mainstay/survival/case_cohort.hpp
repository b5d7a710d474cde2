// Cox's regression when attributes are known only of those who left and of a random part of the others.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// How those who left outside the subcohort enter, and how the subcohort stands for the cohort.
enum class CaseCohortMethod : std::int32_t { prentice, self_prentice, lin_ying, borgan_i, borgan_ii };
constexpr auto choices(CaseCohortMethod) {
  return std::array{
      choice(CaseCohortMethod::prentice, "prentice", "Compared are the subcohort at risk and the person who leaves, also one from outside it (Prentice 1986)."),
      choice(CaseCohortMethod::self_prentice, "self_prentice", "Compared is the subcohort at risk alone (Self and Prentice 1988)."),
      choice(CaseCohortMethod::lin_ying, "lin_ying", "Everybody who left, and those of the subcohort who did not, these weighted up to the cohort's (Lin and Ying 1993)."),
      choice(CaseCohortMethod::borgan_i, "borgan_i", "Subcohort drawn by strata: the subcohort weighted by stratum; those who left outside it are not at risk (Borgan and others 2000, I)."),
      choice(CaseCohortMethod::borgan_ii, "borgan_ii", "Subcohort drawn by strata: everybody who left, and those of the subcohort who did not, these weighted by stratum (the same, II).")};
}

/// How many people a stratum of the cohort has.
struct CaseCohortSize {
  static constexpr const char* record = "CaseCohortSize";
  std::string sampling;
  std::int64_t size = 0;
  void describe(Fields& f) {
    f("sampling", sampling, "A label of the column `sampling`.").required();
    f("size", size, "People of the cohort with it, whether in the rows or not.").at_least(0);
  }
};

/// Rows are all who left and all of the subcohort.
struct CaseCohortInput {
  static constexpr const char* record = "CaseCohortInput";
  Table x;
  Column duration, event, entry, subcohort, sampling;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers, or categories, which become one term for each level but the reference.").per("n", "c");
    f("duration", duration, "Time at which the person left, or was last seen. Whole days or months are best; equal times are ties.").per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time from which the person is at risk (delayed entry); below `duration`. From the start if not given.").per("n").optional();
    f("subcohort", subcohort, "1 where the person belongs to the subcohort drawn at random, else 0; 1 where nobody left.").per("n").whole().between(0, 1);
    f("sampling", sampling, "Strata within which the subcohort was drawn; the methods borgan_i and borgan_ii need it.").per("n").category().optional();
  }
};

struct CaseCohortOptions {
  static constexpr const char* record = "CaseCohortOptions";
  CaseCohortMethod method = CaseCohortMethod::prentice;
  std::int64_t cohort_size = 0;
  std::vector<CaseCohortSize> cohort_sizes;
  Ties ties = Ties::efron;
  std::vector<CoxReference> references;
  bool robust = false;
  double confidence_level = 0.95;
  std::int64_t max_iterations = 30;
  double tolerance = 1e-12;
  void describe(Fields& f) {
    f("method", method, "How those who left outside the subcohort enter, and how the subcohort stands for the cohort.");
    f("cohort_size", cohort_size, "People of the whole cohort; needed by prentice, self_prentice and lin_ying.").at_least(0);
    f("cohort_sizes", cohort_sizes, "The same by stratum of `sampling`; needed by borgan_i and borgan_ii.");
    f("ties", ties, "How tied times of leaving enter the likelihood: efron or breslow.");
    f("references", references, "Reference levels that are not the first level of their column.");
    f("robust", robust, "With lin_ying: whether the cohort's part of the errors is the sandwich of the rows instead of the information's inverse.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("max_iterations", max_iterations, "Newton steps at most.").between(0, 10000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors over the root of the number of events.")
        .above(0).at_most(1e-3);
  }
};

/// Strata of the sampling; one without a label when it had none.
struct CaseCohortStrata {
  static constexpr const char* record = "CaseCohortStrata";
  std::vector<std::string> label;
  std::vector<std::int64_t> cohort, subcohort, events, events_in_subcohort;
  std::vector<double> weight;
  void describe(Fields& f) {
    f("label", label, "Label of `sampling`.").per("sampling_strata");
    f("cohort", cohort, "People of the cohort.").per("sampling_strata").at_least(0);
    f("subcohort", subcohort, "Those of the subcohort.").per("sampling_strata").at_least(0);
    f("events", events, "Those who left.").per("sampling_strata").at_least(0);
    f("events_in_subcohort", events_in_subcohort, "Those of the subcohort who left.").per("sampling_strata").at_least(0);
    f("weight", weight, "How many of the cohort a person of the subcohort stands for (lin_ying and borgan_ii: one who did not leave).").per("sampling_strata").at_least(0);
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct CaseCohortFit {
  static constexpr const char* record = "CaseCohortFit";
  CaseCohortMethod method = CaseCohortMethod::prentice;
  CoxFit model;
  std::vector<double> cohort_covariance, sampling_covariance;
  CaseCohortStrata strata;
  void describe(Fields& f) {
    f("method", method, "As in the options.");
    f("model", model,
      "The Cox regression: status, coefficients with errors that know of the sampling (std_error; robust_std_error is missing), their covariance, baseline of the cohort. "
      "Tests of all coefficients, log-likelihoods' difference and concordance say nothing of the cohort and are left empty.");
    f("cohort_covariance", cohort_covariance, "The part of the covariance that would remain if everybody's attributes were known.").per("p", "p").may_be_infinite();
    f("sampling_covariance", sampling_covariance, "The part that is due to drawing the subcohort.").per("p", "p").may_be_infinite();
    f("strata", strata, "What the sampling amounts to.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Weighted Cox regression with the variance that the sampling adds; formulas in docs/survival/case_cohort.md. Missing values are refused. Ties and
/// statuses as in survival.cox. Refuses rows that neither left nor belong to the subcohort, cohorts smaller than their rows, strata without a
/// size, robust errors but with lin_ying, and for the methods by strata fewer than two people of a stratum to compare. O(n·p²) a Newton step.
/// Sources: Prentice (1986), Biometrika 73; Self & Prentice (1988), Annals of Statistics 16; Lin & Ying (1993), JASA 88; Therneau & Li (1999),
/// Lifetime Data Analysis 5; Borgan, Langholz, Samuelsen, Goldstein & Pogoda (2000), Lifetime Data Analysis 6.
CaseCohortFit case_cohort(const CaseCohortInput& input, const CaseCohortOptions& options = {}, const RunContext& context = {});

struct CaseCohortPredictInput {
  static constexpr const char* record = "CaseCohortPredictInput";
  Table x;
  Column tenure, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("tenure", tenure, "Time that the person has already stayed. Then times count from there, and curves are S(tenure + t) / S(tenure).").per("m").at_least(0).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

struct CaseCohortPredictOptions {
  static constexpr const char* record = "CaseCohortPredictOptions";
  std::vector<double> times;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which the curves are wanted; counted from `tenure` when that is given. Neither these nor the column: linear predictors only.").per("t").at_least(0);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Curves of new rows, from the baseline of the cohort; without errors, which would need the baseline's covariance with the sampling.
CoxPrediction case_cohort_predict(const CaseCohortFit& fit, const CaseCohortPredictInput& input, const CaseCohortPredictOptions& options = {}, const RunContext& context = {});

/// Why a person's hazard is above or below the average: the parts of the linear predictor. O(m·p).
Explanation case_cohort_explain(const CaseCohortFit& fit, const ExplainInput& input, const ExplainOptions& options = {}, const RunContext& context = {});

extern const Function case_cohort_analysis;

}  // namespace mainstay::inline v1::survival
