// Are the alerts any good? n alerts of five rules about n / 5 people, without intervals and with people drawn again; and a weekly score judged at three loads.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/signals/quality.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::signals;

// state.range: alerts, draws, whether there is a score beside them.
void alerts(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0)), people = std::max<std::size_t>(10, n / 5);
  std::mt19937_64 draw(3);
  std::vector<std::int64_t> person(people), start(people), until(people), alert_person(n), alert_rule(n), alert_day(n), score_person, score_day;
  std::vector<std::int8_t> left(people);
  std::vector<double> score;
  for (std::size_t p = 0; p < people; ++p) {
    person[p] = static_cast<std::int64_t>(p);
    start[p] = 20'000 + static_cast<std::int64_t>(draw() % 400);
    until[p] = start[p] + 60 + static_cast<std::int64_t>(draw() % 640);
    left[p] = static_cast<std::int8_t>(draw() % 2);
    for (std::int64_t day = start[p]; state.range(2) != 0 && day < until[p]; day += 7) {
      score_person.push_back(person[p]);
      score_day.push_back(day);
      score.push_back(static_cast<double>(draw() % 1'000'000) * 1e-6);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t whom = draw() % people;
    alert_person[i] = static_cast<std::int64_t>(whom);
    alert_rule[i] = static_cast<std::int64_t>(draw() % 5);
    alert_day[i] = start[whom] + static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(until[whom] - start[whom]));
  }
  QualityInput input;
  input.person_id = Column(person), input.start = Column(start), input.until = Column(until), input.left = Column(left);
  input.alert_person = Column(alert_person), input.alert_rule = Column(alert_rule), input.alert_day = Column(alert_day);
  QualityOptions options;
  options.draws = state.range(1);
  if (state.range(2) != 0) {
    input.score_person = Column(score_person), input.score_day = Column(score_day), input.score = Column(score);
    options.score_loads = {1, 5, 20};
  }
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(quality(input, options, context));
  state.SetItemsProcessed(state.iterations() * (state.range(0) + static_cast<std::int64_t>(score.size())));
}
BENCHMARK(alerts)->ArgNames({"alerts", "draws", "score"})->ArgsProduct({{10'000, 100'000}, {0, 200}, {0}})->Args({1'000'000, 0, 0})->Args({10'000, 0, 1})->Args({100'000, 0, 1})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
