// Where is a cohort lost on its way? Stages within a conversion window, people still on their way kept apart from those
// who are lost. The rules are written down in docs/funnel/window.md; what follows is their short form.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::funnel {

/// Which events of the first stage count as an entry.
enum class EntryPolicy : std::int32_t { first, any, each };
constexpr auto choices(EntryPolicy) {
  return std::array{
      choice(EntryPolicy::first, "first", "a person's first event of the first stage; one attempt a person"),
      choice(EntryPolicy::any, "any", "the entry from which the person gets furthest; one attempt a person"),
      choice(EntryPolicy::each, "each", "every entry that is not inside an earlier attempt; several attempts a person")};
}

/// How events of one person at the same time are ordered. No policy depends on the order of the rows.
enum class TiePolicy : std::int32_t { favour, by_sequence, strict };
constexpr auto choices(TiePolicy) {
  return std::array{
      choice(TiePolicy::favour, "favour", "in whichever order carries the person furthest; one event never counts twice"),
      choice(TiePolicy::by_sequence, "by_sequence", "by the column sequence; equal sequence means not one after the other"),
      choice(TiePolicy::strict, "strict", "not one after the other: the next stage needs a later time")};
}

/// What the order of the stages means.
enum class StageOrder : std::int32_t { ordered, any_order, milestone };
constexpr auto choices(StageOrder) {
  return std::array{
      choice(StageOrder::ordered, "ordered", "one after the other: each stage is reached by an event after that of the stage before"),
      choice(StageOrder::any_order, "any_order", "in whichever order: the first event of any stage is the entry, and what counts is how many stages are done"),
      choice(StageOrder::milestone, "milestone", "a stage is reached as soon as its first event and those of all stages before it have happened, in whatever order")};
}

/// What may happen between two steps.
enum class BetweenSteps : std::int32_t { anything, no_other_stage, no_other_event };
constexpr auto choices(BetweenSteps) {
  return std::array{
      choice(BetweenSteps::anything, "anything", "whatever else happens is passed over"),
      choice(BetweenSteps::no_other_stage, "no_other_stage", "an event of a stage that is neither the one reached last nor a next one ends the attempt"),
      choice(BetweenSteps::no_other_event, "no_other_event", "so does an event of no stage at all")};
}

/// How the data of merged states are cut.
enum class WindowParts : std::int32_t { people, rows };
constexpr auto choices(WindowParts) {
  return std::array{
      choice(WindowParts::people, "people", "all events of a person, and the person's row, are in one part: a state holds counts alone"),
      choice(WindowParts::rows, "rows", "anywhere: by time, by source; a state holds the events that matter until it is finished")};
}

/// How the count ended.
enum class WindowStatus : std::int32_t { counted, nobody_entered };
constexpr auto choices(WindowStatus) {
  return std::array{choice(WindowStatus::counted, "counted", "somebody entered the funnel"),
                    choice(WindowStatus::nobody_entered, "nobody_entered", "no event of the first stage within the follow-up")};
}

/// One stage of the way.
struct WindowStage {
  static constexpr const char* record = "WindowStage";
  std::string name{};
  std::vector<std::string> events{};
  std::optional<std::int64_t> within_days{};
  bool optional = false;

  void describe(Fields& f) {
    f("name", name, "Name of the stage, unique.").required();
    f("events", events, "Event words that count as this stage; left out: the name itself. Two stages share all their words or none.");
    f("within_days", within_days, "Longest time from the stage before, that day included; left out: no limit of its own.").in("days").above(0);
    f("optional", optional, "The stage may be passed over; neither the first nor the last, and with words of its own.");
  }
};

/// What must not happen between two stages.
struct WindowExclusion {
  static constexpr const char* record = "WindowExclusion";
  std::string name{};
  std::vector<std::string> events{};
  std::string after{}, before{};

  void describe(Fields& f) {
    f("name", name, "Name of the exclusion, unique; the reason of attempts that it ends.").required();
    f("events", events, "Event words that end an attempt; left out: the name itself. They may be words of a stage.");
    f("after", after, "Stage after whose being reached they do; left out: the first.");
    f("before", before, "Stage until whose being reached they do; left out: the last.");
  }
};

/// Events of letter n, and what is known of the people themselves, of letter m.
struct WindowInput {
  static constexpr const char* record = "WindowInput";
  Column person{}, time{}, event{}, sequence{}, hold_constant{};
  Column person_id{}, spell_start{}, observed_until{}, exit_time{}, exit_reason{};
  Table groups{};

  void describe(Fields& f) {
    f("person", person, "Whom the event belongs to. A person who was hired again is two: give spell_start, or the spell as the person.").per("n").category();
    f("time", time, "When it happened, as a whole number.").per("n").in("days").whole();
    f("event", event, "The event word. Words that no stage declares are passed over; one that is written like a declared word (Offer, \"offer \") is refused.").per("n").category();
    f("sequence", sequence, "Order of events at the same time; needed for ties = by_sequence.").per("n").whole().optional();
    f("hold_constant", hold_constant, "What the events of one attempt must agree on (the class, the recruiter). An event with a missing value is in no attempt.").per("n").category().optional().may_be_missing();
    f("person_id", person_id, "The people, each once. When given, events of anybody else are left out and counted in findings.").per("m").category().optional();
    f("spell_start", spell_start, "First day of the spell of this row (data.spells): a person may then have several rows, and an event belongs to the spell that started last before it.").per("m").in("days").whole().optional();
    f("observed_until", observed_until, "Last time at which the person was observed; missing: follow_up_end.").per("m").in("days").whole().optional().may_be_missing();
    f("exit_time", exit_time, "When the person left; missing: has not left.").per("m").in("days").whole().optional().may_be_missing();
    f("exit_reason", exit_reason, "Why the person left; missing: no reason given.").per("m").category().optional().may_be_missing();
    f("groups", groups, "Columns to break the counts down by. A missing value is the group \"missing\".").per("m").category().optional().may_be_missing();
  }
};

struct WindowOptions {
  static constexpr const char* record = "WindowOptions";
  std::vector<WindowStage> stages{};
  std::optional<std::int64_t> window{};
  EntryPolicy entry = EntryPolicy::first;
  TiePolicy ties = TiePolicy::favour;
  StageOrder order = StageOrder::ordered;
  BetweenSteps between = BetweenSteps::anything;
  bool end_at_repeats = false;
  std::vector<WindowExclusion> exclusions{};
  std::vector<std::string> exit_events{};
  std::optional<std::int64_t> follow_up_end{};
  double confidence_level = 0.95;
  std::vector<double> probabilities{0.25, 0.5, 0.75};
  bool count_branches = false, list_people = false;
  std::optional<std::int64_t> occupancy_every{};
  std::string reference{};
  WindowParts parts = WindowParts::people;

  void describe(Fields& f) {
    f("stages", stages, "The stages in order, 1 to 16; the first is the entry.").required();
    f("window", window, "Time from entry within which a stage must be reached, that day included; left out: no limit.").in("days").above(0);
    f("entry", entry, "Which events of the first stage count as an entry.");
    f("ties", ties, "How events of one person at the same time are ordered.");
    f("order", order, "What the order of the stages means.");
    f("between", between, "What may happen between two steps of an attempt.");
    f("end_at_repeats", end_at_repeats, "Whether an event of a stage that is already behind ends the attempt.");
    f("exclusions", exclusions, "Events that end an attempt between two stages, at most 16 of these.");
    f("exit_events", exit_events, "Event words that mean that the person left; the word is the reason.");
    f("follow_up_end", follow_up_end, "Last observed time of everybody without observed_until; left out: the last time among the events.").in("days");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("probabilities", probabilities, "Which quantiles of the step times.").above(0).below(1);
    f("count_branches", count_branches, "Also count which event word carried attempts into each stage.");
    f("list_people", list_people, "Also list every attempt with its times, so that each count can show its people.");
    f("occupancy_every", occupancy_every, "Tell where the attempts are at every so many days since entry; left out: not at all.").in("days").above(0);
    f("reference", reference, "The group with which the other groups of its column are compared; left out: of a column of two groups the first.");
    f("parts", parts, "How the data of merged states are cut; without a state it says nothing.");
  }
};

/// One row for each group and stage. Without optional stages reached = reached of the next stage + lost + still_inside; with them, reached of a stage
/// that is not optional = reached of the next one that is not + lost and still_inside of this one and the optional ones between.
struct WindowStages {
  static constexpr const char* record = "WindowStages";
  Categories breakdown{}, group{}, stage{};
  std::vector<std::int64_t> position{}, at_risk{}, reached{}, lost{}, still_inside{}, passed_over{};
  std::vector<double> from_previous{}, from_previous_lower{}, from_previous_upper{};
  std::vector<double> from_start{}, from_start_lower{}, from_start_upper{};
  std::vector<double> estimate_from_previous{}, estimate_from_previous_lower{}, estimate_from_previous_upper{};
  std::vector<double> estimate_from_start{}, estimate_from_start_lower{}, estimate_from_start_upper{};
  std::vector<std::int64_t> estimated_to{};
  std::vector<double> mature{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("s");
    f("group", group, "The group; \"total\" for everybody.").per("s");
    f("stage", stage, "The stage; with order = any_order how many are done, as in \"2 of 3\".").per("s");
    f("position", position, "1 for the entry, 2 for the next …").per("s");
    f("at_risk", at_risk, "Attempts that reached the stage before that is not optional; at the entry, all.").per("s");
    f("reached", reached, "Attempts that reached this stage.").per("s");
    f("lost", lost, "Of these, lost before any further stage: left, excluded, interrupted, or their time had passed.").per("s");
    f("still_inside", still_inside, "Of these, still on their way when last observed: neither arrived nor lost.").per("s");
    f("passed_over", passed_over, "Attempts that reached a later stage without this one; 0 unless the stage is optional.").per("s");
    f("from_previous", from_previous, "reached / at_risk, those still inside counted as not arrived; NaN when nobody is at risk.").per("s").may_be_missing();
    f("from_previous_lower", from_previous_lower, "Lower bound (Wilson).").per("s");
    f("from_previous_upper", from_previous_upper, "Upper bound (Wilson).").per("s");
    f("from_start", from_start, "reached / all attempts; NaN without attempts.").per("s").may_be_missing();
    f("from_start_lower", from_start_lower, "Lower bound (Wilson).").per("s");
    f("from_start_upper", from_start_upper, "Upper bound (Wilson).").per("s");
    f("estimate_from_previous", estimate_from_previous, "Probability of coming from the stage before to this one, those still inside censored (Aalen-Johansen); NaN when nobody is at risk.").per("s").may_be_missing();
    f("estimate_from_previous_lower", estimate_from_previous_lower, "Lower bound (Rothman).").per("s");
    f("estimate_from_previous_upper", estimate_from_previous_upper, "Upper bound (Rothman).").per("s");
    f("estimate_from_start", estimate_from_start, "Probability of coming from the entry to this stage, those still inside censored (Aalen-Johansen); NaN without attempts.").per("s").may_be_missing();
    f("estimate_from_start_lower", estimate_from_start_lower, "Lower bound (Rothman).").per("s");
    f("estimate_from_start_upper", estimate_from_start_upper, "Upper bound (Rothman).").per("s");
    f("estimated_to", estimated_to, "Longest time since entry at which somebody was still observed before this stage: estimate_from_start holds up to there.").per("s").in("days");
    f("mature", mature, "Share of at_risk whose whole window was observed; NaN when nobody is at risk.").per("s").may_be_missing();
  }
};

/// Time from stage to stage (from the last one before that is not optional) among those who arrived; one row for each group and stage after the entry.
struct WindowSteps {
  static constexpr const char* record = "WindowSteps";
  Categories breakdown{}, group{}, stage{};
  std::vector<std::int64_t> reached{};
  std::vector<double> mean_days{}, std_days{}, shortest_days{}, longest_days{}, mean_days_from_start{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("t");
    f("group", group, "The group; \"total\" for everybody.").per("t");
    f("stage", stage, "The stage arrived at.").per("t");
    f("reached", reached, "Attempts that reached it.").per("t");
    f("mean_days", mean_days, "Mean time from the stage before; NaN when nobody arrived.").per("t").in("days").may_be_missing();
    f("std_days", std_days, "Standard deviation of that time (n - 1); NaN below two arrivals.").per("t").in("days").may_be_missing();
    f("shortest_days", shortest_days, "Shortest time from the stage before; NaN when nobody arrived.").per("t").in("days").may_be_missing();
    f("longest_days", longest_days, "Longest time from the stage before; NaN when nobody arrived.").per("t").in("days").may_be_missing();
    f("mean_days_from_start", mean_days_from_start, "Mean time from entry; NaN when nobody arrived.").per("t").in("days").may_be_missing();
  }
};

/// Quantiles of the step times; one row for each group, stage after the entry and probability.
struct WindowQuantiles {
  static constexpr const char* record = "WindowQuantiles";
  Categories breakdown{}, group{}, stage{};
  std::vector<double> probability{}, days{}, days_from_start{}, estimate_days{}, estimate_days_from_start{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("q");
    f("group", group, "The group; \"total\" for everybody.").per("q");
    f("stage", stage, "The stage arrived at.").per("q");
    f("probability", probability, "Which quantile.").per("q");
    f("days", days, "Time from the stage before within which this share of those who arrived had arrived; NaN when nobody arrived.").per("q").in("days").may_be_missing();
    f("days_from_start", days_from_start, "The same from entry.").per("q").in("days").may_be_missing();
    f("estimate_days", estimate_days, "Time within which this share of all who set out from the stage before arrives, those still inside censored; NaN when never reached.").per("q").in("days").may_be_missing();
    f("estimate_days_from_start", estimate_days_from_start, "The same from entry.").per("q").in("days").may_be_missing();
  }
};

/// What became of those lost; one row for each group, stage and reason that occurs.
struct WindowExits {
  static constexpr const char* record = "WindowExits";
  Categories breakdown{}, group{}, stage{}, kind{}, reason{};
  std::vector<std::int64_t> count{};
  std::vector<double> share_of_lost{}, share_of_reached{}, share_of_reached_lower{}, share_of_reached_upper{}, incidence{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("x");
    f("group", group, "The group; \"total\" for everybody.").per("x");
    f("stage", stage, "The stage in which they were lost: the last one they reached.").per("x");
    f("kind", kind, "left (with a reason), left_without_reason, excluded (by the exclusion that is the reason), interrupted (by an event that may not stand between two steps), or time_passed (stayed, but did not reach the next stage in time).").per("x");
    f("reason", reason, "The reason, or the exclusion; empty for other kinds.").per("x");
    f("count", count, "Attempts lost in this stage for this reason.").per("x");
    f("share_of_lost", share_of_lost, "count / lost of the stage.").per("x");
    f("share_of_reached", share_of_reached, "count / reached of the stage.").per("x");
    f("share_of_reached_lower", share_of_reached_lower, "Lower bound (Wilson).").per("x");
    f("share_of_reached_upper", share_of_reached_upper, "Upper bound (Wilson).").per("x");
    f("incidence", incidence, "Probability of being lost in this stage for this reason, those still inside censored (Aalen-Johansen). Over the reasons of a stage it adds up with the conversion.").per("x");
  }
};

/// Which event word carried attempts into a stage, and how they went on; one row for each group, stage and word that did. Empty unless count_branches.
struct WindowBranches {
  static constexpr const char* record = "WindowBranches";
  Categories breakdown{}, group{}, stage{}, event{};
  std::vector<std::int64_t> reached{}, went_on{}, lost{}, still_inside{};
  std::vector<double> share_of_reached{}, share_went_on{}, share_went_on_lower{}, share_went_on_upper{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("branches");
    f("group", group, "The group; \"total\" for everybody.").per("branches");
    f("stage", stage, "The stage.").per("branches");
    f("event", event, "The event word; of several at one moment the one declared first.").per("branches");
    f("reached", reached, "Attempts that this word carried into the stage.").per("branches");
    f("went_on", went_on, "Of these, attempts that reached a further stage; of the last stage 0.").per("branches");
    f("lost", lost, "Of these, attempts that were lost in the stage.").per("branches");
    f("still_inside", still_inside, "Of these, attempts still in the stage.").per("branches");
    f("share_of_reached", share_of_reached, "reached / reached of the stage.").per("branches");
    f("share_went_on", share_went_on, "went_on / reached, those still inside counted as not gone on.").per("branches");
    f("share_went_on_lower", share_went_on_lower, "Lower bound (Wilson).").per("branches");
    f("share_went_on_upper", share_went_on_upper, "Upper bound (Wilson).").per("branches");
  }
};

/// Where attempts are so long after their entry; one row for each group, time and stage. Empty without occupancy_every. At each time
/// probability and lost of all stages add up to 1.
struct WindowOccupancy {
  static constexpr const char* record = "WindowOccupancy";
  Categories breakdown{}, group{}, stage{};
  std::vector<std::int64_t> time{}, known{}, in_stage{};
  std::vector<double> share{}, probability{}, lower{}, upper{}, lost{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of; \"total\" for everybody.").per("occupancy");
    f("group", group, "The group; \"total\" for everybody.").per("occupancy");
    f("stage", stage, "The stage.").per("occupancy");
    f("time", time, "Time since entry.").per("occupancy").in("days");
    f("known", known, "Attempts of which it is known what had become of them at that time.").per("occupancy");
    f("in_stage", in_stage, "Of these, attempts whose last stage it was, neither lost nor gone on; of the last stage those completed.").per("occupancy");
    f("share", share, "in_stage / known, those not known left out; NaN when nothing is known.").per("occupancy").may_be_missing();
    f("probability", probability, "Probability of being in the stage at that time (Aalen-Johansen); NaN without attempts.").per("occupancy").may_be_missing();
    f("lower", lower, "Lower bound (Rothman).").per("occupancy");
    f("upper", upper, "Upper bound (Rothman).").per("occupancy");
    f("lost", lost, "Probability of having been lost in the stage by that time; NaN without attempts.").per("occupancy").may_be_missing();
  }
};

/// Groups against a group to compare with; one row for each group and stage. Empty where no column has a group to compare with.
struct WindowDifferences {
  static constexpr const char* record = "WindowDifferences";
  Categories breakdown{}, group{}, reference{}, stage{};
  std::vector<double> from_previous{}, from_previous_lower{}, from_previous_upper{};
  std::vector<double> from_start{}, from_start_lower{}, from_start_upper{};
  std::vector<double> estimate_from_start{}, estimate_from_start_lower{}, estimate_from_start_upper{};

  void describe(Fields& f) {
    f("breakdown", breakdown, "Column that the group is of.").per("differences");
    f("group", group, "The group.").per("differences");
    f("reference", reference, "The group that it is compared with.").per("differences");
    f("stage", stage, "The stage.").per("differences");
    f("from_previous", from_previous, "from_previous of the group less that of the reference; NaN where one of them has nobody at risk.").per("differences").may_be_missing();
    f("from_previous_lower", from_previous_lower, "Lower bound (Newcombe).").per("differences");
    f("from_previous_upper", from_previous_upper, "Upper bound (Newcombe).").per("differences");
    f("from_start", from_start, "from_start of the group less that of the reference; NaN where one of them has no attempts.").per("differences").may_be_missing();
    f("from_start_lower", from_start_lower, "Lower bound (Newcombe).").per("differences");
    f("from_start_upper", from_start_upper, "Upper bound (Newcombe).").per("differences");
    f("estimate_from_start", estimate_from_start, "estimate_from_start of the group less that of the reference.").per("differences").may_be_missing();
    f("estimate_from_start_lower", estimate_from_start_lower, "Lower bound: Newcombe's way from the intervals of the two estimates.").per("differences");
    f("estimate_from_start_upper", estimate_from_start_upper, "Upper bound.").per("differences");
  }
};

/// What was met in the data that the caller should know.
struct WindowFindings {
  static constexpr const char* record = "WindowFindings";
  Categories code{}, subject{};
  std::vector<std::int64_t> count{};

  void describe(Fields& f) {
    f("code", code, "What: events_of_other_words, events_of_unknown_people, events_without_held_value, events_before_spells, events_after_exit, events_after_follow_up, repeated_events (of a stage beyond the first of the same person, time and value; a row given twice is one), exits_after_follow_up (taken for still inside when last observed), exits_before_spell, follow_up_before_spell, people_without_entry, word_never_occurs.").per("f");
    f("subject", subject, "The word, for word_never_occurs; else empty.").per("f");
    f("count", count, "How many.").per("f");
  }
};

/// Every attempt, by person in rising order; empty unless list_people.
struct WindowPeople {
  static constexpr const char* record = "WindowPeople";
  Categories person{}, stage{}, outcome{}, reason{};
  std::vector<std::int64_t> row{}, attempt{}, position{}, entered{}, ended{};

  void describe(Fields& f) {
    f("person", person, "The person.").per("a");
    f("row", row, "Row of the person in person_id, from 0; -1 without person_id.").per("a");
    f("attempt", attempt, "1 for the person's first attempt, 2 for the next …").per("a");
    f("stage", stage, "The last stage reached; with order = any_order how many are done.").per("a");
    f("position", position, "Its position, from 1.").per("a");
    f("outcome", outcome, "completed, still_inside, time_passed, left, left_without_reason, excluded or interrupted.").per("a");
    f("reason", reason, "The reason, or the exclusion; empty for other outcomes.").per("a");
    f("entered", entered, "Time of entry.").per("a").in("days");
    f("ended", ended, "Time of completion, of leaving, of the event that ended it, at which the time had passed, or last observed.").per("a").in("days");
  }
};

/// The times of every attempt, stage by stage; empty unless list_people.
struct WindowTimes {
  static constexpr const char* record = "WindowTimes";
  Categories person{}, stage{}, event{};
  std::vector<std::int64_t> attempt{}, time{}, listed_row{};

  void describe(Fields& f) {
    f("person", person, "The person.").per("b");
    f("attempt", attempt, "Number of the attempt.").per("b");
    f("stage", stage, "A stage that it reached.").per("b");
    f("event", event, "The event word that carried it there; empty unless count_branches.").per("b");
    f("time", time, "When.").per("b").in("days");
    f("listed_row", listed_row, "Row of the attempt in `listed`, from 0.").per("b");
  }
};

struct WindowResult {
  static constexpr const char* record = "WindowResult";
  WindowStatus status = WindowStatus::nobody_entered;
  std::int64_t people = 0, attempts = 0, completed = 0;
  std::optional<std::int64_t> follow_up_end{};
  WindowStages stages{};
  WindowSteps steps{};
  WindowQuantiles quantiles{};
  WindowExits exits{};
  WindowBranches branches{};
  WindowOccupancy occupancy{};
  WindowDifferences differences{};
  WindowFindings findings{};
  WindowPeople listed{};
  WindowTimes times{};

  void describe(Fields& f) {
    f("status", status, "How the count ended.");
    f("people", people, "People in person_id, or else among the events.");
    f("attempts", attempts, "Entries into the first stage; one a person unless entry = each.");
    f("completed", completed, "Attempts that reached the last stage.");
    f("follow_up_end", follow_up_end, "Last observed time of everybody without observed_until; missing when all had their own.").in("days").may_be_missing();
    f("stages", stages, "Counts and conversion, stage by stage.");
    f("steps", steps, "Time from stage to stage.");
    f("quantiles", quantiles, "Quantiles of these times.");
    f("exits", exits, "Who was lost in a stage, by reason.");
    f("branches", branches, "Which event word carried attempts into a stage; empty unless count_branches.");
    f("occupancy", occupancy, "Where attempts are so long after their entry; empty unless occupancy_every.");
    f("differences", differences, "Groups against a group to compare with.");
    f("findings", findings, "What was met in the data.");
    f("listed", listed, "Every attempt; empty unless list_people.");
    f("times", times, "The times of every attempt; empty unless list_people.");
  }
};

/// Counts people on their way through stages.
///
/// An attempt starts at an event of the first stage and goes from stage to stage by events in order of time, within
/// `window` of its entry and `within_days` of the stage before, both inclusive; other events between are allowed, unless `between`, `end_at_repeats`
/// or `exclusions` say otherwise. `order` has two other meanings of the stages' order. Whoever has
/// neither arrived nor left nor run out of time when last observed is still inside: censored, not lost. Missing values are
/// refused except where the input says otherwise. Throws Error for definitions that contradict themselves, naming the stage.
/// One pass when the rows are sorted by person (then O(n)), otherwise one partition by person more; memory O(1) a person.
/// Estimates: Aalen & Johansen 1978 with ties sharing one risk set; intervals: Wilson 1927, Rothman 1978.
WindowResult window(const WindowInput& input, const WindowOptions& options, const RunContext& context = {});

/// Counts of a WindowState: how many attempts, by group, kind of count, stage, age in days and outcome.
struct WindowCells {
  static constexpr const char* record = "WindowCells";
  std::vector<std::int64_t> group{}, kind{}, stage{}, age{}, outcome{}, count{};

  void describe(Fields& f) {
    f("group", group, "Place in `groups`.").per("c");
    f("kind", kind, "0 arrivals by time from the stage before that is not optional, 1 by time from entry, 2 ends by time from the last stage that is not optional, 3 by time from entry, 4 mature attempts, 5 branches.").per("c").between(0, 5);
    f("stage", stage, "Arrivals: the stage arrived at; else the last stage reached; from 0.").per("c").between(0, 15);
    f("age", age, "Days; of branches the place of the word among those declared.").per("c").at_least(0);
    f("outcome", outcome, "Ends: 0 still inside, 1 time passed, 2 left without reason, 3 interrupted, then the exclusions, then `reasons`; arrivals with optional stages: the stage that the attempt came from; branches: 0 still inside, 1 lost, 2 went on; else 0.").per("c").at_least(0);
    f("count", count, "Attempts.").per("c").above(0);
  }
};

/// Events and people of a state whose parts are cut anywhere: by person, time, sequence, word and value; so that equal data give equal bytes.
struct WindowKept {
  static constexpr const char* record = "WindowKept";
  static constexpr std::int64_t missing = -(std::int64_t{1} << 52);
  bool text = false, roster = false, spells = false, hold = false;
  std::vector<std::string> labels{}, values{}, exit_reasons{}, group_labels{};
  std::vector<std::int64_t> numbers{}, dropped{};
  std::vector<std::int64_t> person{}, time{}, sequence{}, word{}, held{};
  std::vector<std::int64_t> row_person{}, row_start{}, row_until{}, row_exit{}, row_reason{}, row_groups{};

  void describe(Fields& f) {
    f("text", text, "People are known by labels, otherwise by numbers.");
    f("roster", roster, "Some part had person_id.");
    f("spells", spells, "Some part had spell_start.");
    f("hold", hold, "Parts have hold_constant.");
    f("labels", labels, "The people of events and roster, rising.");
    f("numbers", numbers, "The same as numbers.");
    f("dropped", dropped, "Events of each of them whose word says nothing here.").per("people").at_least(0);
    f("values", values, "Values of hold_constant, rising.");
    f("person", person, "Whom an event belongs to: place among the people.").per("events").at_least(0);
    f("time", time, "When it happened.").per("events").in("days");
    f("sequence", sequence, "Its sequence; 0 where that says nothing.").per("events");
    f("word", word, "Place of its word among those declared; -1: another word.").per("events").at_least(-1);
    f("held", held, "Place of its value; -1: missing.").per("events").at_least(-1);
    f("exit_reasons", exit_reasons, "Reasons of the roster, rising.");
    f("group_labels", group_labels, "Groups of the roster, rising.");
    f("row_person", row_person, "The person of a row of the roster.").per("r").at_least(0);
    f("row_start", row_start, "Start of the spell; 0 without spells.").per("r").in("days");
    f("row_until", row_until, "Last time observed; -2^52: missing.").per("r").in("days");
    f("row_exit", row_exit, "When the person left; -2^52: has not.").per("r").in("days");
    f("row_reason", row_reason, "Place of the reason; -1: none.").per("r").at_least(-1);
    f("row_groups", row_groups, "Place of the group, for each row and column of the breakdown; -1: missing.").at_least(-1);
  }
};

/// The funnel of a part of the data. With parts = people, parts are cut by person: all events of a person, and the person's row, in one part; the state
/// is counts, and merging adds them up. With parts = rows they are cut anywhere, a person's events between two days as well; the state keeps the events
/// of declared words (all of them with between = no_other_event) and the rows of the people, which several parts may have alike; finish() counts.
/// Either way the answer of merged parts equals that of one machine, bit for bit. list_people is refused; follow_up_end (or observed_until for
/// everybody) must be given, because no part knows the others' last day.
struct WindowState {
  static constexpr const char* record = "WindowState";
  WindowOptions options{};
  bool advanced = false, started = false;
  std::optional<std::int64_t> follow_up_end{};
  std::vector<std::string> breakdowns{}, groups{}, reasons{};
  std::vector<std::int64_t> group_breakdowns{};
  WindowCells cells{};
  WindowKept kept{};
  std::int64_t people = 0, people_without_entry = 0, events = 0, events_of_other_words = 0, events_of_unknown_people = 0, events_without_held_value = 0, events_before_spells = 0,
               events_after_exit = 0, events_after_follow_up = 0, repeated_events = 0, exits_after_follow_up = 0, exits_before_spell = 0, follow_up_before_spell = 0;
  std::vector<std::int64_t> words_seen{};

  void describe(Fields& f) {
    f("options", options, "The definition; merged states must have the same.");
    f("advanced", advanced, "True after the round.");
    f("started", started, "True once rows were added.");
    f("follow_up_end", follow_up_end, "Last observed time of everybody without observed_until.");
    f("breakdowns", breakdowns, "Columns of the breakdown.");
    f("groups", groups, "The groups met, by column and name.").per("g");
    f("group_breakdowns", group_breakdowns, "The column of each group: place in `breakdowns`, -1 for everybody.").per("g").at_least(-1);
    f("reasons", reasons, "The reasons met, in rising order.");
    f("cells", cells, "The counts.");
    f("kept", kept, "The events and people; empty unless parts = rows.");
    f("people", people, "People counted.").at_least(0);
    f("people_without_entry", people_without_entry, "People without an entry.").at_least(0);
    f("events", events, "Rows of events.").at_least(0);
    f("events_of_other_words", events_of_other_words, "Events whose word nothing declares.").at_least(0);
    f("events_of_unknown_people", events_of_unknown_people, "Events of people who are not in person_id.").at_least(0);
    f("events_without_held_value", events_without_held_value, "Declared events without a value of hold_constant.").at_least(0);
    f("events_before_spells", events_before_spells, "Declared events before the person's first spell.").at_least(0);
    f("events_after_exit", events_after_exit, "Declared events after the person had left.").at_least(0);
    f("events_after_follow_up", events_after_follow_up, "Declared events after the person was last observed.").at_least(0);
    f("repeated_events", repeated_events, "Events of a stage beyond the first of the same person, time and value.").at_least(0);
    f("exits_after_follow_up", exits_after_follow_up, "Rows of people who left after they were last observed.").at_least(0);
    f("exits_before_spell", exits_before_spell, "Spells that end before they start.").at_least(0);
    f("follow_up_before_spell", follow_up_before_spell, "Spells that start after the person was last observed.").at_least(0);
    f("words_seen", words_seen, "Whether each declared word occurs, in order of declaration: 1 or 0.").between(0, 1);
  }

  void update(const WindowInput& input, const RunContext& context = {});
  void merge(const WindowState& other);
  void advance(const RunContext& context = {});
  bool done() const { return advanced; }
  WindowResult finish(const RunContext& context = {}) const;
};

extern const Function window_analysis;

}  // namespace mainstay::inline v1::funnel
