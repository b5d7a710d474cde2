#include "mainstay/attrition/risk_what_if.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "attrition/predicted.hpp"
#include "attrition/texts.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.risk.what_if";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Puts the changed columns in place, and counts each row's numbers outside what the fit saw.
std::vector<std::int64_t> change(const RiskFit& fit, const RiskWhatIfInput& input, bool allow_outside, data::ChosenRows& x) {
  std::vector<std::int64_t> outside(at(input.x.rows), 0);
  for (std::size_t k = 0; k < input.changed.columns.size(); ++k) {
    const std::string& name = input.changed.names[k];
    const std::string path = "changed." + name;
    const Column& column = input.changed.columns[k];
    const auto fitted = std::find(fit.columns.column.begin(), fit.columns.column.end(), name);
    const std::int64_t place = data::column_of(input.x, name);
    if (fitted == fit.columns.column.end() || place < 0)
      throw Error(ErrorCode::unknown_name, key, path, -1, "unknown", "one of the columns of the fit: " + list_of(fit.columns.column));
    const auto j = static_cast<std::size_t>(fitted - fit.columns.column.begin());
    const bool categorical = fit.columns.categorical[j] == 1;
    if (column.categorical != categorical || input.x.columns[at(place)].categorical != categorical)
      throw Error(ErrorCode::wrong_type, key, path, -1, column.categorical ? "text" : "numbers", categorical ? "text, as in the fit" : "numbers, as in the fit");
    for (std::int64_t i = 0; i < input.x.rows; ++i) {
      if (categorical) {
        x.set_level(at(place), i, data::text_at(column, i));
        continue;
      }
      const double value = number_at(column, i), lowest = fit.columns.lowest[j], highest = fit.columns.highest[j];
      if (value < lowest || value > highest) {
        if (!allow_outside) refuse(key, path, i, value, "between " + shortest_text(lowest) + " and " + shortest_text(highest) + ", as in the fit (or allow_outside)");
        ++outside[at(i)];
      }
      x.set_number(at(place), i, value);
    }
  }
  return outside;
}

// Limits of one cell over the draws; missing without any.
void limits(std::vector<double> draws, double confidence_level, std::vector<double>& lower, std::vector<double>& upper) {
  if (std::any_of(draws.begin(), draws.end(), [](double draw) { return std::isnan(draw); })) draws.clear();
  const stats::Interval interval = stats::percentile_interval(std::move(draws), confidence_level);
  lower.push_back(interval.lower);
  upper.push_back(interval.upper);
}

}  // namespace

RiskWhatIf risk_what_if(const RiskFit& fit, const RiskWhatIfInput& input, const RiskWhatIfOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  PredictedOptions asked;
  asked.times = horizons_of(key, options.horizons, fit.horizons);
  asked.beyond = options.beyond;
  const std::size_t times = asked.times.size();
  std::vector<std::int64_t> rows(at(input.x.rows));
  std::iota(rows.begin(), rows.end(), 0);
  data::ChosenRows changed(input.x, rows);
  const std::vector<std::int64_t> outside = change(fit, input, options.allow_outside, changed);
  const Predicted before = predict_leaving(fit, input.x, input.tenure, asked, context), after = predict_leaving(fit, changed.table(), input.tenure, asked, context);
  std::vector<std::vector<double>> draws;  // differences, (rows, times) for each resample
  if (options.intervals)
    for (const survival::ModelFit& resample : fit.resamples) {
      std::vector<double> difference = predict_leaving(resample, changed.table(), input.tenure, asked, context).probability;
      const std::vector<double> old = predict_leaving(resample, input.x, input.tenure, asked, context).probability;
      for (std::size_t cell = 0; cell < difference.size(); ++cell) difference[cell] -= old[cell];
      draws.push_back(std::move(difference));
    }
  RiskWhatIf result;
  result.reading_en = "What the model predicts for people who are like this in the data; not what would happen to these people if it were changed.";
  result.reading_zh = "模型对数据中具有此类特征的人员的预测（相关关系），并非改变后必然产生的效果。";
  result.causes.cause.levels = fit.model.causes;
  std::vector<double> here(draws.size());
  for (std::int64_t i = 0; i < input.x.rows; ++i)
    for (std::size_t t = 0; t < times; ++t) {
      const std::size_t cell = at(i) * times + t;
      RiskWhatIfPeople& table = result.people;
      table.row.push_back(i);
      table.horizon.push_back(asked.times[t]);
      table.before.push_back(before.probability[cell]);
      table.after.push_back(after.probability[cell]);
      table.difference.push_back(after.probability[cell] - before.probability[cell]);
      table.outside.push_back(outside[at(i)]);
      for (std::size_t b = 0; b < draws.size(); ++b) here[b] = draws[b][cell];
      limits(here, options.confidence_level, table.lower, table.upper);
      for (std::size_t c = 0; c < before.causes.size(); ++c) {
        result.causes.row.push_back(i);
        result.causes.horizon.push_back(asked.times[t]);
        result.causes.cause.codes.push_back(static_cast<std::int32_t>(c));
        result.causes.before.push_back(before.causes[c].probability[cell]);
        result.causes.after.push_back(after.causes[c].probability[cell]);
      }
    }
  const auto sum_at = [&](const std::vector<double>& matrix, std::size_t t) {
    double sum = 0.0;
    for (std::size_t cell = t; cell < matrix.size(); cell += times)
      if (!std::isnan(matrix[cell])) sum += matrix[cell];
    return sum;
  };
  for (std::size_t t = 0; t < times; ++t) {
    RiskWhatIfTotal& table = result.total;
    table.horizon.push_back(asked.times[t]);
    table.people.push_back(0);
    for (std::size_t cell = t; cell < before.probability.size(); cell += times) table.people.back() += !std::isnan(before.probability[cell]);
    table.before.push_back(sum_at(before.probability, t));
    table.after.push_back(sum_at(after.probability, t));
    table.difference.push_back(table.after.back() - table.before.back());
    for (std::size_t b = 0; b < draws.size(); ++b) here[b] = sum_at(draws[b], t);
    limits(here, options.confidence_level, table.lower, table.upper);
  }
  return result;
}

}  // namespace mainstay::inline v1::attrition
