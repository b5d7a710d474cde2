// Records a second of data.features: 10 records a person, five features, one row a person. A record is 32 bytes, written once and
// sorted in runs that fit the first-level cache; reading the columns is 40 bytes a record. At 17 GB/s a thread moves that in
// about 6 ms for 1e6 records; hashing scattered persons and the runs' sorts cost more.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/data/features.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::vector<std::int64_t> person, asked;
  std::vector<std::int32_t> feature, effective, recorded, cut;
  std::vector<double> value;

  Data(std::int64_t n, bool scattered) {
    std::mt19937_64 random(1);
    const std::int64_t people = n / 10;
    const auto id = [&](std::int64_t i) { return scattered ? i * 2654435761 % 1'000'000'007 : i; };
    for (std::int64_t i = 0; i < n; ++i) {
      person.push_back(id(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(people))));
      feature.push_back(static_cast<std::int32_t>(random() % 5));
      effective.push_back(18000 + static_cast<std::int32_t>(random() % 2000));
      recorded.push_back(effective.back() + static_cast<std::int32_t>(random() % 60));
      value.push_back(static_cast<double>(random() % 100));
    }
    for (std::int64_t i = 0; i < people; ++i) {
      asked.push_back(id(i));
      cut.push_back(19000 + static_cast<std::int32_t>(random() % 1000));
    }
  }
  data::FeaturesInput input() const {
    data::FeaturesInput input;
    input.person = person;
    input.feature = feature;
    input.value = value;
    input.effective = effective;
    input.recorded_at = recorded;
    input.for_person = asked;
    input.cut = cut;
    return input;
  }
};

void run(benchmark::State& state, bool scattered) {
  const Data data(state.range(0), scattered);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  data::FeaturesOptions options;
  options.conflicts = data::Conflicts::leave_out;
  for (auto _ : state) benchmark::DoNotOptimize(data::features(data.input(), options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void numbered(benchmark::State& state) { run(state, false); }
void scattered(benchmark::State& state) { run(state, true); }

// The guard on a table of 20 columns with a day for every value: two reads of 8 bytes a cell.
void guard(benchmark::State& state) {
  const std::int64_t rows = state.range(0), columns = 20;
  const std::vector<double> values(static_cast<std::size_t>(rows * columns), 1.0), known(values.size(), 19000.0);
  const std::vector<std::int64_t> cut(static_cast<std::size_t>(rows), 19000);
  Table table = Table::matrix(values.data(), rows, columns, columns, 1);
  table.known_at.resize(static_cast<std::size_t>(columns));
  for (std::int64_t j = 0; j < columns; ++j) table.known_at[static_cast<std::size_t>(j)] = Column(known.data() + j, rows, columns);
  table.cut = cut;
  for (auto _ : state) check_known("benchmark", "x", table);
  state.SetItemsProcessed(state.iterations() * rows * columns);
}

BENCHMARK(numbered)->Args({1'000'000, 1})->Args({10'000'000, 1})->Args({10'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(scattered)->Args({1'000'000, 1})->Args({10'000'000, 1})->Args({10'000'000, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(guard)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
