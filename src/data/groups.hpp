// Group labels (people, strata, clusters, breakdowns) as dense whole numbers, whatever form they came in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

/// The distinct labels of a column and, for every row, which one it carries. Labels are in rising order (whole numbers by
/// value, text by bytes), only those that occur, each once; so equal data give equal codes however a dictionary was laid out.
/// Text labels are views on the column's levels and live as long as they do.
struct Groups {
  std::vector<std::int32_t> codes;       ///< per row; -1 where the value is missing
  std::int64_t count = 0;                ///< distinct labels
  std::int64_t missing = 0;              ///< rows without a label
  bool text = false;                     ///< labels are texts, otherwise numbers
  std::vector<std::int64_t> numbers;     ///< labels of whole-number columns
  std::vector<std::string_view> texts;   ///< labels of categorical columns

  /// The label as text: a whole number in decimal digits.
  std::string name(std::int64_t code) const;
  std::vector<std::string> names() const;
};

/// Dense codes of a categorical or whole-number column (any width; floating point when every value is whole).
/// Refuses fractions, numbers beyond 64 bits and codes without a level, naming argument and row. O(n) for dense ranges and
/// dictionaries, O(n + k log k) with hashing for k scattered numbers.
Groups encode_groups(std::string_view analysis, std::string_view argument, const Column& column);

/// Looks whole numbers up: place of a value in the list it was made from, -1 when absent. A direct table when the values
/// lie dense, otherwise open addressing.
class WholeIndex {
 public:
  WholeIndex() = default;
  /// Places are 0, 1, … in the order of `values`; of equal values the first one counts, and `duplicate()` tells a later one.
  explicit WholeIndex(const std::vector<std::int64_t>& values);
  std::int64_t find(std::int64_t value) const noexcept {
    if (!dense_.empty()) {
      const std::uint64_t offset = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lowest_);
      return offset < dense_.size() ? dense_[offset] : -1;
    }
    if (slots_.empty()) return -1;
    for (std::uint64_t at = scatter(value) & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].place < 0) return -1;
      if (slots_[at].value == value) return slots_[at].place;
    }
  }
  std::int64_t duplicate() const noexcept { return duplicate_; }  ///< place of a repeated value, or -1

  /// Mixes all bits of a whole number (the finaliser of splitmix64).
  static std::uint64_t scatter(std::int64_t value) noexcept {
    std::uint64_t x = static_cast<std::uint64_t>(value) + 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  }

 private:
  struct Slot {
    std::int64_t value = 0;
    std::int64_t place = -1;
  };
  std::vector<std::int32_t> dense_;
  std::int64_t lowest_ = 0;
  std::vector<Slot> slots_;
  std::uint64_t mask_ = 0;
  std::int64_t duplicate_ = -1;
};

/// A dictionary may hold a text twice; the first place of each text, for every place.
std::vector<std::int32_t> first_places(std::span<const std::string_view> levels);

}  // namespace mainstay::inline v1::data
