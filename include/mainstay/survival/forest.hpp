// Survival forest: many trees that part people by how soon, and for what, they leave; a person's curve is learnt from those who end in the same leaves.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/incidence.hpp"
#include "mainstay/survival/new_people.hpp"
#include "mainstay/survival/trees.hpp"

namespace mainstay::inline v1::survival {

/// What makes a split good.
enum class ForestSplit : std::int32_t { causes, any };
constexpr auto choices(ForestSplit) {
  return std::array{choice(ForestSplit::causes, "causes", "Sum over the causes of the chi-squared statistics of their log-rank tests: a split may part people by any of them, in any direction."),
                    choice(ForestSplit::any, "any", "The log-rank test of leaving for whatever cause.")};
}

/// How the fit ended.
enum class ForestStatus : std::int32_t { grown, budget_reached, no_events };
constexpr auto choices(ForestStatus) {
  return std::array{choice(ForestStatus::grown, "grown", "All trees asked for were grown."),
                    choice(ForestStatus::budget_reached, "budget_reached", "Fewer trees than asked for: a further one might have needed more than max_bytes."),
                    choice(ForestStatus::no_events, "no_events", "Nobody left, so nothing can be said: no tree was grown, everybody is predicted to stay.")};
}

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct ForestInput {
  static constexpr const char* record = "ForestInput";
  Table x;
  Column duration, event, entry, weights, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories, as they are. Missing values (NaN) are values of their own: each split says on which side they go.").per("n", "c").may_be_missing();
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 if not given.").per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for, in splits and leaves. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Rows with the same label (rows of one person) are drawn together: all of them grow a tree, or none.").per("n").category().optional();
  }
};

struct ForestOptions {
  static constexpr const char* record = "ForestOptions";
  std::vector<std::string> causes;
  std::int64_t trees = 100;
  ForestSplit split = ForestSplit::causes;
  std::int64_t columns = 0;
  std::int64_t min_leaf_rows = 15;
  double min_leaf_events = 3.0;
  std::int64_t depth = 1000;
  std::int64_t cuts = 0;
  double sample_share = 0.632;
  bool replace = false;
  std::int64_t bins = 64;
  std::int64_t intervals = 100;
  std::int64_t split_intervals = 16;
  bool out_of_bag = true;
  bool importance = false;
  std::vector<double> score_times;
  std::int64_t max_bytes = 4294967296;
  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("trees", trees, "Trees.").between(1, 100000);
    f("split", split, "What makes a split good.");
    f("columns", columns, "Columns drawn for each node, of which the best one splits it; 0 is the root of their number, rounded up.").at_least(0);
    f("min_leaf_rows", min_leaf_rows, "Rows drawn for the tree that each leaf has at least.").at_least(1);
    f("min_leaf_events", min_leaf_events, "Weight of those who left, for whatever cause, that each leaf has at least.").at_least(0);
    f("depth", depth, "Splits between the root and a leaf at most.").between(1, 1000);
    f("cuts", cuts, "Cuts tried of each column and node, drawn at random; 0 tries all of them.").at_least(0);
    f("sample_share", sample_share, "People (clusters, or rows without them) drawn for each tree, as a share of all.").above(0).at_most(1);
    f("replace", replace, "Whether the same person may be drawn several times for a tree (bootstrap).");
    f("bins", bins, "Bins of a column at most; splits lie between bins.").between(2, 255);
    f("intervals", intervals, "Times at which curves step, at most: with more distinct times of leaving, neighbours share a step, so that each has as many leavers.").between(1, 10000);
    f("split_intervals", split_intervals, "The same for the tests of splits; more is slower and hardly better.").between(1, 64);
    f("out_of_bag", out_of_bag, "Whether the forest is scored on people by the trees for which they were not drawn.");
    f("importance", importance, "Whether the importance of columns is computed: the rise of that score where a column is shuffled. Cost: a score for each column.");
    f("score_times", score_times, "Times at which scores are taken, rising; 10 quantiles of the times of leaving when not given.").at_least(0);
    f("max_bytes", max_bytes, "Memory that the fit may take, x apart, the fitted forest included. Trees are grown until the next one might not fit.").at_least(1);
  }
};

/// The causes of leaving.
struct ForestCauses {
  static constexpr const char* record = "ForestCauses";
  std::vector<std::string> cause;
  std::vector<std::int64_t> events;
  void describe(Fields& f) {
    f("cause", cause, "Name of the cause.").per("causes");
    f("events", events, "Rows that left for it.").per("causes").at_least(0);
  }
};

/// How well people are predicted by the trees for which they were not drawn.
struct ForestScores {
  static constexpr const char* record = "ForestScores";
  std::vector<std::string> cause;
  std::vector<double> integrated_brier, reference, skill, concordance;
  void describe(Fields& f) {
    f("cause", cause, "Cause of leaving; empty for leaving at all, the first row.").per("scores");
    f("integrated_brier", integrated_brier, "Integrated Brier score over the score times, as of survival.brier. Missing (NaN) where fewer than two of them can be judged.").per("scores").at_least(0).may_be_missing();
    f("reference", reference, "The same of one curve for everybody. Missing as the score.").per("scores").at_least(0).may_be_missing();
    f("skill", skill, "1 - integrated_brier / reference: 0 is no better than one curve for everybody. Missing as the score, and where the reference is 0.").per("scores").at_most(1).may_be_missing();
    f("concordance", concordance, "Concordance of the probability of having left (for the cause) by the last score time. Missing (NaN) where no pairs can be compared.").per("scores").between(0, 1).may_be_missing();
  }
};

/// What shuffling a column costs.
struct ForestImportance {
  static constexpr const char* record = "ForestImportance";
  std::vector<std::string> column, cause;
  std::vector<double> rise, concordance_drop;
  void describe(Fields& f) {
    f("column", column, "Column of x.").per("importances");
    f("cause", cause, "Cause of leaving; empty for leaving at all.").per("importances");
    f("rise", rise, "Rise of the integrated Brier score where the column's values are shuffled among the people for whom a tree was not grown; about 0 for a column that does not matter.")
        .per("importances").may_be_missing();
    f("concordance_drop", concordance_drop, "Fall of the concordance there.").per("importances").may_be_missing();
  }
};

/// What the leaves hold, leaf after leaf in the order of the nodes: those who left or were last seen, by time.
struct ForestCells {
  static constexpr const char* record = "ForestCells";
  std::vector<std::int64_t> cell;
  std::vector<double> weight;
  void describe(Fields& f) {
    f("cell", cell,
      "step * (causes + 2) + kind. Kind 0: last seen, at risk up to this step (1, 2, … of `times`); 1, 2, …: left at it for that cause; causes + 1: entered, at risk after it. Rising in a leaf.")
        .per("cells").at_least(0);
    f("weight", weight, "Weight of such rows.").per("cells").above(0);
  }
};

/// A fitted forest: immutable; predicts from any number of threads.
struct ForestFit {
  static constexpr const char* record = "ForestFit";
  ForestStatus status = ForestStatus::no_events;
  ForestCauses causes;
  std::vector<double> times;
  Trees trees;
  std::vector<std::int64_t> leaf_cells;
  ForestCells cells;
  ForestScores scores;
  std::vector<double> score_times;
  ForestImportance importance;
  std::int64_t rows = 0, people = 0, events = 0, out_of_bag_rows = 0, memory = 0;
  double follow_up = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("causes", causes, "Table of the causes.");
    f("times", times, "Times at which curves step, rising.").per("steps").at_least(0);
    f("trees", trees, "The trees. The value of a leaf is the logarithm of its leavers (and 1) over those expected if all people left alike (and 1), by the number of trees.");
    f("leaf_cells", leaf_cells, "Of each node, how many cells it has; 0 unless it is a leaf.").per("nodes").at_least(0);
    f("cells", cells, "Table of what the leaves hold.");
    f("scores", scores, "Table of the out-of-bag scores; empty unless asked for.");
    f("score_times", score_times, "Times at which they were taken.").per("t").at_least(0);
    f("importance", importance, "Table of the importance of columns; empty unless asked for.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("people", people, "Clusters of them, or rows without clusters.").at_least(0);
    f("events", events, "Rows of them that left.").at_least(0);
    f("out_of_bag_rows", out_of_bag_rows, "Rows that were scored: those not drawn for one tree or more.").at_least(0);
    f("memory", memory, "Bytes for which the fit had accounted when it was largest; at most max_bytes.").at_least(0);
    f("follow_up", follow_up, "Longest time in the data: nothing is known beyond it.").at_least(0);
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Trees of log-rank splits (Ishwaran, Kogalur, Blackstone & Lauer 2008; Ishwaran et al. 2014 for competing risks) on binned columns and
/// steps of time; formulas in docs/survival/forest.md. Each tree is grown on people drawn by the context's seed; equal seeds give equal bits for any
/// number of threads, and, with `cluster`, for any order of the rows. A split is the cut with the largest statistic; statistics are those of
/// survival.log_rank on the times of `split_intervals`. Missing values go where the statistic is larger, and with the larger part where none
/// was missing at the fit. Levels are cut in the order of their rates of leaving.
/// Refuses: entry at or after the duration, an event beyond the causes named, max_bytes that would not hold one tree.
/// Cost: O(trees · rows · log(rows / min_leaf_rows) · columns), memory as max_bytes says, never rows × times.
ForestFit forest(const ForestInput& input, const ForestOptions& options = {}, const RunContext& context = {});

struct ForestPredictOptions {
  static constexpr const char* record = "ForestPredictOptions";
  std::vector<double> times;
  UnseenLevel unseen = UnseenLevel::refuse;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("times", times, "Times at which curves are wanted; counted from `tenure` when that is given. Neither these nor the column: scores only.").at_least(0);
    f("unseen", unseen, "What levels are taken for that the fit has not seen.");
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// What the forest says of new people. Matrices are (rows, times) row-major; empty where not asked for.
struct ForestPrediction {
  static constexpr const char* record = "ForestPrediction";
  std::vector<double> score, times, survival;
  std::vector<CauseIncidence> incidence;
  void describe(Fields& f) {
    f("score", score, "Mean over the trees of the leaf's log ratio of leavers to those expected: above 0 means leaving sooner than the average, for whatever cause.").per("m");
    f("times", times, "The times asked for; empty when each row has its own.").per("t").optional();
    f("survival", survival, "Probability of staying until that time (given `tenure`). Missing (NaN) beyond follow-up, unless `beyond` carries it on.").per("m", "t").between(0, 1).optional().may_be_missing();
    f("incidence", incidence, "Probability of having left, for each cause.");
  }
};

/// Curves of new rows: Aalen-Johansen of the people in the leaves that the row comes to, each leaf with the same weight in all. Survival and the incidences
/// of all causes add up to 1. O(m · trees · (depth + cells of a leaf)). Refuses columns and levels that the fit has not seen, naming them.
ForestPrediction forest_predict(const ForestFit& fit, const NewPeople& input, const ForestPredictOptions& options = {}, const RunContext& context = {});

extern const Function forest_analysis;

}  // namespace mainstay::inline v1::survival
