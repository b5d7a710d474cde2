// The discrete-time hazard over data that no one machine holds: a mergeable state.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/survival/hazard.hpp"
#include "survival/hazard_model.hpp"
#include "survival/hazard_rows.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

/// What the next pass over the rows collects.
enum class HazardRound : std::int32_t { survey, sums, scores, done };
constexpr auto choices(HazardRound) {
  return std::array{choice(HazardRound::survey, "survey", "Periods, levels, strata and groups."), choice(HazardRound::sums, "sums", "Slope and information at a point."),
                    choice(HazardRound::scores, "scores", "Robust errors."), choice(HazardRound::done, "done", "Nothing: the fit has ended.")};
}

/// The state of survival.hazard. One round surveys the rows; every further one sums slope and information at one point, a Newton step each;
/// robust errors take one more. The fit goes over the sums of all rounds again to find the next point, so that it is the fit of one
/// machine up to the order of summation; it keeps (periods + p)·p numbers a round. Strata, groups, levels and clusters are merged by name.
struct HazardState {
  static constexpr const char* record = "HazardState";
  HazardOptions options;
  HazardRound round = HazardRound::survey;
  HazardSurvey survey;
  std::vector<HazardSums> passes;
  HazardSums sums;
  std::vector<double> cells, numbers, groups;
  bool expected = false, totals = false;
  std::vector<double> products;
  ClusterSums clusters;

  void describe(Fields& f) {
    f("options", options, "Options of the fit.");
    f("round", round, "What the next pass collects.");
    f("survey", survey, "What the first pass found.");
    f("passes", passes, "What every pass since then has summed.");
    f("sums", sums, "What the present one sums.");
    f("cells", cells, "Where: baseline,").per("point_cells").may_be_infinite().may_be_missing();
    f("numbers", numbers, "coefficients,").per("point_numbers").may_be_infinite().may_be_missing();
    f("groups", groups, "and intercepts of groups.").per("point_groups").may_be_infinite().may_be_missing();
    f("expected", expected, "Whether the expected information is summed.");
    f("totals", totals, "Whether totals of the columns are.");
    f("products", products, "Products of scores.").per("score_pairs").may_be_infinite().may_be_missing();
    f("clusters", clusters, "Scores by cluster.");
  }

  void update(const HazardInput& input, const RunContext& context);
  void merge(const HazardState& other);
  void advance(const RunContext& context);
  bool done() const { return round == HazardRound::done; }
  HazardFit finish(const RunContext& context) const;
};

}  // namespace mainstay::inline v1::survival
