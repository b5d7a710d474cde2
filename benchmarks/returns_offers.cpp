// Offers that reach a probability: a fit to 1,000 earlier offers, then the cheapest offer on a grid of three levers for each pair.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/returns/offers.hpp"

namespace {

using namespace mainstay;

void offers_of_pairs(benchmark::State& state) {
  const auto pairs = static_cast<std::size_t>(state.range(0)), earlier = std::size_t{1000};
  std::mt19937_64 draw(1);
  std::uniform_real_distribution<double> uniform;
  std::vector<double> pay(earlier), steps(earlier), way(earlier), now(pairs), level(pairs, 0.0), far(pairs);
  std::vector<std::int64_t> accepted(earlier), person(pairs), vacancy(pairs, 1), may(pairs, 1);
  for (std::size_t i = 0; i < earlier; ++i) {
    pay[i] = 20 * uniform(draw), steps[i] = std::floor(2 * uniform(draw)), way[i] = 30 * uniform(draw);
    accepted[i] = uniform(draw) < 1 / (1 + std::exp(2 - 0.1 * pay[i] - 0.8 * steps[i] + 0.03 * way[i]));
  }
  for (std::size_t i = 0; i < pairs; ++i) now[i] = 5 * uniform(draw), far[i] = 30 * uniform(draw), person[i] = static_cast<std::int64_t>(i);
  returns::OffersInput input;
  input.person = person, input.vacancy = vacancy, input.contactable = may, input.accepted = accepted;
  input.x.add("pay", pay), input.x.add("steps", steps), input.x.add("way", way);
  input.pair_x.add("pay", now), input.pair_x.add("steps", level), input.pair_x.add("way", far);
  returns::OffersOptions options;
  options.levers = {{"pay", 0, 20, 0.5, 5200}, {"steps", 0, 1, 1, 90000}, {"way", 0, 30, 5, -3000}};
  RunContext one;
  one.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(returns::offers(input, options, one).reachable);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(offers_of_pairs)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
