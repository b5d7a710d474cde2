// Ways of 1e6 people with ten events each: what an event costs in order and shuffled, and how it grows with distinct ways.
//
// Limit: person, time and event are 80 + 80 + 10 MB and are read twice: 340 MB, 12 ms at 28 GB/s (two threads of the machine in benchmarks/PERF.md).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string_view>
#include <vector>

#include "mainstay/funnel/transitions.hpp"

namespace {

using namespace mainstay;

constexpr std::string_view words[] = {"hired", "trained", "failed", "certified", "posted", "absent", "called", "left"};

struct Events {
  std::vector<std::int64_t> person, time;
  std::vector<std::int8_t> word;
  funnel::TransitionsInput input;

  // `spread`: of how many words the next event is one.
  Events(std::int64_t people, unsigned spread, bool shuffled) {
    std::mt19937_64 random(42);
    for (std::int64_t p = 0; p < people; ++p) {
      std::int64_t day = static_cast<std::int64_t>(random() % 700);
      unsigned at = 0;
      for (int i = 0; i < 10; ++i) {
        person.push_back(p), time.push_back(day), word.push_back(static_cast<std::int8_t>(at % 8));
        day += 1 + static_cast<std::int64_t>(random() % 30);
        at += 1 + static_cast<unsigned>(random() % spread);
      }
    }
    if (shuffled) {
      std::vector<std::size_t> rows(person.size());
      std::iota(rows.begin(), rows.end(), std::size_t{0});
      std::shuffle(rows.begin(), rows.end(), random);
      const auto move = [&](auto& column) {
        auto moved = column;
        for (std::size_t i = 0; i < rows.size(); ++i) moved[i] = column[rows[i]];
        column = std::move(moved);
      };
      move(person), move(time), move(word);
    }
    input.person = Column(person);
    input.time = Column(time);
    input.event = Column(word);
    input.event.levels = words;
    input.event.categorical = true;
  }
};

// range(0): people; range(1): spread; range(2): shuffled.
void ways(benchmark::State& state) {
  const Events events(state.range(0), static_cast<unsigned>(state.range(1)), state.range(2) != 0);
  funnel::TransitionsOptions options;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(funnel::transitions(events.input, options, context).people);
  state.counters["ns/event"] = benchmark::Counter(static_cast<double>(events.person.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(ways)->Args({100'000, 2, 0})->Args({100'000, 2, 1})->Args({100'000, 6, 0})->Args({1'000'000, 2, 0})->Args({1'000'000, 2, 1})->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
