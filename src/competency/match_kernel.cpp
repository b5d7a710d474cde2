#include "competency/match_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Worth of a distance from the target by the table; beyond its ends, what the ends are worth.
double looked_up(const MatchPlan& plan, double gap) noexcept {
  const auto above = std::lower_bound(plan.gap.begin(), plan.gap.end(), gap);
  const auto i = static_cast<std::size_t>(above - plan.gap.begin());
  if (above == plan.gap.begin()) return plan.gap_value.front();
  if (above == plan.gap.end()) return plan.gap_value.back();
  const double part = (gap - plan.gap[i - 1]) / (plan.gap[i] - plan.gap[i - 1]);
  return plan.gap_value[i - 1] + part * (plan.gap_value[i] - plan.gap_value[i - 1]);
}

double concordance_of(const PlannedDimension& d, double lack, double indifference) noexcept {
  if (lack <= indifference) return 1.0;
  if (lack >= d.preference) return 0.0;
  return (d.preference - lack) / (d.preference - indifference);
}

double place(const PlannedDimension& d, double x) noexcept { return (x - d.lower) / (d.upper - d.lower); }

}  // namespace

solve::RankRevealingCholesky covariance_factor(const Profile& profile) {
  const std::size_t k = profile.dimensions.size();
  std::vector<double> scale;
  for (std::size_t j = 0; j < k; ++j) scale.push_back(std::sqrt(profile.covariance[j * k + j]));
  return {profile.covariance.data(), static_cast<std::int64_t>(k), scale.data(), 1e-12};
}

MatchPlan::MatchPlan(const Profile& profile)
    : aggregation(profile.aggregation), power(profile.power), ceiling(profile.ceiling), majority(profile.majority) {
  const std::vector<double> shares = shares_of(profile);
  for (std::size_t j = 0; j < profile.dimensions.size(); ++j) {
    const ProfileDimension& d = profile.dimensions[j];
    PlannedDimension planned{};
    planned.share = shares[j];
    planned.lower = d.lower;
    planned.upper = d.upper;
    planned.zero = d.zero.value_or(d.lower);
    planned.target = d.target;
    planned.sign = d.target > planned.zero ? 1.0 : -1.0;
    planned.floor = d.floor.value_or(nan);
    planned.veto = d.veto.value_or(nan);
    planned.surplus_change = d.surplus_change;
    planned.std_error = d.std_error;
    planned.indifference = d.indifference;
    planned.preference = d.preference;
    planned.electre_veto = d.veto.value_or(nan);
    planned.floor_rule = d.floor_rule;
    planned.surplus = d.surplus;
    dimensions.push_back(planned);
  }
  if (profile.gaps.empty()) {
    gap = {-4, -3, -2, -1, 0, 1, 2, 3, 4};
    gap_value = {1, 2, 3, 4, 5, 4.5, 3.5, 2.5, 1.5};
  } else {
    for (const ProfileGap& row : profile.gaps) gap.push_back(row.gap), gap_value.push_back(row.value);
  }
  const double largest = *std::max_element(gap_value.begin(), gap_value.end());
  for (double& value : gap_value) value /= largest;
  if (aggregation == Aggregation::mahalanobis) precision = covariance_factor(profile).inverse();
}

double attained(const MatchPlan& plan, std::int64_t j, double x) noexcept {
  const PlannedDimension& d = plan.dimensions[at(j)];
  switch (plan.aggregation) {
    case Aggregation::gap_table: return looked_up(plan, d.sign * (x - d.target));
    case Aggregation::conjunctive: return d.sign * x >= d.sign * d.target ? 1.0 : 0.0;
    case Aggregation::electre: return concordance_of(d, d.sign * (d.target - x), d.indifference);
    default: break;
  }
  const double u = (x - d.zero) / (d.target - d.zero);
  if (!(u > 0)) return 0.0;
  if (u <= 1) return u;
  const double room = d.sign > 0 ? d.upper - d.target : d.target - d.lower;
  if (d.surplus == SurplusRule::ignore || !(room > 0)) return 1.0;
  const double change = d.surplus_change * std::min(1.0, std::abs(x - d.target) / room);
  return d.surplus == SurplusRule::bonus ? 1.0 + change : 1.0 - change;
}

double worst_score(const MatchPlan& plan, std::int64_t j) noexcept {
  const PlannedDimension& d = plan.dimensions[at(j)];
  const double bad = d.sign > 0 ? d.lower : d.upper, far = d.sign > 0 ? d.upper : d.lower;
  switch (plan.aggregation) {
    case Aggregation::distance:
    case Aggregation::level:
    case Aggregation::shape:
    case Aggregation::mahalanobis: return std::abs(d.upper - d.target) > std::abs(d.target - d.lower) ? d.upper : d.lower;
    case Aggregation::gap_table: break;
    default: return bad;
  }
  double worst = bad;
  for (std::size_t i = 0; i <= plan.gap.size(); ++i) {
    const double x = i < plan.gap.size() ? std::clamp(d.target + d.sign * plan.gap[i], d.lower, d.upper) : far;
    if (attained(plan, j, x) < attained(plan, j, worst)) worst = x;
  }
  return worst;
}

double best_score(const MatchPlan& plan, std::int64_t j) noexcept {
  const PlannedDimension& d = plan.dimensions[at(j)];
  if (plan.aggregation == Aggregation::power_mean && d.surplus == SurplusRule::bonus) return d.sign > 0 ? d.upper : d.lower;
  if (plan.aggregation != Aggregation::gap_table) return d.target;
  double best = d.target;
  for (const double x : {d.lower, d.upper})
    if (attained(plan, j, x) > attained(plan, j, best)) best = x;
  for (const double gap : plan.gap) {
    const double x = std::clamp(d.target + d.sign * gap, d.lower, d.upper);
    if (attained(plan, j, x) > attained(plan, j, best)) best = x;
  }
  return best;
}

double power_mean(const double* u, const double* share, std::int64_t k, double power) noexcept {
  double smallest = std::numeric_limits<double>::infinity(), largest = 0.0;
  for (std::int64_t j = 0; j < k; ++j)
    if (share[j] > 0) {
      smallest = std::min(smallest, u[j]);
      largest = std::max(largest, u[j]);
    }
  if (power == 1.0) {
    double sum = 0.0;
    for (std::int64_t j = 0; j < k; ++j) sum += share[j] * u[j];
    return sum;
  }
  if (!(largest > 0) || (power <= 0 && !(smallest > 0))) return 0.0;
  if (smallest == largest || std::isinf(power)) return smallest;
  double sum = 0.0;
  if (power == 0.0) {
    for (std::int64_t j = 0; j < k; ++j)
      if (share[j] > 0) sum += share[j] * std::log(u[j]);
    return std::exp(sum);
  }
  const double scale = power > 0 ? largest : smallest;  // so that every term is at most 1
  for (std::int64_t j = 0; j < k; ++j)
    if (share[j] > 0) sum += share[j] * std::expm1(power * std::log(u[j] / scale));  // less 1, so that nothing is lost near power 0
  return scale * std::exp(std::log1p(sum) / power);
}

ProfileIndices profile_indices(const MatchPlan& plan, const double* x, const double* share) noexcept {
  const std::int64_t k = plan.size();
  double mean_x = 0, mean_r = 0, distance = 0;
  for (std::int64_t j = 0; j < k; ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    const double p = place(d, x[j]), r = place(d, d.target);
    mean_x += share[j] * p;
    mean_r += share[j] * r;
    distance += share[j] * (p - r) * (p - r);
  }
  double xx = 0, rr = 0, xr = 0;
  for (std::int64_t j = 0; j < k; ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    const double p = place(d, x[j]) - mean_x, r = place(d, d.target) - mean_r;
    xx += share[j] * p * p;
    rr += share[j] * r * r;
    xr += share[j] * p * r;
  }
  const double s_x = std::sqrt(xx), s_r = std::sqrt(rr);
  const bool varies = s_x > 1e-12 && s_r > 1e-12;
  return {distance, (mean_x - mean_r) * (mean_x - mean_r), (s_x - s_r) * (s_x - s_r), std::max(0.0, 2 * (s_x * s_r - xr)), varies ? std::clamp(xr / (s_x * s_r), -1.0, 1.0) : nan};
}

namespace {

// The core and what each dimension adds to it.
double core_of(const MatchPlan& plan, const double* x, const double* share, double* u, double* contribution) noexcept {
  const std::int64_t k = plan.size();
  for (std::int64_t j = 0; j < k; ++j) u[j] = attained(plan, j, x[j]);
  // Parts of what is lacking become contributions: share less lack, which add up to 1 - lack.
  const auto lacking = [&](double core, const auto& part) {
    if (contribution != nullptr)
      for (std::int64_t j = 0; j < k; ++j) contribution[j] = share[j] - part(j);
    return core;
  };
  switch (plan.aggregation) {
    case Aggregation::power_mean: {
      const double core = power_mean(u, share, k, plan.power);
      if (contribution == nullptr) return core;
      if (plan.power == 1.0) {
        for (std::int64_t j = 0; j < k; ++j) contribution[j] = share[j] * u[j];
      } else if (!(core > 0)) {
        std::fill(contribution, contribution + k, 0.0);
      } else {
        double sum = 0.0;
        for (std::int64_t j = 0; j < k; ++j) {
          contribution[j] = share[j] <= 0 ? 0.0 : std::isinf(plan.power) ? (u[j] == core ? share[j] : 0.0) : u[j] > 0 ? share[j] * std::pow(u[j] / core, plan.power) : 0.0;
          sum += contribution[j];
        }
        for (std::int64_t j = 0; j < k; ++j) contribution[j] *= core / sum;
      }
      return core;
    }
    case Aggregation::gap_table:
    case Aggregation::conjunctive: {
      double sum = 0.0;
      for (std::int64_t j = 0; j < k; ++j) {
        sum += share[j] * u[j];
        if (contribution != nullptr) contribution[j] = share[j] * u[j];
      }
      return sum;
    }
    case Aggregation::electre: {
      double concordance = 0.0;
      for (std::int64_t j = 0; j < k; ++j) concordance += share[j] * u[j];
      double credibility = concordance;
      if (concordance < 1)
        for (std::int64_t j = 0; j < k; ++j) {
          const PlannedDimension& d = plan.dimensions[at(j)];
          if (std::isnan(d.electre_veto)) continue;
          const double lack = d.sign * (d.target - x[j]), discordance = std::clamp((lack - d.preference) / (d.electre_veto - d.preference), 0.0, 1.0);
          if (discordance > concordance) credibility *= (1 - discordance) / (1 - concordance);
        }
      if (contribution != nullptr)
        for (std::int64_t j = 0; j < k; ++j) contribution[j] = concordance > 0 ? share[j] * u[j] * (credibility / concordance) : 0.0;
      return credibility;
    }
    case Aggregation::distance: {
      double squared = 0.0, most = 0.0;
      for (std::int64_t j = 0; j < k; ++j) {
        const PlannedDimension& d = plan.dimensions[at(j)];
        const double width = d.upper - d.lower, far = std::max(d.upper - d.target, d.target - d.lower);
        squared += share[j] * (x[j] - d.target) * (x[j] - d.target) / (width * width);
        most += share[j] * far * far / (width * width);
      }
      const double lack = most > 0 ? std::sqrt(squared / most) : 0.0;
      return lacking(1 - lack, [&](std::int64_t j) {
        const PlannedDimension& d = plan.dimensions[at(j)];
        const double step = (x[j] - d.target) / (d.upper - d.lower);
        return squared > 0 ? lack * share[j] * step * step / squared : 0.0;
      });
    }
    case Aggregation::level: {
      double difference = 0.0, target = 0.0;
      for (std::int64_t j = 0; j < k; ++j) {
        const PlannedDimension& d = plan.dimensions[at(j)];
        difference += share[j] * (place(d, x[j]) - place(d, d.target));
        target += share[j] * place(d, d.target);
      }
      const double most = std::max(target, 1 - target);
      return lacking(1 - std::min(1.0, std::abs(difference) / most), [&](std::int64_t j) {
        const PlannedDimension& d = plan.dimensions[at(j)];
        return (difference < 0 ? -1.0 : 1.0) * share[j] * (place(d, x[j]) - place(d, d.target)) / most;
      });
    }
    case Aggregation::shape: {
      const ProfileIndices indices = profile_indices(plan, x, share);
      if (std::isnan(indices.correlation)) return lacking(0.5, [&](std::int64_t j) { return share[j] / 2; });  // no pattern: no correlation either way
      double mean_x = 0, mean_r = 0, xx = 0, rr = 0;
      for (std::int64_t j = 0; j < k; ++j) mean_x += share[j] * place(plan.dimensions[at(j)], x[j]), mean_r += share[j] * place(plan.dimensions[at(j)], plan.dimensions[at(j)].target);
      for (std::int64_t j = 0; j < k; ++j) {
        const double p = place(plan.dimensions[at(j)], x[j]) - mean_x, r = place(plan.dimensions[at(j)], plan.dimensions[at(j)].target) - mean_r;
        xx += share[j] * p * p;
        rr += share[j] * r * r;
      }
      return lacking((1 + indices.correlation) / 2, [&](std::int64_t j) {
        const PlannedDimension& d = plan.dimensions[at(j)];
        const double apart = (place(d, x[j]) - mean_x) / std::sqrt(xx) - (place(d, d.target) - mean_r) / std::sqrt(rr);
        return share[j] * apart * apart / 4;
      });
    }
    case Aggregation::mahalanobis: {
      double squared = 0.0;
      for (std::int64_t j = 0; j < k; ++j)
        for (std::int64_t m = 0; m < k; ++m)
          squared += (x[j] - plan.dimensions[at(j)].target) * plan.precision[at(j * k + m)] * (x[m] - plan.dimensions[at(m)].target);
      const double core = stats::chi_squared_upper_tail(std::max(0.0, squared), static_cast<double>(k));
      return lacking(core, [&](std::int64_t j) {
        double part = 0.0;
        for (std::int64_t m = 0; m < k; ++m) part += plan.precision[at(j * k + m)] * (x[m] - plan.dimensions[at(m)].target);
        return squared > 0 ? (1 - core) * (x[j] - plan.dimensions[at(j)].target) * part / squared : 0.0;
      });
    }
  }
  return nan;
}

}  // namespace

MatchScore match_score(const MatchPlan& plan, const double* x, const double* at_floor, const double* share, double* u, double* contribution) noexcept {
  MatchScore result{0.0, core_of(plan, x, share, u, contribution), 1.0, 1.0, 0};
  for (std::int64_t j = 0; j < plan.size(); ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    if (std::isnan(d.floor) || !below_floor(d, at_floor[j])) continue;
    ++result.failed;
    if (d.floor_rule == FloorRule::cap) result.ceiling = std::min(result.ceiling, plan.ceiling);
    else if (d.floor_rule == FloorRule::veto) result.ceiling = 0.0;
    else result.factor *= std::max(0.0, (at_floor[j] - d.veto) / (d.floor - d.veto));
  }
  const double core = plan.aggregation == Aggregation::conjunctive ? (result.core >= plan.majority - 1e-12 ? 1.0 : 0.0) : result.core;
  result.score = std::clamp(core * result.factor, 0.0, result.ceiling);
  return result;
}

// ---- the nearest change ----

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double close = 1e-12;  // a score so little below the bar has reached it: rounding is no lack

// One problem: raise u within limits, cheapest, until their power mean reaches `wanted`.
struct Piece {
  double from, to, cost;  // u between, and what a unit of it costs
};
struct Way {
  std::vector<Piece> pieces;  // in rising order of cost (the worth is concave)
  double start;
};

class Raise {
 public:
  Raise(const MatchPlan& plan, const double* share, const double* cost) : plan_(plan), share_(share), cost_(cost) {}

  /// Cheapest y between low and high (in the direction of better; low at u > 0 or frozen) with power mean >= wanted.
  /// Returns the cost from `low` on, or infinity; y as scores.
  double solve(const std::vector<double>& low, const std::vector<double>& high, double wanted, std::vector<double>& y) const {
    const std::int64_t k = plan_.size();
    y = low;
    std::vector<double> u(at(k)), most(at(k));
    for (std::int64_t j = 0; j < k; ++j) u[at(j)] = attained(plan_, j, low[at(j)]), most[at(j)] = std::max(u[at(j)], attained(plan_, j, high[at(j)]));
    if (power_mean(u.data(), share_, k, plan_.power) >= wanted - close) return 0.0;
    if (power_mean(most.data(), share_, k, plan_.power) < wanted - close) return infinity;
    std::vector<Way> ways(at(k));
    for (std::int64_t j = 0; j < k; ++j) ways[at(j)] = way(j, u[at(j)], most[at(j)]);
    if (plan_.power == 1.0) greedy(ways, wanted, u);
    else if (std::isinf(plan_.power)) level(most, wanted, u);
    else multiplier(ways, wanted, u);
    double total = 0.0;
    for (std::int64_t j = 0; j < k; ++j) {
      const double raised = score_at(j, u[at(j)], low[at(j)]);
      if (u[at(j)] >= most[at(j)] && most[at(j)] > attained(plan_, j, low[at(j)])) y[at(j)] = high[at(j)];  // the end itself, without rounding
      else y[at(j)] = raised;
      total += cost_[j] * std::abs(y[at(j)] - low[at(j)]);
    }
    return total;
  }

 private:
  double room(const PlannedDimension& d) const { return d.sign > 0 ? d.upper - d.target : d.target - d.lower; }

  // Points of the scale for a unit of u, before and beyond the target.
  Way way(std::int64_t j, double u, double most) const {
    const PlannedDimension& d = plan_.dimensions[at(j)];
    Way found{{}, u};
    if (share_[j] <= 0 || !(most > u)) return found;
    if (u < 1) found.pieces.push_back({u, std::min(1.0, most), cost_[j] * std::abs(d.target - d.zero)});
    if (most > 1) found.pieces.push_back({std::max(1.0, u), most, cost_[j] * room(d) / d.surplus_change});
    return found;
  }

  double score_at(std::int64_t j, double u, double low) const {
    const PlannedDimension& d = plan_.dimensions[at(j)];
    if (u <= attained(plan_, j, low)) return low;
    if (u <= 1) return d.zero + u * (d.target - d.zero);
    return d.target + d.sign * (u - 1) / d.surplus_change * room(d);
  }

  // Additive: pieces by worth for their cost, the last one in part.
  void greedy(const std::vector<Way>& ways, double wanted, std::vector<double>& u) const {
    struct Choice {
      double worth;
      std::int64_t j;
      Piece piece;
    };
    std::vector<Choice> order;
    for (std::size_t j = 0; j < ways.size(); ++j)
      for (const Piece& piece : ways[j].pieces) order.push_back({share_[j] / piece.cost, static_cast<std::int64_t>(j), piece});
    std::stable_sort(order.begin(), order.end(), [](const Choice& a, const Choice& b) { return a.worth > b.worth; });
    for (const Choice& choice : order) {
      const double lacking = wanted - power_mean(u.data(), share_, plan_.size(), 1.0);
      if (lacking <= close) return;
      u[at(choice.j)] = std::min(choice.piece.to, choice.piece.from + lacking / share_[choice.j]);
    }
  }

  // The weakest decides: each dimension up to the bar.
  void level(const std::vector<double>& most, double wanted, std::vector<double>& u) const {
    for (std::size_t j = 0; j < u.size(); ++j)
      if (share_[j] > 0) u[j] = std::min(most[j], std::max(u[j], wanted));
  }

  // cost = multiplier x w u^(p-1) inside each piece.
  void multiplier(const std::vector<Way>& ways, double wanted, std::vector<double>& u) const {
    const auto set = [&](double log_multiplier) {
      for (std::size_t j = 0; j < ways.size(); ++j) {
        u[j] = ways[j].start;
        for (const Piece& piece : ways[j].pieces) {
          const double best = std::exp((log_multiplier + std::log(share_[j] / piece.cost)) / (1 - plan_.power));
          u[j] = std::clamp(best, piece.from, piece.to);
          if (u[j] < piece.to) break;
        }
      }
      return power_mean(u.data(), share_, plan_.size(), plan_.power);
    };
    double low = -1.0, high = 1.0;
    while (set(low) >= wanted && low > -1e6) low *= 2;
    while (set(high) < wanted && high < 1e6) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-15 * std::max(1.0, std::abs(low)); ++i) {
      const double middle = 0.5 * (low + high);
      (set(middle) >= wanted ? high : low) = middle;
    }
    set(high);
  }

  const MatchPlan& plan_;
  const double* share_;
  const double* cost_;
};

constexpr std::size_t most_soft = 2, most_flat = 12, most_unmet = 16;

// Conjunctive: which of the unmet targets to meet, and which floors to clear besides; every choice is looked at, the first of the cheapest is taken.
NearestChange nearest_met(const MatchPlan& plan, const double* x, const double* share, double bar, const double* cost, const double* most) {
  const std::int64_t k = plan.size();
  NearestChange result{ChangeEnd::unreachable, 0.0, std::vector<double>(x, x + k)};
  std::vector<std::int64_t> unmet;
  double met = 0.0, fixed = 0.0;
  std::vector<bool> floored(at(k), false);
  for (std::int64_t j = 0; j < k; ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    const auto within = [&](double to) { return std::abs(to - x[j]) <= most[j]; };
    if (!std::isnan(d.floor) && below_floor(d, x[j])) {
      if (d.floor_rule == FloorRule::soft) {
        result.end = ChangeEnd::not_sought;
        return result;
      }
      if (d.floor_rule == FloorRule::veto || bar > plan.ceiling) {
        if (!within(d.floor)) return result;
        floored[at(j)] = true;
        fixed += cost[j] * std::abs(d.floor - x[j]);
      }
    }
    if (d.sign * x[j] >= d.sign * d.target) met += share[j];
    else if (share[j] > 0 && within(d.target)) unmet.push_back(j);
  }
  if (unmet.size() > most_unmet) {
    result.end = ChangeEnd::not_sought;
    return result;
  }
  std::uint32_t best = 0;
  double least = infinity;
  for (std::uint32_t chosen = 0; chosen < (1u << unmet.size()); ++chosen) {
    double weight = met, paid = fixed;
    for (std::size_t i = 0; i < unmet.size(); ++i)
      if ((chosen >> i) & 1u) {
        const PlannedDimension& d = plan.dimensions[at(unmet[i])];
        weight += share[unmet[i]];
        paid += cost[unmet[i]] * std::abs(d.target - (floored[at(unmet[i])] ? d.floor : x[unmet[i]]));
      }
    if (weight >= plan.majority - close && paid < least) least = paid, best = chosen;
  }
  if (!(least < infinity)) return result;
  for (std::int64_t j = 0; j < k; ++j)
    if (floored[at(j)]) result.to[at(j)] = plan.dimensions[at(j)].floor;
  for (std::size_t i = 0; i < unmet.size(); ++i)
    if ((best >> i) & 1u) result.to[at(unmet[i])] = plan.dimensions[at(unmet[i])].target;
  result.end = ChangeEnd::reachable;
  result.cost = least;
  return result;
}

}  // namespace

NearestChange nearest_change(const MatchPlan& plan, const double* x, const double* share, double bar, const double* cost, const double* most) {
  const std::int64_t k = plan.size();
  std::vector<double> u(at(k));
  const MatchScore now = match_score(plan, x, x, share, u.data(), nullptr);
  NearestChange result{ChangeEnd::reached, 0.0, std::vector<double>(x, x + k)};
  if (now.score >= bar - close) return result;
  if (plan.aggregation == Aggregation::conjunctive) return nearest_met(plan, x, share, bar, cost, most);
  if (plan.aggregation != Aggregation::power_mean) {
    result.end = ChangeEnd::not_sought;
    return result;
  }
  // low: where must-haves have to go; high: as far as it helps.
  std::vector<double> low = result.to, high = result.to;
  std::vector<std::int64_t> soft, flat;
  double fixed = 0.0;
  result.end = ChangeEnd::unreachable;
  for (std::int64_t j = 0; j < k; ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    const double end = d.surplus == SurplusRule::bonus ? (d.sign > 0 ? d.upper : d.lower) : d.target;
    if (d.sign * x[j] < d.sign * end) high[at(j)] = d.sign * (x[j] + d.sign * most[j]) < d.sign * end ? x[j] + d.sign * most[j] : end;
    if (std::isnan(d.floor) || !below_floor(d, x[j])) continue;
    const bool needed = d.floor_rule == FloorRule::veto || (d.floor_rule == FloorRule::cap && bar > plan.ceiling);
    if (needed) {
      if (below_floor(d, high[at(j)])) return result;
      low[at(j)] = d.floor;
      fixed += cost[j] * std::abs(d.floor - x[j]);
    } else if (d.floor_rule == FloorRule::soft) {
      soft.push_back(j);
    }
  }
  for (std::int64_t j = 0; j < k; ++j) {
    const PlannedDimension& d = plan.dimensions[at(j)];
    if (share[j] > 0 && d.sign * low[at(j)] < d.sign * d.zero && d.sign * high[at(j)] > d.sign * d.zero) flat.push_back(j);
  }
  if (soft.size() > most_soft || flat.size() > most_flat) {
    result.end = ChangeEnd::not_sought;
    return result;
  }
  const Raise raise(plan, share, cost);
  double best = infinity;
  for (std::uint32_t chosen = 0; chosen < (1u << flat.size()); ++chosen) {
    std::vector<double> from = low, to = high;
    double paid = fixed;
    for (std::size_t f = 0; f < flat.size(); ++f) {  // up to its zero a score is worth nothing: pay for that, or leave it
      const std::size_t j = at(flat[f]);
      if ((chosen >> f) & 1u) {
        paid += cost[j] * std::abs(plan.dimensions[j].zero - from[j]);
        from[j] = plan.dimensions[j].zero;
      } else {
        to[j] = from[j];
      }
    }
    // Soft floors one after the other: each stands at y, what is left is a problem without it.
    const auto search = [&](const auto& self, std::size_t s, std::vector<double>& start, double factor, double spent, std::vector<double>& y) -> double {
      if (s == soft.size()) {
        if (!(factor > 0)) return infinity;
        const double more = raise.solve(start, to, bar / factor, y);
        return spent + more;
      }
      const std::size_t j = at(soft[s]);
      const PlannedDimension& d = plan.dimensions[j];
      const double begin = start[j], nearest = d.sign * to[j] < d.sign * d.floor ? to[j] : d.floor;
      const auto total = [&](double score, std::vector<double>& found) {
        std::vector<double> there = start;
        there[j] = score;
        const double held = to[j];
        if (below_floor(d, score)) to[j] = score;  // above the floor it may rise further for what it is worth
        const double part = below_floor(d, score) ? std::max(0.0, (score - d.veto) / (d.floor - d.veto)) : 1.0;
        const double sum = self(self, s + 1, there, factor * part, spent + cost[j] * std::abs(score - begin), found);
        to[j] = held;
        return sum;
      };
      std::vector<double> scratch;
      double best_here = total(nearest, y), a = begin, b = nearest;
      if (!(best_here < infinity)) return infinity;  // the most does not suffice
      constexpr double golden = 0.6180339887498949;
      double c = b - golden * (b - a), e = a + golden * (b - a), at_c = total(c, scratch), at_e = total(e, scratch);
      for (int i = 0; i < 120 && std::abs(b - a) > 1e-13 * (1 + std::abs(b)); ++i) {
        if (at_c < at_e) {
          b = e, e = c, at_e = at_c;
          c = b - golden * (b - a);
          at_c = total(c, scratch);
        } else {
          a = c, c = e, at_c = at_e;
          e = a + golden * (b - a);
          at_e = total(e, scratch);
        }
      }
      for (const double score : {begin, a, c, e, b}) {
        const double sum = total(score, scratch);
        if (sum < best_here) best_here = sum, y = scratch;
      }
      return best_here;
    };
    std::vector<double> y;
    const double sum = search(search, 0, from, 1.0, paid, y);
    if (sum < best) best = sum, result.to = y;
  }
  if (!(best < infinity)) {
    result.to.assign(x, x + k);
    return result;
  }
  result.end = ChangeEnd::reachable;
  result.cost = 0.0;
  for (std::int64_t j = 0; j < k; ++j) result.cost += cost[j] * std::abs(result.to[at(j)] - x[j]);
  return result;
}

}  // namespace mainstay::inline v1::competency
