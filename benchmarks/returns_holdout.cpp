// A tenth of n leavers held out at random: each by himself, and in 60 strata.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/returns/holdout.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

// state.range: leavers, whether in blocks.
void leavers(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(7);
  std::vector<std::int64_t> person(n), reason(n), city(n);
  std::vector<std::int8_t> contactable(n);
  std::vector<double> age(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i);
    reason[i] = static_cast<std::int64_t>(draw() % 6);
    city[i] = static_cast<std::int64_t>(draw() % 10);
    contactable[i] = draw() % 7 > 0;
    age[i] = static_cast<double>(20 + draw() % 30);
  }
  HoldoutInput input;
  input.person = Column(person), input.contactable = Column(contactable);
  input.strata.add("reason", Column(reason));
  input.strata.add("city", Column(city));
  input.covariates.add("age", Column(age));
  HoldoutOptions options;
  options.share = 0.1;
  options.method = state.range(1) != 0 ? HoldoutMethod::blocks : HoldoutMethod::by_person;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(holdout(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(leavers)->ArgNames({"leavers", "blocks"})->ArgsProduct({{10'000, 100'000, 1'000'000}, {0, 1}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
