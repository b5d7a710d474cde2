#include "mainstay/funnel/units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/kept.hpp"
#include "data/spelling.hpp"
#include "funnel/multiplicity.hpp"
#include "funnel/rank_moments.hpp"
#include "funnel/units_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/proportion.hpp"
#include "stats/shrinkage.hpp"
#include "stats/unknown_spread.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::string_view name = "funnel.units";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t least_for_spread = 3;
constexpr std::int64_t most_over_spreads = 200, most_exact = 1000, most_parts = 64;  // units whose ranks go over all likely spreads, are counted in full; parts in which more of them are added up

enum Position : std::int32_t { within, above_inner, below_inner, above_outer, below_outer, unknown };

// A unit's people and what is expected of them.
struct Unit {
  std::int64_t count = 0, total = 0;
  double expected = 0.0, variance = 0.0;       // of the count under chance
  double adjusted = nothing, std_error = nothing;  // of the adjusted rate, at the centre
  bool known() const { return !std::isnan(adjusted); }
};

struct Compared {
  std::vector<std::string> names, alike;
  std::vector<Unit> units;
  std::vector<ChanceCount> chance;
  std::vector<std::size_t> known;  // places of units of which something is known
  double centre = nothing;
  bool adjusted = false, own_centre = false;
};

UnitsAdjustment adjustment_of(const UnitsInput& input, const UnitsOptions& options) {
  const bool expected = input.expected.given(), stratum = input.stratum.given();
  if (options.adjustment == UnitsAdjustment::expected && !expected) refuse(name, "expected", "missing", "given with adjustment = expected");
  if (options.adjustment == UnitsAdjustment::stratum && !stratum) refuse(name, "stratum", "missing", "given with adjustment = stratum");
  if (options.adjustment != UnitsAdjustment::as_given) return options.adjustment;
  if (expected && stratum) refuse(name, "stratum", "given", "left out where expected is given, unless adjustment says which");
  return expected ? UnitsAdjustment::expected : stratum ? UnitsAdjustment::stratum : UnitsAdjustment::none;
}

Compared read(const UnitsInput& input, const UnitsOptions& options, UnitsAdjustment adjustment) {
  const data::Groups groups = data::encode_groups(name, "unit", input.unit);
  const std::vector<std::int64_t> count = data::whole_numbers_of(input.count);
  const std::size_t n = count.size();
  const std::vector<std::int64_t> total = input.total.given() ? data::whole_numbers_of(input.total) : std::vector<std::int64_t>(n, 1);
  std::vector<double> expected = adjustment == UnitsAdjustment::expected ? data::numbers_of(input.expected) : std::vector<double>{};
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = static_cast<std::int64_t>(i);
    if (count[i] > total[i]) refuse(name, "count", row, static_cast<double>(count[i]), input.total.given() ? "at most the row's total" : "0 or 1 without total");
    if (!expected.empty() && expected[i] > static_cast<double>(total[i])) refuse(name, "expected", row, expected[i], "at most the row's total");
  }
  Compared out;
  out.names = groups.names();
  out.alike = data::alike(groups);
  out.units.resize(out.names.size());
  for (std::size_t i = 0; i < n; ++i) {
    Unit& unit = out.units[static_cast<std::size_t>(groups.codes[i])];
    unit.count += count[i];
    unit.total += total[i];
  }
  std::int64_t people = 0, counted = 0;
  for (const Unit& unit : out.units) people += unit.total, counted += unit.count;
  if (people == 0) return out;

  // The probability of each row's people.
  std::vector<double> probability(n, options.target.value_or(static_cast<double>(counted) / static_cast<double>(people)));
  if (adjustment == UnitsAdjustment::stratum) {
    const data::Groups strata = data::encode_groups(name, "stratum", input.stratum);
    std::vector<std::int64_t> of(static_cast<std::size_t>(strata.count + 1), 0), among = of;
    const auto place = [&](std::size_t i) { return static_cast<std::size_t>(strata.codes[i] < 0 ? strata.count : strata.codes[i]); };
    for (std::size_t i = 0; i < n; ++i) of[place(i)] += count[i], among[place(i)] += total[i];
    for (std::size_t i = 0; i < n; ++i) probability[i] = among[place(i)] > 0 ? static_cast<double>(of[place(i)]) / static_cast<double>(among[place(i)]) : 0.0;
  }
  if (!expected.empty())
    for (std::size_t i = 0; i < n; ++i) probability[i] = total[i] > 0 ? expected[i] / static_cast<double>(total[i]) : 0.0;
  out.adjusted = adjustment != UnitsAdjustment::none;
  out.own_centre = expected.empty() && !options.target;

  std::vector<std::vector<AlikePeople>> parts(out.units.size());
  for (std::size_t i = 0; i < n; ++i) parts[static_cast<std::size_t>(groups.codes[i])].push_back({total[i], probability[i]});
  double sum = 0.0;
  for (std::size_t u = 0; u < out.units.size(); ++u) {
    out.chance.emplace_back(std::move(parts[u]));
    out.units[u].expected = out.chance[u].mean();
    out.units[u].variance = out.chance[u].variance();
    sum += out.units[u].expected;
  }
  out.centre = sum / static_cast<double>(people);
  for (std::size_t u = 0; u < out.units.size(); ++u) {
    Unit& unit = out.units[u];
    if (unit.total == 0 || !(unit.variance > 0.0)) continue;
    unit.adjusted = out.adjusted ? static_cast<double>(unit.count) / unit.expected * out.centre : static_cast<double>(unit.count) / static_cast<double>(unit.total);
    unit.std_error = std::sqrt(unit.variance) / unit.expected * out.centre;
    out.known.push_back(u);
  }
  return out;
}

struct Limits {
  double inner_lower, inner_upper, outer_lower, outer_upper;
};

// How far limits lie, as the options say.
class Funnel {
 public:
  Funnel(const UnitsOptions& options, double centre, double phi, double between)
      : options_(options), centre_(centre), phi_(options.overdispersion == UnitsOverdispersion::multiplicative ? std::max(1.0, phi) : 1.0),
        tau2_(options.overdispersion == UnitsOverdispersion::additive ? between * between : 0.0),
        exact_(options.limits == UnitsLimits::exact && options.overdispersion == UnitsOverdispersion::none) {}
  bool exact() const { return exact_; }
  double std_error(double by_chance) const { return std::sqrt(by_chance * by_chance * phi_ + tau2_); }
  /// On the scale of adjusted rates: `scale` is what a count of one is worth.
  Limits of(const ChanceCount& chance, double scale, double by_chance) const {
    const auto bounds = [&](double coverage) -> std::array<double, 2> {
      if (exact_) return {scale * chance.lower_limit((1.0 - coverage) / 2.0), scale * chance.upper_limit((1.0 - coverage) / 2.0)};
      const double reach = stats::normal_interval_factor(coverage) * std_error(by_chance);
      return {std::max(0.0, centre_ - reach), std::min(1.0, centre_ + reach)};
    };
    const auto inner = bounds(options_.inner), outer = bounds(options_.outer);
    return {inner[0], inner[1], outer[0], outer[1]};
  }
  double p_value(const Unit& unit, const ChanceCount& chance) const {
    if (!exact_) return stats::normal_two_sided((unit.adjusted - centre_) / std_error(unit.std_error));
    return std::min(1.0, 2.0 * std::min(chance.at_most(unit.count), chance.at_least(unit.count)));
  }

 private:
  const UnitsOptions& options_;
  double centre_, phi_, tau2_;
  bool exact_;
};

std::int64_t position_of(double rate, const Limits& limits) {
  if (rate > limits.outer_upper) return above_outer;
  if (rate < limits.outer_lower) return below_outer;
  if (rate > limits.inner_upper) return above_inner;
  return rate < limits.inner_lower ? below_inner : within;
}

// Ranks of many units, by the moments of how many others are higher.
void rank_many(const Compared& data, const std::vector<TrueRate>& rates, const UnitsOptions& options, double tail, Team& team, UnitsRows& rows) {
  const auto known = static_cast<std::int64_t>(rates.size());
  RankMoments moments(rates);
  std::vector<RankMoments::Sums> parts(static_cast<std::size_t>(most_parts), moments.sums());
  team.report(0.0, 0.5);
  team.run(most_parts, [&](std::int64_t part) {
    const Span span = span_of(known, most_parts, part);
    moments.add(parts[static_cast<std::size_t>(part)], rates, span.first, span.last);
  });
  moments.settle(parts);
  team.report(0.5, 1.0);
  team.run(known, [&](std::int64_t k) {
    const std::size_t u = data.known[static_cast<std::size_t>(k)];
    const RankOf rank = moments.of(rates[static_cast<std::size_t>(k)], tail);
    const bool turned = options.better == UnitsBetter::lower;
    const double last = static_cast<double>(known) + 1.0;
    rows.expected_rank[u] = turned ? last - rank.expected : rank.expected;
    rows.rank_lower[u] = turned ? last - rank.upper : rank.lower;
    rows.rank_upper[u] = turned ? last - rank.lower : rank.upper;
    rows.best_probability[u] = turned ? rank.lowest : rank.highest;
    rows.worst_probability[u] = turned ? rank.highest : rank.lowest;
  });
}

// True rates of the units given a spread. Of a spread with hardly anybody behind it (a or b below 0.05) more would lie nearer to 0 or 1 than numbers can be told apart.
std::vector<TrueRate> true_rates(const Compared& data, stats::SpreadModel model, const stats::Spread& spread) {
  std::vector<TrueRate> rates;
  for (const std::size_t u : data.known) {
    const Unit& unit = data.units[u];
    if (data.adjusted) {
      const stats::Posterior p = stats::posterior_of(model, spread, unit.adjusted, unit.std_error, 0.025);
      rates.push_back({false, p.mean, p.std_error});
    } else {
      constexpr double least = 0.05;
      rates.push_back({true, std::max(least, spread.mean * spread.strength) + static_cast<double>(unit.count), std::max(least, (1.0 - spread.mean) * spread.strength) + static_cast<double>(unit.total - unit.count)});
    }
  }
  return rates;
}

// Spreads over which ranks are averaged. The mean of each is known but for its variance: two points have it, for rates on the logit scale.
struct WeighedSpread {
  stats::Spread spread;
  double weight;
};
std::vector<WeighedSpread> spreads_of(const std::vector<stats::LikelySpread>& likely, bool rates) {
  constexpr double least = 1e-3;
  std::vector<WeighedSpread> spreads;
  double sum = 0.0;
  for (const stats::LikelySpread& one : likely) {
    if (one.weight < least) continue;
    sum += one.weight;
    const double std = std::sqrt(one.mean_variance), rest = 1.0 - one.mean;
    for (const double side : {-1.0, 1.0}) {
      const double mean = rates ? stats::logistic(std::log(one.mean / rest) + side * std / (one.mean * rest)) : one.mean + side * std;
      spreads.push_back({{mean, one.strength, true}, 0.5 * one.weight});
    }
  }
  for (WeighedSpread& one : spreads) one.weight /= sum;
  return spreads;
}

// What the true rates may be ranked: of few units over all likely spreads.
void rank(const Compared& data, const UnitsOptions& options, stats::SpreadModel model, const stats::Spread& found, const std::vector<stats::LikelySpread>& likely, double tail, Team& team, UnitsRows& rows) {
  const auto known = static_cast<std::int64_t>(data.known.size());
  const bool over = !likely.empty() && known <= most_over_spreads;
  if (!over && found.varies && known > most_exact) return rank_many(data, true_rates(data, model, found), options, tail, team, rows);
  const auto units = static_cast<std::size_t>(known);
  std::vector<std::vector<double>> better(units, std::vector<double>(units, 0.0));  // of each unit P(rank 1), P(rank 2), …
  std::vector<WeighedSpread> spreads;
  if (over) spreads = spreads_of(likely, !data.adjusted);
  else if (found.varies) spreads = {{found, 1.0}};
  else better.assign(units, std::vector<double>(units, 1.0 / static_cast<double>(known)));  // every order is as likely
  for (std::size_t s = 0; s < spreads.size(); ++s) {
    const std::vector<TrueRate> rates = true_rates(data, model, spreads[s].spread);
    RankGrid grid = rank_grid(rates);
    const double begun = static_cast<double>(s) / static_cast<double>(spreads.size()), step = 1.0 / static_cast<double>(spreads.size());
    team.report(begun, begun + 0.5 * step);
    team.run(static_cast<std::int64_t>(grid.points.size()), [&](std::int64_t point) { fill_point(grid, rates, point); });
    team.report(begun + 0.5 * step, begun + step);
    team.run(known, [&](std::int64_t k) {
      const std::vector<double> higher = higher_than(grid, rates, k);
      for (std::size_t r = 0; r < units; ++r) better[at(k)][r] += spreads[s].weight * higher[r];
    });
  }
  for (std::size_t k = 0; k < units; ++k) {
    if (options.better == UnitsBetter::lower) std::reverse(better[k].begin(), better[k].end());
    const std::size_t u = data.known[k];
    double mean = 0.0, below = 0.0;
    rows.rank_lower[u] = rows.rank_upper[u] = static_cast<double>(known);
    bool lower = false, upper = false;
    for (std::size_t place = 1; place <= units; ++place) {
      mean += static_cast<double>(place) * better[k][place - 1];
      below += better[k][place - 1];
      if (!lower && below >= tail) rows.rank_lower[u] = static_cast<double>(place), lower = true;
      if (!upper && below >= 1.0 - tail) rows.rank_upper[u] = static_cast<double>(place), upper = true;
    }
    rows.expected_rank[u] = mean;
    rows.best_probability[u] = better[k].front();
    rows.worst_probability[u] = better[k].back();
  }
}

// True rates drawn together, and what they may be ranked.
void estimate(const Compared& data, const UnitsOptions& options, Team& team, UnitsResult& result) {
  if (data.known.size() < least_for_spread) return;
  const stats::SpreadModel model = data.adjusted ? stats::SpreadModel::normal : stats::SpreadModel::beta_binomial;
  // With adjustment the values are adjusted rates with the errors of chance.
  const auto value = [&](const Unit& unit) { return data.adjusted ? unit.adjusted : static_cast<double>(unit.count); };
  const auto volume = [&](const Unit& unit) { return data.adjusted ? unit.std_error : static_cast<double>(unit.total); };
  stats::Observed observed;
  for (const std::size_t u : data.known) observed.add(value(data.units[u]), volume(data.units[u]));
  observed.compress();
  const stats::Spread both[2] = {stats::spread_by_likelihood(model, observed), stats::spread_by_moments(model, observed)};
  for (const stats::Spread& spread : both) {
    const double rate = spread.mean;
    result.spread.method.codes.push_back(static_cast<std::int32_t>(result.spread.mean.size()));
    result.spread.mean.push_back(rate);
    result.spread.std.push_back(!spread.varies ? 0.0 : data.adjusted ? std::sqrt(spread.strength) : std::sqrt(rate * (1.0 - rate) / (spread.strength + 1.0)));
    result.spread.strength.push_back(data.adjusted ? nothing : spread.strength);
  }
  const stats::Spread& spread = both[static_cast<int>(options.fit)];
  const std::vector<stats::LikelySpread> likely = options.intervals == UnitsIntervals::spread_estimated ? stats::likely_spreads(model, observed) : std::vector<stats::LikelySpread>{};
  const double tail = (1.0 - options.confidence_level) / 2.0;
  UnitsRows& rows = result.units;
  for (std::size_t u = 0; u < data.units.size(); ++u) {
    const Unit& unit = data.units[u];
    const stats::Posterior p = !spread.varies ? stats::common_value(model, observed, tail)
                               : unit.known() ? stats::posterior_of(model, spread, value(unit), volume(unit), tail)
                                              : stats::posterior_of(model, spread, 0.0, data.adjusted ? infinite : 0.0, tail);
    const stats::Posterior over = likely.empty() ? p : stats::posterior_over(model, likely, p, unit.known() ? value(unit) : 0.0, unit.known() ? volume(unit) : data.adjusted ? infinite : 0.0, tail);
    rows.estimate[u] = std::clamp(p.mean, 0.0, 1.0);
    rows.estimate_lower[u] = std::clamp(over.lower, 0.0, 1.0);
    rows.estimate_upper[u] = std::clamp(over.upper, 0.0, 1.0);
    rows.weight[u] = spread.varies ? p.weight : 0.0;
  }

  rank(data, options, model, spread, likely, tail, team, rows);
}

void draw_curve(const Compared& data, const UnitsOptions& options, const Funnel& funnel, Team& team, UnitsCurve& curve) {
  if (options.curve_points == 0 || data.known.empty()) return;
  double most = 1.0;
  for (const std::size_t u : data.known) most = std::max(most, data.centre * (1.0 - data.centre) / (data.units[u].std_error * data.units[u].std_error));
  most = std::ceil(most * 1.05);
  for (std::int64_t i = 0; i < options.curve_points; ++i) {  // denser where the limits bend
    const double place = options.curve_points > 1 ? static_cast<double>(i) / static_cast<double>(options.curve_points - 1) : 1.0;
    const auto total = static_cast<std::int64_t>(std::llround(std::pow(most, place)));
    if (curve.total.empty() || total > curve.total.back()) curve.total.push_back(total);
  }
  const std::size_t points = curve.total.size();
  for (auto* list : {&curve.inner_lower, &curve.inner_upper, &curve.outer_lower, &curve.outer_upper}) list->resize(points);
  team.run(static_cast<std::int64_t>(points), [&](std::int64_t point) {
    const auto i = static_cast<std::size_t>(point);
    const auto total = static_cast<double>(curve.total[i]);
    const Limits limits = funnel.of(ChanceCount({{curve.total[i], data.centre}}), 1.0 / total, std::sqrt(data.centre * (1.0 - data.centre) / total));
    curve.inner_lower[i] = limits.inner_lower, curve.inner_upper[i] = limits.inner_upper;
    curve.outer_lower[i] = limits.outer_lower, curve.outer_upper[i] = limits.outer_upper;
  });
}

void tell(UnitsResult& result, std::size_t known, double inner) {
  std::vector<std::string> flagged;
  for (std::size_t u = 0; u < result.units.flagged.size(); ++u)
    if (result.units.flagged[u] == 1) flagged.push_back(result.units.unit.levels[u] + " " + plain_number(100.0 * result.units.rate[u], 1) + " %");
  const std::string count = std::to_string(known), centre = plain_number(100.0 * result.centre, 1), p = plain_number(result.heterogeneity_p, 4), level = plain_number(100.0 * inner, 1);
  const std::string outside = std::to_string(result.outside_inner), by_chance = plain_number(result.outside_inner_by_chance, 1);
  switch (result.status) {
    case UnitsStatus::too_few_units: result.sentence = "Fewer than two units with people: nothing to compare.", result.sentence_zh = "有人员的单位不足两个，无从比较。"; return;
    case UnitsStatus::nothing_varies: result.sentence = "Everybody was counted, or nobody: nothing can vary.", result.sentence_zh = "全部计入或无一计入，没有差异可言。"; return;
    case UnitsStatus::told_apart:
      result.sentence = "Of " + count + " units around " + centre + " %, " + std::to_string(result.flagged) + (result.flagged == 1 ? " differs" : " differ") + " by more than chance: " + list_of(flagged) + ".";
      result.sentence_zh = count + " 个单位以 " + centre + "% 为中心，" + std::to_string(result.flagged) + " 个的差异超出偶然：" + list_of(flagged) + "。";
      break;
    case UnitsStatus::differ_overall:
      result.sentence = count + " units around " + centre + " % vary by more than chance together (p = " + p + "), but none can be named.";
      result.sentence_zh = count + " 个单位以 " + centre + "% 为中心，整体差异超出偶然（p = " + p + "），但无法指明是哪一个。";
      break;
    case UnitsStatus::nothing_distinguishable:
      result.sentence = "Nothing distinguishable: " + count + " units around " + centre + " % vary by no more than chance (p = " + p + ").";
      result.sentence_zh = "无法区分：" + count + " 个单位以 " + centre + "% 为中心，差异不超出偶然（p = " + p + "）。";
      break;
  }
  result.sentence += " Outside the " + level + " % limits: " + outside + ", by chance " + by_chance + " would be. A difference is not yet anybody's doing.";
  result.sentence_zh += level + "% 界限之外：" + outside + " 个，偶然预期 " + by_chance + " 个。有差异不等于有责任。";
}

}  // namespace

UnitsResult units(const UnitsInput& input, const UnitsOptions& options, const RunContext& context) {
  check(name, input, options);
  if (options.better == UnitsBetter::undeclared) refuse(name, "better", "undeclared", "higher or lower");
  if (options.outer <= options.inner) refuse(name, "outer", plain_number(options.outer), "above inner, " + plain_number(options.inner));
  const UnitsAdjustment adjustment = adjustment_of(input, options);
  if (options.target && adjustment != UnitsAdjustment::none) refuse(name, "target", "given", "left out with expected or stratum");
  Team team(name, context);
  const Compared data = read(input, options, adjustment);
  const std::size_t size = data.units.size(), known = data.known.size();

  UnitsResult result;
  UnitsRows& rows = result.units;
  rows.unit.levels = data.names;
  rows.position.levels = {"within", "above_inner", "below_inner", "above_outer", "below_outer", "unknown"};
  rows.position.codes.assign(size, unknown);
  result.spread.method.levels = {"marginal_likelihood", "moments"};
  for (auto* list : {&rows.estimate, &rows.estimate_lower, &rows.estimate_upper, &rows.weight, &rows.plot_total, &rows.inner_lower, &rows.inner_upper, &rows.outer_lower, &rows.outer_upper, &rows.z, &rows.p_value, &rows.expected_rank,
                     &rows.rank_lower, &rows.rank_upper, &rows.best_probability, &rows.worst_probability})
    list->assign(size, nothing);
  const double critical = stats::normal_interval_factor(options.confidence_level);
  for (std::size_t u = 0; u < size; ++u) {
    const Unit& unit = data.units[u];
    const double rate = unit.total > 0 ? static_cast<double>(unit.count) / static_cast<double>(unit.total) : nothing;
    const stats::Interval interval = stats::wilson_interval(rate, static_cast<double>(unit.total), critical);
    rows.unit.codes.push_back(static_cast<std::int32_t>(u));
    rows.count.push_back(unit.count);
    rows.total.push_back(unit.total);
    rows.expected.push_back(unit.expected);
    rows.rate.push_back(rate);
    rows.rate_lower.push_back(interval.lower);
    rows.rate_upper.push_back(interval.upper);
    rows.ratio.push_back(unit.expected > 0.0 ? static_cast<double>(unit.count) / unit.expected : nothing);
    rows.adjusted_rate.push_back(data.adjusted ? rows.ratio.back() * data.centre : rate);
    result.people += unit.total;
    result.counted += unit.count;
  }
  result.centre = data.centre;
  result.labels_alike = data.alike;
  rows.flagged.assign(size, 0);
  rows.adjusted_p.assign(size, nothing);
  std::int64_t with_people = 0;
  for (const Unit& unit : data.units) with_people += unit.total > 0;
  result.status = with_people < 2 ? UnitsStatus::too_few_units : known < 2 ? UnitsStatus::nothing_varies : UnitsStatus::nothing_distinguishable;
  if (known >= 2) {
    std::vector<double> z, std_error;
    for (const std::size_t u : data.known) {
      const Unit& unit = data.units[u];
      z.push_back((unit.adjusted - data.centre) / unit.std_error);
      std_error.push_back(unit.std_error);
      result.heterogeneity += z.back() * z.back();
    }
    result.degrees_of_freedom = static_cast<std::int64_t>(known) - (data.own_centre ? 1 : 0);
    result.heterogeneity_p = stats::chi_squared_upper_tail(result.heterogeneity, static_cast<double>(result.degrees_of_freedom));
    result.i_squared = result.heterogeneity > 0.0 ? std::max(0.0, 1.0 - static_cast<double>(result.degrees_of_freedom) / result.heterogeneity) : 0.0;
    const Dispersion dispersion = dispersion_of(z, std_error, options.winsorised);
    result.dispersion = dispersion.phi;
    result.between_std = std::sqrt(dispersion.tau2);

    const Funnel funnel(options, data.centre, result.dispersion, result.between_std);
    team.run(static_cast<std::int64_t>(known), [&](std::int64_t k) {
      const std::size_t u = data.known[static_cast<std::size_t>(k)];
      const Unit& unit = data.units[u];
      const double scale = data.adjusted ? data.centre / unit.expected : 1.0 / static_cast<double>(unit.total);
      const Limits limits = funnel.of(data.chance[u], scale, unit.std_error);
      rows.inner_lower[u] = limits.inner_lower, rows.inner_upper[u] = limits.inner_upper;
      rows.outer_lower[u] = limits.outer_lower, rows.outer_upper[u] = limits.outer_upper;
      rows.plot_total[u] = data.adjusted ? data.centre * (1.0 - data.centre) / (unit.std_error * unit.std_error) : static_cast<double>(unit.total);
      rows.z[u] = (unit.adjusted - data.centre) / funnel.std_error(unit.std_error);
      rows.p_value[u] = funnel.p_value(unit, data.chance[u]);
      rows.position.codes[u] = static_cast<std::int32_t>(position_of(scale * static_cast<double>(unit.count), limits));
    });
    rows.adjusted_p = stats::corrected(rows.p_value, correction_of(options.correction));
    for (std::size_t u = 0; u < size; ++u) {
      rows.flagged[u] = rows.adjusted_p[u] <= options.error_rate;
      result.flagged += rows.flagged[u];
      const std::int32_t position = rows.position.codes[u];
      result.outside_outer += position == above_outer || position == below_outer;
      result.outside_inner += position != within && position != unknown;
    }
    result.outside_inner_by_chance = static_cast<double>(known) * (1.0 - options.inner);
    result.outside_outer_by_chance = static_cast<double>(known) * (1.0 - options.outer);
    if (result.flagged > 0) result.status = UnitsStatus::told_apart;
    else if (result.heterogeneity_p <= options.error_rate) result.status = UnitsStatus::differ_overall;
    draw_curve(data, options, funnel, team, result.curve);
    estimate(data, options, team, result);
  }
  tell(result, known, options.inner);
  return result;
}

void UnitsState::update(const UnitsInput& input, const RunContext&) {
  data::keep_part(name, *this, input);
}
void UnitsState::merge(const UnitsState& other) { data::merge_parts(name, *this, other); }
UnitsResult UnitsState::finish(const RunContext& context) const {
  return data::finish_parts<UnitsInput>(name, *this, [&](const UnitsInput& input) { return units(input, options, context); });
}

constinit const Function units_analysis = analysis<&units>("funnel.units", "Which provinces, classes or recruiters really differ, and which only by chance?", {}, &state_of<UnitsState>);

}  // namespace mainstay::inline v1::funnel
