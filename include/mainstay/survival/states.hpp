// Several states: who is where over time, when people move between states (here, on leave, left, back) and are seen for a part of the time only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/curve.hpp"

namespace mainstay::inline v1::survival {

enum class StatesStdError : std::int32_t { robust, greenwood };
constexpr auto choices(StatesStdError) {
  return std::array{choice(StatesStdError::robust, "robust", "Infinitesimal jackknife by person: the rows of a person go together, whatever their weights; as R's survfit."),
                    choice(StatesStdError::greenwood, "greenwood", "Moves at a time are multinomial and one time tells nothing of another; weights count people; as etm. A known beginning is taken as it is.")};
}

enum class StatesGaps : std::int32_t { refuse, unobserved };
constexpr auto choices(StatesGaps) {
  return std::array{choice(StatesGaps::refuse, "refuse", "A person's rows must follow each other without a gap."),
                    choice(StatesGaps::unobserved, "unobserved", "In a gap the person is not under observation, and comes back in any state.")};
}

enum class StatesStatus : std::int32_t { estimated, no_moves };
constexpr auto choices(StatesStatus) {
  return std::array{choice(StatesStatus::estimated, "estimated", "At least one person moved."),
                    choice(StatesStatus::no_moves, "no_moves", "Nobody moved: everybody is predicted to stay where they are.")};
}

/// A row is a stay: the person is in `state` on (start, stop], and at `stop` moves to `next_state`, or is no longer observed, or goes on in another row.
struct StatesInput {
  static constexpr const char* record = "StatesInput";
  Column person, start, stop, state, next_state, weights, group;
  void describe(Fields& f) {
    f("person", person, "Rows with the same label are of one person. Without it each row is a person of its own.").per("n").category().optional();
    f("start", start, "Time from which the person is observed in the state; below `stop`. 0 if not given.").per("n").optional();
    f("stop", stop, "Time at which the stay, or its observation, ends.").per("n");
    f("state", state, "The state during the row.").per("n").category();
    f("next_state", next_state, "The state into which the person moves at `stop`. Missing, or the same state: no move. An empty text is neither, and refused.").per("n").category().may_be_missing();
    f("weights", weights, "Weight of the row. Rows of weight 0 are left out.").per("n").at_least(0).optional();
    f("group", group, "An estimate for each group; the rows of a person may lie in several. A group in which nobody is observed (after `since`) has none.").per("n").category().optional();
  }
};

struct StatesOptions {
  static constexpr const char* record = "StatesOptions";
  std::vector<std::string> states, absorbing;
  std::optional<double> since;
  std::vector<double> initial;
  StatesGaps gaps = StatesGaps::refuse;
  StatesStdError std_error = StatesStdError::robust;
  double confidence_level = 0.95;
  CurveInterval interval = CurveInterval::log;
  std::vector<double> times;
  std::optional<double> until;
  bool matrix = false;
  void describe(Fields& f) {
    f("states", states, "The states in the order of the tables; those that occur, in rising order, when not given.");
    f("absorbing", absorbing, "States that nobody leaves: a row in one of them that moves on is refused.");
    f("since", since, "Moves count from after this time on (a landmark): probabilities are of the state at a time given the state at this one. From the beginning when not given.");
    f("initial", initial, "Shares of people by state at the beginning, in the order of the states. Those under observation at the first move when not given.").between(0, 1);
    f("gaps", gaps, "What a gap between two rows of a person means.");
    f("std_error", std_error, "What the standard errors take for independent.");
    f("confidence_level", confidence_level, "Coverage of the intervals.").above(0).below(1);
    f("interval", interval, "Scale on which the intervals are symmetric.");
    f("times", times, "Times to report, in any order; all distinct times of `stop` when not given.");
    f("until", until, "Horizon of the expected time in each state; the last time of all groups when not given.");
    f("matrix", matrix, "Whether the whole matrix of transition probabilities is reported as well: from each state at the beginning to each at a time.");
  }
};

/// Where people are: for each group and time a row for each state; the probabilities of the states add up to 1.
struct StatesOccupation {
  static constexpr const char* record = "StatesOccupation";
  Categories group, state;
  std::vector<double> time, probability, std_error, lower, upper, at_risk;
  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("occupation");
    f("state", state, "State.").per("occupation");
    f("time", time, "Time.").per("occupation");
    f("probability", probability, "Probability of being in the state after the time (Aalen-Johansen).").per("occupation").between(0, 1);
    f("std_error", std_error, "Its standard error.").per("occupation").at_least(0);
    f("lower", lower, "Lower limit; missing where the scale has no interval (probability 0, and 1 under log_log).").per("occupation").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("occupation").may_be_missing();
    f("at_risk", at_risk, "Weight observed in the state just before the time.").per("occupation").at_least(0);
  }
};

/// Moves from one state to another at the times reported; pairs of states between which somebody moved.
struct StatesMoves {
  static constexpr const char* record = "StatesMoves";
  Categories group, state, next_state;
  std::vector<double> time, moves, cumulative_hazard, std_error;
  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("moves");
    f("state", state, "State from which people move.").per("moves");
    f("next_state", next_state, "State into which they move.").per("moves");
    f("time", time, "Time.").per("moves");
    f("moves", moves, "Weight that has moved since the reported time before, and at this one.").per("moves").at_least(0);
    f("cumulative_hazard", cumulative_hazard, "Nelson-Aalen estimate of this move.").per("moves").at_least(0);
    f("std_error", std_error, "Its standard error: root of the sum of squared weights moved over the squared weight at risk.").per("moves").at_least(0);
  }
};

struct StatesTable {
  static constexpr const char* record = "StatesTable";
  Categories group, state;
  std::vector<double> initial, initial_std_error, expected_time, expected_time_std_error, until;
  std::vector<std::int64_t> rows, moved_in, moved_out;
  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("states");
    f("state", state, "State.").per("states");
    f("rows", rows, "Rows in the state.").per("states");
    f("moved_in", moved_in, "Moves into it.").per("states");
    f("moved_out", moved_out, "Moves out of it.").per("states");
    f("initial", initial, "Share of people in it at the beginning.").per("states").between(0, 1);
    f("initial_std_error", initial_std_error, "Its standard error; 0 where it was given.").per("states").at_least(0);
    f("expected_time", expected_time, "Mean time spent in the state from the beginning (`since`, or 0) to the horizon: the area under its probability.").per("states").at_least(0);
    f("expected_time_std_error", expected_time_std_error, "Its standard error.").per("states").at_least(0);
    f("until", until, "The horizon.").per("states");
  }
};

/// Transition probabilities: of being in `next_state` after `time`, given `state` at the beginning. Empty unless asked for.
struct StatesMatrix {
  static constexpr const char* record = "StatesMatrix";
  Categories group, state, next_state;
  std::vector<double> time, probability, std_error;
  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("matrix");
    f("state", state, "State at the beginning.").per("matrix");
    f("next_state", next_state, "State after the time.").per("matrix");
    f("time", time, "Time.").per("matrix");
    f("probability", probability, "Transition probability.").per("matrix").between(0, 1);
    f("std_error", std_error, "Its standard error.").per("matrix").at_least(0);
  }
};

struct StatesResult {
  static constexpr const char* record = "StatesResult";
  StatesStatus status = StatesStatus::estimated;
  std::vector<std::string> states;
  StatesOccupation occupation;
  StatesMoves moves;
  StatesTable table;
  StatesMatrix matrix;
  void describe(Fields& f) {
    f("status", status, "How the estimation ended.");
    f("states", states, "The states in the order of the tables.").per("a");
    f("occupation", occupation, "Probabilities of the states over time.");
    f("moves", moves, "Cumulative hazards of the moves.");
    f("table", table, "By state: the beginning, moves, expected time.");
    f("matrix", matrix, "Transition probabilities.");
  }
};

/// Aalen & Johansen (1978) for any diagram of states, moves back included: p(t) = p(0) times the product over the times of a move of I + dA, dA of a
/// move being its weight over the weight at risk. Who is in a state at a time of a move counts as at risk there, also when its observation ends then; a row is at risk on (start, stop].
/// Delayed entry and gaps are honoured. Equal to R's survfit with istate. Cost: O(n log n + n log k S²), S states, k distinct times; at most 100 states.
/// Refuses: start >= stop; rows of a person that overlap (a person in two states) or leave a gap, unless allowed; a row that begins in another state than the one
/// before it moved to; a move out of an absorbing state; labels that are not among `states`.
StatesResult states(const StatesInput& input, const StatesOptions& options = {}, const RunContext& context = {});

/// Counts of equal stays by group; they add up over parts of the rows.
struct StatesCounts {
  static constexpr const char* record = "StatesCounts";
  bool numbered_states = false, numbered_groups = false;
  std::vector<std::string> states, groups;
  std::vector<std::int64_t> group, state, next_state, rows;
  std::vector<double> start, stop, weight, squared_weight;
  void describe(Fields& f) {
    f("numbered_states", numbered_states, "States were whole numbers, not texts.");
    f("numbered_groups", numbered_groups, "Groups were whole numbers, not texts.");
    f("states", states, "Labels of the states, ascending.").per("a");
    f("groups", groups, "Labels of the groups, ascending; none when the rows are one group.").per("g");
    f("group", group, "Group of each cell, counted from 0; 0 without groups.").per("k").at_least(0);
    f("start", start, "Start of its rows.").per("k");
    f("stop", stop, "Their stop.").per("k");
    f("state", state, "State, counted from 0.").per("k").at_least(0);
    f("next_state", next_state, "State they move to, -1 for none.").per("k").at_least(-1);
    f("rows", rows, "Rows in the cell.").per("k").at_least(1);
    f("weight", weight, "Sum of their weights.").per("k").at_least(0);
    f("squared_weight", squared_weight, "Sum of their squared weights.").per("k").at_least(0);
  }
};

/// States over rows that lie in several places, with Greenwood's errors: robust ones need all rows of a person in one place, and so does the
/// check that a person's rows follow each other, which is not made. The answer is that of all rows together.
struct StatesState {
  static constexpr const char* record = "StatesState";
  StatesOptions options;
  StatesCounts counts;
  bool complete = false;
  void describe(Fields& f) {
    f("options", options, "Options of the analysis; std_error must be greenwood.");
    f("counts", counts, "What was counted.");
    f("complete", complete, "All rows have been counted.");
  }
  void update(const StatesInput& input, const RunContext& context);
  void merge(const StatesState& other);
  void advance(const RunContext&) { complete = true; }
  bool done() const { return complete; }
  StatesResult finish(const RunContext& context) const;
  /// Refuses counts that are damaged.
  void validate() const;
};

extern const Function states_analysis;

}  // namespace mainstay::inline v1::survival
