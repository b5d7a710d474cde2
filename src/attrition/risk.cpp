#include "mainstay/attrition/risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "attrition/predicted.hpp"
#include "core/at.hpp"
#include "data/chosen_rows.hpp"
#include "data/groups.hpp"
#include "mainstay/attrition/risk_exits.hpp"
#include "mainstay/attrition/risk_judge.hpp"
#include "mainstay/attrition/risk_list.hpp"
#include "mainstay/attrition/risk_what_if.hpp"
#include "mainstay/core/error.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.risk";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t quantile_steps = 20;

// The whose-row of each row as places among the sorted labels.
std::vector<std::int64_t> people_of(const RiskInput& input) {
  std::vector<std::int64_t> people(at(input.duration.size));
  if (input.cluster.given()) {
    const data::Groups groups = data::encode_groups(key, "cluster", input.cluster);
    for (std::size_t i = 0; i < people.size(); ++i) people[i] = groups.codes[i];
  } else {
    for (std::size_t i = 0; i < people.size(); ++i) people[i] = static_cast<std::int64_t>(i);
  }
  return people;
}

// Longest tenure at which `few` rows were at risk.
double followed_until(const RiskInput& input, const std::vector<std::int64_t>& rows, std::int64_t few) {
  std::vector<double> ends, begins;
  for (const std::int64_t row : rows) {
    ends.push_back(number_at(input.duration, row));
    if (input.entry.given()) begins.push_back(number_at(input.entry, row));
  }
  std::sort(ends.begin(), ends.end(), std::greater<>());
  std::sort(begins.begin(), begins.end(), std::greater<>());
  std::size_t later = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (i + 1 < ends.size() && ends[i + 1] == ends[i]) continue;
    while (later < begins.size() && begins[later] >= ends[i]) ++later;
    if (static_cast<std::int64_t>(i + 1 - later) >= few) return ends[i];
  }
  return 0.0;
}

void look_at_columns(const RiskInput& input, const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& people, RiskFit& fit) {
  for (std::int64_t k = 0; k <= quantile_steps; ++k) fit.shares.push_back(static_cast<double>(k) / static_cast<double>(quantile_steps));
  fit.levels.column.levels = input.x.names;
  struct Seen {
    std::int64_t rows = 0, people = 0, events = 0, last = -1;
  };
  std::map<std::string, std::int32_t> texts;
  std::vector<std::int64_t> by_person = rows;  // a person's rows stand together, so that people are counted in one pass
  std::stable_sort(by_person.begin(), by_person.end(), [&](std::int64_t a, std::int64_t b) { return people[at(a)] < people[at(b)]; });
  for (std::size_t j = 0; j < input.x.columns.size(); ++j) {
    const Column& column = input.x.columns[j];
    std::vector<double> values;
    std::vector<Seen> seen_codes(column.levels.size());
    std::int64_t absent = 0;
    for (const std::int64_t row : by_person) {
      const double value = number_at(column, row);
      if (std::isnan(value)) {
        ++absent;
      } else if (column.categorical) {
        Seen& seen = seen_codes[static_cast<std::size_t>(value)];
        ++seen.rows;
        seen.events += number_at(input.event, row) > 0.0;
        seen.people += people[at(row)] != seen.last;
        seen.last = people[at(row)];
      } else {
        values.push_back(value);
      }
    }
    std::map<std::string_view, Seen> levels;  // a dictionary may hold a text twice
    for (std::size_t code = 0; code < seen_codes.size(); ++code) {
      if (seen_codes[code].rows == 0) continue;
      Seen& level = levels[column.levels[code]];
      level.rows += seen_codes[code].rows;
      level.people += seen_codes[code].people;
      level.events += seen_codes[code].events;
    }
    std::sort(values.begin(), values.end());
    fit.columns.column.push_back(input.x.names[j]);
    fit.columns.categorical.push_back(column.categorical);
    fit.columns.missing.push_back(absent);
    fit.columns.lowest.push_back(values.empty() ? missing : values.front());
    fit.columns.highest.push_back(values.empty() ? missing : values.back());
    for (const double share : fit.shares) fit.quantiles.push_back(values.empty() ? missing : stats::sorted_quantile(values, share));
    for (const auto& [level, seen] : levels) {
      const auto [place, is_new] = texts.try_emplace(std::string(level), static_cast<std::int32_t>(texts.size()));
      if (is_new) fit.levels.level.levels.emplace_back(level);
      fit.levels.column.codes.push_back(static_cast<std::int32_t>(j));
      fit.levels.level.codes.push_back(place->second);
      fit.levels.rows.push_back(seen.rows);
      fit.levels.people.push_back(seen.people);
      fit.levels.events.push_back(seen.events);
    }
  }
}

survival::ModelInput model_input(const RiskInput& input) {
  survival::ModelInput rows;
  rows.x = input.x;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.cluster = input.cluster;
  return rows;
}

// An exponential variable of mean 1 for resample b and a person, the same wherever it is asked for.
double exponential(std::uint64_t seed, std::int64_t resample, std::int64_t person) {
  const auto mix = [](std::uint64_t word) { return data::WholeIndex::scatter(static_cast<std::int64_t>(word)); };
  const std::uint64_t bits = mix(mix(mix(seed) ^ static_cast<std::uint64_t>(resample)) ^ static_cast<std::uint64_t>(person));
  const double uniform = (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
  return -std::log(uniform);
}

}  // namespace

RiskFit risk(const RiskInput& input, const RiskOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  RiskFit fit;
  fit.horizons = horizons_of(key, options.horizons, {});
  fit.frozen_at = options.frozen_at;
  fit.few_people = options.few_people;
  fit.few_events = options.few_events;
  if (options.frozen_at && input.x.cut.given())
    for (std::int64_t i = 0; i < (input.x.cut.days.given() ? input.x.rows : 1); ++i) {
      const double cut = input.x.cut.days.given() ? number_at(input.x.cut.days, i) : static_cast<double>(input.x.cut.day);
      if (cut > static_cast<double>(*options.frozen_at)) refuse(key, "the cut of x", i, cut, "frozen_at or before");
    }
  std::vector<std::int64_t> rows;
  for (std::int64_t i = 0; i < input.duration.size; ++i) {
    if (input.weights.given() && number_at(input.weights, i) <= 0.0) continue;
    rows.push_back(i);
    fit.events += number_at(input.event, i) > 0.0;
    fit.follow_up = std::max(fit.follow_up, number_at(input.duration, i));
  }
  fit.rows = static_cast<std::int64_t>(rows.size());
  if (fit.events < options.minimum_events)
    refuse(key, "event", std::to_string(fit.events) + (fit.events == 1 ? " leaving" : " leavings"), "at least " + std::to_string(options.minimum_events) + " (minimum_events)");
  const std::vector<std::int64_t> people = people_of(input);
  std::vector<std::int64_t> present;
  for (const std::int64_t row : rows) present.push_back(people[at(row)]);
  std::sort(present.begin(), present.end());
  fit.people = std::unique(present.begin(), present.end()) - present.begin();
  fit.followed_until = followed_until(input, rows, std::max<std::int64_t>(1, options.few_people));
  look_at_columns(input, rows, people, fit);

  survival::ModelInput whole = model_input(input);
  fit.model = survival::model(whole, options.model, context);
  survival::ModelOptions curve;
  curve.learner = survival::Learner::curve;
  curve.causes = options.model.causes;
  fit.base.push_back(survival::model(whole, curve, context));
  std::vector<double> weights(at(input.duration.size));
  for (std::int64_t b = 0; b < options.resamples; ++b) {
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] = exponential(context.seed, b, people[i]) * (input.weights.given() ? number_at(input.weights, static_cast<std::int64_t>(i)) : 1.0);
    whole.weights = weights;
    fit.resamples.push_back(survival::model(whole, options.model, context));
  }
  const data::ChosenRows first(input.x, {rows.front()});
  const std::vector<double> hired(1, 0.0);
  fit.base_rate = predict_base(fit, first.table(), hired, {fit.horizons}, context);
  return fit;
}

void RiskFit::validate() const {
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, key, std::string("the fit's ") + what + " do not fit each other"); };
  if (base.size() != 1 || base.front().learner != survival::Learner::curve) broken("models");
  if (base.front().columns != model.columns || columns.column != model.columns) broken("columns");
  for (const survival::ModelFit& resample : resamples)
    if (resample.learner != model.learner || resample.columns != model.columns || resample.causes != model.causes) broken("resamples");
  const auto size = static_cast<std::int32_t>(columns.column.size());
  if (levels.column.levels != columns.column) broken("levels");
  for (const std::int32_t column : levels.column.codes)
    if (column < 0 || column >= size) broken("levels");
  if (shares.size() != at(quantile_steps + 1) || quantiles.size() != shares.size() * columns.column.size()) broken("quantiles");
  for (std::size_t t = 1; t < horizons.size(); ++t)
    if (horizons[t] <= horizons[t - 1]) broken("horizons");
}

namespace {
constexpr Function methods[] = {analysis<&risk_list>("attrition.risk.list", "Who may leave, why, and how far is that to be trusted?"),
                                analysis<&risk_what_if>("attrition.risk.what_if", "What does the model say of people who are like these but for this?"),
                                analysis<&risk_exits>("attrition.risk.exits", "How many will leave, and how many will be here, by unit and period?"),
                                analysis<&risk_judge>("attrition.risk.judge", "How well did the frozen model do on later days?")};
}
constinit const Function risk_analysis = analysis<&risk>("attrition.risk", "Who of the people still here may leave, and how sure is that?", methods);

}  // namespace mainstay::inline v1::attrition
