// From rows of employment to counts by group and stretch of days, and from counts to headcounts: what headcount, rates and
// retention share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/attrition/employment.hpp"
#include "mainstay/core/run_context.hpp"

namespace mainstay::inline v1::attrition {

/// What the options say about time, checked.
struct Periods {
  std::int64_t observation_end = 0;
  std::vector<std::int64_t> boundaries;  ///< periods + 1, or none
  std::int64_t count() const noexcept { return boundaries.empty() ? 0 : static_cast<std::int64_t>(boundaries.size()) - 1; }
};

/// Refuses what the options leave open or contradict. `needed`: without periods there is nothing to answer.
Periods periods_of(std::string_view analysis, const EmploymentOptions& options, bool needed);

/// check(), but for the days of integer columns, which are checked as they are counted.
void check_columns(std::string_view analysis, const EmploymentInput& input, const Fields& options, std::int32_t threads);

/// Rules between the input's columns and the options.
void check_employment(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, bool with_periods);

/// Days in order, each once.
void sort_days(std::vector<std::int64_t>& days);

/// What retention counts beside: by group and stretch like the cells of EmploymentCounts.
struct TenureCounts {
  enum Column { young, young_days, young_close, young_leavers, lost, lost_from_group, hired_and_left, hires, left_within, followed, followed_left, regretted, voluntary, regretted_voluntary, left_ever, columns };
  std::int64_t within_days = 0;         ///< asked for: leaving within so many days of hire
  std::vector<std::string> voluntary_kinds;  ///< asked for
  std::vector<std::int64_t> cells;      ///< cell × columns
  /// People hired within a period, one entry for each group they were hired into.
  std::vector<std::int32_t> hired_group, hired_period, hired_days;
  std::vector<std::uint8_t> hired_left;
};

/// Counts the rows of a checked input. `cuts` ascending, at least one. With `tenure`, fills it too (groups as in the result).
EmploymentCounts count_employment(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options,
                                  const Periods& periods, const std::vector<std::int64_t>& cuts, const RunContext& context,
                                  TenureCounts* tenure = nullptr);

/// Counts without rows, to which others are added.
EmploymentCounts no_counts(const EmploymentInput& input, const std::vector<std::int64_t>& cuts);

/// Adds; groups and kinds meet by name. Refuses counts of unlike definitions with Error{unsupported}.
void add_counts(std::string_view analysis, EmploymentCounts& counts, const EmploymentCounts& other);

/// Refuses counts that only damaged bytes can hold, with Error{corrupt}.
void check_counts(std::string_view analysis, const EmploymentCounts& counts);

/// A group at each cut. "On the day" is the day before the cut; "at the close" is as last_day_rule counts.
struct Timeline {
  std::vector<std::int64_t> heads, heads_close, leave, leave_close, fte, fte_close;  ///< leave is a part of heads; fte in millionths, of those counted
  std::vector<std::int64_t> days, leave_days;  ///< person-days since the first cut
  std::vector<double> fte_days;
  std::vector<std::int64_t> hires, moves_in, moves_out, leavers;  ///< before the cut
  std::vector<std::int64_t> kind_leavers;  ///< cuts × kinds (the unstated kind last), before the cut
};
Timeline timeline_of(const EmploymentCounts& counts, const EmploymentOptions& options, std::int64_t group);

/// Running sums of a column of cells: at each cut, what lies before it.
std::vector<std::int64_t> sums_before(const std::int64_t* cells, std::int64_t cuts, std::int64_t stride = 1);

/// Place of a day among the cuts.
std::int64_t cut_at(const std::vector<std::int64_t>& cuts, std::int64_t day);

/// Kinds as shown: those of the counts and the unstated one, when it occurs; and where each kind of the counts (the unstated one
/// last) is shown.
struct Kinds {
  std::vector<std::string> names;
  std::vector<std::int64_t> place;
};
Kinds kinds_of(const EmploymentCounts& counts, const EmploymentOptions& options);

/// The columns "total" and by's, and the values of the groups, as categories of a result.
struct GroupNames {
  std::vector<std::string> columns, values;
  std::vector<std::int32_t> column, value;  ///< of each group
};
GroupNames names_of_groups(const EmploymentCounts& counts);

EmploymentNotices notices_of(const EmploymentCounts& counts);

/// Whole numbers by value, then texts by bytes.
bool label_before(const std::string& a, const std::string& b);

}  // namespace mainstay::inline v1::attrition
