// What an accelerated failure time model is before any of its parameters is known, made from a survey of the rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "survival/aft_fit.hpp"
#include "survival/surveyed_columns.hpp"

namespace mainstay::inline v1::survival {

inline constexpr const char* aft_key = "survival.aft";

/// What the rows tell before any model.
struct AftTally {
  static constexpr const char* record = "AftTally";
  std::int64_t exact = 0, right = 0, left = 0, interval = 0;
  double weight = 0.0, exact_weight = 0.0, left_weight = 0.0;
  double time = 0.0, log_time = 0.0, log_time_squares = 0.0, timed = 0.0, offset = 0.0, longest = 0.0;
  void describe(Fields& f) {
    f("exact", exact, "Rows whose time of leaving is known.").at_least(0);
    f("right", right, "Rows still there.").at_least(0);
    f("left", left, "Rows that had left by a time.").at_least(0);
    f("interval", interval, "Rows that left between two times.").at_least(0);
    f("weight", weight, "Weight of the rows.").at_least(0);
    f("exact_weight", exact_weight, "Weight of those whose time is known.").at_least(0);
    f("left_weight", left_weight, "Weight of all that left.").at_least(0);
    f("time", time, "Weighted sum of the times under observation.");
    f("log_time", log_time, "Weighted sum of the logarithms of time.");
    f("log_time_squares", log_time_squares, "Of their squares.");
    f("timed", timed, "Weight of the rows that have a time.").at_least(0);
    f("offset", offset, "Weighted sum of the offsets.");
    f("longest", longest, "Longest finite time.").at_least(0);
  }
  void add(const AftTally& other);
};

/// All that has to be known of the rows before their terms can be laid out. Adds up over partitions.
struct AftSurvey {
  static constexpr const char* record = "AftSurvey";
  bool surveyed = false, stratified = false, text_strata = false, clustered = false, attributes = false, cure_attributes = false;
  std::vector<std::string> strata;
  std::vector<std::int64_t> strata_numbers;
  std::vector<SurveyedColumn> columns, cure_columns;
  AftTally tally;
  void describe(Fields& f) {
    f("surveyed", surveyed, "Whether any rows were seen.");
    f("stratified", stratified, "Whether rows have strata.");
    f("text_strata", text_strata, "Whether their labels are texts.");
    f("clustered", clustered, "Whether rows have clusters.");
    f("attributes", attributes, "Whether x is given.");
    f("cure_attributes", cure_attributes, "Whether cure_x is given.");
    f("strata", strata, "Labels of the strata, in rising order.").per("strata");
    f("strata_numbers", strata_numbers, "The labels as whole numbers, when they are.").per("numbers");
    f("columns", columns, "Columns of x.");
    f("cure_columns", cure_columns, "Columns of cure_x.");
    f("tally", tally, "Kinds and times of the rows.");
  }
  void merge(const AftSurvey& other);
};

/// Sums over the terms of the rows, less their means in the survey.
struct AftTermSums {
  static constexpr const char* record = "AftTermSums";
  std::vector<double> gram, lowest, highest;
  void describe(Fields& f) {
    f("gram", gram, "Weighted products of the terms and a constant 1.").per("width", "width").may_be_infinite();
    f("lowest", lowest, "Smallest value of each term.").per("terms").may_be_infinite();
    f("highest", highest, "Largest.").per("terms").may_be_infinite();
  }
  void add(const AftTermSums& other);
};

/// Means and reach of the terms, and which of them depend on those before.
struct AftTerms {
  std::vector<double> means, reach;
  std::vector<bool> singular;
};

/// Reads the rows: their kinds and times, in units of exp(log_unit), and what they tell. Refuses rows that make no sense. Weights and offset lie in `weights` and `offset`.
struct AftRead {
  AftRead(Team& team, const AftInput& input);
  void in_units_of(double log_unit);
  Numbers weights, offset;
  AftData data;
  AftTally tally;
};

AftSurvey survey_of(Team& team, const AftInput& input, const AftTally& tally, const data::Groups& strata);

struct AftModel {
  AftModel(const AftSurvey& survey, const AftOptions& options);
  /// `design`: of x or of cure_x; `means`: from which its terms are taken off.
  static AftTermSums sums_of(Team& team, const CoxDesign& design, const std::vector<double>& means, const Numbers& weights, std::int64_t rows);
  /// Sums may be empty where there are no attributes.
  void set_terms(const AftTermSums& x, const AftTermSums& cure_x);

  bool proportional() const noexcept { return options.distribution == AftDistribution::gompertz; }
  bool anybody() const noexcept { return tally.left_weight > 0.0; }

  AftOptions options;
  AftTally tally;
  std::vector<CoxColumn> columns, cure_columns;
  std::vector<double> column_means, cure_column_means;  ///< of the terms, from the survey
  std::vector<std::string> strata;
  AftTerms terms, cure_terms;
  AftLayout layout, plain;  ///< plain: without attributes
  double log_unit = 0.0;
  bool robust = false;

 private:
  AftTerms terms_of(const std::vector<double>& shift, const AftTermSums& sums) const;
};

/// The likelihood at some parameters; `plain`: of the model without attributes. A fit asks for one after the other; asked for the same again, the same fit comes out bit for bit.
using AftPass = std::function<AftSums(bool plain, const std::vector<double>& parameters)>;

struct AftSolution {
  AftAscent ascent;  ///< without a covariance where nothing is known
  std::vector<bool> fixed;
  double log_likelihood_null = 0.0, log_likelihood = 0.0;
  std::int64_t free_terms = 0, free_cure_terms = 0;
  bool known() const noexcept { return !ascent.covariance.empty(); }
};
AftSolution aft_solve(const AftModel& model, const AftPass& pass);

/// `products`: of the rows' or clusters' scores, null without robust errors.
AftFit aft_fit_of(const AftModel& model, const AftSolution& solution, const std::vector<double>* products);

}  // namespace mainstay::inline v1::survival
