// What a discrete-time hazard model is before any of its parameters is known, made from a survey of the rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/survival/hazard.hpp"
#include "stats/splines.hpp"
#include "survival/hazard_periods.hpp"
#include "survival/surveyed_columns.hpp"

namespace mainstay::inline v1::survival {

inline constexpr const char* hazard_key = "survival.hazard";

/// Labels of groups with the weight that left.
struct HazardPartGroups {
  static constexpr const char* record = "HazardPartGroups";
  std::vector<std::string> label;
  std::vector<double> number, events;
  void describe(Fields& f) {
    f("label", label, "Labels.").per("g");
    f("number", number, "Labels as numbers, when they are.").per("g");
    f("events", events, "Weight that left.").per("g").at_least(0);
  }
};

/// All that has to be known of the rows before the first step. Adds up over partitions.
struct HazardSurvey {
  static constexpr const char* record = "HazardSurvey";
  bool surveyed = false, entries = false, stratified = false, text_strata = false, grouped = false, text_groups = false, clustered = false;
  std::vector<HazardTally> strata;
  std::vector<SurveyedColumn> columns;
  HazardPartGroups groups;
  std::int64_t rows = 0, events = 0;
  double weight = 0.0;
  void describe(Fields& f) {
    f("surveyed", surveyed, "Whether any rows were seen.");
    f("entries", entries, "Whether rows have entries.");
    f("stratified", stratified, "Whether rows have strata.");
    f("text_strata", text_strata, "Whether their labels are texts.");
    f("grouped", grouped, "Whether rows have groups.");
    f("text_groups", text_groups, "Whether their labels are texts.");
    f("clustered", clustered, "Whether rows have clusters.");
    f("strata", strata, "Periods of each stratum.");
    f("columns", columns, "Columns of x.");
    f("groups", groups, "Groups.");
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("weight", weight, "Weight of the rows.").at_least(0);
  }
  void merge(const HazardSurvey& other);
};

/// Looks through the rows, and refuses entry >= duration.
HazardSurvey survey_of(Team& team, const HazardInput& input, const data::Groups& strata, const data::Groups& groups);

/// One smooth column.
struct HazardSmoothColumn {
  std::string name;
  double low = 0.0, high = 0.0;
  stats::CubicSplines splines;
};

struct HazardModel {
  HazardModel(const HazardSurvey& survey, const HazardOptions& options);

  HazardOptions options;
  std::vector<CoxColumn> columns;  ///< all of x
  std::vector<CoxColumn> linear;   ///< those with terms
  std::vector<double> means, reach;  ///< of the terms
  std::vector<bool> constant;
  std::vector<HazardSmoothColumn> smooth;
  HazardPeriods periods;
  std::vector<std::string> strata, groups;
  std::vector<double> follow_up, group_events;
  std::int64_t terms = 0;
  std::int64_t numbers = 0;  ///< terms and splines: the columns of a block of rows before the constant 1
  std::int64_t width = 0;
  double weight = 0.0;
  std::int64_t rows = 0, events = 0;
  bool robust = false;

  std::int64_t cells() const noexcept { return periods.cells(); }
  std::int64_t group_count() const noexcept { return static_cast<std::int64_t>(groups.size()); }
  bool smooth_baseline() const noexcept { return options.baseline == HazardBaseline::smooth; }
  /// Whether the cells are the many parameters that are eliminated one by one.
  bool cells_apart() const noexcept { return !smooth_baseline() && groups.empty(); }
};

/// Refuses options that do not fit each other.
void check_hazard_options(const HazardOptions& options);

}  // namespace mainstay::inline v1::survival
