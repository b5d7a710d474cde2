// New people, measured by the raters, items and steps of a fit.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "competency/facets_ratings.hpp"
#include "competency/facets_scale.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/competency/facets.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.facets.people";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The scales of a fit by name; damaged ones are refused.
std::map<std::string, FacetScale> scales_of(const FacetsFit& fit) {
  const auto corrupt = [](const char* sentence) { throw Error(ErrorCode::corrupt, "competency.facets", sentence); };
  const FacetsThresholds& t = fit.thresholds;
  std::map<std::string, FacetScale> scales;
  for (std::size_t first = 0; first < t.of.size();) {
    std::size_t last = first;
    std::vector<std::int64_t> values;
    for (; last < t.of.size() && t.of[last] == t.of[first]; ++last) {
      if (!values.empty() && t.rating[last] <= values.back()) corrupt("the ratings of a scale do not rise");
      if (last > first && !(std::abs(t.step[last]) < 1e3)) corrupt("a step of a scale is not a number");
      values.push_back(t.rating[last]);
    }
    if (values.size() > at(most_ratings)) corrupt("a scale has too many ratings");
    if (!scales.emplace(t.of[first], FacetScale(values, t.step.data() + first + 1)).second) corrupt("a scale stands twice");
    first = last;
  }
  return scales;
}

}  // namespace

void FacetsFit::validate() const {
  const auto corrupt = [](const char* sentence) { throw Error(ErrorCode::corrupt, "competency.facets", sentence); };
  (void)scales_of(*this);
  if (facets.facet.size() < 2 || facets.facet != measures.facet.levels) corrupt("the fit's facets are not those of its measures");
  if (!(extreme_adjustment > 0.0 && extreme_adjustment <= 0.5)) corrupt("extreme_adjustment is out of range");
  for (const double measure : measures.measure)
    if (std::abs(measure) > 1e3) corrupt("a measure is out of range");
  for (const std::int32_t code : measures.facet.codes)
    if (code < 0 || at(code) >= facets.facet.size()) corrupt("a measure belongs to no facet");
  for (const std::int32_t code : measures.status.codes)
    if (code < 0 || at(code) >= measures.status.levels.size()) corrupt("a measure has no status");
}

FacetsPeopleResult facets_people(const FacetsFit& fit, const FacetsPeopleInput& input, const NoOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  const std::vector<std::string>& names = fit.facets.facet;
  const bool items = names.size() > 2 && names[2] == "item";
  if (items != input.item.given()) refuse(key, "item", items ? "missing" : "given", items ? "given, as in the fit" : "left out, as in the fit");
  const FacetRatings ratings = read_ratings(key, {&input.person, &input.rater, &input.item, &input.rating, &input.weights, &input.others}, fit.steps);
  if (ratings.names != names) throw Error(ErrorCode::wrong_shape, key, "others", -1, "of the facets " + list_of(ratings.names), "such that the facets are those of the fit, " + list_of(names));
  const std::map<std::string, FacetScale> scales = scales_of(fit);
  std::vector<std::map<std::string, double>> known(names.size());
  std::vector<std::vector<double>> fair(names.size());  // measures that were estimated
  for (std::size_t i = 0; i < fit.measures.element.size(); ++i) {
    const auto f = at(fit.measures.facet.codes[i]);
    if (f == 0) continue;
    known[f][fit.measures.element[i]] = fit.measures.measure[i];
    if (at(fit.measures.status.codes[i]) == at(static_cast<std::int64_t>(FacetsElementStatus::estimated))) fair[f].push_back(fit.measures.measure[i]);
  }
  std::vector<std::vector<double>> measure(names.size());
  for (std::size_t f = 1; f < names.size(); ++f)
    for (std::int64_t e = 0; e < ratings.elements(static_cast<std::int64_t>(f)); ++e) {
      const std::string name = ratings.labels[f].name(e);
      const auto found = known[f].find(name);
      const std::string argument = f < 2 || (f == 2 && items) ? names[f] : "others." + names[f];
      if (found == known[f].end() || !(found->second == found->second)) {
        std::vector<std::string> all;
        for (const auto& [other, value] : known[f])
          if (value == value) all.push_back(other);
        throw Error(ErrorCode::unknown_name, key, argument, -1, data::quoted(name), "one whom the fit has measured: " + list_of(all));
      }
      measure[f].push_back(found->second);
    }
  std::vector<const FacetScale*> scale;
  for (std::int64_t s = 0; s < ratings.scales(); ++s) {
    const auto found = scales.find(ratings.steps_facet < 0 ? "all" : ratings.labels[at(ratings.steps_facet)].name(s));
    if (found == scales.end() || found->second.steps() < 1) refuse(key, "rating", "given", "missing: the fit has no scale for it");
    scale.push_back(&found->second);
  }
  FacetsPeopleResult result;
  FacetsPeople& people = result.people;
  result.rows = ratings.rows;
  result.left_out = ratings.left_out;
  for (const Choice& word : choices(FacetsElementStatus{})) people.status.levels.push_back(word.name);
  double average = 0.0;  // of the facets that share a scale
  for (std::size_t f = 1; f < names.size(); ++f) {
    if (static_cast<std::int64_t>(f) == ratings.steps_facet) continue;
    double sum = 0.0;
    for (const double m : fair[f]) sum += m;
    average += fair[f].empty() ? 0.0 : sum / static_cast<double>(fair[f].size());
  }
  std::vector<RowOfOne> rows;
  std::vector<double> probability;
  std::int64_t row = 0;
  for (std::int64_t i = 0; i < ratings.elements(0); ++i) {
    rows.clear();
    double weight = 0.0, sum = 0.0, score = 0.0, most = 0.0;
    const std::int64_t first = row;
    std::vector<double> positions;
    for (; row < ratings.rows && ratings.codes[0][at(row)] == i; ++row) {
      const FacetScale& own = *scale[at(ratings.scale_of(row))];
      const std::int64_t value = ratings.values[ratings.value[at(row)]];
      const auto place = std::lower_bound(own.values.begin(), own.values.end(), value);
      if (place == own.values.end() || *place != value) {
        std::vector<std::string> allowed;
        for (const std::int64_t v : own.values) allowed.push_back(std::to_string(v));
        refuse(key, "rating", std::to_string(value), "one of the scale's " + list_of(allowed) + " (person " + data::quoted(ratings.labels[0].name(i)) + ")");
      }
      double rest = 0.0;
      for (std::size_t f = 1; f < names.size(); ++f) rest -= measure[f][at(ratings.codes[f][at(row)])];
      positions.push_back(static_cast<double>(place - own.values.begin()));
      rows.push_back({rest, ratings.weight(row), own.share.data(), own.steps()});
      weight += rows.back().weight;
      sum += rows.back().weight * static_cast<double>(value);
      score += rows.back().weight * positions.back();
      most += rows.back().weight * static_cast<double>(own.steps());
    }
    people.person.push_back(ratings.labels[0].name(i));
    people.ratings.push_back(weight);
    people.observed_average.push_back(first < row ? sum / weight : missing);
    FacetsElementStatus status = FacetsElementStatus::unmeasured;
    OneMeasure found{missing, missing};
    if (!rows.empty()) {
      const double edge = 1e-12 * most, inwards = std::min(fit.extreme_adjustment, 0.5 * most);
      status = score <= edge ? FacetsElementStatus::lowest : score >= most - edge ? FacetsElementStatus::highest : FacetsElementStatus::estimated;
      found = solve_one(rows, status == FacetsElementStatus::lowest ? inwards : status == FacetsElementStatus::highest ? most - inwards : score);
    }
    FacetFitSums sums;
    if (status == FacetsElementStatus::estimated)
      for (std::size_t r = 0; r < rows.size(); ++r) {
        probability.resize(at(rows[r].steps) + 1);
        rating_shares(rows[r].share, rows[r].steps, std::exp(std::clamp(rows[r].rest + found.measure, -600.0, 600.0)), probability.data());
        sums.add(positions[r], rating_moments(probability.data(), rows[r].steps), rows[r].weight);
      }
    people.status.codes.push_back(static_cast<std::int32_t>(status));
    people.measure.push_back(found.measure);
    people.std_error.push_back(found.information > 0.0 ? 1.0 / std::sqrt(found.information) : missing);
    people.infit.push_back(sums.infit());
    people.outfit.push_back(sums.outfit());
    double expected = 0.0, count = 0.0;
    for (const auto& [name, own] : scales) {
      const double severity = ratings.steps_facet < 0 ? 0.0 : known[at(ratings.steps_facet)][name];
      if (own.steps() < 1 || !(severity == severity)) continue;
      expected += own.expected(found.measure - average - severity);
      count += 1.0;
    }
    people.fair_average.push_back(found.measure == found.measure && count > 0.0 ? expected / count : missing);
  }
  return result;
}

}  // namespace mainstay::inline v1::competency
