// How free texts enter the room: one rule for every analysis that reads them.
#pragma once

#include <array>
#include <cstdint>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::reasons {

/// What happens to a text that is not UTF-8.
enum class InvalidText : std::int32_t { refuse, replace };
constexpr auto choices(InvalidText) {
  return std::array{choice(InvalidText::refuse, "refuse", "An error names the row."),
                    choice(InvalidText::replace, "replace", "Each byte that belongs to no character is read as U+FFFD, and the text is counted in the findings.")};
}

}  // namespace mainstay::inline v1::reasons
