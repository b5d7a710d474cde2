// Rows a second of survival.fine_gray. A Newton step reads x twice (hazards and sums; Gram matrix); with distinct times rows are first put in their order. The limit is memory:
// 80 bytes a row and step at p = 5, and 64 bytes of sums for each distinct time of leaving, read and written twice.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/fine_gray.hpp"

namespace {

using namespace mainstay;

void run(benchmark::State& state, double days, bool robust) {
  const std::int64_t n = state.range(0), p = state.range(1);
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::exponential_distribution<double> wait;
  std::uniform_real_distribution<double> uniform(0.1, 1.0);
  std::vector<double> x(static_cast<std::size_t>(n * p)), duration, event;
  for (double& value : x) value = normal(random);
  for (std::int64_t i = 0; i < n; ++i) {
    double eta = 0.0;
    for (std::int64_t j = 0; j < p; ++j) eta += 0.1 * static_cast<double>(j % 3 - 1) * x[static_cast<std::size_t>(j * n + i)];
    const double a = 400 * wait(random) * std::exp(-eta), b = 600 * wait(random) * std::exp(eta / 2), c = 730 * uniform(random), t = std::min({a, b, c});
    duration.push_back(days > 0.0 ? std::ceil(t / 730 * days) : t);
    event.push_back(t == c ? 0.0 : t == a ? 1.0 : 2.0);
  }
  survival::FineGrayInput input;
  input.x = Table::matrix(x.data(), n, p, 1, n);
  input.duration = Column(duration);
  input.event = Column(event);
  survival::FineGrayOptions options;
  options.robust = robust;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(survival::fine_gray(input, options, context));
  state.SetItemsProcessed(state.iterations() * n);
}

void days(benchmark::State& state) { run(state, 730, false); }
void distinct(benchmark::State& state) { run(state, 0, false); }
void distinct_robust(benchmark::State& state) { run(state, 0, true); }

}  // namespace

BENCHMARK(days)->ArgNames({"rows", "terms", "threads"})->Args({1'000'000, 5, 1})->Args({1'000'000, 5, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(distinct)->ArgNames({"rows", "terms", "threads"})->Args({1'000'000, 5, 1})->Args({1'000'000, 5, 2})->Args({20'000, 3, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(distinct_robust)->ArgNames({"rows", "terms", "threads"})->Args({1'000'000, 5, 2})->Unit(benchmark::kMillisecond);
