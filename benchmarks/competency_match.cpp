// People a second of competency.match: six dimensions, one must-have. Scores, contributions, gains (k scores more a person), indices, reasons as codes;
// with a bar the smallest change; with errors a thousand draws a person. What comes out is some 60 numbers a person, about 500 bytes: at 17 GB/s written in 30 ns.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/match.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::competency;

void run(benchmark::State& state, double power, bool bar, bool errors, bool explain) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(0, 10);
  std::vector<std::vector<double>> x(6, std::vector<double>(n));
  const std::vector<double> error(n, 0.8);
  MatchInput input;
  MatchOptions options;
  options.profile.weights = WeightRule::relative;
  options.profile.power = power;
  options.explain = explain;
  if (bar) options.bar = 0.85;
  for (std::size_t j = 0; j < 6; ++j) {
    ProfileDimension dimension;
    dimension.name = "d" + std::to_string(j);
    dimension.target = 8;
    if (j == 0) dimension.floor = 6;
    options.profile.dimensions.push_back(dimension);
    for (double& value : x[j]) value = uniform(random);
    input.x.add(dimension.name, Column(x[j]));
  }
  if (errors) input.std_error.add("d0", Column(error));
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(match(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void scored(benchmark::State& state) { run(state, 1, false, false, false); }
void with_change(benchmark::State& state) { run(state, 1, true, false, false); }
void harmonic_with_change(benchmark::State& state) { run(state, -1, true, false, false); }
void with_errors(benchmark::State& state) { run(state, 1, false, true, false); }
void explained(benchmark::State& state) { run(state, 1, false, false, true); }

BENCHMARK(scored)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(with_change)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(harmonic_with_change)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(with_errors)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(explained)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
