// Shares corrected for a classifier's errors: n texts of six or thirteen reasons, a tenth of them checked, with resamples.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/reasons/prevalence.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::reasons;

// state.range: texts, reasons, resamples.
void texts(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0)), reasons = static_cast<std::size_t>(state.range(1));
  std::mt19937_64 draw(5);
  const auto said = [&](std::size_t truth) { return static_cast<std::int64_t>(draw() % 4 ? truth : draw() % reasons); };
  std::vector<std::int64_t> predicted(n), checked(n / 10), truth(n / 10);
  for (auto& each : predicted) each = said(draw() % reasons);
  for (std::size_t i = 0; i < checked.size(); ++i) {
    truth[i] = static_cast<std::int64_t>(draw() % reasons);
    checked[i] = said(static_cast<std::size_t>(truth[i]));
  }
  PrevalenceInput input;
  input.predicted = Column(predicted), input.checked_predicted = Column(checked), input.checked_true = Column(truth);
  PrevalenceOptions options;
  options.replicates = state.range(2);
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(prevalence(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(texts)->ArgNames({"texts", "reasons", "resamples"})->ArgsProduct({{10'000, 100'000, 1'000'000}, {6, 13}, {20, 1000}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
