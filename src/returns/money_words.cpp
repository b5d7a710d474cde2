#include "returns/money_words.hpp"

#include <cmath>

#include "core/plain_number.hpp"
#include "data/money.hpp"

namespace mainstay::inline v1::returns {

void say_money(MoneyResult& result, const MoneyOptions& options) {
  const auto money = [&](double minor) { return data::money_text(std::llround(minor), options.minor_digits, result.currency); };
  const auto whole = [&](std::int64_t minor) { return data::money_text(minor, options.minor_digits, result.currency); };
  if (result.status == MoneyStatus::nobody) {
    result.sentence = "There is nobody whom the programme was for.";
    result.sentence_zh = "没有项目对象。";
    return;
  }
  const std::string called = std::to_string(result.called), returned = std::to_string(result.returned), excess = plain_number(result.excess, 1);
  const std::string level = plain_number(100.0 * options.confidence_level, 1), range = plain_number(result.excess_lower, 1) + " to " + plain_number(result.excess_upper, 1), range_zh = plain_number(result.excess_lower, 1) + " 至 " + plain_number(result.excess_upper, 1);
  switch (result.counted) {
    case ReturnsCounted::against_hold_out:
      result.sentence = "Against the hold-out: ";
      result.sentence_zh = "与随机对照组相比：";
      break;
    case ReturnsCounted::before_after:
      result.sentence = "Before and after, which is a difference and not an effect: ";
      result.sentence_zh = "前后对比（是差异，不是项目效果）：";
      break;
    case ReturnsCounted::all_returns:
      result.sentence = "All returns counted, also of those who would have come anyway: ";
      result.sentence_zh = "计入全部回流（包括本来就会回来的人）：";
  }
  result.sentence += returned + " of " + called + " came back" + (result.counted == ReturnsCounted::all_returns ? "" : ", " + excess + " more than expected") + " (" + level + " % interval " + range + "). This saved " + whole(result.saved) + " and cost " + whole(result.cost) +
                     ": net " + whole(result.net) + " (" + money(result.net_lower) + " to " + money(result.net_upper) + ")";
  result.sentence_zh += called + " 人中 " + returned + " 人回流" + (result.counted == ReturnsCounted::all_returns ? "" : "，比预期多 " + excess + " 人") + "（" + level + "% 区间 " + range_zh + "）。节省 " + whole(result.saved) + "，成本 " + whole(result.cost) + "，净收益 " +
                        whole(result.net) + "（" + money(result.net_lower) + " 至 " + money(result.net_upper) + "）";
  if (!std::isnan(result.roi)) {
    const bool limits = !std::isnan(result.roi_lower) && !std::isnan(result.roi_upper);
    result.sentence += ", return on investment " + plain_number(100.0 * result.roi, 0) + " %" + (limits ? " (" + plain_number(100.0 * result.roi_lower, 0) + " to " + plain_number(100.0 * result.roi_upper, 0) + " %)" : "");
    result.sentence_zh += "，投资回报率 " + plain_number(100.0 * result.roi, 0) + "%" + (limits ? "（" + plain_number(100.0 * result.roi_lower, 0) + "% 至 " + plain_number(100.0 * result.roi_upper, 0) + "%）" : "");
  }
  result.sentence += ".";
  result.sentence_zh += "。";
  if (std::isnan(result.break_even_returns)) return;
  result.sentence += " Break-even at " + plain_number(result.break_even_returns, 1) + " returns, " + plain_number(100.0 * result.break_even_share, 1) + " % of those called.";
  result.sentence_zh += "盈亏平衡点：" + plain_number(result.break_even_returns, 1) + " 人回流，占致电人数的 " + plain_number(100.0 * result.break_even_share, 1) + "%。";
}

ClaimSentences contradiction_sentences(const ClaimText& low, const ClaimText& high, double month, const std::string& currency, std::int64_t minor_digits) {
  const auto range = [&](const ClaimText& claim, const char* to) {
    const std::string first = data::money_text(claim.low, minor_digits, currency), last = data::money_text(claim.high, minor_digits, currency);
    return claim.low == claim.high ? first : first + to + last;
  };
  const auto months = [&](const ClaimText& claim, const char* before, const char* to, const char* after) {
    if (std::isnan(month)) return std::string();
    const std::string first = plain_number(static_cast<double>(claim.low) / month, 1), last = plain_number(static_cast<double>(claim.high) / month, 1);
    return before + (first == last ? first : first + to + last) + after;
  };
  const std::string factor = low.high > 0 ? plain_number(static_cast<double>(high.low) / static_cast<double>(low.high), 1) : "";
  return {"\"" + high.name + "\" says " + range(high, " to ") + months(high, " (", " to ", " months of pay)") + ", \"" + low.name + "\" " + range(low, " to ") + months(low, " (", " to ", " months of pay)") + ": both cannot be true" +
              (factor.empty() ? "." : "; even their nearest ends differ by a factor of " + factor + "."),
          "“" + high.name + "”为 " + range(high, " 至 ") + months(high, "（", " 至 ", " 个月工资）") + "，“" + low.name + "”为 " + range(low, " 至 ") + months(low, "（", " 至 ", " 个月工资）") + "：两者不可能同时成立" +
              (factor.empty() ? "。" : "，最接近的两端也相差 " + factor + " 倍。")};
}

}  // namespace mainstay::inline v1::returns
