// Money in whole minor units: products in 128 bits, decimals as billionths, texts, one currency.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

__extension__ using Wide = __int128;  // 38 digits

constexpr std::int64_t billion = 1'000'000'000;

/// A sum or product that does not fit into 64 bits.
struct MoneyOverflow {};
std::int64_t to_money(Wide value);

/// above / below to the nearest whole number, halves away from 0; below > 0.
std::int64_t half_up(Wide above, Wide below);

/// The decimals as written, as billionths.
std::int64_t billionths(double value) noexcept;
/// Whether a number has at most `decimals` decimals, 9 at most.
bool has_decimals(double value, int decimals) noexcept;

/// Billionths as a decimal number, without closing zeros; not negative.
std::string decimal_text(Wide billionth);
/// "1234.50 CNY".
std::string money_text(std::int64_t minor, std::int64_t minor_digits, std::string_view currency);

/// The one label of a column `currency`, or `expected` (an option `in_currency`) where the column is not given or empty. Refuses, by row, a label that is not the expected one, or without
/// an expected one not that of row 0.
std::string one_currency(std::string_view analysis, const Column& currency, const std::string& expected);

}  // namespace mainstay::inline v1::data
