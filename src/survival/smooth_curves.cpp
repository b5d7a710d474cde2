#include "survival/smooth_curves.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "stats/splines.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/freedom.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = smooth_key;
}

bool is_smooth(const std::vector<HazardSpline>& splines, const std::string& name) {
  return std::any_of(splines.begin(), splines.end(), [&](const HazardSpline& one) { return one.column == name; });
}

std::int64_t size_of(const HazardSpline& spline) { return static_cast<std::int64_t>(spline.coefficients.size()); }

Expanded::Expanded(const char* analysis, const Table& from, const std::vector<CoxColumn>& columns, const std::vector<HazardSpline>& splines) {
  x.known_at = {};
  for (const CoxColumn& column : columns) {
    if (is_smooth(splines, column.name)) continue;
    const auto place = std::find(from.names.begin(), from.names.end(), column.name);
    if (place == from.names.end()) throw Error(ErrorCode::unknown_name, analysis, "x." + column.name, -1, "missing", "a column; x has " + list_of(from.names));
    x.add(column.name, from.columns[static_cast<std::size_t>(place - from.names.begin())]);
  }
  for (const HazardSpline& spline : splines) {
    const Numbers values(data::number_column(analysis, "x", from, spline.column, "a column"));
    const std::int64_t size = size_of(spline), free = size - 1, rows = from.rows;
    const stats::CubicSplines basis(spline.low, spline.high, size);
    const std::size_t first = memory.size();
    for (std::int64_t j = 0; j < free; ++j) memory.emplace_back(static_cast<std::size_t>(rows));
    for (std::int64_t i = 0; i < rows; ++i) {
      double four[4];
      const std::int64_t place = basis.at(values[i], four);
      for (std::int64_t j = 0; j < free; ++j) {
        double sum = 0.0;
        for (std::int64_t a = 0; a < 4; ++a) sum += four[a] * spline.transform[(place + a) * free + j];
        memory[first + j][i] = sum;
      }
    }
    for (std::int64_t j = 0; j < free; ++j) x.add("s(" + spline.column + ")." + std::to_string(j + 1), Column(memory[first + j]));
  }
  x.rows = from.rows;
}

namespace {
// The score statistic of a column alone as a curve with three bends, of four terms: what it says of leaving without the others.
double evidence_of(const SmoothInput& input, const std::string& name, Ties ties, const RunContext& context) {
  SmoothInput alone = input;
  alone.x = Table{};
  alone.x.rows = input.x.rows;
  for (std::size_t c = 0; c < input.x.names.size(); ++c)
    if (input.x.names[c] == name) alone.x.add(name, input.x.columns[c]);
  HazardSmooth curve;
  curve.column = name;
  curve.size = 5;
  const Expanded expanded(key, alone.x, columns_of(alone.x, input.weights), splines_of(alone, {curve}));
  CoxInput view;
  view.x = expanded.x;
  view.duration = input.duration;
  view.event = input.event;
  view.entry = input.entry;
  view.weights = input.weights;
  view.strata = input.strata;
  view.offset = input.offset;
  CoxOptions once;
  once.ties = ties;
  once.max_iterations = 1;
  once.concordance = once.baseline = once.baseline_errors = false;
  const double statistic = cox(view, once, context).score_test.statistic;
  return statistic > 0.0 ? statistic : 0.0;  // without leavers nothing
}
}  // namespace

std::vector<HazardSmooth> curved(const SmoothInput& input, const SmoothOptions& options, const RunContext& context, std::vector<std::string>& lines) {
  constexpr std::size_t few = 10;
  const Numbers weights(input.weights);
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (std::size_t c = 0; c < input.x.columns.size(); ++c) {
    if (input.x.columns[c].categorical) continue;
    const Numbers values(input.x.columns[c]);
    std::set<double> different;
    for (std::int64_t i = 0; i < input.x.rows && different.size() <= few; ++i)
      if (!weights.given() || weights[i] > 0.0) different.insert(values[i]);
    counts.emplace_back(input.x.names[c], different.size());
  }
  std::vector<HazardSmooth> found;
  for (const std::size_t most : {few, std::size_t{1}}) {
    for (const auto& [name, count] : counts)
      if (count > most) found.emplace_back().column = name;
    const auto kept = static_cast<std::size_t>(options.most_curves);
    if (found.size() > kept) {
      const RunContext searching = still(context);
      std::vector<std::pair<double, std::size_t>> order;
      for (std::size_t k = 0; k < found.size(); ++k) order.emplace_back(-evidence_of(input, found[k].column, options.ties, searching), k);
      std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      std::vector<std::size_t> chosen;
      for (std::size_t k = 0; k < kept; ++k) chosen.push_back(order[k].second);
      std::sort(chosen.begin(), chosen.end());
      std::vector<HazardSmooth> strongest;
      for (std::size_t k = 0; k < found.size(); ++k)
        if (std::binary_search(chosen.begin(), chosen.end(), k)) strongest.push_back(found[k]);
        else lines.push_back(found[k].column);
      return strongest;
    }
    if (!found.empty()) return found;
  }
  throw Error(ErrorCode::invalid_argument, key, "x", -1, input.x.rows == 1 ? "one sample" : "without numbers that vary",
              "a table with a numeric column of two values or more, for a curve; survival.cox needs none");
}

std::vector<HazardSpline> splines_of(const SmoothInput& input, const std::vector<HazardSmooth>& curves) {
  std::vector<std::string> numeric;
  for (std::size_t j = 0; j < input.x.names.size(); ++j)
    if (!input.x.columns[j].categorical) numeric.push_back(input.x.names[j]);
  const Numbers weights(input.weights);
  std::vector<HazardSpline> splines;
  for (std::size_t k = 0; k < curves.size(); ++k) {
    const HazardSmooth& one = curves[k];
    const std::string path = "smooth[" + std::to_string(k) + "].column";
    if (std::find(numeric.begin(), numeric.end(), one.column) == numeric.end())
      throw Error(ErrorCode::unknown_name, key, path, -1, one.column, numeric.empty() ? "a numeric column; x has none" : "one of the numeric columns " + list_of(numeric));
    if (is_smooth(splines, one.column)) throw Error(ErrorCode::invalid_argument, key, path, -1, one.column, "another column than those before");
    const Numbers values(data::number_column(key, "x", input.x, one.column, "a column"));
    HazardSpline spline;
    spline.column = one.column;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    bool any = false;
    for (std::int64_t i = 0; i < input.x.rows; ++i) {
      if (weights.given() && !(weights[i] > 0.0)) continue;
      any = true;
      low = std::min(low, values[i]);
      high = std::max(high, values[i]);
    }
    if (any && !(high > low)) throw Error(ErrorCode::invalid_argument, key, path, -1, one.column, "a column with two values or more");
    spline.low = any ? low : 0.0;
    spline.high = any ? high : 1.0;
    const stats::CubicSplines basis(spline.low, spline.high, one.size);
    std::vector<double> sums(one.size, any ? 0.0 : 1.0);
    for (std::int64_t i = 0; i < input.x.rows; ++i) {
      const double weight = weights.given() ? weights[i] : 1.0;
      if (!(weight > 0.0)) continue;
      double four[4];
      const std::int64_t place = basis.at(values[i], four);
      for (std::int64_t a = 0; a < 4; ++a) sums[place + a] += weight * four[a];
    }
    spline.coefficients.assign(one.size, 0.0);
    spline.transform = stats::orthogonal_to(sums);
    splines.push_back(std::move(spline));
  }
  return splines;
}

}  // namespace mainstay::inline v1::survival
