// A rule of early warning as a versioned definition: named conditions, how they are combined, what follows, and who hears of it.
//
// Conditions are a flat list, each with a name; all, any, none, at_least and streak refer to conditions that stand before them. A flat list reads from
// top to bottom, cannot run in circles, gives each condition a name under which the explanation speaks of it, and lets an error say where it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::signals {

/// In which steps a length is counted. There is no default: "three days" is three of which calendar?
enum class AlertClock : std::int32_t { undeclared, days, working_days, values };
constexpr auto choices(AlertClock) {
  return std::array{choice(AlertClock::undeclared, "undeclared", "Not said: that of the rule; in a rule, refused."), choice(AlertClock::days, "days", "Days of the calendar."),
                    choice(AlertClock::working_days, "working_days", "Days of the column working_day, which is data."),
                    choice(AlertClock::values, "values", "Days on which the person has a value of the column (of a rule: a row): exams, shifts.")};
}

/// What a condition is when what it looks at is missing. There is no default.
enum class MissingPolicy : std::int32_t { undeclared, unknown, is_false, is_true, hold };
constexpr auto choices(MissingPolicy) {
  return std::array{choice(MissingPolicy::undeclared, "undeclared", "Not said: that of the rule; in a rule, refused."),
                    choice(MissingPolicy::unknown, "unknown", "Unknown, by three-valued logic: an unknown rule raises no alert, and an open one stays open."),
                    choice(MissingPolicy::is_false, "is_false", "It does not hold; a streak breaks."), choice(MissingPolicy::is_true, "is_true", "It holds."),
                    choice(MissingPolicy::hold, "hold", "For a streak: the step is passed over, `gap` in a row at most; beyond that the streak breaks. For other conditions: unknown.")};
}

enum class ConditionKind : std::int32_t { value, count, sum, mean, minimum, maximum, quantile, tenure, due_soon, overdue, absence, sequence, stage, streak, all, any, none, at_least };
constexpr auto choices(ConditionKind) {
  return std::array{
      choice(ConditionKind::value, "value", "The last value of the column that is not older than max_age."),
      choice(ConditionKind::count, "count", "How many values of the column, or how many of the events, in the window."),
      choice(ConditionKind::sum, "sum", "Sum of the values in the window."),
      choice(ConditionKind::mean, "mean", "Mean of the values in the window."),
      choice(ConditionKind::minimum, "minimum", "Smallest value in the window."),
      choice(ConditionKind::maximum, "maximum", "Largest value in the window."),
      choice(ConditionKind::quantile, "quantile", "Quantile of the values in the window, straight lines between them."),
      choice(ConditionKind::tenure, "tenure", "Steps since the person's start; 0 on the first day."),
      choice(ConditionKind::due_soon, "due_soon", "None of the events has come, and the day on which it is due is at most `margin` steps away."),
      choice(ConditionKind::overdue, "overdue", "None of the events has come, and the day on which it was due is more than `margin` steps past."),
      choice(ConditionKind::absence, "absence", "No value of the column, or none of the events, in the window, and the person has been there so long."),
      choice(ConditionKind::sequence, "sequence", "The events came one after the other, on different days, each within `within` steps of the one before, the last within the window."),
      choice(ConditionKind::stage, "stage", "The latest of the events so far is one of `stages`; on one day the one listed later counts."),
      choice(ConditionKind::streak, "streak", "The condition `of` has held `length` steps running."),
      choice(ConditionKind::all, "all", "All conditions of `of` hold."),
      choice(ConditionKind::any, "any", "One of them holds, or more."),
      choice(ConditionKind::none, "none", "None of them holds."),
      choice(ConditionKind::at_least, "at_least", "`least` of them hold, or more.")};
}

enum class Comparison : std::int32_t { undeclared, below, at_most, equal, at_least, above };
constexpr auto choices(Comparison) {
  return std::array{choice(Comparison::undeclared, "undeclared", "Not said; refused where a number is compared."), choice(Comparison::below, "below", "Smaller."), choice(Comparison::at_most, "at_most", "Smaller or equal."),
                    choice(Comparison::equal, "equal", "Equal."), choice(Comparison::at_least, "at_least", "Larger or equal."), choice(Comparison::above, "above", "Larger.")};
}

/// What a number is compared with.
enum class Against : std::int32_t { number, own, peers_mean, peers_rank, expected };
constexpr auto choices(Against) {
  return std::array{choice(Against::number, "number", "`threshold`."), choice(Against::own, "own", "factor * the person's own mean over `baseline` steps before the window + shift."),
                    choice(Against::peers_mean, "peers_mean", "factor * the mean of the others of the peer group on that day + shift."),
                    choice(Against::peers_rank, "peers_rank", "`threshold`; compared is the share of the others of the peer group with a smaller value that day, ties by half."),
                    choice(Against::expected, "expected", "factor * what the table `expected` gives at the person's tenure + shift, straight lines between its points.")};
}

enum class AlertSeverity : std::int32_t { notice, warning, urgent };
constexpr auto choices(AlertSeverity) {
  return std::array{choice(AlertSeverity::notice, "notice", "To know."), choice(AlertSeverity::warning, "warning", "To look at soon."), choice(AlertSeverity::urgent, "urgent", "To act on at once.")};
}

/// What is expected at a tenure.
struct ExpectedPoint {
  static constexpr const char* record = "ExpectedPoint";
  double tenure = 0.0, value = 0.0;
  void describe(Fields& f) {
    f("tenure", tenure, "Steps since the start, in rising order.").required().at_least(0);
    f("value", value, "What is expected there.").required();
  }
};

/// One condition. Lengths are in steps of its clock.
struct AlertCondition {
  static constexpr const char* record = "AlertCondition";
  std::string name{};
  ConditionKind kind = ConditionKind::value;
  std::string column{};
  std::vector<std::string> events{}, of{}, stages{};
  Comparison compare = Comparison::undeclared;
  std::optional<double> threshold{};
  Against against = Against::number;
  double factor = 1.0, shift = 0.0;
  std::string peers{};
  std::optional<std::int64_t> least_peers{}, max_age{}, window{};
  std::int64_t least_values = 1;
  std::optional<double> probability{};
  std::optional<std::int64_t> baseline{}, least_baseline{};
  std::vector<ExpectedPoint> expected{};
  std::optional<std::int64_t> from_tenure{}, until_tenure{}, length{};
  std::int64_t gap = 0;
  std::optional<std::int64_t> least{}, due{};
  std::int64_t margin = 0;
  std::string start_event{};
  std::optional<std::int64_t> within{};
  AlertClock clock = AlertClock::undeclared;
  MissingPolicy missing = MissingPolicy::undeclared;

  void describe(Fields& f) {
    f("name", name, "Name of the condition, unique in its rule.").required();
    f("kind", kind, "What it looks at.");
    f("column", column, "Column of x.");
    f("events", events, "Words of event: any of them counts; of a sequence, one after the other; of a stage, all stages in their order.");
    f("of", of, "Names of conditions that stand before this one.");
    f("stages", stages, "Words of events that are the stage asked for.");
    f("compare", compare, "How the number lies to what it is compared with.");
    f("threshold", threshold, "The number compared with; with peers_rank a share between 0 and 1.");
    f("against", against, "What it is compared with.");
    f("factor", factor, "By which a mean or expectation is multiplied.");
    f("shift", shift, "What is added to it.");
    f("peers", peers, "Column of groups whose people are compared with each other, or \"everybody\". Needed with peers_mean and peers_rank: below the average of whom?");
    f("least_peers", least_peers, "So many others at least; with fewer it is missing. Needed with peers.").above(0);
    f("max_age", max_age, "How old the last value may be; 0 for a value of the day itself and no other. Needed with kind = value, but for clock = values, where the last value counts however old.").between(0, 3660);
    f("window", window, "Length of the window, which ends with the day itself.").between(1, 3660);
    f("least_values", least_values, "So many values at least must be in the window; with fewer it is missing.").above(0);
    f("probability", probability, "Which quantile.").between(0, 1);
    f("baseline", baseline, "Length of the person's own past that ends before the window (with kind = value, before the day).").between(1, 3660);
    f("least_baseline", least_baseline, "So many values at least must be in the baseline; with fewer it is missing. Needed with own.").above(0);
    f("expected", expected, "What is expected at which tenure; the end points hold beyond them.");
    f("from_tenure", from_tenure, "Before so many steps since the start it does not hold.").at_least(0);
    f("until_tenure", until_tenure, "After so many steps since the start it does not hold.").at_least(0);
    f("length", length, "Length of a streak.").between(1, 3660);
    f("gap", gap, "With missing = hold: the most steps in a row that a streak passes over.").between(0, 366);
    f("least", least, "How many of `of` must hold at least.").above(0);
    f("due", due, "Steps from the start (or start_event) to the day on which one of the events is due.").between(0, 36600);
    f("margin", margin, "Steps before or after that day.").between(0, 3660);
    f("start_event", start_event, "Event word from whose last occurrence `due` is counted; left out: the person's start.");
    f("within", within, "Longest way from one event of a sequence to the next.").between(1, 3660);
    f("clock", clock, "In which steps its lengths are counted; left out: those of the rule.");
    f("missing", missing, "What it is when something is missing; left out: as the rule says.");
  }
};

/// Why the rule fired, and what helps then. The first cause whose condition holds is taken.
struct AlertCause {
  static constexpr const char* record = "AlertCause";
  std::string name{}, when{}, intervention{};
  std::vector<std::string> roles{};
  void describe(Fields& f) {
    f("name", name, "Name of the cause.").required();
    f("when", when, "Name of the condition that shows it; left out: in all other cases (the last one only).");
    f("intervention", intervention, "What is recommended.");
    f("roles", roles, "The roles it goes to, columns of owners.");
  }
};

/// A rule of early warning.
struct AlertRule {
  static constexpr const char* record = "AlertRule";
  std::string name{}, version{};
  AlertClock clock = AlertClock::undeclared;
  MissingPolicy missing = MissingPolicy::undeclared;
  std::vector<AlertCondition> conditions{};
  std::string when{};
  AlertSeverity severity = AlertSeverity::warning;
  std::vector<AlertCause> causes{};
  std::int64_t cooldown_days = 0;
  std::optional<std::int64_t> remind_days{}, expires_days{};

  void describe(Fields& f) {
    f("name", name, "Name of the rule, unique.").required();
    f("version", version, "Version of the rule, a word of the owner's such as \"2026-03\". A new version raises new alerts.").required();
    f("clock", clock, "On which days it is looked at, and in which steps its conditions count unless they say otherwise. To be given.");
    f("missing", missing, "What a condition is when something is missing, unless it says otherwise. To be given.");
    f("conditions", conditions, "What is looked at, 1 to 100; combinations refer to conditions before them.").required();
    f("when", when, "Name of the condition that raises the alert.").required();
    f("severity", severity, "How urgent it is.");
    f("causes", causes, "Causes with what helps and to whom it goes; left out: none is named.");
    f("cooldown_days", cooldown_days, "Days of the calendar after an alert in which the same rule raises none for the same person.").in("days").between(0, 3660);
    f("remind_days", remind_days, "Days after which an alert that still holds is raised again; left out: never.").in("days").between(1, 3660);
    f("expires_days", expires_days, "Days after which an alert that still holds is of no use any more; left out: never.").in("days").between(1, 3660);
  }
};

/// Refuses rules that leave something open or contradict themselves, by the path of what is at fault: no clock, no missing policy, no peer group, no age for a column that
/// grows with tenure, names given twice or unknown, a combination of a later condition; conditions that can never hold, however deep in the tree what excludes each other stands (bounds, stages, deadlines and tenure), a rule
/// that holds of everybody, a cause that cannot occur with its rule, reminders within the cooldown.
void check_rules(std::string_view analysis, const std::vector<AlertRule>& rules, const std::vector<std::string>& grows);

}  // namespace mainstay::inline v1::signals
