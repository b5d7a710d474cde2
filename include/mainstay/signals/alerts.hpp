// Who needs attention today, why, and what would help? Rules of early warning over daily rows and events.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"
#include "mainstay/signals/rule.hpp"

namespace mainstay::inline v1::signals {

enum class AlertStatus : std::int32_t { open, cleared, expired, retracted };
constexpr auto choices(AlertStatus) {
  return std::array{choice(AlertStatus::open, "open", "It still holds, or is unknown since."), choice(AlertStatus::cleared, "cleared", "It no longer holds."),
                    choice(AlertStatus::expired, "expired", "It held for longer than it is of use."), choice(AlertStatus::retracted, "retracted", "It was known, but the rows do not raise it: a late row or a correction took it back.")};
}

/// How an alert lies to those known before.
enum class AlertChange : std::int32_t { fresh, confirmed, earlier, retracted };
constexpr auto choices(AlertChange) {
  return std::array{choice(AlertChange::fresh, "new", "It was not known."), choice(AlertChange::confirmed, "confirmed", "It was known, and the rows raise it again."),
                    choice(AlertChange::earlier, "earlier", "It was known from before first_day and still open then; its status is told."), choice(AlertChange::retracted, "retracted", "It was known, and the rows no longer raise it.")};
}

enum class ConditionTruth : std::int32_t { no, unknown, yes };
constexpr auto choices(ConditionTruth) {
  return std::array{choice(ConditionTruth::no, "false", "It does not hold."), choice(ConditionTruth::unknown, "unknown", "What it looks at is missing."), choice(ConditionTruth::yes, "true", "It holds.")};
}

struct AlertsInput {
  static constexpr const char* record = "AlertsInput";
  Column person{}, day{}, event{};
  Table x{};
  Column person_id{}, start{}, stop{};
  Table groups{}, owners{};
  Column working_day{};
  Column known_person{}, known_rule{}, known_version{}, known_day{}, known_cleared{};

  void describe(Fields& f) {
    f("person", person, "Whose row. A person who was hired again is two: give the spell.").per("n").category();
    f("day", day, "Of which day.").per("n").day();
    f("event", event, "An event word of that day; missing: none.").per("n").category().optional().may_be_missing();
    f("x", x, "What was measured, a column for each. Missing: not measured in this row.").per("n").optional().may_be_missing();
    f("person_id", person_id, "The people, each once. When given, rows of anybody else are left out and counted, and people without rows are looked at too.").per("m").category().optional();
    f("start", start, "First day there; missing: not known. Rows before it are left out and counted.").per("m").day().optional().may_be_missing();
    f("stop", stop, "First day no longer there; missing: still there. Rows from then on are left out and counted.").per("m").day().optional().may_be_missing();
    f("groups", groups, "Peer groups: a column for each way of grouping (class, province). Missing: no peers.").per("m").category().optional().may_be_missing();
    f("owners", owners, "Who is responsible: a column for each role (trainer, recruiter). Missing: nobody.").per("m").category().optional().may_be_missing();
    f("working_day", working_day, "The calendar: every day that is worked, in any order. Needed with a clock of working_days.").per("worked").day().optional();
    f("known_person", known_person, "Alerts known before this call: whose.").per("known").category().optional();
    f("known_rule", known_rule, "By which rule.").per("known").category().optional();
    f("known_version", known_version, "In which version; left out: the present one. Alerts of other rules and versions are left alone.").per("known").category().optional();
    f("known_day", known_day, "Of which day.").per("known").day().optional();
    f("known_cleared", known_cleared, "When it was cleared; missing: was open.").per("known").day().optional().may_be_missing();
  }
};

struct AlertsOptions {
  static constexpr const char* record = "AlertsOptions";
  std::vector<AlertRule> rules{};
  std::vector<std::string> grows{};
  std::optional<std::int64_t> first_day{}, last_day{}, calendar_first{}, calendar_last{};
  std::optional<std::int64_t> owner_cap{};
  std::int64_t owner_cap_days = 1;
  data::Conflicts conflicts = data::Conflicts::refuse;
  bool explain = true;

  void describe(Fields& f) {
    f("rules", rules, "The definitions.").required();
    f("grows", grows, "Columns of x that grow with tenure, such as progress: a rule on one of them must say at what age.");
    f("first_day", first_day, "First day on which alerts are raised; earlier rows are history. Left out: the first day of the rows.").day();
    f("last_day", last_day, "Last day; later rows are left out and counted. Left out: the last day of the rows.").day();
    f("calendar_first", calendar_first, "First day that working_day knows.").day();
    f("calendar_last", calendar_last, "Last day that it knows; nothing is guessed beyond it.").day();
    f("owner_cap", owner_cap, "The most alerts that an owner is handed in owner_cap_days, the most severe of a day first; the others are held back, and listed. Left out: no cap.").above(0);
    f("owner_cap_days", owner_cap_days, "Length of the periods of the cap, counted from Monday, 1970-01-05.").in("days").between(1, 366);
    f("conflicts", conflicts, "What happens to two unlike values of one person, day and column: an error, or it is missing and counted.");
    f("explain", explain, "Whether reasons and sentences are written.");
  }
};

/// The alerts, by person, day and rule.
struct Alerts {
  static constexpr const char* record = "Alerts";
  std::vector<std::string> id{};
  Categories rule{}, version{}, person{}, severity{}, change{}, status{}, cause{}, intervention{};
  std::vector<std::int64_t> day{};
  std::vector<double> cleared{}, expires{};

  void describe(Fields& f) {
    f("id", id, "16 hexadecimal digits from rule, version, person and day: the same whenever and wherever it is computed.").per("alerts");
    f("rule", rule, "The rule.").per("alerts");
    f("version", version, "Its version.").per("alerts");
    f("person", person, "Whom it is about.").per("alerts");
    f("day", day, "On which day it was raised.").per("alerts").in(day_unit);
    f("severity", severity, "How urgent it is.").per("alerts");
    f("change", change, "new, confirmed, earlier or retracted: against the known alerts.").per("alerts");
    f("status", status, "open, cleared, expired or retracted.").per("alerts");
    f("cause", cause, "The cause; missing where none is named.").per("alerts").may_be_missing();
    f("intervention", intervention, "What is recommended; missing where none is named.").per("alerts").may_be_missing();
    f("cleared", cleared, "First day on which it no longer held; NaN while open.").per("alerts").in(day_unit).may_be_missing();
    f("expires", expires, "Last day on which it is of use; NaN without such a day.").per("alerts").in(day_unit).may_be_missing();
  }
};

/// Why: every condition of the rule on the day of the alert. Not for earlier and retracted alerts.
struct AlertReasons {
  static constexpr const char* record = "AlertReasons";
  std::vector<std::int64_t> alert{}, counted{}, clears{};
  Categories condition{}, truth{}, message{};
  std::vector<double> value{}, limit{};
  std::vector<std::string> sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("alert", alert, "Row of alerts, from 0.").per("reasons");
    f("condition", condition, "Name of the condition.").per("reasons");
    f("truth", truth, "true, false or unknown.").per("reasons");
    f("message", message, "Key of the sentence: kind, what it is compared with, how.").per("reasons");
    f("value", value, "The value looked at: of a deadline, steps that are left; of a streak, its length as far as asked; NaN where there is none.").per("reasons").may_be_missing();
    f("limit", limit, "What it is compared with; NaN where there is nothing.").per("reasons").may_be_missing();
    f("counted", counted, "Others, values of the baseline or values in the window on which that rests.").per("reasons");
    f("clears", clears, "1 where this condition alone, turned round, would clear the alert.").per("reasons");
    f("sentence", sentence, "In English.").per("reasons");
    f("sentence_zh", sentence_zh, "In Chinese.").per("reasons");
  }
};

/// To whom: one row for each alert and role.
struct AlertDeliveries {
  static constexpr const char* record = "AlertDeliveries";
  std::vector<std::int64_t> alert{}, held_back{};
  Categories role{}, owner{};
  void describe(Fields& f) {
    f("alert", alert, "Row of alerts, from 0.").per("deliveries");
    f("role", role, "The role.").per("deliveries");
    f("owner", owner, "Who has it; missing where owners names nobody.").per("deliveries").may_be_missing();
    f("held_back", held_back, "1 where the owner's cap was reached.").per("deliveries");
  }
};

/// What each rule did.
struct AlertRuleCounts {
  static constexpr const char* record = "AlertRuleCounts";
  std::vector<std::string> rule{}, version{};
  std::vector<std::int64_t> looked_at{}, held{}, unknown{}, alerts{}, people{}, suppressed{};
  void describe(Fields& f) {
    f("rule", rule, "The rule.").per("rules");
    f("version", version, "Its version.").per("rules");
    f("looked_at", looked_at, "Person-days on which it was looked at.").per("rules");
    f("held", held, "Of these, it held.").per("rules");
    f("unknown", unknown, "Of these, it was unknown.").per("rules");
    f("alerts", alerts, "Alerts raised, new and confirmed.").per("rules");
    f("people", people, "People about whom they are.").per("rules");
    f("suppressed", suppressed, "Person-days on which it held, but the last alert was not cooldown_days ago.").per("rules");
  }
};

/// What was met on the way.
struct AlertFindings {
  static constexpr const char* record = "AlertFindings";
  Categories finding{};
  std::vector<std::int64_t> count{};
  void describe(Fields& f) {
    f("finding", finding, "rows_of_unknown_people, rows_before_start, rows_after_stop, rows_after_last_day, rows_before_reach, repeated_values, conflicting_values, days_without_rows, people_without_rows, people_without_group, other_events, known_of_other_rules, rules_longer_than_rows (a window, baseline or streak is longer than there are days of rows).").per("f");
    f("count", count, "How many.").per("f");
  }
};

struct AlertsResult {
  static constexpr const char* record = "AlertsResult";
  std::int64_t people = 0, first_day = 0, last_day = 0;
  std::optional<std::int64_t> reach_days{};
  Alerts alerts{};
  AlertReasons reasons{};
  AlertDeliveries deliveries{};
  AlertRuleCounts rules{};
  AlertFindings findings{};
  std::vector<std::string> words_not_met{}, sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("people", people, "People looked at.");
    f("first_day", first_day, "First day on which alerts were raised.").in(day_unit);
    f("last_day", last_day, "Last one.").in(day_unit);
    f("reach_days", reach_days, "So many days of rows before first_day give the same alerts as the whole history does, with all rows that carry events; missing where a rule counts values: all rows then.").in("days");
    f("alerts", alerts, "The alerts.");
    f("reasons", reasons, "Why. Empty unless explain.");
    f("deliveries", deliveries, "To whom.");
    f("rules", rules, "What each rule did.");
    f("findings", findings, "What was met on the way.");
    f("words_not_met", words_not_met, "Event words of the rules that no row has, as \"rules[0].conditions[1].events: exam\"; a row that has one in another writing (Exam) is refused.").per("words_not_met");
    f("sentence", sentence, "In English, for each alert. Empty unless explain.").per("alerts").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("alerts").optional();
  }
};

/// Looks at every rule for every person on every day of its clock from first_day to last_day, within the person's start and stop.
/// An alert is raised where the rule holds, no earlier alert of it is open, and the last one is cooldown_days ago or more. It is cleared by the first day on which the rule is false; unknown days change nothing.
/// Truth is three-valued (Kleene): all is the least, any the greatest of false < unknown < true; at_least counts; a streak is unknown where unknown steps could complete it.
/// Sums and means are kept in whole numbers of 2^-48 and do not depend on order or partition; values that are summed must lie within ±1e12.
/// Known alerts: a call that begins at first_day with the alerts known so far gives the alerts that one call over everything gives; from the day of a late row on, those that no longer come are retracted.
/// Neither the order of rows nor the number of threads changes anything. Throws Error: what check_rules says; a column, event, group or start that a rule needs and that is not given;
/// two unlike values of one person and day (unless left out); a calendar that does not reach:
///   signals.alerts: calendar_last is 2026-03-31, but must be on or after 2026-04-02, the last day looked at
/// O(rows + person-days x conditions); rows grouped by person with rising days are not sorted.
AlertsResult alerts(const AlertsInput& input, const AlertsOptions& options, const RunContext& context = {});

/// Sums of a peer group on a day, between the rounds of a state.
struct AlertPeers {
  static constexpr const char* record = "AlertPeers";
  std::vector<std::int64_t> need{}, day{}, high{}, low{}, count{};
  std::vector<std::string> group{};
  void describe(Fields& f) {
    f("need", need, "Which column and grouping, by place.").per("k");
    f("group", group, "The group.").per("k");
    f("day", day, "The day.").per("k").in(day_unit);
    f("high", high, "Whole part of the sum.").per("k");
    f("low", low, "Rest, in units of 2^-48.").per("k");
    f("count", count, "Values.").per("k").at_least(0);
  }
};

/// Values of a peer group on a day, between the rounds of a state.
struct AlertPeerValues {
  static constexpr const char* record = "AlertPeerValues";
  std::vector<std::int64_t> need{}, day{}, count{};
  std::vector<std::string> group{};
  std::vector<double> value{};
  void describe(Fields& f) {
    f("need", need, "Which column and grouping, by place.").per("v");
    f("group", group, "The group.").per("v");
    f("day", day, "The day.").per("v").in(day_unit);
    f("value", value, "A value.").per("v");
    f("count", count, "How often.").per("v").at_least(0);
  }
};

/// Alerts on their way to a result.
struct AlertsFound {
  static constexpr const char* record = "AlertsFound";
  std::vector<std::string> person{};
  std::vector<std::int64_t> rule{}, day{}, cause{}, change{};
  std::vector<double> cleared{};
  void describe(Fields& f) {
    f("person", person, "Whom it is about.").per("alerts");
    f("rule", rule, "Place of the rule.").per("alerts").at_least(0);
    f("day", day, "The day.").per("alerts").in(day_unit);
    f("cause", cause, "Place of the cause, -1 for none.").per("alerts").at_least(-1);
    f("change", change, "Number of the word of AlertChange.").per("alerts").between(0, 3);
    f("cleared", cleared, "First day on which it no longer held; NaN while open.").per("alerts").may_be_missing();
  }
};

struct AlertReasonsFound {
  static constexpr const char* record = "AlertReasonsFound";
  std::vector<std::int64_t> alert{}, condition{}, truth{}, counted{}, clears{};
  std::vector<double> value{}, limit{};
  void describe(Fields& f) {
    f("alert", alert, "Row of alerts.").per("reasons").at_least(0);
    f("condition", condition, "Place of the condition in its rule.").per("reasons").at_least(0);
    f("truth", truth, "0 false, 1 unknown, 2 true.").per("reasons").between(0, 2);
    f("counted", counted, "Values it rests on.").per("reasons");
    f("clears", clears, "1 where it alone would clear the alert.").per("reasons");
    f("value", value, "The value.").per("reasons").may_be_missing();
    f("limit", limit, "What it is compared with.").per("reasons").may_be_missing();
  }
};

struct AlertOwnersFound {
  static constexpr const char* record = "AlertOwnersFound";
  std::vector<std::int64_t> alert{}, named{};
  std::vector<std::string> role{}, owner{};
  void describe(Fields& f) {
    f("alert", alert, "Row of alerts.").per("deliveries").at_least(0);
    f("role", role, "The role.").per("deliveries");
    f("owner", owner, "Who has it.").per("deliveries");
    f("named", named, "0 where owners names nobody.").per("deliveries").between(0, 1);
  }
};

/// The alerts of part of the people. Two rounds: the first adds up what peer groups are compared by and finds the last day, the second raises the alerts. All rows of a person, with the
/// known alerts of that person, belong into one part; known alerts of people whom a part does not hold are another part's.
struct AlertsState {
  static constexpr const char* record = "AlertsState";
  AlertsOptions options{};
  std::int64_t round = 0, people = 0;
  bool started = false, text = false;
  std::optional<std::int64_t> first_row_day{}, last_row_day{}, reach_days{};
  AlertPeers peers{};
  AlertPeerValues peer_values{};
  AlertsFound found{};
  AlertReasonsFound reasons{};
  AlertOwnersFound owners{};
  std::vector<std::int64_t> looked_at{}, held{}, unknown{}, suppressed{}, findings{};
  std::vector<std::string> words_met{};

  void describe(Fields& f) {
    f("options", options, "The definition.");
    f("round", round, "0 peers, 1 alerts, 2 over.").between(0, 2);
    f("people", people, "People looked at.").at_least(0);
    f("started", started, "Whether there were rows in this round.");
    f("text", text, "Whether people are named by text.");
    f("first_row_day", first_row_day, "First day of the rows.");
    f("last_row_day", last_row_day, "Last day of the rows.");
    f("reach_days", reach_days, "Days of rows that are needed before the first day.");
    f("peers", peers, "Sums of peer groups.");
    f("peer_values", peer_values, "Values of peer groups.");
    f("found", found, "Alerts.");
    f("reasons", reasons, "Their reasons.");
    f("owners", owners, "Whom they go to.");
    f("looked_at", looked_at, "Person-days, for each rule.");
    f("held", held, "Person-days on which it held.");
    f("unknown", unknown, "Person-days on which it was unknown.");
    f("suppressed", suppressed, "Person-days on which it was suppressed.");
    f("findings", findings, "Counts of findings.");
    f("words_met", words_met, "Event words of the rules that rows have, rising.");
  }

  void update(const AlertsInput& input, const RunContext& context = {});
  void merge(const AlertsState& other);
  void advance(const RunContext& context = {});
  bool done() const { return round == 2; }
  AlertsResult finish(const RunContext& context = {}) const;
  /// What a loaded state must keep. Throws Error.
  void validate() const;
};

extern const Function alerts_analysis;

}  // namespace mainstay::inline v1::signals
