#include "performance/payout_words.hpp"

#include "core/plain_number.hpp"

namespace mainstay::inline v1::performance {

std::string money_text(std::int64_t minor, const PayoutPlan& plan) { return data::money_text(minor, plan.minor_digits, plan.currency); }

std::string rounded_text(const std::string& inside, MoneyRounding rounding) {
  return std::string(choices(MoneyRounding{})[static_cast<std::size_t>(rounding)].name) + "(" + inside + ")";
}

std::string commission_formula(const std::vector<PaySlice>& slices, MoneyRounding rounding) {
  if (slices.empty()) return "0";
  std::string text;
  for (const PaySlice& slice : slices) {
    if (!text.empty()) text += " + ";
    text += slice.lower == 0 ? decimal_text(slice.upper) : "(" + decimal_text(slice.upper) + " - " + decimal_text(slice.lower) + ")";
    text += " * " + decimal_text(slice.rate);
  }
  return rounded_text(text, rounding);
}

std::string days_text(std::int64_t thousandths) { return decimal_text(Wide{thousandths} * 1'000'000); }

PaySentences pay_sentences(const PayStory& story) {
  const PayoutPlan& plan = *story.plan;
  const Pay& pay = *story.pay;
  const auto money = [&](std::int64_t minor) { return money_text(minor, plan); };
  PaySentences out;
  out.en = story.due < 0 ? money(-story.due) + " to be taken back" : money(story.due) + " due";
  out.zh = story.due < 0 ? "应追回 " + money(-story.due) : "应付 " + money(story.due);
  out.en += ": ";
  out.zh += "：";
  switch (plan.tiers_by) {
    case TierMeasure::share_of_target:
      out.en += money(story.amount) + " of " + money(pay.target) + " (" + plain_number(100.0 * story.measure, 1) + " %)";
      out.zh += "业绩 " + money(story.amount) + "，目标 " + money(pay.target) + "（达成 " + plain_number(100.0 * story.measure, 1) + "%）";
      break;
    case TierMeasure::amount:
      out.en += money(story.amount), out.zh += "业绩 " + money(story.amount);
      break;
    case TierMeasure::score:
      out.en += money(story.amount) + " with " + plain_number(story.measure, 2) + " points";
      out.zh += "业绩 " + money(story.amount) + "，得分 " + plain_number(story.measure, 2);
      break;
  }
  if (pay.tier < 0) {
    out.en += ", below the lowest tier", out.zh += "，未达最低档";
  } else {
    const std::string& tier = plan.tiers[static_cast<std::size_t>(pay.tier)].name;
    out.en += ", tier " + tier, out.zh += "，" + tier + "档";
    if (pay.tier != pay.reached) out.en += " as in the period before", out.zh += "（沿用上期档位）";
  }
  if (pay.tier < 0 && pay.reached >= 0) out.en += " as in the period before", out.zh += "（沿用上期档位）";
  out.en += "; commission " + money(pay.fixed), out.zh += "；提成 " + money(pay.fixed);
  if (pay.prorated != pay.fixed) out.en += ", by days present " + money(pay.prorated), out.zh += "，按出勤折算 " + money(pay.prorated);
  if (pay.factor != billion) out.en += ", times " + decimal_text(pay.factor) + " is " + money(pay.factored), out.zh += "，系数 " + decimal_text(pay.factor) + " 后为 " + money(pay.factored);
  if (pay.capped != pay.factored) out.en += ", capped at " + money(pay.capped), out.zh += "，封顶 " + money(pay.capped);
  if (story.pool_change > 0) out.en += "; from the pool " + money(story.pool_change), out.zh += "；奖金池分得 " + money(story.pool_change);
  if (story.pool_change < 0) out.en += "; the pool takes " + money(-story.pool_change), out.zh += "；奖金池限额调减 " + money(-story.pool_change);
  if (story.deducted > 0) out.en += "; deducted " + money(story.deducted), out.zh += "；扣款 " + money(story.deducted);
  if (story.paid != 0) out.en += "; paid before " + money(story.paid), out.zh += "；此前已付 " + money(story.paid);
  if (story.carried > 0) out.en += "; carried to the next period as owed " + money(story.carried), out.zh += "；结转下期待扣 " + money(story.carried);
  if (story.forgiven > 0) out.en += "; not asked back " + money(story.forgiven), out.zh += "；不再追回 " + money(story.forgiven);
  out.en += ".";
  out.zh += "。";
  return out;
}

}  // namespace mainstay::inline v1::performance
