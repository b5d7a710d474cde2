#include "solve/selected_inverse.hpp"

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>
#include <algorithm>

#include "core/at.hpp"

namespace mainstay::inline v1::solve {

namespace {

// places[i]: when row i is eliminated.
std::vector<std::int32_t> order_of(const SparseLower& matrix) {
  const auto size = static_cast<int>(matrix.size());
  Eigen::SparseMatrix<double, Eigen::ColMajor, int> lower(size, size);
  lower.resizeNonZeros(static_cast<Eigen::Index>(matrix.row.size()));
  std::copy(matrix.start.begin(), matrix.start.end(), lower.outerIndexPtr());
  std::copy(matrix.row.begin(), matrix.row.end(), lower.innerIndexPtr());
  std::copy(matrix.value.begin(), matrix.value.end(), lower.valuePtr());
  Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, int> order;
  Eigen::AMDOrdering<int>()(lower.selfadjointView<Eigen::Lower>(), order);
  std::vector<std::int32_t> place(at(size));
  for (int k = 0; k < size; ++k) place[at(order.indices()(k))] = k;
  return place;
}

// The upper triangle in the order of elimination: column by column, in no order within.
SparseLower upper_of(const SparseLower& matrix, const std::vector<std::int32_t>& place) {
  SparseLower upper;
  upper.start.assign(at(matrix.size()) + 1, 0);
  const auto each = [&](const auto& act) {
    for (std::int64_t column = 0; column < matrix.size(); ++column)
      for (std::int64_t e = matrix.start[at(column)]; e < matrix.start[at(column) + 1]; ++e) {
        const std::int32_t a = place[at(column)], b = place[at(matrix.row[at(e)])];
        act(std::max(a, b), std::min(a, b), matrix.value[at(e)]);
      }
  };
  each([&](std::int32_t column, std::int32_t, double) { ++upper.start[at(column) + 1]; });
  for (std::size_t k = 1; k < upper.start.size(); ++k) upper.start[k] += upper.start[k - 1];
  upper.row.resize(matrix.row.size());
  upper.value.resize(matrix.row.size());
  std::vector<std::int64_t> next(upper.start.begin(), upper.start.end() - 1);
  each([&](std::int32_t column, std::int32_t row, double value) {
    const std::int64_t to = next[at(column)]++;
    upper.row[at(to)] = row;
    upper.value[at(to)] = value;
  });
  return upper;
}

}  // namespace

std::optional<SelectedInverse> SelectedInverse::of(const SparseLower& matrix, std::int64_t most) {
  const std::int64_t n = matrix.size();
  SelectedInverse result;
  result.place_ = order_of(matrix);
  const SparseLower upper = upper_of(matrix, result.place_);
  // The tree of elimination, and how many entries each column of the factor has: row k has one in every column on the ways from its entries up to k.
  std::vector<std::int32_t> parent(at(n), -1), seen(at(n), -1);
  std::vector<std::int64_t> count(at(n), 0);
  std::int64_t entries = 0;
  for (std::int32_t k = 0; k < n; ++k) {
    seen[at(k)] = k;
    for (std::int64_t e = upper.start[at(k)]; e < upper.start[at(k) + 1]; ++e)
      for (std::int32_t i = upper.row[at(e)]; i < k && seen[at(i)] != k; i = parent[at(i)]) {
        if (parent[at(i)] < 0) parent[at(i)] = k;
        ++count[at(i)];
        seen[at(i)] = k;
        if (++entries > most) return std::nullopt;
      }
  }
  double products = 0;
  for (const std::int64_t each : count) products += static_cast<double>(each) * static_cast<double>(each);
  if (products > 100.0 * static_cast<double>(most)) return std::nullopt;

  // L D L' row by row: row k solves the rows before it for the entries of column k.
  result.start_.assign(at(n) + 1, 0);
  for (std::int64_t j = 0; j < n; ++j) result.start_[at(j) + 1] = result.start_[at(j)] + count[at(j)];
  result.row_.resize(at(entries));
  result.diagonal_.assign(at(n), 0.0);
  std::vector<double> factor(at(entries)), work(at(n), 0.0);
  std::vector<std::int64_t> filled(result.start_.begin(), result.start_.end() - 1);
  std::vector<std::int32_t> columns, way;
  std::fill(seen.begin(), seen.end(), -1);
  for (std::int32_t k = 0; k < n; ++k) {
    columns.clear();
    seen[at(k)] = k;
    double pivot = 0.0;
    for (std::int64_t e = upper.start[at(k)]; e < upper.start[at(k) + 1]; ++e) {
      const std::int32_t row = upper.row[at(e)];
      if (row == k) {
        pivot += upper.value[at(e)];
        continue;
      }
      work[at(row)] += upper.value[at(e)];
      for (std::int32_t i = row; seen[at(i)] != k; i = parent[at(i)]) {
        seen[at(i)] = k;
        columns.push_back(i);
      }
    }
    std::sort(columns.begin(), columns.end());
    for (const std::int32_t j : columns) {
      const double value = work[at(j)], scaled = value / result.diagonal_[at(j)];
      work[at(j)] = 0.0;
      for (std::int64_t e = result.start_[at(j)]; e < filled[at(j)]; ++e) work[at(result.row_[at(e)])] -= factor[at(e)] * value;
      pivot -= scaled * value;
      result.row_[at(filled[at(j)])] = k;
      factor[at(filled[at(j)]++)] = scaled;
    }
    if (!(pivot > 0.0)) return std::nullopt;
    result.diagonal_[at(k)] = pivot;
  }

  // Z = D⁻¹ L⁻¹ + (I - L') Z on the entries of L, from the last column back.
  result.inverse_.assign(at(entries), 0.0);
  std::vector<double> own(at(n), 0.0), sum(at(n), 0.0);
  for (std::int64_t j = n; j-- > 0;) {
    const std::int64_t first = result.start_[at(j)], last = result.start_[at(j) + 1];
    for (std::int64_t e = first; e < last; ++e) own[at(result.row_[at(e)])] = factor[at(e)];
    for (std::int64_t e = first; e < last; ++e) {
      const std::int32_t k = result.row_[at(e)];
      double here = factor[at(e)] * result.diagonal_[at(k)];
      for (std::int64_t f = result.start_[at(k)]; f < result.start_[at(k) + 1]; ++f) {
        const std::int32_t r = result.row_[at(f)];
        here += own[at(r)] * result.inverse_[at(f)];
        sum[at(r)] += factor[at(e)] * result.inverse_[at(f)];  // of rows that column j lacks: never read
      }
      sum[at(k)] += here;
    }
    double diagonal = 1.0 / result.diagonal_[at(j)];
    for (std::int64_t e = first; e < last; ++e) {
      const std::int32_t k = result.row_[at(e)];
      result.inverse_[at(e)] = -sum[at(k)];
      diagonal += factor[at(e)] * sum[at(k)];
    }
    for (std::int64_t e = first; e < last; ++e) {
      const std::int32_t k = result.row_[at(e)];
      own[at(k)] = sum[at(k)] = 0.0;
      for (std::int64_t f = result.start_[at(k)]; f < result.start_[at(k) + 1]; ++f) sum[at(result.row_[at(f)])] = 0.0;
    }
    result.diagonal_[at(j)] = diagonal;  // of the inverse from here on: later columns need that of L D L' no more
  }
  return result;
}

double SelectedInverse::entry(std::int64_t i, std::int64_t j) const noexcept {
  const std::int32_t a = place_[at(i)], b = place_[at(j)];
  if (a == b) return diagonal_[at(a)];
  const auto first = row_.begin() + start_[at(std::min(a, b))], last = row_.begin() + start_[at(std::min(a, b)) + 1];
  const auto found = std::lower_bound(first, last, std::max(a, b));
  return found != last && *found == std::max(a, b) ? inverse_[at(found - row_.begin())] : 0.0;
}

}  // namespace mainstay::inline v1::solve
