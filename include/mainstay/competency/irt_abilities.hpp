// What a fitted test says of new people: their abilities, and what to ask them next.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/competency/irt.hpp"

namespace mainstay::inline v1::competency {

/// Which value of the ability is reported.
enum class IrtEstimate : std::int32_t { expected, mode, weighted };
constexpr auto choices(IrtEstimate) {
  return std::array{choice(IrtEstimate::expected, "expected", "EAP: the mean of what is possible given the answers; its error is the posterior's deviation. Drawn towards the mean of all people."),
                    choice(IrtEstimate::mode, "mode", "MAP: the most probable value; its error is from the posterior's curvature."),
                    choice(IrtEstimate::weighted, "weighted", "WLE (Warm): by the answers alone, without the distribution of people, and nearly unbiased; its error is from the test's information.")};
}

struct IrtAbilitiesInput {
  static constexpr const char* record = "IrtAbilitiesInput";
  Table answers;
  void describe(Fields& f) {
    f("answers", answers, "Columns by the names of the fit's items, in any order. Items without a column, and missing answers, say nothing. A column that is no item is refused.")
        .per("m", "asked").whole().may_be_missing();
  }
};

struct IrtAbilitiesOptions {
  static constexpr const char* record = "IrtAbilitiesOptions";
  IrtEstimate estimate = IrtEstimate::expected;
  std::optional<double> floor;
  double centre = 0.0, unit = 1.0;
  void describe(Fields& f) {
    f("estimate", estimate, "Which value of the ability is reported.");
    f("floor", floor, "Ability, on the scale reported, of which the probability to have it or more is wanted.");
    f("centre", centre, "The scale reported: its value at the mean of the people of the fit.");
    f("unit", unit, "The scale reported: its length of one standard deviation of their abilities.").above(0);
  }
};

/// One row for each person.
struct IrtAbilities {
  static constexpr const char* record = "IrtAbilities";
  IrtEstimate estimate = IrtEstimate::expected;
  std::vector<double> ability, std_error, probability, log_likelihood;
  std::vector<std::int64_t> answered;
  void describe(Fields& f) {
    f("estimate", estimate, "As in the options.");
    f("ability", ability, "The ability. With `weighted`, missing (NaN) for a person without answers.").per("m").may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the ability.").per("m").at_least(0).may_be_missing();
    f("probability", probability, "Of having the floor or more, given the answers and the distribution of people; empty without floor.").per("m").between(0, 1).optional();
    f("log_likelihood", log_likelihood, "Logarithm of the probability of these answers, over all abilities.").per("m");
    f("answered", answered, "Answers that were given to items of the fit that have parameters.").per("m").at_least(0);
  }
};

/// Abilities of people by their answers. O(people × items × nodes) for `expected`, more for the others. P(ability >= floor) is exact to 1e-9: the posterior's
/// distribution function by sinc interpolation on a finer grid.
/// Refuses columns that are no item, and answers that the fit has not seen. Sources: Bock & Mislevy (1982); Warm (1989), Psychometrika 54.
IrtAbilities irt_abilities(const IrtFit& fit, const IrtAbilitiesInput& input, const IrtAbilitiesOptions& options = {}, const RunContext& context = {});

/// What to do with a person.
enum class IrtDecision : std::int32_t { ask, above, below, precise, enough_items, no_items };
constexpr auto choices(IrtDecision) {
  return std::array{choice(IrtDecision::ask, "ask", "Ask the item named."),
                    choice(IrtDecision::above, "above", "Stop: the ability is at the floor or above it, with the certainty asked for."),
                    choice(IrtDecision::below, "below", "Stop: it is below the floor, with that certainty."),
                    choice(IrtDecision::precise, "precise", "Stop: the standard error is as small as asked for."),
                    choice(IrtDecision::enough_items, "enough_items", "Stop: most_items were answered."),
                    choice(IrtDecision::no_items, "no_items", "Stop: no item is left to ask.")};
}

struct IrtNextItemOptions {
  static constexpr const char* record = "IrtNextItemOptions";
  std::optional<double> floor, std_error;
  double certainty = 0.95;
  std::int64_t least_items = 1;
  std::optional<std::int64_t> most_items;
  std::vector<std::string> items;
  double centre = 0.0, unit = 1.0;
  void describe(Fields& f) {
    f("floor", floor, "Stop once it is decided whether the ability is at least this, on the scale reported.");
    f("std_error", std_error, "Stop once the standard error, on the scale reported, is at most this.").above(0);
    f("certainty", certainty, "Probability with which a floor counts as decided.").above(0.5).below(1);
    f("least_items", least_items, "Answers before a floor or an error can stop the test.").at_least(0);
    f("most_items", most_items, "Stop after so many answers.").at_least(1);
    f("items", items, "Items that may be asked; all if empty.");
    f("centre", centre, "The scale reported: its value at the mean of the people of the fit.");
    f("unit", unit, "The scale reported: its length of one standard deviation of their abilities.").above(0);
  }
};

/// One row for each person.
struct IrtNextItem {
  static constexpr const char* record = "IrtNextItem";
  std::int64_t open = 0;
  Categories decision, item;
  std::vector<double> information, ability, std_error, probability;
  std::vector<std::int64_t> answered;
  void describe(Fields& f) {
    f("open", open, "People who are to be asked another item.").at_least(0);
    f("decision", decision, "ask; or stop: above, below (the floor is decided), precise, enough_items, no_items.").per("m");
    f("item", item, "The item to ask: of those not answered the one that tells most at the person's ability; empty where the decision is to stop.").per("m");
    f("information", information, "What it tells: its Fisher information at the ability, for deviations of 1; 0 where the decision is to stop.").per("m").at_least(0);
    f("ability", ability, "Expected ability (EAP) by the answers so far.").per("m");
    f("std_error", std_error, "Its standard error.").per("m").at_least(0);
    f("probability", probability, "Of having the floor or more; empty without floor.").per("m").between(0, 1).optional();
    f("answered", answered, "Answers so far.").per("m").at_least(0);
  }
};

/// Adaptive testing, one step at a time: the caller keeps the answers, asks the item named, and calls again. Rules are looked at in the order of the
/// decisions: floor, error, number of items. Equal informations: the first of the fit's items. O(people × items × answers).
/// Refuses as `abilities`, and names in `items` that are no item.
IrtNextItem irt_next_item(const IrtFit& fit, const IrtAbilitiesInput& input, const IrtNextItemOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::competency
