#include "mainstay/performance/movement.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.movement";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Share {
  double share, lower, upper;
};
Share share_of(std::int64_t count, std::int64_t people, double critical) {
  const double share = people == 0 ? nothing : static_cast<double>(count) / static_cast<double>(people);
  const stats::Interval interval = stats::wilson_interval(people == 0 ? 0.0 : share, static_cast<double>(people), critical);
  return {share, interval.lower, interval.upper};
}

}  // namespace

MovementResult movement(const MovementInput& input, const MovementOptions& options, const RunContext&) {
  check(name, input, options);
  const std::size_t tiers = options.tiers.size(), gone = tiers, absent = tiers + 1, arrived = tiers;
  for (std::size_t i = 0; i < tiers; ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (options.tiers[k] == options.tiers[i]) refuse(name, "tiers[" + std::to_string(i) + "]", "\"" + options.tiers[i] + "\"", "unique");
  const std::vector<std::int64_t> period = data::whole_numbers_of(input.period), left = data::whole_numbers_of(input.left), promoted = data::whole_numbers_of(input.promoted);
  const std::size_t n = period.size();
  const data::Groups people = data::encode_groups(name, "person", input.person), labels = data::encode_groups(name, "tier", input.tier);
  std::vector<std::size_t> place;
  for (std::int64_t code = 0; code < labels.count; ++code)
    place.push_back(static_cast<std::size_t>(std::find(options.tiers.begin(), options.tiers.end(), labels.name(code)) - options.tiers.begin()));
  for (std::size_t i = 0; i < n; ++i)
    if (place[static_cast<std::size_t>(labels.codes[i])] == tiers)
      throw Error(ErrorCode::unknown_name, name, "tier", static_cast<std::int64_t>(i), "\"" + labels.name(labels.codes[i]) + "\"", "one of tiers, " + list_of(options.tiers));
  const std::set<std::int64_t> distinct(period.begin(), period.end());
  const std::vector<std::int64_t> periods(distinct.begin(), distinct.end());
  const std::size_t steps = periods.empty() ? 0 : periods.size() - 1;
  const auto at = [&](std::int64_t value) { return static_cast<std::size_t>(std::lower_bound(periods.begin(), periods.end(), value) - periods.begin()); };

  // Rows by person and period; from each to its next one.
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::tie(people.codes[a], period[a], a) < std::tie(people.codes[b], period[b], b); });
  const std::size_t width = tiers + 2;
  std::vector<std::int64_t> counts(steps * (tiers + 1) * width, 0), promotions(tiers, 0);  // step, from (the last: new), to
  const auto cell = [&](std::size_t step, std::size_t from, std::size_t to) -> std::int64_t& { return counts[(step * (tiers + 1) + from) * width + to]; };
  std::int64_t twice = -1, returned = -1;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = order[i], step = at(period[row]), own = place[static_cast<std::size_t>(labels.codes[row])];
    const bool same = i > 0 && people.codes[order[i - 1]] == people.codes[row];
    if (same && period[order[i - 1]] == period[row] && (twice < 0 || static_cast<std::int64_t>(row) < twice)) twice = static_cast<std::int64_t>(row);
    if (step > 0 && !(same && at(period[order[i - 1]]) + 1 >= step)) ++cell(step - 1, arrived, own);
    const bool has_next = i + 1 < n && people.codes[order[i + 1]] == people.codes[row];
    if (!left.empty() && left[row] == 1 && has_next && at(period[order[i + 1]]) == step + 1 && (returned < 0 || static_cast<std::int64_t>(row) < returned)) returned = static_cast<std::int64_t>(row);
    if (step >= steps) continue;  // the last period leads nowhere yet
    const bool there = has_next && at(period[order[i + 1]]) <= step + 1;
    const std::size_t to = there ? place[static_cast<std::size_t>(labels.codes[order[i + 1]])] : left.empty() || left[row] == 1 ? gone : absent;
    ++cell(step, own, to);
    if (!promoted.empty()) promotions[own] += promoted[row];
  }
  if (twice >= 0)
    throw Error(ErrorCode::invalid_argument, name, "person", twice, "\"" + people.name(people.codes[static_cast<std::size_t>(twice)]) + "\"",
                "once in period " + std::to_string(period[static_cast<std::size_t>(twice)]));
  if (returned >= 0) refuse(name, "left", returned, 1, "0 where the person is there in the next period");

  MovementResult result;
  const double critical = stats::normal_interval_factor(options.confidence_level);
  MovementTable& moves = result.moves;
  moves.from_tier.levels = moves.to_tier.levels = options.tiers;
  moves.from_tier.levels.emplace_back("new");
  moves.to_tier.levels.emplace_back("left");
  moves.to_tier.levels.emplace_back("absent");
  std::vector<std::int64_t> together((tiers + 1) * width, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) together[i % together.size()] += counts[i];
  const auto add = [&](const std::int64_t* list, bool all, std::int64_t first, std::int64_t next) {
    for (std::size_t from = 0; from <= tiers; ++from) {
      const std::int64_t sum = std::accumulate(list + from * width, list + (from + 1) * width, std::int64_t{0});
      for (std::size_t to = 0; to < (from == arrived ? tiers : width); ++to) {
        const std::int64_t count = list[from * width + to];
        const Share share = share_of(count, sum, critical);
        moves.all.push_back(all);
        moves.period.push_back(first);
        moves.next_period.push_back(next);
        moves.from_tier.codes.push_back(static_cast<std::int32_t>(from));
        moves.to_tier.codes.push_back(static_cast<std::int32_t>(to));
        moves.count.push_back(count);
        moves.share.push_back(share.share);
        moves.lower.push_back(share.lower);
        moves.upper.push_back(share.upper);
      }
    }
  };
  if (steps > 0) add(together.data(), true, periods.front(), periods.back());
  for (std::size_t step = 0; step < steps; ++step) {
    const std::int64_t* list = &counts[step * together.size()];
    add(list, false, periods[step], periods[step + 1]);
    MovementPeriods& table = result.periods;
    std::int64_t sums[6] = {0, 0, 0, 0, 0, 0};  // people, stayed, rose, fell, left, absent
    double stays = 0;
    int filled = 0;
    for (std::size_t from = 0; from < tiers; ++from) {
      std::int64_t both = 0;
      for (std::size_t to = 0; to < width; ++to) {
        const std::int64_t count = list[from * width + to];
        sums[0] += count;
        sums[to == from ? 1 : to < from ? 2 : to < tiers ? 3 : to == gone ? 4 : 5] += count;
        if (to < tiers) both += count;
      }
      if (both == 0) continue;
      ++filled;
      stays += static_cast<double>(list[from * width + from]) / static_cast<double>(both);
    }
    table.period.push_back(periods[step]);
    table.next_period.push_back(periods[step + 1]);
    std::vector<std::int64_t>* const columns[] = {&table.people, &table.stayed, &table.rose, &table.fell, &table.left, &table.absent};
    for (std::size_t k = 0; k < 6; ++k) columns[k]->push_back(sums[k]);
    table.arrived.push_back(std::accumulate(list + arrived * width, list + arrived * width + tiers, std::int64_t{0}));
    table.mobility.push_back(filled < 2 ? nothing : (filled - stays) / (filled - 1));
  }
  MovementTiers& table = result.tiers;
  table.tier.levels = options.tiers;
  table.tier.levels.emplace_back("total");
  std::int64_t totals[7] = {0, 0, 0, 0, 0, 0, 0};
  for (std::size_t tier = 0; tier <= tiers; ++tier) {
    std::int64_t sums[7] = {0, 0, 0, 0, 0, 0, 0};
    if (tier < tiers) {
      for (std::size_t to = 0; to < width; ++to) {
        const std::int64_t count = together[tier * width + to];
        sums[0] += count;
        sums[to == tier ? 1 : to < tier ? 2 : to < tiers ? 3 : to == gone ? 4 : 5] += count;
      }
      sums[6] = promotions[tier];
      for (int k = 0; k < 7; ++k) totals[k] += sums[k];
    } else {
      std::copy(std::begin(totals), std::end(totals), std::begin(sums));
    }
    table.tier.codes.push_back(static_cast<std::int32_t>(tier));
    std::vector<std::int64_t>* const columns[] = {&table.people, &table.stayed, &table.rose, &table.fell, &table.left, &table.absent, &table.promoted};
    for (std::size_t k = 0; k < 7; ++k) columns[k]->push_back(sums[k]);
    const Share kept = share_of(sums[0] - sums[4], sums[0], critical), up = share_of(sums[6], sums[0], critical);
    table.retention.push_back(kept.share);
    table.retention_lower.push_back(kept.lower);
    table.retention_upper.push_back(kept.upper);
    table.promotion.push_back(promoted.empty() ? nothing : up.share);
    table.promotion_lower.push_back(promoted.empty() ? 0.0 : up.lower);
    table.promotion_upper.push_back(promoted.empty() ? 1.0 : up.upper);
  }
  return result;
}

constinit const Function movement_analysis = analysis<&movement>("performance.movement", "Who rises, falls, stays or leaves from one period to the next, tier by tier?");

}  // namespace mainstay::inline v1::performance
