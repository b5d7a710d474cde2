// Expected exits and headcount by unit and period, with prediction intervals; planned hires included.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/attrition/risk.hpp"

namespace mainstay::inline v1::attrition {

struct RiskExitsInput {
  static constexpr const char* record = "RiskExitsInput";
  Table x, hire_x;
  Column tenure, unit, weights, hire_time, hire_count, hire_unit;
  void describe(Fields& f) {
    f("x", x, "Attributes of people still here: the fit's columns by name, in any order; others are not looked at. Missing values where the estimator takes them.").per("m", "c").may_be_missing();
    f("tenure", tenure, "Time that the person has already stayed.").per("m").at_least(0);
    f("unit", unit, "Unit of the person.").per("m").category().optional();
    f("weights", weights, "How many people a row stands for, a whole number, since exits are counted. One if not given.").per("m").whole().between(0, 10000000).optional();
    f("hire_time", hire_time, "Planned hires: time from today at which they begin.").per("hires").at_least(0).optional();
    f("hire_count", hire_count, "How many; one if not given.").per("hires").whole().between(0, 10000000).optional();
    f("hire_unit", hire_unit, "Into which unit; needed with `unit`.").per("hires").category().optional();
    f("hire_x", hire_x, "Their attributes, as in `x`; one curve for everybody if not given.").per("hires", "c").optional();
  }
};

struct RiskExitsOptions {
  static constexpr const char* record = "RiskExitsOptions";
  std::vector<double> times;
  double confidence_level = 0.9;
  void describe(Fields& f) {
    f("times", times, "Ends of the periods, rising, counted from today in the unit of `duration`; the first period begins today.").above(0).required();
    f("confidence_level", confidence_level, "Probability with which a prediction interval is to hold.").above(0).below(1);
  }
};

/// Everybody together: a row for each period.
struct RiskExitsTotal {
  static constexpr const char* record = "RiskExitsTotal";
  std::vector<double> start, stop, opening, hires, exits, of_hires, exits_std_dev, exits_lower, exits_upper, headcount, headcount_std_dev, headcount_lower, headcount_upper, beyond_follow_up;
  void describe(Fields& f) {
    f("start", start, "Time from today at which the period begins.").per("t");
    f("stop", stop, "Time at which it ends; who leaves then leaves within it.").per("t");
    f("opening", opening, "Expected headcount at its beginning.").per("t").at_least(0);
    f("hires", hires, "Planned hires within it.").per("t").at_least(0);
    f("exits", exits, "Expected exits within it.").per("t").at_least(0);
    f("of_hires", of_hires, "Of those, exits of planned hires.").per("t").at_least(0);
    f("exits_std_dev", exits_std_dev, "Standard deviation of the number of exits.").per("t").at_least(0);
    f("exits_lower", exits_lower, "Lower end of the prediction interval.").per("t").at_least(0);
    f("exits_upper", exits_upper, "Upper end.").per("t").at_least(0);
    f("headcount", headcount, "Expected headcount at its end.").per("t").at_least(0);
    f("headcount_std_dev", headcount_std_dev, "Its standard deviation.").per("t").at_least(0);
    f("headcount_lower", headcount_lower, "Lower end of the prediction interval.").per("t").at_least(0);
    f("headcount_upper", headcount_upper, "Upper end.").per("t").at_least(0);
    f("beyond_follow_up", beyond_follow_up, "People whose tenure at its end would lie beyond what the fit followed; they are predicted to stay from there on (distributions go on by themselves).")
        .per("t").at_least(0);
  }
};

/// A row for each unit and period.
struct RiskExitsUnits {
  static constexpr const char* record = "RiskExitsUnits";
  Categories unit;
  std::vector<double> start, stop, opening, hires, exits, of_hires, exits_std_dev, exits_lower, exits_upper, headcount, headcount_std_dev, headcount_lower, headcount_upper, beyond_follow_up;
  void describe(Fields& f) {
    f("unit", unit, "Unit.").per("r");
    f("start", start, "Time from today at which the period begins.").per("r");
    f("stop", stop, "Time at which it ends.").per("r");
    f("opening", opening, "Expected headcount at its beginning.").per("r").at_least(0);
    f("hires", hires, "Planned hires within it.").per("r").at_least(0);
    f("exits", exits, "Expected exits within it.").per("r").at_least(0);
    f("of_hires", of_hires, "Of those, exits of planned hires.").per("r").at_least(0);
    f("exits_std_dev", exits_std_dev, "Standard deviation of the number of exits.").per("r").at_least(0);
    f("exits_lower", exits_lower, "Lower end of the prediction interval.").per("r").at_least(0);
    f("exits_upper", exits_upper, "Upper end.").per("r").at_least(0);
    f("headcount", headcount, "Expected headcount at its end.").per("r").at_least(0);
    f("headcount_std_dev", headcount_std_dev, "Its standard deviation.").per("r").at_least(0);
    f("headcount_lower", headcount_lower, "Lower end of the prediction interval.").per("r").at_least(0);
    f("headcount_upper", headcount_upper, "Upper end.").per("r").at_least(0);
    f("beyond_follow_up", beyond_follow_up, "People whose tenure at its end would lie beyond what the fit followed.").per("r").at_least(0);
  }
};

/// A row for each unit, period and cause, first everybody together; empty when the model tells no causes apart.
struct RiskExitsCauses {
  static constexpr const char* record = "RiskExitsCauses";
  Categories unit, cause;
  std::vector<double> start, stop, exits, of_hires, exits_std_dev, exits_lower, exits_upper;
  void describe(Fields& f) {
    f("unit", unit, "Unit; empty for everybody together.").per("i");
    f("cause", cause, "Cause of leaving.").per("i");
    f("start", start, "Time from today at which the period begins.").per("i");
    f("stop", stop, "Time at which it ends.").per("i");
    f("exits", exits, "Expected exits for the cause within it; over the causes they add up to all.").per("i").at_least(0);
    f("of_hires", of_hires, "Of those, exits of planned hires.").per("i").at_least(0);
    f("exits_std_dev", exits_std_dev, "Standard deviation of their number.").per("i").at_least(0);
    f("exits_lower", exits_lower, "Lower end of the prediction interval.").per("i").at_least(0);
    f("exits_upper", exits_upper, "Upper end.").per("i").at_least(0);
  }
};

struct RiskExits {
  static constexpr const char* record = "RiskExits";
  RiskInterval parameters = RiskInterval::none;
  RiskExitsTotal total;
  RiskExitsUnits units;
  RiskExitsCauses causes;
  void describe(Fields& f) {
    f("parameters", parameters, "Whether the intervals know that the model was estimated: resamples, or none: chance alone.");
    f("total", total, "Everybody together.");
    f("units", units, "By unit; empty without `unit`.");
    f("causes", causes, "Exits by cause.");
  }
};

/// A person leaves within (a, b] from today with probability S(s + a)/S(s) - S(s + b)/S(s), a hire who begins at h with S(a - h) - S(b - h).
/// For cause j: F_j(s + b)/S(s) - F_j(s + a)/S(s), F_j its cumulative incidence.
/// The number of exits is a sum of independent trials with unlike probabilities (Poisson-binomial): its distribution is computed exactly,
/// at any size, and the interval is from its lower to its upper quantile. With resamples the distribution is the mean of those of the
/// resampled fits. Shocks that strike many at once are not in it: attrition.backtest says how often the intervals held.
/// O(people · log people · periods), with resamples as many times more.
RiskExits risk_exits(const RiskFit& fit, const RiskExitsInput& input, const RiskExitsOptions& options, const RunContext& context = {});

}  // namespace mainstay::inline v1::attrition
