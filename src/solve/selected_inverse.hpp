// Entries of the inverse of a sparse symmetric matrix, without the others.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace mainstay::inline v1::solve {

/// The lower triangle of a symmetric matrix, column by column; rows of a column rise and begin with its diagonal.
struct SparseLower {
  std::vector<std::int64_t> start{0};
  std::vector<std::int32_t> row{};
  std::vector<double> value{};
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(start.size()) - 1; }
};

/// What the inverse of a positive definite matrix has where the matrix has something: factored with few new entries (minimum degree), then the inverse backwards
/// over the factor's entries (Takahashi, Fagan & Chin 1973). Deterministic.
class SelectedInverse {
 public:
  /// Nothing where the factor would have more than `most` entries or the work be out of all proportion (100 products an allowed entry), or where the matrix is not positive definite.
  static std::optional<SelectedInverse> of(const SparseLower& matrix, std::int64_t most);
  /// The inverse at (i, j), where the matrix has an entry or could have one by the factor; 0 elsewhere.
  double entry(std::int64_t i, std::int64_t j) const noexcept;

 private:
  std::vector<std::int32_t> place_;   // of each row in the order of elimination
  std::vector<std::int64_t> start_;   // columns of the factor below the diagonal
  std::vector<std::int32_t> row_;
  std::vector<double> inverse_, diagonal_;
};

}  // namespace mainstay::inline v1::solve
