// Scores with errors in order: critical values, intervals of ranks, sets of those who cannot be told apart.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/team.hpp"
#include "mainstay/performance/ranking.hpp"

namespace mainstay::inline v1::performance {

/// People of one group from the best to the worst: the higher the value the better.
struct Ordered {
  std::vector<double> value, error, critical;
  double largest_error = 0.0;
  std::int64_t size() const { return static_cast<std::int64_t>(value.size()); }
  /// Whether place i is told to be better than place k behind it (i < k).
  bool apart(std::int64_t i, std::int64_t k) const;
};

/// Fills `critical` of every place. `key` names the group's stream of random numbers.
void set_critical_values(Ordered& people, const RankingOptions& options, std::uint64_t seed, std::uint64_t key, Team& team);

/// How many are told to be better and worse than each place.
void count_apart(const Ordered& people, std::vector<std::int64_t>& better, std::vector<std::int64_t>& worse, Team& team);

/// First and last places of the sets.
std::vector<std::pair<std::int64_t, std::int64_t>> sets_of(const Ordered& people, RankingSets rule);

}  // namespace mainstay::inline v1::performance
