// Four stages, 180 days, 1e7 events of 1e6 people; the same events sorted by person, sorted by person and time, and shuffled.
//
// Limit: the columns are 80 + 80 + 10 MB (person int64, time int64, word int8) and are read twice, by the checks and by the
// count: 340 MB, 12 ms at 28 GB/s (two threads of the machine in benchmarks/PERF.md). Shuffled rows are written once more.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string_view>
#include <vector>

#include "mainstay/funnel/window.hpp"

namespace {

using namespace mainstay;

constexpr std::string_view words[] = {"apply", "train", "certify", "post", "call", "survey"};

struct Events {
  std::vector<std::int64_t> person, time;
  std::vector<std::int8_t> word;

  enum Order { by_person_and_time, by_person, shuffled };
  Events(std::int64_t people, std::int64_t each, Order order) {
    std::mt19937_64 random(42);
    std::vector<std::int64_t> days(static_cast<std::size_t>(each));
    for (std::int64_t p = 0; p < people; ++p) {
      for (std::int64_t& day : days) day = static_cast<std::int64_t>(random() % 730);
      if (order != by_person) std::sort(days.begin(), days.end());
      for (const std::int64_t day : days) {
        person.push_back(p);
        time.push_back(day);
        word.push_back(static_cast<std::int8_t>(random() % 6));
      }
    }
    if (order != shuffled) return;
    std::vector<std::size_t> rows(person.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::shuffle(rows.begin(), rows.end(), random);
    const Events sorted = *this;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      person[i] = sorted.person[rows[i]];
      time[i] = sorted.time[rows[i]];
      word[i] = sorted.word[rows[i]];
    }
  }
};

void run(benchmark::State& state, Events::Order order, funnel::EntryPolicy entry, funnel::TiePolicy ties, bool gap) {
  const Events events(1'000'000, 10, order);
  funnel::WindowInput input;
  input.person = Column(events.person);
  input.time = Column(events.time);
  input.event = Column(events.word);
  input.event.categorical = true;
  input.event.levels = words;
  funnel::WindowOptions options;
  for (const char* stage : {"apply", "train", "certify", "post"}) options.stages.push_back({stage, {}, {}});
  if (gap) options.stages[2].within_days = 60;
  options.window = 180;
  options.entry = entry;
  options.ties = ties;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(funnel::window(input, options, context).completed);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.person.size()));
}

using funnel::EntryPolicy;
using funnel::TiePolicy;

void sorted_by_person_and_time(benchmark::State& state) { run(state, Events::by_person_and_time, EntryPolicy::first, TiePolicy::favour, false); }
void sorted_by_person(benchmark::State& state) { run(state, Events::by_person, EntryPolicy::first, TiePolicy::favour, false); }
void any_entry(benchmark::State& state) { run(state, Events::by_person_and_time, EntryPolicy::any, TiePolicy::favour, false); }
void within_days(benchmark::State& state) { run(state, Events::by_person_and_time, EntryPolicy::first, TiePolicy::favour, true); }
void shuffled(benchmark::State& state) { run(state, Events::shuffled, EntryPolicy::first, TiePolicy::favour, false); }

BENCHMARK(sorted_by_person_and_time)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sorted_by_person)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(any_entry)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(within_days)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(shuffled)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
