// Which ways do people really take? The graph of what follows what, how long it takes, where people end and where they come back to, and the distinct
// ways themselves.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::funnel {

enum class TransitionsStatus : std::int32_t { counted, nobody };
constexpr auto choices(TransitionsStatus) {
  return std::array{choice(TransitionsStatus::counted, "counted", "At least one person has an event."), choice(TransitionsStatus::nobody, "nobody", "No event counts.")};
}

/// Unlike events of one person at the same time. No policy depends on the order of the rows.
enum class TransitionsTies : std::int32_t { refuse, by_sequence, by_order };
constexpr auto choices(TransitionsTies) {
  return std::array{choice(TransitionsTies::refuse, "refuse", "An error that names the row: which came first is not known."), choice(TransitionsTies::by_sequence, "by_sequence", "By the column sequence; unlike events of equal sequence are refused."),
                    choice(TransitionsTies::by_order, "by_order", "By the list order, then by name.")};
}

struct TransitionsInput {
  static constexpr const char* record = "TransitionsInput";
  Column person{}, time{}, event{}, sequence{};

  void describe(Fields& f) {
    f("person", person, "Whom the event belongs to. A person who was hired again is two: give the spell.").per("n").category();
    f("time", time, "When it happened, as a whole number.").per("n").in("days").whole();
    f("event", event, "What happened: the state that the person came to.").per("n").category();
    f("sequence", sequence, "Order of events at the same time; needed for ties = by_sequence.").per("n").whole().optional();
  }
};

struct TransitionsOptions {
  static constexpr const char* record = "TransitionsOptions";
  TransitionsTies ties = TransitionsTies::refuse;
  std::vector<std::string> order{}, events{}, end_events{};
  bool collapse = false;
  std::string target{};
  std::int64_t most_variants = 20, min_count = 1;
  double confidence_level = 0.95;
  std::vector<double> probabilities{0.25, 0.5, 0.75};
  bool list_people = false;

  void describe(Fields& f) {
    f("ties", ties, "What is done about unlike events of one person at the same time.");
    f("order", order, "Event words in the order in which they happen when they happen at once; others come after them, by name.");
    f("events", events, "Event words that count; left out: all. Others are passed over and counted.");
    f("end_events", end_events, "Event words that end the way: who has none is still inside. What follows one is left out and counted.");
    f("collapse", collapse, "Count events that repeat the one before as one, at the time of the first.");
    f("target", target, "Event to which the likeliest way from everywhere is told.");
    f("most_variants", most_variants, "Ways that are listed, the most frequent first; the others are counted together.").between(0, 1000000);
    f("min_count", min_count, "Transitions that are less frequent are not listed, but counted together.").at_least(1);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("probabilities", probabilities, "Which quantiles of the times.").above(0).below(1);
    f("list_people", list_people, "Also list everybody with the way they took, so that each count can show its people.");
  }
};

/// One row an event word. count = starts + transitions in = transitions out + exits + still_inside.
struct TransitionsNodes {
  static constexpr const char* record = "TransitionsNodes";
  Categories event{};
  std::vector<std::int64_t> count{}, people{}, starts{}, exits{}, still_inside{}, returns{}, returning_people{}, loop{};

  void describe(Fields& f) {
    f("event", event, "The event.").per("nodes");
    f("count", count, "How often it happened.").per("nodes");
    f("people", people, "To how many people.").per("nodes");
    f("starts", starts, "People whose way begins with it.").per("nodes");
    f("exits", exits, "People whose way ends with it: of end_events.").per("nodes");
    f("still_inside", still_inside, "People of whom it is the last that is known, without an end.").per("nodes");
    f("returns", returns, "How often somebody came to it again: count less people.").per("nodes");
    f("returning_people", returning_people, "To how many people it happened again.").per("nodes");
    f("loop", loop, "Events with the same number can be reached from each other, or follow themselves; 0: nobody could come back.").per("nodes");
  }
};

/// One row for each pair of events of which one followed the other directly, most frequent first.
struct TransitionsEdges {
  static constexpr const char* record = "TransitionsEdges";
  Categories from_event{}, to_event{};
  std::vector<std::int64_t> count{};
  std::vector<double> share{}, known_share{}, known_share_lower{}, known_share_upper{}, mean_days{}, shortest_days{}, longest_days{};

  void describe(Fields& f) {
    f("from_event", from_event, "The event before.").per("edges");
    f("to_event", to_event, "The event after.").per("edges");
    f("count", count, "How often.").per("edges");
    f("share", share, "Of all times that from_event happened, those still there counted as not gone on.").per("edges").between(0, 1);
    f("known_share", known_share, "Of those times after which it is known what came: something else, or the end.").per("edges").between(0, 1);
    f("known_share_lower", known_share_lower, "Lower bound (Wilson).").per("edges").between(0, 1);
    f("known_share_upper", known_share_upper, "Upper bound.").per("edges").between(0, 1);
    f("mean_days", mean_days, "Mean time from the one to the other.").per("edges").in("days");
    f("shortest_days", shortest_days, "Shortest time.").per("edges").in("days");
    f("longest_days", longest_days, "Longest time.").per("edges").in("days");
  }
};

/// One row for each listed transition and probability.
struct TransitionsQuantiles {
  static constexpr const char* record = "TransitionsQuantiles";
  Categories from_event{}, to_event{};
  std::vector<double> probability{}, days{};

  void describe(Fields& f) {
    f("from_event", from_event, "The event before.").per("quantiles");
    f("to_event", to_event, "The event after.").per("quantiles");
    f("probability", probability, "Which quantile.").per("quantiles");
    f("days", days, "Time within which this share of the transitions were made.").per("quantiles").in("days");
  }
};

/// One row for each of the most frequent ways; ties by length, then by the names of the events.
struct TransitionsVariants {
  static constexpr const char* record = "TransitionsVariants";
  std::vector<std::string> way{};
  std::vector<std::int64_t> variant{}, events{}, people{}, ended{};
  std::vector<double> share{}, cumulative_share{}, mean_days{}, median_days{};

  void describe(Fields& f) {
    f("variant", variant, "Number of the way: 1 is the most frequent.").per("variants");
    f("way", way, "Its events, one after the other.").per("variants");
    f("events", events, "How many they are.").per("variants");
    f("people", people, "People who took it.").per("variants");
    f("ended", ended, "1 where it ends with one of end_events, 0 where its people are still inside.").per("variants").between(0, 1);
    f("share", share, "people of all people.").per("variants").between(0, 1);
    f("cumulative_share", cumulative_share, "Of this way and all more frequent ones.").per("variants").between(0, 1);
    f("mean_days", mean_days, "Mean time from the first event to the last.").per("variants").in("days");
    f("median_days", median_days, "Time within which half of them came from the first event to the last.").per("variants").in("days");
  }
};

/// The events of the listed ways, one row a step.
struct TransitionsSteps {
  static constexpr const char* record = "TransitionsSteps";
  std::vector<std::int64_t> variant{}, position{};
  Categories event{};

  void describe(Fields& f) {
    f("variant", variant, "Number of the way.").per("steps");
    f("position", position, "1 for its first event.").per("steps");
    f("event", event, "The event.").per("steps");
  }
};

/// The likeliest way to the target from each event; empty without one.
struct TransitionsRoutes {
  static constexpr const char* record = "TransitionsRoutes";
  Categories from_event{};
  std::vector<std::string> way{};
  std::vector<double> probability{};
  std::vector<std::int64_t> steps{};

  void describe(Fields& f) {
    f("from_event", from_event, "The event.").per("routes");
    f("way", way, "The events of the way, from here to the target; empty where there is none.").per("routes");
    f("probability", probability, "Product of known_share along it: how likely this one way is when what comes next depends on the event alone; 0 where there is none.").per("routes").between(0, 1);
    f("steps", steps, "Its transitions.").per("routes");
  }
};

/// Everybody's way, by person in rising order; empty unless list_people.
struct TransitionsPeople {
  static constexpr const char* record = "TransitionsPeople";
  Categories person{};
  std::vector<std::int64_t> variant{}, events{}, first{}, last{}, ended{};

  void describe(Fields& f) {
    f("person", person, "The person.").per("people");
    f("variant", variant, "Number of the way, listed or not.").per("people");
    f("events", events, "Its events.").per("people");
    f("first", first, "Time of the first event.").per("people").in("days");
    f("last", last, "Time of the last event.").per("people").in("days");
    f("ended", ended, "1 where the way ended, 0 where the person is still inside.").per("people").between(0, 1);
  }
};

struct TransitionsResult {
  static constexpr const char* record = "TransitionsResult";
  TransitionsStatus status = TransitionsStatus::nobody;
  std::int64_t people = 0, events = 0, transitions = 0, ended = 0, still_inside = 0, returning_people = 0, distinct_ways = 0, other_ways = 0, other_ways_people = 0;
  std::int64_t rare_edges = 0, rare_transitions = 0, events_of_other_words = 0, events_after_end = 0, collapsed_events = 0, repeated_events = 0;
  TransitionsNodes nodes{};
  TransitionsEdges edges{};
  TransitionsQuantiles quantiles{};
  TransitionsVariants variants{};
  TransitionsSteps steps{};
  TransitionsRoutes routes{};
  TransitionsPeople listed{};
  std::vector<std::string> words_not_met{};

  void describe(Fields& f) {
    f("status", status, "Whether there was something to count.");
    f("people", people, "People with an event that counts.");
    f("events", events, "Events counted.");
    f("transitions", transitions, "How often one followed another: events less people.");
    f("ended", ended, "People whose way ended with one of end_events.");
    f("still_inside", still_inside, "People whose way did not end.");
    f("returning_people", returning_people, "People who came to some event more than once.");
    f("distinct_ways", distinct_ways, "Distinct ways.");
    f("other_ways", other_ways, "Of these, not listed.");
    f("other_ways_people", other_ways_people, "People who took them.");
    f("rare_edges", rare_edges, "Pairs of events below min_count, not listed.");
    f("rare_transitions", rare_transitions, "How often they were made.");
    f("events_of_other_words", events_of_other_words, "Events passed over: not in events.");
    f("events_after_end", events_after_end, "Events left out: after the person's way had ended.");
    f("collapsed_events", collapsed_events, "Events left out by collapse.");
    f("repeated_events", repeated_events, "Events beyond the first of the same person, time and word, such as a row given twice: they are counted, each as one that follows itself, unless collapse leaves them out.");
    f("words_not_met", words_not_met, "Words of the options that nobody came to, as \"end_events: left\"; an event word that is one of them in another writing (Left) is refused.").per("a");
    f("nodes", nodes, "The events.");
    f("edges", edges, "What follows what.");
    f("quantiles", quantiles, "How long it takes.");
    f("variants", variants, "The distinct ways.");
    f("steps", steps, "Their events.");
    f("routes", routes, "The likeliest ways to the target.");
    f("listed", listed, "Everybody's way.");
  }
};

/// Counts, for each person, the events in order of time: what directly follows what, after how long, and which ways there are.
///
/// The people of one call are whole: all events of a person are in it. Errors: unlike events at the same time that the policy does not order, words of
/// options that contradict each other. Cost: O(n) and the sorting of each person's events; memory O(n + distinct ways).
TransitionsResult transitions(const TransitionsInput& input, const TransitionsOptions& options, const RunContext& context = {});

/// How often transitions took so many days.
struct TransitionsTimes {
  static constexpr const char* record = "TransitionsTimes";
  std::vector<std::int64_t> from_event{}, to_event{}, days{}, count{};

  void describe(Fields& f) {
    f("from_event", from_event, "Place of the event before in events.").per("times").at_least(0);
    f("to_event", to_event, "Place of the event after.").per("times").at_least(0);
    f("days", days, "Time between them.").per("times").in("days").at_least(0);
    f("count", count, "How often.").per("times").at_least(1);
  }
};

/// How many people took a way in so many days.
struct TransitionsWays {
  static constexpr const char* record = "TransitionsWays";
  std::vector<std::int64_t> way{}, days{}, people{};

  void describe(Fields& f) {
    f("way", way, "Number of the way, from 0.").per("ways").at_least(0);
    f("days", days, "Time from its first event to its last.").per("ways").in("days").at_least(0);
    f("people", people, "People.").per("ways").at_least(1);
  }
};

/// The counts of people who lie in several places; a person's events are all in one of them.
struct TransitionsState {
  static constexpr const char* record = "TransitionsState";
  TransitionsOptions options{};
  bool advanced = false;
  std::vector<std::string> words{};
  std::vector<std::int64_t> way_begin{0}, way_events{};
  TransitionsWays ways{};
  TransitionsTimes times{};
  std::int64_t events_of_other_words = 0, events_after_end = 0, collapsed_events = 0, repeated_events = 0;

  void describe(Fields& f) {
    f("options", options, "How events are counted.");
    f("advanced", advanced, "Whether the round is over.");
    f("words", words, "The event words met, in rising order.");
    f("way_begin", way_begin, "Where the events of each way begin in way_events, and the end of the last one.");
    f("way_events", way_events, "Places in words.");
    f("ways", ways, "How many people took them.");
    f("times", times, "How long transitions took.");
    f("events_of_other_words", events_of_other_words, "Events passed over.").at_least(0);
    f("events_after_end", events_after_end, "Events after the end of a way.").at_least(0);
    f("collapsed_events", collapsed_events, "Events left out by collapse.").at_least(0);
    f("repeated_events", repeated_events, "Events beyond the first of a person, time and word.").at_least(0);
  }

  void update(const TransitionsInput& input, const RunContext& context = {});
  void merge(const TransitionsState& other);
  void advance(const RunContext& context = {});
  bool done() const { return advanced; }
  TransitionsResult finish(const RunContext& context = {}) const;
};

extern const Function transitions_analysis;

}  // namespace mainstay::inline v1::funnel
