// Answers a second of competency.differential: people × items, five answers or two, two groups.
//
// The limit: an item reads its answers and the scores of all people once (about 10 bytes each) and adds to a table of classes that stays in the cache; regressions work on the table. Finding the classes,
// a table lookup for whole scores, costs as much again: some 10 ns a person and item.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/differential.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::competency;

void compare(benchmark::State& state, DifferentialPurify purify) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  std::vector<std::vector<std::uint8_t>> answers(static_cast<std::size_t>(state.range(1)));
  std::vector<std::int32_t> group;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const double ability = normal(random);
    group.push_back(static_cast<std::int32_t>(random() % 2));
    for (std::size_t j = 0; j < answers.size(); ++j) {
      const double drawn = uniform(random);
      int answer = 0;
      for (std::int64_t k = 1; k < state.range(2); ++k) answer += drawn < 1.0 / (1.0 + std::exp(-(ability - 0.5 * static_cast<double>(2 * k - state.range(2)) + (j == 1 ? 0.6 * group.back() : 0.0))));
      answers[j].push_back(static_cast<std::uint8_t>(answer));
    }
  }
  DifferentialInput input;
  for (std::size_t j = 0; j < answers.size(); ++j) input.answers.add("item" + std::to_string(j), Column(answers[j]));
  input.group = Column(group);
  DifferentialOptions options;
  options.purify = purify;
  for (auto _ : state) benchmark::DoNotOptimize(differential(input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}

}  // namespace

BENCHMARK_CAPTURE(compare, once, DifferentialPurify::no)->Args({20'000, 20, 2})->Args({20'000, 20, 5})->Args({1'000'000, 20, 5})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(compare, purified, DifferentialPurify::mantel_haenszel)->Args({20'000, 20, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
