#include "returns/offers_words.hpp"

#include "core/plain_number.hpp"

namespace mainstay::inline v1::returns {

namespace {

std::string percent(double share, const char* sign = " %") { return plain_number(100.0 * share, 1) + sign; }

std::string joined(const std::vector<std::string>& names, const char* between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : between) + name;
  return text;
}

OfferWords changes(const OfferStory& story) {
  OfferWords words;
  for (std::size_t k = 0; k < story.levers.size(); ++k) {
    if (story.now[k] == story.needed[k]) continue;
    const std::string now = plain_number(story.now[k], 4), needed = plain_number(story.needed[k], 4);
    words.en += (words.en.empty() ? "" : ", ") + story.levers[k] + " " + needed + " instead of " + now;
    words.zh += (words.zh.empty() ? "" : "、") + story.levers[k] + "由" + now + "改为" + needed;
  }
  return words;
}

}  // namespace

OfferWords offer_words(const OfferStory& story) {
  OfferWords words;
  if (story.status == OfferStatus::not_contactable) return {"Not to be contacted.", "不得联系。"};
  if (!story.lacking.empty()) words = {"Short of the wish in " + joined(story.lacking, ", ") + ". ", "未达意愿的方面：" + joined(story.lacking, "、") + "。"};
  const std::string interval_en = percent(story.probability) + " (" + percent(story.lower) + " to " + percent(story.upper) + ")", interval_zh = percent(story.probability, "%") + "（" + percent(story.lower, "%") + "至" + percent(story.upper, "%") + "）";
  const std::string target = percent(story.target), target_zh = percent(story.target, "%");
  switch (story.status) {
    case OfferStatus::reaches:
      words.en += "Of offers like this one as it stands " + interval_en + " were taken, which reaches " + target + ".";
      words.zh += "与此相似的录用条件历史接受率为" + interval_zh + "，已达到" + target_zh + "。";
      break;
    case OfferStatus::reachable: {
      const OfferWords what = changes(story);
      words.en += "With " + what.en + " (cost " + story.cost + "), of such offers " + interval_en + " were taken, which reaches " + target + ".";
      words.zh += what.zh + "后（成本" + story.cost + "），相似条件的历史接受率为" + interval_zh + "，达到" + target_zh + "。";
      break;
    }
    case OfferStatus::beyond_bounds:
      words.en += "No offer within the bounds reaches " + target + (story.known ? "; the best such: " + interval_en + "." : ".");
      words.zh += "允许范围内没有条件能达到" + target_zh + (story.known ? "；最高为" + interval_zh + "。" : "。");
      break;
    case OfferStatus::beyond_data:
      words.en += "Only offers unlike any earlier one might reach " + target + ", and of those nothing is known" + (story.known ? "; the best that is like earlier ones: " + interval_en + "." : ".");
      words.zh += "只有与以往都不相似的条件才可能达到" + target_zh + "，对此没有依据" + (story.known ? "；与以往相似的条件中最高为" + interval_zh + "。" : "。");
      break;
    default:
      words.en += "No probability can be told.";
      words.zh += "无法给出概率。";
  }
  return words;
}

OfferWords reading_of_offers() {
  return {"Shares of earlier offers with such terms that were taken: an association. Better offers may have gone to people who would have come anyway; it does not say what this person will do when the offer is changed.",
          "以往相似条件的接受比例，属于相关关系。较好的条件可能本来就给了更愿意回来的人；并不说明改变条件后此人会如何决定。"};
}

}  // namespace mainstay::inline v1::returns
