#include "survival/path_terms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/cox_part.hpp"
#include "survival/path_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr std::int64_t block = 2048;  // rows

// Rows of every level but the reference, level by level, after those that are there.
void list_levels(const Column& column, const CoxColumn& known, std::vector<std::int64_t>& start, std::vector<std::int32_t>& rows) {
  std::unordered_map<std::string_view, std::int32_t> term_of;
  std::int32_t terms = 0;
  for (const std::string& level : known.levels)
    if (level != known.reference) term_of.emplace(level, terms++);
  std::vector<std::int32_t> term_of_code;
  for (const std::string_view level : column.levels) {
    const auto found = term_of.find(level);
    term_of_code.push_back(found == term_of.end() ? -1 : found->second);
  }
  std::vector<std::int64_t> next(terms + 1, 0), codes(block);
  const auto each = [&](const auto& work) {
    for (std::int64_t first = 0; first < column.size; first += block) {
      const std::int64_t count = std::min(block, column.size - first);
      const std::int64_t* code = read_integers(column, first, count, codes.data());
      for (std::int64_t i = 0; i < count; ++i)
        if (const std::int32_t term = term_of_code[code[i]]; term >= 0) work(term, first + i);
    }
  };
  each([&](std::int32_t term, std::int64_t) { ++next[term + 1]; });
  const auto from = static_cast<std::int64_t>(rows.size());
  next[0] = from;
  for (std::int32_t term = 0; term < terms; ++term) {
    next[term + 1] += next[term];
    start.push_back(next[term + 1]);
  }
  rows.resize(static_cast<std::size_t>(next[terms]));
  each([&](std::int32_t term, std::int64_t row) { rows[next[term]++] = static_cast<std::int32_t>(row); });
}
}  // namespace

PathCells cells_of(std::string_view analysis, const Column& row, const Column& column, const Column& value, std::int64_t row_count) {
  PathCells cells;
  if (row.given() != column.given())
    throw Error(ErrorCode::invalid_argument, analysis, row.given() ? "cell_column" : "cell_row", -1, "missing", std::string("given with ") + (row.given() ? "cell_row" : "cell_column"));
  if (!row.given()) {
    if (value.given()) throw Error(ErrorCode::invalid_argument, analysis, "cell_row", -1, "missing", "given with cell_value");
    return cells;
  }
  const data::Groups columns = data::encode_groups(analysis, "cell_column", column);
  cells.names = columns.names();
  std::vector<std::int64_t> next(columns.count + 1, 0), order(row.size), one(1);
  for (const std::int32_t code : columns.codes) ++next[code + 1];
  for (std::int64_t c = 0; c < columns.count; ++c) {
    next[c + 1] += next[c];
    cells.start.push_back(next[c + 1]);
  }
  for (std::int64_t i = 0; i < row.size; ++i) order[next[columns.codes[i]]++] = i;
  cells.rows.resize(order.size());
  if (value.given()) cells.values.resize(order.size());
  std::vector<std::int32_t> last(row_count, -1);  // the attribute in which a row was met last
  for (std::int64_t c = 0; c < columns.count; ++c)
    for (std::int64_t at = cells.start[c]; at < cells.start[c + 1]; ++at) {
      const std::int64_t i = order[at], where = *read_integers(row, i, 1, one.data());
      if (where >= row_count) refuse(analysis, "cell_row", i, static_cast<double>(where), "below the number of rows, " + std::to_string(row_count));
      if (last[where] == c) throw Error(ErrorCode::invalid_argument, analysis, "cell_row", i, std::to_string(where), "given once for " + cells.names[c]);
      last[where] = static_cast<std::int32_t>(c);
      cells.rows[at] = static_cast<std::int32_t>(where);
      if (value.given()) cells.values[at] = number_at(value, i);
    }
  return cells;
}

PathTerms::PathTerms(std::string_view analysis, const PathInput& input, const std::vector<CoxColumn>& columns, PathCells cells) {
  rows_ = input.duration.size;
  if (rows_ > std::numeric_limits<std::int32_t>::max()) refuse(analysis, "duration", std::to_string(rows_) + " rows", "fewer than 2^31");
  const auto count = static_cast<std::int64_t>(input.x.columns.size());
  bool dense = count > 1;
  for (std::int64_t c = 0; c < count; ++c) {
    const Column& column = input.x.columns[c];
    const Column& front = input.x.columns.front();
    dense = dense && !column.categorical && column.type == ColumnType::float64 && column.validity == nullptr && column.stride == front.stride &&
            column.stride >= count && static_cast<const double*>(column.data) == static_cast<const double*>(front.data) + c;
    if (!column.categorical) {
      terms_.push_back({&column, -1, c});
      continue;
    }
    const auto before = static_cast<std::int64_t>(start_.size());
    list_levels(column, columns[c], start_, list_rows_);
    for (std::int64_t list = before; list < static_cast<std::int64_t>(start_.size()); ++list) terms_.push_back({nullptr, list - 1, c});
  }
  if (dense) {
    row_major_ = static_cast<const double*>(input.x.columns.front().data);
    row_stride_ = input.x.columns.front().stride;
    row_columns_ = count;
  }
  first_value_ = static_cast<std::int64_t>(list_rows_.size());
  list_rows_.insert(list_rows_.end(), cells.rows.begin(), cells.rows.end());
  list_values_ = std::move(cells.values);
  for (std::size_t c = 0; c < cells.names.size(); ++c) {
    terms_.push_back({nullptr, static_cast<std::int64_t>(start_.size()) - 1, count + static_cast<std::int64_t>(c)});
    start_.push_back(first_value_ + cells.start[c + 1]);
  }
}

TermRows PathTerms::list(std::int64_t term) const noexcept {
  const std::int64_t at = terms_[term].list, first = start_[at];
  return {list_rows_.data() + first, first >= first_value_ && !list_values_.empty() ? list_values_.data() + (first - first_value_) : nullptr, start_[at + 1] - first};
}

void PathTerms::add_up(Team& team, const double* values, const std::vector<std::int64_t>& wanted, const std::vector<double>& centre, bool squared,
                       std::vector<double>& out) const {
  std::vector<std::int64_t> dense, lists;
  for (const std::int64_t term : wanted) (sparse(term) ? lists : dense).push_back(term);
  const auto some = static_cast<std::int64_t>(dense.size());
  if (row_major_ != nullptr && 4 * some >= row_columns_) {
    const std::int64_t chunks = row_chunks(rows_);
    std::vector<std::vector<double>> parts(chunks);
    team.run(chunks, [&](std::int64_t chunk) {
      parts[chunk].assign(row_columns_, 0.0);
      const Span span = span_of(rows_, chunks, chunk);
      multiply_rows_centred(row_major_ + span.first * row_stride_, row_stride_, row_columns_, centre.data(), values + span.first, span.last - span.first, squared,
                            parts[chunk].data());
    });
    for (const std::int64_t term : dense) {
      out[term] = 0.0;
      for (const std::vector<double>& part : parts) out[term] += part[term];
    }
  } else if (some > 0) {
    const std::int64_t chunks = row_chunks(rows_);
    std::vector<std::vector<double>> parts(chunks);
    team.run(chunks, [&](std::int64_t chunk) {
      parts[chunk].assign(some, 0.0);
      std::vector<double> scratch(block);
      const Span span = span_of(rows_, chunks, chunk);
      for (std::int64_t first = span.first; first < span.last; first += block) {
        const std::int64_t rows = std::min(block, span.last - first);
        for (std::int64_t v = 0; v < some; ++v)
          parts[chunk][v] += multiply_centred(read_numbers(*terms_[dense[v]].column, first, rows, scratch.data()), centre[dense[v]], values + first, rows, squared);
      }
    });
    for (std::int64_t v = 0; v < some; ++v) {
      out[dense[v]] = 0.0;
      for (const std::vector<double>& part : parts) out[dense[v]] += part[v];
    }
  }
  const auto listed = static_cast<std::int64_t>(lists.size());
  if (listed == 0) return;
  const std::int64_t chunks = std::clamp<std::int64_t>(listed / 4, 1, 64);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(listed, chunks, chunk);
    for (std::int64_t v = span.first; v < span.last; ++v) {
      const TermRows rows = list(lists[v]);
      double sum = 0.0;
      for (std::int64_t i = 0; i < rows.count; ++i) {
        const double x = rows.values != nullptr ? rows.values[i] : 1.0;
        sum += values[rows.rows[i]] * (squared ? x * x : x);
      }
      out[lists[v]] = sum;
    }
  });
}

TermMoments PathTerms::moments(Team& team, const std::vector<double>& weights) const {
  const std::int64_t terms = size();
  TermMoments result{std::vector<double>(terms, 0.0), std::vector<double>(terms, 0.0), std::vector<double>(terms, 1.0)};
  std::int64_t first = 0;
  double total = 0.0;
  while (first < rows_ && weights[first] == 0.0) ++first;
  for (std::int64_t i = first; i < rows_; ++i) total += weights[i];
  if (first == rows_) return result;
  std::vector<std::int64_t> all(terms);
  std::vector<double> sum(terms), centre(terms, 0.0);
  for (std::int64_t j = 0; j < terms; ++j) {
    all[j] = j;
    if (!sparse(j)) centre[j] = number_at(*terms_[j].column, first);  // so that a constant has no deviation at all
  }
  add_up(team, weights.data(), all, centre, false, sum);
  for (std::int64_t j = 0; j < terms; ++j) result.mean[j] = centre[j] + sum[j] / total;
  add_up(team, weights.data(), all, result.mean, true, sum);
  for (std::int64_t j = 0; j < terms; ++j) {
    double squares = sum[j];
    if (sparse(j)) {
      const TermRows rows = list(j);
      const double mean = result.mean[j];
      double there = 0.0, lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
      squares = 0.0;
      for (std::int64_t i = 0; i < rows.count; ++i) {
        const double w = weights[rows.rows[i]], x = rows.values != nullptr ? rows.values[i] : 1.0;
        if (w == 0.0) continue;
        there += w;
        squares += w * (x - mean) * (x - mean);
        lowest = std::min(lowest, x);
        highest = std::max(highest, x);
      }
      const double rest = total - there;
      if (rest > 1e-12 * total) squares += rest * mean * mean;
      else if (lowest == highest) squares = 0.0;
    }
    result.deviation[j] = std::sqrt(squares / total);
  }
  return result;
}

void PathTerms::multiply(Team& team, const std::vector<double>& values, const std::vector<std::int64_t>& wanted, const TermMoments& moments,
                         std::vector<double>& out) const {
  add_up(team, values.data(), wanted, moments.mean, false, out);
  for (const std::int64_t term : wanted) out[term] = moments.deviation[term] > 0.0 ? out[term] / moments.deviation[term] : 0.0;
}

void PathTerms::gather(std::int64_t term, const std::vector<std::int32_t>& order, double mean, double factor, double* out) const {
  const Column& column = *terms_[term].column;
  const auto rows = static_cast<std::int64_t>(order.size());
  if (column.type == ColumnType::float64 && column.validity == nullptr) {
    const double* values = static_cast<const double*>(column.data);
    constexpr std::int64_t ahead = 32;
    for (std::int64_t i = 0; i < rows; ++i) {
      if (i + ahead < rows) __builtin_prefetch(values + order[i + ahead] * column.stride);
      out[i] = (values[order[i] * column.stride] - mean) * factor;
    }
    return;
  }
  for (std::int64_t i = 0; i < rows; ++i) out[i] = (number_at(column, order[i]) - mean) * factor;
}

}  // namespace mainstay::inline v1::survival
