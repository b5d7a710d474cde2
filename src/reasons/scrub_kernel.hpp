// Where personal data stands in a text in plain form.
#pragma once

#include <cstdint>
#include <vector>

#include "mainstay/reasons/scrub.hpp"
#include "reasons/word_finder.hpp"

namespace mainstay::inline v1::reasons {

struct PersonalSpan {
  std::int64_t start, end;
  PersonalData kind;
};

/// Spans that do not overlap, from left to right. `names` are found words. O(characters).
void find_personal(const std::vector<char32_t>& text, std::int64_t least_digits, const std::vector<WordFinder::Found>& names, std::vector<PersonalSpan>& spans);

}  // namespace mainstay::inline v1::reasons
