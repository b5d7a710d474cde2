// Are the alerts any good? How many are followed by a leaving, how many leavings were warned of, how much work they make.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"

namespace mainstay::inline v1::signals {

struct QualityInput {
  static constexpr const char* record = "QualityInput";
  Column person_id{}, start{}, until{}, left{}, watched_until{};
  Column alert_person{}, alert_rule{}, alert_day{}, alert_cleared{};
  Column score_person{}, score_day{}, score{};

  void describe(Fields& f) {
    f("person_id", person_id, "The people, each once. A person who was hired again is two: give the spell.").per("m").category();
    f("start", start, "First day observed.").per("m").day();
    f("until", until, "First day no longer observed: the day of leaving, or the day after the last known one.").per("m").day();
    f("left", left, "1 where the person left at until, 0 where still there.").per("m").whole().between(0, 1);
    f("watched_until", watched_until, "First day on which the rules no longer run for the person; at most until. Weeks, alerts and the base rate count up to it, leavings are looked for until `until`. Left out: until.").per("m").day().optional();
    f("alert_person", alert_person, "Whom an alert is about. Give new and confirmed alerts, no retracted ones.").per("alerts").category().optional();
    f("alert_rule", alert_rule, "By which rule; put the version into the name to tell versions apart.").per("alerts").category().optional();
    f("alert_day", alert_day, "Of which day.").per("alerts").day().optional();
    f("alert_cleared", alert_cleared, "First day on which it no longer held; missing: it still holds. When given, an alert raised while the one before it of that rule and person still held is a reminder. Left out: there are no reminders.").per("alerts").day().optional().may_be_missing();
    f("score_person", score_person, "A learnt warning: whose score.").per("scores").category().optional();
    f("score_day", score_day, "Of which day.").per("scores").day().optional();
    f("score", score, "The score as it was known that day; larger is more at risk.").per("scores").optional();
  }
};

struct QualityOptions {
  static constexpr const char* record = "QualityOptions";
  std::int64_t lead_days = 7, horizon_days = 90;
  std::optional<std::int64_t> first_day{}, last_day{};
  std::vector<double> score_thresholds{}, score_loads{};
  std::int64_t score_cooldown_days = 28, draws = 200;
  double confidence_level = 0.95;

  void describe(Fields& f) {
    f("lead_days", lead_days, "An alert is in time when the person leaves so many days after it or later; less is too late to do anything.").in("days").between(0, 3660);
    f("horizon_days", horizon_days, "And so many days after it at most.").in("days").between(1, 3660);
    f("first_day", first_day, "First day whose alerts are judged; left out: the first day on which somebody is observed.").day();
    f("last_day", last_day, "Last one; left out: the last day on which somebody is watched.").day();
    f("score_thresholds", score_thresholds, "Thresholds at which the score raises an alert.");
    f("score_loads", score_loads, "Alerts per 100 person-weeks that can be handled: for each the lowest threshold whose alerts are no more.").above(0);
    f("score_cooldown_days", score_cooldown_days, "Days after an alert of the score in which it raises none for the same person; 0: one on every day.").in("days").between(0, 3660);
    f("draws", draws, "Samples of people for the intervals; 0: no intervals.").between(0, 100000);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
  }
};

/// One row for each rule, then for each threshold and load of the score.
struct QualityRules {
  static constexpr const char* record = "QualityRules";
  std::vector<std::string> rule{};
  std::vector<double> threshold{};
  std::vector<std::int64_t> alerts{}, reminders{}, people{}, in_time{}, too_late{}, not_followed{}, censored{}, exits_warned{};
  std::vector<double> precision{}, precision_lower{}, precision_upper{}, precision_resolved{}, base_rate_at_tenure{}, base_rate_at_tenure_lower{}, base_rate_at_tenure_upper{}, lift{}, lift_at_tenure{}, lift_at_tenure_lower{}, lift_at_tenure_upper{}, needed_to_act{}, recall{}, recall_lower{}, recall_upper{}, per_100_person_weeks{},
      per_100_person_weeks_lower{}, per_100_person_weeks_upper{}, median_lead_days{};

  void describe(Fields& f) {
    f("rule", rule, "The rule; of the score \"score >= threshold\".").per("rules");
    f("threshold", threshold, "Threshold of the score; NaN for a rule, and where no threshold makes so few alerts.").per("rules").may_be_missing();
    f("alerts", alerts, "Alerts raised: the work.").per("rules");
    f("reminders", reminders, "Of these, reminders of an alert that still held: work, and in time for a leaving, but no further hit or miss.").per("rules");
    f("people", people, "People about whom they are.").per("rules");
    f("in_time", in_time, "Alerts, reminders aside, followed by a leaving within lead_days to horizon_days.").per("rules");
    f("too_late", too_late, "Alerts, reminders aside, followed by a leaving before lead_days.").per("rules");
    f("not_followed", not_followed, "Alerts, reminders aside, whose whole horizon was observed without a leaving.").per("rules");
    f("censored", censored, "Alerts, reminders aside, whose person was observed for less than the horizon and had not left: they are neither right nor wrong yet.").per("rules");
    f("exits_warned", exits_warned, "Leavings with an alert or a reminder in time, each once.").per("rules");
    f("precision", precision, "Probability that an alert, reminders aside, is followed by a leaving in time, people whose follow-up ends censored (Kaplan-Meier from the alert on); NaN without alerts, or when nobody was followed for the whole horizon.").per("rules").may_be_missing();
    f("precision_lower", precision_lower, "Lower bound, by people drawn anew; where that has no width, as with none or all right, Wilson's for as many as there are people behind it. NaN where there is none.").per("rules").may_be_missing();
    f("precision_upper", precision_upper, "Upper bound.").per("rules").may_be_missing();
    f("precision_resolved", precision_resolved, "The plain share in_time / (in_time + too_late + not_followed), for comparison: it is too high while follow-up is short, because leavings are known at once and stays only at the horizon; NaN without any.").per("rules").may_be_missing();
    f("base_rate_at_tenure", base_rate_at_tenure, "Precision of an alert for everybody watched at the tenures of these alerts: what a rule reaches that only knows the week in which most leave. NaN as precision.").per("rules").may_be_missing();
    f("base_rate_at_tenure_lower", base_rate_at_tenure_lower, "Lower bound, as of precision; of Wilson's the people watched at one of these tenures are counted.").per("rules").may_be_missing();
    f("base_rate_at_tenure_upper", base_rate_at_tenure_upper, "Upper bound.").per("rules").may_be_missing();
    f("lift", lift, "precision over base_rate, all days alike: above 1 also for a rule that only knows the week; NaN where the base rate is not known or 0.").per("rules").may_be_missing();
    f("lift_at_tenure", lift_at_tenure, "precision over base_rate_at_tenure: how much more the rule knows than when people leave; NaN where the base rate is not known or 0.").per("rules").may_be_missing();
    f("lift_at_tenure_lower", lift_at_tenure_lower, "Lower bound, by the same samples of people for both; above 1: the rule knows more. Where no alert was right or the samples do not vary, the lower bound of precision over the upper one of the base rate.").per("rules").may_be_missing();
    f("lift_at_tenure_upper", lift_at_tenure_upper, "Upper bound; NaN where it has none.").per("rules").may_be_missing();
    f("needed_to_act", needed_to_act, "Alerts to act on for each that is followed by a leaving in time: 1 / precision; NaN where precision is 0 or not known.").per("rules").may_be_missing();
    f("recall", recall, "Share of the leavings that could be warned of for which there was an alert or a reminder in time; NaN without any.").per("rules").may_be_missing();
    f("recall_lower", recall_lower, "Lower bound, as of precision; of Wilson's the leavings that could be warned of are counted.").per("rules").may_be_missing();
    f("recall_upper", recall_upper, "Upper bound.").per("rules").may_be_missing();
    f("per_100_person_weeks", per_100_person_weeks, "Alerts and reminders per 100 weeks of a person watched: the work.").per("rules").may_be_missing();
    f("per_100_person_weeks_lower", per_100_person_weeks_lower, "Lower bound.").per("rules").may_be_missing();
    f("per_100_person_weeks_upper", per_100_person_weeks_upper, "Upper bound.").per("rules").may_be_missing();
    f("median_lead_days", median_lead_days, "Median over the leavings warned of: days from the first alert or reminder in time to the leaving; NaN without any.").per("rules").in("days").may_be_missing();
  }
};

/// Whether rules say the same; one row for each pair.
struct QualityOverlap {
  static constexpr const char* record = "QualityOverlap";
  std::vector<std::string> rule{}, other{};
  std::vector<std::int64_t> people_both{}, people_either{}, weeks_both{}, weeks_either{};
  std::vector<double> people_jaccard{}, weeks_jaccard{};
  void describe(Fields& f) {
    f("rule", rule, "A rule.").per("pairs");
    f("other", other, "Another.").per("pairs");
    f("people_both", people_both, "People with alerts of both.").per("pairs");
    f("people_either", people_either, "People with alerts of one or both.").per("pairs");
    f("weeks_both", weeks_both, "Weeks of a person (Monday to Sunday) with alerts of both.").per("pairs");
    f("weeks_either", weeks_either, "Weeks of a person with alerts of one or both.").per("pairs");
    f("people_jaccard", people_jaccard, "people_both / people_either; NaN without any.").per("pairs").may_be_missing();
    f("weeks_jaccard", weeks_jaccard, "weeks_both / weeks_either; NaN without any.").per("pairs").may_be_missing();
  }
};

/// What was met on the way.
struct QualityFindings {
  static constexpr const char* record = "QualityFindings";
  Categories finding{};
  std::vector<std::int64_t> count{};
  void describe(Fields& f) {
    f("finding", finding, "alerts_of_unknown_people, alerts_not_observed (before start, from watched_until or until on, outside first_day to last_day), repeated_alerts (same rule, person and day), scores_of_unknown_people, scores_not_observed.").per("f");
    f("count", count, "How many; they are left out.").per("f");
  }
};

struct QualityResult {
  static constexpr const char* record = "QualityResult";
  std::int64_t people = 0, exits = 0, exits_that_could_be_warned_of = 0, first_day = 0, last_day = 0;
  double person_weeks = 0.0, base_rate = 0.0;
  QualityRules rules{};
  QualityOverlap overlap{};
  QualityFindings findings{};
  std::vector<std::string> labels_alike{}, by_score{};
  void describe(Fields& f) {
    f("people", people, "People watched between first_day and last_day.");
    f("exits", exits, "People who left.");
    f("exits_that_could_be_warned_of", exits_that_could_be_warned_of, "Leavings with a judged day of the person lead_days to horizon_days before them.");
    f("first_day", first_day, "First day judged.");
    f("last_day", last_day, "Last one.");
    f("person_weeks", person_weeks, "Weeks watched, over all people.");
    f("base_rate", base_rate, "Precision of an alert for everybody on every day watched; NaN when nobody was followed for the whole horizon.").may_be_missing();
    f("rules", rules, "The rules and the score.");
    f("overlap", overlap, "Whether rules say the same.");
    f("findings", findings, "What was met on the way.");
    f("labels_alike", labels_alike, "Rules that differ in writing only: they were judged apart.").per("b");
    f("by_score", by_score, "Figures whose samples say nothing, as with 0 of 5: their bounds are Wilson's, of a load Garwood's for a count.").per("a");
  }
};

/// T = until - day of the alert. An alert is in time when lead_days <= T <= horizon_days and the person left. precision = S(lead_days - 1) - S(horizon_days) with the Kaplan-Meier curve S of T over all alerts of the rule,
/// so that alerts whose person's follow-up ends are neither right nor wrong but at risk as long as they were observed. Alerts of one person depend on each other: intervals are quantiles over samples of people.
/// Where every sample says the same (none or all of the alerts right, one person only) they are Wilson's for as many trials as there are people whose follow-up decided an alert: 0 of 5 is not "0 % for certain".
/// A reminder is an alert raised while the one before it of its rule and person still held; it counts for load and recall, not for precision.
/// A score raises an alert at its threshold when there was none in score_cooldown_days; the number of alerts does not rise with the threshold, so that the threshold for a load is found by halving.
/// Throws Error: what check() says, a person twice, until or watched_until not after start, watched_until after until, an alert cleared before the day after it, columns that belong together and are not, two scores of one person and day.
/// Equal seeds give equal intervals, whatever the number of threads. O(alerts x draws + scores x log scores).
QualityResult quality(const QualityInput& input, const QualityOptions& options, const RunContext& context = {});

/// The people, alerts and scores of a part of the data, cut anywhere; finish() judges them all.
/// It keeps the rows, 8 bytes a value; the answer equals that of one machine. Errors of finish() name no row.
struct QualityState : data::KeptState<QualityOptions> {
  static constexpr const char* record = "QualityState";
  void update(const QualityInput& input, const RunContext& context = {});
  void merge(const QualityState& other);
  QualityResult finish(const RunContext& context = {}) const;
};

extern const Function quality_analysis;

}  // namespace mainstay::inline v1::signals
