// Answers a second of competency.irt (graded, five answers) and of its abilities.
//
// The limit at 60 items: a pass multiplies and adds a row of some 16 nodes for each pair of items and person, 30 · 16 · 2 operations on tables that stay in the second-level cache,
// about 0.1 µs a person with vectors of eight; some ten passes to the maximum, and about three times all of it for exact errors (pairs of items).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/irt.hpp"
#include "mainstay/competency/irt_abilities.hpp"

namespace {

using namespace mainstay;

struct Answers {
  std::vector<std::vector<std::uint8_t>> columns;
  Answers(std::int64_t people, std::int64_t items, int categories) : columns(static_cast<std::size_t>(items), std::vector<std::uint8_t>(static_cast<std::size_t>(people))) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    std::vector<double> ability;
    for (std::int64_t i = 0; i < people; ++i) ability.push_back(normal(random));
    for (auto& column : columns) {
      const double slope = std::exp(0.2 + 0.3 * normal(random));
      std::vector<double> location;
      for (int k = 1; k < categories; ++k) location.push_back(1.2 * normal(random));
      std::sort(location.begin(), location.end());
      for (std::size_t i = 0; i < column.size(); ++i) {
        const double drawn = uniform(random);
        for (const double b : location) column[i] = static_cast<std::uint8_t>(column[i] + (drawn < 1.0 / (1.0 + std::exp(-slope * (ability[i] - b)))));
      }
    }
  }
  Table table() const {
    Table table;
    for (std::size_t j = 0; j < columns.size(); ++j) table.add("item" + std::to_string(j), Column(columns[j]));
    return table;
  }
};

void irt(benchmark::State& state, competency::IrtErrors errors) {
  const Answers answers(state.range(0), state.range(1), static_cast<int>(state.range(2)));
  competency::IrtInput input;
  input.answers = answers.table();
  competency::IrtOptions options;
  options.std_errors = errors;
  options.item_fit = false;
  for (auto _ : state) benchmark::DoNotOptimize(competency::irt(input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}
BENCHMARK_CAPTURE(irt, without_errors, competency::IrtErrors::none)->Args({20'000, 20, 5})->Args({20'000, 20, 2})->Args({1'000'000, 60, 5})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(irt, with_errors, competency::IrtErrors::observed)->Args({20'000, 20, 5})->Args({20'000, 20, 2})->Args({1'000'000, 60, 5})->Unit(benchmark::kMillisecond)->UseRealTime();

void abilities(benchmark::State& state) {
  const Answers answers(state.range(0), state.range(1), 5);
  competency::IrtInput input;
  input.answers = answers.table();
  competency::IrtOptions options;
  options.std_errors = competency::IrtErrors::none;
  options.item_fit = false;
  const competency::IrtFit fit = competency::irt(input, options);
  competency::IrtAbilitiesInput people;
  people.answers = input.answers;
  for (auto _ : state) benchmark::DoNotOptimize(competency::irt_abilities(fit, people));
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}
BENCHMARK(abilities)->Args({20'000, 20})->Args({200'000, 60})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
