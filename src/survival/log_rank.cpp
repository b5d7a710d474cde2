#include "mainstay/survival/log_rank.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "solve/quadratic_form.hpp"
#include "stats/distributions.hpp"
#include "survival/leaving.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::string_view name = "survival.log_rank";
constexpr std::int64_t most_groups = 2000;  // their covariance has 32 MB

// Walks up the times of one lane. Weights are whole numbers, so that the running sums are exact.
struct Walk {
  std::int64_t cell = 0, end = 0;
  double at_risk = 0.0;  // observed just before the present time
  std::vector<std::pair<double, double>> entries;  // (time, weight), ascending
  std::size_t entered = 0;
};

Walk walk_of(const Cells& cells, std::int64_t lane) {
  Walk walk;
  walk.cell = cells.begin[at(lane)];
  walk.end = cells.begin[at(lane) + 1];
  if (!cells.delayed_entry) {
    for (std::int64_t i = walk.cell; i < walk.end; ++i) walk.at_risk += cells.weight_of(i);
  } else {
    for (std::int64_t i = walk.cell; i < walk.end; ++i) walk.entries.emplace_back(cells.entry[at(i)], cells.weight_of(i));
    std::sort(walk.entries.begin(), walk.entries.end());
  }
  return walk;
}

// Adds one stratum: lanes [first, first + groups).
void add_stratum(const Cells& cells, std::int64_t first, std::int64_t groups, double rho, LogRankResult& result) {
  std::vector<Walk> walks;
  std::vector<std::int64_t> group_of;
  for (std::int64_t g = 0; g < groups; ++g) {
    if (cells.begin[at(first + g)] == cells.begin[at(first + g) + 1]) continue;
    walks.push_back(walk_of(cells, first + g));
    group_of.push_back(g);
  }
  const std::size_t count = walks.size();
  std::vector<double> leaving(count), share(count);
  double survival = 1.0;
  for (;;) {
    double time = std::numeric_limits<double>::infinity();
    for (const Walk& walk : walks)
      if (walk.cell < walk.end) time = std::min(time, cells.time[at(walk.cell)]);
    if (!std::isfinite(time)) return;
    double at_risk = 0.0, events = 0.0;
    for (std::size_t w = 0; w < count; ++w) {
      Walk& walk = walks[w];
      for (; walk.entered < walk.entries.size() && walk.entries[walk.entered].first < time; ++walk.entered)
        walk.at_risk += walk.entries[walk.entered].second;
      share[w] = walk.at_risk;
      at_risk += walk.at_risk;
      leaving[w] = 0.0;
      for (; walk.cell < walk.end && cells.time[at(walk.cell)] == time; ++walk.cell) {
        const double weight = cells.weight_of(walk.cell);
        if (cells.cause[at(walk.cell)] > 0) leaving[w] += weight;
        walk.at_risk -= weight;
      }
      events += leaving[w];
    }
    if (events == 0.0) continue;
    const double weight = rho == 0.0 ? 1.0 : std::pow(survival, rho);
    const double spread = at_risk > 1.0 ? weight * weight * events * (at_risk - events) / (at_risk - 1.0) : 0.0;
    for (std::size_t w = 0; w < count; ++w) {
      const std::size_t g = at(group_of[w]);
      share[w] /= at_risk;
      result.groups.observed[g] += weight * leaving[w];
      result.groups.expected[g] += weight * events * share[w];
    }
    if (spread > 0.0)
      for (std::size_t w = 0; w < count; ++w) {
        if (share[w] == 0.0) continue;
        double* row = result.variance.data() + at(group_of[w]) * at(groups);
        const double factor = spread * share[w];
        row[at(group_of[w])] += factor;
        for (std::size_t v = 0; v < count; ++v) row[at(group_of[v])] -= factor * share[v];
      }
    survival *= (at_risk - events) / at_risk;
  }
}

LogRankResult test(const Cells& cells, std::vector<std::string> groups, const LogRankOptions& options, Team& team) {
  const auto count = static_cast<std::int64_t>(groups.size());
  if (count > most_groups) refuse(name, "group", std::to_string(count) + " groups", "at most " + std::to_string(most_groups) + " groups");
  LogRankResult result;
  result.groups.rows.assign(at(count), 0);
  result.groups.weight.assign(at(count), 0.0);
  result.groups.observed.assign(at(count), 0.0);
  result.groups.expected.assign(at(count), 0.0);
  result.variance.assign(at(count * count), 0.0);
  double events = 0.0;
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane)
    for (std::int64_t i = cells.begin[at(lane)]; i < cells.begin[at(lane) + 1]; ++i) {
      result.groups.rows[at(lane % count)] += cells.rows[at(i)];
      result.groups.weight[at(lane % count)] += cells.weight_of(i);
      if (cells.cause[at(i)] > 0) events += cells.weight_of(i);
    }
  const std::int64_t strata = cells.lanes() / count;
  for (std::int64_t stratum = 0; stratum < strata; ++stratum) {
    if (stratum % 1024 == 0) team.checkpoint(static_cast<double>(stratum) / static_cast<double>(strata));
    add_stratum(cells, stratum * count, count, options.rho, result);
  }
  result.groups.group.levels = std::move(groups);
  std::int64_t with_people = 0;
  for (std::int64_t g = 0; g < count; ++g) {
    result.groups.group.codes.push_back(static_cast<std::int32_t>(g));
    with_people += result.groups.weight[at(g)] > 0.0;
  }
  if (with_people < 2) result.status = LogRankStatus::one_group;
  else if (events == 0.0) result.status = LogRankStatus::no_events;
  if (result.status != LogRankStatus::tested) return result;

  std::vector<std::size_t> kept;  // the first group follows from the others
  for (std::int64_t g = 0; g < count; ++g)
    if (result.groups.expected[at(g)] > 0.0) kept.push_back(at(g));
  kept.erase(kept.begin());
  std::vector<double> difference, variance;
  for (const std::size_t i : kept) {
    difference.push_back(result.groups.observed[i] - result.groups.expected[i]);
    for (const std::size_t j : kept) variance.push_back(result.variance[i * at(count) + j]);
  }
  const solve::QuadraticForm form = solve::quadratic_form(variance, difference);
  if (form.rank == 0) {
    result.status = LogRankStatus::no_comparison;
    return result;
  }
  result.statistic = form.value;
  result.degrees_of_freedom = form.rank;
  result.p_value = stats::chi_squared_upper_tail(form.value, static_cast<double>(form.rank));
  return result;
}

constexpr Leaving<LogRankInput, LogRankOptions, LogRankResult> leaving{"survival.log_rank", &test};

}  // namespace

LogRankResult log_rank(const LogRankInput& input, const LogRankOptions& options, const RunContext& context) {
  return leaving.run(input, options, context);
}

void LogRankState::update(const LogRankInput& input, const RunContext& context) { leaving.update(*this, input, context); }
void LogRankState::merge(const LogRankState& other) { leaving.merge(*this, other); }
LogRankResult LogRankState::finish(const RunContext& context) const { return leaving.finish(*this, context); }

constinit const Function log_rank_analysis =
    analysis<&log_rank>("survival.log_rank", "Do groups differ in how soon people leave?", {}, &state_of<LogRankState>);

}  // namespace mainstay::inline v1::survival
