#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/returns/prediction.hpp"
#include "returns/prediction_rows.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.prediction.predict";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Log odds, those nearer to 0 or 1 than half a person taken for that near.
double log_odds(double probability, double least) {
  const double p = std::clamp(probability, least, 1.0 - least);
  return std::log(p / (1.0 - p));
}

void add_limits(const PredictionFit& fit, const std::vector<Chances>& draws, double confidence_level, PredictedReturns& table) {
  const double factor = draws.size() < 2 ? missing : stats::student_quantile(0.5 + confidence_level / 2.0, static_cast<double>(draws.size() - 1));
  const double least = 0.5 / static_cast<double>(std::max<std::int64_t>(2, fit.people));
  const auto share = [](double odds) { return 1.0 / (1.0 + std::exp(-odds)); };
  for (std::size_t cell = 0; cell < table.probability.size(); ++cell) {
    const double p = table.probability[cell];
    if (std::isnan(p) || draws.size() < 2) {
      table.lower.push_back(missing);
      table.upper.push_back(missing);
      continue;
    }
    double mean = 0.0, squares = 0.0;
    for (const Chances& draw : draws) mean += log_odds(draw.returned[cell], least) / static_cast<double>(draws.size());
    for (const Chances& draw : draws) squares += std::pow(log_odds(draw.returned[cell], least) - mean, 2);
    const bool nothing = p <= 0.0 && std::all_of(draws.begin(), draws.end(), [&](const Chances& draw) { return draw.returned[cell] <= 0.0; });
    if (nothing) {  // nobody of the fit was seen to return so late: that says nothing of this person
      table.lower.push_back(0.0);
      table.upper.push_back(1.0);
      continue;
    }
    const double middle = log_odds(p, least), reach = factor * std::sqrt(squares / static_cast<double>(draws.size() - 1));
    table.lower.push_back(p <= least ? 0.0 : std::min(p, share(middle - reach)));
    table.upper.push_back(p >= 1.0 - least ? 1.0 : std::max(p, share(middle + reach)));
  }
}

void add_ranks(std::size_t times, PredictedReturns& table) {
  const std::size_t rows = table.probability.size() / times;
  table.rank.resize(table.probability.size());
  std::vector<std::size_t> order(rows);
  for (std::size_t t = 0; t < times; ++t) {
    const auto height = [&](std::size_t row) {
      const std::size_t cell = row * times + t;
      return table.contactable[cell] == 0 ? -2.0 : std::isnan(table.probability[cell]) ? -1.0 : table.probability[cell];
    };
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return height(a) > height(b); });
    for (std::size_t k = 0; k < rows; ++k) {
      const std::size_t cell = order[k] * times + t;
      table.rank[cell] = table.contactable[cell] == 0 ? 0 : static_cast<std::int64_t>(k) + 1;
    }
  }
}

// Nothing is told of who may not be contacted.
void leave_alone(const std::vector<std::int64_t>& contactable, Prediction& result) {
  PredictedReturns& table = result.people;
  for (std::size_t cell = 0; cell < table.row.size(); ++cell)
    if (table.contactable[cell] == 0)
      for (auto* column : {&table.probability, &table.lower, &table.upper, &table.settled, &table.unreachable, &table.open, &table.base_rate, &table.ratio}) (*column)[cell] = missing;
  const std::size_t width = result.columns.size();
  for (std::size_t i = 0; i < result.score.size(); ++i) {
    if (contactable[i] != 0) continue;
    result.score[i] = missing;
    std::fill_n(result.contributions.begin() + static_cast<std::ptrdiff_t>(i * width), width, missing);
  }
  survival::Reasons kept;
  kept.column.levels = result.reasons.column.levels;
  for (std::size_t k = 0; k < result.reasons.row.size(); ++k) {
    if (contactable[static_cast<std::size_t>(result.reasons.row[k])] == 0) continue;
    kept.row.push_back(result.reasons.row[k]);
    kept.rank.push_back(result.reasons.rank[k]);
    kept.column.codes.push_back(result.reasons.column.codes[k]);
    kept.contribution.push_back(result.reasons.contribution[k]);
    kept.factor.push_back(result.reasons.factor[k]);
  }
  result.reasons = std::move(kept);
}

}  // namespace

Prediction prediction_predict(const PredictionFit& fit, const PredictionPredictInput& input, const PredictionPredictOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const std::vector<double> horizons = horizons_of(key, options.horizons, fit.horizons);
  const std::size_t times = horizons.size();
  const std::int64_t rows = input.waited.size;
  const std::vector<std::int64_t> contactable = data::whole_numbers_of(input.contactable);
  const JoinedTable joined = joined_for(key, fit, input.x, input.reason, input.situation, rows);
  Prediction result;
  PredictedReturns& table = result.people;
  Chances found = chances_of(fit.model, joined.table(), input.waited, horizons, options.beyond, context);
  const std::vector<double> base = chances_of(fit.base.front(), joined.table(), input.waited, horizons, options.beyond, context).returned;
  std::vector<Chances> draws;
  for (const survival::ModelFit& resample : fit.resamples) draws.push_back(chances_of(resample, joined.table(), input.waited, horizons, options.beyond, context));
  data::Groups people;
  if (input.person.given()) {
    people = data::encode_groups(key, "person", input.person);
    table.person.levels = people.names();
  }
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::size_t t = 0; t < times; ++t) {
      table.row.push_back(row);
      table.contactable.push_back(contactable[static_cast<std::size_t>(row)]);
      table.horizon.push_back(horizons[t]);
      if (input.person.given()) table.person.codes.push_back(people.codes[static_cast<std::size_t>(row)]);
    }
  table.probability = std::move(found.returned);
  table.settled = std::move(found.settled);
  table.unreachable = std::move(found.unreachable);
  table.open = std::move(found.open);
  table.base_rate = base;
  for (std::size_t cell = 0; cell < base.size(); ++cell) table.ratio.push_back(base[cell] > 0.0 ? table.probability[cell] / base[cell] : missing);
  add_limits(fit, draws, options.confidence_level, table);
  add_ranks(times, table);
  result.columns = fit.model.columns;
  if (fit.model.learner == survival::Learner::forest) {
    leave_alone(contactable, result);
    return result;
  }
  survival::ModelExplainInput explained;
  explained.x = joined.table();
  survival::ModelExplainOptions asked;
  asked.cause = "returned";
  asked.most = options.most;
  survival::ModelExplanation explanation = survival::model_explain(fit.model, explained, asked, context);
  result.scale = std::move(explanation.scale);
  result.score = std::move(explanation.score);
  result.contributions = std::move(explanation.contributions);
  result.reasons = std::move(explanation.reasons);
  leave_alone(contactable, result);
  return result;
}

}  // namespace mainstay::inline v1::returns
