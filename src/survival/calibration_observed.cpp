#include "survival/calibration_observed.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/at.hpp"
#include "mainstay/survival/curve.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::survival {

namespace {

// Limits of a share in which nobody or everybody left, whose error says nothing: Wilson's at the people followed so far.
void limit_edges(std::vector<Observed>& shares, double z) {
  for (Observed& one : shares)
    if (one.value == 0.0 || one.value == 1.0) {
      const stats::Interval interval = stats::wilson_interval(one.value, one.people, z);
      one.lower = interval.lower;
      one.upper = interval.upper;
    }
}

// Log-log limits of a share between 0 and 1.
void limit_inside(Observed& own, double z) {
  if (!(own.value > 0.0) || !(own.value < 1.0)) return;
  const double middle = std::log(-std::log1p(-own.value)), width = z * own.std_error / (-(1.0 - own.value) * std::log1p(-own.value));
  own.lower = -std::expm1(-std::exp(middle - width));
  own.upper = -std::expm1(-std::exp(middle + width));
}

}  // namespace

std::vector<Observed> observe_from_start(const CalibrationInput& input, const CalibrationOptions& options, const std::vector<std::int64_t>& group, std::int64_t groups, const RunContext& context) {
  CurveInput rows;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.group = Column(group);
  CurveOptions how;
  how.times = {options.horizon};
  how.confidence_level = options.confidence_level;
  how.probabilities.clear();
  if (options.cause) {
    const Numbers event(input.event);
    auto causes = std::max<std::int64_t>(*options.cause, 2);
    for (std::int64_t i = 0; i < input.event.size; ++i) causes = std::max(causes, static_cast<std::int64_t>(event[i]));
    for (std::int64_t j = 1; j <= causes; ++j) how.causes.push_back(std::to_string(j));
  }
  const CurveResult curves = curve(rows, how, context);
  std::vector<Observed> result(at(groups));
  std::vector<std::uint8_t> reached(at(groups), 0);
  const auto group_of = [](const Categories& names, std::size_t k) { return std::stoll(names.levels[at(names.codes[k])]); };
  // Of how many people a share of all or none is: whole weights count people, of others as many as have the same sum of squares.
  const Numbers weights(input.weights);
  std::vector<double> sum(at(groups), 0.0), squares(at(groups), 0.0);
  bool whole = true;
  for (std::int64_t i = 0; weights.given() && i < input.duration.size; ++i) {
    sum[at(group[at(i)])] += weights[i];
    squares[at(group[at(i)])] += weights[i] * weights[i];
    whole &= weights[i] == std::floor(weights[i]);
  }
  const auto people = [&](std::int64_t g, double weight) { return whole ? weight : weight * sum[at(g)] / squares[at(g)]; };
  std::vector<double> last(at(groups), -1.0), left(at(groups), 0.0);
  for (std::size_t k = 0; k < curves.groups.events.size(); ++k) left[at(group_of(curves.groups.group, k))] = curves.groups.events[k];
  for (std::size_t k = 0; k < curves.groups.last_time.size(); ++k) last[at(group_of(curves.groups.group, k))] = curves.groups.weight[k] > 0.0 ? curves.groups.last_time[k] : -1.0;
  for (std::size_t k = 0; k < curves.curve.time.size(); ++k) {
    const std::int64_t g = group_of(curves.curve.group, k);
    reached[at(g)] = last[at(g)] >= options.horizon || (last[at(g)] >= 0.0 && curves.curve.survival[k] == 0.0);
    if (!reached[at(g)] || options.cause) continue;
    result[at(g)] = {1.0 - curves.curve.survival[k], curves.curve.survival_std_error[k], 1.0 - curves.curve.survival_upper[k], 1.0 - curves.curve.survival_lower[k],
                     people(g, curves.curve.survival[k] == 0.0 ? left[at(g)] : curves.curve.at_risk[k])};
  }
  for (std::size_t k = 0; options.cause && k < curves.incidence.time.size(); ++k) {
    const std::int64_t g = group_of(curves.incidence.group, k);
    if (!reached[at(g)] || curves.incidence.cause.levels[at(curves.incidence.cause.codes[k])] != std::to_string(*options.cause)) continue;
    const double share = curves.incidence.incidence[k];
    result[at(g)] = {share, curves.incidence.std_error[k], curves.incidence.lower[k], curves.incidence.upper[k], people(g, share == 1.0 ? left[at(g)] : curves.incidence.at_risk[k])};
  }
  limit_edges(result, stats::normal_interval_factor(options.confidence_level));
  return result;
}

Observed mean_of_bands(const std::vector<Observed>& bands, const std::vector<double>& weight, double z) {
  Observed all;
  double sum = 0.0, variance = 0.0, total = 0.0;
  for (const double one : weight) total += one;
  for (std::size_t g = 0; g < bands.size(); ++g) {
    const double share = weight[g] / total, error = bands[g].value > 0.0 && bands[g].value < 1.0 ? bands[g].std_error : 0.0;
    sum += share * bands[g].value;
    variance += share * share * error * error;
    all.people += bands[g].people;
  }
  if (std::isnan(sum)) return {};
  all.value = std::min(sum, 1.0);
  all.std_error = std::sqrt(variance);
  limit_inside(all, z);
  std::vector<Observed> edge{all};
  limit_edges(edge, z);
  return edge[0];
}

std::vector<Observed> observe_since_entry(const CalibrationOptions& options, const Judged& judged, const std::vector<std::int64_t>& group, std::int64_t groups) {
  std::vector<Observed> result(at(groups));
  const std::int32_t place = judged.censoring.up_to(options.horizon);
  const double z = stats::normal_interval_factor(options.confidence_level);
  std::vector<double> left(at(groups), 0.0), all(at(groups), 0.0);
  const auto view = [&](std::int64_t i) { return judged.view(i, options.horizon, place); };
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    if (!(judged.weight(i) > 0.0)) continue;
    const Judged::View v = view(i);
    all[at(group[at(i)])] += judged.weight(i) * v.weight;
    if (v.left) left[at(group[at(i)])] += judged.weight(i) * v.weight;
  }
  for (std::int64_t g = 0; g < groups; ++g) {
    if (!(all[at(g)] > 0.0)) continue;
    Observed& own = result[at(g)];
    own.value = std::min(left[at(g)] / all[at(g)], 1.0);
    const auto mass = [&](std::int64_t i, const Judged::View& v) { return judged.weight(i) * v.weight * ((v.left ? 1.0 : 0.0) - own.value) / all[at(g)]; };
    Pull pull;
    pull.reset(judged.censoring);
    for (std::int64_t i = 0; i < judged.rows; ++i)
      if (group[at(i)] == g && judged.weight(i) > 0.0)
        if (const Judged::View v = view(i); v.weight > 0.0) pull.add(judged.begins(i), v.end, mass(i, v));
    pull.close(judged.censoring);
    Spread spread(judged);
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      if (!(judged.weight(i) > 0.0)) continue;
      const Judged::View v = group[at(i)] == g ? view(i) : Judged::View{};
      spread.add(i, (v.weight > 0.0 ? mass(i, v) : 0.0) + judged.weight(i) * judged.pull(pull, i));
    }
    own.std_error = std::sqrt(spread.variance());
    Spread squares(judged);
    for (std::int64_t i = 0; i < judged.rows; ++i)
      if (group[at(i)] == g && judged.weight(i) > 0.0) squares.add(i, judged.weight(i) * view(i).weight / all[at(g)]);
    own.people = 1.0 / squares.variance();
    limit_inside(own, z);
  }
  limit_edges(result, z);
  return result;
}

}  // namespace mainstay::inline v1::survival
