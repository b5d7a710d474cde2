// Alternatives a second of performance.decision: six criteria. The limit is reading x: entropy weights with vector TOPSIS read it four times (the check one of them), 48 bytes an alternative
// each, 11 ns at 17 GB/s; ranks are a sort of the scores; promethee sorts each column twice.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/performance/decision.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::performance;

void run(benchmark::State& state, DecisionMethod method, DecisionNormalisation normalisation, DecisionWeights weights, bool details) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal(3, 0.5);
  std::vector<std::vector<double>> x(6, std::vector<double>(n));
  DecisionAlternatives input;
  DecisionRules rules;
  rules.method = method;
  rules.normalisation = normalisation;
  rules.weights = weights;
  rules.details = details;
  for (std::size_t j = 0; j < 6; ++j) {
    for (double& value : x[j]) value = std::exp(normal(random));
    DecisionCriterion criterion;
    criterion.name = "c" + std::to_string(j);
    criterion.direction = j % 2 ? DecisionDirection::lower : DecisionDirection::higher;
    criterion.zero = j % 2 ? 60 : 5, criterion.full = j % 2 ? 5 : 60;
    criterion.preference = DecisionPreference::linear, criterion.indifference = 1, criterion.strict = 10;
    rules.criteria.push_back(criterion);
    input.x.add(criterion.name, Column(x[j]));
  }
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(decision(input, rules, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void anchored_sum(benchmark::State& state) { run(state, DecisionMethod::weighted_sum, DecisionNormalisation::anchors, DecisionWeights::equal, true); }
void entropy_topsis(benchmark::State& state) { run(state, DecisionMethod::topsis, DecisionNormalisation::vector, DecisionWeights::entropy, false); }
void merec_vikor(benchmark::State& state) { run(state, DecisionMethod::vikor, DecisionNormalisation::minimum_maximum, DecisionWeights::merec, false); }
void linear_flows(benchmark::State& state) { run(state, DecisionMethod::promethee, DecisionNormalisation::anchors, DecisionWeights::equal, false); }

BENCHMARK(anchored_sum)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(entropy_topsis)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(merec_vikor)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(linear_flows)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
