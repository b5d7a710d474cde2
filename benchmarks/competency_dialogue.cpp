// Answers a second of competency.dialogue: learning from ratings of two experts with 200 bootstrap samples, and scoring with advice.
//
// The limit: a bootstrap sample adds a row of the Gram matrix for each item of each answer, items² multiply-adds: 144 for 12 items, some 40 ns an answer and core. Scoring is one pass; its sentences cost more than its sums.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/dialogue.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::competency;

struct Practice {
  std::vector<std::vector<double>> x, rating;
  std::vector<std::int64_t> person;
  DialogueOptions options;
  DialogueInput input;
  explicit Practice(std::int64_t answers) : x(12), rating(2) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform(0.0, 10.0);
    std::normal_distribution<double> normal;
    for (std::size_t j = 0; j < 12; ++j) {
      options.rubric.items.push_back({});
      options.rubric.items.back().name = "item" + std::to_string(j);
    }
    for (std::int64_t i = 0; i < answers; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < 12; ++j) {
        x[j].push_back(uniform(random));
        sum += x[j].back() * static_cast<double>(j) / 66.0;
      }
      for (auto& expert : rating) expert.push_back(std::clamp(sum + normal(random), 0.0, 10.0));
      person.push_back(i / 4);
    }
    for (std::size_t j = 0; j < 12; ++j) input.x.add(options.rubric.items[j].name, Column(x[j]));
    for (std::size_t e = 0; e < 2; ++e) input.rating.add("expert" + std::to_string(e), Column(rating[e]));
    input.person = Column(person);
  }
};

void learn(benchmark::State& state) {
  const Practice practice(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(dialogue(practice.input, practice.options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(learn)->Arg(1'000)->Arg(20'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void score(benchmark::State& state) {
  Practice practice(state.range(0));
  practice.options.resamples = 0;
  const DialogueFit fit = dialogue(practice.input, practice.options);
  DialogueScoreInput input;
  input.x = practice.input.x;
  DialogueScoreOptions options;
  options.advice = state.range(1);
  for (auto _ : state) benchmark::DoNotOptimize(dialogue_score(fit, input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(score)->Args({100'000, 0})->Args({100'000, 3})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
