// Whether hazards are proportional: a test of each column of a Cox model, and the residuals that show how its effect runs over tenure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/survival/cox_residuals.hpp"

namespace mainstay::inline v1::survival {

/// The function of time g(t) with which a coefficient is thought to change.
enum class CoxTimeScale : std::int32_t { km, identity, log, rank };
constexpr auto choices(CoxTimeScale) {
  return std::array{choice(CoxTimeScale::km, "km", "The share that has left before t, by one Kaplan-Meier curve of all rows (each counted once): late times with few people have little say."),
                    choice(CoxTimeScale::identity, "identity", "t itself."),
                    choice(CoxTimeScale::log, "log", "log(t): for changes in the first days. Refused when somebody left at 0."),
                    choice(CoxTimeScale::rank, "rank", "The rank of t among the durations of all rows.")};
}

struct CoxProportionalityOptions {
  static constexpr const char* record = "CoxProportionalityOptions";
  CoxTimeScale transform = CoxTimeScale::km;
  bool scaled = true;
  void describe(Fields& f) {
    f("transform", transform, "The function of time g(t) with which a coefficient is thought to change.");
    f("scaled", scaled, "Whether scaled Schoenfeld residuals are made, for a plot of each coefficient over time: p numbers for each row that left.");
  }
};

/// One row for each column of x.
struct CoxProportionalityTests {
  static constexpr const char* record = "CoxProportionalityTests";
  std::vector<std::string> column;
  std::vector<double> statistic, p_value;
  std::vector<std::int64_t> degrees_of_freedom;
  void describe(Fields& f) {
    f("column", column, "Name of the column.").per("c");
    f("statistic", statistic, "Chi-squared statistic of the score test that column's coefficients do not change with g(t).").per("c").at_least(0);
    f("degrees_of_freedom", degrees_of_freedom, "Terms of the column that are not singular.").per("c").at_least(0);
    f("p_value", p_value, "Small when the effect of the column changes over tenure.").per("c").between(0, 1);
  }
};

/// One row for each row that left, by stratum and time.
struct CoxScaledResiduals {
  static constexpr const char* record = "CoxScaledResiduals";
  std::vector<std::int64_t> row, stratum;
  std::vector<double> time, transformed, coefficient;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("leavers").at_least(0);
    f("stratum", stratum, "Place of its stratum in the fit's `strata`.").per("leavers").at_least(0);
    f("time", time, "Time of leaving.").per("leavers");
    f("transformed", transformed, "g of that time.").per("leavers");
    f("coefficient", coefficient,
      "Scaled Schoenfeld residual plus the coefficient: smoothed over `transformed`, it shows the coefficient over time. Missing (NaN) for singular terms and for "
      "terms that are constant in the row's stratum.")
        .per("leavers", "p").may_be_missing();
  }
};

struct CoxProportionality {
  static constexpr const char* record = "CoxProportionality";
  CoxTimeScale transform = CoxTimeScale::km;
  CoxProportionalityTests tests;
  CoxTest together;
  std::vector<std::string> terms;
  CoxScaledResiduals scaled;
  void describe(Fields& f) {
    f("transform", transform, "As in the options.");
    f("tests", tests, "Tests by column.");
    f("together", together, "Test of all columns together.");
    f("terms", terms, "Names of the terms.").per("p");
    f("scaled", scaled, "Residuals for a plot.");
  }
};

/// Score tests of coefficients that change with g(t), as cox.zph of R's survival from version 3 on: the slope u of the likelihood along
/// g(t) x at the fit, against its variance given that the coefficients themselves are estimated. One more read of x than a Newton
/// step, with three Gram matrices: O(n·p²). A singular term is left out of the tests.
/// Sources: Grambsch & Therneau (1994); Therneau & Grambsch, Modeling Survival Data (2000), chapter 6.
CoxProportionality cox_proportionality(const CoxFit& fit, const CoxRows& input, const CoxProportionalityOptions& options = {},
                                       const RunContext& context = {});

}  // namespace mainstay::inline v1::survival
