// Do people who came back stay longer than new hires, and do they perform?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::returns {

/// A row is a spell, or an (entry, duration] piece of one. The clock begins anew with every spell.
struct SecondSpellsInput {
  static constexpr const char* record = "SecondSpellsInput";
  Column person, spell, duration, event, entry, start, strata, performance;
  Table x, history;
  void describe(Fields& f) {
    f("person", person, "Who it is: rows of one person go together in every error.").per("n").category();
    f("spell", spell, "Which stay of the person it is: 1 of a new hire, 2 and more of somebody who came back.").per("n").whole().between(1, 1000);
    f("duration", duration, "Time from the (re)hire to leaving, or to the end of observation. In days when `start` is given.").per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time since the (re)hire from which the row is observed; below `duration`. 0 if not given.").per("n").at_least(0).optional();
    f("start", start, "Day of the (re)hire; a spell may not begin before the one before has ended.").per("n").day().optional();
    f("strata", strata, "People are compared within these only (year of hire, site).").per("n").category().optional();
    f("performance", performance, "How well they did in this spell, by one measure after equal time. Missing: not measured.").per("n").optional().may_be_missing();
    f("x", x, "Attributes that both kinds of people have when they are hired; compared at equal values.").per("n", "c").optional();
    f("history", history, "Attributes that only those who came back have: length of the spell before, why they left, how long they were away. Not looked at, and may be missing, of new hires.")
        .per("n", "history_columns").optional().may_be_missing();
  }
};

struct SecondSpellsOptions {
  static constexpr const char* record = "SecondSpellsOptions";
  std::vector<double> horizons;
  std::optional<double> until;
  survival::Ties ties = survival::Ties::efron;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizons", horizons, "Times at which the curves are told, rising.").above(0).required();
    f("until", until, "Horizon of the restricted mean; when not given, the longest time to which both groups were followed.").above(0);
    f("ties", ties, "How tied times of leaving enter the likelihood.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// A row for new hires and one for those who came back.
struct SecondSpellsGroups {
  static constexpr const char* record = "SecondSpellsGroups";
  Categories group;
  std::vector<std::int64_t> rows, people, left;
  std::vector<double> restricted_mean, std_error, lower, upper, median, median_lower, median_upper, followed_until;
  void describe(Fields& f) {
    f("group", group, "new_hires or returners.").per("g");
    f("rows", rows, "Rows.").per("g").at_least(0);
    f("people", people, "People among them.").per("g").at_least(0);
    f("left", left, "Rows that left.").per("g").at_least(0);
    f("restricted_mean", restricted_mean, "Mean time stayed up to `until`.").per("g").at_least(0);
    f("std_error", std_error, "Its standard error, by person.").per("g").at_least(0);
    f("lower", lower, "Lower limit; where nobody left, as far as leaving at a constant rate can be excluded.").per("g").at_least(0);
    f("upper", upper, "Upper limit, at most `until`.").per("g").at_least(0);
    f("median", median, "Time by which half have left. Missing (NaN): not reached.").per("g").may_be_missing();
    f("median_lower", median_lower, "Lower limit (log-log). Missing: not reached.").per("g").may_be_missing();
    f("median_upper", median_upper, "Upper limit. Missing: not reached.").per("g").may_be_missing();
    f("followed_until", followed_until, "Longest duration.").per("g").at_least(0);
  }
};

/// A row for each group and horizon.
struct SecondSpellsCurve {
  static constexpr const char* record = "SecondSpellsCurve";
  Categories group;
  std::vector<double> time, at_risk, left, staying, lower, upper;
  void describe(Fields& f) {
    f("group", group, "new_hires or returners.").per("r");
    f("time", time, "Time since the (re)hire.").per("r").above(0);
    f("at_risk", at_risk, "Rows observed just before.").per("r").at_least(0);
    f("left", left, "Rows that had left by then.").per("r").at_least(0);
    f("staying", staying, "Share that stays so long (Kaplan-Meier). Missing (NaN) beyond the follow-up.").per("r").between(0, 1).may_be_missing();
    f("lower", lower, "Lower limit: Wilson's at the effective number; 0 beyond the follow-up.").per("r").between(0, 1);
    f("upper", upper, "Upper limit.").per("r").between(0, 1);
  }
};

/// How an effect was found.
enum class SecondSpellsStatus : std::int32_t { estimated, corrected, not_estimated };
constexpr auto choices(SecondSpellsStatus) {
  return std::array{choice(SecondSpellsStatus::estimated, "estimated", "Cox's regression, errors by person."),
                    choice(SecondSpellsStatus::corrected, "corrected", "One group never left, or always first: Firth's correction with the interval of the penalised profile, rows taken for people."),
                    choice(SecondSpellsStatus::not_estimated, "not_estimated", "Nobody left, or being a returner cannot be told from the attributes: no figures.")};
}

/// A row for each comparison: unadjusted, adjusted for x, and with the returners' own history.
struct SecondSpellsEffects {
  static constexpr const char* record = "SecondSpellsEffects";
  Categories comparison, status;
  std::vector<std::int64_t> rows, left;
  std::vector<double> log_hazard_ratio, std_error, hazard_ratio, lower, upper, p_value, proportionality_p_value;
  void describe(Fields& f) {
    f("comparison", comparison, "unadjusted; adjusted: at equal x; with_history: at equal x, of a returner with the average history.").per("e");
    f("status", status, "estimated, corrected or not_estimated.").per("e");
    f("rows", rows, "Rows.").per("e").at_least(0);
    f("left", left, "Rows that left.").per("e").at_least(0);
    f("log_hazard_ratio", log_hazard_ratio, "Log of the rate of leaving of returners over that of new hires. Missing (NaN) where not estimated.").per("e").may_be_missing();
    f("std_error", std_error, "Its standard error, by person. Missing as the ratio.").per("e").at_least(0).may_be_missing();
    f("hazard_ratio", hazard_ratio, "Below 1: returners stay longer. Missing as its logarithm.").per("e").at_least(0).may_be_missing();
    f("lower", lower, "Lower limit of the hazard ratio. Missing as the ratio.").per("e").at_least(0).may_be_missing();
    f("upper", upper, "Upper limit. Missing as the ratio.").per("e").at_least(0).may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value. Missing as the ratio.").per("e").between(0, 1).may_be_missing();
    f("proportionality_p_value", proportionality_p_value, "Small when the ratio changes over the time stayed, and one number hides it (Grambsch & Therneau). Missing unless estimated.").per("e").between(0, 1).may_be_missing();
  }
};

/// All terms of the comparisons.
struct SecondSpellsTerms {
  static constexpr const char* record = "SecondSpellsTerms";
  Categories comparison;
  std::vector<std::string> term;
  std::vector<double> coefficient, std_error, lower, upper, p_value, centre;
  void describe(Fields& f) {
    f("comparison", comparison, "unadjusted, adjusted or with_history.").per("p");
    f("term", term, "returner; a column of x, for a level \"column=level\"; of history with \"history.\" before it.").per("p");
    f("coefficient", coefficient, "Log hazard ratio for one unit more, or against the reference level; of history, among returners.").per("p");
    f("std_error", std_error, "Its standard error, by person. Missing (NaN) for a singular term.").per("p").may_be_missing().may_be_infinite();
    f("lower", lower, "Lower limit. Missing as the error.").per("p").may_be_missing().may_be_infinite();
    f("upper", upper, "Upper limit. Missing as the error.").per("p").may_be_missing().may_be_infinite();
    f("p_value", p_value, "Two-sided p-value. Missing as the error.").per("p").between(0, 1).may_be_missing();
    f("centre", centre, "Of history: the mean (of a level the share) over the returners' rows, at which `returner` compares. Missing (NaN) of other terms.").per("p").may_be_missing();
  }
};

/// Returners less new hires: a row without adjustment, and one at equal x.
struct SecondSpellsPerformance {
  static constexpr const char* record = "SecondSpellsPerformance";
  Categories comparison;
  std::vector<std::int64_t> new_hires, returners;
  std::vector<double> new_hire_mean, returner_mean, difference, std_error, lower, upper, degrees_of_freedom;
  void describe(Fields& f) {
    f("comparison", comparison, "unadjusted, or adjusted for x.").per("d");
    f("new_hires", new_hires, "Rows of new hires with a measure.").per("d").at_least(0);
    f("returners", returners, "Rows of returners with a measure.").per("d").at_least(0);
    f("new_hire_mean", new_hire_mean, "Mean of new hires. Missing (NaN) without rows.").per("d").may_be_missing();
    f("returner_mean", returner_mean, "Mean of returners. Missing without rows.").per("d").may_be_missing();
    f("difference", difference, "Returners less new hires; adjusted: at equal x (least squares). Missing with fewer than two rows of one group, and where x tells them apart.").per("d").may_be_missing();
    f("std_error", std_error, "Its standard error, by person. Missing as the difference.").per("d").at_least(0).may_be_missing();
    f("lower", lower, "Lower limit (Student's t). Missing as the difference.").per("d").may_be_missing();
    f("upper", upper, "Upper limit. Missing as the difference.").per("d").may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Of the interval: Welch's, or people less terms. Missing as the difference.").per("d").at_least(0).may_be_missing();
  }
};

struct SecondSpellsResult {
  static constexpr const char* record = "SecondSpellsResult";
  double until = 0.0, restricted_mean_difference = 0.0, difference_std_error = 0.0, difference_lower = 0.0, difference_upper = 0.0;
  SecondSpellsGroups groups;
  SecondSpellsCurve curve;
  SecondSpellsEffects effects;
  SecondSpellsTerms terms;
  SecondSpellsPerformance performance;
  void describe(Fields& f) {
    f("until", until, "Horizon of the restricted means.").above(0);
    f("restricted_mean_difference", restricted_mean_difference, "Mean time stayed up to `until`, returners less new hires; not adjusted.");
    f("difference_std_error", difference_std_error, "Its standard error, by person.").at_least(0);
    f("difference_lower", difference_lower, "Lower limit.");
    f("difference_upper", difference_upper, "Upper limit.");
    f("groups", groups, "New hires and returners.");
    f("curve", curve, "Who stays how long.");
    f("effects", effects, "Rates of leaving compared.");
    f("terms", terms, "The comparisons in full.");
    f("performance", performance, "Performance compared; empty without a measure.");
  }
};

/// Compares later spells with first ones. Hazard ratios: Cox's regression with the sandwich by person (Lin & Wei 1989), within strata. History enters
/// as returner · (value - mean over returners), so that it says how returners differ among themselves and `returner` how their average
/// differs from new hires. Restricted means: areas under Kaplan-Meier curves; the error of their difference by the infinitesimal jackknife summed
/// over each person's rows in both groups. Performance: Welch's interval where nobody has two rows, with sums by person otherwise; adjusted
/// by least squares with a sandwich by person. Nothing here is the effect of coming back on a person: see the page.
/// Refuses tables without both groups, a spell that begins before the last has ended or after one that has not (two open spells), pieces that overlap,
/// `until` beyond the follow-up of a group, and returners without history. Missing x is refused. O(n log n) beside the regressions.
SecondSpellsResult second_spells(const SecondSpellsInput& input, const SecondSpellsOptions& options, const RunContext& context = {});

extern const Function second_spells_analysis;

}  // namespace mainstay::inline v1::returns
