// Binning of columns against hand-worked cuts and a plain search, and the invariances.
#include "stats/bins.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string_view>

#include "core/team.hpp"

using namespace mainstay;
using stats::Bins;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Bins bin(const Table& x, const Column& weights = {}, std::int64_t most = 255, int threads = 2) {
  RunContext context;
  context.threads = threads;
  Team team("test", context);
  return stats::bin_table(x, weights, most, team);
}

std::vector<double> draw(std::size_t n, int kind, std::mt19937& random) {
  std::vector<double> values(n);
  std::normal_distribution<double> normal;
  for (double& value : values) {
    switch (kind) {
      case 0: value = normal(random); break;
      case 1: value = std::floor(20.0 * normal(random)); break;
      case 2: value = std::exp(8.0 * normal(random)); break;               // far from evenly spread
      case 3: value = random() % 3 == 0 ? 0.0 : normal(random); break;     // a third on one value
      default: value = random() % 50 == 0 ? 1e9 * normal(random) : std::floor(400.0 * normal(random)) * 1e-6;
    }
  }
  return values;
}

}  // namespace

TEST_CASE("bins: each of few values has one, cuts half-way, missing values one of their own") {
  const std::vector<double> age{3, 1, missing, 2, 2, -0.0, 0.0};
  Table x;
  x.add("age", Column(age));
  const Bins bins = bin(x);
  REQUIRE(bins.columns.size() == 1);
  CHECK(bins.columns[0].bins == 4);
  CHECK(bins.columns[0].cuts == std::vector<double>{0.5, 1.5, 2.5});
  CHECK(bins.codes == std::vector<std::uint8_t>{3, 1, 4, 2, 2, 0, 0});
}

TEST_CASE("bins: nothing but missing values, one value, neighbouring numbers") {
  const double one = 1.0, next = std::nextafter(1.0, 2.0);
  const std::vector<double> none{missing, missing}, same{5, 5}, near{one, next};
  Table x;
  x.add("none", Column(none));
  x.add("same", Column(same));
  x.add("near", Column(near));
  const Bins bins = bin(x);
  CHECK(bins.columns[0].bins == 0);
  CHECK(bins.columns[1].bins == 1);
  CHECK(bins.columns[2].cuts == std::vector<double>{one});
  CHECK(bins.codes == std::vector<std::uint8_t>{0, 0, 0, 0, 0, 1});
}

TEST_CASE("bins: categories by name, weight 0 has no say, rare levels of many share the last bin") {
  const std::vector<std::string_view> levels{"b", "a", "c", "a", "never"};
  const std::vector<std::int32_t> codes{0, 1, 3, 2, 0, 1};
  const std::vector<double> weights{1, 1, 1, 0, 1, 2};
  const std::uint8_t valid = 0b101111;  // row 4 is missing
  Column column(codes);
  column.categorical = true;
  column.levels = levels;
  column.validity = &valid;
  Table x;
  x.add("unit", column);
  const Bins bins = bin(x, Column(weights));
  CHECK(bins.columns[0].levels == std::vector<std::string>{"b", "a"});
  CHECK(bins.codes == std::vector<std::uint8_t>{0, 1, 1, 2, 2, 1});
  const Bins pooled = bin(x, {}, 2);
  CHECK(pooled.columns[0].levels == std::vector<std::string>{"a", "b", "c"});
  CHECK(pooled.columns[0].bins == 2);
  CHECK(pooled.codes == std::vector<std::uint8_t>{1, 0, 0, 1, 2, 0});
}

TEST_CASE("bins: codes say on which side of each cut a value lies, and bins weigh nearly the same") {
  std::mt19937 random(7);
  for (int kind = 0; kind < 5; ++kind)
    for (const std::size_t n : {300u, 6000u, 150000u}) {
      const std::vector<double> values = draw(n, kind, random);
      Table x;
      x.add("v", Column(values));
      for (const std::int64_t most : {2, 16, 255}) {
        const Bins bins = bin(x, {}, most);
        const std::vector<double>& cuts = bins.columns[0].cuts;
        CAPTURE(kind);
        CAPTURE(n);
        CAPTURE(most);
        REQUIRE(bins.columns[0].bins == static_cast<std::int32_t>(cuts.size()) + 1);
        REQUIRE(bins.columns[0].bins <= most);
        REQUIRE(std::is_sorted(cuts.begin(), cuts.end(), std::less_equal<>{}));
        std::vector<std::int64_t> counts(cuts.size() + 1, 0);
        std::int64_t wrong = 0;
        for (std::size_t i = 0; i < n; ++i) {
          const auto expected = std::lower_bound(cuts.begin(), cuts.end(), values[i]) - cuts.begin();
          wrong += bins.codes[i] != expected;
          ++counts[static_cast<std::size_t>(expected)];
        }
        CHECK(wrong == 0);
        CHECK(std::find(counts.begin(), counts.end(), 0) == counts.end());
        std::map<double, std::int64_t> of;
        for (const double value : values) ++of[value];
        if (static_cast<std::int64_t>(of.size()) <= most) CHECK(cuts.size() + 1 == of.size());
        std::int64_t heaviest = 0;
        for (const auto& [value, count] : of) heaviest = std::max(heaviest, count);
        const std::int64_t allowed = heaviest + 2 * static_cast<std::int64_t>(n) / most;
        for (const std::int64_t count : counts) CHECK(count <= allowed);
        if (static_cast<std::int64_t>(of.size()) > 4 * most) CHECK(static_cast<double>(counts.size()) > 0.6 * static_cast<double>(most));
      }
    }
}

TEST_CASE("bins: any order of rows, any number of threads, weights as copied rows, any layout") {
  std::mt19937 random(11);
  const std::size_t n = 5000;
  std::vector<std::vector<double>> columns;
  for (int kind = 0; kind < 5; ++kind) columns.push_back(draw(n, kind, random));
  std::vector<double> weights(n), by_rows;
  for (double& weight : weights) weight = static_cast<double>(random() % 3);
  Table x;
  for (std::size_t j = 0; j < columns.size(); ++j) x.add("x" + std::to_string(j), Column(columns[j]));
  for (std::size_t i = 0; i < n; ++i)
    for (const auto& column : columns) by_rows.push_back(column[i]);
  const Table matrix = Table::matrix(by_rows.data(), static_cast<std::int64_t>(n), 5, 5, 1);
  const Bins bins = bin(x, Column(weights), 64);
  CHECK(bin(x, Column(weights), 64, 1).codes == bins.codes);
  CHECK(bin(matrix, Column(weights), 64).codes == bins.codes);

  std::vector<std::size_t> order(n), copies;
  std::iota(order.begin(), order.end(), 0u);
  std::shuffle(order.begin(), order.end(), random);
  for (std::size_t i = 0; i < n; ++i)
    for (int w = 0; w < static_cast<int>(weights[i]); ++w) copies.push_back(i);
  const auto pick = [&](const std::vector<double>& from, const std::vector<std::size_t>& which) {
    std::vector<double> picked;
    for (const std::size_t i : which) picked.push_back(from[i]);
    return picked;
  };
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const std::vector<double> shuffled = pick(columns[j], order), copied = pick(columns[j], copies), weight = pick(weights, order);
    Table other, repeated;
    other.add("v", Column(shuffled));
    repeated.add("v", Column(copied));
    CHECK(bin(other, Column(weight), 64).columns[0].cuts == bins.columns[j].cuts);
    CHECK(bin(repeated, {}, 64).columns[0].cuts == bins.columns[j].cuts);
  }
  RunContext context;
  Team team("test", context);
  const std::vector<std::uint8_t> row_codes = stats::codes_by_row(bins, team);
  for (const std::size_t i : {std::size_t{0}, std::size_t{257}, n - 1})
    for (std::size_t j = 0; j < 5; ++j) CHECK(row_codes[i * 5 + j] == bins.column(j)[i]);
}
