// Which units differ: rates of many units with limits, estimates and ranks; adjusted by the recruiting channel, and not.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/funnel/units.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::funnel;

// state.range: units, adjusted (three rows a unit).
void compare(benchmark::State& state) {
  const std::int64_t rows = state.range(1) != 0 ? 3 : 1;
  std::mt19937_64 draw(12);
  std::vector<std::int64_t> unit, count, total;
  std::vector<std::int8_t> stratum;
  for (std::int64_t u = 0; u < state.range(0); ++u) {
    const double rate = std::uniform_real_distribution<double>(0.2, 0.4)(draw);
    for (std::int64_t s = 0; s < rows; ++s) {
      unit.push_back(u);
      stratum.push_back(static_cast<std::int8_t>(s));
      total.push_back(static_cast<std::int64_t>(10 + draw() % 290));
      count.push_back(std::binomial_distribution<std::int64_t>(total.back(), rate + 0.1 * static_cast<double>(s))(draw));
    }
  }
  UnitsInput input;
  input.unit = Column(unit), input.count = Column(count), input.total = Column(total);
  if (rows > 1) input.stratum = Column(stratum);
  UnitsOptions options;
  options.better = UnitsBetter::lower;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(units(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(compare)->ArgNames({"units", "adjusted"})->ArgsProduct({{100, 1'000, 10'000, 100'000}, {0, 1}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
