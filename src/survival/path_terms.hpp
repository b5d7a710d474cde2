// The terms of a penalised path: columns of numbers where they lie, categories and sparse columns as lists of rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/path.hpp"

namespace mainstay::inline v1::survival {

/// Rows in which a term is not 0.
struct TermRows {
  const std::int32_t* rows = nullptr;
  const double* values = nullptr;  ///< null: ones
  std::int64_t count = 0;
};

/// Cells of a sparse table by attribute.
struct PathCells {
  std::vector<std::string> names;     ///< attributes in rising order
  std::vector<std::int64_t> start{0};
  std::vector<std::int32_t> rows;     ///< of each attribute
  std::vector<double> values;         ///< empty: ones
};
/// Refuses cells that are incomplete, outside of `row_count` rows, or given twice.
PathCells cells_of(std::string_view analysis, const Column& row, const Column& column, const Column& value, std::int64_t row_count);

/// Mean and standard deviation of each term; 0 for a constant. deviation is what terms are divided by, spread what it is then.
struct TermMoments {
  std::vector<double> mean, deviation, spread;
  /// Terms as they are.
  void do_not_divide() {
    for (std::size_t j = 0; j < deviation.size(); ++j)
      if (deviation[j] > 0.0) {
        spread[j] = deviation[j];
        deviation[j] = 1.0;
      }
  }
};

class PathTerms {
 public:
  /// x must outlive it. Terms stand in the order of term_names(columns), then the cells'.
  PathTerms(std::string_view analysis, const PathInput& input, const std::vector<CoxColumn>& columns, PathCells cells);

  std::int64_t rows() const noexcept { return rows_; }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(terms_.size()); }
  bool sparse(std::int64_t term) const noexcept { return terms_[term].column == nullptr; }
  TermRows list(std::int64_t term) const noexcept;
  /// Place of the column among those of x and the sparse ones.
  std::int64_t column_of(std::int64_t term) const noexcept { return terms_[term].place; }

  /// By weights of all rows; rows with weight 0 do not count.
  TermMoments moments(Team& team, const std::vector<double>& weights) const;
  /// out[term] = sum over rows of (x - mean) / deviation · values for the terms in `wanted`, which rise; a list of rows is not centred, as its
  /// values add up to 0. Others may be written, too.
  void multiply(Team& team, const std::vector<double>& values, const std::vector<std::int64_t>& wanted, const TermMoments& moments,
                std::vector<double>& out) const;
  /// out[i] = (x[order[i]] - mean) · factor, of a term that is not sparse.
  void gather(std::int64_t term, const std::vector<std::int32_t>& order, double mean, double factor, double* out) const;

 private:
  struct Term {
    const Column* column;  // null: a list
    std::int64_t list, place;
  };
  void add_up(Team& team, const double* values, const std::vector<std::int64_t>& wanted, const std::vector<double>& centre, bool squared,
              std::vector<double>& out) const;

  std::int64_t rows_ = 0;
  std::vector<Term> terms_;
  std::vector<std::int64_t> start_{0};  // per list
  std::vector<std::int32_t> list_rows_;
  std::vector<double> list_values_;  // of the sparse columns, which are the last lists
  std::int64_t first_value_ = 0;     // place in list_rows_ from which there are values
  const double* row_major_ = nullptr;  // all columns of x as one dense matrix by rows
  std::int64_t row_stride_ = 0, row_columns_ = 0;
};

}  // namespace mainstay::inline v1::survival
