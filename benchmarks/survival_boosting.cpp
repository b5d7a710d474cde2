// Rows a second of survival.boosting: 100 trees, and prediction.
//
// The limit at p = 20: a tree adds each row to a cell of each column once a level at most, on the smaller side of each split only; an addition is a
// load, two adds and a store to the first- or second-level cache, about 1 ns. With 8 leaves some 2 levels' worth remain: 40 ns a row and tree.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/boosting.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::int64_t n, p;
  std::vector<double> x, duration, event;

  Data(std::int64_t rows, std::int64_t columns) : n(rows), p(columns), x(static_cast<std::size_t>(rows * columns)) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    for (std::int64_t i = 0; i < n; ++i) {
      const double eta = 0.5 * x[i] - 0.4 * x[n + i] + 0.3 * x[2 * n + i] * x[3 * n + i];
      const double leaves = -std::log(uniform(random)) * 40.0 * std::exp(-eta), ends = 60.0 * uniform(random);
      event.push_back(leaves <= ends ? 1.0 : 0.0);
      duration.push_back(std::min(leaves, ends));
    }
  }
  survival::BoostingInput input() const {
    survival::BoostingInput input;
    input.x = Table::matrix(x.data(), n, p, 1, n);
    input.duration = Column(duration);
    input.event = Column(event);
    return input;
  }
};

survival::BoostingOptions hundred() {
  survival::BoostingOptions options;
  options.iterations = 100;
  options.held_out = 0.0;
  return options;
}

void boosting_fit(benchmark::State& state) {
  const Data data(state.range(0), state.range(1));
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(survival::boosting(data.input(), hundred(), context).rows);
  state.SetItemsProcessed(state.iterations() * data.n);
  state.SetComplexityN(data.n);
}

void boosting_predict(benchmark::State& state) {
  const Data data(state.range(0), state.range(1));
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  const survival::BoostingFit fit = survival::boosting(data.input(), hundred(), context);
  survival::NewPeople people;
  people.x = data.input().x;
  survival::BoostingPredictOptions options;
  options.times = {10.0, 20.0, 40.0};
  for (auto _ : state) benchmark::DoNotOptimize(survival::boosting_predict(fit, people, options, context).survival.data());
  state.SetItemsProcessed(state.iterations() * data.n);
}

BENCHMARK(boosting_fit)->Args({20000, 20, 1})->Args({80000, 20, 1})->Args({320000, 20, 1})->Unit(benchmark::kMillisecond)->UseRealTime()->Complexity(benchmark::oN);
BENCHMARK(boosting_fit)->Name("boosting_fit_two_threads")->Args({80000, 20, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(boosting_predict)->Args({80000, 20, 1})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
