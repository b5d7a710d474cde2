#include "returns/care_words.hpp"

#include "core/civil.hpp"

namespace mainstay::inline v1::returns {

CareSentence due_sentence(const std::string& stage, std::int64_t due, std::int64_t late, const std::string& theme, const std::string& changes) {
  CareSentence out{stage + ": due by " + day_text(due), stage + "：应于 " + day_text(due) + " 前联系"};
  if (late > 0) {
    out.en += ", " + std::to_string(late) + (late == 1 ? " day late" : " days late");
    out.zh += "，已晚 " + std::to_string(late) + " 天";
  }
  if (!theme.empty()) {
    out.en += "; about " + theme;
    out.zh += "；话题：" + theme;
  }
  if (!changes.empty()) {
    out.en += "; what has changed: " + changes;
    out.zh += "；已有的变化：" + changes;
  }
  out.en += ".";
  out.zh += "。";
  return out;
}

CareSentence skip_sentence(const std::string& stage, CareSkip skip, bool final, std::int64_t last_day, bool no_calls) {
  CareSentence why;
  switch (skip) {
    case CareSkip::not_contactable: why = {"the person may not be called", "不可联系"}; break;
    case CareSkip::withdrawn: why = {"consent was withdrawn", "已撤回联系同意"}; break;
    case CareSkip::returned: why = {"the person is back", "已回流"}; break;
    case CareSkip::settled: why = {"the person has settled elsewhere", "已在他处稳定就业"}; break;
    case CareSkip::no_owner: why = {"nobody is responsible", "没有负责人"}; break;
    case CareSkip::window_closed: why = {"the window closed before today", "联系期限在今天之前已过"}; break;
    case CareSkip::no_capacity: why = no_calls ? CareSentence{"the owner's cap is 0 calls a day", "负责人每日名额为 0"} : CareSentence{"the owner had others to call first", "负责人当日名额已满"}; break;
    case CareSkip::gap: why = {"the person was called too shortly before", "距上次联系过近"}; break;
    case CareSkip::nothing_to_say: why = {"there was nothing to say", "没有合适话题"}; break;
    case CareSkip::quiet: why = {"only quiet days so far", "一直处于免打扰期"}; break;
    case CareSkip::not_yet: why = {"it opens later", "尚未到联系时间"}; break;
  }
  if (final) return {stage + ": never; " + why.en + ".", stage + "：不再联系，" + why.zh + "。"};
  return {stage + ": not by " + day_text(last_day) + "; " + why.en + ".", stage + "：" + day_text(last_day) + " 前不联系，" + why.zh + "。"};
}

}  // namespace mainstay::inline v1::returns
