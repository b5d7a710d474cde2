// A care plan in words, English and Chinese.
#pragma once

#include <string>

#include "returns/care_kernel.hpp"

namespace mainstay::inline v1::returns {

struct CareSentence {
  std::string en, zh;
};

/// Why somebody is called. `theme` and `changes` may be empty.
CareSentence due_sentence(const std::string& stage, std::int64_t due, std::int64_t late, const std::string& theme, const std::string& changes);

/// Why somebody is not called.
CareSentence skip_sentence(const std::string& stage, CareSkip skip, bool final, std::int64_t last_day, bool no_calls);

}  // namespace mainstay::inline v1::returns
