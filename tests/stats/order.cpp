#include "stats/order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "core/team.hpp"


using namespace mainstay;

namespace {
void check_order(const std::vector<double>& values) {
  const auto n = static_cast<std::int64_t>(values.size());
  std::vector<std::int64_t> plain(values.size());
  std::iota(plain.begin(), plain.end(), 0);
  std::stable_sort(plain.begin(), plain.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  CHECK(stats::order_by(values.data(), n) == plain);
  const stats::Distinct distinct = stats::distinct_of(values.data(), n);
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  CHECK(distinct.values == sorted);
  bool found = true;
  for (std::size_t i = 0; i < values.size(); ++i) found &= distinct.values[distinct.index[i]] == values[i];
  CHECK(found);
}
}  // namespace

TEST_CASE("stats.order: equal to a stable sort on every kind of numbers") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform(-3.0, 5.0);
  std::lognormal_distribution<double> skewed(0.0, 4.0);
  for (const int n : {0, 1, 2, 50, 97, 1000, 30000}) {
    std::vector<double> even, whole, wide, lopsided, same(n, 2.5), signs;
    for (int i = 0; i < n; ++i) {
      even.push_back(uniform(random));
      whole.push_back(std::floor(uniform(random) * 40));
      wide.push_back(skewed(random));
      lopsided.push_back(i == n / 2 ? 1e300 : uniform(random));  // all but one key in one place
      signs.push_back(i % 2 ? 0.0 : -0.0);
    }
    for (const auto& values : {even, whole, wide, lopsided, same, signs}) check_order(values);
    std::sort(even.rbegin(), even.rend());
    check_order(even);
  }
  check_order({-1.7e308, 1.7e308, 0.0, 1.0, -1.0});
  std::vector<double> extreme(200);
  for (int i = 0; i < 200; ++i) extreme[i] = (i % 2 ? 1.7e308 : -1.7e308) / (1 + i % 7);
  check_order(extreme);
}

TEST_CASE("stats.order: a team of any size gives the same order") {
  std::mt19937_64 random(8);
  std::lognormal_distribution<double> skewed(0.0, 2.0);
  std::vector<stats::Keyed> items;
  for (std::uint32_t i = 0; i < 300000; ++i) items.push_back({i % 3 ? skewed(random) : std::floor(skewed(random)), i});
  std::vector<stats::Keyed> plain = items, scratch;
  std::stable_sort(plain.begin(), plain.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  for (const int threads : {1, 2, 4}) {
    RunContext context;
    context.threads = threads;
    Team team("test", context);
    std::vector<stats::Keyed> sorted = items;
    stats::sort_keyed(sorted.data(), static_cast<std::int64_t>(sorted.size()), scratch, &team);
    CHECK(std::equal(sorted.begin(), sorted.end(), plain.begin(), [](const auto& a, const auto& b) { return a.key == b.key && a.payload == b.payload; }));
  }
}
