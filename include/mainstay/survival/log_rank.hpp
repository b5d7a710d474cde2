// The log-rank test and its Fleming–Harrington family: do groups differ in how soon people leave?
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/counts.hpp"

namespace mainstay::inline v1::survival {

enum class LogRankStatus : std::int32_t { tested = 0, one_group = 1, no_events = 2, no_comparison = 3 };
constexpr std::array<Choice, 4> choices(LogRankStatus) {
  return {choice(LogRankStatus::tested, "tested", "The statistic was computed."),
          choice(LogRankStatus::one_group, "one_group", "There is only one group: nothing to compare."),
          choice(LogRankStatus::no_events, "no_events", "Nobody left: nothing to compare."),
          choice(LogRankStatus::no_comparison, "no_comparison", "Nobody left while members of two groups were observed together.")};
}

/// Rows as for survival.curve; every cause counts as leaving. Missing values are refused.
struct LogRankInput {
  static constexpr const char* record = "LogRankInput";
  Column duration, event, group, entry, weights, strata;

  void describe(Fields& f) {
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1 or more = left.").per("n").whole().between(0, 255);
    f("group", group, "Groups to compare.").per("n").category();
    f("entry", entry, "Time from which the person was observed (delayed entry); before duration.").per("n").optional();
    f("weights", weights, "Number of people that the row stands for.").per("n").whole().at_least(0).optional();
    f("strata", strata, "Groups are compared within each stratum only.").per("n").category().optional();
  }
};

struct LogRankOptions {
  static constexpr const char* record = "LogRankOptions";
  double rho = 0.0;

  void describe(Fields& f) {
    f("rho", rho, "Each time is weighted by S(t-)^rho, S of all groups: 0 = log-rank, 1 = Peto-Peto (early differences).").between(0, 100);
  }
};

struct LogRankGroups {
  static constexpr const char* record = "LogRankGroups";
  Categories group;
  std::vector<std::int64_t> rows;
  std::vector<double> weight, observed, expected;

  void describe(Fields& f) {
    f("group", group, "Group.").per("g");
    f("rows", rows, "Rows.").per("g");
    f("weight", weight, "People.").per("g");
    f("observed", observed, "Leavers, each weighted by S(t-)^rho.").per("g");
    f("expected", expected, "What they would be if all groups left alike.").per("g");
  }
};

struct LogRankResult {
  static constexpr const char* record = "LogRankResult";
  LogRankStatus status = LogRankStatus::tested;
  double statistic = std::numeric_limits<double>::quiet_NaN();
  std::int64_t degrees_of_freedom = 0;
  double p_value = std::numeric_limits<double>::quiet_NaN();
  LogRankGroups groups;
  std::vector<double> variance;

  void describe(Fields& f) {
    f("status", status, "Whether there was something to test.");
    f("statistic", statistic, "Chi-squared statistic; missing unless tested.").may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Its degrees of freedom.");
    f("p_value", p_value, "Probability of a statistic as large when all groups leave alike; missing unless tested.").may_be_missing();
    f("groups", groups, "Observed and expected leavers.");
    f("variance", variance, "Covariance of observed - expected.").per("g", "g");
  }
};

/// Mantel (1966), Peto & Peto (1972), Harrington & Fleming (1982), with the hypergeometric variance at ties. Equal to R's
/// survdiff; with delayed entry equal to the score test of the exact partial likelihood.
/// O(n) and a sweep over the times of leaving, O(times · groups²). At most 2,000 groups.
LogRankResult log_rank(const LogRankInput& input, const LogRankOptions& options, const RunContext& context = {});

/// The test over rows that lie in several places.
struct LogRankState : LeavingState<LogRankOptions> {
  static constexpr const char* record = "LogRankState";
  void update(const LogRankInput& input, const RunContext& context);
  void merge(const LogRankState& other);
  LogRankResult finish(const RunContext& context) const;
};

extern const Function log_rank_analysis;

}  // namespace mainstay::inline v1::survival
