// Between tiers from period to period: who rose, fell, stayed, left, came.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

/// One row for each person and period.
struct MovementInput {
  static constexpr const char* record = "MovementInput";
  Column person{}, period{}, tier{}, left{}, promoted{};

  void describe(Fields& f) {
    f("person", person, "The person; once in each period.").per("n").category();
    f("period", period, "The period as a whole number that rises with time; the next period is the next one that occurs.").per("n").whole();
    f("tier", tier, "The person's tier in it.").per("n").category();
    f("left", left, "1 where the person left before the next period, else 0. Left out: whoever is not there next has left.").per("n").whole().between(0, 1).optional();
    f("promoted", promoted, "1 where the person was promoted before the next period.").per("n").whole().between(0, 1).optional();
  }
};

struct MovementOptions {
  static constexpr const char* record = "MovementOptions";
  std::vector<std::string> tiers{};
  double confidence_level = 0.95;

  void describe(Fields& f) {
    f("tiers", tiers, "The tiers from the best to the worst.").required();
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
  }
};

/// From which tier to which; one row for each pair of periods ("all" first), tier and where it led.
struct MovementTable {
  static constexpr const char* record = "MovementTable";
  std::vector<std::int64_t> all{}, period{}, next_period{}, count{};
  Categories from_tier{}, to_tier{};
  std::vector<double> share{}, lower{}, upper{};

  void describe(Fields& f) {
    f("all", all, "1 where every period that has a next one is counted together, else 0.").per("r");
    f("period", period, "The period; the first one where all is 1.").per("r");
    f("next_period", next_period, "The next one; the last one where all is 1.").per("r");
    f("from_tier", from_tier, "The tier in the period; \"new\" for people who were not there.").per("r");
    f("to_tier", to_tier, "The tier in the next one; \"left\", or \"absent\" for people who are not there and have not left.").per("r");
    f("count", count, "How many went this way.").per("r");
    f("share", share, "Of those in from_tier; NaN where there are none.").per("r").may_be_missing();
    f("lower", lower, "Lower bound (Wilson).").per("r");
    f("upper", upper, "Upper bound (Wilson).").per("r");
  }
};

/// What became of each tier, every period that has a next one counted together; the last row is of all tiers.
struct MovementTiers {
  static constexpr const char* record = "MovementTiers";
  Categories tier{};
  std::vector<std::int64_t> people{}, stayed{}, rose{}, fell{}, left{}, absent{}, promoted{};
  std::vector<double> retention{}, retention_lower{}, retention_upper{}, promotion{}, promotion_lower{}, promotion_upper{};

  void describe(Fields& f) {
    f("tier", tier, "The tier; \"total\" last.").per("s");
    f("people", people, "People in it, counted once for each period that has a next one.").per("s");
    f("stayed", stayed, "In the same tier in the next period.").per("s");
    f("rose", rose, "In a better one.").per("s");
    f("fell", fell, "In a worse one.").per("s");
    f("left", left, "Left before it.").per("s");
    f("absent", absent, "Not there, and not left.").per("s");
    f("promoted", promoted, "Promoted before it; 0 unless promoted is given.").per("s");
    f("retention", retention, "1 - left / people; NaN without people.").per("s").may_be_missing();
    f("retention_lower", retention_lower, "Lower bound (Wilson).").per("s");
    f("retention_upper", retention_upper, "Upper bound (Wilson).").per("s");
    f("promotion", promotion, "promoted / people; NaN without people or unless promoted is given.").per("s").may_be_missing();
    f("promotion_lower", promotion_lower, "Lower bound (Wilson).").per("s");
    f("promotion_upper", promotion_upper, "Upper bound (Wilson).").per("s");
  }
};

struct MovementPeriods {
  static constexpr const char* record = "MovementPeriods";
  std::vector<std::int64_t> period{}, next_period{}, people{}, stayed{}, rose{}, fell{}, left{}, absent{}, arrived{};
  std::vector<double> mobility{};

  void describe(Fields& f) {
    f("period", period, "The period.").per("t");
    f("next_period", next_period, "The next one.").per("t");
    f("people", people, "People in the period.").per("t");
    f("stayed", stayed, "Of these, in the same tier next.").per("t");
    f("rose", rose, "In a better one.").per("t");
    f("fell", fell, "In a worse one.").per("t");
    f("left", left, "Left.").per("t");
    f("absent", absent, "Not there, and not left.").per("t");
    f("arrived", arrived, "People of the next period who were not there.").per("t");
    f("mobility", mobility, "Shorrocks' index among people in both: (k - sum of the shares that stay) / (k - 1) over the k tiers that are not empty; 0 nobody moves. NaN with fewer than two.").per("t").may_be_missing();
  }
};

struct MovementResult {
  static constexpr const char* record = "MovementResult";
  MovementTable moves{};
  MovementTiers tiers{};
  MovementPeriods periods{};

  void describe(Fields& f) {
    f("moves", moves, "From which tier to which.");
    f("tiers", tiers, "What became of each tier: movement, retention, promotion.");
    f("periods", periods, "Period by period.");
  }
};

/// Movement between tiers, retention by tier, promotions.
///
/// A person is followed from each period to the next one that occurs in the table. Intervals are of shares of rows: a person counts once
/// in each period. Errors: a person twice in a period, a tier that is not among tiers, left = 1 where the person is there next.
/// Cost: O(n log n).
MovementResult movement(const MovementInput& input, const MovementOptions& options, const RunContext& context = {});

extern const Function movement_analysis;

}  // namespace mainstay::inline v1::performance
