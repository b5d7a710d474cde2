#include "mainstay/performance/scorecard.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/scorecard_kernel.hpp"
#include "performance/scorecard_reading.hpp"
#include "performance/scorecard_steps.hpp"
#include "performance/scorecard_words.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.scorecard";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The tables that one chunk of cards makes.
struct Lists {
  ScorecardIndicators indicators;
  ScorecardGates gates;
  ScorecardDeductions deductions;
  ScorecardSteps steps;
};

class Scoring {
 public:
  Scoring(const ScorecardInput& input, const ScorecardOptions& options) : data_(input, options), explain_(options.explain) {
    for (const Scorecard& card : options.scorecards) {
      double sum = 0.0;
      for (const ScorecardIndicator& indicator : card.indicators) sum += indicator.weight;
      shares_.emplace_back();
      for (const ScorecardIndicator& indicator : card.indicators) shares_.back().push_back(card.weights == ScorecardWeights::relative ? indicator.weight / sum : indicator.weight);
    }
    people_ = data_.person.names();
    if (input.period.given()) periods_ = data_.period.names();
    for (const Scorecard& card : options.scorecards) {
      for (const ScorecardTier& tier : card.tiers) number_of(tiers_, tier.name);
      for (const ScorecardGate& gate : card.gates) number_of(gates_, gate_name(gate));
    }
    subjects_.gate = static_cast<std::int32_t>(data_.indicator_names.size());
    subjects_.gates = gates_;
    events_ = data_.events.names();
    subjects_.event = subjects_.gate + static_cast<std::int32_t>(gates_.size());
    subjects_.score = subjects_.event + static_cast<std::int32_t>(events_.size());
    subjects_.tier = subjects_.score + 1;
    subjects_.tiers = tiers_;
  }

  ScorecardResult run(Team& team) {
    const std::int64_t n = data_.cards(), chunks = std::min<std::int64_t>(256, (n + 63) / 64);
    cards_.resize(at(n));
    team.report(0.0, 0.4);
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      std::vector<Credit> credits;
      for (std::int64_t c = span.first; c < span.last; ++c) read(c, credits);
    });
    check_measured();
    std::vector<Lists> lists(at(chunks));
    std::vector<ScoreSentences> sentences(explain_ ? at(n) : 0);
    team.report(0.4, 1.0);
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      std::vector<double> low, high;
      for (std::int64_t c = span.first; c < span.last; ++c) {
        score(c, low, high);
        tell(c, lists[at(chunk)]);
        if (explain_) sentences[at(c)] = score_sentences(story_of(c));
      }
    });
    ScorecardResult result;
    result.scorecards = data_.options.scorecards;
    note_events();
    tell_cards(result);
    gather(lists, result);
    for (ScoreSentences& each : sentences) {
      result.sentence.push_back(std::move(each.en));
      result.sentence_zh.push_back(std::move(each.zh));
    }
    for (const auto& [code, found] : data_.findings) {
      result.findings.finding.push_back(code);
      result.findings.count.push_back(found.first);
      result.findings.first_row.push_back(found.second);
    }
    return result;
  }

 private:
  static std::int32_t number_of(std::vector<std::string>& list, const std::string& name) {
    const auto found = std::find(list.begin(), list.end(), name);
    if (found != list.end()) return static_cast<std::int32_t>(found - list.begin());
    list.push_back(name);
    return static_cast<std::int32_t>(list.size()) - 1;
  }

  void read(std::int64_t c, std::vector<Credit>& credits) {
    CardAtWork& card = cards_[at(c)];
    const std::int32_t role = data_.role[at(c)];
    const Scorecard& definition = data_.scorecard(c);
    const std::size_t k = definition.indicators.size();
    card.presence = data_.share_present(c);
    if (card.presence <= 0.0 || !reaches(card.presence, definition.least_presence)) {
      card.status = ScorecardStatus::absent;
      return;
    }
    card.readings.resize(k);
    for (std::size_t i = 0; i < k; ++i) {
      const ScorecardIndicator& indicator = definition.indicators[i];
      ReadIndicator& now = card.readings[i];
      const std::int64_t m = data_.measure_of[at(role)][i];
      measured_credits(data_, c, i, credits);
      if (indicator.curve_of == CurveOf::share_of_target) {
        const std::int64_t column = data_.target_column[at(role)][i];
        if (column >= 0) now.target = number_at(data_.input.target.columns[at(column)], c);
        if (std::isnan(now.target) && indicator.target) now.target = *indicator.target;
      }
      if (credits.empty()) continue;
      const bool ratio = data_.measures[at(m)].denominator >= 0;
      now.numerator = credited(credits, [&](const Credit& credit) { return data_.sum_of(credit.source, m).numerator.value(); });
      if (ratio) {
        now.denominator = credited(credits, [&](const Credit& credit) { return data_.sum_of(credit.source, m).denominator.value(); });
        if (!(now.denominator > 0.0)) continue;
      }
      now.value = ratio ? now.numerator / now.denominator : now.numerator;
      now.prorated = indicator.prorate && card.presence < 1.0 ? now.value / card.presence : now.value;
      now.compared = indicator.curve_of == CurveOf::share_of_target ? now.prorated / now.target : now.prorated;
      now.curve = read_curve(indicator, now.compared);
      now.attainment = now.curve.score;
    }
  }

  // From left to right, as the formula says it.
  template <class Sum>
  static double credited(const std::vector<Credit>& credits, const Sum& sum_of) {
    double sum = credits[0].share * sum_of(credits[0]);
    for (std::size_t k = 1; k < credits.size(); ++k) sum += credits[k].share * sum_of(credits[k]);
    return sum;
  }

  std::string where(std::size_t role, std::size_t i, const char* what) const { return "scorecards[" + std::to_string(role) + "].indicators[" + std::to_string(i) + "]." + what; }

  void check_measured() const {
    const std::vector<Scorecard>& definitions = data_.options.scorecards;
    for (std::size_t role = 0; role < definitions.size(); ++role)
      for (std::size_t i = 0; i < definitions[role].indicators.size(); ++i) {
        const ScorecardIndicator& indicator = definitions[role].indicators[i];
        const std::string column = "actual." + (indicator.numerator.empty() ? indicator.name : indicator.numerator);
        std::int64_t asked = 0, measured = 0, lacking = -1;
        for (std::size_t c = 0; c < cards_.size(); ++c) {
          if (data_.role[c] != static_cast<std::int32_t>(role) || cards_[c].status == ScorecardStatus::absent) continue;
          const ReadIndicator& now = cards_[c].readings[i];
          ++asked;
          measured += now.measured();
          if (!now.measured() && lacking < 0) lacking = static_cast<std::int64_t>(c);
          if (now.measured() && indicator.curve_of == CurveOf::share_of_target && std::isnan(now.target))
            refuse(key, "target." + indicator.name, "missing for " + data_.card_name(static_cast<std::int64_t>(c)), "given, or " + where(role, i, "target"));
        }
        if (asked > 0 && measured == 0)
          refuse(key, column, "missing for everybody" + (definitions[role].role.empty() ? std::string() : " whose role is " + data::quoted(definitions[role].role)), "measured for somebody");
        if (lacking >= 0 && indicator.missing == IndicatorMissing::refuse) refuse(key, column, "missing for " + data_.card_name(lacking), "measured, or " + where(role, i, "missing") + " must say what follows");
      }
  }

  void score(std::int64_t c, std::vector<double>& low, std::vector<double>& high) {
    CardAtWork& card = cards_[at(c)];
    if (card.status == ScorecardStatus::absent) return;
    const Scorecard& definition = data_.scorecard(c);
    const std::vector<double>& shares = shares_[at(data_.role[at(c)])];
    const std::size_t k = definition.indicators.size();
    double left = 0.0;
    bool reweighed = false, open = false;
    for (std::size_t i = 0; i < k; ++i) {
      const bool measured = card.readings[i].measured(), gone = !measured && definition.indicators[i].missing == IndicatorMissing::reweigh;
      if (measured) card.coverage += shares[i];
      if (!gone) left += shares[i];
      reweighed = reweighed || (gone && shares[i] > 0.0);
    }
    card.coverage = std::min(1.0, card.coverage);
    if (left <= 0.0 || !reaches(card.coverage, definition.least_coverage)) {
      card.status = ScorecardStatus::incomplete;
      return;
    }
    card.weight.assign(k, 0.0);
    low.assign(k, 0.0);
    high.assign(k, 0.0);
    for (std::size_t i = 0; i < k; ++i) {
      const ScorecardIndicator& indicator = definition.indicators[i];
      ReadIndicator& now = card.readings[i];
      if (now.measured()) {
        low[i] = high[i] = now.attainment;
      } else {
        now.curve.bound = IndicatorBound::missing;
        if (indicator.missing == IndicatorMissing::zero) now.attainment = 0.0;
        if (indicator.missing == IndicatorMissing::reweigh) continue;
        if (indicator.missing == IndicatorMissing::interval) {
          const CurveRange range = range_of(indicator);
          low[i] = range.lowest;
          high[i] = range.highest;
          open = open || shares[i] > 0.0;
        }
      }
      card.weight[i] = reweighed ? shares[i] / left : shares[i];
    }
    card.failed.assign(definition.gates.size(), 0);
    std::vector<std::uint8_t> surely(definition.gates.size(), 0);
    for (std::size_t g = 0; g < definition.gates.size(); ++g) {
      const std::size_t i = indicator_of(definition, definition.gates[g]);
      const ReadIndicator& now = card.readings[i];
      if (now.measured()) {
        card.failed[g] = surely[g] = !passes(definition.gates[g], now.value);
      } else {
        card.failed[g] = definition.indicators[i].missing == IndicatorMissing::zero || definition.indicators[i].missing == IndicatorMissing::interval;
        surely[g] = definition.indicators[i].missing == IndicatorMissing::zero;
        open = open || (card.failed[g] && !surely[g]);
      }
    }
    count_events(c);
    card.taken = take(definition, card.events);
    card.parts = score_of(definition, {card.weight.data(), low.data(), card.failed.data(), &card.taken}, data_.previous[at(c)]);
    card.lower = card.upper = card.parts.score;
    if (!open) return;
    card.failed = surely;
    card.upper = score_of(definition, {card.weight.data(), high.data(), surely.data(), &card.taken}).score;
    card.status = ScorecardStatus::interval;
  }

  static std::size_t indicator_of(const Scorecard& definition, const ScorecardGate& gate) {
    std::size_t i = 0;
    while (definition.indicators[i].name != gate.indicator) ++i;
    return i;
  }

  void count_events(std::int64_t c) {
    const std::vector<LedgerEvent>& ledger = data_.ledger[at(data_.person.codes[at(c)])];
    if (ledger.empty()) return;
    const Scorecard& definition = data_.scorecard(c);
    const std::int64_t start = static_cast<std::int64_t>(number_at(data_.input.start, c)), stop = static_cast<std::int64_t>(number_at(data_.input.stop, c));
    for (const LedgerEvent& event : ledger) {
      if (event.day >= stop) break;
      const std::int32_t rule = data_.rule_of[at(data_.role[at(c)])][at(event.rule)];
      if (rule < 0) continue;
      const DeductionRule& how = definition.deductions[at(rule)];
      const std::int64_t age = stop - 1 - event.day;
      if (how.reach_days ? age >= *how.reach_days : !how.half_life_days && event.day < start) continue;
      cards_[at(c)].events.push_back({event.row, rule, age, std::isnan(event.points) ? how.points : event.points});
    }
  }

  // Events of people with cards that count on none: before or after all that they reach, or of a rule that the role does not have.
  void note_events() {
    std::vector<std::uint8_t> counted(at(data_.input.event.size), 0);
    for (const CardAtWork& card : cards_)
      for (const CountedEvent& event : card.events) counted[at(event.row)] = 1;
    std::vector<std::vector<std::int64_t>> cards_of(data_.ledger.size());
    for (std::int64_t c = 0; c < data_.cards(); ++c)
      if (!data_.ledger[at(data_.person.codes[at(c)])].empty()) cards_of[at(data_.person.codes[at(c)])].push_back(c);
    for (std::size_t p = 0; p < data_.ledger.size(); ++p)
      for (const LedgerEvent& event : data_.ledger[p])
        if (!counted[at(event.row)]) data_.note_uncounted(event, cards_of[p]);
  }

  void tell(std::int64_t c, Lists& lists) const {
    const CardAtWork& card = cards_[at(c)];
    if (card.status == ScorecardStatus::absent) return;
    const Scorecard& definition = data_.scorecard(c);
    const std::int32_t role = data_.role[at(c)];
    for (std::size_t i = 0; i < definition.indicators.size(); ++i) {
      const ReadIndicator& now = card.readings[i];
      ScorecardIndicators& table = lists.indicators;
      const double weight = card.weight.empty() ? 0.0 : card.weight[i];
      const IndicatorBound bound = now.measured() ? now.curve.bound : IndicatorBound::missing;
      table.row.push_back(c);
      table.indicator.codes.push_back(static_cast<std::int32_t>(data_.name_of[at(role)][i]));
      table.numerator.push_back(now.numerator);
      table.denominator.push_back(now.denominator);
      table.value.push_back(now.value);
      table.target.push_back(now.target);
      table.compared.push_back(now.compared);
      table.attainment.push_back(now.attainment);
      table.bound.codes.push_back(static_cast<std::int32_t>(bound));
      table.weight.push_back(std::min(1.0, weight));
      table.contribution.push_back(contribution(definition, card, i));
    }
    if (card.status == ScorecardStatus::incomplete) return;
    for (std::size_t g = 0; g < definition.gates.size(); ++g) {
      lists.gates.row.push_back(c);
      lists.gates.gate.codes.push_back(place_in(gates_, gate_name(definition.gates[g])));
      lists.gates.value.push_back(card.readings[indicator_of(definition, definition.gates[g])].value);
      lists.gates.failed.push_back(card.failed[g]);
    }
    for (std::size_t e = 0; e < card.events.size(); ++e) {
      const CountedEvent& event = card.events[e];
      ScorecardDeductions& table = lists.deductions;
      table.row.push_back(c);
      table.event.codes.push_back(data_.events.codes[at(event.row)]);
      table.rule.codes.push_back(place_in(data_.rule_names, definition.deductions[at(event.rule)].name));
      table.day.push_back(static_cast<std::int64_t>(number_at(data_.input.event_day, event.row)));
      table.age_days.push_back(event.age);
      table.points.push_back(event.points);
      table.decayed.push_back(card.taken[e].decayed);
      table.taken.push_back(card.taken[e].taken);
    }
    if (explain_ && card.status == ScorecardStatus::scored) write_steps(data_, subjects_, card, shares_[at(data_.role[at(c)])], c, lists.steps);
  }

  ScoreStory story_of(std::int64_t c) const {
    const CardAtWork& card = cards_[at(c)];
    ScoreStory story;
    story.scorecard = &data_.scorecard(c);
    story.status = card.status;
    story.presence = card.presence;
    story.coverage = card.coverage;
    if (card.status == ScorecardStatus::absent || card.status == ScorecardStatus::incomplete) return story;
    story.lower = card.lower;
    story.upper = card.upper;
    story.parts = card.parts;
    for (std::size_t i = 0; i < card.readings.size(); ++i) {
      story.contribution.push_back(card.readings[i].measured() ? contribution(*story.scorecard, card, i) : missing);
      if (!card.readings[i].measured()) story.unmeasured.push_back(static_cast<std::int64_t>(i));
    }
    for (std::size_t g = 0; g < card.failed.size(); ++g)
      if (card.failed[g]) {
        story.failed.push_back(static_cast<std::int64_t>(g));
        story.failed_value.push_back(card.readings[indicator_of(*story.scorecard, story.scorecard->gates[g])].value);
      }
    story.events = static_cast<std::int64_t>(card.events.size());
    for (const Taken& taken : card.taken) story.deducted += taken.taken;
    return story;
  }

  void tell_cards(ScorecardResult& result) const {
    ScorecardCards& table = result.cards;
    table.person = {data_.person.codes, people_};
    table.period.levels = periods_;
    table.period.codes = data_.input.period.given() ? data_.period.codes : std::vector<std::int32_t>(cards_.size(), -1);
    table.role.codes = data_.role;
    for (const Scorecard& card : data_.options.scorecards) table.role.levels.push_back(card.role);
    table.status.levels = words_of(ScorecardStatus{});
    table.bound.levels = words_of(ScoreBound{});
    table.bound_by.levels = gates_;
    table.tier.levels = table.reached_tier.levels = tiers_;
    for (std::size_t c = 0; c < cards_.size(); ++c) {
      const CardAtWork& card = cards_[c];
      const Scorecard& definition = data_.scorecard(static_cast<std::int64_t>(c));
      const bool scored = card.status == ScorecardStatus::scored;
      double deducted = 0.0;
      for (const Taken& taken : card.taken) deducted += taken.taken;
      result.scored += scored;
      table.status.codes.push_back(static_cast<std::int32_t>(card.status));
      table.score.push_back(scored ? card.parts.score : missing);
      table.lower.push_back(card.lower);
      table.upper.push_back(card.upper);
      for (const auto& [column, tier] : {std::pair{&table.tier, card.parts.tier}, {&table.reached_tier, card.parts.reached}})
        column->codes.push_back(scored && tier >= 0 ? place_in(tiers_, definition.tiers[at(tier)].name) : -1);
      table.attained.push_back(scored ? card.parts.attained : missing);
      table.deducted.push_back(scored ? deducted : missing);
      table.gates_failed.push_back(std::count(card.failed.begin(), card.failed.end(), 1));
      table.bound.codes.push_back(static_cast<std::int32_t>(scored ? card.parts.bound : ScoreBound::none));
      table.bound_by.codes.push_back(scored && card.parts.gate >= 0 ? place_in(gates_, gate_name(definition.gates[at(card.parts.gate)])) : -1);
      table.coverage.push_back(card.coverage);
      table.presence.push_back(card.presence);
    }
  }

  void gather(std::vector<Lists>& lists, ScorecardResult& result) const {
    for (Lists& part : lists) {
      take_rows(part.indicators, result.indicators);
      take_rows(part.gates, result.gates);
      take_rows(part.deductions, result.deductions);
      take_rows(part.steps, result.steps);
    }
    const auto whose = [&](const std::vector<std::int64_t>& row, Categories& person) {
      person.levels = people_;
      for (const std::int64_t c : row) person.codes.push_back(data_.person.codes[at(c)]);
    };
    const auto when = [&](const std::vector<std::int64_t>& row, Categories& period) {
      period.levels = periods_;
      for (const std::int64_t c : row) period.codes.push_back(data_.input.period.given() ? data_.period.codes[at(c)] : -1);
    };
    whose(result.indicators.row, result.indicators.person);
    when(result.indicators.row, result.indicators.period);
    whose(result.deductions.row, result.deductions.person);
    whose(result.steps.row, result.steps.person);
    when(result.steps.row, result.steps.period);
    result.indicators.indicator.levels = data_.indicator_names;
    result.indicators.bound.levels = words_of(IndicatorBound{});
    result.gates.gate.levels = gates_;
    result.deductions.event.levels = events_;
    result.deductions.rule.levels = data_.rule_names;
    result.steps.rule.levels = words_of(ScoreStep{});
    for (const std::vector<std::string>* names : {&data_.indicator_names, &gates_, &events_}) result.steps.what.levels.insert(result.steps.what.levels.end(), names->begin(), names->end());
    result.steps.what.levels.emplace_back("score");
    result.steps.what.levels.insert(result.steps.what.levels.end(), tiers_.begin(), tiers_.end());
  }

  ScorecardData data_;
  bool explain_;
  std::vector<std::vector<double>> shares_;
  std::vector<std::string> people_, periods_, tiers_, gates_, events_;
  StepSubjects subjects_;
  std::vector<CardAtWork> cards_;
};

}  // namespace

ScorecardResult scorecard(const ScorecardInput& input, const ScorecardOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context);
  return Scoring(input, options).run(team);
}

constinit const Function scorecard_analysis = analysis<&scorecard>(key, "What does each person score, and how did it come about?");

}  // namespace mainstay::inline v1::performance
