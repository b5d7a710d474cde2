// Numbers drawn at random, the same on every machine.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "data/groups.hpp"

namespace mainstay::inline v1::stats {

/// Splitmix64 (Steele, Lea & Flood 2014). A stream for each list of keys: seed, what for, number of the tree.
class Random {
 public:
  explicit Random(std::initializer_list<std::uint64_t> keys) {
    for (const std::uint64_t key : keys) state_ = scatter(state_ ^ key);
  }
  std::uint64_t next() noexcept {
    const std::uint64_t drawn = scatter(state_);
    state_ += 0x9e3779b97f4a7c15u;
    return drawn;
  }
  /// One of 0, …, count - 1, each as likely (Lemire 2019); count in 1 … 2^32.
  std::uint64_t below(std::uint64_t count) noexcept {
    const std::uint64_t reject = (0x100000000u - count) % count;  // so many of the 2^32 would tip the scales
    for (;;) {
      const std::uint64_t product = (next() >> 32) * count;
      if ((product & 0xffffffffu) >= reject) return product >> 32;
    }
  }

 private:
  static std::uint64_t scatter(std::uint64_t value) noexcept { return data::WholeIndex::scatter(static_cast<std::int64_t>(value)); }
  std::uint64_t state_ = 0;
};

/// The first `count` of `list` become a sample without replacement of all of it, each as likely.
template <class List>
void draw_first(List& list, std::int64_t count, Random& random) {
  const auto size = static_cast<std::int64_t>(list.size());
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t other = i + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size - i)));
    const auto kept = list[static_cast<std::size_t>(i)];
    list[static_cast<std::size_t>(i)] = list[static_cast<std::size_t>(other)];
    list[static_cast<std::size_t>(other)] = kept;
  }
}

}  // namespace mainstay::inline v1::stats
