// The scorecard: from counts and amounts to a score, by a versioned definition for each role, with every step written down.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class IndicatorDirection : std::int32_t { higher, lower, band };
constexpr auto choices(IndicatorDirection) {
  return std::array{choice(IndicatorDirection::higher, "higher", "More is better: the curve does not fall."), choice(IndicatorDirection::lower, "lower", "Less is better: the curve does not rise."),
                    choice(IndicatorDirection::band, "band", "Best within a range: the curve rises, then falls.")};
}

/// What the places of an attainment curve are.
enum class CurveOf : std::int32_t { value, share_of_target };
constexpr auto choices(CurveOf) {
  return std::array{choice(CurveOf::value, "value", "Values of the indicator itself."), choice(CurveOf::share_of_target, "share_of_target", "Value over target: 1 is the target reached.")};
}

/// What happens when an indicator was not measured: no row, no value, a denominator of 0.
enum class IndicatorMissing : std::int32_t { refuse, interval, reweigh, zero };
constexpr auto choices(IndicatorMissing) {
  return std::array{choice(IndicatorMissing::refuse, "refuse", "An error names person and indicator."),
                    choice(IndicatorMissing::interval, "interval", "The score is what it can be at least and at most; no score is given."),
                    choice(IndicatorMissing::reweigh, "reweigh", "The other weights are divided by their sum, and it is said; a gate on it is not applied."),
                    choice(IndicatorMissing::zero, "zero", "It attains 0; a gate on it fails.")};
}

enum class GateEffect : std::int32_t { ceiling, zero };
constexpr auto choices(GateEffect) {
  return std::array{choice(GateEffect::ceiling, "ceiling", "The score is `ceiling` at most."), choice(GateEffect::zero, "zero", "The score is 0.")};
}

/// How the weights of a scorecard are read.
enum class ScorecardWeights : std::int32_t { shares, relative };
constexpr auto choices(ScorecardWeights) {
  return std::array{choice(ScorecardWeights::shares, "shares", "They are shares and must add up to 1 (1e-9)."), choice(ScorecardWeights::relative, "relative", "Only their ratios count: each is divided by their sum.")};
}

/// What belongs to no card: rows of actuals or events of people or periods without one.
enum class ScorecardUnmatched : std::int32_t { refuse, leave_out };
constexpr auto choices(ScorecardUnmatched) {
  return std::array{choice(ScorecardUnmatched::refuse, "refuse", "An error names the row."), choice(ScorecardUnmatched::leave_out, "leave_out", "It is left out and counted in the findings.")};
}

/// What happens when the periods of two cards of one person share days.
enum class CardOverlaps : std::int32_t { refuse, allow };
constexpr auto choices(CardOverlaps) {
  return std::array{choice(CardOverlaps::refuse, "refuse", "An error names the cards: a person has one card for a day."),
                    choice(CardOverlaps::allow, "allow", "Each card stands for itself, as with rolling windows: an event counts on each that it reaches.")};
}

enum class ScorecardStatus : std::int32_t { scored, interval, incomplete, absent };
constexpr auto choices(ScorecardStatus) {
  return std::array{choice(ScorecardStatus::scored, "scored", "There is a score."), choice(ScorecardStatus::interval, "interval", "Something is not measured: the score lies between lower and upper."),
                    choice(ScorecardStatus::incomplete, "incomplete", "Less is measured than least_coverage, or all that counts was reweighed away: no score."), choice(ScorecardStatus::absent, "absent", "Present for less than least_presence, or not at all: no score.")};
}

/// What kept an indicator from counting by its value.
enum class IndicatorBound : std::int32_t { none, threshold, cap, missing };
constexpr auto choices(IndicatorBound) {
  return std::array{choice(IndicatorBound::none, "none", "Nothing: it stands on the curve."), choice(IndicatorBound::threshold, "threshold", "It lies outside the curve on the worse side."),
                    choice(IndicatorBound::cap, "cap", "It lies outside the curve on the better side: more adds nothing."), choice(IndicatorBound::missing, "missing", "It was not measured.")};
}

/// What bound the score in the end.
enum class ScoreBound : std::int32_t { none, gate, deduction_cap, lowest, highest };
constexpr auto choices(ScoreBound) {
  return std::array{choice(ScoreBound::none, "none", "Nothing."), choice(ScoreBound::gate, "gate", "A gate that failed."), choice(ScoreBound::deduction_cap, "deduction_cap", "The most that is deducted."),
                    choice(ScoreBound::lowest, "lowest", "The lowest score."), choice(ScoreBound::highest, "highest", "The highest score.")};
}

/// What a step of the calculation does.
enum class ScoreStep : std::int32_t { sum, credit, ratio, prorate, against_target, curve, reweigh, contribution, attained, gate, deduction, limit, rounding, tier, hysteresis };
constexpr auto choices(ScoreStep) {
  return std::array{choice(ScoreStep::sum, "sum", "The rows of one person or team were added."), choice(ScoreStep::credit, "credit", "Sums times the shares that are credited to the person."),
                    choice(ScoreStep::ratio, "ratio", "Numerator over denominator."), choice(ScoreStep::prorate, "prorate", "An amount over the share of days present."),
                    choice(ScoreStep::against_target, "against_target", "Over the target."), choice(ScoreStep::curve, "curve", "Read from the attainment curve."),
                    choice(ScoreStep::reweigh, "reweigh", "The weight over the weights of what was measured."), choice(ScoreStep::contribution, "contribution", "Scale times weight times attainment."),
                    choice(ScoreStep::attained, "attained", "The contributions added."), choice(ScoreStep::gate, "gate", "A gate that failed."), choice(ScoreStep::deduction, "deduction", "An event of the ledger."),
                    choice(ScoreStep::limit, "limit", "The lowest or the highest score."), choice(ScoreStep::rounding, "rounding", "Rounded to decimals, halves up."), choice(ScoreStep::tier, "tier", "The tier that the score reaches."),
                    choice(ScoreStep::hysteresis, "hysteresis", "The tier of the period before counts, or one between.")};
}

/// A point of an attainment curve.
struct AttainmentPoint {
  static constexpr const char* record = "AttainmentPoint";
  double at = 0.0, score = 0.0;
  void describe(Fields& f) {
    f("at", at, "Value, or share of the target.").required();
    f("score", score, "What is attained there; 1 is all that was asked.").required().at_least(0);
  }
};

/// One indicator of a scorecard.
struct ScorecardIndicator {
  static constexpr const char* record = "ScorecardIndicator";
  std::string name{}, numerator{}, denominator{};
  IndicatorDirection direction = IndicatorDirection::higher;
  CurveOf curve_of = CurveOf::share_of_target;
  std::vector<AttainmentPoint> curve{};
  double outside = 0.0, weight = 0.0;
  std::optional<double> target{};
  bool prorate = false;
  IndicatorMissing missing = IndicatorMissing::refuse;
  void describe(Fields& f) {
    f("name", name, "Name of the indicator, unique in its scorecard.").required();
    f("numerator", numerator, "Column of actual that is added up; left out: the name.");
    f("denominator", denominator, "Column of actual that divides it, added up too: a ratio is sum over sum, never a mean of ratios. Left out: an amount.");
    f("direction", direction, "Which way is better.");
    f("curve_of", curve_of, "What the places of the curve are.");
    f("curve", curve, "Points in rising order of `at`, straight lines between them. The end on the worse side is the threshold, the end on the better side the cap: beyond it, nothing is added.").required();
    f("outside", outside, "What is attained on the worse side of the threshold.").at_least(0);
    f("weight", weight, "Weight in the score; 0 for what only a gate looks at.").at_least(0);
    f("target", target, "Target of everybody whom the table target gives none.").above(0);
    f("prorate", prorate, "Whether an amount is divided by the share of days present before it is compared.");
    f("missing", missing, "What happens when it was not measured.");
  }
};

/// A line that must be held, whatever else is attained.
struct ScorecardGate {
  static constexpr const char* record = "ScorecardGate";
  std::string name{}, indicator{};
  std::optional<double> at_least{}, at_most{};
  GateEffect effect = GateEffect::ceiling;
  double ceiling = 0.0;
  void describe(Fields& f) {
    f("name", name, "Name of the gate; left out: that of the indicator.");
    f("indicator", indicator, "The indicator whose value (not attainment) is looked at.").required();
    f("at_least", at_least, "The least value that passes.");
    f("at_most", at_most, "The greatest value that passes.");
    f("effect", effect, "What follows when it fails.");
    f("ceiling", ceiling, "With effect = ceiling: the most that the score can be then.").at_least(0);
  }
};

/// What an event of the ledger costs.
struct DeductionRule {
  static constexpr const char* record = "DeductionRule";
  std::string name{};
  double points = 0.0;
  std::optional<double> half_life_days{}, cap{};
  std::optional<std::int64_t> reach_days{};
  void describe(Fields& f) {
    f("name", name, "Name of the rule, as the ledger writes it.").required();
    f("points", points, "Points that an event costs; event_points may say otherwise.").at_least(0);
    f("half_life_days", half_life_days, "After so many days an event costs half; left out: always the same.").above(0);
    f("cap", cap, "The most that all events of the rule cost a card.").at_least(0);
    f("reach_days", reach_days, "Events of the last so many days of the card's period count; left out: those of the period, with a half-life all before its end.").above(0);
  }
};

/// A range of scores with one consequence. The lower end belongs to it.
struct ScorecardTier {
  static constexpr const char* record = "ScorecardTier";
  std::string name{};
  std::optional<double> at_least{}, below{};
  void describe(Fields& f) {
    f("name", name, "Name of the tier, unique.").required();
    f("at_least", at_least, "The least score of the tier; left out: the lowest tier takes every score.");
    f("below", below, "The score at which the next tier begins; when given it must be the same as there.");
  }
};

/// What is expected of a role.
struct Scorecard {
  static constexpr const char* record = "Scorecard";
  std::string role{}, version{};
  std::vector<ScorecardIndicator> indicators{};
  ScorecardWeights weights = ScorecardWeights::shares;
  double scale = 100.0;
  std::vector<ScorecardGate> gates{};
  std::vector<DeductionRule> deductions{};
  std::optional<double> deduction_cap{};
  double lowest = 0.0;
  std::optional<double> highest{};
  std::optional<std::int64_t> decimals{};
  std::vector<ScorecardTier> tiers{};
  double hysteresis_up = 0.0, hysteresis_down = 0.0;
  double least_presence = 0.0, least_coverage = 0.0;
  void describe(Fields& f) {
    f("role", role, "The role; may be empty when there is one scorecard.");
    f("version", version, "Version of the definition, a word of the owner's such as \"2026-Q1\".");
    f("indicators", indicators, "What is measured, 1 to 1000.").required();
    f("weights", weights, "How the weights are read.");
    f("scale", scale, "Points when everything asked is attained.").above(0);
    f("gates", gates, "Lines that must be held.");
    f("deductions", deductions, "What events of the ledger cost.");
    f("deduction_cap", deduction_cap, "The most that all events together cost a card.").at_least(0);
    f("lowest", lowest, "The lowest score.").at_least(0);
    f("highest", highest, "The highest score; left out: what the caps of the curves allow.").above(0);
    f("decimals", decimals, "Decimals to which the score is rounded before the tier is read; left out: not rounded.").between(0, 9);
    f("tiers", tiers, "From the lowest to the highest.");
    f("hysteresis_up", hysteresis_up, "So many points beyond its edge a tier above that of the period before must be reached.").at_least(0);
    f("hysteresis_down", hysteresis_down, "So many points below its edge the tier of the period before may be missed and is still kept; tiers below it are lost in turn in the same way.").at_least(0);
    f("least_presence", least_presence, "Share of days present below which there is no score.").between(0, 1);
    f("least_coverage", least_coverage, "Weight that must have been measured; below it there is no score.").between(0, 1);
  }

  /// What check() cannot see: rules between the fields. Called for loaded documents too.
  void validate() const;
};

/// Refuses a scorecard that contradicts itself: names given twice, weights that do not add up, a curve out of order or against its direction, a gate on an unknown indicator or without a line, tiers that overlap or leave a gap.
void check_scorecard(std::string_view analysis, const Scorecard& scorecard, std::string_view path);

struct ScorecardInput {
  static constexpr const char* record = "ScorecardInput";
  Column person{}, period{}, role{}, start{}, stop{}, days_present{}, days_total{}, previous_tier{};
  Table target{};
  Column actual_person{}, actual_period{};
  Table actual{};
  Column event{}, event_person{}, event_rule{}, event_day{}, event_points{};
  Column split_from{}, split_period{}, split_indicator{}, split_to{}, split_share{};
  void describe(Fields& f) {
    f("person", person, "Whose card; a row is a card.").per("n").category();
    f("period", period, "The period of the card. A person has one card in a period.").per("n").category().optional();
    f("role", role, "Role of the card, as a scorecard names it; needed with several scorecards.").per("n").category().optional();
    f("start", start, "First day of the period; needed with a ledger.").per("n").day().optional();
    f("stop", stop, "First day after the period; needed with a ledger.").per("n").day().optional();
    f("days_present", days_present, "Days of the period on which the person worked or could have: after joining, without leave.").per("n").in("days").at_least(0).optional();
    f("days_total", days_total, "Days of the period, counted the same way.").per("n").in("days").above(0).optional();
    f("previous_tier", previous_tier, "Tier of the period before, needed for hysteresis; missing: none.").per("n").category().optional().may_be_missing();
    f("target", target, "Targets: a column for each indicator that has some. Missing: the target of the definition.").per("n").above(0).optional().may_be_missing();
    f("actual_person", actual_person, "Person or team of a row of actual.").per("actuals").category();
    f("actual_period", actual_period, "Its period; given when period is.").per("actuals").category().optional();
    f("actual", actual, "Numerators and denominators, as many rows as there are (days, contracts, sums). Missing: not measured in this row; numerator and denominator together.").per("actuals").may_be_missing();
    f("event", event, "Id of an event of the ledger, each once.").per("events").category().optional();
    f("event_person", event_person, "Whose.").per("events").category().optional();
    f("event_rule", event_rule, "By which rule.").per("events").category().optional();
    f("event_day", event_day, "On which day.").per("events").day().optional();
    f("event_points", event_points, "Points that it costs; missing: those of the rule.").per("events").at_least(0).optional().may_be_missing();
    f("split_from", split_from, "Person or team whose actuals are split among people.").per("splits").category().optional();
    f("split_period", split_period, "In which period; missing or left out: in all that have no split of their own.").per("splits").category().optional().may_be_missing();
    f("split_indicator", split_indicator, "Of which indicator; missing: of all that have no split of their own.").per("splits").category().optional().may_be_missing();
    f("split_to", split_to, "Who is credited.").per("splits").category().optional();
    f("split_share", split_share, "With which share; the shares of one split add up to 1.").per("splits").between(0, 1).optional();
  }
};

struct ScorecardOptions {
  static constexpr const char* record = "ScorecardOptions";
  std::vector<Scorecard> scorecards{};
  ScorecardUnmatched unmatched = ScorecardUnmatched::refuse;
  CardOverlaps overlaps = CardOverlaps::refuse;
  bool explain = true;
  void describe(Fields& f) {
    f("scorecards", scorecards, "The definitions, one for each role.").required();
    f("unmatched", unmatched, "What happens to rows and events that belong to no card.");
    f("overlaps", overlaps, "What happens when the periods of two cards of one person share days; looked at where start and stop are given.");
    f("explain", explain, "Whether steps and sentences are written.");
  }
};

/// A row a card, in the order of the input.
struct ScorecardCards {
  static constexpr const char* record = "ScorecardCards";
  Categories person{}, period{}, role{}, status{}, tier{}, reached_tier{}, bound{}, bound_by{};
  std::vector<double> score{}, lower{}, upper{}, attained{}, deducted{}, coverage{}, presence{};
  std::vector<std::int64_t> gates_failed{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n");
    f("period", period, "The period; missing without.").per("n").may_be_missing();
    f("role", role, "The role.").per("n");
    f("status", status, "scored, interval, incomplete or absent.").per("n");
    f("score", score, "The score; missing (NaN) unless scored.").per("n").may_be_missing();
    f("lower", lower, "What it is at least: the score, or less where something was not measured; missing (NaN) without score.").per("n").may_be_missing();
    f("upper", upper, "What it is at most.").per("n").may_be_missing();
    f("tier", tier, "The tier, after hysteresis; missing without score, and below the lowest.").per("n").may_be_missing();
    f("reached_tier", reached_tier, "The tier by the edges alone.").per("n").may_be_missing();
    f("attained", attained, "The contributions added, before gates, deductions and limits; missing (NaN) unless scored.").per("n").may_be_missing();
    f("deducted", deducted, "Points that events cost; missing (NaN) unless scored.").per("n").may_be_missing();
    f("gates_failed", gates_failed, "Gates that failed.").per("n");
    f("bound", bound, "What bound the score last.").per("n");
    f("bound_by", bound_by, "Name of the gate; missing unless a gate.").per("n").may_be_missing();
    f("coverage", coverage, "Weight that was measured.").per("n").between(0, 1);
    f("presence", presence, "Share of days present; 1 when not given.").per("n").at_least(0);
  }
};

/// A row for each card and indicator.
struct ScorecardIndicators {
  static constexpr const char* record = "ScorecardIndicators";
  std::vector<std::int64_t> row{};
  Categories person{}, period{}, indicator{}, bound{};
  std::vector<double> numerator{}, denominator{}, value{}, target{}, compared{}, attainment{}, weight{}, contribution{};
  void describe(Fields& f) {
    f("row", row, "Row of the card, from 0.").per("indicators");
    f("person", person, "The person.").per("indicators");
    f("period", period, "The period; missing without.").per("indicators").may_be_missing();
    f("indicator", indicator, "The indicator.").per("indicators");
    f("numerator", numerator, "Sum credited; missing (NaN) where not measured.").per("indicators").may_be_missing();
    f("denominator", denominator, "Sum credited; missing (NaN) for amounts.").per("indicators").may_be_missing();
    f("value", value, "The value; missing (NaN) where not measured.").per("indicators").may_be_missing();
    f("target", target, "The target; missing (NaN) where the curve needs none.").per("indicators").may_be_missing();
    f("compared", compared, "Where on the curve it stands: the value, prorated, over the target.").per("indicators").may_be_missing();
    f("attainment", attainment, "What the curve gives; missing (NaN) where not measured, unless it counts as 0.").per("indicators").may_be_missing();
    f("bound", bound, "What kept it from counting by its value.").per("indicators");
    f("weight", weight, "Weight as it counted, after reweighing.").per("indicators").between(0, 1);
    f("contribution", contribution, "Points; missing (NaN) where the score is an interval because of it.").per("indicators").may_be_missing();
  }
};

/// A row for each card and gate.
struct ScorecardGates {
  static constexpr const char* record = "ScorecardGates";
  std::vector<std::int64_t> row{}, failed{};
  Categories gate{};
  std::vector<double> value{};
  void describe(Fields& f) {
    f("row", row, "Row of the card, from 0.").per("gates");
    f("gate", gate, "The gate.").per("gates");
    f("value", value, "The value of its indicator; missing (NaN) where not measured.").per("gates").may_be_missing();
    f("failed", failed, "1 where it failed, also because the indicator counts as 0 when missing.").per("gates").between(0, 1);
  }
};

/// A row for each event that counts on a card, in order of day and id.
struct ScorecardDeductions {
  static constexpr const char* record = "ScorecardDeductions";
  std::vector<std::int64_t> row{}, day{}, age_days{};
  Categories person{}, event{}, rule{};
  std::vector<double> points{}, decayed{}, taken{};
  void describe(Fields& f) {
    f("row", row, "Row of the card, from 0.").per("deductions");
    f("person", person, "The person.").per("deductions");
    f("event", event, "Id of the event.").per("deductions");
    f("rule", rule, "The rule.").per("deductions");
    f("day", day, "Its day.").per("deductions").in(day_unit);
    f("age_days", age_days, "Days from it to the last day of the period.").per("deductions").in("days");
    f("points", points, "Points of the event.").per("deductions");
    f("decayed", decayed, "What is left of them.").per("deductions");
    f("taken", taken, "What was deducted, within the caps.").per("deductions");
  }
};

/// The calculation of each scored card: whoever puts the formula into a calculator gets `after`.
struct ScorecardSteps {
  static constexpr const char* record = "ScorecardSteps";
  std::vector<std::int64_t> row{}, step{};
  Categories person{}, period{}, rule{}, what{};
  std::vector<double> before{}, after{};
  std::vector<std::string> formula{};
  void describe(Fields& f) {
    f("row", row, "Row of the card, from 0.").per("steps");
    f("person", person, "The person.").per("steps");
    f("period", period, "The period; missing without.").per("steps").may_be_missing();
    f("step", step, "Number of the step, from 1.").per("steps");
    f("rule", rule, "What is done.").per("steps");
    f("what", what, "Of what: an indicator, a gate, an event, the score.").per("steps");
    f("before", before, "The value that comes in; missing (NaN) where one begins.").per("steps").may_be_missing();
    f("after", after, "The value that comes out.").per("steps");
    f("formula", formula, "How, in numbers: + - * / ** ( ) min max floor. Empty for a sum of rows and a tier.").per("steps");
  }
};

struct ScorecardFindings {
  static constexpr const char* record = "ScorecardFindings";
  std::vector<std::string> finding{};
  std::vector<std::int64_t> count{}, first_row{};
  void describe(Fields& f) {
    f("finding", finding, "What was found, as a code.").per("f");
    f("count", count, "Rows concerned.").per("f");
    f("first_row", first_row, "The first of them, from 0.").per("f");
  }
};

struct ScorecardResult {
  static constexpr const char* record = "ScorecardResult";
  std::int64_t scored = 0;
  std::vector<Scorecard> scorecards{};
  ScorecardCards cards{};
  ScorecardIndicators indicators{};
  ScorecardGates gates{};
  ScorecardDeductions deductions{};
  ScorecardSteps steps{};
  ScorecardFindings findings{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("scored", scored, "Cards with a score.");
    f("scorecards", scorecards, "The definitions as they were given: with them the scores can be computed again.");
    f("cards", cards, "The scores.");
    f("indicators", indicators, "What each indicator attained and adds.");
    f("gates", gates, "Which gates failed.");
    f("deductions", deductions, "What each event cost.");
    f("steps", steps, "The calculation, step by step. Empty unless explain.");
    f("findings", findings, "What was met on the way.");
    f("sentence", sentence, "In English, for each card. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("n").optional();
  }
};

/// score = round(limit(gates(scale * sum of weight * curve(value)) - deductions)), in this order.
/// value is sum(numerator) or sum(numerator) / sum(denominator) over the rows credited to the person; the curve reads it as it is or over the target, amounts first divided by the share of days present when they are prorated.
/// A value, a line of a gate and the edge of a tier count as reached within 1e-9 (relative, or absolute below 1), so that binary rounding decides about nobody. Tiers are closed on the left.
/// Deductions: points * 0.5^(age / half_life), within the cap of the rule and of all, in order of day and id; age in days to the last day of the card.
/// Hysteresis: a tier above that of the period before needs its edge + hysteresis_up; from the tier of the period before downwards each is lost below its edge - hysteresis_down.
/// Missing values are treated by the rule of each indicator, never silently. Cards in the order of the input; the order of the other tables does not matter, nor does the number of threads.
/// Throws Error: what check_scorecard says; two cards for one person and period, or (unless allowed) for one day; a card without scorecard; a column that is missing or is not a number; a negative denominator; an indicator that is missing for everybody in a role;
/// a missing target; an event id that comes twice, an event of an unknown rule; splits that do not add up to 1; rows of nobody's card, splits of nothing that is there, events in the period of a card whose role lacks their rule (unless left out); sums beyond the doubles:
///   performance.scorecard: actual.calls[3] is -2, but must be >= 0: it is a denominator
/// O(rows + cards x indicators + events log events).
ScorecardResult scorecard(const ScorecardInput& input, const ScorecardOptions& options, const RunContext& context = {});

extern const Function scorecard_analysis;

}  // namespace mainstay::inline v1::performance
