#include <algorithm>
#include <cmath>
#include <string>

#include "core/at.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "performance/decision_kernel.hpp"
#include "performance/decision_table.hpp"

namespace mainstay::inline v1::performance {

namespace {

// The first value of a column that is not allowed.
void refuse_first(const DecisionTable& table, const DecisionColumn& column, bool zero_too, const char* rule) {
  double scratch[decision_block];
  for (std::int64_t first = 0; first < table.rows; first += decision_block) {
    const std::int64_t count = std::min(decision_block, table.rows - first);
    const double* x = column.read(first, count, scratch);
    for (std::int64_t i = 0; i < count; ++i)
      if (x[i] < 0.0 || (zero_too && x[i] == 0.0)) refuse(decision_key, "x." + column.criterion->name, first + i, x[i], rule);
  }
}

// Sums over the rows of something that a block of all columns gives; `size` of them. Columns as they are, or normalised.
std::vector<double> summed(const DecisionTable& table, bool normalised, std::int64_t size, const ChunkRunner& run,
                           const std::function<void(const std::vector<const double*>& x, std::int64_t count, double* sums)>& work) {
  const std::int64_t chunks = decision_chunks(table.rows), criteria = static_cast<std::int64_t>(table.columns.size());
  std::vector<double> parts(at(chunks * size), 0.0);
  run(chunks, [&](std::int64_t c) {
    const Span span = span_of(table.rows, chunks, c);
    std::vector<double> scratch(at(criteria * decision_block));
    std::vector<const double*> x(at(criteria));
    for (std::int64_t first = span.first; first < span.last; first += decision_block) {
      const std::int64_t count = std::min(decision_block, span.last - first);
      for (std::int64_t j = 0; j < criteria; ++j) {
        double* own = scratch.data() + j * decision_block;
        if (normalised) table.columns[at(j)].normalised(first, count, own);
        x[at(j)] = normalised ? own : table.columns[at(j)].read(first, count, own);
      }
      work(x, count, parts.data() + c * size);
    }
  });
  for (std::int64_t c = 1; c < chunks; ++c)
    for (std::int64_t k = 0; k < size; ++k) parts[at(k)] += parts[at(c * size + k)];
  parts.resize(at(size));
  return parts;
}

// Standard deviations of the normalised values, which need not be linear in x.
std::vector<double> deviations(const DecisionTable& table, const ChunkRunner& run) {
  const std::size_t c = table.columns.size();
  const auto criteria = static_cast<std::int64_t>(c);
  const std::vector<double> sums = summed(table, true, 2 * criteria, run, [&](const std::vector<const double*>& r, std::int64_t count, double* parts) {
    for (std::size_t j = 0; j < c; ++j) {
      const ColumnSeen seen = seen_of(r[j], count);
      parts[2 * j] += seen.sum;
      parts[2 * j + 1] += static_cast<double>(seen.known);
    }
  });
  std::vector<double> result = summed(table, true, criteria, run, [&](const std::vector<const double*>& r, std::int64_t count, double* parts) {
    for (std::size_t j = 0; j < c; ++j) parts[j] += squares_about(r[j], count, sums[2 * j] / std::max(1.0, sums[2 * j + 1]));
  });
  for (std::size_t j = 0; j < c; ++j) result[j] = sums[2 * j + 1] > 1.0 && table.columns[j].varies() ? std::sqrt(result[j] / (sums[2 * j + 1] - 1.0)) : 0.0;
  return result;
}

// Pearson correlations of the columns as they are, turned where less is better; rows with a missing value are left out.
std::vector<double> correlations(const DecisionTable& table, const ChunkRunner& run) {
  const auto c = static_cast<std::int64_t>(table.columns.size());
  const auto products = [&](const std::vector<double>& centre, bool means) {
    return summed(table, false, means ? c + 1 : c * c, run, [&](const std::vector<const double*>& x, std::int64_t count, double* sums) {
      std::vector<double> d(at(c));
      for (std::int64_t i = 0; i < count; ++i) {
        bool whole = true;
        for (std::int64_t j = 0; j < c; ++j) {
          const DecisionColumn& column = table.columns[at(j)];
          d[at(j)] = column.varies() ? (x[at(j)][i] - centre[at(j)]) * (column.lower ? -1.0 : 1.0) / (column.maximum - column.minimum) : 0.0;
          whole = whole && x[at(j)][i] == x[at(j)][i];
        }
        if (!whole) continue;
        if (means) sums[c] += 1.0;
        for (std::int64_t j = 0; j < c; ++j) {
          if (means) {
            sums[j] += d[at(j)];
            continue;
          }
          for (std::int64_t k = 0; k <= j; ++k) sums[j * c + k] += d[at(j)] * d[at(k)];
        }
      }
    });
  };
  std::vector<double> centre;
  for (const DecisionColumn& column : table.columns) centre.push_back(column.varies() ? column.mean : 0.0);
  const std::vector<double> sums = products(centre, true);  // of complete rows, about the means of all
  std::vector<double> cross = products(centre, false), result(at(c * c), 0.0);
  for (std::int64_t j = 0; j < c; ++j)
    for (std::int64_t k = 0; k <= j; ++k) cross[at(j * c + k)] -= sums[at(c)] > 0.0 ? sums[at(j)] * sums[at(k)] / sums[at(c)] : 0.0;
  for (std::int64_t j = 0; j < c; ++j)
    for (std::int64_t k = 0; k <= j; ++k) {
      const double scale = std::sqrt(std::max(0.0, cross[at(j * c + j)]) * std::max(0.0, cross[at(k * c + k)]));
      result[at(j * c + k)] = result[at(k * c + j)] = scale > 0.0 ? std::clamp(cross[at(j * c + k)] / scale, -1.0, 1.0) : 0.0;
    }
  return result;
}

std::vector<double> merec(const DecisionTable& table, const ChunkRunner& run) {
  const auto c = static_cast<std::int64_t>(table.columns.size());
  for (const DecisionColumn& column : table.columns)
    if (column.known > 0 && column.minimum <= 0.0) refuse_first(table, column, true, "> 0, because weights is merec");
  const double size = static_cast<double>(c);
  return summed(table, false, c, run, [&](const std::vector<const double*>& x, std::int64_t count, double* sums) {
    std::vector<double> logs(at(c));
    for (std::int64_t i = 0; i < count; ++i) {
      double all = 0.0;
      for (std::int64_t j = 0; j < c; ++j) {
        const DecisionColumn& column = table.columns[at(j)];
        const double value = x[at(j)][i];
        logs[at(j)] = value == value ? std::fabs(std::log(column.lower ? value / column.maximum : column.minimum / value)) : 0.0;
        all += logs[at(j)];
      }
      for (std::int64_t j = 0; j < c; ++j) sums[j] += std::fabs(std::log1p((all - logs[at(j)]) / size) - std::log1p(all / size));
    }
  });
}

}  // namespace

std::vector<double> weights_of_data(const DecisionTable& table, DecisionWeights weights, const ChunkRunner& run) {
  const std::size_t c = table.columns.size();
  std::vector<double> result(c, 1.0);
  switch (weights) {
    case DecisionWeights::given:
    case DecisionWeights::relative:
    case DecisionWeights::equal: break;
    case DecisionWeights::standard_deviation: result = deviations(table, run); break;
    case DecisionWeights::entropy:
      for (std::size_t j = 0; j < c; ++j) {
        const DecisionColumn& column = table.columns[j];
        if (column.known > 0 && column.minimum < 0.0) refuse_first(table, column, false, ">= 0, because weights is entropy");
        const double known = static_cast<double>(column.known);
        result[j] = column.varies() ? column.divergence / (known * std::log(known)) : 0.0;  // 1 - entropy
      }
      break;
    case DecisionWeights::critic: {
      const std::vector<double> related = correlations(table, run);
      for (std::size_t j = 0; j < c; ++j) {
        const DecisionColumn& column = table.columns[j];
        double conflict = 0.0;
        for (std::size_t k = 0; k < c; ++k)
          if (k != j) conflict += 1.0 - related[j * c + k];
        result[j] = column.varies() ? std::sqrt(column.squares / std::max(1.0, static_cast<double>(column.known) - 1.0)) / (column.maximum - column.minimum) * conflict : 0.0;
      }
      break;
    }
    case DecisionWeights::merec: result = merec(table, run); break;
  }
  double total = 0.0;
  for (const double weight : result) total += weight;
  for (double& weight : result) weight = total > 0.0 ? weight / total : 1.0 / static_cast<double>(c);
  return result;
}

}  // namespace mainstay::inline v1::performance
