// What a discrete-time model of several causes is before any of its parameters is known, its likelihood, and Newton's way to the maximum.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/surveyed_columns.hpp"

namespace mainstay::inline v1::survival {

inline constexpr const char* multinomial_key = "survival.multinomial";

/// Weights that left for a cause, by period.
struct MultinomialLeavers {
  static constexpr const char* record = "MultinomialLeavers";
  std::vector<double> left;
  void describe(Fields& f) { f("left", left, "Weight that left at the end of each period, from 0.").per("t").at_least(0); }
};

/// What the rows of a stratum tell of its periods.
struct MultinomialTally {
  static constexpr const char* record = "MultinomialTally";
  std::string label;
  std::int64_t number = 0;
  std::vector<double> entered, ended;
  std::vector<MultinomialLeavers> causes;
  void describe(Fields& f) {
    f("label", label, "Label of the stratum.");
    f("number", number, "The label as a whole number, when it is one.");
    f("entered", entered, "Weight that entered after each period, from 0.").per("periods").at_least(0);
    f("ended", ended, "Weight that ended with it.").per("periods").at_least(0);
    f("causes", causes, "Leavers by cause.");
  }
  void reach(std::int64_t period, std::int64_t cause);
  void add(const MultinomialTally& other);
  std::int64_t last() const noexcept { return static_cast<std::int64_t>(entered.size()) - 1; }
};

/// All that has to be known of the rows before the first step. Adds up over partitions.
struct MultinomialSurvey {
  static constexpr const char* record = "MultinomialSurvey";
  bool surveyed = false, stratified = false, text_strata = false, clustered = false, offsets = false;
  std::vector<MultinomialTally> strata;
  std::vector<SurveyedColumn> columns;
  std::int64_t rows = 0, events = 0, highest = 0;
  double weight = 0.0, offset = 0.0;
  void describe(Fields& f) {
    f("surveyed", surveyed, "Whether any rows were seen.");
    f("stratified", stratified, "Whether rows have strata.");
    f("text_strata", text_strata, "Whether their labels are texts.");
    f("clustered", clustered, "Whether rows have clusters.");
    f("offsets", offsets, "Whether rows have offsets.");
    f("strata", strata, "Periods of each stratum.");
    f("columns", columns, "Columns of x.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("highest", highest, "Highest cause.").at_least(0);
    f("weight", weight, "Weight of the rows.").at_least(0);
    f("offset", offset, "Weighted sum of the offsets.");
  }
  void merge(const MultinomialSurvey& other);
};

/// The rows as they come.
struct MultinomialRows {
  explicit MultinomialRows(const MultinomialInput& input);
  std::int64_t count;
  std::vector<std::int64_t> entry, duration, event, stratum;  ///< stratum: 0 until it is known
  Numbers weights, offset;
  double weight(std::int64_t i) const noexcept { return weights.given() ? weights[i] : 1.0; }
};

/// Refuses entry >= duration and causes beyond those named. `strata`: of the rows.
MultinomialSurvey survey_of(Team& team, const MultinomialInput& input, const MultinomialOptions& options, const MultinomialRows& rows, const data::Groups& strata);

/// Periods of one stratum with one baseline, in which somebody left.
struct MultinomialCell {
  std::int64_t stratum, first, last;
  double at_risk = 0.0;
  std::vector<double> events;  ///< by cause
  bool everybody = false;
};

struct MultinomialModel {
  MultinomialModel(const MultinomialSurvey& survey, const MultinomialOptions& options);
  std::int64_t cells() const noexcept { return static_cast<std::int64_t>(cell.size()); }
  std::int64_t wide() const noexcept { return causes * terms; }
  std::string label(std::int64_t k) const;  ///< of a coefficient
  /// Baselines of people who are all alike.
  std::vector<double> start() const;

  MultinomialOptions options;
  std::vector<CoxColumn> columns;
  std::vector<double> means, reach;  ///< of the terms
  std::vector<std::string> names, strata, cause_names;
  std::vector<double> follow_up, by_cause;
  std::vector<MultinomialCell> cell;   ///< by stratum and period
  std::vector<std::int64_t> first_of;  ///< by stratum
  std::int64_t causes = 0, terms = 0, rows = 0, events = 0;
  double weight = 0.0, mean_offset = 0.0;
  bool robust = false, offsets = false;
};

/// Log-likelihood with slopes and information.
struct MultinomialSums {
  static constexpr const char* record = "MultinomialSums";
  double value = 0.0;
  std::vector<double> slope_a, slope_b;
  std::vector<double> own, border, shared;
  void describe(Fields& f) {
    f("value", value, "Log-likelihood.").may_be_infinite().may_be_missing();
    f("slope_a", slope_a, "Derivatives by the baselines (cells, causes).").per("baselines").may_be_infinite().may_be_missing();
    f("slope_b", slope_b, "By the coefficients (causes, terms).").per("p").may_be_infinite().may_be_missing();
    f("own", own, "Information of each cell's baselines (cells, causes, causes).").per("own").may_be_infinite().may_be_missing();
    f("border", border, "With the coefficients (cells, causes, p).").per("border").may_be_infinite().may_be_missing();
    f("shared", shared, "Of the coefficients.").per("p", "p").may_be_infinite().may_be_missing();
  }
  void begin(std::int64_t cells, std::int64_t causes, std::int64_t terms);
  void add(const MultinomialSums& other);
  bool fits(const MultinomialModel& model) const noexcept;
};

/// The likelihood of rows that are there.
class MultinomialLikelihood {
 public:
  MultinomialLikelihood(Team& team, const MultinomialModel& model, const MultinomialRows& rows, const CoxDesign& design) : team_(team), model_(model), rows_(rows), design_(design) {}
  MultinomialSums at(const std::vector<double>& a, const std::vector<double>& b) const;
  /// Scores along the coefficients, the baselines eliminated by `way` (cells, causes, p): sums of their outer products (p, p), or with clusters the scores of each, (clusters, p).
  std::vector<double> scores(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& way, const std::int32_t* cluster, std::int64_t clusters) const;

 private:
  template <class Work>
  void visit(const Span& span, const std::vector<double>& a, const std::vector<double>& b, const Work& work) const;

  Team& team_;
  const MultinomialModel& model_;
  const MultinomialRows& rows_;
  const CoxDesign& design_;
};

/// A fit asks for one point after the other; asked for the same again, the same fit comes out bit for bit.
using MultinomialPass = std::function<MultinomialSums(const std::vector<double>& a, const std::vector<double>& b)>;

struct MultinomialSolution {
  HazardStatus status = HazardStatus::no_events;
  std::vector<double> a, b, covariance, inverse, way;
  std::vector<bool> fixed;
  std::vector<std::string> singular, separated;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  std::int64_t iterations = 0;
  bool known() const noexcept { return status != HazardStatus::no_events; }
};
MultinomialSolution multinomial_solve(const MultinomialModel& model, const MultinomialPass& pass);

/// `products`: of scores, null without robust errors.
MultinomialFit multinomial_fit_of(const MultinomialModel& model, const MultinomialSolution& solution, const std::vector<double>* products);

}  // namespace mainstay::inline v1::survival
