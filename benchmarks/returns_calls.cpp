// Lists of calls: with recruiters alone, and with a budget that has to be searched.
#include <benchmark/benchmark.h>

#include "mainstay/returns/calls.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

// state.range: people; a fifth of what all contacts cost as budget, or none. Ten recruiters, each person allowed at two.
void list_of_calls(benchmark::State& state) {
  const std::size_t n = static_cast<std::size_t>(state.range(0));
  std::vector<std::int64_t> person(n), contactable(n, 1), value(n), cost(n), allowed_person, allowed_recruiter, recruiter, capacity;
  std::vector<double> probability(n);
  std::int64_t all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i);
    probability[i] = static_cast<double>(i * 7919 % 1000) / 1600.0;
    value[i] = 800'000 + static_cast<std::int64_t>(i * 104'729 % 1'600'000);
    cost[i] = 8'000 + static_cast<std::int64_t>(i * 1'299'709 % 33'000);
    all += cost[i];
    for (const std::size_t step : {1u, 3u}) {
      allowed_person.push_back(person[i]);
      allowed_recruiter.push_back(static_cast<std::int64_t>(i * step % 10));
    }
  }
  for (std::int64_t r = 0; r < 10; ++r) recruiter.push_back(r), capacity.push_back(static_cast<std::int64_t>(n) / 30 + 2);
  CallsInput input;
  input.person = person;
  input.contactable = contactable;
  input.probability = probability;
  input.value = value;
  input.cost = cost;
  input.allowed_person = allowed_person;
  input.allowed_recruiter = allowed_recruiter;
  input.recruiter = recruiter;
  input.capacity = capacity;
  CallsOptions options;
  if (state.range(1) != 0) options.budget = all / 5;
  options.gap = 1e-4;
  for (auto _ : state) benchmark::DoNotOptimize(calls(input, options).expected_value);
}

}  // namespace

BENCHMARK(list_of_calls)->ArgsProduct({{400, 10000}, {0, 1}})->Args({100'000, 0})->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
