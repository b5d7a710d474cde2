// The effect of calling in a sentence.
#pragma once

#include <cstdint>

#include "mainstay/returns/uplift.hpp"

namespace mainstay::inline v1::returns {

/// Fills `sentence` and `sentence_zh`; so many of the strata are left out of the effect.
void tell_sentence(std::int64_t left_out, std::int64_t strata, double confidence_level, UpliftFit& fit);

}  // namespace mainstay::inline v1::returns
