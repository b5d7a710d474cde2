// Character n-grams of texts: which there are, and texts as sparse rows of their values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "reasons/text.hpp"

namespace mainstay::inline v1::reasons {

/// Up to six characters in 126 bits, the first in the highest; so the order is that of the characters.
struct Ngram {
  std::uint64_t high = 0, low = 0;
  bool operator==(const Ngram&) const = default;
  auto operator<=>(const Ngram&) const = default;
};
struct NgramHash {
  std::size_t operator()(const Ngram& ngram) const noexcept {
    std::uint64_t x = ngram.high * 0x9e3779b97f4a7c15u ^ (ngram.low + 0xbf58476d1ce4e5b9u);
    x = (x ^ (x >> 30)) * 0x94d049bb133111ebu;
    return static_cast<std::size_t>(x ^ (x >> 31));
  }
};
struct NgramCount {
  Ngram ngram;
  std::int64_t count, first;  ///< occurrences; place of the first one
  std::int32_t length;
};

Ngram ngram_of(const char32_t* letters, std::int64_t count) noexcept;

/// Distinct n-grams of a text, in rising order. O(characters · (longest - shortest + 1)).
void count_ngrams(const PlainText& text, std::int64_t shortest, std::int64_t longest, std::vector<NgramCount>& out);

/// Sparse rows.
struct SparseRows {
  std::vector<std::size_t> begin{0};
  std::vector<std::int32_t> column{};
  std::vector<double> value{};
  std::int64_t rows() const noexcept { return static_cast<std::int64_t>(begin.size()) - 1; }
};

/// The n-grams of a model, with inverse frequencies.
class NgramTable {
 public:
  NgramTable() = default;
  void add(const Ngram& ngram, double inverse_frequency) {
    place_.emplace(ngram, static_cast<std::int32_t>(frequency_.size()));
    frequency_.push_back(inverse_frequency);
  }
  std::int32_t find(const Ngram& ngram) const noexcept {
    const auto at = place_.find(ngram);
    return at == place_.end() ? -1 : at->second;
  }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(frequency_.size()); }
  /// Appends a row: count · inverse frequency, over the root of the sum of squares. A text without a known n-gram is a row of none.
  void append(const std::vector<NgramCount>& counts, SparseRows& rows) const;

 private:
  std::unordered_map<Ngram, std::int32_t, NgramHash> place_;
  std::vector<double> frequency_;
};

/// Which n-grams of the texts are looked at, in rising order, and in how many texts each stands.
struct ChosenNgrams {
  std::vector<Ngram> ngram{};
  std::vector<std::int64_t> texts{};
};
ChosenNgrams choose_ngrams(const std::vector<std::vector<NgramCount>>& counts, const std::vector<std::int64_t>& rows, std::int64_t least_rows, std::int64_t most);

std::string text_of(const Ngram& ngram);

}  // namespace mainstay::inline v1::reasons
