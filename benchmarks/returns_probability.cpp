// Rows a second of returns.probability. The limit is memory: the columns of a row are some 40 bytes, read by check(), by the reading of ends and
// people, and by the count; with `person` the rows are sorted once.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/returns/probability.hpp"

namespace {

using namespace mainstay;

struct Leavers {
  std::vector<double> duration, exit;
  std::vector<std::int64_t> end, reason, situation, person;
  explicit Leavers(std::int64_t n) {
    std::mt19937_64 random(1);
    for (std::int64_t i = 0; i < n; ++i) {
      duration.push_back(1.0 + static_cast<double>(random() % 1000));
      end.push_back(static_cast<std::int64_t>(random() % 4));
      reason.push_back(static_cast<std::int64_t>(random() % 5));
      situation.push_back(static_cast<std::int64_t>(random() % 4));
      person.push_back(i);
      exit.push_back(19000.0);
    }
  }
  returns::ProbabilityInput input() const {
    returns::ProbabilityInput rows;
    rows.duration = duration;
    rows.end = end;
    rows.reason = reason;
    rows.situation = situation;
    return rows;
  }
};

void run(benchmark::State& state, const returns::ProbabilityInput& rows, const returns::ProbabilityOptions& options) {
  for (auto _ : state) benchmark::DoNotOptimize(returns::probability(rows, options).rows);
  state.SetItemsProcessed(state.iterations() * rows.duration.size);
}

returns::ProbabilityOptions options() {
  returns::ProbabilityOptions asked;
  asked.horizons = {90, 180, 365};
  asked.waited = {0, 90, 365};
  return asked;
}

void groups(benchmark::State& state) {
  const Leavers all(state.range(0));
  run(state, all.input(), options());
}
BENCHMARK(groups)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void frozen_with_people(benchmark::State& state) {
  const Leavers all(state.range(0));
  returns::ProbabilityInput rows = all.input();
  rows.person = all.person;
  rows.exit = all.exit;
  returns::ProbabilityOptions asked = options();
  asked.frozen_at = 19500;
  run(state, rows, asked);
}
BENCHMARK(frozen_with_people)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
