// Ten rows a person of PeopleSoft's shape (person, day, sequence, status, reason) into spells and intervals: sorted by person and
// day, grouped by person, and shuffled; from 1e5 to 1e7 rows, one thread and two.
//
// Limit: a row is 8 + 8 + 8 + 1 + 4 bytes in and, with its interval, 88 out. The columns are read twice (checks, gathering), the
// result is written once after it was zeroed: about 230 bytes a row, 0.08 s for 1e7 rows at 28 GB/s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/data/history.hpp"

namespace {

using namespace mainstay;

constexpr std::string_view statuses[] = {"A", "L", "T"};
constexpr std::string_view reasons[] = {"hire", "move", "pay", "resigned", "dismissed"};

enum Order { by_person_and_day, by_person, shuffled };

struct Jobs {
  std::vector<std::int64_t> person, effective, sequence;
  std::vector<std::int8_t> status;
  std::vector<std::int32_t> reason;

  Jobs(std::int64_t people, Order order) {
    std::mt19937_64 random(42);
    for (std::int64_t p = 0; p < people; ++p) {
      auto day = static_cast<std::int64_t>(random() % 3650);
      for (int k = 0; k < 10; ++k) {
        const bool gone = k == 9 && random() % 2;
        person.push_back(100'000 + p);
        effective.push_back(day);
        sequence.push_back(k);
        status.push_back(static_cast<std::int8_t>(gone ? 2 : random() % 8 == 0));
        reason.push_back(static_cast<std::int32_t>(gone ? 3 + random() % 2 : random() % 3));
        day += static_cast<std::int64_t>(random() % 400);
      }
    }
    if (order == by_person_and_day) return;
    std::vector<std::size_t> rows(person.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (order == shuffled) std::shuffle(rows.begin(), rows.end(), random);
    else for (std::size_t i = 0; i < rows.size(); i += 10) std::shuffle(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.begin() + static_cast<std::ptrdiff_t>(i) + 10, random);
    const Jobs sorted = *this;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      person[i] = sorted.person[rows[i]];
      effective[i] = sorted.effective[rows[i]];
      sequence[i] = sorted.sequence[rows[i]];
      status[i] = sorted.status[rows[i]];
      reason[i] = sorted.reason[rows[i]];
    }
  }
};

void run(benchmark::State& state, Order order) {
  const Jobs jobs(state.range(0) / 10, order);
  data::HistoryInput input;
  input.person = Column(jobs.person), input.effective = Column(jobs.effective), input.sequence = Column(jobs.sequence);
  input.status = Column(jobs.status), input.reason = Column(jobs.reason);
  input.status.categorical = input.reason.categorical = true;
  input.status.levels = statuses, input.reason.levels = reasons;
  data::HistoryOptions options;
  options.observation_end = 5000;
  options.observation_start = 1000;
  options.interval = data::HistoryInterval::start_only;
  options.statuses = {{"A", data::StatusState::active}, {"L", data::StatusState::on_leave}, {"T", data::StatusState::ended}};
  options.ending_day = data::EndingDay::first_day_away;
  options.rehire = data::Rehire::new_spell;
  options.zero_length = data::SpellZero::half_day;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(data::history(input, options, context));
  state.counters["per_row"] = benchmark::Counter(static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
  for (const std::int64_t rows : {100'000, 1'000'000, 10'000'000})
    for (const std::int64_t threads : {1, 2}) bench->Args({rows, threads});
}

BENCHMARK_CAPTURE(run, sorted, by_person_and_day)->Apply(sizes);
BENCHMARK_CAPTURE(run, by_person, by_person)->Apply(sizes);
BENCHMARK_CAPTURE(run, shuffled, shuffled)->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
