// Rows a second of survival.aft.
//
// The limit at p = 20: one Newton step reads x once (160 MB for a million rows, 6 ms at 28 GB/s on two threads) and makes the weighted Gram
// matrix (0.42 GFLOP, 15 ms on one thread); the rest is the row's own exponentials, some 20 ns for Weibull, twice that for log-normal.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/aft.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::int64_t n, p;
  std::vector<double> x, duration, event, upper;

  Data(std::int64_t rows, std::int64_t terms) : n(rows), p(terms), x(rows * terms) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    for (std::int64_t i = 0; i < n; ++i) {
      double location = 4.0;
      for (std::int64_t j = 0; j < p; ++j) location += 0.1 * static_cast<double>(j % 3 - 1) * x[j * n + i];
      const double leaves = std::exp(location + 0.7 * std::log(-std::log(uniform(random)))), ends = 10.0 + 90.0 * uniform(random);
      event.push_back(leaves <= ends ? 1.0 : 0.0);
      duration.push_back(std::min(leaves, ends));
      upper.push_back(leaves <= ends ? duration.back() + 7.0 : duration.back());
    }
  }
  survival::AftInput input(bool intervals) const {
    survival::AftInput input;
    input.x = Table::matrix(x.data(), n, p, 1, n);
    input.duration = Column(duration);
    input.event = Column(event);
    if (intervals) input.upper = Column(upper);
    return input;
  }
};

void run(benchmark::State& state, survival::AftDistribution distribution, bool intervals) {
  const Data data(state.range(0), state.range(1));
  survival::AftOptions options;
  options.distribution = distribution;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  std::int64_t steps = 0;
  for (auto _ : state) steps = survival::aft(data.input(intervals), options, context).iterations;
  state.counters["steps"] = static_cast<double>(steps);
  state.SetItemsProcessed(state.iterations() * data.n);
}

using survival::AftDistribution;
void aft_weibull(benchmark::State& state) { run(state, AftDistribution::weibull, false); }
void aft_log_normal(benchmark::State& state) { run(state, AftDistribution::log_normal, false); }
void aft_gompertz(benchmark::State& state) { run(state, AftDistribution::gompertz, false); }
void aft_generalised_gamma(benchmark::State& state) { run(state, AftDistribution::generalised_gamma, false); }
void aft_weibull_intervals(benchmark::State& state) { run(state, AftDistribution::weibull, true); }
BENCHMARK(aft_weibull)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 1})->Args({1000000, 20, 1})->Args({1000000, 20, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(aft_log_normal)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 1})->Args({1000000, 20, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(aft_gompertz)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 1})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(aft_generalised_gamma)->ArgNames({"n", "p", "threads"})->Args({20000, 20, 1})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(aft_weibull_intervals)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 1})->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
