#include "performance/payout_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/pair_index.hpp"

namespace mainstay::inline v1::performance {

namespace {

// A column of decimals as whole numbers of its last one.
std::vector<std::int64_t> scaled(std::string_view key, const char* argument, const Column& column, int decimals) {
  std::vector<std::int64_t> values(at(column.size));
  const double factor = std::pow(10.0, decimals);
  for (std::int64_t row = 0; row < column.size; ++row) {
    const double value = number_at(column, row);
    if (!has_decimals(value, decimals)) refuse(key, argument, row, value, "a number with " + std::to_string(decimals) + " decimals at most");
    values[at(row)] = std::llround(value * factor);
  }
  return values;
}

}  // namespace

PayRows::PayRows(std::string_view analysis, const PayColumns& given) : key(analysis), columns(given) {
  const std::int64_t n = size();
  person = data::encode_groups(key, "person", columns.person);
  if (columns.period.given()) period = data::encode_groups(key, "period", columns.period);
  PairIndex seen(person.count, std::max<std::int64_t>(1, period.count), n);
  const auto when = [&](std::int64_t row) { return columns.period.given() ? period.codes[at(row)] : 0; };
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int64_t number = seen.number(person.codes[at(row)], when(row));
    if (number != row) {
      const std::string who = person.name(person.codes[at(row)]);
      throw Error(ErrorCode::invalid_argument, key, "person", row, person.text ? data::quoted(who) : who, "there once in a period: row " + std::to_string(number) + " is of the same person" + (columns.period.given() ? " and period" : ""));
    }
  }
  if (columns.days_present.given() != columns.days_total.given()) refuse(key, columns.days_present.given() ? "days_total" : "days_present", "missing", "given: days_present and days_total go together");
  for (std::int64_t row = 0; row < n && columns.days_total.given(); ++row)
    if (number_at(columns.days_present, row) > number_at(columns.days_total, row)) refuse(key, "days_present", row, number_at(columns.days_present, row), "at most days_total of the row");
  if (columns.pool_points.given()) points = scaled(key, "pool_points", columns.pool_points, 6);
  in_order.resize(at(n));
  std::iota(in_order.begin(), in_order.end(), std::int64_t{0});
  const auto before = [&](std::int64_t a, std::int64_t b) { return std::pair(person.codes[at(a)], when(a)) < std::pair(person.codes[at(b)], when(b)); };
  if (!std::is_sorted(in_order.begin(), in_order.end(), before)) std::sort(in_order.begin(), in_order.end(), before);
}

std::string PayRows::name(std::int64_t row) const {
  const auto label = [](const data::Groups& groups, std::int64_t code) { return groups.text ? data::quoted(groups.name(code)) : groups.name(code); };
  return label(person, person.codes[at(row)]) + (columns.period.given() ? " in " + label(period, period.codes[at(row)]) : "");
}

void PayRows::refuse_unused(std::initializer_list<const PayoutPlan*> plans) const {
  const auto none = [](const PayoutPlan* plan) { return plan->proration == PayoutProration::none; };
  if (columns.days_present.given() && std::all_of(plans.begin(), plans.end(), none)) refuse(key, "days_present", "given", "left out unless a plan's proration is target or pay");
}

PayRows::Seen PayRows::seen_by(const PayoutPlan& plan, std::string_view path, bool strict) const {
  const auto need = [&](const Column& column, const char* argument, const std::string& why) {
    if (!column.given()) refuse(key, argument, "missing", "given, because " + std::string(path) + why);
  };
  const std::int64_t n = size();
  if (plan.tiers_by == TierMeasure::share_of_target) need(columns.target, "target", ".tiers_by = share_of_target");
  if (plan.tiers_by == TierMeasure::score) need(columns.score, "score", ".tiers_by = score");
  if (!plan.factors.empty()) need(columns.score, "score", " has factors");
  if (plan.proration != PayoutProration::none) need(columns.days_present, "days_present", ".proration asks for it");
  Seen seen;
  seen.facts.resize(at(n));
  const std::vector<std::int64_t> amount = data::whole_numbers_of(columns.amount);
  for (std::int64_t row = 0; row < n; ++row) seen.facts[at(row)].amount = amount[at(row)];
  if (columns.target.given()) {
    const std::vector<std::int64_t> target = data::whole_numbers_of(columns.target);
    for (std::int64_t row = 0; row < n; ++row) seen.facts[at(row)].target = target[at(row)];
  }
  if (columns.score.given())
    for (std::int64_t row = 0; row < n; ++row) seen.facts[at(row)].score = number_at(columns.score, row);
  if (columns.days_total.given() && plan.proration != PayoutProration::none) {
    const std::vector<std::int64_t> present = scaled(key, "days_present", columns.days_present, 3), total = scaled(key, "days_total", columns.days_total, 3);
    for (std::int64_t row = 0; row < n; ++row) {
      if (total[at(row)] == 0) refuse(key, "days_total", row, number_at(columns.days_total, row), "0.001 or more");
      seen.facts[at(row)].present = present[at(row)], seen.facts[at(row)].total = total[at(row)];
    }
  }
  const auto read_names = [&](const Column& column, const char* argument, const std::vector<std::string>& names, const char* rule, bool must, const auto& put) {
    const data::Groups groups = data::encode_groups(key, argument, column);
    std::vector<std::int32_t> place;
    for (const std::string& each : groups.names()) {
      const auto found = std::find(names.begin(), names.end(), each);
      place.push_back(found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin()));
    }
    for (std::int64_t row = 0; row < n; ++row) {
      if (groups.codes[at(row)] < 0) continue;
      const std::int32_t found = place[at(groups.codes[at(row)])];
      if (found < 0 && must) throw Error(ErrorCode::unknown_name, key, argument, row, data::quoted(groups.name(groups.codes[at(row)])), names.empty() ? std::string(rule) + ": there is none" : std::string(rule) + ", " + list_of(names));
      put(row, found);
    }
  };
  const bool hysteresis = plan.hysteresis_up > 0 || plan.hysteresis_down > 0;
  if (hysteresis) need(columns.previous_tier, "previous_tier", " has hysteresis");
  if (columns.previous_tier.given() && (strict || hysteresis)) {
    std::vector<std::string> names;
    for (const PayoutTier& tier : plan.tiers) names.push_back(tier.name);
    read_names(columns.previous_tier, "previous_tier", names, "one of the tiers", strict, [&](std::int64_t row, std::int32_t tier) {
      if (hysteresis) seen.facts[at(row)].previous = tier;
    });
  }
  seen.pool.assign(at(n), -1);
  if (columns.pool.given() && (strict || !plan.pools.empty())) {
    std::vector<std::string> names;
    for (const PayoutPool& pool : plan.pools) names.push_back(pool.name);
    read_names(columns.pool, "pool", names, "one of the pools", strict, [&](std::int64_t row, std::int32_t pool) { seen.pool[at(row)] = pool; });
  }
  return seen;
}

Earnings earn(const PayRows& rows, const PlannedPayout& plan, const PayRows::Seen& seen, std::string_view path, Team& team) {
  const std::int64_t n = rows.size(), chunks = std::min<std::int64_t>(256, (n + 1023) / 1024);
  Earnings out;
  out.pay.resize(at(n));
  out.earned.resize(at(n));
  out.pool_change.assign(at(n), 0);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      try {
        out.pay[at(row)] = pay_of(plan, seen.facts[at(row)]);
      } catch (const MoneyOverflow&) {
        refuse(rows.key, "amount", row, static_cast<double>(seen.facts[at(row)].amount), "small enough that its pay fits into 64 bits");
      }
      out.earned[at(row)] = out.pay[at(row)].capped;
    }
  });
  const std::vector<PayoutPool>& pools = plan.plan->pools;
  out.pools.resize(pools.size());
  std::vector<std::vector<std::int64_t>> members(pools.size());
  for (const std::int64_t row : rows.in_order)
    if (seen.pool[at(row)] >= 0) members[at(seen.pool[at(row)])].push_back(row);
  for (std::size_t p = 0; p < pools.size(); ++p) {
    const std::string where = std::string(path) + ".pools[" + std::to_string(p) + "]";
    const auto sum_of = [&](const auto& value) {
      Wide sum = 0;
      for (const std::int64_t row : members[p]) sum += value(row);
      try {
        return to_money(sum);
      } catch (const MoneyOverflow&) {
        refuse(rows.key, where, data::quoted(pools[p].name) + " with a sum beyond 64 bits", "a pool whose members earn less together");
      }
    };
    PoolShare& share = out.pools[p];
    share.members = static_cast<std::int64_t>(members[p].size());
    share.earned = sum_of([&](std::int64_t row) { return out.earned[at(row)]; });
    std::vector<std::int64_t> weights;
    if (pools[p].rule == PoolRule::share_out) {
      if (!rows.columns.pool_points.given()) refuse(rows.key, "pool_points", "missing", "given, because " + where + " is shared out");
      share.weights = sum_of([&](std::int64_t row) { return rows.points[at(row)]; });
      if (pools[p].amount > 0 && share.weights == 0) refuse(rows.key, where, data::quoted(pools[p].name) + (members[p].empty() ? " without members" : " whose members have no points"), "shared out among some");
      if (pools[p].amount == 0) continue;
      for (const std::int64_t row : members[p]) weights.push_back(rows.points[at(row)]);
      share.given = pools[p].amount;
    } else {
      share.weights = share.earned;
      share.given = std::min(share.earned, pools[p].amount);
      share.left = pools[p].amount - share.given;
      if (share.earned <= pools[p].amount) continue;
      for (const std::int64_t row : members[p]) weights.push_back(out.earned[at(row)]);
    }
    const std::vector<std::int64_t> shares = largest_remainders(pools[p].amount, weights);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const std::size_t row = at(members[p][i]);
      out.pool_change[row] = pools[p].rule == PoolRule::share_out ? shares[i] : shares[i] - out.earned[row];
      try {
        out.earned[row] = to_money(Wide{out.earned[row]} + out.pool_change[row]);
      } catch (const MoneyOverflow&) {
        refuse(rows.key, "amount", members[p][i], static_cast<double>(seen.facts[row].amount), "small enough that its pay fits into 64 bits");
      }
    }
  }
  return out;
}

}  // namespace mainstay::inline v1::performance
