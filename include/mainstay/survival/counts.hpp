// How many people left when and why: what curves, the log-rank test and Gray's test are made of, and what merges exactly.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

/// Counts by stratum, group, time, cause and (with delayed entry) time of entry. Cells stand in that order; each holds one
/// person or more. Two sets of counts of unlike rows add up to the counts of all rows: exactly for whole-number weights, to
/// rounding for others.
struct LeavingCounts {
  static constexpr const char* record = "LeavingCounts";
  bool delayed_entry = false;
  bool weighted = false;
  bool fractional_weights = false;
  bool numbered_groups = false;
  bool numbered_strata = false;
  std::vector<std::string> groups;
  std::vector<std::string> strata;
  std::vector<std::int64_t> stratum, group, cause, rows;
  std::vector<double> time, entry, weight, squared_weight;

  void describe(Fields& f) {
    f("delayed_entry", delayed_entry, "Rows came with a time of entry.");
    f("weighted", weighted, "Rows came with weights.");
    f("fractional_weights", fractional_weights, "A weight was not a whole number.");
    f("numbered_groups", numbered_groups, "Groups were whole numbers, not texts.");
    f("numbered_strata", numbered_strata, "Strata were whole numbers, not texts.");
    f("groups", groups, "Names of the groups, ascending; none when the rows are one group.").per("g");
    f("strata", strata, "Names of the strata, ascending; none when the rows are one stratum.").per("s");
    f("stratum", stratum, "Stratum of each cell, counted from 0; none without strata.").at_least(0);
    f("group", group, "Group of each cell, counted from 0; none without groups.").at_least(0);
    f("time", time, "Time of leaving or of the end of observation.").per("k");
    f("cause", cause, "Cause of leaving, 0 = still here.").per("k").between(0, 255);
    f("entry", entry, "Time of entry; none without delayed entry.");
    f("rows", rows, "Rows in the cell.").per("k").at_least(1);
    f("weight", weight, "Sum of the weights in the cell; none without weights.").at_least(0);
    f("squared_weight", squared_weight, "Sum of the squared weights in the cell; none without weights.").at_least(0);
  }
};

/// What curve, log_rank and gray keep of rows that lie in several places; done after one round.
template <class Options>
struct LeavingState {
  Options options;
  LeavingCounts counts;
  bool complete = false;

  void describe(Fields& f) {
    f("options", options, "Options of the analysis.");
    f("counts", counts, "What was counted.");
    f("complete", complete, "All rows have been counted.");
  }
  void advance(const RunContext&) { complete = true; }
  bool done() const { return complete; }
};

}  // namespace mainstay::inline v1::survival
