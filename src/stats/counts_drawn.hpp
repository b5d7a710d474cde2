// Counts drawn anew, without drawing each of what they count.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::stats {

class Random;

/// How many of n succeed, each with probability p in 0 … 1. By waiting times where few do (Devroye 1986, X.4.2), else by transformed
/// rejection (Hörmann 1993, BTRS): a few numbers whatever n.
std::int64_t draw_binomial(std::int64_t n, double p, Random& random);

/// `total` draws with replacement from what `counts` counts: one after the other up to 4,096, above as binomial counts. Some count is above 0.
std::vector<std::int64_t> draw_counts(const std::vector<std::int64_t>& counts, std::int64_t total, Random& random);

}  // namespace mainstay::inline v1::stats
