#include "survival/hazard_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

namespace {
[[noreturn]] void unlike(const std::string& what) { refuse_unlike(hazard_key, what); }

}  // namespace

void HazardSurvey::merge(const HazardSurvey& other) {
  if (!other.surveyed) return;
  if (!surveyed) {
    *this = other;
    return;
  }
  if (entries != other.entries) unlike("one has entries");
  if (stratified != other.stratified || text_strata != other.text_strata) unlike("their strata differ");
  if (grouped != other.grouped || text_groups != other.text_groups) unlike("their groups differ");
  if (clustered != other.clustered) unlike("one has clusters");
  merge_columns(hazard_key, columns, other.columns);
  for (const HazardTally& tally : other.strata) {
    const auto before = [this](const HazardTally& a, const HazardTally& b) { return text_strata ? a.label < b.label : a.number < b.number; };
    const auto place = std::lower_bound(strata.begin(), strata.end(), tally, before);
    if (place != strata.end() && !before(tally, *place)) place->add(tally);
    else strata.insert(place, tally);
  }
  HazardPartGroups all;
  std::size_t a = 0, b = 0;
  const auto take = [&all](const HazardPartGroups& from, std::size_t k) {
    all.label.push_back(from.label[k]);
    all.number.push_back(from.number[k]);
    all.events.push_back(from.events[k]);
  };
  while (a < groups.label.size() || b < other.groups.label.size()) {
    if (b == other.groups.label.size()) take(groups, a++);
    else if (a == groups.label.size()) take(other.groups, b++);
    else if (groups.label[a] == other.groups.label[b]) {
      take(groups, a++);
      all.events.back() += other.groups.events[b++];
    } else if (text_groups ? groups.label[a] < other.groups.label[b] : groups.number[a] < other.groups.number[b]) take(groups, a++);
    else take(other.groups, b++);
  }
  groups = std::move(all);
  rows += other.rows;
  events += other.events;
  weight += other.weight;
}

HazardSurvey survey_of(Team& team, const HazardInput& input, const data::Groups& strata, const data::Groups& groups) {
  HazardSurvey survey;
  survey.surveyed = true;
  survey.entries = input.entry.given();
  survey.stratified = input.strata.given();
  survey.text_strata = strata.text;
  survey.grouped = input.group.given();
  survey.text_groups = groups.text;
  survey.clustered = input.cluster.given();
  const Numbers duration(input.duration), event(input.event), entry(input.entry), weights(input.weights);
  const std::int64_t n = input.duration.size;
  survey.strata.resize(survey.stratified ? strata.count : 1);
  for (std::int64_t s = 0; survey.stratified && s < strata.count; ++s) {
    survey.strata[s].label = strata.name(s);
    if (!strata.text) survey.strata[s].number = strata.numbers[s];
  }
  for (HazardTally& tally : survey.strata) tally.reach(0);
  for (std::int64_t g = 0; survey.grouped && g < groups.count; ++g) {
    survey.groups.label.push_back(groups.name(g));
    survey.groups.number.push_back(groups.text ? 0.0 : static_cast<double>(groups.numbers[g]));
    survey.groups.events.push_back(0.0);
  }
  for (std::int64_t i = 0; i < n; ++i) {
    const auto until = static_cast<std::int64_t>(duration[i]), from = entry.given() ? static_cast<std::int64_t>(entry[i]) : 0;
    if (!(from < until)) refuse(hazard_key, "entry", i, entry[i], "below duration");
    const double w = weights.given() ? weights[i] : 1.0;
    if (!(w > 0.0)) continue;
    HazardTally& tally = survey.strata[survey.stratified ? strata.codes[i] : 0];
    tally.reach(until);
    ++tally.ended[until];
    tally.ended_weight[until] += w;
    ++tally.entered[from];
    tally.entered_weight[from] += w;
    ++survey.rows;
    survey.weight += w;
    if (event[i] == 0.0) continue;
    ++survey.events;
    ++tally.left[until];
    tally.left_weight[until] += w;
    if (survey.grouped) survey.groups.events[groups.codes[i]] += w;
  }
  const auto columns = static_cast<std::int64_t>(input.x.columns.size());
  survey.columns.resize(columns);
  team.run(columns, [&](std::int64_t j) { survey.columns[j] = surveyed(input.x.names[j], input.x.columns[j], weights); });
  return survey;
}

void check_hazard_options(const HazardOptions& options) {
  if (options.baseline == HazardBaseline::bands && options.bands.empty()) refuse(hazard_key, "bands", "empty", "one last period or more, with the baseline bands");
  if (options.baseline != HazardBaseline::bands && !options.bands.empty()) refuse(hazard_key, "bands", "given", "left out without the baseline bands");
  for (std::size_t b = 1; b < options.bands.size(); ++b)
    if (options.bands[b] <= options.bands[b - 1]) refuse(hazard_key, "bands", static_cast<std::int64_t>(b), static_cast<double>(options.bands[b]), "above the one before");
  for (std::size_t a = 0; a < options.smooth.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (options.smooth[a].column == options.smooth[b].column)
        throw Error(ErrorCode::invalid_argument, hazard_key, "smooth[" + std::to_string(a) + "].column", -1, options.smooth[a].column, "another column than those before");
}

HazardModel::HazardModel(const HazardSurvey& survey, const HazardOptions& wanted) : options(wanted) {
  const auto is_smooth = [&](const std::string& name) {
    return std::any_of(options.smooth.begin(), options.smooth.end(), [&](const HazardSmooth& one) { return one.column == name; });
  };
  std::vector<std::string> numeric;
  columns = columns_of(survey.columns);
  for (const CoxColumn& column : columns)
    if (!column.categorical) numeric.push_back(column.name);
  choose_references(hazard_key, columns, options.references);
  for (std::size_t k = 0; k < options.smooth.size(); ++k) {
    const HazardSmooth& one = options.smooth[k];
    const auto place = std::find_if(survey.columns.begin(), survey.columns.end(), [&](const SurveyedColumn& c) { return c.name == one.column && !c.categorical; });
    const std::string path = "smooth[" + std::to_string(k) + "].column";
    if (place == survey.columns.end())
      throw Error(ErrorCode::unknown_name, hazard_key, path, -1, one.column,
                  numeric.empty() ? "a numeric column; x has none" : "one of the numeric columns " + list_of(numeric));
    if (!(place->high > place->low) && survey.rows > 0) throw Error(ErrorCode::invalid_argument, hazard_key, path, -1, one.column, "a column with two values or more");
    smooth.push_back({one.column, place->low, place->high, stats::CubicSplines(place->low, place->high, one.size)});
  }
  constexpr double rounding = 8.0 * std::numeric_limits<double>::epsilon();
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const SurveyedColumn& part = survey.columns[j];
    if (is_smooth(part.name)) continue;
    linear.push_back(columns[j]);
    if (!part.categorical) {
      means.push_back(part.mean);
      reach.push_back(std::max(part.high - part.mean, part.mean - part.low));
      constant.push_back(!(part.high - part.low > rounding * std::max(std::fabs(part.low), std::fabs(part.high))));
      continue;
    }
    for (std::size_t l = 0; l < part.levels.size(); ++l) {
      if (!(part.level_weight[l] > 0.0) || part.levels[l] == columns[j].reference) continue;
      means.push_back(part.level_weight[l] / part.weight);
      reach.push_back(1.0);
      constant.push_back(false);
    }
  }
  periods = HazardPeriods(survey.strata, options);
  for (const HazardTally& tally : survey.strata) {
    strata.push_back(tally.label);
    follow_up.push_back(static_cast<double>(tally.last()));
  }
  if (strata.empty()) {
    strata.emplace_back();
    follow_up.push_back(0.0);
  }
  groups = survey.groups.label;
  group_events = survey.groups.events;
  terms = term_count(linear);
  numbers = terms;
  for (const HazardSmooth& one : options.smooth) numbers += one.size;
  width = solve::gram_width(numbers + 1);
  weight = survey.weight;
  rows = survey.rows;
  events = survey.events;
  robust = options.robust || survey.clustered;
}

}  // namespace mainstay::inline v1::survival
