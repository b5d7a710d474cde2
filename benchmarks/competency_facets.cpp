// Ratings a second of competency.facets: people × 200 raters × 10 items, five ratings, 50 ratings a person.
//
// The limit: a Newton step needs about six passes over the ratings. A pass reads nine bytes a rating and looks up two measures in tables of the second-level cache; probabilities of
// five ratings and their moments are some 60 operations, most of them in chains: about 10 ns a rating and core, half a second for seven steps of a million ratings.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/competency/facets.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::competency;

struct Ratings {
  std::vector<std::int32_t> person, rater, item;
  std::vector<std::uint8_t> rating;
  explicit Ratings(std::int64_t n) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    std::vector<double> ability, severity, difficulty;
    for (std::int64_t i = 0; i <= n / 50; ++i) ability.push_back(normal(random));
    for (int i = 0; i < 200; ++i) severity.push_back(0.5 * normal(random));
    for (int i = 0; i < 10; ++i) difficulty.push_back(0.5 * normal(random));
    for (std::int64_t row = 0; row < n; ++row) {
      person.push_back(static_cast<std::int32_t>(row / 50));
      rater.push_back(static_cast<std::int32_t>(random() % 200));
      item.push_back(static_cast<std::int32_t>(row % 10));
      const double eta = ability[static_cast<std::size_t>(row / 50)] - severity[static_cast<std::size_t>(rater.back())] - difficulty[static_cast<std::size_t>(item.back())];
      double share[5] = {1.0}, total = 1.0;
      for (int k = 1; k < 5; ++k) total += share[k] = share[k - 1] * std::exp(eta - (k - 2.5));
      double drawn = uniform(random) * total;
      int k = 0;
      while (k < 4 && (drawn -= share[k]) > 0.0) ++k;
      rating.push_back(static_cast<std::uint8_t>(k));
    }
  }
};

void fit(benchmark::State& state, FacetsSteps steps) {
  const Ratings ratings(state.range(0));
  FacetsInput input;
  input.person = Column(ratings.person), input.rater = Column(ratings.rater), input.item = Column(ratings.item), input.rating = Column(ratings.rating);
  FacetsOptions options;
  options.steps = steps;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(facets(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

}  // namespace

BENCHMARK_CAPTURE(fit, rating_scale, FacetsSteps::rating_scale)->Args({1'000'000, 1})->Args({1'000'000, 2})->Args({10'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(fit, by_item, FacetsSteps::by_item)->Args({1'000'000, 1})->Args({1'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
