// Rows a second of survival.forest.
//
// The limit with leaves of 200 of 100,000 rows: a tree looks at each of its 63,200 rows once for each of about 8 levels and 5 columns, one load of a code and one
// addition into a cell, 2.5 million of them; at one a nanosecond 50 trees take 0.13 s of one thread. Testing the cuts of about 480 nodes and 5 columns, 64 bins by
// 16 times and 2 causes, is 50 · 2,400 · 1,024 · 9 flops, 0.1 s at 10 GFLOP/s.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/forest.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::int64_t n, p;
  std::vector<double> x, duration;
  std::vector<std::int32_t> event;

  Data(std::int64_t rows, std::int64_t terms) : n(rows), p(terms), x(rows * terms) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    for (std::int64_t i = 0; i < n; ++i) {
      const double first = std::exp(0.6 * x[i] - 0.5 * std::fabs(x[n + i]) - 1.0), second = std::exp(-0.5 * x[i] + 0.6 * std::sin(2.0 * x[2 * n + i]) - 1.2);
      const double leaves = -300.0 * std::log(1.0 - uniform(random)) / first, otherwise = -500.0 * std::log(1.0 - uniform(random)) / second, seen = 30.0 + 870.0 * uniform(random);
      duration.push_back(std::ceil(std::min({leaves, otherwise, seen})));
      event.push_back(seen <= std::min(leaves, otherwise) ? 0 : leaves <= otherwise ? 1 : 2);
    }
  }
  survival::ForestInput input() const {
    survival::ForestInput input;
    input.x = Table::matrix(x.data(), n, p, 1, n);
    input.duration = Column(duration);
    input.event = Column(event);
    return input;
  }
};

void run(benchmark::State& state, std::int64_t least, bool scores) {
  const Data data(state.range(0), 20);
  survival::ForestOptions options;
  options.trees = state.range(1);
  options.min_leaf_rows = least;
  options.out_of_bag = scores;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  for (auto _ : state) {
    const survival::ForestFit fit = survival::forest(data.input(), options, context);
    state.counters["megabytes"] = static_cast<double>(fit.memory) / 1e6;
    state.counters["nodes"] = static_cast<double>(fit.leaf_cells.size());
  }
  state.SetItemsProcessed(state.iterations() * data.n * options.trees);
}

void forest_large_leaves(benchmark::State& state) { run(state, 200, false); }
void forest_small_leaves(benchmark::State& state) { run(state, 15, false); }
void forest_scored(benchmark::State& state) { run(state, 200, true); }
void forest_predicts(benchmark::State& state) {
  const Data data(100000, 20), fresh(state.range(0), 20);
  survival::ForestOptions options;
  options.trees = state.range(1);
  options.min_leaf_rows = 200;
  options.out_of_bag = false;
  const survival::ForestFit fit = survival::forest(data.input(), options);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  survival::NewPeople rows;
  rows.x = fresh.input().x;
  survival::ForestPredictOptions asked;
  asked.times = {90, 180, 360};
  for (auto _ : state) benchmark::DoNotOptimize(survival::forest_predict(fit, rows, asked, context));
  state.SetItemsProcessed(state.iterations() * fresh.n);
}
BENCHMARK(forest_large_leaves)->ArgNames({"n", "trees", "threads"})->Args({10000, 50, 1})->Args({100000, 50, 1})->Args({100000, 50, 2})->Args({1000000, 5, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(forest_small_leaves)->ArgNames({"n", "trees", "threads"})->Args({100000, 10, 1})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(forest_scored)->ArgNames({"n", "trees", "threads"})->Args({100000, 50, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(forest_predicts)->ArgNames({"n", "trees", "threads"})->Args({10000, 50, 1})->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
