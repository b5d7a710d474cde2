// What is asked of a placement: scores, seats, groups and their bounds, and the assignment that it comes to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "competency/placement_scores.hpp"
#include "core/team.hpp"
#include "mainstay/competency/placement.hpp"
#include "solve/assignment.hpp"

namespace mainstay::inline v1::competency {

/// A bound as numbers of people.
struct PlacementLimits {
  std::int32_t group;
  std::int64_t post, at_least, at_most;  ///< post -1: all
};

/// What one pass over all scores tells.
struct PlacementOverview {
  double largest = 0.0;
  std::int64_t whole = 0;              // people eligible for every post
  std::vector<std::int64_t> eligible;  ///< by post, of the others
  std::vector<char> fits;              ///< by person: at least one post
};

struct PlacementPlan {
  PlacementPlan(const PlacementInput& input, const PlacementOptions& options, const RunContext& context);

  /// With or without the bounds of groups.
  solve::AssignmentProblem problem(bool bounded) const;
  /// Of the problem with bounds, from the answer without.
  std::vector<double> start_prices(const solve::AssignmentProblem& bounded, const solve::Assignment& answer) const;
  /// -1: unplaced.
  std::int64_t post_at(const solve::AssignmentProblem& problem, std::int32_t leaf) const;

  const PlacementOptions& options;
  bool costs;
  Team team;
  PlacementScores scores;
  std::int64_t people, posts, seats = 0;
  bool demanding = false;  ///< not every choice of people is allowed
  std::vector<std::string> group_names;
  std::vector<std::int32_t> group_of;
  std::vector<PlacementLimits> limits;
  bool by_post = false;
  PlacementOverview seen;
  double unit = 1.0, scale = 1.0, out = 0.0, placing = 0.0;  ///< placing: what placing one more person is worth beyond scores

 private:
  void read_groups(const PlacementInput& input);
  void read_bounds();
  void look_over();
  void set_scale();
};

}  // namespace mainstay::inline v1::competency
