// Pairs of labels (person and period) as dense numbers.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "data/groups.hpp"

namespace mainstay::inline v1::performance {

/// The number of a pair, in order of first appearance. A direct table where the pairs are few beside the rows, otherwise hashed.
class PairIndex {
 public:
  PairIndex() = default;
  PairIndex(std::int64_t first, std::int64_t second, std::int64_t rows) : second_(second > 0 ? second : 1) {
    if (first * second_ <= 4 * rows + 65536) direct_.assign(static_cast<std::size_t>(first * second_), -1);
  }
  /// The number of the pair, or -1.
  std::int64_t find(std::int64_t first, std::int64_t second) const {
    if (first < 0 || second < 0) return -1;
    if (!direct_.empty()) return direct_[static_cast<std::size_t>(first * second_ + second)];
    const auto found = hashed_.find(first * second_ + second);
    return found == hashed_.end() ? -1 : found->second;
  }
  /// The number of the pair; a new one when it was not there yet.
  std::int64_t number(std::int64_t first, std::int64_t second) {
    const std::int64_t key = first * second_ + second;
    if (!direct_.empty()) {
      std::int64_t& place = direct_[static_cast<std::size_t>(key)];
      if (place < 0) place = count_++;
      return place;
    }
    const auto [place, is_new] = hashed_.try_emplace(key, count_);
    count_ += is_new;
    return place->second;
  }
  std::int64_t size() const noexcept { return count_; }

 private:
  struct Scatter {
    std::size_t operator()(std::int64_t key) const noexcept { return static_cast<std::size_t>(data::WholeIndex::scatter(key)); }
  };
  std::int64_t second_ = 1, count_ = 0;
  std::vector<std::int64_t> direct_;
  std::unordered_map<std::int64_t, std::int64_t, Scatter> hashed_;
};

}  // namespace mainstay::inline v1::performance
