// Tables beside the stages: where attempts are at an age, and groups against a group to compare with.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/words.hpp"
#include "funnel/window_occupancy.hpp"
#include "funnel/window_report.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_times = 10'000;

// A difference with its interval, from two proportions with theirs: each bound moves away from the difference by the distances of
// the two intervals' bounds, as legs of a right angle (Newcombe 1998, method 10).
struct Difference {
  double value = not_a_number, lower = -1.0, upper = 1.0;
};
Difference difference(double p1, stats::Interval i1, double p2, stats::Interval i2) {
  Difference result;
  if (std::isnan(p1) || std::isnan(p2)) return result;
  result.value = p1 - p2;
  result.lower = std::max(-1.0, result.value - std::hypot(p1 - i1.lower, i2.upper - p2));
  result.upper = std::min(1.0, result.value + std::hypot(i1.upper - p1, p2 - i2.lower));
  return result;
}

}  // namespace

void occupancy(const Plan& plan, const WindowOptions& options, const std::string& breakdown, const std::string& group, std::vector<Cell> cells,
               std::int64_t entered, std::int64_t longest, OccupancyNames& names, WindowOccupancy& rows) {
  if (!options.occupancy_every) return;
  const std::int64_t every = *options.occupancy_every;
  if (longest / every >= most_times)
    refuse(analysis_key, "occupancy_every", std::to_string(every), "at least " + std::to_string(longest / most_times + 1) + ", so that it makes no more than 10000 times");
  const std::vector<std::string> stages = names_of_stages(options);
  const double critical = stats::normal_interval_factor(options.confidence_level);
  std::erase_if(cells, [](const Cell& cell) { return cell[1] != arrival_from_start && cell[1] != end_from_start; });
  std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a[3] < b[3]; });
  Occupancy at(stages.size(), entered);
  std::size_t next = 0;
  std::int64_t in_hand = 0;
  const bool optional = plan.definition.optional != 0;
  for (std::int64_t time = 0; time <= longest; time += every) {
    // Everything up to this time.
    while (next < cells.size() && cells[next][3] <= time) {
      if (cells[next][3] > in_hand) at.next_age();
      in_hand = cells[next][3];
      for (; next < cells.size() && cells[next][3] == in_hand; ++next) {
        const auto& [g, kind, stage, age, outcome, count] = cells[next];
        const auto here = static_cast<std::size_t>(stage);
        if (kind == end_from_start) outcome == inside ? at.last_seen(here, count) : at.lose(here, count);
        else if (kind == arrival_from_start && here > 0) at.go(optional ? static_cast<std::size_t>(outcome) : here - 1, here, count);
      }
      at.happen();
    }
    if (time > in_hand) at.next_age();
    for (std::size_t k = 0; k < stages.size(); ++k) {
      names.breakdown.add(breakdown);
      names.group.add(group);
      names.stage.add(stages[k]);
      rows.time.push_back(time);
      rows.known.push_back(at.known());
      rows.in_stage.push_back(at.observed(k));
      rows.share.push_back(at.known() > 0 ? static_cast<double>(at.observed(k)) / static_cast<double>(at.known()) : not_a_number);
      const double p = std::min(1.0, at.probability(k)), variance = at.variance(k);
      const bool informative = p > 0 && p < 1 && variance > 0;
      const stats::Interval interval = stats::wilson_interval(p, informative ? p * (1 - p) / variance : static_cast<double>(at.known()), critical);
      rows.probability.push_back(entered > 0 ? p : not_a_number);
      rows.lower.push_back(entered > 0 ? interval.lower : 0.0);
      rows.upper.push_back(entered > 0 ? interval.upper : 1.0);
      rows.lost.push_back(entered > 0 ? at.lost(k) : not_a_number);
    }
  }
}

void differences(const WindowOptions& options, WindowResult& result) {
  const WindowStages& s = result.stages;
  WindowDifferences& rows = result.differences;
  const std::size_t stages = options.stages.size(), groups = s.reached.size() / stages;
  const auto name = [](const Categories& column, std::size_t row) { return column.levels[static_cast<std::size_t>(column.codes[row])]; };
  const double critical = stats::normal_interval_factor(options.confidence_level);
  Names breakdown(rows.breakdown), group(rows.group), reference(rows.reference), stage(rows.stage);
  std::vector<std::string> known;
  bool found = options.reference.empty();
  for (std::size_t first = 1, stop; first < groups; first = stop) {  // the groups of one column
    const std::string column = name(s.breakdown, first * stages);
    std::size_t base = groups;
    for (stop = first; stop < groups && name(s.breakdown, stop * stages) == column; ++stop) {
      known.push_back(name(s.group, stop * stages));
      if (known.back() == options.reference) base = stop;
    }
    if (options.reference.empty() && stop - first == 2) base = first;
    if (base == groups) continue;
    found = true;
    for (std::size_t g = first; g < stop; ++g) {
      if (g == base) continue;
      for (std::size_t k = 0; k < stages; ++k) {
        const std::size_t a = g * stages + k, b = base * stages + k;
        breakdown.add(column);
        group.add(name(s.group, a));
        reference.add(name(s.group, b));
        stage.add(name(s.stage, a));
        const auto wilson = [&](double p, std::int64_t n) { return stats::wilson_interval(p, static_cast<double>(n), critical); };
        const Difference step = difference(s.from_previous[a], wilson(s.from_previous[a], s.at_risk[a]), s.from_previous[b], wilson(s.from_previous[b], s.at_risk[b]));
        const Difference way = difference(s.from_start[a], wilson(s.from_start[a], s.reached[g * stages]), s.from_start[b], wilson(s.from_start[b], s.reached[base * stages]));
        const Difference estimate = difference(s.estimate_from_start[a], {s.estimate_from_start_lower[a], s.estimate_from_start_upper[a]}, s.estimate_from_start[b],
                                               {s.estimate_from_start_lower[b], s.estimate_from_start_upper[b]});
        rows.from_previous.push_back(step.value);
        rows.from_previous_lower.push_back(step.lower);
        rows.from_previous_upper.push_back(step.upper);
        rows.from_start.push_back(way.value);
        rows.from_start_lower.push_back(way.lower);
        rows.from_start_upper.push_back(way.upper);
        rows.estimate_from_start.push_back(estimate.value);
        rows.estimate_from_start_lower.push_back(estimate.lower);
        rows.estimate_from_start_upper.push_back(estimate.upper);
      }
    }
  }
  if (!found) refuse(analysis_key, "reference", "\"" + options.reference + "\"", "a group" + (known.empty() ? std::string(" of groups") : ": one of " + list_of(known)));
}

}  // namespace mainstay::inline v1::funnel
