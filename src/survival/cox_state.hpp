// Cox's regression over data that no one machine holds: a mergeable state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/survival/cox.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_risk.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

struct CoxPartStratum {
  static constexpr const char* record = "CoxPartStratum";
  std::string label;
  std::int64_t number = 0;
  double follow_up = 0.0;
  std::vector<double> time, count, weight;
  void describe(Fields& f) {
    f("label", label, "Label of the stratum.");
    f("number", number, "The label as a whole number, when it is one.");
    f("follow_up", follow_up, "Longest duration.").at_least(0);
    f("time", time, "Distinct times of leaving.").per("t");
    f("count", count, "How many left then.").per("t").at_least(0);
    f("weight", weight, "Their weight.").per("t").at_least(0);
  }
};

struct CoxPartColumn {
  static constexpr const char* record = "CoxPartColumn";
  std::string name;
  bool categorical = false;
  std::vector<std::string> levels;
  std::vector<std::int64_t> occurs;
  double weight = 0.0, mean = 0.0;
  void describe(Fields& f) {
    f("name", name, "Name of the column.");
    f("categorical", categorical, "Whether it is categorical.");
    f("levels", levels, "The levels it can have, in their order.").per("l");
    f("occurs", occurs, "1 where a level occurs.").per("l").between(0, 1);
    f("weight", weight, "Weight of the rows.").at_least(0);
    f("mean", mean, "Their mean.");
  }
};

/// What the next pass over the rows collects.
enum class CoxRound : std::int32_t { survey, sums, gram, scores, done };
constexpr auto choices(CoxRound) {
  return std::array{choice(CoxRound::survey, "survey", "Levels, strata and distinct times of leaving."),
                    choice(CoxRound::sums, "sums", "Sums over the risk sets at the present coefficients."),
                    choice(CoxRound::gram, "gram", "Slope and information."), choice(CoxRound::scores, "scores", "Robust errors."),
                    choice(CoxRound::done, "done", "Nothing: the fit has ended.")};
}

/// The state of survival.cox. One round surveys the rows, two more make the first Newton step; of every further step the rows are weighted
/// by the hazards that are expected after it, so that one round is enough; with linear predictors beyond ±300 it takes another, and
/// robust errors take one. The fit equals that of one machine up to the order of summation. Categorical levels, strata and clusters are
/// merged by name; where partitions have different dictionaries, levels are in rising order.
/// The concordance is not computed (missing): it compares each person who left with every person at risk, by linear predictors that are
/// all different when the attributes are, so that no state smaller than the rows holds it. Give predictions to survival.concordance.
/// Size: (p+1)·(distinct times) numbers, times 1 + log2 of them with entries; in the round of robust errors p numbers for each cluster.
struct CoxState {
  static constexpr const char* record = "CoxState";
  CoxOptions options;
  CoxRound round = CoxRound::survey;
  bool surveyed = false, entries = false, stratified = false, text_strata = false, clustered = false;
  std::vector<CoxPartStratum> strata;
  std::vector<CoxPartColumn> columns;
  std::vector<double> shift;
  double rows = 0.0, events = 0.0, weight = 0.0;
  std::vector<double> sum, squares, event_sum, lowest, highest;
  CoxAscent ascent;
  std::vector<double> table, leaver_table, gram, score_products;
  std::vector<double> highest_eta, stratum_shift, expected_jump, expected_tied;
  ClusterSums clusters;
  double event_eta = 0.0, largest_eta = 0.0;
  bool counted = false;

  void describe(Fields& f) {
    f("options", options, "Options of the fit.");
    f("round", round, "What the next pass collects.");
    f("surveyed", surveyed, "Whether any rows were seen.");
    f("entries", entries, "Whether rows have entries.");
    f("stratified", stratified, "Whether rows have strata.");
    f("text_strata", text_strata, "Whether their labels are texts.");
    f("clustered", clustered, "Whether rows have clusters.");
    f("strata", strata, "Strata.").per("s");
    f("columns", columns, "Columns of x.").per("c");
    f("shift", shift, "What is taken from each term.").per("p");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("weight", weight, "Weight of the rows.").at_least(0);
    f("sum", sum, "Weighted sums of the terms.").per("p").optional();
    f("squares", squares, "Weighted sums of their squares.").per("p").optional();
    f("event_sum", event_sum, "Weighted sums over those who left.").per("p").optional();
    f("lowest", lowest, "Smallest value of each term.").per("p").optional().may_be_infinite();
    f("highest", highest, "Largest value of each term.").per("p").optional().may_be_infinite();
    f("counted", counted, "Whether these sums are complete.");
    f("ascent", ascent, "Newton's way so far.");
    f("table", table, "Additions to the risk sets, later their sums.").per("places").may_be_infinite().may_be_missing();
    f("leaver_table", leaver_table, "Sums over those who left at each time.").per("leaver_places").may_be_infinite().may_be_missing();
    f("event_eta", event_eta, "The leavers' part of the log-likelihood.").may_be_infinite().may_be_missing();
    f("largest_eta", largest_eta, "Largest linear predictor in size.").at_least(0).may_be_infinite();
    f("highest_eta", highest_eta, "Highest linear predictor of each stratum.").per("s").optional().may_be_infinite().may_be_missing();
    f("stratum_shift", stratum_shift, "What is taken from the linear predictors of each stratum.").per("s").optional();
    f("expected_jump", expected_jump, "Jumps of the hazard that are expected at the present coefficients.").per("slots").optional().at_least(0);
    f("expected_tied", expected_tied, "Their tied parts.").per("slots").optional().at_least(0);
    f("clusters", clusters, "Score residuals by cluster.");
    f("gram", gram, "Weighted Gram matrix.").per("pairs").may_be_infinite().may_be_missing();
    f("score_products", score_products, "Products of the score residuals.").per("score_pairs").may_be_infinite().may_be_missing();
  }

  void update(const CoxInput& input, const RunContext& context);
  void merge(const CoxState& other);
  void advance(const RunContext& context);
  bool done() const { return round == CoxRound::done; }
  CoxFit finish(const RunContext& context) const;

 private:
  EventTimes times() const;
  Leavers leavers() const;
  std::vector<CoxColumn> known_columns() const;
  bool leaver_sums(const Leavers& leavers) const;
  void survey(const CoxInput& input, const RunContext& context);
  void check_sizes() const;
  bool known() const;  ///< whether there are coefficients
  void forget_sums();
  Hazards expected_hazards(const EventTimes& times) const;
};

}  // namespace mainstay::inline v1::survival
