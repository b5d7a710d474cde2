#include "data/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

void refuse_day(std::string_view analysis, std::string_view argument, std::int64_t row, std::int64_t day, std::string_view rule, std::int64_t other) {
  throw Error(ErrorCode::invalid_argument, analysis, argument, row, format_date(day), fmt::format("{}, {}", rule, format_date(other)));
}

ReasonKinds::ReasonKinds(std::string_view analysis, std::string_view argument, const std::vector<ReasonRule>& rules, const Groups& reasons) {
  const auto from = [&](std::size_t i) { return rules[i].valid_from.value_or(std::numeric_limits<std::int64_t>::min()); };
  const auto until = [&](std::size_t i) { return rules[i].valid_until.value_or(std::numeric_limits<std::int64_t>::max()); };
  std::vector<std::size_t> order(rules.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return rules[a].reason != rules[b].reason ? rules[a].reason < rules[b].reason : from(a) != from(b) ? from(a) < from(b) : a < b;
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t rule = order[i];
    if (until(rule) <= from(rule))
      refuse(analysis, fmt::format("{}[{}].valid_until", argument, rule), format_date(until(rule)), fmt::format("after valid_from, {}", format_date(from(rule))));
    if (i > 0 && rules[order[i - 1]].reason == rules[rule].reason && from(rule) < until(order[i - 1]))
      refuse(analysis, fmt::format("{}[{}].reason", argument, rule), fmt::format("\"{}\"", rules[rule].reason),
             fmt::format("given once for each day; {}[{}] holds on some of these days too", argument, order[i - 1]));
  }
  first_.assign(static_cast<std::size_t>(reasons.count) + 1, 0);
  for (std::int64_t code = 0; code < reasons.count; ++code) {
    const std::string name = reasons.name(code);
    auto at = std::lower_bound(order.begin(), order.end(), name, [&](std::size_t rule, const std::string& text) { return rules[rule].reason < text; });
    for (; at != order.end() && rules[*at].reason == name; ++at)
      versions_.push_back({from(*at), until(*at), static_cast<std::int32_t>(rules[*at].kind)});
    first_[static_cast<std::size_t>(code) + 1] = static_cast<std::int32_t>(versions_.size());
  }
}

std::int32_t ReasonKinds::kind(std::int32_t reason, std::int64_t day) const noexcept {
  if (reason < 0) return unclassified;
  for (auto at = static_cast<std::size_t>(first_[static_cast<std::size_t>(reason)]); at < static_cast<std::size_t>(first_[static_cast<std::size_t>(reason) + 1]); ++at)
    if (day >= versions_[at].from && day < versions_[at].until) return versions_[at].kind;
  return unclassified;
}

std::vector<std::string> LeavingCauses::name(std::string_view analysis, bool reasons_given, const std::string& unstated) {
  std::vector<std::string> names;
  for (std::size_t code = 0; code < number_.size(); ++code)
    if (number_[code] != 0) {
      names.push_back(reasons_.name(static_cast<std::int64_t>(code)));
      number_[code] = static_cast<std::int64_t>(names.size());
    }
  if (!without_) return names;
  const std::string own = reasons_given ? unstated : "left";
  if (std::find(names.begin(), names.end(), own) != names.end())
    refuse(analysis, "unstated_reason", fmt::format("\"{}\"", own), "no label of reason");
  names.push_back(own);
  unstated_ = static_cast<std::int64_t>(names.size());
  return names;
}

void refuse_reason(std::string_view analysis, std::int64_t row, const std::string& reason, std::int64_t last_day) {
  throw Error(ErrorCode::invalid_argument, analysis, "reason", row, fmt::format("\"{}\"", reason),
              fmt::format("a reason that reasons declares on {}", format_date(last_day)));
}

}  // namespace mainstay::inline v1::data
