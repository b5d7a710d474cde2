#include "competency/dialogue_words.hpp"

#include <cmath>

#include "core/plain_number.hpp"

namespace mainstay::inline v1::competency {

DialogueSentences dialogue_advice(const DialogueItem& item, double value, double target, double gain) {
  const std::string& label = item.label.empty() ? item.name : item.label;
  const std::string& label_zh = item.label_zh.empty() ? label : item.label_zh;
  const std::string from = plain_number(value, 2), to = plain_number(target, 2), points = plain_number(100.0 * gain, 1);
  DialogueSentences sentences;
  sentences.en = label + ": " + from + " now; " + (target > value ? "raised to " : "lowered to ") + to + " it would add " + points + (points == "1" ? " point of 100." : " points of 100.");
  sentences.zh = label_zh + "：目前 " + from + "，" + (target > value ? "提高到 " : "降低到 ") + to + " 可加 " + points + " 分（满分 100）。";
  if (!item.advice.empty()) sentences.en += " " + item.advice;
  sentences.zh += item.advice_zh.empty() ? item.advice : item.advice_zh;
  return sentences;
}

}  // namespace mainstay::inline v1::competency
