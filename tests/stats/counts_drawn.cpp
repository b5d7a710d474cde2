#include "stats/counts_drawn.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace mainstay;

namespace {

double probability(std::int64_t n, std::int64_t k, double p) {
  const auto trials = static_cast<double>(n), successes = static_cast<double>(k);
  return std::exp(stats::log_gamma(trials + 1) - stats::log_gamma(successes + 1) - stats::log_gamma(trials - successes + 1) + successes * std::log(p) + (trials - successes) * std::log1p(-p));
}

}  // namespace

TEST_CASE("counts drawn: as often as the binomial distribution says, by waiting times and by rejection") {
  struct Case {
    std::int64_t n;
    double p;
  };
  for (const Case& given : {Case{20, 0.03}, Case{5000, 0.001}, Case{40, 0.3}, Case{40, 0.5}, Case{200, 0.9}, Case{60000, 0.25}, Case{1000000, 0.00002}}) {
    stats::Random random({7, static_cast<std::uint64_t>(given.n)});
    constexpr int draws = 200'000;
    const double mean = static_cast<double>(given.n) * given.p, spread = std::sqrt(mean * (1 - given.p));
    std::vector<std::int64_t> drawn(draws);
    double sum = 0;
    for (std::int64_t& each : drawn) {
      each = stats::draw_binomial(given.n, given.p, random);
      REQUIRE(each >= 0);
      REQUIRE(each <= given.n);
      sum += static_cast<double>(each);
    }
    CHECK(std::fabs(sum / draws - mean) < 5 * spread / std::sqrt(draws));
    // Cells of a third of a standard deviation, Pearson's statistic against its mean and standard deviation.
    const auto width = std::max<std::int64_t>(1, static_cast<std::int64_t>(spread / 3));
    const auto low = std::max<std::int64_t>(0, static_cast<std::int64_t>(mean - 3 * spread));
    double statistic = 0, cells = 0;
    for (std::int64_t from = low; static_cast<double>(from) < mean + 3 * spread; from += width) {
      double expected = 0, found = 0;
      for (std::int64_t k = from; k < from + width && k <= given.n; ++k) expected += draws * probability(given.n, k, given.p);
      for (const std::int64_t each : drawn) found += each >= from && each < from + width;
      if (expected < 20) continue;
      statistic += (found - expected) * (found - expected) / expected;
      ++cells;
    }
    CAPTURE(given.n);
    CAPTURE(statistic);
    CHECK(cells >= 2);
    CHECK(statistic < cells + 5 * std::sqrt(2 * cells));
  }
}

TEST_CASE("counts drawn: the total is kept, empty counts stay empty, means are the shares") {
  const std::vector<std::int64_t> counts{0, 700, 0, 200, 100, 0};
  for (const std::int64_t total : {0, 1000, 4096, 4097, 1000000}) {
    stats::Random random({3});
    std::vector<double> sums(counts.size(), 0);
    constexpr int draws = 400;
    for (int i = 0; i < draws; ++i) {
      const std::vector<std::int64_t> drawn = stats::draw_counts(counts, total, random);
      CHECK(std::accumulate(drawn.begin(), drawn.end(), std::int64_t{0}) == total);
      for (std::size_t k = 0; k < counts.size(); ++k) sums[k] += static_cast<double>(drawn[k]);
    }
    for (std::size_t k = 0; k < counts.size(); ++k) {
      const double share = static_cast<double>(counts[k]) / 1000, trials = draws * static_cast<double>(total);
      CHECK(std::fabs(sums[k] - trials * share) <= 5 * std::sqrt(trials * share * (1 - share)));
    }
  }
  stats::Random random({4});
  CHECK(stats::draw_binomial(5000, 1.0, random) == 5000);
  CHECK(stats::draw_binomial(5000, 0.0, random) == 0);
  CHECK(stats::draw_counts({0, 9}, 5000, random) == std::vector<std::int64_t>{0, 5000});
}
