#include "mainstay/attrition/risk_list.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "attrition/changes.hpp"
#include "attrition/predicted.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.risk.list";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// What the fit saw of a level; null for one that only the estimator knows.
struct Seen {
  std::int64_t people, events;
};
using Levels = std::map<std::string_view, Seen>;

class Flags {
 public:
  Flags(const RiskFit& fit, const RiskListInput& input, const std::vector<double>& horizons, RiskFlags& table, std::vector<std::int64_t>& counts)
      : fit_(fit), input_(input), horizons_(horizons), table_(table), counts_(counts) {
    table.flag.levels = words_of(RiskFlag{});
    table.column.levels = fit.columns.column;
    table.column.levels.emplace_back();
    for (const std::string& name : fit.columns.column) columns_.push_back(data::column_of(input.x, name));
    levels_.resize(columns_.size());
    for (std::size_t l = 0; l < fit.levels.rows.size(); ++l)
      levels_[at(fit.levels.column.codes[l])][fit.levels.level.levels[at(fit.levels.level.codes[l])]] = {fit.levels.people[l], fit.levels.events[l]};
  }

  void look_at(std::int64_t row) {
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const Column& column = input_.x.columns[at(columns_[j])];
      const double value = number_at(column, row);
      if (std::isnan(value)) continue;
      if (column.categorical) {
        const auto seen = levels_[j].find(data::text_at(column, row));
        if (seen == levels_[j].end()) continue;
        if (seen->second.people < fit_.few_people) add(row, RiskFlag::few_people, j, missing, static_cast<double>(seen->second.people), static_cast<double>(fit_.few_people));
        if (seen->second.events < fit_.few_events) add(row, RiskFlag::few_events, j, missing, static_cast<double>(seen->second.events), static_cast<double>(fit_.few_events));
      } else {
        if (value < fit_.columns.lowest[j]) add(row, RiskFlag::below_range, j, missing, value, fit_.columns.lowest[j]);
        if (value > fit_.columns.highest[j]) add(row, RiskFlag::above_range, j, missing, value, fit_.columns.highest[j]);
      }
    }
    const double tenure = number_at(input_.tenure, row);
    if (tenure >= fit_.follow_up) return add(row, RiskFlag::tenure_beyond_follow_up, columns_.size(), missing, tenure, fit_.follow_up);
    for (const double horizon : horizons_) {
      if (tenure + horizon > fit_.follow_up) add(row, RiskFlag::horizon_beyond_follow_up, columns_.size(), horizon, tenure + horizon, fit_.follow_up);
      else if (tenure + horizon > fit_.followed_until) add(row, RiskFlag::thin_follow_up, columns_.size(), horizon, tenure + horizon, fit_.followed_until);
    }
  }

 private:
  void add(std::int64_t row, RiskFlag flag, std::size_t column, double horizon, double value, double limit) {
    table_.row.push_back(row);
    table_.flag.codes.push_back(static_cast<std::int32_t>(flag));
    table_.column.codes.push_back(static_cast<std::int32_t>(column));
    table_.horizon.push_back(horizon);
    table_.value.push_back(value);
    table_.limit.push_back(limit);
    for (std::size_t t = 0; t < horizons_.size(); ++t)
      if (std::isnan(horizon) || horizon == horizons_[t]) ++counts_[at(row) * horizons_.size() + t];
  }

  const RiskFit& fit_;
  const RiskListInput& input_;
  const std::vector<double>& horizons_;
  RiskFlags& table_;
  std::vector<std::int64_t>& counts_;
  std::vector<std::int64_t> columns_;
  std::vector<Levels> levels_;
};

// Places of the rows when they are ordered by risk at one horizon.
std::vector<std::int64_t> ranks_of(const std::vector<double>& probability, std::size_t t, std::size_t times) {
  const std::size_t rows = probability.size() / times;
  std::vector<std::int64_t> order(rows), rank(rows);
  std::iota(order.begin(), order.end(), 0);
  const auto height = [&](std::int64_t row) {
    const double value = probability[at(row) * times + t];
    return std::isnan(value) ? -1.0 : value;
  };
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return height(a) > height(b); });
  for (std::size_t k = 0; k < rows; ++k) rank[at(order[k])] = static_cast<std::int64_t>(k) + 1;
  return rank;
}

void explain(const RiskFit& fit, const RiskListInput& input, const RiskListOptions& options, RiskList& result, const RunContext& context) {
  survival::ModelExplainInput rows;
  rows.x = input.x;
  survival::ModelExplainOptions asked;
  asked.most = options.most;
  survival::ModelExplanation found = survival::model_explain(fit.model, rows, asked, context);
  result.scale = std::move(found.scale);
  result.columns = std::move(found.columns);
  result.score = std::move(found.score);
  result.contributions = std::move(found.contributions);
  RiskReasons& reasons = result.reasons;
  reasons.row = std::move(found.reasons.row);
  reasons.rank = std::move(found.reasons.rank);
  reasons.column = std::move(found.reasons.column);
  reasons.contribution = std::move(found.reasons.contribution);
  reasons.level.levels = {""};
  std::map<std::string_view, std::int32_t> texts{{"", 0}};
  std::vector<std::int64_t> places;
  for (const std::string& name : result.columns) places.push_back(data::column_of(input.x, name));
  const std::size_t shares = fit.shares.size();
  for (std::size_t r = 0; r < reasons.row.size(); ++r) {
    const auto j = static_cast<std::size_t>(reasons.column.codes[r]);
    const Column& column = input.x.columns[at(places[j])];
    const std::string_view level = column.categorical ? data::text_at(column, reasons.row[r]) : std::string_view{};
    const auto [place, is_new] = texts.try_emplace(level, static_cast<std::int32_t>(texts.size()));
    if (is_new) reasons.level.levels.emplace_back(level);
    reasons.level.codes.push_back(place->second);
    reasons.value.push_back(column.categorical ? missing : number_at(column, reasons.row[r]));
    reasons.typical.push_back(fit.quantiles[j * shares + shares / 2]);
  }
}

}  // namespace

RiskList risk_list(const RiskFit& fit, const RiskListInput& input, const RiskListOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const std::vector<double> horizons = horizons_of(key, options.horizons, fit.horizons);
  const std::vector<Candidates> candidates = candidates_of(fit, options.changeable);
  std::size_t change = 0;
  if (options.change_horizon) {
    const auto place = std::find(horizons.begin(), horizons.end(), *options.change_horizon);
    if (place == horizons.end()) refuse(key, "change_horizon", -1, *options.change_horizon, "one of the horizons");
    change = static_cast<std::size_t>(place - horizons.begin());
  }
  RiskList result;
  const std::size_t times = horizons.size();
  const std::int64_t people = input.x.rows;
  PredictedOptions asked{horizons, options.intervals, options.confidence_level, options.beyond};
  const Predicted predicted = predict_leaving(fit, input.x, input.tenure, asked, context);
  const std::vector<double> base = predict_base(fit, input.x, input.tenure, asked, context);
  explain(fit, input, options, result, context);
  result.interval = predicted.interval;
  std::vector<std::int64_t> flags(predicted.probability.size(), 0);
  Flags flagging(fit, input, horizons, result.flags, flags);
  for (std::int64_t i = 0; i < people; ++i) flagging.look_at(i);
  std::vector<std::vector<std::int64_t>> ranks;
  for (std::size_t t = 0; t < times; ++t) ranks.push_back(ranks_of(predicted.probability, t, times));
  data::Groups labels;
  if (input.person.given()) {
    labels = data::encode_groups(key, "person", input.person);
    result.people.person.levels = labels.names();
  }
  result.causes.cause.levels = fit.model.causes;
  for (std::int64_t i = 0; i < people; ++i)
    for (std::size_t t = 0; t < times; ++t) {
      const std::size_t cell = at(i) * times + t;
      RiskPeople& table = result.people;
      table.row.push_back(i);
      if (input.person.given()) table.person.codes.push_back(labels.codes[at(i)]);
      table.horizon.push_back(horizons[t]);
      table.probability.push_back(predicted.probability[cell]);
      table.lower.push_back(predicted.lower[cell]);
      table.upper.push_back(predicted.upper[cell]);
      table.base_rate.push_back(base[cell]);
      table.ratio.push_back(base[cell] > 0.0 ? predicted.probability[cell] / base[cell] : missing);
      table.rank.push_back(ranks[t][at(i)]);
      table.flags.push_back(flags[cell]);
      for (std::size_t c = 0; c < predicted.causes.size(); ++c) {
        result.causes.row.push_back(i);
        result.causes.horizon.push_back(horizons[t]);
        result.causes.cause.codes.push_back(static_cast<std::int32_t>(c));
        result.causes.probability.push_back(predicted.causes[c].probability[cell]);
        result.causes.lower.push_back(predicted.causes[c].lower[cell]);
        result.causes.upper.push_back(predicted.causes[c].upper[cell]);
      }
    }
  std::vector<double> before(at(people));
  for (std::int64_t i = 0; i < people; ++i) before[at(i)] = predicted.probability[at(i) * times + change];
  result.changes = nearest_changes(fit, input, options, candidates, horizons[change], before, context);
  return result;
}

}  // namespace mainstay::inline v1::attrition
