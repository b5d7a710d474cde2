#include "performance/scorecard_steps.hpp"

#include <algorithm>

#include "core/at.hpp"
#include "performance/scorecard_words.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

const std::string& gate_name(const ScorecardGate& gate) { return gate.name.empty() ? gate.indicator : gate.name; }

std::int32_t place_in(const std::vector<std::string>& list, const std::string& name) { return static_cast<std::int32_t>(std::find(list.begin(), list.end(), name) - list.begin()); }

double contribution(const Scorecard& definition, const CardAtWork& card, std::size_t i) {
  if (card.weight.empty()) return missing;
  return card.weight[i] > 0.0 ? definition.scale * card.weight[i] * card.readings[i].attainment : 0.0;
}

void measured_credits(const ScorecardData& data, std::int64_t c, std::size_t i, std::vector<Credit>& credits) {
  const std::int32_t role = data.role[at(c)];
  data.credits_of(c, data.name_of[at(role)][i], credits);
  std::erase_if(credits, [&](const Credit& credit) { return data.sum_of(credit.source, data.measure_of[at(role)][i]).rows == 0; });
}

void write_steps(const ScorecardData& data, const StepSubjects& subjects, const CardAtWork& card, const std::vector<double>& shares, std::int64_t c, ScorecardSteps& table) {
  const Scorecard& definition = data.scorecard(c);
  const std::int32_t role = data.role[at(c)];
  std::int64_t step = 0;
  const auto add = [&](ScoreStep rule, std::int32_t what, double before, double after, std::string formula) {
    table.row.push_back(c);
    table.step.push_back(++step);
    table.rule.codes.push_back(static_cast<std::int32_t>(rule));
    table.what.codes.push_back(what);
    table.before.push_back(before);
    table.after.push_back(after);
    table.formula.push_back(std::move(formula));
  };
  std::string sum;
  std::vector<Credit> credits;
  double left = 0.0;
  for (std::size_t i = 0; i < definition.indicators.size(); ++i)
    if (card.weight[i] > 0.0) left += shares[i];
  for (std::size_t i = 0; i < definition.indicators.size(); ++i) {
    const ScorecardIndicator& indicator = definition.indicators[i];
    const ReadIndicator& now = card.readings[i];
    const std::int32_t what = static_cast<std::int32_t>(data.name_of[at(role)][i]);
    if (now.measured()) {
      const std::int64_t m = data.measure_of[at(role)][i];
      measured_credits(data, c, i, credits);
      const bool ratio = data.measures[at(m)].denominator >= 0, shared = credits.size() > 1 || credits[0].share != 1.0;
      for (int part = 0; part < (ratio ? 2 : 1); ++part) {
        std::string formula;
        for (const Credit& credit : credits) {
          const MeasuredSum& sums = data.sum_of(credit.source, m);
          const double value = (part == 0 ? sums.numerator : sums.denominator).value();
          add(ScoreStep::sum, what, missing, value, "");
          formula += (formula.empty() ? "" : " + ") + term(credit.share) + " * " + term(value);
        }
        if (shared) add(ScoreStep::credit, what, missing, part == 0 ? now.numerator : now.denominator, formula);
      }
      if (ratio) add(ScoreStep::ratio, what, now.numerator, now.value, term(now.numerator) + " / " + term(now.denominator));
      if (now.prorated != now.value || (indicator.prorate && card.presence < 1.0))
        add(ScoreStep::prorate, what, now.value, now.prorated, term(now.value) + " / (" + term(number_at(data.input.days_present, c)) + " / " + term(number_at(data.input.days_total, c)) + ")");
      if (indicator.curve_of == CurveOf::share_of_target) add(ScoreStep::against_target, what, now.prorated, now.compared, term(now.prorated) + " / " + term(now.target));
      if (card.weight[i] > 0.0) add(ScoreStep::curve, what, now.compared, now.attainment, curve_formula(indicator, now.curve, now.compared));
    }
    if (!(card.weight[i] > 0.0)) continue;
    const double share = shares[i];
    if (card.weight[i] != share) add(ScoreStep::reweigh, what, share, card.weight[i], term(share) + " / " + term(left));
    const double points = contribution(definition, card, i);
    add(ScoreStep::contribution, what, now.attainment, points, term(definition.scale) + " * " + term(card.weight[i]) + " * " + term(now.attainment));
    sum += (sum.empty() ? "" : " + ") + term(points);
  }
  double score = card.parts.attained;
  add(ScoreStep::attained, subjects.score, missing, score, sum);
  for (std::size_t g = 0; g < definition.gates.size(); ++g) {
    if (!card.failed[g]) continue;
    const double limit = definition.gates[g].effect == GateEffect::zero ? 0.0 : definition.gates[g].ceiling, after = std::min(score, limit);
    add(ScoreStep::gate, subjects.gate + place_in(subjects.gates, gate_name(definition.gates[g])), score, after, "min(" + term(score) + ", " + term(limit) + ")");
    score = after;
  }
  for (std::size_t e = 0; e < card.events.size(); ++e) {
    const double after = score - card.taken[e].taken;
    add(ScoreStep::deduction, subjects.event + data.events.codes[at(card.events[e].row)], score, after, deduction_formula(definition.deductions[at(card.events[e].rule)], card.events[e], card.taken[e], score));
    score = after;
  }
  if (card.parts.limited != score) {
    const bool low = card.parts.bound == ScoreBound::lowest;
    add(ScoreStep::limit, subjects.score, score, card.parts.limited, (low ? "max(" : "min(") + term(score) + ", " + term(low ? definition.lowest : *definition.highest) + ")");
  }
  if (definition.decimals) add(ScoreStep::rounding, subjects.score, card.parts.limited, card.parts.score, rounding_formula(card.parts.limited, *definition.decimals));
  const auto add_tier = [&](ScoreStep rule, std::int64_t tier) { add(rule, tier < 0 ? subjects.score : subjects.tier + place_in(subjects.tiers, definition.tiers[at(tier)].name), card.parts.score, card.parts.score, ""); };
  if (card.parts.reached >= 0) add_tier(ScoreStep::tier, card.parts.reached);
  if (card.parts.tier != card.parts.reached) add_tier(ScoreStep::hysteresis, card.parts.tier);
}

}  // namespace mainstay::inline v1::performance
