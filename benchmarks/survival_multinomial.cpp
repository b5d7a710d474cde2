// Rows a second of survival.multinomial.
//
// The limit at p = 20, three causes, 24 months: a Newton step visits each row for each month that it is at risk (12 on average), four exponentials, nine products and 9 p additions to
// the border of the month there, 2.2 kFLOP a row, and 3 · 3 / 2 · p² multiply-adds a row for the coefficients, 3.6 kFLOP: with one multiply-add a cycle 3 µs a row and thread.
#include <benchmark/benchmark.h>

#include "leaving_by_month.hpp"
#include "mainstay/survival/multinomial.hpp"

namespace {

using namespace mainstay;

void multinomial(benchmark::State& state) {
  const LeavingByMonth data(state.range(0), state.range(1), state.range(2), 3);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(3));
  survival::MultinomialFit fit;
  for (auto _ : state) fit = survival::multinomial(data.input<survival::MultinomialInput>(), {}, context);
  state.counters["steps"] = static_cast<double>(fit.iterations);
  state.SetItemsProcessed(state.iterations() * data.n);
}
BENCHMARK(multinomial)->ArgNames({"rows", "terms", "months", "threads"})->Args({10'000, 20, 24, 1})->Args({100'000, 20, 24, 1})->Args({100'000, 20, 24, 2})->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
