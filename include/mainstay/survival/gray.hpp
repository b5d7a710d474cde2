// Gray's test: do groups differ in the cumulative incidence of a cause of leaving, when other causes compete with it?
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/counts.hpp"

namespace mainstay::inline v1::survival {

enum class GrayStatus : std::int32_t { tested = 0, one_group = 1, no_events = 2 };
constexpr std::array<Choice, 3> choices(GrayStatus) {
  return {choice(GrayStatus::tested, "tested", "At least one cause was tested."),
          choice(GrayStatus::one_group, "one_group", "There is only one group: nothing to compare."),
          choice(GrayStatus::no_events, "no_events", "Nobody left while members of two groups were observed: nothing to compare.")};
}

/// Rows as for survival.curve, without delayed entry, for which the test is not defined. Missing values are refused.
struct GrayInput {
  static constexpr const char* record = "GrayInput";
  Column duration, event, group, weights, strata;

  void describe(Fields& f) {
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("group", group, "Groups to compare.").per("n").category();
    f("weights", weights, "Number of people that the row stands for.").per("n").whole().at_least(0).optional();
    f("strata", strata, "Groups are compared within each stratum only.").per("n").category().optional();
  }
};

struct GrayOptions {
  static constexpr const char* record = "GrayOptions";
  std::vector<std::string> causes;
  double rho = 0.0;

  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("rho", rho, "Each time is weighted by (1 - F(t-))^rho, F of all groups: larger values look at early differences.").between(0, 100);
  }
};

struct GrayTests {
  static constexpr const char* record = "GrayTests";
  Categories cause;
  std::vector<double> events, statistic, p_value;
  std::vector<std::int64_t> degrees_of_freedom;

  void describe(Fields& f) {
    f("cause", cause, "Cause of leaving.").per("a");
    f("events", events, "People who left for it.").per("a");
    f("statistic", statistic, "Chi-squared statistic; missing where there is nothing to compare.").per("a").may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Its degrees of freedom.").per("a");
    f("p_value", p_value, "Probability of a statistic as large when the incidence is the same in all groups; missing as the statistic.").per("a").may_be_missing();
  }
};

struct GrayScores {
  static constexpr const char* record = "GrayScores";
  Categories cause, group;
  std::vector<double> events, score;

  void describe(Fields& f) {
    f("cause", cause, "Cause of leaving.").per("r");
    f("group", group, "Group.").per("r");
    f("events", events, "People of the group who left for the cause.").per("r");
    f("score", score, "Weighted leavers above (positive) or below what the pooled incidence would give.").per("r");
  }
};

struct GrayResult {
  static constexpr const char* record = "GrayResult";
  GrayStatus status = GrayStatus::tested;
  GrayTests tests;
  GrayScores scores;

  void describe(Fields& f) {
    f("status", status, "Whether there was something to test.");
    f("tests", tests, "The test of each cause.");
    f("scores", scores, "What each group adds to it.");
  }
};

/// Gray (1988), Annals of Statistics 16, 1141-1154. Equal to cmprsk::cuminc.
/// O(n) and for each cause a sweep over the times of leaving, O(times · groups³). At most 200 groups.
GrayResult gray(const GrayInput& input, const GrayOptions& options, const RunContext& context = {});

/// The test over rows that lie in several places.
struct GrayState : LeavingState<GrayOptions> {
  static constexpr const char* record = "GrayState";
  void update(const GrayInput& input, const RunContext& context);
  void merge(const GrayState& other);
  GrayResult finish(const RunContext& context) const;
};

extern const Function gray_analysis;

}  // namespace mainstay::inline v1::survival
