#include "survival/surveyed_columns.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "data/columns.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}

SurveyedColumn surveyed(const std::string& name, const Column& column, const Numbers& weights) {
  SurveyedColumn part;
  part.name = name;
  part.categorical = column.categorical;
  constexpr std::int64_t block = 4096;
  if (part.categorical) {
    const std::vector<std::int32_t> places = data::first_places(column.levels);
    std::vector<double> weight(column.levels.size(), 0.0);
    std::vector<std::int64_t> scratch(block);
    for (std::int64_t first = 0; first < column.size; first += block) {
      const std::int64_t count = std::min(block, column.size - first);
      const std::int64_t* codes = read_integers(column, first, count, scratch.data());
      for (std::int64_t i = 0; i < count; ++i) weight[places[codes[i]]] += weights.given() ? weights[first + i] : 1.0;
    }
    for (std::size_t l = 0; l < weight.size(); ++l) {
      if (places[l] != static_cast<std::int32_t>(l)) continue;
      part.levels.emplace_back(column.levels[l]);
      part.level_weight.push_back(weight[l]);
      part.weight += weight[l];
    }
    return part;
  }
  double low = infinity, high = -infinity, sum = 0.0, base = 0.0;
  std::vector<double> scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const double* values = read_numbers(column, first, count, scratch.data());
    if (first == 0 && count > 0) base = values[0];
    for (std::int64_t i = 0; i < count; ++i) {
      const double w = weights.given() ? weights[first + i] : 1.0;
      if (!(w > 0.0)) continue;
      low = std::min(low, values[i]);
      high = std::max(high, values[i]);
      sum += w * (values[i] - base);
      part.weight += w;
    }
  }
  if (part.weight > 0.0) {
    part.mean = base + sum / part.weight;
    part.low = low;
    part.high = high;
  }
  return part;
}

void merge_columns(std::string_view analysis, std::vector<SurveyedColumn>& to, const std::vector<SurveyedColumn>& from) {
  if (to.size() != from.size()) refuse_unlike(analysis, "one has " + std::to_string(to.size()) + " columns, the other " + std::to_string(from.size()));
  for (std::size_t j = 0; j < to.size(); ++j) {
    SurveyedColumn& a = to[j];
    const SurveyedColumn& b = from[j];
    if (a.name != b.name) refuse_unlike(analysis, "column " + a.name + " meets " + b.name);
    if (a.categorical != b.categorical) refuse_unlike(analysis, "column " + a.name + " is text in one and numbers in the other");
    if (a.levels == b.levels) {
      for (std::size_t l = 0; l < a.level_weight.size(); ++l) a.level_weight[l] += b.level_weight[l];
    } else {
      std::map<std::string, double> all;
      for (const SurveyedColumn* one : {static_cast<const SurveyedColumn*>(&a), &b})
        for (std::size_t l = 0; l < one->levels.size(); ++l) all[one->levels[l]] += one->level_weight[l];
      a.levels.clear();
      a.level_weight.clear();
      for (const auto& [level, weight] : all) {
        a.levels.push_back(level);
        a.level_weight.push_back(weight);
      }
    }
    if (!(b.weight > 0.0)) continue;
    if (!a.categorical) {
      a.low = a.weight > 0.0 ? std::min(a.low, b.low) : b.low;
      a.high = a.weight > 0.0 ? std::max(a.high, b.high) : b.high;
      a.mean += (b.mean - a.mean) * (b.weight / (a.weight + b.weight));
    }
    a.weight += b.weight;
  }
}

std::vector<CoxColumn> columns_of(const std::vector<SurveyedColumn>& surveyed) {
  std::vector<CoxColumn> columns;
  for (const SurveyedColumn& part : surveyed) {
    CoxColumn& column = columns.emplace_back();
    column.name = part.name;
    column.categorical = part.categorical;
    for (std::size_t l = 0; l < part.levels.size(); ++l)
      if (part.level_weight[l] > 0.0) column.levels.push_back(part.levels[l]);
  }
  return columns;
}

std::vector<double> term_means(const std::vector<SurveyedColumn>& surveyed, const std::vector<CoxColumn>& columns) {
  std::vector<double> means;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const SurveyedColumn& part = surveyed[j];
    if (!part.categorical) means.push_back(part.mean);
    for (std::size_t l = 0; part.categorical && l < part.levels.size(); ++l)
      if (part.level_weight[l] > 0.0 && part.levels[l] != columns[j].reference) means.push_back(part.level_weight[l] / part.weight);
  }
  return means;
}

}  // namespace mainstay::inline v1::survival
