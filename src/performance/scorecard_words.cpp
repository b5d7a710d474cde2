#include "performance/scorecard_words.hpp"

#include <cmath>

#include "core/at.hpp"
#include "core/plain_number.hpp"

namespace mainstay::inline v1::performance {

namespace {

std::string number(double value) { return plain_number(value, 2); }
std::string percent(double value) { return plain_number(100.0 * value, 1) + " %"; }
std::string percent_zh(double value) { return plain_number(100.0 * value, 1) + "%"; }

}  // namespace

std::string term(double value) {
  const std::string text = exact_number(value);
  return value < 0.0 || std::signbit(value) ? "(" + text + ")" : text;
}

std::string curve_formula(const ScorecardIndicator& indicator, const CurveReading& reading, double x) {
  if (reading.segment < 0) return term(reading.score);
  const AttainmentPoint &left = indicator.curve[at(reading.segment)], &right = indicator.curve[at(reading.segment + 1)];
  return term(left.score) + " + (" + term(x) + " - " + term(left.at) + ") / (" + term(right.at) + " - " + term(left.at) + ") * (" + term(right.score) + " - " + term(left.score) + ")";
}

std::string deduction_formula(const DeductionRule& rule, const CountedEvent& event, const Taken& taken, double before) {
  std::string cost = term(event.points);
  if (rule.half_life_days) cost += " * 0.5 ** (" + std::to_string(event.age) + " / " + term(*rule.half_life_days) + ")";
  std::string rooms;
  if (std::isfinite(taken.rule_room)) rooms += ", " + term(taken.rule_room);
  if (std::isfinite(taken.room)) rooms += ", " + term(taken.room);
  if (!rooms.empty()) cost = "max(0, min(" + cost + rooms + "))";
  return term(before) + " - " + cost;
}

std::string rounding_formula(double value, std::int64_t decimals) {
  const std::string power = "1" + std::string(at(decimals), '0');
  return "floor(" + term(value) + " * " + power + " + 0.500000001) / " + power;
}

ScoreSentences score_sentences(const ScoreStory& story) {
  const Scorecard& card = *story.scorecard;
  ScoreSentences out;
  switch (story.status) {
    case ScorecardStatus::absent:
      return {"No score: present for " + percent(story.presence) + " of the days.", "无评分：出勤天数占比 " + percent_zh(story.presence) + "。"};
    case ScorecardStatus::incomplete:
      return {"No score: indicators with a weight of " + percent(story.coverage) + " were measured.", "无评分：有数据的指标权重合计 " + percent_zh(story.coverage) + "。"};
    case ScorecardStatus::interval:
      out.en = "Between " + number(story.lower) + " and " + number(story.upper) + " points";
      out.zh = "得分介于 " + number(story.lower) + " 与 " + number(story.upper) + " 之间";
      break;
    case ScorecardStatus::scored:
      out.en = number(story.parts.score) + " points";
      out.zh = "得分 " + number(story.parts.score);
      if (story.parts.tier >= 0) {
        out.en += ", tier " + card.tiers[at(story.parts.tier)].name;
        out.zh += "，" + card.tiers[at(story.parts.tier)].name + "档";
        if (story.parts.tier != story.parts.reached) {
          const std::string reached = story.parts.reached < 0 ? "" : card.tiers[at(story.parts.reached)].name;
          out.en += reached.empty() ? " (kept; by the score below the lowest)" : " (kept; by the score " + reached + ")";
          out.zh += reached.empty() ? "（沿用；按得分低于最低档）" : "（沿用；按得分为" + reached + "档）";
        }
      }
      break;
  }
  std::string en, zh;
  for (std::size_t i = 0; i < card.indicators.size(); ++i) {
    if (card.indicators[i].weight <= 0.0 || std::isnan(story.contribution[i])) continue;
    en += (en.empty() ? "" : ", ") + card.indicators[i].name + " " + number(story.contribution[i]);
    zh += (zh.empty() ? "" : "，") + card.indicators[i].name + " " + number(story.contribution[i]);
  }
  if (!en.empty()) out.en += ": " + en, out.zh += "：" + zh;
  for (const std::int64_t i : story.unmeasured) {
    out.en += "; " + card.indicators[at(i)].name + " was not measured";
    out.zh += "；" + card.indicators[at(i)].name + "无数据";
    switch (card.indicators[at(i)].missing) {
      case IndicatorMissing::reweigh: out.en += ", the other weights were raised", out.zh += "，其余权重按比例放大"; break;
      case IndicatorMissing::zero: out.en += " and counts as 0", out.zh += "，按0计"; break;
      default: break;
    }
  }
  for (std::size_t f = 0; f < story.failed.size(); ++f) {
    const ScorecardGate& gate = card.gates[at(story.failed[f])];
    const std::string name = gate.name.empty() ? gate.indicator : gate.name, value = std::isnan(story.failed_value[f]) ? std::string() : plain_number(story.failed_value[f], 4);
    const bool under = gate.at_least && (std::isnan(story.failed_value[f]) || !reaches(story.failed_value[f], *gate.at_least));
    const std::string line = plain_number(under ? *gate.at_least : *gate.at_most, 4);
    out.en += "; gate " + name + " failed" + (value.empty() ? std::string(" (not measured") : " (" + value) + (under ? ", at least " : ", at most ") + line + "): ";
    out.zh += "；未过" + name + "红线（" + (value.empty() ? std::string("无数据") : value) + (under ? "，要求不低于 " : "，要求不高于 ") + line + "）：";
    out.en += gate.effect == GateEffect::zero ? std::string("0 points") : number(gate.ceiling) + " points at most";
    out.zh += gate.effect == GateEffect::zero ? std::string("得分为0") : "得分不超过 " + number(gate.ceiling);
  }
  if (story.events > 0) {
    out.en += "; " + std::to_string(story.events) + (story.events == 1 ? " event costs " : " events cost ") + number(story.deducted);
    out.zh += "；" + std::to_string(story.events) + "项扣分共 " + number(story.deducted);
  }
  if (story.parts.bound == ScoreBound::lowest && story.status == ScorecardStatus::scored) out.en += "; the lowest score", out.zh += "；已到最低分";
  if (story.parts.bound == ScoreBound::highest && story.status == ScorecardStatus::scored) out.en += "; the highest score", out.zh += "；已到最高分";
  out.en += ".";
  out.zh += "。";
  return out;
}

}  // namespace mainstay::inline v1::performance
