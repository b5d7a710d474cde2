// Rules with their names looked up: which columns, events, groups and steps each condition needs, and how far back it reaches.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/signals/alerts.hpp"

namespace mainstay::inline v1::signals {

constexpr bool is_combination(ConditionKind kind) { return kind == ConditionKind::all || kind == ConditionKind::any || kind == ConditionKind::none || kind == ConditionKind::at_least; }
constexpr bool is_numeric(ConditionKind kind) { return kind <= ConditionKind::tenure; }

template <class Word>
std::string word_of(Word word) {
  for (const Choice& choice : choices(word))
    if (choice.value == static_cast<std::int32_t>(word)) return choice.name;
  return "";
}

/// The days that are worked, as counts: what is a step of which clock.
class StepCalendar {
 public:
  StepCalendar() = default;
  StepCalendar(const Column& worked, std::int64_t first, std::int64_t last);
  bool given() const noexcept { return !upto_.empty(); }
  std::int64_t first() const noexcept { return first_; }
  std::int64_t last() const noexcept { return first_ + static_cast<std::int64_t>(upto_.size()) - 2; }
  bool covers(std::int64_t day) const noexcept { return day >= first() && day <= last(); }
  /// Working days from the first known day up to `day`, that day included; `day` may be the one before the first.
  std::int64_t upto(std::int64_t day) const noexcept { return upto_[static_cast<std::size_t>(day - first_ + 1)]; }
  bool worked(std::int64_t day) const noexcept { return upto(day) != upto(day - 1); }
  /// The earliest day from which `steps` steps that end with `day` can be counted.
  std::int64_t back(std::int64_t day, std::int64_t steps) const;

 private:
  std::int64_t first_ = 0;
  std::vector<std::int32_t> upto_;
};

/// A column of groups and a column of values by which peers are compared.
struct PeerNeed {
  std::int32_t column = -1, grouping = -1;  ///< grouping -1: everybody
  bool sums = false, values = false;
};

struct PlannedCondition {
  const AlertCondition* said = nullptr;
  AlertClock clock = AlertClock::days;
  MissingPolicy missing = MissingPolicy::unknown;
  std::int32_t column = -1, need = -1, start_event = -1;
  std::vector<std::int32_t> events, stages, of;
};

struct PlannedRule {
  const AlertRule* said = nullptr;
  std::vector<PlannedCondition> conditions;
  std::int32_t when = -1;
  std::vector<std::int32_t> cause_when;                ///< -1: in all other cases
  std::vector<std::vector<std::int32_t>> cause_roles;  ///< columns of owners; -1: not there
};

struct AlertPlan {
  std::vector<PlannedRule> rules;
  std::vector<std::int32_t> columns;  ///< used columns of x; conditions count among these
  std::vector<std::string> words;     ///< event words that some condition names
  std::vector<std::int32_t> groupings;
  std::vector<PeerNeed> needs;
  StepCalendar calendar;
  bool working_days = false, every_value = false;

  /// The earliest day on which an alert of `day` can rest, but for events and, with every_value, counted values.
  std::int64_t reach(std::int64_t day) const;
};

/// Refuses what rules name and the input lacks.
AlertPlan plan_alerts(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options);

}  // namespace mainstay::inline v1::signals
