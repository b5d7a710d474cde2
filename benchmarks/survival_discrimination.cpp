// Rows a second of survival.discrimination: two sorts, four sweeps with a tree of sums (two concordances, there and back), and for each
// time four passes in the order of the scores. The limit is the latency of memory once the tree outgrows the cache.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/discrimination.hpp"

namespace {

using namespace mainstay;

void discrimination(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  std::mt19937_64 random(1);
  std::exponential_distribution<double> leaving(1.0 / 365);
  std::uniform_real_distribution<double> ending(30, 700);
  std::normal_distribution<double> normal;
  std::vector<double> score, duration, event;
  for (std::int64_t i = 0; i < n; ++i) {
    score.push_back(normal(random));
    const double t = leaving(random) * std::exp(-0.5 * score.back()), end = ending(random);
    duration.push_back(std::ceil(std::min(t, end)));
    event.push_back(t <= end);
  }
  survival::DiscriminationInput input;
  input.score = Column(score);
  input.duration = Column(duration);
  input.event = Column(event);
  survival::DiscriminationOptions options;
  for (std::int64_t k = 0; k < state.range(2); ++k) options.times.push_back(60.0 * static_cast<double>(k + 1));
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(survival::discrimination(input, options, context));
  state.SetItemsProcessed(state.iterations() * n);
}
BENCHMARK(discrimination)->ArgNames({"rows", "threads", "times"})->ArgsProduct({{10000, 100000, 1000000}, {1, 2}, {0, 6}})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
