// Retention curves: Kaplan–Meier, Nelson–Aalen and, with several causes of leaving, Aalen–Johansen.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/counts.hpp"

namespace mainstay::inline v1::survival {

enum class CurveInterval : std::int32_t { log_log = 0, log = 1, plain = 2 };
constexpr std::array<Choice, 3> choices(CurveInterval) {
  return {choice(CurveInterval::log_log, "log_log", "Symmetric on the scale of log(-log p); stays inside (0, 1)."),
          choice(CurveInterval::log, "log", "Symmetric on the scale of log p, cut off at 1."),
          choice(CurveInterval::plain, "plain", "Symmetric around p, cut off at 0 and 1.")};
}

enum class CurveStdError : std::int32_t { automatic = 0, greenwood = 1, robust = 2 };
constexpr std::array<Choice, 3> choices(CurveStdError) {
  return {choice(CurveStdError::automatic, "automatic",
                 "As R's survfit: Greenwood for survival and hazard, robust when a weight is not whole; robust for incidences."),
          choice(CurveStdError::greenwood, "greenwood", "Weights count people: a row of weight 3 stands for three people."),
          choice(CurveStdError::robust, "robust", "Infinitesimal jackknife: a row is one person, whatever its weight; with clusters, each of these is one.")};
}

enum class CurveStatus : std::int32_t { estimated = 0, no_events = 1 };
constexpr std::array<Choice, 2> choices(CurveStatus) {
  return {choice(CurveStatus::estimated, "estimated", "At least one person left."),
          choice(CurveStatus::no_events, "no_events", "Nobody left: survival is 1 throughout.")};
}

/// Times are tenures in any unit (days, months). A row is observed on (entry, duration]; without entry, from the start.
/// Who leaves at a time counts as at risk there, and so does who is censored there: events come before censorings at ties,
/// and all causes of one time share one risk set. Missing values are refused. Rows of weight 0 take no part.
struct CurveInput {
  static constexpr const char* record = "CurveInput";
  Column duration, event, entry, weights, group, cluster;

  void describe(Fields& f) {
    f("duration", duration, "Time of leaving, or of the end of observation.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the person was observed (delayed entry); before duration.").per("n").optional();
    f("weights", weights, "Weight of the row.").per("n").at_least(0).optional();
    f("group", group, "One curve for each group.").per("n").category().optional();
    f("cluster", cluster, "Rows with the same label go together (rows of one person, people of one team) in the errors, which then are robust.")
        .per("n").category().optional();
  }
};

struct CurveOptions {
  static constexpr const char* record = "CurveOptions";
  std::vector<std::string> causes;
  double confidence_level = 0.95;
  CurveInterval interval = CurveInterval::log_log;
  CurveStdError std_error = CurveStdError::automatic;
  std::vector<double> times;
  std::vector<double> probabilities{0.25, 0.5, 0.75};
  std::optional<double> restricted_mean_until;

  void describe(Fields& f) {
    f("causes", causes, "Names of the causes 1, 2, …; numbers when not given.");
    f("confidence_level", confidence_level, "Coverage of the intervals.").above(0).below(1);
    f("interval", interval, "Scale on which the intervals are symmetric.");
    f("std_error", std_error, "What the standard errors take a row for.");
    f("times", times, "Times to report, in any order; all distinct times when not given.").at_least(0);
    f("probabilities", probabilities, "Shares of leavers whose times (quantiles) are reported.").between(0, 1);
    f("restricted_mean_until", restricted_mean_until, "Horizon of the restricted mean; the last time of all groups when not given.").above(0);
  }
};

/// The curve of each group at each time. With `times` given: events, censored and entered since the reported time before, all
/// else at that time; beyond the last observed time the curve keeps its last value and at_risk is 0.
struct CurveTable {
  static constexpr const char* record = "CurveTable";
  Categories group;
  std::vector<double> time, at_risk, events, censored, entered;
  std::vector<double> survival, survival_std_error, survival_lower, survival_upper;
  std::vector<double> cumulative_hazard, cumulative_hazard_std_error;

  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("r");
    f("time", time, "Time.").per("r");
    f("at_risk", at_risk, "Weight observed just before the time.").per("r");
    f("events", events, "Weight that left at the time.").per("r");
    f("censored", censored, "Weight whose observation ended at the time.").per("r");
    f("entered", entered, "Weight whose observation began since the time before (without delayed entry: everybody, first time).").per("r");
    f("survival", survival, "Probability of still being here after the time (Kaplan-Meier).").per("r");
    f("survival_std_error", survival_std_error, "Its standard error; missing where survival is 0.").per("r").may_be_missing();
    f("survival_lower", survival_lower, "Lower limit; missing where the scale has no interval (survival 0, and 1 under log_log).").per("r").may_be_missing();
    f("survival_upper", survival_upper, "Upper limit; missing as the lower one.").per("r").may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "Nelson-Aalen estimate.").per("r");
    f("cumulative_hazard_std_error", cumulative_hazard_std_error, "Its standard error.").per("r");
  }
};

/// Aalen–Johansen: the probability of having left by the time for this cause. Filled when there are two causes or more (named
/// or seen); with one cause it would be 1 - survival.
struct IncidenceTable {
  static constexpr const char* record = "IncidenceTable";
  Categories group, cause;
  std::vector<double> time, at_risk, events, incidence, std_error, lower, upper, cumulative_hazard;

  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("i");
    f("cause", cause, "Cause of leaving.").per("i");
    f("time", time, "Time.").per("i");
    f("at_risk", at_risk, "Weight observed just before the time.").per("i");
    f("events", events, "Weight that left at the time for this cause.").per("i");
    f("incidence", incidence, "Probability of having left by the time for this cause.").per("i");
    f("std_error", std_error, "Its standard error.").per("i");
    f("lower", lower, "Lower limit; missing where the scale has no interval (incidence 0).").per("i").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("i").may_be_missing();
    f("cumulative_hazard", cumulative_hazard, "Nelson-Aalen estimate of this cause.").per("i");
  }
};

struct QuantileTable {
  static constexpr const char* record = "QuantileTable";
  Categories group;
  std::vector<double> probability, time, lower, upper;

  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("q");
    f("probability", probability, "Share that has left.").per("q");
    f("time", time, "Earliest time by which that share has left; the middle of the step where the curve stays exactly there; missing = not reached.").per("q").may_be_missing();
    f("lower", lower, "Time at which the curve of lower limits gets there; missing = not reached.").per("q").may_be_missing();
    f("upper", upper, "Time at which the curve of upper limits gets there; missing = not reached.").per("q").may_be_missing();
  }
};

struct CurveGroups {
  static constexpr const char* record = "CurveGroups";
  Categories group;
  std::vector<std::int64_t> rows;
  std::vector<double> weight, events, censored, first_time, last_time;
  std::vector<double> restricted_mean, restricted_mean_std_error, restricted_mean_until;

  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("g");
    f("rows", rows, "Rows.").per("g");
    f("weight", weight, "Sum of weights.").per("g");
    f("events", events, "Weight that left.").per("g");
    f("censored", censored, "Weight still here when observation ended.").per("g");
    f("first_time", first_time, "First time at which anybody left or was censored.").per("g");
    f("last_time", last_time, "Last such time.").per("g");
    f("restricted_mean", restricted_mean, "Mean time spent here from 0 to the horizon: the area under the curve, which keeps its last value beyond last_time.").per("g");
    f("restricted_mean_std_error", restricted_mean_std_error, "Its standard error (Greenwood).").per("g");
    f("restricted_mean_until", restricted_mean_until, "The horizon.").per("g");
  }
};

/// Totals by cause; filled as the incidences.
struct CurveCauses {
  static constexpr const char* record = "CurveCauses";
  Categories group, cause;
  std::vector<double> events, time_lost;

  void describe(Fields& f) {
    f("group", group, "Group; 'all' without groups.").per("a");
    f("cause", cause, "Cause of leaving.").per("a");
    f("events", events, "Weight that left for this cause.").per("a");
    f("time_lost", time_lost, "Mean time lost to this cause before the horizon: the area under its incidence.").per("a");
  }
};

struct CurveResult {
  static constexpr const char* record = "CurveResult";
  CurveStatus status = CurveStatus::estimated;
  CurveTable curve;
  IncidenceTable incidence;
  QuantileTable quantiles;
  CurveGroups groups;
  CurveCauses causes;

  void describe(Fields& f) {
    f("status", status, "How the estimation ended.");
    f("curve", curve, "Survival and cumulative hazard.");
    f("incidence", incidence, "Cumulative incidence by cause.");
    f("quantiles", quantiles, "Times by which given shares have left.");
    f("groups", groups, "Totals and restricted means.");
    f("causes", causes, "Totals by cause.");
  }
};

/// Kaplan & Meier (1958), Nelson (1972), Aalen & Johansen (1978). Equal to R's survfit.
/// O(n) for whole-number times in a narrow range (one table), O(n) with a sort otherwise; memory O(distinct times), with clusters O(n).
CurveResult curve(const CurveInput& input, const CurveOptions& options, const RunContext& context = {});

/// Curves over rows that lie in several places: counts that add up. The answer is that of all rows together, bit for bit when
/// the weights are whole numbers. Clusters are refused: their rows may lie in several places.
struct CurveState : LeavingState<CurveOptions> {
  static constexpr const char* record = "CurveState";
  void update(const CurveInput& input, const RunContext& context);
  void merge(const CurveState& other);
  CurveResult finish(const RunContext& context) const;
};

extern const Function curve_analysis;

}  // namespace mainstay::inline v1::survival
