// What changed between two periods: three stages, five reasons, four channels; without intervals, and with resamples of people.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/funnel/change.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::funnel;

constexpr std::string_view periods[] = {"2024", "2025"}, stages[] = {"applied", "trained", "posted"}, outcomes[] = {"left", "completed", "still_inside"}, reasons[] = {"distance", "family", "hours", "pay", "pressure"},
                           channels[] = {"agency", "campus", "referral", "web"};

Column words(const std::vector<std::int8_t>& codes, std::span<const std::string_view> levels) {
  Column out(codes);
  out.levels = levels;
  out.categorical = true;
  return out;
}

// state.range: attempts, resamples.
void periods_apart(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(13);
  std::vector<std::int8_t> period(n), stage(n), outcome(n), reason(n), channel(n);
  std::vector<std::int64_t> duration(n);
  for (std::size_t i = 0; i < n; ++i) {
    period[i] = static_cast<std::int8_t>(draw() % 2);
    channel[i] = static_cast<std::int8_t>(draw() % 4);
    stage[i] = static_cast<std::int8_t>(draw() % 3);
    outcome[i] = static_cast<std::int8_t>(draw() % 3);
    reason[i] = static_cast<std::int8_t>((draw() % 8 + static_cast<std::uint64_t>(period[i])) % 5);
    duration[i] = static_cast<std::int64_t>(draw() % 180);
  }
  ChangeInput input;
  input.period = words(period, periods), input.stage = words(stage, stages), input.outcome = words(outcome, outcomes), input.reason = words(reason, reasons), input.stratum = words(channel, channels);
  input.duration = Column(duration);
  ChangeOptions options;
  options.stages = {"applied", "trained", "posted"};
  options.horizon = 150;
  options.resamples = state.range(1);
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(change(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * std::max<std::int64_t>(1, state.range(1)));
}
BENCHMARK(periods_apart)->ArgNames({"attempts", "resamples"})->ArgsProduct({{10'000, 100'000}, {0, 100}})->Args({1'000'000, 0})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
