// Advice in words, English and Chinese.
#pragma once

#include <string>

#include "mainstay/competency/dialogue.hpp"

namespace mainstay::inline v1::competency {

struct DialogueSentences {
  std::string en, zh;
};

/// What to change in an item, what it would add, and the rubric's own advice.
DialogueSentences dialogue_advice(const DialogueItem& item, double value, double target, double gain);

}  // namespace mainstay::inline v1::competency
