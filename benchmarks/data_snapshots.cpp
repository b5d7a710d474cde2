// Five years of monthly rosters: n rows one file below the other, by person, and shuffled; ns a row as n grows.
//
// Limit: 16 bytes a row are read (person and day as int64) and 28 written by person, then read again; the result has 11 columns
// of intervals, 80 bytes a row.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "mainstay/data/snapshots.hpp"

namespace {

using namespace mainstay;

struct Rosters {
  std::vector<std::int64_t> person, snapshot, start;
  enum Order { by_file, by_person, shuffled };
  Rosters(std::int64_t rows, Order order) {
    std::mt19937_64 random(42);
    const std::int64_t people = rows / 40;
    struct Career {
      std::int64_t from, until, start;
    };
    std::vector<Career> careers;
    for (std::int64_t p = 0; p < people; ++p) {
      const auto from = static_cast<std::int64_t>(random() % 20);
      careers.push_back({from, from + 40, 30 * from - static_cast<std::int64_t>(random() % 30)});
    }
    const auto add = [&](std::int64_t p, std::int64_t month) {
      const Career& career = careers[static_cast<std::size_t>(p)];
      if (month < career.from || month >= career.until) return;
      person.push_back(p);
      snapshot.push_back(30 * month);
      start.push_back(career.start);
    };
    if (order == by_person)
      for (std::int64_t p = 0; p < people; ++p)
        for (std::int64_t month = 0; month < 60; ++month) add(p, month);
    else
      for (std::int64_t month = 0; month < 60; ++month)
        for (std::int64_t p = 0; p < people; ++p) add(p, month);
    if (order != shuffled) return;
    std::vector<std::size_t> rank(person.size());
    std::iota(rank.begin(), rank.end(), std::size_t{0});
    std::shuffle(rank.begin(), rank.end(), random);
    const Rosters sorted = *this;
    for (std::size_t i = 0; i < rank.size(); ++i) {
      person[i] = sorted.person[rank[i]];
      snapshot[i] = sorted.snapshot[rank[i]];
      start[i] = sorted.start[rank[i]];
    }
  }
};

void run(benchmark::State& state, Rosters::Order order) {
  const Rosters rosters(state.range(0), order);
  data::SnapshotsInput input;
  input.person = Column(rosters.person);
  input.snapshot = Column(rosters.snapshot);
  input.start = Column(rosters.start);
  data::SnapshotsOptions options;
  options.stop_rule = data::SnapshotStop::first_missing;
  options.contradictions = data::SnapshotContradictions::stated;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(data::snapshots(input, options, context).spells.row.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rosters.person.size()));
}

void by_file(benchmark::State& state) { run(state, Rosters::by_file); }
void by_person(benchmark::State& state) { run(state, Rosters::by_person); }
void shuffled(benchmark::State& state) { run(state, Rosters::shuffled); }

BENCHMARK(by_file)->ArgsProduct({{100'000, 1'000'000, 10'000'000}, {1, 2}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(by_person)->Args({10'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(shuffled)->Args({10'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
