#include "survival/cox_design.hpp"

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
std::int64_t bytes_of(ColumnType type) {
  switch (type) {
    case ColumnType::float64:
    case ColumnType::int64:
    case ColumnType::uint64: return 8;
    case ColumnType::float32:
    case ColumnType::int32:
    case ColumnType::uint32: return 4;
    case ColumnType::int16:
    case ColumnType::uint16: return 2;
    default: return 1;
  }
}

constexpr std::int64_t doubles_apart = 8;  // 64 bytes: where a vector may start

}  // namespace

std::int64_t term_count(const std::vector<CoxColumn>& columns) {
  std::int64_t count = 0;
  for (const CoxColumn& column : columns)
    count += column.categorical ? std::max<std::int64_t>(0, static_cast<std::int64_t>(column.levels.size()) - 1) : 1;
  return count;
}

std::vector<std::string> term_names(const std::vector<CoxColumn>& columns) {
  std::vector<std::string> names;
  for (const CoxColumn& column : columns) {
    if (!column.categorical) names.push_back(column.name);
    for (const std::string& level : column.levels)
      if (level != column.reference) names.push_back(column.name + "=" + level);
  }
  return names;
}

std::vector<CoxColumn> columns_of(const Table& x, const Column& weights) {
  std::vector<CoxColumn> columns;
  constexpr std::int64_t block = 4096;
  std::vector<std::int64_t> scratch(block);
  std::vector<double> weight_scratch(block);
  for (std::size_t j = 0; j < x.columns.size(); ++j) {
    const Column& column = x.columns[j];
    CoxColumn& known = columns.emplace_back();
    known.name = x.names[j];
    known.categorical = column.categorical;
    if (!column.categorical) continue;
    const std::vector<std::int32_t> places = data::first_places(column.levels);
    std::vector<std::uint8_t> occurs(column.levels.size(), 0);
    for (std::int64_t first = 0; first < column.size; first += block) {
      const std::int64_t count = std::min(block, column.size - first);
      const std::int64_t* codes = read_integers(column, first, count, scratch.data());
      const double* weight = weights.given() ? read_numbers(weights, first, count, weight_scratch.data()) : nullptr;
      for (std::int64_t i = 0; i < count; ++i)
        if (weight == nullptr || weight[i] > 0.0) occurs[places[codes[i]]] = 1;
    }
    for (std::size_t level = 0; level < occurs.size(); ++level)
      if (occurs[level]) known.levels.emplace_back(column.levels[level]);
  }
  return columns;
}

void choose_references(std::string_view analysis, std::vector<CoxColumn>& columns, const std::vector<CoxReference>& references, std::int64_t most) {
  if (term_count(columns) > most) {
    const auto largest = std::max_element(columns.begin(), columns.end(), [](const CoxColumn& a, const CoxColumn& b) { return a.levels.size() < b.levels.size(); });
    const std::string limit = std::to_string(most) + " at most";
    if (static_cast<std::int64_t>(largest->levels.size()) > most / 2)
      refuse(analysis, "x." + largest->name, std::to_string(largest->levels.size()) + " levels", "fewer: all terms of x together may be " + limit);
    refuse(analysis, "x", std::to_string(term_count(columns)) + " terms", limit);
  }
  for (CoxColumn& column : columns)
    if (column.categorical && !column.levels.empty()) column.reference = column.levels.front();
  for (std::size_t i = 0; i < references.size(); ++i) {
    const CoxReference& wanted = references[i];
    const std::string path = "references[" + std::to_string(i) + "]";
    std::vector<std::string> names;
    CoxColumn* found = nullptr;
    for (CoxColumn& column : columns) {
      if (column.categorical) names.push_back(column.name);
      if (column.categorical && column.name == wanted.column) found = &column;
    }
    if (found == nullptr)
      throw Error(ErrorCode::unknown_name, analysis, path + ".column", -1, wanted.column,
                  names.empty() ? "a categorical column; x has none" : "one of the categorical columns " + list_of(names));
    if (std::find(found->levels.begin(), found->levels.end(), wanted.level) == found->levels.end())
      throw Error(ErrorCode::unknown_name, analysis, path + ".level", -1, wanted.level, "one of the levels " + list_of(found->levels));
    found->reference = wanted.level;
  }
}

CoxDesign::CoxDesign(std::string_view analysis, const Table& x, const std::vector<CoxColumn>& columns, const Column& weights)
    : analysis_(analysis), columns_(columns), weights_(weights), terms_(term_count(columns)) {
  rows_ = x.columns.empty() ? x.rows : x.columns.front().size;
  width_ = solve::gram_width(terms_ + 1);
  block_rows_ = std::clamp<std::int64_t>(1536 / width_ / 16 * 16, 16, most_block_rows);
  std::int64_t term = 0;
  column_major_ = true;
  for (const CoxColumn& known : columns) {
    const auto place = std::find(x.names.begin(), x.names.end(), known.name);
    const std::string path = "x." + known.name;
    if (place == x.names.end())
      throw Error(ErrorCode::unknown_name, analysis, path, -1, "missing", "a column; x has " + list_of(x.names));
    const Column& column = x.columns[static_cast<std::size_t>(place - x.names.begin())];
    if (column.categorical != known.categorical && rows_ > 0)  // a column without rows has no type yet
      throw Error(ErrorCode::wrong_type, analysis, path, -1, column.categorical ? "text" : "numbers", known.categorical ? "text" : "numbers");
    Source source{&column, &known.name, term, known.categorical ? std::max<std::int64_t>(0, static_cast<std::int64_t>(known.levels.size()) - 1) : 1, {}};
    if (known.categorical) {
      std::unordered_map<std::string_view, std::int32_t> term_of;
      std::int32_t next = 0;
      for (const std::string& level : known.levels) term_of.emplace(level, level == known.reference ? -1 : next++);
      for (const std::string_view level : column.levels) {
        const auto found = term_of.find(level);
        source.term_of_code.push_back(found == term_of.end() ? -2 : found->second);
      }
    }
    term += source.term_count;
    numbers_ += rows_ * bytes_of(column.type) / static_cast<std::int64_t>(sizeof(double));
    column_major_ = column_major_ && !known.categorical && column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr;
    sources_.push_back(std::move(source));
  }
  // Columns of one dense matrix by rows: a row is one run of memory.
  bool dense = !sources_.empty() && terms_ == static_cast<std::int64_t>(sources_.size());
  for (std::size_t j = 0; dense && j < sources_.size(); ++j) {
    const Column& column = *sources_[j].column;
    const Column& front = *sources_.front().column;
    dense = !column.categorical && column.type == ColumnType::float64 && column.validity == nullptr && column.stride == front.stride &&
            column.stride >= static_cast<std::int64_t>(sources_.size()) &&
            static_cast<const double*>(column.data) == static_cast<const double*>(front.data) + j;
  }
  if (dense && terms_ > 1) {
    row_major_ = static_cast<const double*>(sources_.front().column->data);
    row_stride_ = sources_.front().column->stride;
  }
  list_lines();
}

CoxDesign::Block::Block(const CoxDesign& design) : codes(static_cast<std::size_t>(design.block_rows_)) {
  const auto whole = [](std::int64_t count) { return (count + doubles_apart - 1) / doubles_apart * doubles_apart; };
  const std::int64_t row_doubles = whole(design.block_rows_ * design.width_), others = whole(design.block_rows_);
  memory.resize(static_cast<std::size_t>(row_doubles + 3 * others + doubles_apart));
  void* start = memory.data();
  std::size_t room = memory.size() * sizeof(double);
  rows = static_cast<double*>(std::align(doubles_apart * sizeof(double), sizeof(double), start, room));
  scratch = rows + row_doubles;
  eta = scratch + others;
  values = eta + others;
  for (std::int64_t i = 0; i < design.block_rows_; ++i) rows[i * design.width_ + design.terms_] = 1.0;
}

void CoxDesign::unseen(const Source& source, std::int64_t row, std::int64_t code) const {
  if (weights_.given() && number_at(weights_, row) == 0.0) return;
  const CoxColumn& known = columns_[static_cast<std::size_t>(&source - sources_.data())];
  const auto& levels = source.column->levels;
  throw Error(ErrorCode::unknown_name, analysis_, "x." + *source.name, row,
              code >= 0 && code < static_cast<std::int64_t>(levels.size()) ? std::string(levels[code]) : std::to_string(code),
              "one of the levels " + list_of(known.levels));
}

void CoxDesign::put_codes(const Source& source, const std::int64_t* codes, std::int64_t count, const std::int64_t* rows,
                          std::int64_t first, const double* shift, double* out) const {
  const auto known = static_cast<std::int64_t>(source.term_of_code.size());
  for (std::int64_t i = 0; i < count; ++i) {
    double* row = out + i * width_ + source.first_term;
    for (std::int64_t j = 0; j < source.term_count; ++j) row[j] = -shift[source.first_term + j];
    const std::int64_t code = codes[i];
    const std::int32_t term = code >= 0 && code < known ? source.term_of_code[code] : -2;
    if (term == -2) unseen(source, rows != nullptr ? rows[i] : first + i, code);
    if (term >= 0) row[term] += 1.0;
  }
}

void CoxDesign::list_lines() {
  constexpr std::int64_t line = 64;
  const auto add = [this](const double* from, std::int64_t numbers) {
    for (std::int64_t byte = 0; byte < numbers * 8; byte += line) lines_.push_back(reinterpret_cast<std::uintptr_t>(from) + byte);
  };
  if (row_major_ != nullptr) {
    row_bytes_ = static_cast<std::uintptr_t>(row_stride_) * sizeof(double);
    if (row_stride_ < 2 * terms_) return add(row_major_, block_rows_ * row_stride_);
    for (std::int64_t i = 0; i < block_rows_; ++i) add(row_major_ + i * row_stride_, terms_);
  } else if (column_major_) {
    row_bytes_ = sizeof(double);
    for (const Source& source : sources_) add(static_cast<const double*>(source.column->data), block_rows_);
  }
}

void CoxDesign::read(std::int64_t first, std::int64_t count, const double* shift, const double* beta, Block& block, bool soon) const {
  block.soon = {lines_.data(), soon ? static_cast<std::int64_t>(lines_.size()) : 0, static_cast<std::uintptr_t>(first + count) * row_bytes_};
  if (row_major_ != nullptr) {
    pack_rows(row_major_ + first * row_stride_, row_stride_, count, terms_, width_, shift, beta, !soon, block.rows, block.eta);
    return;
  }
  if (column_major_) {
    const double* columns[8];
    for (std::int64_t i = 0; beta != nullptr && i < count; ++i) block.eta[i] = 0.0;
    for (std::int64_t j = 0; j < terms_; j += 8) {
      const std::int64_t some = std::min<std::int64_t>(8, terms_ - j);
      for (std::int64_t v = 0; v < some; ++v) columns[v] = static_cast<const double*>(sources_[j + v].column->data) + first;
      pack_columns(columns, some, count, width_, shift + j, beta == nullptr ? nullptr : beta + j, true, !soon, block.rows + j, block.eta);
    }
    return;
  }
  for (const Source& source : sources_) {
    if (source.term_of_code.empty() && !source.column->categorical) {
      const double* values = read_numbers(*source.column, first, count, block.scratch);
      pack_columns(&values, 1, count, width_, shift + source.first_term, nullptr, false, true, block.rows + source.first_term, nullptr);
    } else if (source.term_count > 0 || rows_ > 0) {
      put_codes(source, read_integers(*source.column, first, count, block.codes.data(), -1), count, nullptr, first, shift, block.rows);
    }
  }
  if (beta != nullptr) multiply_rows(block.rows, count, terms_, width_, beta, block.eta);
}

void CoxDesign::gather(const std::int64_t* rows, std::int64_t count, const double* shift, Block& block) const {
  for (const Source& source : sources_) {
    const Column& column = *source.column;
    double* out = block.rows + source.first_term;
    if (!column.categorical) {
      const double minus = shift[source.first_term];
      if (column.type == ColumnType::float64 && column.validity == nullptr) {
        const double* values = static_cast<const double*>(column.data);
        constexpr std::int64_t ahead = 32;  // rows lie anywhere: memory is asked for early
        for (std::int64_t i = 0; i < count; ++i) {
          if (i + ahead < count) __builtin_prefetch(values + rows[i + ahead] * column.stride);
          out[i * width_] = values[rows[i] * column.stride] - minus;
        }
      } else {
        for (std::int64_t i = 0; i < count; ++i) out[i * width_] = number_at(column, rows[i]) - minus;
      }
    } else {
      for (std::int64_t i = 0; i < count; ++i) block.codes[i] = static_cast<std::int64_t>(number_at(column, rows[i]));
      put_codes(source, block.codes.data(), count, rows, 0, shift, block.rows);
    }
  }
}

std::vector<double> CoxDesign::rough_means() const {
  std::vector<double> means(terms_, 0.0), zero(terms_, 0.0);
  if (rows_ == 0) return means;
  const std::int64_t wanted = std::min<std::int64_t>(rows_, 8 * block_rows_);
  std::vector<std::int64_t> some(wanted);
  for (std::int64_t i = 0; i < wanted; ++i) some[i] = span_of(rows_, wanted, i).first;
  Block block(*this);
  for (std::int64_t first = 0; first < wanted; first += block_rows_) {
    const std::int64_t count = std::min(block_rows_, wanted - first);
    gather(some.data() + first, count, zero.data(), block);
    for (std::int64_t i = 0; i < count; ++i)
      for (std::int64_t j = 0; j < terms_; ++j) means[j] += block.rows[i * width_ + j] / static_cast<double>(wanted);
  }
  return means;
}

std::vector<std::int64_t> strata_of(std::string_view key, const std::vector<std::string>& fitted, const Column& strata, std::int64_t rows) {
  const bool stratified = !(fitted.size() == 1 && fitted.front().empty());
  if (!strata.given()) {
    if (fitted.size() > 1)
      throw Error(ErrorCode::invalid_argument, key, "strata", -1, "missing", "a column: the fit has " + std::to_string(fitted.size()) + " strata");
    return std::vector<std::int64_t>(rows, 0);
  }
  if (!stratified) throw Error(ErrorCode::invalid_argument, key, "strata", -1, "given", "left out: the fit has no strata");
  const data::Groups groups = data::encode_groups(key, "strata", strata);
  std::unordered_map<std::string_view, std::int64_t> known;
  for (std::size_t s = 0; s < fitted.size(); ++s) known.emplace(fitted[s], static_cast<std::int64_t>(s));
  std::vector<std::int64_t> place(groups.count), result(rows);
  for (std::int64_t g = 0; g < groups.count; ++g) {
    const std::string name = groups.name(g);
    const auto found = known.find(name);
    if (found == known.end()) {
      const auto row = std::find(groups.codes.begin(), groups.codes.end(), static_cast<std::int32_t>(g)) - groups.codes.begin();
      throw Error(ErrorCode::unknown_name, key, "strata", row, name, "one of the fit's strata " + list_of(fitted));
    }
    place[g] = found->second;
  }
  for (std::int64_t i = 0; i < rows; ++i) result[i] = place[groups.codes[i]];
  return result;
}

}  // namespace mainstay::inline v1::survival
