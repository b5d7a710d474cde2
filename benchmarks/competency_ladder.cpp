// The career ladder: people on eight posts in two branches, three requirements a move; with the sentences and without.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/ladder.hpp"

namespace {

using namespace mainstay;

void people_on_a_ladder(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(1);
  std::vector<std::int64_t> post(people);
  std::vector<double> months(people), columns[3];
  for (auto& column : columns) column.resize(people);
  for (std::size_t i = 0; i < people; ++i) {
    post[i] = static_cast<std::int64_t>(draw() % 8);
    months[i] = static_cast<double>(draw() % 36);
    for (auto& column : columns) column[i] = static_cast<double>(draw() % 10);
  }
  competency::LadderInput input;
  input.post = Column(post);
  input.months = Column(months);
  for (int c = 0; c < 3; ++c) input.achieved.add("c" + std::to_string(c), Column(columns[c]));
  competency::LadderOptions options;
  options.target = "7";
  options.explain = state.range(1) == 1;
  for (int from = 0; from < 7; ++from)
    for (int to = from + 1; to <= std::min(from + 2, 7); ++to) {
      competency::LadderMove move;
      move.from_post = std::to_string(from);
      move.to_post = std::to_string(to);
      move.months = 6 * (to - from);
      move.probability = 0.5;
      for (int c = 0; c < 3; ++c) {
        competency::LadderRequirement requirement;
        requirement.name = "c" + std::to_string(c);
        requirement.at_least = 2 + (from + c) % 6;
        move.requirements.push_back(requirement);
      }
      options.moves.push_back(move);
    }
  for (auto _ : state) benchmark::DoNotOptimize(competency::ladder(input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(people_on_a_ladder)->Args({1'000, 1})->Args({100'000, 0})->Args({100'000, 1})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
