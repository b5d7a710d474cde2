// Hidden reasons from n pieces of evidence, twelve utterances a person, eight reasons.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/reasons/hidden.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::reasons;

void evidence(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(4);
  std::vector<std::int64_t> person(n), row(n), reason(n);
  std::vector<std::int8_t> form(n);
  std::vector<double> weight(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i / 12);
    form[i] = i % 12 == 0;
    row[i] = static_cast<std::int64_t>(draw() % n);
    reason[i] = static_cast<std::int64_t>(draw() % 2 == 0 ? static_cast<std::uint64_t>(row[i]) / 12 % 8 : draw() % 8);
    weight[i] = 0.2 + static_cast<double>(draw() % 1000) * 1e-3;
  }
  HiddenInput input;
  input.person = Column(person), input.form = Column(form), input.evidence_row = Column(row), input.evidence_reason = Column(reason), input.evidence_weight = Column(weight);
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(hidden(input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(evidence)->RangeMultiplier(10)->Range(12'000, 1'200'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
