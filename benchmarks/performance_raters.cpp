// Ratings a second of performance.raters: ten ratings a person, a hundred a rater. Up to 1,500 raters exact, above by conjugate gradients and probes. A pass over the ratings reads 4 to 8 bytes and, out of the cache, eight numbers of
// a rater for each: 64 bytes read and 64 written, some 8 ns at 17 GB/s; a step is some 40 of them.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/performance/raters.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::performance;

void rated(benchmark::State& state) {
  const std::int64_t n = state.range(0), people = n / 10, judges = n / 100;
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> p(static_cast<std::size_t>(people)), r(static_cast<std::size_t>(judges)), rating;
  for (double& value : p) value = normal(random);
  for (double& value : r) value = 0.7 * normal(random);
  std::vector<std::int32_t> person, rater;
  for (std::int64_t i = 0; i < n; ++i) {
    person.push_back(static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(people)));
    rater.push_back(static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(judges)));
    rating.push_back(5 + p[static_cast<std::size_t>(person.back())] + r[static_cast<std::size_t>(rater.back())] + normal(random));
  }
  RatersInput input;
  input.person = Column(person), input.rater = Column(rater), input.rating = Column(rating);
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(raters(input, {}, context));
  state.SetItemsProcessed(state.iterations() * n);
}

BENCHMARK(rated)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
