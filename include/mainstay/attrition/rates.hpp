// Turnover by name: which leavers over which headcount is said in the call and stands beside every figure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/attrition/employment.hpp"

namespace mainstay::inline v1::attrition {

/// What is divided by what. They answer different questions and differ by tens of percent; therefore there is no default.
enum class RateDefinition : std::int32_t {
  undeclared = 0,
  mid = 1,
  monthly_average_12 = 2,
  monthly_average_13 = 3,
  crude_wastage = 4,
  opening = 5,
  leavers_plus_closing = 6,
  exposure = 7,
  jolts = 8
};
constexpr auto choices(RateDefinition) {
  return std::array{choice(RateDefinition::undeclared, "undeclared", "Not said; refused."),
                    choice(RateDefinition::mid, "mid", "Leavers over the mean of opening and closing headcount."),
                    choice(RateDefinition::monthly_average_12, "monthly_average_12", "Leavers over the mean of the month-end headcounts of the period (12 in a year)."),
                    choice(RateDefinition::monthly_average_13, "monthly_average_13", "Leavers over the mean of the opening and the month-end headcounts (13 in a year)."),
                    choice(RateDefinition::crude_wastage, "crude_wastage", "Leavers over the mean headcount of all days of the period."),
                    choice(RateDefinition::opening, "opening", "Leavers over the opening headcount."),
                    choice(RateDefinition::leavers_plus_closing, "leavers_plus_closing", "Leavers over leavers plus closing headcount."),
                    choice(RateDefinition::exposure, "exposure", "Leavers per person-year of 365.25 days."),
                    choice(RateDefinition::jolts, "jolts", "Leavers per month over the headcount of the 12th of each calendar month, as the US survey of job openings counts.")};
}

enum class Annualise : std::int32_t { none = 0, simple = 1, compound = 2 };
constexpr auto choices(Annualise) {
  return std::array{choice(Annualise::none, "none", "Annual rates are missing."),
                    choice(Annualise::simple, "simple", "rate x 12 / months: what a year of such periods adds up to."),
                    choice(Annualise::compound, "compound", "1 - (1 - rate)^(12 / months): the share of a closed group gone after a year of such periods.")};
}

enum class RateInterval : std::int32_t { exact_poisson = 0, wilson = 1 };
constexpr auto choices(RateInterval) {
  return std::array{choice(RateInterval::exact_poisson, "exact_poisson", "Leavers as a Poisson count, the denominator as given (Garwood)."),
                    choice(RateInterval::wilson, "wilson", "Leavers as a share of the denominator (Wilson's score interval).")};
}

enum class RatePer : std::int32_t { period = 0, year = 1, month = 2 };
constexpr auto choices(RatePer) {
  return std::array{choice(RatePer::period, "period", "Of the period, however long it is."), choice(RatePer::year, "year", "Per person-year."),
                    choice(RatePer::month, "month", "Per month.")};
}

struct RatesOptions : EmploymentOptions {
  static constexpr const char* record = "RatesOptions";
  RateDefinition definition = RateDefinition::undeclared;
  Annualise annualise = Annualise::none;
  double confidence_level = 0.95;
  bool sentences = true;

  void describe(Fields& f) {
    f("definition", definition, "What is divided by what. To be given.");
    f("annualise", annualise, "How a rate of a period becomes one of a year.");
    f("confidence_level", confidence_level, "Coverage of the intervals.").above(0).below(1);
    f("sentences", sentences, "Whether each row says its definition in words.");
    describe_employment(f);
  }
};

/// A rate for each period, group and part: the total, and each kind of leaving over the same denominator.
struct RateTable {
  static constexpr const char* record = "RateTable";
  std::vector<std::int64_t> start{}, stop{}, numerator{};
  Categories column{}, value{}, part{};
  std::vector<double> denominator{}, rate{}, lower{}, upper{}, annual_rate{}, annual_lower{}, annual_upper{};
  std::vector<std::string> definition_en{}, definition_zh{};

  void describe(Fields& f) {
    f("start", start, "First day of the period.").per("i").in(day_unit);
    f("stop", stop, "First day after it.").per("i").in(day_unit);
    f("column", column, "'total', or a column of by.").per("i");
    f("value", value, "'all', or a value of the column.").per("i");
    f("part", part, "'total', or a kind of leaving; the kinds add up to the total.").per("i");
    f("numerator", numerator, "Leavers.").per("i");
    f("denominator", denominator, "What they are divided by; missing where the period does not consist of the months that the definition needs.").per("i").may_be_missing();
    f("rate", rate, "The rate; missing where the denominator is 0 or missing, never 0 for that.").per("i").may_be_missing();
    f("lower", lower, "Lower limit.").per("i").may_be_missing();
    f("upper", upper, "Upper limit.").per("i").may_be_missing();
    f("annual_rate", annual_rate, "Rate of a year, as annualise says; missing without, and where compounding more than everybody.").per("i").may_be_missing();
    f("annual_lower", annual_lower, "Its lower limit.").per("i").may_be_missing();
    f("annual_upper", annual_upper, "Its upper limit.").per("i").may_be_missing();
    f("definition_en", definition_en, "The figure in words and numbers, in English; empty without sentences.").per("i");
    f("definition_zh", definition_zh, "The same in Chinese.").per("i");
  }
};

/// The common definitions side by side for the same leavers. Where one lies outside the interval of the declared one, the choice
/// of definition matters more than chance: that is the warning.
struct RateDefinitions {
  static constexpr const char* record = "RateDefinitions";
  std::vector<std::int64_t> start{}, stop{}, numerator{}, declared{}, differs{};
  Categories column{}, value{}, definition{}, per{}, interval{};
  std::vector<double> denominator{}, rate{}, lower{}, upper{}, period_rate{};

  void describe(Fields& f) {
    f("start", start, "First day of the period.").per("r").in(day_unit);
    f("stop", stop, "First day after it.").per("r").in(day_unit);
    f("column", column, "'total', or a column of by.").per("r");
    f("value", value, "'all', or a value of the column.").per("r");
    f("definition", definition, "Definition.").per("r");
    f("declared", declared, "1 for the one that was asked for.").per("r");
    f("numerator", numerator, "Leavers.").per("r");
    f("denominator", denominator, "What they are divided by; missing where the period does not consist of the months that the definition needs.").per("r").may_be_missing();
    f("rate", rate, "The rate; missing where the denominator is 0 or missing.").per("r").may_be_missing();
    f("lower", lower, "Lower limit.").per("r").may_be_missing();
    f("upper", upper, "Upper limit.").per("r").may_be_missing();
    f("per", per, "What the rate is a rate of: period, year, month.").per("r");
    f("interval", interval, "Method of the interval.").per("r");
    f("period_rate", period_rate, "The rate brought to the length of the period, for comparing.").per("r").may_be_missing();
    f("differs", differs, "1 where period_rate lies outside the declared definition's interval.").per("r");
  }
};

/// Hires over the declared definition's denominator.
struct HireRates {
  static constexpr const char* record = "HireRates";
  std::vector<std::int64_t> start{}, stop{}, hires{};
  Categories column{}, value{};
  std::vector<double> denominator{}, rate{}, lower{}, upper{};

  void describe(Fields& f) {
    f("start", start, "First day of the period.").per("g").in(day_unit);
    f("stop", stop, "First day after it.").per("g").in(day_unit);
    f("column", column, "'total', or a column of by.").per("g");
    f("value", value, "'all', or a value of the column.").per("g");
    f("hires", hires, "People hired within it.").per("g");
    f("denominator", denominator, "The declared definition's; missing for leavers_plus_closing, which divides by leavers.").per("g").may_be_missing();
    f("rate", rate, "The rate; missing where the denominator is 0 or missing.").per("g").may_be_missing();
    f("lower", lower, "Lower limit, exact Poisson.").per("g").may_be_missing();
    f("upper", upper, "Upper limit, exact Poisson.").per("g").may_be_missing();
  }
};

struct RatesResult {
  static constexpr const char* record = "RatesResult";
  RateDefinition definition = RateDefinition::undeclared;
  RatePer per = RatePer::period;
  RateInterval interval = RateInterval::exact_poisson;
  std::string message{}, definition_en{}, definition_zh{}, annual_en{}, annual_zh{};
  std::int64_t warnings = 0;
  RateTable rates{};
  RateDefinitions definitions{};
  HireRates hires{};
  EmploymentNotices notices{};

  void describe(Fields& f) {
    f("definition", definition, "The declared definition.");
    f("per", per, "What the rates are rates of.");
    f("interval", interval, "Method of the intervals.");
    f("message", message, "Key of the definition in a catalogue of messages.");
    f("definition_en", definition_en, "The definition in words, in English.");
    f("definition_zh", definition_zh, "The same in Chinese.");
    f("annual_en", annual_en, "How rates were annualised, in English.");
    f("annual_zh", annual_zh, "The same in Chinese.");
    f("warnings", warnings, "Rows of definitions that differ from the declared one by more than its interval.");
    f("rates", rates, "The rates by period, group and kind.");
    f("definitions", definitions, "The common definitions side by side.");
    f("hires", hires, "Hires over the same denominator.");
    f("notices", notices, "What was noticed in the rows.");
  }
};

/// Leavers L of a period over a denominator, by definition. H0 and H1 are headcounts at opening and closing, H_j at the ends of its m
/// months, P its person-days, D its days, E_j the headcount on the 12th of its calendar months; all as attrition.headcount counts them.
///   mid L / ((H0 + H1) / 2)    monthly_average_12 L / mean(H_1 … H_m)    monthly_average_13 L / mean(H_0 … H_m)
///   crude_wastage L / (P / D)    opening L / H0    leavers_plus_closing L / (L + H1)    exposure L / (P / 365.25)    jolts L / sum E_j
/// Intervals: Wilson for leavers_plus_closing, which is a share; exact Poisson for the others, whose leavers need not be among those
/// they are divided by. Annual rates: simple r 12 / m, compound 1 - (1 - r)^(12 / m); m = days / (365.25 / 12) when the period is not
/// whole months; of a person-year rate itself and 1 - exp(-r). Small cells are not suppressed here.
/// Cost: as headcount, and groups x periods x definitions.
RatesResult rates(const EmploymentInput& input, const RatesOptions& options, const RunContext& context = {});

struct RatesState : EmploymentState<RatesOptions> {
  static constexpr const char* record = "RatesState";
  void update(const EmploymentInput& input, const RunContext& context);
  void merge(const RatesState& other);
  RatesResult finish(const RunContext& context) const;
};

extern const Function rates_analysis;

}  // namespace mainstay::inline v1::attrition
