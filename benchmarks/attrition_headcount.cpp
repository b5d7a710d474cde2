// Headcount by department, 60 months as at the last day and as flows, 1e7 job rows of 4e6 people: rows by person, and shuffled.
//
// Limit: person int32, start int32, stop int32, department int8 are 130 MB; read twice (checks, count): 260 MB, 15 ms at 17 GB/s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/attrition/headcount.hpp"
#include "mainstay/data/calendar.hpp"

namespace {

using namespace mainstay;

struct Jobs {
  std::vector<std::int32_t> person, start, stop;
  std::vector<std::int8_t> department;
  std::vector<std::string> names;
  std::vector<std::string_view> levels;

  Jobs(std::int64_t rows, bool shuffled) {
    std::mt19937_64 random(42);
    const auto first = static_cast<std::int32_t>(data::day_of(2016, 1, 1)), last = static_cast<std::int32_t>(data::day_of(2025, 1, 1));
    for (std::int32_t p = 0; static_cast<std::int64_t>(person.size()) < rows; ++p) {
      std::int32_t at = first + static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(last - first));
      for (std::uint64_t k = 1 + random() % 4; k > 0 && at < last; --k) {
        const auto length = static_cast<std::int32_t>(30 + random() % 900);
        person.push_back(p);
        start.push_back(at);
        at += length;
        stop.push_back(at);
        department.push_back(static_cast<std::int8_t>(random() % 100));
        if (random() % 5 == 0) at += static_cast<std::int32_t>(random() % 200);
      }
    }
    for (int i = 0; i < 100; ++i) names.push_back("department " + std::to_string(i));
    levels.assign(names.begin(), names.end());
    if (!shuffled) return;
    std::vector<std::size_t> order(person.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    const Jobs sorted = *this;
    for (std::size_t i = 0; i < order.size(); ++i) {
      person[i] = sorted.person[order[i]];
      start[i] = sorted.start[order[i]];
      stop[i] = sorted.stop[order[i]];
      department[i] = sorted.department[order[i]];
    }
    levels.assign(names.begin(), names.end());
  }
};

void run(benchmark::State& state, bool shuffled, bool periods) {
  const Jobs jobs(10'000'000, shuffled);
  attrition::EmploymentInput input;
  input.person = Column(jobs.person);
  input.start = Column(jobs.start);
  input.stop = Column(jobs.stop);
  Column department(jobs.department);
  department.categorical = true;
  department.levels = jobs.levels;
  input.by.add("department", department);
  attrition::HeadcountOptions options;
  options.observation_end = data::day_of(2025, 1, 1);
  if (periods) {
    options.period = attrition::PeriodWord::month;
    options.first_day = data::day_of(2020, 1, 1);
    options.last_day = data::day_of(2024, 12, 31);
    options.last_day_rule = attrition::LastDay::gone_at_close;
  } else {
    for (std::int64_t month = 1; month <= 60; ++month) options.dates.push_back(data::add_months(data::day_of(2020, 1, 1), month) - 1);
  }
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(attrition::headcount(input, options, context).dates.heads.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(jobs.person.size()));
}

void by_person_dates(benchmark::State& state) { run(state, false, false); }
void by_person_periods(benchmark::State& state) { run(state, false, true); }
void shuffled_dates(benchmark::State& state) { run(state, true, false); }

BENCHMARK(by_person_dates)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(by_person_periods)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(shuffled_dates)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace

BENCHMARK_MAIN();
