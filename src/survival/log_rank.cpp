#include "mainstay/survival/log_rank.hpp"

#include <algorithm>
#include <cmath>

#include "core/team.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "survival/counts.hpp"
#include "survival/quadratic_form.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::string_view name = "survival.log_rank";
constexpr std::int64_t most_groups = 2000;  // their covariance has 32 MB

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

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

LogRankResult test(const Cells& cells, std::vector<std::string> groups, double rho, Team& team) {
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
    add_stratum(cells, stratum * count, count, rho, result);
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
  const QuadraticForm form = quadratic_form(std::move(variance), std::move(difference));
  if (form.rank == 0) {
    result.status = LogRankStatus::no_comparison;
    return result;
  }
  result.statistic = form.value;
  result.degrees_of_freedom = form.rank;
  result.p_value = stats::chi_squared_upper_tail(form.value, static_cast<double>(form.rank));
  return result;
}

struct Counted {
  Cells cells;
  Names groups, strata;
};

Counted count(const LogRankInput& input, const std::function<void()>& check_values, Team& team) {
  check_rows(name, input.duration, input.entry, input.weights, team);
  Labelled labelled = label_rows(name, input.group, input.strata);
  Rows rows{input.duration, input.event, input.entry, input.weights, std::move(labelled.lane), labelled.lanes};
  return {count_rows(rows, team, check_values), std::move(labelled.groups), std::move(labelled.strata)};
}

}  // namespace

LogRankResult log_rank(const LogRankInput& input, const LogRankOptions& options, const RunContext& context) {
  const auto check_values = check_lightly(name, input, options, !(input.entry.given() || input.weights.given()));
  Team team(name, context, std::max<std::int64_t>(1, input.duration.size / 32768));
  Counted counted = count(input, check_values, team);
  return test(counted.cells, std::move(counted.groups.names), options.rho, team);
}

void LogRankState::update(const LogRankInput& input, const RunContext& context) {
  const auto check_values = check_lightly(name, input, options, !(input.entry.given() || input.weights.given()));
  if (complete) throw Error(ErrorCode::unsupported, name, "the state is complete and takes no more rows");
  if (input.duration.size == 0) return;
  Team team(name, context, std::max<std::int64_t>(1, input.duration.size / 32768));
  Counted counted = count(input, check_values, team);
  add_counts(name, counts, counts_of(counted.cells, std::move(counted.groups), std::move(counted.strata)));
}

void LogRankState::merge(const LogRankState& other) {
  if (complete != other.complete) throw Error(ErrorCode::unsupported, name, "states of unlike rounds cannot be merged");
  if (to_json(Object::of(options)) != to_json(Object::of(other.options)))
    throw Error(ErrorCode::unsupported, name, "states of unlike options cannot be merged");
  add_counts(name, counts, other.counts);
}

void LogRankState::advance(const RunContext&) { complete = true; }

LogRankResult LogRankState::finish(const RunContext& context) const {
  const Cells cells = cells_of(name, counts);
  if (cells.size() == 0) throw Error(ErrorCode::wrong_shape, name, "duration has 0 rows, but must have 1 or more");
  if (counts.groups.empty()) throw Error(ErrorCode::corrupt, name, "the counts of the state are damaged: no groups");
  Team team(name, context, 1);
  return test(cells, counts.groups, options.rho, team);
}

constinit const Function log_rank_analysis =
    analysis<&log_rank>("survival.log_rank", "Do groups differ in how soon people leave?", {}, &state_of<LogRankState>);

}  // namespace mainstay::inline v1::survival
