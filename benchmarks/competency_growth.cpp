// Growth records: three dimensions, ten assessments a person, with requirements and pace; with the sentences and without.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/growth.hpp"

namespace {

using namespace mainstay;

void assessments(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(1);
  std::normal_distribution<double> normal(6, 1);
  std::vector<std::int64_t> person(rows), day(rows);
  std::vector<double> scores[3];
  for (auto& column : scores) column.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    person[i] = static_cast<std::int64_t>(i / 10);
    day[i] = 19'000 + 30 * static_cast<std::int64_t>(i % 10);
    for (auto& column : scores) column[i] = normal(draw);
  }
  competency::GrowthInput input;
  input.person = Column(person);
  input.day = Column(day);
  competency::GrowthOptions options;
  options.explain = state.range(1) == 1;
  for (int c = 0; c < 3; ++c) {
    const std::string name = "c" + std::to_string(c);
    input.scores.add(name, Column(scores[c]));
    competency::GrowthDimension dimension;
    dimension.name = name;
    dimension.std_error = 0.3;
    options.dimensions.push_back(dimension);
    competency::GrowthRequirement requirement;
    requirement.name = name;
    requirement.at_least = 7;
    options.requirements.push_back(requirement);
  }
  for (auto _ : state) benchmark::DoNotOptimize(competency::growth(input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(assessments)->Args({10'000, 1})->Args({1'000'000, 0})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
