// Curves under changed attributes: what the model says of people who are like this, not what a change would do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/attrition/risk.hpp"

namespace mainstay::inline v1::attrition {

struct RiskWhatIfInput {
  static constexpr const char* record = "RiskWhatIfInput";
  Table x, changed;
  Column tenure;
  void describe(Fields& f) {
    f("x", x, "Attributes of people still here: the fit's columns by name, in any order; others are not looked at. Missing values where the estimator takes them.").per("m", "c").may_be_missing();
    f("changed", changed, "Columns of x with other values, row by row; all other columns stay as they are.").per("m", "changed_columns");
    f("tenure", tenure, "Time that the person has already stayed.").per("m").at_least(0);
  }
};

struct RiskWhatIfOptions {
  static constexpr const char* record = "RiskWhatIfOptions";
  std::vector<double> horizons;
  survival::BeyondFollowUp beyond = survival::BeyondFollowUp::missing;
  bool allow_outside = false;
  bool intervals = true;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizons", horizons, "Times ahead, rising; the fit's when not given.").above(0);
    f("beyond", beyond, "What is predicted beyond the longest tenure of the fit: nothing, or the curve carried on.");
    f("allow_outside", allow_outside, "Whether numbers outside what the fit saw are taken; they are refused otherwise.");
    f("intervals", intervals, "Whether limits of the difference are computed; the fit needs resamples for them.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// A row for each person and horizon.
struct RiskWhatIfPeople {
  static constexpr const char* record = "RiskWhatIfPeople";
  std::vector<std::int64_t> row, outside;
  std::vector<double> horizon, before, after, difference, lower, upper;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("r").at_least(0);
    f("horizon", horizon, "Time ahead.").per("r");
    f("before", before, "Probability of leaving within the horizon, as the person is. Missing (NaN) beyond follow-up, unless carried on.").per("r").between(0, 1).may_be_missing();
    f("after", after, "The same for people who are alike but for the changed columns. Missing as `before`.").per("r").between(0, 1).may_be_missing();
    f("difference", difference, "after - before. Missing as they are.").per("r").between(-1, 1).may_be_missing();
    f("lower", lower, "Lower limit of the difference over the resamples; missing (NaN) without.").per("r").between(-1, 1).may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("r").between(-1, 1).may_be_missing();
    f("outside", outside, "Changed numbers of the person that lie outside what the fit saw.").per("r").at_least(0);
  }
};

/// A row for each person, horizon and cause; empty when the model tells no causes apart.
struct RiskWhatIfCauses {
  static constexpr const char* record = "RiskWhatIfCauses";
  std::vector<std::int64_t> row;
  Categories cause;
  std::vector<double> horizon, before, after;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("i").at_least(0);
    f("horizon", horizon, "Time ahead.").per("i");
    f("cause", cause, "Cause of leaving.").per("i");
    f("before", before, "Probability of leaving within the horizon for this cause. Missing as that of leaving.").per("i").between(0, 1).may_be_missing();
    f("after", after, "The same under the changed attributes.").per("i").between(0, 1).may_be_missing();
  }
};

/// Everybody together: a row for each horizon.
struct RiskWhatIfTotal {
  static constexpr const char* record = "RiskWhatIfTotal";
  std::vector<std::int64_t> people;
  std::vector<double> horizon, before, after, difference, lower, upper;
  void describe(Fields& f) {
    f("horizon", horizon, "Time ahead.").per("t");
    f("people", people, "People for whom there is a prediction.").per("t").at_least(0);
    f("before", before, "Expected number of them who leave within it.").per("t").at_least(0);
    f("after", after, "The same under the changed attributes.").per("t").at_least(0);
    f("difference", difference, "after - before.").per("t");
    f("lower", lower, "Lower limit of the difference over the resamples; missing (NaN) without.").per("t").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("t").may_be_missing();
  }
};

struct RiskWhatIf {
  static constexpr const char* record = "RiskWhatIf";
  RiskMeaning meaning = RiskMeaning::association;
  std::string reading_en, reading_zh;
  RiskWhatIfPeople people;
  RiskWhatIfCauses causes;
  RiskWhatIfTotal total;
  void describe(Fields& f) {
    f("meaning", meaning, "How the figures are to be read.");
    f("reading_en", reading_en, "The same in a sentence to stand beside them, in English.");
    f("reading_zh", reading_zh, "In Chinese.");
    f("people", people, "Before and after by person.");
    f("causes", causes, "Before and after by person and cause.");
    f("total", total, "Expected leavings of everybody together.");
  }
};

/// Predicts people twice, as they are and with `changed` in the place of their own columns. Limits: quantiles over the resampled fits of
/// the difference, so that what both sides share does not count. Refuses numbers outside the fit's range unless allowed, and levels
/// that it has not seen. Cost: two predictions, with resamples as many times more.
RiskWhatIf risk_what_if(const RiskFit& fit, const RiskWhatIfInput& input, const RiskWhatIfOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::attrition
