#include "mainstay/performance/targets.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "performance/targets_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Tree {
  std::vector<std::string> node{}, parent{};
  std::vector<double> history{}, volume{}, capacity{}, floor{}, cap{}, reachable{}, actual{}, previous{};
  Labels labels{};
  TargetsResult run(const TargetsOptions& options, const RunContext& context = {}) {
    labels = {};
    TargetsInput input;
    input.node = labels.column(node);
    input.parent = labels.column(parent, true);
    for (const auto& [to, from] : {std::pair{&input.history, &history}, std::pair{&input.volume, &volume}, std::pair{&input.capacity, &capacity}, std::pair{&input.floor, &floor}, std::pair{&input.cap, &cap},
                                   std::pair{&input.reachable, &reachable}, std::pair{&input.actual, &actual}, std::pair{&input.previous, &previous}})
      if (!from->empty()) *to = Column(*from);
    return targets(input, options, context);
  }
  Tree in_order(const std::vector<std::size_t>& order) const {
    Tree out;
    const auto take = [&](const auto& from, auto& to) {
      if (!from.empty())
        for (const std::size_t i : order) to.push_back(from[i]);
    };
    take(node, out.node), take(parent, out.parent), take(history, out.history), take(volume, out.volume), take(capacity, out.capacity), take(floor, out.floor), take(cap, out.cap), take(reachable, out.reachable);
    take(actual, out.actual), take(previous, out.previous);
    return out;
  }
};

std::string text(const Categories& column, std::size_t row) { return column.codes[row] < 0 ? "" : column.levels[static_cast<std::size_t>(column.codes[row])]; }

std::map<std::string, std::size_t> rows_of(const TargetsResult& result) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t row = 0; row < result.nodes.target.size(); ++row) rows[text(result.nodes.node, row)] = row;
  return rows;
}

// A region with two teams: Li and Wu in the east, Hao in the west.
Tree region() {
  Tree tree;
  tree.node = {"region", "east", "west", "Li", "Wu", "Hao"};
  tree.parent = {"", "region", "region", "east", "east", "west"};
  tree.history = {missing, missing, missing, 300, 100, 200};
  tree.volume = {missing, missing, missing, 3, 2, 4};
  tree.capacity = {missing, missing, missing, 1, 1, 1};
  return tree;
}

TargetsOptions of(std::int64_t total) {
  TargetsOptions options;
  options.total = total;
  return options;
}

}  // namespace

TEST_CASE("targets: a region by hand") {
  TargetsResult result = region().run(of(1001));
  // East: 400 in 5 months, 80 each with capacity 2: weight 160; west 200 in 4: 50. 1001 * 160 / 210 = 762.67, 238.33: the step left goes to the east.
  std::map<std::string, std::size_t> row = rows_of(result);
  CHECK(result.nodes.node.levels == std::vector<std::string>{"region", "east", "Li", "Wu", "west", "Hao"});
  CHECK(result.nodes.weight[row["east"]] == Approx(160));
  CHECK(result.nodes.weight[row["west"]] == Approx(50));
  CHECK(result.nodes.target[row["east"]] == 763);
  CHECK(result.nodes.target[row["west"]] == 238);
  // Within the east 100 a month against 50: 508.67 and 254.33.
  CHECK(result.nodes.target[row["Li"]] == 509);
  CHECK(result.nodes.target[row["Wu"]] == 254);
  CHECK(result.nodes.target[row["Hao"]] == 238);
  CHECK(result.nodes.exact[row["Li"]] == Approx(763 * 100 / 150.0));
  CHECK(result.nodes.expected[row["region"]] == Approx(200));
  CHECK(result.nodes.stretch[row["region"]] == Approx(1001 / 200.0));
  // Shrinkage: with k = 2, Li 0.6 * 100 + 0.4 * 80 = 92, Wu 0.5 * 50 + 0.5 * 80 = 65.
  TargetsOptions options = of(1001);
  options.shrinkage = 2;
  result = region().run(options);
  CHECK(result.nodes.shrunk_rate[row["Li"]] == Approx(92));
  CHECK(result.nodes.shrunk_rate[row["Wu"]] == Approx(65));
  CHECK(result.nodes.credibility[row["east"]] == Approx(5.0 / 7));
  // A newcomer without history has the rate of the team: 0 months to be believed.
  Tree tree = region();
  tree.history[4] = missing;
  result = tree.run(of(1000));
  CHECK(result.nodes.target[row["Li"]] == result.nodes.target[row["Wu"]]);
  // Nothing known of anybody: by capacity.
  tree.history.clear();
  tree.volume.clear();
  tree.capacity[5] = 0.5;
  result = tree.run(of(1000));
  CHECK(result.nodes.target == std::vector<std::int64_t>{1000, 800, 400, 400, 200, 200});
  CHECK(std::isnan(result.nodes.expected[0]));
}

TEST_CASE("targets: floors, caps, steps") {
  Tree tree = region();
  tree.floor = {missing, missing, 400, missing, 300, missing};
  tree.cap = {missing, missing, missing, 290, missing, missing};
  TargetsResult result = tree.run(of(1000));
  // West is held up to 400; of 600 for the east Li may take 290, so Wu has 310.
  CHECK(result.nodes.target == std::vector<std::int64_t>{1000, 600, 290, 310, 400, 400});
  CHECK(text(result.nodes.bound, 4) == "floor");
  CHECK(text(result.nodes.bound, 2) == "cap");
  CHECK(text(result.nodes.bound, 3) == "free");
  TargetsOptions options = of(1050);
  options.step = 100;
  result = region().run(options);
  // 800 and 250 exactly: 800, 200, and the rest of 50 to the west, which is farther below its part.
  CHECK(result.nodes.target[1] == 800);
  CHECK(result.nodes.target[4] == 250);
  CHECK(result.nodes.rounding[1] == 0.0);
}

TEST_CASE("targets: a hundred thousand a month, and thirty in the first two weeks") {
  Tree tree;
  tree.node = {"Li"};
  tree.parent = {""};
  tree.history = {240000};
  tree.volume = {4};
  tree.reachable = {70000};
  tree.actual = {12000};
  TargetsOptions options = of(100000);
  options.ramp = {0.3, 1};
  options.most_stretch = 1.5;
  options.elapsed = 0.25;
  const TargetsResult result = tree.run(options);
  CHECK(result.stages.target == std::vector<std::int64_t>{30000, 70000});
  CHECK(result.stages.cumulative == std::vector<std::int64_t>{30000, 100000});
  CHECK(result.unreachable.asked == std::vector<std::int64_t>{100000, 100000});
  CHECK(text(result.unreachable.rule, 0) == "reachable");
  CHECK(result.unreachable.shortfall == std::vector<std::int64_t>{30000, 10000});  // 1.5 times 60 thousand
  CHECK(result.sentence[1] == "Li: 100000 asked, 90000 can be reached (1.5 times the 60000 expected); the first stage asks 30000.");
  CHECK(result.sentence_zh[0] == "Li：要求100000，可达70000；第一阶段要求30000。");
  CHECK(result.nodes.achievement[0] == Approx(0.12));
  CHECK(result.nodes.pace[0] == Approx(0.48));
  CHECK(result.nodes.projected[0] == Approx(48000));
}

TEST_CASE("targets: a plan after a joiner and a leaver") {
  Tree tree = region();
  tree.node.push_back("An");
  tree.parent.push_back("west");
  for (std::vector<double>* column : {&tree.history, &tree.volume}) column->push_back(missing);
  tree.capacity = {missing, missing, missing, 0.5, 0, 0.5, 0.5};  // half the period is left; Wu has gone
  tree.actual = {missing, missing, missing, 200, 60, 90, missing};
  tree.previous = {missing, missing, missing, 509, 254, 238, missing};
  TargetsOptions options = of(1001);
  options.keep = TargetsKeep::achieved;
  options.elapsed = 0.5;
  const TargetsResult result = tree.run(options);
  std::map<std::string, std::size_t> row = rows_of(result);
  CHECK(result.kept == 350);
  CHECK(result.rest == 651);
  CHECK(result.total == 1001);
  CHECK(result.nodes.target[row["Wu"]] == 60);
  CHECK(text(result.nodes.movement, row["Wu"]) == "left");
  CHECK(text(result.nodes.movement, row["An"]) == "joined");
  // East 80 * 0.5 against west 50 * 1: 289.33 and 361.67 of 651; An and Hao alike.
  CHECK(result.nodes.target[row["Li"]] == 200 + 289);
  CHECK(result.nodes.target[row["Hao"]] - 90 + result.nodes.target[row["An"]] == 362);
  CHECK(result.nodes.target[row["Hao"]] - 90 == 181);
  CHECK(result.nodes.change[row["region"]] == 0);
  CHECK(result.nodes.achievement[row["region"]] == Approx(350 / 1001.0));
  CHECK(result.nodes.unreported[row["west"]] == 1);
  CHECK(result.nodes.achievement[row["west"]] == Approx(90.0 / static_cast<double>(result.nodes.target[row["west"]])));
  options.total = 300;
  const TargetsResult done = tree.run(options);
  CHECK(done.status == TargetsStatus::achieved_already);
  CHECK(done.total == 350);
}

TEST_CASE("targets: exact fractions of a peer") {
  for (const std::string& file : golden::golden_files("performance/targets")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Tree tree;
    for (std::size_t i = 0; i < data["node"].size(); ++i) {
      tree.node.push_back(data["node"][i]);
      tree.parent.push_back(data["parent"][i].is_null() ? "" : data["parent"][i].get<std::string>());
    }
    tree.history = golden::numbers(data["history"]);
    tree.volume = golden::numbers(data["volume"]);
    tree.capacity = golden::numbers(data["capacity"]);
    tree.floor = golden::numbers(data["floor"]);
    tree.cap = golden::numbers(data["cap"]);
    TargetsOptions options = of(document["options"]["total"].get<std::int64_t>());
    options.step = document["options"]["step"].get<std::int64_t>();
    options.shrinkage = document["options"]["shrinkage"].get<double>();
    const TargetsResult result = tree.run(options);
    for (const auto& [name, row] : rows_of(result)) {
      CAPTURE(name);
      CHECK(result.nodes.target[row] == expect["target"][name].get<std::int64_t>());
      near(result.nodes.exact[row], expect["exact"][name].get<double>(), 1e-12, "exact");
    }
  }
}

TEST_CASE("targets: parts add up within their bounds, by weight, whatever is drawn") {
  std::mt19937_64 draw(3);
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const std::size_t k = 1 + draw() % 6;
    std::vector<double> weight;
    std::vector<std::int64_t> lower, upper;
    std::int64_t least = 0, most = 0;
    for (std::size_t i = 0; i < k; ++i) {
      weight.push_back(draw() % 5 == 0 ? 0.0 : static_cast<double>(draw() % 1000) / 7);
      lower.push_back(draw() % 2 == 0 ? 0 : static_cast<std::int64_t>(draw() % 50));
      upper.push_back(draw() % 3 == 0 ? no_cap : lower.back() + static_cast<std::int64_t>(draw() % 100));
      least += lower.back();
      most = std::min(no_cap, most + upper.back());
    }
    const std::int64_t amount = least + static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(std::min<std::int64_t>(most - least, 1000) + 1)), step = 1 + static_cast<std::int64_t>(draw() % 7);
    const Split parts = split_amount(weight, lower, upper, amount, step);
    CHECK(std::accumulate(parts.whole.begin(), parts.whole.end(), std::int64_t{0}) == amount);
    near(std::accumulate(parts.exact.begin(), parts.exact.end(), 0.0), static_cast<double>(amount), 1e-12, "exact parts");
    for (std::size_t i = 0; i < k; ++i) {
      CHECK(parts.whole[i] >= lower[i]);
      CHECK(parts.whole[i] <= upper[i]);
      // Nobody above the floor has more for the weight than somebody below the cap.
      for (std::size_t j = 0; j < k; ++j)
        if (weight[i] > 0 && weight[j] > 0 && parts.exact[i] > static_cast<double>(lower[i]) + 1e-9 && parts.exact[j] < static_cast<double>(upper[j]) - 1e-9)
          CHECK(parts.exact[i] / weight[i] <= parts.exact[j] / weight[j] * (1 + 1e-9));
      if (step == 1) CHECK(std::fabs(static_cast<double>(parts.whole[i]) - parts.exact[i]) < 1.0 + 1e-9);
    }
  }
}

TEST_CASE("targets: weights and amounts of any size") {
  for (const auto& weight : {std::vector<double>{1e-310, 1, 3}, std::vector<double>{1e300, 1e-300, 1e300}, std::vector<double>{0, 0, 0}, std::vector<double>{5e-324, 5e-324, 5e-324}})
    for (const std::int64_t amount : {INT64_C(0), INT64_C(7), INT64_C(9007199254740991)}) {
      const Split parts = split_amount(weight, {0, 0, 0}, {no_cap, no_cap, no_cap}, amount, 1);
      CHECK(std::accumulate(parts.whole.begin(), parts.whole.end(), std::int64_t{0}) == amount);
      const Split capped = split_amount(weight, {0, amount / 7, 0}, {amount / 3, amount, amount / 2}, amount, 1);
      CHECK(std::accumulate(capped.whole.begin(), capped.whole.end(), std::int64_t{0}) == amount);
    }
}

TEST_CASE("targets: children add up at every node; any order of rows, any number of threads") {
  std::mt19937_64 draw(6);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    Tree tree;
    tree.node = {"n0"};
    tree.parent = {""};
    const std::size_t size = 1 + draw() % 25;
    std::vector<bool> inner(size, false);
    for (std::size_t i = 1; i < size; ++i) {
      const std::size_t above = draw() % i;
      inner[above] = true;
      tree.node.push_back("n" + std::to_string(i));
      tree.parent.push_back("n" + std::to_string(above));
    }
    for (std::size_t i = 0; i < size; ++i) {
      const auto leaf = [&](double value) { return inner[i] ? missing : value; };
      tree.history.push_back(leaf(draw() % 5 == 0 ? missing : static_cast<double>(draw() % 5000)));
      tree.volume.push_back(leaf(static_cast<double>(1 + draw() % 9)));
      tree.capacity.push_back(leaf(static_cast<double>(1 + draw() % 3)));
      tree.actual.push_back(leaf(draw() % 4 == 0 ? missing : static_cast<double>(draw() % 3000)));
      tree.floor.push_back(draw() % 6 == 0 && !inner[i] ? static_cast<double>(draw() % 400) : missing);
    }
    TargetsOptions options = of(400000 + static_cast<std::int64_t>(draw() % 1000));
    options.step = 1 + static_cast<std::int64_t>(draw() % 50);
    options.shrinkage = static_cast<double>(draw() % 4);
    options.keep = draw() % 2 == 0 ? TargetsKeep::achieved : TargetsKeep::nothing;
    options.ramp = {0.2, 0.55, 1};
    const TargetsResult result = tree.run(options);
    std::map<std::string, std::size_t> row = rows_of(result);
    CHECK(result.nodes.target[row["n0"]] == options.total);
    std::map<std::string, std::int64_t> target, actual;
    std::map<std::string, std::vector<std::int64_t>> stages;
    for (std::size_t i = 0; i < size; ++i) {
      if (tree.parent[i].empty()) continue;
      target[tree.parent[i]] += result.nodes.target[row[tree.node[i]]];
      actual[tree.parent[i]] += result.nodes.actual[row[tree.node[i]]];
      stages[tree.parent[i]].resize(3);
      for (std::size_t stage = 0; stage < 3; ++stage) stages[tree.parent[i]][stage] += result.stages.target[3 * row[tree.node[i]] + stage];
    }
    for (const auto& [name, sum] : target) {
      CHECK(result.nodes.target[row[name]] == sum);
      CHECK(result.nodes.actual[row[name]] == actual[name]);
      for (std::size_t stage = 0; stage < 3; ++stage) CHECK(result.stages.target[3 * row[name] + stage] == stages[name][stage]);
    }
    CHECK(result.stages.cumulative[2] == options.total);
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), draw);
    Tree shuffled = tree.in_order(order);
    const auto read = [](const TargetsResult& one) { return to_json(Object::of(one)); };
    CHECK(read(result) == read(shuffled.run(options)));
    CHECK(read(result) == read(tree.run(options, {.threads = 3})));
  }
}

TEST_CASE("targets: refusals name what is wrong") {
  const auto said = [](const auto& change) {
    return sentence([&] {
      Tree tree = region();
      TargetsOptions options = of(1000);
      change(tree, options);
      tree.run(options);
    });
  };
  CHECK(said([](Tree&, TargetsOptions&) {}) == "accepted");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.parent[1] = "Li"; }) == "performance.targets: parent is \"Li > east > Li\", but must be a tree: nobody stands above himself");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.parent[3] = "south"; }) == "performance.targets: parent[3] is \"south\", but must be one of the nodes, or missing at the top");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.parent[2] = ""; }) == "performance.targets: parent[2] is missing, but must be given: \"region\" is at the top already");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.node[4] = "Li"; }) == "performance.targets: node[4] is \"Li\", but must be there once: row 3 has it too");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.history[1] = 5; }) == "performance.targets: history[1] is 5, but must be missing: \"east\" stands above others, whose values are added up");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.volume[3] = 0; }) == "performance.targets: volume[3] is 0, but must be > 0 where there is history");
  CHECK(said([](Tree& tree, TargetsOptions&) {
          tree.floor = {missing, missing, missing, 400, 300, missing};
          tree.cap = {missing, 600, missing, missing, missing, missing};
        }) == "performance.targets: cap[1] is 600, but must be at least what the floors below \"east\" add up to, 700");
  CHECK(said([](Tree& tree, TargetsOptions&) {
          tree.floor = {missing, 900, missing, missing, missing, missing};
          tree.cap = {missing, missing, missing, 400, 300, missing};
        }) == "performance.targets: floor[1] is 900, but must be at most what the caps and the capacity below \"east\" allow, 700");
  CHECK(said([](Tree& tree, TargetsOptions&) {
          tree.floor = {missing, missing, missing, 400, missing, missing};
          tree.cap = {missing, missing, missing, 300, missing, missing};
        }) == "performance.targets: cap[3] is 300, but must be at least the floor of \"Li\", 400");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.floor = {missing, missing, missing, 700, missing, 400}; }) == "performance.targets: total is 1000, but must be at least what the floors below \"region\" add up to, 1100");
  CHECK(said([](Tree& tree, TargetsOptions&) { tree.cap = {missing, missing, missing, 100, 200, 300}; }) == "performance.targets: total is 1000, but must be at most what the caps and the capacity below \"region\" allow, 600");
  CHECK(said([](Tree&, TargetsOptions& options) { options.ramp = {0.5, 0.4}; }) == "performance.targets: ramp[1] is 0.4, but must be above the share before, 0.5");
  CHECK(said([](Tree&, TargetsOptions& options) { options.ramp = {0.5, 0.9}; }) == "performance.targets: ramp[1] is 0.9, but must be 1, the end of the period");
}
