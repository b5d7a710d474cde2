#include "reasons/ngrams.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::reasons {

namespace {

constexpr std::uint64_t letter_mask = (std::uint64_t{1} << 21) - 1;

}  // namespace

// Letters 1 to 3 lie in `high`, 4 to 6 in `low`, the first in the highest bits; no letter is 0.
Ngram ngram_of(const char32_t* letters, std::int64_t count) noexcept {
  Ngram made;
  for (std::int64_t i = 0; i < count; ++i) {
    std::uint64_t& half = i < 3 ? made.high : made.low;
    half |= (static_cast<std::uint64_t>(letters[i]) & letter_mask) << (21 * (2 - i % 3));
  }
  return made;
}

std::string text_of(const Ngram& ngram) {
  std::string out;
  for (const std::uint64_t half : {ngram.high, ngram.low})
    for (int i = 2; i >= 0; --i)
      if (const auto letter = static_cast<char32_t>(half >> (21 * i) & letter_mask); letter != 0) append_utf8(out, letter);
  return out;
}

void count_ngrams(const PlainText& text, std::int64_t shortest, std::int64_t longest, std::vector<NgramCount>& out) {
  out.clear();
  const std::int64_t n = text.size();
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t length = shortest; length <= longest && i + length <= n; ++length) out.push_back({ngram_of(text.at.data() + i, length), 1, i, static_cast<std::int32_t>(length)});
  std::sort(out.begin(), out.end(), [](const NgramCount& a, const NgramCount& b) { return a.ngram != b.ngram ? a.ngram < b.ngram : a.first < b.first; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[kept - 1].ngram == out[i].ngram) ++out[kept - 1].count;
    else out[kept++] = out[i];
  }
  out.resize(kept);
}

void NgramTable::append(const std::vector<NgramCount>& counts, SparseRows& rows) const {
  const std::size_t first = rows.value.size();
  double squares = 0.0;
  for (const NgramCount& count : counts) {
    const std::int32_t column = find(count.ngram);
    if (column < 0) continue;
    const double value = static_cast<double>(count.count) * frequency_[static_cast<std::size_t>(column)];
    rows.column.push_back(column);
    rows.value.push_back(value);
    squares += value * value;
  }
  for (std::size_t i = first; i < rows.value.size(); ++i) rows.value[i] /= std::sqrt(squares);
  rows.begin.push_back(rows.value.size());
}

ChosenNgrams choose_ngrams(const std::vector<std::vector<NgramCount>>& counts, const std::vector<std::int64_t>& rows, std::int64_t least_rows, std::int64_t most) {
  std::unordered_map<Ngram, std::int64_t, NgramHash> texts;
  for (const std::int64_t row : rows)
    for (const NgramCount& count : counts[static_cast<std::size_t>(row)]) ++texts[count.ngram];
  std::vector<std::pair<Ngram, std::int64_t>> list;
  for (const auto& [ngram, number] : texts)
    if (number >= least_rows) list.emplace_back(ngram, number);
  const auto by_letters = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (static_cast<std::int64_t>(list.size()) > most) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    list.resize(static_cast<std::size_t>(most));
  }
  std::sort(list.begin(), list.end(), by_letters);
  ChosenNgrams chosen;
  for (const auto& [ngram, number] : list) {
    chosen.ngram.push_back(ngram);
    chosen.texts.push_back(number);
  }
  return chosen;
}

}  // namespace mainstay::inline v1::reasons
