// Whom to call first: recruiters with capacities and, for a third of the people, a second recruiter; and a budget, which asks for a search, with its proof.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/returns/calls.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

struct Leavers {
  std::vector<std::int64_t> person, value, cost, owner, pair_person, pair_recruiter, recruiter;
  std::vector<std::int8_t> contactable;
  std::vector<double> probability;
  explicit Leavers(std::size_t n) {
    std::mt19937_64 draw(10);
    for (std::int64_t r = 0; r < 50; ++r) recruiter.push_back(r);
    for (std::size_t i = 0; i < n; ++i) {
      person.push_back(static_cast<std::int64_t>(i));
      contactable.push_back(draw() % 8 != 0);
      probability.push_back(0.01 * static_cast<double>(1 + draw() % 60));
      value.push_back(static_cast<std::int64_t>(500'000 + draw() % 4'000'000));
      cost.push_back(static_cast<std::int64_t>(4'000 + draw() % 30'000));
      owner.push_back(static_cast<std::int64_t>(draw() % 50));
      if (draw() % 3 != 0) continue;
      pair_person.push_back(person.back());
      pair_recruiter.push_back((owner.back() + 1 + static_cast<std::int64_t>(draw() % 49)) % 50);
    }
  }
  CallsInput input(bool recruiters) const {
    CallsInput out;
    out.person = Column(person), out.contactable = Column(contactable), out.probability = Column(probability), out.value = Column(value), out.cost = Column(cost);
    if (!recruiters) return out;
    out.owner = Column(owner), out.allowed_person = Column(pair_person), out.allowed_recruiter = Column(pair_recruiter), out.recruiter = Column(recruiter);
    return out;
  }
};

void solve(benchmark::State& state, bool recruiters, bool budget) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const Leavers leavers(n);
  CallsOptions options;
  if (recruiters) options.capacity_each = state.range(0) / 50 / 3;
  if (budget) options.budget = state.range(0) * 19'000 / 5;
  RunContext context;
  context.threads = 1;
  double gap = 0.0;
  for (auto _ : state) {
    const CallsResult result = calls(leavers.input(recruiters), options, context);
    gap = result.gap;
    benchmark::DoNotOptimize(result.expected_value);
  }
  state.counters["gap"] = gap;
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void capacity(benchmark::State& state) { solve(state, true, false); }
void budget(benchmark::State& state) { solve(state, false, true); }
void budget_and_capacity(benchmark::State& state) { solve(state, true, true); }

BENCHMARK(capacity)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(budget)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(budget_and_capacity)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
