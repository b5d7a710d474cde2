// Rows a second of survival.curve. The limit is memory: duration and event are 16 bytes a row, read once by check() and twice by the
// count (extent, then table), the last two from cache when a chunk fits. At 17 GB/s a thread reads 1e6 rows in 1 ms.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/log_rank.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::vector<double> duration, entry, weights;
  std::vector<std::int64_t> event;
  std::vector<std::int32_t> group;

  Data(std::int64_t n, bool whole, int causes) {
    std::mt19937_64 random(1);
    std::exponential_distribution<double> leaving(1.0 / 800), ending(1.0 / 1200);
    for (std::int64_t i = 0; i < n; ++i) {
      const double a = leaving(random), b = ending(random), t = std::min(std::min(a, b), 3650.0);
      duration.push_back(whole ? std::ceil(t) : t);
      event.push_back(a <= b && a <= 3650 ? 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(causes)) : 0);
      group.push_back(static_cast<std::int32_t>(random() % 8));
      weights.push_back(0.5 + static_cast<double>(random() % 1000) / 1000.0);
      entry.push_back(std::floor(duration.back() * 0.3));
      if (entry.back() >= duration.back()) entry.back() = duration.back() - 1;
    }
  }
  survival::CurveInput input() const {
    survival::CurveInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    return input;
  }
};

void run(benchmark::State& state, const survival::CurveInput& input) {
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(survival::curve(input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void kaplan_meier(benchmark::State& state) {
  const Data data(state.range(0), true, 1);
  run(state, data.input());
}
void aalen_johansen(benchmark::State& state) {
  const Data data(state.range(0), true, 3);
  run(state, data.input());
}
void by_group(benchmark::State& state) {
  const Data data(state.range(0), true, 1);
  survival::CurveInput input = data.input();
  input.group = Column(data.group);
  run(state, input);
}
void weighted(benchmark::State& state) {
  const Data data(state.range(0), true, 3);
  survival::CurveInput input = data.input();
  input.weights = Column(data.weights);
  run(state, input);
}
void delayed_entry(benchmark::State& state) {
  const Data data(state.range(0), true, 1);
  survival::CurveInput input = data.input();
  input.entry = Column(data.entry);
  run(state, input);
}
void fractional_times(benchmark::State& state) {
  const Data data(state.range(0), false, 1);
  run(state, data.input());
}
void narrow_columns(benchmark::State& state) {
  const Data data(state.range(0), true, 1);
  const std::vector<std::int32_t> duration(data.duration.begin(), data.duration.end());
  const std::vector<std::uint8_t> event(data.event.begin(), data.event.end());
  survival::CurveInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  run(state, input);
}
void log_rank(benchmark::State& state) {
  const Data data(state.range(0), true, 1);
  survival::LogRankInput input;
  input.duration = Column(data.duration);
  input.event = Column(data.event);
  input.group = Column(data.group);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(survival::log_rank(input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {100000, 1000000, 10000000})
    for (const std::int64_t threads : {1, 2}) benchmark->Args({n, threads});
  benchmark->ArgNames({"n", "threads"})->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(kaplan_meier)->Apply(sizes);
BENCHMARK(aalen_johansen)->Apply(sizes);
BENCHMARK(by_group)->Apply(sizes);
BENCHMARK(weighted)->Apply(sizes);
BENCHMARK(delayed_entry)->Apply(sizes);
BENCHMARK(fractional_times)->Apply(sizes);
BENCHMARK(narrow_columns)->Apply(sizes);
BENCHMARK(log_rank)->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
