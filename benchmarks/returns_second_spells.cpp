// Do people who came back stay longer? n stays, a quarter of them second ones, with three attributes, two of history and a measure.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "mainstay/returns/second_spells.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

void stays(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0)), again = n / 4;
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal;
  std::exponential_distribution<double> waits;
  std::vector<std::int64_t> person(n), spell(n), event(n);
  std::vector<double> duration(n), performance(n);
  std::vector<std::vector<double>> x(3, std::vector<double>(n)), history(2, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    const bool second = i >= n - again;
    person[i] = static_cast<std::int64_t>(second ? i - (n - again) : i);
    spell[i] = second ? 2 : 1;
    for (auto& column : x) column[i] = normal(random);
    for (auto& column : history) column[i] = second ? normal(random) : std::nan("");
    const double time = 400 * waits(random) * std::exp(0.3 * second - 0.2 * x[0][i]), last = 100 + static_cast<double>(random() % 800);
    event[i] = time <= last || i < again;
    duration[i] = std::ceil(std::min(time, last));
    performance[i] = normal(random);
  }
  SecondSpellsInput input;
  input.person = Column(person), input.spell = Column(spell), input.event = Column(event), input.duration = Column(duration), input.performance = Column(performance);
  for (std::size_t j = 0; j < x.size(); ++j) input.x.add("x" + std::to_string(j), Column(x[j]));
  for (std::size_t j = 0; j < history.size(); ++j) input.history.add("h" + std::to_string(j), Column(history[j]));
  SecondSpellsOptions options;
  options.horizons = {180, 365};
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(second_spells(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(stays)->ArgNames({"stays", "threads"})->ArgsProduct({{10'000, 100'000, 1'000'000}, {1, 2}})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
