// Which provinces, classes or recruiters really differ? Rates compared without blaming anybody for noise: funnel-plot limits, empirical-Bayes
// estimates, ranks with their uncertainty, and an answer that may be "nothing can be told apart".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"
#include "mainstay/funnel/multiplicity.hpp"

namespace mainstay::inline v1::funnel {

/// The overall answer.
enum class UnitsStatus : std::int32_t { told_apart, differ_overall, nothing_distinguishable, nothing_varies, too_few_units };
constexpr auto choices(UnitsStatus) {
  return std::array{choice(UnitsStatus::told_apart, "told_apart", "At least one unit differs from the centre by more than chance, after the correction for many units."),
                    choice(UnitsStatus::differ_overall, "differ_overall", "Together the units vary by more than chance, but none can be named."),
                    choice(UnitsStatus::nothing_distinguishable, "nothing_distinguishable", "The units vary by no more than chance makes them: any order of them is noise."),
                    choice(UnitsStatus::nothing_varies, "nothing_varies", "Everybody was counted, or nobody: nothing can vary."), choice(UnitsStatus::too_few_units, "too_few_units", "Fewer than two units with people: nothing to compare.")};
}

/// Which units are the good ones.
enum class UnitsBetter : std::int32_t { undeclared, higher, lower };
constexpr auto choices(UnitsBetter) {
  return std::array{choice(UnitsBetter::undeclared, "undeclared", "Not said; refused."), choice(UnitsBetter::higher, "higher", "A high rate is good: conversion."), choice(UnitsBetter::lower, "lower", "A low rate is good: loss.")};
}

enum class UnitsFit : std::int32_t { marginal_likelihood, moments };
constexpr auto choices(UnitsFit) {
  return std::array{choice(UnitsFit::marginal_likelihood, "marginal_likelihood", "The spread that makes the counts together most likely."), choice(UnitsFit::moments, "moments", "The spread with which rates vary as much as they do (Kleinman; adjusted rates: Paule & Mandel).")};
}

/// Whether intervals and ranks know of the error of the spread itself.
enum class UnitsIntervals : std::int32_t { spread_estimated, spread_known };
constexpr auto choices(UnitsIntervals) {
  return std::array{choice(UnitsIntervals::spread_estimated, "spread_estimated", "They go over all spreads that the counts allow, no variation among them: they hold with few units too. Of more than 200 units the ranks take the spread that was found: it is known well enough."),
                    choice(UnitsIntervals::spread_known, "spread_known", "They take the spread that was found for the true one: with few units they are too short.")};
}

enum class UnitsLimits : std::int32_t { exact, normal };
constexpr auto choices(UnitsLimits) {
  return std::array{choice(UnitsLimits::exact, "exact", "Tails of the binomial distribution, with straight lines between whole counts (Spiegelhalter 2005)."), choice(UnitsLimits::normal, "normal", "The centre plus and minus so many standard errors.")};
}

/// By what rates are adjusted for who the people are.
enum class UnitsAdjustment : std::int32_t { as_given, none, expected, stratum };
constexpr auto choices(UnitsAdjustment) {
  return std::array{choice(UnitsAdjustment::as_given, "as_given", "By expected or stratum, whichever is given; both are refused."), choice(UnitsAdjustment::none, "none", "Not at all; the two are not looked at."),
                    choice(UnitsAdjustment::expected, "expected", "By expected; stratum is not looked at."), choice(UnitsAdjustment::stratum, "stratum", "By stratum; expected is not looked at.")};
}

enum class UnitsOverdispersion : std::int32_t { none, multiplicative, additive };
constexpr auto choices(UnitsOverdispersion) {
  return std::array{choice(UnitsOverdispersion::none, "none", "The limits are those of chance alone."),
                    choice(UnitsOverdispersion::multiplicative, "multiplicative", "Standard errors are widened by the square root of dispersion, where that is above 1; limits are normal."),
                    choice(UnitsOverdispersion::additive, "additive", "Units differ anyway, by between_std: its square is added to the variances; limits are normal.")};
}

struct UnitsInput {
  static constexpr const char* record = "UnitsInput";
  Column unit{}, count{}, total{}, expected{}, stratum{};

  void describe(Fields& f) {
    f("unit", unit, "Province, class, recruiter; rows of one unit are added up.").per("n").category();
    f("count", count, "How many were lost, or converted.").per("n").whole().between(0, 1e12);
    f("total", total, "Of how many; left out: each row is a person.").per("n").whole().between(0, 1e12).optional();
    f("expected", expected, "How many of the row's people would be counted anywhere: adjusts for who they are (indirect standardisation).").per("n").at_least(0).optional();
    f("stratum", stratum, "Kind of people, such as the recruiting channel: expected counts are then those at each stratum's rate over all units. Missing is a stratum of its own.").per("n").category().optional().may_be_missing();
  }
};

struct UnitsOptions {
  static constexpr const char* record = "UnitsOptions";
  UnitsBetter better = UnitsBetter::undeclared;
  UnitsAdjustment adjustment = UnitsAdjustment::as_given;
  std::optional<double> target{};
  UnitsFit fit = UnitsFit::marginal_likelihood;
  UnitsIntervals intervals = UnitsIntervals::spread_estimated;
  UnitsLimits limits = UnitsLimits::exact;
  UnitsOverdispersion overdispersion = UnitsOverdispersion::none;
  double winsorised = 0.1, inner = 0.95, outer = 0.998;
  Multiplicity correction = Multiplicity::benjamini_hochberg;
  double error_rate = 0.05, confidence_level = 0.95;
  std::int64_t curve_points = 100;

  void describe(Fields& f) {
    f("better", better, "Which units are the good ones: rank 1 is the best.");
    f("adjustment", adjustment, "By what rates are adjusted for who the people are.");
    f("target", target, "Rate with which units are compared; left out: that of all units together.").above(0).below(1);
    f("fit", fit, "How the spread of the true rates is found, to which estimates are drawn.");
    f("intervals", intervals, "Whether the intervals of estimates, and what is said of ranks, know of the error of the spread itself.");
    f("limits", limits, "Of the funnel plot.");
    f("overdispersion", overdispersion, "What is done where units vary by more than chance anyway.");
    f("winsorised", winsorised, "Share of units at each end whose distance counts as that of the next one when dispersion and between_std are found.").at_least(0).below(0.5);
    f("inner", inner, "Coverage of the inner limits.").above(0).below(1);
    f("outer", outer, "Coverage of the outer limits.").above(0).below(1);
    f("correction", correction, "What is done about many units.");
    f("error_rate", error_rate, "A unit is flagged where its adjusted p-value is at most this; also the bound of the test of all units together.").above(0).below(1);
    f("confidence_level", confidence_level, "Level of the intervals of rates, estimates and ranks.").above(0).below(1);
    f("curve_points", curve_points, "Points of each limit curve; 0: none.").between(0, 100000);
  }
};

/// One row a unit, by label.
struct UnitsRows {
  static constexpr const char* record = "UnitsRows";
  Categories unit{}, position{};
  std::vector<std::int64_t> count{}, total{};
  std::vector<double> expected{}, rate{}, rate_lower{}, rate_upper{}, ratio{}, adjusted_rate{};
  std::vector<double> estimate{}, estimate_lower{}, estimate_upper{}, weight{};
  std::vector<double> plot_total{}, inner_lower{}, inner_upper{}, outer_lower{}, outer_upper{}, z{}, p_value{}, adjusted_p{};
  std::vector<std::int64_t> flagged{};
  std::vector<double> expected_rank{}, rank_lower{}, rank_upper{}, best_probability{}, worst_probability{};

  void describe(Fields& f) {
    f("unit", unit, "The unit.").per("units");
    f("position", position, "In the funnel plot: within, above_inner, below_inner, above_outer or below_outer limits; unknown without people.").per("units");
    f("count", count, "Counted.").per("units");
    f("total", total, "Of so many.").per("units");
    f("expected", expected, "Counted at the centre: total times target or overall rate, or as expected and stratum say.").per("units");
    f("rate", rate, "count / total; NaN without people.").per("units").may_be_missing();
    f("rate_lower", rate_lower, "Lower bound (Wilson).").per("units").between(0, 1);
    f("rate_upper", rate_upper, "Upper bound (Wilson).").per("units").between(0, 1);
    f("ratio", ratio, "count / expected; NaN where nothing is expected.").per("units").may_be_missing();
    f("adjusted_rate", adjusted_rate, "ratio times the centre: the rate if the unit had the people of all; without adjustment the rate. It may pass 1.").per("units").may_be_missing();
    f("estimate", estimate, "Expected true (adjusted) rate: drawn to that of all units as far as the unit's own people do not bear it out. NaN with fewer than three units.").per("units").may_be_missing();
    f("estimate_lower", estimate_lower, "Lower bound.").per("units").may_be_missing();
    f("estimate_upper", estimate_upper, "Upper bound.").per("units").may_be_missing();
    f("weight", weight, "How much the unit's own people count, from 0 to 1.").per("units").may_be_missing();
    f("plot_total", plot_total, "Where the unit stands on the axis of the curve: its total, or with adjustment the total with the same standard error; NaN without.").per("units").may_be_missing();
    f("inner_lower", inner_lower, "Inner lower limit of the adjusted rate; NaN for a unit that is unknown, as all limits.").per("units").may_be_missing();
    f("inner_upper", inner_upper, "Inner upper limit.").per("units").may_be_missing();
    f("outer_lower", outer_lower, "Outer lower limit.").per("units").may_be_missing();
    f("outer_upper", outer_upper, "Outer upper limit.").per("units").may_be_missing();
    f("z", z, "Distance from the centre in standard errors, overdispersion in them.").per("units").may_be_missing();
    f("p_value", p_value, "Probability of a distance at least as large by chance, two-sided.").per("units").may_be_missing();
    f("adjusted_p", adjusted_p, "The same after the correction for many units.").per("units").may_be_missing();
    f("flagged", flagged, "1 where adjusted_p is at most error_rate.").per("units").between(0, 1);
    f("expected_rank", expected_rank, "Mean of the rank that the true rate may have, 1 is best; NaN with fewer than three units, as all that is said of ranks.").per("units").may_be_missing();
    f("rank_lower", rank_lower, "Lower bound of the rank.").per("units").may_be_missing();
    f("rank_upper", rank_upper, "Upper bound of the rank.").per("units").may_be_missing();
    f("best_probability", best_probability, "Probability that the unit's true rate is the best.").per("units").may_be_missing();
    f("worst_probability", worst_probability, "Probability that it is the worst.").per("units").may_be_missing();
  }
};

/// The limits of a funnel plot.
struct UnitsCurve {
  static constexpr const char* record = "UnitsCurve";
  std::vector<std::int64_t> total{};
  std::vector<double> inner_lower{}, inner_upper{}, outer_lower{}, outer_upper{};

  void describe(Fields& f) {
    f("total", total, "People.").per("points");
    f("inner_lower", inner_lower, "Inner lower limit of the rate of so many.").per("points");
    f("inner_upper", inner_upper, "Inner upper limit.").per("points");
    f("outer_lower", outer_lower, "Outer lower limit.").per("points");
    f("outer_upper", outer_upper, "Outer upper limit.").per("points");
  }
};

/// How much the true rates of units vary, by one method; one row each for likelihood and moments.
struct UnitsSpread {
  static constexpr const char* record = "UnitsSpread";
  Categories method{};
  std::vector<double> mean{}, std{}, strength{};

  void describe(Fields& f) {
    f("method", method, "marginal_likelihood or moments.").per("methods");
    f("mean", mean, "Mean of the true (adjusted) rates.").per("methods");
    f("std", std, "Their standard deviation; 0: no more variation than by chance.").per("methods").at_least(0);
    f("strength", strength, "How many people the spread counts for: with so many a unit's own rate has half the weight. Infinite without variation; NaN with adjustment.").per("methods").may_be_missing().may_be_infinite();
  }
};

struct UnitsResult {
  static constexpr const char* record = "UnitsResult";
  UnitsStatus status = UnitsStatus::too_few_units;
  std::int64_t people = 0, counted = 0;
  double centre = 0.0, heterogeneity = 0.0, heterogeneity_p = 1.0, i_squared = 0.0;
  std::int64_t degrees_of_freedom = 0;
  double dispersion = 1.0, between_std = 0.0;
  std::int64_t outside_inner = 0, outside_outer = 0, flagged = 0;
  double outside_inner_by_chance = 0.0, outside_outer_by_chance = 0.0;
  UnitsRows units{};
  UnitsSpread spread{};
  UnitsCurve curve{};
  std::vector<std::string> labels_alike{};
  std::string sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("status", status, "The overall answer.");
    f("people", people, "People of all units.");
    f("counted", counted, "Counted among them.");
    f("centre", centre, "Rate with which units are compared: the target, or what is expected of all over their number; NaN without people.").may_be_missing();
    f("heterogeneity", heterogeneity, "Sum of the squared distances from the centre in standard errors of chance.");
    f("degrees_of_freedom", degrees_of_freedom, "Units with people, less one where the centre is their own rate.");
    f("heterogeneity_p", heterogeneity_p, "Probability of as large a sum by chance.").between(0, 1);
    f("i_squared", i_squared, "Share of the variation that is not chance: 1 - degrees_of_freedom / heterogeneity, at least 0.").between(0, 1);
    f("dispersion", dispersion, "Mean squared distance, winsorised: 1 by chance alone.");
    f("between_std", between_std, "Standard deviation between units on top of chance (DerSimonian & Laird from winsorised distances).").at_least(0);
    f("outside_inner", outside_inner, "Units outside the inner limits.");
    f("outside_inner_by_chance", outside_inner_by_chance, "How many would be if all were alike.");
    f("outside_outer", outside_outer, "Units outside the outer limits.");
    f("outside_outer_by_chance", outside_outer_by_chance, "How many would be if all were alike.");
    f("flagged", flagged, "Units that are told apart after the correction.");
    f("units", units, "The units.");
    f("spread", spread, "How much true rates vary; empty with fewer than three units.");
    f("curve", curve, "Limits for a plot; with adjustment, those of a unit without one.");
    f("labels_alike", labels_alike, "Units that differ in writing only (\"Hunan\" and \"hunan \"): they were counted apart.").per("a");
    f("sentence", sentence, "The answer in English.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// Compares the rates of units with what chance allows.
///
/// Under chance alone a unit's count is a sum of binomial ones, at the centre's rate or at those of its rows. Limits and p-values are the exact tails
/// (2 min, at most 1), symmetric: counting the others gives the mirror image. Estimates: beta-binomial; with expected or stratum normal on ratio. Ranks are
/// those of independent true rates given the data, by quadrature, the spread taken as known; the intervals of estimates are over all spreads that the
/// counts allow. Errors: counts beyond totals, expected beyond totals,
/// both of expected and stratum unless adjustment says which, either with target. Cost: O(n log n), limits O(units log total), ranks O(units · points · width of the distribution of a rank), 200 points and more where errors are unlike.
UnitsResult units(const UnitsInput& input, const UnitsOptions& options, const RunContext& context = {});

/// The rows of a part of the data, cut anywhere; finish() compares all units.
/// It keeps the rows, 8 bytes a value; the answer equals that of one machine. Errors of finish() name no row.
struct UnitsState : data::KeptState<UnitsOptions> {
  static constexpr const char* record = "UnitsState";
  void update(const UnitsInput& input, const RunContext& context = {});
  void merge(const UnitsState& other);
  UnitsResult finish(const RunContext& context = {}) const;
};

extern const Function units_analysis;

}  // namespace mainstay::inline v1::funnel
