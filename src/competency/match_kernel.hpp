// The score of one person under one role profile, on plain arrays: no fields, no threads, no text.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/competency/profile.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::competency {

/// One dimension, with everything filled in.
struct PlannedDimension {
  double share, lower, upper, zero, target, floor, veto, sign;  ///< sign +1: higher is better; floor and veto NaN when there is none
  double surplus_change, std_error, indifference, preference, electre_veto;
  FloorRule floor_rule;
  SurplusRule surplus;
};

/// Factor of the profile's covariance, on the scale of its correlations: full rank where it is positive definite.
solve::RankRevealingCholesky covariance_factor(const Profile& profile);

/// A profile as the kernel reads it.
struct MatchPlan {
  std::vector<PlannedDimension> dimensions;
  Aggregation aggregation = Aggregation::power_mean;
  double power = 1.0, ceiling = 1.0, majority = 1.0;
  std::vector<double> gap, gap_value;
  std::vector<double> precision;  ///< inverse of the covariance

  explicit MatchPlan(const Profile& profile);
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(dimensions.size()); }
};

/// What came of one person.
struct MatchScore {
  double score, core, ceiling, factor;
  std::int64_t failed;
};

/// What a score attains in its dimension: 0 at zero, 1 at the target, with surplus; of gap_table the value over the largest of the
/// table, of conjunctive 1 at the target or beyond, of electre the partial concordance. In every aggregation but these: u.
double attained(const MatchPlan& plan, std::int64_t j, double x) noexcept;

/// The score that attains least and most in dimension j, anywhere on the scale.
double worst_score(const MatchPlan& plan, std::int64_t j) noexcept;
double best_score(const MatchPlan& plan, std::int64_t j) noexcept;

/// Weighted power mean of u with weights that add up to 1; 0 when p <= 0 and a dimension with weight attains nothing.
double power_mean(const double* u, const double* share, std::int64_t k, double power) noexcept;

/// The whole score: core by the profile's aggregation of x, floors of `at_floor` (which is x unless bounds are asked for), and
///   score = min(core x factor, ceiling, 1), 0 under a veto.
/// `share`: weights that add up to 1. `u`: room for k numbers, what each dimension attains. `contribution`: null, or room for k numbers
/// that add up to core: w u when they are added, otherwise Euler's division of the power mean (w u^p over its sum), of measures
/// of distance share less its part in what is lacking.
MatchScore match_score(const MatchPlan& plan, const double* x, const double* at_floor, const double* share, double* u, double* contribution) noexcept;

/// Whether x is below the floor of dimension j.
inline bool below_floor(const PlannedDimension& d, double x) noexcept { return d.sign * x < d.sign * d.floor; }

/// Level, scatter and shape of Cronbach and Gleser (1953), in positions on the scale, weighted by share; times the number of
/// dimensions and the squared width of the scale they are those of equal weights: distance_squared = level + scatter + shape.
struct ProfileIndices {
  double distance_squared, level, scatter, shape, correlation;  ///< correlation NaN when either does not vary
};
ProfileIndices profile_indices(const MatchPlan& plan, const double* x, const double* share) noexcept;

/// The cheapest change of x that brings the score to `bar`: scores rise towards their target (with a bonus, to the end of the
/// scale), dimension j by `most[j]` points at most, each point at cost[j] > 0.
enum class ChangeEnd : std::int32_t { reached, reachable, unreachable, not_sought };
struct NearestChange {
  ChangeEnd end;
  double cost;
  std::vector<double> to;
};
/// Power mean and conjunctive (every choice of at most sixteen unmet targets; no soft floors); not_sought otherwise. Power mean (not_sought with more than two soft floors that fail, or with more than twelve scores worse than
/// their zero). power = 1: fractional knapsack, closed form; -Infinity: each dimension by itself; between: the conditions of Karush, Kuhn and Tucker with
/// one multiplier by bisection. Soft floors: the set of sufficient changes is convex (the logarithm of the score is concave), their
/// share is found by golden section.
NearestChange nearest_change(const MatchPlan& plan, const double* x, const double* share, double bar, const double* cost, const double* most);

}  // namespace mainstay::inline v1::competency
