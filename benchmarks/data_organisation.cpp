// Nodes a second of data.organisation, by day looked at. Reading the rows is 40 bytes each; the walk touches each node's parent a few
// times at random, which misses the cache: at about 5 ns a miss and ten touches, 1e6 nodes are some 50 ms.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/data/organisation.hpp"

namespace {

using namespace mainstay;

// Three rows a node, one after another; a random tree of the depth of a large company (a parent among the first tenth).
struct Data {
  std::vector<std::int64_t> node, parent;
  std::vector<std::int32_t> start, stop;

  explicit Data(std::int64_t nodes) {
    std::mt19937_64 random(1);
    for (std::int64_t i = 0; i < nodes; ++i)
      for (int part = 0; part < 3; ++part) {
        node.push_back(i + 1);
        parent.push_back(i == 0 ? 0 : 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>((i + 9) / 10)));
        start.push_back(18000 + 500 * part);
        stop.push_back(18500 + 500 * part);
      }
  }
  data::OrganisationInput input() const {
    data::OrganisationInput input;
    input.node = node;
    input.parent = parent;
    input.start = start;
    input.stop = stop;
    return input;
  }
};

void run(benchmark::State& state, bool closure) {
  const Data data(state.range(0));
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  data::OrganisationOptions options;
  options.interval = data::OrganisationInterval::half_open;
  options.no_parent = {"0"};
  options.closure = closure;
  for (std::int64_t day = 0; day < state.range(1); ++day) options.as_of.push_back(18000 + 100 * day);
  for (auto _ : state) benchmark::DoNotOptimize(data::organisation(data.input(), options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}

void nodes(benchmark::State& state) { run(state, false); }
void closure(benchmark::State& state) { run(state, true); }

BENCHMARK(nodes)->Args({1'000'000, 1, 1})->Args({100'000, 12, 1})->Args({100'000, 12, 2})->Unit(benchmark::kMillisecond);
BENCHMARK(closure)->Args({1'000'000, 1, 1})->Args({100'000, 12, 1})->Args({100'000, 12, 2})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
