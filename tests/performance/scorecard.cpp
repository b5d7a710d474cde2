#include "mainstay/performance/scorecard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>

#include "compare.hpp"
#include "formula.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

ScorecardIndicator indicator(const std::string& name, double weight, std::vector<AttainmentPoint> curve, IndicatorDirection direction = IndicatorDirection::higher) {
  ScorecardIndicator made;
  made.name = name;
  made.weight = weight;
  made.curve = std::move(curve);
  made.direction = direction;
  return made;
}

// The broker's: sales against a target (threshold 70 %, cap 130 %), conversion and overdue as ratios, a compliance gate.
Scorecard broker() {
  Scorecard card;
  card.role = "seller";
  card.version = "2026-Q1";
  card.indicators = {indicator("sales", 0.5, {{0.7, 0.4}, {1, 1}, {1.3, 1.6}}), indicator("conversion", 0.3, {{0.1, 0}, {0.2, 1}, {0.3, 1.2}}), indicator("overdue", 0.2, {{0.01, 1.2}, {0.03, 1}, {0.06, 0}}, IndicatorDirection::lower),
                     indicator("compliance", 0.0, {{0, 0}, {1, 1}})};
  card.indicators[0].target = 100000;
  card.indicators[0].prorate = true;
  for (std::size_t i = 1; i < 4; ++i) card.indicators[i].curve_of = CurveOf::value;
  card.indicators[1].numerator = "converted", card.indicators[1].denominator = "leads";
  card.indicators[2].numerator = "late", card.indicators[2].denominator = "lent";
  card.indicators[3].numerator = "passed", card.indicators[3].denominator = "checks";
  card.gates.resize(1);
  card.gates[0].indicator = "compliance";
  card.gates[0].at_least = 0.9;
  card.gates[0].ceiling = 60;
  card.deductions.resize(2);
  card.deductions[0].name = "complaint", card.deductions[0].points = 4, card.deductions[0].cap = 6;
  card.deductions[1].name = "breach", card.deductions[1].points = 10, card.deductions[1].half_life_days = 30;
  card.tiers.resize(3);
  card.tiers[0].name = "C", card.tiers[1].name = "B", card.tiers[2].name = "A";
  card.tiers[1].at_least = 60, card.tiers[2].at_least = 85, card.tiers[1].below = 85;
  return card;
}

struct Office {
  std::vector<std::string> person{"Li", "Wu"}, period{"Q1", "Q1"}, actual_person{"Li", "Li", "Wu"}, actual_period{"Q1", "Q1", "Q1"};
  std::vector<double> start{100, 100}, stop{190, 190}, present{90, 60}, total{90, 90};
  std::map<std::string, std::vector<double>> target{}, actual{{"sales", {60000, 55000, 70000}}, {"converted", {3, 1, 2}}, {"leads", {10, 10, 20}}, {"late", {2, 0, 9}}, {"lent", {50, 50, 100}}, {"passed", {9, 10, 8}}, {"checks", {10, 10, 10}}};
  std::vector<std::string> role{}, event{}, event_person{}, event_rule{}, split_from{}, split_to{}, split_indicator{};
  std::vector<double> event_day{}, event_points{}, split_share{};
  ScorecardOptions options{};

  Office() { options.scorecards = {broker()}; }

  ScorecardResult run(const RunContext& context = {}) const {
    Labels labels;
    ScorecardInput input;
    input.person = labels.column(person);
    input.period = labels.column(period);
    if (!role.empty()) input.role = labels.column(role);
    input.start = Column(start);
    input.stop = Column(stop);
    input.days_present = Column(present);
    input.days_total = Column(total);
    for (const auto& [name, values] : target) input.target.add(name, Column(values));
    input.actual_person = labels.column(actual_person);
    input.actual_period = labels.column(actual_period);
    for (const auto& [name, values] : actual) input.actual.add(name, Column(values));
    if (!event.empty()) {
      input.event = labels.column(event);
      input.event_person = labels.column(event_person);
      input.event_rule = labels.column(event_rule);
      input.event_day = Column(event_day);
      if (!event_points.empty()) input.event_points = Column(event_points);
    }
    if (!split_from.empty()) {
      input.split_from = labels.column(split_from);
      input.split_to = labels.column(split_to);
      input.split_share = Column(split_share);
      if (!split_indicator.empty()) input.split_indicator = labels.column(split_indicator);
    }
    return scorecard(input, options, context);
  }
};

std::string refusal(const std::function<void(Office&)>& change) {
  Office office;
  change(office);
  return sentence([&] { office.run(); });
}

// The score of each card by its steps alone: each formula is computed anew and must give what stands after it, and whatever it uses must have come out before or be a number of the definition.
std::map<std::int64_t, double> by_steps(const ScorecardResult& result) {
  std::map<std::int64_t, double> last;
  for (std::size_t s = 0; s < result.steps.step.size(); ++s) {
    CAPTURE(result.steps.formula[s]);
    if (result.steps.formula[s].empty()) {
      if (static_cast<ScoreStep>(result.steps.rule.codes[s]) != ScoreStep::tier) continue;
    } else {
      CHECK(formula::value(result.steps.formula[s]) == result.steps.after[s]);
    }
    last[result.steps.row[s]] = result.steps.after[s];
  }
  return last;
}

}  // namespace

TEST_CASE("scorecard: the broker's, worked by hand") {
  Office office;
  office.event = {"e1", "e2", "e3", "e4"};
  office.event_person = {"Li", "Li", "Li", "Wu"};
  office.event_rule = {"complaint", "complaint", "breach", "breach"};
  office.event_day = {120, 130, 159, 60};
  const ScorecardResult result = office.run();
  // Li: 115,000 of 100,000: 1 + .15 / .3 * .6 = 1.3 -> 65; 4 of 20: 1 -> 30; 2 of 100 = .02: 1.1 -> 22. Passed 19 of 20. Events: 4, then 2 of 4 (cap 6), breach 30 days before the last day: 5.
  CHECK(result.indicators.attainment[0] == Approx(1.3).epsilon(1e-14));
  CHECK(result.indicators.value[1] == 0.2);
  CHECK(result.indicators.contribution[2] == Approx(22).epsilon(1e-14));
  CHECK(result.cards.attained[0] == Approx(117).epsilon(1e-14));
  CHECK(result.deductions.taken[0] == 4);
  CHECK(result.deductions.taken[1] == 2);
  CHECK(result.deductions.taken[2] == Approx(5).epsilon(1e-14));
  CHECK(result.cards.score[0] == Approx(106).epsilon(1e-14));
  // Wu: 70,000 over 60 of 90 days is 105,000: 1.1 -> 55; 2 of 20 = .1: 0; 9 of 100: outside, 0. Passed 8 of 10 < .9: 60 at most, which does not bind. The breach of day 60, 129 days before the last: 10 * .5^4.3.
  CHECK(result.indicators.compared[4] == Approx(1.05).epsilon(1e-14));
  CHECK(result.indicators.contribution[4] == Approx(55).epsilon(1e-14));
  CHECK(result.cards.attained[1] == Approx(55).epsilon(1e-14));
  CHECK(result.cards.gates_failed == std::vector<std::int64_t>{0, 1});
  CHECK(static_cast<ScoreBound>(result.cards.bound.codes[1]) == ScoreBound::none);
  CHECK(result.cards.score[1] == Approx(55 - 10 * std::pow(0.5, 4.3)).epsilon(1e-14));
  CHECK(result.cards.tier.levels[static_cast<std::size_t>(result.cards.tier.codes[0])] == "A");
  CHECK(result.cards.tier.levels[static_cast<std::size_t>(result.cards.tier.codes[1])] == "C");
  CHECK(static_cast<IndicatorBound>(result.indicators.bound.codes[6]) == IndicatorBound::threshold);
  const auto scores = by_steps(result);
  CHECK(scores.at(0) == result.cards.score[0]);
  CHECK(scores.at(1) == result.cards.score[1]);
  CHECK(result.sentence[0] == "106 points, tier A: sales 65, conversion 30, overdue 22; 3 events cost 11.");
  CHECK(result.sentence_zh[1] == "得分 54.49，C档：sales 55，conversion 0，overdue 0；未过compliance红线（0.8，要求不低于 0.9）：得分不超过 60；1项扣分共 0.51。");
}

TEST_CASE("scorecard: what belongs to no card is counted, not lost in silence") {
  Office office;
  office.options.unmatched = ScorecardUnmatched::leave_out;
  office.event = {"e1", "e2", "e3"};
  office.event_person = {"Hao", "Li", "Li"};
  office.event_rule = {"breach", "complaint", "breach"};
  office.event_day = {120, 60, 195};
  office.actual_person[1] = "desk";
  const ScorecardResult result = office.run();
  CHECK(result.findings.finding == std::vector<std::string>{"actual_without_card", "event_on_no_card", "event_without_card"});
  CHECK(result.findings.count == std::vector<std::int64_t>{1, 2, 1});
  CHECK(result.findings.first_row == std::vector<std::int64_t>{1, 1, 0});
  CHECK(result.deductions.row.empty());
  CHECK(result.scorecards[0].version == "2026-Q1");
}

TEST_CASE("scorecard: an event by a rule that the role does not have is refused, or told") {
  Office office;
  office.options.scorecards.push_back(office.options.scorecards[0]);
  office.options.scorecards[1].role = "lead";
  office.options.scorecards[0].deductions.resize(1);
  office.role = {"seller", "lead"};
  office.event = {"e1"};
  office.event_person = {"Li"};
  office.event_rule = {"breach"};
  office.event_day = {120};
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: event_rule[0] is \"breach\", but must be a rule of the scorecard of \"Li\" in \"Q1\", unless unmatched = leave_out");
  office.options.unmatched = ScorecardUnmatched::leave_out;
  CHECK(office.run().findings.finding == std::vector<std::string>{"event_without_rule"});
  office.options.unmatched = ScorecardUnmatched::refuse;
  office.event_day = {60};  // before the card: of a period in which the role may have been another
  CHECK(office.run().findings.finding == std::vector<std::string>{"event_on_no_card"});
}

TEST_CASE("scorecard: sums beyond the doubles are not missing values") {
  Office office;
  office.options.scorecards[0].indicators[0].missing = IndicatorMissing::zero;
  office.actual["sales"] = {1.7e308, 1.7e308, 1};
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: actual.sales is too large to be added for \"Li\", but must be small enough for sums below 1.8e308");
}

TEST_CASE("scorecard: a ratio is sum over sum") {
  Office office;
  office.actual["converted"] = {1, 0, 2};
  office.actual["leads"] = {1, 99, 20};  // the mean of the ratios would be .5
  CHECK(office.run().indicators.value[1] == 0.01);
}

TEST_CASE("scorecard: gates bind, zero, and stay away") {
  Office office;
  office.actual["passed"] = {5, 5, 8};
  ScorecardResult result = office.run();
  CHECK(result.cards.score[0] == 60);
  CHECK(static_cast<ScoreBound>(result.cards.bound.codes[0]) == ScoreBound::gate);
  CHECK(result.cards.bound_by.levels[static_cast<std::size_t>(result.cards.bound_by.codes[0])] == "compliance");
  CHECK(by_steps(result).at(0) == 60);
  office.options.scorecards[0].gates[0].effect = GateEffect::zero;
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: scorecards[0].gates[0].ceiling is 60, but must be left out unless effect is ceiling");
  office.options.scorecards[0].gates[0].ceiling = 0;
  result = office.run();
  CHECK(result.cards.score == std::vector<double>{0, 0});
  office.options.scorecards[0].gates[0].at_least = 0.5;  // exactly on the line passes
  CHECK(office.run().cards.gates_failed == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("scorecard: what is not measured, by each named rule") {
  Office office;
  office.actual["leads"] = {10, 10, 0};
  office.actual["converted"] = {3, 1, 0};
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: actual.converted is missing for \"Wu\" in \"Q1\", but must be measured, or scorecards[0].indicators[1].missing must say what follows");
  office.options.scorecards[0].indicators[1].missing = IndicatorMissing::zero;
  CHECK(office.run().cards.score[1] == Approx(55));
  CHECK(office.run().cards.coverage[1] == Approx(0.7));
  office.options.scorecards[0].indicators[1].missing = IndicatorMissing::reweigh;
  ScorecardResult result = office.run();
  CHECK(result.cards.attained[1] == Approx(55 / 0.7).epsilon(1e-14));
  CHECK(result.cards.score[1] == 60);  // the gate binds now
  CHECK(by_steps(result).at(1) == 60);
  CHECK(result.sentence[1] == "60 points, tier B: sales 78.57, overdue 0; conversion was not measured, the other weights were raised; gate compliance failed (0.8, at least 0.9): 60 points at most.");
  office.options.scorecards[0].least_coverage = 0.75;
  CHECK(static_cast<ScorecardStatus>(office.run().cards.status.codes[1]) == ScorecardStatus::incomplete);
  office.options.scorecards[0].least_coverage = 0.7;
  office.options.scorecards[0].indicators[1].missing = IndicatorMissing::interval;
  result = office.run();
  CHECK(static_cast<ScorecardStatus>(result.cards.status.codes[1]) == ScorecardStatus::interval);
  CHECK(std::isnan(result.cards.score[1]));
  CHECK(result.cards.lower[1] == Approx(55));
  CHECK(result.cards.upper[1] == 60);  // 55 + 36, under the ceiling
  office.actual["passed"] = {9, 10, missing};
  office.actual["checks"] = {10, 10, missing};
  office.options.scorecards[0].indicators[3].missing = IndicatorMissing::interval;
  CHECK(office.run().cards.upper[1] == Approx(91));
}

TEST_CASE("scorecard: credits split between people and teams add up") {
  Office office;
  office.actual_person = {"Li", "desk", "Wu"};
  for (auto& [name, values] : office.actual)
    if (name != "sales") values[1] = missing;
  office.options.scorecards[0].indicators[0].prorate = false;
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: actual_person[1] is \"desk\" in \"Q1\", but must be the person of a card, or split among some, unless unmatched = leave_out");
  office.split_from = {"desk", "desk", "Li", "Li"};
  office.split_to = {"Li", "Wu", "Li", "Wu"};
  office.split_share = {0.4, 0.6, 0.75, 0.25};
  office.split_indicator = {"sales", "sales", "sales", "sales"};
  const ScorecardResult result = office.run();
  CHECK(result.indicators.numerator[0] == Approx(0.75 * 60000 + 0.4 * 55000));
  CHECK(result.indicators.numerator[4] == Approx(70000 + 0.25 * 60000 + 0.6 * 55000));
  CHECK(result.indicators.numerator[0] + result.indicators.numerator[4] == Approx(185000));
  CHECK(by_steps(result).at(1) == result.cards.score[1]);
  office.split_share[1] = 0.5;
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: split_share[0] is 0.9 with the others of \"desk\", but must be shares that add up to 1");
  office.split_share[1] = 0.6;
  office.split_to[1] = "Hao";
  CHECK(sentence([&] { office.run(); }) == "performance.scorecard: split_to[1] is \"Hao\", but must be the person of a card, unless unmatched = leave_out");
}

TEST_CASE("scorecard: refusals name what is wrong") {
  CHECK(refusal([](Office&) {}) == "accepted");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].indicators[0].weight = 0.4; }) == "performance.scorecard: scorecards[0].indicators is a list whose weights add up to 0.9, but must be one whose weights add up to 1, unless weights = relative");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].tiers[1].below = 90; }) == "performance.scorecard: scorecards[0].tiers[1].below is 90, but must be where the next tier begins, 85: tiers must not overlap nor leave a gap");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].tiers[2].at_least = 55; o.options.scorecards[0].tiers[1].below.reset(); }) ==
        "performance.scorecard: scorecards[0].tiers[2].at_least is 55, but must be above that of the tier before, 60: tiers must not overlap");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].gates[0].indicator = "manners"; }) == "performance.scorecard: scorecards[0].gates[0].indicator is \"manners\", but must be one of sales, conversion, overdue, compliance");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].indicators[1].numerator = "smiles"; }) ==
        "performance.scorecard: scorecards[0].indicators[1].numerator is \"smiles\", but must be one of the columns of actual, checks, converted, late, leads, lent, passed, sales");
  CHECK(refusal([](Office& o) { o.actual["leads"][1] = -1; }) == "performance.scorecard: actual.leads[1] is -1, but must be >= 0: it is a denominator");
  CHECK(refusal([](Office& o) { o.actual["sales"] = {missing, missing, missing}; }) == "performance.scorecard: actual.sales is missing for everybody whose role is \"seller\", but must be measured for somebody");
  CHECK(refusal([](Office& o) { o.actual["leads"][1] = missing; }) == "performance.scorecard: actual.leads[1] is missing, but must be given: its numerator is");
  CHECK(refusal([](Office& o) { o.person[1] = "Li"; }) == "performance.scorecard: person[1] is \"Li\", but must be there once in a period: row 0 is a card of the same person and period");
  CHECK(refusal([](Office& o) { o.person[1] = "Li", o.period[1] = "late", o.start[1] = 150, o.stop[1] = 200, o.actual_person[2] = "Li", o.actual_period[2] = "late"; }) ==
        "performance.scorecard: start[1] is 150, but must be at least the stop of row 0, another card of \"Li\", unless overlaps = allow");
  CHECK(refusal([](Office& o) { o.person[1] = "Li", o.period[1] = "late", o.start[1] = 150, o.stop[1] = 200, o.actual_person[2] = "Li", o.actual_period[2] = "late", o.options.overlaps = CardOverlaps::allow; }) == "accepted");
  CHECK(refusal([](Office& o) { o.event = {"e", "e"}, o.event_person = {"Li", "Wu"}, o.event_rule = {"breach", "breach"}, o.event_day = {120, 130}; }) == "performance.scorecard: event[1] is \"e\", but must be there once: row 0 has it too");
  CHECK(refusal([](Office& o) { o.event = {"e"}, o.event_person = {"Li"}, o.event_rule = {"late"}, o.event_day = {120}; }) ==
        "performance.scorecard: event_rule[0] is \"late\", but must be one of the rules of the scorecards, complaint, breach");
  CHECK(refusal([](Office& o) { o.options.scorecards[0].indicators[2].direction = IndicatorDirection::higher; }) ==
        "performance.scorecard: scorecards[0].indicators[2].curve[1].score is 1, but must be at least the point before, 1.2, because higher is better");
  CHECK(refusal([](Office& o) { o.present[1] = 91; }) == "performance.scorecard: days_present[1] is 91, but must be at most days_total of the row");
  CHECK(refusal([](Office& o) { o.target["mood"] = {1, 1}; }) == "performance.scorecard: target.mood is unknown, but must be one of the indicators, sales, conversion, overdue, compliance");
  CHECK(refusal([](Office& o) { o.target["overdue"] = {1, 1}; }) == "performance.scorecard: target.overdue is given, but must be left out, because the curve of the indicator is read by its value");
  CHECK(refusal([](Office& o) { o.present[1] = 0; }) == "accepted");
}

TEST_CASE("scorecard: curves of numpy.interp") {
  const golden::json document = golden::load_golden("performance/scorecard/curves.json");
  for (std::size_t c = 0; c < document["data"]["curves"].size(); ++c) {
    CAPTURE(c);
    const auto& given = document["data"]["curves"][c];
    const std::vector<double> x = golden::numbers(given["x"]), points = golden::numbers(given["at"]), scores = golden::numbers(given["score"]);
    ScorecardIndicator made = indicator("y", 1.0, {});
    for (std::size_t k = 0; k < points.size(); ++k) made.curve.push_back({points[k], scores[k]});
    made.curve_of = CurveOf::value;
    made.outside = given["outside"].get<double>();
    const std::string direction = given["direction"].get<std::string>();
    made.direction = direction == "higher" ? IndicatorDirection::higher : direction == "lower" ? IndicatorDirection::lower : IndicatorDirection::band;
    std::vector<std::int64_t> person(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) person[i] = static_cast<std::int64_t>(i);
    ScorecardInput input;
    input.person = input.actual_person = Column(person);
    input.actual.add("y", Column(x));
    ScorecardOptions options;
    options.scorecards.resize(1);
    options.scorecards[0].indicators = {made};
    options.scorecards[0].scale = 1.0;
    check_all(scorecard(input, options).cards.score, golden::numbers(document["expect"]["score"][c]), 1e-13, 1e-13, "curve");
  }
}

TEST_CASE("scorecard: the salespeople of peopleanalyticsdata, in numpy") {
  const golden::json document = golden::load_golden("performance/scorecard/salespeople.json");
  const std::vector<double> sales = golden::numbers(document["data"]["sales"]), rate = golden::numbers(document["data"]["customer_rate"]);
  std::vector<std::int64_t> person(sales.size());
  for (std::size_t i = 0; i < person.size(); ++i) person[i] = static_cast<std::int64_t>(i);
  ScorecardInput input;
  input.person = input.actual_person = Column(person);
  input.actual.add("sales", Column(sales));
  input.actual.add("customer_rate", Column(rate));
  ScorecardOptions options;
  options.scorecards.resize(1);
  options.scorecards[0].indicators = {indicator("sales", 0.7, {{0.5, 0.2}, {1, 1}, {1.4, 1.5}}), indicator("customer_rate", 0.3, {{2, 0}, {4, 1}, {5, 1.3}})};
  options.scorecards[0].indicators[0].target = 500;
  options.scorecards[0].indicators[1].curve_of = CurveOf::value;
  options.scorecards[0].tiers.resize(3);
  options.scorecards[0].tiers[0].name = "C", options.scorecards[0].tiers[1].name = "B", options.scorecards[0].tiers[2].name = "A";
  options.scorecards[0].tiers[1].at_least = 60, options.scorecards[0].tiers[2].at_least = 110;
  const ScorecardResult result = scorecard(input, options);
  check_all(result.cards.score, golden::numbers(document["expect"]["score"]), 1e-13, 1e-13, "score");
  for (std::size_t i = 0; i < person.size(); ++i) CHECK(result.cards.tier.codes[i] == document["expect"]["tier"][i].get<std::int32_t>());
}

TEST_CASE("scorecard: the definition as plain loops") {
  std::mt19937_64 draw(7);
  const auto uniform = [&](double low, double high) { return low + (high - low) * static_cast<double>(draw() >> 11) * 0x1p-53; };
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Office office;
    Scorecard& card = office.options.scorecards[0];
    const std::size_t people = 1 + draw() % 6, rows = 1 + draw() % 20;
    card.gates[0].ceiling = uniform(20, 70);
    card.gates[0].effect = draw() % 4 == 0 ? GateEffect::zero : GateEffect::ceiling;
    if (card.gates[0].effect != GateEffect::ceiling) card.gates[0].ceiling = 0;
    card.deduction_cap = draw() % 2 == 0 ? std::optional<double>(uniform(1, 15)) : std::nullopt;
    card.highest = draw() % 2 == 0 ? std::optional<double>(uniform(60, 100)) : std::nullopt;
    card.decimals = draw() % 2 == 0 ? std::optional<std::int64_t>(draw() % 3) : std::nullopt;
    card.indicators[1].missing = card.indicators[2].missing = IndicatorMissing::reweigh;
    card.indicators[3].missing = draw() % 2 == 0 ? IndicatorMissing::zero : IndicatorMissing::reweigh;
    office.person.clear(), office.period.clear(), office.start.clear(), office.stop.clear(), office.present.clear(), office.total.clear(), office.actual_person.clear(), office.actual_period.clear();
    for (auto& [name, values] : office.actual) values.clear();
    for (std::size_t i = 0; i < people; ++i) {
      office.person.push_back("p" + std::to_string(i)), office.period.push_back("Q1");
      office.start.push_back(100), office.stop.push_back(190), office.total.push_back(90), office.present.push_back(static_cast<double>(30 + draw() % 61));
      office.target["sales"].push_back(draw() % 3 == 0 ? missing : uniform(50000, 150000));
    }
    for (std::size_t r = 0; r < rows + people; ++r) {
      office.actual_person.push_back(r < people ? office.person[r] : office.person[draw() % people]), office.actual_period.push_back("Q1");
      office.actual["sales"].push_back(std::floor(uniform(0, 60000)));
      for (const auto& [top, bottom] : {std::pair<const char*, const char*>{"converted", "leads"}, {"late", "lent"}, {"passed", "checks"}}) {
        const double below = draw() % 5 == 0 ? 0.0 : std::floor(uniform(1, 30));
        office.actual[bottom].push_back(below);
        office.actual[top].push_back(std::floor(below * uniform(0, std::string(top) == "passed" ? 1.2 : 0.2)));
      }
    }
    for (std::size_t e = draw() % 8; e > 0; --e) {
      office.event.push_back("e" + std::to_string(e)), office.event_person.push_back(office.person[draw() % people]), office.event_rule.push_back(draw() % 2 == 0 ? "complaint" : "breach");
      office.event_day.push_back(static_cast<double>(60 + draw() % 140)), office.event_points.push_back(draw() % 2 == 0 ? missing : uniform(0, 9));
    }
    const std::string refused = sentence([&] { office.run(); });
    if (refused != "accepted") {
      CHECK(refused.find("missing for everybody") != std::string::npos);
      continue;
    }
    const ScorecardResult result = office.run();
    const auto scores = by_steps(result);
    for (std::size_t i = 0; i < people; ++i) {
      std::map<std::string, double> sum;
      for (std::size_t r = 0; r < office.actual_person.size(); ++r)
        if (office.actual_person[r] == office.person[i])
          for (const auto& [name, values] : office.actual) sum[name] += values[r];
      const auto between = [](double x, std::vector<AttainmentPoint> points, bool lower) {
        if (lower ? x > points.back().at : x < points.front().at) return 0.0;
        if (x <= points.front().at) return points.front().score;
        for (std::size_t k = 1; k < points.size(); ++k)
          if (x <= points[k].at) return points[k - 1].score + (x - points[k - 1].at) / (points[k].at - points[k - 1].at) * (points[k].score - points[k - 1].score);
        return points.back().score;
      };
      const double target = std::isnan(office.target["sales"][i]) ? 100000 : office.target["sales"][i];
      std::vector<std::pair<double, double>> parts{{0.5, between(sum["sales"] / (office.present[i] / 90) / target, card.indicators[0].curve, false)}};
      if (sum["leads"] > 0) parts.emplace_back(0.3, between(sum["converted"] / sum["leads"], card.indicators[1].curve, false));
      if (sum["lent"] > 0) parts.emplace_back(0.2, between(sum["late"] / sum["lent"], card.indicators[2].curve, true));
      double weights = 0, score = 0;
      for (const auto& [weight, y] : parts) weights += weight, score += 100 * weight * y;
      score /= weights;
      const bool failed = sum["checks"] > 0 ? sum["passed"] / sum["checks"] < 0.9 - 1e-9 : card.indicators[3].missing == IndicatorMissing::zero;
      if (failed) score = std::min(score, card.gates[0].effect == GateEffect::zero ? 0.0 : card.gates[0].ceiling);
      std::vector<std::size_t> order(office.event.size());
      for (std::size_t e = 0; e < order.size(); ++e) order[e] = e;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::pair(office.event_day[a], office.event[a]) < std::pair(office.event_day[b], office.event[b]); });
      double complaints = 0, all = 0;
      for (const std::size_t e : order) {
        if (office.event_person[e] != office.person[i] || office.event_day[e] >= 190) continue;
        const bool breach = office.event_rule[e] == "breach";
        if (!breach && office.event_day[e] < 100) continue;
        double cost = std::isnan(office.event_points[e]) ? (breach ? 10 : 4) : office.event_points[e];
        if (breach) cost *= std::pow(0.5, (189 - office.event_day[e]) / 30);
        else cost = std::min(cost, 6 - complaints);
        if (card.deduction_cap) cost = std::min(cost, *card.deduction_cap - all);
        if (!breach) complaints += cost;
        all += cost;
      }
      score = std::max(0.0, score - all);
      if (card.highest) score = std::min(score, *card.highest);
      if (card.decimals) score = std::floor(score * std::pow(10, *card.decimals) + 0.5 + 1e-9) / std::pow(10, *card.decimals);
      near(result.cards.score[i], score, 1e-9, "score");
      CHECK(scores.at(static_cast<std::int64_t>(i)) == result.cards.score[i]);
    }
    // Rows and events in another order, and threads, change no bit.
    Office turned = office;
    std::reverse(turned.actual_person.begin(), turned.actual_person.end());
    for (auto& [name, values] : turned.actual) std::reverse(values.begin(), values.end());
    for (auto* texts : {&turned.event, &turned.event_person, &turned.event_rule}) std::reverse(texts->begin(), texts->end());
    std::reverse(turned.event_day.begin(), turned.event_day.end());
    std::reverse(turned.event_points.begin(), turned.event_points.end());
    ScorecardResult again = turned.run({.threads = 3});
    again.findings.first_row = result.findings.first_row;  // a row of the input
    CHECK(to_json(Object::of(again)) == to_json(Object::of(result)));
  }
}
