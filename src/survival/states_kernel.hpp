// The Aalen–Johansen estimator of one group of people between any states, with its standard errors. Pure arithmetic.
//
// Steps k are the distinct times at which somebody moves. At a step N_ab is the weight that moves from a to b, Y_a the weight at risk in a,
// M = I + dA with dA_ab = N_ab / Y_a (and dA_aa so that rows sum to 0), p ← p M.
// Robust errors: a person's influence U (row vector) moves as U ← U M + w g, where g = p_a/Y_a (e_next − e_a M) for a person at risk in a; the
// sums Σ U'U, Σ w U over those at risk in each state, and w U of those who move or whose stay ends, suffice. A person's own U at such steps comes from products of
// M over stretches of steps. Greenwood: V ← M'VM + Σ_a p_a²/Y_a (diag(e_a M) − (e_a M)'(e_a M)).
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::survival {

/// Rows of one group, in order of person and start, or (for Greenwood's errors) equal rows together, in any order. Weights positive.
struct Stays {
  std::vector<std::int64_t> first_row;   ///< of each person, and the end; empty when nothing is known of people
  std::vector<double> start, stop, weight, squares;  ///< squares: sum of the squared weights of the rows taken together
  std::vector<std::int64_t> count;       ///< rows taken together
  std::vector<std::int32_t> state, next;  ///< next -1: no move
  std::int64_t rows() const noexcept { return static_cast<std::int64_t>(stop.size()); }
  std::int64_t people() const noexcept { return first_row.empty() ? 0 : static_cast<std::int64_t>(first_row.size()) - 1; }
};

struct Move {
  std::int32_t from, to;
  std::int64_t count;
  double weight, squares;  ///< sums of weights and of their squares
};

/// What happens at each step.
struct Steps {
  std::int64_t states = 0;
  std::vector<double> time;
  std::vector<std::int64_t> first_move;   ///< of each step, and the end
  std::vector<Move> moves;                ///< by step, from, to
  std::vector<double> at_risk, squares;   ///< (steps, states)
  std::vector<std::int64_t> count;        ///< (steps, states): rows at risk
  std::vector<std::int32_t> low, high;    ///< per row: at risk in steps [low, high)
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(time.size()); }
};

/// Only moves after `since` count.
Steps steps_of(const Stays& stays, std::int64_t states, double since);

/// Probabilities after each step, (steps, states), from those at the beginning. They add up to 1 within rounding of the last digit.
std::vector<double> occupation(const Steps& steps, const std::vector<double>& initial);

/// A beginning: probabilities, their covariance (states, states), and what each person has to do with them (influence, (people, states)); the last two
/// empty when they are given or certain.
struct Beginning {
  std::vector<double> probability, covariance, influence;
};
/// The shares by state of those at risk at the first step (without steps, of those at risk at the last stop). robust: a row is one observation whatever its
/// weight, and people have an influence; else weights count people.
Beginning beginning_of(const Stays& stays, const Steps& steps, double since, bool robust);

/// Variances of the probabilities after each step, (steps, states).
std::vector<double> robust_variance(const Stays& stays, const Steps& steps, const Beginning& beginning, const std::vector<double>& probability);
std::vector<double> greenwood_variance(const Steps& steps, const Beginning& beginning, const std::vector<double>& probability);

/// Time spent in each state between `from` and `until`, and its variance.
struct Sojourn {
  std::vector<double> time, variance;
};
Sojourn sojourn(const Stays& stays, const Steps& steps, const Beginning& beginning, const std::vector<double>& probability, double from, double until, bool robust);

}  // namespace mainstay::inline v1::survival
