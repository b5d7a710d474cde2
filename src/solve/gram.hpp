// Weighted Gram matrices of blocks of rows, X' diag(c) X, at the rate of the machine's vector units.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::solve {

/// Rows of blocks are padded to whole vectors of 8 numbers.
constexpr std::int64_t gram_width(std::int64_t columns) noexcept { return (columns + 7) / 8 * 8; }

/// gram += rows' diag(weights) rows for one block of rows, which best fits the first-level cache.
/// rows: (count, width) row-major, aligned to 64 bytes, width a multiple of 8; gram: (width, width) row-major, aligned.
/// Only the part of `gram` on and above the diagonal blocks of 8 is meant to be read.
/// The order of summation is fixed on one machine. count·width·(width + 8)/2 multiply-adds.
/// soon: memory that will be read next, and that comes while this computes.
struct Soon {
  const std::uintptr_t* lines = nullptr;  ///< addresses, less `from`
  std::int64_t count = 0;
  std::uintptr_t from = 0;
};
/// used: only the products of so many first columns are wanted; others may stay as they are.
void add_weighted_gram(const double* rows, const double* weights, std::int64_t count, std::int64_t width, double* gram,
                       const Soon& soon = {}, std::int64_t used = INT64_MAX);

}  // namespace mainstay::inline v1::solve
