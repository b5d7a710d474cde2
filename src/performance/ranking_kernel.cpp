#include "performance/ranking_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::performance {

bool Ordered::apart(std::int64_t i, std::int64_t k) const {
  const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(k);
  return value[a] - value[b] > std::max(critical[a], critical[b]) * std::sqrt(error[a] * error[a] + error[b] * error[b]);
}

namespace {

// The level of a quantile of draws: the smallest drawn value that at least this share does not exceed.
double quantile_of(std::vector<double>& drawn, double level) {
  const auto place = static_cast<std::size_t>(std::clamp(std::ceil(level * static_cast<double>(drawn.size())) - 1, 0.0, static_cast<double>(drawn.size() - 1)));
  std::nth_element(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(place), drawn.end());
  return drawn[place];
}

void simulate(Ordered& people, const RankingOptions& options, std::uint64_t seed, std::uint64_t key, Team& team) {
  const std::size_t n = people.value.size();
  const auto draws = static_cast<std::size_t>(options.draws);
  const bool marginal = options.coverage == RankingCoverage::marginal;
  std::vector<double> largest(marginal ? n * draws : draws, 0.0);  // by person, then draw
  team.run(options.draws, [&](std::int64_t draw) {
    stats::Random random({seed, 0x72616e6b, key, static_cast<std::uint64_t>(draw)});
    std::vector<double> error(n), own(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) error[i] = people.error[i] * stats::normal_quantile((static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t k = i + 1; k < n; ++k) {
        const double variance = people.error[i] * people.error[i] + people.error[k] * people.error[k];
        if (variance <= 0) continue;
        const double size = std::fabs(error[i] - error[k]) / std::sqrt(variance);
        own[i] = std::max(own[i], size);
        own[k] = std::max(own[k], size);
      }
    if (marginal)
      for (std::size_t i = 0; i < n; ++i) largest[i * draws + static_cast<std::size_t>(draw)] = own[i];
    else
      largest[static_cast<std::size_t>(draw)] = *std::max_element(own.begin(), own.end());
  });
  if (!marginal) {
    people.critical.assign(n, quantile_of(largest, options.confidence_level));
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> own(largest.begin() + static_cast<std::ptrdiff_t>(i * draws), largest.begin() + static_cast<std::ptrdiff_t>((i + 1) * draws));
    people.critical[i] = quantile_of(own, options.confidence_level);
  }
}

}  // namespace

void set_critical_values(Ordered& people, const RankingOptions& options, std::uint64_t seed, std::uint64_t key, Team& team) {
  const auto n = static_cast<double>(people.size());
  people.critical.assign(people.value.size(), 0.0);
  people.largest_error = people.error.empty() ? 0.0 : *std::max_element(people.error.begin(), people.error.end());
  if (people.size() < 2) return;
  if (options.comparison == RankingComparison::simulation) return simulate(people, options, seed, key, team);
  double comparisons = 1;
  if (options.comparison == RankingComparison::bonferroni) comparisons = options.coverage == RankingCoverage::marginal ? n - 1 : n * (n - 1) / 2;
  std::fill(people.critical.begin(), people.critical.end(), -stats::normal_quantile((1 - options.confidence_level) / (2 * comparisons)));
}

void count_apart(const Ordered& people, std::vector<std::int64_t>& better, std::vector<std::int64_t>& worse, Team& team) {
  const std::int64_t n = people.size();
  better.assign(people.value.size(), 0);
  worse.assign(people.value.size(), 0);
  const std::int64_t chunks = std::clamp<std::int64_t>(n / 256, 1, 256);
  // A person's own critical value holds for its own interval, whatever the other's is.
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(n, chunks, c);
    for (std::int64_t j = span.first; j < span.last; ++j) {
      const auto own = static_cast<std::size_t>(j);
      const double x = people.value[own], s = people.error[own], critical = people.critical[own];
      const double far = critical * std::sqrt(s * s + people.largest_error * people.largest_error);
      const auto distance = [&](std::int64_t k) { return critical * std::sqrt(s * s + people.error[static_cast<std::size_t>(k)] * people.error[static_cast<std::size_t>(k)]); };
      // Values fall: everybody before `surely` is further away than any error allows.
      const auto surely = std::partition_point(people.value.begin(), people.value.begin() + j, [&](double value) { return value - x > far; }) - people.value.begin();
      better[own] = surely;
      for (std::int64_t k = surely; k < j && people.value[static_cast<std::size_t>(k)] - x > critical * s; ++k) better[own] += people.value[static_cast<std::size_t>(k)] - x > distance(k);
      const auto behind = std::partition_point(people.value.begin() + j, people.value.end(), [&](double value) { return x - value <= far; }) - people.value.begin();
      worse[own] = n - behind;
      for (std::int64_t k = behind - 1; k > j && x - people.value[static_cast<std::size_t>(k)] > critical * s; --k) worse[own] += x - people.value[static_cast<std::size_t>(k)] > distance(k);
    }
  });
}

std::vector<std::pair<std::int64_t, std::int64_t>> sets_of(const Ordered& people, RankingSets rule) {
  const std::int64_t n = people.size();
  std::vector<std::pair<std::int64_t, std::int64_t>> sets;
  if (n == 0) return sets;
  if (rule != RankingSets::cliques) {
    std::int64_t first = 0;
    for (std::int64_t i = 1; i < n; ++i) {
      if (!people.apart(rule == RankingSets::bands ? first : i - 1, i)) continue;
      sets.emplace_back(first, i - 1);
      first = i;
    }
    sets.emplace_back(first, n - 1);
    return sets;
  }
  std::int64_t lowest = 0;  // the longest stretch that ends with i - 1 begins here
  for (std::int64_t i = 1; i < n; ++i) {
    std::int64_t from = i;
    while (from > lowest && !people.apart(from - 1, i)) --from;
    if (from > lowest) sets.emplace_back(lowest, i - 1);
    lowest = from;
  }
  sets.emplace_back(lowest, n - 1);
  return sets;
}

}  // namespace mainstay::inline v1::performance
