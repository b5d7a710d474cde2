// The tables and sentences of a placement.
#pragma once

#include <cstdint>
#include <set>

#include "competency/placement_plan.hpp"

namespace mainstay::inline v1::competency {

class PlacementTelling {
 public:
  /// `shut`: leaves that no score opens.
  PlacementTelling(PlacementPlan& plan, const std::set<std::int32_t>& shut) : plan_(plan), shut_(shut) {}

  /// The second pass over all scores: proves the answer, and finds what each person could have had.
  void tell(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) const;
  /// Posts, groups and bounds, where nobody is placed.
  void tell_nobody(PlacementResult& result) const;
  /// Who cannot be placed together, and where.
  void tell_violation(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) const;

 private:
  double without_placing(double price) const;
  void tell_posts(PlacementResult& result) const;
  void tell_groups(PlacementResult& result) const;

  PlacementPlan& plan_;
  const std::set<std::int32_t>& shut_;
};

}  // namespace mainstay::inline v1::competency
