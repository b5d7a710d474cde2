// Whom of many leavers to call: five rules (a number, a median, a share, a quantile within the site, a share from below), two of which must be met; with the reason of every rule of
// every person, with sentences in both languages and without.
//
// Limit: 72 bytes of reasons a check are written, 360 MB for 1e6 people: 0.04 s at 8.7 GB/s; three sorts of 1e6 numbers, some 0.08 s each on one thread.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/returns/selection.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

SelectionRule rule(const char* name, const char* column, SelectionKind kind) {
  SelectionRule out;
  out.name = name, out.column = column, out.kind = kind;
  out.population = SelectionPopulation::leavers;
  out.compare = SelectionCompare::at_least;
  return out;
}

// state.range: people, sentences, threads.
void people(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(7);
  std::vector<std::int64_t> person(n);
  std::vector<std::int32_t> site(n);
  std::vector<std::int8_t> consent(n);
  std::vector<double> sales(n), rate(n), service(n), absence(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i);
    site[i] = static_cast<std::int32_t>(draw() % 30);
    consent[i] = draw() % 4 != 0;
    sales[i] = static_cast<double>(draw() % 1'000'000);
    rate[i] = static_cast<double>(draw() % 101);
    service[i] = static_cast<double>(draw() % 4000);
    absence[i] = static_cast<double>(draw() % 40);
  }
  SelectionInput input;
  input.person = Column(person);
  input.x.add("sales", Column(sales));
  input.x.add("rate", Column(rate));
  input.x.add("service", Column(service));
  input.x.add("absence", Column(absence));
  input.consent = Column(consent);
  input.groups.add("site", Column(site));
  SelectionOptions options;
  options.rules = {rule("rate", "rate", SelectionKind::value), rule("service", "service", SelectionKind::quantile), rule("sales", "sales", SelectionKind::top_share), rule("site", "sales", SelectionKind::quantile),
                   rule("absence", "absence", SelectionKind::bottom_share)};
  options.rules[0].population = SelectionPopulation::undeclared;
  options.rules[0].threshold = 80.0;
  options.rules[1].probability = 0.5;
  options.rules[2].share = 0.2;
  options.rules[3].population = SelectionPopulation::leavers_in_group;
  options.rules[3].group = "site";
  options.rules[3].probability = 0.9;
  options.rules[4].share = 0.3;
  options.rules[2].compare = options.rules[4].compare = SelectionCompare::undeclared;
  options.combine = SelectionCombine::at_least;
  options.least = 2;
  options.explain = state.range(1) != 0;
  RunContext context;
  context.threads = static_cast<int>(state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(selection(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * 5);
}
BENCHMARK(people)->ArgNames({"people", "sentences", "threads"})->ArgsProduct({{100'000, 1'000'000}, {0, 1}, {1, 2}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
