// What calling does: six columns, a third of them categories, a third of the people held out, some not observed until the horizon; strata or none, resamples or none, threads.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

#include "mainstay/returns/uplift.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

constexpr std::string_view reasons[] = {"family", "pay", "promotion"};

// state.range: people, resamples, strata (0, 1), threads.
void effect(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(11);
  std::uniform_real_distribution<double> even(0.0, 1.0);
  std::vector<std::int64_t> treated(n), returned(n);
  std::vector<double> duration(n), x[4];
  std::vector<std::int8_t> reason(n), city(n);
  for (auto& column : x) column.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (auto& column : x) column[i] = even(draw);
    reason[i] = static_cast<std::int8_t>(draw() % 3);
    city[i] = static_cast<std::int8_t>(draw() % 3);
    treated[i] = even(draw) < 0.67;
    const double when = even(draw) < 0.1 + (treated[i] == 1 ? 0.2 * x[0][i] : 0.0) ? 365.0 * even(draw) : 1e9, end = 100.0 + 500.0 * even(draw);
    returned[i] = when <= end;
    duration[i] = std::min(when, end);
  }
  UpliftInput input;
  const char* names[] = {"age", "pay", "tenure", "rating"};
  for (std::size_t j = 0; j < 4; ++j) input.x.add(names[j], x[j]);
  const auto words = [](const std::vector<std::int8_t>& codes) {
    Column column(codes);
    column.levels = reasons, column.categorical = true;
    return column;
  };
  input.x.add("reason", words(reason));
  input.x.add("city", words(city));
  input.treated = treated, input.returned = returned, input.duration = duration;
  if (state.range(2) == 1) input.strata = words(reason);
  UpliftOptions options;
  options.horizon = 365.0;
  options.resamples = state.range(1);
  RunContext context;
  context.threads = static_cast<int>(state.range(3));
  for (auto _ : state) benchmark::DoNotOptimize(uplift(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * std::max<std::int64_t>(1, state.range(1)));
}
BENCHMARK(effect)->ArgNames({"people", "resamples", "strata", "threads"})->ArgsProduct({{20'000}, {0, 20}, {0, 1}, {1}})->Args({20'000, 200, 1, 1})->Args({20'000, 200, 1, 2})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
