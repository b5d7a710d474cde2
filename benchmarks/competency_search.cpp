// Pairs a second of competency.search: 1,000 posts with six dimensions, a third of them must-haves. A pair costs two operations for each dimension
// (minimum, multiply and add) and a comparison for each must-have, in single precision: about 16 vector operations for 16 people with 512-bit units, so
// that a core at 3 GHz with two such units bounds some 6e9 pairs a second. A block of people stays in the first-level cache; people and posts are read once.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/search.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::competency;

struct Data {
  std::vector<std::vector<double>> x, target, floor;
  SearchInput input;
  SearchOptions options;

  explicit Data(std::int64_t n) : x(6), target(6), floor(6) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    options.profile.weights = WeightRule::relative;
    for (std::size_t j = 0; j < 6; ++j) {
      ProfileDimension dimension;
      dimension.name = "d" + std::to_string(j);
      dimension.target = 9;
      options.profile.dimensions.push_back(dimension);
      for (std::int64_t i = 0; i < n; ++i) x[j].push_back(10 * uniform(random));
      for (int p = 0; p < 1000; ++p) {
        target[j].push_back(8 + 2 * uniform(random));
        floor[j].push_back(uniform(random) < 1.0 / 3 ? target[j].back() / 2 : NAN);
      }
      input.x.add(dimension.name, Column(x[j]));
      input.target.add(dimension.name, Column(target[j]));
      input.floor.add(dimension.name, Column(floor[j]));
    }
  }
};

void run(benchmark::State& state, std::int64_t per_person) {
  Data data(state.range(0));
  data.options.per_person = per_person;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(search(data.input, data.options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * 1000);
}

void best_people(benchmark::State& state) { run(state, 0); }
void best_people_and_posts(benchmark::State& state) { run(state, 10); }

}  // namespace

BENCHMARK(best_people)->Args({100'000, 1})->Args({100'000, 2})->Args({1'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(best_people_and_posts)->Args({100'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
