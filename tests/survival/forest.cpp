// Forests: splits against survival.log_rank and plain loops, leaves against survival.curve, scores against trees picked by hand, memory by counting.
#include "mainstay/survival/forest.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <new>
#include <numeric>
#include <random>
#include <set>
#include <string_view>

#include <malloc.h>

#include "core/at.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/log_rank.hpp"
#include "sentence.hpp"
#include "survival/forest_kernel.hpp"
#include "survival/tree_router.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

// What is allocated, while somebody counts.
std::atomic<bool> counting{false};
std::atomic<std::int64_t> held{0}, most_held{0};
void* take(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  if (counting) {
    const std::int64_t now = held += static_cast<std::int64_t>(malloc_usable_size(memory));
    std::int64_t most = most_held;
    while (now > most && !most_held.compare_exchange_weak(most, now)) {
    }
  }
  return memory;
}
void give(void* memory) noexcept {
  if (memory != nullptr && counting) held -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct People {
  std::vector<double> number, other, duration, entry, weights;
  std::vector<std::int32_t> level;
  std::vector<std::string_view> levels{"a", "b", "c", "d"};
  std::vector<std::int64_t> event, person;
  ForestInput input;
  People(std::int64_t n, int causes, unsigned seed, bool with_missing = true) {
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return static_cast<double>(random() >> 11) / 9007199254740992.0; };
    for (std::int64_t i = 0; i < n; ++i) {
      number.push_back(std::round(20.0 * uniform()) / 2.0);
      other.push_back(std::round(6.0 * uniform()));
      level.push_back(static_cast<std::int32_t>(random() % 4));
      const double rate = std::exp(0.15 * number.back() - 0.1 * other.back() + (level.back() == 2 ? 0.8 : 0.0) - 1.0);
      const double first = std::floor(3.0 * uniform()), stay = std::ceil(-8.0 * std::log(1.0 - uniform()) / rate), seen = 1.0 + std::floor(12.0 * uniform());
      entry.push_back(first);
      duration.push_back(first + std::min(stay, seen));
      event.push_back(stay <= seen ? 1 + static_cast<std::int64_t>(uniform() * causes * (number.back() > 5.0 ? 1.0 : 0.7)) : 0);
      weights.push_back(1.0 + static_cast<double>(random() % 3));
      person.push_back(static_cast<std::int64_t>(random() % static_cast<unsigned>(n)) * 7);
      if (with_missing && random() % 6 == 0) number.back() = missing;
      if (with_missing && random() % 9 == 0) level.back() = -1;
    }
    view();
  }
  std::vector<std::int32_t> codes;
  std::vector<std::uint8_t> given;
  Column levels_column() {  // level -1 is missing
    codes.assign(level.size(), 0);
    given.assign(level.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < level.size(); ++i)
      if (level[i] >= 0) {
        codes[i] = level[i];
        given[i / 8] = static_cast<std::uint8_t>(given[i / 8] | (1u << (i % 8)));
      }
    Column column(codes);
    column.categorical = true;
    column.levels = levels;
    column.validity = given.data();
    return column;
  }
  void view() {
    input = {};
    input.x.add("number", number);
    input.x.add("level", levels_column());
    input.x.add("other", other);
    input.duration = duration;
    input.event = event;
  }
};

std::string bytes(const ForestFit& fit) { return save_document("survival.forest", Object::of(fit)); }

// The statistic of a two-sided part of some rows, by survival.log_rank: for each cause, others censored.
double statistic_of(const People& people, const std::vector<std::int64_t>& rows, const std::vector<bool>& left, const ForestInput& input, std::int64_t causes, bool any) {
  double sum = 0.0;
  for (std::int64_t cause = any ? 0 : 1; cause <= (any ? 0 : causes); ++cause) {
    std::vector<double> duration, entry, weights;
    std::vector<std::int64_t> event, group;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t row = at(rows[i]);
      duration.push_back(people.duration[row]);
      entry.push_back(people.entry[row]);
      weights.push_back(people.weights[row]);
      event.push_back(cause == 0 ? people.event[row] > 0 : people.event[row] == cause);
      group.push_back(left[i]);
    }
    LogRankInput test;
    test.duration = duration;
    test.event = event;
    test.group = group;
    if (input.entry.given()) test.entry = entry;
    if (input.weights.given()) test.weights = weights;
    const LogRankResult result = log_rank(test, {});
    if (result.status == LogRankStatus::tested) sum += result.statistic;
  }
  return sum;
}

// The largest statistic that any allowed cut of the rows reaches, by trying them all.
double best_of(const People& people, const std::vector<std::int64_t>& rows, const ForestInput& input, std::int64_t causes, const ForestOptions& options) {
  double best = 0.0;
  const auto attempt = [&](const std::vector<bool>& left) {
    double rows_left = 0.0, rows_right = 0.0, leavers_left = 0.0, leavers_right = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      (left[i] ? rows_left : rows_right) += 1.0;
      const double weight = input.weights.given() ? people.weights[at(rows[i])] : 1.0;
      if (people.event[at(rows[i])] > 0) (left[i] ? leavers_left : leavers_right) += weight;
    }
    const double least = static_cast<double>(options.min_leaf_rows);
    if (rows_left < least || rows_right < least || leavers_left < options.min_leaf_events || leavers_right < options.min_leaf_events) return;
    best = std::max(best, statistic_of(people, rows, left, input, causes, options.split == ForestSplit::any));
  };
  for (const std::vector<double>* column : {&people.number, &people.other}) {
    std::set<double> values;
    bool gaps = false;
    for (const std::int64_t row : rows) {
      if (std::isnan((*column)[at(row)])) gaps = true;
      else values.insert((*column)[at(row)]);
    }
    for (const double value : values)
      for (const bool missing_left : {false, true}) {
        if (missing_left && !gaps) continue;
        std::vector<bool> left;
        for (const std::int64_t row : rows) left.push_back(std::isnan((*column)[at(row)]) ? missing_left : (*column)[at(row)] <= value);
        attempt(left);
      }
  }
  // Levels in the order of (leavers + 1) / (expected + 1), for all causes together and for each; missing values are a level.
  std::vector<std::int64_t> with_events;
  for (std::int64_t cause = 1; cause <= causes; ++cause)
    if (std::any_of(rows.begin(), rows.end(), [&](std::int64_t row) { return people.event[at(row)] == cause; })) with_events.push_back(cause);
  std::map<std::int64_t, std::map<std::int32_t, std::pair<double, double>>> sums;  // of cause and level: leavers, expected
  const bool any = options.split == ForestSplit::any;
  const auto weight_of = [&](std::int64_t row) { return input.weights.given() ? people.weights[at(row)] : 1.0; };
  const auto entry_of = [&](std::int64_t row) { return input.entry.given() ? people.entry[at(row)] : -1.0; };
  for (const std::int64_t cause : with_events) {
    for (const std::int64_t row : rows) sums[cause][people.level[at(row)]];
    std::set<double> times;
    for (const std::int64_t row : rows)
      if (people.event[at(row)] == cause) times.insert(people.duration[at(row)]);
    for (const double time : times) {
      double at_risk = 0.0, leaving = 0.0;
      for (const std::int64_t row : rows) {
        if (entry_of(row) < time && time <= people.duration[at(row)]) at_risk += weight_of(row);
        if (people.event[at(row)] == cause && people.duration[at(row)] == time) leaving += weight_of(row);
      }
      for (const std::int64_t row : rows) {
        auto& [left, expected] = sums[cause][people.level[at(row)]];
        if (entry_of(row) < time && time <= people.duration[at(row)]) expected += leaving / at_risk * weight_of(row);
        if (people.event[at(row)] == cause && people.duration[at(row)] == time) left += weight_of(row);
      }
    }
  }
  std::vector<std::vector<std::int64_t>> looks{with_events};
  if (!any && with_events.size() > 1)
    for (const std::int64_t cause : with_events) looks.push_back({cause});
  for (const auto& look : looks) {
    std::map<std::int32_t, std::pair<double, double>> level_sums;
    for (const std::int64_t cause : look)
      for (const auto& [level, sum] : sums[cause]) {
        level_sums[level].first += sum.first;
        level_sums[level].second += sum.second;
      }
    std::vector<std::pair<double, std::int32_t>> order;
    for (const auto& [level, sum] : level_sums) order.emplace_back((sum.first + 1.0) / (sum.second + 1.0), level);
    std::sort(order.begin(), order.end());
    for (std::size_t cut = 1; cut < order.size(); ++cut) {
      std::set<std::int32_t> low;
      for (std::size_t i = 0; i < cut; ++i) low.insert(order[i].second);
      std::vector<bool> left;
      for (const std::int64_t row : rows) left.push_back(low.count(people.level[at(row)]) > 0);
      attempt(left);
    }
  }
  return best;
}

// Some trees of a forest as a forest of their own.
ForestFit some_of(const ForestFit& fit, const std::vector<std::int64_t>& chosen) {
  ForestFit part = fit;
  part.trees.nodes = {};
  part.trees.nodes.value = {};
  part.leaf_cells.clear();
  part.cells = {};
  TreeNodes& to = part.trees.nodes;
  const TreeNodes& from = fit.trees.nodes;
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    std::int64_t shift = 0, cell = 0;
    bool begun = false;
    for (std::size_t i = 0; i < from.tree.size(); ++i) {
      if (from.tree[i] == chosen[k]) {
        if (!begun) shift = static_cast<std::int64_t>(to.tree.size()) - static_cast<std::int64_t>(i);
        begun = true;
        to.tree.push_back(static_cast<std::int64_t>(k));
        to.feature.push_back(from.feature[i]);
        to.left.push_back(from.left[i] < 0 ? -1 : from.left[i] + shift);
        to.right.push_back(from.right[i] < 0 ? -1 : from.right[i] + shift);
        to.missing_left.push_back(from.missing_left[i]);
        to.level_set.push_back(from.level_set[i]);
        to.threshold.push_back(from.threshold[i]);
        to.cover.push_back(from.cover[i]);
        to.value.push_back(from.value[i]);
        part.leaf_cells.push_back(fit.leaf_cells[i]);
        for (std::int64_t c = 0; c < fit.leaf_cells[i]; ++c) {
          part.cells.cell.push_back(fit.cells.cell[at(cell + c)]);
          part.cells.weight.push_back(fit.cells.weight[at(cell + c)]);
        }
      }
      cell += fit.leaf_cells[i];
    }
  }
  part.validate();
  return part;
}

// The same stream of random numbers in plain words.
std::vector<std::vector<bool>> drawn_of(std::int64_t people, double share, std::uint64_t seed, std::int64_t trees) {
  std::vector<std::vector<bool>> all;
  for (std::int64_t t = 0; t < trees; ++t) {
    stats::Random random({seed, 0x666f72657374u, static_cast<std::uint64_t>(t)});
    std::vector<std::int64_t> order(at(people));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    const auto count = static_cast<std::int64_t>(std::llround(share * static_cast<double>(people)));
    std::vector<bool> drawn(at(people), false);
    for (std::int64_t i = 0; i < count; ++i) {
      std::swap(order[at(i)], order[at(i + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(people - i))))]);
      drawn[at(order[at(i)])] = true;
    }
    all.push_back(drawn);
  }
  return all;
}

ForestOptions one_tree() {
  ForestOptions options;
  options.trees = 1;
  options.columns = 100;
  options.sample_share = 1.0;
  options.bins = 255;
  options.split_intervals = 64;
  options.out_of_bag = false;
  return options;
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {  // what std::stable_sort asks for, and gives back to the plain one
  try {
    return take(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* memory) noexcept { give(memory); }
void operator delete[](void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give(memory); }

TEST_CASE("forest: one split by hand") {
  // Six people, x = 1 … 6, leaving at 1, 2, 3, 4, 5, 6 in the order 1, 2, 4, 3, 5, 6 of x, the last still here.
  // The cut 2 | 4: left leave at 1 and 2. O = 2; E = 2/6 + 1/5; V = (2/6)(4/6) + (1/5)(4/5). (O - E)² / V = (22/15)² / (172/450).
  const std::vector<double> x{1, 2, 3, 4, 5, 6}, duration{1, 2, 4, 3, 5, 6};
  const std::vector<std::int64_t> event{1, 1, 1, 1, 1, 0};
  const double by_hand = (22.0 / 15.0) * (22.0 / 15.0) / (2.0 / 9.0 + 4.0 / 25.0);
  std::vector<double> ended(14, 0.0), weights(5, 1.0);
  const TimeSteps steps = steps_of({1, 2, 3, 4, 5}, weights, 64);
  REQUIRE(steps.count() == 5);
  std::vector<std::int32_t> cells(12 * 6, 0);
  for (std::int32_t i = 0; i < 6; ++i) {
    const std::int32_t last = event[at(i)] > 0 ? steps.left(duration[at(i)]) : steps.seen(duration[at(i)]), cell = last * 2 + static_cast<std::int32_t>(event[at(i)]);
    ended[at(cell)] += 1.0;
    cells[at(cell * 6 + i)] = 1;
  }
  NodeTimes times;
  times.set(ended.data(), nullptr, 5, 1, 1.0, false);
  CHECK(times.count() == 5);
  CutSearch search;
  search.read<std::int32_t>(times, cells.data(), nullptr, nullptr, 6);
  const std::uint8_t code[6] = {0, 1, 2, 3, 4, 5};
  stats::Random random({1});
  CutRules rules;
  rules.least_rows = 2;
  for (const double least : {2.0, 3.0}) {
    rules.least_rows = least;
    Cut cut;
    search.numbers(times, rules, code, 6, random, cut);
    LogRankInput test;
    std::vector<std::int64_t> group;
    for (std::int32_t i = 0; i < 6; ++i) group.push_back(i <= cut.last);
    test.duration = duration;
    test.event = event;
    test.group = group;
    CHECK(cut.statistic == doctest::Approx(log_rank(test, {}).statistic).epsilon(1e-14));
    if (least == 2.0) {
      CHECK(cut.last == 1);
      CHECK(cut.statistic == doctest::Approx(by_hand).epsilon(1e-14));
    }
  }
  ForestInput input;
  input.x.add("x", x);
  input.duration = duration;
  input.event = event;
  ForestOptions options = one_tree();
  options.min_leaf_rows = 2;
  options.min_leaf_events = 1;
  options.depth = 1;
  const ForestFit fit = forest(input, options);
  REQUIRE(fit.trees.nodes.tree.size() == 3);
  CHECK(fit.trees.nodes.threshold[0] == 2.5);
  CHECK(fit.trees.nodes.cover == std::vector<double>{6, 2, 4});
  // Leavers against those expected if all left alike: 2 against 8/15, 3 against the rest of 5.
  const double first = 1.0 / 6 + 1.0 / 6 + 1.0 / 5;
  CHECK(fit.trees.nodes.value[1] == doctest::Approx(std::log(3.0 / (first + 1.0))).epsilon(1e-14));
  CHECK(fit.trees.nodes.value[2] == doctest::Approx(std::log(4.0 / (5.0 - first + 1.0))).epsilon(1e-14));
}

TEST_CASE("forest: trees of survdiff, curves of survfit") {
  int leaves = 0;
  for (const std::string& name : golden::golden_files("survival/forest", "random_")) {
    CAPTURE(name);
    const golden::json document = golden::load_golden(name);
    const golden::json& data = document["data"];
    std::map<std::string, std::vector<double>> x;
    ForestInput input;
    for (const auto& [column, values] : data["x"].items()) x[column] = golden::numbers(values);
    for (const auto& [column, values] : x) input.x.add(column, values);
    const std::vector<double> duration = golden::numbers(data["duration"]), cause = golden::numbers(data["cause"]), times = golden::numbers(document["options"]["times"]);
    input.duration = duration;
    input.event = cause;
    ForestOptions options = one_tree();
    options.min_leaf_rows = document["options"]["min_leaf_rows"].get<std::int64_t>();
    options.min_leaf_events = document["options"]["min_leaf_events"].get<double>();
    options.intervals = 10000;
    const ForestFit fit = forest(input, options);
    const golden::json& nodes = document["expect"]["nodes"];
    CHECK(nodes.size() == fit.trees.nodes.tree.size());
    const TreeRouter router(fit.trees);
    const TreeRows rows("test", input.x, fit.trees.columns, UnseenLevel::refuse);
    std::vector<double> values(at(rows.rows() * rows.columns()));
    rows.read(0, rows.rows(), values.data());
    for (const golden::json& node : nodes) {
      std::int64_t place = 0;
      for (const char side : node["path"].get<std::string>()) {
        REQUIRE(!router.is_leaf(place));
        place = side == 'L' ? router.left(place) : router.right(place);
      }
      CHECK(fit.trees.nodes.cover[at(place)] == node["rows"].get<double>());
      REQUIRE(router.is_leaf(place) == !node.contains("column"));
      if (!router.is_leaf(place)) {
        const std::string column = node["column"].get<std::string>();
        CHECK(fit.trees.columns[at(router.feature(place))].name == column);
        const double last = node["last"].get<double>(), cut = fit.trees.nodes.threshold[at(place)];
        CHECK(last <= cut);  // and the next value that the node has is above it, as the sizes say
        continue;
      }
      ++leaves;
      for (std::int64_t i = 0; i < rows.rows(); ++i) {
        if (router.leaf(0, values.data() + i * rows.columns()) != place) continue;
        NewPeople one;
        std::map<std::string, std::vector<double>> its;
        for (const auto& [column, all] : x) its[column] = {all[at(i)]};
        for (const auto& [column, value] : its) one.x.add(column, value);
        ForestPredictOptions asked;
        asked.beyond = BeyondFollowUp::carry;
        asked.times = times;
        const ForestPrediction found = forest_predict(fit, one, asked);
        const std::vector<double> survival = golden::numbers(node["survival"]);
        for (std::size_t t = 0; t < times.size(); ++t) CHECK(found.survival[t] == doctest::Approx(survival[t]).epsilon(1e-12));
        for (std::size_t c = 0; c < 2; ++c) {
          const std::vector<double> incidence = golden::numbers(node["incidence"][c]);
          for (std::size_t t = 0; t < times.size(); ++t) CHECK(found.incidence[c].incidence[t] == doctest::Approx(incidence[t]).epsilon(1e-12));
        }
        break;
      }
    }
  }
  CHECK(leaves > 15);
}

TEST_CASE("forest: the splits are those that plain loops over survival.log_rank find") {
  int splits = 0, by_level = 0, by_gap = 0;
  for (unsigned design = 0; design < 16; ++design) {
    CAPTURE(design);
    const int causes = 1 + static_cast<int>(design % 3);
    People people(60 + 10 * (design % 4), causes, 100 + design, design % 4 != 1);
    if (design & 1) people.input.entry = people.entry;
    if (design & 2) people.input.weights = people.weights;
    ForestOptions options = one_tree();
    options.min_leaf_rows = 5;
    options.min_leaf_events = 2;
    options.split = design % 5 == 4 ? ForestSplit::any : ForestSplit::causes;
    const ForestFit fit = forest(people.input, options);
    const TreeRouter router(fit.trees);
    const TreeRows rows("test", people.input.x, fit.trees.columns, UnseenLevel::refuse);
    std::vector<double> values(at(rows.rows() * rows.columns()));
    rows.read(0, rows.rows(), values.data());
    std::vector<std::vector<std::int64_t>> inside(fit.trees.nodes.tree.size());
    for (std::int64_t i = 0; i < rows.rows(); ++i) inside[0].push_back(i);
    for (std::size_t node = 0; node < inside.size(); ++node) {
      const double best = best_of(people, inside[node], people.input, causes, options);
      if (router.is_leaf(static_cast<std::int64_t>(node))) {
        CHECK(best == 0.0);
        continue;
      }
      std::vector<bool> left;
      for (const std::int64_t i : inside[node]) {
        const std::int64_t child = router.child(static_cast<std::int64_t>(node), values.data() + i * rows.columns());
        left.push_back(child == router.left(static_cast<std::int64_t>(node)));
        inside[at(child)].push_back(i);
      }
      const double found = statistic_of(people, inside[node], left, people.input, causes, options.split == ForestSplit::any);
      CHECK(found == doctest::Approx(best).epsilon(1e-11));
      ++splits;
      by_level += fit.trees.nodes.level_set[node] >= 0;
      by_gap += fit.trees.nodes.missing_left[node] > 0;
    }
  }
  CHECK(splits > 40);
  CHECK(by_level > 5);
  CHECK(by_gap > 3);
}

TEST_CASE("forest: a tree of one leaf is survival.curve") {
  for (const bool weighted : {false, true})
    for (const bool entered : {false, true}) {
      CAPTURE(weighted);
      CAPTURE(entered);
      People people(300, 2, 5);
      if (weighted) people.input.weights = people.weights;
      if (entered) people.input.entry = people.entry;
      ForestOptions options = one_tree();
      options.min_leaf_rows = 300;
      options.intervals = 10000;
      const ForestFit fit = forest(people.input, options);
      CHECK(fit.trees.nodes.tree.size() == 1);
      CurveInput rows;
      rows.duration = people.input.duration;
      rows.event = people.input.event;
      rows.entry = people.input.entry;
      rows.weights = people.input.weights;
      const CurveResult curve = survival::curve(rows, {});
      NewPeople one;
      one.x = people.input.x;
      ForestPredictOptions asked;
      asked.beyond = BeyondFollowUp::carry;
      asked.times = curve.curve.time;
      const ForestPrediction found = forest_predict(fit, one, asked);
      for (std::size_t t = 0; t < curve.curve.time.size(); ++t) CHECK(found.survival[t] == doctest::Approx(curve.curve.survival[t]).epsilon(1e-12));
      for (std::size_t i = 0; i < curve.incidence.time.size(); ++i) {
        const auto place = std::find(asked.times.begin(), asked.times.end(), curve.incidence.time[i]) - asked.times.begin();
        CHECK(found.incidence[at(curve.incidence.cause.codes[i])].incidence[at(place)] == doctest::Approx(curve.incidence.incidence[i]).epsilon(1e-12));
      }
    }
}

TEST_CASE("forest: curves of several trees are those of the people in their leaves") {
  People people(200, 2, 8);
  people.input.entry = people.entry;
  people.input.weights = people.weights;
  ForestOptions options = one_tree();
  options.trees = 4;
  options.columns = 1;
  options.min_leaf_rows = 15;
  options.intervals = 10000;
  const ForestFit fit = forest(people.input, options);
  const TreeRouter router(fit.trees);
  const TreeRows rows("test", people.input.x, fit.trees.columns, UnseenLevel::refuse);
  std::vector<double> values(600);
  rows.read(0, 200, values.data());
  NewPeople same;
  same.x = people.input.x;
  same.tenure = people.entry;
  ForestPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {7.0, 2.0, 0.0, 30.0};
  const ForestPrediction found = forest_predict(fit, same, asked);
  for (std::int64_t i = 0; i < 200; i += 7) {
    double score = 0.0;
    std::vector<double> share(200, 0.0);
    for (std::int64_t t = 0; t < 4; ++t) {
      const std::int64_t leaf = router.leaf(t, values.data() + 3 * i);
      score += fit.trees.nodes.value[at(leaf)];
      for (std::int64_t j = 0; j < 200; ++j)
        if (router.leaf(t, values.data() + 3 * j) == leaf) share[at(j)] += people.weights[at(j)] / fit.trees.nodes.cover[at(leaf)];
    }
    CHECK(found.score[at(i)] == doctest::Approx(score).epsilon(1e-12));
    for (std::size_t t = 0; t < 4; ++t) {
      double staying = 1.0, left[2] = {0.0, 0.0};
      for (double time = 1.0; time <= people.entry[at(i)] + asked.times[t]; time += 1.0) {
        if (time <= people.entry[at(i)]) continue;
        double at_risk = 0.0, leaving[2] = {0.0, 0.0};
        for (std::int64_t j = 0; j < 200; ++j) {
          if (people.entry[at(j)] < time && time <= people.duration[at(j)]) at_risk += share[at(j)];
          if (people.duration[at(j)] == time && people.event[at(j)] > 0) leaving[people.event[at(j)] - 1] += share[at(j)];
        }
        if (at_risk <= 0.0) continue;
        for (int c = 0; c < 2; ++c) left[c] += staying * leaving[c] / at_risk;
        staying *= 1.0 - (leaving[0] + leaving[1]) / at_risk;
      }
      CHECK(found.survival[at(i * 4) + t] == doctest::Approx(staying).epsilon(1e-10));
      for (std::size_t c = 0; c < 2; ++c) CHECK(found.incidence[c].incidence[at(i * 4) + t] == doctest::Approx(left[c]).epsilon(1e-10));
      CHECK(std::fabs(found.survival[at(i * 4) + t] + found.incidence[0].incidence[at(i * 4) + t] + found.incidence[1].incidence[at(i * 4) + t] - 1.0) < 1e-14);
    }
    CHECK(found.survival[at(i * 4) + 2] == 1.0);
  }
  // One time for each row is the same curve at that time.
  const std::vector<double> time(200, 7.0);
  same.time = time;
  const ForestPrediction each = forest_predict(fit, same);
  for (std::size_t i = 0; i < 200; ++i) CHECK(each.survival[i] == found.survival[i * 4]);
}

TEST_CASE("forest: out-of-bag scores are those of the trees for which a person was not drawn") {
  for (const bool clustered : {false, true}) {
    CAPTURE(clustered);
    People people(150, 2, 21);
    people.input.entry = people.entry;
    people.input.weights = people.weights;
    std::vector<std::int64_t> place(150);  // of the row's person
    std::int64_t count = 150;
    std::iota(place.begin(), place.end(), std::int64_t{0});
    if (clustered) {
      people.input.cluster = people.person;
      const std::set<std::int64_t> labels(people.person.begin(), people.person.end());
      count = static_cast<std::int64_t>(labels.size());
      for (std::size_t i = 0; i < 150; ++i) place[i] = std::distance(labels.begin(), labels.find(people.person[i]));
    }
    ForestOptions options;
    options.trees = 7;
    options.min_leaf_rows = 8;
    options.score_times = {3.0, 5.0, 8.0};
    options.importance = true;
    options.intervals = 10000;
    RunContext context;
    context.seed = 17;
    const ForestFit fit = forest(people.input, options, context);
    CHECK(fit.people == count);
    const auto drawn = drawn_of(count, 0.632, 17, 7);
    for (std::int64_t t = 0; t < 7; ++t) {  // the draw is the one that the trees were grown on
      double cover = 0.0;
      for (std::size_t i = 0; i < 150; ++i) cover += drawn[at(t)][at(place[i])] ? people.weights[i] : 0.0;
      const auto root = std::find(fit.trees.nodes.tree.begin(), fit.trees.nodes.tree.end(), t) - fit.trees.nodes.tree.begin();
      CHECK(fit.trees.nodes.cover[at(root)] == cover);
    }
    const auto scores_with = [&](const ForestInput& input, const People& shown) {
      std::vector<std::vector<std::vector<double>>> chance(3, std::vector<std::vector<double>>(3, std::vector<double>(150, 0.5)));
      std::vector<double> weights(150, 0.0);
      std::int64_t scored = 0;
      for (std::int64_t i = 0; i < 150; ++i) {
        std::vector<std::int64_t> trees;
        for (std::int64_t t = 0; t < 7; ++t)
          if (!drawn[at(t)][at(place[at(i)])]) trees.push_back(t);
        if (trees.empty()) continue;
        ++scored;
        weights[at(i)] = people.weights[at(i)];
        NewPeople one;
        std::vector<double> number{shown.number[at(i)]}, other{shown.other[at(i)]}, entry{people.entry[at(i)]};
        People alone(0, 1, 1);
        alone.level = {shown.level[at(i)]};
        one.x.add("other", other);
        one.x.add("level", alone.levels_column());
        one.x.add("number", number);
        one.tenure = entry;
        for (std::size_t t = 0; t < 3; ++t) {
          const std::vector<double> until{std::max(0.0, options.score_times[t] - entry[0])};
          one.time = until;
          const ForestPrediction curve = forest_predict(some_of(fit, trees), one);
          chance[0][t][at(i)] = 1.0 - curve.survival[0];
          chance[1][t][at(i)] = curve.incidence[0].incidence[0];
          chance[2][t][at(i)] = curve.incidence[1].incidence[0];
        }
      }
      CHECK(fit.out_of_bag_rows == scored);
      std::vector<std::pair<double, double>> found;
      for (std::size_t cause = 0; cause < 3; ++cause) {
        BrierInput judged;
        for (std::size_t t = 0; t < 3; ++t) judged.prediction.add("t" + std::to_string(t), chance[cause][t]);
        judged.duration = input.duration;
        judged.event = input.event;
        judged.entry = input.entry;
        judged.weights = weights;
        BrierOptions asked;
        asked.times = options.score_times;
        asked.predicted = PredictedWhat::incidence;
        if (cause > 0) asked.cause = static_cast<std::int64_t>(cause);
        ConcordanceInput pairs;
        std::vector<std::int64_t> left;
        for (const std::int64_t event : people.event) left.push_back(cause == 0 ? event > 0 : event == static_cast<std::int64_t>(cause));
        std::vector<float> rounded(chance[cause][2].begin(), chance[cause][2].end());
        pairs.score = rounded;
        pairs.duration = input.duration;
        pairs.event = left;
        pairs.entry = input.entry;
        pairs.weights = weights;
        found.emplace_back(brier(judged, asked).integrated, concordance(pairs).concordance);
      }
      return found;
    };
    const auto expected = scores_with(people.input, people);
    REQUIRE(fit.scores.integrated_brier.size() == 3);
    CHECK(fit.scores.cause == std::vector<std::string>{"", "1", "2"});
    for (std::size_t cause = 0; cause < 3; ++cause) {
      CHECK(fit.scores.integrated_brier[cause] == doctest::Approx(expected[cause].first).epsilon(1e-6));
      CHECK(fit.scores.concordance[cause] == doctest::Approx(expected[cause].second).epsilon(1e-9));
    }
    REQUIRE(fit.importance.column.size() == 9);
    if (clustered) continue;
    // Importance: the same rows with the values of "other", the third column, from shuffled rows.
    stats::Random random({17, 0x73687566666c65u, 2});
    std::vector<std::int64_t> order(150);
    std::iota(order.begin(), order.end(), std::int64_t{0});
    for (std::int64_t i = 0; i < 150; ++i) std::swap(order[at(i)], order[at(i + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(150 - i))))]);
    People shuffled = people;
    for (std::size_t i = 0; i < 150; ++i) shuffled.other[i] = people.other[at(order[i])];
    const auto worse = scores_with(people.input, shuffled);
    for (std::size_t cause = 0; cause < 3; ++cause) {
      CHECK(fit.importance.column[6 + cause] == "other");
      CHECK(fit.importance.rise[6 + cause] == doctest::Approx(worse[cause].first - expected[cause].first).epsilon(1e-4));
      CHECK(fit.importance.concordance_drop[6 + cause] == doctest::Approx(expected[cause].second - worse[cause].second).epsilon(1e-6));
    }
  }
}

TEST_CASE("forest: rows in any order, any number of threads, saved and loaded") {
  People people(400, 2, 31);
  people.input.entry = people.entry;
  people.input.weights = people.weights;
  people.input.cluster = people.person;
  for (const bool replace : {false, true}) {
    CAPTURE(replace);
    ForestOptions options;
    options.trees = 9;
    options.replace = replace;
    options.importance = true;
    options.cuts = 3;
    RunContext context;
    context.seed = 5;
    context.threads = 1;
    const ForestFit fit = forest(people.input, options, context);
    CHECK(fit.status == ForestStatus::grown);
    for (const std::int32_t threads : {2, 3, 7}) {
      context.threads = threads;
      CHECK((bytes(forest(people.input, options, context)) == bytes(fit)));
    }
    People turned = people;
    for (auto* list : {&turned.number, &turned.other, &turned.duration, &turned.entry, &turned.weights}) std::reverse(list->begin(), list->end());
    std::reverse(turned.level.begin(), turned.level.end());
    std::reverse(turned.event.begin(), turned.event.end());
    std::reverse(turned.person.begin(), turned.person.end());
    turned.view();
    turned.input.entry = turned.entry;
    turned.input.weights = turned.weights;
    turned.input.cluster = turned.person;
    const ForestFit again = forest(turned.input, options, context);
    CHECK(again.trees.nodes.threshold == fit.trees.nodes.threshold);
    CHECK(again.trees.nodes.value == fit.trees.nodes.value);
    CHECK(again.cells.cell == fit.cells.cell);
    CHECK(again.cells.weight == fit.cells.weight);
    CHECK(again.scores.integrated_brier[1] == doctest::Approx(fit.scores.integrated_brier[1]).epsilon(1e-12));
    CHECK(again.importance.rise[4] == doctest::Approx(fit.importance.rise[4]).epsilon(1e-9));
    context.seed = 6;
    CHECK((bytes(forest(people.input, options, context)) != bytes(fit)));
    const Object loaded = load_document(bytes(fit), "survival.forest", type_of<ForestFit>);
    CHECK((save_document("survival.forest", loaded) == bytes(fit)));
    NewPeople rows;
    rows.x = people.input.x;
    ForestPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {2.0, 6.0};
    const ForestPrediction curve = forest_predict(fit, rows, asked);
    CHECK(forest_predict(*loaded.as<ForestFit>(), rows, asked).survival == curve.survival);
    // Columns in another order, and one more, make no difference.
    rows.x = {};
    rows.x.add("unknown", people.weights);
    rows.x.add("other", people.other);
    rows.x.add("level", people.levels_column());
    rows.x.add("number", people.number);
    CHECK(forest_predict(fit, rows, asked).survival == curve.survival);
  }
}

TEST_CASE("forest: a row of weight 2 is two rows of one person, one of weight 0 is none") {
  People people(120, 2, 41);
  std::vector<std::int64_t> label(120);
  std::iota(label.begin(), label.end(), std::int64_t{0});
  for (std::size_t i = 0; i < 120; ++i) people.weights[i] = static_cast<double>(i % 3);
  People copied(0, 1, 1);
  std::vector<std::int64_t> copied_label;
  for (std::size_t i = 0; i < 120; ++i)
    for (int k = 0; k < static_cast<int>(people.weights[i]); ++k) {
      copied.number.push_back(people.number[i]);
      copied.other.push_back(people.other[i]);
      copied.level.push_back(people.level[i]);
      copied.duration.push_back(people.duration[i]);
      copied.event.push_back(people.event[i]);
      copied_label.push_back(label[i]);
    }
  copied.view();
  copied.input.cluster = copied_label;
  people.input.weights = people.weights;
  people.input.cluster = label;
  ForestOptions options;
  options.trees = 5;
  options.min_leaf_rows = 1;
  options.min_leaf_events = 6;
  options.causes = {"pay", "boss"};
  const ForestFit fit = forest(people.input, options), same = forest(copied.input, options);
  CHECK(fit.trees.nodes.threshold == same.trees.nodes.threshold);
  CHECK(fit.trees.nodes.cover == same.trees.nodes.cover);
  CHECK(fit.cells.weight == same.cells.weight);
  CHECK(fit.scores.integrated_brier[2] == doctest::Approx(same.scores.integrated_brier[2]).epsilon(1e-9));
  CHECK(fit.trees.nodes.tree.size() > 20);
  // Weights that are not whole: the same as ten times of them, up to the counts in the variance.
  for (double& weight : people.weights) weight *= 0.7;
  CHECK(forest(people.input, options).causes.events == fit.causes.events);
}

TEST_CASE("forest: steps of time") {
  const TimeSteps each = steps_of({1, 2, 4}, {5, 1, 1}, 3);
  CHECK(each.last == std::vector<double>{1, 2, 4});
  CHECK(each.middle == each.last);
  CHECK(each.left(2.0) == 2);
  CHECK(each.seen(3.9) == 2);
  CHECK(each.seen(0.5) == 0);
  std::vector<double> times(1000), ones(1000, 1.0);
  std::iota(times.begin(), times.end(), 1.0);
  const TimeSteps many = steps_of(times, ones, 10);
  REQUIRE(many.count() == 10);
  for (std::int32_t s = 0; s < 10; ++s) {
    CHECK(many.last[at(s)] == 100.0 * (s + 1));
    CHECK(many.middle[at(s)] == 100.0 * s + 50.0);
  }
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    const std::size_t size = 1 + random() % 40;
    std::vector<double> some, weights;
    for (std::size_t i = 0; i < size; ++i) {
      some.push_back(static_cast<double>(i));
      weights.push_back(random() % 5 == 0 ? 100.0 : 1.0);
    }
    const std::int64_t most = 1 + static_cast<std::int64_t>(random() % 20);
    const TimeSteps steps = steps_of(some, weights, most);
    CHECK(steps.count() <= most);
    CHECK(steps.last.back() == some.back());
    CHECK(std::is_sorted(steps.middle.begin(), steps.middle.end()));
    for (std::int32_t s = 0; s < steps.count(); ++s) CHECK((steps.middle[at(s)] <= steps.last[at(s)] && (s == 0 || steps.middle[at(s)] > steps.last[at(s - 1)])));
    if (most >= static_cast<std::int64_t>(size)) CHECK(steps.last == some);
  }
}

TEST_CASE("forest: memory stays within the budget, which decides how many trees there are") {
  People people(20000, 2, 51);
  ForestOptions options;
  options.trees = 40;
  options.min_leaf_rows = 10;
  RunContext context;
  context.threads = 1;
  const auto peak = [&](ForestFit& fit) {
    held = most_held = 0;
    counting = true;
    fit = forest(people.input, options, context);
    counting = false;
    return most_held.load();
  };
  ForestFit all, part;
  const std::int64_t most = peak(all);
  CHECK(all.status == ForestStatus::grown);
  CHECK(all.trees.count() == 40);
  CHECK(most <= all.memory);
  CHECK(all.scores.skill[0] > 0.0);
  for (const std::int32_t threads : {1, 4}) {
    context.threads = threads;
    options.max_bytes = all.memory / 2;
    CHECK(peak(part) <= options.max_bytes);
    CHECK(part.memory <= options.max_bytes);
    CHECK(part.status == ForestStatus::budget_reached);
    const std::int64_t count = part.trees.count();
    CHECK(count > 2);
    CHECK(count < 40);
    for (std::size_t i = 0; i < part.trees.nodes.threshold.size(); ++i) CHECK(part.trees.nodes.threshold[i] == all.trees.nodes.threshold[i]);
    const ForestFit before = part;
    context.threads = 2;
    CHECK((bytes(forest(people.input, options, context)) == bytes(before)));
  }
  people.input.entry = people.entry;
  people.input.weights = people.weights;
  people.input.cluster = people.person;
  options.replace = true;
  options.importance = true;
  CHECK(peak(part) <= options.max_bytes);
  options.max_bytes = 1000;
  const std::string told = sentence([&] { forest(people.input, options, context); });
  CHECK(told.substr(0, 55) == "survival.forest: max_bytes is 1000, but must be at leas");
  options.max_bytes = 3000000;
  CHECK(sentence([&] { forest(people.input, options, context); }).substr(0, 58) == "survival.forest: max_bytes is 3000000, but must be at leas");
}

TEST_CASE("forest: nobody left, a cause of nobody, one column of nothing") {
  People people(100, 1, 61);
  std::fill(people.event.begin(), people.event.end(), std::int64_t{0});
  ForestFit fit = forest(people.input);
  CHECK(fit.status == ForestStatus::no_events);
  CHECK(fit.rows == 100);
  NewPeople rows;
  rows.x = people.input.x;
  ForestPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {1.0, 50.0};
  CHECK(forest_predict(fit, rows, asked).survival == std::vector<double>(200, 1.0));
  CHECK((save_document("survival.forest", load_document(bytes(fit), "survival.forest", type_of<ForestFit>)) == bytes(fit)));
  people.event[3] = people.event[50] = people.event[70] = 2;  // cause 1 has nobody
  std::fill(people.number.begin(), people.number.end(), missing);
  ForestOptions options;
  options.causes = {"pay", "boss", "moved"};
  options.min_leaf_events = 1;
  options.min_leaf_rows = 3;
  fit = forest(people.input, options);
  CHECK(fit.status == ForestStatus::grown);
  CHECK(fit.causes.events == std::vector<std::int64_t>{0, 3, 0});
  asked.beyond = BeyondFollowUp::missing;
  asked.times = {5.0, 500.0};
  const ForestPrediction curve = forest_predict(fit, rows, asked);
  CHECK(curve.incidence[0].incidence[0] == 0.0);
  CHECK(curve.incidence[2].incidence[2] == 0.0);
  CHECK(std::isnan(curve.survival[1]));
  CHECK(std::isnan(curve.incidence[1].incidence[1]));
}

TEST_CASE("forest: what is refused") {
  People people(80, 2, 71);
  ForestOptions options;
  options.trees = 2;
  options.causes = {"pay"};
  people.event[7] = 2;
  for (std::size_t i = 0; i < 7; ++i) people.event[i] = 1;
  CHECK(sentence([&] { forest(people.input, options); }) == "survival.forest: event[7] is 2, but must be 0 or the number of one of the 1 causes");
  options.causes.clear();
  options.score_times = {3.0, 3.0};
  CHECK(sentence([&] { forest(people.input, options); }) == "survival.forest: score_times[1] is 3, but must be above the time before it");
  options.score_times.clear();
  people.input.entry = people.duration;
  CHECK(sentence([&] { forest(people.input, options); }).find("but must be below duration") != std::string::npos);
  people.input.entry = {};
  const ForestFit fit = forest(people.input, options);
  NewPeople rows;
  rows.x.add("number", people.number);
  rows.x.add("other", people.other);
  CHECK(sentence([&] { forest_predict(fit, rows); }) == "survival.forest.predict: x.level is missing, but must be a column; x has number, other");
  people.levels[1] = "new";
  people.level[0] = 1;
  rows.x.add("level", people.levels_column());
  CHECK(sentence([&] { forest_predict(fit, rows); }).find("x.level[0] is new, but must be one of the levels") != std::string::npos);
  ForestPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.unseen = UnseenLevel::missing;
  CHECK(forest_predict(fit, rows, asked).score.size() == 80);
  rows.time = people.duration;
  asked.times = {1.0};
  CHECK(sentence([&] { forest_predict(fit, rows, asked); }) == "survival.forest.predict: times is given, but must be left out when the column time is given");
}

TEST_CASE("forest: whatever is changed in a fit, it is refused or predicts") {
  People people(120, 2, 81);
  people.input.entry = people.entry;
  ForestOptions options;
  options.trees = 3;
  options.min_leaf_rows = 10;
  const ForestFit fit = forest(people.input, options);
  CHECK_NOTHROW(fit.validate());
  NewPeople rows;
  rows.x = people.input.x;
  ForestPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {3.0, 9.0};
  std::mt19937 random(3);
  int refused = 0, predicted = 0;
  for (int round = 0; round < 1500; ++round) {
    ForestFit broken = fit;
    const auto spoil = [&](auto& list) {
      using T = typename std::decay_t<decltype(list)>::value_type;
      if (list.empty()) return;
      const std::size_t place = random() % list.size();
      switch (random() % 5) {
        case 0: list[place] = static_cast<T>(-1 - static_cast<int>(random() % 3)); break;
        case 1: list[place] = static_cast<T>(list[place] + T{1}); break;
        case 2: list[place] = static_cast<T>(1'000'000'000); break;
        case 3: list.pop_back(); break;
        default: list[place] = T{0};
      }
    };
    switch (random() % 8) {
      case 0: spoil(broken.cells.cell); break;
      case 1: spoil(broken.cells.weight); break;
      case 2: spoil(broken.leaf_cells); break;
      case 3: spoil(broken.times); break;
      case 4: spoil(broken.trees.nodes.left); break;
      case 5: spoil(broken.trees.nodes.feature); break;
      case 6: spoil(broken.trees.nodes.cover); break;
      default: broken.causes.cause.pop_back(); break;
    }
    try {
      broken.validate();
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::corrupt);
      ++refused;
      continue;
    }
    ++predicted;
    const ForestPrediction curve = forest_predict(broken, rows, asked);
    for (const double chance : curve.survival) CHECK((chance >= 0.0 && chance <= 1.0));
  }
  CHECK(refused > 500);
  CHECK(predicted > 20);
}
