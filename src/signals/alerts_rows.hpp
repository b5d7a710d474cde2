// The rows of an input by person and day, whatever order they came in.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "signals/alerts_plan.hpp"

namespace mainstay::inline v1::signals {

enum class AlertFinding : std::size_t {
  rows_of_unknown_people, rows_before_start, rows_after_stop, rows_after_last_day, rows_before_reach, repeated_values, conflicting_values, days_without_rows, people_without_rows,
  people_without_group, other_events, known_of_other_rules, rules_longer_than_rows, count
};
inline constexpr std::array<const char*, static_cast<std::size_t>(AlertFinding::count)> alert_findings = {
    "rows_of_unknown_people", "rows_before_start", "rows_after_stop", "rows_after_last_day", "rows_before_reach", "repeated_values", "conflicting_values", "days_without_rows", "people_without_rows",
    "people_without_group", "other_events", "known_of_other_rules", "rules_longer_than_rows"};

struct AlertTally {
  std::array<std::int64_t, alert_findings.size()> counts{};
  void add(AlertFinding finding, std::int64_t times = 1) { counts[static_cast<std::size_t>(finding)] += times; }
};

/// What one person's rows say: days in rising order, each once, with the values of the used columns (NaN: none) and the events in order.
struct PersonDays {
  std::vector<std::int64_t> day;
  std::vector<std::vector<double>> value;
  std::vector<std::pair<std::int64_t, std::int32_t>> events;  ///< day, word of the plan
  std::vector<std::int64_t> scratch;
  std::vector<double> numbers;
};

class AlertRows {
 public:
  static constexpr std::int64_t no_start = std::numeric_limits<std::int64_t>::min(), no_stop = std::numeric_limits<std::int64_t>::max();

  AlertRows(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options, const AlertPlan& plan, Team& team);

  std::int64_t people() const noexcept { return people_; }
  bool text() const noexcept { return labels_.text; }
  std::string name(std::int64_t p) const { return labels_.name(p); }
  std::int64_t find(const Column& column, std::int64_t row) const;  ///< the person of a label, or -1
  std::int64_t start(std::int64_t p) const { return start_.empty() ? no_start : start_[static_cast<std::size_t>(p)]; }
  std::int64_t stop(std::int64_t p) const { return stop_.empty() ? no_stop : stop_[static_cast<std::size_t>(p)]; }
  bool starts_given() const noexcept { return !start_.empty(); }
  /// The group of a grouping of the plan, -1 where it is missing; grouping -1 is everybody, group 0.
  std::int32_t group(std::int32_t grouping, std::int64_t p) const;
  const std::vector<std::string>& group_names(std::int32_t grouping) const { return grouping < 0 ? everybody_ : group_names_[static_cast<std::size_t>(grouping)]; }
  /// The owner by column of owners; empty with -1 where nobody is named.
  std::pair<bool, std::string> owner(std::int32_t column, std::int64_t p) const;
  std::int64_t rows(std::int64_t p) const { return end_[static_cast<std::size_t>(p)] - begin_[static_cast<std::size_t>(p)]; }
  std::int64_t first_day() const noexcept { return first_day_; }  ///< of all rows; no_stop without rows
  std::int64_t last_day() const noexcept { return last_day_; }    ///< no_start without rows
  std::int64_t unknown_rows() const noexcept { return unknown_rows_; }
  const std::vector<std::string>& words_met() const noexcept { return words_met_; }  ///< of the plan, rising

  /// The person's days within the spell, up to last_day. Refuses unlike values of one day, unless they are left out. `wanted`: of each used column, whether it is read.
  void read(std::int64_t p, std::int64_t last_day, PersonDays& out, AlertTally& tally, const std::vector<std::uint8_t>* wanted = nullptr) const;

 private:
  void order_rows(Team& team);
  bool grouped(Team& team);
  void people_of_input();
  void sort_all();
  std::int32_t word(std::int64_t row) const { return words_.empty() ? -1 : words_[static_cast<std::size_t>(row)]; }
  void read_ordered(std::int64_t first, std::int64_t count, PersonDays& out, const std::vector<std::uint8_t>* wanted) const;
  void read_any(std::int64_t p, std::int64_t first, std::int64_t last, PersonDays& out, AlertTally& tally) const;

  std::string_view analysis_;
  const AlertsInput& input_;
  const AlertsOptions& options_;
  const AlertPlan& plan_;
  data::Groups labels_;
  std::int64_t people_ = 0, first_day_ = no_stop, last_day_ = no_start, unknown_rows_ = 0;
  std::vector<std::int64_t> begin_, end_, order_, start_, stop_;
  std::vector<std::int32_t> person_row_, words_;
  std::vector<std::vector<std::int32_t>> group_;
  std::vector<std::vector<std::string>> group_names_;
  std::vector<std::string> everybody_{"everybody"}, words_met_;
  struct Run {
    std::int64_t row, label;
  };
  std::vector<Run> runs_;
};

}  // namespace mainstay::inline v1::signals
