// Rows a second of survival.hazard.
//
// The limit at p = 20: one Newton step reads x once (160 MB for a million rows, 6 ms at 28 GB/s on two threads), makes the weighted Gram
// matrix (0.42 GFLOP, 15 ms on one thread) and with logit 24 multiply-adds and a division for each person-period; with cloglog the periods
// cost nothing. The expanded table of 24 months would be 2 GB.
#include <benchmark/benchmark.h>

#include "leaving_by_month.hpp"
#include "mainstay/survival/hazard.hpp"

namespace {

using namespace mainstay;

void run(benchmark::State& state, survival::HazardOptions options) {
  const LeavingByMonth data(state.range(0), state.range(1), state.range(2), 1);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(3));
  survival::HazardFit fit;
  for (auto _ : state) fit = survival::hazard(data.input<survival::HazardInput>(), options, context);
  state.counters["steps"] = static_cast<double>(fit.iterations);
  state.counters["person_periods"] = static_cast<double>(fit.periods_at_risk);
  state.SetItemsProcessed(state.iterations() * data.n);
}

survival::HazardOptions options_of(survival::HazardLink link, survival::HazardInformation information = survival::HazardInformation::expected) {
  survival::HazardOptions options;
  options.link = link;
  options.information = information;
  return options;
}
void hazard_logit(benchmark::State& state) { run(state, options_of(survival::HazardLink::logit)); }
void hazard_cloglog(benchmark::State& state) { run(state, options_of(survival::HazardLink::cloglog)); }
void hazard_cloglog_observed(benchmark::State& state) { run(state, options_of(survival::HazardLink::cloglog, survival::HazardInformation::observed)); }
void hazard_smooth(benchmark::State& state) {
  survival::HazardOptions options;
  options.baseline = survival::HazardBaseline::smooth;
  options.smooth = {{"x0", 10, {}, {}}, {"x1", 10, {}, {}}};
  run(state, options);
}
#define SIZES ArgNames({"n", "p", "periods", "threads"})->UseRealTime()->Unit(benchmark::kMillisecond)
BENCHMARK(hazard_logit)->SIZES->Args({100000, 20, 24, 1})->Args({1000000, 20, 24, 1})->Args({1000000, 20, 24, 2})->Args({100000, 20, 260, 1});
BENCHMARK(hazard_cloglog)->SIZES->Args({1000000, 20, 24, 1});
BENCHMARK(hazard_cloglog_observed)->SIZES->Args({1000000, 20, 24, 1})->Args({1000000, 20, 24, 2})->Args({100000, 20, 260, 1});
BENCHMARK(hazard_smooth)->SIZES->Args({100000, 20, 24, 2});

}  // namespace
