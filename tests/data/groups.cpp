#include "data/groups.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <random>

#include "mainstay/core/error.hpp"

using namespace mainstay;
using data::encode_groups;

TEST_CASE("data/groups: whole numbers get codes in rising order") {
  const std::vector<std::int64_t> values{30, -5, 30, 7};
  const auto groups = encode_groups("t", "group", Column(values));
  CHECK(groups.count == 3);
  CHECK(groups.codes == std::vector<std::int32_t>{2, 0, 2, 1});
  CHECK(groups.names() == std::vector<std::string>{"-5", "7", "30"});
  CHECK_FALSE(groups.text);
}

TEST_CASE("data/groups: scattered numbers go through the hash and agree with a map") {
  std::mt19937_64 random(7);
  std::vector<std::int64_t> values(20000);
  for (auto& value : values) value = static_cast<std::int64_t>(random() % 9000) * 1'000'003'000'017 - 77;
  values[5] = std::numeric_limits<std::int64_t>::min();
  values[6] = std::numeric_limits<std::int64_t>::max();
  std::map<std::int64_t, std::int32_t> truth;
  for (const auto value : values) truth[value] = 0;
  std::int32_t next = 0;
  for (auto& [value, code] : truth) code = next++;
  const auto groups = encode_groups("t", "group", Column(values));
  REQUIRE(groups.count == next);
  for (std::size_t i = 0; i < values.size(); ++i) REQUIRE(groups.codes[i] == truth[values[i]]);
}

TEST_CASE("data/groups: text levels that do not occur or occur twice in the dictionary") {
  const std::vector<std::string_view> levels{"north", "unused", "east", "north"};
  const std::vector<std::int8_t> codes{0, 2, 3};
  Column column(codes);
  column.categorical = true;
  column.levels = levels;
  const auto groups = encode_groups("t", "group", column);
  CHECK(groups.names() == std::vector<std::string>{"east", "north"});
  CHECK(groups.codes == std::vector<std::int32_t>{1, 0, 1});
}

TEST_CASE("data/groups: missing values, empty columns, floating point") {
  const std::vector<double> values{2, std::numeric_limits<double>::quiet_NaN(), 1};
  auto groups = encode_groups("t", "group", Column(values));
  CHECK(groups.codes == std::vector<std::int32_t>{1, -1, 0});
  CHECK(groups.missing == 1);
  const std::vector<std::int32_t> whole{4, 5, 6};
  const std::uint8_t validity = 0b101;
  Column column(whole);
  column.validity = &validity;
  groups = encode_groups("t", "group", column);
  CHECK(groups.codes == std::vector<std::int32_t>{0, -1, 1});
  const std::vector<std::int64_t> nothing;
  CHECK(encode_groups("t", "group", Column(nothing)).count == 0);
}

TEST_CASE("data/groups: refusals name argument and row") {
  const std::vector<double> values{2, 1.5};
  CHECK_THROWS_WITH_AS(encode_groups("t", "strata", Column(values)), "t: strata[1] is 1.5, but must be a whole number", Error);
  const std::vector<std::string_view> levels{"a"};
  const std::vector<std::int32_t> codes{0, 1};
  Column column(codes);
  column.categorical = true;
  column.levels = levels;
  CHECK_THROWS_WITH_AS(encode_groups("t", "strata", column), "t: strata[1] is 1, but must be a code of one of 1 levels", Error);
  const std::vector<std::uint64_t> large{~std::uint64_t{0}};
  CHECK_THROWS_AS(encode_groups("t", "strata", Column(large)), Error);
}

TEST_CASE("data/groups: the index finds places, dense and scattered") {
  for (const std::int64_t step : {std::int64_t{1}, std::int64_t{1} << 40}) {
    std::vector<std::int64_t> values;
    for (std::int64_t i = 0; i < 1000; ++i) values.push_back(((i * 7919) % 1000 - 500) * step);
    const data::WholeIndex index(values);
    CHECK(index.duplicate() == -1);
    for (std::size_t i = 0; i < values.size(); ++i) REQUIRE(index.find(values[i]) == static_cast<std::int64_t>(i));
    CHECK(index.find(500 * step) == -1);
    CHECK(index.find(std::numeric_limits<std::int64_t>::min()) == -1);
    values.push_back(values[3]);
    CHECK(data::WholeIndex(values).duplicate() == 1000);
  }
  CHECK(data::WholeIndex().find(0) == -1);
}
