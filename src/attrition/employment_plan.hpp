// What counting employment needs to know before it reads a row: cuts, groups, kinds, the calendar of tenure.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attrition/employment.hpp"
#include "attrition/employment_rows.hpp"
#include "core/team.hpp"

namespace mainstay::inline v1::attrition {

/// Where a label of a by-column counts: from a day on, in these groups.
struct Version {
  std::int32_t since;
  std::vector<std::int32_t> groups;
};

struct ByColumn {
  std::unique_ptr<Labels> labels;
  std::vector<std::int32_t> simple;             // one group for all days, or -1
  std::vector<std::int32_t> group_of_raw;       // the same by the values as they stand in the column, a missing one last
  std::vector<std::vector<Version>> versions;   // of labels that are not simple
  std::vector<std::int32_t> rank;               // of labels by name, for as_is
};

/// The stretch of a day: how many cuts lie on or before it.
class Stretches {
 public:
  explicit Stretches(const std::vector<std::int64_t>& cuts) : first_(cuts.front()), last_(cuts.back()), count_(static_cast<std::int32_t>(cuts.size())) {
    table_.assign(at(last_ - first_) + 2, 0);
    for (std::size_t j = 1; j < cuts.size(); ++j)
      std::fill(table_.begin() + 1 + (cuts[j - 1] - first_), table_.begin() + 1 + (cuts[j] - first_), static_cast<std::int32_t>(j));
    table_.back() = count_;
  }
  std::int32_t operator()(std::int64_t day) const { return table_[at(std::min(std::max(day, first_ - 1), last_) - first_ + 1)]; }
  /// A day counted from the first cut, within the cuts.
  std::int64_t place(std::int64_t day) const { return std::min(std::max(day, first_), last_) - first_; }
  const std::int32_t* table() const { return table_.data(); }  // from the day before the first cut to the last cut
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }
  std::int32_t count() const { return count_; }

 private:
  std::int64_t first_, last_;
  std::int32_t count_;
  std::vector<std::int32_t> table_;
};

struct EmploymentPlan {
  /// `tenure` may be null. Refuses more than 2^24 cells.
  EmploymentPlan(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, const Periods& periods, const std::vector<std::int64_t>& cuts, const RunContext& context,
                 const TenureCounts* tenure);

  /// Whether a row's state is leave; refuses other states.
  bool leave_code(std::int64_t raw, std::int64_t place) const;
  /// From year_after or year_close; far past for those hired long before the first cut.
  std::int64_t in_a_year(const std::vector<std::int32_t>& table, std::int32_t start) const;

  std::string_view analysis;
  const EmploymentInput& input;
  const EmploymentOptions& options;
  const Periods& periods;
  const std::vector<std::int64_t>& cuts;
  const TenureCounts* tenure;
  Stretches stretch;
  Team team;
  Rows rows;
  Labels spell_labels, state_labels, kind_labels;
  std::vector<std::string> kind_names;   ///< in the order in which they are shown
  std::vector<std::int32_t> kind_rank;   ///< of kind labels among them
  std::vector<ByColumn> columns;
  std::vector<std::int64_t> group_column;
  std::vector<std::string> group_value;
  std::vector<std::int32_t> period_of;   ///< of stretches
  std::vector<std::int32_t> opening_cut; ///< of periods
  std::vector<std::int32_t> year_after, year_close;
  std::vector<char> is_voluntary;        ///< of kinds, none last
  std::int64_t bins = 0;
  bool gone_at_close = false, by_last_day = false, count_leavers = true;  ///< without the last, leavers are the leavings of the cells

 private:
  void order_kinds();
  void name_states();
  void find_groups();
  void find_periods();
  void find_years();
  std::int32_t group_of(std::int64_t column, const std::string& value);
  std::vector<std::uint8_t> used_labels(const Labels& labels);

  std::vector<std::int8_t> state_codes_;
  std::map<std::pair<std::int64_t, std::string>, std::int32_t> group_index_;
};

}  // namespace mainstay::inline v1::attrition
