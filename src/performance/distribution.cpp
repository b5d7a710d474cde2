#include "mainstay/performance/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/exact_sum.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.distribution";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double sum_of(const std::vector<double>& values) {
  stats::ExactSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

struct Moments {
  double mean = nothing, deviation = nothing, skewness = nothing;
};
Moments moments_of(const std::vector<double>& values) {
  Moments m;
  const auto n = static_cast<double>(values.size());
  if (values.empty()) return m;
  m.mean = sum_of(values) / n;
  stats::ExactSum squares, cubes;
  for (const double value : values) {
    const double distance = value - m.mean;
    squares.add(distance * distance);
    cubes.add(distance * distance * distance);
  }
  const double variance = squares.value() / n;
  if (values.size() > 1) m.deviation = std::sqrt(squares.value() / (n - 1));
  if (variance > 0) m.skewness = cubes.value() / n / std::pow(variance, 1.5);
  return m;
}

// Pay-outs of one group, ascending, with running sums (whole, below 2^53).
struct Money {
  std::vector<double> rising, running;
  explicit Money(std::vector<double> values) : rising(std::move(values)) {
    std::sort(rising.begin(), rising.end());
    running.push_back(0);
    for (const double value : rising) running.push_back(running.back() + value);
  }
  double total() const { return running.back(); }
  double gini() const {
    if (!(total() > 0)) return nothing;
    stats::ExactSum ranked;
    for (std::size_t i = 0; i < rising.size(); ++i) ranked.add(static_cast<double>(i + 1) * rising[i]);
    const auto n = static_cast<double>(rising.size());
    return 2 * ranked.value() / (n * total()) - (n + 1) / n;
  }
  // Of the worst paid share of the people, linear between people.
  double share_of(double people) const {
    if (!(total() > 0)) return nothing;
    const double place = people * static_cast<double>(rising.size()), below = std::floor(place);
    const auto at = static_cast<std::size_t>(below);
    return (running[at] + (at < rising.size() ? (place - below) * rising[at] : 0.0)) / total();
  }
};

std::vector<double> edges_of(const DistributionOptions& options, const std::vector<double>& scores) {
  for (std::size_t i = 1; i < options.edges.size(); ++i)
    if (!(options.edges[i] > options.edges[i - 1])) refuse(name, "edges[" + std::to_string(i) + "]", -1, options.edges[i], "above the edge before it");
  if (options.edges.size() == 1) refuse(name, "edges", "one number", "two or more");
  if (!options.edges.empty() || scores.empty()) return options.edges;
  const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
  if (*low == *high) return {*low, *low};
  std::vector<double> edges;
  for (std::int64_t i = 0; i <= options.bins; ++i) edges.push_back(*low + (*high - *low) * static_cast<double>(i) / static_cast<double>(options.bins));
  edges.back() = *high;
  return edges;
}

// What is asked of a column that is not there.
void check_unused(const DistributionInput& input, const DistributionOptions& options) {
  const DistributionOptions usual{};
  if (options.bins != usual.bins && !options.edges.empty()) refuse(name, "bins", std::to_string(options.bins), "left out with edges");
  for (const auto& [option, given] : {std::pair{"bins", options.bins != usual.bins}, {"edges", !options.edges.empty()}})
    if (given && !input.score.given()) refuse(name, option, "given", "left out without score");
  for (const auto& [option, given] : {std::pair{"points", options.points != usual.points}, {"top_shares", options.top_shares != usual.top_shares}})
    if (given && !input.payout.given()) refuse(name, option, "given", "left out without payout");
}

}  // namespace

DistributionResult distribution(const DistributionInput& input, const DistributionOptions& options, const RunContext&) {
  check(name, input, options);
  if (!input.score.given() && !input.payout.given()) refuse(name, "score", "missing", "given, or else payout");
  check_unused(input, options);
  const auto n = static_cast<std::size_t>(input.score.given() ? input.score.size : input.payout.size);
  const std::vector<double> score = data::numbers_of(input.score), payout = data::numbers_of(input.payout);
  const data::Groups groups = input.group.given() ? data::encode_groups(name, "group", input.group) : data::Groups{};
  const data::Groups tiers = input.tier.given() ? data::encode_groups(name, "tier", input.tier) : data::Groups{};
  double sum = 0;
  for (std::size_t i = 0; i < payout.size(); ++i)
    if (!std::isnan(payout[i]) && (sum += payout[i]) > 9007199254740992.0) refuse(name, "payout", static_cast<std::int64_t>(i), payout[i], "small enough for a sum of at most 2^53");
  std::vector<std::string> tier_names = options.tiers.empty() ? tiers.names() : options.tiers;
  if (!options.tiers.empty() && !input.tier.given()) refuse(name, "tiers", "given", "left out without tier");
  for (std::size_t i = 0; i < options.tiers.size(); ++i)
    if (std::find(options.tiers.begin(), options.tiers.end(), options.tiers[i]) != options.tiers.begin() + static_cast<std::ptrdiff_t>(i))
      refuse(name, "tiers[" + std::to_string(i) + "]", "\"" + options.tiers[i] + "\"", "unique");
  std::vector<std::size_t> tier_place;
  for (std::int64_t code = 0; code < tiers.count; ++code) tier_place.push_back(static_cast<std::size_t>(std::find(tier_names.begin(), tier_names.end(), tiers.name(code)) - tier_names.begin()));
  for (std::size_t i = 0; i < n && !tier_place.empty(); ++i)
    if (tier_place[static_cast<std::size_t>(tiers.codes[i])] == tier_names.size())
      throw Error(ErrorCode::unknown_name, name, "tier", static_cast<std::int64_t>(i), "\"" + tiers.name(tiers.codes[i]) + "\"", "one of tiers, " + list_of(tier_names));

  std::vector<std::vector<std::size_t>> lists(1 + static_cast<std::size_t>(groups.count));  // everybody first
  for (std::size_t i = 0; i < n; ++i) {
    lists[0].push_back(i);
    if (!groups.codes.empty()) lists[1 + static_cast<std::size_t>(groups.codes[i])].push_back(i);
  }
  std::vector<double> all_scores;
  for (const double value : score)
    if (!std::isnan(value)) all_scores.push_back(value);
  const std::vector<double> edges = edges_of(options, all_scores);

  DistributionResult result;
  std::vector<std::string> labels{"total"};
  for (const std::string& label : groups.codes.empty() ? std::vector<std::string>{} : groups.names()) labels.push_back(label);
  for (Categories* column : {&result.groups.group, &result.quantiles.group, &result.classes.group, &result.curve.group, &result.tops.group, &result.tiers.group}) column->levels = labels;
  result.tiers.tier.levels = tier_names;
  for (std::size_t g = 0; g < lists.size(); ++g) {
    const auto code = static_cast<std::int32_t>(g);
    std::vector<double> scores, pays;
    for (const std::size_t row : lists[g]) {
      if (!score.empty() && !std::isnan(score[row])) scores.push_back(score[row]);
      if (!payout.empty() && !std::isnan(payout[row])) pays.push_back(payout[row]);
    }
    std::sort(scores.begin(), scores.end());
    const Moments moments = moments_of(scores);
    const Money money(pays);
    result.groups.group.codes.push_back(code);
    result.groups.people.push_back(static_cast<std::int64_t>(lists[g].size()));
    result.groups.scored.push_back(static_cast<std::int64_t>(scores.size()));
    result.groups.paid.push_back(static_cast<std::int64_t>(pays.size()));
    result.groups.mean_score.push_back(moments.mean);
    result.groups.std_score.push_back(moments.deviation);
    result.groups.skewness.push_back(moments.skewness);
    result.groups.total_payout.push_back(money.total());
    result.groups.mean_payout.push_back(pays.empty() ? nothing : money.total() / static_cast<double>(pays.size()));
    result.groups.gini.push_back(money.gini());
    for (const double probability : options.probabilities) {
      result.quantiles.group.codes.push_back(code);
      result.quantiles.probability.push_back(probability);
      result.quantiles.score.push_back(scores.empty() ? nothing : stats::sorted_quantile(scores, probability));
      result.quantiles.payout.push_back(money.rising.empty() ? nothing : stats::sorted_quantile(money.rising, probability));
    }
    if (edges.size() > 1) {
      const bool open = !options.edges.empty();  // given edges leave room on both sides
      const std::size_t classes = edges.size() - 1 + (open ? 2 : 0);
      std::vector<std::int64_t> counts(classes, 0);
      for (const double value : scores) {
        const auto at = static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), value) - edges.begin());
        ++counts[open ? at : std::min(at, edges.size() - 1) - 1];
      }
      constexpr double infinite = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < classes; ++k) {
        result.classes.group.codes.push_back(code);
        result.classes.lower_edge.push_back(!open ? edges[k] : k == 0 ? -infinite : edges[k - 1]);
        result.classes.upper_edge.push_back(!open ? edges[k + 1] : k == edges.size() ? infinite : edges[k]);
        result.classes.count.push_back(counts[k]);
        result.classes.share.push_back(scores.empty() ? nothing : static_cast<double>(counts[k]) / static_cast<double>(scores.size()));
      }
    }
    if (input.payout.given()) {
      for (std::int64_t i = 0; i <= options.points; ++i) {
        const double people = static_cast<double>(i) / static_cast<double>(options.points);
        result.curve.group.codes.push_back(code);
        result.curve.people.push_back(people);
        result.curve.money.push_back(money.share_of(people));
      }
      for (const double top : options.top_shares) {
        const auto people = static_cast<std::size_t>(std::ceil(top * static_cast<double>(pays.size()) - 1e-9));
        result.tops.group.codes.push_back(code);
        result.tops.top.push_back(top);
        result.tops.people.push_back(static_cast<std::int64_t>(people));
        result.tops.money.push_back(money.total() > 0 ? (money.total() - money.running[pays.size() - people]) / money.total() : nothing);
      }
    }
    if (!input.tier.given()) continue;
    struct Sums {
      std::int64_t people = 0, scored = 0;
      stats::ExactSum scores;
      double money = 0;
    };
    std::vector<Sums> by_tier(tier_names.size());
    for (const std::size_t row : lists[g]) {
      Sums& own = by_tier[tier_place[static_cast<std::size_t>(tiers.codes[row])]];
      ++own.people;
      if (!score.empty() && !std::isnan(score[row])) {
        own.scores.add(score[row]);
        ++own.scored;
      }
      if (!payout.empty() && !std::isnan(payout[row])) own.money += payout[row];
    }
    for (std::size_t k = 0; k < by_tier.size(); ++k) {
      const Sums& own = by_tier[k];
      result.tiers.group.codes.push_back(code);
      result.tiers.tier.codes.push_back(static_cast<std::int32_t>(k));
      result.tiers.people.push_back(own.people);
      result.tiers.share.push_back(lists[g].empty() ? nothing : static_cast<double>(own.people) / static_cast<double>(lists[g].size()));
      result.tiers.mean_score.push_back(own.scored == 0 ? nothing : own.scores.value() / static_cast<double>(own.scored));
      result.tiers.total_payout.push_back(own.money);
      result.tiers.share_of_money.push_back(money.total() > 0 ? own.money / money.total() : nothing);
    }
  }
  return result;
}

constinit const Function distribution_analysis = analysis<&distribution>("performance.distribution", "How are scores and pay-outs spread, and how much of the money goes to how few?");

}  // namespace mainstay::inline v1::performance
