#include "stats/counts_drawn.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::stats {

namespace {

double uniform(Random& random) { return (static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53; }

// n p >= 10, p <= 1/2. A ratio of uniforms bent so that most are taken at once; the others by the exact probabilities.
std::int64_t by_rejection(std::int64_t n, double p, Random& random) {
  const double trials = static_cast<double>(n), q = 1 - p, spread = std::sqrt(trials * p * q);
  const double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, centre = trials * p + 0.5, taken = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * spread, odds = std::log(p / q);
  const double mode = std::floor((trials + 1) * p), height = log_gamma(mode + 1) + log_gamma(trials - mode + 1);
  for (;;) {
    const double u = uniform(random) - 0.5, v = uniform(random), edge = 0.5 - std::fabs(u), k = std::floor((2 * a / edge + b) * u + centre);
    if (k < 0 || k > trials) continue;
    if (edge >= 0.07 && v <= taken) return static_cast<std::int64_t>(k);
    if (std::log(v * alpha / (a / (edge * edge) + b)) <= height - log_gamma(k + 1) - log_gamma(trials - k + 1) + (k - mode) * odds) return static_cast<std::int64_t>(k);
  }
}

}  // namespace

std::int64_t draw_binomial(std::int64_t n, double p, Random& random) {
  if (p > 0.5) return n - draw_binomial(n, 1 - p, random);
  if (n <= 0 || p <= 0) return 0;
  if (static_cast<double>(n) * p >= 10) return by_rejection(n, p, random);
  const double none = std::log1p(-p);
  std::int64_t successes = 0;
  for (double passed = 0;; ++successes) {
    passed += std::floor(std::log(uniform(random)) / none) + 1;  // up to and with the next success
    if (passed > static_cast<double>(n)) return successes;
  }
}

std::vector<std::int64_t> draw_counts(const std::vector<std::int64_t>& counts, std::int64_t total, Random& random) {
  constexpr std::int64_t few = 4096;
  std::vector<std::int64_t> ends, out(counts.size(), 0);
  std::int64_t left = 0;
  for (const std::int64_t count : counts) ends.push_back(left += count);
  if (total <= few) {
    for (std::int64_t i = 0; i < total; ++i) {
      const auto place = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(left)));
      ++out[static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), place) - ends.begin())];
    }
    return out;
  }
  for (std::size_t k = 0; k < counts.size() && left > 0; left -= counts[k++]) {
    out[k] = counts[k] == left ? total : draw_binomial(total, static_cast<double>(counts[k]) / static_cast<double>(left), random);
    total -= out[k];
  }
  return out;
}

}  // namespace mainstay::inline v1::stats
