#include "mainstay/performance/weights.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/weights_kernel.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.weights";

// Criteria in rising order, and which of them each judgement compares.
struct Judged {
  std::vector<std::string> names;
  std::vector<std::size_t> first, second;
  std::vector<double> ratio;
};

Judged read(const WeightsInput& input) {
  const data::Groups first = data::encode_groups(key, "first", input.first), second = data::encode_groups(key, "second", input.second);
  if (input.first.size > 0 && first.text != second.text) throw Error(ErrorCode::wrong_type, key, "second", -1, second.text ? "text" : "whole numbers", first.text ? "text, as first" : "whole numbers, as first");
  Judged judged;
  std::map<std::int64_t, std::size_t> numbers;
  std::map<std::string, std::size_t, std::less<>> texts;
  for (const data::Groups* groups : {&first, &second})
    for (std::int64_t code = 0; code < groups->count; ++code) {
      if (groups->text) texts.emplace(groups->name(code), 0);
      else numbers.emplace(groups->numbers[at(code)], 0);
    }
  std::size_t place = 0;
  for (auto& [name, index] : texts) index = place++, judged.names.push_back(name);
  for (auto& [number, index] : numbers) index = place++, judged.names.push_back(std::to_string(number));
  const auto place_of = [&](const data::Groups& groups, std::int32_t code) { return groups.text ? texts.find(groups.name(code))->second : numbers.find(groups.numbers[at(code)])->second; };
  for (std::int64_t i = 0; i < input.ratio.size; ++i) {
    judged.first.push_back(place_of(first, first.codes[at(i)]));
    judged.second.push_back(place_of(second, second.codes[at(i)]));
    judged.ratio.push_back(number_at(input.ratio, i));
    if (judged.first.back() == judged.second.back() && judged.ratio.back() != 1.0) refuse(key, "ratio", i, judged.ratio.back(), "1 for a criterion against itself");
  }
  return judged;
}

std::string pair_of(const Judged& judged, std::size_t i, std::size_t j) { return data::quoted(judged.names[i] + " / " + judged.names[j]); }

// Every pair once, in either order.
std::vector<double> matrix_of(const Judged& judged) {
  const std::size_t c = judged.names.size();
  std::vector<double> matrix(c * c, 0.0);
  std::vector<char> given(c * c, 0);
  for (std::size_t i = 0; i < c; ++i) matrix[i * c + i] = 1.0;
  for (std::size_t k = 0; k < judged.ratio.size(); ++k) {
    const std::size_t i = judged.first[k], j = judged.second[k];
    if (i == j) continue;
    if (given[i * c + j]) refuse(key, "first", pair_of(judged, i, j) + " twice", "a pair that is there once");
    if (given[j * c + i] && !(std::fabs(judged.ratio[k] * matrix[j * c + i] - 1.0) <= 1e-9)) refuse(key, "ratio", static_cast<std::int64_t>(k), judged.ratio[k], "1 over the ratio of the pair in the other order");
    given[i * c + j] = 1;
    matrix[i * c + j] = judged.ratio[k];
    if (!given[j * c + i]) matrix[j * c + i] = 1.0 / judged.ratio[k];
  }
  for (std::size_t i = 0; i < c; ++i)
    for (std::size_t j = i + 1; j < c; ++j)
      if (!given[i * c + j] && !given[j * c + i]) refuse(key, "first", "without " + pair_of(judged, i, j), "a judgement of each pair, or method best_worst");
  return matrix;
}

// The judgements of the best against each and of each against the worst.
struct Ends {
  std::size_t best, worst;
  std::vector<double> over, under;
};

Ends ends_of(const Judged& judged, const WeightsOptions& options) {
  const std::size_t c = judged.names.size();
  Ends ends{0, 0, std::vector<double>(c, 0.0), std::vector<double>(c, 0.0)};
  for (const auto& [name, label, place] : {std::tuple<const char*, const std::string*, std::size_t*>{"best", &options.best, &ends.best}, {"worst", &options.worst, &ends.worst}}) {
    if (label->empty()) refuse(key, name, "missing", "given, because method is best_worst");
    const auto found = std::find(judged.names.begin(), judged.names.end(), *label);
    if (found == judged.names.end()) throw Error(ErrorCode::unknown_name, key, name, -1, data::quoted(*label), "one of " + list_of(judged.names));
    *place = at(found - judged.names.begin());
  }
  if (ends.best == ends.worst) refuse(key, "worst", data::quoted(options.worst), "another criterion than best");
  for (std::size_t k = 0; k < judged.ratio.size(); ++k) {
    const std::size_t i = judged.first[k], j = judged.second[k];
    if (i == j) continue;
    if (i != ends.best && j != ends.worst) refuse(key, "first", pair_of(judged, i, j), "a judgement of the best or against the worst, because method is best_worst");
    if (judged.ratio[k] < 1.0) refuse(key, "ratio", static_cast<std::int64_t>(k), judged.ratio[k], ">= 1, because method is best_worst");
    if (i == ends.best) {
      if (ends.over[j] != 0.0) refuse(key, "first", pair_of(judged, i, j) + " twice", "a pair that is there once");
      ends.over[j] = judged.ratio[k];
    }
    if (j == ends.worst) ends.under[i] = judged.ratio[k];
    if (j == ends.worst && i != ends.best && std::count_if(judged.first.begin(), judged.first.end(), [&](std::size_t other) { return other == i; }) > 1) {
      std::size_t times = 0;
      for (std::size_t other = 0; other < judged.ratio.size(); ++other) times += judged.first[other] == i && judged.second[other] == j;
      if (times > 1) refuse(key, "first", pair_of(judged, i, j) + " twice", "a pair that is there once");
    }
  }
  ends.over[ends.best] = ends.under[ends.worst] = 1.0;
  for (std::size_t j = 0; j < c; ++j) {
    if (ends.over[j] == 0.0) refuse(key, "first", "without " + pair_of(judged, ends.best, j), "the best compared with each");
    if (ends.under[j] == 0.0) refuse(key, "first", "without " + pair_of(judged, j, ends.worst), "each compared with the worst");
  }
  return ends;
}

}  // namespace

WeightsResult weights(const WeightsInput& input, const WeightsOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  for (const auto& [name, label] : {std::pair{"best", &options.best}, {"worst", &options.worst}})
    if (options.method != WeightsMethod::best_worst && !label->empty()) refuse(key, name, data::quoted(*label), "left out unless method is best_worst");
  Team team(key, context, 1);
  team.checkpoint(0.0);
  const Judged judged = read(input);
  const std::size_t c = judged.names.size();
  if (c < 2) refuse(key, "first", c == 0 ? "without judgements" : "of one criterion", "of two criteria or more");
  WeightsResult result;
  if (options.method == WeightsMethod::best_worst) {
    const Ends ends = ends_of(judged, options);
    const BestWorst found = best_worst(ends.over, ends.under, ends.best, ends.worst);
    result.criteria.weight = found.weight;
    result.criteria.lower = found.lower;
    result.criteria.upper = found.upper;
    result.consistency_index = found.gap;
    const double a = ends.over[ends.worst];
    result.random_index = 0.5 * ((1.0 + 2.0 * a) - std::sqrt(1.0 + 8.0 * a));  // (a - xi)² = a + xi
  } else {
    const std::vector<double> matrix = matrix_of(judged);
    Eigenweights found;
    switch (options.method) {
      case WeightsMethod::eigenvector: found = principal_eigenvector(matrix, c); break;
      case WeightsMethod::geometric: found = geometric_means(matrix, c); break;
      case WeightsMethod::column_mean: found = column_means(matrix, c); break;
      case WeightsMethod::best_worst: break;
    }
    if (!found.converged) result.status = WeightsStatus::not_converged;
    result.criteria.weight = result.criteria.lower = result.criteria.upper = found.weight;
    result.largest_eigenvalue = found.eigenvalue;
    const double count = static_cast<double>(c);
    result.consistency_index = c > 2 ? std::max(0.0, (found.eigenvalue - count) / (count - 1.0)) : 0.0;
    constexpr double saaty[] = {0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
    result.random_index = c <= 15 ? saaty[c] : (1.7699 * count - 4.3513) / (count - 1.0);
  }
  result.consistency_ratio = result.random_index > 0.0 ? result.consistency_index / result.random_index : 0.0;
  if (result.status != WeightsStatus::not_converged && result.consistency_ratio > options.consistency_ratio) result.status = WeightsStatus::inconsistent;
  result.criteria.criterion.levels = judged.names;
  for (std::size_t j = 0; j < c; ++j) result.criteria.criterion.codes.push_back(static_cast<std::int32_t>(j));
  for (std::size_t k = 0; k < judged.ratio.size(); ++k) {
    const double implied = result.criteria.weight[judged.first[k]] / result.criteria.weight[judged.second[k]];
    result.judgements.implied.push_back(implied);
    result.judgements.deviation.push_back(judged.ratio[k] / implied);
  }
  return result;
}

constinit const Function weights_analysis = analysis<&weights>("performance.weights", "How much should each criterion weigh, by judgements of two at a time?");

}  // namespace mainstay::inline v1::performance
