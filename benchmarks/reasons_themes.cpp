// People by themes and groups, with small cells kept back and those that would give them away: n rows; and a table that is nearly all small.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/reasons/themes.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::reasons;

// state.range: rows, themes, groups.
void rows(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(6);
  std::vector<std::int64_t> person(n), theme(n), group(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(draw() % (n / 3 + 1));
    theme[i] = static_cast<std::int64_t>(std::min(draw() % static_cast<std::uint64_t>(state.range(1)), draw() % static_cast<std::uint64_t>(state.range(1))));
    group[i] = person[i] % state.range(2);
  }
  ThemesInput input;
  input.person = Column(person), input.theme = Column(theme), input.group = Column(group);
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(themes(input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(rows)->ArgNames({"rows", "themes", "groups"})->Args({10'000, 20, 10})->Args({100'000, 20, 10})->Args({1'000'000, 20, 10})->Args({10'000, 200, 50})->Args({20'000, 200, 100})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
