// How well does each person fit a post, why, how sure is that, and what is the smallest change that would reach a bar?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/competency/profile.hpp"
#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// What happens to people of whom a score is missing.
enum class MissingRule : std::int32_t { interval, known_only, worst, refuse };
constexpr auto choices(MissingRule) {
  return std::array{choice(MissingRule::interval, "interval", "No score, but the lowest and the highest that it can be."),
                    choice(MissingRule::known_only, "known_only", "A score of what is known, with the weights of the others spread over it; the interval is that of `interval`."),
                    choice(MissingRule::worst, "worst", "What is missing counts as the worst score of its scale; the interval is that of `interval`."),
                    choice(MissingRule::refuse, "refuse", "A missing score is an error that names dimension and row.")};
}

/// How a person's score ended.
enum class MatchStatus : std::int32_t { scored, must_have_failed, incomplete, too_little_known, nothing_known };
constexpr auto choices(MatchStatus) {
  return std::array{choice(MatchStatus::scored, "scored", "Scored, and no must-have fails."), choice(MatchStatus::must_have_failed, "must_have_failed", "Scored, and a must-have fails."),
                    choice(MatchStatus::incomplete, "incomplete", "Scores are missing: see the interval."),
                    choice(MatchStatus::too_little_known, "too_little_known", "Less weight is known than `least_coverage`."),
                    choice(MatchStatus::nothing_known, "nothing_known", "No dimension of the profile is known.")};
}

/// Why a score is what it is.
enum class MatchReason : std::int32_t { must_have_failed, must_have_unknown, unknown, lacking, meets };
constexpr auto choices(MatchReason) {
  return std::array{choice(MatchReason::must_have_failed, "must_have_failed", "Below the floor."), choice(MatchReason::must_have_unknown, "must_have_unknown", "A must-have whose score is missing."),
                    choice(MatchReason::unknown, "unknown", "The score is missing."), choice(MatchReason::lacking, "lacking", "The score would be higher with the target met."),
                    choice(MatchReason::meets, "meets", "At the target or beyond.")};
}

/// Whether a bar can be reached.
enum class MatchReach : std::int32_t { not_asked, reached, reachable, unreachable, not_sought };
constexpr auto choices(MatchReach) {
  return std::array{choice(MatchReach::not_asked, "not_asked", "No bar was given."), choice(MatchReach::reached, "reached", "The score is at the bar or above."),
                    choice(MatchReach::reachable, "reachable", "By the changes listed."), choice(MatchReach::unreachable, "unreachable", "Not within the changes allowed."),
                    choice(MatchReach::not_sought, "not_sought", "Scores are missing, or the aggregation is neither power_mean nor conjunctive (or too many soft floors fail, scores are worse than zero, or targets are unmet: see the page).")};
}

/// What it costs to raise a dimension.
struct MatchCost {
  static constexpr const char* record = "MatchCost";
  std::string dimension{};
  double cost = 1.0;
  std::optional<double> most{};
  void describe(Fields& f) {
    f("dimension", dimension, "Name of the dimension.").required();
    f("cost", cost, "Cost of one point of its scale.").above(0);
    f("most", most, "Points that it can change at most; 0 where it cannot; left out: no limit.").at_least(0);
  }
};

struct MatchInput {
  static constexpr const char* record = "MatchInput";
  Table x{}, std_error{};
  void describe(Fields& f) {
    f("x", x, "Scores of the people: one column for each dimension of the profile by its name, others are not looked at. A missing score is handled by the option `missing`.")
        .per("n", "c").may_be_missing();
    f("std_error", std_error, "Standard errors of these scores, by the same names; a dimension without a column is measured exactly.").per("n", "error_columns").at_least(0).optional();
  }
};

struct MatchOptions {
  static constexpr const char* record = "MatchOptions";
  Profile profile{};
  std::vector<AssessedScale> scales{};
  MissingRule missing = MissingRule::interval;
  double least_coverage = 0.0;
  std::optional<double> bar{};
  std::vector<MatchCost> costs{};
  double confidence_level = 0.9;
  std::int64_t draws = 1000, reasons = 3;
  bool explain = true;

  void describe(Fields& f) {
    f("profile", profile, "What the post asks for.").required();
    f("scales", scales, "Scales of the assessment; needed where the profile names a scale id, which must be the same.");
    f("missing", missing, "What happens to people of whom a score is missing.");
    f("least_coverage", least_coverage, "With less known weight than this there is no score.").between(0, 1);
    f("bar", bar, "Score to be reached: asks for the probability of reaching it and the smallest change that does.").above(0).at_most(1);
    f("costs", costs, "What raising each dimension costs; a dimension that is not listed costs 1 for each point.");
    f("confidence_level", confidence_level, "Level of the intervals that follow from standard errors.").above(0).below(1);
    f("draws", draws, "Draws of the errors (a Latin hypercube, the same for everybody), when there are any.").between(10, 100000);
    f("reasons", reasons, "Reasons of the kinds `lacking` and `meets` kept for each person.").between(0, 1000);
    f("explain", explain, "Whether the sentences are written, which takes most of the time for many people.");
  }
};

/// One row for each person.
struct MatchPeople {
  static constexpr const char* record = "MatchPeople";
  std::vector<double> score{}, lower{}, upper{}, core{}, ceiling{}, factor{}, coverage{};
  std::vector<std::int64_t> failed{}, unknown{};
  std::vector<double> must_have_probability{}, bar_probability{};
  Categories status{}, grade{}, reach{};
  std::vector<double> change_cost{}, changed_score{};
  void describe(Fields& f) {
    f("score", score, "min(core x factor, ceiling). Missing (NaN) where too little is known.").per("n").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end: what is missing at its worst, errors at the stated level. The score itself when all is known exactly.").per("n").between(0, 1);
    f("upper", upper, "Upper end: what is missing at its best.").per("n").between(0, 1);
    f("core", core, "The aggregate before must-haves; above 1 only with bonuses. Missing (NaN) with the score.").per("n").may_be_missing();
    f("ceiling", ceiling, "1, the profile's ceiling while a must-have caps, 0 under a veto. Missing (NaN) with the score.").per("n").between(0, 1).may_be_missing();
    f("factor", factor, "Product of the soft must-haves that fail; 1 when none does. Missing (NaN) with the score.").per("n").between(0, 1).may_be_missing();
    f("coverage", coverage, "Weight of the dimensions that are known.").per("n").between(0, 1);
    f("failed", failed, "Must-haves that fail, of those known.").per("n").at_least(0);
    f("unknown", unknown, "Must-haves whose score is missing.").per("n").at_least(0);
    f("must_have_probability", must_have_probability, "Probability that the true scores clear every floor. Missing (NaN) without must-haves, or where one is unknown.").per("n").between(0, 1).may_be_missing();
    f("bar_probability", bar_probability, "Probability that the score of the true values reaches the bar. Missing (NaN) without a bar or a score.").per("n").between(0, 1).may_be_missing();
    f("status", status, "How it ended: scored, must_have_failed, incomplete, too_little_known, nothing_known.").per("n");
    f("grade", grade, "The best grade whose limits are met by a weight of `majority` without a veto. Missing without grades or a score.").per("n").may_be_missing();
    f("reach", reach, "Whether the bar can be reached: not_asked, reached, reachable, unreachable, not_sought.").per("n");
    f("change_cost", change_cost, "Cost of the smallest change. Missing (NaN) where there is none.").per("n").may_be_missing();
    f("changed_score", changed_score, "Score after it. Missing (NaN) where there is none.").per("n").may_be_missing();
  }
};

/// Indices of Cronbach and Gleser, in squared points of the scale; missing (NaN) where a score is, or scales are of unlike width.
struct MatchIndices {
  static constexpr const char* record = "MatchIndices";
  std::vector<double> distance_squared{}, level{}, scatter{}, shape{}, correlation{};
  void describe(Fields& f) {
    f("distance_squared", distance_squared, "Sum over the dimensions of (score - target) squared, weighted: dimensions x share. The sum of the next three.").per("n").at_least(0).may_be_missing();
    f("level", level, "From the difference of the means.").per("n").at_least(0).may_be_missing();
    f("scatter", scatter, "From the difference of the standard deviations.").per("n").at_least(0).may_be_missing();
    f("shape", shape, "From the difference of the patterns.").per("n").at_least(0).may_be_missing();
    f("correlation", correlation, "Of scores and targets over the dimensions, weighted. Missing (NaN) too where either does not vary.").per("n").may_be_missing();
  }
};

/// Must-haves that fail.
struct MatchFailures {
  static constexpr const char* record = "MatchFailures";
  std::vector<std::int64_t> row{};
  Categories dimension{}, rule{};
  std::vector<double> value{}, floor{}, lack{}, probability{}, score_at_floor{};
  void describe(Fields& f) {
    f("row", row, "Row of the input.").per("failures").at_least(0);
    f("dimension", dimension, "The must-have.").per("failures");
    f("rule", rule, "What follows: cap, soft, veto.").per("failures");
    f("value", value, "The score.").per("failures");
    f("floor", floor, "The floor.").per("failures");
    f("lack", lack, "Points to the floor.").per("failures").above(0);
    f("probability", probability, "Probability that the true score clears the floor.").per("failures").between(0, 1);
    f("score_at_floor", score_at_floor, "What the match would be with this score at its floor. What is missing counts at its worst.").per("failures").between(0, 1);
  }
};

/// Why, as codes: must-haves first, then what is unknown, then what is lacking by its effect, then what meets its target by its contribution.
struct MatchReasons {
  static constexpr const char* record = "MatchReasons";
  std::vector<std::int64_t> row{}, rank{};
  Categories reason{}, dimension{};
  std::vector<double> value{}, limit{}, effect{};
  void describe(Fields& f) {
    f("row", row, "Row of the input.").per("r").at_least(0);
    f("rank", rank, "1 is the first.").per("r").at_least(1);
    f("reason", reason, "must_have_failed, must_have_unknown, unknown, lacking, meets.").per("r");
    f("dimension", dimension, "The dimension.").per("r");
    f("value", value, "The score; missing (NaN) where unknown.").per("r").may_be_missing();
    f("limit", limit, "The floor of a must-have, else the target.").per("r");
    f("effect", effect, "What the match would gain at `limit`; of `unknown` the weight, of `meets` the contribution. What is missing counts at its worst.").per("r");
  }
};

/// The smallest change that reaches the bar.
struct MatchChanges {
  static constexpr const char* record = "MatchChanges";
  std::vector<std::int64_t> row{};
  Categories dimension{};
  std::vector<double> before{}, after{}, change{}, cost{};
  void describe(Fields& f) {
    f("row", row, "Row of the input.").per("changes").at_least(0);
    f("dimension", dimension, "What is raised.").per("changes");
    f("before", before, "The score.").per("changes");
    f("after", after, "What it has to become.").per("changes");
    f("change", change, "after - before.").per("changes");
    f("cost", cost, "What that costs.").per("changes").at_least(0);
  }
};

struct MatchResult {
  static constexpr const char* record = "MatchResult";
  Profile profile{};
  std::vector<std::string> dimensions{};
  MatchPeople people{};
  std::vector<double> attained{}, contribution{}, gain{}, floor_probability{};
  MatchIndices indices{};
  MatchFailures failures{};
  MatchReasons reasons{};
  MatchChanges changes{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("profile", profile, "The profile, so that the result can be read and replayed by itself.");
    f("dimensions", dimensions, "Its dimensions, in the order of the matrices.").per("dimensions");
    f("people", people, "One row for each person.");
    f("attained", attained, "What each dimension attains: 0 at its zero, 1 at its target; of gap_table the value over the largest, of conjunctive and electre whether (how far) the target is met. Missing (NaN) where the score is.")
        .per("n", "dimensions").may_be_missing();
    f("contribution", contribution, "What each dimension adds to core; the sum over the dimensions is core. What is missing counts at its worst.").per("n", "dimensions");
    f("gain", gain, "What the match would gain with this dimension at its target. What is missing counts at its worst.").per("n", "dimensions");
    f("floor_probability", floor_probability, "Probability that the true score clears the floor. Missing (NaN) without a floor or a score.").per("n", "dimensions").may_be_missing();
    f("indices", indices, "Distance, level, scatter and shape.");
    f("failures", failures, "Must-haves that fail.");
    f("reasons", reasons, "Why, as codes with numbers.");
    f("changes", changes, "The smallest change that reaches the bar; empty without one.");
    f("sentence", sentence, "The reasons in English. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "The reasons in Chinese. Empty unless explain.").per("n").optional();
  }
};

/// Scores each row of x by itself: nobody's score depends on who else is there.
///
/// u = (x - zero) / (target - zero) within [0, 1] and the surplus rule; core = the profile's aggregate of u (or of x), score = min(core x
/// factor, ceiling): see profile.hpp and docs/competency/match.md. Missing scores follow `missing`, never a silent change of weights.
/// Errors are independent and normal; the interval and bar_probability come from `draws` of them, floor probabilities are exact.
/// The smallest change is exact (see docs). Refuses scores outside their scale, a dimension without a column, unlike scales,
/// costs of what is no dimension, profiles that contradict themselves. O(n·k²), with errors O(n·draws·k); memory O(n·k).
MatchResult match(const MatchInput& input, const MatchOptions& options, const RunContext& context = {});

extern const Function match_analysis;

}  // namespace mainstay::inline v1::competency
