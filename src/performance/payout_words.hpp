// Money in words and formulas.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/performance/payout.hpp"
#include "performance/payout_kernel.hpp"

namespace mainstay::inline v1::performance {

/// "1234.50 CNY".
std::string money_text(std::int64_t minor, const PayoutPlan& plan);
/// "half_up(…)".
std::string rounded_text(const std::string& inside, MoneyRounding rounding);
/// The slices of an amount times their rates.
std::string commission_formula(const std::vector<PaySlice>& slices, MoneyRounding rounding);
/// Thousandths of days.
std::string days_text(std::int64_t thousandths);

struct PayStory {
  const PayoutPlan* plan = nullptr;
  const Pay* pay = nullptr;
  std::int64_t amount = 0, earned = 0, pool_change = 0, deducted = 0, paid = 0, due = 0, carried = 0, forgiven = 0;
  double measure = 0.0;
};
struct PaySentences {
  std::string en, zh;
};
PaySentences pay_sentences(const PayStory& story);

}  // namespace mainstay::inline v1::performance
