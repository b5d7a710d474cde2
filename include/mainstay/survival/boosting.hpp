// Boosted hazards: gradient-boosted trees on the rate of leaving for each cause, in intervals of time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/incidence.hpp"
#include "mainstay/survival/new_people.hpp"
#include "mainstay/survival/reasons.hpp"
#include "mainstay/survival/trees.hpp"

namespace mainstay::inline v1::survival {

/// How the boosting of a cause ended; of the fit: no_events if nobody left at all, else the next of these words that holds for one of its causes.
enum class BoostingStatus : std::int32_t { no_events, iteration_limit, early_stopped, converged };
constexpr auto choices(BoostingStatus) {
  return std::array{
      choice(BoostingStatus::no_events, "no_events", "Nobody left (for the cause): its rate is 0 everywhere, and no tree was grown."),
      choice(BoostingStatus::iteration_limit, "iteration_limit", "All trees asked for were grown; with held-out people those after the best are left out."),
      choice(BoostingStatus::early_stopped, "early_stopped", "The score of the people held out rose no more for `patience` trees; the trees after the best are left out."),
      choice(BoostingStatus::converged, "converged", "No split was left that the options allow.")};
}

/// In which way a rate of leaving may depend on a number.
enum class BoostingDirection : std::int32_t { rises, falls };
constexpr auto choices(BoostingDirection) {
  return std::array{choice(BoostingDirection::rises, "rises", "More of it never lowers the rate."),
                    choice(BoostingDirection::falls, "falls", "More of it never raises the rate.")};
}
struct BoostingMonotone {
  static constexpr const char* record = "BoostingMonotone";
  std::string column;
  BoostingDirection direction = BoostingDirection::rises;
  void describe(Fields& f) {
    f("column", column, "Name of a column of numbers.").required();
    f("direction", direction, "What more of it does to the rates of all causes, all else equal.");
  }
};

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct BoostingInput {
  static constexpr const char* record = "BoostingInput";
  Table x;
  Column duration, event, entry, weights, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories, as they are. Missing values (NaN) are values of their own: each split says on which side they go.").per("n", "c").may_be_missing();
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 if not given.").per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label (rows of one person) are held out together and drawn together.").per("n").category().optional();
  }
};

struct BoostingOptions {
  static constexpr const char* record = "BoostingOptions";
  std::vector<std::string> causes;
  std::int64_t iterations = 300;
  double learning_rate = 0.1;
  std::int64_t leaves = 8;
  std::int64_t depth = 4;
  double min_leaf_events = 5.0;
  double l2 = 1.0;
  double min_gain = 0.0;
  std::int64_t bins = 255;
  std::int64_t intervals = 24;
  std::vector<double> cuts;
  bool proportional = false;
  std::vector<BoostingMonotone> monotone;
  double row_share = 1.0, column_share = 1.0;
  double held_out = 0.1;
  std::optional<std::int64_t> folds;
  std::int64_t patience = 20;
  bool calibrate = true;
  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("iterations", iterations, "Trees of each cause at most.").between(0, 100000);
    f("learning_rate", learning_rate, "Share of a tree's values that counts.").above(0).at_most(1);
    f("leaves", leaves, "Leaves of a tree at most; the best leaf is split first.").between(2, 4096);
    f("depth", depth, "Splits between the root and a leaf at most.").between(1, 100);
    f("min_leaf_events", min_leaf_events, "Leavers that the model so far must expect in a leaf, at least.").at_least(0);
    f("l2", l2, "Shrinkage of the leaves: so many events more are observed, and expected, in each. To second order half of it penalises the squared value.").at_least(0);
    f("min_gain", min_gain, "Rise of the penalised log-likelihood that a split must promise.").at_least(0);
    f("bins", bins, "Bins of a column at most; splits lie between bins.").between(2, 255);
    f("intervals", intervals, "Intervals of time at most, with equal numbers of events; of a few distinct times (months) each has its own. Ten events for each, or fewer intervals.")
        .between(1, 255);
    f("cuts", cuts, "Ends of the intervals, rising, instead of `intervals`; the last one ends with the last event.").above(0);
    f("proportional", proportional, "Whether no tree may split by time, so that attributes multiply a rate by the same factor at any tenure.");
    f("monotone", monotone, "Columns along which the rates must rise or fall.");
    f("row_share", row_share, "Share of the people drawn for each tree.").above(0).at_most(1);
    f("column_share", column_share, "Share of the columns drawn for each tree.").above(0).at_most(1);
    f("held_out", held_out, "Share of the people on whom the score is watched and no tree is grown, where there is one such part (`folds`); 0: no early stopping.").at_least(0).below(1);
    f("folds", folds, "Parts of the people of which each is held out in turn: the number of trees is that with the best score of all parts together, and so many are grown on everybody. Cost: so many boostings more. "
                      "1: one part, the share `held_out`, on which no tree is ever grown. When not given: 10 with fewer than 5,000 rows that count (one part alone would leave the number to chance), 1 from there on and with held_out 0.")
        .between(1, 100);
    f("patience", patience, "Trees without a better score until the boosting of a cause stops.").between(1, 100000);
    f("calibrate", calibrate, "Whether in each interval the expected leavers of each cause are made equal to the observed ones.");
  }
};

/// What became of each cause.
struct BoostingCauses {
  static constexpr const char* record = "BoostingCauses";
  std::vector<std::string> cause, status;
  std::vector<std::int64_t> events, held_out_events, trees;
  std::vector<double> log_likelihood_null, log_likelihood, held_out_null, held_out;
  void describe(Fields& f) {
    f("cause", cause, "Name of the cause.").per("causes");
    f("status", status, "How its boosting ended, a word of the status.").per("causes");
    f("events", events, "Rows that left for it.").per("causes").at_least(0);
    f("held_out_events", held_out_events, "Of them, those held out; with folds all, each once.").per("causes").at_least(0);
    f("trees", trees, "Trees kept.").per("causes").at_least(0);
    f("log_likelihood_null", log_likelihood_null, "Log-likelihood of its rates in the rows of the fit without any tree, for each unit of weight.").per("causes");
    f("log_likelihood", log_likelihood, "The same with the trees kept, before calibration.").per("causes");
    f("held_out_null", held_out_null, "As log_likelihood_null, in the rows held out. Missing (NaN) without them.").per("causes").may_be_missing();
    f("held_out", held_out, "As log_likelihood, in the rows held out: the score that chose the number of trees. Missing (NaN) without them.").per("causes").may_be_missing();
  }
};

/// The intervals of time.
struct BoostingIntervals {
  static constexpr const char* record = "BoostingIntervals";
  std::vector<double> start, stop, events;
  void describe(Fields& f) {
    f("start", start, "The interval is (start, stop].").per("intervals").at_least(0);
    f("stop", stop, "Its end.").per("intervals").above(0);
    f("events", events, "Weight of those who left in it.").per("intervals").at_least(0);
  }
};

/// The rates before the trees.
struct BoostingBaseline {
  static constexpr const char* record = "BoostingBaseline";
  std::vector<std::int64_t> cause, interval;
  std::vector<double> log_rate, calibration;
  void describe(Fields& f) {
    f("cause", cause, "Place of the cause in `causes`.").per("rates").at_least(0);
    f("interval", interval, "Place of the interval in `intervals`.").per("rates").at_least(0);
    f("log_rate", log_rate, "Log of the rate of leaving for the cause in a unit of time, to which the trees add; with the calibration in it. Minus infinity for a cause for which nobody left.")
        .per("rates").may_be_infinite();
    f("calibration", calibration, "Observed over expected leavers before calibration; 1 without calibration and where nobody left.").per("rates").above(0);
  }
};

/// The score tree by tree.
struct BoostingScores {
  static constexpr const char* record = "BoostingScores";
  std::vector<std::int64_t> cause, trees;
  std::vector<double> log_likelihood, held_out;
  void describe(Fields& f) {
    f("cause", cause, "Place of the cause in `causes`.").per("r").at_least(0);
    f("trees", trees, "Trees so far.").per("r").at_least(0);
    f("log_likelihood", log_likelihood, "Log-likelihood in the rows of the fit, for each unit of weight.").per("r");
    f("held_out", held_out, "In the rows held out. Missing (NaN) without them.").per("r").may_be_missing();
  }
};

/// What the trees split by.
struct BoostingGains {
  static constexpr const char* record = "BoostingGains";
  std::vector<std::string> column;
  std::vector<std::int64_t> cause, splits;
  std::vector<double> gain;
  void describe(Fields& f) {
    f("column", column, "Column of x; \"(time)\" for splits by time.").per("gains");
    f("cause", cause, "Place of the cause in `causes`.").per("gains").at_least(0);
    f("splits", splits, "Splits by it.").per("gains").at_least(0);
    f("gain", gain, "Rise of the log-likelihood that they promised, summed.").per("gains").at_least(0);
  }
};

/// A fitted model: immutable; predicts from any number of threads.
struct BoostingFit {
  static constexpr const char* record = "BoostingFit";
  BoostingStatus status = BoostingStatus::no_events;
  BoostingCauses causes;
  BoostingIntervals intervals;
  BoostingBaseline baseline;
  Trees trees;
  std::vector<std::int64_t> tree_cause;
  BoostingScores scores;
  BoostingGains gains;
  std::int64_t rows = 0, events = 0, held_out_rows = 0;
  double follow_up = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("causes", causes, "Table of the causes.");
    f("intervals", intervals, "Table of the intervals of time.");
    f("baseline", baseline, "Table of the rates before the trees.");
    f("trees", trees, "The trees. What a leaf adds to the log rate has the learning rate in it.");
    f("tree_cause", tree_cause, "Place of each tree's cause in `causes`.").per("trees").at_least(0);
    f("scores", scores, "Table of the score, tree by tree.");
    f("gains", gains, "Table of what the trees split by.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Of them, those who left.").at_least(0);
    f("held_out_rows", held_out_rows, "Rows held out; with folds all, each once.").at_least(0);
    f("follow_up", follow_up, "Longest time in the data: nothing is known beyond it.").at_least(0);
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Boosts the rate of leaving for each cause, piecewise constant over the intervals: log rate(x, interval) = baseline(interval) + trees(x, interval),
/// fitted to the likelihood of times with rates (Poisson), which needs of a leaf only its leavers and the leavers expected of it; rows are never
/// expanded. Trees may split by time. An event counts as half-way since the event time before, so that curves agree with Kaplan–Meier and
/// Aalen–Johansen, ties or not (docs/survival/boosting.md). Sums are of whole numbers: the result depends neither on threads nor on the order of rows;
/// who is held out or drawn follows from the seed and the row's own values (or its `cluster`).
/// Refuses entry >= duration, causes without a name when names are given, cuts that do not rise, monotone columns that are no numbers of x.
/// Cost: O(rows · columns) once, then for each tree O(rows · columns · log(leaves)) at most; memory columns + 4 (intervals at risk) + 60 bytes a row.
/// Sources: Friedman (2001), Annals of Statistics 29; Chen & Guestrin (2016), XGBoost; Friedman (1982), Annals of Statistics 10 (piecewise exponential).
BoostingFit boosting(const BoostingInput& input, const BoostingOptions& options = {}, const RunContext& context = {});

struct BoostingPredictOptions {
  static constexpr const char* record = "BoostingPredictOptions";
  std::vector<double> times;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  UnseenLevel unseen = UnseenLevel::refuse;
  void describe(Fields& f) {
    f("times", times, "Times at which the curves are wanted; counted from `tenure` when that is given.").per("t").at_least(0);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
    f("unseen", unseen, "What a level is taken for that the fit has not seen.");
  }
};

/// Curves of new people. Matrices are (rows, times) row-major.
struct BoostingPrediction {
  static constexpr const char* record = "BoostingPrediction";
  std::vector<double> risk, times, survival, cumulative_hazard;
  std::vector<CauseIncidence> incidence;
  void describe(Fields& f) {
    f("risk", risk, "Log of the cumulative hazard of leaving at all until the last event of the fit, as from the start: the higher, the sooner they leave. 0 where nobody left in the fit.").per("m");
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.").per("m", "t").between(0, 1).may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "-log(survival).").per("m", "t").at_least(0).may_be_missing();
    f("incidence", incidence, "With two causes or more, for each the probability of having left for it by then.");
  }
};

/// Curves of new rows: S(t) = exp(-sum of rates · time), and for each cause its share of what is lost in each interval, so that survival and
/// incidences add up to 1. After the last event the curves stay where they are. O(m · (trees · depth + intervals · causes + t)).
BoostingPrediction boosting_predict(const BoostingFit& fit, const NewPeople& input, const BoostingPredictOptions& options = {},
                                    const RunContext& context = {});

struct BoostingExplainInput {
  static constexpr const char* record = "BoostingExplainInput";
  Table x;
  Column tenure;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c").may_be_missing();
    f("tenure", tenure, "Time that the person has already stayed: the window explained begins there.").per("m").at_least(0).optional();
  }
};
struct BoostingExplainOptions {
  static constexpr const char* record = "BoostingExplainOptions";
  std::int64_t cause = 1;
  std::optional<double> horizon;
  std::int64_t most = 3;
  UnseenLevel unseen = UnseenLevel::refuse;
  void describe(Fields& f) {
    f("cause", cause, "The cause whose rate is explained: its number in `event`.").between(1, 255);
    f("horizon", horizon, "Length of the window, from `tenure` (or 0) on; up to the last event when not given.").above(0);
    f("most", most, "Reasons kept for each row, the strongest first.").between(1, 1000);
    f("unseen", unseen, "What a level is taken for that the fit has not seen.");
  }
};

struct BoostingExplanation {
  static constexpr const char* record = "BoostingExplanation";
  std::vector<double> score, expected, contributions;
  std::vector<std::string> columns;
  Reasons reasons;
  void describe(Fields& f) {
    f("score", score, "Log rate of leaving for the cause, averaged over the window.").per("m");
    f("expected", expected, "The same for people as in the fit, before anything is known of the person but tenure.").per("m");
    f("contributions", contributions, "Shapley value of each column; their sum and `expected` are `score`.").per("m", "c");
    f("columns", columns, "Names of the columns.").per("c");
    f("reasons", reasons, "The strongest columns of each row.");
  }
};

/// Exact Shapley values of the trees (TreeSHAP: Lundberg, Erion & Lee 2018, algorithm 2; unknown columns are averaged by the rows of the fit below each
/// split), on the scale of the log rate, where trees add up. O(m · trees · leaves · depth²), times the intervals told apart by a tree.
BoostingExplanation boosting_explain(const BoostingFit& fit, const BoostingExplainInput& input, const BoostingExplainOptions& options = {},
                                     const RunContext& context = {});

struct BoostingImportanceInput {
  static constexpr const char* record = "BoostingImportanceInput";
  Table x;
  Column duration, event, entry, weights;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name: best of people that the fit has not seen.").per("m", "c").may_be_missing();
    f("duration", duration, "As in the fit.").per("m").at_least(0);
    f("event", event, "As in the fit.").per("m").whole().between(0, 255);
    f("entry", entry, "As in the fit.").per("m").at_least(0).optional();
    f("weights", weights, "As in the fit.").per("m").at_least(0).optional();
  }
};
struct BoostingImportanceOptions {
  static constexpr const char* record = "BoostingImportanceOptions";
  std::int64_t repeats = 5;
  UnseenLevel unseen = UnseenLevel::refuse;
  void describe(Fields& f) {
    f("repeats", repeats, "How often each column is shuffled.").between(1, 1000);
    f("unseen", unseen, "What a level is taken for that the fit has not seen.");
  }
};
struct BoostingImportance {
  static constexpr const char* record = "BoostingImportance";
  double log_likelihood = 0.0;
  std::vector<std::string> column;
  std::vector<double> importance, std_error;
  void describe(Fields& f) {
    f("log_likelihood", log_likelihood, "Log-likelihood of the rates in these rows, all causes together, for each unit of weight.");
    f("column", column, "Column of x.").per("c");
    f("importance", importance, "How much of it is lost when the column is shuffled: near 0, or below, for a column of no use.").per("c");
    f("std_error", std_error, "Standard error of the mean over the repeats; 0 with one.").per("c").at_least(0);
  }
};

/// Permutation importance by a proper score. The shuffling follows from the seed. O(repeats · columns · m · trees · depth).
BoostingImportance boosting_importance(const BoostingFit& fit, const BoostingImportanceInput& input, const BoostingImportanceOptions& options = {},
                                       const RunContext& context = {});

extern const Function boosting_analysis;

}  // namespace mainstay::inline v1::survival
