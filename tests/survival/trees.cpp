// The table of trees: written, checked, saved, and asked for leaves by rows in any dress.
#include "mainstay/survival/trees.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string_view>

#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "survival/tree_router.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Tree 0: age <= 30 (missing left) ? (unit in {b, c} ? 3 : 4) : 2.  Tree 1: time, from interval 2 on: age <= 40 (missing right).
Trees example() {
  Trees trees;
  trees.columns = {{"age", false, 10, {}}, {"unit", true, 3, {"a", "b", "c", "rare"}}};
  TreeWriter writer(trees);
  const auto root = writer.begin(10);
  const auto young = writer.split_number(root, 0, 30.0, true, 6, 4);
  const auto unit = writer.split_levels(young, 1, {false, true, true}, false, 2, 4);
  writer.set_value(unit, 0.25);
  const auto second = writer.begin(10);
  const auto soon = writer.split_time(second, 2, 10, 5);
  writer.split_number(soon + 1, 0, 40.0, false, 2, 3);
  writer.finish();
  return trees;
}

struct Rows {
  std::vector<double> age{20, 31, missing, 25, missing, 45};
  std::vector<std::int32_t> unit{1, 0, 2, 0, 3, 0};
  std::vector<std::string_view> levels{"a", "b", "c", "rare", "new"};
  Table table(bool turned = false) const {
    Column column(unit);
    column.categorical = true;
    column.levels = levels;
    Table x;
    if (turned) x.add("other", Column(age));
    if (turned) x.add("unit", column);
    x.add("age", Column(age));
    if (!turned) x.add("unit", column);
    return x;
  }
};

}  // namespace

TEST_CASE("trees: rows go where the splits say, columns matched by name") {
  const Trees trees = example();
  CHECK_NOTHROW(trees.validate("test", 4));
  CHECK(trees.count() == 2);
  const TreeRouter router(trees);
  const Rows people;
  for (const bool turned : {false, true}) {
    const Table table = people.table(turned);
    const TreeRows rows("test", table, trees.columns, UnseenLevel::refuse);
    REQUIRE(rows.columns() == 2);
    std::vector<double> values(12);
    rows.read(0, 6, values.data());
    const std::vector<std::int64_t> expected{3, 2, 3, 4, 3, 2};  // of row 4: rare shares the bin of c
    for (std::int64_t i = 0; i < 6; ++i) CHECK(router.leaf(0, values.data() + 2 * i) == expected[i]);
    std::vector<std::int64_t> visited;
    const auto visit = [&](std::int64_t node, std::int64_t first, std::int64_t last) { visited.insert(visited.end(), {node, first, last}); };
    router.leaves(1, values.data(), 0, 4, visit);
    CHECK(visited == std::vector<std::int64_t>{6, 0, 2, 8, 2, 4});
    visited.clear();
    router.leaves(1, values.data() + 4, 2, 3, visit);
    CHECK(visited == std::vector<std::int64_t>{9, 2, 3});
  }
}

TEST_CASE("trees: what new rows must not be") {
  const Trees trees = example();
  Rows people;
  std::vector<double> values(12);
  people.unit[4] = 4;
  const Table table = people.table();
  CHECK(sentence([&] { TreeRows("test", table, trees.columns, UnseenLevel::refuse).read(0, 6, values.data()); }) ==
        "test: x.unit[4] is new, but must be one of the levels a, b, c, rare");
  TreeRows("test", table, trees.columns, UnseenLevel::missing).read(0, 6, values.data());
  CHECK(std::isnan(values[9]));
  CHECK(TreeRouter(trees).leaf(0, values.data() + 8) == 4);  // missing goes right
  Table lacking;
  lacking.add("unit", table.columns[1]);
  CHECK(sentence([&] { TreeRows("test", lacking, trees.columns, UnseenLevel::refuse); }) == "test: x.age is missing, but must be a column; x has unit");
  lacking.add("age", table.columns[1]);
  CHECK(sentence([&] { TreeRows("test", lacking, trees.columns, UnseenLevel::refuse); }) == "test: x.age is text, but must be numbers");
}

TEST_CASE("trees: saved and loaded they are the same bytes") {
  const Object object = Object::of(example());
  const std::string bytes = save_document("survival.boosting", object);
  const Object again = load_document(bytes, "survival.boosting", type_of<Trees>);
  CHECK(save_document("survival.boosting", again) == bytes);
  CHECK_NOTHROW(again.as<Trees>()->validate("test", 4));
}

TEST_CASE("trees: whatever is changed in the table, it is refused or can be walked") {
  CHECK_THROWS_AS(example().validate("test", 2), Error);  // fewer intervals than a split by time says
  std::mt19937 random(3);
  const std::vector<double> row{35.0, 2.0}, empty{missing, missing};
  int refused = 0, walked = 0;
  for (int round = 0; round < 20000; ++round) {
    Trees trees = example();
    std::vector<std::int64_t>* lists[] = {&trees.nodes.tree,         &trees.nodes.feature, &trees.nodes.left,          &trees.nodes.right,
                                          &trees.nodes.missing_left, &trees.nodes.level_set, &trees.sets.level_set, &trees.sets.bin};
    for (std::uint32_t change = 0; change <= random() % 2; ++change) {
      std::vector<std::int64_t>& list = *lists[random() % 8];
      if (list.empty() || random() % 20 == 0) {
        list.resize(random() % 12);
        continue;
      }
      list[random() % list.size()] = random() % 10 == 0 ? std::numeric_limits<std::int64_t>::max() - static_cast<std::int64_t>(random() % 3)
                                                        : static_cast<std::int64_t>(random() % 14) - 3;
    }
    if (random() % 8 == 0) trees.nodes.threshold[random() % 10] = static_cast<double>(random() % 9) - 2.5;
    if (random() % 8 == 0) trees.columns[random() % 2].bins = static_cast<std::int64_t>(random() % 300) - 10;
    try {
      trees.validate("test", 4);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::corrupt);
      ++refused;
      continue;
    }
    ++walked;
    const TreeRouter router(trees);
    for (std::int64_t tree = 0; tree < router.trees(); ++tree)
      for (const auto* values : {&row, &empty})
        router.leaves(tree, values->data(), 0, 4, [&](std::int64_t node, std::int64_t, std::int64_t) { REQUIRE(router.is_leaf(node)); });
  }
  CHECK(refused > 10000);
  CHECK(walked > 1000);
}
