// Rows a second of survival.states, errors included: people who go on leave and come back, three states.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/states.hpp"

namespace {

using namespace mainstay;

void run(benchmark::State& state, bool whole) {
  const std::int64_t people = state.range(0);
  std::mt19937_64 random(1);
  std::exponential_distribution<double> wait;
  std::uniform_real_distribution<double> uniform(50, 730);
  std::vector<std::int64_t> person, from, to;
  std::vector<double> start, stop;
  for (std::int64_t i = 0; i < people; ++i) {
    double time = 0.0;
    std::int64_t now = 0;
    const double end = whole ? std::ceil(uniform(random)) : uniform(random);
    while (time < end) {
      double length = (now == 0 ? 300 : now == 1 ? 60 : 1e9) * wait(random);
      if (whole) length = std::ceil(length);
      const bool moves = time + length < end;
      const std::int64_t next = !moves ? now : now == 0 && random() % 3 == 0 ? 2 : 1 - now;
      person.push_back(i);
      start.push_back(time);
      stop.push_back(moves ? time + length : end);
      from.push_back(now);
      to.push_back(next);
      now = next;
      time += length;
    }
  }
  survival::StatesInput input;
  input.person = Column(person);
  input.start = Column(start);
  input.stop = Column(stop);
  input.state = Column(from);
  input.next_state = Column(to);
  survival::StatesOptions options;
  options.times = {30, 90, 180, 365};
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(survival::states(input, options, context));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(person.size()));
}

void days(benchmark::State& state) { run(state, true); }
void distinct(benchmark::State& state) { run(state, false); }

}  // namespace

BENCHMARK(days)->ArgName("people")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(distinct)->ArgName("people")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
