// Rows a second of survival.cox and survival.concordance.
//
// The limit of Cox at p = 20 is memory: the check reads x once, the first Newton step once, each further one twice; with three
// steps that is 8 × 160 MB for a million rows, 46 ms at 28 GB/s (two threads). The arithmetic, 0.42 GFLOP a step, takes half of that.
// The concordance sorts (some 15 ns a row) and walks a tree that fits the second-level cache (some 30 ns a row and sweep).
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/cox.hpp"

namespace {

using namespace mainstay;

// Columns after each other, effects of ±0.1, about half of the rows leave; whole days up to `days`, or continuous times with 0.
struct Data {
  std::int64_t n, p;
  std::vector<double> x, duration, event, entry;

  Data(std::int64_t rows, std::int64_t terms, double days, bool entries) : n(rows), p(terms), x(rows * terms) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    const double scale = days > 0.0 ? days : 1e6;
    for (std::int64_t i = 0; i < n; ++i) {
      double eta = 0.0;
      for (std::int64_t j = 0; j < p; ++j) eta += 0.1 * static_cast<double>(j % 3 - 1) * x[j * n + i];
      const double start = entries ? std::floor(0.7 * scale * uniform(random)) : 0.0;
      double leaves = start - std::log(uniform(random)) * 0.8 * scale * std::exp(-eta);
      double ends = start + std::min(1.0, 1.2 * uniform(random)) * scale * (entries ? 0.3 : 1.0) + 1.0;
      if (days > 0.0) {
        leaves = std::floor(leaves) + 1.0;
        ends = std::floor(ends) + 1.0;
      }
      event.push_back(leaves <= ends ? 1.0 : 0.0);
      duration.push_back(std::min(leaves, ends));
      if (entries) entry.push_back(start);
    }
  }
  survival::CoxInput input() const {
    survival::CoxInput input;
    input.x = Table::matrix(x.data(), n, p, 1, n);
    input.duration = Column(duration);
    input.event = Column(event);
    if (!entry.empty()) input.entry = Column(entry);
    return input;
  }
};

void run_cox(benchmark::State& state, double days, bool entries) {
  const Data data(state.range(0), state.range(1), days, entries);
  survival::CoxOptions options;
  options.concordance = false;  // as R's coxph.fit
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(survival::cox(data.input(), options, context).log_likelihood);
  state.SetItemsProcessed(state.iterations() * data.n);
}

void cox_daily(benchmark::State& state) { run_cox(state, 365.0, false); }
void cox_start_stop(benchmark::State& state) { run_cox(state, 365.0, true); }
void cox_continuous(benchmark::State& state) { run_cox(state, 0.0, false); }
BENCHMARK(cox_daily)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 1})->Args({100000, 20, 2})->Args({1000000, 20, 1})->Args({1000000, 20, 2})
    ->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cox_start_stop)->ArgNames({"n", "p", "threads"})->Args({190000, 20, 1})->Args({190000, 20, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cox_continuous)->ArgNames({"n", "p", "threads"})->Args({100000, 20, 2})->UseRealTime()->Unit(benchmark::kMillisecond);

void concordance(benchmark::State& state) {
  const Data data(state.range(0), 1, 365.0, false);
  survival::ConcordanceInput input;
  input.score = Column(data.x);
  input.duration = Column(data.duration);
  input.event = Column(data.event);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(survival::concordance(input, {}, context).concordance);
  state.SetItemsProcessed(state.iterations() * data.n);
}
BENCHMARK(concordance)->ArgNames({"n", "threads"})->Args({100000, 2})->Args({1000000, 1})->Args({1000000, 2})->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
