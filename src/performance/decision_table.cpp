#include "performance/decision_table.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/at.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "performance/decision_kernel.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Share of the other alternatives that are worse, equal ones counting half.
std::vector<double> shares_worse(const DecisionColumn& column, std::int64_t rows) {
  std::vector<double> values(at(rows)), shares(at(rows), missing), known;
  std::vector<std::int64_t> row;
  const double* x = column.read(0, rows, values.data());
  for (std::int64_t i = 0; i < rows; ++i)
    if (x[i] == x[i]) known.push_back(column.lower ? -x[i] : x[i]), row.push_back(i);
  const std::vector<std::int64_t> order = stats::order_by(known.data(), static_cast<std::int64_t>(known.size()));
  const double others = std::max(1.0, static_cast<double>(known.size()) - 1.0);
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && known[at(order[last])] == known[at(order[first])]) ++last;
    const double share = order.size() == 1 ? 0.5 : (static_cast<double>(first) + 0.5 * static_cast<double>(last - first - 1)) / others;
    for (std::size_t k = first; k < last; ++k) shares[at(row[at(order[k])])] = share;
    first = last;
  }
  return shares;
}

}  // namespace

void run_in_turn(std::int64_t count, const std::function<void(std::int64_t)>& work) {
  for (std::int64_t c = 0; c < count; ++c) work(c);
}

std::int64_t decision_chunks(std::int64_t rows) noexcept { return std::clamp<std::int64_t>(rows / 8192, 1, 64); }

const double* DecisionColumn::read(std::int64_t first, std::int64_t count, double* scratch) const noexcept {
  const double* x = read_numbers(column, first, count, scratch);
  if (criterion == nullptr || criterion->direction != DecisionDirection::band || !own.empty()) return x;
  const double low = *criterion->band_low, high = *criterion->band_high;
  for (std::int64_t i = 0; i < count; ++i) scratch[i] = x[i] < low ? low - x[i] : x[i] > high ? x[i] - high : x[i] == x[i] ? 0.0 : missing;
  return scratch;
}

void DecisionColumn::normalised(std::int64_t first, std::int64_t count, double* out) const noexcept {
  const double* x = read(first, count, out);
  if (scale.ratio)
    for (std::int64_t i = 0; i < count; ++i) out[i] = scale.numerator / x[i];
  else
    for (std::int64_t i = 0; i < count; ++i) out[i] = (x[i] - scale.origin) * scale.factor;
  if (scale.cut)
    for (std::int64_t i = 0; i < count; ++i) out[i] = out[i] < 0.0 ? 0.0 : out[i] > 1.0 ? 1.0 : out[i];
  if (scale.missing == scale.missing)
    for (std::int64_t i = 0; i < count; ++i) out[i] = out[i] == out[i] ? out[i] : scale.missing;
}

DecisionFlag DecisionColumn::flag() const noexcept {
  if (known == 0) return DecisionFlag::unknown;
  if (varies()) return DecisionFlag::varies;
  return minimum == 0.0 ? DecisionFlag::zero : DecisionFlag::constant;
}

void DecisionTable::survey(bool spread, bool divergence, const ChunkRunner& run) {
  const std::int64_t chunks = decision_chunks(rows), criteria = static_cast<std::int64_t>(columns.size());
  const auto each = [&](const std::function<void(std::int64_t chunk, std::int64_t j, const double* x, std::int64_t count)>& work) {
    run(chunks, [&](std::int64_t c) {
      const Span span = span_of(rows, chunks, c);
      double scratch[decision_block * 8];
      for (std::int64_t j = 0; j < criteria; ++j)
        for (std::int64_t first = span.first; first < span.last; first += decision_block * 8) {
          const std::int64_t count = std::min(decision_block * 8, span.last - first);
          work(c, j, columns[at(j)].read(first, count, scratch), count);
        }
    });
  };
  if (!seen) {
    std::vector<ColumnSeen> parts(at(chunks * criteria));
    for (ColumnSeen& one : parts) one = seen_of(nullptr, 0);
    each([&](std::int64_t c, std::int64_t j, const double* x, std::int64_t count) {
      ColumnSeen& total = parts[at(c * criteria + j)];
      const ColumnSeen part = seen_of(x, count);
      total.known += part.known;
      total.sum += part.sum;
      total.minimum = std::min(total.minimum, part.minimum);
      total.maximum = std::max(total.maximum, part.maximum);
    });
    for (std::int64_t j = 0; j < criteria; ++j) {
      DecisionColumn& column = columns[at(j)];
      ColumnSeen total = seen_of(nullptr, 0);
      for (std::int64_t c = 0; c < chunks; ++c) {
        const ColumnSeen& part = parts[at(c * criteria + j)];
        total.known += part.known;
        total.sum += part.sum;
        total.minimum = std::min(total.minimum, part.minimum);
        total.maximum = std::max(total.maximum, part.maximum);
      }
      column.known = total.known;
      column.minimum = total.known > 0 ? total.minimum : missing;
      column.maximum = total.known > 0 ? total.maximum : missing;
      column.mean = total.known > 0 ? std::clamp(total.sum / static_cast<double>(total.known), total.minimum, total.maximum) : missing;
    }
    seen = true;
  }
  if (!spread && !divergence) return;
  std::vector<double> squares(at(chunks * criteria), 0.0), parts(at(chunks * criteria), 0.0);
  each([&](std::int64_t c, std::int64_t j, const double* x, std::int64_t count) {
    const DecisionColumn& column = columns[at(j)];
    if (!column.varies()) return;
    if (spread) squares[at(c * criteria + j)] += squares_about(x, count, column.mean);
    if (divergence && column.minimum >= 0.0) parts[at(c * criteria + j)] += divergence_from(x, count, column.mean);
  });
  for (std::int64_t j = 0; j < criteria; ++j) {
    columns[at(j)].squares = columns[at(j)].divergence = 0.0;
    for (std::int64_t c = 0; c < chunks; ++c) {
      columns[at(j)].squares += squares[at(c * criteria + j)];
      columns[at(j)].divergence += parts[at(c * criteria + j)];
    }
  }
}

void DecisionTable::scale(const DecisionRules& options, const ChunkRunner& run) {
  const DecisionNormalisation rule = options.normalisation;
  if (rule == DecisionNormalisation::rank) {
    std::vector<std::vector<double>> shares(columns.size());
    run(static_cast<std::int64_t>(columns.size()), [&](std::int64_t j) { shares[at(j)] = shares_worse(columns[at(j)], rows); });
    for (std::size_t j = 0; j < columns.size(); ++j) {
      DecisionColumn& column = columns[j];
      const DecisionFlag flag = column.flag();
      column.own = std::move(shares[j]);
      column.column = Column(column.own);
      column.scale = {};
      column.lower = false;
      column.worst = 1.0, column.best = 0.0;
      for (const double share : column.own)
        if (share == share) column.worst = std::min(column.worst, share), column.best = std::max(column.best, share);
      if (flag == DecisionFlag::unknown) column.worst = column.best = 0.0;
      if (options.missing == DecisionMissing::worst) column.scale.missing = column.worst;
    }
    return;
  }
  for (std::size_t j = 0; j < columns.size(); ++j) {
    DecisionColumn& column = columns[j];
    DecisionScale& scale = column.scale;
    scale = {};
    const double low = column.minimum, high = column.maximum, count = static_cast<double>(column.known);
    const bool any = column.known > 0, varies = column.varies();
    switch (rule) {
      case DecisionNormalisation::anchors: {
        const bool band = column.criterion->direction == DecisionDirection::band;
        const double zero = *column.criterion->zero, full = band ? 0.0 : *column.criterion->full;
        scale.origin = zero;
        scale.factor = 1.0 / (full - zero);
        scale.cut = true;
        break;
      }
      case DecisionNormalisation::minimum_maximum:
        scale.origin = varies ? (column.lower ? high : low) : any ? low - 1.0 : 0.0;
        scale.factor = varies ? (column.lower ? -1.0 : 1.0) / (high - low) : 1.0;
        scale.cut = true;
        break;
      case DecisionNormalisation::maximum: {
        const std::string path = "x." + column.criterion->name;
        if (any && (column.lower ? low <= 0.0 : low < 0.0)) {
          std::vector<double> scratch(at(rows));
          const double* x = column.read(0, rows, scratch.data());
          for (std::int64_t i = 0; i < rows; ++i)
            if (column.lower ? x[i] <= 0.0 : x[i] < 0.0) refuse(decision_key, path, i, x[i], column.lower ? "> 0, because normalisation is maximum and less is better" : ">= 0, because normalisation is maximum");
        }
        scale.ratio = column.lower && any;
        scale.numerator = low;
        scale.factor = high > 0.0 ? 1.0 / high : 0.0;
        break;
      }
      case DecisionNormalisation::vector: {
        const double norm = any ? std::sqrt(column.squares + count * column.mean * column.mean) : 0.0;
        scale.origin = column.lower ? norm : 0.0;
        scale.factor = norm > 0.0 ? (column.lower ? -1.0 : 1.0) / norm : 0.0;
        break;
      }
      case DecisionNormalisation::standard: {
        const double deviation = varies && column.known > 1 ? std::sqrt(column.squares / (count - 1.0)) : 0.0;
        scale.origin = any ? column.mean : 0.0;
        scale.factor = deviation > 0.0 ? (column.lower ? -1.0 : 1.0) / deviation : 0.0;
        break;
      }
      case DecisionNormalisation::rank: break;
    }
    if (rule == DecisionNormalisation::anchors) {
      column.worst = 0.0, column.best = 1.0;
    } else {
      const auto of = [&](double x) {
        if (!any) return 0.0;
        const double r = scale.ratio ? scale.numerator / x : (x - scale.origin) * scale.factor;
        return scale.cut ? std::clamp(r, 0.0, 1.0) : r;
      };
      column.worst = of(column.lower ? high : low);
      column.best = of(column.lower ? low : high);
    }
    if (options.missing == DecisionMissing::worst) scale.missing = column.worst;
  }
}

}  // namespace mainstay::inline v1::performance
