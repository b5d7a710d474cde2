// The money of a programme in sentences.
#pragma once

#include <cstdint>
#include <string>

#include "mainstay/returns/money.hpp"

namespace mainstay::inline v1::returns {

/// Fills the sentences of a result.
void say_money(MoneyResult& result, const MoneyOptions& options);

struct ClaimText {
  std::string name;
  std::int64_t low = 0, high = 0;
};
struct ClaimSentences {
  std::string en, zh;
};
/// That the first statement lies wholly below the second; `month`: pay of a month in minor units, or NaN.
ClaimSentences contradiction_sentences(const ClaimText& low, const ClaimText& high, double month, const std::string& currency, std::int64_t minor_digits);

}  // namespace mainstay::inline v1::returns
