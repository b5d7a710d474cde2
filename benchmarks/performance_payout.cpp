// Pay of many people: what a row costs, with steps and without.
#include <benchmark/benchmark.h>

#include "mainstay/performance/payout.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

// state.range: rows; steps written or not. Three tiers, a pool of everybody.
void pay(benchmark::State& state) {
  const std::size_t n = static_cast<std::size_t>(state.range(0));
  std::vector<std::int64_t> person(n), amount(n), target(n);
  std::vector<std::int32_t> pool(n, 0);
  std::vector<double> points(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i);
    amount[i] = static_cast<std::int64_t>(i * 7919 % 2000000);
    target[i] = 1000000;
    points[i] = static_cast<double>(i % 97 + 1);
  }
  const std::vector<std::string_view> names{"spring"};
  PayoutInput input;
  input.person = Column(person);
  input.amount = Column(amount);
  input.target = Column(target);
  input.pool = Column(pool);
  input.pool.levels = names;
  input.pool.categorical = true;
  input.pool_points = Column(points);
  PayoutOptions options;
  options.explain = state.range(1) != 0;
  options.plan.method = PayoutMethod::marginal;
  options.plan.tiers.resize(3);
  for (std::size_t t = 0; t < 3; ++t) {
    options.plan.tiers[t].name = "t" + std::to_string(t);
    options.plan.tiers[t].at_least = t == 0 ? 0.0 : t == 1 ? 1.0 : 1.2;
    options.plan.tiers[t].rate = 0.05 + 0.03 * static_cast<double>(t);
  }
  options.plan.pools.resize(1);
  options.plan.pools[0].name = "spring";
  options.plan.pools[0].amount = 1000000007;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(payout(input, options, context).due);
  state.counters["ns/row"] = benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(pay)->ArgsProduct({{1000, 200000}, {0, 1}})->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
