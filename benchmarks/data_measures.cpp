// Monthly values of 10 indicators: n rows month after month, by person, and shuffled; ns a row as n grows. Beside them 1e5 questions.
//
// Limit: 32 bytes a row are read (person, day, indicator, value), 48 written by person, read again, and 32 bytes of result written.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "mainstay/data/measures.hpp"

namespace {

using namespace mainstay;

struct Values {
  std::vector<std::int64_t> person, date, indicator;
  std::vector<double> value;
  enum Order { by_month, by_person, shuffled };
  Values(std::int64_t rows, Order order) {
    std::mt19937_64 random(42);
    const std::int64_t months = 36, people = std::max<std::int64_t>(1, rows / months / 10);
    const auto add = [&](std::int64_t p, std::int64_t month) {
      for (std::int64_t i = 0; i < 10; ++i) {
        person.push_back(p);
        date.push_back(30 * month);
        indicator.push_back(i);
        value.push_back(static_cast<double>(random() % 1000));
      }
    };
    if (order == by_person)
      for (std::int64_t p = 0; p < people; ++p)
        for (std::int64_t month = 0; month < months; ++month) add(p, month);
    else
      for (std::int64_t month = 0; month < months; ++month)
        for (std::int64_t p = 0; p < people; ++p) add(p, month);
    if (order != shuffled) return;
    std::vector<std::size_t> rank(person.size());
    std::iota(rank.begin(), rank.end(), std::size_t{0});
    std::shuffle(rank.begin(), rank.end(), random);
    const Values sorted = *this;
    for (std::size_t i = 0; i < rank.size(); ++i) {
      person[i] = sorted.person[rank[i]];
      date[i] = sorted.date[rank[i]];
      indicator[i] = sorted.indicator[rank[i]];
      value[i] = sorted.value[rank[i]];
    }
  }
};

void run(benchmark::State& state, Values::Order order, std::int64_t questions) {
  const Values values(state.range(0), order);
  data::MeasuresInput input;
  input.person = Column(values.person);
  input.date = Column(values.date);
  input.indicator = Column(values.indicator);
  input.value = Column(values.value);
  std::vector<std::int64_t> who, when;
  for (std::int64_t q = 0; q < questions; ++q) {
    who.push_back(q % (values.person.back() + 1));
    when.push_back(q % 1000);
  }
  if (questions > 0) {
    input.query_person = Column(who);
    input.query_day = Column(when);
  }
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(data::measures(input, {}, context).values.row.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.person.size()));
}

void by_month(benchmark::State& state) { run(state, Values::by_month, 0); }
void by_person(benchmark::State& state) { run(state, Values::by_person, 0); }
void shuffled(benchmark::State& state) { run(state, Values::shuffled, 0); }
void with_questions(benchmark::State& state) { run(state, Values::by_person, 100'000); }

BENCHMARK(by_month)->ArgsProduct({{100'000, 1'000'000, 10'000'000}, {1, 2}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(by_person)->Args({10'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(shuffled)->Args({10'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(with_questions)->Args({1'000'000, 1})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
