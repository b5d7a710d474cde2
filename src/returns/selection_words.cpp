#include "returns/selection_words.hpp"

#include <cmath>

#include "core/plain_number.hpp"

namespace mainstay::inline v1::returns {

namespace {

std::string number(double value) { return plain_number(value, 6); }
std::string percent(double share) { return plain_number(100.0 * share, 2) + " %"; }
std::string percent_zh(double share) { return plain_number(100.0 * share, 2) + "%"; }
std::string count(std::int64_t value) { return std::to_string(value); }

SelectionSentence population_words(const SelectionRule& rule, std::int64_t people, const std::string& group) {
  const bool leavers = rule.population == SelectionPopulation::leavers || rule.population == SelectionPopulation::leavers_in_group;
  const std::string of = group.empty() ? "" : " of " + group, of_zh = group.empty() ? "" : group + "的";
  return {count(people) + (leavers ? " leavers" : " people of the reference") + of, of_zh + count(people) + (leavers ? "名离职员工" : "名参照人员")};
}

SelectionSentence compared(SelectionCompare compare) {
  switch (compare) {
    case SelectionCompare::above: return {"above ", "高于 "};
    case SelectionCompare::at_most: return {"at most ", "不高于 "};
    case SelectionCompare::below: return {"below ", "低于 "};
    default: return {"at least ", "不低于 "};
  }
}

}  // namespace

SelectionSentence rule_sentence(const SelectionRule& rule, const SelectionCut& cut, RuleTruth truth, double value, std::int64_t beyond, const std::string& group) {
  const SelectionSentence among = population_words(rule, cut.people, group);
  const bool by_number = rule.kind == SelectionKind::value;
  if (std::isnan(value)) {
    const bool no = truth == RuleTruth::no;
    return {(no ? "Not met: " : "Not known: ") + rule.column + " is missing.", (no ? "不满足：" : "未知：") + ("缺少" + rule.column) + "。"};
  }
  if (!by_number && cut.people < rule.least_people) {
    const bool no = truth == RuleTruth::no;
    return {(no ? "Not met: " : "Not known: ") + ("a percentile among " + among.en) + " is not taken.", (no ? "不满足：" : "未知：") + ("不在" + among.zh) + "中取百分位。"};
  }
  const std::string verdict = truth == RuleTruth::yes ? "Met: " : "Not met: ", verdict_zh = truth == RuleTruth::yes ? "满足：" : "不满足：";
  const SelectionSentence how = compared(cut.compare);
  const std::string is = rule.column + " is " + number(value), is_zh = rule.column + "为 " + number(value);
  if (by_number) return {verdict + is + "; asked is " + how.en + number(cut.at) + ".", verdict_zh + is_zh + "，要求" + how.zh + number(cut.at) + "。"};
  if (rule.kind == SelectionKind::quantile)
    return {verdict + is + "; asked is " + how.en + number(cut.at) + ", the quantile " + number(*rule.probability) + " among " + among.en + ".",
            verdict_zh + is_zh + "，要求" + how.zh + number(cut.at) + "（" + among.zh + "的 " + number(*rule.probability) + " 分位数）。"};
  const bool top = rule.kind == SelectionKind::top_share;
  const std::string share = (top ? "the top " : "the bottom ") + percent(*rule.share), share_zh = (top ? "前 " : "后 ") + percent_zh(*rule.share);
  if (std::isnan(cut.at)) return {verdict + share + " of " + among.en + " holds nobody.", verdict_zh + among.zh + "的" + share_zh + "没有人。"};
  return {verdict + is + "; " + share + " of " + among.en + (cut.compare == SelectionCompare::above ? " begins above " : cut.compare == SelectionCompare::below ? " ends below " : top ? " begins at " : " ends at ") + number(cut.at) + ", and " + count(beyond) + (top ? " have more." : " have less."),
          verdict_zh + is_zh + "，" + among.zh + "的" + share_zh + how.zh + number(cut.at) + "，另有 " + count(beyond) + (top ? " 人更高。" : " 人更低。")};
}

SelectionSentence reach_sentence(const ReachFacts& facts) {
  const std::string how = facts.combine == SelectionCombine::all ? "All rules" : facts.combine == SelectionCombine::any ? "Any rule" : "At least " + count(facts.least) + " rules";
  const std::string how_zh = facts.combine == SelectionCombine::all ? "满足全部规则" : facts.combine == SelectionCombine::any ? "满足任一规则" : "至少满足" + count(facts.least) + "条规则";
  SelectionSentence out{how + ": " + count(facts.chosen) + " of " + count(facts.everybody) + "; the counts of the rules allow " + count(facts.lowest) + " to " + count(facts.highest) + ".",
                        how_zh + "：" + count(facts.everybody) + " 人中 " + count(facts.chosen) + " 人；各规则的人数允许 " + count(facts.lowest) + " 至 " + count(facts.highest) + " 人。"};
  if (facts.claimed < 0) return out;
  const bool possible = facts.claimed >= facts.lowest && facts.claimed <= facts.highest;
  out.en += " " + count(facts.claimed) + (possible ? " is possible" : " is impossible");
  out.zh += count(facts.claimed) + (possible ? " 人是可能的" : " 人不可能");
  if (!possible && facts.combine == SelectionCombine::all && facts.claimed > facts.highest) {
    out.en += ": \"" + facts.rule + "\" is met by " + count(facts.met);
    out.zh += "：“" + facts.rule + "”只有 " + count(facts.met) + " 人满足";
  }
  out.en += ".";
  out.zh += "。";
  return out;
}

}  // namespace mainstay::inline v1::returns
