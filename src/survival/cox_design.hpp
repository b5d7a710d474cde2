// The columns of x as terms of a Cox model: layout, and blocks of rows as the kernels want them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/cox.hpp"
#include "solve/gram.hpp"

namespace mainstay::inline v1::survival {

/// Terms in the order of the columns; a categorical column has one for each level but the reference.
std::vector<std::string> term_names(const std::vector<CoxColumn>& columns);
std::int64_t term_count(const std::vector<CoxColumn>& columns);

/// What one table knows about its columns: the names and levels that occur in rows with positive weight.
std::vector<CoxColumn> columns_of(const Table& x, const Column& weights);

/// Terms of a fit that solves for all at once: its information is a dense matrix, which takes 200 MB for so many, and minutes a step.
inline constexpr std::int64_t most_dense_terms = 5000;

/// Chooses the reference levels. Refuses references that name no column or no level, and more terms than `most`, naming the column of most levels.
void choose_references(std::string_view analysis, std::vector<CoxColumn>& columns, const std::vector<CoxReference>& references, std::int64_t most = most_dense_terms);

/// A table seen through the columns of a fit: gives blocks of terms, shifted, without ever copying all of x.
class CoxDesign {
 public:
  /// Matches columns by name. Refuses a missing column (naming those there are), text where numbers belong and the reverse;
  /// unseen levels are refused when their row is read, unless `weights` leave the row out: then it counts as the reference.
  CoxDesign(std::string_view analysis, const Table& x, const std::vector<CoxColumn>& columns, const Column& weights = {});

  std::int64_t rows() const noexcept { return rows_; }
  std::int64_t terms() const noexcept { return terms_; }
  /// Numbers in a row of a block: the terms, a constant 1, zeros up to a multiple of 8.
  std::int64_t width() const noexcept { return width_; }
  /// How many doubles x would fill as it is given: its room in memory.
  std::int64_t numbers() const noexcept { return numbers_; }
  static constexpr std::int64_t most_block_rows = 512;
  /// Rows of a block that stays in the first-level cache.
  std::int64_t block_rows() const noexcept { return block_rows_; }

  /// One thread's room for a block, aligned for vectors.
  struct Block {
    explicit Block(const CoxDesign& design);
    Block(const Block&) = delete;
    std::vector<double> memory;  ///< what the pointers point into
    double* rows;                ///< (block_rows, width)
    double* scratch;             ///< block_rows numbers
    double* eta;                 ///< block_rows numbers
    double* values;              ///< block_rows numbers
    std::vector<std::int64_t> codes;
    solve::Soon soon;  ///< memory of the rows after these, where x is dense
  };

  /// work(block, first, count) for each block, or the first of every so many, of the rows of `span`, with room for one block.
  template <class Work>
  void blocks(const Span& span, const Work& work, std::int64_t every = 1) const {
    Block block(*this);
    for (std::int64_t first = span.first; first < span.last; first += every * block_rows_)
      work(block, first, span.last - first < block_rows_ ? span.last - first : block_rows_);
  }
  /// block.rows = terms of rows [first, first + count) minus `shift`; with `beta`, block.eta = their product with beta.
  /// Memory of the rows that follow is asked for, or with `soon` named in block.soon for somebody who computes meanwhile.
  void read(std::int64_t first, std::int64_t count, const double* shift, const double* beta, Block& block, bool soon = false) const;
  /// The same for rows in any order.
  void gather(const std::int64_t* rows, std::int64_t count, const double* shift, Block& block) const;
  /// The mean of some rows: near enough to centre x with.
  std::vector<double> rough_means() const;

 private:
  void list_lines();
  struct Source {
    const Column* column;
    const std::string* name;
    std::int64_t first_term, term_count;
    std::vector<std::int32_t> term_of_code;  // of a categorical column: -1 the reference, -2 unseen
  };
  /// Refuses a code that is no level of the fit, where the row counts.
  void unseen(const Source& source, std::int64_t row, std::int64_t code) const;
  void put_codes(const Source& source, const std::int64_t* codes, std::int64_t count, const std::int64_t* rows, std::int64_t first,
                 const double* shift, double* out) const;

  std::string_view analysis_;
  const std::vector<CoxColumn>& columns_;
  Column weights_;
  std::vector<Source> sources_;
  std::int64_t rows_ = 0, terms_ = 0, width_ = 0, block_rows_ = 0, numbers_ = 0;
  const double* row_major_ = nullptr;     // all numeric, one dense matrix by rows
  std::int64_t row_stride_ = 0;
  bool column_major_ = false;  // all numeric, each column contiguous doubles
  std::vector<std::uintptr_t> lines_;  // of a block's memory in a dense x, from row 0
  std::uintptr_t row_bytes_ = 0;       // between the lines of one row and the next
};

/// The stratum of each new row among those of a fit (one without a name: the fit has none); refuses what does not fit together.
std::vector<std::int64_t> strata_of(std::string_view key, const std::vector<std::string>& fitted, const Column& strata, std::int64_t rows);

}  // namespace mainstay::inline v1::survival
