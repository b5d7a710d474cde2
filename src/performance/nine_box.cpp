#include "mainstay/performance/nine_box.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.nine_box";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// One of the two values: its cuts and the names of its levels.
struct Axis {
  std::vector<double> cuts, value, error;
  std::vector<std::string> labels;
  bool above;

  Axis(const char* which, const std::vector<double>& given_cuts, const std::vector<std::string>& names, const Column& values, const Column& errors, CutEdge edge)
      : cuts(given_cuts), value(data::numbers_of(values)), error(data::numbers_of(errors)), labels(names), above(edge == CutEdge::above) {
    const std::string option = std::string(which) + "_cuts";
    for (std::size_t i = 1; i < cuts.size(); ++i)
      if (!(cuts[i] > cuts[i - 1])) refuse(name, option + "[" + std::to_string(i) + "]", -1, cuts[i], "above the cut before it");
    if (labels.empty() && cuts.size() == 2) labels = {"low", "middle", "high"};
    if (labels.empty())
      for (std::size_t i = 0; i <= cuts.size(); ++i) labels.push_back(std::to_string(i + 1));
    if (labels.size() != cuts.size() + 1)
      refuse(name, std::string(which) + "_labels", std::to_string(labels.size()) + " names", std::to_string(cuts.size() + 1) + ", one more than the cuts");
    if (std::set<std::string>(labels.begin(), labels.end()).size() != labels.size()) refuse(name, std::string(which) + "_labels", "a name twice", "unique names");
  }
  std::size_t levels() const { return labels.size(); }
  std::size_t level_of(std::size_t row) const {
    const auto at = above ? std::upper_bound(cuts.begin(), cuts.end(), value[row]) : std::lower_bound(cuts.begin(), cuts.end(), value[row]);
    return static_cast<std::size_t>(at - cuts.begin());
  }
  // That the true value lies in a level.
  double probability(std::size_t row, std::size_t level) const {
    const double s = error.empty() || std::isnan(error[row]) ? 0.0 : error[row];
    if (s == 0) return level == level_of(row) ? 1.0 : 0.0;
    const double below = level == 0 ? 0.0 : stats::normal_cdf((cuts[level - 1] - value[row]) / s), up_to = level == cuts.size() ? 1.0 : stats::normal_cdf((cuts[level] - value[row]) / s);
    return up_to - below;
  }
};

}  // namespace

NineBoxResult nine_box(const NineBoxInput& input, const NineBoxOptions& options, const RunContext&) {
  check(name, input, options);
  const Axis across("performance", options.performance_cuts, options.performance_labels, input.performance, input.performance_error, options.edge);
  const Axis up("potential", options.potential_cuts, options.potential_labels, input.potential, input.potential_error, options.edge);
  const std::size_t width = across.levels(), boxes = width * up.levels();
  std::vector<std::string> names = options.boxes;
  if (names.empty())
    for (std::size_t b = 0; b < boxes; ++b) names.push_back(across.labels[b % width] + " / " + up.labels[b / width]);
  if (names.size() != boxes) refuse(name, "boxes", std::to_string(names.size()) + " names", std::to_string(boxes) + ", one for each box");
  if (std::set<std::string>(names.begin(), names.end()).size() != boxes) refuse(name, "boxes", "a name twice", "unique names");

  const auto n = static_cast<std::size_t>(input.performance.size);
  const data::Groups groups = input.group.given() ? data::encode_groups(name, "group", input.group) : data::Groups{};
  const std::size_t lists = 1 + static_cast<std::size_t>(groups.count);  // everybody first
  std::vector<std::vector<std::int64_t>> counts(lists, std::vector<std::int64_t>(boxes, 0));
  std::vector<std::vector<double>> expected(lists, std::vector<double>(boxes, 0.0));
  const bool errors = input.performance_error.given() || input.potential_error.given();
  NineBoxResult result;
  result.performance_level.assign(n, 0);
  result.potential_level.assign(n, 0);
  result.box.codes.assign(n, -1);
  result.box.levels = names;
  result.certainty.assign(n, nothing);
  for (std::size_t i = 0; i < n; ++i) {
    const bool has_x = !std::isnan(across.value[i]), has_y = !std::isnan(up.value[i]);
    if (has_x) result.performance_level[i] = static_cast<std::int64_t>(across.level_of(i)) + 1;
    if (has_y) result.potential_level[i] = static_cast<std::int64_t>(up.level_of(i)) + 1;
    if (!has_x || !has_y) {
      ++result.without;
      continue;
    }
    const std::size_t own = across.level_of(i) + width * up.level_of(i);
    result.box.codes[i] = static_cast<std::int32_t>(own);
    result.certainty[i] = across.probability(i, own % width) * up.probability(i, own / width);
    const auto add = [&](std::size_t list) {
      ++counts[list][own];
      for (std::size_t b = 0; errors && b < boxes; ++b) expected[list][b] += across.probability(i, b % width) * up.probability(i, b / width);
    };
    add(0);
    if (!groups.codes.empty()) add(1 + static_cast<std::size_t>(groups.codes[i]));
  }
  NineBoxTable& table = result.boxes;
  table.group.levels = {"total"};
  if (!groups.codes.empty()) {
    const std::vector<std::string> labels = groups.names();
    table.group.levels.insert(table.group.levels.end(), labels.begin(), labels.end());
  }
  table.box.levels = names;
  table.performance.levels = across.labels;
  table.potential.levels = up.labels;
  const double critical = stats::normal_interval_factor(options.confidence_level);
  for (std::size_t list = 0; list < lists; ++list) {
    std::int64_t people = 0;
    for (const std::int64_t count : counts[list]) people += count;
    for (std::size_t b = 0; b < boxes; ++b) {
      const double share = people == 0 ? nothing : static_cast<double>(counts[list][b]) / static_cast<double>(people);
      const stats::Interval interval = stats::wilson_interval(people == 0 ? 0.0 : share, static_cast<double>(people), critical);
      table.group.codes.push_back(static_cast<std::int32_t>(list));
      table.box.codes.push_back(static_cast<std::int32_t>(b));
      table.performance.codes.push_back(static_cast<std::int32_t>(b % width));
      table.potential.codes.push_back(static_cast<std::int32_t>(b / width));
      table.count.push_back(counts[list][b]);
      table.share.push_back(share);
      table.lower.push_back(interval.lower);
      table.upper.push_back(interval.upper);
      table.expected.push_back(errors ? expected[list][b] : static_cast<double>(counts[list][b]));
    }
  }
  return result;
}

constinit const Function nine_box_analysis = analysis<&nine_box>("performance.nine_box", "Who stands where by performance and potential, and how sure is the box?");

}  // namespace mainstay::inline v1::performance
