// Cards from daily rows: what a row, a card and its steps cost.
#include <benchmark/benchmark.h>

#include "mainstay/performance/scorecard.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

// state.range: people; steps written or not. 6 indicators, 20 days each.
void cards(benchmark::State& state) {
  constexpr std::int64_t days = 20;
  const std::int64_t people = state.range(0), rows = people * days;
  std::vector<std::int64_t> person(static_cast<std::size_t>(people)), actual_person(static_cast<std::size_t>(rows));
  std::vector<std::vector<double>> columns(7, std::vector<double>(static_cast<std::size_t>(rows)));
  for (std::int64_t i = 0; i < people; ++i) person[static_cast<std::size_t>(i)] = i;
  for (std::int64_t r = 0; r < rows; ++r) {
    actual_person[static_cast<std::size_t>(r)] = (r * 7919) % people;
    for (std::size_t j = 0; j < 6; ++j) columns[j][static_cast<std::size_t>(r)] = static_cast<double>((r * 31 + static_cast<std::int64_t>(j) * 17) % 100);
    columns[6][static_cast<std::size_t>(r)] = 100.0;
  }
  ScorecardInput input;
  input.person = Column(person);
  input.actual_person = Column(actual_person);
  ScorecardOptions options;
  options.explain = state.range(1) != 0;
  options.scorecards.resize(1);
  options.scorecards[0].weights = ScorecardWeights::relative;
  for (std::size_t j = 0; j < 6; ++j) {
    input.actual.add("y" + std::to_string(j), Column(columns[j]));
    ScorecardIndicator indicator;
    indicator.name = "y" + std::to_string(j);
    indicator.weight = 1;
    if (j >= 3) indicator.denominator = "base", indicator.curve_of = CurveOf::value, indicator.curve = {{0.2, 0}, {0.5, 1}, {0.7, 1.2}};
    else indicator.target = 1000, indicator.curve = {{0.7, 0.4}, {1, 1}, {1.3, 1.6}};
    options.scorecards[0].indicators.push_back(indicator);
  }
  input.actual.add("base", Column(columns[6]));
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(scorecard(input, options, context).scored);
  state.counters["ns/row"] = benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(cards)->ArgsProduct({{1000, 50000}, {0, 1}})->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
