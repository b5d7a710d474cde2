// Which of six categories and four numbers go with converting: everybody's fate known, within strata, and by log-rank tests.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/funnel/drivers.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::funnel;

constexpr std::string_view letters[] = {"a", "b", "c", "d", "e"}, outcomes[] = {"completed", "left", "still_inside"};
enum Kind { plain, strata, hazards };

Column words(const std::vector<std::int8_t>& codes, std::span<const std::string_view> levels) {
  Column out(codes);
  out.levels = levels;
  out.categorical = true;
  return out;
}

// state.range: people, kind.
void columns(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(2);
  std::vector<std::vector<std::int8_t>> category(6, std::vector<std::int8_t>(n));
  std::vector<std::vector<double>> number(4, std::vector<double>(n));
  std::vector<std::int8_t> outcome(n), stratum(n);
  std::vector<std::int64_t> duration(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (auto& column : category) column[i] = static_cast<std::int8_t>(draw() % 5);
    for (auto& column : number) column[i] = static_cast<double>(draw() % 5000);
    outcome[i] = static_cast<std::int8_t>(draw() % 8 < 3 + static_cast<std::uint64_t>(category[0][i]) / 2 ? 0 : draw() % 3 == 0 ? 2 : 1);
    stratum[i] = static_cast<std::int8_t>(draw() % 5);
    duration[i] = static_cast<std::int64_t>(draw() % 300);
  }
  DriversInput input;
  for (std::size_t j = 0; j < category.size(); ++j) input.x.add("c" + std::to_string(j), words(category[j], letters));
  for (std::size_t j = 0; j < number.size(); ++j) input.x.add("n" + std::to_string(j), Column(number[j]));
  input.outcome = words(outcome, outcomes);
  input.duration = Column(duration);
  if (state.range(1) == strata) input.stratum = words(stratum, letters);
  DriversOptions options;
  if (state.range(1) == hazards) options.censoring = DriversCensoring::log_rank;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(drivers(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * 10);
}
BENCHMARK(columns)->ArgNames({"people", "kind"})->ArgsProduct({{10'000, 100'000, 1'000'000}, {plain, strata, hazards}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
