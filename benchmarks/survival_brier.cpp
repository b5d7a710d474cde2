// Rows × times a second of survival.brier. Each time is two passes over its column of predictions and over duration and outcome: the limit
// is memory, about 2 × 25 bytes for each row and time; the errors cost the second pass.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/brier.hpp"

namespace {

using namespace mainstay;

void brier(benchmark::State& state) {
  const std::int64_t n = state.range(0), times = 10;
  std::mt19937_64 random(1);
  std::exponential_distribution<double> leaving(1.0 / 365);
  std::uniform_real_distribution<double> ending(30, 700), rate(0.5, 2.0);
  std::vector<double> duration, event;
  std::vector<std::vector<double>> prediction(times);
  survival::BrierOptions options;
  for (std::int64_t k = 0; k < times; ++k) options.times.push_back(30.0 * static_cast<double>(k + 1));
  for (std::int64_t i = 0; i < n; ++i) {
    const double faster = rate(random), t = leaving(random) / faster, end = ending(random);
    duration.push_back(std::ceil(std::min(t, end)));
    event.push_back(t <= end);
    for (std::int64_t k = 0; k < times; ++k) prediction[static_cast<std::size_t>(k)].push_back(std::exp(-faster * options.times[static_cast<std::size_t>(k)] / 365));
  }
  survival::BrierInput input;
  for (std::int64_t k = 0; k < times; ++k) input.prediction.add(std::to_string(k), Column(prediction[static_cast<std::size_t>(k)]));
  input.duration = Column(duration);
  input.event = Column(event);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(survival::brier(input, options, context));
  state.SetItemsProcessed(state.iterations() * n * times);
}
BENCHMARK(brier)->ArgNames({"rows", "threads"})->ArgsProduct({{10000, 100000, 1000000}, {1, 2}})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
