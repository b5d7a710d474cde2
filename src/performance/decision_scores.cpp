#include "performance/decision_scores.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "core/room.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "performance/decision_flows.hpp"
#include "performance/decision_kernel.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Values of a column with missing ones at the worst; the more the better.
std::vector<double> rising(const DecisionColumn& column, std::int64_t rows) {
  std::vector<double> values(at(rows));
  const double* x = column.read(0, rows, values.data());
  const double worst = column.known == 0 ? 0.0 : column.lower ? column.maximum : column.minimum;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double value = x[i] == x[i] ? x[i] : worst;
    values[at(i)] = column.lower ? -value : value;
  }
  return values;
}

}  // namespace

DecisionModel model_of(DecisionTable table, const DecisionRules& options, const std::vector<double>& given, bool keep_flows, const ChunkRunner& run) {
  DecisionModel model;
  model.options = &options;
  model.method = options.method;
  const bool compares = options.method == DecisionMethod::promethee || options.method == DecisionMethod::sorting;
  const bool spread = (!compares && (options.normalisation == DecisionNormalisation::vector || options.normalisation == DecisionNormalisation::standard)) || options.weights == DecisionWeights::critic ||
                      (options.weights == DecisionWeights::standard_deviation && options.normalisation == DecisionNormalisation::standard) ||
                      (options.weights == DecisionWeights::standard_deviation && options.normalisation == DecisionNormalisation::vector);
  const bool scaled = !compares || options.weights == DecisionWeights::standard_deviation;
  table.survey(spread, options.weights == DecisionWeights::entropy, run);
  if (options.weights == DecisionWeights::given || options.weights == DecisionWeights::relative) model.weights = given;
  if (scaled && options.normalisation != DecisionNormalisation::rank) table.scale(options, run);
  const bool ranks_weigh = options.weights == DecisionWeights::standard_deviation && options.normalisation == DecisionNormalisation::rank;
  if (model.weights.empty() && !ranks_weigh) model.weights = weights_of_data(table, options.weights, run);
  if (!compares && options.normalisation == DecisionNormalisation::rank) table.scale(options, run);  // after what is read from the values themselves
  if (model.weights.empty() && !compares) model.weights = weights_of_data(table, options.weights, run);
  if (options.method == DecisionMethod::promethee) {
    model.method = DecisionMethod::weighted_sum;
    for (DecisionColumn& column : table.columns) {
      Flows flows = flows_of(rising(column, table.rows), *column.criterion, run);
      std::vector<double> net(flows.preferred.size());
      for (std::size_t i = 0; i < net.size(); ++i) net[i] = flows.preferred[i] - flows.preferred_to_it[i];
      if (keep_flows) {
        model.preferred.push_back(std::move(flows.preferred));
        model.preferred_to_it.push_back(std::move(flows.preferred_to_it));
      }
      column.own = std::move(net);
      column.column = Column(column.own);
      column.scale = {};
    }
  }
  model.table = std::move(table);
  return model;
}

DecisionScores scores_of(const DecisionModel& model, const std::vector<double>& weights, const ChunkRunner& run) {
  const DecisionTable& table = model.table;
  const std::int64_t n = table.rows, chunks = decision_chunks(n);
  const std::size_t c = table.columns.size();
  const bool distances = model.method == DecisionMethod::topsis, parts = (distances && model.options->details) || model.method == DecisionMethod::vikor, reweigh = model.options->missing == DecisionMissing::reweigh;
  DecisionScores scores;
  make_room(scores.score, n);
  scores.score.assign(at(n), 0.0);
  if (parts) scores.first.assign(at(n), 0.0), scores.second.assign(at(n), 0.0);
  if (reweigh) scores.coverage.assign(at(n), 0.0);
  run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    double r[decision_block], room[2][decision_block];
    for (std::int64_t first = span.first; first < span.last; first += decision_block) {
      const std::int64_t count = std::min(decision_block, span.last - first);
      double* score = scores.score.data() + first;
      double *one = parts ? scores.first.data() + first : room[0], *other = parts ? scores.second.data() + first : room[1];
      if (!parts && distances) std::fill_n(one, count, 0.0), std::fill_n(other, count, 0.0);
      double* known = reweigh ? scores.coverage.data() + first : nullptr;
      for (std::size_t j = 0; j < c; ++j) {
        const DecisionColumn& column = table.columns[j];
        if (weights[j] == 0.0) continue;  // 0^0 = 1
        column.normalised(first, count, r);
        switch (model.method) {
          case DecisionMethod::weighted_product:
            for (std::int64_t i = 0; i < count; ++i) r[i] = std::log(r[i]);
            [[fallthrough]];
          case DecisionMethod::weighted_sum:
            if (reweigh) add_weighted_known(r, count, weights[j], score, known);
            else add_weighted(r, count, weights[j], score);
            break;
          case DecisionMethod::topsis: add_distances(r, count, weights[j], column.best, column.worst, one, other); break;
          case DecisionMethod::vikor: add_regrets(r, count, weights[j], column.best, column.worst, one, other); break;
          case DecisionMethod::promethee:
          case DecisionMethod::sorting: break;
        }
      }
      if (model.method == DecisionMethod::topsis)
        for (std::int64_t i = 0; i < count; ++i) {
          one[i] = std::sqrt(one[i]);
          other[i] = std::sqrt(other[i]);
          const double both = one[i] + other[i];
          score[i] = both > 0.0 ? other[i] / both : 0.5;
        }
      if (reweigh)
        for (std::int64_t i = 0; i < count; ++i) score[i] = known[i] > 0.0 ? score[i] / known[i] : missing;
      if (model.method == DecisionMethod::weighted_product)
        for (std::int64_t i = 0; i < count; ++i) score[i] = std::exp(score[i]);
    }
  });
  if (model.method == DecisionMethod::vikor && n > 0) {
    const auto [low_sum, high_sum] = std::minmax_element(scores.first.begin(), scores.first.end());
    const auto [low_most, high_most] = std::minmax_element(scores.second.begin(), scores.second.end());
    const double s0 = *low_sum, s1 = *high_sum, r0 = *low_most, r1 = *high_most, v = model.options->balance;
    for (std::size_t i = 0; i < scores.score.size(); ++i)
      scores.score[i] = 1.0 - ((s1 > s0 ? v * (scores.first[i] - s0) / (s1 - s0) : 0.0) + (r1 > r0 ? (1.0 - v) * (scores.second[i] - r0) / (r1 - r0) : 0.0));
  }
  return scores;
}

std::vector<double> grades_of(const DecisionModel& model, const ChunkRunner& run) {
  const DecisionTable& table = model.table;
  const std::vector<DecisionGrade>& grades = model.options->grades;
  const std::size_t c = table.columns.size();
  struct Limit {
    double value, veto;
  };
  std::vector<Limit> limits(grades.size() * c, {0.0, -std::numeric_limits<double>::infinity()});
  for (std::size_t g = 0; g < grades.size(); ++g)
    for (const DecisionBound& bound : grades[g].bounds)
      for (std::size_t j = 0; j < c; ++j)
        if (table.columns[j].criterion->name == bound.criterion) {
          const double sign = table.columns[j].lower ? -1.0 : 1.0;
          limits[g * c + j].value = sign * bound.value;
          if (bound.veto) limits[g * c + j].veto = sign * *bound.veto;
        }
  std::vector<std::vector<double>> values(c);
  run(static_cast<std::int64_t>(c), [&](std::int64_t j) { values[at(j)] = rising(table.columns[at(j)], table.rows); });
  std::vector<double> reached(at(table.rows), 0.0);
  const std::int64_t chunks = decision_chunks(table.rows);
  run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(table.rows, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i)
      for (std::size_t g = 0; g < grades.size(); ++g) {
        double weight = 0.0;
        bool vetoed = false;
        for (std::size_t j = 0; j < c; ++j) {
          const Limit& limit = limits[g * c + j];
          if (values[j][at(i)] >= limit.value) weight += model.weights[j];
          vetoed = vetoed || values[j][at(i)] <= limit.veto;
        }
        if (vetoed || weight < model.options->majority - 1e-12) continue;
        reached[at(i)] = static_cast<double>(grades.size() - g);
        break;
      }
  });
  return reached;
}

std::int64_t best_of(const std::vector<double>& score) noexcept {
  std::int64_t best = -1;
  for (std::size_t i = 0; i < score.size(); ++i)
    if (score[i] == score[i] && (best < 0 || score[i] > score[at(best)])) best = static_cast<std::int64_t>(i);
  return best;
}

}  // namespace mainstay::inline v1::performance
