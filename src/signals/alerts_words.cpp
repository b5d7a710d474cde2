#include "signals/alerts_words.hpp"

#include <algorithm>
#include <cmath>

#include "core/plain_number.hpp"
#include "signals/alerts_plan.hpp"

namespace mainstay::inline v1::signals {

namespace {

std::string number(double value) { return std::isnan(value) ? "?" : plain_number(value, 2); }
std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
  return all;
}
AlertClock clock_of(const AlertRule& rule, const AlertCondition& c) { return c.clock == AlertClock::undeclared ? rule.clock : c.clock; }
std::string steps(AlertClock clock, double count) {
  const std::string one = count == 1.0 ? "" : "s";
  return number(count) + (clock == AlertClock::days ? " day" + one : clock == AlertClock::working_days ? " working day" + one : " value" + one);
}
std::string steps_zh(AlertClock clock, double count) { return number(count) + (clock == AlertClock::days ? "天" : clock == AlertClock::working_days ? "个工作日" : "次"); }

std::size_t place_of(const AlertRule& rule, const std::string& name) {
  std::size_t i = 0;
  while (i < rule.conditions.size() && rule.conditions[i].name != name) ++i;
  return i;
}

TwoLanguages subject(const AlertRule& rule, const AlertCondition& c) {
  const AlertClock clock = clock_of(rule, c);
  const double window = static_cast<double>(c.window.value_or(0));
  const std::string of_en = " of " + c.column + " over " + steps(clock, window), of_zh = "近" + steps_zh(clock, window) + c.column;
  switch (c.kind) {
    case ConditionKind::count:
      if (c.events.empty()) return {"number of values" + of_en, of_zh + "的记录数"};
      return {"number of " + joined(c.events, " or ") + " over " + steps(clock, window), "近" + steps_zh(clock, window) + joined(c.events, "或") + "次数"};
    case ConditionKind::sum: return {"sum" + of_en, of_zh + "合计"};
    case ConditionKind::mean: return {"mean" + of_en, of_zh + "均值"};
    case ConditionKind::minimum: return {"smallest value" + of_en, of_zh + "最小值"};
    case ConditionKind::maximum: return {"largest value" + of_en, of_zh + "最大值"};
    case ConditionKind::quantile: return {number(*c.probability) + " quantile" + of_en, of_zh + "的" + number(*c.probability) + "分位数"};
    case ConditionKind::tenure: return {"tenure in " + std::string(clock == AlertClock::days ? "days" : "working days"), clock == AlertClock::days ? "入职天数" : "入职工作日数"};
    default: return {c.column, c.column};
  }
}

const char* comparison(Comparison compare, bool turned) {
  switch (compare) {
    case Comparison::below: return turned ? "at least" : "below";
    case Comparison::at_most: return turned ? "above" : "at most";
    case Comparison::equal: return turned ? "other than" : "equal to";
    case Comparison::at_least: return turned ? "below" : "at least";
    default: return turned ? "at most" : "above";
  }
}
const char* comparison_zh(Comparison compare, bool turned) {
  switch (compare) {
    case Comparison::below: return turned ? "不低于" : "低于";
    case Comparison::at_most: return turned ? "高于" : "不高于";
    case Comparison::equal: return turned ? "不等于" : "等于";
    case Comparison::at_least: return turned ? "低于" : "不低于";
    default: return turned ? "不高于" : "高于";
  }
}

TwoLanguages limit_of(const AlertCondition& c, const ReasonFacts& facts) {
  const std::string limit = number(facts.limit), counted = std::to_string(facts.counted);
  std::string factor = c.factor == 1.0 ? "" : number(c.factor) + " x ", factor_zh = c.factor == 1.0 ? "" : number(c.factor) + "倍的";
  const std::string shift = c.shift == 0.0 ? "" : (c.shift > 0.0 ? " + " : " - ") + number(std::fabs(c.shift));
  const bool everybody = c.peers == "everybody";
  switch (c.against) {
    case Against::own: return {factor + "the own mean of " + counted + " values before" + shift + ", " + limit, factor_zh + "本人此前" + counted + "个值的均值" + shift + "（" + limit + "）"};
    case Against::peers_mean:
      return {factor + "the mean of " + counted + " others" + (everybody ? "" : " (" + c.peers + ")") + shift + ", " + limit, factor_zh + (everybody ? "其他" : "同" + c.peers + "其他") + counted + "人均值" + shift + "（" + limit + "）"};
    case Against::expected: return {factor + "what is expected at that tenure" + shift + ", " + limit, factor_zh + "该入职阶段的预期值" + shift + "（" + limit + "）"};
    default: return {limit, limit};
  }
}

TwoLanguages phrase(const AlertRule& rule, std::size_t place, const ReasonFacts& facts, bool turned) {
  const AlertCondition& c = rule.conditions[place];
  const AlertClock clock = clock_of(rule, c);
  if (is_numeric(c.kind)) {
    const TwoLanguages what = subject(rule, c), limit = limit_of(c, facts);
    const std::string en = comparison(c.compare, turned), zh = comparison_zh(c.compare, turned);
    if (c.against == Against::peers_rank) {
      const std::string who = std::to_string(facts.counted) + " others" + (c.peers == "everybody" ? "" : " (" + c.peers + ")"), who_zh = (c.peers == "everybody" ? "其他" : "同" + c.peers + "其他") + std::to_string(facts.counted) + "人";
      return {"the share of " + who + " with a smaller " + c.column + " is " + (turned ? "" : number(facts.value) + ", ") + en + " " + limit.en, who_zh + "中" + c.column + "更低者占比" + (turned ? "" : number(facts.value) + "，") + zh + limit.zh};
    }
    if (turned) return {what.en + " is " + en + " " + limit.en, what.zh + zh + limit.zh};
    return {what.en + " is " + number(facts.value) + ", " + en + " " + limit.en, what.zh + "为" + number(facts.value) + "，" + zh + limit.zh};
  }
  const std::string events = joined(c.events, " or "), events_zh = joined(c.events, "或");
  switch (c.kind) {
    case ConditionKind::due_soon:
      if (turned) return {events + " comes", "完成" + events_zh};
      return {events + " is due in " + steps(clock, facts.value), "距" + events_zh + "到期还有" + steps_zh(clock, facts.value)};
    case ConditionKind::overdue:
      if (turned) return {events + " comes", "完成" + events_zh};
      return {events + " is overdue by " + steps(clock, -facts.value), events_zh + "已逾期" + steps_zh(clock, -facts.value)};
    case ConditionKind::absence: {
      const std::string what = c.column.empty() ? events : "value of " + c.column, what_zh = c.column.empty() ? events_zh : c.column + "记录";
      if (turned) return {"a " + what + " comes", "出现" + what_zh};
      return {"no " + what + " for " + steps(clock, facts.limit) + " or more", "已有" + steps_zh(clock, facts.limit) + "或更久无" + what_zh};
    }
    case ConditionKind::sequence:
      if (turned) return {"the sequence is over", "该事件序列不再成立"};
      return {joined(c.events, ", then ") + ", the last " + steps(clock, facts.value) + " ago", "依次发生" + joined(c.events, "、") + "，最近一次在" + steps_zh(clock, facts.value) + "前"};
    case ConditionKind::stage:
      if (turned) return {"the stage is no longer " + joined(c.stages, " or "), "阶段不再是" + joined(c.stages, "或")};
      return {"the stage is " + joined(c.stages, " or "), "所处阶段为" + joined(c.stages, "或")};
    case ConditionKind::streak:
      if (turned) return {"\"" + c.of[0] + "\" breaks off", "“" + c.of[0] + "”中断"};
      return {"\"" + c.of[0] + "\" " + steps(clock, facts.limit) + " running", "“" + c.of[0] + "”连续" + steps_zh(clock, facts.limit)};
    case ConditionKind::all: return {"all of " + joined(c.of, ", "), "同时满足" + joined(c.of, "、")};
    case ConditionKind::any: return {"one of " + joined(c.of, ", ") + " or more", "满足" + joined(c.of, "、") + "之一"};
    case ConditionKind::none: return {"none of " + joined(c.of, ", "), "均不满足" + joined(c.of, "、")};
    default: return {std::to_string(*c.least) + " of " + joined(c.of, ", ") + " or more", joined(c.of, "、") + "中至少" + std::to_string(*c.least) + "项"};
  }
}

void collect(const AlertRule& rule, const std::vector<ReasonFacts>& facts, std::size_t place, std::vector<std::string>& en, std::vector<std::string>& zh) {
  const AlertCondition& c = rule.conditions[place];
  if (facts[place].truth != 2) return;
  if (is_combination(c.kind) && c.kind != ConditionKind::none) {
    for (const std::string& name : c.of) collect(rule, facts, place_of(rule, name), en, zh);
    return;
  }
  const TwoLanguages said = phrase(rule, place, facts[place], false);
  if (std::find(en.begin(), en.end(), said.en) != en.end()) return;
  en.push_back(said.en);
  zh.push_back(said.zh);
  if (c.kind == ConditionKind::streak) collect(rule, facts, place_of(rule, c.of[0]), en, zh);
}

}  // namespace

std::string message_key(const AlertCondition& c) {
  return is_numeric(c.kind) ? word_of(c.kind) + "." + word_of(c.against) + "." + word_of(c.compare) : word_of(c.kind);
}

TwoLanguages reason_sentence(const AlertRule& rule, std::size_t condition, const ReasonFacts& facts) {
  const AlertCondition& c = rule.conditions[condition];
  if (facts.truth == 1) return {"Not known: " + c.name + ".", "未知：" + c.name + "。"};
  if (facts.truth == 2) {
    const TwoLanguages said = phrase(rule, condition, facts, false);
    return {"It holds: " + said.en + ".", "成立：" + said.zh + "。"};
  }
  const bool compared = is_numeric(c.kind) && !std::isnan(facts.value) && !std::isnan(facts.limit);
  return {"It does not hold: " + c.name + (compared ? " (" + number(facts.value) + " against " + number(facts.limit) + ")" : "") + ".", "不成立：" + c.name + (compared ? "（" + number(facts.value) + "，界限" + number(facts.limit) + "）" : "") + "。"};
}

TwoLanguages alert_sentence(const AlertRule& rule, const std::vector<ReasonFacts>& facts, std::int64_t cause) {
  std::vector<std::string> en, zh, clear_en, clear_zh;
  collect(rule, facts, place_of(rule, rule.when), en, zh);
  TwoLanguages out{rule.name + ": " + joined(en, "; ") + ".", rule.name + "：" + joined(zh, "；") + "。"};
  if (cause >= 0) {
    const AlertCause& why = rule.causes[static_cast<std::size_t>(cause)];
    out.en += " Cause: " + why.name + (why.intervention.empty() ? "" : "; recommended: " + why.intervention) + (why.roles.empty() ? "" : "; to: " + joined(why.roles, ", ")) + ".";
    out.zh += "原因：" + why.name + (why.intervention.empty() ? "" : "；建议：" + why.intervention) + (why.roles.empty() ? "" : "；责任人：" + joined(why.roles, "、")) + "。";
  }
  for (std::size_t k = 0; k < facts.size(); ++k) {
    if (facts[k].clears == 0) continue;
    const TwoLanguages said = phrase(rule, k, facts[k], facts[k].truth == 2);
    clear_en.push_back(said.en);
    clear_zh.push_back(said.zh);
  }
  if (!clear_en.empty()) {
    out.en += " It clears when " + joined(clear_en, ", or ") + ".";
    out.zh += "解除条件：" + joined(clear_zh, "，或") + "。";
  }
  return out;
}

}  // namespace mainstay::inline v1::signals
