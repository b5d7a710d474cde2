// Who is left alone, so that we learn what calling does: a random hold-out by person and seed, its balance, and what it can detect.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::returns {

enum class HoldoutMethod : std::int32_t { by_person, blocks };
constexpr auto choices(HoldoutMethod) {
  return std::array{choice(HoldoutMethod::by_person, "by_person", "Each person apart, by seed, experiment and label: who is added later changes nobody's arm. Sizes vary by chance."),
                    choice(HoldoutMethod::blocks, "blocks", "In each stratum the laid-down share, as near as whole people allow, at random. Who is added later may change arms: pass those assigned before as `earlier`.")};
}

enum class HoldoutStatus : std::int32_t { assigned, nobody_eligible, nobody_held_out, nobody_called };
constexpr auto choices(HoldoutStatus) {
  return std::array{choice(HoldoutStatus::assigned, "assigned", "There are people in both arms."), choice(HoldoutStatus::nobody_eligible, "nobody_eligible", "There is nobody who may be contacted."),
                    choice(HoldoutStatus::nobody_held_out, "nobody_held_out", "Everybody is to be called: nothing will be learnt about what calling does."), choice(HoldoutStatus::nobody_called, "nobody_called", "Nobody is to be called.")};
}

enum class HoldoutArm : std::int32_t { called, held_out, not_contactable };
constexpr auto choices(HoldoutArm) {
  return std::array{choice(HoldoutArm::called, "called", "To be called."), choice(HoldoutArm::held_out, "held_out", "To be left alone, whatever comes."), choice(HoldoutArm::not_contactable, "not_contactable", "May not be contacted, and counts in neither arm.")};
}

struct HoldoutInput {
  static constexpr const char* record = "HoldoutInput";
  Column person{}, contactable{}, earlier{};
  Table strata{}, covariates{};
  void describe(Fields& f) {
    f("person", person, "The leaver; nobody twice. 17 and \"17\" are one person.").per("n").category();
    f("contactable", contactable, "1 where the person may be contacted. Whoever has 0 is in neither arm.").per("n").whole().between(0, 1);
    f("strata", strata, "What the arms are to be balanced in, as texts or whole numbers: reason, city.").per("n", "strata_columns").optional();
    f("covariates", covariates, "What the balance table looks at; no part in the draw.").per("n", "c").may_be_missing().optional();
    f("earlier", earlier, "Arm of an earlier assignment, which is kept: 1 held out, 0 called; missing: new.").per("n").whole().between(0, 1).may_be_missing().optional();
  }
};

struct HoldoutOptions {
  static constexpr const char* record = "HoldoutOptions";
  double share = 0.0;
  std::string experiment{};
  HoldoutMethod method = HoldoutMethod::by_person;
  std::optional<double> base_share{};
  std::vector<double> effects{};
  double power = 0.8, significance = 0.05;
  void describe(Fields& f) {
    f("share", share, "Which share is held out.").required().above(0).below(1);
    f("experiment", experiment, "Name of the experiment: two of different names draw apart from each other.");
    f("method", method, "How it is drawn.");
    f("base_share", base_share, "Which share is expected to come back without a call; for what can be detected.").above(0).below(1);
    f("effects", effects, "Increases of the share for which power and the people needed are told; needs base_share.").above(0).below(1);
    f("power", power, "Probability with which an effect is to be found.").above(0).below(1);
    f("significance", significance, "Two-sided level of the test.").above(0).below(1);
  }
};

struct HoldoutPeople {
  static constexpr const char* record = "HoldoutPeople";
  Categories person{}, arm{}, stratum{};
  std::vector<std::int64_t> held_out{};
  std::vector<double> draw{}, propensity{};
  void describe(Fields& f) {
    f("person", person, "The leaver.").per("n");
    f("arm", arm, "What happens to the person.").per("n");
    f("held_out", held_out, "1 held out, 0 called, -1 in neither arm.").per("n");
    f("stratum", stratum, "The stratum; missing without strata.").per("n").may_be_missing();
    f("draw", draw, "The number in [0, 1) that seed, experiment and person draw.").per("n").between(0, 1);
    f("propensity", propensity, "Probability with which the person was to be called, for returns.uplift; NaN in neither arm, and with blocks for arms of earlier.").per("n").may_be_missing();
  }
};

struct HoldoutStrata {
  static constexpr const char* record = "HoldoutStrata";
  Categories stratum{};
  std::vector<std::int64_t> eligible{}, held_out{}, called{};
  std::vector<double> share{};
  void describe(Fields& f) {
    f("stratum", stratum, "The stratum; \"total\" first.").per("s");
    f("eligible", eligible, "People who may be contacted.").per("s");
    f("held_out", held_out, "How many of them are held out.").per("s");
    f("called", called, "How many are to be called.").per("s");
    f("share", share, "held_out / eligible; NaN without any.").per("s").may_be_missing();
  }
};

struct HoldoutBalance {
  static constexpr const char* record = "HoldoutBalance";
  std::vector<std::string> covariate{}, level{};
  std::vector<double> called{}, held_out{}, difference{};
  void describe(Fields& f) {
    f("covariate", covariate, "Column of covariates.").per("r");
    f("level", level, "Level of a category, whose shares are compared; \"missing\" where values are missing; empty for means of numbers.").per("r");
    f("called", called, "Mean or share of those called; NaN without any.").per("r").may_be_missing();
    f("held_out", held_out, "Mean or share of those held out.").per("r").may_be_missing();
    f("difference", difference, "Standardised: (called - held_out) / sqrt((their two variances) / 2); 0 where both are constant and equal, NaN where it cannot be told.").per("r").may_be_missing();
  }
};

struct HoldoutPower {
  static constexpr const char* record = "HoldoutPower";
  std::vector<double> effect{}, power{};
  std::vector<std::int64_t> people_needed{};
  void describe(Fields& f) {
    f("effect", effect, "Increase of the share that comes back.").per("q");
    f("power", power, "Probability of finding it with these people.").per("q").between(0, 1);
    f("people_needed", people_needed, "People who may be contacted, both arms together, with which it is found with the wanted power.").per("q");
  }
};

struct HoldoutResult {
  static constexpr const char* record = "HoldoutResult";
  HoldoutStatus status = HoldoutStatus::nobody_eligible;
  std::int64_t eligible = 0, held_out = 0, called = 0;
  double detectable = 0.0, largest_difference = 0.0, expected_spread = 0.0;
  HoldoutPeople people{};
  HoldoutStrata strata{};
  HoldoutBalance balance{};
  HoldoutPower power{};
  std::string sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "Whether there are people in both arms.");
    f("eligible", eligible, "People who may be contacted.");
    f("held_out", held_out, "How many are held out.");
    f("called", called, "How many are to be called.");
    f("detectable", detectable, "Least increase of the share that is found with the wanted power; NaN without base_share, without an arm, or where none is.").may_be_missing();
    f("largest_difference", largest_difference, "Largest standardised difference in absolute value; NaN without any.").may_be_missing();
    f("expected_spread", expected_spread, "Standard deviation that chance alone gives such differences, sqrt(1 / called + 1 / held_out); NaN without an arm.").may_be_missing();
    f("people", people, "The arm of each person.");
    f("strata", strata, "How many of each stratum are held out.");
    f("balance", balance, "How alike the arms are.");
    f("power", power, "What can be found.");
    f("sentence", sentence, "The assignment in a sentence.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// draw = the first 53 bits of a hash of seed (context), experiment and label. by_person: held out where draw < share. blocks: of each stratum the people with the lowest draws, as many as share × people
/// with the fractions settled by largest remainders, equal ones by a draw of the stratum; people of `earlier` count first. Power: two-sided test of two proportions with pooled variance under the null hypothesis,
/// Φ((|d| - z sqrt(p q (1/n1 + 1/n0))) / sqrt(p1 q1 / n1 + p0 q0 / n0)) (Fleiss, Levin & Paik 2003). Errors: a person twice, effects without base_share, effects beyond 1. Cost: O(n log n).
HoldoutResult holdout(const HoldoutInput& input, const HoldoutOptions& options, const RunContext& context = {});

extern const Function holdout_analysis;

}  // namespace mainstay::inline v1::returns
