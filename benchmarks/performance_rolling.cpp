// Sums of 6 indicators over 7 and 30 days as of every day: n rows by person, day after day of all people, and shuffled; ms as n grows.
// Beside it one more day of a state that holds all the others.
//
// Limit: 48 bytes of values a row are read twice (once a window), 16 of person and day, and 96 bytes of sums and 12 of person and day are
// written into fresh memory: about 220 bytes a row, 0.13 s for 1e7 rows at 17 GB/s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "mainstay/performance/rolling.hpp"

namespace {

using namespace mainstay;

enum Order { by_person, by_day, shuffled };

struct Days {
  std::vector<std::int64_t> person, day;
  std::vector<std::vector<double>> values{6};
  Days(std::int64_t rows, Order order, bool whole) {
    std::mt19937_64 random(42);
    const std::int64_t days = 365, people = std::max<std::int64_t>(1, rows / days);
    for (std::int64_t i = 0; i < people * days; ++i) {
      person.push_back(order == by_day ? i % people : i / days);
      day.push_back(19'000 + (order == by_day ? i / people : i % days));
      for (auto& column : values) column.push_back(whole ? static_cast<double>(random() % 1000) : static_cast<double>(random() % 100000) / 100);
    }
    if (order != shuffled) return;
    std::vector<std::size_t> rank(person.size());
    std::iota(rank.begin(), rank.end(), std::size_t{0});
    std::shuffle(rank.begin(), rank.end(), random);
    const Days sorted = *this;
    for (std::size_t i = 0; i < rank.size(); ++i) {
      person[i] = sorted.person[rank[i]];
      day[i] = sorted.day[rank[i]];
      for (std::size_t j = 0; j < 6; ++j) values[j][i] = sorted.values[j][rank[i]];
    }
  }
  performance::RollingInput input() const {
    performance::RollingInput input;
    input.person = Column(person);
    input.day = Column(day);
    for (std::size_t j = 0; j < 6; ++j) input.x.add("x" + std::to_string(j), Column(values[j]));
    return input;
  }
};

performance::RollingOptions sums_of_7_and_30_days() {
  performance::RollingOptions options;
  options.windows = {{performance::RollingUnit::days, 7, ""}, {performance::RollingUnit::days, 30, ""}};
  options.counts = options.coverage = false;
  return options;
}

void run(benchmark::State& state, Order order, bool whole) {
  const Days days(state.range(0), order, whole);
  const performance::RollingInput input = days.input();
  const performance::RollingOptions options = sums_of_7_and_30_days();
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(performance::rolling(input, options, context).sums.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(days.person.size()));
}

void whole_by_person(benchmark::State& state) { run(state, by_person, true); }
void decimals_by_person(benchmark::State& state) { run(state, by_person, false); }
void whole_by_day(benchmark::State& state) { run(state, by_day, true); }
void whole_shuffled(benchmark::State& state) { run(state, shuffled, true); }

// One day of 27,000 people more, after a year.
void one_day_more(benchmark::State& state) {
  const std::int64_t people = state.range(0);
  performance::RollingState rolling;
  rolling.options = sums_of_7_and_30_days();
  rolling.options.late_days = 30;
  std::int64_t day = 19'000;
  const auto step = [&] {
    std::vector<std::int64_t> person(static_cast<std::size_t>(people)), days(static_cast<std::size_t>(people), day++);
    std::iota(person.begin(), person.end(), 0);
    const std::vector<double> values(static_cast<std::size_t>(people), 1.25);
    performance::RollingInput input;
    input.person = Column(person);
    input.day = Column(days);
    for (std::size_t j = 0; j < 6; ++j) input.x.add("x" + std::to_string(j), Column(values));
    rolling.update(input);
    rolling.advance();
  };
  while (day < 19'000 + state.range(1)) step();
  for (auto _ : state) {
    step();
    benchmark::DoNotOptimize(rolling.finish().sums.data());
  }
  state.SetItemsProcessed(state.iterations() * people);
}

BENCHMARK(whole_by_person)->ArgsProduct({{100'000, 1'000'000, 10'000'000}, {1, 2}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(decimals_by_person)->Args({10'000'000, 1})->Args({10'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(whole_by_day)->Args({10'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(whole_shuffled)->Args({10'000'000, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(one_day_more)->Args({27'000, 40})->Args({27'000, 120})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
