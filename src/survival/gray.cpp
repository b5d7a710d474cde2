#include "mainstay/survival/gray.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "solve/quadratic_form.hpp"
#include "stats/distributions.hpp"
#include "survival/gray_kernel.hpp"
#include "survival/leaving.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::string_view name = "survival.gray";
constexpr std::int64_t most_groups = 200;

// Counts of one stratum (lanes [first, first + groups)) as seen by one cause.
GrayCounts counts_for(const Cells& cells, std::int64_t first, std::int64_t groups, std::int64_t cause) {
  std::vector<double> times;
  for (std::int64_t i = cells.begin[at(first)]; i < cells.begin[at(first + groups)]; ++i) times.push_back(cells.time[at(i)]);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  GrayCounts counts;
  counts.groups = groups;
  counts.times = static_cast<std::int64_t>(times.size());
  for (std::vector<double>* column : {&counts.cause, &counts.other, &counts.censored}) column->assign(times.size() * at(groups), 0.0);
  for (std::int64_t g = 0; g < groups; ++g) {
    std::size_t t = 0;
    for (std::int64_t i = cells.begin[at(first + g)]; i < cells.begin[at(first + g) + 1]; ++i) {
      while (times[t] < cells.time[at(i)]) ++t;
      std::vector<double>& column = cells.cause[at(i)] == 0 ? counts.censored : cells.cause[at(i)] == cause ? counts.cause : counts.other;
      column[t * at(groups) + at(g)] += cells.weight_of(i);
    }
  }
  return counts;
}

GrayResult test(const Cells& cells, std::vector<std::string> groups, const GrayOptions& options, Team& team) {
  const auto count = static_cast<std::int64_t>(groups.size());
  if (count > most_groups) refuse(name, "group", std::to_string(count) + " groups", "at most " + std::to_string(most_groups) + " groups");
  const auto named = static_cast<std::int64_t>(options.causes.size());
  const std::int64_t causes = std::max<std::int64_t>({1, named, largest_cause(cells)}), strata = cells.lanes() / count;
  GrayResult result;
  result.tests.cause.levels = options.causes;
  for (std::int64_t j = named; j < causes; ++j) result.tests.cause.levels.push_back(std::to_string(j + 1));
  result.scores.cause.levels = result.tests.cause.levels;
  std::vector<double> weight(at(count), 0.0), events(at(causes * count), 0.0);
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane)
    for (std::int64_t i = cells.begin[at(lane)]; i < cells.begin[at(lane) + 1]; ++i) {
      weight[at(lane % count)] += cells.weight_of(i);
      if (cells.cause[at(i)] > 0) events[at((cells.cause[at(i)] - 1) * count + lane % count)] += cells.weight_of(i);
    }
  const bool one_group = std::count_if(weight.begin(), weight.end(), [](double w) { return w > 0.0; }) < 2;
  bool tested = false;
  for (std::int64_t j = 0; j < causes; ++j) {
    team.checkpoint(static_cast<double>(j) / static_cast<double>(causes));
    std::vector<double> score(at(count), 0.0), variance(at(count * count), 0.0);
    double of_cause = 0.0;
    for (std::int64_t g = 0; g < count; ++g) of_cause += events[at(j * count + g)];
    if (of_cause > 0.0 && !one_group)
      for (std::int64_t stratum = 0; stratum < strata; ++stratum)
        if (cells.begin[at(stratum * count)] < cells.begin[at((stratum + 1) * count)])
          add_gray(counts_for(cells, stratum * count, count, j + 1), options.rho, score, variance);
    // The last group follows from the others.
    std::vector<double> part(score.begin(), score.end() - 1), part_variance;
    for (std::int64_t i = 0; i + 1 < count; ++i)
      for (std::int64_t k = 0; k + 1 < count; ++k) part_variance.push_back(variance[at(i * count + k)]);
    const solve::QuadraticForm form = solve::quadratic_form(part_variance, part);
    const bool compared = form.rank > 0;
    tested |= compared;
    result.tests.cause.codes.push_back(static_cast<std::int32_t>(j));
    result.tests.events.push_back(of_cause);
    result.tests.statistic.push_back(compared ? form.value : std::numeric_limits<double>::quiet_NaN());
    result.tests.degrees_of_freedom.push_back(form.rank);
    result.tests.p_value.push_back(compared ? stats::chi_squared_upper_tail(form.value, static_cast<double>(form.rank))
                                            : std::numeric_limits<double>::quiet_NaN());
    for (std::int64_t g = 0; g < count; ++g) {
      result.scores.cause.codes.push_back(static_cast<std::int32_t>(j));
      result.scores.group.codes.push_back(static_cast<std::int32_t>(g));
      result.scores.events.push_back(events[at(j * count + g)]);
      result.scores.score.push_back(score[at(g)]);
    }
  }
  result.scores.group.levels = std::move(groups);
  result.status = one_group ? GrayStatus::one_group : tested ? GrayStatus::tested : GrayStatus::no_events;
  return result;
}

constexpr Leaving<GrayInput, GrayOptions, GrayResult> leaving{"survival.gray", &test};

}  // namespace

GrayResult gray(const GrayInput& input, const GrayOptions& options, const RunContext& context) {
  return leaving.run(input, options, context);
}

void GrayState::update(const GrayInput& input, const RunContext& context) { leaving.update(*this, input, context); }
void GrayState::merge(const GrayState& other) { leaving.merge(*this, other); }
GrayResult GrayState::finish(const RunContext& context) const { return leaving.finish(*this, context); }

constinit const Function gray_analysis =
    analysis<&gray>("survival.gray", "Do groups differ in how many leave for a given cause?", {}, &state_of<GrayState>);

}  // namespace mainstay::inline v1::survival
