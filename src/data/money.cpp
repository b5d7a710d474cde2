#include "data/money.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

namespace {

std::string digits_of(Wide value) {
  std::string text;
  do {
    text.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value > 0);
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace

std::int64_t to_money(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min()) throw MoneyOverflow{};
  return static_cast<std::int64_t>(value);
}

std::int64_t half_up(Wide above, Wide below) {
  const bool negative = above < 0;
  const Wide size = negative ? -above : above, whole = size / below, rest = size % below;
  const Wide rounded = whole + (rest >= below - rest ? 1 : 0);
  return to_money(negative ? -rounded : rounded);
}

std::int64_t billionths(double value) noexcept { return static_cast<std::int64_t>(std::llround(value * 1e9)); }

bool has_decimals(double value, int decimals) noexcept {
  constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  const double scaled = value * powers[decimals];
  return std::fabs(scaled - std::nearbyint(scaled)) <= 1e-12 * std::fabs(scaled) + 1e-9;
}

std::string decimal_text(Wide value) {
  std::string text = digits_of(value / billion);
  std::string rest = digits_of(value % billion);
  if (rest == "0") return text;
  rest.insert(0, 9 - rest.size(), '0');
  rest.erase(rest.find_last_not_of('0') + 1);
  return text + "." + rest;
}

std::string money_text(std::int64_t minor, std::int64_t minor_digits, std::string_view currency) {
  const bool negative = minor < 0;
  const auto digits = static_cast<std::size_t>(minor_digits);
  std::string text = digits_of(negative ? -Wide{minor} : Wide{minor});
  if (digits > 0) {
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, ".");
  }
  return (negative ? "-" : "") + text + (currency.empty() ? "" : " " + std::string(currency));
}

std::string one_currency(std::string_view analysis, const Column& currency, const std::string& expected) {
  if (!currency.given() || currency.size == 0) return expected;
  const Groups given = encode_groups(analysis, "currency", currency);
  const std::string first = expected.empty() ? given.name(given.codes[0]) : expected;
  for (std::size_t row = 0; row < given.codes.size(); ++row)
    if (given.name(given.codes[row]) != first)
      throw Error(ErrorCode::invalid_argument, analysis, "currency", static_cast<std::int64_t>(row), quoted(given.name(given.codes[row])),
                  (expected.empty() ? "that of row 0, " : "that of in_currency, ") + quoted(first) + ": currencies are not mixed");
  return first;
}

}  // namespace mainstay::inline v1::data
