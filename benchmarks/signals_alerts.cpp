// Early warning over daily rows: what a person-day costs, over history and for one day of many rules.
#include <benchmark/benchmark.h>

#include "mainstay/signals/alerts.hpp"

using namespace mainstay;
using namespace mainstay::signals;

namespace {

struct Rows {
  std::vector<std::int64_t> person, id;
  std::vector<std::int32_t> day, group;
  std::vector<double> calls, stress;
  AlertsInput input;
  Rows(std::int64_t people, std::int64_t days) {
    for (std::int64_t p = 0; p < people; ++p) {
      id.push_back(p);
      group.push_back(static_cast<std::int32_t>(p % (people / 50 + 1)));
      for (std::int64_t d = 0; d < days; ++d) {
        person.push_back(p);
        day.push_back(static_cast<std::int32_t>(20000 + d));
        const std::int64_t mixed = (p * 7919 + d * 104729) % 1009;
        calls.push_back(static_cast<double>(mixed % 41));
        stress.push_back(static_cast<double>(mixed % 11));
      }
    }
    input.person = Column(person);
    input.day = Column(day);
    input.x.add("calls", Column(calls));
    input.x.add("stress", Column(stress));
    input.person_id = Column(id);
    input.groups.add("team", Column(group));
  }
};

AlertCondition number(const char* name, const char* column, Comparison compare, double threshold) {
  AlertCondition c;
  c.name = name;
  c.column = column;
  c.compare = compare;
  c.threshold = threshold;
  c.max_age = 0;
  return c;
}

AlertRule three_days(std::int64_t place) {
  AlertRule rule;
  rule.name = "rule " + std::to_string(place);
  rule.version = "1";
  rule.clock = AlertClock::days;
  rule.missing = MissingPolicy::is_false;
  AlertCondition low = number("low", "calls", Comparison::below, 0);
  low.against = Against::peers_mean;
  low.peers = "team";
  low.least_peers = 5;
  low.shift = -static_cast<double>(place);
  AlertCondition streak;
  streak.name = "three";
  streak.kind = ConditionKind::streak;
  streak.of = {"low"};
  streak.length = 3;
  AlertCondition both;
  both.name = "both";
  both.kind = ConditionKind::all;
  both.of = {"three", "stress"};
  rule.conditions = {low, streak, number("stress", "stress", Comparison::above, 8), both};
  rule.when = "both";
  return rule;
}

// state.range: person-days; 100 days each.
void history(benchmark::State& state) {
  const Rows rows(state.range(0) / 100, 100);
  AlertsOptions options;
  options.rules = {three_days(0)};
  options.explain = false;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(alerts(rows.input, options, context).people);
  state.counters["ns/row"] = benchmark::Counter(static_cast<double>(rows.person.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// state.range: people; 20 rules on the last of four days.
void one_day(benchmark::State& state) {
  const Rows rows(state.range(0), 4);
  AlertsOptions options;
  for (std::int64_t r = 0; r < 20; ++r) options.rules.push_back(three_days(r));
  options.explain = false;
  options.first_day = 20003;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(alerts(rows.input, options, context).people);
  state.counters["ns/person and rule"] = benchmark::Counter(20.0 * static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(history)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(one_day)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
