// Ranks and percentiles of n scores: in groups of 1,000, in one group, and with intervals of ranks.
//
// Limit: 16 bytes a person are read and 48 written, 8 ms for 1e6 people at 8.7 GB/s.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/performance/ranking.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::performance;

// state.range: people, people of a group, whether scores have errors, threads.
void people(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(1);
  std::vector<double> score(n), error(n, 50.0);
  std::vector<std::int64_t> group(n);
  const auto groups = static_cast<std::uint64_t>(std::max<std::int64_t>(1, state.range(0) / state.range(1)));
  for (std::size_t i = 0; i < n; ++i) {
    score[i] = static_cast<double>(draw() % 10'000);
    group[i] = static_cast<std::int64_t>(draw() % groups);
  }
  RankingInput input;
  input.score = Column(score);
  if (groups > 1) input.group = Column(group);
  if (state.range(2) != 0) input.std_error = Column(error);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(3));
  for (auto _ : state) benchmark::DoNotOptimize(ranking(input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(people)
    ->ArgNames({"people", "group", "errors", "threads"})
    ->ArgsProduct({{100'000, 1'000'000}, {1'000}, {0}, {1, 2}})
    ->Args({1'000'000, 1'000'000, 0, 1})
    ->Args({100'000, 1'000, 1, 1})
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
