// Moves between posts: careers of five posts in months and in days, on both clocks, with and without drawing people again. Limit of the tables: one read of the rows and a sort by person.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/moves.hpp"

namespace {

using namespace mainstay;

struct Careers {
  std::vector<std::int64_t> person, post, start, stop, next;
  std::vector<std::uint8_t> present;
};

Careers careers(std::int64_t people, double month) {
  std::mt19937_64 draw(1);
  std::uniform_real_distribution<double> uniform;
  Careers out;
  for (std::int64_t i = 0; i < people; ++i) {
    std::int64_t now = 0, post = 0;
    const std::int64_t end = static_cast<std::int64_t>((12 + 108 * uniform(draw)) * month);
    while (now < end) {
      const std::int64_t stay = 1 + static_cast<std::int64_t>(-std::log(uniform(draw)) * (14.0 + 6.0 * static_cast<double>(post)) * month), stop = std::min(now + stay, end);
      const std::int64_t next = now + stay > end ? -1 : post < 4 && uniform(draw) < 0.4 ? post + 1 : 5;
      out.person.push_back(i);
      out.post.push_back(post);
      out.start.push_back(now);
      out.stop.push_back(stop);
      out.next.push_back(next);
      now = stop;
      if (next < 0 || next == 5) break;
      post = next;
    }
  }
  out.present.assign(out.next.size() / 8 + 1, 0);
  for (std::size_t i = 0; i < out.next.size(); ++i)
    if (out.next[i] >= 0) out.present[i / 8] = static_cast<std::uint8_t>(out.present[i / 8] | (1u << (i % 8)));
  return out;
}

void run(benchmark::State& state, double month, competency::MovesClock clock, std::int64_t horizon) {
  const Careers made = careers(state.range(0), month);
  competency::MovesInput input;
  input.person = Column(made.person);
  input.post = Column(made.post);
  input.start = Column(made.start);
  input.stop = Column(made.stop);
  input.next_post = Column(made.next);
  input.next_post.validity = made.present.data();
  competency::MovesOptions options;
  options.clock = clock;
  options.replicates = state.range(1);
  options.horizons = {horizon};
  options.times = {static_cast<double>(horizon) / 10};
  for (auto _ : state) benchmark::DoNotOptimize(competency::moves(input, options));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(made.stop.size()));
}

void months_reset(benchmark::State& state) { run(state, 1, competency::MovesClock::reset, 60); }
void months_forward(benchmark::State& state) { run(state, 1, competency::MovesClock::forward, 60); }
void days_reset(benchmark::State& state) { run(state, 30.4, competency::MovesClock::reset, 1826); }
BENCHMARK(months_reset)->Args({1'000, 200})->Args({100'000, 0})->Args({100'000, 200})->Unit(benchmark::kMillisecond);
BENCHMARK(months_forward)->Args({100'000, 0})->Args({100'000, 200})->Unit(benchmark::kMillisecond);
BENCHMARK(days_reset)->Args({1'000, 0})->Args({1'000, 20})->Args({100'000, 0})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
