// Ratings a second of performance.agreement: five ratings a unit, seven values. Alpha and a resample are one pass each over 4 bytes a rating; the limit is reading them, 0.3 ns a rating at 17 GB/s.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/performance/agreement.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::performance;

void run(benchmark::State& state, AgreementLevel level, std::int64_t resamples) {
  const std::int64_t n = state.range(0);
  std::mt19937_64 random(1);
  std::vector<std::int64_t> unit, rater;
  std::vector<double> rating;
  for (std::int64_t i = 0; i < n; ++i) {
    unit.push_back(i / 5);
    rater.push_back(i % 5 * 7 + static_cast<std::int64_t>(random() % 7));
    rating.push_back(static_cast<double>((static_cast<std::uint64_t>(i / 5) * 2654435761u >> 7) % 6 + random() % 2));
  }
  AgreementInput input;
  input.unit = Column(unit), input.rater = Column(rater), input.rating = Column(rating);
  AgreementOptions options;
  options.level = level;
  options.resamples = resamples;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(agreement(input, options, context));
  state.SetItemsProcessed(state.iterations() * n);
}

void interval(benchmark::State& state) { run(state, AgreementLevel::interval, 0); }
void ordinal_with_resamples(benchmark::State& state) { run(state, AgreementLevel::ordinal, 100); }
void ratio(benchmark::State& state) { run(state, AgreementLevel::ratio, 0); }

BENCHMARK(interval)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(ordinal_with_resamples)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(ratio)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
