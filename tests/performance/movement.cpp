#include "mainstay/performance/movement.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

struct Rows {
  std::vector<std::int64_t> person, period, left, promoted;
  std::vector<std::int32_t> tier;
  std::vector<std::string_view> levels{"gold", "silver", "bronze"};
  void add(std::int64_t who, std::int64_t when, std::int32_t which, std::int64_t leaves = 0, std::int64_t rises = 0) {
    person.push_back(who), period.push_back(when), tier.push_back(which), left.push_back(leaves), promoted.push_back(rises);
  }
  MovementInput input(bool with_left = true) const {
    MovementInput input;
    input.person = person;
    input.period = period;
    input.tier = Column(tier);
    input.tier.levels = levels;
    input.tier.categorical = true;
    if (with_left) input.left = left;
    input.promoted = promoted;
    return input;
  }
};

MovementOptions tiers() {
  MovementOptions options;
  options.tiers = {"gold", "silver", "bronze"};
  return options;
}

std::int64_t count_of(const MovementResult& result, bool all, std::int64_t period, const std::string& from, const std::string& to) {
  for (std::size_t i = 0; i < result.moves.count.size(); ++i)
    if (result.moves.all[i] == all && result.moves.period[i] == period && result.moves.from_tier.levels[static_cast<std::size_t>(result.moves.from_tier.codes[i])] == from &&
        result.moves.to_tier.levels[static_cast<std::size_t>(result.moves.to_tier.codes[i])] == to)
      return result.moves.count[i];
  return -1;
}

}  // namespace

TEST_CASE("movement, by hand") {
  Rows rows;  // quarters 1, 2, 4: the next one of 2 is 4
  rows.add(1, 1, 0), rows.add(1, 2, 1), rows.add(1, 4, 1);           // falls, stays
  rows.add(2, 1, 2, 0, 1), rows.add(2, 2, 0, 1);                     // promoted, rises by two, leaves
  rows.add(3, 1, 1), rows.add(3, 4, 1);                              // absent in 2, new in 4
  rows.add(4, 2, 2), rows.add(4, 4, 1);                              // new in 2, rises
  const MovementResult result = movement(rows.input(), tiers());
  CHECK(result.periods.period == std::vector<std::int64_t>{1, 2});
  CHECK(result.periods.next_period == std::vector<std::int64_t>{2, 4});
  CHECK(result.periods.people == std::vector<std::int64_t>{3, 3});
  CHECK(result.periods.stayed == std::vector<std::int64_t>{0, 1});
  CHECK(result.periods.rose == std::vector<std::int64_t>{1, 1});
  CHECK(result.periods.fell == std::vector<std::int64_t>{1, 0});
  CHECK(result.periods.left == std::vector<std::int64_t>{0, 1});
  CHECK(result.periods.absent == std::vector<std::int64_t>{1, 0});
  CHECK(result.periods.arrived == std::vector<std::int64_t>{1, 1});
  CHECK(result.periods.mobility == std::vector<double>{2, 1});  // gold → silver and bronze → gold; silver stays, bronze → silver
  CHECK(count_of(result, true, 1, "gold", "silver") == 1);
  CHECK(count_of(result, true, 1, "gold", "left") == 1);
  CHECK(count_of(result, true, 1, "silver", "absent") == 1);
  CHECK(count_of(result, false, 2, "new", "silver") == 1);
  CHECK(result.tiers.people == std::vector<std::int64_t>{2, 2, 2, 6});
  CHECK(result.tiers.retention[0] == 0.5);
  CHECK(result.tiers.retention[3] == 5.0 / 6);
  CHECK(result.tiers.promotion == std::vector<double>{0, 0, 0.5, 1.0 / 6});
  // Without the column, whoever is not there has left.
  CHECK(movement(rows.input(false), tiers()).tiers.left == std::vector<std::int64_t>{1, 1, 0, 2});
}

TEST_CASE("movement is what following each person gives") {
  std::mt19937_64 random(9);
  for (int round = 0; round < 60; ++round) {
    Rows rows;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> at;
    for (int p = 0; p < 25; ++p)
      for (std::int64_t t = 0; t < 5; ++t)
        if (random() % 4 != 0) {
          at[{p, t}] = rows.person.size();
          rows.add(p, t, static_cast<std::int32_t>(random() % 3));
        }
    const MovementResult result = movement(rows.input(), tiers());
    std::map<std::pair<std::string, std::string>, std::int64_t> expected;
    for (const auto& [key, row] : at) {
      if (key.second == 4) continue;
      const auto next = at.find({key.first, key.second + 1});
      ++expected[{std::string(rows.levels[static_cast<std::size_t>(rows.tier[row])]), next == at.end() ? "absent" : std::string(rows.levels[static_cast<std::size_t>(rows.tier[next->second])])}];
    }
    for (const auto& [key, row] : at)
      if (key.second > 0 && at.count({key.first, key.second - 1}) == 0) ++expected[{"new", std::string(rows.levels[static_cast<std::size_t>(rows.tier[row])])}];
    for (const auto& [way, count] : expected) CHECK(count_of(result, true, 0, way.first, way.second) == count);
    std::int64_t total = 0, wanted = 0;
    for (std::size_t i = 0; i < result.moves.count.size(); ++i) total += result.moves.all[i] ? result.moves.count[i] : 0;
    for (const auto& [way, count] : expected) wanted += count;
    CHECK(total == wanted);
  }
}

TEST_CASE("movement equals pandas' joins, intervals scipy's") {
  const golden::json document = golden::load_golden("performance/movement/tiers.json");
  Rows rows;
  rows.person = golden::integers(document["person"]);
  rows.period = golden::integers(document["period"]);
  rows.left = golden::integers(document["left"]);
  rows.promoted = golden::integers(document["promoted"]);
  for (const std::string& tier : golden::texts(document["tier"])) rows.tier.push_back(tier == "gold" ? 0 : tier == "silver" ? 1 : 2);
  MovementOptions options = tiers();
  options.confidence_level = document["confidence_level"];
  const MovementResult result = movement(rows.input(), options);
  const golden::json& expected = document["expected"];
  for (std::size_t i = 0; i < result.moves.count.size(); ++i) {
    const std::string from = result.moves.from_tier.levels[static_cast<std::size_t>(result.moves.from_tier.codes[i])], way = from + "-" + result.moves.to_tier.levels[static_cast<std::size_t>(result.moves.to_tier.codes[i])];
    if (from == "new") continue;
    if (!result.moves.all[i]) {
      CHECK(result.moves.count[i] == expected["by_period"][std::to_string(result.moves.period[i])][way].get<std::int64_t>());
      continue;
    }
    const std::vector<double> figures = golden::numbers(expected["moves"][way]);
    CHECK(static_cast<double>(result.moves.count[i]) == figures[0]);
    check_all({result.moves.share[i], result.moves.lower[i], result.moves.upper[i]}, {figures[1], figures[2], figures[3]}, 1e-9, 1e-12, way);
  }
  const std::vector<double> retention = golden::numbers(expected["retention"]), promotion = golden::numbers(expected["promotion"]);
  for (std::size_t t = 0; t < 3; ++t) {
    check_all({result.tiers.retention[t], result.tiers.retention_lower[t], result.tiers.retention_upper[t]}, {retention[3 * t], retention[3 * t + 1], retention[3 * t + 2]}, 1e-9, 1e-12, "retention");
    check_all({result.tiers.promotion[t], result.tiers.promotion_lower[t], result.tiers.promotion_upper[t]}, {promotion[3 * t], promotion[3 * t + 1], promotion[3 * t + 2]}, 1e-9, 1e-12, "promotion");
    CHECK(count_of(result, true, 7, "new", options.tiers[t]) == golden::integers(expected["new"])[t]);
  }
  CHECK(result.periods.arrived == golden::integers(expected["arrived"]));
  check_all(result.periods.mobility, golden::numbers(expected["mobility"]), 1e-12, 1e-14, "mobility");
}

TEST_CASE("movement: what it refuses") {
  Rows rows;
  rows.add(1, 1, 0), rows.add(1, 1, 1);
  const auto said = [&] { return sentence([&] { movement(rows.input(), tiers()); }); };
  CHECK(said() == "performance.movement: person[1] is \"1\", but must be once in period 1");
  rows.period[1] = 2;
  rows.left[0] = 1;
  CHECK(said() == "performance.movement: left[0] is 1, but must be 0 where the person is there in the next period");
  rows.left[0] = 0;
  rows.levels[1] = "tin";
  CHECK(said() == "performance.movement: tier[1] is \"tin\", but must be one of tiers, gold, silver, bronze");
}
